"""What the outgoing register says of many papers at once: their issue, and what they say of themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from oatui.rules import issuing as law
from oatui.store.database import Store

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
