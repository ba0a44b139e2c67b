"""What a site may count on, whoever answers: the main desk with its own store, or a county's hub on PostgreSQL."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from oatui.link import book_at_hub, hub_line, signing
from oatui.link.contract import Contract, Drawn, Line
from oatui.link.hub import Hub
from oatui.link.hub_line import HubWay
from oatui.link.keyring import Keyring
from oatui.link.main_desk import MainDesk
from oatui.link.pairing import Pairings
from oatui.rules.verdict import Refused
from oatui.store import (
    arrivals,
    attendance,
    backup,
    book_year,
    doctor,
    exchange,
    journal,
    main_line,
    meetings,
    number_book,
    number_lines,
    own_chains,
    people,
    sites,
    unheard,
)
from oatui.store.database import Store, open_store
from oatui.store.sites import Site
from tests.cluster import the_cluster
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, person
from tests.store.link_acts import SIGNED, a_request, a_site
from tests.store.test_exchange import rewritten


class County(NamedTuple):
    """A main desk, a town's machine, a second desk of the office, and who answers them."""

    main: Store
    town: Site
    desk: str
    answers: Contract
    another: Callable[[], Contract]  # one more process that answers for the same
    settle: Callable[[], None]  # until the main desk and who answers know the same
    keep: Callable[
        [], Callable[[bool], County]
    ]  # a backup of who answers, and how it is set back: openly or not

    def name(self, site: Site) -> str:
        return f"{self.desk}.{site.meeting}.{site.id}"

    def push(self, rows: list[Line], site: Site | None = None) -> int:
        return self.answers.push(self.name(site or self.town), rows[0].origin, rows)


class AtHub(NamedTuple):
    """The number book of a desk that speaks with its hub without a line."""

    hub: Hub
    way: HubWay

    def take(self, _store: Store, series: str, year: int, request: str, at_least: int) -> int:
        known = [one[2] for one in main_line.known(_store) if one[:2] == (series, year)]
        return self.hub.take(self.way.site, request, series, year, at_least, max(known, default=0))

    def close_year(self, store: Store, year: int, approver: str) -> None:
        self.hub.close_year(self.way.site, year, approver, book_at_hub.journal_of(store))
        book_at_hub.fetch(store, self.way, self.hub, [])

    def reopen_year(self, _store: Store, year: int) -> None:
        self.hub.reopen_year(self.way.site, year)


@pytest.fixture(params=["main desk", "hub"])
def county(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path, clock: FixedClock
) -> Iterator[County]:
    meeting = a_meeting(store, 4)
    people.import_roster(store, meeting.id, [("示例一镇", person(n, "示例一镇")) for n in range(5, 9)], "")
    venue = meetings.find_venue(store, meeting.id, "示例一镇")
    assert venue
    town = sites.invite(store, meeting.id, venue.id)
    ring = Keyring(tmp_path / "ring")
    made: list[MainDesk | Hub] = []
    if request.param == "main desk":

        def another() -> Contract:
            made.append(MainDesk(lambda: open_store(store.path, clock, "刘某某")))
            return made[-1]

        def keep() -> Callable[[bool], County]:
            copy = backup.back_up(store, tmp_path / "kept.db").path

            def set_back(openly: bool) -> County:
                backup.restore(copy, store.path, clock, "刘某某")
                opened.append(open_store(store.path, clock, "刘某某"))
                if not openly:
                    main_line.keep_unheard(opened[-1], ())
                return county._replace(main=opened[-1], answers=another())

            return set_back

        opened: list[Store] = []
        county = County(store, town, "0123456789abcdef", another(), another, lambda: None, keep)
        yield county
        for again in opened:
            again.close()
    else:
        url = the_cluster().url
        way = HubWay(uuid.uuid4().hex[:16], signing.new_secret(), "", "")
        ring.keep(way.site, way.secret)

        def another() -> Contract:
            made.append(Hub(url, ring, Pairings(ring, clock.now), clock.now))
            return made[-1]

        hub = another()
        assert isinstance(hub, Hub)
        hub.prepare()

        def settle() -> None:
            hub_line.one_round(store, ring, way, lambda _name: hub, clock)

        def keep_hub() -> Callable[[bool], County]:
            """Older numbers, and where nobody is to see it an older keyring, too."""
            files = {file: file.read_text() for file in (tmp_path / "ring").glob("*.json")}
            with psycopg.connect(url) as conn:
                last = conn.execute("select max(place) from numbers").fetchone()

            def set_back(openly: bool) -> County:
                with psycopg.connect(url) as conn:
                    conn.execute("delete from numbers where place > %s", last)
                for file, text in ({} if openly else files).items():
                    file.write_text(text)
                return county

            return set_back

        main_line.name_hub(store, way.desk)
        settle()
        store.county = AtHub(hub, way)
        county = County(store, town, way.desk, hub, another, settle, keep_hub)
        yield county
    for one in made:
        one.close()


