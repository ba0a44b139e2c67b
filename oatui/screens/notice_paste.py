"""粘贴通知: a notice from OA or 微信 read into the fields of the form, and what was not found in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from oatui.i18n import N_, _
from oatui.rules.notice_text import PARTS, NoticeRead, read_notice
from oatui.rules.verdict import Refused
from oatui.screens.document_form import remark
from oatui.screens.lines import LinesAsk
from oatui.screens.page import Page
from oatui.store import routines

QUESTION = N_("粘贴会议通知")
NOTE = N_(
    "从OA、微信复制通知全文贴在这里；也可以把 .docx、.txt 文件拖进来（或填路径）。F5 读，读出来的填进表里，请核对"
)


def paste_notice(page: Page, done: Callable[[NoticeRead], None]) -> None:
    """Ask for the text; what was read comes to `done`."""
    found: list[NoticeRead] = []

    async def take(text: str) -> str | None:
        from oatui.files.notice_in import notice_text

        today = page.desk.clock.now().date()
        closing = routines.hours_on(page.store, today).closes
        try:
            whole = await asyncio.to_thread(notice_text, text)
            found.append(read_notice(whole, today, page.desk.office, closing))
        except Refused as no:
            return no.verdict.message
        return None

    def read(answer: str | None) -> None:
        if answer is not None and found:
            done(found[-1])

    page.desk.push_screen(LinesAsk(_(QUESTION), _(NOTE), "", take), read)


def filled(found: NoticeRead) -> dict[str, str]:
    """What goes into the fields, by key; what was not found is left as it stands there."""
    values = {
        # who hosts comes first: it decides which fields there are
        "role": found.role, "level": found.level, "title": found.title, "place": found.place, "chair": found.chair,
        "audience": found.audience, "mode": found.mode, "urgent": "yes" if found.urgent else "",
        "day": found.day.isoformat() if found.day else "",
        "start": f"{found.start:%H:%M}" if found.start else "",
        "end": f"{found.end:%H:%M}" if found.end else "",
        "reply_by": f"{found.reply_by:%Y-%m-%d %H:%M}" if found.reply_by else "",
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


def said(found: NoticeRead) -> tuple[str, str]:
    """What was not found, and what has to be checked."""
    missing = [_(PARTS[key]) for key in found.missing]
    if found.role and not found.level:
        missing.append(_("级别"))
    words = (
        _("通知里没有找到：{missing:list}；请补上", missing=missing)
        if missing
        else _("通知已读出，请逐栏核对")
    )
    return words, "  ".join(remark(verdict) for verdict in found.remarks)
