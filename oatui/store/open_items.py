"""Everything that is open on the desk, from each room's own query: what the clear-desk review walks through.

A room that gets something new that can stay open is added to ROOMS, and what ends it to store/ended_today.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from oatui.clock import ZONE, from_iso, iso
from oatui.i18n import N_
from oatui.rules import duty as duty_rules
from oatui.rules import incident as incident_rules
from oatui.rules.leave import PROOF_WORDS
from oatui.rules.routine import LoginState
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.store import (
    closing,
    confidential,
    documents,
    duty,
    duty_watch,
    incidents,
    incoming,
    issuing_waits,
    leave,
    limits,
    matters,
    number_lines,
    oa,
    routines,
    settings,
    telegrams,
)
from oatui.store.database import Store

MOST = 300  # of one kind

KINDS = {
    "deadline": N_("时限"),
    "incoming": N_("收文"),
    "document": N_("公文"),
    "publication": N_("信息公开"),
    "reply": N_("回执"),
    "request": N_("请示"),
    "meeting_request": N_("请示"),
    "number": N_("预留的号"),
    "meeting": N_("会议"),
    "leave": N_("请假"),
    "matters": N_("重要事项"),
    "incident": N_("突发事件"),
    "telegram": N_("明电"),
    "oa_item": N_("OA 文件"),
    "oa_count": N_("OA 未办"),
    "secrets": N_("涉密借出清点"),
    "duty_handover": N_("值班交接"),
    "duty_gap": N_("值班空档"),
    "oa_arrival": N_("上班登录"),
    "oa_leaving": N_("下班前登录"),
}


Key = tuple[str, int]  # kind and id


# what its room has no end of its own for: words are enough to be done with it for the day
PLAIN = frozenset({"oa_count"})


class OpenItem(NamedTuple):
    """One open thing: `since` it stands on the desk, `do_by` it is to be done, `due` its limit.

    `where` is its place in rules/holding.PLACES, `words` what it waits for; an id is unique within its kind.
    """

    kind: str
    id: int
    title: str
    since: datetime
    due: datetime | None = None
    do_by: datetime | None = None
    urgency: str = ""
    owner: str = ""
    rule: str | None = None
    where: str = ""
    words: tuple[Verdict, ...] = ()

    @property
    def key(self) -> Key:
        return self.kind, self.id


def as_dict(one: OpenItem) -> dict[str, Any]:
    """An open thing as the command line prints it."""
    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "since": iso(one.since),
        "due": iso(one.due) if one.due else None,
        "urgency": one.urgency or None,
        "owner": one.owner or None,
        "rule": one.rule,
        "message": "；".join(words.message for words in one.words),
    }


def open_items(store: Store, calendar: Calendar) -> list[OpenItem]:
    """Everything open, the nearest limit first, then what has none; a rest day asks for no OA login."""
    found = [*_limits(store, calendar), *_duty_gaps(store, calendar)]
    found += [item for room in ROOMS for item in room(store)]
    if is_working(calendar, store.clock.now().date()):
        found += _logins(store)
    latest = datetime.max.replace(tzinfo=ZONE)
    return sorted(found, key=lambda one: (one.do_by or latest, one.since, one.kind, one.id))


def find(store: Store, kind: str, item: int, calendar: Calendar) -> OpenItem | None:
    """One of them, None where it is not open."""
    return next((one for one in open_items(store, calendar) if one.key == (kind, item)), None)


def is_working(calendar: Calendar, day: date) -> bool:
    """A day whose calendar is missing is asked for like a working day: better one card too many."""
    try:
        return calendar.is_working(day)
    except CalendarMissing:
        return True


# ------------------------------------------------------------------ the rooms


def _waits(key: str, **values: object) -> tuple[Verdict, ...]:
    return (Verdict(None, Level.NOTE, f"clear_desk.{key}", values),)


def _recorded(
    store: Store, table: str, ids: Sequence[int], column: str = "recorded_at"
) -> dict[int, datetime]:
    """When each was written down: what is entered late stands on the desk only from then."""
    marks = ",".join("?" * len(ids))
    rows = store.rows(f"select id, {column} from {table} where id in ({marks})", *ids)
    return {row[0]: from_iso(row[1]) for row in rows}


def _limits(store: Store, calendar: Calendar) -> Iterator[OpenItem]:
    """What has a limit; incoming papers come from their own room, limit or none."""
    found = limits.open_limits(store, calendar, MOST)
    for source, (table, column, where) in _SINCE.items():
        mine = [one for one in found if one.source == source]
        since = _recorded(store, table, [one.id for one in mine], column)
        for one in mine:
            words = _waits("publish") if source == "publication" else (one.words,)
            yield OpenItem(
                source, one.id, one.title, since[one.id], one.due, one.do_by, "", one.owner, one.rule or None,
                where, words,
            )  # fmt: skip


# the source of a limit -> its table, since when it stands there, and its place
_SINCE = {
    "deadline": ("deadline", "made_at", "deadlines"),
    "publication": ("publication", "opened_at", "publication"),
    "reply": ("meeting", "added_at", "meetings"),
    "request": ("matter_event", "tagged_at", "matters"),
    "meeting_request": ("meeting", "added_at", "meetings"),
}


def _papers(store: Store) -> Iterator[OpenItem]:
    found = incoming.listed(store, limit=min(incoming.count_open(store), MOST))
    since = _recorded(store, "incoming", [one.id for one in found])
    now = store.clock.now()
    for one in found:
        at = one.limit.at
        has_limit = at is not None or bool(one.limit.rule)
        words = tuple(one.remarks(now)) or ((one.limit.words,) if has_limit else _waits("handling"))
        owner = one.handler or one.unit or one.holder
        yield OpenItem(
            "incoming", one.id, one.title, since[one.id], at, at, one.urgency, owner, one.limit.rule or None,
            "incoming", words,
        )  # fmt: skip


def _documents(store: Store) -> Iterator[OpenItem]:
    waiting = {one.id: one for one in documents.open_documents(store, MOST)}
    issued = {one.paper.id: one for one in issuing_waits.waiting(store, MOST)}
    since = _recorded(store, "document", [*waiting, *issued])
    for one in waiting.values():
        step = one.waiting_for or "number"
        yield OpenItem(
            "document", one.id, one.title, since[one.id], owner=one.drafted_by, where="chain",
            words=_waits(f"waits_{step}"),
        )  # fmt: skip
    for paper in issued.values():
        if paper.paper.id not in waiting:
            yield OpenItem(
                "document", paper.paper.id, paper.paper.title, since[paper.paper.id],
                owner=paper.who or paper.paper.drafted_by, where="issuing", words=_waits(f"waits_{paper.acts[0]}"),
            )  # fmt: skip


def _numbers(store: Store) -> Iterator[OpenItem]:
    for one in number_lines.reserved(store):
        # a number belongs to its year: its reservation ends with it at the latest
        last = min(date.fromisoformat(one.expires or f"{one.year}-12-31"), date(one.year, 12, 31))
        end = datetime.combine(last, time.max, ZONE).replace(microsecond=0)
        title = f"{one.number} {one.words}".rstrip()
        yield OpenItem(
            "number", one.id, title, from_iso(one.given_at), end, end, "", one.person, "12-1", "number",
            _waits("reserved", day=last.isoformat()),
        )  # fmt: skip


def _meetings(store: Store) -> Iterator[OpenItem]:
    """Meetings that are over and not closed: they are settled on their day."""
    for one in closing.unclosed(store, store.clock.now() - limits.LOOK_BACK, MOST):
        end = datetime.combine(one.end.date(), time(23, 59, 59), ZONE)
        yield OpenItem(
            "meeting", one.id, one.title, one.end, end, end, "", one.chair, "17-10", "closing",
            _waits("unclosed"),
        )  # fmt: skip


def _leaves(store: Store) -> Iterator[OpenItem]:
    """Leaves that nobody decided (17-1), and slips that are not where they belong (17-4, 18-2), by the meeting's start."""
    for one, title, start in leave.unsettled(store, store.clock.now() - limits.LOOK_BACK, MOST):
        owed = one.open
        words = (
            _waits("leave_slip", names=[PROOF_WORDS[proof.key] for proof in owed])
            if owed
            else _waits("leave")
        )
        yield OpenItem(
            "leave", one.id, f"{one.name} {title}", from_iso(one.recorded_at), start, start, "", "",
            owed[0].rule if owed else "17-1", "leave", words,
        )  # fmt: skip


