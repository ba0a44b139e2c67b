"""A reply (会议回执) as it comes back: a workbook, a Word table, or lines pasted from 微信 or OA (practice)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from oatui.files import reply_english
from oatui.files.person_text import clean_name, clean_phone, name_fault, shown, words
from oatui.files.roster_columns import header_texts, is_label, looks_like_name, plain_label
from oatui.files.roster_in import Columns, Person, Sheet, read_roster, recognise
from oatui.files.tables_in import read_tables
from oatui.files.workbook_in import cell_at
from oatui.rules.attachments import mark_written
from oatui.rules.phone_text import in_one
from oatui.rules.replies import Reported
from oatui.rules.verdict import Level, Verdict, refuse

MAX_LINES = 2000
_ATTENDS_HEADS = frozenset(
    words(
        "是否参会 是否参加 是否出席 是否到会 能否参会 能否参加 参会情况 参会 参加情况 参会与否 参会状态 "
        "coming attending attends attendance reply"
    )
)
_NO = re.compile(
    "不参|不能|不出席|不到|无法|请假|缺席|notcoming|notattending|absent|onleave|^(?:否|不|×|x|✗|no|n|leave)$",
    re.IGNORECASE,
)
_SUBSTITUTE = re.compile("替会|代会|代为参|代参|substitute", re.IGNORECASE)
# said of whoever comes anyway, and so no post
_COMING = re.compile("(?:确定|确认|能|可以|可|按时|准时|正常)*(?:参会|参加|出席|到会)")
# the form asks for 性别 and 民族; a roster has no place for them
_OF_THE_PERSON = re.compile("[男女]|[㐀-鿿]{1,5}族")
# who is named first does not come, and is no substitute
_BY_ANOTHER = re.compile(
    "(?<!自)由[㐀-鿿·]{2,}.*(?:替|代(?![表理]))|(?:请假|不能|不参|无法|缺席).*(?:替会|代会|代为参|代参)"
)
# 代理主任 and 代镇长 are posts
_INSTEAD_OF = re.compile("(?:替|代(?!表|理|副?(?:[县区市镇乡局科]长|主任|书记)$))[㐀-鿿·]{2,}")
_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_BETWEEN = re.compile(r"[\s、，,;；|]+|(?<![0-9])[:：]")
_NUMBERED = re.compile(r"^\s*(?:[(（]\d{1,3}[)）]|\d{1,3}[.、．)）])\s*")
_SHORT = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_POST = re.compile(
    "(?:书记|主席|主任|部长|委员|常委|[局镇乡县市科处股院所站队校组会]长|经理|主管|干事|科员|同志|负责人|人员)$"
)
# 谢 and 安 are surnames too
_POLITE = frozenset(words("收到 谢谢 多谢 感谢 您好 你好 好的 辛苦 辛苦了 领导好 已阅 知道了 晚安 安好"))
_LABEL = re.compile(
    r"(?<![^\s、，,;；|])(?:姓名|单位|职务|联系电话|联系方式|手机号?|电话|参会人员?|是否参会)[:：]"
)
_UNIT = re.compile(
    "(?:局|镇|乡|街道|办事处|办公室|委|委员会|中心|公司|集团|院|学校|中学|小学|所|站|大队|(?<![参到与开])会|银行|部|政府|县|法院|检察院)$"
)


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be understood: where it stands, 1-based, and why."""

    row: int
    verdict: Verdict


@dataclass(slots=True)
class ReplyRead:
    """The people of a reply, and what was not understood."""

    people: list[Reported] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_reply(path: Path) -> ReplyRead:
    """The people of a reply in an .xlsx, .xls, .csv or .docx file. Raises Refused with one sentence."""
    found = [(sheet, columns) for sheet in read_tables(path) if (columns := recognise(sheet))]
    if not found:
        raise refuse("reply.no_table", name=path.name)
    read = ReplyRead()
    for sheet, columns in found:
        _read_table(sheet, columns, read)
    if not read.people and not read.unread:
        raise refuse("roster.nobody", name=path.name)
    return read


def paste_reply(text: str) -> ReplyRead:
    """The people of pasted lines 单位 姓名 职务 电话, or of a pasted table. Raises Refused for nothing at all."""
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise refuse("reply.nothing_pasted")
    if len(lines) > MAX_LINES:
        raise refuse("reply.too_long", limit=MAX_LINES)
    read = ReplyRead()
    sheet = Sheet("", [[cell.strip() for cell in line.split("\t")] for line in lines])
    columns = recognise(sheet) if any("\t" in line for line in lines) else None
    if columns and columns.header_row is not None:
        _read_table(sheet, columns, read)
        return read
    unit = ""
    for row, line in enumerate(lines, 1):
        unit = _read_line(row, line, unit, read)
    if not read.people and not read.unread:
        # 收到 alone is no reply that agrees with the roster
        said = next(row for row, line in enumerate(lines) if line.strip())
        read.unread.append(_unread(said + 1, "reply.line_unread", {"written": shown(lines[said].strip())}))
    return read


# ------------------------------------------------------------------ tables


def _read_table(sheet: Sheet, columns: Columns, read: ReplyRead) -> None:
    roster = read_roster(sheet, columns)
    heads = header_texts(sheet, columns)
    attends_at = next((place for place, head in enumerate(heads) if plain_label(head) in _ATTENDS_HEADS), -1)
    for person in roster.people:
        said = cell_at(sheet.rows[person.row - 1], attends_at) if attends_at >= 0 else ""
        read.people.append(_reported(person, attends(said)))
    read.unread += [Unread(fault.row, fault.verdict) for fault in roster.faults]