def key_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.verdict.key


def door_rows(county: County, sub: Store) -> list[Line]:
    for one in people.listed(sub, county.town.meeting)[4:]:
        arrivals.sign_in(sub, county.town.meeting, one.code, venue=county.town.venue)
    return exchange.outgoing(sub, 0)


# ------------------------------------------------------------------ push


def test_rows_are_taken_once_in_order_and_not_behind_a_gap(county: County) -> None:
    with a_site(county.main, county.town, "site-a") as sub:
        rows = door_rows(county, sub)
    assert county.answers.push(county.name(county.town), "site-a", []) == 0
    assert county.push(rows[2:]) == 0
    assert county.push(rows[:3]) == 3
    assert county.push([*rows[:2], *rows[4:]]) == 3
    assert county.push(rows) == county.push(rows) == county.push(rows[:1]) == 5
    assert county.another().push(county.name(county.town), "site-a", []) == 5
    county.settle()
    assert attendance.attendance(county.main, county.town.meeting)[0].present == 4
    assert county.main.value("select count(*) from event where origin = 'site-a'") == 5
    assert doctor.examine(county.main).ok


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda row: row._replace(at="2026-11-24T08:00:00+08:00"), "link.row_changed"),
        (lambda row: row._replace(prev="00" * 32), "link.row_changed"),
        (lambda row: row._replace(kind="meeting_closed"), "link.other_rows"),
        (lambda row: row._replace(body="[1"), "link.other_rows"),
        (lambda row: rewritten(row, meeting=77), "link.other_rows"),
        (lambda row: rewritten(row, status="present"), "link.other_rows"),
        (lambda row: rewritten(row, "yesterday"), "link.other_rows"),
        (lambda row: row._replace(origin="site-b"), "link.origin_taken"),
    ],
)
def test_a_load_with_a_wrong_row_is_refused_whole(
    county: County, change: Callable[[Line], Line], key: str
) -> None:
    with a_site(county.main, county.town, "site-a") as sub:
        first, second, *_rest = door_rows(county, sub)
    with pytest.raises(Refused) as refused:
        county.push([first, change(second)])
    assert key_of(refused) == key
    assert county.answers.push(county.name(county.town), "site-a", []) == 0


def test_a_chain_has_one_owner(county: County) -> None:
    other = sites.invite(county.main, county.town.meeting, county.town.venue, "第二台")
    with a_site(county.main, county.town, "site-a") as sub:
        rows = door_rows(county, sub)
    county.push(rows)
    for origin in ("site-a", county.main.origin):
        with pytest.raises(Refused) as refused:
            county.push([row._replace(origin=origin) for row in rows], other)
        assert key_of(refused) == "link.origin_taken"
    county.settle()
    assert sites.origins_of(county.main, county.town.id) == ["site-a"]
    assert sites.origins_of(county.main, other.id) == []


def test_a_restored_machine_goes_on_with_a_second_chain(county: County) -> None:
    """What it had written before comes first or later: both chains are its own, and nothing is taken for a resend."""
    with a_site(county.main, county.town, "site-a") as sub:
        before = door_rows(county, sub)
    with a_site(county.main, county.town, "site-a-restored") as sub:
        after = door_rows(county, sub)
    for rows in (after, before, after):
        assert county.push(rows) == 5
    county.settle()
    assert sites.origins_of(county.main, county.town.id) == ["site-a", "site-a-restored"]
    assert attendance.attendance(county.main, county.town.meeting)[0].present == 4
    assert doctor.examine(county.main).ok


