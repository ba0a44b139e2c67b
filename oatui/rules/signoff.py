"""Art. 11: check before signing, five steps in order, each with a name and a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict

CHAIN = ("draft", "section_check", "office_check", "deputy_sign", "chief_sign")
CHECKS = ("section_check", "office_check")

LABELS = {
    "draft": N_("拟稿"),
    "section_check": N_("初审"),
    "office_check": N_("审核"),
    "deputy_sign": N_("审签"),
    "chief_sign": N_("签发"),
}
# what a paper waits for, up to its number
WAITS = {
    "section_check": N_("待初审"),
    "office_check": N_("待审核"),
    "deputy_sign": N_("待审签"),
    "chief_sign": N_("待签发"),
    "number": N_("待编号"),
}
ROLES = {
    "draft": N_("拟稿人"),
    "section_check": N_("科室负责人"),
    "office_check": N_("办公室负责人"),
    "deputy_sign": N_("分管领导"),
    "chief_sign": N_("主要领导"),
}


class Signature(NamedTuple):
    """One step of the chain as it stands on the paper."""

    step: str
    person: str
    at: datetime


def next_step(signatures: Sequence[Signature]) -> str | None:
    """The first step not yet signed; None when the chain is complete."""
    signed = {signature.step for signature in signatures}
    return next((step for step in CHAIN if step not in signed), None)


def judge_signature(
    signatures: Sequence[Signature], step: str, person: str, at: datetime, section_is_office: bool = False
) -> list[Verdict]:
    """11-1 and 11-2 for one more signature; an empty list means nothing to say.

    When the office itself drafts (`section_is_office`), one person for 初审 and 审核 is only a note.
    """
    expected = next_step(signatures)
    if expected is None:
        return [Verdict("11-2", Level.REFUSED, "signoff.complete")]
    if step != expected:
        signs = step in {"deputy_sign", "chief_sign"} and expected in CHECKS
        return [Verdict("11-1" if signs else "11-2", Level.REFUSED, f"signoff.awaits.{expected}")]
    if not person.strip():
        return [Verdict("11-2", Level.REFUSED, "signoff.name_needed")]
    if not signatures:
        return []
    previous = max(signatures, key=lambda signature: CHAIN.index(signature.step))
    if to_second(at) < to_second(previous.at):
        rule = "11-1" if previous.step in CHECKS and step == "deputy_sign" else "11-2"
        values = {"at": iso(at), "previous": iso(previous.at), "person": previous.person}
        return [Verdict(rule, Level.REFUSED, "signoff.time_backwards", values)]
    from oatui.rules.names import plain  # its table of surnames is not for the first frame

    if plain(person) == plain(previous.person):
        if section_is_office and step == "office_check":
            return [Verdict("11-2", Level.NOTE, "signoff.office_drafts", {"person": person})]
        return [Verdict("11-2", Level.WARNING, "signoff.same_person", {"person": person})]
    return []


def judge_return(
    signatures: Sequence[Signature], reason: str, number: str | None = None, earlier: int | None = None
) -> list[Verdict]:
    """A return needs its reason; a paper keeps its number, unless that is of the year `earlier`, which is over."""
    if not signatures:
        return [Verdict("11-2", Level.REFUSED, "signoff.nothing_to_return")]
    if not reason.strip():
        return [Verdict("11-2", Level.REFUSED, "signoff.reason_needed")]
    return [judge_kept(number, earlier)] if number else []


def judge_kept(number: str, earlier: int | None) -> Verdict:
    """Whether a paper that is signed anew keeps its number: not one of the year `earlier`, for 成文日期 is of this one."""
    if earlier:
        return Verdict(
            "12-1", Level.WARNING, "signoff.number_of_earlier", {"number": number, "year": earlier}
        )
    return Verdict("12-1", Level.NOTE, "signoff.keeps_number", {"number": number})


# the reason that stands for no change at all: the text that was signed on paper is read in later
LATE_TEXT = "补读签发的正文"


class Correction(NamedTuple):
    """A change that is not of substance: who of the office made it, and why."""

    by: str
    reason: str


def reopens(signatures: Sequence[Signature], correction: Correction | None) -> bool:
    """Whether a change takes the chief's signature: 实质性修改 after 签发 (条例 art. 25)."""
    return correction is None and any(one.step == CHAIN[-1] for one in signatures)


def judge_change(signatures: Sequence[Signature], correction: Correction | None) -> list[Verdict]:
    """After 签发 a change goes back to the signer, or is a correction with a name and a reason."""
    if correction and not (correction.by.strip() and correction.reason.strip()):
        return [Verdict("12-2", Level.REFUSED, "signoff.correction_needs")]
    chief = next((one.person for one in signatures if one.step == CHAIN[-1]), None)
    if chief is None:
        return []
    if correction:
        values = {"person": correction.by.strip(), "reason": correction.reason.strip()}
        key = "signoff.read_late" if correction.reason == LATE_TEXT else "signoff.corrected"
        return [Verdict("12-2", Level.NOTE, key, values)]
    return [Verdict("12-2", Level.WARNING, "signoff.back_to_signer", {"person": chief})]
