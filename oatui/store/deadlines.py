"""Deadlines: made from their article, and counted once.

What is done with one is in store/deadline_acts.py; everything with a limit, of every room, in store/limits.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import ZONE, from_iso, iso, to_second
from oatui.rules import deadlines as law
from oatui.rules.deadlines import Counted, Own
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal
from oatui.store.database import Row, Store
from oatui.store.deadline_limit import ask, count_asked
from oatui.store.incoming_limit import Stated

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.workdays import Calendar

ALL_TIME = datetime(9999, 1, 1, tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline as it now stands; times are ISO, `kind` and `state` keys of rules/deadlines."""

    id: int
    kind: str
    title: str
    owner: str
    note: str
    asked: dict[str, Any]
    counted: Counted
    first_due: str | None
    made_at: str
    made_by: str
    channel: str
    state: str
    ended_at: str | None
    ended_by: str
    result: str
    explained: str
    extended: int
    complete: bool

    @property
    def open(self) -> bool:
        return self.state == "open"

    @property
    def rule(self) -> str:
        """The rule that set the limit, "" for our own."""
        return self.counted.words.rule or law.KINDS[self.kind].rule

    def remarks(self, now: datetime) -> list[Verdict]:
        """What stands against it at a moment, or stood when it was done."""
        if self.state == "withdrawn":
            return []
        at = from_iso(self.ended_at) if self.ended_at else now
        late = law.overdue(self.counted.due, self.rule, at)
        if late and self.explained:
            late = late._replace(key="deadline.late_explained", values={**late.values, "why": self.explained})
        return [late] if late else []


class Made(NamedTuple):
    """The deadline after an act, the answer, and what else is to be said."""

    deadline: Deadline
    verdict: Verdict
    notes: tuple[Verdict, ...] = ()


class Due(NamedTuple):
    """Any open thing with a limit: `source` is a key of limits.SOURCES, `kind` a key, `name` its words to translate.

    `due` is None while it waits for a calendar; `do_by` is the working day before where `due` is a rest day.
    """

    source: str
    id: int
    title: str
    kind: str
    name: str
    rule: str
    due: datetime | None
    do_by: datetime | None
    owner: str
    words: Verdict
    explained: str = ""
    state: str = "open"
    ended_at: str | None = None

    def late(self, now: datetime) -> int:
        """Seconds past the limit, 0 up to and including it."""
        return law.seconds_late(self.due, now)


# ------------------------------------------------------------------ making one


def add(
    store: Store,
    kind: str,
    title: str,
    calendar: Calendar,
    *,
    base: date | None = None,
    own: Own | None = None,
    stated: Stated | None = None,
    heard: datetime | None = None,
    channel: str = "",
    owner: str = "",
    note: str = "",
) -> Made:
    """A deadline from its date (`base`), a stated limit (21-2), `own` for one's own, `heard` for 19-1. Raises Refused."""
    now = to_second(store.clock.now())
    owner = owner.strip() or store.actor
    with store.write():
        law.judge_new(kind, title, owner, base, now.date())
        asked = ask(kind, base, own, stated, heard or now, now)
        if channel not in ("", "collect", "oa", "mail") or (channel and kind != "supervision"):
            raise refuse("incoming.unknown_channel", written=channel)
        counted = count_asked(store, kind, asked, calendar)
        identity = store.next_id("deadline")
        body = {
            "v": 1, "id": identity, "kind": kind, "title": title.strip(), "owner": owner,
            "note": note.strip(), "asked": asked, "channel": channel, "limit": counted.as_body(),
            "verdicts": [counted.words.as_body()],
        }  # fmt: skip
        journal.record(store, "deadline_added", body)
    made = get(store, identity)
    verdict = Verdict(None, Level.OK, "deadline.added", {"title": made.title})
    return Made(made, verdict, (*made.remarks(now), counted.words))


@journal.applies("deadline_added")
def _deadline_added(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into deadline(id, kind, title, owner, note, asked, counted, made_at, made_by, channel) "
        "values (?, ?, ?, ?, ?, ?, '{}', ?, ?, ?)",
        (
            body["id"], body["kind"], body["title"], body["owner"], body["note"], journal.as_json(body["asked"]),
            event.at, event.actor, body["channel"],
        ),
    )  # fmt: skip
    set_limit(conn, body["id"], body["limit"])
    conn.execute("update deadline set first_due = due where id = ?", (body["id"],))
    add_fact(conn, event)


# ------------------------------------------------------------------ putting it right, counting again


def correct(
    store: Store,
    one: int,
    calendar: Calendar,
    *,
    title: str,
    base: date | None = None,
    own: Own | None = None,
    stated: Stated | None = None,
    heard: datetime | None = None,
    note: str | None = None,
) -> Made:
    """Put right what was entered, or the date of the event that moved; the limit is counted anew. Raises Refused."""
    now = to_second(store.clock.now())
    with store.write():
        old = opened(store, one)
        law.judge_new(old.kind, title, old.owner, base, now.date())
        was_heard = from_iso(old.asked["heard"]) if old.kind == "information" else now
        asked = ask(old.kind, base, own, stated, heard or was_heard, now)
        same = asked == old.asked
        note = old.note if note is None else note.strip()
        if same and (title.strip(), note) == (old.title, old.note):
            return Made(old, Verdict(None, Level.OK, "deadline.unchanged", {"title": old.title}))
        counted = old.counted if same else count_asked(store, old.kind, asked, calendar)
        body = {
            "v": 1, "id": one, "title": title.strip(), "note": note,
            "asked": asked, "limit": counted.as_body(), "verdicts": [] if same else [counted.words.as_body()],
        }  # fmt: skip
        journal.record(store, "deadline_corrected", body)
    made = get(store, one)
    verdict = Verdict(None, Level.OK, "deadline.corrected", {"title": made.title})
    return Made(made, verdict, () if same else (counted.words,))


