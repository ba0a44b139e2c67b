"""The line with real stores at both ends: paired, cut, healed; nothing is lost, nothing is twice, and the screen says it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from oatui import palette, places
from oatui.app import DeskApp
from oatui.clock import SystemClock
from oatui.link import contract, hub_line, joining, pairing, sender, server, site_client, uplink
from oatui.link.contract import LineCut
from oatui.link.keyring import Keyring
from oatui.link.main_desk import MainDesk
from oatui.link.site_client import Address, SiteClient
from oatui.link_way import LinkWay
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.screens.site import SitePage, unknown_words
from oatui.session import Session
from oatui.store import (
    arrivals,
    attendance,
    backup,
    doctor,
    exchange,
    main_line,
    meetings,
    part_kinds,
    people,
    sites,
    stand_in,
    versions,
    walk_ins,
)
from oatui.store.database import Store, open_store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.link.doors import CuttingLine, served
from tests.on_screen import opened, settled, text
from tests.store.acts import a_meeting, person

ROOT = Path(__file__).parent.parent.parent


class Line(NamedTuple):
    """A main desk that listens, a relay before it, and a sub-venue's store that was paired over it."""

    main: Store
    town: Store
    site: sites.Site
    ring: Keyring
    relay: CuttingLine
    clock: FixedClock

    client: SiteClient

    def round(self) -> int:
        way = uplink.of(self.town, self.ring)
        assert way
        return sender.one_round(self.town, self.ring, way, self.client, self.clock)

    def scan(self, place: int) -> arrivals.Arrival:
        one = people.listed(self.town, self.site.meeting)[place]
        return arrivals.sign_in(self.town, self.site.meeting, one.code, venue=self.site.venue)


@contextmanager
def a_line(store: Store, folder: Path, clock: FixedClock) -> Iterator[Line]:
    meeting = a_meeting(store, 4)
    people.import_roster(store, meeting.id, [("示例一镇", person(n, "示例一镇")) for n in range(5, 9)], "")
    venue = meetings.find_venue(store, meeting.id, "示例一镇")
    assert venue
    site = sites.invite(store, meeting.id, venue.id)
    desk = MainDesk(lambda: open_store(store.path, clock, "刘某某"))
    with served(desk, folder, desk.heard, clock) as behind:
        name = f"{behind.ring.desk()}.{meeting.id}.{site.id}"
        secret = behind.paired(name)
        relay = CuttingLine(behind.port)
        town = open_store(folder / "town.db", clock, "王某某", create=True)
        sites.join(town, store.origin, meeting.id, venue.id, site.name)
        way = uplink.Uplink(name, secret, f"127.0.0.1:{relay.port}", "", meeting.id, store.origin)
        uplink.keep(town, behind.ring, way)
        client = SiteClient(Address(way.address), name, secret, clock, seconds=2.0)
        line = Line(store, town, site, behind.ring, relay, clock, client)
        try:
            line.round()
            yield line
        finally:
            client.close()
            relay.close()
            town.close()


@pytest.fixture
def line(store: Store, tmp_path: Path, clock: FixedClock) -> Iterator[Line]:
    with a_line(store, tmp_path / "link", clock) as line:
        yield line


def test_signed_in_without_the_line_and_held_when_it_is_back(line: Line) -> None:
    assert len(people.listed(line.town, line.site.meeting)) == 8
    line.relay.cut = True
    line.relay.break_now()
    for place in range(4, 7):
        assert line.scan(place).outcome == "ok"
    with pytest.raises(LineCut):
        line.round()
    how = uplink.standing(line.town, line.ring)
    assert how and how.unsent >= 3 and not how.online
    line.relay.cut = False
    line.round()
    assert attendance.attendance(line.main, line.site.meeting)[0].present == 3
    how = uplink.standing(line.town, line.ring)
    assert how and (how.unsent, how.online) == (0, True)
    assert doctor.examine(line.main).ok and doctor.examine(line.town).ok


def test_an_answer_that_was_lost_doubles_nothing(line: Line) -> None:
    line.scan(4)
    line.relay.cut_answers = 2  # on the line that was kept open, and on the new one
    with pytest.raises(LineCut):
        line.round()
    assert attendance.attendance(line.main, line.site.meeting)[0].present == 1
    line.round()
    assert attendance.attendance(line.main, line.site.meeting)[0].present == 1
    assert exchange.acked(line.town) == exchange.held(line.town, line.town.origin)


