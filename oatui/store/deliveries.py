"""分送: to whom a paper went, when and how, who signed for it, and why it was late (arts 6 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from oatui.clock import from_iso, iso, to_second
from oatui.rules import issuing as law
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import documents, journal, paper_particulars
from oatui.store.database import Row, Store
from oatui.store.issuing import Issue, get, opened

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.workdays import Calendar


def send(
    store: Store, document: int, recipients: Sequence[str], by: str, way: str = "oa", *, calendar: Calendar,
    at: datetime | None = None, carrier: str = "", arrived_at: datetime | None = None,
    parts: Sequence[str] = (), explanation: str = "", signed_by: str = "",
) -> Issue:  # fmt: skip
    """Record to whom, when and how a paper went. Raises Refused (6-1, 8-12, 12-3, 12-4, 14-4).

    `explanation` is the written one of 8-12; one given before stands. `signed_by` fits where one person signed for all.
    """
    from oatui.store import paper_checks  # every rule about papers: not for the first frame

    moment = to_second(at or store.clock.now())
    units = list(dict.fromkeys(unit.strip() for unit in recipients if unit.strip()))
    with store.write():
        issue = opened(store, document)
        if not issue.printed_at:
            raise refuse("issuing.not_printed", "12-3")
        delivery = law.Delivery(units, way, by, moment, carrier.strip(), arrived_at, tuple(parts))
        words, says = explanation.strip(), paper_particulars.get(store, document)
        verdicts = law.judge_delivery(
            issue.paper.kind, issue.dated, from_iso(issue.seal.at) if issue.seal else None,
            says.urgency, delivery, store.clock.now(), calendar, words or issue.explanation,
            says.special or says.delivery,
        )  # fmt: skip
        if again := [unit for unit in units if unit in {one.recipient for one in issue.deliveries}]:
            verdicts.append(Verdict(None, Level.NOTE, "issuing.sent_again", {"units": again}))
        day = delivery.delivered.date()
        verdicts += blocks(store, document, calendar, day)
        found = paper_checks.before_sending(store, document, calendar, day)
        verdicts += [one for one in found if not one.refused]
        first = store.next_id("delivery")
        signed_at = iso(arrived_at or moment) if signed_by.strip() else None
        body = {
            "v": 1, "id": document, "run": issue.run, "person": by.strip(), "way": way,
            "carrier": carrier.strip(), "arrived_at": iso(arrived_at) if arrived_at else None,
            "parts": list(dict.fromkeys(parts)), "explanation": words,
            "deliveries": [{"id": first + n, "to": unit} for n, unit in enumerate(units)],
            "signed_by": signed_by.strip(), "signed_at": signed_at, "verdicts": documents.hold(verdicts),
        }  # fmt: skip
        journal.record(store, "document_sent", body, at=moment)
    return get(store, document)


def blocks(store: Store, document: int, calendar: Calendar, day: date) -> list[Verdict]:
    """The hard rules of the paper itself and of its attachments (14-4) that are not met when it leaves on a day."""
    from oatui.store import attachments, paper_checks  # every rule about papers: not for the first frame

    found = [
        *paper_checks.blocks_sending(store, document, calendar, day),
        *attachments.verdicts(store, document),
    ]
    return [verdict for verdict in found if verdict.refused]


@journal.applies("document_sent")
def _document_sent(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for one in body["deliveries"]:
        conn.execute(
            "insert into delivery(id, document, run, recipient, way, by_name, carrier, sent_at, arrived_at, parts, "
            "recorded_at, actor, signed_by, signed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one["id"], body["id"], body["run"], one["to"], body["way"], body["person"], body["carrier"],
                event.at, body["arrived_at"], journal.as_json(body["parts"]), event.recorded_at, event.actor,
                body["signed_by"], body["signed_at"],
            ),
        )  # fmt: skip
    if body["explanation"]:
        conn.execute(
            "insert into delivery_explanation values (?, ?, ?, ?, ?, ?)",
            (*event.key, body["id"], body["explanation"], body["person"], event.at),
        )
    documents.add_fact(conn, event, body["id"], "sent", "send", body["person"])


def sign_for(store: Store, delivery: int, by: str, *, at: datetime | None = None) -> Issue:
    """Record who signed for a paper there, and when. Raises Refused."""
    moment = to_second(at or store.clock.now())
    with store.write():
        row = _delivery(store, delivery)
        if row["signed_by"]:
            raise refuse("issuing.signed_for_before", recipient=row["recipient"], name=row["signed_by"])
        if not by.strip():
            raise refuse("issuing.receiver_needed")
        if moment > to_second(store.clock.now()):
            raise refuse("issuing.future", at=iso(moment))
        if moment < from_iso(row["sent_at"]):
            raise refuse("issuing.arrived_before", arrived=iso(moment), sent=row["sent_at"])
        body = {"v": 1, "delivery": delivery, "person": by.strip()}
        journal.record(store, "delivery_signed_for", body, at=moment)
    return get(store, row["document"])


@journal.applies("delivery_signed_for")
def _delivery_signed_for(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update delivery set signed_by = ?, signed_at = ? where id = ?",
        (event.body["person"], event.at, event.body["delivery"]),
    )


def void_receipt(store: Store, delivery: int, reason: str) -> Issue:
    """A receipt entered by mistake: nobody has signed for the paper there yet. Raises Refused."""
    with store.write():
        row = _delivery(store, delivery)
        opened(store, row["document"])
        if not row["signed_by"]:
            raise refuse("issuing.not_signed_for", recipient=row["recipient"])
        if not reason.strip():
            raise refuse("issuing.undo_reason")
        body = {
            "v": 1, "id": row["document"], "delivery": delivery, "person": store.actor, "reason": reason.strip(),
            "verdicts": [],
        }  # fmt: skip
        journal.record(store, "delivery_receipt_voided", body)
    return get(store, row["document"])


@journal.applies("delivery_receipt_voided")
def _delivery_receipt_voided(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("update delivery set signed_by = '', signed_at = null where id = ?", (body["delivery"],))
    documents.add_fact(conn, event, body["id"], "unreceipted", "", body["person"])


def void_delivery(store: Store, delivery: int, reason: str) -> Issue:
    """A delivery entered by mistake: it stays in the journal and counts no more. Raises Refused."""
    with store.write():
        row = _delivery(store, delivery)
        opened(store, row["document"])
        if not reason.strip():
            raise refuse("issuing.void_reason")
        journal.record(store, "delivery_voided", {"v": 1, "delivery": delivery, "reason": reason.strip()})
    return get(store, row["document"])


@journal.applies("delivery_voided")
def _delivery_voided(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update delivery set voided_at = ?, void_reason = ? where id = ?",
        (event.at, event.body["reason"], event.body["delivery"]),
    )


def _delivery(store: Store, delivery: int) -> Row:
    row = store.row("select * from delivery where id = ? and voided_at is null", delivery)
    if row is None:
        raise refuse("issuing.no_delivery", delivery=delivery)
    return row
