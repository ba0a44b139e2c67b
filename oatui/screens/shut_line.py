"""Whether the machines of a meeting find an open line; apart from their pages, because today asks it, too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from oatui.clock import from_iso
from oatui.i18n import _, format_list
from oatui.screens.page import Page
from oatui.store import sites
from oatui.store.meetings import Meeting
from oatui.store.sites import Site

SILENT = timedelta(seconds=60)  # a machine that is connected asks every five seconds
LAST_WORD = timedelta(seconds=5)  # what a line still hears between two looks at it


def heard_now(site: Site, now: datetime) -> bool:
    """Whether a machine was heard in the last minute."""
    return site.heard_at is not None and timedelta() <= now - from_iso(site.heard_at) <= SILENT


def heard_here(page: Page, machines: Sequence[Site]) -> bool:
    """Whether one was heard in the last minute, and since this desk began or closed its line: by another window."""
    now, began = page.desk.clock.now(), page.desk.session.began
    if until := page.desk.session.link_way.listened:
        began = max(began, until + LAST_WORD)
    return any(heard_now(one, now) and from_iso(one.heard_at or "") >= began for one in machines)


def unheard_words(page: Page, meeting: int) -> str:
    """Before a meeting is closed: whose machine may hold sign-ins that were not sent; empty where each is heard."""
    now = page.desk.clock.now()
    names = [
        one.name
        for one in sites.all_of(page.store, meeting)
        if one.heard_at and not one.shut_out_at and not heard_now(one, now)
    ]
    if page.store.is_site or not names:
        return ""
    return _("{names} 没有连着：那里还有没送来的签到的，先收齐再闭会", names=format_list(names))


def shut_line_words(page: Page, meeting: Meeting, at_door: bool = False) -> str:
    """That machines of a meeting want to send and no line is open for them: after a restart it has to be opened."""
    if page.store.is_site or meeting.closed_at:
        return ""
    machines = [one for one in sites.all_of(page.store, meeting.id) if one.heard_at and not one.shut_out_at]
    session = page.desk.session
    if not machines or heard_here(page, machines):
        return ""
    if session.link_way.address or session.link_way.hub(page.store):
        return ""
    if at_door:
        return _("分会场的线路没有打开，登记送不进来：按 F5、9、回车，再按 F6")
    return _("分会场的线路没有打开，登记送不进来：按 F8，再按 F6")
