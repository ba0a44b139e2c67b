"""A main desk and a town's machine that speak only with a county's hub: paired there, cut off, shut out, set back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from oatui.link import book, hub_line, joining, signing, uplink
from oatui.link import county as county_book
from oatui.link.contract import LineCut
from oatui.link.hub import Hub
from oatui.link.keyring import Keyring
from oatui.link.main_desk import MainDesk
from oatui.link.pairing import Pairings
from oatui.link.site_client import Address
from oatui.link_way import Choice, LinkWay
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar
from oatui.session import Session
from oatui.store import (
    arrivals,
    attendance,
    book_year,
    doctor,
    drawn,
    exchange,
    main_line,
    meetings,
    number_book,
    number_lines,
    numbers,
    people,
    sites,
)  # fmt: skip
from oatui.store.database import Store, open_store
from tests.cluster import the_cluster
from tests.conftest import FixedClock
from tests.link.doors import Behind, served
from tests.store.acts import a_meeting, person
from tests.store.link_acts import SIGNED, a_request
from tests.store.refusals import refusal
from tests.store.test_number_book import signed


class County(NamedTuple):
    """A hub behind its door, and a main desk that is on it."""

    hub: Behind
    main: Store
    way: LinkWay
    clock: FixedClock
    meeting: int

    def round(self) -> int:
        on = hub_line.of(self.main, self.way.ring)
        assert on
        return hub_line.round_now(self.main, self.way.ring, on, self.clock)

    def paired(self, folder: Path, name: str = "") -> tuple[sites.Site, Store]:
        """A town's machine, paired at the hub with the code that the main desk shows."""
        venue = meetings.find_venue(self.main, self.meeting, "示例一镇")
        assert venue
        site = sites.invite(self.main, self.meeting, venue.id, name)
        self.way.open(Choice(), not_secret=False)
        made = self.way.code(self.main, site)
        ring = Keyring(folder / "keys")
        proved, told = joining.prove(made.address, made.code)
        joining.join(folder / "town.db", proved, told, ring, self.clock, "王某某")
        return site, open_store(folder / "town.db", self.clock, "王某某")


def an_office(behind: Behind) -> str:
    """A code of the hub for an office's main desk."""
    secret, name = signing.new_secret(), f"{uuid.uuid4().hex[:16]}.0"
    behind.ring.keep(name, secret)
    return behind.pairings.open(name, secret, {})


@contextmanager
def a_county(main: Store, folder: Path, clock: FixedClock) -> Iterator[County]:
    ring = Keyring(folder / "hub")
    hub = Hub(the_cluster().url, ring, Pairings(ring, clock.now), clock.now)
    hub.prepare()
    hub.close()
    meeting = a_meeting(main, 4)
    people.import_roster(main, meeting.id, [("示例一镇", person(n, "示例一镇")) for n in range(5, 9)], "")
    way = LinkWay(lambda: open_store(main.path, clock, "刘某某"), clock, folder / "main")
    with served(hub, folder / "hub", hub.heard, clock, office=hub) as behind:
        hub_line.join(main, way.ring, Address(f"127.0.0.1:{behind.port}"), "", an_office(behind), clock)
        yield County(behind, main, way, clock, meeting.id)


@pytest.fixture
def county(store: Store, tmp_path: Path, clock: FixedClock) -> Iterator[County]:
    with a_county(store, tmp_path, clock) as county:
        yield county


def scan(county: County, town: Store, place: int) -> None:
    one = people.listed(town, county.meeting)[place]
    venue = one.venue_id
    assert arrivals.sign_in(town, county.meeting, one.code, venue=venue).outcome == "ok"


def present(county: County) -> int:
    return attendance.attendance(county.main, county.meeting)[0].present


