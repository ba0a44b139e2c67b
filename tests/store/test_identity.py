"""逐人核对: a scan waits for a look, keeps its own time, and is counted only when somebody said who it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oatui.rules.verdict import Refused
from oatui.store import arrivals, closing, doctor, identity, meetings, people
from oatui.store.database import Store
from tests.conftest import FixedClock


@pytest.fixture
def codes(store: Store, clock: FixedClock) -> list[str]:
    """The codes of three people of a meeting at 09:00 that asks for a look at each face."""
    start = clock.now() + timedelta(minutes=40)
    meeting = meetings.add(store, "会议", start, start + timedelta(hours=2), confirm=True)
    rows = [
        {"name": name, "unit": "示例局", "post": "", "phone": "", "serial": ""}
        for name in ("张三", "李四", "王五")
    ]
    people.import_roster(store, meeting.id, [("", row) for row in rows], "x")
    return [one.code for one in people.listed(store, meeting.id)]


def test_a_scan_waits_and_then_counts_with_its_own_time(
    store: Store, clock: FixedClock, codes: list[str]
) -> None:
    clock.at(8, 45, 0)
    waits = arrivals.sign_in(store, 1, codes[0])
    assert (waits.outcome, waits.status) == ("waiting", "on_time")
    assert arrivals.attendance(store, 1)[0].present == 0
    clock.at(8, 47)
    assert waits.fact is not None
    identity.confirm(store, waits.fact)
    counts = arrivals.attendance(store, 1)[0]
    assert (counts.present, counts.on_time) == (1, 1)
    assert people.listed(store, 1)[0].arrived_at == "2026-11-24T08:45:00+08:00"
    with pytest.raises(Refused):
        identity.confirm(store, waits.fact)


def test_later_scans_queue(store: Store, clock: FixedClock, codes: list[str]) -> None:
    for code in codes:
        arrivals.sign_in(store, 1, code)
        clock.pass_time(seconds=4)
    assert [one.name for one in identity.waiting(store, 1)] == ["张三", "李四", "王五"]


def test_a_second_scan_of_one_who_waits_writes_nothing(
    store: Store, clock: FixedClock, codes: list[str]
) -> None:
    first = arrivals.sign_in(store, 1, codes[0])
    clock.pass_time(minutes=2)
    again = arrivals.sign_in(store, 1, codes[0])
    assert (again.outcome, again.at) == ("waiting", first.at)
    assert len(identity.waiting(store, 1)) == 1


def test_turned_away_is_refused_and_may_come_again(store: Store, codes: list[str]) -> None:
    waits = arrivals.sign_in(store, 1, codes[0])
    assert waits.fact is not None
    away = identity.turn_away(store, waits.fact, "不是本人")
    assert (away.outcome, away.rule) == ("refused", "17-5")
    assert arrivals.attendance(store, 1)[0].present == 0
    assert arrivals.sign_in(store, 1, codes[0]).outcome == "waiting"


def test_by_hand_and_looked_at_need_no_second_look(store: Store, codes: list[str]) -> None:
    one = people.listed(store, 1)[0]
    assert arrivals.sign_in(store, 1, arrivals.Hand(one.id, "未带签到码")).outcome == "ok"
    assert arrivals.sign_in(store, 1, codes[1], looked_at=True).outcome == "ok"


def test_a_moved_meeting_judges_who_waits_as_well(store: Store, clock: FixedClock, codes: list[str]) -> None:
    clock.at(8, 46)
    waits = arrivals.sign_in(store, 1, codes[0])
    assert waits.status == "after_deadline" and waits.fact is not None
    meeting = meetings.get(store, 1)
    meetings.change(store, 1, start=meeting.start + timedelta(minutes=30), end=meeting.end)
    identity.confirm(store, waits.fact)
    assert arrivals.attendance(store, 1)[0].on_time == 1
    assert doctor.examine(store).ok


def test_a_meeting_with_scans_that_nobody_looked_at_is_closed_only_with_a_reason(
    store: Store, clock: FixedClock, codes: list[str]
) -> None:
    waits = [arrivals.sign_in(store, 1, code) for code in codes]
    with pytest.raises(Refused) as no:
        closing.call_off(store, 1, "改期")
    assert no.value.verdict.values["n"] == 3
    arrivals.sign_in(store, 1, arrivals.Hand(people.listed(store, 1)[1].id, "没带证"))
    with pytest.raises(Refused) as no:
        meetings.change(store, 1, confirm=False)
    assert no.value.verdict.key == "meeting.confirm_waits"
    clock.pass_time(hours=3)
    with pytest.raises(Refused) as no:
        closing.close(store, 1)
    assert (no.value.verdict.key, no.value.verdict.values["names"]) == ("closing.waiting", ["张三", "王五"])
    closing.close(store, 1, "散会前没来得及核对")
    fact = waits[0].fact
    assert fact is not None
    with pytest.raises(Refused) as late:
        identity.confirm(store, fact)
    assert late.value.verdict.key == "closing.closed_before"
    closing.reopen(store, 1, "补核对")
    identity.confirm(store, fact)
    assert identity.not_looked_at(store, 1) == ["王五"]
    assert arrivals.attendance(store, 1)[0].present == 2
    assert doctor.examine(store).ok
