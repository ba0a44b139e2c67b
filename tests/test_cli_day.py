"""The day on the command line: today, the OA logins, counted days and the calendar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    """2027 with one day off and one made up, in the shape of holiday-cn."""
    path = tmp_path / "2027.json"
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
    ]
    path.write_text(json.dumps({"year": 2027, "days": days}), encoding="utf-8")
    return path


def test_today_asks_for_the_day(desk: CommandLine) -> None:
    desk("meeting", "add", "--title", "商务工作会议", "--start", "9:00", "--end", "11:00")
    desk("meeting", "add", "--title", "早会", "--start", "8:00", "--end", "8:10")
    desk("roster", "import", 1, DATA / "roster-gbk.csv")
    draft = ("--kind", "通知", "--series", "嘉商务字", "--section", "市场科", "--by", "张某")
    desk("document", "add", "--title", "关于开会的通知", *draft)
    found = desk.json("today")
    assert (found["date"], found["is_working_day"]) == ("2026-11-24", True)
    assert found["day"] == {"kind": "weekday", "name": ""}
    arrival = found["oa"]["arrival"]
    assert (arrival["state"], arrival["at"]) == ("open", None)
    assert (arrival["from"], arrival["to"]) == ("2026-11-24T07:30:00+08:00", "2026-11-24T09:00:00+08:00")
    assert found["oa"]["leaving"]["state"] == "upcoming"
    early, meeting = found["meetings"]
    assert (early["title"], early["seconds_left"]) == ("早会", 0)
    assert meeting["sign_in_deadline"] == "2026-11-24T08:45:00+08:00"
    assert meeting["seconds_left"] == 25 * 60
    assert (meeting["expected"], meeting["present"], meeting["absent"]) == (30, 0, 30)
    assert [(one["title"], one["due"], one["rule"]) for one in found["deadlines"]] == [
        ("商务工作会议", "2026-11-24T08:45:00+08:00", "17-5")
    ]
    # the same list as 日清 walks through
    assert [(one["kind"], one["id"], one["message"]) for one in found["open_items"]] == [
        ("oa_arrival", 20261124, "登录时段 07:30至09:00"),
        ("oa_leaving", 20261124, "登录时段 16:30至23:59"), ("meeting", 2, "会已开完，还没有闭会"), ("document", 1, "待科室负责人初审"),
    ]  # fmt: skip
    assert desk("today").out.splitlines() == [
        "2026年11月24日 周二  工作日",
        "上班登录  待登（07:30至09:00）",
        "下班前登录  未到时间（16:30至23:59）",
        "会议 2  08:00 早会  签到截止 07:45  应到 0  已到 0  未到 0",
        "会议 1  09:00 商务工作会议  签到截止 08:45  应到 30  已到 0  未到 30",
        "公文 1  关于开会的通知  待初审",
    ]


def test_a_reply_to_a_meeting_called_above_falls_due(desk: CommandLine, clock: FixedClock) -> None:
    desk("meeting", "add", "--title", "全县大会", "--start", "2026-11-25 09:00", "--end", "2026-11-25 11:00",
         "--role", "attend")  # fmt: skip
    found = desk.json("today")
    owed = {
        "kind": "reply",
        "source": "reply",
        "id": 1,
        "due": "2026-11-24T17:00:00+08:00",
        "seconds_late": 0,
    }
    assert owed.items() <= found["deadlines"][0].items()
    assert desk.json("deadline", "list") == found["deadlines"]
    assert "reply" in [one["kind"] for one in found["open_items"]]
    assert "全县大会" in desk("deadline", "list").out
    assert desk("today", "--check").code == 1
    clock.at(17, 0, 1)
    assert "超期 1 件" in desk("today", "--check").err


def test_an_incident_stays_on_today_until_it_is_closed(desk: CommandLine, clock: FixedClock) -> None:
    """An open incident's follow-ups are owed (25-5); past a limit a script is told so (25-1)."""
    desk("init")
    assert desk("today", "--check").code == 0
    desk("incident", "start", "--what", "某厂起火", "--at", "0815")
    found = desk("today", "--json", "--check")
    assert "某厂起火" in desk("today").out and found.code == 1
    assert [(one["kind"], one["rule"]) for one in found.json["open_items"]][:1] == [("incident", "25-5")]
    clock.pass_time(hours=2)
    assert "超期 1 件" in desk("today", "--check").err


def test_a_rest_day_asks_for_no_login(desk: CommandLine, clock: FixedClock) -> None:
    clock.moment = clock.moment.replace(month=10, day=1)
    found = desk.json("today")
    assert (found["is_working_day"], found["day"]["name"]) == (False, "国庆节")
    assert found["oa"]["arrival"]["state"] is None
    assert desk("today").out == "2026年10月1日 周四  放假（国庆节）\n今天没有会议\n"


def test_a_year_that_is_not_loaded_is_said(desk: CommandLine, clock: FixedClock) -> None:
    clock.moment = clock.moment.replace(year=2027)
    found = desk.json("today")
    assert found["is_working_day"] is None and found["day"] is None
    assert "2027" in found["calendar"]
    assert found["oa"]["arrival"]["state"] == "open"
    assert "未载入" in desk("today").out


