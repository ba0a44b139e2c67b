"""After the number: a paper is printed, sealed, kept, sent and closed, each an act with its person and time (art. 12).

What is done belongs to the chief's signature it was done under (`run`): a paper that was returned and signed anew is
printed and sealed anew. `get` tells how far a paper is, store/issuing_waits.py what waits for whom.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.i18n import N_
from oatui.rules import issuing as law
from oatui.rules.verdict import refuse
from oatui.store import documents, journal, paper_facts, seal_register
from oatui.store.database import Row, Store
from oatui.store.documents import Document

if TYPE_CHECKING:
    from sqlite3 import Connection


class Kept(NamedTuple):
    """One archive item: who put it there and when (ISO)."""

    person: str
    at: str


class Delivery(NamedTuple):
    """One recipient of one sending; `signed_by` is empty until somebody there signed for it."""

    id: int
    recipient: str
    way: str
    by: str
    carrier: str
    sent_at: str
    arrived_at: str | None
    parts: tuple[str, ...]
    signed_by: str
    signed_at: str | None


class Issue(NamedTuple):
    """How far a paper is after its number; times are ISO, `print_date` a plain date, empty before it is printed."""

    paper: Document
    run: str
    signed_at: str
    chief: str
    copies: int
    cc: tuple[str, ...]
    print_date: str
    printed_at: str
    printed_by: str
    seal: seal_register.SealUse | None
    filed: Mapping[str, Kept]
    deliveries: Sequence[Delivery]
    explanation: str
    closed_at: str
    closed_by: str

    @property
    def dated(self) -> date:
        """成文日期 of a paper that was signed."""
        return date.fromisoformat(self.paper.dated)

    @property
    def sealed(self) -> bool:
        """Whether it bears its seal, or needs none."""
        return self.seal is not None or bool(self.printed_at and not law.needs_seal(self.paper.kind))

    @property
    def open_items(self) -> list[str]:
        """The archive items that are not kept yet (12-5)."""
        return [item for item in law.ARCHIVE if item not in self.filed]

    @property
    def stage(self) -> str:
        """A key of STAGES: numbered, printed, sealed, filed, sent, done (filed and sent) or closed; empty before the number."""
        if not self.run or not is_numbered(self.paper):
            return ""
        if self.closed_at:
            return "closed"
        if self.deliveries:
            return "sent" if self.open_items else "done"
        if not self.printed_at:
            return "numbered"
        if not self.sealed:
            return "printed"
        return "sealed" if self.open_items else "filed"

    @property
    def waits(self) -> list[str]:
        """What is to be done now: print, seal, file, send, close; keeping and sending may come in either order."""
        if self.stage in {"", "closed"}:
            return []
        if not self.printed_at:
            return ["print"]
        if not self.sealed:
            return ["seal"]
        waits = [act for act, due in (("file", self.open_items), ("send", not self.deliveries)) if due]
        return waits or ["close"]


def is_numbered(paper: Document) -> bool:
    """Whether a paper has its number, or is registered 不编号 (10-4)."""
    return bool(paper.number)


def get(store: Store, document: int) -> Issue:
    """How far a paper is. Raises Refused."""
    return many(store, [documents.get(store, document)])[0]


def many(store: Store, papers: Sequence[Document]) -> list[Issue]:
    """How far papers are, in as many reads as for one."""
    runs = paper_facts.chief_signatures(store, [one.id for one in papers if one.step == "chief_sign"])
    known = json.dumps([one.id for one in papers])

    def rows(
        table: str, order: str = "document", condition: str = "true"
    ) -> dict[tuple[int, str], list[Row]]:
        """What stands of each paper under its present signature."""
        found: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in store.rows(
            f"select * from {table} where document in (select value from json_each(?)) and {condition} "
            f"order by {order}",
            known,
        ):
            found[row["document"], row["run"]].append(row)
        return found

    printed, kept = rows("issuing"), rows("archive_item")
    seals, sent = (rows(table, "id", "voided_at is null") for table in ("seal_use", "delivery"))
    said = {
        row["document"]: row
        for row in store.rows(
            "select document, words from delivery_explanation "
            "where document in (select value from json_each(?)) order by at, seq",
            known,
        )
    }
    return [
        _issue(paper, signed, printed[at], seals[at], kept[at], sent[at], said.get(paper.id))
        for paper in papers
        for signed in (runs.get(paper.id, ("", "", "")),)
        for at in ((paper.id, signed[0]),)
    ]


def _issue(
    paper: Document,
    signed: tuple[str, str, str],
    printed: Sequence[Row],
    seals: Sequence[Row],
    kept: Sequence[Row],
    sent: Sequence[Row],
    said: Row | None,
) -> Issue:
    run, chief, signed_at = signed
    row = printed[0] if printed else None
    return Issue(
        paper, run, signed_at, chief,
        row["copies"] if row else 0, tuple(json.loads(row["cc"])) if row else (),
        row["print_date"] if row else "", row["printed_at"] if row else "", row["printed_by"] if row else "",
        seal_register.from_row(seals[-1]) if seals else None,
        {item["item"]: Kept(item["person"], item["at"]) for item in kept},
        [
            Delivery(
                one["id"], one["recipient"], one["way"], one["by_name"], one["carrier"], one["sent_at"],
                one["arrived_at"], tuple(json.loads(one["parts"])), one["signed_by"], one["signed_at"],
            )
            for one in sent
        ],
        said["words"] if said else "",
        (row["closed_at"] or "") if row else "", row["closed_by"] if row else "",
    )  # fmt: skip


def opened(store: Store, document: int) -> Issue:
    """A paper that may still be worked on: signed, and not closed. Raises Refused."""
    issue = get(store, document)
    documents.hold_not_closed(store, issue.paper)
    if store.value("select 1 from number where document = ? and state = 'void'", document):
        raise refuse("issuing.void_number", "12-1", number=issue.paper.number)
    return issue


# ------------------------------------------------------------------ printing (12-3)


def print_out(
    store: Store,
    document: int,
    copies: int | None,
    print_date: date | None,
    cc: Sequence[str] = (),
    by: str = "",
) -> Issue:
    """Fix 份数, 印发日期 and 抄送 (none is an answer, too) and record the printing; again until it is sealed.

    Raises Refused (12-3).
    """
    now = store.clock.now()
    with store.write():
        issue = opened(store, document)
        if issue.seal:
            raise refuse("issuing.sealed_before", "12-3", serial=issue.seal.serial, year=issue.seal.year)
        units = list(dict.fromkeys(unit.strip() for unit in cc if unit.strip()))
        numbered = bool(issue.run) and is_numbered(issue.paper)
        signed = issue.dated if issue.run else to_second(now).date()
        verdicts = law.judge_print(
            issue.paper.kind, numbered, signed, copies, units, print_date, to_second(now).date()
        )
        kept = documents.hold(verdicts)
        assert print_date is not None
        body = {
            "v": 1, "id": document, "run": issue.run, "rounds": issue.paper.returned, "copies": copies,
            "cc": units, "print_date": print_date.isoformat(), "person": by.strip() or store.actor,
            "verdicts": kept,
        }  # fmt: skip
        journal.record(store, "document_printed", body)
    return get(store, document)


@journal.applies("document_printed")
def _document_printed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into issuing(document, run, rounds, copies, cc, print_date, printed_at, printed_by) "
        "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict(document) do update set run = excluded.run, "
        "rounds = excluded.rounds, copies = excluded.copies, cc = excluded.cc, print_date = excluded.print_date, "
        "printed_at = excluded.printed_at, printed_by = excluded.printed_by, closed_at = null, closed_by = ''",
        (
            body["id"], body["run"], body["rounds"], body["copies"], journal.as_json(body["cc"]),
            body["print_date"], event.at, body["person"],
        ),
    )  # fmt: skip
    documents.add_fact(conn, event, body["id"], "printed", "print", body["person"])


# ------------------------------------------------------------------ the seal (12-4)


def seal(
    store: Store, document: int, by: str, *, at: datetime | None = None, copies: int | None = None,
    handler: str = "", approver: str = "", purpose: str = N_("印发"), note: str = "",
) -> Issue:  # fmt: skip
    """Record the seal with its line in the register, in one act; only the office head seals. Raises Refused (12-4)."""
    moment = to_second(at or store.clock.now())
    with store.write():
        issue = opened(store, document)
        if not issue.printed_at:
            raise refuse("issuing.not_printed", "12-4")
        if issue.seal:
            raise refuse("issuing.sealed_before", "12-4", serial=issue.seal.serial, year=issue.seal.year)
        if moment < from_iso(issue.signed_at):
            raise refuse("issuing.seal_before_signed", "12-4", at=iso(moment), signed=issue.signed_at)
        paper = issue.paper
        body = seal_register.line(
            store, seal_name(store, paper), moment, by, issue.copies if copies is None else copies,
            section=paper.section, handler=handler or paper.drafted_by, title=paper.title, purpose=purpose,
            approver=approver or issue.chief, number=paper.number or "", note=note,
        ) | {"id": document, "run": issue.run}  # fmt: skip
        journal.record(store, "document_sealed", body, at=moment)
    return get(store, document)


def seal_name(store: Store, paper: Document) -> str:
    """Which seal a paper gets, by its series (practice)."""
    kinds = {one.code: one.kind for one in documents.known_series(store)}
    return law.seal_of(kinds.get(paper.series, "bureau"))


@journal.applies("document_sealed")
def _document_sealed(conn: Connection, event: journal.Event) -> None:
    seal_register.enter(conn, event)
    documents.add_fact(conn, event, event.body["id"], "sealed", "seal", event.body["sealed_by"])


# ------------------------------------------------------------------ the archive (12-5)


def file(store: Store, document: int, items: Sequence[str], by: str, *, at: datetime | None = None) -> Issue:
    """Tick archive items: 草拟稿, 领导批示, 盖印后的文件一份. Raises Refused (12-5)."""
    moment = to_second(at or store.clock.now())
    with store.write():
        issue = opened(store, document)
        if not issue.stage:
            raise refuse("issuing.no_number", "12-5")
        if moment > to_second(store.clock.now()):
            raise refuse("issuing.future", at=iso(moment))
        verdicts = documents.hold(law.judge_items(items, issue.sealed, by))
        new = [item for item in dict.fromkeys(items) if item not in issue.filed]
        if not new:
            raise refuse("issuing.filed_before", "12-5", items=[law.ARCHIVE[item] for item in items])
        body = {
            "v": 1, "id": document, "run": issue.run, "items": new, "person": by.strip(), "verdicts": verdicts,
        }  # fmt: skip
        journal.record(store, "document_filed", body, at=moment)
    return get(store, document)


@journal.applies("document_filed")
def _document_filed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for item in body["items"]:
        conn.execute(
            "insert into archive_item values (?, ?, ?, ?, ?, ?, ?)",
            (body["id"], body["run"], item, body["person"], event.at, event.recorded_at, event.actor),
        )
    documents.add_fact(conn, event, body["id"], "filed", "file", body["person"])


def close(store: Store, document: int, by: str) -> Issue:
    """Close a paper; refused until the three archive items are kept and it was sent (12-5)."""
    with store.write():
        issue = opened(store, document)
        verdicts = law.judge_closing(issue.filed, bool(issue.deliveries), by)
        body = {"v": 1, "id": document, "person": by.strip(), "verdicts": documents.hold(verdicts)}
        journal.record(store, "document_closed", body)
    return get(store, document)


@journal.applies("document_closed")
def _document_closed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update issuing set closed_at = ?, closed_by = ? where document = ?",
        (event.at, body["person"], body["id"]),
    )
    documents.add_fact(conn, event, body["id"], "closed", "close", body["person"])


# ------------------------------------------------------------------ what was entered by mistake


def take_out(store: Store, document: int, item: str, by: str, reason: str) -> Issue:
    """An archive item ticked by mistake is not kept after all; both stay in the record. Raises Refused (12-5)."""
    with store.write():
        issue = opened(store, document)
        if item not in law.ARCHIVE:
            raise refuse("issuing.item_unknown", "12-5", item=item, known=list(law.ARCHIVE))
        if item not in issue.filed:
            raise refuse("issuing.not_kept", "12-5", item=law.ARCHIVE[item])
        body = _undoing(document, by, reason) | {"run": issue.run, "item": item}
        journal.record(store, "archive_item_taken_out", body)
    return get(store, document)


@journal.applies("archive_item_taken_out")
def _archive_item_taken_out(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "delete from archive_item where document = ? and run = ? and item = ?",
        (body["id"], body["run"], body["item"]),
    )
    documents.add_fact(conn, event, body["id"], "taken_out", "", body["person"])


def reopen(store: Store, document: int, by: str, reason: str) -> Issue:
    """A paper closed by mistake is worked on again, with the reason. Raises Refused (12-5)."""
    with store.write():
        issue = get(store, document)
        if not issue.closed_at:
            raise refuse("issuing.not_closed", "12-5")
        journal.record(store, "document_reopened", _undoing(document, by, reason))
    return get(store, document)


@journal.applies("document_reopened")
def _document_reopened(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("update issuing set closed_at = null, closed_by = '' where document = ?", (body["id"],))
    documents.add_fact(conn, event, body["id"], "reopened", "", body["person"])


def _undoing(document: int, by: str, reason: str) -> dict[str, Any]:
    if not by.strip():
        raise refuse("issuing.undoer_needed", "12-5")
    if not reason.strip():
        raise refuse("issuing.undo_reason", "12-5")
    return {"v": 1, "id": document, "person": by.strip(), "reason": reason.strip(), "verdicts": []}
