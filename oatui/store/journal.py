"""The journal: every user action is one event, appended and applied in the same transaction.

Nothing else writes the tables that people read. Each origin has its own chain of hashes, over the digest of
the body and of the private part, so that private data can be erased and the chain still verifies.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import ZONE, iso
from oatui.rules.attachments import mark_written
from oatui.rules.verdict import Verdict, refuse
from oatui.store import part_kinds
from oatui.store.database import DatabaseError, Row, Store, StoreTrouble

if TYPE_CHECKING:
    from sqlite3 import Connection

GENESIS = bytes(32)
RECENT_LINKS = 100
RECENT_CHARACTERS = 200_000


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


def _built_in() -> Any:
    for module in ("_sha256", "_sha2"):  # of Python 3.11, of later ones
        with suppress(ImportError):
            return import_module(module).sha256
    from hashlib import sha256

    return sha256


# the last links are looked at before the first frame, where OpenSSL's digest would cost 4 MiB
_sha256 = _BUILT_IN = _built_in()


def _quicker() -> None:
    """From the first write on, and for a whole chain: OpenSSL's is twice as quick."""
    global _sha256
    if _sha256 is _BUILT_IN:
        from hashlib import sha256

        _sha256 = sha256


Applier = Callable[["Connection", Event], None]
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
    private: Mapping[str, Any] | None = None,
    text: str | None = None,
    known: Iterable[str] = (),
) -> Event:
    """Append an event to this desk's chain and apply it. Call it inside `store.write()`. Raises Refused.

    `text` is the body as JSON where the caller has written it. `known` is what the body repeats of the store: an
    earlier version may have taken it with a classification mark, and it must be possible to deal with it and correct it.
    """
    _quicker()
    if store.is_site:
        body, text = _at_a_site(store, kind, body), None
    now = store.clock.now()
    last = store.conn.execute(
        "select seq, hash from event where origin = ? order by seq desc limit 1", (store.origin,)
    ).fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
    event = Event(
        store.origin,
        seq,
        iso(at or now),
        (now if now.tzinfo is ZONE else now.astimezone(ZONE)).isoformat(timespec="milliseconds"),
        store.actor,
        kind,
        body,
        private,
    )
    if text is None:
        text = as_json(body)
    # whatever field it was typed in
    if mark_written(text) and (mark := mark_written(_without(text, known))):
        raise refuse("incoming.classified_mark", "13-4", mark=mark)
    secret, salt, digest = None, None, None
    if private is not None:
        secret, salt = as_json(private), os.urandom(16)
        digest = _sha256(salt + secret.encode()).digest()
    link = _link(prev, event.origin, seq, event.at, event.recorded_at, event.actor, kind, text, digest or b"")
    store.conn.execute(
        "insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, seq, event.at, event.recorded_at, event.actor, kind,
            text, secret, salt, digest, prev, link,
        ),
    )  # fmt: skip
    apply(store.conn, event)
    return event


def _without(text: str, known: Iterable[str]) -> str:
    for one in filter(None, known):
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
    made = _link(
        link.prev, event.origin, event.seq, event.at, event.recorded_at, event.actor, event.kind, link.body,
        link.private_digest or b"",
    )  # fmt: skip
    return made == link.hash


def apply(conn: Connection, event: Event) -> None:
    """Bring an event into the tables: deterministic, and it never judges again."""
    if event.kind in part_kinds.OWN and _of_a_site(conn, event.origin):
        return  # a sub-venue's own affairs: kept as they came
    if event.kind not in _appliers:
        import oatui.store.rooms  # noqa: F401  (replaying needs them all, whatever was used so far)
    _appliers[event.kind](conn, event)


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


def _link(
    prev: bytes, origin: str, seq: int, at: str, recorded_at: str, actor: str, kind: str, body: str,
    private_digest: bytes,
) -> bytes:  # fmt: skip
    """sha256 over the previous hash, every field with its length before it, and the digests."""
    number = str(seq)
    fields = (
        f"{len(origin)}:{origin}{len(number)}:{number}{len(at)}:{at}"
        f"{len(recorded_at)}:{recorded_at}{len(actor)}:{actor}{len(kind)}:{kind}"
    )
    digests = _sha256(body.encode()).digest() + private_digest
    link: bytes = _sha256(prev + fields.encode() + digests).digest()
    return link


_TYPES = {
    "origin": str, "seq": int, "at": str, "recorded_at": str, "actor": str, "kind": str, "body": str,
    "prev": bytes, "hash": bytes,
}  # fmt: skip
_LINK = ", ".join([*_TYPES, "private", "salt", "private_digest", "rowid as place"])


def _private_holds(row: Row) -> bool:
    """Whether the private part is the one that was recorded, or was erased, or never was."""
    private, salt, digest = row["private"], row["salt"], row["private_digest"]
    if private is None and salt is None:
        return digest is None or isinstance(digest, bytes)
    if not (isinstance(private, str) and isinstance(salt, bytes)):
        return False
    return bool(digest == _sha256(salt + private.encode()).digest())


