"""What the outgoing register says of many papers at once: their issue, and what they say of themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from oatui.rules import issuing as law
from oatui.store import documents, number_lines
from oatui.store.database import Store
from oatui.store.number_lines import Line

if TYPE_CHECKING:
    from oatui.rules.particulars import Particulars


class Booked(NamedTuple):
    """What the outgoing register says of a paper's issue; `sent` are recipients with who signed when (ISO or empty)."""

    copies: int = 0
    cc: tuple[str, ...] = ()
    print_date: str = ""
    kept: bool = False
    sent: tuple[tuple[str, str, str], ...] = ()


def booked(store: Store, papers: Sequence[int]) -> dict[int, Booked]:
    """The issue of many papers in four reads; those not printed yet are left out."""
    known = json.dumps(list(papers))
    rows = store.rows("select * from issuing where document in (select value from json_each(?))", known)
    runs = {row["document"]: row["run"] for row in rows}
    kept: dict[int, int] = {}
    for row in store.rows(
        "select document, run, count(*) as n from archive_item where document in (select value from json_each(?)) "
        "group by document, run",
        known,
    ):
        if runs.get(row["document"]) == row["run"]:
            kept[row["document"]] = row["n"]
    sent: dict[int, list[tuple[str, str, str]]] = {}
    for row in store.rows(
        "select * from delivery where document in (select value from json_each(?)) and voided_at is null order by id",
        known,
    ):
        if runs.get(row["document"]) == row["run"]:
            sent.setdefault(row["document"], []).append(
                (row["recipient"], row["signed_by"], row["signed_at"] or "")
            )
    return {
        row["document"]: Booked(
            row["copies"], tuple(json.loads(row["cc"])), row["print_date"],
            kept.get(row["document"], 0) == len(law.ARCHIVE), tuple(sent.get(row["document"], ())),
        )
        for row in rows
    }  # fmt: skip


def described(store: Store, papers: Sequence[int]) -> dict[int, Particulars]:
    """What many papers say of themselves, in one read; those that say nothing are left out."""
    from oatui.rules.particulars import Particulars

    rows = store.rows(
        "select document, fields from paper_particulars where document in (select value from json_each(?))",
        json.dumps(list(papers)),
    )
    return {row["document"]: Particulars.from_body(json.loads(row["fields"])) for row in rows}


# ------------------------------------------------------------------ the outgoing register, line by line

_NUMBER = "n.series || '〔' || n.year || '〕' || n.sequence || '号'"
_FOUND = (
    "select n.id as id, 0 as other, n.series as series, n.sequence as sequence from number n "
    "left join document d on d.id = n.document where n.year = ?1 and (?2 is null or n.series = ?2) and "
    "(instr(coalesce(d.title, n.title), ?3) or instr(n.purpose, ?3) or instr(coalesce(d.section, n.section), ?3) "
    f"or instr({_NUMBER}, ?3)) union all "
    "select r.id, 1, '', r.id from register_line r left join document d on d.id = r.document where r.year = ?1 "
    "and ?2 is null and (instr(coalesce(d.title, r.title), ?3) or instr(coalesce(d.section, r.section), ?3) "
    "or instr(r.number, ?3))"
)


def given(store: Store, year: int) -> dict[str, int]:
    """How many papers each series of a year numbered: the office's own in their order, then those it used before."""
    rows = store.rows(
        "select series, sum(state = 'given') from number where year = ? group by series order by series", year
    )
    counted = {row[0]: row[1] for row in rows}
    known = [one.code for one in documents.known_series(store)]
    return {code: counted.get(code, 0) for code in [*known, *(code for code in counted if code not in known)]}


def books(store: Store, year: int) -> list[str]:
    """The series of a year in the office's order, then OTHER, the lines that take no number of ours."""
    return [*given(store, year), number_lines.OTHER]


def count_lines(store: Store, year: int, series: str | None = None, text: str = "") -> int:
    """How many lines `lines` has."""
    if text.strip():
        return int(store.value(f"select count(*) from ({_FOUND})", year, series, text.strip()))
    return number_lines.count_lines(store, year, series) + len(number_lines.gaps(store, year, series))


def lines(
    store: Store, year: int, series: str | None = None, text: str = "", limit: int = 200, offset: int = 0
) -> list[Line]:
    """A year's lines with void, reserved and missing numbers, series by series, the highest number first.

    `text` is any part of title, section or number.
    """
    if text.strip():
        rows = store.rows(
            f"{_FOUND} order by other, series, sequence desc limit ?4 offset ?5",
            year, series, text.strip(), limit, offset,
        )  # fmt: skip
        return [
            number_lines.other(store, row["id"]) if row["other"] else number_lines.get(store, row["id"])
            for row in rows
        ]
    found: list[Line] = []
    for code in [series] if series else books(store, year):
        # a series is counted only where the page begins behind it
        here = number_lines.count_book(store, year, code) if offset else 0
        if offset < here or not offset:
            found += number_lines.book(store, year, code, limit - len(found), offset)
        offset = max(offset - here, 0)
        if len(found) >= limit:
            break
    return found
