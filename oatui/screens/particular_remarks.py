"""Under which field of the form each remark of the rules belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from oatui.rules.verdict import Verdict

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
