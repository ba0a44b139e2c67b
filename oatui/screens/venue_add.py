"""One more venue of a meeting, asked in a small form."""

from __future__ import annotations

from typing import Any

from oatui.i18n import N_, _
from oatui.rules.entry import read_whole
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.store import meetings
from oatui.store.meetings import Meeting
from oatui.widgets.form import Field


def add_venue(page: Page, meeting: Meeting) -> None:
    """Ask for the name and the seats of a sub-venue; the page says what was added."""

    def name(text: str) -> str:
        if not text.strip():
            raise refuse("venue.no_name")
        if meetings.find_venue(page.store, meeting.id, text):
            raise refuse("venue.taken", venue=text.strip())
        return text.strip()

    def capacity(text: str) -> int | None:
        if not text.strip():
            return None
        seats = read_whole(text)
        if not seats:
            raise refuse("venue.capacity", capacity=text.strip())
        return seats

    async def done(values: dict[str, Any] | None) -> None:
        if values is None:
            return
        venue = await page.record(meetings.add_venue, meeting.id, values["name"], values["seats"])
        if venue:
            said = {"venue": venue.name, "title": meeting.title}
            page.say(Verdict(None, Level.OK, "venue.added", said))

    fields = [
        Field("name", N_("会场名称"), hint=N_("如 示例镇分会场"), read=name),
        Field("seats", N_("座位数"), hint=N_("可以不填"), read=capacity),
    ]
    known = [one.name for one in meetings.venues(page.store, meeting.id)]
    note = _("现有：{venues:list}", venues=known)
    page.desk.push_screen(Ask(_("给“{title}”加一个会场", title=meeting.title), fields, note), done)