def test_a_restored_machine_is_told_what_it_had_sent_since_its_backup(county: County) -> None:
    """Its own chain whole, and of another copy that went on from the same backup what it did at the door."""
    name, meeting = county.name(county.town), county.town.meeting

    def restored(sub: Store, origin: str) -> None:
        sub.origin = origin
        with sub.write():
            journal.record(sub, "restored", {"v": 1, "from": "site-a", "head": ""})
        county.push(exchange.outgoing(sub, 0))
        county.settle()

    def fetched(sub: Store) -> int:
        came, part = 0, None
        while part is None or part.rows:
            own = own_chains.held(sub)
            part = county.answers.pull(name, meeting, exchange.part_held(sub) | own, list(own))
            exchange.take_part(sub, county.main.origin, part.rows)
            came += len(part.rows)
        return came

    with a_site(county.main, county.town, "site-a") as sub:
        rows = door_rows(county, sub)
    county.push(rows)
    with (
        a_site(county.main, county.town, "site-a") as again,
        a_site(county.main, county.town, "site-a") as third,
    ):
        restored(again, "site-b")
        assert fetched(again) == 4 and fetched(again) == 0
        assert exchange.outgoing(again, 0, origin="site-a") == rows
        assert exchange.acked(again, "site-a") == 5
        place = people.listed(again, meeting)[0]
        arrivals.sign_in(again, meeting, place.code, venue=county.town.venue)
        county.push(exchange.outgoing(again, 0))
        restored(third, "site-c")
        assert fetched(third) == 5 and fetched(again) == 0
        for one in (again, third):
            assert attendance.attendance(one, meeting)[0].present == 5 and doctor.examine(one).ok
        # a row of its own that it cannot have lost, and one that its chain does not go on with
        lost = exchange.outgoing(county.main, 0, origin="site-a")[1]
        for row in (lost._replace(origin="site-c", seq=9, after=1), lost._replace(seq=6, after=5)):
            with pytest.raises(Refused) as refused:
                exchange.take_part(third, county.main.origin, [row])
            assert key_of(refused) == "link.set_back"
    county.settle()
    assert attendance.attendance(county.main, meeting)[0].present == 5


