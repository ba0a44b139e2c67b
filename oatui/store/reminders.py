"""What is to be said at set times before a limit (本局约定): derived from the two moments between which one looks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from oatui.clock import to_second
from oatui.i18n import N_
from oatui.rules import deadlines as law
from oatui.rules import incident as incident_law
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar
from oatui.store import incidents, limits, meetings, settings
from oatui.store.database import Store
from oatui.store.deadlines import Due

LEADS = "deadlines.remind"
_BEFORE = {"reply": N_("报回执 "), "request": N_("请示 "), "meeting_request": N_("请示 ")}
MOST = 200  # overdue ones come first and must not hide the near ones


class Reminder(NamedTuple):
    """What is to be said now of one thing; `lead` is how long before its limit, 0 at it."""

    due: Due
    lead: timedelta
    words: Verdict


def reminders(
    store: Store, calendar: Calendar, now: datetime, since: datetime | None = None
) -> list[Reminder]:
    """What came to a set time after `since` and up to `now`: asked again with the last `now`, nothing is said twice.

    Without `since` the desk has just been opened: each thing once, with the last set time that it has reached.
    """
    leads = law.read_leads(settings.get(store, LEADS))
    found = [*_incidents(store, now, since), *_meetings(store, now, since)]
    for one in limits.due_until(store, now + max(leads, default=timedelta()), calendar, MOST):
        # the working day before a rest day first, then the limit itself
        at = one.do_by if one.do_by and one.do_by >= now else one.due
        lead = law.stage(at, leads, since, now) if at else None
        if at is None or lead is None:
            continue
        left = int((at - to_second(now)).total_seconds())
        key = "reminder" if left > 0 else "reminder_now" if left == 0 else "reminder_late"
        # not the event, but the reply or the request before it
        what = [_BEFORE.get(one.source, "")]
        values = {"what": what, "title": one.title, "due": at.isoformat(), "seconds": abs(left)}
        found.append(Reminder(one, lead, Verdict(one.rule or None, Level.WARNING, f"deadline.{key}", values)))
    return found


def _incidents(store: Store, now: datetime, since: datetime | None) -> list[Reminder]:
    """25-1 to 25-3: each limit that is still owed, once its own lead before it and once at it."""
    found = []
    for one in incidents.urgent(store):
        for standing in incident_law.standings(one.facts, now):
            limit, at = standing.limit, standing.due
            if standing.done_at:
                continue
            lead = law.stage(at, [incident_lead(store, limit.key)], since, now)
            if lead is None:
                continue
            left = int((at - to_second(now)).total_seconds())
            key = "remind" if left > 0 else "remind_now" if left == 0 else "remind_late"
            values = {"title": one.what, "what": [limit.words], "due": at.isoformat(), "seconds": abs(left)}
            words = Verdict(limit.rule, Level.WARNING, f"incident.{key}", values)
            due = Due(
                "incident", one.id, one.what, limit.key, limit.words, limit.rule, at, at, one.made_by, words
            )
            found.append(Reminder(due, lead, words))
    return found


def _meetings(store: Store, now: datetime, since: datetime | None) -> list[Reminder]:
    """17-5: before the end of sign-in and at it; once it is past, the door counts who is missing."""
    found = []
    lead_before = timedelta(minutes=settings.get(store, "meetings.remind"))
    for one in meetings.on_day(store, now.date()):
        at = one.sign_in_deadline
        left = int((at - to_second(now)).total_seconds())
        lead = law.stage(at, [lead_before], since, now)
        if lead is None or one.closed_at or to_second(now) > one.start:
            continue
        key = "remind" if left > 0 else "remind_now" if left == 0 else "remind_late"
        values = {
            "title": one.title, "due": at.isoformat(), "start": one.start.isoformat(), "seconds": abs(left),
        }  # fmt: skip
        words = Verdict("17-5", Level.WARNING, f"meeting.{key}", values)
        due = Due("meeting", one.id, one.title, "sign_in", "", "17-5", at, at, "", words)
        found.append(Reminder(due, lead, words))
    return found


def incident_lead(store: Store, limit: str) -> timedelta:
    """How long before one of the three limits of an incident the bell rings (本局约定)."""
    return timedelta(minutes=settings.get(store, f"incident.remind.{limit}"))


def in_one(found: list[Reminder]) -> Verdict | None:
    """One line for all of them: the one nearest to its limit, and how many more there are."""
    if not found:
        return None
    words = min(found, key=lambda one: int(one.words.values["seconds"])).words
    more = len(found) - 1
    return words._replace(key=f"{words.key}_more", values={**words.values, "more": more}) if more else words
