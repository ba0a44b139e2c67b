"""Meetings and deadlines put into the words of a calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from oatui.clock import from_iso
from oatui.i18n import N_, _
from oatui.rules.deadlines import read_leads
from oatui.rules.workdays import Calendar
from oatui.store import deadlines, limits, meetings, settings
from oatui.store.database import Store
from oatui.store.deadlines import Due
from oatui.store.reminders import LEADS

if TYPE_CHECKING:
    from oatui.files.calendar_out import Entry

BACK = timedelta(days=31)  # what lies further back is not exported any more
MOST = 500  # meetings
MEETING_ALARM = 15  # minutes before the start one is there (17-5)


def entries(store: Store, calendar: Calendar, now: datetime) -> list[Entry]:
    """The meetings from a month back and every open deadline; what was called off or is dealt with as cancelled."""
    office = _origin(store)
    alarms = tuple(int(lead.total_seconds()) // 60 for lead in read_leads(settings.get(store, LEADS)))
    made = [_meeting(one, office) for one in reversed(meetings.listed(store, MOST)) if one.start > now - BACK]
    recent = [one for one in deadlines.ended(store, 200) if from_iso(one.ended_at or "") > now - BACK]
    dues = [*limits.open_limits(store, calendar), *recent, *limits.ended_early(store, calendar)]
    return [*made, *(_deadline(one, office, alarms) for one in dues if one.do_by)]


def _origin(store: Store) -> str:
    """The store's first name: the same in every export, after a restore too."""
    return str(store.value("select origin from event order by rowid limit 1") or store.origin)


def _meeting(one: meetings.Meeting, office: str) -> Entry:
    from oatui.files.calendar_out import Entry

    words = _("签到截止 {at:hm}", at=one.sign_in_deadline)
    if one.chair:
        words += "\n" + _("主持：{name}", name=one.chair)
    # on time is 15 minutes before the start, so the alarm comes 15 minutes before that
    return Entry(
        f"meeting-{one.id}@{office}", one.start, one.end, one.title, words, one.place, (2 * MEETING_ALARM,),
        one.called_off,
    )  # fmt: skip


def _deadline(one: Due, office: str, alarms: tuple[int, ...]) -> Entry:
    from oatui.files.calendar_out import Entry

    assert one.do_by
    title = _("[{kind}] {title}", kind=_(one.name), title=one.title)
    lines = [
        one.words.message,
        _("依据 {rule}", rule=one.rule) if one.rule else "",
        _("承办：{name}", name=one.owner) if one.owner else "",
    ]
    return Entry(
        f"{one.source}-{one.id}@{office}", one.do_by, None, title, "\n".join(filter(None, lines)), "", alarms,
        one.state != "open",
    )  # fmt: skip


NAME = N_("会议和时限")
