"""Today under Pilot: the day and why, the two logins, the meetings with their deadlines, the first start."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from oatui import desk, places
from oatui.clock import ZONE
from oatui.i18n import set_language
from oatui.rules.deadlines import Own
from oatui.screens import today_first as first
from oatui.screens import today_lines
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.ask import Ask
from oatui.screens.first_start import FirstStart
from oatui.screens.help import Help
from oatui.store import (
    closing,
    confidential,
    deadlines,
    documents,
    meetings,
    numbers,
    oa_month,
    reminders,
    reviews,
    routines,
    settings,
    telegrams,
)
from oatui.store.database import Store, sqlite3
from oatui.store.schema import GUARDS
from tests.conftest import Desk, FixedClock

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-24", "周二 工作日"),
        ("2026-11-28", "周六 周末休息"),
        ("2026-10-01", "周四 国庆节放假"),
        ("2026-10-10", "周六 国庆节调休上班"),
        ("2027-01-04", "周一 调休安排未载入"),
    ],
)
async def test_the_day_and_why(
    open_desk: OpenDesk, store: Store, clock: FixedClock, day: str, words: str
) -> None:
    clock.moment = datetime.fromisoformat(f"{day}T08:20:00+08:00")
    async with open_desk() as desk:
        assert words in desk.text


async def test_a_year_that_is_not_loaded_is_said(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    clock.moment = datetime(2027, 1, 4, 8, 20, tzinfo=ZONE)
    async with open_desk(size=(120, 36)) as desk:
        assert "2027 年的调休安排未载入" in desk.text
        assert "待登录" in desk.text


async def test_one_key_records_a_login(open_desk: OpenDesk, store: Store, clock: FixedClock) -> None:
    async with open_desk() as desk:
        assert "07:30-09:00 待登录" in desk.text
        await desk.press("f5")
        assert "08:20 已登录" in desk.text
        await desk.press("f5", "f5")  # the first arrival counts: a second is not written
        assert "上班登录 08:20 已记" in desk.text
        await desk.press("escape")
        clock.at(17, 5)
        await desk.press("f5")
        assert "17:05 已登录" in desk.text
        # a second after midnight it is another day, that asks for its own
        clock.moment = datetime(2026, 11, 25, 0, 0, 1, tzinfo=ZONE)
        desk.app.screen.tick()  # type: ignore[attr-defined]
        desk.app.screen.show_head()  # type: ignore[attr-defined]
        await desk.pilot.pause()
        assert "11月25日 周三" in desk.text and "未到时间" in desk.text and "17:05 已登录" not in desk.text
        clock.moment = datetime(2026, 11, 24, 17, 5, tzinfo=ZONE)
    assert [one.which for one in routines.logins(store, clock.now().date())] == ["arrival", "leaving"]


async def test_an_earlier_login_of_today_is_made_up(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    clock.at(12, 47)  # the leaving login is hours away: the one that is missing stands there
    async with open_desk() as desk:
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask)
        desk.app.screen.query_one("#field-at", Input).value = "0812"
        await desk.press("f5")
        assert "08:12 已登录" in desk.text and "补记" in desk.text


async def test_an_earlier_day_needs_a_reason(open_desk: OpenDesk, store: Store, clock: FixedClock) -> None:
    clock.at(9, 40)
    async with open_desk() as desk:
        await desk.press("f5")
        desk.app.screen.query_one("#field-day", Input).value = "昨天"
        desk.app.screen.query_one("#field-at", Input).value = "0812"
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask) and "补记以前日期" in desk.text
    assert routines.logins(store, clock.now().date() - timedelta(days=1)) == []


async def test_a_meeting_counts_down_and_a_digit_opens_its_door(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    start = clock.now() + timedelta(minutes=40)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    async with open_desk() as desk:
        assert "1 09:00 全县商务工作会议" in desk.text
        assert "签到截止 08:45  还有 25 分" in desk.text
        clock.at(8, 45, 30)
        desk.app.screen.tick()  # type: ignore[attr-defined]
        await desk.pilot.pause()
        assert "已过 30 秒" in desk.text
        await desk.press("1")
        assert isinstance(desk.app.screen, ArrivalsPage)
        closing.close(store, made.id, because="早散会")
        await desk.press("f2")
        assert "OA 登录" in desk.text and "已闭会" in desk.text


async def test_waiting_documents_and_the_last_numbers(open_desk: OpenDesk, store: Store) -> None:
    waiting = documents.draft(store, "关于开展检查的通知", "通知", "嘉商务字", "市场科", "王某")
    documents.sign(store, waiting.id, "李某")
    done = documents.draft(store, "关于商请支持的函", "函", "嘉商务函", "市场科", "王某")
    for name in ("李某", "刘某", "张某", "赵某"):
        documents.sign(store, done.id, name)
    numbers.give_number(store, done.id)
    async with open_desk() as desk:
        assert "待审核" in desk.text and "关于开展检查的通知" in desk.text
        assert "嘉商务函〔2026〕1号" in desk.text


# they do not grow with the years; of the reviews of matters there are four in one
SMALL = {"setting", "security_post", "calendar_year", "matter_review"}


def test_today_walks_no_table_that_grows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first page and its reminders read is found by an index, in ten years as on the first day."""
    asked: dict[str, tuple[object, ...]] = {}

    def read(sql: str, *values: object) -> list[sqlite3.Row]:
        asked[sql] = values
        return list(store.conn.execute(sql, values).fetchall())

    monkeypatch.setattr(store, "rows", read)
    monkeypatch.setattr(store, "row", lambda sql, *values: next(iter(read(sql, *values)), None))
    monkeypatch.setattr(store, "value", lambda sql, *values: next(iter(read(sql, *values)), [None])[0])
    calendar, now = desk.calendar_of(store), store.clock.now()
    desk.today(store, calendar), desk.agenda(store, calendar), desk.outlook(store, calendar)
    oa_month.month(store, calendar, now.year, now.month)
    reminders.reminders(store, calendar, now)
    reviews.review(store, calendar)
    tables = {row[0] for row in read("select name from sqlite_master where type = 'table'")} - SMALL
    aliases = re.compile(r"\b(?:from|join) (\w+) (?:as )?(\w+)\b")
    walked = []
    for sql, values in [one for one in asked.items() if " in ()" not in one[0]]:
        names = {alias: table for table, alias in aliases.findall(sql)}
        for row in store.conn.execute(f"explain query plan {sql}", values):
            found = re.fullmatch(r"SCAN (\w+)( USING .*)?", row[3])
            if (
                found
                and not found[2]
                and names.get(found[1], found[1]) in tables
                and " rowid limit 1" not in sql
                and f") {found[1]} " not in sql  # a few rows that were chosen before
            ):
                walked.append((row[3], sql))
    assert walked == [] and len(asked) > 40


