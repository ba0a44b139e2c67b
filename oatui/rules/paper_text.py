"""The text of a paper as it was read from its Word file: paragraphs, their characters, and what 6-3 looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from oatui.rules.attachments import mark_alone

# what a paragraph is; the main text is HEADING, PARA and TABLE, the rest is the paper's form and prints from the desk
TITLE, TO, HEADING, PARA, TABLE = "title", "to", "heading", "para", "table"
ANNEX, CLOSING, NOTE = "annex", "closing", "note"
MAIN = frozenset({HEADING, PARA, TABLE})


class Paragraph(NamedTuple):
    """One paragraph, or one table with its `rows` (then `text` is empty)."""

    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()

    def as_body(self) -> list[Any]:
        """The form kept in the journal."""
        return [self.kind, self.text, *([[list(row) for row in self.rows]] if self.rows else [])]

    @classmethod
    def from_body(cls, body: Sequence[Any]) -> Paragraph:
        return cls(body[0], body[1], tuple(tuple(row) for row in body[2]) if len(body) > 2 else ())

    @property
    def plain(self) -> str:
        """Its words, a table's cells too."""
        return self.text or " ".join(cell for row in self.rows for cell in row)


def main_text(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The text between 主送 and 附件说明 or the date: what prints under the title."""
    return [one for one in paragraphs[: _end(paragraphs)] if one.kind in MAIN]


def _end(paragraphs: Sequence[Paragraph]) -> int:
    after = (place for place, one in enumerate(paragraphs) if one.kind in {ANNEX, CLOSING})
    return next(after, len(paragraphs))


def characters(paragraphs: Sequence[Paragraph]) -> int:
    """How long the main text is: every character but spaces, signs and figures too (8-17)."""
    return sum(len("".join(one.plain.split())) for one in main_text(paragraphs))


def of_kind(paragraphs: Iterable[Paragraph], kind: str) -> list[str]:
    """The words of the paragraphs of one kind."""
    return [one.text for one in paragraphs if one.kind == kind]


# a comma inside brackets is of the name: 赵某（出差，由李某代）, 各镇（甲镇、乙镇除外）
BETWEEN_NAMES = re.compile("[、，,；;\n]+(?![^（(]*[)）])")

# who was there, in the words of the standard (GB/T 9704, 10.3), by the keys of the particulars
ROLL = {"present": "出席", "excused": "请假", "observers": "列席"}
# as the fields of an English desk are called; a word of the text that has no colon after it is none
_ENGLISH = {"present": "出席", "on leave": "请假", "attending": "列席"}
_WHO = "(?:(?:出席|请假|列席)(?:人员|单位|人|同志)?|(?:Present|On leave|Attending))[:：]"
_ROLL = re.compile(
    r"(出席|请假|列席|(?:Present|On leave|Attending)(?=[:：]))[^:：]*[:：]\s*([^。！？:：]+)[。；]?"
)
_NEXT = re.compile(rf"[\s。；;]+(?={_WHO})")
# 出席人员：要求提前15分钟到会 is a sentence of the text, and would be lost from it
_ENGLISH_NAME = re.compile(r"[A-Z][\w.'-]*(?: [\w.'-]+){0,7}(?: ?\([^()]*\))?")
_ASKS = re.compile("须|应当|不得|要求|严禁|未经|提前|按时|准时")


def roll_in(paragraphs: Iterable[Paragraph]) -> dict[str, list[str]]:
    """Who was there as the text itself says it, by the keys of ROLL."""
    keys = {word: key for key, word in ROLL.items()}
    found: dict[str, list[str]] = {}
    for one in paragraphs:
        for word, names in _roll(one.text):
            found.setdefault(keys[word], []).extend(names)
    return found


def without_roll(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The text without those lines, which the desk prints."""
    return [one for one in paragraphs if not _roll(one.text)]


def _roll(line: str) -> list[tuple[str, list[str]]]:
    """The words of a line that is of the roll and no more, each with its names; nothing of any other."""
    parts = [part.strip() for part in _NEXT.split(line.strip())]
    found = [_ROLL.fullmatch(part) for part in parts if re.match(_WHO, part)]
    named = [(one[1], _names(one[2].rstrip(" ."))) for one in found if one]
    asks = any(
        _ASKS.search(name) or (word.isascii() and not _ENGLISH_NAME.fullmatch(name))
        for word, names in named
        for name in names
    )
    named = [(_ENGLISH.get(word.lower(), word), names) for word, names in named]
    return [] if asks or len(named) < len(parts) else named


def _names(text: str) -> list[str]:
    """Names between commas, else between spaces; one of two characters may be spaced out."""
    text = text.strip()
    if BETWEEN_NAMES.search(text):
        return [" ".join(one.split()) for one in BETWEEN_NAMES.split(text) if one.strip()]
    if text.isascii():
        return [" ".join(text.split())]
    return re.sub(r"(?<!\S)(\S)\s+(\S)(?!\S)", r"\1\2", text).split()


# titles of other papers and quoted words ask for nothing
_QUOTED = re.compile("《[^》]*》|“[^”]*”|「[^」]*」")
_REQUEST = re.compile(
    "妥否|当否|可否，?请|特此请示"
    # 经报请批准, 提请审议 tell what was done
    "|(?<![报提呈申邀聘恳])请(?:予以?|给予|县委|县政府|领导|上级)*(?:批示|批准|批复|审批|审定|审示|核准)"
    "|恳请(?!.{0,8}(?:指正|指导|监督|提出))"
    "|请求(?:予以?|给予|县委|县政府|上级)*(?:批准|拨付|解决|支持|安排|核拨|追加)"
)


def requests_in(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The words with which a report would be asking for something, each once, in order (6-3)."""
    found: dict[str, None] = {}
    for one in main_text(paragraphs):
        for match in _REQUEST.finditer(_QUOTED.sub("", "".join(one.plain.split()))):
            found[match[0]] = None
    return list(found)


_SECRET = re.compile("(?:绝密|机密|秘密)[★☆]|密级[:：](?:绝密|机密|秘密)")


_PUBLIC = re.compile(r"[\s(（\[【〔]*此件公开发布[\s)）\]】〕。]*")


def is_marked_public(lines: Iterable[str]) -> bool:
    """Whether a text bears （此件公开发布） as a line of its own, in whatever brackets (26-2)."""
    return any(_PUBLIC.fullmatch(line) for line in lines)


def is_marked_secret(texts: Iterable[str]) -> bool:
    """Whether a mark of secrecy stands on the paper, which then may not be taken in at all."""
    return any(mark_alone(text) or _SECRET.search("".join(text.split())) for text in texts)
