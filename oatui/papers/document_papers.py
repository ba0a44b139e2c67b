"""What the papers of a document say, read from the store: the red-headed paper, its draft sheet, slip and explanation."""

from __future__ import annotations

from datetime import date

from oatui.clock import from_iso, to_second
from oatui.files.delivery_out import DeliverySlip, LateExplanation, Received
from oatui.files.draft_sheet_out import DraftSheet, Signed
from oatui.files.red_paper_out import OfficialPaper
from oatui.rules import issuing as law
from oatui.rules.numbering import UNNUMBERED, Series
from oatui.rules.paper_text import without_roll
from oatui.rules.particulars import Situation
from oatui.rules.recipients import is_county
from oatui.rules.red_head import note_of, red_head
from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar, working_days_between
from oatui.store import documents, issuing, paper_bodies, paper_facts, paper_particulars, settings
from oatui.store.database import Store
from oatui.store.documents import Document

DISCLOSURE = {"public": "主动公开", "asked": "依申请公开", "closed": "不予公开"}


def series_of(store: Store, paper: Document) -> Series:
    """The series of a paper; one that the office no longer uses counts as the bureau's, none as a letter."""
    for one in documents.known_series(store):
        if one.code == paper.series:
            return one
    return Series(paper.series, "bureau" if paper.series else "letter")


def _situation(store: Store, paper: Document) -> Situation:
    says = paper_particulars.get(store, paper.id)
    return Situation(paper.kind, series_of(store, paper).kind, str(settings.get(store, "office")), says)


def official_paper(store: Store, document: int) -> OfficialPaper:
    """The paper as it goes to the printer. Raises Refused (12-3, and where its text was never read)."""
    issue = issuing.get(store, document)
    paper = issue.paper
    if not issue.stage:
        raise refuse("issuing.no_number", "12-3")
    body = paper_bodies.get(store, document)
    if body is None:
        raise refuse("issuing.no_text")
    situation = _situation(store, paper)
    says = situation.says
    signatures = paper_facts.signatures_of(store, document)
    office = situation.office
    head = red_head(
        office,
        series_of(store, paper),
        paper.number,
        signatures,
        issue.paper.year,
        situation,
        body.paragraphs,
    )
    return OfficialPaper(
        office=office, head=head.head, letter=head.letter, number=head.number, title=paper.title,
        organs=head.organs, dated=issue.dated, at=to_second(store.clock.now()), to=says.to,
        paragraphs=tuple(without_roll(body.paragraphs) if head.roll else body.paragraphs),
        annexes=says.annexes, roll=head.roll, note=note_of(situation), urgency=says.urgency,
        signer=issue.chief if situation.upward else "", cc=issue.cc or says.cc,
        print_date=date.fromisoformat(issue.print_date) if issue.print_date else None,
    )  # fmt: skip


def draft_sheet(store: Store, document: int) -> DraftSheet:
    """The 发文稿纸 with the signatures that are registered. Raises Refused."""
    issue = issuing.get(store, document)
    paper, says = issue.paper, paper_particulars.get(store, document)
    signed = {
        one.step: Signed(one.person, one.at)
        for one in paper_facts.signatures_of(store, document)
        if one.step != "draft"
    }
    consulted = tuple(f"{one.unit}{one.result}" for one in says.consultations)
    return DraftSheet(
        office=str(settings.get(store, "office")), title=paper.title, kind=paper.kind, series=paper.series,
        section=paper.section, drafter=paper.drafted_by, drafted_at=from_iso(paper.drafted_at),
        number="" if paper.number in {None, UNNUMBERED} else str(paper.number), to=says.to, cc=issue.cc or says.cc,
        annexes=says.annexes, urgency=says.urgency, phone=says.phone,
        disclosure=DISCLOSURE.get(says.disclosure, ""), need=says.need, copies=issue.copies, consulted=consulted,
        signed=signed,
    )  # fmt: skip


def delivery_slip(store: Store, document: int) -> DeliverySlip:
    """The 签收单 with what is recorded; before the sending, a line for each 主送 and 抄送 to be signed by hand."""
    issue = issuing.get(store, document)
    if not issue.stage:
        raise refuse("issuing.no_number", "12-3")
    paper, says = issue.paper, paper_particulars.get(store, document)
    lines = [
        Received(
            one.recipient, law.WAYS[one.way], one.carrier, from_iso(one.sent_at),
            from_iso(one.arrived_at) if one.arrived_at else None, one.signed_by,
            from_iso(one.signed_at) if one.signed_at else None,
        )
        for one in issue.deliveries
    ] or [Received(unit) for unit in (*says.to, *(issue.cc or says.cc))]  # fmt: skip
    number = "" if paper.number == UNNUMBERED else str(paper.number)
    now = to_second(store.clock.now())
    return DeliverySlip(
        str(settings.get(store, "office")), paper.title, number, issue.copies, says.urgency, now, lines
    )


def late_explanation(store: Store, document: int, calendar: Calendar) -> LateExplanation:
    """The written explanation of a delivery that was late (8-12). Raises Refused, CalendarMissing."""
    issue = issuing.get(store, document)
    if not issue.explanation:
        raise refuse("issuing.no_explanation", "8-12")
    situation = _situation(store, issue.paper)
    late = [one for one in issue.deliveries if is_county(one.recipient)]
    if not late:
        raise refuse("issuing.not_sent", "8-12")
    signed = issue.dated
    delivered = max(from_iso(one.arrived_at or one.sent_at).date() for one in late)
    days = working_days_between(calendar, signed, delivered).counted
    head = red_head(situation.office, series_of(store, issue.paper), issue.paper.number, (), signed.year)
    return LateExplanation(
        office=situation.office, organ=head.organ, title=issue.paper.title,
        number="" if issue.paper.number == UNNUMBERED else str(issue.paper.number),
        recipients=tuple(dict.fromkeys(one.recipient for one in late)), signed=signed, delivered=delivered,
        days=tuple(one.date for one in days), most=law.DELIVERY_DAYS, words=issue.explanation,
        at=to_second(store.clock.now()),
    )  # fmt: skip
