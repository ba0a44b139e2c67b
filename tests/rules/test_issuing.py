"""Printing, the seal, the archive and delivery as articles 6, 8 and 12 have them: pass, fail, a day either side."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.rules import issuing
from oatui.rules.issuing import Acting, Delivery
from oatui.rules.verdict import Level, Refused, Verdict

SIGNED = date(2022, 9, 30)
NOW = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)
CALENDAR = built_in()


def told(verdicts: list[Verdict]) -> list[tuple[str | None, Level, str]]:
    return [(one.rule, one.level, one.key.removeprefix("issuing.")) for one in verdicts]


@pytest.mark.parametrize(
    ("numbered", "copies", "print_date", "found"),
    [
        (True, 1, date(2026, 11, 20), []),  # the day of 成文 is in order
        (True, 1, date(2026, 11, 19), [("12-3", Level.REFUSED, "print_date_early")]),
        (True, 1, date(2026, 11, 24), []),
        (True, 1, date(2026, 11, 25), [("12-3", Level.WARNING, "print_date_ahead")]),
        (True, 0, date(2026, 11, 20), [("12-3", Level.REFUSED, "copies")]),
        (True, None, date(2026, 11, 20), [("12-3", Level.REFUSED, "copies")]),
        (True, 5, None, [("12-3", Level.REFUSED, "no_print_date")]),
        (False, 5, date(2026, 11, 20), [("12-3", Level.REFUSED, "no_number")]),
    ],
)
def test_what_is_set_before_printing(
    numbered: bool, copies: int | None, print_date: date | None, found: list[object]
) -> None:
    given = issuing.judge_print(
        "通知", numbered, date(2026, 11, 20), copies, (), print_date, date(2026, 11, 24)
    )
    assert told(given) == found


@pytest.mark.parametrize(
    ("kind", "cc", "warned"),
    [("请示", "示例一镇", True), ("请示", "县财政局", False), ("通知", "示例一镇", False)],
)
def test_a_request_is_not_copied_down(kind: str, cc: str, warned: bool) -> None:
    given = issuing.judge_print(kind, True, SIGNED, 1, (cc,), SIGNED, SIGNED)
    assert told(given) == ([("12-6", Level.WARNING, "request_copied_down")] if warned else [])


ACTING = Acting("王某", date(2026, 11, 23), date(2026, 11, 27), "外出学习")


@pytest.mark.parametrize(
    ("by", "heads", "day", "found"),
    [
        ("刘某", ["刘某"], 24, []),
        ("刘　某", ["刘某"], 24, []),  # a name set wide is the same name
        ("刘某", [], 24, []),
        (" ", ["刘某"], 24, [("12-4", Level.REFUSED, "sealer_needed")]),
        ("李某", ["刘某"], 24, [("12-4", Level.REFUSED, "not_office_head")]),
        ("王某", ["刘某"], 22, [("12-4", Level.REFUSED, "acting_over")]),
        ("王某", ["刘某"], 23, [("12-4", Level.NOTE, "acting")]),
        ("王某", ["刘某"], 27, [("12-4", Level.NOTE, "acting")]),
        ("王某", ["刘某"], 28, [("12-4", Level.REFUSED, "acting_over")]),
    ],
)
def test_who_may_seal(by: str, heads: list[str], day: int, found: list[object]) -> None:
    assert told(issuing.judge_seal(by, heads, ACTING, date(2026, 11, day))) == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("王某 2026-11-23 2026-11-27 外出学习", ACTING),
        ("王某 20261123 2026.11.27 外出学习", ACTING),
        ("Wang Li 2026-11-23 2026-11-27 away", issuing.Acting("Wang Li", *ACTING[1:3], "away")),
        ("2026-11-23 2026-11-27 外出学习", "refused"),
        ("", None),
        ("王某", "refused"),
        ("王某 2026-11-27 2026-11-23 外出", "refused"),
        ("王某 2026-11-23 2026-11-27", "refused"),
        ("王某 明天 后天 外出", "refused"),
    ],
)
def test_the_setting_of_who_stands_in(text: str, read: object) -> None:
    if read == "refused":
        with pytest.raises(Refused) as caught:
            issuing.read_acting(text)
        assert caught.value.verdict.rule == "12-4"
    else:
        assert issuing.read_acting(text) == read


@pytest.mark.parametrize(
    ("filed", "sent", "by", "key"),
    [
        (["draft", "instructions"], True, "刘某", "not_filed"),
        (["draft", "sealed_copy"], True, "刘某", "not_filed"),
        (["instructions", "sealed_copy"], True, "刘某", "not_filed"),
        ([], True, "刘某", "not_filed"),
        (["draft", "instructions", "sealed_copy"], False, "刘某", "not_sent"),
        (["draft", "instructions", "sealed_copy"], True, " ", "closer_needed"),
        (["draft", "instructions", "sealed_copy"], True, "刘某", None),
    ],
)
def test_three_items_before_closing(filed: list[str], sent: bool, by: str, key: str | None) -> None:
    found = issuing.judge_closing(filed, sent, by)
    assert told(found) == ([("12-5", Level.REFUSED, key)] if key else [])


@pytest.mark.parametrize(
    ("delivered", "explanation", "found", "n"),
    [
        (date(2022, 9, 30), "", [("8-11", Level.OK, "same_day")], 0),
        (date(2022, 10, 8), "", [("8-11", Level.OK, "in_time")], 1),
        (date(2022, 10, 9), "", [("8-11", Level.OK, "in_time")], 2),
        (date(2022, 10, 10), "", [("8-12", Level.REFUSED, "explanation_needed")], 3),
        (
            date(2022, 10, 10),
            "等待县财政局意见",
            [("8-11", Level.WARNING, "late"), ("8-12", Level.NOTE, "explained")],
            3,
        ),
        (date(2022, 9, 29), "", [("8-11", Level.REFUSED, "sent_before_signed")], None),
    ],
)
def test_two_working_days_from_the_date_to_the_delivery(
    delivered: date, explanation: str, found: list[object], n: int | None
) -> None:
    given = issuing.judge_interval("请示", True, SIGNED, delivered, CALENDAR, explanation)
    assert told(given) == found
    assert given[0].values.get("n") == n


def test_the_arithmetic_is_shown() -> None:
    [found] = issuing.judge_interval("报告", True, SIGNED, date(2022, 10, 9), CALENDAR, "")
    assert found.message == (
        "2022年9月30日成文（当日不计），2022年10月9日送达，间隔 2 个工作日（10-8、10-9），不超过 2 个"
    )


@pytest.mark.parametrize(
    ("kind", "county", "signed"),
    [
        ("通知", True, SIGNED),
        ("请示", False, SIGNED),
        ("请示", True, SIGNED - timedelta(days=1)),  # before the rules were published (0-1)
    ],
)
def test_what_the_two_days_are_not_for(kind: str, county: bool, signed: date) -> None:
    assert issuing.judge_interval(kind, county, signed, date(2022, 12, 1), CALENDAR, "") == []


@pytest.mark.parametrize(
    ("to", "cc", "joint", "copies"),
    [
        (["县政府"], [], [], 2),
        (["县财政局", "县税务局"], ["县财政局", "县审计局"], [], 4),
        (["县政府"], [], ["县财政局", "县公安局"], 4),
        ([], [], ["县财政局"], None),
        (["各科室、下属事业单位"], ["县审计局"], [], None),
        (["有关企业"], [], [], None),
        (["All towns and subdistricts"], [], [], None),
        (["Wallace Town"], [], [], 2),
    ],
)
def test_as_many_are_printed_as_are_sent_and_kept(
    to: list[str], cc: list[str], joint: list[str], copies: int | None
) -> None:
    assert issuing.usual_copies(to, cc, joint) == copies


def test_a_year_that_is_not_loaded_is_never_guessed() -> None:
    found = issuing.judge_interval("请示", True, date(2026, 12, 31), date(2027, 1, 4), CALENDAR, "")
    assert told(found) == [("8-11", Level.WARNING, "interval_unknown")]
    assert issuing.latest_delivery(date(2026, 12, 31), CALENDAR) is None


@pytest.mark.parametrize(
    ("signed", "latest"),
    [
        (SIGNED, date(2022, 10, 9)),
        (date(2026, 11, 24), date(2026, 11, 26)),
        (date(2026, 11, 26), date(2026, 11, 30)),
        (date(2026, 11, 25), date(2026, 11, 29)),  # the Sunday still counts no third day
    ],
)
def test_the_last_day_without_an_explanation(signed: date, latest: date) -> None:
    assert issuing.latest_delivery(signed, CALENDAR) == latest


def delivery(**given: object) -> Delivery:
    whole = {
        "recipients": ["县委办公室"],
        "way": "oa",
        "by": "刘某",
        "sent_at": NOW,
        "parts": ("word", "scan"),
    }
    return Delivery(**(whole | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "sealed", "urgency", "special", "found"),
    [
        ({}, True, "", "", []),
        ({}, False, "", "", [("6-1", Level.REFUSED, "not_sealed")]),
        ({"recipients": ["县财政局"]}, False, "", "", [("12-4", Level.REFUSED, "not_sealed")]),
        ({"parts": ("word",)}, True, "", "", [("6-10", Level.WARNING, "parts_missing")]),
        ({"parts": ()}, True, "", "要求书面", []),
        ({"parts": (), "way": "paper"}, True, "", "", []),
        ({"parts": (), "recipients": ["县财政局"]}, True, "", "", []),
        ({"parts": ("photo",)}, True, "", "", [("6-10", Level.REFUSED, "part_unknown")]),
        ({"recipients": [" "]}, True, "", "", [(None, Level.REFUSED, "no_recipient")]),
        ({"way": "fax"}, True, "", "", [(None, Level.REFUSED, "way_unknown")]),
        ({"by": ""}, True, "", "", [(None, Level.REFUSED, "sender_needed")]),
        ({"way": "courier"}, True, "", "", [("8-13", Level.REFUSED, "carrier_needed")]),
        ({}, True, "加急", "", [("8-13", Level.NOTE, "urgent_by_hand")]),
        (
            {"way": "courier", "carrier": "李某", "arrived_at": NOW, "parts": ()},
            True,
            "加急",
            "",
            [],
        ),
        ({"sent_at": NOW + timedelta(seconds=1)}, True, "", "", [(None, Level.REFUSED, "future")]),
        (
            {"arrived_at": NOW - timedelta(seconds=1)},
            True,
            "",
            "",
            [(None, Level.REFUSED, "arrived_before")],
        ),
        (
            {"sent_at": NOW - timedelta(days=1, seconds=1)},
            True,
            "",
            "",
            [("6-1", Level.REFUSED, "sent_before_seal")],
        ),
    ],
)
def test_what_a_delivery_must_show(
    given: dict[str, object], sealed: bool, urgency: str, special: str, found: list[object]
) -> None:
    at = NOW - timedelta(days=1)
    answer = issuing.judge_delivery(
        "通知", at.date(), at if sealed else None, urgency, delivery(**given), NOW, CALENDAR, "", special
    )
    assert told(answer) == found


def test_minutes_go_without_a_seal() -> None:
    answer = issuing.judge_delivery("纪要", NOW.date(), None, "", delivery(), NOW, CALENDAR, "")
    assert told(answer) == []