def test_a_main_desk_from_a_backup_is_sent_again_what_it_lost(
    line: Line, clock: FixedClock, tmp_path: Path
) -> None:
    copy = backup.back_up(line.main, tmp_path).path
    line.scan(4)
    line.round()
    backup.restore(copy, tmp_path / "again.db", clock, "刘某某")
    again = open_store(tmp_path / "again.db", clock, "刘某某")
    way, desk = uplink.of(line.town, line.ring), MainDesk(lambda: again)
    assert way and attendance.attendance(again, line.site.meeting)[0].present == 0
    # nobody comes meanwhile: it is asked what it holds
    sender.one_round(line.town, line.ring, way, desk, clock)
    assert attendance.attendance(again, line.site.meeting)[0].present == 1 and doctor.examine(again).ok
    again.close()


def test_a_desk_of_a_sub_venue_sends_by_itself(
    line: Line, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody presses anything: what was recorded goes from a thread of the desk's own."""
    held, keep = threading.Event(), exchange.set_acked

    def keep_and_say(store: Store, seq: int, origin: str | None = None) -> None:
        keep(store, seq, origin)
        held.set()

    monkeypatch.setattr(places, "link_folder", lambda: line.ring._folder)
    monkeypatch.setattr(exchange, "set_acked", keep_and_say)
    line.scan(4)
    desk = Session(line.town.path, clock, "王某某")
    desk.open()
    try:
        assert held.wait(20) and attendance.attendance(line.main, line.site.meeting)[0].present == 1
    finally:
        desk.close()


def test_a_code_replaced_at_the_main_desk_comes_down(line: Line) -> None:
    one = people.listed(line.main, line.site.meeting)[5]
    people.reissue_code(line.main, one.id, "遗失")
    line.round()
    assert (
        arrivals.sign_in(line.town, line.site.meeting, one.code, venue=line.site.venue).outcome == "refused"
    )


def test_who_is_shut_out_sends_no_more_and_says_why(line: Line) -> None:
    line.scan(4)
    sites.shut_out(line.main, line.site.id, "机器丢失")
    with pytest.raises(Refused):
        line.round()
    assert attendance.attendance(line.main, line.site.meeting)[0].present == 0
    how = uplink.standing(line.town, line.ring)
    assert how and how.trouble and not how.online


def test_who_is_shut_out_is_given_nothing_more_either(line: Line) -> None:
    assert line.client.pull("", line.site.meeting, {}).rows
    sites.shut_out(line.main, line.site.id, "机器丢失")
    with pytest.raises(Refused) as said:
        line.client.pull("", line.site.meeting, {})
    assert said.value.verdict.key == "link.shut_out"


def test_a_clock_that_was_set_is_known_at_once(line: Line) -> None:
    """What it judged before and after is told apart by it."""
    desk = MainDesk(lambda: open_store(line.main.path, line.clock, "刘某某"))
    for said in ("08:20:00", "08:30:00"):
        desk.heard(f"{line.ring.desk()}.1.{line.site.id}", f"2026-11-24T{said}+08:00")
    desk.close()
    assert sites.get(line.main, line.site.id).difference == 600


def test_a_machine_at_a_door_draws_no_number(line: Line) -> None:
    moment = line.clock.now().isoformat()
    steps = ("draft", "section_check", "office_check", "deputy_sign", "chief_sign")
    request = {
        "request_id": "a", "title": "关于工作的通知", "kind": "通知", "series": "嘉商务字", "section": "办公室",
        "by": "王某某", "signatures": [[step, "李某某", moment] for step in steps],
    }  # fmt: skip
    with pytest.raises(Refused) as said:
        line.client.allocate("", request)
    assert said.value.verdict.key == "link.not_understood"
    assert not line.main.value("select 1 from number")


async def test_a_sub_venues_desk_says_what_is_not_sent_and_what_it_does_not_know(
    line: Line, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "link_folder", lambda: line.ring._folder)
    monkeypatch.setattr(sender.Sender, "start", lambda _sender: None)
    way = uplink.of(line.town, line.ring)
    assert way
    app = DeskApp(line.town.path, clock, "王某某")

    async def look(*keys: str) -> str:
        await pilot.press(*keys)
        app.look_for_changes()
        app._tick()
        for _turn in range(3):  # the door's own worker never ends
            await pilot.pause()
        return text(app)

    async with opened(app) as pilot:
        # its first page is its meeting, and OA is none of its business
        assert isinstance(app.screen, SitePage) and "OA 登录" not in await look()
        with monkeypatch.context() as patch:  # paired, and no part of the meeting has come yet
            patch.setattr(app.screen, "_read_meeting", lambda: None)
            app.screen.load()
            for key in ("f4", "f5"):
                await look(key)
                assert isinstance(app.screen, SitePage) and "名册到了就可以签到" in text(app).splitlines()[-2]
        app.screen.load()
        app.screen.say(None)
        assert not list(palette.elsewhere(app, app.screen))
        offered = {one.words: one.key for one in palette.here(app, app.screen)}
        assert offered["签到台",] == "F4" and offered["用文件传送",] == "7"
        line.round()
        assert "主会场已收" in text(app).splitlines()[0]
        assert "会议资料到 08:20:00" in await look()
        assert "只登记签到台的事" in await look("f9") and "只登记签到台的事" in await look("f12")
        line.relay.cut = True
        line.relay.break_now()
        clock.pass_time(minutes=1)
        line.scan(4)
        with pytest.raises(LineCut):
            line.round()
        clock.pass_time(seconds=70)
        shown = await look()
        assert "在此登记，未送 1" in shown.splitlines()[0]
        assert "还没有送到主会场：1 条" in shown and "断线 1 分 10 秒（08:21:00 起）" in shown
        # the door says it, too; who walks in waits for the main desk and for no key here
        assert "断线：08:20:00 以后主会场的请假" in await look("f4")
        # it counts what it is told of: its own venue, and says nothing of who is missing elsewhere
        assert "应到 4  实到 1" in text(app) and "全部" not in text(app)
        assert "F6" not in (await look("f7")).splitlines()[-1]
        roster = await look("escape", "escape", "3")
        assert "F4" not in roster.splitlines()[-1] and [roster.count(one) for one in ("未到", "按时")] == [
            3,
            1,
        ]
        assert "主会场还没有给这里排座" in await look("escape", "6")
        await look("escape", "f4")
        stand_in.stand_in(
            line.town, line.site.meeting, people.listed(line.town, line.site.meeting)[6].id, "冯八[/x]",
            approver="李某某", venue=line.site.venue,
        )  # fmt: skip
        made = walk_ins.listed(line.town, line.site.meeting)[0]
        app.screen.show_arrival(  # type: ignore[attr-defined]
            arrivals.Arrival("waiting", Verdict(None, Level.NOTE, "link.walked_in", {"name": made.name}),
                             made.at, None, None, made.name, made.unit, "", made.venue_name, None, made.key)
        )  # fmt: skip
        shown = await look()
        assert "等主会场" in shown and "F8" not in shown.splitlines()[-1]
        last = next(line for line in shown.splitlines() if "08:22:10 冯八[/x]" in line)
        assert "等主会场" in last and ">" in last, shown  # among the last five
        assert "等主会场确认 1 人：冯八[/x]（替 " in shown and "等主会场确认 1 人" in await look("f7")
        assert "等主会场确认" in await look("escape", "escape", "3")
        await look("escape", "f4", "up")
        assert "由主会场确认或不认" in await look("f8", "f4")
        assert attendance.attendance(line.town, line.site.meeting)[0].present == 1
        assert "1 人等主会场确认" in await look("escape")
        # paired anew elsewhere: what would go on for ever is said
        line.relay.cut = False
        line.ring.keep(way.site, b"another".ljust(32))
        with pytest.raises(LineCut):
            line.round()
        shown = await look()
        assert "主会场没有收" in shown.splitlines()[0] and "对方不认识本机" in shown
        assert "没有收，未送 2" in shown.splitlines()[0]
        assert "对方不认识本机" in await look("f4") and "断线" not in text(app)
        # who comes themselves meanwhile has come
        one = people.listed(line.town, line.site.meeting)[6]
        arrivals.sign_in(line.town, line.site.meeting, one.code, venue=line.site.venue)
        roster = await look("escape", "3")
        assert "等主会场确认" not in roster and roster.count("按时") == 2
        # a clock that is off judges who comes: the door says it
        uplink.answered(line.ring, way, "2026-11-24T07:43:00+08:00", clock.now())
        assert "本机时钟比主会场快 39 分" in await look("escape", "f4")


def test_a_machine_dies_and_another_goes_on(line: Line, clock: FixedClock, tmp_path: Path) -> None:
    """The new one knows who is in already; what the old one had not sent comes when it lives again."""
    line.scan(4)
    line.round()
    line.scan(5)  # not sent any more
    way = LinkWay(lambda: line.main, clock, line.ring._folder)
    second = sites.invite(line.main, line.site.meeting, line.site.venue, "备用机")
    told, welcome = joining.prove(f"127.0.0.1:{line.relay.port}", way.code(line.main, second).code)
    ring = Keyring(tmp_path / "spare")
    joining.join(tmp_path / "spare.db", told, welcome, ring, clock, "王某某")
    spare = open_store(tmp_path / "spare.db", clock, "王某某")
    there = people.listed(spare, line.site.meeting)
    assert (
        arrivals.sign_in(spare, line.site.meeting, there[4].code, venue=line.site.venue).outcome == "already"
    )
    clock.pass_time(minutes=2)
    for place in (5, 6):
        arrivals.sign_in(spare, line.site.meeting, there[place].code, venue=line.site.venue)
    joining.one_round(spare, ring, clock)
    assert attendance.attendance(line.main, line.site.meeting)[0].present == 3
    # the old one is found again: nobody is counted twice, and the earlier time stands
    line.round()
    joining.one_round(spare, ring, clock)
    for one in (line.main, spare, line.town):
        assert attendance.attendance(one, line.site.meeting)[0].present == 3
    both = people.listed(line.main, line.site.meeting)[5]
    assert (
        line.main.value("select at from arrival_fact where stands and attendee = ?", both.id)[11:16]
        == "08:20"
    )
    assert doctor.examine(line.main).ok and doctor.examine(spare).ok and doctor.examine(line.town).ok
    spare.close()


def test_a_restored_store_goes_on_under_a_new_name(line: Line, clock: FixedClock, tmp_path: Path) -> None:
    line.scan(4)
    copy = backup.back_up(line.town, tmp_path).path
    line.scan(5)
    line.round()
    clock.pass_time(minutes=1)
    # the machine is lost; its backup lacks what was sent after it, and its numbers begin again
    backup.restore(copy, tmp_path / "again.db", clock, "王某某")
    again = open_store(tmp_path / "again.db", clock, "王某某")
    assert again.origin != line.town.origin
    how = uplink.standing(again, line.ring)
    assert how and how.set_back and not how.fresh and "备份以后谁在这里签到" in unknown_words(how)
    there = people.listed(again, line.site.meeting)
    arrivals.sign_in(again, line.site.meeting, there[6].code, venue=line.site.venue)
    joining.one_round(again, line.ring, clock)
    how = uplink.standing(again, line.ring)
    assert how and how.online and not how.set_back
    for one in (line.main, again):
        # who came after the backup is known here, too
        assert attendance.attendance(one, line.site.meeting)[0].present == 3 and doctor.examine(one).ok
    assert len(sites.origins_of(line.main, line.site.id)) == 2
    again.close()


def test_an_older_file_in_the_stores_place_is_said(line: Line, clock: FixedClock, tmp_path: Path) -> None:
    """Copied there by hand, it is no new machine: what it records would be taken for what the main desk holds."""
    copy = backup.back_up(line.town, tmp_path).path
    line.scan(4)
    line.round()
    older = open_store(copy, clock, "王某某")
    for place in (None, 5):
        if place:
            arrivals.sign_in(
                older,
                line.site.meeting,
                people.listed(older, line.site.meeting)[place].code,
                venue=line.site.venue,
            )
        with pytest.raises(Refused) as said:
            joining.one_round(older, line.ring, clock)
        assert said.value.verdict.key == "link.set_back" and exchange.acked(older) == 1
    older.close()


async def test_a_fresh_machine_joins_at_its_first_start(
    line: Line, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places, "link_folder", lambda: tmp_path / "fresh")
    monkeypatch.setattr(sender.Sender, "start", lambda _sender: None)
    way = LinkWay(lambda: line.main, clock, line.ring._folder)
    made = way.code(line.main, sites.invite(line.main, line.site.meeting, line.site.venue, "新机器"))
    path = tmp_path / "new" / "fresh.db"
    app = DeskApp(path, clock, "")
    async with opened(app) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        form = app.screen.query_one(Form)
        form.fill("name", "孙某某")
        # a second scan went into the next field: it is the one that counts
        form.fill("address", f"127.0.0.1:{line.relay.port} {made.code}")
        form.fill("code", f"127.0.0.1:{line.relay.port} {pairing.new_code()}")
        await pilot.press("f5")
        await settled(pilot)
        # a wrong code leaves everything as it was, with what was typed
        assert "配对码不对" in text(app) and not path.exists()
        form.fill("address", f"127.0.0.1:{line.relay.port}")
        form.fill("code", made.code.lower())
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, SitePage) and "应到 4" in text(app)
        assert "再开：oatui --db" in text(app)
        assert places.named_operator() == app.operator == "孙某某"
        # tomorrow this machine opens the meeting that it joined last
        assert places.store_path() != path
        places.prefer("store", str(path))
        assert places.store_path() == path
        app.screen.load()
        await settled(pilot)
        assert "再开 oatui，仍是这次会议" in text(app)
        places.prefer("store", str(tmp_path / "gone.db"))
        assert places.store_path().name == "oatui.db"