@journal.applies("deadline_corrected")
def _deadline_corrected(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update deadline set title = ?, note = ?, asked = ? where id = ?",
        (body["title"], body["note"], journal.as_json(body["asked"]), body["id"]),
    )
    set_limit(conn, body["id"], body["limit"])
    add_fact(conn, event)


# what waits for a calendar: the day itself, or whether it is a working day
_WAITS = "state = 'open' and (due is null or instr(counted, '_unknown'))"


def recount(store: Store, calendar: Calendar, limit: int = 200) -> int:
    """Count those that waited for a calendar which is loaded by now; how many there were."""
    done = 0
    for row in store.rows(f"{_SELECT} where {_WAITS} order by id limit ?", limit):
        if _counted_anew(store, row, calendar) is None:
            continue
        with store.write():
            # another desk may have counted it, put it right or ended it meanwhile
            now = store.row(f"{_SELECT} where {_WAITS} and id = ?", row["id"])
            if now is None or (counted := _counted_anew(store, now, calendar)) is None:
                continue
            body = {
                "v": 1,
                "id": row["id"],
                "limit": counted.as_body(),
                "verdicts": [counted.words.as_body()],
            }
            journal.record(store, "deadline_counted", body)
        done += 1
    return done


def _counted_anew(store: Store, row: Row, calendar: Calendar) -> Counted | None:
    """The limit by this calendar; None where that is the one that stands."""
    old = _from_row(row)
    counted = count_asked(store, old.kind, old.asked, calendar)
    return None if counted == old.counted else counted


def countable(store: Store, calendar: Calendar) -> bool:
    """Whether a calendar that some wait for is there."""
    rows = store.rows(f"{_SELECT} where {_WAITS} order by id limit 50")
    return any(one.counted.words.values.get("year") in calendar.years for one in map(_from_row, rows))


@journal.applies("deadline_counted")
def _deadline_counted(conn: Connection, event: journal.Event) -> None:
    set_limit(conn, event.body["id"], event.body["limit"])
    conn.execute("update deadline set first_due = due where id = ?", (event.body["id"],))
    add_fact(conn, event)


# ------------------------------------------------------------------ what the rooms of a deadline share


def set_limit(conn: Connection, one: int, limit: dict[str, Any]) -> None:
    conn.execute(
        "update deadline set due = ?, do_by = ?, counted = ? where id = ?",
        (limit["due"], limit["do_by"], journal.as_json(limit), one),
    )


def add_fact(conn: Connection, event: journal.Event) -> None:
    """The event is part of the deadline's course."""
    conn.execute("insert into deadline_fact values (?, ?, ?)", (event.origin, event.seq, event.body["id"]))


def opened(store: Store, one: int) -> Deadline:
    """The deadline, while it is open. Raises Refused."""
    found = get(store, one)
    if not found.open:
        raise refuse(f"deadline.is_{found.state}", title=found.title, at=found.ended_at)
    return found


# ------------------------------------------------------------------ what people read

_SELECT = "select * from deadline"


def get(store: Store, one: int) -> Deadline:
    """One deadline. Raises Refused."""
    row = store.row(f"{_SELECT} where id = ?", one)
    if row is None:
        raise refuse("deadline.unknown", deadline=one)
    return _from_row(row)


def _from_row(row: Row) -> Deadline:
    return Deadline(
        row["id"], row["kind"], row["title"], row["owner"], row["note"], json.loads(row["asked"]),
        Counted.from_body(json.loads(row["counted"])), row["first_due"], row["made_at"], row["made_by"],
        row["channel"], row["state"], row["ended_at"], row["ended_by"], row["result"], row["explained"],
        row["extended"], bool(row["complete"]),
    )  # fmt: skip


def open_until(store: Store, until: datetime, limit: int = 100) -> list[Due]:
    """Our own that are to be done up to a moment, overdue included, the nearest first."""
    rows = store.rows(
        f"{_SELECT} where state = 'open' and do_by <= ? order by do_by, id limit ?", iso(until), limit
    )
    return [as_due(_from_row(row)) for row in rows]


def waiting_for_calendar(store: Store, limit: int = 100) -> list[Due]:
    """Our own that wait for the calendar of a year (待历)."""
    rows = store.rows(f"{_SELECT} where state = 'open' and due is null order by +id limit ?", limit)
    return [as_due(_from_row(row)) for row in rows]


def ended(store: Store, limit: int = 50) -> list[Due]:
    """The deadlines of our own that were done or withdrawn, the last one first."""
    rows = store.rows(f"{_SELECT} where state <> 'open' order by ended_at desc, id desc limit ?", limit)
    return [as_due(_from_row(row)) for row in rows]


def owners(store: Store, limit: int = 30) -> list[str]:
    """Who was given deadlines, the last one first: offered in the form."""
    rows = store.rows(
        "select owner from (select owner, id from deadline order by id desc limit 500) "
        "group by owner order by max(id) desc limit ?",
        limit,
    )
    return [row[0] for row in rows]


def as_due(one: Deadline) -> Due:
    """A deadline of our own as a line of the list."""
    return Due(
        "deadline", one.id, one.title, one.kind, law.KINDS[one.kind].words, one.rule, one.counted.due, one.counted.do_by,
        one.owner, one.counted.words, one.explained, one.state, one.ended_at,
    )  # fmt: skip
