"""While a county's hub is asked for a number nobody waits: no key, no other write, and what was written meanwhile counts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from oatui.rules.verdict import refuse
from oatui.session import Session
from oatui.store import main_line, number_book, number_lines, numbers, sites
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.refusals import refusal
from tests.store.test_number_book import BUREAU, signed


class Asked:
    """A hub's book, which answers when `answer` is set; `meanwhile` happens before its first answer."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.given: dict[str, int] = {}
        self.waits = threading.Event()
        self.answer = threading.Event()
        self._meanwhile = meanwhile

    def take(self, store: Store, series: str, year: int, request: str, at_least: int) -> int:
        self.waits.set()
        assert self.answer.wait(20)
        if request not in self.given:
            self.given[request] = max(at_least, *(one + 1 for one in self.given.values()), 1)
        meanwhile, self._meanwhile = self._meanwhile, lambda: None
        meanwhile()
        return self.given[request]

    def close_year(self, store: Store, year: int, approver: str) -> None:
        raise AssertionError

    def reopen_year(self, store: Store, year: int) -> None:
        raise AssertionError


@pytest.fixture
def at_hub(store: Store) -> Store:
    main_line.name_hub(store, "0123456789abcdef")
    return store


async def test_another_write_ends_while_the_hub_has_not_answered(at_hub: Store, clock: FixedClock) -> None:
    paper = signed(at_hub)
    session, hub = Session(at_hub.path, clock, "刘某某"), Asked()
    session.open()
    assert session._writer
    session._writer.county = hub
    acts: list[Any] = [
        lambda: session.asking(number_book.reserve, BUREAU, "会议", "李某某", count=2),
        lambda: session.number(paper, None, None),  # type: ignore[arg-type]
    ]
    for n, act in enumerate(acts):
        hub.waits.clear()
        hub.answer.clear()
        asked = asyncio.create_task(act())
        assert await asyncio.to_thread(hub.waits.wait, 20)
        other = session.record(sites.invite, sites.DESK, sites.DESK, f"科室{n}")
        assert (await asyncio.wait_for(other, 5)).name == f"科室{n}"
        assert not asked.done()
        hub.answer.set()
        await asked
    session.close()
    assert [one.sequence for one in number_lines.lines(at_hub, 2026)] == [1, 2, 3]


def by_hand(store: Store, sequence: int) -> Callable[[], object]:
    written = f"{BUREAU}〔2026〕{sequence}号"
    return lambda: number_book.enter_off_line(
        store, written, "手工编的", "综合科", date(2026, 11, 24), "王某"
    )


@pytest.mark.parametrize("act", ["paper", "reserve"])
def test_what_is_entered_by_hand_while_the_hub_is_asked_keeps_its_number(
    at_hub: Store, open_at: Callable[..., Store], act: str
) -> None:
    paper, other = signed(at_hub), open_at()
    at_hub.county = hub = Asked(by_hand(other, 1))
    hub.answer.set()
    if act == "paper":
        assert numbers.give_number(at_hub, paper).number == f"{BUREAU}〔2026〕2号"
    else:
        assert [one.sequence for one in number_book.reserve(at_hub, BUREAU, "会议", "李某某")] == [2]


def test_what_two_desks_reserve_at_the_same_moment_is_two_numbers(
    at_hub: Store, open_at: Callable[..., Store]
) -> None:
    """And what the hub gave and nobody recorded is given to who reserves next: no number is lost."""
    other = open_at()
    other.county = at_hub.county = hub = Asked(lambda: number_book.reserve(other, BUREAU, "会议甲", "李某某"))
    hub.answer.set()
    assert [one.sequence for one in number_book.reserve(at_hub, BUREAU, "会议乙", "李某某", count=2)] == [
        2,
        3,
    ]
    assert len(hub.given) == 3
    assert number_lines.gaps(at_hub, 2026) == []


def test_of_a_reservation_that_was_cut_off_no_number_is_lost(at_hub: Store) -> None:
    class Cut(Asked):
        def take(self, *asked: Any) -> int:
            if len(self.given) == 1 and not self.waits.is_set():
                raise refuse("hub.no_number", "12-1", address="-")
            found = super().take(*asked)
            if len(self.given) == 1:
                self.waits.clear()
            return found

    at_hub.county = hub = Cut()
    hub.answer.set()
    assert (
        refusal(lambda: number_book.reserve(at_hub, BUREAU, "会议", "李某某", count=2))[1] == "hub.no_number"
    )
    hub.waits.set()
    numbers.give_number(at_hub, signed(at_hub))
    assert [one.sequence for one in number_book.reserve(at_hub, BUREAU, "会议", "李某某")] == [1]
    assert number_lines.gaps(at_hub, 2026) == []
