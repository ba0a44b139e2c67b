"""The desk's line in a process beside it: what it answers, and how it ends."""

from __future__ import annotations

import io
import json
import signal
import socket
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from oatui import places
from oatui.clock import SystemClock
from oatui.link import apart as apart_module
from oatui.link import joining
from oatui.link.apart import Apart
from oatui.link.keyring import Keyring
from oatui.link_way import Choice
from oatui.rules.verdict import Refused, Verdict
from oatui.rules.workdays import Calendar
from oatui.session import Session
from oatui.store import arrivals, attendance, meetings, people, sites
from oatui.store.database import open_store
from tests.store.acts import person


def test_a_desk_is_answered_for_by_a_process_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paired, sent, in the desk's store; it ends with the desk."""
    monkeypatch.setattr(places, "link_folder", lambda: tmp_path / "keys")
    monkeypatch.setattr("oatui.link.apart.AGAIN", 2)
    monkeypatch.setattr("oatui.link.apart.ASK_SECONDS", 0.05)
    clock = SystemClock()
    session = Session(tmp_path / "desk.db", clock, "刘某某")
    session.open(create=True)
    assert session._writer and session.reader
    try:
        start = clock.now() + timedelta(minutes=40)
        meeting = meetings.add(session._writer, "全县商务工作会议", start, start + timedelta(hours=2))
        people.import_roster(session._writer, meeting.id, [("", person(n)) for n in range(3)], "")
        venue = meetings.venues(session.reader, meeting.id)[0].id
        site = sites.invite(session._writer, meeting.id, venue, "镇上的机器")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(Refused) as no:
                session.link_way.open(Choice("127.0.0.1", taken.getsockname()[1]), not_secret=True)
        assert no.value.verdict.key == "link.cannot_listen" and not session.link_way.address
        address = session.link_way.open(Choice("127.0.0.1", 0), not_secret=True)
        assert isinstance(apart := session.link_way._server, Apart) and apart._child
        way, told = joining.prove(address, session.link_way.code(session._writer, site).code)
        ring = Keyring(tmp_path / "town")
        joining.join(tmp_path / "town.db", way, told, ring, clock, "王某某")
        town = open_store(tmp_path / "town.db", clock, "王某某")
        for one in people.listed(town, meeting.id):
            arrivals.sign_in(town, meeting.id, one.code, venue=venue)
        joining.one_round(town, ring, clock)
        assert attendance.attendance(session.reader, meeting.id)[0].present == 3
        # somebody ends it: another answers at the same address, and it is said; ended again and again, that is said
        # one that stands still is ended and replaced; one that answers stays
        said: list[Verdict] = []
        for act, at_address, words in (
            (signal.SIGSTOP, address, "没有响应，已换一个"),
            (signal.SIGKILL, address, "已自动重新打开"),
            (signal.SIGKILL, "", "十分钟内中断 3 次"),
        ):
            assert apart._child and apart._watcher
            before, watcher = apart._child, apart._watcher
            apart._answered.clear()
            assert apart._answered.wait(20) and apart._child is before and before.poll() is None
            before.send_signal(act)
            if act == signal.SIGSTOP:
                monkeypatch.setattr("oatui.link.apart.SILENT_SECONDS", 0.02)
                for _turn in range(50):
                    if before.poll() is None:  # what it said before may still have come
                        apart.ask()
                monkeypatch.setattr("oatui.link.apart.SILENT_SECONDS", 15.0)
            watcher.join(20)
            session.remind(Calendar({}, {}), said.append)
            assert words in said.pop().message and session.link_way.address == at_address
            if at_address:
                joining.one_round(town, ring, clock)
        town.close()
        # F6 opens it again
        address = session.link_way.open(session.link_way.last(), not_secret=True)
        assert isinstance(apart := session.link_way._server, Apart) and apart._child
        # the desk is gone, however: its end of the pipe is closed, and no port stays open behind it
        assert apart._child.stdin and session.link_way.address == address
        apart._child.stdin.close()
        assert apart._child.wait(20) == 0
        with pytest.raises(ConnectionRefusedError), socket.socket() as line:
            line.connect(("127.0.0.1", apart.port))
        # a page asks whether the line is open: one that ended by itself is not
        assert session.link_way.address == ""
    finally:
        session.close()


def test_one_that_never_begins_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before its first word: it is ended, and the desk can be closed."""
    monkeypatch.setattr("oatui.link.apart.START_SECONDS", 0.01)
    apart = Apart(tmp_path / "desk.db", "刘某某", tmp_path / "keys", lambda _said: None)
    with pytest.raises(Refused) as no:
        apart.listen("127.0.0.1", 0, "", "")
    assert no.value.verdict.key == "link.apart" and not apart.alive
    apart.stop()


@pytest.mark.parametrize("on_no_hub", [True, False])
def test_rounds_that_could_not_begin_do_not_say_that_they_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_no_hub: bool
) -> None:
    """A store that is not there; one that is on no hub any more has ended well."""

    asked, told = io.StringIO(), io.StringIO()
    readline = asked.readline

    def when_it_has_ended() -> str:
        for thread in threading.enumerate():
            if thread.name == "link-sender":
                thread.join(20)
        return readline()

    monkeypatch.setattr(asked, "readline", when_it_has_ended)
    open_store(tmp_path / "desk.db", SystemClock(), "刘某某", create=True).close()
    what = {
        "path": str(tmp_path / ("desk.db" if on_no_hub else "other.db")),
        "operator": "刘某某", "folder": str(tmp_path / "keys"), "do": "rounds",
    }  # fmt: skip
    asked.write(f"{json.dumps(what)}\n?\n")
    asked.seek(0)
    apart_module.main(asked, told)
    assert bool(told.getvalue()) == on_no_hub