def test_from_the_code_to_the_held_sign_in_and_shut_out_at_once(county: County, tmp_path: Path) -> None:
    site, town = county.paired(tmp_path / "town")
    ring = Keyring(tmp_path / "town" / "keys")
    with closing(town):
        assert people.listed(town, county.meeting) == people.listed(county.main, county.meeting)
        scan(county, town, 4)
        county.clock.pass_time(seconds=30)
        joining.one_round(town, ring, county.clock)
        how = uplink.standing(town, ring)
        assert how and how.unsent == 0 and present(county) == 0
        # what the site is told is as old as what the main desk last said
        assert (how.fresh, how.difference) == ("2026-11-24T08:20:00+08:00", 0)
        county.clock.pass_time(seconds=30)
        county.round()
        assert present(county) == 1
        heard = sites.get(county.main, site.id)
        assert (heard.heard_at, heard.difference) == ("2026-11-24T08:20:30+08:00", 0)
        scan(county, town, 5)
        county.way.shut_out(county.main, site.id, "机器丢失")
        with pytest.raises(Refused) as refused:
            joining.one_round(town, ring, county.clock)
        assert refused.value.verdict.key == "link.shut_out"
        county.round()
        assert present(county) == 1
        assert doctor.examine(county.main).ok and doctor.examine(town).ok


def test_a_machine_that_takes_over_knows_who_is_in(county: County, tmp_path: Path) -> None:
    """The facts of the other machine at its venue come down, without that machine's own affairs."""
    _site, town = county.paired(tmp_path / "town")
    scan(county, town, 4)
    joining.one_round(town, Keyring(tmp_path / "town" / "keys"), county.clock)
    _second, spare = county.paired(tmp_path / "spare", "备用机")
    with closing(town), closing(spare):
        one = people.listed(spare, county.meeting)[4]
        assert arrivals.sign_in(spare, county.meeting, one.code, venue=one.venue_id).outcome == "already"
        scan(county, spare, 5)
        # both ways: the first goes on beside it, and what follows comes behind what came
        scan(county, town, 6)
        for _turn in range(2):
            for store, folder in ((spare, "spare"), (town, "town")):
                joining.one_round(store, Keyring(tmp_path / folder / "keys"), county.clock)
                county.round()
        for store in (county.main, town, spare):
            assert attendance.attendance(store, county.meeting)[0].present == 3
            assert doctor.examine(store).ok


def test_a_site_may_ask_for_nothing_that_is_the_desks(county: County, tmp_path: Path) -> None:
    site, town = county.paired(tmp_path / "town")
    town.close()
    way = uplink.of(
        open_store(tmp_path / "town" / "town.db", county.clock, ""), Keyring(tmp_path / "town" / "keys")
    )
    assert way
    with closing(county.hub.client(way.secret, way.site)) as line:
        asked: list[dict[str, Any]] = [
            {"do": "tell", "moment": "2026-11-24T09:00:00+08:00", "venues": []},
            {"do": "shut out", "site": way.site},
            {"do": "drawn", "place": 0},
            {"do": "invite", "invitation": {"site": way.site, "secret": "00"}},
        ]
        for one in asked:
            with pytest.raises(Refused):
                line.call("office", **one)
    # nor a desk for what is another desk's
    other = f"{uuid.uuid4().hex[:16]}.0"
    county.hub.ring.keep(other, b"s" * 32)
    with closing(county.hub.client(b"s" * 32, other)) as line:
        for one in (asked[1], {"do": "invite", "invitation": {"site": way.site, "secret": "00"}}):
            with pytest.raises(Refused):
                line.call("office", **one)
        assert line.drawn(other, 0) == []
    assert (
        county.hub.ring.secret(way.site) == way.secret and sites.get(county.main, site.id).shut_out_at is None
    )


