"""Art. 24, 25 to the second: the clock runs from the occurrence; exactly 10:00, 40:00 and 90:00 are in time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules import incident as law
from oatui.rules.incident import Facts
from oatui.rules.verdict import Level, Refused

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
NAMES = {"first": "王局长", "deputy": "赵副局长", "direct": "李主任"}
ALL = dict.fromkeys(law.OFFICES, NINE + timedelta(minutes=8))


def after(minutes: int, seconds: int = 0) -> datetime:
    return NINE + timedelta(minutes=minutes, seconds=seconds)


def refusal(call: object, *values: object, **named: object) -> tuple[str | None, str]:
    with pytest.raises(Refused) as found:
        call(*values, **named)  # type: ignore[operator]
    return found.value.verdict.rule, found.value.verdict.key


@pytest.mark.parametrize(
    ("at", "level", "seconds"),
    [(after(8), Level.OK, 480), (after(10), Level.OK, 600), (after(10, 1), Level.WARNING, 1), (after(11), Level.WARNING, 60)],
)  # fmt: skip
def test_a_call_within_ten_minutes_of_the_occurrence(at: datetime, level: Level, seconds: int) -> None:
    # heard of five minutes later: nothing is given for that
    verdict = law.judge_call(Facts(NINE, after(5)), "information", at)
    assert (verdict.rule, verdict.level, verdict.values["seconds"]) == ("25-1", level, seconds)


def test_the_calls_are_three_and_the_last_one_counts() -> None:
    two = {office: after(8) for office in list(law.OFFICES)[:2]}
    calls = law.standings(Facts(NINE, NINE, two), after(9))[0]
    assert (calls.done_at, calls.left, calls.missing) == (None, 60, ("县委办公室信息科",))
    calls = law.standings(Facts(NINE, NINE, {**two, "information": after(11)}), after(30))[0]
    assert (calls.done_at, calls.left, calls.late) == (after(11), -60, True)
    assert not law.standings(Facts(NINE, NINE, {**two, "information": after(10)}), after(30))[0].late
    assert refusal(law.judge_call, Facts(NINE, NINE), "police", NINE) == ("25-1", "incident.unknown_office")


@pytest.mark.parametrize(
    ("kind", "at", "rules"),
    [
        ("first", after(38), [("25-2", Level.OK)]),
        ("first", after(40), [("25-2", Level.OK)]),
        ("first", after(40, 1), [("25-2", Level.WARNING)]),
        ("detailed", after(40), [("25-2", Level.OK), ("25-3", Level.OK)]),
        ("detailed", after(90), [("25-2", Level.WARNING), ("25-3", Level.OK)]),
        (
            "detailed",
            after(90, 1),
            [("25-2", Level.WARNING), ("25-3", Level.WARNING), ("25-4", Level.WARNING)],
        ),
    ],
)
def test_the_written_reports(kind: str, at: datetime, rules: list[tuple[str, Level]]) -> None:
    found = law.judge_report(Facts(NINE, NINE, parts=set(law.PARTS)), kind, at, "王局长")
    assert [(one.rule, one.level) for one in found] == rules


def test_a_detailed_report_has_seven_parts_and_a_signer() -> None:
    six = Facts(NINE, NINE, parts=set(law.PARTS) - {"opinion"})
    for kind in ("detailed", "final"):
        assert refusal(law.judge_report, six, kind, after(85), "王局长") == ("25-3", "incident.parts_missing")
    assert law.judge_report(six, "first", after(30), "王局长")[0].level is Level.OK
    assert refusal(law.judge_report, six, "first", after(30), " ") == (None, "incident.no_signer")
    assert refusal(law.judge_report, six, "rumour", after(30), "王局长") == (None, "incident.unknown_report")
    assert refusal(law.judge_part, "weather", "雨") == ("25-3", "incident.unknown_part")
    assert refusal(law.judge_part, "cause", " ") == ("25-3", "incident.no_part_words")


def test_ninety_minutes_without_it_are_a_late_report() -> None:
    facts = Facts(NINE, NINE, ALL, [("first", after(30))], set(law.PARTS))
    assert law.late_report(facts, after(90)) is None
    late = law.late_report(facts, after(90, 1))
    assert late and (late.rule, late.key, late.values["seconds"]) == ("25-4", "incident.late_report", 1)
    in_time = Facts(NINE, NINE, ALL, [("detailed", after(90))], set(law.PARTS))
    assert law.late_report(in_time, after(300)) is None
    came = law.late_report(Facts(NINE, NINE, ALL, [("final", after(95))], set(law.PARTS)), after(300))
    assert came and (came.key, came.values["seconds"]) == ("incident.late_report_done", 300)


def test_what_is_counted_down_next() -> None:
    def counted(facts: Facts, now: datetime) -> tuple[str, int] | None:
        one = law.next_owed(facts, now)
        return (one.limit.key, one.left) if one else None

    nothing = Facts(NINE, NINE)
    assert counted(nothing, after(3)) == ("calls", 420)
    # the calls are too late; what can still be kept is counted
    assert counted(nothing, after(10, 1)) == ("written", 1799)
    assert counted(nothing, after(91)) == ("detailed", -60)
    assert counted(Facts(NINE, NINE, ALL, [("first", after(20))]), after(21)) == ("detailed", 69 * 60)
    done = Facts(NINE, NINE, ALL, [("detailed", after(20))], set(law.PARTS))
    assert counted(done, after(21)) is None


def test_a_clock_that_was_set_back_gives_nothing_back_and_is_said() -> None:
    facts = Facts(NINE, NINE, known=after(6))
    assert law.clock_back(facts, after(6)) is None
    said = law.clock_back(facts, after(-20))
    assert said and said.values["seconds"] == 26 * 60
    assert law.elapsed(facts, after(-20)) == 360
    assert law.standings(facts, after(-20))[0].left == 240
    # a time later than such a clock is believed; without that it lies in the future
    assert law.judge_moment(facts, after(7), after(-20)) == [said]
    assert refusal(law.judge_moment, facts, after(7), after(6)) == (None, "incident.future")
    assert refusal(law.judge_moment, facts, after(-20), after(-20)) == (None, "incident.before_back")
    assert refusal(law.judge_moment, facts, after(-1), after(7)) == (None, "incident.before")


@pytest.mark.parametrize(
    ("heard", "now", "key"),
    [
        (after(10), after(10), "incident.started"),
        (after(10, 1), after(10, 1), "incident.call_at_once"),
        (after(2), after(12), "incident.call_at_once_now"),
    ],
)
def test_heard_of_when_the_ten_minutes_were_over(heard: datetime, now: datetime, key: str) -> None:
    assert [one.key for one in law.judge_start(NINE, heard, now, "厂房起火", NAMES)] == [key]


def test_a_start_is_refused_only_for_what_cannot_be() -> None:
    assert refusal(law.judge_start, NINE, NINE, NINE, " ", NAMES) == (None, "incident.no_words")
    assert refusal(law.judge_start, NINE, after(1), NINE, "火", NAMES) == (None, "incident.future")
    assert refusal(law.judge_start, after(2), after(1), after(3), "火", NAMES) == (
        None,
        "incident.heard_before",
    )
    blank = law.judge_start(NINE, NINE, NINE, "火", {**NAMES, "deputy": " "})[1]
    assert (blank.rule, blank.values["missing"]) == ("24-1", ["分管责任人"])


def test_follow_ups_stay_open_until_a_named_act() -> None:
    done = Facts(NINE, NINE, ALL, [("detailed", after(20))], set(law.PARTS))
    assert law.judge_report(done, "follow", after(200), "王局长")[0].rule == "25-5"
    assert law.judge_close(done, after(300), "李主任", "已恢复", "")[0].key == "incident.closed"
    assert refusal(law.judge_close, done, after(300), "", "已恢复", "")[1] == "incident.no_closer"
    assert refusal(law.judge_close, done, after(300), "李主任", "", "")[1] == "incident.no_result"
    owing = Facts(NINE, NINE, ALL)
    assert refusal(law.judge_close, owing, after(300), "李主任", "已恢复", "") == ("25-2", "incident.owed")
    gone_on = law.judge_close(owing, after(300), "李主任", "已恢复", "公安局已归口上报")
    assert [(one.rule, one.level) for one in gone_on] == [("25-2", Level.WARNING), ("25-3", Level.WARNING)]


@pytest.mark.parametrize(
    "occurred", [datetime(2026, 12, 31, 23, 55, tzinfo=ZONE), datetime(2028, 2, 28, 23, 55, tzinfo=ZONE)]
)
def test_the_clock_runs_over_midnight_and_the_years_end(occurred: datetime) -> None:
    limit = occurred + timedelta(minutes=10)
    facts = Facts(occurred, occurred)
    assert limit.date() != occurred.date()
    assert law.judge_call(facts, "information", limit).level is Level.OK
    assert law.judge_call(facts, "information", limit + timedelta(seconds=1)).level is Level.WARNING
    assert [one.left for one in law.standings(facts, limit)] == [0, 1800, 4800]
    assert law.late_report(facts, occurred + timedelta(minutes=90)) is None
    late = law.late_report(facts, occurred + timedelta(minutes=90, seconds=1))
    assert late and late.rule == "25-4"
