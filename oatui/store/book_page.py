"""A page of the number book: by the index, with the gaps that fall into it; a large book is never sorted whole."""

from __future__ import annotations

import json

from oatui.store import number_lines
from oatui.store.database import Row, Store


def rows(store: Store, year: int, series: str, limit: int, offset: int) -> list[Row]:
    """The lines of a series from `offset` on, the highest number first, a gap where it lies; limit -1 is all."""
    if limit < 0:
        limit = number_lines.count_book(store, year, series)
    inside, before = [], 0
    for nth, gap in enumerate(reversed(number_lines.gaps(store, year, series))):
        above = store.value(
            "select count(*) from number where year = ? and series = ? and sequence > ?",
            year, series, gap.last,
        )  # fmt: skip
        if above + nth < offset:
            before += 1
        elif above + nth < offset + limit:
            inside.append(gap.last)
    found = store.rows(
        f"{number_lines.NUMBERS} where n.year = ? and n.series = ? order by n.sequence desc limit ? offset ?",
        year, series, limit - len(inside), offset - before,
    )  # fmt: skip
    if inside:
        found += store.rows(
            f"select * from ({number_lines.GAP_LINES}) where last in (select value from json_each(?3))",
            year, series, json.dumps(inside),
        )  # fmt: skip
    return sorted(found, key=lambda row: -row[3])  # the sequence; of a gap its last number
