"""The journal: every user action is one event, appended and applied in the same transaction.

Nothing else writes the tables that people read. Each origin has its own chain of hashes, over the digest of
the body and of the private part, so that private data can be erased and the chain still verifies.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import ZONE, iso
from oatui.rules.attachments import mark_written
from oatui.rules.verdict import Verdict, refuse
from oatui.store import chain, part_kinds
from oatui.store.database import IntegrityError, Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Event(NamedTuple):
    """One user action; `at` is when it happened, `recorded_at` when it was written (both ISO, +08:00)."""

    origin: str
    seq: int
    at: str
    recorded_at: str
    actor: str
    kind: str
    body: Mapping[str, Any]
    private: Mapping[str, Any] | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.origin, self.seq


class Link(NamedTuple):
    """How a row of another desk hangs in its chain: the body's own text, and the hashes."""

    body: str
    private_digest: bytes | None
    prev: bytes
    hash: bytes


Applier = Callable[["Connection", Event], object]
_appliers: dict[str, Applier] = {}


def applies(kind: str) -> Callable[[Applier], Applier]:
    """Register the function that brings an event of this kind into the tables."""

    def register(applier: Applier) -> Applier:
        _appliers[kind] = applier
        return applier

    return register


def record(
    store: Store,
    kind: str,
    body: Mapping[str, Any],
    *,
    at: datetime | None = None,
    now: datetime | None = None,
    private: Mapping[str, Any] | None = None,
    text: str | None = None,
    known: Iterable[str] = (),
) -> Event:
    """Append an event to this desk's chain and apply it. Call it inside `store.write()`. Raises Refused.

    `now` is what the clock said where the caller has asked it, `text` the body as JSON where they have written it.
    `known` is what the body repeats of the store: an earlier version may have taken it with a classification mark, and
    it must be possible to deal with it and correct it.
    """
    if store.is_site:
        body, text = _at_a_site(store, kind, body), None
    if text is None:
        text = as_json(body)
    # whatever field it was typed in
    if mark_written(text) and (mark := mark_written(_without(text, known))):
        raise refuse("incoming.classified_mark", "13-4", mark=mark)
    secret, salt, digest = None, None, None
    if private is not None:
        secret, salt = as_json(private), os.urandom(16)
        digest = chain.digest_of(salt, secret)
    now = now or store.clock.now()
    moment = iso(at or now)
    recorded_at = (now if now.tzinfo is ZONE else now.astimezone(ZONE)).isoformat(timespec="milliseconds")
    written = moment, recorded_at, store.actor, kind, text
    try:
        seq = _hang(store, written, secret, salt, digest)
    except IntegrityError:
        if not store.head_stands:
            raise
        # the guard of the chain has it: another connection wrote since
        store.head_stands = False
        seq = _hang(store, written, secret, salt, digest)
    event = Event(store.origin, seq, moment, recorded_at, store.actor, kind, body, private)
    apply(store.conn, event)
    return event


def _hang(
    store: Store, written: tuple[str, str, str, str, str], secret: str | None, salt: bytes | None,
    digest: bytes | None,
) -> int:  # fmt: skip
    """Append the row to this desk's chain; its seq."""
    head, origin = store.head, store.origin
    if head is None or not store.head_stands:
        last = store.row("select seq, hash from event where origin = ? order by seq desc limit 1", origin)
        last_seq, prev = last or (0, chain.GENESIS)
        store.head_stands = head == (last_seq, prev)
    else:
        last_seq, prev = head
    seq = last_seq + 1
    hung = chain.link(prev, origin, seq, *written, digest or b"")
    if digest is None:  # three values fewer to bind: 2 of the 64 millionths of a second of a sign-in
        store.conn.execute(
            "insert into event values (?, ?, ?, ?, ?, ?, ?, null, null, null, ?, ?)",
            (origin, seq, *written, prev, hung),
        )
    else:
        store.conn.execute(
            "insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (origin, seq, *written, secret, salt, digest, prev, hung),
        )
    store.head = seq, hung
    return seq


def _without(text: str, known: Iterable[str]) -> str:
    for one in filter(mark_written, known):  # a short one must not take a piece out of what was typed
        text = text.replace(as_json(one)[1:-1], "")
    return text


