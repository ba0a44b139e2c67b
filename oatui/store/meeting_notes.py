"""What is written down about a meeting beside its facts: its range, cost, agenda, and whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oatui.i18n import N_
from oatui.rules.verdict import refuse
from oatui.store import journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

# cost is kept and shown, never judged (5-1)
NOTES = {
    "audience": N_("参会范围"),
    "agenda": N_("议程"),
    "cost": N_("费用"),
    "contact": N_("联系人"),
    "phone": N_("联系电话"),
}


def of(store: Store, meeting: int) -> dict[str, str]:
    """The notes that are not empty, by key of NOTES."""
    rows = store.rows("select key, words from meeting_note where meeting = ? and words <> ''", meeting)
    return {row["key"]: row["words"] for row in rows}


def record(store: Store, meeting: int, notes: Mapping[str, str]) -> None:
    """Keep the notes that differ; inside `write()`. Raises Refused for an unknown key."""
    before = of(store, meeting)
    for key in notes:
        if key not in NOTES:
            raise refuse("meeting.note_unknown", note=key)
    changed = {key: words.strip() for key, words in notes.items() if words.strip() != before.get(key, "")}
    if changed:
        journal.record(store, "meeting_noted", {"v": 1, "meeting": meeting, "notes": changed})


def write(store: Store, meeting: int, notes: Mapping[str, str]) -> dict[str, str]:
    """Write notes down; an empty one is taken away, the journal keeps what it was. Raises Refused."""
    from oatui.store import meetings

    with store.write():
        meetings.get(store, meeting)
        record(store, meeting, notes)
    return of(store, meeting)


@journal.applies("meeting_noted")
def _meeting_noted(conn: Connection, event: journal.Event) -> None:
    conn.executemany(
        "insert into meeting_note values (?, ?, ?, ?, ?) on conflict(meeting, key) do update "
        "set words = excluded.words, at = excluded.at, actor = excluded.actor",
        (
            (event.body["meeting"], key, words, event.at, event.actor)
            for key, words in event.body["notes"].items()
        ),
    )