def test_the_desk_and_a_second_one_draw_from_one_book(
    county: County, tmp_path: Path, open_at: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the main desk had given goes on at the hub; what the hub gives others stands in the main desk's register."""
    main, second, ring = county.main, open_at("second.db", "王某某"), Keyring(tmp_path / "second")
    on = hub_line.of(main, county.way.ring)
    assert on
    main_line.name_hub(main, "")
    assert numbers.give_number(main, signed(main)).number == "嘉商务字〔2026〕1号"  # before it was on the hub
    main_line.name_hub(main, on.desk)
    assert refusal(lambda: numbers.give_number(main, signed(main))) == ("12-1", "hub.no_secret")
    monkeypatch.setattr("oatui.places.link_folder", lambda: county.way.ring._folder)
    main.county = county_book
    paper = signed(main)
    assert numbers.give_number(main, paper).number == "嘉商务字〔2026〕2号"
    site = sites.invite(main, sites.DESK, sites.DESK, "二楼的机器")
    county.way.open(Choice(), not_secret=False)
    made = county.way.code(main, site)
    joining.join_book(second, joining.prove(made.address, made.code)[0], ring)
    theirs = signed(second)
    for _again in range(2):
        assert book.draw(second, ring, theirs, county.clock).number == "嘉商务字〔2026〕3号"
    assert [one.sequence for one in number_book.reserve(main, "嘉商务字", "会议", "李某某", count=2)] == [
        4,
        5,
    ]
    assert book.draw(second, ring, signed(second), county.clock).number == "嘉商务字〔2026〕6号"
    # nobody answers: no number, and the paper waits
    county.hub.ring.shut_out(on.site)
    waiting = signed(main)
    assert refusal(lambda: numbers.give_number(main, waiting))[0] is None
    county.hub.ring.keep(on.site, on.secret)
    assert numbers.give_number(main, waiting).number == "嘉商务字〔2026〕7号"
    county.round()
    county.round()
    assert [one.sequence for one in number_lines.lines(main, 2026)] == [1, 2, 3, 4, 5, 6, 7]
    assert number_lines.gaps(main, 2026) == []
    # last year's book is closed there in the same moment as here
    late = {"title": "去年的", "section": "综合科", "dated": date(2025, 12, 30), "by": "王某"}
    number_book.enter_off_line(main, "嘉商务字〔2025〕1号", **late)  # type: ignore[arg-type]
    county.round()
    book_year.close_year(main, 2025, "李主任")
    way = uplink.book_of(second, ring)
    assert way
    with closing(county.hub.client(way.secret, way.site)) as line:
        last_year = a_request(1, 1) | {
            "signatures": [[*one[:2], "2025-12-30T10:00:00+08:00"] for one in SIGNED]
        }
        assert refusal(lambda: line.allocate(way.site, last_year)) == ("12-1", "book.closed")
        book_year.reopen_year(main, 2025, "李主任", "漏登一件")
        assert line.allocate(way.site, last_year) == "嘉商务字〔2025〕2号"
    assert doctor.examine(main).ok and doctor.examine(second).ok


def joined(county: County, second: Store, ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> sites.Site:
    """A second desk of the county's main desk, which draws its numbers from the hub."""
    main = county.main
    monkeypatch.setattr("oatui.places.link_folder", lambda: county.way.ring._folder)
    main.county = county_book
    site = sites.invite(main, sites.DESK, sites.DESK, "二楼的机器")
    county.way.open(Choice(), not_secret=False)
    made = county.way.code(main, site)
    joining.join_book(second, joining.prove(made.address, made.code)[0], ring)
    return site


def test_a_desk_leaves_its_hub_with_all_that_was_there(
    county: County, tmp_path: Path, open_at: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the hub gave and holds comes first; machines need the main desk's address only, and nobody's number is lost."""
    main, second, ring = county.main, open_at("second.db", "王某某"), Keyring(tmp_path / "second")
    on = hub_line.of(main, county.way.ring)
    assert on
    site = joined(county, second, ring, monkeypatch)
    papers = [signed(second) for _n in range(3)]
    assert book.draw(second, ring, papers[0], county.clock).number == "嘉商务字〔2026〕1号"
    _site, town = county.paired(tmp_path / "town")
    keys = Keyring(tmp_path / "town" / "keys")
    scan(county, town, 4)
    joining.one_round(town, keys, county.clock)
    assert present(county) == 0
    # given, and the answer was lost
    way, asked = uplink.book_of(second, ring), drawn.request(second, papers[1])
    assert way and asked
    with closing(county.hub.client(way.secret, way.site)) as line:
        line.allocate(way.site, asked)
    main_line.keep_asked(second, papers[1], waits=True)
    hub_line.leave(main, county.way.ring, county.clock)
    assert sites.get(main, site.id).heard_at
    assert present(county) == 1 and not main_line.hub(main) and hub_line.of(main, county.way.ring) is None
    assert [one.sequence for one in number_lines.lines(main, 2026)] == [1, 2]
    for refused in (
        lambda: book.draw(second, ring, papers[2], county.clock),
        lambda: book.tell_now(second, ring, county.clock),
        lambda: joining.one_round(town, keys, county.clock),
    ):
        assert refusal(refused)[1] in {"hub.left", "hub.left_town"}
    assert refusal(lambda: hub_line.leave(main, county.way.ring, county.clock))[1] == "hub.on_none"
    # the machines take the main desk's address
    desk = MainDesk(lambda: open_store(main.path, county.clock, "刘某某"))
    with closing(town), served(desk, county.way.ring._folder, desk.heard, county.clock) as own:
        for store, of in ((second, ring), (town, keys)):
            uplink.move(store, of, f"127.0.0.1:{own.port}")
        scan(county, town, 5)
        joining.one_round(town, keys, county.clock)
        assert present(county) == 2 and uplink.standing(town, keys).unsent == 0  # type: ignore[union-attr]
        assert numbers.give_number(main, signed(main)).number == "嘉商务字〔2026〕3号"
        assert book.draw(second, ring, papers[1], county.clock).number == "嘉商务字〔2026〕2号"
        assert book.draw(second, ring, papers[2], county.clock).number == "嘉商务字〔2026〕4号"
        # and from the book: no answer is open, and no second book begins this year
        assert joining.leave_book(second, ring, county.clock) == []
        waiting = signed(second)
        assert refusal(lambda: numbers.give_number(second, waiting)) == ("12-1", "book.left")
        county.way.ring.keep(way.site, way.secret)
        joining.join_book(second, way._replace(address=f"127.0.0.1:{own.port}"), ring)
        assert book.draw(second, ring, waiting, county.clock).number == "嘉商务字〔2026〕5号"
    assert number_lines.gaps(main, 2026) == []
    assert doctor.examine(main).ok and doctor.examine(second).ok


async def test_an_open_desk_goes_on_when_its_office_joins_or_leaves_a_hub(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without being opened anew: whoever does it, at another terminal or on the command line."""
    main, ring = county.main, county.way.ring
    monkeypatch.setattr("oatui.places.link_folder", lambda: ring._folder)
    papers = [signed(main) for _n in range(3)]
    session = Session(main.path, county.clock, "刘某某")
    session.open()
    try:
        session.changed()
        before = await session.number(papers[0], None, Calendar({}, {}))
        assert session.link_way.address and isinstance(session._sender, hub_line.HubSender)
        hub_line.leave(main, ring, county.clock)
        assert session.changed()
        assert not session.asks_elsewhere and session._sender is None and not session.link_way.address
        here = await session.number(papers[1], None, Calendar({}, {}))
        code = an_office(county.hub)
        joined = joining.take_code(main, ring, f"127.0.0.1:{county.hub.port}", code, None)
        assert joined == hub_line.of(main, ring)
        assert session.changed()
        assert isinstance(session._sender, hub_line.HubSender) and session.link_way.address == joined.address
        again = await session.number(papers[2], None, Calendar({}, {}))
        assert [one.number for one in (before, here, again)] == [f"嘉商务字〔2026〕{n}号" for n in (1, 2, 3)]
        # one place only
        assert refusal(lambda: joining.hold_book(main))[1] == "link.leave_first"
    finally:
        session.close()


def test_a_hub_that_has_just_started_hears_the_desks_before_it_gives_a_number(
    county: County, tmp_path: Path, open_at: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its whole server may have been set back, which nobody sees there; who is not open is waited for half a minute."""
    main, second, ring = county.main, open_at("second.db", "王某某"), Keyring(tmp_path / "second")
    joined(county, second, ring, monkeypatch)
    papers = [signed(main) for _n in range(3)]
    state = f"numbers-{main_line.hub(main)}"

    def start() -> None:
        kept = county.hub.ring.read(state)
        assert kept
        county.hub.ring.write(state, {**kept, "began": "an earlier start"})

    start()
    with pytest.raises(Refused) as refused:
        numbers.give_number(main, papers[0])
    assert refused.value.verdict.key == "hub.listens" and refused.value.verdict.values["seconds"] == 30
    book.tell_now(second, ring, county.clock)
    assert refusal(lambda: numbers.give_number(main, papers[0]))[1] == "hub.listens"
    county.round()  # what it has of every series, not of the asked one alone
    assert numbers.give_number(main, papers[0]).number == "嘉商务字〔2026〕1号"
    start()
    assert refusal(lambda: numbers.give_number(main, papers[1]))[1] == "hub.listens"
    county.clock.pass_time(seconds=31)
    assert numbers.give_number(main, papers[1]).number == "嘉商务字〔2026〕2号"
    # a second desk that asks says first what it has, and the main desk says it in its round
    start()
    paper = signed(second)
    assert refusal(lambda: book.draw(second, ring, paper, county.clock))[1] == "hub.listens"
    county.round()
    assert book.draw(second, ring, paper, county.clock).number == "嘉商务字〔2026〕3号"


def test_a_hub_that_never_answers_is_left_and_its_numbers_are_waited_for(
    county: County, tmp_path: Path, open_at: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    main, second, ring = county.main, open_at("second.db", "王某某"), Keyring(tmp_path / "second")
    on = hub_line.of(main, county.way.ring)
    assert on
    joined(county, second, ring, monkeypatch)
    papers = [signed(second) for _n in range(2)]
    assert book.draw(second, ring, papers[0], county.clock).number == "嘉商务字〔2026〕1号"
    assert hub_line.move(main, county.way.ring, "127.0.0.1:9", "")
    assert refusal(lambda: hub_line.leave(main, county.way.ring, county.clock))[1] == "hub.cut"
    # nor is a year closed behind the hub's back
    assert refusal(lambda: book_year.close_year(main, 2025, "李主任"))[1] == "hub.close_cut"
    hub_line.leave(main, county.way.ring, county.clock, without_line=True)
    mine = signed(main)
    assert refusal(lambda: numbers.give_number(main, mine)) == ("12-1", "book.set_back")
    desk = MainDesk(lambda: open_store(main.path, county.clock, "刘某某"))
    with served(desk, county.way.ring._folder, desk.heard, county.clock) as own:
        uplink.move(second, ring, f"127.0.0.1:{own.port}")
        # the machine says what it has when it asks for the next
        assert book.draw(second, ring, papers[1], county.clock).number == "嘉商务字〔2026〕2号"
    assert numbers.give_number(main, mine).number == "嘉商务字〔2026〕3号"
    assert number_lines.gaps(main, 2026) == []


def test_a_server_that_falls_is_no_answer_and_loses_nothing(county: County, tmp_path: Path) -> None:
    _site, town = county.paired(tmp_path / "town")
    ring = Keyring(tmp_path / "town" / "keys")
    server = the_cluster()
    with closing(town):
        scan(county, town, 4)
        joining.one_round(town, ring, county.clock)
        scan(county, town, 5)
        server.kill()
        with pytest.raises(Refused) as refused:
            joining.one_round(town, ring, county.clock)
        assert refused.value.verdict.key == "link.cut"
        with pytest.raises(Refused):
            county.round()
        how = hub_line.standing(county.main, county.way.ring)
        assert how and how.since and how.fresh
        server.start()
        joining.one_round(town, ring, county.clock)
        server.kill()
        server.start()
        county.round()  # what was open fell with the server that was: nobody is told
        how = hub_line.standing(county.main, county.way.ring)
        assert present(county) == 2 and how and not how.since


def test_a_server_set_back_to_a_backup_is_filled_again(county: County, tmp_path: Path) -> None:
    """Nothing that a desk holds is lost, nobody is told that he is fresh before he is, and no number is given twice."""
    site, town = county.paired(tmp_path / "town")
    ring = Keyring(tmp_path / "town" / "keys")
    on = hub_line.of(county.main, county.way.ring)
    assert on
    with closing(town):
        scan(county, town, 4)
        people.reissue_code(county.main, people.listed(county.main, county.meeting)[7].id, "遗失")
        county.round()
        joining.one_round(town, ring, county.clock)
        with psycopg.connect(the_cluster().url) as conn:
            conn.execute("delete from events where desk = %s and seq > 2", (on.desk,))
        for origin in exchange.part_held(town):
            assert exchange.held(town, origin) > 2
        # the town's own machine is new, and asks before the main desk has been there again
        with closing(county.hub.client(uplink.of(town, ring).secret, uplink.of(town, ring).site)) as line:  # type: ignore[union-attr]
            with pytest.raises(LineCut):
                line.pull("", county.meeting, {county.main.origin: 2})
            county.round()
            rows = line.pull("", county.meeting, {}).rows
            assert rows == exchange.part(county.main, county.meeting, {})
        scan(county, town, 5)
        joining.one_round(town, ring, county.clock)
        assert uplink.standing(town, ring).unsent == 0  # type: ignore[union-attr]
        county.round()
        assert present(county) == 2
        assert doctor.examine(county.main).ok and doctor.examine(town).ok
