"""Finding people as clerks type them: hanzi, full pinyin or initials, every reading of a name (domain.md section 4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, islice, product

from oatui.rules.surnames import COMPOUND, SURNAMES

MOST_READINGS = 24
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・․", "·"))
_LETTER_MARKS = str.maketrans(dict.fromkeys("'’·.-", None))


def plain(name: str) -> str:
    """The form in which names are compared; stored names are never changed."""
    return _tight(name).translate(_DOTS)


def fold_query(text: str) -> tuple[str, bool]:
    """A typed query and whether it is letters, to be held against the search keys."""
    folded = _tight(text).casefold()
    letters = folded.replace("ü", "v").translate(_LETTER_MARKS)
    return (letters, True) if letters.isascii() and letters.isalpha() else (folded, False)


def _tight(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "CZ")


# a list of thousands repeats names and, far more, given names: reading one in context costs 0.1 ms
@lru_cache(maxsize=8192)
def name_keys(name: str, pinyin: str | None = None) -> str:
    """Search keys, each after a space, the likeliest reading first: " shanxiongxin sxx shanxx sxiongxin".

    `pinyin`, typed by the clerk, comes before every reading found here.
    """
    letters = plain(name).translate(_LETTER_MARKS).casefold()
    if not letters:
        return ""
    surname, readings = _name_readings(letters)
    found = list(islice(_spellings(readings), MOST_READINGS))
    if pinyin and (typed := _typed_reading(pinyin, readings)):
        found.insert(0, typed)
    keys = dict.fromkeys(
        form for reading in found for syllables in _umlauts(reading) for form in _forms(syllables, surname)
    )
    return "".join(f" {key}" for key in keys)


def _name_readings(name: str) -> tuple[int, list[list[str]]]:
    """How many characters the surname has, and the readings of each character, likeliest first."""
    surname = 2 if len(name) > 2 and name[:2] in COMPOUND else 1
    known = COMPOUND.get(name[:2], ()) if surname == 2 else SURNAMES.get(name[:1], ())
    likely: list[Sequence[str]] = [known] if surname == 1 else [(syllable,) for syllable in known]
    likely += [(syllable,) for syllable in _in_context(name[surname:])]
    return surname, [
        list(dict.fromkeys([*first, *_readings(character)]))
        for first, character in zip(likely, name, strict=True)
    ]


@lru_cache(maxsize=8192)
def _in_context(given: str) -> tuple[str, ...]:
    """The reading of each character in the words around it."""
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(given, style=Style.NORMAL)
    return tuple(read) if len(read) == len(given) else tuple(_readings(character)[0] for character in given)


@cache
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _spellings(readings: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The likeliest reading, then those that differ from it in one character, in two, and so on."""
    for changed in range(len(readings) + 1):
        for places in combinations(range(len(readings)), changed):
            for others in product(*(readings[place][1:] for place in places)):
                spelling = [reading[0] for reading in readings]
                for place, other in zip(places, others, strict=True):
                    spelling[place] = other
                yield spelling


def _typed_reading(pinyin: str, readings: Sequence[Sequence[str]]) -> list[str]:
    """The syllables of what the clerk typed, tone marks taken off."""
    decomposed = unicodedata.normalize("NFD", pinyin.casefold()).replace("u\u0308", "v")
    parts = "".join(c if "a" <= c <= "z" else " " for c in decomposed if not unicodedata.combining(c)).split()
    whole = "".join(parts)
    if len(parts) == len(readings):
        return parts
    matching = (s for s in islice(_spellings(readings), 1000) if "".join(s) == whole)
    return next(matching, parts)


def _umlauts(syllables: list[str]) -> Iterator[list[str]]:
    """ü is typed as v by some and as u by others."""
    yield syllables
    if any(syllable[1:2] == "v" for syllable in syllables):
        yield [syllable[:1] + syllable[1:].replace("v", "u") for syllable in syllables]


def _forms(syllables: Sequence[str], surname: int) -> Iterator[str]:
    initials = "".join(s[:1] for s in syllables)
    yield "".join(syllables)
    yield initials
    # two characters that make a compound surname may also be a plain surname and a given name
    for split in range(surname, 0, -1):
        yield "".join(syllables[:split]) + initials[split:]
        yield initials[:split] + "".join(syllables[split:])
