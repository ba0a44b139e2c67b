"""信息公开: what is to be made public and by when, when it was, and who looked its text through (article 26).

A paper marked 主动公开 （此件公开发布） opens its line: `open_for` inside the act that knows its date, `catch_up`
for those that have none yet. For the day: `due`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import to_second
from oatui.rules import publication as law
from oatui.rules.verdict import IN_FORCE, Verdict, bodies, held, refuse
from oatui.rules.workdays import Calendar
from oatui.store import documents, journal, paper_particulars, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

DAYS = "publication.working_days"


class Publication(NamedTuple):
    """One line; `information` is the day of the information, `due` the day by which, None while it waits for a calendar.

    `days` is the interval that was counted (working days), times are ISO.
    """

    id: int
    document: int | None
    title: str
    number: str
    information: date
    channel: str
    responsible: str
    days: int
    due: date | None
    opened_at: str
    published_at: str | None
    checked_by: str
    verdicts: tuple[Verdict, ...]
    ended_at: str | None
    ended_by: str
    ended_because: str

    @property
    def state(self) -> str:
        """open, published, or ended (not to be made public)."""
        return "published" if self.published_at else "ended" if self.ended_at else "open"

    def due_by(self, calendar: Calendar) -> date | None:
        """Its day; of a line that waited for a calendar, counted as soon as that is loaded."""
        return self.due or law.due_day(calendar, self.information, self.days)

    def verdict(self, calendar: Calendar, today: date) -> Verdict | None:
        """26-2 of an open line as it stands."""
        if self.state != "open":
            return None
        return law.judge_open(self.title, self.information, self.due_by(calendar), today)


# ------------------------------------------------------------------ opening


def add(
    store: Store,
    title: str,
    information: date,
    responsible: str,
    calendar: Calendar,
    *,
    channel: str = "",
    document: int | None = None,
) -> Publication:
    """A line of the list: something to be made public by its day (26-2). Raises Refused."""
    with store.write():
        return _open(store, title, information, responsible, calendar, channel, document)


def _open(
    store: Store,
    title: str,
    information: date,
    responsible: str,
    calendar: Calendar,
    channel: str,
    document: int | None,
) -> Publication:
    today = to_second(store.clock.now()).date()
    held(law.judge_opening(title, information, responsible, today))
    if document is not None:
        documents.get(store, document)
        if (known := of_document(store, document)) is not None and known.state != "ended":
            raise refuse("publication.has_line", "26-2", title=known.title)
    days = max(settings.get(store, DAYS), 1)
    due = law.due_day(calendar, information, days)
    identity = store.next_id("publication")
    body = {
        "v": 1, "id": identity, "document": document, "title": title.strip(),
        "information": information.isoformat(), "responsible": responsible.strip(), "channel": channel.strip(),
        "days": days, "due": due.isoformat() if due else None,
    }  # fmt: skip
    journal.record(store, "publication_opened", body)
    return get(store, identity)


@journal.applies("publication_opened")
def _publication_opened(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into publication(id, document, title, information, channel, responsible, days, due, opened_at, actor) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body["id"], body["document"], body["title"], body["information"], body["channel"],
            body["responsible"], body["days"], body["due"], event.at, event.actor,
        ),
    )  # fmt: skip


# what the chief has signed and its author marked 主动公开, without a line of its own; older papers are not asked (0-1)
_UNOPENED = """select * from (select d.id, d.title, d.section, d.dated as day
    from paper_particulars p indexed by paper_particulars_public cross join document d on d.id = p.document
    where instr(p.fields, '"disclosure":"public"') > 0 and d.number is not null and d.step = 'chief_sign'
    and not exists (select 1 from publication o where o.document = d.id)
    and not exists (select 1 from number n where n.document = d.id and n.state = 'void')
    and not exists (select 1 from register_line r where r.document = d.id and r.state = 'void'))
    where day >= ? and (?2 is null or id = ?2) order by id"""


def unopened(store: Store, document: int | None = None) -> list[Row]:
    """Numbered papers marked （此件公开发布） that have no line yet: id, title, section, day (成文日期)."""
    return store.rows(_UNOPENED, IN_FORCE.isoformat(), document)


def open_for(store: Store, document: int, calendar: Calendar | None) -> Publication | None:
    """Open the line of a numbered paper that is marked （此件公开发布）; None where it asks for none, or has it.

    Call it inside `write()`, with the act that numbered, described or read the paper. Without a calendar the line
    waits for `catch_up`.
    """
    if calendar is None or paper_particulars.get(store, document).disclosure != "public":
        return None
    found = unopened(store, document)
    return _open_row(store, found[0], calendar) if found else None


def _open_row(store: Store, row: Row, calendar: Calendar) -> Publication:
    day = date.fromisoformat(row["day"])
    return _open(store, row["title"], day, row["section"], calendar, last_channel(store), row["id"])


def catch_up(store: Store, calendar: Calendar) -> int:
    """Open the line of every marked paper that has none; how many were opened."""
    if not unopened(store) or store.trouble:
        return 0
    with store.write():
        found = unopened(store)
        for row in found:
            _open_row(store, row, calendar)
    return len(found)


# ------------------------------------------------------------------ what becomes of a line


def change(
    store: Store,
    one: int,
    title: str,
    information: date,
    responsible: str,
    calendar: Calendar,
    channel: str = "",
) -> Publication:
    """Write an open line anew; its day is counted again. Raises Refused."""
    today = to_second(store.clock.now()).date()
    with store.write():
        old = _opened(store, one)
        held(law.judge_opening(title, information, responsible, today))
        due = (
            old.due
            if old.due and information == old.information
            else law.due_day(calendar, information, old.days)
        )
        body = {
            "v": 1, "id": one, "title": title.strip(), "information": information.isoformat(),
            "responsible": responsible.strip(), "channel": channel.strip(), "due": due.isoformat() if due else None,
        }  # fmt: skip
        journal.record(store, "publication_changed", body)
        return get(store, one)


@journal.applies("publication_changed")
def _publication_changed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update publication set title = ?, information = ?, responsible = ?, channel = ?, due = ? where id = ?",
        (body["title"], body["information"], body["responsible"], body["channel"], body["due"], body["id"]),
    )


def publish(
    store: Store,
    one: int,
    channel: str,
    checked_by: str,
    calendar: Calendar,
    at: datetime | None = None,
) -> Publication:
    """公开: when, where, and who saw that the text tells of nothing later (26-1). Raises Refused."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    with store.write():
        old = _opened(store, one)
        due = old.due_by(calendar)
        verdicts = held(law.judge_publication(old.information, moment, channel, checked_by, due, now))
        body = {
            "v": 1, "id": one, "channel": channel.strip(), "checked_by": checked_by.strip(),
            "due": due.isoformat() if due else None, "verdicts": bodies(verdicts),
        }  # fmt: skip
        journal.record(store, "publication_made", body, at=moment)
        return get(store, one)


