"""Any clock: counted from its article, one day and one second either side, over holidays, make-up days and years."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.rules import deadlines, information, supervision
from oatui.rules.deadlines import Counted, Own
from oatui.rules.verdict import Level, Refused
from oatui.rules.workdays import Calendar

CALENDAR = built_in()
TODAY = date(2026, 11, 24)
CASES = json.loads((Path(__file__).parents[1] / "data" / "workdays.json").read_text("utf-8"))


def closes(day: date) -> time:
    """Two seasons (practice)."""
    return time(18) if 5 <= day.month <= 9 else time(17, 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kind", "base", "due", "key", "do_by"),
    [
        # 21-2: the example of the rule list, over the National Day and two make-up days
        ("supervision", "2022-09-30", "2022-10-12 17:30", "after_rest_made_up", ""),
        ("supervision", "2026-11-20", "2026-11-27 17:30", "after_rest", ""),
        ("supervision", "2026-11-23", "2026-11-30 17:30", "after_rest", ""),
        # the last day of the winter hours, and the first of the summer's
        ("supervision", "2026-04-23", "2026-04-30 17:30", "after_rest", ""),
        ("supervision", "2026-04-30", "2026-05-11 18:00", "after_rest_made_up", ""),
        ("supervision", "2025-12-31", "2026-01-08 17:30", "after_rest_made_up", ""),  # over the year's end
        # 6-8: the example of the rule list
        ("answer", "2022-10-14", "2022-09-30 18:00", "before_rest_made_up", ""),
        ("answer", "2026-12-31", "2026-12-22 17:30", "before_rest", ""),
        # 8-7: 15 days; 8-9: a month, clamped at the month's end; 8-10 and 20-2: 5 days
        ("request", "2022-10-31", "2022-10-16 17:30", "days_rest", "2022-10-14 17:30"),
        ("request", "2026-12-10", "2026-11-25 17:30", "days", ""),
        ("above", "2022-10-20", "2022-09-20 18:00", "months", ""),
        ("above", "2026-03-31", "2026-02-28 17:30", "months", ""),  # a Saturday that works
        ("above", "2024-03-30", "2024-02-29 17:30", "months", ""),
        ("committee", "2022-10-13", "2022-10-08 17:30", "days", ""),  # a Saturday that works
        ("event", "2026-12-04", "2026-11-29 17:30", "days_rest", "2026-11-27 17:30"),
        # 8-11: the example of the rule list
        ("delivery", "2022-09-30", "2022-10-09 17:30", "after_rest_made_up", ""),
        ("delivery", "2026-11-24", "2026-11-26 17:30", "after", ""),
    ],
)
def test_each_kind_counts_as_its_article_says(kind: str, base: str, due: str, key: str, do_by: str) -> None:
    found = deadlines.count(kind, date.fromisoformat(base), CALENDAR, closes)
    assert found.due == at(due)
    assert found.do_by == at(do_by or due)
    assert found.words.key == f"deadline.{key}"
    assert found.words.rule == deadlines.KINDS[kind].rule
    assert found.sources
    assert found.words.message
    assert Counted.from_body(json.loads(json.dumps(found.as_body()))) == found


def test_the_days_that_counted_and_those_that_did_not_are_shown() -> None:
    found = deadlines.count("supervision", date(2022, 9, 30), CALENDAR, closes)
    assert [day for day, _kind, _name in found.counted] == [
        "2022-10-08", "2022-10-09", "2022-10-10", "2022-10-11", "2022-10-12",
    ]  # fmt: skip
    assert [kind for _day, kind, _name in found.counted][:2] == ["make_up", "make_up"]
    assert len(found.rest) == 7
    assert {name for _day, _kind, name in found.rest} == {"国庆节"}
    assert "其间休息 7 天，含调休上班 2 天" in found.words.message


@pytest.mark.parametrize("case", CASES["forward"])
def test_working_days_after_agree_with_the_worked_cases(case: dict[str, object]) -> None:
    n, start = int(str(case["working_days"])), date.fromisoformat(str(case["start"]))
    found = deadlines.count_own(Own(start, working=n), CALENDAR, closes)
    assert found.due
    assert found.due.date().isoformat() == case["due"]
    assert len(found.counted) == n


@pytest.mark.parametrize(
    ("kind", "base", "waits", "key"),
    [
        ("supervision", "2026-12-24", False, "after_rest"),  # its fifth day is the last of the year
        ("supervision", "2026-12-25", True, "waits_after"),
        ("delivery", "2026-12-30", True, "waits_after"),
        ("answer", "2027-01-01", False, "before_rest"),  # only days of 2026 are asked for
        ("answer", "2027-01-02", True, "waits_before"),
        # days of the calendar are known without a schedule, only whether it is a working day is not
        ("request", "2027-01-15", False, "days"),
        ("request", "2027-02-01", False, "days_unknown"),
        ("above", "2027-02-10", False, "months_unknown"),
    ],
)
def test_a_year_without_a_calendar_is_not_guessed(kind: str, base: str, waits: bool, key: str) -> None:
    found = deadlines.count(kind, date.fromisoformat(base), CALENDAR, closes)
    assert (found.due is None, found.words.key) == (waits, f"deadline.{key}")
    if waits or key.endswith("unknown"):
        assert found.words.level is Level.WARNING
        assert "2027 年调休安排未载入" in found.words.message
    loaded = CALENDAR.with_year(2027, {date(2027, 1, 1): (True, "元旦")}, "国办通知")
    assert deadlines.count(kind, date.fromisoformat(base), loaded, closes).due


@pytest.mark.parametrize(
    ("typed", "due", "key"),
    [
        ("1201", "2026-12-01 17:30", "stated"),
        ("1201 1700", "2026-12-01 17:00", "stated"),
        ("明天 9点半", "2026-11-25 09:30", "stated"),
        ("+10", "2026-12-04 17:30", "stated"),
        ("＋５ｇ", "2026-12-01 17:30", "after_rest"),
        ("+5个工作日", "2026-12-01 17:30", "after_rest"),
        ("20270115", "2027-01-15 17:30", "stated"),
        ("20260501", "2026-05-01 18:00", "stated"),
        ("+30g", None, "waits_after"),
    ],
)
def test_a_limit_of_ones_own_is_read_as_it_is_typed(typed: str, due: str | None, key: str) -> None:
    found = deadlines.count_own(deadlines.read_own(typed, TODAY, CALENDAR), CALENDAR, closes)
    assert (found.due, found.words.key) == (at(due) if due else None, f"deadline.{key}")


@pytest.mark.parametrize("typed", ["", "  ", "32日", "+0g", "+99999g", "[/x]", "99991231", "明天 25点"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as no:
        deadlines.read_own(typed, TODAY, CALENDAR)
    assert no.value.verdict.message


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2026-11-27 17:30:00", 0),
        ("2026-11-27 17:30:01", 1),
        ("2026-11-27 17:29:59", 0),
        ("2026-11-28 00:00:00", 23400),
    ],
)
def test_late_is_one_second_after_the_limit(now: str, late: int) -> None:
    limit = at("2026-11-27 17:30")
    assert deadlines.seconds_late(limit, at(now)) == late
    verdicts = deadlines.judge_done(limit, "21-2", at(now), "")
    assert [(one.rule, one.level) for one in verdicts] == ([("21-2", Level.REFUSED)] if late else [])
    explained = deadlines.judge_done(limit, "21-2", at(now), "等数据")
    assert [one.key for one in explained] == (["deadline.late_explained"] if late else [])
    assert not any(one.refused for one in explained)


def test_what_fell_due_before_the_rules_is_never_judged() -> None:
    now = at("2026-11-24 08:00")
    assert deadlines.seconds_late(at("2022-09-29 18:00"), now) == 0
    assert deadlines.seconds_late(at("2022-09-30 18:00"), now) > 0


@pytest.mark.parametrize(
    ("due", "do_by", "now", "group"),
    [
        ("2026-11-24 17:30", "", "2026-11-24 17:30", "today"),
        ("2026-11-24 17:30", "", "2026-11-24 17:30:01", "late"),
        ("2026-11-24 23:59", "", "2026-11-25 00:00", "late"),
        ("2026-11-25 09:00", "", "2026-11-24 23:59:59", "week"),
        ("2026-11-29 17:30", "", "2026-11-24 08:00", "week"),  # Sunday
        ("2026-11-30 17:30", "", "2026-11-24 08:00", "later"),
        ("2026-11-30 17:30", "", "2026-11-30 08:00", "today"),
        ("2026-11-29 17:30", "2026-11-27 17:30", "2026-11-27 08:00", "today"),  # before a rest day
        ("2026-11-29 17:30", "2026-11-27 17:30", "2026-11-28 08:00", "today"),  # passed, and not late yet
        ("2027-01-01 17:30", "", "2026-12-31 08:00", "week"),
        (None, "", "2026-11-24 08:00", "waits"),
    ],
)
def test_where_a_line_stands(due: str | None, do_by: str, now: str, group: str) -> None:
    limit = at(due) if due else None
    assert deadlines.group(limit, at(do_by) if do_by else limit, at(now)) == group


@pytest.mark.parametrize(
    ("kind", "new", "reason", "by", "key"),
    [
        ("supervision", "2026-12-01 17:30", "等数据", "王局长", ""),
        ("own", "2026-11-27 17:30:01", "等数据", "王局长", ""),
        ("own", "2026-11-27 17:30", "等数据", "王局长", "not_later"),
        ("own", "2026-12-01 17:30", " ", "王局长", "no_reason"),
        ("own", "2026-12-01 17:30", "等数据", "", "no_consent"),
        *[(kind, "2026-12-01 17:30", "等数据", "王局长", "fixed") for kind in sorted(deadlines.FIXED)],
    ],
)
def test_putting_off_needs_a_reason_and_a_consent(
    kind: str, new: str, reason: str, by: str, key: str
) -> None:
    def judge() -> None:
        deadlines.judge_extension(kind, "", at("2026-11-27 17:30"), at(new), reason, by)

    if not key:
        judge()
        return
    with pytest.raises(Refused) as no:
        judge()
    assert no.value.verdict.key == f"deadline.{key}"


# ------------------------------------------------------------------ reminders


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1天 2小时 30分", [1440, 120, 30]), ("30分钟、1日", [1440, 30]), ("15m，15分", [15]), ("", []),
    ],
)  # fmt: skip
def test_set_times_are_read(typed: str, minutes: list[int]) -> None:
    assert deadlines.read_leads(typed) == [timedelta(minutes=n) for n in minutes]


@pytest.mark.parametrize("typed", ["一天", "0分", "1周", "99天", "1分 2分 3分 4分 5分 6分"])
def test_what_is_no_set_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        deadlines.read_leads(typed)


@pytest.mark.parametrize(
    ("since", "now", "said"),
    [
        (None, "2026-11-23 17:29:59", None),  # just opened, nothing reached
        (None, "2026-11-23 17:30", 1440),
        (None, "2026-11-24 16:00", 120),  # the last one that was reached while the desk was closed
        (None, "2026-11-24 17:31", 0),
        ("2026-11-24 15:29:59", "2026-11-24 15:30", 120),
        ("2026-11-24 15:30", "2026-11-24 15:30:01", None),  # said already
        ("2026-11-24 15:00", "2026-11-24 17:10", 30),  # asleep meanwhile: the last one only
        ("2026-11-24 17:29:59", "2026-11-24 17:30", 0),
        ("2026-11-24 17:30", "2026-11-25 08:00", None),
    ],
)
def test_a_set_time_is_said_once(since: str | None, now: str, said: int | None) -> None:
    leads = deadlines.read_leads("1天 2小时 30分")
    found = deadlines.stage(at("2026-11-24 17:30"), leads, at(since) if since else None, at(now))
    assert found == (None if said is None else timedelta(minutes=said))


# ------------------------------------------------------------------ 21-3, 21-4, 19-1, 19-2


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ("", False), ("走访企业12家", False), ("走访企业１２家", False), ("走访企业十二家", False), ("完成三次检查", False),
        ("高度重视，抓紧办理", True), ("统一思想，一定办好", True), ("[/x]", True),
    ],
)  # fmt: skip
def test_a_text_without_a_figure_is_warned_of(words: str, warned: bool) -> None:
    assert [(one.rule, one.level) for one in supervision.judge_part("problems", words)] == (
        [("21-4", Level.WARNING)] if warned else []
    )


def test_the_report_has_three_parts() -> None:
    assert supervision.judge_report(supervision.PARTS) is None
    missing = supervision.judge_report(["measures", "plan"])
    assert missing
    assert (missing.rule, missing.message) == ("21-3", "办理情况报告还缺：存在问题")
    with pytest.raises(Refused):
        supervision.judge_part("summary", "")


@pytest.mark.parametrize(
    ("there", "complete", "rule"),
    [
        ((), False, "19-1"), (("committee_office",), True, "19-1"), (("government_office",), False, "19-1"),
        (tuple(information.PLACES), False, "19-2"), (tuple(information.PLACES), True, None),
    ],
)  # fmt: skip
def test_guests_are_told_to_both_offices_and_stay_open_until_all_is_known(
    there: tuple[str, ...], complete: bool, rule: str | None
) -> None:
    left = information.owed(there, complete)
    assert (left.rule if left else None) == rule
    if rule is None:
        information.judge_end(there, complete)
    else:
        with pytest.raises(Refused) as no:
            information.judge_end(there, complete)
        assert (no.value.verdict.rule, no.value.verdict.level) == (rule, Level.REFUSED)


def test_the_follow_up_is_due_the_day_before_else_on_the_day() -> None:
    event = date(2026, 11, 27)
    assert deadlines.follow_up(event, at("2026-11-24 09:00"), closes, 1).due == at("2026-11-26 17:30")
    assert deadlines.follow_up(event, at("2026-11-26 17:29:59"), closes, 1).due == at("2026-11-26 17:30")
    assert deadlines.follow_up(event, at("2026-11-26 17:30"), closes, 1).due == at("2026-11-27 17:30")
    assert deadlines.follow_up(event, at("2026-11-24 09:00"), closes, 2).due == at("2026-11-25 17:30")
    assert deadlines.at_once(at("2026-11-24 23:45"), 30).due == at("2026-11-25 00:15")


def test_another_calendar_is_named() -> None:
    own = Calendar({}, {2026: "国办发明电〔2025〕7号"})
    assert deadlines.count("delivery", TODAY, own, closes).sources == ("国办发明电〔2025〕7号",)
