"""Finding any part of a text as it is typed: hanzi, numbers in any form, pinyin in full or by initials.

A text becomes tokens, one a place: a character is kept with its follower (关于 于召 召开 开), so that any part of
a text is a phrase of the same pairs; figures and Latin words are whole tokens. What is typed becomes a phrase, too.
Tokens hold letters and figures alone, so that nothing typed is ever read as a query's own signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_RUN = re.compile(r"([0-9]+)|([a-z]+)|([^\W\d_a-z]+)|(\s+)|.", re.DOTALL)
_ORDINAL = re.compile("第(?=[0-9])")
FIGURES, LATIN, HAN = "figures", "latin", "han"
MOST_SEGMENTATIONS = 8
MOST_TYPED = 100  # characters of a query that are looked at


class Tokens(NamedTuple):
    """What a text is found by: its words, the syllables of its title, and their initials."""

    words: str
    sounds: str
    heads: str


def _folded(text: str) -> str:
    """Widths and case do not count, nor a 第 before figures."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    return _ORDINAL.sub("", folded)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """The runs of a text; signs between characters are left out, a space is the kind ""."""
    for found in _RUN.finditer(_folded(text)):
        figures, latin, han, space = found.groups()
        if figures:
            yield FIGURES, figures.lstrip("0") or "0"
        elif latin:
            yield LATIN, latin
        elif han:
            yield HAN, han
        elif space:
            yield "", ""


def _joined(runs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Characters on both sides of a sign or a space make one run."""
    before = ""
    for kind, run in runs:
        if kind == HAN:
            before += run
        elif kind:
            if before:
                yield HAN, before
            before = ""
            yield kind, run
    if before:
        yield HAN, before


def _paired(run: Sequence[str]) -> list[str]:
    """Each character, or syllable, with its follower, the last one alone."""
    return ["".join(run[place : place + 2]) for place in range(len(run))]


# asked twice: before the writer's place is taken, and in it
@lru_cache(maxsize=1024)
def tokens(title: str, others: tuple[str, ...] = (), keys: str = "") -> Tokens:
    """The tokens of a title and of what else it is found by; `keys` are pinyin keys that are known already."""
    words = [token for text in (title, *others) for token in _words(text)]
    syllables, initials = ("", "") if keys else _sounds(title)
    return Tokens(" ".join([*words, *keys.split()]), syllables, initials)


def _words(text: str) -> list[str]:
    found: list[str] = []
    for kind, run in _joined(_runs(text)):
        found += _paired(run) if kind == HAN else [run]
    return found


def _sounds(title: str) -> tuple[str, str]:
    """The syllables and the paired initials of a title, each character read in the words around it."""
    syllables: list[str] = []
    initials = ""
    for kind, run in _joined(_runs(title)):
        if kind == HAN:
            read = _read(run)
            syllables += read
            initials += "".join(one[0] for one in read)
        elif kind == LATIN:
            syllables.append(run)
            initials += run
    return " ".join(_paired(syllables)), " ".join(_paired(initials))


def _read(run: str) -> list[str]:
    from pypinyin.seg.mmseg import seg

    return [one for word in seg.cut(run) for one in _read_word(word)]


# titles repeat their words, and reading a word is most of the work
@lru_cache(maxsize=16384)
def _read_word(word: str) -> tuple[str, ...]:
    """The syllables of one word; a character that has none is left out."""
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin([word], style=Style.NORMAL, errors="ignore")
    return tuple(one for one in read if one.isascii() and one.isalpha())


# ------------------------------------------------------------------ what is typed


def query(typed: str, kinds: Sequence[str] = ()) -> str | None:
    """The full-text query of what was typed, None where nothing of it can be looked for; `kinds` narrow it.

    Parts between spaces, and characters before figures, may stand anywhere in the text; all must be there.
    """
    parts = [one for term in _terms(typed[:MOST_TYPED]) if (one := _phrase(term))]
    if not parts:
        return None
    if kinds:
        parts.insert(0, f"({' OR '.join(f'kind : {_quoted([kind], False)}' for kind in kinds)})")
    return " AND ".join(parts)


Term = list[tuple[str, str]]


def _terms(typed: str) -> list[Term]:
    terms: list[Term] = [[]]
    for kind, run in _runs(typed):
        last = terms[-1][-1][0] if terms[-1] else ""
        if not kind:
            terms.append([])
        elif kind == HAN and last == HAN:
            terms[-1][-1] = (HAN, terms[-1][-1][1] + run)
        elif last and (LATIN in {kind, last} or (last, kind) == (HAN, FIGURES)):
            terms.append([(kind, run)])
        else:
            terms[-1].append((kind, run))
    return [term for term in terms if term]


def _phrase(term: Term) -> str:
    if term[0][0] == LATIN:
        return _letters(term[0][1])
    found: list[str] = []
    for kind, run in term:
        found += _paired(run) if kind == HAN else [run]
    last = term[-1]
    open_end = last[0] == FIGURES
    if last[0] == HAN:
        # the last character stands alone only where nothing follows it in the text
        if len(last[1]) > 1:
            found.pop()
        else:
            open_end = True
    # 2026-1 is a year and a whole number; figures alone may still be going on
    if [kind for kind, _run in term[-2:]] == [FIGURES, FIGURES]:
        open_end = False
    return "words : " + _quoted(found, open_end)


def _letters(run: str) -> str:
    """Letters are a Latin word, initials, or whole syllables of which the last may be unfinished."""
    initials = _quoted(_paired(run)[:-1], False) if len(run) > 1 else _quoted([run], True)
    found = [f"words : {_quoted([run], True)}", f"heads : {initials}"]
    found += [f"sounds : {_quoted(_paired(one)[: max(len(one) - 1, 1)], True)}" for one in segmentations(run)]
    return f"({' OR '.join(dict.fromkeys(found))})"


def _quoted(found: Sequence[str], open_end: bool) -> str:
    return f'"{" ".join(found)}"' + (" *" if open_end else "")


_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g k h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j q x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh ch": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z c s": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "y": "a ai an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final
    for initials, finals in _FINALS.items()
    for initial in initials.split() or [""]
    for final in finals.split()
)
_LONGEST = max(map(len, SYLLABLES))
_BEGUN = frozenset(one[:length] for one in SYLLABLES for length in range(1, len(one) + 1))


def segmentations(letters: str) -> list[list[str]]:
    """How letters can be syllables, the last of which may be unfinished: xian is xian, and xi an; longest first."""
    found: list[list[str]] = []

    def walk(place: int, before: list[str]) -> None:
        if len(found) == MOST_SEGMENTATIONS:
            return
        rest = letters[place:]
        if rest in _BEGUN:
            found.append([*before, rest])
        for length in range(min(_LONGEST, len(rest) - 1), 0, -1):
            if rest[:length] in SYLLABLES and place + length not in dead:
                tried = len(found)
                walk(place + length, [*before, rest[:length]])
                if len(found) == tried:
                    dead.add(place + length)

    dead: set[int] = set()
    walk(0, [])
    return found