def _broken(rows: Iterator[Row], prev: bytes | None, holes: bool = False) -> tuple[str, int] | None:
    """The first row of one origin whose link does not hold; prev None takes the first row's own.

    Of a chain that is held in part (`holes`) each row's own link is looked at, and what follows on without a hole.
    The rows lie in the file in the order of their chain: by it the tables are built again.
    """
    seq, place = None, 0
    for row in rows:
        # a damaged row may hold anything, in any type
        if any(type(row[name]) is not kind for name, kind in _TYPES.items()):
            return row["origin"], row["seq"]
        after_hole = holes and (seq is None or row["seq"] > seq + 1)
        follows = after_hole or (
            (prev is None or row["prev"] == prev) and (seq is None or row["seq"] == seq + 1)
        )
        if not follows or row["place"] <= place or not _private_holds(row):
            return row["origin"], row["seq"]
        link = _link(
            row["prev"], row["origin"], row["seq"], row["at"], row["recorded_at"], row["actor"], row["kind"],
            row["body"], row["private_digest"] or b"",
        )  # fmt: skip
        if link != row["hash"]:
            return row["origin"], row["seq"]
        prev, seq, place = row["hash"], row["seq"], row["place"]
    return None


def origins(store: Store) -> list[str]:
    # from one to the next by the index: `distinct` walks over every event
    return [
        row[0]
        for row in store.rows(
            "with recursive o(name) as (select min(origin) from event union all "
            "select (select min(origin) from event where origin > name) from o where name is not null) "
            "select name from o where name is not null"
        )
    ]


def held_in_part(store: Store, origin: str) -> bool:
    """Whether only the events of a meeting are held of another desk's chain; never of this desk's own."""
    known = store.value("select 1 from partial_origin where origin = ?", origin)
    return known is not None and origin != store.origin


def broken_at(store: Store) -> tuple[str, int] | None:
    """Walk every chain whole; the (origin, seq) of the first row that does not hold, or None."""
    _quicker()
    for origin in origins(store):
        rows = store.conn.execute(f"select {_LINK} from event where origin = ? order by seq", (origin,))
        first = _broken(rows, GENESIS, held_in_part(store, origin))
        if first:
            rows.close()
            return first
    return None


def recent_trouble(store: Store) -> StoreTrouble | None:
    """The trouble of a store whose last links do not hold; read at every open."""
    rows: list[Row] = []
    read = store.conn.execute(
        f"select {_LINK} from event where origin = ? order by seq desc limit ?", (store.origin, RECENT_LINKS)
    )
    characters = 0
    for row in read:
        # a roster of thousands is a megabyte, and no first frame waits for several of them
        characters += len(row["body"]) if isinstance(row["body"], str) else 0
        if rows and characters > RECENT_CHARACTERS:
            read.close()
            break
        rows.insert(0, row)
    # in one statement: the first event of all may come between two
    others = "select 1 from event where not exists (select 1 from event where origin = ?) limit 1"
    if not rows and store.value(others, store.origin):
        # a name that this desk never wrote under: a second chain would begin beside its own
        return StoreTrouble("store.chain", origin=store.origin, seq=1)
    first = _broken(iter(rows), None)
    return StoreTrouble("store.chain", origin=first[0], seq=first[1]) if first else None


def daily_trouble(store: Store) -> StoreTrouble | None:
    """Walk every chain whole, once a day; the trouble of a store whose chain is broken."""
    today = store.clock.now().date().isoformat()
    if store.value("select value from local where key = 'chain_checked'") == today:
        return None
    if first := broken_at(store):
        return StoreTrouble("store.chain", origin=first[0], seq=first[1])
    if store.trouble is None:
        with store.write():
            store.conn.execute(
                "insert into local values ('chain_checked', ?) on conflict(key) do update set value = excluded.value",
                (today,),
            )
    return None


def head(store: Store) -> str:
    """One hash over every origin's (origin, seq, hash): printed outside, it shows a cut tail."""
    lines = []
    for origin in origins(store):
        row = store.row(
            "select origin, seq, hash from event where origin = ? order by seq desc limit 1", origin
        )
        if row is None:  # only where the index names an origin that the table has not
            raise DatabaseError("database disk image is malformed")
        lines.append(_head_line(row))
    return _head(lines)


def _head_line(row: Row) -> bytes:
    return f"{row['origin']} {row['seq']} {row['hash'].hex()}\n".encode()


def _head(lines: Iterable[bytes]) -> str:
    return str(_sha256(b"".join(lines)).hexdigest())[:16]


def event_of_head(store: Store, printed: str) -> tuple[int, Row] | None:
    """The event after which the journal had this head, with how many there were; None where it never had it.

    Then it was cut, or written anew, after the head was printed.
    """
    lines: dict[str, bytes] = {}
    rows = store.conn.execute("select origin, seq, recorded_at, hash from event order by rowid")
    for number, row in enumerate(rows, 1):
        if row["origin"] not in lines:  # in the order of the origins, as `head` reads them
            lines = dict(sorted({**lines, row["origin"]: b""}.items()))
        lines[row["origin"]] = _head_line(row)
        if _head(lines.values()) == printed:
            rows.close()
            return number, row
    return None


def count(store: Store) -> int:
    return int(store.value("select count(*) from event"))
