"""Incoming papers: the register of the year, what was proposed and instructed, the limit, what is open until when.

For the registers: `register`. For the day: `due` and `overnight`. A classified paper has no line (practice).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import incoming as law
from oatui.rules.incoming import Limit
from oatui.rules.verdict import Level, Verdict, bodies, held, refuse
from oatui.store import journal
from oatui.store.database import Row, Store
from oatui.store.incoming_limit import Stated, set_limit, stated_limit

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Incoming:
    """One paper as it now stands; times are ISO. `urgency`, `state`, `kind`, `channel` are keys of rules/incoming."""

    id: int
    year: int
    sequence: int
    received_at: str
    received_by: str
    sender: str
    sender_number: str
    title: str
    attachments: str
    copies: int
    urgency: str
    proposal: str
    instruction: str
    unit: str
    handler: str
    limit: Limit
    kind: str
    channel: str
    meeting: int | None
    reply: int | None
    reply_number: str  # our answer's number: of the linked document as it now is, else as it was typed
    holder: str
    held_since: str
    unsigned: int
    signed_by: str
    chased: int
    chased_at: str | None
    state: str
    ended_at: str | None
    result: str
    late_because: str
    filed_at: str | None
    volume: str

    @property
    def number(self) -> str:
        """收文号: our own sequence of the year, not padded."""
        return f"〔{self.year}〕{self.sequence}号"

    @property
    def open(self) -> bool:
        return self.state == "open"

    def remarks(self, now: datetime) -> list[Verdict]:
        """What stands against it at a moment: left overnight (3-2), past its limit (21-2)."""
        ended = from_iso(self.ended_at) if self.ended_at else None
        found = [
            law.overnight(self.urgency, from_iso(self.received_at), not self.open, now),
            law.overdue(self.limit, ended or now) if self.state in {"open", "ended"} else None,
        ]
        return [verdict for verdict in found if verdict]


class Made(NamedTuple):
    """The paper after an act, the answer, and what else is to be said."""

    paper: Incoming
    verdict: Verdict
    notes: tuple[Verdict, ...] = ()


# ------------------------------------------------------------------ registering


def register_paper(
    store: Store,
    sender: str,
    title: str,
    *,
    number: str = "",
    received_at: datetime | None = None,
    received_by: str = "",
    attachments: str = "",
    copies: int = 1,
    urgency: str = "",
    secrecy: str = "",
    proposal: str = "",
    due: Stated | None = None,
) -> Made:
    """签收 and 登记: the next 收文号 of its year. Raises Refused (13-4: a classified paper is not taken in)."""
    now = to_second(store.clock.now())
    received_at = to_second(received_at or now)
    received_by = received_by.strip() or store.actor
    with store.write():
        notes = held(
            law.judge_registration(
                sender=sender, number=number, title=title, attachments=attachments, copies=copies, secrecy=secrecy,
                received_at=received_at, received_by=received_by, now=now,
            )
        )  # fmt: skip
        _known(urgency, law.URGENCIES, "urgency")
        limit = stated_limit(store, due, received_at)
        key = law.same_key(sender, number, title)
        notes += same_as(store, sender, number, title)
        year = received_at.year
        last = store.value("select coalesce(max(sequence), 0) from incoming where year = ?", year)
        body = {
            "v": 1, "id": store.next_id("incoming"), "year": year, "sequence": last + 1, "by": received_by,
            "sender": sender.strip(), "number": number.strip(), "key": key, "title": title.strip(),
            "attachments": attachments.strip(), "copies": copies, "urgency": urgency, "proposal": proposal.strip(),
            "limit": limit.as_body() if limit else None, "verdicts": bodies(notes),
        }  # fmt: skip
        journal.record(store, "incoming_registered", body, at=received_at)
        paper = get(store, int(body["id"]))
    return Made(paper, Verdict(None, Level.OK, "incoming.registered", {"number": paper.number}), tuple(notes))


@journal.applies("incoming_registered")
def _incoming_registered(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into incoming(id, year, sequence, received_at, received_by, recorded_at, sender, sender_number, "
        "same_key, title, attachments, copies, urgency, proposal, holder, held_since) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body["id"], body["year"], body["sequence"], event.at, body["by"], event.recorded_at, body["sender"],
            body["number"], body["key"], body["title"], body["attachments"], body["copies"], body["urgency"],
            body["proposal"], body["by"], event.at,
        ),
    )  # fmt: skip
    if body["limit"]:
        set_limit(conn, body["id"], body["limit"])
    add_fact(conn, event)


FIELDS = ("sender", "number", "title", "attachments", "copies", "urgency")


def correct(store: Store, /, paper: int, **fields: Any) -> Made:
    """Put right what was written wrongly in the register; the line's number and day stay. Raises Refused."""
    with store.write():
        old = get(store, paper)
        _not_void(old)
        was: dict[str, Any] = {
            "sender": old.sender, "number": old.sender_number, "title": old.title, "attachments": old.attachments,
            "copies": old.copies, "urgency": old.urgency,
        }  # fmt: skip
        new = was | {key: value.strip() if isinstance(value, str) else value for key, value in fields.items()}
        received_at = from_iso(old.received_at)
        values = {key: new[key] for key in ("sender", "number", "title", "attachments", "copies")}
        notes = held(
            law.judge_registration(
                **values, secrecy=fields.get("secrecy", ""), received_at=received_at, received_by=old.received_by,
                now=store.clock.now(),
            )
        )  # fmt: skip
        _known(str(new["urgency"]), law.URGENCIES, "urgency")
        if all(new[one] == was[one] for one in FIELDS):
            return Made(old, Verdict(None, Level.OK, "incoming.unchanged", {"number": old.number}))
        key = law.same_key(new["sender"], new["number"], new["title"])
        notes += same_as(store, new["sender"], new["number"], new["title"], paper)
        body = (
            {"v": 1, "id": paper, "key": key}
            | {one: new[one] for one in FIELDS}
            | {"verdicts": bodies(notes)}
        )
        journal.record(store, "incoming_corrected", body)
        now = get(store, paper)
    return Made(now, Verdict(None, Level.OK, "incoming.corrected", {"number": now.number}), tuple(notes))