def _at_a_site(store: Store, kind: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A sub-venue records the door alone; what it knew of the main desk then is said. Raises Refused."""
    if kind not in part_kinds.DOOR:
        if kind not in part_kinds.OWN:
            raise refuse("link.not_here")
        return body
    knew = store.rows(
        "select p.origin, max(e.seq) from partial_origin p join event e using(origin) group by 1"
    )
    return {**body, "knew": dict(tuple(row) for row in knew)}


def take_over(store: Store, event: Event, link: Link) -> bool:
    """Append an event of another desk as it came, and apply it; False where its hash does not hold.

    Call it inside `store.write()`. Private parts never travel: the event comes as if they were erased.
    """
    if not holds(event, link):
        return False
    store.conn.execute(
        "insert into event values (?, ?, ?, ?, ?, ?, ?, null, null, ?, ?, ?)",
        (*event[:6], link.body, link.private_digest, link.prev, link.hash),
    )
    apply(store.conn, event)
    return True


def holds(event: Event, link: Link) -> bool:
    """Whether a row is as it was written: its hash is that of its fields."""
    made = chain.link(
        link.prev, event.origin, event.seq, event.at, event.recorded_at, event.actor, event.kind, link.body,
        link.private_digest or b"",
    )  # fmt: skip
    return made == link.hash


def apply(conn: Connection, event: Event) -> None:
    """Bring an event into the tables: deterministic, and it never judges again."""
    if event.kind in part_kinds.OWN and _of_a_site(conn, event.origin):
        return  # a sub-venue's own affairs: kept as they came
    if event.kind not in _appliers:
        _load_rooms()
    _appliers[event.kind](conn, event)


def knows(kind: str) -> bool:
    """Whether this program has such a kind of event; what it has not, a newer one has written."""
    _load_rooms()
    return kind in _appliers


def _load_rooms() -> None:
    import oatui.store.rooms  # noqa: F401  (replaying needs them all, whatever was used so far)


def _of_a_site(conn: Connection, origin: str) -> bool:
    return conn.execute("select 1 from site_origin where origin = ?", (origin,)).fetchone() is not None


def erase_private(store: Store, before: str, kinds: tuple[str, ...]) -> int:
    """Erase the private part of events recorded before a moment, as a recorded act; the chain still verifies."""
    with store.write():
        marks = ",".join("?" * len(kinds))
        done = store.conn.execute(
            f"update event set private = null, salt = null where recorded_at < ? and kind in ({marks}) "
            "and private is not null",
            (before, *kinds),
        ).rowcount
        record(store, "private_erased", {"v": 1, "before": before, "kinds": list(kinds), "events": done})
    return done


@applies("private_erased")
def _private_erased(conn: Connection, event: Event) -> None:
    # the private parts stand in the journal, and what phones left in a table that nothing is built on
    conn.execute("delete from phone_trace where recorded_at < ?", (event.body["before"],))


def verdict_of(body: str) -> Verdict:
    """The verdict that the body of an event carries."""
    return Verdict.from_body(json.loads(body)["verdict"])


def kinds_since(store: Store, moment: str) -> set[str]:
    """The kinds of what any desk has recorded from a moment on (ISO, +08:00)."""
    return {row[0] for row in store.rows("select distinct kind from event where recorded_at >= ?", moment)}


def read(row: Row) -> Event:
    """The event of a journal row."""
    private = json.loads(row["private"]) if row["private"] else None
    return Event(
        row["origin"], row["seq"], row["at"], row["recorded_at"], row["actor"], row["kind"],
        json.loads(row["body"]), private,
    )  # fmt: skip


# one encoder for all: making one is half the cost of a small body
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_ESCAPED = bytes(range(32)) + b"\\"


def with_rows(body: Mapping[str, Any], key: str, rows: Sequence[tuple[Any, ...]]) -> str:
    """The JSON of a body that ends in rows of three numbers and texts: thousands, in two thirds of the encoder's time."""
    text = '"],['.join([f'{row[0]},{row[1]},{row[2]},"' + '","'.join(row[3:]) for row in rows])
    quotes = 2 * sum(len(row) - 3 for row in rows) - 1
    data = text.encode()
    if data.count(b'"') != quotes or len(data.translate(None, _ESCAPED)) != len(data):
        return as_json({**body, key: rows})
    return f'{as_json(body)[:-1]},{as_json(key)}:[[{text}"]]}}'


def count(store: Store) -> int:
    return int(store.value("select count(*) from event"))
