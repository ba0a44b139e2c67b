"""Rows of the journal on their way between desks: the part of a meeting goes down, what a door recorded goes up.

Both ways may be repeated and cut anywhere: a row that is held is passed over, and nothing is taken behind a gap.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from oatui.clock import iso
from oatui.rules.verdict import refuse
from oatui.store import body_form, chain, journal, own_chains, part_kinds, turns
from oatui.store.database import Row, Store, sqlite3
from oatui.store.sites import Site

AT_A_TIME = 50  # rows a transaction, some 15 ms: twenty sites that come back at once must not hold up a key


class Line(NamedTuple):
    """A row on its way; `after` is the seq before it in its stream, digests are hex."""

    origin: str
    seq: int
    after: int
    at: str
    recorded_at: str
    actor: str
    kind: str
    body: str
    private_digest: str | None
    prev: str
    hash: str


def held(store: Store, origin: str) -> int:
    """The highest seq that is held of a chain; 0 of one that is not known."""
    return int(store.value("select coalesce(max(seq), 0) from event where origin = ?", origin))


def part_held(store: Store) -> dict[str, int]:
    """What a sub-venue holds of its main desk: a main desk that was restored has a chain more."""
    return {row[0]: held(store, row[0]) for row in store.rows("select origin from partial_origin")}


# ------------------------------------------------------------------ up: what this door recorded


def outgoing(store: Store, acked: int, limit: int = 200, origin: str | None = None) -> list[Line]:
    """The rows of this desk's chain (or of an earlier one of its own) behind what the main desk holds."""
    rows = store.rows(
        "select * from event where origin = ? and seq > ? order by seq limit ?",
        origin or store.origin,
        acked,
        limit,
    )
    return [_line(row, row["seq"] - 1) for row in rows]


def acked(store: Store, origin: str | None = None) -> int:
    """The last row of this desk that the main desk said it holds."""
    found = store.value("select seq from line_acked where origin = ?", origin or store.origin)
    return int(found or 0)


def set_acked(store: Store, seq: int, origin: str | None = None) -> None:
    """Keep what the main desk said, also where it is less than before."""
    with store.write():
        _set_acked(store, seq, origin or store.origin)


def _set_acked(store: Store, seq: int, origin: str) -> None:
    store.conn.execute(
        "insert into line_acked values (?, ?) on conflict(origin) do update set seq = excluded.seq",
        (origin, seq),
    )


def _line(row: Row, after: int) -> Line:
    digest = row["private_digest"]
    return Line(
        row["origin"], row["seq"], after, row["at"], row["recorded_at"], row["actor"], row["kind"], row["body"],
        digest.hex() if digest is not None else None, row["prev"].hex(), row["hash"].hex(),
    )  # fmt: skip


# ------------------------------------------------------------------ down: the meeting's part of the main desk's chain


def part(
    store: Store, meeting: int, have: int | Mapping[str, int], limit: int = 200, beside: Sequence[str] = (),
    own: Sequence[str] = (),
) -> list[Line]:  # fmt: skip
    """The main desk's events of a meeting that a sub-venue has not, in order; `have` as its `part_held` says.

    A number is what it holds of the present chain. The journal is read once for a connection, then its new rows only.
    Behind them come what the asker itself has lost of the chains `own`, whole, and the door's facts of the chains
    `beside`, those of other machines at the same venue.
    """
    known = have if isinstance(have, Mapping) else {store.origin: have}
    before: dict[str, int] = {}
    found: list[Line] = []
    for rowid, origin, seq in _stream(store).of(meeting):
        after, before[origin] = before.get(origin, 0), seq
        if seq > known.get(origin, 0):
            row = store.row("select * from event where rowid = ?", rowid)
            assert row is not None
            found.append(_line(row, after))
            if len(found) == limit:
                return found
    for origin in [*own, *beside]:
        after, room = known.get(origin, 0), limit - len(found) if limit > 0 else limit
        found += (
            outgoing(store, after, room, origin)
            if origin in own
            else _of_the_door(store, origin, after, room)
        )
    return found


def without_its_affairs(lines: Sequence[Line]) -> list[Line]:
    """A chain from its beginning as another machine takes it: of a machine's at a door the door's facts alone."""
    if lines[0].kind in part_kinds.PART:
        return list(lines)
    kept = [line for line in lines if line.kind in part_kinds.DOOR]
    return [line._replace(after=kept[place - 1].seq if place else 0) for place, line in enumerate(kept)]


