"""Long work is stopped before it writes, or not at all; what was stopped leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files.card_out import Card, Invitation, write_cards, write_invitations
from oatui.files.register_out import Gathering, Line, write_attendance, write_sign_in_sheet
from oatui.files.seat_map_out import Place, SeatMap, write_seat_map
from oatui.long_work import LongWork, Stopped, unswept
from oatui.screens import keys_first
from oatui.store import people
from oatui.store.database import Store
from tests.files.printed import needs_chinese_font
from tests.store.acts import a_meeting, content, person

START = datetime(2026, 11, 24, 9, tzinfo=ZONE)
CARDS = [Card(number, "示例", code="7" * 25) for number in range(3)]
GATHERING = Gathering(
    "会", START, START + timedelta(hours=2), "", "局", START, START, (Line("示例"), Line("示甲"))
)


class StoppedAt(LongWork):
    """Work that somebody stops at one of its steps, or right before it writes."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.at = step

    def step(self, done: int, whole: int) -> None:
        if done == self.at:
            self.stop()
        super().step(done, whole)

    def last(self) -> None:
        if self.at < 0:
            self.stop()
        super().last()


def test_a_step_says_how_far_it_is() -> None:
    work = LongWork()
    work.step(3, 8)
    assert (work.done, work.whole) == (3, 8)


def test_it_is_stopped_before_it_writes_or_not_at_all() -> None:
    work = LongWork()
    assert work.stop()
    with pytest.raises(Stopped):
        work.step(1, 2)
    with pytest.raises(Stopped):
        work.last()
    late = LongWork()
    late.last()
    assert not late.stop()
    late.step(2, 2)


@pytest.mark.parametrize("at", [0, people.AT_A_STEP, -1])
def test_a_stopped_import_brings_nobody(store: Store, at: int) -> None:
    meeting = a_meeting(store)
    before = content(store)
    rows = [("新会场", person(number)) for number in range(20, 20 + people.AT_A_STEP + 4)]
    with pytest.raises(Stopped):
        people.import_roster(store, meeting.id, rows, "名册.xlsx", StoppedAt(at))
    assert content(store) == before
    work = LongWork()
    assert people.import_roster(store, meeting.id, rows, "名册.xlsx", work).added == len(rows)
    assert (work.done, work.whole, work.stop()) == (people.AT_A_STEP, len(rows), False)


def _cards(path: Path, work: LongWork) -> None:
    write_cards(path, "会", date(2026, 11, 24), CARDS, with_code=True, work=work)


def _slips(path: Path, work: LongWork) -> None:
    write_invitations(path, Invitation("会", START, START, START, "", "局"), CARDS, work)


def _sheet(path: Path, work: LongWork) -> None:
    write_sign_in_sheet(path, GATHERING, filled=True, work=work)


def _table(path: Path, work: LongWork) -> None:
    write_attendance(path, GATHERING, work=work)


def _map(path: Path, work: LongWork) -> None:
    write_seat_map(path, SeatMap("会", "", date(2026, 11, 24), [[Place("示例")]]), work)


WRITERS = {
    "席签.pdf": _cards,
    "邀请单.pdf": _slips,
    "签到表.xlsx": _sheet,
    "出席表.xlsx": _table,
    "座次图.pdf": _map,
}


@pytest.mark.parametrize("at", [1, -1])
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs_chinese_font if name.endswith("pdf") else ()) for name in WRITERS]
)
def test_a_stopped_paper_leaves_no_file(tmp_path: Path, name: str, at: int) -> None:
    if (name, at) != ("座次图.pdf", 1):  # it has no steps: one page or a few
        with pytest.raises(Stopped):
            WRITERS[name](tmp_path / name, StoppedAt(at))
    assert list(tmp_path.iterdir()) == []
    WRITERS[name](tmp_path / name, LongWork())
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_long_lists_are_not_looked_through_for_garbage_and_afterwards_it_is_as_before() -> None:
    with unswept():
        assert not gc.isenabled()
        with pytest.raises(Stopped), unswept():
            raise Stopped
        assert not gc.isenabled()  # the inner one leaves it as it was
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("key_ago", "swept_ago", "whole"),
    [(-9, 100, False), (30, 100, True), (30, 10, False), (-9, 700, True)],
    ids=["keys come", "at rest", "at rest, just swept", "no rest for long"],
)
def test_all_garbage_is_looked_for_at_rest(
    monkeypatch: pytest.MonkeyPatch, key_ago: float, swept_ago: float, whole: bool
) -> None:
    swept: list[bool] = []
    monkeypatch.setattr(keys_first, "sweep", swept.append)
    app, now = keys_first.KeysFirst(), time.monotonic()
    app._key_at, app._swept_at = now - key_ago, now - swept_ago
    app.sweep()
    app.sweep()
    assert swept == [whole, False]


async def test_who_waits_no_more_takes_nobodys_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LULL_SECONDS", "WAIT_SECONDS"):
        monkeypatch.setattr(keys_first, name, 60.0)
    app = keys_first.KeysFirst()
    app._key_at, app._answering = time.monotonic(), True
    left, stays = asyncio.create_task(app.gap()), asyncio.create_task(app.gap())
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.wait([left])
    loop, later = asyncio.get_running_loop(), list[float]()

    def call_later(seconds: float, act: Callable[[], None]) -> None:
        later.append(seconds)
        loop.call_soon(act)

    with monkeypatch.context() as patched:
        patched.setattr(loop, "call_later", call_later)
        app.post_display_hook()
    assert later == [keys_first.WRITTEN_SECONDS]  # the terminal has the answer first
    await asyncio.wait_for(stays, 1)