def test_the_same_load_from_several_at_once_is_there_once(county: County) -> None:
    """A site asks again while its first request is still being answered, by another process."""
    with a_site(county.main, county.town, "site-a") as sub:
        rows = door_rows(county, sub)
    held: list[int] = []

    def push() -> None:
        with closing(county.another()) as answers:
            held.append(answers.push(county.name(county.town), "site-a", rows))

    threads = [threading.Thread(target=push) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert held == [5] * 4
    county.settle()
    assert county.main.value("select count(*) from event where origin = 'site-a'") == 5


# ------------------------------------------------------------------ pull


def test_a_site_pulls_its_meeting_in_order_and_is_told_how_fresh_it_is(county: County) -> None:
    roster = [("示例一镇", person(n, "示例一镇")) for n in range(9, 12)]
    people.import_roster(county.main, county.town.meeting, roster, "")
    a_meeting(county.main, 2, title="另一个会")
    for one in people.listed(county.main, county.town.meeting) * 30:
        people.reissue_code(county.main, one.id, "遗失")
    county.settle()
    name, meeting = county.name(county.town), county.town.meeting
    first = county.answers.pull(name, meeting, {})
    assert len(first.rows) == 200 and first.fresh == ""
    have = {county.main.origin: first.rows[-1].seq}
    second = county.answers.pull(name, meeting, have)
    assert second.rows and second.rows[0].after == have[county.main.origin]
    assert [*first.rows, *second.rows] == exchange.part(county.main, meeting, 0, limit=10_000)
    last = county.answers.pull(name, meeting, {county.main.origin: second.rows[-1].seq})
    assert (last.rows, last.fresh) == ([], county.main.clock.now().isoformat())
    with pytest.raises(Refused) as refused:
        county.answers.pull(name, meeting + 1, {})
    assert key_of(refused) == "link.other_meeting"


def test_a_decision_reaches_the_site_and_its_record_the_main_desk(county: County) -> None:
    with a_site(county.main, county.town, "site-a") as sub:
        gone = people.listed(county.main, county.town.meeting)[5]
        people.reissue_code(county.main, gone.id, "遗失")
        county.settle()
        part = county.answers.pull(county.name(county.town), county.town.meeting, exchange.part_held(sub))
        exchange.take_part(sub, county.main.origin, part.rows)
        refused = arrivals.sign_in(sub, county.town.meeting, gone.code, venue=county.town.venue)
        assert refused.outcome == "refused"
        county.push(door_rows(county, sub))
        county.settle()
        assert people.listed(sub, county.town.meeting) == people.listed(county.main, county.town.meeting)


# ------------------------------------------------------------------ numbers


def test_a_number_is_given_once_for_a_request_and_with_no_gap(county: County) -> None:
    desk = sites.invite(county.main, sites.DESK, sites.DESK, "综合科")
    name = county.name(desk)
    county.settle()
    numbers = [county.answers.allocate(name, a_request(n, n)) for n in (1, 1, 2, 1, 3)]
    assert numbers == [f"嘉商务字〔2026〕{n}号" for n in (1, 1, 2, 1, 3)]
    county.settle()
    county.settle()
    found = number_lines.lines(county.main, 2026)
    assert [(one.number, one.way, one.section, one.signer, one.dated) for one in found] == [
        (f"嘉商务字〔2026〕{n}号", "other_desk", "综合科", "张某某", "2026-11-24") for n in (1, 2, 3)
    ]
    assert doctor.examine(county.main).ok


def test_desks_that_draw_at_the_same_moment_get_numbers_with_no_gap(county: County) -> None:
    desks = [sites.invite(county.main, sites.DESK, sites.DESK, f"科室{n}") for n in range(4)]
    county.settle()
    given: list[str] = []

    def draw(desk: Site) -> None:
        with closing(county.another()) as answers:
            for n in range(5):
                for _again in range(2):
                    given.append(answers.allocate(county.name(desk), a_request(n, n)))

    threads = [threading.Thread(target=draw, args=(desk,)) for desk in desks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(given) == sorted([f"嘉商务字〔2026〕{n}号" for n in range(1, 21)] * 2)
    county.settle()
    assert sorted(one.sequence for one in number_lines.lines(county.main, 2026)) == list(range(1, 21))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"signatures": []}, "12-1"),
        ({"title": ""}, "12-6"),
        ({"series": "他局字"}, "12-6"),
        ({"series": ""}, "10-4"),
        ({"request_id": ""}, None),
        ({"title": 7}, None),
        ({"signatures": [["chief_sign"]]}, None),
        ({"request_id": "a\0b"}, None),
    ],
)
def test_a_number_is_refused_with_its_rule(
    county: County, change: dict[str, object], rule: str | None
) -> None:
    desk = sites.invite(county.main, sites.DESK, sites.DESK, "综合科")
    county.settle()
    with pytest.raises(Refused) as refused:
        county.answers.allocate(county.name(desk), a_request(1, 1) | change)
    assert refused.value.verdict.rule == rule
    assert county.answers.allocate(county.name(desk), a_request(2, 2)) == "嘉商务字〔2026〕1号"


def held(county: County, number: int, request: int) -> list[Drawn]:
    asked = a_request(request, request)
    return [Drawn(0, 0, "嘉商务字", 2026, number, county.main.clock.now().isoformat(), asked)]