def _of_the_door(store: Store, origin: str, after: int, limit: int) -> list[Line]:
    """What another machine's chain says of people, without its own affairs."""
    marks = ", ".join("?" * len(part_kinds.DOOR))
    rows = store.rows(
        f"select * from event where origin = ? and seq > ? and kind in ({marks}) order by seq limit ?",
        origin, after, *sorted(part_kinds.DOOR), limit,
    )  # fmt: skip
    lines = []
    for row in rows:
        lines.append(_line(row, after))
        after = row["seq"]
    return lines


Place = tuple[int, str, int]  # rowid, origin, seq


class _Stream:
    """Which rows of the journal belong to which meeting, as far as it was read."""

    def __init__(self, store: Store) -> None:
        self._origins = set(own_chains.origins(store))
        self._read = 0
        self._meetings: dict[int, list[Place]] = {}
        self._settings: list[Place] = []

    def of(self, meeting: int) -> Iterator[Place]:
        return merge(self._settings, self._meetings.get(meeting, []))

    def read_on(self, store: Store) -> None:
        marks = ", ".join("?" * len(part_kinds.PART))
        rows = store.rows(
            f"select rowid, origin, seq, kind, body from event where rowid > ? and kind in ({marks}) order by rowid",
            self._read,
            *sorted(part_kinds.PART),
        )
        for row in rows:
            self._read = row["rowid"]
            if row["origin"] not in self._origins:
                continue
            place = (row["rowid"], row["origin"], row["seq"])
            body = json.loads(row["body"])
            if row["kind"] == "setting_changed":
                if body["key"] in part_kinds.SETTINGS:
                    self._settings.append(place)
            elif (meeting := _meeting_of(store, row["kind"], body)) is not None:
                self._meetings.setdefault(meeting, []).append(place)


_streams: WeakKeyDictionary[Store, _Stream] = WeakKeyDictionary()


def _stream(store: Store) -> _Stream:
    stream = _streams.get(store)
    if stream is None:
        stream = _streams[store] = _Stream(store)
    stream.read_on(store)
    return stream


def places(store: Store, meeting: int) -> Iterator[Place]:
    """The main desk's own rows of a meeting, with the settings that go with them, in their order."""
    return _stream(store).of(meeting)


# who is on a roster, or was
_EVER = "(select id, meeting from attendee union all select id, meeting from off_roster)"
_MEETING_OF = (
    (part_kinds.BY_VENUE, "venue", "select meeting from venue where id = ?"),
    (part_kinds.BY_ATTENDEE, "id", f"select meeting from {_EVER} where id = ?"),
    (part_kinds.BY_LEAVE, "id", "select meeting from leave where id = ?"),
)


def _meeting_of(store: Store, kind: str, body: Mapping[str, Any]) -> int | None:
    if kind in part_kinds.BY_MEETING_ID:
        return int(body["id"])
    if kind in part_kinds.BY_MEETING:
        return int(body["meeting"])
    for kinds, name, sql in _MEETING_OF:
        if kind in kinds:
            found: int | None = store.value(sql, body[name])
            return found
    return None


# ------------------------------------------------------------------ taken in


def take(store: Store, site: Site, lines: Sequence[Line]) -> int:
    """Take a site's rows that follow what is held; the highest seq held now. Refused, nothing of it is kept.

    It ends early where somebody at this desk waits to write: `take_gently` goes on.
    Raises Refused where the site is shut out, the chain is another's, a row was changed, or is none of the door of
    its meeting.
    """
    from oatui.store import sites

    origin = lines[0].origin
    try:
        with store.write():
            now = sites.get(store, site.id)
            if now.shut_out_at:
                raise refuse("link.shut_out")
            if any(line.origin != origin for line in lines):
                raise refuse("link.origin_taken")
            sites.bind(store, now, origin)
            have = before = held(store, origin)
            if again := resent(lines, have):
                # a chain goes on from its last row: where that is the same, all before it are
                known = store.value("select hash from event where origin = ? and seq = ?", origin, again.seq)
                if again.hash != known.hex():
                    raise refuse("link.set_back")
            for line in lines:
                if line.seq <= have:
                    continue
                if line.after != have or line.seq != have + 1:
                    break  # a gap: the answer says from where to send again
                body = of_the_door(line, now.meeting)
                if line.kind not in part_kinds.OWN and not _known(store, now, body):
                    raise refuse("link.other_rows", seq=line.seq)
                last = store.value("select hash from event where origin = ? and seq = ?", origin, have)
                if line.prev != (last or chain.GENESIS).hex() or not _take_over(store, line, body):
                    raise refuse("link.row_changed", seq=line.seq)
                have = line.seq
                if turns.anyone_waits(store.path):
                    break  # a key of this desk: the rest comes after it
            if have > before:
                _keep_coming(store, now, origin, have)
            return have
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, KeyError, TypeError) as error:
        raise refuse("link.other_rows", seq=lines[0].seq) from error


