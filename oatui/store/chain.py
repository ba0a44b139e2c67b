"""The chains of the journal: how an event hangs on the one before, whether all still do, and the head that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from oatui.store.database import DatabaseError, Row, Store, StoreTrouble

GENESIS = bytes(32)
RECENT_LINKS = 100
RECENT_CHARACTERS = 200_000


def _built_in() -> Any:
    for module in ("_sha256", "_sha2"):  # of Python 3.11, of later ones
        with suppress(ImportError):
            return import_module(module).sha256
    from hashlib import sha256

    return sha256


# of one link: OpenSSL's is quicker for many or a long one, and for a single one slower, after it waited for the disk;
# before the first frame it would cost 4 MiB
_sha256 = _built_in()
LONG = 4000


def _for_many() -> Any:
    from hashlib import sha256

    return sha256


def digest_of(salt: bytes, private: str) -> bytes:
    """What stands in the chain for a private part."""
    digest: bytes = _sha256(salt + private.encode()).digest()
    return digest


def link(
    prev: bytes, origin: str, seq: int, at: str, recorded_at: str, actor: str, kind: str, body: str,
    private_digest: bytes, sha256: Any = None,
) -> bytes:  # fmt: skip
    """sha256 over the previous hash, every field with its length before it, and the digests."""
    if sha256 is None:
        sha256 = _sha256 if len(body) < LONG else _for_many()
    number = str(seq)
    fields = (
        f"{len(origin)}:{origin}{len(number)}:{number}{len(at)}:{at}"
        f"{len(recorded_at)}:{recorded_at}{len(actor)}:{actor}{len(kind)}:{kind}"
    )
    digests = sha256(body.encode()).digest() + private_digest
    made: bytes = sha256(prev + fields.encode() + digests).digest()
    return made


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
    return bool(digest == digest_of(salt, private))


def _broken(
    rows: Iterator[Row], prev: bytes | None, holes: bool = False, sha256: Any = _sha256
) -> tuple[str, int] | None:
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
        made = link(
            row["prev"], row["origin"], row["seq"], row["at"], row["recorded_at"], row["actor"], row["kind"],
            row["body"], row["private_digest"] or b"", sha256,
        )  # fmt: skip
        if made != row["hash"]:
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
    sha256 = _for_many()
    for origin in origins(store):
        rows = store.conn.execute(f"select {_LINK} from event where origin = ? order by seq", (origin,))
        first = _broken(rows, GENESIS, held_in_part(store, origin), sha256)
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
