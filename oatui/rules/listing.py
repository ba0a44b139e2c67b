"""The order in which units and people are listed: as reported, by strokes of the name, or by its pinyin (practice).

A published list, a roster among them, stands first; 姓氏笔画 and 姓氏拼音 are for lists that must put nobody first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from oatui.i18n import N_
from oatui.rules.names import plain, spelled
from oatui.rules.strokes import places
from oatui.rules.surnames import COMPOUND

T = TypeVar("T")

ORDERS = {"roster": N_("按名册"), "strokes": N_("按姓氏笔画"), "pinyin": N_("按姓氏拼音")}
_BLANK = 0  # the second place of 王 伟: it stands before 王 any 某某
_UNKNOWN = 100_000  # a character that the table of strokes does not know comes after all others


def listed(items: Sequence[T], order: str, name: Callable[[T], str], *, person: bool = True) -> list[T]:
    """The items in an order of `ORDERS`; whatever is equal stays as it was. `person`: the names are people's."""
    if order == "roster":
        return list(items)
    key = _by_pinyin if order == "pinyin" else _by_strokes
    return sorted(items, key=lambda item: key(plain(name(item)), person))


def _by_strokes(name: str, person: bool) -> tuple[int, ...]:
    """Character by character; of one surname, those of one given character come first (姓氏笔画)."""
    known = places()
    key = [known.get(character, _UNKNOWN + ord(character)) for character in name]
    if person and len(name) == (3 if name[:2] in COMPOUND else 2):
        key.insert(len(name) - 1, _BLANK)
    return tuple(key)


def _by_pinyin(name: str, person: bool) -> tuple[Any, ...]:
    """Syllable by syllable in the likeliest reading, then by strokes."""
    return spelled(name, person=person), _by_strokes(name, person)
