"""The numbers that Word draws before paragraphs and keeps out of their text: 一、 （一） 1. and the like."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"


class Numbers:
    """Counts every list of a document as its paragraphs pass, in order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str, tuple[str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {one.get(f"{_W}abstractNumId"): one for one in root.iter(f"{_W}abstractNum")}
        for num in root.iter(f"{_W}num"):
            of = num.find(f"{_W}abstractNumId")
            found = abstract.get(of.get(f"{_W}val")) if of is not None else None
            if found is not None:
                self._levels[num.get(f"{_W}numId")] = {
                    int(level.get(f"{_W}ilvl") or 0): _level(level) for level in found.iter(f"{_W}lvl")
                }
        for style in document.styles.element.iter(f"{_W}style"):
            if place := _place(style):
                self._styles[style.get(f"{_W}styleId")] = place

    def before(self, paragraph: Any) -> str:
        """The number that stands before a paragraph, empty for none."""
        place = _place(paragraph)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if place is None and style is not None:
            place = self._styles.get(style.get(f"{_W}val") or "")
        if place is None or place[0] not in self._levels:
            return ""
        number, depth = place
        levels, counts = self._levels[number], self._counts[number]
        if depth not in levels:
            return ""
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text = levels[depth][1]
        for level, (form, _text, start) in levels.items():
            text = text.replace(f"%{level + 1}", _written(counts.get(level, start), form))
        return text


def _place(element: Any) -> tuple[str, int] | None:
    """The list and the depth that a paragraph or a style stands in."""
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if number is None:
        return None
    depth = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    return number.get(f"{_W}val") or "", int(depth.get(f"{_W}val") or 0) if depth is not None else 0


def _level(level: Any) -> tuple[str, str, int]:
    """How it is written, the text around it, where it begins."""

    def value(name: str, preset: str) -> str:
        found = level.find(f"{_W}{name}")
        return preset if found is None else found.get(f"{_W}val") or preset

    form = value("numFmt", "decimal")
    # a bullet is a sign of a symbol font, not text
    return form, "" if form == "bullet" else value("lvlText", ""), int(value("start", "1"))


def _written(n: int, form: str) -> str:
    if form in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    }:
        return chinese(n)
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if form in {"lowerLetter", "upperLetter"} and 1 <= n <= 26:
        return chr((97 if form == "lowerLetter" else 65) + n - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(n))
    return "" if form == "none" else str(n)


def chinese(n: int) -> str:
    """十一, 二十, 一百〇五: a number up to 999 as headings write it."""
    if not 0 < n < 1000:
        return str(n)
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "〇"
    return text + (_DIGITS[ones] if ones else "")