def _first_line(store: Store, now: datetime) -> str:
    calendar = desk.calendar_of(store)
    found, rest = desk.today(store, calendar), desk.agenda(store, calendar)
    states = first.login_states(store, found, now)
    return "".join(
        words for words, _colour in first.pressing(found, rest, states, now, first.closing(store, now), 80)
    )


def test_the_first_line_is_the_most_pressing_thing(store: Store, clock: FixedClock) -> None:
    """What ends within two hours, else what is late, else what ends today; the rest as figures."""
    calendar = desk.calendar_of(store)
    day = clock.now().date()
    assert _first_line(store, clock.now()) == " 09:00 前，还有 40 分  上班登录：按 F5"
    start = clock.at(9)
    meetings.add(store, "[/x]" + "很长的会" * 20, start, start + timedelta(hours=2))
    clock.at(8, 20)
    deadlines.add(store, "own", "昨天的", calendar, own=Own(day - timedelta(days=1)))
    deadlines.add(store, "own", "今天的", calendar, own=Own(day))
    line = _first_line(store, clock.now())
    assert line.startswith(" 08:45 前，还有 25 分  签到截止：[/x]很长的会")
    assert line.endswith("..  超期 1 件  今日还有 2 件") and cell_len(line) <= 80
    # the login is still owed; once it is made: what is late, with what still ends today
    assert _first_line(store, clock.at(10)) == " 现在  上班登录：按 F5  超期 1 件  今日还有 1 件"
    routines.log_in(store)
    assert _first_line(store, clock.at(10)) == " 超期  昨天的  今日还有 1 件"
    assert _first_line(store, clock.at(15, 30)) == " 17:30 前，还有 2 小时  今天的  超期 1 件"
    assert (
        _first_line(store, clock.at(16, 30))
        == " 17:30 前，还有 1 小时  下班前登录：按 F5  超期 1 件  今日还有 1 件"
    )
    assert "下班前登录：按 F5" in _first_line(store, clock.at(17, 31))
    routines.log_in(store)
    assert _first_line(store, clock.now()) == " 超期  昨天的  共 2 件"
    # a reply is no meeting: what ends is named
    meetings.add(
        store, "调度会", clock.at(9) + timedelta(days=1), clock.at(10) + timedelta(days=1), role="attend"
    )
    assert "17:00 前，还有 30 分  报回执：调度会" in _first_line(store, clock.at(16, 30))


