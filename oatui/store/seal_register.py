"""The seal register (用印登记簿): every use of a seal has its line, one book a year (12-4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import iso, to_second
from oatui.rules import issuing as law
from oatui.rules.attachments import mark_on
from oatui.rules.verdict import Verdict, refuse
from oatui.store import documents, earlier_names, journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class SealUse(NamedTuple):
    """One line of the register; `document` is None for what is no paper of this desk, `voided_at` for a line that stands."""

    id: int
    year: int
    serial: int
    at: str
    seal: str
    section: str
    handler: str
    document: int | None
    title: str
    number: str
    purpose: str
    copies: int
    approver: str
    sealed_by: str
    note: str
    actor: str
    verdicts: list[Verdict]
    voided_at: str | None
    voided_by: str
    void_reason: str


def acting(store: Store) -> law.Acting | None:
    """Who stands in for the office head, as the settings say."""
    return law.read_acting(str(settings.get(store, "acting")))


def proposed(store: Store, at: datetime) -> str:
    """Whom the form proposes to have sealed: the office head, or who stands in today."""
    stands_in = acting(store)
    if stands_in and stands_in.start <= to_second(at).date() <= stands_in.end:
        return stands_in.name
    return next(iter(earlier_names.office_heads(store)), "")


def line(
    store: Store, seal: str, at: datetime, by: str, copies: int, *, section: str, handler: str, title: str,
    purpose: str, approver: str, number: str = "", note: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The body of a use, judged; call it inside `write()`. Raises Refused (12-4)."""
    if seal not in law.SEALS:
        raise refuse("seal.unknown", "12-4", seal=seal, known=list(law.SEALS))
    if copies < 1:
        raise refuse("seal.copies", "12-4")
    for value, key in (
        (title, "seal.no_title"),
        (section, "seal.no_section"),
        (approver, "seal.no_approver"),
    ):
        if not value.strip():
            raise refuse(key, "12-4")
    if mark := mark_on(title):
        raise refuse("incoming.classified_mark", "13-4", mark=mark)
    if at > to_second(store.clock.now()):
        raise refuse("seal.future", "12-4", at=iso(at))
    verdicts = law.judge_seal(by, earlier_names.office_heads(store), acting(store), at.date())
    serial = store.value("select coalesce(max(serial), 0) + 1 from seal_use where year = ?", at.year)
    return {
        "v": 1, "use": store.next_id("seal_use"), "year": at.year, "serial": serial, "seal": seal,
        "section": section.strip(), "handler": handler.strip(), "title": title.strip(), "number": number,
        "purpose": purpose.strip(), "copies": copies, "approver": approver.strip(), "sealed_by": by.strip(),
        "note": note.strip(), "verdicts": documents.hold(verdicts),
    }  # fmt: skip


def use(
    store: Store, seal: str, title: str, by: str, *, section: str, handler: str, approver: str,
    purpose: str = "", copies: int = 1, note: str = "", at: datetime | None = None,
) -> SealUse:  # fmt: skip
    """Register a use for what is no paper of this desk: 介绍信, 证明, 合同. Raises Refused (12-4)."""
    moment = to_second(at or store.clock.now())
    with store.write():
        body = line(
            store, seal, moment, by, copies, section=section, handler=handler, title=title,
            purpose=purpose, approver=approver, note=note,
        )  # fmt: skip
        journal.record(store, "seal_used", body, at=moment)
    return get(store, body["use"])


@journal.applies("seal_used")
def _seal_used(conn: Connection, event: journal.Event) -> None:
    enter(conn, event)


def enter(conn: Connection, event: journal.Event) -> None:
    """Put the line of an event into the register."""
    body = event.body
    conn.execute(
        "insert into seal_use(id, year, serial, at, recorded_at, actor, seal, section, handler, document, run, "
        "title, number, purpose, copies, approver, sealed_by, note, verdicts) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body["use"], body["year"], body["serial"], event.at, event.recorded_at, event.actor, body["seal"],
            body["section"], body["handler"], body.get("id"), body.get("run"), body["title"], body["number"],
            body["purpose"], body["copies"], body["approver"], body["sealed_by"], body["note"],
            journal.as_json(body["verdicts"]),
        ),
    )  # fmt: skip


def void(store: Store, identity: int, by: str, reason: str) -> SealUse:
    """A line entered by mistake: it stays in the book, struck out, with who and why. Raises Refused."""
    with store.write():
        found = get(store, identity)
        if found.voided_at:
            raise refuse("seal.voided_before", "12-4", serial=found.serial)
        if not by.strip():
            raise refuse("seal.voider_needed", "12-4")
        if not reason.strip():
            raise refuse("seal.void_reason", "12-4")
        if found.document is not None and store.value(
            "select 1 from delivery d join seal_use s on s.document = d.document and s.run = d.run "
            "where s.id = ? and d.voided_at is null",
            identity,
        ):
            raise refuse("seal.sent_already", "12-4", number=found.number)
        body = {"v": 1, "use": identity, "by": by.strip(), "reason": reason.strip()}
        journal.record(store, "seal_voided", body)
    return get(store, identity)


@journal.applies("seal_voided")
def _seal_voided(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update seal_use set voided_at = ?, voided_by = ?, void_reason = ? where id = ?",
        (event.at, body["by"], body["reason"], body["use"]),
    )


# ------------------------------------------------------------------ reading


def get(store: Store, identity: int) -> SealUse:
    """One line. Raises Refused."""
    row = store.row("select * from seal_use where id = ?", identity)
    if row is None:
        raise refuse("seal.no_line", "12-4", line=identity)
    return from_row(row)


_IN_BOOK = "year = ?1 and (?2 = '' or instr(title, ?2) or instr(number, ?2) or instr(section, ?2) or instr(handler, ?2))"


def count(store: Store, year: int, text: str = "") -> int:
    """How many lines `book` has."""
    return int(store.value(f"select count(*) from seal_use where {_IN_BOOK}", year, text.strip()))


def book(store: Store, year: int, text: str = "", limit: int = 200, offset: int = 0) -> list[SealUse]:
    """The lines of a year in the order of the book."""
    rows = store.rows(
        f"select * from seal_use where {_IN_BOOK} order by serial limit ?3 offset ?4",
        year,
        text.strip(),
        limit,
        offset,
    )
    return [from_row(row) for row in rows]


def years(store: Store) -> list[int]:
    """The years that have a book, the newest first."""
    return [row[0] for row in store.rows("select distinct year from seal_use order by year desc")]


def from_row(row: Row) -> SealUse:
    import json

    return SealUse(
        row["id"], row["year"], row["serial"], row["at"], row["seal"], row["section"], row["handler"],
        row["document"], row["title"], row["number"], row["purpose"], row["copies"], row["approver"],
        row["sealed_by"], row["note"], row["actor"],
        [Verdict.from_body(body) for body in json.loads(row["verdicts"])], row["voided_at"], row["voided_by"],
        row["void_reason"],
    )  # fmt: skip
