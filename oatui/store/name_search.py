"""Finding people of one meeting by name: their keys lie in memory as one text each, which is gone through in a few ms.

A scan of the table would take some 30 ms with 100,000 people, for each letter that is typed. What is kept is read
anew after any event that may have changed a roster; the door's events, which come by the second, cannot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from oatui.rules import names
from oatui.store.database import Store

# what happens at the door while others search: none of it touches a name, a unit or who is on the roster
_AT_THE_DOOR = (
    "signed_in", "scan_repeated", "scan_refused", "scan_waiting", "sign_in_annulled", "left_meeting", "left_early",
    "came_back", "phone_handed_in", "phone_given_back", "wrong_seat",
)  # fmt: skip


@dataclass(slots=True)
class _Kept:
    """The names of one meeting: `ids` in roster order; a line a person in `keys` and `plain`, where each begins."""

    meeting: int
    seen: dict[str, int]
    ids: list[int]
    keys: str
    key_lines: list[int]
    plain: str
    plain_lines: list[int]
    units: dict[str, list[int]]


_kept: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def find(store: Store, meeting: int, text: str, limit: int) -> list[int]:
    """The attendees that a typed name, unit, pinyin or initials means, the likeliest reading first; ids."""
    query, letters = names.fold_query(text)
    kept = _kept.get(store)
    if kept is None or kept.meeting != meeting or _changed(store, kept):
        kept = _read(store, meeting)
        if not store.conn.in_transaction:  # what a write has not committed may be gone again
            _kept[store] = kept
    places = _by_keys(kept, query, limit) if letters else _by_characters(kept, query, limit)
    return [kept.ids[place] for place in places]


def _changed(store: Store, kept: _Kept) -> bool:
    """Whether an event came since that may have changed a roster; the door's are passed over once and for all."""
    marks = ", ".join("?" * len(_AT_THE_DOOR))
    for origin, last in _last_events(store).items():
        seen = kept.seen.get(origin, 0)
        if last < seen or store.value(
            f"select 1 from event where origin = ? and seq > ? and kind not in ({marks}) limit 1",
            origin, seen, *_AT_THE_DOOR,
        ):  # fmt: skip
            return True
        kept.seen[origin] = last
    return False


def _last_events(store: Store) -> dict[str, int]:
    found: dict[str, int] = {}
    origin = ""
    while origin := store.value("select min(origin) from event where origin > ?", origin):
        found[origin] = store.value("select max(seq) from event where origin = ?", origin)
    return found


def _read(store: Store, meeting: int) -> _Kept:
    seen = _last_events(store)
    rows = store.conn.execute(
        "select id, keys, plain, unit from attendee where meeting = ? order by position, id", (meeting,)
    ).fetchall()
    units: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        units.setdefault(row[3], []).append(place)
    keys, plain = [f"\n{row[1]}" for row in rows], [f"\n{row[2]}" for row in rows]
    return _Kept(
        meeting, seen, [row[0] for row in rows], "".join(keys), _begins(keys), "".join(plain), _begins(plain), units
    )  # fmt: skip


def _begins(lines: list[str]) -> list[int]:
    found, at = [], 0
    for line in lines:
        found.append(at)
        at += len(line)
    return found


def _by_keys(kept: _Kept, query: str, limit: int) -> list[int]:
    """By pinyin: a line is the forms of a name with a space before each, likeliest first."""
    first = [place for place, _at in _hits(kept.keys, kept.key_lines, f"\n {query}", limit)]
    if len(first) == limit:
        return first
    # an earlier form of a name is a likelier one
    later = sorted((at, place) for place, at in _hits(kept.keys, kept.key_lines, f" {query}", -1) if at > 1)
    return [*first, *(place for _at, place in later)][:limit]


def _by_characters(kept: _Kept, query: str, limit: int) -> list[int]:
    """By 汉字: of the name, where it stands earlier first, then of the unit."""
    first = [place for place, _at in _hits(kept.plain, kept.plain_lines, f"\n{query}", limit)]
    if len(first) == limit:
        return first
    later = sorted((at, place) for place, at in _hits(kept.plain, kept.plain_lines, query, -1) if at > 1)
    found = [*first, *(place for _at, place in later)]
    if len(found) < limit:
        of_units = [place for unit, places in kept.units.items() if query in unit for place in places]
        found += sorted(set(of_units).difference(found))
    return found[:limit]


def _hits(text: str, begins: list[int], query: str, most: int) -> Iterator[tuple[int, int]]:
    """The lines that hold the query, each once with the first place in it; `most` -1 is all."""
    at = text.find(query)
    while at >= 0 and most:
        line = bisect_right(begins, at) - 1
        yield line, at - begins[line]
        most -= 1
        at = text.find(query, begins[line + 1]) if line + 1 < len(begins) else -1
