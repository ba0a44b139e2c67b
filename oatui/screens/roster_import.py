"""Which file the roster is in."""

from __future__ import annotations

import asyncio
from pathlib import Path

from oatui.i18n import N_, _
from oatui.screens.import_file import ImportFilePage
from oatui.screens.roster_draft import Draft, read_parts
from oatui.screens.roster_preview import RosterPreviewPage
from oatui.store import meetings, people


class RosterImportPage(ImportFilePage):
    """Answers with the verdict of the import, or None."""

    TITLE_WORDS = N_("导入名册")
    ASK_WORDS = N_("名册文件")
    HELP_WORDS = N_(
        "选名册文件：把文件拖进窗口、粘贴路径，或在下面的列表里选。读出来先给您看，按 F5 才写入。"
        "能读 .xlsx、.xls 和 .csv；读文件时按 Esc 可以停下。"
    )

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {meetings.get(self.store, self.meeting_id).title}"

    async def preview(self, path: Path) -> RosterPreviewPage:
        parts = await asyncio.to_thread(read_parts, path)
        self.say(_("正在和已有名册核对，按 Esc 停下"))
        known = await self.desk.record(people.listed, self.meeting_id, -1)
        draft = await asyncio.to_thread(Draft, path.name, parts, known)
        return RosterPreviewPage(self.meeting_id, draft)
