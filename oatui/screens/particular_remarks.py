"""What the form of 填报 says below a field: the remarks of the rules, each where it belongs, and what was understood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from oatui.clock import ZONE
from oatui.i18n import _
from oatui.rules.particulars import Consultation
from oatui.rules.verdict import Verdict
from oatui.screens.document_form import when_words
from oatui.widgets.below import Pick
from oatui.widgets.verdict_line import WORDS

# by the key of the sentence, or by its first words where a whole family belongs together
FIELD_OF = {
    "publication.text_says": "disclosure",
    "paper.recipient_differs": "to",
    "paper.notice_to_beside": "permitted",
    "paper.permitted": "permitted",
    "paper.no_recipient": "to",
    "paper.many_recipients": "to",
    "paper.to_person": "to",
    "paper.down_to_above": "to",
    "paper.up_to_beside": "to",
    "paper.party_matter": "to",
    "paper.government_matter": "to",
    "paper.copy_to_person": "cc",
    "paper.annexes_blank": "annexes",
    "paper.nobody_present": "present",
    "paper.named_twice": "present",
    "paper.annexes_count": "annexes",
    "paper.matters": "matters",
    "paper.title_differs": "title",
    "paper.asked_before": "title",
    "paper.text": "text",
    "paper.request_in_report": "text",
    "paper.special": "text",
    "paper.general": "text",
    "paper.consultation": "consultations",
    "paper.joint_unsigned": "consultations",
    "paper.joint_lead": "joint_lead",
    "paper.approval_blank": "approval",
    "paper.approval_no_names": "approvers",
    "paper.approval": "approved_on",
    "paper.no_contact": "contact",
    "paper.manuscript": "manuscript",
    "paper.no_lead": "lead",
    "paper.need_blank": "need",
    "paper.series_fixed": "series",
    "paper.lead_fixed": "joint_lead",
    "sending.answer": "answer_by",
    "sending.calendar_missing": "answer_by",
    "sending.contacted": "called",
    "sending.follow_up_open": "follow_up",
    "sending.other_rule": "exception",
    "sending.emergency": "event_on",
    "convening": "event_on",
    "sending.why_written": "special",
    "sending.copies": "copies",
    "sending.money_names": "money_maker",
    "sending.money_same": "money_checker",
    "sending.money_seal": "money_sealed",
    "sending.important_open": "important",
    "sending.speech_open": "speech",
    "sending.event_open": "invites",
    "sending.vetting_open": "vetted_by",
    "sending.leaders_open": "leaders_agreed",
    "sending.slip": "slip_to",
    "sending.opinions_open": "consultations",
    "sending.normative_open": "normative",
    "numbering.kind": "kind",
    "numbering.request_report": "kind",
    "numbering.no_title": "title",
    "numbering.secret": "title",
    "numbering.title": "title",
    "numbering": "series",
}


def field_of(verdict: Verdict) -> str | None:
    """The field that a verdict is about: the longest beginning of its key that is listed."""
    found = [key for key in FIELD_OF if verdict.key.startswith(key)]
    return FIELD_OF[max(found, key=len)] if found else None


def by_field(verdicts: Iterable[Verdict], fields: Collection[str]) -> dict[str, list[Verdict]]:
    """The remarks under each field that is shown."""
    sorted_out: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        field = field_of(verdict)
        if field in fields:
            sorted_out.setdefault(str(field), []).append(verdict)
    return sorted_out


def said_line(verdict: Verdict) -> str:
    """A verdict in one line with its word, a refusal's too: what is only empty so far stands without colour."""
    return f"{_(WORDS[verdict.level])}  {verdict.message}  {verdict.rule or ''}".rstrip()


def mends(verdicts: Sequence[Verdict], typed: str, today: date) -> list[Pick]:
    """What a click writes into the field to mend what is remarked on it."""
    for one in verdicts:
        if one.key == "paper.title_differs":
            return [(str(one.values["title"]), _("点这里改成稿里的标题"))]
        if one.key == "paper.matters_blank":
            return [("1", _("点这里填 1 件"))]
        if one.key == "paper.joint_unsigned":
            signed = {
                unit: f"{unit}{':' if ' ' in unit else ''} {_('会签')} {today:%m%d}"
                for unit in one.values["units"]
            }
            return [
                (_("；").join(filter(None, (typed, words))), _("点这里：{unit} 今天会签", unit=unit))
                for unit, words in signed.items()
            ]
    return []


def echo(value: Any) -> str:
    """A value that was understood, in words."""
    if isinstance(value, tuple):
        return _("；").join(_consultation_words(one) for one in value)
    if isinstance(value, datetime):
        return when_words(value.astimezone(ZONE))
    return _("{day:day}", day=value) if value else ""


def _consultation_words(one: Consultation) -> str:
    if one.open:
        return _("{unit}：还没有结果", unit=one.unit)
    return _("{unit}：{result}，{day:date}", unit=one.unit, result=one.result, day=one.on)