@journal.applies("publication_made")
def _publication_made(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update publication set published_at = ?, channel = ?, checked_by = ?, due = ?, verdicts = ? where id = ?",
        (
            event.at, body["channel"], body["checked_by"], body["due"], journal.as_json(body["verdicts"]),
            body["id"],
        ),
    )  # fmt: skip


def take_back(store: Store, one: int, because: str) -> Publication:
    """It was written down by mistake, or was taken off line: open again, with a reason. Raises Refused."""
    with store.write():
        old = get(store, one)
        if old.state == "open":
            raise refuse("publication.is_open", title=old.title)
        if not because.strip():
            raise refuse("publication.reason")
        journal.record(store, "publication_taken_back", {"v": 1, "id": one, "reason": because.strip()})
        return get(store, one)


@journal.applies("publication_taken_back")
def _publication_taken_back(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update publication set published_at = null, checked_by = '', verdicts = '[]', ended_at = null, ended_by = '', "
        "ended_because = '' where id = ?",
        (event.body["id"],),
    )


def end(store: Store, one: int, by: str, because: str) -> Publication:
    """不公开: decided by a named person for a reason; the line is kept. Raises Refused."""
    with store.write():
        _opened(store, one)
        if not by.strip():
            raise refuse("publication.no_decider")
        if not because.strip():
            raise refuse("publication.reason")
        _end(store, one, by, because)
        return get(store, one)


def _end(store: Store, one: int, by: str, because: str) -> None:
    body = {"v": 1, "id": one, "by": by.strip(), "reason": because.strip()}
    journal.record(store, "publication_ended", body)