def _matters(store: Store) -> Iterator[OpenItem]:
    """7-1: the list of matters is to be gone through again."""
    now = store.clock.now()
    standing = matters.standing_review(store, now.date())
    if standing.level is Level.WARNING and matters.count(store):
        start = datetime.combine(now.date(), time(), ZONE)
        yield OpenItem("matters", 1, "", start, None, None, "", "", "7-1", "matters", (standing,))


def _incidents(store: Store) -> Iterator[OpenItem]:
    """25-5: until it is closed by name its follow-ups are open; what it owes is counted down on its own page."""
    now = store.clock.now()
    for one in incidents.open_incidents(store):
        owed = incident_rules.next_owed(one.facts, now)
        due = owed.due if owed else None
        yield OpenItem(
            "incident", one.id, one.what, from_iso(one.made_at), due, due, "", one.made_by, "25-5", "incident",
            _waits("follow_up"),
        )  # fmt: skip


def _telegrams(store: Store) -> Iterator[OpenItem]:
    """13-1, 13-2: until it is reported to the head of the office."""
    now, days = store.clock.now(), timedelta(days=settings.get(store, "telegrams.days") - 1)
    for one in telegrams.open_telegrams(store, MOST):
        steps = list(one.steps.values())
        first, last = from_iso(steps[0][1]), steps[-1][0]
        # preset, the same day: 第一时间
        end = datetime.combine(first.date() + days, time(23, 59, 59), ZONE)
        yield OpenItem(
            "telegram", one.id, one.title, first, end, end, one.urgency, last, "13-1", "telegrams", (one.stands(now),)
        )  # fmt: skip


def _oa(store: Store) -> Iterator[OpenItem]:
    """14-5: what stands in the system, one by one, and what was only counted today."""
    for one in oa.open_items(store, MOST):
        yield OpenItem(
            "oa_item", one.id, one.title, from_iso(one.arrived_at), urgency=one.urgency, owner=one.owner, rule="14-5",
            where="oa", words=_waits(f"oa_{one.state}"),
        )  # fmt: skip
    today = store.clock.now().date()
    counted = oa.last_count(store, today)
    if counted and counted.unread + counted.undealt:
        yield OpenItem(
            "oa_count", login_id(today), "", from_iso(counted.at), owner=counted.owner, rule="14-5", where="oa",
            words=_waits("oa_counted", unread=counted.unread, undealt=counted.undealt),
        )  # fmt: skip


def _secrets(store: Store) -> Iterator[OpenItem]:
    """13-4: while anything is borrowed, the day ends with a count; by serial only."""
    today = store.clock.now().date()
    out = confidential.borrowed(store, MOST)
    if out and confidential.last_count(store, today) is None:
        start = datetime.combine(today, time(), ZONE)
        stands = [verdict for one in out if (verdict := one.stands(today)) and verdict.level is Level.WARNING]
        yield OpenItem(
            "secrets", login_id(today), "", start, rule="13-4", where="confidential",
            words=(*_waits("borrowed", serials=[one.serial for one in out[:9]], n=len(out)), *stands[:5]),
        )  # fmt: skip


def _hand_overs(store: Store) -> Iterator[OpenItem]:
    """23-1: a shift that ended, and nobody said who took over."""
    for line in duty_watch.not_handed_over(store):
        one = line.entry
        number, end = (
            duty_watch.shift_id(one.starts),
            datetime.combine(one.ends.date(), time(23, 59, 59), ZONE),
        )
        yield OpenItem(
            "duty_handover", number, duty_watch.title_of(store, "duty_handover", number), one.ends, end, end, "",
            one.persons[0].name if one.persons else one.leader.name, "23-1", "duty",
            _waits("hand_over", ends=iso(one.ends)),
        )  # fmt: skip


def _duty_gaps(store: Store, calendar: Calendar) -> Iterator[OpenItem]:
    """23-1: asked when it comes in sight, and on the last working day before it; then it is too late."""
    if not duty.begun(store):
        return
    seen = timedelta(days=settings.get(store, "duty.look_ahead") - 1)
    today, known = store.clock.now().date(), set()
    for gap in duty.gaps_ahead(store):
        number, day = duty.gap_id(gap), gap.starts.date()
        if number in known:
            continue
        known.add(number)
        last = day - timedelta(days=1) if day > today else day
        while last > today and not is_working(calendar, last):
            last -= timedelta(days=1)
        end = datetime.combine(last, time(23, 59, 59), ZONE)
        since = datetime.combine(day - seen, time(), ZONE)
        yield OpenItem(
            "duty_gap", number, duty_watch.title_of(store, "duty_gap", number), since, gap.starts, end, "", "", "23-1",
            "duty", (duty_rules.told([gap]),),
        )  # fmt: skip


def _logins(store: Store) -> Iterator[OpenItem]:
    """14-2: today's logins that are still to be made; each day's is a thing of its own."""
    today = store.clock.now().date()
    start = datetime.combine(today, time(), ZONE)
    for one in routines.states(store, today, True):
        if one.state not in _MADE and (
            one.which == "leaving" or (one.login is None and one.state != "upcoming")
        ):
            yield OpenItem(
                f"oa_{one.which}", login_id(today), "", start, one.closes, one.closes, "", store.actor, "14-2", "oa",
                _waits("login", first=one.opens.isoformat(), last=one.closes.isoformat()),
            )  # fmt: skip


_MADE = (None, LoginState.DONE, LoginState.LATE)


def login_id(day: date) -> int:
    """20261124: the id of a day's login."""
    return day.year * 10000 + day.month * 100 + day.day


ROOMS: tuple[Callable[[Store], Iterator[OpenItem]], ...] = (
    _papers, _documents, _numbers, _meetings, _leaves, _matters, _incidents, _telegrams,
    _oa, _secrets, _hand_overs,
)  # fmt: skip