@pytest.mark.parametrize("openly", [True, False])
def test_a_book_set_back_to_a_backup_gives_no_number_twice(county: County, openly: bool) -> None:
    """Each desk says first what stands on its papers; a book that does not know of it is told by who has a number."""
    first, second = [sites.invite(county.main, sites.DESK, sites.DESK, f"科室{n}") for n in range(2)]
    county.settle()
    set_back = county.keep()
    assert county.answers.allocate(county.name(first), a_request(1, 1)) == "嘉商务字〔2026〕1号"
    assert county.answers.allocate(county.name(second), a_request(2, 2)) == "嘉商务字〔2026〕2号"
    county = set_back(openly)
    asks = a_request(3, 3) | {"last": [["嘉商务字", 2026, 1]]}
    waits = {"book.set_back", "hub.set_back_main"}
    for one in (first, second):
        with pytest.raises(Refused) as refused:
            county.answers.allocate(county.name(one), asks)
        assert key_of(refused) in waits
    county.settle()
    # the first says what it has: the second's number is still unknown
    assert not county.answers.hold(county.name(first), [], False).heard
    assert county.answers.hold(county.name(first), held(county, 1, 1), True).heard
    with pytest.raises(Refused) as refused:
        county.answers.allocate(county.name(first), asks)
    assert refused.value.verdict.values["machines"] == ["科室1"]
    assert county.answers.hold(county.name(second), held(county, 2, 2), True).heard
    assert county.answers.allocate(county.name(first), asks) == "嘉商务字〔2026〕3号"
    assert county.answers.allocate(county.name(second), a_request(2, 2)) == "嘉商务字〔2026〕2号"
    county.settle()
    assert [one.sequence for one in number_lines.lines(county.main, 2026)] == [1, 2, 3]
    assert [one.section for one in number_lines.lines(county.main, 2026)] == ["综合科"] * 3
    assert doctor.examine(county.main).ok


def test_a_book_set_back_unseen_is_noticed_by_who_was_told_of_more(county: County) -> None:
    """Also by one that drew no number itself; and where the office goes on, it is above all that anybody was told of."""
    first, second = [sites.invite(county.main, sites.DESK, sites.DESK, f"科室{n}") for n in range(2)]
    county.settle()
    set_back = county.keep()
    for n in range(1, 4):
        county.answers.allocate(county.name(second), a_request(n, n))
    told = county.answers.hold(county.name(first), [], False).highest
    assert list(told) == [("嘉商务字", 2026, 3)]
    county = set_back(False)
    assert not county.answers.hold(county.name(first), [], False, told).heard
    asks = a_request(9, 9) | {"last": told}
    with pytest.raises(Refused) as refused:
        county.answers.allocate(county.name(first), asks)
    assert key_of(refused) in {"book.set_back", "hub.set_back_main"}
    county.settle()
    county.answers.hold(county.name(first), [], True, told)
    waiting = [] if unheard.names(county.main) else ["科室1"]
    assert unheard.risk(county.main, waiting).verdict.values == {
        "machines": ["科室1"], "numbers": ["嘉商务字〔2026〕3号"]
    }  # fmt: skip
    unheard.go_on(county.main, "李主任", "机器已坏", waiting, entered=True)
    if isinstance(county.answers, Hub):
        county.answers.go_on(f"{county.desk}.0")
    assert county.answers.allocate(county.name(first), asks) == "嘉商务字〔2026〕4号"
    assert [one.sequence for one in number_book.reserve(county.main, "嘉商务字", "会议", "李某某")] == [5]
    # the machine comes after all: what it has is nobody else's
    assert county.answers.hold(county.name(second), held(county, 3, 3), True).heard
    county.settle()
    assert {one.sequence for one in number_lines.lines(county.main, 2026)} == {3, 4, 5}
    gaps = [(one.first, one.last) for one in number_lines.gaps(county.main, 2026)]
    assert gaps == [(1, 2)] and doctor.examine(county.main).ok


def test_a_machine_that_was_paired_anew_is_heard_under_both_names(county: County) -> None:
    first = sites.invite(county.main, sites.DESK, sites.DESK, "二楼的机器")
    county.settle()
    county.answers.allocate(county.name(first), a_request(1, 1))
    again = sites.invite(county.main, sites.DESK, sites.DESK, "二楼的机器")
    county.settle()
    set_back = county.keep()
    county.answers.allocate(county.name(again), a_request(2, 2))
    county = set_back(True)
    county.settle()
    numbers = [*held(county, 1, 1), *held(county, 2, 2)]
    assert county.answers.hold(county.name(again), numbers, True).heard
    assert county.answers.allocate(county.name(again), a_request(3, 3)) == "嘉商务字〔2026〕3号"


