"""The document desk: drafts, the sign-off chain as it was signed on paper, and the number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import signoff
from oatui.rules.verdict import Level, Refused, Verdict, bodies, held, refuse
from oatui.store import journal, paper_facts, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules import numbering
    from oatui.rules.particulars import Particulars


WITHDRAWN = "withdrawn"  # the step of a draft that was taken back


class Document(NamedTuple):
    """One document; `step` is the last step that was done, `number` is empty until the office gave it."""

    id: int
    title: str
    kind: str
    series: str
    section: str
    drafted_by: str
    drafted_at: str
    step: str
    number: str | None
    returned: int
    dated: str  # 成文日期, ISO, empty before 签发

    @property
    def year(self) -> int:
        """Whose number a paper that was signed has: the year of its 成文日期."""
        return int(self.dated[:4])

    @property
    def waiting_for(self) -> str | None:
        """The step that comes next; "number" after the chief, None once numbered and for a draft taken back."""
        if self.step == WITHDRAWN:
            return None
        if self.step == signoff.CHAIN[-1]:
            return None if self.number else "number"
        return signoff.CHAIN[signoff.CHAIN.index(self.step) + 1]


def known_series(store: Store) -> list[numbering.Series]:
    """The office's series (article 10)."""
    from oatui.rules import numbering  # kinds and repairs are not for the first frame

    return [numbering.Series(item["code"], item["kind"]) for item in settings.get(store, "series")]


def hold(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """What goes into the record where nothing of it refuses. Raises Refused."""
    return bodies(held(verdicts))


def draft(
    store: Store,
    title: str,
    kind: str,
    series: str,
    section: str,
    by: str,
    *,
    at: datetime | None = None,
    says: Particulars | None = None,
) -> Document:
    """A new draft with what it says of itself so far (11-2, first step). Raises Refused (10-2 to 10-4, 12-6)."""
    with store.write():
        return get(store, enter(store, title, kind, series, section, by, at=at, says=says))


def enter(
    store: Store,
    title: str,
    kind: str,
    series: str,
    section: str,
    by: str,
    *,
    at: datetime | None = None,
    says: Particulars | None = None,
) -> int:
    """The same inside a `write()` that does more; the id of the draft. Raises Refused."""
    from oatui.rules import numbering

    moment = to_second(at or store.clock.now())
    verdicts = numbering.judge_draft(title, kind, series, known_series(store))
    if not by.strip():
        raise refuse("document.no_drafter", "11-2")
    if not section.strip():
        raise refuse("document.no_section", "11-2")
    if moment > to_second(store.clock.now()):
        raise refuse("document.future", "11-2", at=iso(moment))
    identity = store.next_id("document")
    body = {
        "v": 1, "id": identity, "title": title.strip(), "kind": kind, "series": series,
        "section": section.strip(), "by": by.strip(), "verdicts": hold(verdicts),
    }  # fmt: skip
    if says and (fields := says.as_body()):
        body["fields"] = fields
    journal.record(store, "document_drafted", body, at=moment)
    return identity


@journal.applies("document_drafted")
def _document_drafted(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into document(id, title, kind, series, section, drafted_by, drafted_at, recorded_at, step) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, 'draft')",
        (
            body["id"], body["title"], body["kind"], body["series"], body["section"], body["by"], event.at,
            event.recorded_at,
        ),
    )  # fmt: skip
    add_fact(conn, event, body["id"], "drafted", "draft", body["by"])
    if "fields" in body:
        keep_particulars(conn, event)


def keep_particulars(conn: Connection, event: journal.Event) -> None:
    """Let the particulars that an event carries stand."""
    conn.execute(
        "insert into paper_particulars values (?, ?, ?, ?) on conflict(document) do update set "
        "fields = excluded.fields, at = excluded.at, actor = excluded.actor",
        (event.body["id"], journal.as_json(event.body["fields"]), event.at, event.actor),
    )


