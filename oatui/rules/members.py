"""The people of a standing list as they are typed: one a line, 姓名 单位 职务 电话; the order of the lines is theirs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from oatui.rules.phone_text import in_one
from oatui.rules.verdict import refuse

MOST = 2000  # people on one list
NOTHING = "-"  # holds the place of what is not known
_NUMBERED = re.compile(r"^\s*(?:\([0-9]{1,3}\)|[0-9]{1,3}[.、)])\s*")
# in Latin letters a name is of several words: what stands beside it is two spaces off
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]*(?:[,;] ?| +)[A-Za-z]")
_ONLY_NAME = re.compile(r"[A-Z][A-Za-z.'-]* [A-Z][A-Za-z.'-]*")
_APART = re.compile(r"\s*[,;\t]\s*|\s{2,}")


class Member(NamedTuple):
    """One person of a list."""

    name: str
    unit: str = ""
    post: str = ""
    phone: str = ""


def as_lines(members: Sequence[Member]) -> str:
    """The list as text to be edited."""
    return "\n".join(_line(one) for one in members)


def _line(one: Member) -> str:
    parts = [(" " if part.isascii() else "").join(part.split()) for part in one]
    while len(parts) > (2 if " " in parts[0] else 1) and not parts[-1]:
        parts.pop()
    return "  ".join(part or NOTHING for part in parts)


def read_lines(text: str) -> list[Member]:
    """The people of a text; a number of seven digits or more is a phone wherever it stands. Raises Refused."""
    found = []
    for row, line in enumerate(text.splitlines(), start=1):
        parts = _words(line)
        if not parts:
            continue
        phones = [part for part in parts[1:] if sum(char.isdigit() for char in part) >= 7]
        words = ["" if part == NOTHING else part for part in parts if part not in phones]
        if not words or not any(char.isalpha() for char in words[0]):
            raise refuse("people_list.line", row=row, written=line.strip()[:30])
        name, unit, *post = [*words, ""][: max(2, len(words))]
        found.append(Member(name, unit, "、".join(part for part in post if part), "、".join(phones)))
    if not found:
        raise refuse("people_list.nobody")
    return found


def _words(line: str) -> list[str]:
    """The words of a line without its number; 张 三 is one."""
    text = in_one(_NUMBERED.sub("", unicodedata.normalize("NFKC", line)).strip())
    if _ONLY_NAME.fullmatch(text):
        return [text]
    if _LATIN.match(text) and _APART.search(text):
        return [part for part in _APART.split(text) if part]
    parts = text.replace("、", " ").replace(",", " ").split()
    if len(parts) > 1 and len(parts[0]) == len(parts[1]) == 1 and (parts[0] + parts[1]).isalpha():
        parts[:2] = [parts[0] + parts[1]]
    return parts


def usual_title(name: str) -> str:
    """What the first meeting of a list is called, "" where its name does not tell."""
    return "局务会" if "班子" in name else ""