def end_with(store: Store, document: int, by: str, because: str) -> None:
    """A paper whose number was made void is not made public: its open line ends. Call it inside `write()`."""
    line = of_document(store, document)
    if line is not None and line.state == "open":
        _end(store, line.id, by, because)


@journal.applies("publication_ended")
def _publication_ended(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update publication set ended_at = ?, ended_by = ?, ended_because = ? where id = ?",
        (event.at, event.body["by"], event.body["reason"], event.body["id"]),
    )


def _opened(store: Store, one: int) -> Publication:
    found = get(store, one)
    if found.state != "open":
        at = found.published_at or found.ended_at
        raise refuse(f"publication.is_{found.state}", "26-2", at=at)
    return found


# ------------------------------------------------------------------ what people read

_SELECT = "select p.*, coalesce(d.number, '') as number from publication p left join document d on d.id = p.document"
_OPEN = "p.published_at is null and p.ended_at is null"


def get(store: Store, one: int) -> Publication:
    """One line. Raises Refused."""
    row = store.row(f"{_SELECT} where p.id = ?", one)
    if row is None:
        raise refuse("publication.unknown", publication=one)
    return _from_row(row)


def of_document(store: Store, document: int) -> Publication | None:
    """The last line of a document."""
    row = store.row(f"{_SELECT} where p.document = ? order by p.id desc limit 1", document)
    return _from_row(row) if row else None


def count(store: Store) -> int:
    return int(store.value("select count(*) from publication"))


def listed(store: Store, limit: int = 500, offset: int = 0) -> list[Publication]:
    """What is open by its day, then the others, the last one first; limit -1 is all."""
    rows = store.rows(
        f"{_SELECT} order by not ({_OPEN}), case when {_OPEN} then coalesce(p.due, '9999') end, "
        "coalesce(p.published_at, p.ended_at) desc, p.id limit ? offset ?",
        limit,
        offset,
    )
    return [_from_row(row) for row in rows]


def due(store: Store, day: date, limit: int = 50) -> list[Publication]:
    """Open lines due on a day or before, the oldest first: for today and 日清."""
    rows = store.rows(
        f"{_SELECT} where {_OPEN} and p.due <= ? and p.information >= ? order by p.due, p.id limit ?",
        day.isoformat(),
        IN_FORCE.isoformat(),
        limit,
    )
    return [_from_row(row) for row in rows]


def ended_early(store: Store, day: date, limit: int = 50) -> list[Publication]:
    """Lines that are made public or ended, and are due on a day or later."""
    rows = store.rows(
        f"{_SELECT} where not ({_OPEN}) and p.due >= ? order by p.id desc limit ?", day.isoformat(), limit
    )
    return [_from_row(row) for row in rows]


def count_due(store: Store, day: date) -> int:
    """How many lines `due` has."""
    sql = f"select count(*) from publication p where {_OPEN} and p.due <= ? and p.information >= ?"
    return int(store.value(sql, day.isoformat(), IN_FORCE.isoformat()))


def count_open(store: Store) -> int:
    return int(store.value(f"select count(*) from publication p where {_OPEN}"))


def without_calendar(store: Store, limit: int = 50) -> list[Publication]:
    """Open lines whose day waits for the calendar of a year (待历)."""
    rows = store.rows(f"{_SELECT} where {_OPEN} and p.due is null order by p.id limit ?", limit)
    return [_from_row(row) for row in rows]


def last_channel(store: Store) -> str:
    """Where the last one was made public: proposed."""
    found = store.value(
        "select channel from publication where channel <> '' and published_at is not null "
        "order by published_at desc, id desc limit 1"
    )
    return str(found or law.CHANNELS[0])


def last_responsible(store: Store) -> str:
    """Who saw to the last line that was written down: proposed."""
    return str(store.value("select responsible from publication order by id desc limit 1") or "")


def _from_row(row: Row) -> Publication:
    return Publication(
        row["id"], row["document"], row["title"], row["number"], date.fromisoformat(row["information"]),
        row["channel"], row["responsible"], row["days"], date.fromisoformat(row["due"]) if row["due"] else None,
        row["opened_at"], row["published_at"], row["checked_by"],
        tuple(Verdict.from_body(one) for one in json.loads(row["verdicts"])), row["ended_at"], row["ended_by"],
        row["ended_because"],
    )  # fmt: skip
