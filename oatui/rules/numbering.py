"""Arts 10 and 12: which series a paper runs in, when it may have its number, and how the number is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from oatui.clock import to_second
from oatui.rules.attachments import mark_on
from oatui.rules.kinds import KINDS, is_named
from oatui.rules.signoff import CHAIN, Signature, next_step
from oatui.rules.verdict import Level, Verdict, refuse

KIND_WORDS = ("请示", "报告", "通知", "纪要")  # of the usual kinds, a column's room
# 便函 is for 会议通知 and informal papers (art. 10)
LETTER_KINDS = ("意见", "通知", "通报", "批复", "函", "纪要")
LETTER = "函"  # what a letter usually is
FIRST_YEAR, LAST_YEAR = 1949, 2100
LONGEST_SEQUENCE = 6  # digits
UNNUMBERED = "不编号"  # what stands in the register in the place of a number (10-4)


@dataclass(frozen=True, slots=True)
class Series:
    """A 代字 and whose papers it numbers."""

    code: str
    kind: Literal["party", "bureau", "letter"]

    @property
    def rule(self) -> str:
        """The rule that fixes this series."""
        return {"party": "10-2", "bureau": "10-3", "letter": "10-4"}[self.kind]


SERIES = (Series("嘉商务组字", "party"), Series("嘉商务字", "bureau"), Series("嘉商务函", "letter"))


def number_text(series: Series | str, year: int, sequence: int) -> str:
    """嘉商务字〔2026〕1号: four-digit year, sequence not padded."""
    code = series if isinstance(series, str) else series.code
    return f"{code}〔{year}〕{sequence}号"


def judge_draft(
    title: str, kind: str, series: str | None, known_series: Sequence[Series] = SERIES
) -> list[Verdict]:
    """Title, kind and series of a paper; `series` None or empty is a 便函 without a number (10-4)."""
    return [*_judge_kind(kind), *_judge_series(kind, series, known_series), *_judge_title(title, kind)]


def _judge_kind(kind: str) -> list[Verdict]:
    if kind in KINDS:
        return []
    key = "numbering.request_report" if kind == "请示报告" else "numbering.kind_unknown"
    return [Verdict("12-6", Level.REFUSED, key, {"kind": kind})]


def _judge_series(kind: str, code: str | None, known: Sequence[Series]) -> list[Verdict]:
    series = _find(code, known) if code else Series("", "letter")
    if series is None:
        return [_unknown_series(code or "", known)]
    if kind not in KINDS:
        return []
    values = {"kind": kind, "series": series.code or UNNUMBERED}
    if series.kind == "letter" and kind not in LETTER_KINDS:
        return [Verdict("10-4", Level.REFUSED, "numbering.not_a_letter", values)]
    if series.kind != "letter" and kind == "函":
        return [Verdict("10-4", Level.REFUSED, "numbering.letter_only", values)]
    return []


def _judge_title(title: str, kind: str) -> list[Verdict]:
    if not title.strip():
        return [Verdict("12-6", Level.REFUSED, "numbering.no_title")]
    if mark_on(title):
        return [Verdict("15-7", Level.REFUSED, "numbering.secret")]
    verdicts = []
    if kind in KINDS and not is_named(title, kind):
        verdicts.append(Verdict("12-6", Level.WARNING, "numbering.title_ending", {"kind": kind}))
    organs, about, matter = title.partition("关于")
    if about:  # the organs of a joint paper stand beside each other
        title = organs.replace("、", "") + matter
    usual = "《》“”" if re.search("[\u4e00-\u9fff]", title) else "“”\"'’-,"
    marks = dict.fromkeys(c for c in title if unicodedata.category(c)[0] == "P" and c not in usual)
    if marks:
        verdicts.append(Verdict("12-6", Level.WARNING, "numbering.title_marks", {"marks": " ".join(marks)}))
    return verdicts


def _find(code: str, known: Sequence[Series]) -> Series | None:
    return next((series for series in known if series.code == code), None)


def _unknown_series(code: str, known: Sequence[Series]) -> Verdict:
    values = {"series": code, "known": [series.code for series in known]}
    return Verdict("10-3", Level.REFUSED, "numbering.series_unknown", values)


def judge_number(
    signatures: Sequence[Signature],
    kind: str,
    series: str | None,
    title: str,
    known_series: Sequence[Series] = SERIES,
) -> list[Verdict]:
    """What stands between a paper and its number: 签发 (12-1), the four signatures (12-2), kind and form (12-6)."""
    verdicts = []
    signed = {signature.step for signature in signatures}
    if "chief_sign" not in signed:
        verdicts.append(Verdict("12-1", Level.REFUSED, f"numbering.awaits.{next_step(signatures)}"))
    done = len(signed & set(CHAIN[1:]))
    if done < len(CHAIN) - 1:
        verdicts.append(Verdict("12-2", Level.REFUSED, "numbering.signatures", {"done": done}))
    draft = judge_draft(title, kind, series, known_series)
    return verdicts + [verdict._replace(rule="12-6") for verdict in draft]


def given(number: str) -> Verdict:
    """What is said of a paper that has its number, or went out as a letter without one (10-4)."""
    if number == UNNUMBERED:
        return Verdict("10-4", Level.OK, "numbering.unnumbered")
    return Verdict("12-1", Level.OK, "numbering.given", {"number": number})


def signed_on(signatures: Sequence[Signature]) -> date:
    """The day of 签发. Raises Refused (12-1)."""
    for signature in signatures:
        if signature.step == "chief_sign":
            return to_second(signature.at).date()
    raise refuse(f"numbering.awaits.{next_step(signatures)}", "12-1")


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """A number as written, read: `repaired` is None when nothing had to change; `ok` judges the repaired text."""

    ok: bool
    repaired: str | None
    series: str | None
    year: int | None
    sequence: int | None
    verdicts: list[Verdict]


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
# 〔〕 and whatever else a keyboard, an input method or another program puts in their place
_OPENING, _CLOSING = "〔[［【(（﹝〖{｛〈《<＜「『﹙﹛", "〕]］】)）﹞〗}｝〉》>＞」』﹚﹜"
_NUMBER = re.compile(
    rf"(.+?)([{re.escape(_OPENING)}])([0-9]+)([{re.escape(_CLOSING)}])(第?)([0-9]+)([号號]?)"
)


def check_number(text: str, known_series: Sequence[Series] = SERIES) -> NumberCheck:
    """Read a document number and say what was repaired (10-2 to 10-4). The text is never NFKC-folded."""
    # format characters come along with what is copied from a chat or a web page, and nobody sees them
    tight = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    plain = tight.translate(_FULL_WIDTH)
    match = _NUMBER.fullmatch(plain)
    if not match:
        return NumberCheck(
            False, None, None, None, None, [_refused("10-3", "unreadable", written=text.strip()[:40])]
        )
    code, opening, year, closing, ordinal, sequence, ending = match.groups()
    series = _find(code, known_series)
    rule = series.rule if series else "10-3"
    repairs = [
        (tight != text, Level.NOTE, "spaces"),
        (plain != tight, Level.NOTE, "full_width"),
        (opening + closing != "〔〕", Level.WARNING, "brackets"),
        (bool(ordinal), Level.WARNING, "ordinal"),
        (sequence.startswith("0") and bool(sequence.strip("0")), Level.WARNING, "padded"),
        (ending != "号", Level.WARNING, "ending"),
    ]
    verdicts = [Verdict(rule, level, f"numbering.repaired.{name}") for wrong, level, name in repairs if wrong]
    if not series:
        verdicts.append(_unknown_series(code, known_series))
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        verdicts.append(_refused(rule, "year", year=year[:20], first=FIRST_YEAR, last=LAST_YEAR))
    if not 0 < len(sequence.lstrip("0")) <= LONGEST_SEQUENCE:
        verdicts.append(_refused(rule, "sequence", sequence=sequence[:20]))
    repaired = f"{code}〔{year}〕{sequence.lstrip('0') or '0'}号"
    return NumberCheck(
        ok=not any(verdict.refused for verdict in verdicts),
        repaired=None if repaired == text else repaired,
        series=code,
        # more digits than any number has are no number; Python would not even read a very long one
        year=int(year) if len(year) <= 9 else None,
        sequence=int(sequence) if len(sequence) <= 9 else None,
        verdicts=verdicts,
    )


def _refused(rule: str, name: str, **values: object) -> Verdict:
    return Verdict(rule, Level.REFUSED, f"numbering.{name}", values)