def sign(
    store: Store, document: int, by: str, *, at: datetime | None = None, step: str | None = None
) -> Document:
    """Register the next signature as it stands on paper: who and when. Raises Refused (11-1, 11-2).

    `step` names the step that is meant; it is refused where another one is due. The operator is recorded apart.
    """
    moment = to_second(at or store.clock.now())
    with store.write():
        paper = get(store, document)
        hold_not_void(store, paper)
        acts = paper_facts.acts_of(store, document)
        signatures = paper_facts.signatures_among(acts)
        due = signoff.next_step(signatures)
        if due is None:
            raise refuse("signoff.complete", "11-2")
        if moment > to_second(store.clock.now()):
            raise refuse("document.future", "11-2", at=iso(moment))
        verdicts = signoff.judge_signature(signatures, step or due, by, moment, "办公室" in paper.section)
        fallen = next((fact for fact in reversed(acts) if fact.takes_signatures), None)
        if fallen and moment < from_iso(fallen.at):
            # what was signed before the return has fallen with it
            raise refuse("signoff.before_return", "11-2", at=iso(moment), returned=fallen.at)
        dated: dict[str, str] = {}
        if due == signoff.CHAIN[-1]:
            from oatui.store import paper_checks, paper_particulars

            verdicts += paper_checks.before_signing(store, document, by)
            dated["dated"] = paper_particulars.get(store, document).dated(moment.date()).isoformat()
        # a number's year is that of 成文日期; whoever signs in a later one, the chief does so after them
        by_then = int(dated["dated"][:4]) if dated else moment.year
        if (year := number_year(store, document)) and (by_then > year or (dated and by_then != year)):
            raise refuse("signoff.other_year", "12-1", number=paper.number, year=by_then)
        body = {
            "v": 1,
            "id": document,
            "step": due,
            "person": by.strip(),
            "verdicts": hold(verdicts),
            **dated,
        }
        journal.record(store, "document_signed", body, at=moment)
    return get(store, document)


@journal.applies("document_signed")
def _document_signed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    # an older event says no date: the chief's day
    dated = body.get("dated", event.at[:10]) if body["step"] == signoff.CHAIN[-1] else None
    conn.execute(
        "update document set step = ?, dated = coalesce(?, dated) where id = ?",
        (body["step"], dated, body["id"]),
    )
    add_fact(conn, event, body["id"], "signed", body["step"], body["person"])


def give_back(store: Store, document: int, by: str, reason: str, *, at: datetime | None = None) -> Document:
    """Return a document to its drafter with a reason; it is signed anew, and a number that it has stays its own."""
    moment = to_second(at or store.clock.now())
    with store.write():
        paper = get(store, document)
        hold_not_void(store, paper)
        hold_not_closed(store, paper)
        if not by.strip():
            raise refuse("document.no_returner")
        signatures = paper_facts.signatures_of(store, document)
        verdicts = signoff.judge_return(signatures, reason, paper.number, of_earlier_year(store, document))
        body = {
            "v": 1, "id": document, "person": by.strip(), "reason": reason.strip(), "verdicts": hold(verdicts),
        }  # fmt: skip
        journal.record(store, "document_returned", body, at=moment)
    return get(store, document)


@journal.applies("document_returned")
def _document_returned(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("update document set step = 'draft', returned = returned + 1 where id = ?", (body["id"],))
    add_fact(conn, event, body["id"], "returned", "draft", body["person"])


def add_change(conn: Connection, event: journal.Event, kind: str) -> None:
    """The fact of a change; one of substance after 签发 takes the chief's signature with it."""
    if event.body["reopens"]:
        conn.execute(
            "update document set step = ?, returned = returned + 1 where id = ?",
            (signoff.CHAIN[-2], event.body["id"]),
        )
    step = paper_facts.REOPENED if event.body["reopens"] else ""
    add_fact(conn, event, event.body["id"], kind, step, event.body["by"])


def add_fact(
    conn: Connection, event: journal.Event, document: int, kind: str, step: str, person: str
) -> None:
    conn.execute(
        "insert into document_fact(document, origin, seq, kind, step, person, at, recorded_at, reason, actor, verdicts) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document, event.origin, event.seq, kind, step, person, event.at, event.recorded_at,
            event.body.get("reason", ""), event.actor,
            journal.as_json(event.body["verdicts"]),
        ),
    )  # fmt: skip


