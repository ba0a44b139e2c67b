"""The register's lines that take no number of ours: letters 不编号 (10-4), and papers with the lead unit's number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from oatui.clock import to_second
from oatui.rules import number_book
from oatui.rules.numbering import UNNUMBERED, judge_draft, judge_number
from oatui.rules.verdict import Verdict, refuse
from oatui.store import book_year, documents, journal, number_lines, paper_facts
from oatui.store.database import Store
from oatui.store.number_lines import Line

if TYPE_CHECKING:
    from sqlite3 import Connection


def register_letter(
    store: Store, title: str, kind: str, section: str, dated: date, *, by: str = "", signer: str = ""
) -> Line:
    """A letter that was sealed without a number (不编号直接盖章), in the register all the same. Raises Refused (10-4)."""
    with store.write():
        found = judge_draft(title, kind, None) if number_book.judged(dated.year, dated) else []
        body = _line_body(store, title, kind, section, dated, by, signer, found)
        journal.record(store, "letter_entered", body)
        return number_lines.other(store, body["line"])


@journal.applies("letter_entered")
def _letter_entered(conn: Connection, event: journal.Event) -> None:
    add_line(conn, event, event.body, "unnumbered")


def register_joint(
    store: Store, number: str, lead: str, title: str, kind: str, section: str, dated: date, *,
    by: str = "", signer: str = "",
) -> Line:  # fmt: skip
    """联合行文 led by another unit: its number as it is written there, and none of ours. Raises Refused."""
    with store.write():
        _hold_lead(store, number, lead)
        body = _line_body(store, title, kind, section, dated, by, signer, [])
        body |= {"number": number.strip(), "more": {"lead": lead.strip()}}
        journal.record(store, "joint_entered", body)
        return number_lines.other(store, body["line"])


@journal.applies("joint_entered")
def _joint_entered(conn: Connection, event: journal.Event) -> None:
    add_line(conn, event, event.body, "joint")


def take_joint_number(store: Store, document: int, number: str, lead: str) -> documents.Document:
    """A paper of our own chain that another unit leads carries that unit's number, and uses none of ours.

    Signatures and paper are judged as for a number of ours (12-1, 12-2, 12-6). Raises Refused.
    """
    from oatui.store import paper_checks

    with store.write():
        paper = documents.get(store, document)
        if paper.number:
            raise refuse("book.numbered_before", "12-1", number=paper.number)
        _hold_lead(store, number, lead)
        signatures = paper_facts.signatures_of(store, document)
        found = judge_number(
            signatures, paper.kind, paper.series or None, paper.title, documents.known_series(store)
        )
        verdicts = documents.hold([*found, *paper_checks.before_number(store, document)])
        year = paper.year
        book_year.hold_open(store, year)
        body = {
            "v": 1, "id": document, "year": year, "number": number.strip(),
            "more": {"lead": lead.strip()}, "verdicts": verdicts,
        }  # fmt: skip
        journal.record(store, "joint_number_taken", body)
        return documents.get(store, document)


@journal.applies("joint_number_taken")
def _joint_number_taken(conn: Connection, event: journal.Event) -> None:
    body = event.body
    add_line(conn, event, {**body, "document": body["id"]}, "joint")
    conn.execute("update document set number = ? where id = ?", (body["number"], body["id"]))
    documents.add_fact(conn, event, body["id"], "numbered", "number", event.actor)


def strike(store: Store, line: int, reason: str, by: str) -> Line:
    """作废 of such a line, with its reason and who decided; it stays in the register. Raises Refused."""
    from oatui.store import publication

    with store.write():
        old = number_lines.other(store, line)
        book_year.hold_open(store, old.year)
        documents.hold(number_book.judge_void(old.state, old.way, old.number, reason, by, mistaken=False))
        body: dict[str, Any] = {
            "v": 1, "line": line, "id": old.document, "reason": reason.strip(), "person": by.strip(), "verdicts": [],
        }  # fmt: skip
        journal.record(store, "register_line_struck", body)
        if old.document is not None:
            publication.end_with(store, old.document, by, reason)
        return number_lines.other(store, line)


@journal.applies("register_line_struck")
def _register_line_struck(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update register_line set state = 'void', reason = ?, ended_by = ?, ended_at = ? where id = ?",
        (body["reason"], body["person"], event.at, body["line"]),
    )
    if body["id"] is not None:
        documents.add_fact(conn, event, body["id"], "number_voided", "number", body["person"])


def _hold_lead(store: Store, number: str, lead: str) -> None:
    if not number.strip():
        raise refuse("book.no_lead_number")
    if not lead.strip():
        raise refuse("book.no_lead")
    if number_lines.is_ours(store, number):
        raise refuse("book.own_number", "12-1", number=number.strip())


def _line_body(
    store: Store, title: str, kind: str, section: str, dated: date, by: str, signer: str, found: list[Verdict]
) -> dict[str, Any]:
    """What such a line says. Raises Refused."""
    today = to_second(store.clock.now()).date()
    verdicts = documents.hold([*number_book.judge_other_line(title, section, dated, today), *found])
    book_year.hold_open(store, dated.year)
    return {
        "v": 1, "line": store.next_id("register_line"), "year": dated.year, "title": title.strip(),
        "kind": kind.strip(), "section": section.strip(), "dated": dated.isoformat(), "person": by.strip(),
        "signer": signer.strip(), "verdicts": verdicts,
    }  # fmt: skip


def add_line(conn: Connection, event: journal.Event, body: Mapping[str, Any], way: str) -> None:
    """Enter a line; its id follows from the order of the journal."""
    last = conn.execute("select coalesce(max(id), 0) from register_line").fetchone()[0]
    conn.execute(
        "insert into register_line values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'given', '', '', null, ?)",
        (
            last + 1, body["year"], way, body.get("document"), body.get("number", UNNUMBERED),
            body.get("title", ""), body.get("kind", ""), body.get("section", ""), body.get("dated", ""), body.get("person", ""), body.get("signer", ""), event.at, event.actor,
            journal.as_json(body.get("more", {})),
        ),
    )  # fmt: skip