def test_the_office_lets_a_book_go_on_without_a_machine_that_is_gone(county: County) -> None:
    """By name and with a reason; a number that another paper has meanwhile is said when the machine comes after all."""
    first, second = [sites.invite(county.main, sites.DESK, sites.DESK, f"科室{n}") for n in range(2)]
    county.settle()
    set_back = county.keep()
    county.answers.allocate(county.name(second), a_request(2, 2))
    county = set_back(True)
    county.settle()
    county.answers.hold(county.name(first), [], True)
    with pytest.raises(Refused):
        number_book.reserve(county.main, "嘉商务字", "会议", "李某某")
    waiting = [] if unheard.names(county.main) else ["科室1"]
    with pytest.raises(Refused) as refused:
        unheard.go_on(county.main, "李主任", " ", waiting)
    assert key_of(refused) == "book.no_go_on_reason"
    with pytest.raises(Refused) as refused:
        unheard.go_on(county.main, "李主任", "机器已坏", waiting)
    assert key_of(refused) == "book.go_on_risk_all"  # it says what may come of it, and wants a word
    assert unheard.go_on(county.main, "李主任", "机器已坏", waiting, entered=True) == ["科室1"]
    if isinstance(county.answers, Hub):
        county.answers.go_on(f"{county.desk}.0")
    assert county.answers.allocate(county.name(first), a_request(1, 1)) == "嘉商务字〔2026〕1号"
    with pytest.raises(Refused) as refused:
        county.answers.hold(county.name(second), held(county, 1, 2), True)
    assert key_of(refused) == "book.number_twice"
    # what was entered by hand for it is the same paper
    by_hand = a_request(3, 3)["title"], "综合科", county.main.clock.now().date(), "王某"
    number_book.enter_off_line(county.main, "嘉商务字〔2026〕2号", *by_hand)  # type: ignore[arg-type]
    county.settle()
    assert county.answers.hold(county.name(second), held(county, 2, 3), True).heard
    county.settle()
    with pytest.raises(Refused) as refused:
        unheard.go_on(county.main, "李主任", "机器已坏")
    assert key_of(refused) == "book.nothing_waits"


def test_after_a_year_is_closed_nobody_gets_a_number_of_it(county: County) -> None:
    """Not even between the closing and the next round; opened again, they do."""
    desk = sites.invite(county.main, sites.DESK, sites.DESK, "综合科")
    county.settle()
    name, last_year = county.name(desk), [[one[0], one[1], "2025-12-30T10:00:00+08:00"] for one in SIGNED]
    asks = [a_request(n, n) | {"signatures": last_year} for n in range(3)]
    assert county.answers.allocate(name, asks[0]) == "嘉商务字〔2025〕1号"
    book_year.close_year(county.main, 2025, "李主任")
    assert number_lines.find(county.main, "嘉商务字", 2025, 1)
    for _round in range(2):
        with pytest.raises(Refused) as refused:
            county.answers.allocate(name, asks[1])
        assert key_of(refused) == "book.closed" and refused.value.verdict.values["approver"] == "李主任"
        county.settle()
    # what was given before the closing is said again
    assert county.answers.allocate(name, asks[0]) == "嘉商务字〔2025〕1号"
    assert county.answers.allocate(name, a_request(5, 5)) == "嘉商务字〔2026〕1号"
    book_year.reopen_year(county.main, 2025, "李主任", "漏登一件")
    county.settle()
    assert county.answers.allocate(name, asks[1]) == "嘉商务字〔2025〕2号"


def test_a_machine_at_a_door_draws_no_number(county: County) -> None:
    with pytest.raises(Refused) as refused:
        county.answers.allocate(county.name(county.town), a_request(1, 1))
    assert key_of(refused) == "link.not_understood"
    with pytest.raises(Refused) as refused:
        county.answers.hold(county.name(county.town), held(county, 1, 1), True)
    assert key_of(refused) == "link.not_understood"
