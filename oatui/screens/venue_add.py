"""One more venue of a meeting, and what was wrong with one, asked in a small form."""

from __future__ import annotations

from typing import Any

from oatui.i18n import N_, _
from oatui.rules.entry import read_whole
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.confirm import Confirm
from oatui.screens.page import Page
from oatui.store import meetings, venue_changes
from oatui.store.meetings import Meeting, Venue
from oatui.widgets.form import Field


def add_venue(page: Page, meeting: Meeting) -> None:
    """Ask for the name and the seats of a sub-venue; the page says what was added."""

    async def done(values: dict[str, Any] | None) -> None:
        if values is None:
            return
        venue = await page.record(meetings.add_venue, meeting.id, values["name"], values["seats"])
        if venue:
            said = {"venue": venue.name, "title": meeting.title}
            page.say(Verdict(None, Level.OK, "venue.added", said))

    known = [one.name for one in meetings.venues(page.store, meeting.id)]
    note = _("现有：{venues:list}", venues=known)
    fields = _fields(page, meeting.id, None)
    page.desk.push_screen(Ask(_("给“{title}”加一个会场", title=meeting.title), fields, note), done)


def change_venue(page: Page, meeting: Meeting, venue: Venue) -> None:
    """Ask for another name and number of seats of a venue; the main one keeps its name."""
    if _is_closed(page, meeting):
        return

    async def done(values: dict[str, Any] | None) -> None:
        if values is None:
            return
        name = values.get("name", venue.name)
        made = await page.record(venue_changes.change, meeting.id, venue.id, name, values["seats"])
        if made:
            page.say(Verdict(None, Level.OK, "venue.changed", {"venue": made.name}))

    fields = _fields(page, meeting.id, venue)[venue.kind == "main" :]
    page.desk.push_screen(Ask(_("改会场：{venue}", venue=venue.name), fields), done)


def remove_venue(page: Page, meeting: Meeting, venue: Venue) -> None:
    """Ask whether a venue that nothing hangs on is taken off."""
    if _is_closed(page, meeting):
        return
    if venue.kind == "main":
        page.say(refuse("venue.main_stays", venue=venue.name).verdict)
        return

    async def answered(yes: bool | None) -> None:
        gone = await page.record(venue_changes.remove, meeting.id, venue.id) if yes else None
        if gone:
            page.say(Verdict(None, Level.OK, "venue.removed", {"venue": gone.name}))

    page.desk.push_screen(Confirm(_("去掉会场“{venue}”？", venue=venue.name)), answered)


def _is_closed(page: Page, meeting: Meeting) -> bool:
    """Say it before anything is filled in vain."""
    if meeting.closed_at:
        page.say(refuse("closing.closed_before", title=meeting.title, at=meeting.closed_at).verdict)
    return bool(meeting.closed_at)


def _fields(page: Page, meeting: int, old: Venue | None) -> list[Field]:
    def name(text: str) -> str:
        if not text.strip():
            raise refuse("venue.no_name")
        found = meetings.find_venue(page.store, meeting, text)
        if found and (old is None or found.id != old.id):
            raise refuse("venue.taken", venue=text.strip())
        return text.strip()

    def capacity(text: str) -> int | None:
        if not text.strip():
            return None
        seats = read_whole(text)
        if not seats:
            raise refuse("venue.capacity", capacity=text.strip())
        return seats

    seats = str(old.capacity) if old and old.capacity else ""
    return [
        Field("name", N_("会场名称"), value=old.name if old else "", hint=N_("如 示例镇分会场"), read=name),
        Field("seats", N_("座位数"), value=seats, hint=N_("可以不填"), read=capacity),
    ]
