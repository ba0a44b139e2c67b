"""The first page of a paper in its own words: head, number, signer, 主送, text, annexes, organ and date (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oatui.clock import to_second
from oatui.i18n import N_
from oatui.rules.numbering import UNNUMBERED, Series
from oatui.rules.paper_text import ROLL, Paragraph, main_text, roll_in, without_roll
from oatui.rules.particulars import MINUTES, Particulars, Situation
from oatui.rules.signoff import Signature

# who signs the papers of a series (practice)
SIGNERS = {"party": N_("党组书记"), "bureau": N_("局长"), "letter": N_("局长")}
LINES_SHOWN = 40  # paragraphs: more than any first page holds


@dataclass(frozen=True, slots=True)
class RedHead:
    """The first page in its own words, which are Chinese in every language of the screen.

    `number` and `date` have gaps until the office gave the one and the chief signed the other. `letter` is the
    letter format, whose head has the name alone and whose number stands at the right. `signer` is only on a paper
    that goes up: it stands right of the number, which then begins at the left; empty elsewhere. A line of `text` with
    tabs is a row of a table, each of whose cells ends with one.
    """

    head: str
    letter: bool
    number: str
    organ: str
    date: str
    signer: str = ""
    to: str = ""
    text: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    roll: tuple[tuple[str, str], ...] = ()  # who was there, of a 纪要: 出席, 请假, 列席, each with the names
    note: str = ""
    paragraphs: int = 0  # all of the text, of which `text` is the beginning
    organs: tuple[str, ...] = ()  # who signs it: ours alone, or all of a joint paper, the lead first


def red_head(
    office: str,
    series: Series,
    number: str | None,
    signatures: Sequence[Signature],
    this_year: int,
    situation: Situation | None = None,
    text: Sequence[Paragraph] = (),
) -> RedHead:
    """The first page of a paper; a number is never shown before it is given (12-1)."""
    chief = next((one for one in signatures if one.step == "chief_sign"), None)
    says = situation.says if situation else Particulars()
    at = says.dated(to_second(chief.at).date()) if chief else None
    party = f"中共{office}党组"
    head = {"party": f"{party}文件", "bureau": f"{office}文件", "letter": office}[series.kind]
    blank = f"{series.code}〔{at.year if at else this_year}〕　号" if series.code else ""
    roll = roll_of(situation, text) if situation else ()
    whole = main_text(without_roll(text) if roll else text)
    ours = party if series.kind == "party" else office
    lead = says.led_elsewhere
    if lead:  # its head and its number; ours is one of the organs below
        head, blank = (lead if series.kind == "letter" else f"{lead}文件"), ""
    if situation and situation.kind == MINUTES and series.kind != "letter":
        head = f"{lead or ours}会议纪要"  # 纪要格式 (GB/T 9704, 10.3)
    organs = [*filter(None, (lead, ours)), *(one for one in says.joint if one != lead)]
    return RedHead(
        head,
        series.kind == "letter",
        blank if number is None else "" if number == UNNUMBERED else number,
        ours,
        _date(at),
        f"签发人：{chief.person if chief else '　　　'}" if situation and situation.upward else "",
        "、".join(says.to),
        tuple(line for one in whole[:LINES_SHOWN] for line in _lines(one)),
        annex_lines(says.annexes),
        roll,
        note_of(situation) if situation else "",
        len(whole),
        tuple(organs),
    )


def _lines(one: Paragraph) -> list[str]:
    """A paragraph, or the rows of a table, each of whose cells ends with a tab."""
    return ["".join(f"{cell}\t" for cell in row) for row in one.rows] or [one.text]


def annex_lines(names: Sequence[str]) -> tuple[str, ...]:
    """附件说明: numbered only when there are two or more, no sign behind a name."""
    if len(names) < 2:
        return tuple(f"附件：{name}" for name in names)
    return tuple(f"{'附件：' if n == 1 else '　　　'}{n}．{name}" for n, name in enumerate(names, 1))


def roll_of(situation: Situation, text: Sequence[Paragraph]) -> tuple[tuple[str, str], ...]:
    """出席, 请假 and 列席 of a 纪要 with the names, as they were filled in, else as the text says (GB/T 9704, 10.3)."""
    if situation.kind != MINUTES:
        return ()
    in_text = roll_in(text)
    named = ((word, getattr(situation.says, key) or in_text.get(key, ())) for key, word in ROLL.items())
    return tuple((word, "、".join(names)) for word, names in named if names)


def note_of(situation: Situation) -> str:
    """附注 under the date: whom to ask on a paper that goes up (8-4), else whether it is published (26-2)."""
    says = situation.says
    if situation.upward:
        if not (says.contact or says.phone):
            return ""
        return f"（联系人：{says.contact}，联系电话：{says.phone}）"
    return {"public": "（此件公开发布）", "asked": "（此件依申请公开）"}.get(says.disclosure, "")


_CONTACT = re.compile("联系人(?:[及和](?:联系)?电话)?[:：]\\s*([^，,；;、：:（()）\\s]{2,12})")
_PHONE = re.compile("(?:电话|联系方式|联系人[^0-9]{2,20}?)[:：\\s]\\s*([0-9][0-9—-]{5,20})")
# (Contact: Wang Fang, 13900000000)
_ENGLISH = re.compile(
    r"[Cc]ontact(?: person)?:\s*(?P<contact>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})"
    r"(?:[\s,;]*(?:(?:[Tt]ele)?[Pp]hone|[Tt]el)?[.:]?\s*(?P<phone>[0-9][0-9-]{5,20}))?"
)


def read_note(text: str) -> dict[str, str]:
    """What a written 附注 says, by the keys of the particulars: 信息公开, 联系人, 联系电话."""
    contact, phone = _CONTACT.search(text), _PHONE.search(text)
    found = {"contact": contact[1] if contact else "", "phone": phone[1] if phone else ""}
    if english := _ENGLISH.search(text):
        found = english.groupdict("")
    if "此件公开发布" in text:
        found["disclosure"] = "public"
    return {key: words for key, words in found.items() if words}


def _date(day: date | None) -> str:
    """The date of a document, month and day not padded; gaps before it has one."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　年　月　日"