@journal.applies("incoming_corrected")
def _incoming_corrected(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update incoming set same_key = ?, sender = ?, sender_number = ?, title = ?, attachments = ?, copies = ?, "
        "urgency = ? where id = ?",
        (body["key"], *(body[one] for one in FIELDS), body["id"]),
    )
    add_fact(conn, event)


# ------------------------------------------------------------------ what the rooms of a paper share


def opened(store: Store, paper: int) -> Incoming:
    """The paper, while it is being dealt with. Raises Refused."""
    found = get(store, paper)
    if not found.open:
        raise refuse(f"incoming.is_{found.state}", number=found.number)
    return found


def _not_void(paper: Incoming) -> None:
    if paper.state == "void":
        raise refuse("incoming.is_void", number=paper.number)


def _known(value: str, known: dict[str, str], name: str) -> None:
    if value not in known:
        raise refuse(f"incoming.unknown_{name}", written=value)


def same_as(store: Store, sender: str, number: str, title: str, paper: int = 0) -> list[Verdict]:
    """The warning that the paper is in the register already, under another line than `paper`."""
    key = law.same_key(sender, number, title)
    row = store.row(
        "select * from incoming where same_key = ? and id <> ? and state <> 'void' order by id limit 1",
        key,
        paper,
    )
    if row is None:
        return []
    values = {
        "number": f"〔{row['year']}〕{row['sequence']}号",
        "received": row["received_at"],
        "title": row["title"],
    }
    return [Verdict(None, Level.WARNING, "incoming.same", values)]


def add_fact(conn: Connection, event: journal.Event) -> None:
    """The event is part of the paper's course."""
    conn.execute("insert into incoming_fact values (?, ?, ?)", (event.origin, event.seq, event.body["id"]))


# ------------------------------------------------------------------ what people read

_SELECT = (
    "select i.*, coalesce(d.number, i.reply_number) as answer_number from incoming i "
    "left join document d on d.id = i.reply"
)
# what is urgent by its receipt (3-2), else by its limit
_PRESSING = "case when i.urgency <> '' then i.received_at else coalesce(i.due, '9') end"
_MATCHES = (
    "(?1 = '' or instr(i.title, ?1) or instr(i.sender, ?1) or instr(i.sender_number, ?1) "
    "or instr(i.unit || ' ' || i.handler, ?1) or instr(i.holder, ?1) "
    "or instr('〔' || i.year || '〕' || i.sequence || '号', ?1))"
)


def get(store: Store, paper: int) -> Incoming:
    """One paper. Raises Refused."""
    row = store.row(f"{_SELECT} where i.id = ?", paper)
    if row is None:
        raise refuse("incoming.unknown", paper=paper)
    return from_row(row)


def count(store: Store, text: str = "") -> int:
    """How many papers `listed` has for a text."""
    if not text.strip():
        return int(store.value("select count(*) from incoming"))
    return int(store.value(f"select count(*) from incoming i where {_MATCHES}", text.strip()))


def count_open(store: Store) -> int:
    return int(store.value("select count(*) from incoming where state = 'open'"))


