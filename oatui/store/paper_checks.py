"""A document's facts brought before the rules about papers: before 签发, before its number, before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from oatui.clock import from_iso
from oatui.rules.paper import Paper
from oatui.rules.paper import before_number as judge_number
from oatui.rules.paper import before_signing as judge_signing
from oatui.rules.particular_entry import split_names
from oatui.rules.sending import before_sending as judge_sending
from oatui.rules.signoff import Signature
from oatui.rules.verdict import Verdict
from oatui.store import attachments, documents, paper_bodies, paper_facts, paper_particulars, settings
from oatui.store.database import Store

if TYPE_CHECKING:
    from oatui.rules.workdays import Calendar


def paper(
    store: Store,
    document: int,
    signatures: Sequence[Signature] | None = None,
    counted: Callable[[str, int], int] | None = None,
) -> Paper:
    """Everything that the rules ask of a document; `signatures` where they were read before. Raises Refused.

    `counted` tells how many numbers a series gave in a year where that is known without counting them.
    """
    found = documents.get(store, document)
    body = paper_bodies.get(store, document)
    series = {one.code: one.kind for one in documents.known_series(store)}
    signatures = tuple(paper_facts.signatures_of(store, document) if signatures is None else signatures)
    year = (signatures[-1].at if signatures else store.clock.now()).year
    says = paper_particulars.get(store, document)
    return Paper(
        title=found.title,
        kind=found.kind,
        series=found.series,
        # a 便函 without a number, or a series that the office no longer uses
        series_kind=series.get(found.series, "bureau" if found.series else "letter"),
        office=settings.get(store, "office"),
        drafted_by=found.drafted_by,
        drafted_on=from_iso(found.drafted_at).date(),
        says=says,
        signatures=signatures,
        text=body.paragraphs if body else None,
        characters=body.characters if body else 0,
        attachments=tuple(one.file.name for one in attachments.listed(store, document)),
        chiefs=split_names(settings.get(store, "role.chief_sign")),
        earlier=_same_request(store, found) if found.kind == "请示" else (),
        # told where nobody wrote why it must be issued: ten years of numbers are not counted for the others
        issued=0 if says.need else _issued(store, found.series, year, counted),
        sent_on=_sent_on(store, document),
    )


def _same_request(store: Store, found: documents.Document) -> tuple[str, ...]:
    rows = store.rows(
        "select coalesce(number, title) from document where title = ? and kind = ? and id <> ? limit 5",
        found.title,
        found.kind,
        found.id,
    )
    return tuple(row[0] for row in rows)


def _issued(store: Store, series: str, year: int, counted: Callable[[str, int], int] | None) -> int:
    # papers that went out: what is void, reserved or was never used is none
    if not series:
        letters = "select count(*) from register_line where year = ? and state = 'given' and way <> 'joint'"
        return int(store.value(letters, year))
    return counted(series, year) if counted else count_given(store, series, year)


def count_given(store: Store, series: str, year: int) -> int:
    """How many numbers of a series and year stand for papers that went out: 0.1 ms for each 3,000."""
    # all by the book's own order, less the few that did not go out
    found = store.value(
        "select (select count(*) from number where year = ?1 and series = ?2) "
        "- (select count(*) from number where year = ?1 and series = ?2 and state <> 'given')",
        year,
        series,
    )
    return int(found)


def _sent_on(store: Store, document: int) -> date | None:
    found = store.value(
        "select min(sent_at) from delivery where document = ? and voided_at is null", document
    )
    return datetime.fromisoformat(found).date() if found else None


def before_signing(store: Store, document: int, chief: str) -> list[Verdict]:
    """What the chief's signature waits for (6-5, 8-1, 8-2)."""
    return judge_signing(paper(store, document), chief)


def before_number(
    store: Store, document: int, signatures: Sequence[Signature] | None = None
) -> list[Verdict]:
    """What the rules say of a paper when it is to be numbered; the chain is judged apart (rules/numbering.py)."""
    return judge_number(paper(store, document, signatures))


def before_sending(store: Store, document: int, calendar: Calendar, day: date) -> list[Verdict]:
    """What the rules say of a paper that is to leave on `day`; seal and delivery are judged apart (rules/issuing.py)."""
    return judge_sending(paper(store, document), calendar, day)


def check(store: Store, document: int, calendar: Calendar, day: date) -> list[Verdict]:
    """Everything that the rules say of the paper itself, what is not met first."""
    facts = paper(store, document)
    return in_order([*judge_number(facts), *judge_sending(facts, calendar, day)])


def blocks_number(store: Store, document: int) -> list[Verdict]:
    """The hard rules that the number waits for; empty where nothing stands in its way."""
    return [verdict for verdict in before_number(store, document) if verdict.refused]


def blocks_sending(store: Store, document: int, calendar: Calendar, day: date) -> list[Verdict]:
    """The hard rules that sending waits for: what blocks the number, and days and enclosures."""
    found = check(store, document, calendar, day)
    return [verdict for verdict in found if verdict.refused]


_WEIGHT = {"硬": 0, "警": 1, "记": 2, "ok": 3}


def in_order(verdicts: list[Verdict]) -> list[Verdict]:
    """Hard ones first, then warnings, notes, and what is in order."""
    return sorted(verdicts, key=lambda verdict: _WEIGHT[verdict.level])