def test_the_main_desk_has_another_address(line: Line, clock: FixedClock) -> None:
    """The sender follows while it runs; pairing and secret stay."""
    second = CuttingLine(line.relay._to)
    line.relay.cut = True
    line.relay.break_now()
    line.scan(4)
    own = sender.Sender(
        lambda: open_store(line.town.path, clock, "王某某"), line.ring, clock, back_off=(0.05,)
    )
    rounds: list[int] = []

    def rounds_of(_store: Store, one: Callable[[], int]) -> None:
        with pytest.raises(LineCut):
            one()
        # a certificate that is not there is said, and the next round tries again
        uplink.move(line.town, line.ring, f"https://127.0.0.1:{second.port}", "gone.pem")
        with pytest.raises(Refused):
            one()
        how = uplink.standing(line.town, line.ring)
        assert how and how.trouble and how.trouble["key"] == "link.certificate"
        uplink.move(line.town, line.ring, f"127.0.0.1:{second.port}")
        rounds.append(one())

    own._rounds = rounds_of  # type: ignore[method-assign, assignment]
    own.run()
    assert rounds[0] >= 1 and attendance.attendance(line.main, line.site.meeting)[0].present == 1
    second.close()


def test_a_fault_of_the_sender_is_said_and_it_goes_on(line: Line, clock: FixedClock) -> None:
    tries: list[int] = []

    def one() -> int:
        tries.append(1)
        if len(tries) == 3:
            own._ended.set()
        if len(tries) < 3:
            raise KeyError("x")
        return 0

    own = sender.Sender(lambda: line.town, line.ring, clock, back_off=(0.0,))
    said: list[str] = []
    own._woken.wait = lambda timeout=None: bool(said.append(own.trouble.key if own.trouble else ""))  # type: ignore[method-assign, func-returns-value]
    own._rounds(line.town, one)
    assert said[:2] == ["link.sender_fault"] * 2 and own.trouble is None