def test_logins_are_recorded(desk: CommandLine, clock: FixedClock) -> None:
    made = desk.json("oa", "login")
    assert (made["which"], made["at"]) == ("arrival", "2026-11-24T08:20:00+08:00")
    state = desk.json("today")["oa"]["arrival"]
    assert (state["state"], state["at"], state["on_time"]) == ("done", made["at"], True)
    assert "上班登录  08:20 已登" in desk("today").out
    clock.at(17, 20)
    assert desk.json("oa", "login")["which"] == "leaving"


def test_a_login_may_be_entered_afterwards(desk: CommandLine, clock: FixedClock) -> None:
    clock.at(10)
    made = desk.json("oa", "login", "--at", "0812")
    assert made["at"] == "2026-11-24T08:12:00+08:00" and "补记" in made["message"]
    said = desk("oa", "login", "--at", "昨天 8:12", "--json")
    assert (said.code, said.error["rule"]) == (1, "14-2")
    assert desk.json("oa", "login", "--at", "2026-11-23 08:12", "--reason", "停电")["level"] == "记"
    assert desk("oa", "login", "--at", "17:20", "--json").error["rule"] == "14-2"


def test_a_login_between_the_hours_needs_its_name(desk: CommandLine, clock: FixedClock) -> None:
    clock.at(14)
    assert desk("oa", "login").code == 1
    assert desk.json("oa", "login", "--which", "leaving")["which"] == "leaving"


@pytest.mark.parametrize(
    ("words", "key", "result"),
    [
        ("--from 2026-09-28 --working-days 5", "due", "2026-10-10"),
        ("--from 2026-11-24 --working-days 5", "due", "2026-12-01"),
        ("--from 今天 --working-days 1", "due", "2026-11-25"),
        ("--before 2026-10-09 --working-days 7", "latest", "2026-09-22"),
        ("--before 2026-10-09 --days 5", "latest", "2026-10-04"),
        ("--before 2026-03-31 --months 1", "latest", "2026-02-28"),
        ("--between 2026-09-30 2026-10-12", "working_days", 4),
    ],
)
def test_days_are_counted(desk: CommandLine, words: str, key: str, result: object) -> None:
    found = desk.json("due", *words.split())
    assert found[key] == result and next(iter(found)) == key
    assert found["source"] == "chinesecalendar"
    assert all(set(day) == {"date", "kind", "name"} for day in found["counted"])


def test_between_a_day_and_itself_is_nothing(desk: CommandLine) -> None:
    assert desk.json("due", "--between", "2026-11-24", "2026-11-24")["working_days"] == 0


def test_the_counted_days_and_the_working_day_before_are_told(desk: CommandLine) -> None:
    found = desk.json("due", "--between", "2026-09-30", "2026-10-12")
    assert [day["date"][5:] for day in found["counted"]] == ["10-08", "10-09", "10-10", "10-12"]
    assert found["counted"][2] == {"date": "2026-10-10", "kind": "make_up", "name": "国庆节"}
    found = desk.json("due", "--before", "2026-10-09", "--days", 5)
    assert found["previous_working_day"] == "2026-09-30"
    text = desk("due", "--before", "2026-10-09", "--days", 5).out
    assert (
        text
        == "2026年10月9日 周五 之前：最迟 2026年10月4日 周日（休息日，前一个工作日是 2026年9月30日 周三）\n"
    )
    assert (
        "2026年10月10日 周六  调休上班  国庆节"
        in desk("due", "--from", "2026-09-28", "--working-days", 5).out
    )


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("--from 2026-12-31 --working-days 1", "2027"),
        ("--from 2026-11-24 --working-days 0", "0"),
        ("--between 2026-11-24 2026-11-20", "早于"),
        ("--before 2026-11-24 --days 99999999999", "超出"),
        ("--before 2026-11-24 --months 99999999999", "超出"),
    ],
)
def test_what_cannot_be_counted_is_refused(desk: CommandLine, words: str, part: str) -> None:
    said = desk("due", *words.split(), "--json")
    assert said.code == 1 and part in said.error["message"]


def test_an_imported_year_is_counted_with(desk: CommandLine, schedule: Path) -> None:
    assert desk("due", "--from", "2026-12-31", "--working-days", 1).code == 1
    made = desk.json("calendar", "import", schedule)
    assert made == {"year": 2027, "days": 2, "off": 1, "make_up": 1, "source": "2027.json"}
    found = desk.json("due", "--from", "2026-12-31", "--working-days", 1)
    assert (found["due"], found["source"]) == ("2027-01-03", "2027.json")


def test_a_schedule_that_cannot_be_read_changes_nothing(desk: CommandLine, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    for path in (bad, tmp_path / "missing.json", tmp_path):
        assert desk("calendar", "import", path, "--json").error["message"]
    assert desk("due", "--from", "2026-12-31", "--working-days", 1).code == 1
