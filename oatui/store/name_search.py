"""Finding people of one meeting by name: their keys lie in memory as one text each, which is gone through in a few ms.

A scan of the table would take some 30 ms with 100,000 people, for each letter that is typed. What is kept is read
anew after any event that may have changed a roster; the door's events, which come by the second, cannot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from weakref import WeakKeyDictionary

from oatui.rules import names
from oatui.store.database import Store

# what happens at the door while others search: none of it touches a name, a unit or who is on the roster
_AT_THE_DOOR = (
    "signed_in", "scan_repeated", "scan_refused", "scan_waiting", "sign_in_annulled", "left_meeting", "left_early",
    "came_back", "phone_handed_in", "phone_given_back", "wrong_seat", "note_taken_back",
)  # fmt: skip


class _Lines:
    """A line a person in one text, each after a line feed."""

    __slots__ = ("_begins", "_text")

    def __init__(self, lines: Iterable[str]) -> None:
        every = [f"\n{line}" for line in lines]
        self._text = "".join(every)
        self._begins = list(accumulate(map(len, every), initial=0))[:-1]

    def hits(self, query: str, most: int = -1) -> Iterator[tuple[int, int]]:
        """The lines that hold the query, each once with the first place in it; `most` -1 is all."""
        text, begins = self._text, self._begins
        at = text.find(query)
        while at >= 0 and most:
            line = bisect_right(begins, at) - 1
            yield line, at - begins[line]
            most -= 1
            at = text.find(query, begins[line + 1]) if line + 1 < len(begins) else -1

    def beginning(self, query: str, most: int) -> list[int]:
        """The lines that begin with the query."""
        return [line for line, _at in self.hits(f"\n{query}", most)]


@dataclass(slots=True)
class _Kept:
    """The names of one meeting, `ids` in roster order: whole readings, initials, every other form, and 汉字."""

    meeting: int
    seen: dict[str, int]
    ids: list[int]
    whole: _Lines
    initials: _Lines
    others: _Lines
    plain: _Lines
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
    forms = [row[1].split(" ", 3) for row in rows]  # a space stands before each
    return _Kept(
        meeting, seen, [row[0] for row in rows], _Lines(_form(one, 1) for one in forms),
        _Lines(_form(one, 2) for one in forms), _Lines(f" {_form(one, 3)}" for one in forms),
        _Lines(row[2] for row in rows), units,
    )  # fmt: skip


def _form(forms: list[str], place: int) -> str:
    return forms[place] if place < len(forms) else ""


def _by_keys(kept: _Kept, query: str, limit: int) -> list[int]:
    """By pinyin: the likeliest reading whole, its initials, then the earlier form of the name."""
    found = dict.fromkeys(kept.whole.beginning(query, limit))
    if len(found) < limit:
        found |= dict.fromkeys(kept.initials.beginning(query, limit))
    if len(found) < limit:
        found |= dict.fromkeys(_ranked(kept.others.hits(f" {query}"), 1, limit))
    return list(found)[:limit]


def _by_characters(kept: _Kept, query: str, limit: int) -> list[int]:
    """By 汉字: of the name, where it stands earlier first, then of the unit."""
    found = dict.fromkeys(kept.plain.beginning(query, limit))
    if len(found) < limit:
        found |= dict.fromkeys(_ranked(kept.plain.hits(query), 2, limit))
    if len(found) < limit:
        of_units = (place for unit, places in kept.units.items() if query in unit for place in places)
        found |= dict.fromkeys(sorted(of_units))
    return list(found)[:limit]


def _ranked(hits: Iterator[tuple[int, int]], best: int, limit: int) -> list[int]:
    """The lines in the order of where the query stands in them; enough at the best place end the search."""
    found: list[tuple[int, int]] = []
    at_best = 0
    for line, at in hits:
        found.append((at, line))
        at_best += at == best
        if at_best == limit:
            break
    return [line for _at, line in sorted(found)]
