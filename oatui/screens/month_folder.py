"""月报夹, 年报夹: one form, then a folder of files (practice)."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

from oatui.files.month_folder_out import Folder
from oatui.i18n import N_, _
from oatui.long_work import LongWork
from oatui.papers import month_papers
from oatui.rules.month import read_span
from oatui.rules.verdict import Level, Verdict
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.screens.progress import Progress
from oatui.store.database import open_store
from oatui.widgets.form import Field


def ask_folder(page: Page) -> None:
    """Ask which month and where, then write the folder."""
    today = page.desk.clock.now().date()
    # the month that is over, once a new one has begun
    proposed = (
        today if today.day > 5 else date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    )
    fields = [
        Field("span", N_("哪个月"), value=f"{proposed:%Y-%m}", hint=N_("如 2026-11；填 2026 就是年报夹"),
              read=lambda text: read_span(text, today)),
        Field("where", N_("放在哪里"), value=str(Path.home()), hint=N_("在里面新建一个文件夹，已有的不覆盖")),
    ]  # fmt: skip

    def asked(values: dict[str, Any] | None) -> None:
        if values:
            year, month = values["span"]
            folder = Path(values["where"]).expanduser() / month_papers.folder_name(year, month)
            page.desk.push_screen(
                Progress(_("导出月报夹"), lambda work: _begin(page, year, month, folder, work)), made
            )

    def made(result: Folder | Verdict | None) -> None:
        if isinstance(result, Folder):
            values = {"path": str(result.path), "n": len(result.files), "left_out": list(result.left_out)}
            key = "month.folder_left" if result.left_out else "month.folder"
            page.say(Verdict(None, Level.OK, key, values))
        else:
            page.say(result)

    page.desk.push_screen(Ask(_("月报夹"), fields), asked)


async def _begin(page: Page, year: int, month: int | None, folder: Path, work: LongWork) -> Folder:
    desk = page.desk

    def write() -> Folder:
        # a connection of this thread's own
        store = open_store(desk.path, desk.clock, desk.operator)
        try:
            return month_papers.export(store, desk.calendar, year, month, folder, work)
        finally:
            store.close()

    return await asyncio.to_thread(write)
