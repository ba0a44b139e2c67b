"""初报, 续报 and 终报 of an incident as Word files: what is known is filled in, what is not stands as 待核实."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day
from oatui.files.word_paper import Paper

UNKNOWN = "待核实"
_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class IncidentPaper:
    """What a written report says. `kind` is 初报, 续报 or 终报; `calls` are (office, at, who answered).

    `parts` are the seven in their order with their words, empty where not known yet; none for a report of the
    first overview. `news` is what has happened since, `end` how it ended.
    """

    kind: str
    number: int
    office: str
    signer: str
    contact: str
    at: datetime
    occurred: datetime
    heard: datetime
    place: str
    what: str
    calls: Sequence[tuple[str, datetime, str]] = ()
    parts: Sequence[tuple[str, str]] = ()
    news: Sequence[str] = ()
    end: str = ""


def write_incident_paper(path: Path, one: IncidentPaper) -> Path:
    """The report as a new Word file, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    title = f"突发事件信息（{one.kind}）"
    paper = Paper(title, one.office, one.at)
    paper.title(title)
    paper.text(f"报送单位：{one.office}{SPACE * 2}签发人：{one.signer or SPACE * 4}", indent=False)
    paper.text(f"报送时间：{_moment(one.at)}{SPACE * 2}第{one.number}期", indent=False)
    paper.text("县委、县政府：", indent=False)
    where = f"，在{one.place}" if one.place else ""
    paper.text(
        f"{_moment(one.occurred)}{where}发生突发事件：{_ended(one.what)}我单位于{_moment(one.heard)}接报。"
    )
    for number, (heading, lines) in enumerate(_sections(one)):
        paper.heading(f"{_NUMBERS[number]}、{heading}")
        for line in lines:
            paper.text(line)
    paper.text("", indent=False)
    paper.text(one.office + SPACE * 2, indent=False, align="right")
    paper.text(day(to_second(one.at)) + SPACE * 2, indent=False, align="right")
    if one.contact:
        paper.text(f"（联系人：{one.contact}）")
    return write_new(path, paper.content())


def _sections(one: IncidentPaper) -> list[tuple[str, list[str]]]:
    found = [(heading, _lines(words) or [f"{UNKNOWN}。"]) for heading, words in one.parts]
    if not one.parts:
        found.append(("初步核实的概况", [*_news(one)] or [f"{UNKNOWN}。"]))
    elif one.news:
        found.append(("新情况", _news(one)))
    if one.end:
        found.append(("处置结果", _lines(one.end)))
    told = [
        f"{_moment(at)}电话报告{office}{f'，{reached}接听' if reached else ''}。"
        for office, at, reached in one.calls
    ]
    return [*found, ("电话报告情况", told or ["尚未电话报告。"])]


def _news(one: IncidentPaper) -> list[str]:
    return [line for words in one.news for line in _lines(words)]


def _lines(words: str) -> list[str]:
    return [_ended(line.strip()) for line in words.splitlines() if line.strip()]


def _ended(words: str) -> str:
    """The words with their full stop."""
    return words if words.endswith(tuple("。！？.!?")) else f"{words}。"


def _moment(at: datetime) -> str:
    """2026年11月24日9时42分."""
    at = to_second(at)
    return f"{day(at)}{at.hour}时{at:%M}分"
