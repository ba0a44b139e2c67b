"""Makes the tables of oatui/rules/readings.py from pypinyin: `python tests/readings.py` prints them.

tests/rules/test_names.py holds the tables against pypinyin; after a change of its version they are made anew.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT

from oatui.rules.strokes import BY_STROKES

WIDTH = 110
CHARACTERS = "".join(BY_STROKES.values())


def of_characters() -> dict[str, tuple[str, ...]]:
    """Every reading of each character, likeliest first."""
    return {one: tuple(pinyin(one, style=Style.NORMAL, heteronym=True)[0]) for one in CHARACTERS}


def of_text(text: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text, style=Style.NORMAL))


def of_words(readings: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The words of two characters that are read otherwise than each of them."""
    found = {}
    for word in PHRASES_DICT:
        if len(word) <= 2 and all(one in readings for one in word):
            read = of_text(word)
            if read != tuple(readings[one][0] for one in word):
                found[word] = read
    return found


def _character_lines() -> Iterable[str]:
    by_syllable: dict[str, list[str]] = defaultdict(lambda: [""] * 8)
    for one, read in of_characters().items():
        for place, syllable in enumerate(read):
            by_syllable[syllable][place] += one
    for syllable in sorted(by_syllable):
        yield f"{syllable}:{'|'.join(by_syllable[syllable]).rstrip('|')}"


def _word_lines() -> Iterable[str]:
    by_syllable: dict[str, str] = defaultdict(str)
    readings = of_characters()
    for word, read in sorted(of_words(readings).items()):
        for place, (one, syllable) in enumerate(zip(word, read, strict=True)):
            if syllable != readings[one][0]:
                by_syllable[f"{place}{syllable}"] += word
    for key in sorted(by_syllable):
        yield f"{key}:{by_syllable[key]}"


def _printed(name: str, entries: Iterable[str]) -> None:
    write = sys.stdout.write
    write(f"{name} = (\n")
    text, width = "", 0
    for one in " ".join(entries):
        text, width = text + one, width + 1 + (ord(one) > 0x2E7F)
        if width >= WIDTH - 8:
            write(f'    "{text}"\n')
            text, width = "", 0
    write(f'    "{text}"\n)\n')


if __name__ == "__main__":
    _printed("_CHARACTERS", _character_lines())
    _printed("_WORDS", _word_lines())
