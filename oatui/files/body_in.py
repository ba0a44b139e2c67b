"""The text of a paper from its Word file: what each paragraph is, with the numbers that Word itself only draws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from oatui.files.table_type import TableType, look_at
from oatui.files.word_in import word_document
from oatui.files.word_numbers import Numbers
from oatui.rules.paper_text import ANNEX, CLOSING, HEADING, NOTE, PARA, TABLE, TITLE, TO, Paragraph
from oatui.rules.verdict import refuse

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_CHARACTERS = 500_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# what was moved elsewhere in a tracked change, and a text box written a second time for old programs
_NOT_HERE = {f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_TRACKED = (f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")
# what every other kind of file is answered with
_OTHER = {
    TableType.OLD_WORD: "body.old_word",
    TableType.WPS: "body.wps",
    TableType.ENCRYPTED: "body.encrypted",
    TableType.EMPTY: "body.empty",
    TableType.CUT_OFF: "body.cut_off",
}


@dataclass(frozen=True, slots=True)
class BodyRead:
    """A paper's text as it was read; `revised` where changes are tracked that nobody has taken or refused yet."""

    paragraphs: list[Paragraph]
    file: str
    sha256: str
    revised: bool


def read_body(path: Path) -> BodyRead:
    """The paragraphs and tables of a .docx file. Raises Refused with one sentence for anything else."""
    name = path.name
    try:
        if path.is_dir():
            raise refuse("body.folder", name=name)
        if path.stat().st_size > MAX_BYTES:
            raise refuse("body.too_large", name=name, size=MAX_BYTES // 1_000_000)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise refuse("body.missing", name=name) from error
    except (OSError, ValueError) as error:
        raise refuse("body.unreadable", name=name) from error
    kind = look_at(content, path.suffix)
    if kind is not TableType.WORD:
        raise refuse(_OTHER.get(kind, "body.not_word"), name=name)
    large = refuse("body.too_large", name=name, size=MAX_UNPACKED // 1_000_000)
    with word_document(content, MAX_UNPACKED, large, refuse("body.cut_off", name=name)) as document:
        body = document.element.body
        lines = list(_blocks(body, Numbers(document)))
        revised = next(body.iter(*_TRACKED), None) is not None
    if sum(len(one.plain) for one in lines) > MAX_CHARACTERS:
        raise refuse("body.too_long", name=name, limit=MAX_CHARACTERS)
    return BodyRead(_told_apart(lines), name, sha256(content).hexdigest(), revised)


# ------------------------------------------------------------------ what stands in the file


def _blocks(parent: Any, numbers: Numbers) -> Iterator[Paragraph]:
    """Paragraphs and tables in their order, those inside content controls too; empty paragraphs are left out."""
    for element in parent:
        if element.tag == f"{_W}p":
            text = _clean(numbers.before(element) + _words(element))
            if text:
                yield Paragraph(_style(element), text)
        elif element.tag == f"{_W}tbl":
            rows = tuple(_row(row) for row in element.iter(f"{_W}tr"))
            if any(cell for row in rows for cell in row):
                yield Paragraph(TABLE, "", rows)
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"}:
            yield from _blocks(element, numbers)


def _words(paragraph: Any) -> str:
    """Its text: what was struck out in a tracked change is not there (w:delText), what was put in is."""
    parts = []
    for element in _here(paragraph):
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} and element.getparent().tag == f"{_W}r":
            parts.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _here(parent: Any) -> Iterator[Any]:
    for element in parent:
        if element.tag not in _NOT_HERE:
            yield element
            yield from _here(element)


def _row(row: Any) -> tuple[str, ...]:
    cells = (cell for cell in row.iter(f"{_W}tc"))
    return tuple(_clean(" ".join(_words(one) for one in cell.iter(f"{_W}p"))) for cell in cells)


def _clean(text: str) -> str:
    """On one line, without what no paper can hold; the spaces around it are only layout."""
    kept = (
        " " if unicodedata.category(c) == "Cc" else c
        for c in text
        if unicodedata.category(c) not in {"Cf", "Cs", "Co"}
    )
    return "".join(kept).strip()


def _style(paragraph: Any) -> str:
    """Title and heading where Word's own styles say so."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if name in {"title", "a5", "标题"}:
        return TITLE
    return HEADING if name.startswith("heading") or name in {"1", "2", "3"} else PARA


# ------------------------------------------------------------------ what each paragraph is

_HEADINGS = re.compile("[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
# a draft leaves the day blank, or all three
_DATE = re.compile("(?:[0-9]{4}|二[〇○零一二三四五六七八九]{3})?年.{0,3}月.{0,3}日")
_NOTE = re.compile("[(（].{2,60}[)）]")
_KINDS = "决议|决定|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_TITLE_END = re.compile(f"(?:{_KINDS})(?:[(（].{{1,10}}[)）])?$")
_TITLE_EN = re.compile(
    r"(?:The )?(?:resolution|decision|order|proclamation|public notice|opinion|notice|circular|report|request|reply|bill"
    r"|letter|minutes)s? (?:on|about|of|for|to|concerning)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r".{2,10}[〔\[【(（][0-9]{4}[〕\]】)）]第?\s*[0-9]*\s*号")
_HEAD = re.compile("文件$|^(?:签发人|份号|密级|紧急程度)[:：]?|^★$")
_LAST_WORDS = re.compile(
    "特此|专此|妥否|当否|可否|是否|以上|如无不妥|如有不当|请|恳请|敬请|盼复|此致|敬礼|此复"
)
HEADING_LENGTH = 60  # characters; a longer paragraph that begins 一、 is text


def _told_apart(lines: list[Paragraph]) -> list[Paragraph]:
    """The paper's own parts by their place: red head off, title, 主送, text, annexes, organ and date, note."""
    lines = _without_head(lines)
    start = _title_end(lines)
    told = [Paragraph(TITLE, one.text) for one in lines[:start]]
    if start < len(lines) and _is_recipients(lines[start].text):
        told.append(Paragraph(TO, lines[start].text.rstrip("：:")))
        start += 1
    rest = lines[start:]
    end = _closing_start(rest)
    told += [_in_text(one) for one in rest[:end]]
    return [*told, *_after_text(rest[end:])]


def _without_head(lines: list[Paragraph]) -> list[Paragraph]:
    """Without a red head that stands in the draft: 文件, the number, 签发人 come from the desk."""
    for place, one in enumerate(lines[:6]):
        if not (_HEAD.search(one.text) or _NUMBER.search(one.text)):
            return lines[place:] if place and place < len(lines) else lines
    return lines


def _title_end(lines: list[Paragraph]) -> int:
    """How many paragraphs the title takes: Word's own title, or up to three short lines that end in a kind."""
    styled = 0
    while styled < len(lines) and lines[styled].kind == TITLE:
        styled += 1
    if styled:
        return styled
    for n in range(1, min(3, len(lines)) + 1):
        head = lines[:n]
        if any(one.kind == TABLE or one.text.endswith(("：", ":", "。", ".")) for one in head):
            return 0
        if (_TITLE_END.search(head[-1].text) or _TITLE_EN.match(head[0].text)) and sum(
            len(one.text) for one in head
        ) <= 120:
            return n
    return 0


_ENGLISH_ANNEXES = re.compile(r"(?:Annex|Annexes|Attachments?):\s*", re.IGNORECASE)


def _is_recipients(text: str) -> bool:
    return text.endswith(("：", ":")) and len(text) <= 200 and "。" not in text


def _in_text(one: Paragraph) -> Paragraph:
    if one.kind == PARA and len(one.text) <= HEADING_LENGTH and _HEADINGS.match(one.text):
        return one._replace(kind=HEADING)
    return one._replace(kind=PARA) if one.kind == TITLE else one


def _closing_start(rest: list[Paragraph]) -> int:
    """Where the text ends: at 附件说明, or at the organ that stands over the date."""
    for place, one in enumerate(rest):
        dated = any(_DATE.fullmatch(_tight(later.text)) for later in rest[place:])
        # a draft in English has no Chinese date below them
        if re.match("附件[:：]", one.text) and dated or _ENGLISH_ANNEXES.match(one.text):
            return place
    for place, one in enumerate(rest):
        if _DATE.fullmatch(_tight(one.text)):
            while place and _is_organ(rest[place - 1].text):
                place -= 1
            return place
    return len(rest)


def _is_organ(text: str) -> bool:
    """A line over the date; a last sentence that lacks its stop, 特此报告, and what has commas are of the text."""
    return (
        0 < len(text) <= 40
        and not text.endswith(("。", "；", "：", "！", "？"))
        and not _LAST_WORDS.match(text)
        and (not re.search("[，,]", text) or _NOTE.fullmatch(text) is not None)
    )


def _after_text(rest: list[Paragraph]) -> Iterator[Paragraph]:
    """附件说明, organ and date, 附注; what follows them is an annex printed behind, and stays text."""
    date_seen = False
    annexes = bool(rest) and (rest[0].text.startswith("附件") or bool(_ENGLISH_ANNEXES.match(rest[0].text)))
    for one in rest:
        if not date_seen:
            is_date = _DATE.fullmatch(_tight(one.text)) is not None
            date_seen = is_date
            if (
                annexes
                and not is_date
                and (re.match(r"附件[:：]|[0-9]+[.．、]", one.text) or _ENGLISH_ANNEXES.match(one.text))
            ):
                yield Paragraph(ANNEX, _annex_name(one.text))
            else:
                # 附注 stands below the date; a draft may have it above
                kind = NOTE if _NOTE.fullmatch(one.text) else CLOSING
                yield one if one.kind == TABLE else Paragraph(kind, one.text)
        elif _NOTE.fullmatch(one.text):
            yield Paragraph(NOTE, one.text)
        else:
            yield _in_text(one)


def _annex_name(text: str) -> str:
    return re.sub(r"^(?:附件[:：]\s*)?(?:[0-9]+[.．、]\s*)?", "", _ENGLISH_ANNEXES.sub("", text)).strip()


def _tight(text: str) -> str:
    return "".join(text.split())