def test_on_the_command_line_from_the_code_to_the_held_sign_in(tmp_path: Path) -> None:
    """Two machines in processes of their own, and a line between that is cut: what is recorded waits, and goes once."""
    environment = dict(os.environ) | {"OATUI_LANG": "zh"}

    def run(db: Path, *arguments: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "oatui", "--db", str(db), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    main = tmp_path / "main.db"
    store = open_store(main, SystemClock(), "刘某某", create=True)
    start = store.clock.now().replace(microsecond=0)
    meeting = meetings.add(store, "调度会", start + timedelta(minutes=30), start + timedelta(hours=2)).id
    people.import_roster(store, meeting, [("示例一镇", person(1, "示例一镇"))], "")
    code = people.listed(store, meeting)[0].code
    command = [sys.executable, "-m", "oatui", "--db", str(main), "pair", str(meeting), "--venue", "示例一镇"]
    listening = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", "0", "--not-secret", "--json"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert listening.stderr and listening.stdout
        found = re.search(r"oatui join (\S+) (\S+)", listening.stderr.readline())
        assert found
        relay = CuttingLine(int(found[1].rsplit(":", 1)[1]))
        made = run(tmp_path / "x" / "y.db", "join", f"127.0.0.1:{relay.port}", found[2])
        town = Path(re.search(r"--db (\S+)", made)[1])  # type: ignore[index]
        relay.cut = True
        run(town, "sign-in", str(meeting), code)
        assert "连不上" in run(town, "link", "send", code=1) and "未送 1" in run(town, "link", "status")
        assert attendance.attendance(store, meeting)[0].present == 0
        relay.cut = False
        run(town, "link", "send")
        assert attendance.attendance(store, meeting)[0].present == 1
        relay.close()
    finally:
        listening.send_signal(signal.SIGTERM)
        out, _err = listening.communicate(timeout=30)
    assert listening.returncode == 0 and '"site"' in out
    store.close()


@pytest.mark.parametrize("newer_there", [True, False])
def test_of_two_programs_of_different_age_the_older_is_named_and_nothing_is_lost(
    line: Line, monkeypatch: pytest.MonkeyPatch, newer_there: bool
) -> None:
    """What it cannot read stops nothing else, and goes on once it is up to date: nobody pairs anew."""

    def stuck(*_part: object) -> None:
        raise refuse("link.part_stuck")

    way = LinkWay(lambda: line.main, line.clock, line.ring._folder)
    assert not way.is_older(line.main, line.site)
    with monkeypatch.context() as apart:
        apart.setattr(site_client, "VERSION", contract.VERSION - 1)
        line.round()
        assert way.is_older(line.main, line.site)  # the main desk's page says so
        hub_line.keep(line.main, line.ring, hub_line.HubWay(line.ring.desk(), b"k" * 32, "127.0.0.1:9", ""))
        assert not way.is_older(line.main, line.site)  # from then on it speaks to the hub alone
        main_line.name_hub(line.main, "")
        # a kind of event that needs no table makes another program of it, too
        apart.setattr(part_kinds, "PART", part_kinds.PART | {"something_new"})
        assert versions.number() == contract.VERSION + 1
    line.scan(4)
    # a hub that was brought up to date first keeps them both
    refused: list[Refused] = []
    for kind in ("something_new", "meeting_added"):
        rows = exchange.outgoing(line.town, exchange.acked(line.town))
        hub_line._take(line.main, line.site, [row._replace(kind=kind) for row in rows], refused)
    assert [one.verdict.key for one in refused] == ["link.newer", "link.other_rows"]
    one = people.listed(line.main, line.site.meeting)[5]
    with monkeypatch.context() as apart:
        if newer_there:
            apart.setattr(server, "VERSION", contract.VERSION + 1)
            apart.setattr(exchange, "take_part", stuck)
        else:
            apart.setattr(server, "VERSION", contract.VERSION - 1)
            apart.setattr(part_kinds, "DOOR", frozenset())
        people.reissue_code(line.main, one.id, "遗失")
        with pytest.raises(Refused) as said:
            line.round()
        assert said.value.verdict.key == ("link.newer" if newer_there else "link.older")
        # what came from the older is read by the newer all the while
        assert attendance.attendance(line.main, line.site.meeting)[0].present == int(newer_there)
        how = uplink.standing(line.town, line.ring)
        assert how and how.trouble and how.unsent == (0 if newer_there else 1)
    line.round()
    how = uplink.standing(line.town, line.ring)
    assert how and how.online and not how.unsent
    assert attendance.attendance(line.main, line.site.meeting)[0].present == 1
    assert people.get(line.town, one.id).code == people.get(line.main, one.id).code != one.code
    assert not way.is_older(line.main, line.site)
