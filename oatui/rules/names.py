"""Finding people as clerks type them: hanzi, full pinyin or initials, every reading of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, islice, product
from typing import NamedTuple

from oatui.rules.surnames import COMPOUND, SURNAMES

MOST_READINGS = 24
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・․", "·"))
_LETTER_MARKS = str.maketrans(dict.fromkeys("'’·.-", None))


def plain(name: str) -> str:
    """The form in which names are compared; stored names are never changed."""
    tight = _tight(name)
    return tight if tight.isalpha() else tight.translate(_DOTS)


def fold_query(text: str) -> tuple[str, bool]:
    """A typed query and whether it is letters, to be held against the search keys."""
    folded = _tight(text).casefold()
    letters = folded.replace("ü", "v").translate(_LETTER_MARKS)
    return (letters, True) if letters.isascii() and letters.isalpha() else (folded, False)


def _tight(text: str) -> str:
    if text.isalpha() and unicodedata.is_normalized("NFKC", text):
        return text  # as most names are
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "CZ")


def name_keys(name: str, pinyin: str | None = None) -> str:
    """Search keys, each after a space, the likeliest reading first: " shanxiongxin sxx shanxx sxiongxin".

    `pinyin`, typed by the clerk, comes before every reading found here.
    """
    return spelled_as(plain(name), pinyin)


def spelled_as(plain_name: str, pinyin: str | None = None) -> str:
    """`name_keys` of a name that is `plain` already."""
    letters = plain_name.casefold()
    if not letters.isalpha():
        letters = letters.translate(_LETTER_MARKS)
    if not letters:
        return ""
    size = _surname_size(letters)
    keys = []
    first, second = letters[:size], letters[size:]
    if pinyin and (typed := _typed_reading(pinyin, _name_readings(letters))):
        keys += _forms(_part(typed[:size]), _part(typed[size:]))
    elif readings := _short_surname(first):
        # as most names are: what depends on the given name alone is spelled once for all who have it
        found = _behind_any_surname(second, len(readings.marks) // 2)
        for mark, spelling in readings.marks:
            found = found.replace(mark, spelling)
        return found if readings.distinct else _joined(found.split())
    for surname, given in _together(_surname(first), _given(second), MOST_READINGS):
        keys += _forms(surname, given)
    return _joined(keys)


def spelled_all(plain_names: Sequence[str]) -> list[str]:
    """`spelled_as` of each: what the bearers of a surname share is put into the keys of all of them at once."""
    bearers: dict[str, list[str]] = {}
    for name in dict.fromkeys(plain_names):
        if name.isalpha() and name[0] >= "\u3400" and _surname_size(name) == 1:
            bearers.setdefault(name[0], []).append(name)
    keys: dict[str, str] = {}
    for surname, borne in bearers.items():
        if (readings := _short_surname(surname)) and readings.distinct:
            count = len(readings.marks) // 2
            lines = "\n".join([_behind_any_surname(name[1:].casefold(), count) for name in borne])
            for mark, spelling in readings.marks:
                lines = lines.replace(mark, spelling)
            keys |= zip(borne, lines.split("\n"), strict=True)
    return [keys.get(name) or spelled_as(name) for name in plain_names]


class _Part(NamedTuple):
    """A surname or a given name as it may be spelled: its syllables, all of them, their initials; ü typed as u."""

    syllables: tuple[str, ...]
    whole: str
    initials: str
    with_u: str


def _part(syllables: Sequence[str]) -> _Part:
    whole = "".join(syllables)
    # ü is typed as v by some and as u by others
    with_u = whole
    if "v" in whole:
        with_u = "".join(s[:1] + s[1:].replace("v", "u") if s[1:2] == "v" else s for s in syllables)
    return _Part(tuple(syllables), whole, "".join([s[:1] for s in syllables]), with_u)


# a list of thousands repeats surnames and, far more, given names: spelling one costs 0.1 ms
@lru_cache(maxsize=8192)
def _given(given: str) -> tuple[tuple[_Part, ...], ...]:
    return _by_changes([_each_reading(given, place, first) for place, first in enumerate(_in_context(given))])


@lru_cache(maxsize=1024)
def _surname(surname: str) -> tuple[tuple[_Part, ...], ...]:
    return _by_changes(_surname_readings(surname))


class _Short(NamedTuple):
    """A surname of one character without ü: the mark of each spelling and the spelling, whether all are different."""

    marks: tuple[tuple[str, str], ...]
    distinct: bool


@lru_cache(maxsize=1024)
def _short_surname(surname: str) -> _Short | None:
    parts = [part for changed in _surname(surname) for part in changed]
    if any(len(part.initials) != 1 or part.with_u != part.whole for part in parts) or len(parts) > len(
        _MARKS
    ):
        return None
    marks = [
        pair for mark, part in zip(_MARKS, parts, strict=False)
        for pair in ((mark.whole, part.whole), (mark.initials, part.initials))
    ]  # fmt: skip
    return _Short(tuple(marks), len({spelling for _mark, spelling in marks}) == len(marks))


# stand for a surname's readings; keys themselves are never in capitals
_MARKS = [_Part((one,), one, two, one) for one, two in zip("ABCDEFGH", "STUVWXYZ", strict=True)]


@lru_cache(maxsize=8192)
def _behind_any_surname(given: str, readings: int) -> str:
    """The keys of a given name behind a surname of so many readings, the marks in their place."""
    surnames = [_MARKS[:1], _MARKS[1:readings]] if readings > 1 else [_MARKS[:1]]
    keys: list[str] = []
    for surname, part in _together(surnames, _given(given), MOST_READINGS):
        keys += _forms(surname, part)
    return _joined(keys)


def _joined(keys: Iterable[str]) -> str:
    return " " + " ".join(dict.fromkeys(keys))


def _by_changes(
    readings: Sequence[Sequence[str]], most: int = MOST_READINGS
) -> tuple[tuple[_Part, ...], ...]:
    """The likeliest spellings of one part, by how many of its characters differ from the likeliest reading."""
    found: list[tuple[_Part, ...]] = [(_part([reading[0] for reading in readings]),)]
    several = [place for place, reading in enumerate(readings) if len(reading) > 1]
    most -= 1
    for changed in range(1, len(several) + 1):
        spelled = tuple(islice(_changed(readings, several, changed), most))
        if not spelled:
            break
        found.append(spelled)
        most -= len(spelled)
    return tuple(found)


def _changed(readings: Sequence[Sequence[str]], several: Sequence[int], changed: int) -> Iterator[_Part]:
    for places in combinations(several, changed):
        for others in product(*(readings[place][1:] for place in places)):
            spelling = [reading[0] for reading in readings]
            for place, other in zip(places, others, strict=True):
                spelling[place] = other
            yield _part(spelling)


def _together(
    surnames: Sequence[Sequence[_Part]], givens: Sequence[Sequence[_Part]], most: int
) -> list[tuple[_Part, _Part]]:
    """The likeliest spelling of a name, then those that differ from it in one character, in two, and so on."""
    if len(surnames) == 1:  # as most surnames are read in one way
        return [(surnames[0][0], given) for changed in givens for given in changed]
    found: list[tuple[_Part, _Part]] = []
    for changed in range(len(surnames) + len(givens) - 1):
        for of_surname in range(min(changed, len(surnames) - 1), -1, -1):
            if changed - of_surname < len(givens):
                found += product(surnames[of_surname], givens[changed - of_surname])
        if len(found) >= most:
            return found[:most]
    return found


def _forms(surname: _Part, given: _Part) -> list[str]:
    """Whole, initials, and the surname whole before or initial before the given name's other form."""
    whole, initials = surname.whole, surname.initials
    found = [whole + given.whole, initials + given.initials, whole + given.initials, initials + given.whole]
    if len(initials) == 2:
        # two characters that make a compound surname may also be a plain surname and a given name
        first = len(surname.syllables[0])
        found += [
            whole[:first] + initials[1:] + given.initials,
            initials[:1] + whole[first:] + given.whole,
        ]
    if surname.with_u != whole or given.with_u != given.whole:
        as_u = (surname._replace(whole=surname.with_u), given._replace(whole=given.with_u))
        found += _forms(*as_u)
    return found