def test_a_long_title_gives_way_to_the_count_of_venues(store: Store, clock: FixedClock) -> None:
    now = clock.now()
    meetings.add(store, "全县重点项目建设工作推进会", now + timedelta(hours=1), now + timedelta(hours=3))
    found = desk.today(store, desk.calendar_of(store))
    found = found._replace(meetings=[found.meetings[0]._replace(venues=3)])

    def heads(width: int) -> str:
        return "".join(words for words, _colour in first.meeting_lines(found, now, width=width)[0])

    assert heads(37) == "1 09:20 全县重点项目建..（3 个会场）"
    assert heads(60) == heads(0) == "1 09:20 全县重点项目建设工作推进会（3 个会场）"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_is_cut_and_nothing_is_wider_than_its_column(
    store: Store, clock: FixedClock, language: str
) -> None:
    calendar = desk.calendar_of(store)
    day = clock.now().date()
    for n, name in enumerate(("李某", "刘某", "张某", "赵某")):
        paper = documents.draft(
            store, "关于举办电子商务直播电商培训班的通知", "通知", "嘉商务字", "市场科", "王某"
        )
        for signer in ("李某", "刘某", "张某", name)[:n]:
            documents.sign(store, paper.id, signer)
        deadlines.add(
            store,
            "own",
            "关于举办电子商务直播电商培训班的通知",
            calendar,
            own=Own(day + timedelta(days=n - 1)),
        )
    telegrams.add(store, "关于防汛的明电", urgency="top")
    confidential.act(store, "borrow", "0007", "李某")
    clock.at(8, 20)
    found, rest = desk.today(store, calendar), desk.agenda(store, calendar)
    set_language(language)
    now = clock.now()
    for width in (37, 40):
        for rows in (6, 30):
            lines = [
                *first.oa_lines(found, rest, first.login_states(store, found, now), width),
                *first.meeting_lines(found, now),
                *today_lines.due_lines(rest, now, 1, rows, width),
                *today_lines.waiting_lines(rest, now, rows, width),
                *today_lines.ahead_lines(desk.outlook(store, calendar)),
            ]
            for line in lines:
                assert sum(cell_len(words) for words, _colour in line) <= width, line
                assert not line or ".." not in line[0][0], line
            # with room a title stands whole over two lines, without it ends in two points
            words = "".join(part for line in lines for part, _colour in line)
            assert (".." in words) is (rows == 6)
    set_language("zh")


@pytest.mark.parametrize(
    ("now", "week", "kinds"),
    [
        # the week ends with Sunday; a year that is not loaded is said, not guessed
        ("2026-12-27 23:59:59", "2026-12-27", ["weekday"] * 4 + [None] * 3),
        ("2026-12-28 00:00", "2027-01-03", ["weekday"] * 3 + [None] * 4),
        ("2026-10-04 09:00", "2026-10-04", ["holiday"] * 3 + ["weekday"] * 2 + ["make_up", "weekend"]),
        ("2028-02-28 09:00", "2028-03-05", [None] * 7),
    ],
)
def test_the_days_ahead_at_the_edges_of_weeks_and_years(
    store: Store, clock: FixedClock, now: str, week: str, kinds: list[str | None]
) -> None:
    clock.moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    found = desk.outlook(store, desk.calendar_of(store))
    assert [one.day.kind if one.day else None for one in found.days] == kinds
    assert found.days[0].date == clock.moment.date() + timedelta(days=1)
    assert desk.week_end(clock.moment).isoformat() == f"{week}T23:59:59.999999+08:00"
    assert len(today_lines.ahead_lines(found)) == 7 and (found.streak is None or not found.streak)


@pytest.mark.parametrize(
    ("language", "day", "legend"),
    [
        ("zh", date(2026, 10, 9), ""),
        ("en", date(2026, 10, 9), "  h holiday  w make-up day"),
        ("zh", date(2028, 2, 9), "  ? 调休未载入"),
    ],
)
def test_the_marks_of_the_month_are_explained(store: Store, language: str, day: date, legend: str) -> None:
    set_language(language)
    lines = [
        "".join(part for part, _look in line)
        for line in today_lines.month_lines(desk.calendar_of(store), day, {})
    ]
    set_language("zh")
    told = [line for line in lines[1:] if not line.strip()[:1].isdigit()]
    assert told == ([legend] if legend else [])


