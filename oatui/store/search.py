"""Search over documents, register lines, incoming papers, meetings and people: an index of this machine, made lazily.

The index (search_line, search_text) holds what things are found by, never what is shown: that is read from the
things themselves. It follows the journal: new rows are taken by their id, and whatever number an event names is
looked at again, as it may be the id of something that changed. `catch_up` brings it on, `find` asks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from oatui.rules import search as law
from oatui.rules.verdict import refuse
from oatui.store import documents
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.store.migrations import m0013_search
from oatui.store.search_lines import SOURCES, Found, Line

# what a search can be narrowed to
GROUPS = {
    "document": ("document",),
    "register": ("number", "line"),
    "incoming": ("incoming",),
    "meeting": ("meeting",),
    "person": ("person",),
}
VERSION = 2  # of the tokens: another one makes the index anew
STEP = 50  # lines that one transaction brings in: others wait no longer than that
MOST = 1000  # results that are counted
EVENTS = 500  # events that one step reads
A_DAY = 1_000_000  # places of one day: the newest day has the highest places


# ------------------------------------------------------------------ bringing the index on


class _Seen(NamedTuple):
    """How far the index has come: the journal's last row, and the last id of each kind."""

    event: int
    last: dict[str, int]


def _seen(store: Store) -> _Seen | None:
    """None where there is no index of this version yet."""
    text = store.value("select value from local where key = 'search'")
    kept = json.loads(text) if text else {}
    if kept.get("v") != VERSION or kept["event"] > _last_event(store):
        return None
    return _Seen(kept["event"], kept["last"])


def _last_event(store: Store) -> int:
    return int(store.value("select coalesce(max(rowid), 0) from event"))


def _keep(store: Store, seen: _Seen) -> None:
    text = json.dumps({"v": VERSION, "event": seen.event, "last": seen.last})
    store.conn.execute(
        "insert into local values ('search', ?) on conflict(key) do update set value = excluded.value",
        (text,),
    )


def behind(store: Store) -> int:
    """How many rows and events the index has not taken in yet."""
    seen = _seen(store) or _Seen(_last_event(store), {})
    waiting = _last_event(store) - seen.event
    for kind, source in SOURCES.items():
        last = store.value(f"select coalesce(max(id), 0) from {source.table}")
        waiting += last - seen.last.get(kind, 0)
    return int(waiting)


def catch_up(store: Store, most: int | None = None) -> int:
    """Bring up to `most` lines into the index, a few a transaction; how much is still behind.

    A store that may not be written keeps the index that it has.
    """
    if store.trouble:
        return behind(store)
    seen = _seen(store)
    if seen is None:
        seen = rebuild(store)
    taken = 0
    while most is None or taken < most:
        found, seen = _step(store, seen)
        if not found:
            return 0
        taken += found
    return behind(store)


def rebuild(store: Store) -> _Seen:
    """Throw the index away and begin anew; it is filled by `catch_up`."""
    with store.write():
        store.conn.execute("drop table search_text")
        store.conn.execute(m0013_search.TEXT)
        store.conn.execute("delete from search_line")
        seen = _Seen(_last_event(store), {})
        _keep(store, seen)
    return seen


def _step(store: Store, seen: _Seen) -> tuple[int, _Seen]:
    """New rows of the first kind that has some, else what events changed; how many were looked at."""
    for kind, source in SOURCES.items():
        last = seen.last.get(kind, 0)
        sql = f"select id from {source.table} where id > ? order by id limit ?"
        if ids := [row[0] for row in store.rows(sql, last, STEP)]:
            now = _Seen(seen.event, seen.last | {kind: ids[-1]})
            _take(store, {kind: ids}, now)
            return len(ids), now
    rows = store.rows(
        "select rowid as place, body from event where rowid > ? order by rowid limit ?", seen.event, EVENTS
    )
    if not rows:
        return 0, seen
    named: set[int] = set()
    now = seen
    for row in rows:
        named |= _numbers_of(json.loads(row["body"]))
        now = _Seen(row["place"], seen.last)
        if len(named) >= STEP:
            break
    changed = {kind: sorted(one for one in named if one <= seen.last.get(kind, 0)) for kind in SOURCES}
    # a number line that a document took, or that was void, is named by its document or by itself
    changed["number"] = _number_rows(store, named, seen.last.get("number", 0))
    _take(store, changed, now)
    return now.event - seen.event, now


def _numbers_of(value: Any) -> set[int]:
    """Every whole number that an event names; rows of an import are new, and taken by their ids."""
    if isinstance(value, bool) or not isinstance(value, (int, list, dict)):
        return set()
    if isinstance(value, int):
        return {value} if 0 < value < 2**53 else set()
    parts = value.values() if isinstance(value, dict) else [one for one in value if not isinstance(one, list)]
    return {number for part in parts for number in _numbers_of(part)}


def _number_rows(store: Store, named: Iterable[int], last: int) -> list[int]:
    marks = ",".join(map(str, sorted(named)))
    rows = store.rows(
        f"select id from number where id <= ? and (id in ({marks}) or document in ({marks}))", last
    )
    others = store.rows(
        f"select id from number where id <= ? and sequence in ({marks}) and document is null", last
    )
    return sorted({row[0] for row in (*rows, *others)})


