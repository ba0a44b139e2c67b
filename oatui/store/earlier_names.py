"""What forms begin with, so that nothing is set up first: who signed, drafted or headed the office, how many copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.rules.typed_names import names_in
from oatui.store import settings
from oatui.store.database import Store

if TYPE_CHECKING:
    from oatui.rules.particulars import Particulars
    from oatui.store.documents import Document


def last_person(store: Store, step: str, section: str) -> str:
    """Who signed this step last, 初审 for the section: proposed in the form, so nothing has to be set up first.

    审核 is the office head's: whom the settings name stands before whoever signed it last.
    """
    if step == "office_check":
        return next(iter(office_heads(store)), "")
    return str(_last_signer(store, step, section) or settings.get(store, f"role.{step}"))


def office_heads(store: Store) -> list[str]:
    """The office head: as the settings name it, else who 审核 was signed by last; empty before the first.

    The one source of every form and rule that asks for the office head (practice).
    """
    named = str(settings.get(store, "role.office_check"))
    if not named:
        signed = _last_signer(store, "office_check", "")
        return [signed] if signed else []
    return names_in(named)


def _last_signer(store: Store, step: str, section: str) -> str | None:
    found: str | None
    if step == "section_check":
        # its papers are gone through from the last one: the first that was signed answers
        found = store.value(
            "select f.person from document d indexed by document_section cross join document_fact f on f.document = d.id "
            "and +f.kind = 'signed' and +f.step = ? where d.section = ? order by d.recorded_at desc, d.id desc, f.recorded_at desc limit 1",
            step,
            section,
        )
    else:
        found = store.value(
            "select person from document_fact indexed by document_fact_signed where kind = 'signed' and step = ? "
            "order by recorded_at desc limit 1",
            step,
        )
    return found


def sections(store: Store, limit: int = 9) -> list[str]:
    """The sections that drafted before, the last one first: offered in the form."""
    # from one name to the next by the index, not over every document
    rows = store.rows(
        "with recursive name(section) as (select min(section) from document union all "
        "select (select min(section) from document where section > name.section) from name where section is not null) "
        "select section from name where section is not null order by (select max(recorded_at) from document d "
        "where d.section = name.section) desc, (select max(id) from document d where d.section = name.section) desc "
        "limit ?",
        limit,
    )
    return [row[0] for row in rows]


def last_drafter(store: Store, section: str) -> str | None:
    """Who drafted last for a section."""
    found: str | None = store.value(
        "select drafted_by from document where section = ? order by recorded_at desc, id desc limit 1",
        section,
    )
    return found


def last_requester(store: Store, year: int) -> str | None:
    """Who last asked for a number of this year to be reserved."""
    found: str | None = store.value(
        "select person from number where year = ? and way = 'reserved' order by id desc limit 1", year
    )
    return found


def usual_copies(store: Store, paper: Document, says: Particulars) -> int | None:
    """How many copies are proposed: as it says, as its units are, or as of the last of this kind and series."""
    from oatui.rules import issuing  # not for the first frame

    found: int | None = says.copies or issuing.usual_copies(says.to, says.cc, says.joint)
    return found or store.value(
        "select i.copies from issuing i join document d on d.id = i.document where d.series = ? and d.kind = ? "
        "order by i.document desc limit 1",
        paper.series,
        paper.kind,
    )