async def test_where_there_is_room_the_days_ahead_and_tonight_stand_there(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    start = clock.now() + timedelta(days=1)
    meetings.add(store, "局务会", start, start + timedelta(hours=1))
    async with open_desk(size=(120, 36)) as desk:
        for words in (
            "未来七天",
            "25 周三 08:20 局务会",
            "28 周六 周末休息",
            "今晚值班",
            "还没有值班表",
            "本月",
        ):
            assert words in desk.text


async def test_empty_blocks_say_what_to_do(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        assert "今天没有会议。按 F4 查看或新建" in desk.text
        assert "没有等人办理的公文。按 F6 拟稿" in desk.text


async def test_the_first_start_asks_only_who_is_at_the_desk(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk("new.db", size=(120, 36)) as desk:
        assert isinstance(desk.app.screen, FirstStart)
        assert len(desk.app.screen.query(Input)) == 1
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        assert "请填姓名" in desk.text and not (tmp_path / "new.db").exists()
        desk.app.screen.query_one(Input).value = "  刘 某某 "
        await desk.pilot.press("enter")
        await desk.app.workers.wait_for_complete([one for one in desk.app.workers if one.group == "open"])
        await desk.settle()
        assert desk.app.operator == "刘 某某" and places.named_operator() == "刘 某某"
        assert "嘉祥县商务局  今日" in desk.text
        assert "刘 某某" in desk.text


async def test_help_is_made_from_the_keys(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f1")
        assert isinstance(desk.app.screen, Help)
        for words in ("帮助：今日", "F5", "记一次 OA 登录"):
            assert words in desk.text
        await desk.press("escape")
        assert not isinstance(desk.app.screen, Help)


async def test_every_word_of_the_frame_has_its_english(open_desk: OpenDesk, store: Store) -> None:
    set_language("en")
    async with open_desk(size=(120, 36)) as desk:
        for words in ("Today", "OA login", "Tue 24 November 2026 working day", "F1 Help", "No meeting today"):
            assert words in desk.text


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_month_stands_beside_where_there_is_room(
    open_desk: OpenDesk, store: Store, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        assert ("本月" in desk.text) is (size[0] == 120)
        assert all(words in desk.text for words in ("F1 帮助", "F3 退出", "F9 突发", "F12 日清"))


async def test_damage_met_while_reading_is_said_and_nothing_is_written(
    open_desk: OpenDesk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:

        def damaged(*_args: object) -> None:
            raise sqlite3.DatabaseError("database disk image is malformed")

        monkeypatch.setattr("oatui.desk.today", damaged)
        desk.app.screen.refresh_page()  # type: ignore[attr-defined]
        await desk.pilot.pause()
        assert "数据文件已损坏" in desk.text
        await desk.pilot.press("f5")
        await desk.pilot.pause()
        assert "数据文件已损坏" in desk.text
    assert routines.logins(store, store.clock.now().date()) == []


async def test_nothing_opens_a_port(
    open_desk: OpenDesk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 11: nothing listens and nothing calls out unless the clerk asks for it."""
    asked: list[str] = []
    for name in ("bind", "listen", "connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, lambda *_args, name=name: asked.append(name))
    async with open_desk() as desk:
        for key in ("f4", "f3", "f6", "f3", "f7", "f3", "f8", "f3", "f5"):
            await desk.press(key)
    assert asked == []


async def test_an_old_link_that_was_altered_is_found_once_a_day(
    open_desk: OpenDesk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening looks at the last hundred links; the whole chain is walked in a thread, and what it finds is said."""
    for number in range(120):
        settings.set_value(store, "office", f"示例局{number}")
    store.conn.execute("drop trigger event_fixed")
    store.conn.execute("update event set body = '{}' where seq = 3")
    store.conn.execute(GUARDS["event_fixed"])
    monkeypatch.setattr("oatui.app.CHECK_AFTER_SECONDS", 0.01)
    async with open_desk() as desk:
        for _look in range(500):
            if desk.app.reader.trouble:
                break
            await desk.pilot.pause(0.01)
        assert "第 3 条被改动过" in str(desk.app.reader.trouble)
        await desk.pilot.pause()
        assert "现在只读" in desk.text
