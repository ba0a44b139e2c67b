"""What the record of a cleared day says, read from the store."""

from __future__ import annotations

from datetime import date
from typing import Any

from oatui.clock import from_iso, to_second
from oatui.files.day_record_out import DayRecord, RecordLine
from oatui.files.official_text import day as day_words
from oatui.files.official_text import listed
from oatui.rules import clear_desk as law
from oatui.rules.verdict import refuse
from oatui.store import chain, open_items, reviews, settings
from oatui.store.database import Store
from oatui.store.reviews import ClearedDay


def day_record(store: Store, day: date) -> DayRecord:
    """The record of a day. Raises Refused where it was not cleared."""
    found = reviews.cleared(store, day)
    if found is None:
        raise refuse("clear_desk.no_record", "3-1", day=day.isoformat())
    return record_of(store, found)


def record_of(store: Store, found: ClearedDay) -> DayRecord:
    """The record of a day that was cleared."""
    return DayRecord(
        office=str(settings.get(store, "office")),
        day=date.fromisoformat(found.day),
        cleared_at=from_iso(found.at),
        operator=found.actor,
        lines=tuple(_line(line) for line in found.lines),
        not_due=found.not_due,
        head=chain.head(store),
        made_at=to_second(store.clock.now()),
    )


def _line(line: dict[str, Any]) -> RecordLine:
    kind = open_items.KINDS[line["kind"]]
    until = f"至{day_words(date.fromisoformat(line['until'])).partition('年')[2]}" if line["until"] else ""
    reason = law.REASONS.get(line["reason"], "")
    # a record made before the office could say how often: three times
    carried = f"已顺延{line['carried']}次" if line.get("marked", line["carried"] >= 3) else ""
    to = f"转{line['to']}" if line["to"] else ""
    remark = listed((to, until, reason if line["reason"] != "other" else "", line["words"], carried))
    return RecordLine(line["title"] or kind, kind, law.WAYS[line["way"]], remark)