def _reported(person: Person, coming: str) -> Reported:
    return Reported(person.name, person.unit, person.post, person.phone, coming)


def attends(said: str) -> str:
    """What 是否参会 says: yes, no or substitute; blank is yes, for a person was named."""
    said = "".join(unicodedata.normalize("NFKC", said).split())
    if _SUBSTITUTE.search(said):
        return "substitute"
    return "no" if _NO.search(said) else "yes"


# ------------------------------------------------------------------ pasted lines


def _read_line(row: int, line: str, unit: str, read: ReplyRead) -> str:
    """Enter the person of a line; the unit that the next lines are of."""
    if mark := mark_written(line):
        read.unread.append(_unread(row, "roster.classified", {"mark": mark}))
        return unit
    if reply_english.is_english(line):
        return _read_english(row, line, unit, read)
    parts = list(_parts(line))
    if not parts or all(is_label(part) for part in parts):
        return unit
    if len(parts) == 1 and _UNIT.search(parts[0].rstrip(":：")):
        return parts[0].rstrip(":：")
    coming = "substitute" if any(map(_INSTEAD_OF.fullmatch, parts)) else attends(line)
    parts = [part for part in parts if attends(part) == "yes" and not _COMING.fullmatch(part)] or parts
    phones = [part for part in parts if _is_phone(part)]
    rest = [part for part in parts if part not in phones]
    at = _name_at(rest, unit, bool(phones))
    if at is None or _BY_ANOTHER.search(line):
        read.unread.append(_unread(row, "reply.line_unread", {"written": shown(line)}))
        return unit
    name = clean_name(rest[at])
    if wrong := name_fault(rest[at], name) or _others_behind(rest[at:], line, phones):
        read.unread.append(_unread(row, *wrong))
        return unit
    before, after = rest[:at], rest[at + 1 :]
    own = "".join(before[:1]) or (after.pop(0) if after and _UNIT.search(after[0]) else unit)
    phone = "、".join(clean_phone(one) or "" for one in phones)
    read.people.append(Reported(name, own, "、".join([*before[1:], *after]), phone, coming))
    return unit


def _others_behind(words: list[str], line: str, phones: list[str]) -> tuple[str, dict[str, object]] | None:
    """李四、王五: of two people on a line one would be the other's post; 党组成员 is one."""
    if len(words) < 2 or not looks_like_name(words[1]) or words[1].endswith("员"):
        return None
    beside = re.search(rf"{re.escape(words[0])}[、，,；;]\s*{re.escape(words[1])}", line)
    return ("roster.name_several", {"written": shown(line)}) if beside or len(phones) > 1 else None


def _read_english(row: int, line: str, unit: str, read: ReplyRead) -> str:
    if reply_english.is_polite(line) or all(is_label(part) for part in re.split("[,;|\t]", line)):
        return unit
    found = reply_english.read_line(line)
    if found is None:
        read.unread.append(_unread(row, "reply.line_unread", {"written": shown(line)}))
    elif not found.name:
        return found.unit
    elif wrong := name_fault(found.name, clean_name(found.name)):
        read.unread.append(_unread(row, *wrong))
    else:
        read.people.append(Reported(found.name, found.unit or unit, found.post, found.phone, found.coming))
    return unit


def _unread(row: int, key: str, values: dict[str, object]) -> Unread:
    return Unread(row, Verdict(None, Level.REFUSED, key, values))


def _parts(line: str) -> Iterable[str]:
    """The words of a line without numbering and labels; 张　三 is one word."""
    bare = _BRACKETS.sub(_outside, _LABEL.sub(" ", _NUMBERED.sub("", line)))
    found = [part.rstrip("。.!！") for part in _BETWEEN.split(in_one(bare))]
    found = [part for part in found if part and part not in _POLITE and not _OF_THE_PERSON.fullmatch(part)]
    place = 0
    while place < len(found):
        if place + 1 < len(found) and (
            len(found[place]) == len(found[place + 1]) == 1 or found[place] in {"替", "代", "代替"}
        ):
            yield found[place] + found[place + 1]
            place += 2
            continue
        yield found[place]
        place += 1


def _outside(found: re.Match[str]) -> str:
    """李四（请假） and 李四（局长） as two words; （女） and （回族） stay with their name."""
    said = "".join(found[1].split())
    coming = attends(said) != "yes" or _COMING.fullmatch(said) or _INSTEAD_OF.fullmatch(said)
    before = _BETWEEN.split(found.string[: found.start()])[-1]
    beside = looks_like_name(before) and not _OF_THE_PERSON.fullmatch(said)
    return f" {said} " if coming or beside else found[0]


def _is_phone(part: str) -> bool:
    return sum(char.isdecimal() for char in part) >= 7 and bool(clean_phone(part))


def _name_at(parts: list[str], unit: str, phone: bool) -> int | None:
    """Which word is the name: the first that looks like one, else a short one where the form has it."""
    likely = next((place for place, word in enumerate(parts) if looks_like_name(word)), None)
    if likely is not None:
        return likely
    # a rare surname: right behind its unit, and with a post or a phone behind it
    place = 1 if parts and _UNIT.search(parts[0]) else 0 if unit else None
    if place is None or place >= len(parts) or not (phone or place + 1 < len(parts)):
        return None
    return place if _SHORT.fullmatch(parts[place]) and not _POST.search(parts[place]) else None