def resent(lines: Sequence[Line], have: int) -> Line | None:
    """The last of the rows that are held already."""
    return next((line for line in reversed(lines) if line.seq <= have), None)


def take_gently(store: Store, site: Site, lines: Sequence[Line]) -> int:
    """The same in short transactions, giving way to whoever works at this desk: what was taken before a refusal stays."""
    rest = list(lines)
    while True:
        have = take(store, site, rest[:AT_A_TIME])
        turns.give_way(store.path)
        later = [line for line in rest if line.seq > have]
        if not later or len(later) == len(rest):
            return have  # all is held, or a gap
        rest = later


def take_part(store: Store, main_origin: str, lines: Sequence[Line]) -> int:
    """Take what the main desk decided of this sub-venue's meeting; the highest seq now held of `main_origin`.

    Raises Refused where a row was changed, does not go with what is here, or is of a kind that only a newer program knows.
    """
    try:
        with store.write():
            own = own_chains.origins(store)
            have: dict[str, int] = {}
            for line in lines:
                origin = line.origin
                mine = origin in own
                if line.kind not in (_OF_A_SITE if mine else part_kinds.PART):
                    raise refuse("link.part_stuck" if mine else "link.newer")
                if origin not in have:
                    if not mine:
                        store.conn.execute("insert or ignore into partial_origin values (?)", (origin,))
                    have[origin] = held(store, origin)
                if line.seq <= have[origin]:
                    continue
                if line.after > have[origin]:
                    break
                if mine:
                    _hold_lost(store, line, have[origin])
                if not _take_over(store, line, json.loads(line.body)):
                    raise refuse("link.row_changed", seq=line.seq)
                have[origin] = line.seq
                if mine:
                    _set_acked(store, line.seq, origin)  # it was sent before it was lost here
            return held(store, main_origin)
    except (sqlite3.IntegrityError, KeyError, TypeError, ValueError) as error:
        raise refuse("link.part_stuck") from error


_OF_A_SITE = part_kinds.DOOR | part_kinds.OWN


def _hold_lost(store: Store, line: Line, have: int) -> None:
    """Refuse a row of this machine's that is not the one that its restored chain goes on with."""
    last = store.value("select hash from event where origin = ? and seq = ?", line.origin, have)
    if line.origin == store.origin or (last and line.prev != last.hex()):
        raise refuse("link.set_back")


def _take_over(store: Store, line: Line, body: Mapping[str, Any]) -> bool:
    return journal.take_over(store, _event(line, body), _link(line))


def _event(line: Line, body: Mapping[str, Any]) -> journal.Event:
    return journal.Event(
        line.origin, line.seq, line.at, line.recorded_at, line.actor, line.kind, body, None
    )  # fmt: skip


def _link(line: Line) -> journal.Link:
    digest = bytes.fromhex(line.private_digest) if line.private_digest is not None else None
    return journal.Link(line.body, digest, bytes.fromhex(line.prev), bytes.fromhex(line.hash))


def holds(line: Line) -> bool:
    """Whether a row is as it was written: its hash is that of its fields."""
    return journal.holds(_event(line, {}), _link(line))


def of_the_door(line: Line, meeting: int) -> Mapping[str, Any]:
    """The body of a row that the door of a meeting may send, by its form alone. Raises Refused."""
    try:
        body = json.loads(line.body)
    except ValueError:
        body = None
    if isinstance(body, dict):
        if not (body_form.is_time(line.at) and body_form.is_time(line.recorded_at)):
            raise refuse("link.other_rows", seq=line.seq)
        if line.kind in part_kinds.OWN:
            return body
        ours = line.kind in part_kinds.DOOR and body.get("meeting") == meeting
        if ours and body_form.fits(line.kind, body):
            return body
    raise refuse("link.other_rows", seq=line.seq)


def _known(store: Store, site: Site, body: Mapping[str, Any]) -> bool:
    """Whether the person and the place that a row names are of the site's meeting."""
    for name, table in (("attendee", _EVER), ("venue", "venue"), ("instead_of", _EVER)):
        one = body.get(name)
        if one is not None and store.value(f"select meeting from {table} where id = ?", one) != site.meeting:
            return False
    return True


def _keep_coming(store: Store, site: Site, origin: str, seq: int) -> None:
    """When rows came, and how far the site's clock was off: only of this machine, `late` reads it."""
    store.conn.execute(
        "insert into rows_came values (?, ?, ?, coalesce((select difference from site_heard where site = ?), 0))",
        (origin, seq, iso(store.clock.now()), site.id),
    )
