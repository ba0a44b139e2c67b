"""The OA in the store: items, counts, keepers, handovers, and the month with its misses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.papers import month_papers, oa_papers
from oatui.rules.routine import LoginState
from oatui.rules.verdict import Level, Refused
from oatui.store import meetings, oa, oa_month, routines
from oatui.store.database import Store
from tests.conftest import FixedClock

CALENDAR = built_in()


def test_14_5_at_the_login_before_leaving(store: Store, clock: FixedClock) -> None:
    clock.at(17, 0)
    login = routines.log_in(store)
    assert login.left and login.left.level is Level.OK
    oa.count(store, 3, 0)
    login = routines.log_in(store)
    assert login.left and (login.left.level, login.left.values["left"]) == (Level.WARNING, 3)
    oa.count(store, 3, 0, "李某")
    one = oa.add_item(store, "[/x]安全生产通知", "县委办")
    assert oa.left(store).level is Level.WARNING
    oa.assign(store, one.id, "王某")
    assert oa.left(store).key == "oa.left_owned"
    oa.count(store, 0, 0)
    oa.finish(store, one.id)
    login = routines.log_in(store)
    assert login.left and login.left.key == "oa.nothing_left"
    with pytest.raises(Refused):
        oa.finish(store, one.id)


def test_14_3_a_handover_takes_the_list_along_and_a_deputy_is_no_change(
    store: Store, clock: FixedClock
) -> None:
    oa.set_keeper(store, "A", "刘某某", True)
    oa.set_keeper(store, "B", "王某", True)
    assert oa.changes(store, 2026) == 0
    with pytest.raises(Refused) as no:
        oa.set_keeper(store, "A", "王某", True)
    assert no.value.verdict.key == "oa.hand_over_instead"
    oa.add_item(store, "安全生产通知")
    oa.count(store, 2, 1)
    first = oa.hand_over(store, "王某")
    assert (first.giver, first.things) == ("刘某某", ("安全生产通知", "未读 2，未办 1"))
    assert oa.hand_over(store, "李某", on_staff=False).verdict.level is Level.NOTE
    assert oa.remarks(store)[0].key == "oa.keeper_not_staff"
    assert oa.hand_over(store, "刘某某").verdict.key == "oa.handed_often"
    clock.moment = datetime(2027, 1, 1, 9, 0, tzinfo=ZONE)
    assert oa.hand_over(store, "王某").verdict.values["changes"] == 1


def test_a_month_says_what_was_missed_and_why(store: Store, clock: FixedClock) -> None:
    # the store was made on Tuesday 24 November
    routines.log_in(store)
    clock.moment = datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)
    days = {one.date.day: one for one in oa_month.month(store, CALENDAR, 2026, 11)}
    assert days[23].missed == []  # before the desk was in use
    assert days[24].missed == ["leaving"] and days[24].states["arrival"] is LoginState.DONE
    assert days[25].missed == ["arrival", "leaving"]
    assert days[26].missed == [] and days[27].states == {"arrival": None, "leaving": None}
    oa.explain(store, date(2026, 11, 25), "arrival", "leave", "病假")
    one = next(one for one in oa_month.month(store, CALENDAR, 2026, 11) if one.date.day == 25)
    assert one.missed == ["arrival", "leaving"] and one.unexplained == ["leaving"]
    assert oa_papers.why_words(one) == ["上班登录漏登：请假，病假", "漏登未说明"]
    sheet = oa_papers.month_sheet(store, CALENDAR, 2026, 11)
    assert sheet.rows[24][3] == "漏登" and "漏登 3（其中 1 次已说明）" in sheet.lines[1]
    with pytest.raises(Refused):
        oa.explain(store, date(2026, 11, 27), "arrival", "leave", "病假")


def test_make_up_days_ask_and_a_year_without_a_calendar_misses_nothing(
    store: Store, clock: FixedClock
) -> None:
    clock.moment = datetime(2026, 10, 9, 8, 20, tzinfo=ZONE)
    routines.log_in(store)
    clock.moment = datetime(2027, 1, 6, 9, 0, tzinfo=ZONE)
    days = oa_month.month(store, CALENDAR, 2027, 1)
    assert [one.missed for one in days] == [[]] * 31 and days[3].day is None
    assert days[5].states["arrival"] is LoginState.OPEN
    october = {one.date.day: one.missed for one in oa_month.month(store, CALENDAR, 2026, 10)}
    both = ["arrival", "leaving"]
    # Thursday before it was in use, Friday with its arrival, Saturday of 调休, Sunday
    assert [october[day] for day in (8, 9, 10, 11, 12)] == [[], ["leaving"], both, [], both]


def test_the_month_folder_is_whole_and_says_what_is_left_out(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    now = clock.now()
    meetings.add(store, "全县商务工作会议", now, now + timedelta(hours=1))
    path = tmp_path / "夹"
    made = month_papers.export(store, CALENDAR, 2026, 11, path)
    assert sorted(one.name for one in path.iterdir()) == sorted(made.files)
    assert made.files == ("OA登录月表 2026-11.xlsx", "会议出勤 2026-11.xlsx")
    assert len(made.left_out) == 4 and "发文登记簿" in made.left_out[0]
    with pytest.raises(Refused) as no:
        month_papers.export(store, CALENDAR, 2026, 11, path)
    assert no.value.verdict.key == "export.taken"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []
