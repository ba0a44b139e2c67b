"""Events under article 7 and the 请示 or 报告 that each needs (7-2).

A meeting is tagged in its own form (store/invitations.py); `listed` shows both, and `link` takes either.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import to_second
from oatui.rules import matters as law
from oatui.rules.verdict import IN_FORCE, Verdict, held, refuse
from oatui.rules.workdays import Calendar
from oatui.store import documents, invitations, journal
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Event(NamedTuple):
    """One event under article 7; `kind` is event or meeting, `paper` the number or title that is linked, or empty."""

    kind: str
    id: int
    title: str
    category: str
    day: date | None
    responsible: str
    document: int | None
    paper: str
    linked_at: str | None
    dropped_at: str | None
    dropped_because: str

    def verdict(self, calendar: Calendar, today: date) -> Verdict | None:
        """7-2 as it stands; None for what was taken off or is not judged (0-1)."""
        if self.dropped_at:
            return None
        return law.judge_linked(self.category, self.day, self.paper, calendar, today)

    @property
    def as_open(self) -> Event:
        """As it stood before it was dealt with."""
        return self._replace(document=None, paper="", linked_at=None, dropped_at=None, dropped_because="")


def tag(store: Store, title: str, category: str, day: date | None = None, responsible: str = "") -> Event:
    """An event that falls under article 7 and is no meeting of the desk. Raises Refused."""
    with store.write():
        held(law.judge_event(title, category))
        identity = store.next_id("matter_event")
        body = {
            "v": 1, "id": identity, "title": title.strip(), "category": category,
            "day": day.isoformat() if day else None, "responsible": responsible.strip(),
        }  # fmt: skip
        journal.record(store, "matter_event_tagged", body)
        return get(store, identity)


@journal.applies("matter_event_tagged")
def _matter_event_tagged(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into matter_event(id, title, category, day, responsible, tagged_at, actor) values (?, ?, ?, ?, ?, ?, ?)",
        (
            body["id"], body["title"], body["category"], body["day"], body["responsible"], event.at, event.actor,
        ),
    )  # fmt: skip


def change(
    store: Store, one: int, title: str, category: str, day: date | None = None, responsible: str = ""
) -> Event:
    """Write an event anew; what is linked stays. Raises Refused."""
    with store.write():
        old = _standing(store, one)
        held(law.judge_event(title, category))
        new = old._replace(title=title.strip(), category=category, day=day, responsible=responsible.strip())
        if new != old:
            body = {
                "v": 1, "id": one, "title": new.title, "category": category,
                "day": day.isoformat() if day else None, "responsible": new.responsible,
            }  # fmt: skip
            journal.record(store, "matter_event_changed", body)
        return get(store, one)


@journal.applies("matter_event_changed")
def _matter_event_changed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update matter_event set title = ?, category = ?, day = ?, responsible = ? where id = ?",
        (body["title"], body["category"], body["day"], body["responsible"], body["id"]),
    )


def link(
    store: Store,
    one: int,
    paper: str,
    *,
    kind: str = "event",
    document: int | None = None,
    at: datetime | None = None,
) -> Event:
    """Link the 请示 or 报告 (7-2): a document of this desk by its id, number or title, else an outside number.

    `kind` says whether `one` is an event or a meeting. Raises Refused.
    """
    moment = to_second(at or store.clock.now())
    with store.write():
        if document is None:
            document = invitations.find_request(store, paper)
        found = documents.get(store, document) if document is not None else None
        held(law.judge_link(found.kind if found else None, paper))
        words = (found.number or found.title) if found else paper.strip()
        if kind == "meeting":
            _meeting_event(store, one)
            asked = invitations.stored(store, one)
            day = asked.asked_on or moment.date()
            invitations.record(store, one, replace(asked, request=words, document=document, asked_on=day))
            return _meeting_event(store, one)
        _standing(store, one)
        body = {"v": 1, "id": one, "document": document, "outside": "" if found else words}
        journal.record(store, "matter_event_linked", body, at=moment)
        return get(store, one)


@journal.applies("matter_event_linked")
def _matter_event_linked(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update matter_event set document = ?, outside = ?, linked_at = ?, linked_by = ? where id = ?",
        (body["document"], body["outside"], event.at, event.actor, body["id"]),
    )


def drop(store: Store, one: int, because: str) -> Event:
    """The event does not fall under article 7, or is not held: taken off with a reason. Raises Refused."""
    with store.write():
        _standing(store, one)
        if not because.strip():
            raise refuse("matters.drop_reason", "7-2")
        journal.record(store, "matter_event_dropped", {"v": 1, "id": one, "reason": because.strip()})
        return get(store, one)


@journal.applies("matter_event_dropped")
def _matter_event_dropped(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update matter_event set dropped_at = ?, dropped_because = ? where id = ?",
        (event.at, event.body["reason"], event.body["id"]),
    )


def _events(own: str = "true", meeting: str = "true") -> str:
    """All events, or those of a condition on `e` and on `m`; a linked paper whose number is void does not stand.

    A meeting that was called off is taken off, too.
    """
    return f"""select 'event' as kind, e.id, e.title, e.category, e.day, e.responsible,
    case when n.state = 'void' then null else e.document end as document,
    case when n.state = 'void' then '' when e.document is null then e.outside
        else coalesce(d.number, d.title) end as paper, e.linked_at, e.dropped_at, e.dropped_because
    from matter_event e left join document d on d.id = e.document left join number n on n.document = d.id
    where {own} union all
    select 'meeting', m.id, m.title, json_extract(i.fields, '$.matter'), substr(m.start, 1, 10), m.chair,
    case when n.state = 'void' then null else d.id end,
    case when n.state = 'void' then '' when d.id is null then json_extract(i.fields, '$.request')
        else coalesce(d.number, d.title) end, null, c.at, coalesce(c.reason, '')
    from meeting m join meeting_invitation i on i.meeting = m.id
    left join closing c on c.meeting = m.id and instr(c.left_open, 'closing.called_off') > 0
    left join document d on d.id = json_extract(i.fields, '$.document') left join number n on n.document = d.id
    where {meeting} and json_extract(i.fields, '$.matter') <> ''"""


_EVENTS = _events()
_COMING = _events("e.day >= ?1", "m.start >= ?1")


def get(store: Store, one: int) -> Event:
    """One event that is no meeting. Raises Refused."""
    row = store.row(f"select * from ({_EVENTS}) where kind = 'event' and id = ?", one)
    if row is None:
        raise refuse("matters.event_unknown", event=one)
    return _event(row)


def _meeting_event(store: Store, meeting: int) -> Event:
    row = store.row(f"select * from ({_EVENTS}) where kind = 'meeting' and id = ?", meeting)
    if row is None:
        raise refuse("matters.meeting_untagged", meeting=meeting)
    return _event(row)


def _standing(store: Store, one: int) -> Event:
    found = get(store, one)
    if found.dropped_at:
        raise refuse("matters.event_dropped", "7-2", at=found.dropped_at)
    return found


def count(store: Store) -> int:
    return int(store.value(f"select count(*) from ({_EVENTS})"))


def listed(store: Store, limit: int = 500, offset: int = 0) -> list[Event]:
    """What has no paper yet first, then the others, the latest day first; what was taken off last; -1 is all."""
    rows = store.rows(
        f"select * from ({_EVENTS}) order by dropped_at is not null, paper <> '', "
        "coalesce(day, '9999') desc, kind, id desc limit ? offset ?",
        limit,
        offset,
    )
    return [_event(row) for row in rows]


_UNLINKED = "dropped_at is null and paper = '' and coalesce(day, '9999') >= ?"


def count_unlinked(store: Store) -> int:
    """How many events have no paper yet."""
    return int(store.value(f"select count(*) from ({_EVENTS}) where {_UNLINKED}", IN_FORCE.isoformat()))


def unlinked(store: Store, since: date, limit: int = 50) -> list[Event]:
    """Events of a day from `since` on that have no paper yet, the next day first; a day that is not known is no limit."""
    rows = store.rows(
        f"select * from ({_COMING}) where dropped_at is null and paper = '' order by day, kind, id limit ?2",
        max(since, IN_FORCE).isoformat(),
        limit,
    )
    return [_event(row) for row in rows]


def settled(store: Store, since: date, limit: int = 50) -> list[Event]:
    """The others of a day from `since` on: linked, or taken off."""
    rows = store.rows(
        f"select * from ({_COMING}) where not (dropped_at is null and paper = '') order by day, kind, id limit ?2",
        max(since, IN_FORCE).isoformat(),
        limit,
    )
    return [_event(row) for row in rows]


def _event(row: Row) -> Event:
    return Event(
        row["kind"], row["id"], row["title"], row["category"],
        date.fromisoformat(row["day"]) if row["day"] else None, row["responsible"], row["document"],
        row["paper"], row["linked_at"], row["dropped_at"], row["dropped_because"],
    )  # fmt: skip
