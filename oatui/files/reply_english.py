"""A line of a reply in English: Bureau of Finance, Wang Fang, Director, 13700000000; Wang Fang on leave."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBERED = re.compile(r"^\s*(?:\(\d{1,3}\)|\d{1,3}[.)])\s*")
_PHONE = re.compile(r"(?<!\d)\+?\d[\d -]{5,18}\d(?!\d)")
# the Centre for Disease Control stands in for nobody
_SUBSTITUTE = re.compile(
    r"(?i)\b(?:as (?:a )?substitute|substitut\w+|(?:in place|instead) of|standing in"
    r"|(?<!bureau )(?<!office )(?<!centre )(?<!center )(?<!committee )(?<!department )(?<!association )for)\b.*"
)
_POLITE = re.compile(
    r"(?i)\s*(?:(?:dear|hi|hello|thanks?|many thanks|(?:best|kind|warm) (?:regards|wishes)|regards|yours)\b[^,0-9]*"
    r"|good (?:morning|afternoon|evening|day)|received|noted|ok(?:ay)?)\W*"
)
_AWAY = re.compile(
    r"(?i)[(\s,;:–-]*\b(?:is |are |asks? for |on )?(?:not (?:coming|attending|able)|unable|cannot|can't|can not|won't|will not"
    r"|absent|leave|declines?|ill|sick)\b.*"
)
_COMING = re.compile(
    r"(?i)[(\s,;:–-]*\b(?:(?:is |are |will be |will )?(?:coming|attending|attends?|come|present)|yes|confirmed)\b[)\s.]*$"
)
_UNIT = re.compile(
    r"(?i)\b(?:bureau|office|town|township|committee|department|government|centre|center|school|company|bank|court|hospital"
    r"|subdistrict|street|association|institute|station|procuratorate|federation|union|ltd)\b"
)
_POST = re.compile(
    r"(?i)\b((?:(?:deputy|vice|assistant|acting|party|section|office|general|first|head|chief)[ -])*"
    r"(?:director|head|chief|mayor|secretary|clerk|manager|chair(?:man|woman|person)?|principal|officer|staff|member|president"
    r"|accountant|engineer|commissioner|minister|governor|driver|leader|dean|judge)(?: general| member)?)$"
)
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}")


class Line(NamedTuple):
    """What a line says; without a name it is the unit of the lines below."""

    name: str
    unit: str
    post: str
    phone: str
    coming: str  # yes, no or substitute


def is_english(line: str) -> bool:
    """Whether it is written in letters, without a Chinese character."""
    return bool(re.search("[A-Za-z]{2}", line)) and not re.search("[\u3400-\u9fff]", line)


def is_polite(line: str) -> bool:
    """Whether it greets, thanks or acknowledges, and reports nobody."""
    return _POLITE.fullmatch(line) is not None


def read_line(line: str) -> Line | None:
    """A person, or a unit over its people; None where it is neither."""
    rest = _NUMBERED.sub("", line).strip().strip(".")
    coming = "yes"
    if _AWAY.search(rest):
        rest, coming = _AWAY.sub("", rest), "no"
    elif _SUBSTITUTE.search(rest):
        rest, coming = _SUBSTITUTE.sub("", rest), "substitute"
    rest = _COMING.sub("", rest)
    phones = [re.sub("[ -]", "", found) for found in _PHONE.findall(rest)]
    parts = [
        " ".join(part.split()) for part in re.split(r"[,;|:\t()]", _PHONE.sub(",", rest)) if part.strip()
    ]
    if not parts:
        return None
    if (
        len(parts) == 1
        and _UNIT.search(parts[0])
        and not phones
        and coming == "yes"
        and not _POST.search(parts[0])
    ):
        return Line("", parts[0], "", "", coming)
    unit = parts.pop(0) if len(parts) > 1 and _UNIT.search(parts[0]) else ""
    name, *after = parts
    post = ""
    if not _UNIT.fullmatch(name) and (found := _POST.search(name)):
        name, post = name[: found.start()].strip(), found[1]
    if not unit and _UNIT.search(name):
        # Bureau of Finance Wang Fang: the name is its last two words
        *before, first, last = name.split() if len(name.split()) > 2 else ["", name, ""]
        unit, name = " ".join(before), f"{first} {last}"
    if not unit and after and _UNIT.search(after[0]):
        unit = after.pop(0)
    if not _NAME.fullmatch(name) or _UNIT.search(name) or not (" " in name or phones):
        return None
    return Line(name, unit, ", ".join(filter(None, [post, *after])), "、".join(phones), coming)