def get(store: Store, document: int) -> Document:
    """One document. Raises Refused."""
    row = store.row("select * from document where id = ?", document)
    if row is None:
        raise refuse("document.unknown", document=document)
    return from_row(row)


def is_void(store: Store, document: int) -> bool:
    """Whether the document's number, or its line without one, was made void: it goes no further."""
    found = store.value(
        "select 1 from number where document = ?1 and state = 'void' "
        "union all select 1 from register_line where document = ?1 and state = 'void'",
        document,
    )
    return found is not None


def number_year(store: Store, document: int) -> int | None:
    """The year of a paper's own number, which is that of its 成文日期; None where it has none of ours."""
    found: int | None = store.value("select year from number where document = ?", document)
    return found


def of_earlier_year(store: Store, document: int) -> int | None:
    """The same where that year is over: signed anew, the paper could not keep it."""
    year = number_year(store, document)
    return year if year and year < to_second(store.clock.now()).year else None


def voided(store: Store) -> set[int]:
    """All documents whose number was made void."""
    rows = store.rows(
        "select document from number where document is not null and state = 'void' "
        "union all select document from register_line where document is not null and state = 'void'"
    )
    return {row[0] for row in rows}


def over(store: Store, paper: Document) -> Verdict | None:
    """Why a paper goes no further: its number is void and it keeps it, or its draft was taken back; None where it does."""
    if paper.step == WITHDRAWN:
        return Verdict(None, Level.REFUSED, "document.withdrawn", {"title": paper.title})
    if paper.number and is_void(store, paper.id):
        return Verdict("12-1", Level.REFUSED, "numbering.is_void", {"number": paper.number})
    return None


def hold_not_void(store: Store, paper: Document) -> None:
    """A paper that goes no further is not changed. Raises Refused (12-1)."""
    if no := over(store, paper):
        raise Refused(no)


def hold_not_closed(store: Store, paper: Document) -> None:
    """A paper that was sent, kept and closed is first taken up again, with the reason. Raises Refused (12-5)."""
    if store.value(
        "select 1 from issuing where document = ? and rounds = ? and closed_at is not null",
        paper.id,
        paper.returned,
    ):
        raise refuse("issuing.closed", "12-5", number=paper.number or paper.title)


_MATCHES = "(?1 = '' or instr(title, ?1) or instr(section, ?1) or instr(coalesce(number, ''), ?1))"


def count(store: Store, text: str = "") -> int:
    """How many documents `listed` has for a text."""
    if not text.strip():  # by the smallest index, not by every title
        return int(store.value("select count(*) from document"))
    return int(store.value(f"select count(*) from document where {_MATCHES}", text.strip()))


def listed(store: Store, text: str = "", limit: int = 200, offset: int = 0) -> list[Document]:
    """Documents, the last drafted first; `text` is any part of title, section or number."""
    rows = store.rows(
        f"select * from document where {_MATCHES} order by recorded_at desc, id desc limit ?2 offset ?3",
        text.strip(),
        limit,
        offset,
    )
    return [from_row(row) for row in rows]


def open_documents(store: Store, limit: int = 50) -> list[Document]:
    """Documents that wait for a signature or for their number, the oldest first; what is void waits for nothing."""
    rows = store.rows(
        "select * from document d where (number is null or step <> 'chief_sign') and step <> 'withdrawn' "
        "and (number is null or ("
        "not exists (select 1 from number n where n.document = d.id and n.state = 'void') "
        "and not exists (select 1 from register_line r where r.document = d.id and r.state = 'void'))) "
        "order by recorded_at, id limit ?",
        limit,
    )
    return [from_row(row) for row in rows]


def from_row(row: Row) -> Document:
    return Document(
        row["id"], row["title"], row["kind"], row["series"], row["section"], row["drafted_by"],
        row["drafted_at"], row["step"], row["number"], row["returned"], row["dated"] or "",
    )  # fmt: skip
