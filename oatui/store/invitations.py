"""Which leaders a meeting invites, asked in the form of the meeting and corrected later; the last fact stands."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from oatui.rules import invitation as law
from oatui.rules.invitation import NOBODY, Invitation
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.store import journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.convening import Convened


def stored(store: Store, meeting: int) -> Invitation:
    """What was last written down; nobody is invited where nothing was."""
    found = store.value("select fields from meeting_invitation where meeting = ?", meeting)
    return Invitation.from_body(json.loads(found)) if found else NOBODY


def known(store: Store, meeting: int) -> bool:
    """Whether it was ever asked who is invited: an older store's meetings have only what was judged then."""
    return store.value("select 1 from meeting_invitation where meeting = ?", meeting) is not None


def record(store: Store, meeting: int, invitation: Invitation) -> None:
    """Keep it where it differs from what stands; inside `write()`."""
    if invitation != stored(store, meeting):
        body = {"v": 1, "meeting": meeting, "fields": invitation.as_body()}
        journal.record(store, "leaders_invited", body)


@journal.applies("leaders_invited")
def _leaders_invited(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into meeting_invitation values (?, ?, ?, ?) on conflict(meeting) do update "
        "set fields = excluded.fields, at = excluded.at, actor = excluded.actor",
        (event.body["meeting"], journal.as_json(event.body["fields"]), event.at, event.actor),
    )


def judged(invitation: Invitation, planned: Convened, calendar: Calendar, today: date) -> list[Verdict]:
    """What inviting asks for, as it stands today; only of a meeting that we call."""
    if invitation.empty or planned.role != "host":
        return []
    try:
        found = law.leads(invitation, calendar, planned.start.date(), today)
    except CalendarMissing as missing:
        # not counted is no reason to refuse; it is said
        found = [Verdict(None, Level.WARNING, missing.verdict.key, missing.verdict.values)]
    return [*found, *law.uncounted(invitation, planned.title)]


PART_OF_TITLE = 4  # characters of a title from which it is known
LATELY = 5000  # papers among which it is looked for


def find_request(store: Store, words: str) -> int | None:
    """The paper of the document desk whose number or title was typed, or part of the title of one 请示 or 报告 alone.

    None where it is none of ours.
    """
    from oatui.rules.numbering import check_number
    from oatui.store import documents

    words = words.strip()
    if not words:
        return None
    number = check_number(words, documents.known_series(store)).repaired or words
    found = store.rows(
        "select id from document where number in (?1, ?2) or title = ?1 order by recorded_at desc, id desc limit 1",
        words,
        number,
    )
    if not found and len(words) >= PART_OF_TITLE:
        found = store.rows(
            "select id from (select id, kind, title from document order by recorded_at desc, id desc limit ?) "
            "where kind in ('请示', '报告') and instr(title, ?) > 0 limit 2",
            LATELY,
            words,
        )
    return int(found[0][0]) if len(found) == 1 else None