def listed(store: Store, text: str = "", limit: int = 200, offset: int = 0) -> list[Incoming]:
    """What is open first, by its limit (urgent ones: by their receipt, 3-2); then the others, the last one first."""
    text = text.strip()
    # two reads: the few that are open are sorted, the many that are not come in the order they lie in
    rows = store.rows(
        f"{_SELECT} where i.state = 'open' and {_MATCHES} order by {_PRESSING}, i.id desc limit ?2 offset ?3",
        text,
        limit,
        offset,
    )
    if limit < 0 or len(rows) < limit:
        before = store.value(f"select count(*) from incoming i where i.state = 'open' and {_MATCHES}", text)
        rows += store.rows(
            f"{_SELECT} where i.state <> 'open' and {_MATCHES} order by i.id desc limit ?2 offset ?3",
            text,
            limit if limit < 0 else limit - len(rows),
            max(offset - before, 0),
        )
    return [from_row(row) for row in rows]


def in_order(store: Store, ids: Sequence[int]) -> list[int]:
    """Papers by their ids in the order of `listed`."""
    rows = store.rows(
        f"select i.id from json_each(?) p join incoming i on i.id = p.value order by i.state <> 'open', "
        f"case when i.state = 'open' then {_PRESSING} end, i.id desc",
        json.dumps(list(ids)),
    )
    return [row[0] for row in rows]


def of_ids(store: Store, ids: Sequence[int]) -> list[Incoming]:
    """Papers by their ids, in that order."""
    rows = store.rows(f"{_SELECT} where i.id in (select value from json_each(?))", json.dumps(list(ids)))
    found = {row["id"]: from_row(row) for row in rows}
    return [found[one] for one in ids if one in found]


def register(store: Store, year: int | None = None, limit: int = 500, offset: int = 0) -> list[Incoming]:
    """The 收文登记簿 of a year, in the order of its numbers, void and returned lines included; limit -1 is all."""
    rows = store.rows(
        f"{_SELECT} where ?1 is null or i.year = ?1 order by i.year, i.sequence limit ?2 offset ?3",
        year,
        limit,
        offset,
    )
    return [from_row(row) for row in rows]


def count_register(store: Store, year: int | None = None) -> int:
    return int(store.value("select count(*) from incoming where ?1 is null or year = ?1", year))


def register_years(store: Store) -> list[int]:
    return [row[0] for row in store.rows("select distinct year from incoming order by year desc")]


def due(store: Store, until: datetime, limit: int = 200) -> list[Incoming]:
    """Open papers whose limit is at or before a moment, the earliest first."""
    rows = store.rows(
        f"{_SELECT} where i.state = 'open' and i.due <= ? order by i.due, i.id limit ?", iso(until), limit
    )
    return [from_row(row) for row in rows]


def ended_early(store: Store, limit: int = 200) -> list[Incoming]:
    """Papers that are dealt with, and whose limit is still ahead."""
    now = iso(store.clock.now())
    rows = store.rows(
        f"{_SELECT} where i.state <> 'open' and i.due > ? order by i.id desc limit ?", now, limit
    )
    return [from_row(row) for row in rows]


def without_calendar(store: Store, limit: int = 200) -> list[Incoming]:
    """Open papers whose limit waits for the calendar of a year (待历)."""
    rows = store.rows(
        # the few open ones by their index, then in order: not every paper in the order of the file
        f"{_SELECT} where i.state = 'open' and i.due is null and i.due_rule <> '' order by +i.id limit ?",
        limit,
    )
    return [from_row(row) for row in rows]


def overnight(store: Store, limit: int = 200) -> list[Incoming]:
    """特急 and 加急 papers still open on a later day than they came (3-2)."""
    today = to_second(store.clock.now()).date().isoformat()
    rows = store.rows(
        f"{_SELECT} where i.state = 'open' and i.urgency <> '' and i.received_at < ? order by +i.id limit ?",
        today,
        limit,
    )
    return [from_row(row) for row in rows]


def senders(store: Store, limit: int = 50) -> list[str]:
    """The organs that sent us papers, the last one first: offered in the form."""
    rows = store.rows(
        "select sender from (select sender, id from incoming order by id desc limit 2000) "
        "group by sender order by max(id) desc limit ?",
        limit,
    )
    return [row[0] for row in rows]


def from_row(row: Row) -> Incoming:
    limit = Limit(
        from_iso(row["due"]) if row["due"] else None, row["due_rule"], row["due_days"],
        date.fromisoformat(row["due_from"]) if row["due_from"] else None, row["due_rest"],
    )  # fmt: skip
    return Incoming(
        row["id"], row["year"], row["sequence"], row["received_at"], row["received_by"], row["sender"],
        row["sender_number"], row["title"], row["attachments"], row["copies"], row["urgency"], row["proposal"],
        row["instruction"], row["unit"], row["handler"], limit, row["kind"], row["channel"], row["meeting"],
        row["reply"], row["answer_number"], row["holder"], row["held_since"], row["unsigned"], row["signed_by"],
        row["chased"], row["chased_at"], row["state"], row["ended_at"], row["result"], row["late_because"],
        row["filed_at"], row["volume"],
    )  # fmt: skip
