"""Settings under Pilot: each can be changed and says by whom; holidays, backup and examination from here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import TextArea

from oatui import places, themes
from oatui.i18n import speaking
from oatui.screens import examination
from oatui.screens.ask import Ask
from oatui.screens.calendar_import import CalendarImport
from oatui.screens.examination import Examination
from oatui.screens.settings import SettingsPage, shown_value, typed_value
from oatui.store import backup, doctor, settings
from oatui.store.database import Store
from oatui.widgets.form import Form
from oatui.widgets.paged_list import PagedList
from tests.conftest import Desk

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至11日放假，共7天。2月13日（周六）上班。"


async def at_settings(desk: Desk) -> SettingsPage:
    await desk.press("f8", "9")
    page = desk.app.screen
    assert isinstance(page, SettingsPage)
    return page


async def choose(desk: Desk, page: SettingsPage, key: str) -> None:
    """Put the cursor on a setting and press Enter."""
    shown = page.query_one(PagedList)
    shown.cursor = next(n for n in range(shown.count) if shown.item(n).key == key)  # type: ignore[union-attr]
    await desk.press("enter")


def fill(desk: Desk, **texts: str) -> None:
    for key, text in texts.items():
        desk.app.screen.query_one(Form).fill(key, text)


async def finished(desk: Desk) -> None:
    await desk.app.workers.wait_for_complete()
    await desk.settle()


async def test_every_setting_is_shown(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk(size=(120, 64)) as desk:
        await at_settings(desk)
        for _preset, label in settings.PRESETS.values():
            assert label in desk.text
        assert "嘉商务组字 嘉商务字 嘉商务函" in desk.text
        row = next(line for line in desk.text.splitlines() if "会前多少分钟开始签到" in line)
        assert "60 分钟" in row and "本局约定" in row and "没有改过" in row
        # times and shifts are the office's own too, not figures only
        for label in ("时限到期前多久提醒", "值班班次", "回执：会前一个工作日几点截止"):
            assert "本局约定" in next(line for line in desk.text.splitlines() if label in line)
        assert "2004 至 2026 年放假安排" in desk.text


async def test_a_change_is_kept_and_shown(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        page = await at_settings(desk)
        await choose(desk, page, "office")
        assert desk.app.screen.query_one(Form).text("value") == "嘉祥县商务局"
        fill(desk, value="示例[/x]商务局")
        await desk.press("f5")
        assert desk.app.screen is page
        assert "刘某某 2026年11月24日 08:20 改" in desk.text
        assert desk.text.splitlines()[0].startswith(" 示例[/x]商务局  设置")
    assert settings.get(store, "office") == "示例[/x]商务局"


def test_the_desks_own_words_are_shown_and_typed_in_english(store: Store) -> None:
    for key, typed, kept in (
        ("duty.shifts", "Day 07:30-18:00 night 18:00-07:30", "白班 07:30-18:00 夜班 18:00-07:30"),
        ("checklist", "Tea and water, banner, Flowers", "茶水, 会标, Flowers"),
    ):
        preset = str(settings.get(store, key))
        with speaking("en"):
            shown = shown_value(preset, key)
            assert shown.isascii()
            settings.set_value(store, key, typed_value(typed, key))
        assert settings.get(store, key) == kept
        assert shown_value(preset, key) == preset == typed_value(preset, key)


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("office", " ", "单位名称 不能空着"),
        ("series", "嘉商务字", "三种代字依次填"),
        ("hours.winter", "8点", "办公时间写成"),
        ("sign_in.opens_minutes", "一小时", "会前多少分钟开始签到 要填"),
    ],
)
async def test_a_fault_stands_under_the_field(
    open_desk: OpenDesk, store: Store, key: str, typed: str, words: str
) -> None:
    async with open_desk() as desk:
        await choose(desk, await at_settings(desk), key)
        fill(desk, value=typed)
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask)
        assert words in str(desk.app.screen.query_one("#below-value").render())
    assert settings.changes(store) == {}


async def test_the_operator_changes_at_the_running_desk(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        page = await at_settings(desk)
        await choose(desk, page, "operator")
        fill(desk, name="王某某")
        await desk.press("f5")
        assert places.named_operator() == "王某某"
        await choose(desk, page, "role.chief_sign")
        fill(desk, value="孙某")
        await desk.press("f5")
        assert "王某某 2026年11月24日 08:20 改" in desk.text
    assert settings.changes(store)["role.chief_sign"][0] == "王某某"


async def test_colours_turn_with_enter_and_are_kept(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        page = await at_settings(desk)
        await choose(desk, page, "theme")
        assert (desk.app.theme, places.preference("theme")) == (themes.LIGHT.name, themes.LIGHT.name)
        assert "界面颜色：浅色" in desk.text
        await choose(desk, page, "language")
        assert "OATUI_LANG" in desk.text


async def test_a_pasted_notice_comes_in(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await at_settings(desk)
        await desk.press("f4")
        assert isinstance(desk.app.screen, CalendarImport)
        assert desk.app.screen.query_one(Form).text("year") == "2027"
        await desk.type(NOTICE)
        assert "看懂：放假 10 天，调休上班 1 天" in desk.text
        await desk.press("f5")
        assert "已载入 2027 年：放假 10 天，调休上班 1 天" in desk.text
        assert "2027 年放假安排" in desk.text
        assert desk.app.calendar.day(date(2027, 2, 13)).kind == "make_up"


async def test_another_desks_holidays_are_known_here(
    open_desk: OpenDesk, store: Store, open_at: Callable[..., Store]
) -> None:
    async with open_desk() as desk:
        settings.import_calendar(open_at(), 2027, {"2027-02-08": (True, "春节")}, "放假通知")
        await desk.settle()
        assert desk.app.calendar.day(date(2027, 2, 8)).kind == "holiday"


@pytest.mark.parametrize(
    ("year", "notice", "words"),
    [
        ("2027", "放假 2月30日", "看不懂"),
        ("2028", "2027年春节：2月5日至11日放假", "通知写的是 2027 年"),
        ("二零", "放假 2月5日", "年份填四位数字"),
        ("2027", "", "没有读到放假日期"),
    ],
)
async def test_a_notice_not_understood_changes_nothing(
    open_desk: OpenDesk, store: Store, year: str, notice: str, words: str
) -> None:
    async with open_desk() as desk:
        await at_settings(desk)
        await desk.press("f4")
        fill(desk, year=year)
        desk.app.screen.query_one(TextArea).text = notice
        await desk.press("f5")
        assert isinstance(desk.app.screen, CalendarImport)
        assert words in desk.text
    assert settings.imported_years(store) == []


async def test_a_calendar_file_comes_in(open_desk: OpenDesk, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "2027.json"
    file.write_text(
        '{"year": 2027, "days": [{"name": "春节", "date": "2027-02-08", "isOffDay": true}]}', encoding="utf-8"
    )
    async with open_desk() as desk:
        await at_settings(desk)
        await desk.press("f4")
        fill(desk, file=str(tmp_path / "none.json"))
        await desk.press("f5")
        assert "打不开" in str(desk.app.screen.query_one("#below-file").render())
        fill(desk, file=str(file))
        await desk.press("f5")
        assert "已载入 2027 年：放假 1 天" in desk.text
        assert "2027.json" in desk.text


async def test_a_backup_says_where_it_is(open_desk: OpenDesk, store: Store, tmp_path: Path) -> None:
    settings.set_value(store, "office", "示例县商务局")
    folder = tmp_path / "copies"
    folder.mkdir()
    async with open_desk() as desk:
        await at_settings(desk)
        # where the days' copies stand is proposed, and Enter takes it
        await desk.press("f5", "enter")
        await finished(desk)
        assert isinstance(desk.app.screen, SettingsPage)
        assert len(list(backup.day_folder(store).iterdir())) == 1
        await desk.press("f5")
        fill(desk, path=str(tmp_path / "nowhere" / "copy.db"))
        await desk.press("f5")
        await finished(desk)
        assert "没有这个文件夹" in str(desk.app.screen.query_one("#below-path").render())
        fill(desk, path=str(folder))
        await desk.press("f5")
        await finished(desk)
        assert isinstance(desk.app.screen, SettingsPage)
        [made] = folder.iterdir()
        assert "已备份 1 条流水" in desk.text
        await desk.press("f5")
        assert desk.app.screen.query_one(Form).text("path") == str(folder)  # proposed from last time
        fill(desk, path=str(made))
        await desk.press("f5")
        await finished(desk)
        assert "不覆盖" in str(desk.app.screen.query_one("#below-path").render())


async def test_a_backup_left_under_way_harms_nothing(
    open_desk: OpenDesk, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.back_up
    async with open_desk() as desk:
        await at_settings(desk)

        def left(own: Store, target: Path) -> backup.Copy:
            # what Esc does; not awaited, the form cannot close before it has its answer
            desk.app.call_from_thread(desk.app.screen.action_leave)  # type: ignore[attr-defined]
            return real(own, target)

        monkeypatch.setattr(backup, "back_up", left)
        await desk.press("f5")
        fill(desk, path=str(tmp_path / "copy.db"))
        await desk.press("f5")
        await finished(desk)
        assert isinstance(desk.app.screen, SettingsPage)
        assert (tmp_path / "copy.db").exists()


async def test_a_sound_store_is_said_to_be(open_desk: OpenDesk, store: Store) -> None:
    settings.set_value(store, "office", "示例县商务局")
    async with open_desk() as desk:
        await at_settings(desk)
        await desk.press("f6")
        await finished(desk)
        for words in ("数据文件完好", "防改措施都在", "流水 1 条", "与现在的一样", "一切正常"):
            assert words in desk.text
        assert doctor.examine(store).head in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, SettingsPage)


async def test_an_altered_table_is_found(open_desk: OpenDesk, store: Store) -> None:
    settings.set_value(store, "office", "示例县商务局")
    store.conn.execute("update setting set value = '\"别的\"'")
    async with open_desk() as desk:
        await at_settings(desk)
        await desk.press("f6")
        await finished(desk)
        assert "不对" in desk.text and "与现在的不一样" in desk.text
        assert "请不要再用这份数据" in desk.text


async def test_an_examination_can_be_stopped(
    open_desk: OpenDesk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        settings.set_value(store, "office", f"示例{n}局")
    told: list[str] = []
    async with open_desk() as desk:
        await at_settings(desk)
        real = doctor.examine

        def slow(own: Store, progress: Callable[[int, int], None] | None = None) -> doctor.Report:
            desk.app.call_from_thread(desk.app.screen.action_leave)  # type: ignore[attr-defined]
            try:
                return real(own, progress)
            except examination.Stopped:
                told.append("stopped")
                raise

        monkeypatch.setattr(doctor, "examine", slow)
        await desk.press("f6")
        await finished(desk)
        assert not isinstance(desk.app.screen, Examination)
    assert told == ["stopped"]
