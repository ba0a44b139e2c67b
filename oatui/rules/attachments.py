"""14-4: attachments are all Word or Excel, or exactly one PDF; each file is judged by what it truly is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Literal, NamedTuple

from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict

Family = Literal["office", "pdf", "unnamed", "bad"]


class FileType(NamedTuple):
    """What a file can truly be: its words, how 14-4 takes it, the endings that it honestly has."""

    words: str
    family: Family
    endings: tuple[str, ...] = ()


# unnamed: neither allowed nor forbidden by the article, which is a warning
TYPES: dict[str, FileType] = {
    "docx": FileType(N_("Word"), "office", (".docx", ".dotx")),
    "doc": FileType(N_("Word（旧版）"), "office", (".doc", ".dot")),
    "rtf": FileType(N_("Word（RTF）"), "office", (".rtf", ".doc")),
    "xlsx": FileType(N_("Excel"), "office", (".xlsx", ".xltx")),
    "xlsb": FileType(N_("Excel（二进制）"), "office", (".xlsb",)),
    "xls": FileType(N_("Excel（旧版）"), "office", (".xls", ".xlt")),
    "pdf": FileType(N_("PDF"), "pdf", (".pdf",)),
    "wps": FileType(N_("WPS 格式"), "unnamed", (".wps", ".wpt", ".et", ".ett", ".dps", ".dpt")),
    "ofd": FileType(N_("OFD"), "unnamed", (".ofd",)),
    "slides": FileType(N_("演示文稿"), "unnamed", (".pptx", ".ppt", ".pps", ".ppsx")),
    "odf": FileType(N_("开放文档"), "unnamed", (".odt", ".ods", ".odp")),
    "text": FileType(N_("纯文本"), "unnamed", (".txt", ".csv")),
    "macro": FileType(N_("带宏的 Office 文件"), "bad"),
    "locked": FileType(N_("加密的 Office 文件"), "bad"),
    "locked_pdf": FileType(N_("加密的 PDF"), "bad"),
    "empty": FileType(N_("空文件"), "bad"),
    "cut_off": FileType(N_("不完整的文件"), "bad"),
    "picture": FileType(N_("图片"), "bad"),
    "archive": FileType(N_("压缩包"), "bad"),
    "web_page": FileType(N_("网页"), "bad"),
    "unknown": FileType(N_("认不出的文件"), "bad"),
}


class Attached(NamedTuple):
    """A file as it is judged: its name, its true type of TYPES, its size in bytes, a classification found inside."""

    name: str
    type: str
    size: int = 0
    mark: str = ""


# 密码, 密钥 are no classification; 商业秘密, 国家秘密 are subjects
_IN_NAME = re.compile("★|绝密|机密(?![码钥])|(?<!商业)(?<!国家)(?<!技术)(?<!工作)(?<!保守)秘密")
_WRITTEN = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆]|[(（\[【〔]\s*(?:绝密|机密|秘密)\s*[)）\]】〕]|密级\s*[:：]\s*(?:绝密|机密|秘密)"
)
# a line of its own is a mark without a term (GB/T 9704, 7.2.2), beside the copy's number and how urgent it is
_GAP = r"[^\S\n]*"
_ALONE = re.compile(
    rf"^{_GAP}(?:[0-9]{{6}}{_GAP})?([绝机秘]{_GAP}密){_GAP}(?:[特加平]{_GAP}急|特{_GAP}提)?{_GAP}$",
    re.MULTILINE,
)
_BRACKETS = "(（[【〔 )）]】〕"  # they are the message's own
_ON_PAPER = re.compile(_WRITTEN.pattern + "|★")


def mark_in(name: str) -> str:
    """The classification that a file's name carries, empty for none."""
    found = _IN_NAME.search(name)
    return found[0] if found else ""


def mark_on(text: str) -> str:
    """The classification as it stands on a paper, 机密★1年, alone on a line or in brackets in a title; empty for none."""
    if found := _ON_PAPER.search(text):
        return found[0].strip(_BRACKETS)
    return mark_alone(text)


def mark_alone(text: str) -> str:
    """The classification that is a line of its own; empty for none."""
    found = _ALONE.search(text)
    return "".join(found[1].split()) if found else ""


def mark_written(text: str) -> str:
    """The same in anything that is typed, where a star alone says nothing; empty for none."""
    found = _WRITTEN.search(text) if "密" in text else None
    return found[0].strip(_BRACKETS) if found else ""


def judge(files: Sequence[Attached]) -> list[Verdict]:
    """Each file, then the set. The set is in order where nothing is refused."""
    found = [verdict for file in files for verdict in judge_file(file)]
    whole = judge_set(files)
    if found:  # nothing is in order beside a file that is not
        whole = [verdict for verdict in whole if verdict.level is not Level.OK]
    return found + whole


def judge_file(file: Attached) -> list[Verdict]:
    """What is wrong with one file whatever stands beside it; nothing for what is in order."""
    if mark := file.mark or mark_in(file.name):
        # the name itself stays out of the record
        return [Verdict("14-4", Level.REFUSED, "attachment.classified", {"mark": mark})]
    kind, ending = TYPES[file.type], PurePath(file.name).suffix.lower()
    values = {"name": file.name}
    if kind.family == "bad":
        return [Verdict("14-4", Level.REFUSED, f"attachment.{file.type}", values)]
    if ending not in kind.endings:
        values |= {"ending": ending or "-", "right": kind.endings[0]}
        return [Verdict("14-4", Level.REFUSED, f"attachment.other_{kind.family}", values)]
    if kind.family == "unnamed":
        return [Verdict("14-4", Level.WARNING, f"attachment.{file.type}", values)]
    return []


def judge_set(files: Sequence[Attached]) -> list[Verdict]:
    """All Word or Excel, or exactly one PDF; the article says 或者, so both together are a warning."""
    pdfs = [file.name for file in files if TYPES[file.type].family == "pdf"]
    office = [file.name for file in files if TYPES[file.type].family == "office"]
    if len(pdfs) > 1:
        return [Verdict("14-4", Level.REFUSED, "attachment.several_pdfs", {"n": len(pdfs), "names": pdfs})]
    if pdfs and len(files) > 1:
        return [Verdict("14-4", Level.WARNING, "attachment.mixed", {"name": pdfs[0], "n": len(files) - 1})]
    if pdfs:
        return [Verdict("14-4", Level.OK, "attachment.one_pdf")]
    if office and len(office) == len(files):
        return [Verdict("14-4", Level.OK, "attachment.all_office", {"n": len(office)})]
    return []


def acceptable(
    kept: Sequence[Attached], new: Sequence[Attached]
) -> tuple[list[int], list[tuple[int, Verdict]]]:
    """Which of the new files may join, by their place, and which stay out with the verdict that says why."""
    taken: list[int] = []
    left: list[tuple[int, Verdict]] = []
    standing = list(kept)
    for place, file in enumerate(new):
        found = judge_file(file)
        if any(file.name == other.name for other in standing):
            found.append(Verdict(None, Level.REFUSED, "attachment.same_name", {"name": file.name}))
        found += judge_set([*standing, file])
        if hard := next((verdict for verdict in found if verdict.refused), None):
            left.append((place, hard))
        else:
            taken.append(place)
            standing.append(file)
    return taken, left


def passes(verdicts: Sequence[Verdict]) -> bool:
    """Only a hard verdict stands in the way."""
    return not any(verdict.refused for verdict in verdicts)