def _take(store: Store, ids: dict[str, list[int]], now: _Seen) -> None:
    """Bring the lines of these ids up to date, in one transaction."""
    for kind, wanted in ids.items():
        for line in _lines(store, kind, wanted).values():
            _ = line.tokens  # pinyin is worked out before the writer's place is taken
    with store.write():
        for kind, wanted in ids.items():
            lines = _lines(store, kind, wanted)
            for item in wanted:
                _put(store, kind, item, lines.get(item))
        _keep(store, now)


def _lines(store: Store, kind: str, ids: Sequence[int]) -> dict[int, Line]:
    source = SOURCES[kind]
    found = {}
    for start in range(0, len(ids), STEP):
        marks = ",".join(map(str, ids[start : start + STEP]))
        for row in store.rows(f"{source.select} and d.id in ({marks})"):
            found[row["id"]] = source.line(row)
    return found


def _put(store: Store, kind: str, item: int, line: Line | None) -> None:
    """Make the index say of an item what it now is; the last of one key is the one that is found."""
    for old in store.rows("select place, key from search_line where kind = ? and item = ?", kind, item):
        if line is None or old["key"] != line.key:
            _drop(store, old["place"])
            if kind == "person":
                _put_earlier(store, old["key"])
    if line is None:
        return
    known = store.row("select place, item from search_line where kind = ? and key = ?", kind, line.key)
    if known is not None:
        if known["item"] > item:
            return
        kept = store.row("select words, sounds, heads from search_text where rowid = ?", known["place"])
        same = kept is not None and tuple(kept) == line.tokens
        if same and known["item"] == item and known["place"] // A_DAY == _ordinal(line.day):
            return
        _drop(store, known["place"])
    _insert(store, kind, line)


def _put_earlier(store: Store, key: str) -> None:
    """A person whose name was corrected may have hidden an earlier one of the old name."""
    plain, _space, unit = key.partition(" ")
    item = store.value("select max(id) from attendee where plain = ? and unit = ?", plain, unit)
    if item is not None:
        _insert(store, "person", _lines(store, "person", [item])[item])


def _insert(store: Store, kind: str, line: Line) -> None:
    first = _ordinal(line.day) * A_DAY
    place = store.value(
        "select coalesce(max(place), ?) + 1 from search_line where place >= ? and place < ?",
        first - 1, first, first + A_DAY,
    )  # fmt: skip
    store.conn.execute("insert into search_line values (?, ?, ?, ?)", (place, kind, line.item, line.key))
    store.conn.execute(
        "insert into search_text(rowid, kind, words, sounds, heads) values (?, ?, ?, ?, ?)",
        (place, kind, *line.tokens),
    )


def _drop(store: Store, place: int) -> None:
    store.conn.execute("delete from search_line where place = ?", (place,))
    store.conn.execute("delete from search_text where rowid = ?", (place,))


def _ordinal(day: str) -> int:
    """The day as a number; a ledger's day may be no day at all."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


# ------------------------------------------------------------------ asking


class Hits(NamedTuple):
    """Where the index found something, the newest first; `more` says that there are further ones."""

    places: list[int]
    more: bool


def find(store: Store, typed: str, group: str = "") -> Hits:
    """What fits the typed text: any part of a title, unit, number or name, or pinyin in full or by initials.

    `group` of GROUPS narrows it.
    """
    asked = law.query(typed, GROUPS[group] if group else ())
    if asked is None:
        return Hits([], False)
    rows = store.rows(
        "select rowid from search_text where search_text match ? order by rowid desc limit ?", asked, MOST + 1
    )
    places = [row[0] for row in rows]
    return Hits(places[:MOST], len(places) > MOST)


def shown(store: Store, places: Sequence[int]) -> list[Found]:
    """The things at some places as they now are, in the order of the places."""
    by_kind: dict[str, list[int]] = {}
    items = {}
    for start in range(0, len(places), 500):
        marks = ",".join(map(str, places[start : start + 500]))
        for row in store.rows(f"select place, kind, item from search_line where place in ({marks})"):
            items[row["place"]] = (row["kind"], row["item"])
            by_kind.setdefault(row["kind"], []).append(row["item"])
    made = {}
    for kind, ids in by_kind.items():
        source = SOURCES[kind]
        for start in range(0, len(ids), 500):
            marks = ",".join(map(str, ids[start : start + 500]))
            for row in store.rows(f"{source.select} and d.id in ({marks})"):
                made[kind, row["id"]] = source.shown(row)
    return [made[items[place]] for place in places if items.get(place) in made]


def search(store: Store, typed: str, group: str = "", limit: int = 100) -> tuple[list[Found], Hits]:
    """The first `limit` things that fit, and all places. Raises Refused for an unknown group."""
    if group and group not in GROUPS:
        raise refuse("search.kind_unknown", kind=group, known=list(GROUPS))
    hits = find(store, typed, group)
    return shown(store, hits.places[:limit]), hits


# ------------------------------------------------------------------ for a page's own search line


def items(store: Store, typed: str, group: str) -> list[int] | None:
    """The ids of the things of a group that fit, the newest first; None where the index cannot answer: it is behind,
    or there is nothing in the text that it knows of."""
    if behind(store) or law.query(typed) is None:
        return None
    return [
        row[0]
        for row in store.rows(
            "select l.item from json_each(?) p join search_line l on l.place = p.value order by p.key",
            json.dumps(find(store, typed, group).places),
        )
    ]


def papers_of(store: Store, ids: Sequence[int]) -> list[Document]:
    """Documents by their ids, in that order."""
    rows = store.rows(
        "select d.* from json_each(?) p join document d on d.id = p.value order by p.key",
        json.dumps(list(ids)),
    )
    return [documents.from_row(row) for row in rows]
