"""Incoming papers by the articles: the limit to the second, urgent ones overnight, fetching in order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.rules import incoming as law
from oatui.rules.incoming import Limit
from oatui.rules.typed_names import names_in
from oatui.rules.verdict import Level, Refused

NOW = datetime(2026, 11, 24, 9, 40, tzinfo=ZONE)
CALENDAR = built_in()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def registration(**changed: object) -> list[str]:
    """What is said of a line of the register, by its keys."""
    values: dict[str, object] = {
        "sender": "县政府办公室", "number": "", "title": "关于某事的通知", "attachments": "", "copies": 1, "secrecy": "",
        "received_at": NOW, "received_by": "刘某某", "now": NOW,
    }  # fmt: skip
    found = law.judge_registration(**(values | changed))  # type: ignore[arg-type]
    return [f"{verdict.level}{verdict.key.removeprefix('incoming.')}" for verdict in found]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"sender": " "}, ["硬no_sender"]),
        ({"title": ""}, ["硬no_title"]),
        ({"received_by": ""}, ["硬no_receiver"]),
        ({"copies": 0}, ["硬copies"]),
        ({"received_at": NOW + timedelta(seconds=1)}, ["硬future"]),
        ({"secrecy": "无"}, []),
        ({"secrecy": "秘密"}, ["硬classified"]),
        ({"secrecy": "classified"}, ["硬classified"]),
        ({"title": "机密★1年 某事"}, ["硬classified_mark"]),
        ({"attachments": "方案（秘密）"}, ["硬classified_mark"]),
        ({"title": "关于商业秘密保护的通知"}, []),
        ({"number": "嘉政办发〔2026〕12号"}, []),
        ({"number": "嘉政办发[2026]012号"}, ["记number_read"]),
        ({"number": "传真电报第5号"}, []),
    ],
)
def test_a_line_of_the_register(changed: dict[str, object], said: list[str]) -> None:
    assert registration(**changed) == said


@pytest.mark.parametrize(
    ("typed", "read"),
    [("嘉政办发[2026]012号", "嘉政办发〔2026〕12号"), ("嘉政办发（２０２６）第12号", "嘉政办发〔2026〕12号"),
     ("济商务字 〔2026〕 66", "济商务字〔2026〕66号"), ("传真电报 第5号", "传真电报 第5号"), ("", "")],
)  # fmt: skip
def test_a_number_is_read_as_it_is_usually_written(typed: str, read: str) -> None:
    assert law.read_number(typed) == read


def test_what_two_registrations_of_one_paper_share() -> None:
    one = law.same_key("县政府办公室", "嘉政办发〔2026〕12号", "甲")
    assert law.same_key("县政府 办公室", "嘉政办发[2026]012号", "乙") == one
    assert law.same_key("县委办公室", "嘉政办发〔2026〕12号", "甲") != one
    # without a number the title tells
    assert law.same_key("县政府办公室", "", "甲") != law.same_key("县政府办公室", "", "乙")


# ------------------------------------------------------------------ 21-2


@pytest.mark.parametrize(
    ("received", "due", "rest"),
    [
        (date(2022, 9, 30), date(2022, 10, 12), 7),  # the article's own example: 10-08 and 10-09 work
        (date(2026, 11, 24), date(2026, 12, 1), 2),
        (date(2026, 11, 21), date(2026, 11, 27), 1),  # received on a Saturday
        (date(2026, 12, 31), None, 0),  # 2027 is not loaded
    ],
)
def test_five_working_days_after_receipt(received: date, due: date | None, rest: int) -> None:
    limit = law.counted_day(received, CALENDAR)
    assert (limit.at.date() if limit.at else None, limit.rule, limit.days) == (due, "21-2", 5)
    assert limit.words.level is (Level.NOTE if due else Level.WARNING)
    if due:
        assert limit.rest == rest
        assert (f"跳过休息日 {rest} 天" in limit.words.message) == bool(rest)
    else:
        assert "待历" in limit.words.message


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [("1201", date(2026, 12, 1), None), ("1201 1700", date(2026, 12, 1), time(17)),
     ("明天 17:00", date(2026, 11, 25), time(17)), ("12月1日下午5点", date(2026, 12, 1), time(17)),
     ("+5g", date(2026, 12, 1), None), ("20270105", date(2027, 1, 5), None)],
)  # fmt: skip
def test_a_limit_as_it_is_typed(typed: str, day: date, hour: time | None) -> None:
    assert law.stated(typed, NOW.date(), CALENDAR) == (day, hour)


def test_no_limit_and_no_date() -> None:
    assert law.stated("  ", NOW.date()) is None
    with pytest.raises(Refused):
        law.stated("不久", NOW.date())


def test_a_limit_without_an_hour_ends_at_closing_time() -> None:
    assert law.stated_limit(date(2026, 12, 1), None, time(17, 30)).at == at("2026-12-01 17:30")
    assert law.stated_limit(date(2026, 12, 1), time(12), time(17, 30)).at == at("2026-12-01 12:00")


def test_a_limit_before_the_receipt_is_refused() -> None:
    law.judge_limit(Limit(NOW), NOW)
    with pytest.raises(Refused):
        law.judge_limit(Limit(NOW - timedelta(seconds=1)), NOW)


LIMIT = Limit(at("2026-12-01 17:30"), "21-2", 5, date(2026, 11, 24), 2)


@pytest.mark.parametrize(
    ("kind", "ended", "because", "said"),
    [
        ("supervision", "2026-12-01 17:30:00", "", []),
        ("supervision", "2026-12-01 17:30:01", "", ["硬late_because"]),
        ("supervision", "2026-12-01 17:30:01", "等数据", ["警overdue"]),
        ("instruction", "2026-12-02 09:00:00", "", ["硬late_because"]),
        ("", "2026-12-02 09:00:00", "", ["警overdue"]),
    ],
)
def test_late_means_a_reason(kind: str, ended: str, because: str, said: list[str]) -> None:
    found = law.judge_end(kind, LIMIT, at(ended), because)
    assert [f"{verdict.level}{verdict.key.removeprefix('incoming.')}" for verdict in found] == said
    assert {verdict.rule for verdict in found} <= {"21-2"}


def test_a_stated_limit_of_a_supervision_item_is_the_article_s_too() -> None:
    (late,) = law.judge_end("supervision", Limit(at("2026-11-30 17:30")), at("2026-12-01 09:00"), "等数据")
    assert late.rule == "21-2"
    assert law.overdue(Limit(at("2022-09-29 17:30")), NOW) is None  # before the rules (0-1)
    assert law.overdue(Limit(None, "21-2", 5), NOW) is None


# ------------------------------------------------------------------ 3-2, 21-1, 21-4, 22-1


@pytest.mark.parametrize(
    ("urgency", "received", "ended", "nights"),
    [
        ("extra", "2026-11-24 09:05", False, 0),
        ("extra", "2026-11-23 23:59:59", False, 1),
        ("urgent", "2026-11-20 09:00", False, 4),
        ("urgent", "2026-11-23 09:00", True, 0),
        ("", "2026-11-20 09:00", False, 0),
        ("extra", "2022-09-29 09:00", False, 0),  # 0-1
    ],
)
def test_urgent_papers_left_overnight_are_marked(
    urgency: str, received: str, ended: bool, nights: int
) -> None:
    found = law.overnight(urgency, at(received), ended, NOW)
    assert (found.values["nights"] if found else None) == (nights or None)
    assert found is None or (found.rule, found.level) == ("3-2", Level.WARNING)


CALLED, SENT, FETCHED = at("2026-11-24 09:00"), at("2026-11-24 09:05"), at("2026-11-24 09:30")


@pytest.mark.parametrize(
    ("channel", "steps", "key"),
    [
        ("collect", {"notified": (CALLED, ""), "sent": (SENT, "赵某"), "collected": (FETCHED, "")}, None),
        ("collect", {"notified": (CALLED, ""), "sent": (CALLED, "赵某")}, None),
        ("collect", {"notified": (SENT, ""), "sent": (CALLED, "赵某")}, "backwards_sent"),
        ("collect", {"notified": (CALLED, ""), "sent": (SENT, " ")}, "who_sent"),
        ("collect", {"sent": (FETCHED, "赵某"), "collected": (SENT, "")}, "backwards_collected"),
        ("collect", {"notified": (NOW + timedelta(seconds=1), "")}, "future"),
        ("oa", {"pushed": (CALLED, ""), "acknowledged": (SENT, "刘某某")}, None),
        ("oa", {"pushed": (CALLED, ""), "acknowledged": (SENT, "")}, "who_acknowledged"),
        ("mail", {"pushed": (SENT, ""), "acknowledged": (CALLED, "刘某某")}, "backwards_acknowledged"),
    ],
)
def test_steps_run_in_order(channel: str, steps: dict[str, tuple[datetime, str]], key: str | None) -> None:
    found = law.judge_steps(channel, steps, NOW)
    assert [verdict.key for verdict in found] == ([f"incoming.{key}"] if key else [])


def test_what_is_owed_is_named_with_its_rule() -> None:
    found = law.owed("collect", {"notified"}, 2, ["李某"])
    assert [(one.rule, one.key) for one in found] == [
        ("21-1", "incoming.owed_sent"), ("22-1", "incoming.owed_items"), (None, "incoming.unsigned"),
    ]  # fmt: skip
    assert [one.rule for one in law.owed("oa", {"pushed"}, 0, [])] == ["21-4"]
    assert law.owed("collect", {"notified", "sent", "collected"}, 0, []) == law.owed("", set(), 0, []) == []


# ------------------------------------------------------------------ what is read out of a line


@pytest.mark.parametrize(
    ("title", "meeting"),
    [("关于召开全县商务工作会议的通知", "全县商务工作会议"), ("关于召开县政府常务会议的预通知", "县政府常务会议"),
     ("会议通知", "会议通知"), ("关于召开[/x]的紧急通知 ", "[/x]")],
)  # fmt: skip
def test_the_meeting_of_a_title(title: str, meeting: str) -> None:
    assert law.meeting_title(title) == meeting


def test_whose_meeting_it_is() -> None:
    assert law.meeting_level("县政府办公室") == law.meeting_level("中共嘉祥县委办公室") == "county"
    assert law.meeting_level("市商务局") == "county_leader"


def test_names_of_a_list() -> None:
    assert names_in(" 王局长、李副局长,赵某  王局长 ") == ["王局长", "李副局长", "赵某"]
    assert names_in("Gao Feng, 王 明；李某") == ["Gao Feng", "王 明", "李某"]
    assert names_in(" ") == []