def spelled(name: str, *, person: bool = True) -> tuple[str, ...]:
    """The likeliest syllables of a name; of a unit's where it is no `person`'s, whose first word is no surname."""
    letters = plain(name).translate(_LETTER_MARKS).casefold()
    if not person or not letters:
        return _in_context(letters)
    return tuple(reading[0] for reading in _name_readings(letters))


def _surname_size(name: str) -> int:
    return 2 if len(name) > 2 and name[:2] in COMPOUND else 1


def _surname_readings(surname: str) -> list[Sequence[str]]:
    known = (
        [(syllable,) for syllable in COMPOUND[surname]]
        if surname in COMPOUND
        else [SURNAMES.get(surname, ())]
    )
    return [
        list(dict.fromkeys([*first, *_readings(character)]))
        for first, character in zip(known, surname, strict=True)
    ]


def _each_reading(given: str, place: int, first: str) -> Sequence[str]:
    known = _readings(given[place])
    return known if known[0] == first else list(dict.fromkeys([first, *known]))


def _name_readings(name: str) -> list[Sequence[str]]:
    """The readings of each character, likeliest first."""
    size = _surname_size(name)
    given = name[size:]
    return _surname_readings(name[:size]) + [
        _each_reading(given, place, first) for place, first in enumerate(_in_context(given))
    ]


@lru_cache(maxsize=8192)
def _in_context(given: str) -> tuple[str, ...]:
    """The reading of each character in the words around it."""
    from oatui.rules.readings import read_in_words

    if (known := read_in_words(given)) is not None:
        return known
    if len(given) <= 2 and given not in _words():
        # no word: what the dictionary would say at the end of a long way
        return tuple([_readings(character)[0] for character in given])
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(given, style=Style.NORMAL)
    return tuple(read) if len(read) == len(given) else tuple(_readings(character)[0] for character in given)


@cache
def _words() -> Mapping[str, object]:
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT


@cache
def _readings(character: str) -> tuple[str, ...]:
    from oatui.rules.readings import read_character

    if known := read_character(character):
        return known
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _typed_reading(pinyin: str, readings: Sequence[Sequence[str]]) -> Sequence[str]:
    """The syllables of what the clerk typed, tone marks taken off."""
    decomposed = unicodedata.normalize("NFD", pinyin.casefold()).replace("u\u0308", "v")
    parts = "".join(c if "a" <= c <= "z" else " " for c in decomposed if not unicodedata.combining(c)).split()
    whole = "".join(parts)
    if len(parts) == len(readings):
        return parts
    known = (part for changed in _by_changes(readings, 1000) for part in changed)
    return next((part.syllables for part in known if part.whole == whole), parts)


def of_unit(unit: str, name: str) -> str:
    """县财政局张某; a blank stands where both are in Latin letters: Tax Office He Bo."""
    between = " " if unit[-1:].isascii() and name[:1].isascii() and unit and name else ""
    return f"{unit}{between}{name}"
