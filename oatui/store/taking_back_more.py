"""What else is taken back: a notice sent, a unit's receipt or reply, our own reply, a slip delivered, a draft that
nobody has signed, the last signature of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from oatui.rules.leave import PLACE_WORDS
from oatui.rules.signoff import CHAIN, LABELS
from oatui.store import documents, journal, own_chains, paper_facts
from oatui.store.database import Store
from oatui.store.taking_back import ROOMS, Entry, Room, line_of, nothing

if TYPE_CHECKING:
    from sqlite3 import Connection


def _notices(store: Store, limit: int) -> list[Entry]:
    rows = store.rows(
        "select n.origin, n.seq, n.at, count(*) as n, min(n.unit) as unit, m.title from notice n "
        "join meeting m on m.id = n.meeting group by n.origin, n.seq order by n.at desc limit ?",
        limit,
    )
    return [
        Entry(
            "notice", f"{row['origin']}/{row['seq']}", row["at"],
            line_of("notice_many", n=row["n"], title=row["title"], at=row["at"])
            if row["n"] > 1
            else line_of("notice", unit=row["unit"], title=row["title"], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def _undo_notice(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    origin, _, seq = body["entry"].rpartition("/")
    conn.execute("delete from notice where origin = ? and seq = ?", (origin, int(seq)))


def _receipts(store: Store, limit: int) -> list[Entry]:
    rows = store.rows(
        "select r.*, m.title from notice_receipt r join meeting m on m.id = r.meeting "
        "order by r.recorded_at desc, r.unit limit ?",
        limit,
    )
    return [
        Entry(
            "receipt", f"{row['meeting']}/{row['unit']}", row["at"],
            line_of("receipt", unit=row["unit"], person=row["by_name"], title=row["title"], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def _undo_receipt(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    meeting, _, unit = body["entry"].partition("/")
    conn.execute("delete from notice_receipt where meeting = ? and unit = ?", (int(meeting), unit))


def _replies(store: Store, limit: int) -> list[Entry]:
    """Of each unit the reply that stands; whom it brought onto the roster are taken off there."""
    rows = store.rows(
        "select r.*, m.title from reply_unit r join meeting m on m.id = r.meeting order by r.at desc, r.unit limit ?",
        limit,
    )
    return [
        Entry(
            "reply", f"{row['meeting']}/{row['unit']}", row["at"],
            line_of("reply", unit=row["unit"], title=row["title"], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


AT_ONCE = 5000  # rows of the journal


def _of_meeting(store: Store, recorded: str, meeting: int) -> list[tuple[int, journal.Event]]:
    """The events of a kind about a meeting with their places, read from the end back to where the meeting was made.

    By the order in which they were written: a clock that was set back says nothing of it.
    """
    own = set(own_chains.origins(store))
    end = int(store.value("select coalesce(max(rowid), 0) from event"))
    found: list[tuple[int, journal.Event]] = []
    begun = False
    while end > 0 and not begun:
        rows = store.rows(
            "select rowid as place, * from event where rowid > ? and rowid <= ? and "
            "(kind = ? and json_extract(body, '$.meeting') = ? or kind = 'meeting_added' and json_extract(body, '$.id') = ?)",
            end - AT_ONCE, end, recorded, meeting, meeting,
        )  # fmt: skip
        for row in rows:
            if row["kind"] != recorded:
                begun = True
            elif row["origin"] in own:
                found.append((int(row["place"]), journal.read(row)))
        end -= AT_ONCE
    return found


def _one_before(store: Store, kind: str, entry: str, recorded: str, meeting: int) -> journal.Event | None:
    """The event of this kind that stood before the last one about the meeting, those taken back left out; None for none."""
    found = _of_meeting(store, recorded, meeting)
    if kind == "reply":
        unit = entry.partition("/")[2]
        found = [(place, one) for place, one in found if unit in one.body["units"]]
    back = store.rows(
        "select e.rowid as place from taken_back t join event e on (e.origin, e.seq) = (t.origin, t.seq) "
        "where t.kind = ? and t.entry = ?",
        kind, entry,
    )  # fmt: skip
    made_and_back = [*found, *((int(row["place"]), None) for row in back)]
    stand: list[journal.Event] = []
    for _place, one in sorted(made_and_back, key=itemgetter(0)):
        if one:
            stand.append(one)
        elif stand:
            stand.pop()
    return stand[-2] if len(stand) > 1 else None


def _reply_before(store: Store, key: str) -> dict[str, Any]:
    """The reply of the unit that stood before the last one."""
    one = _one_before(store, "reply", key, "reply_recorded", int(key.partition("/")[0]))
    return {"before": [one.body["source"], one.at, one.actor] if one else None}


def _undo_reply(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    meeting, _, unit = body["entry"].partition("/")
    conn.execute("delete from reply_unit where meeting = ? and unit = ?", (int(meeting), unit))
    if body["before"]:
        conn.execute("insert into reply_unit values (?, ?, ?, ?, ?)", (int(meeting), unit, *body["before"]))


def _reported(store: Store, limit: int) -> list[Entry]:
    rows = store.rows(
        "select r.*, m.title from our_reply r join meeting m on m.id = r.meeting order by r.at desc limit ?",
        limit,
    )
    return [
        Entry(
            "our_reply",
            str(row["meeting"]),
            row["at"],
            line_of("our_reply", title=row["title"], at=row["at"]),
        )
        for row in rows
    ]


def _report_before(store: Store, key: str) -> dict[str, Any]:
    one = _one_before(store, "our_reply", key, "reply_reported", int(key))
    return {"before": [one.at, one.actor] if one else None}


def _undo_report(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """Without it the reply is owed again."""
    conn.execute("delete from our_reply where meeting = ?", (int(body["entry"]),))
    if body["before"]:
        conn.execute("insert into our_reply values (?, ?, ?)", (int(body["entry"]), *body["before"]))


def _slips(store: Store, limit: int) -> list[Entry]:
    rows = store.rows(
        "select d.leave, d.place, d.at, a.name from leave_delivery d join leave l on l.id = d.leave "
        "join attendee a on a.id = l.attendee order by d.recorded_at desc, d.place limit ?",
        limit,
    )
    return [
        Entry(
            "slip", f"{row['leave']}/{row['place']}", row["at"],
            line_of("slip", person=row["name"], place=[PLACE_WORDS[row["place"]]], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def _undo_slip(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    leave, _, place = body["entry"].partition("/")
    conn.execute("delete from leave_delivery where leave = ? and place = ?", (int(leave), place))


def _drafts(store: Store, limit: int) -> list[Entry]:
    """Without a signature that stands and without a number: what was signed is returned, what is numbered is void."""
    rows = store.rows(
        "select id, title, drafted_by, recorded_at from document where number is null and step = 'draft' "
        "order by recorded_at desc, id desc limit ?",
        limit,
    )
    return [
        Entry(
            "draft", str(row["id"]), row["recorded_at"],
            line_of("draft", title=row["title"], person=row["drafted_by"], at=row["recorded_at"]),
        )
        for row in rows
    ]  # fmt: skip


def _undo_draft(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """It waits for nothing any more, and can still be found."""
    conn.execute("update document set step = ? where id = ?", (documents.WITHDRAWN, int(body["entry"])))


_LAST_ACT = (
    "select max(o.rowid) from document_fact g join event o on (o.origin, o.seq) = (g.origin, g.seq) "
    "where g.document = d.id and not (g.kind in ('described', 'body_read') and g.step <> 'reopened')"
)


def _signatures(store: Store, limit: int) -> list[Entry]:
    """Of each paper its last signature, while nothing was done since but describing: no number, no return, no print."""
    rows = store.rows(
        # the papers first: by their index the signatures of all years would be read
        "select d.id, d.title, f.step, f.person, f.at, e.recorded_at from document d "
        "cross join document_fact f on f.document = d.id and +f.kind = 'signed' "
        "join event e on (e.origin, e.seq) = (f.origin, f.seq) "
        "where d.step not in ('draft', 'withdrawn') and (d.number is null or d.step <> 'chief_sign' or d.returned > 0) "
        f"and e.rowid = ({_LAST_ACT}) order by e.rowid desc limit ?",
        limit,
    )
    return [
        Entry(
            "signature", str(row["id"]), row["recorded_at"],
            line_of("signature", title=row["title"], step=[LABELS[row["step"]]], person=row["person"], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def _signature_before(store: Store, key: str) -> dict[str, Any]:
    """The signature's event, the step that stands without it, and 成文日期 as it was before it."""
    *before, last = (
        one for one in paper_facts.acts_of(store, int(key)) if one.kind in {"signed", "described"}
    )
    if last.kind != "signed":  # described since
        last = next(one for one in reversed(before) if one.kind == "signed")
        before = before[: before.index(last)]
    dated: str | None = None
    if last.step == CHAIN[-1]:
        for one in before:
            row = store.row("select * from event where origin = ? and seq = ?", *one.key)
            assert row
            body = journal.read(row).body
            dated = body.get("dated", one.at[:10] if one.step == CHAIN[-1] else dated)
    else:
        dated = documents.get(store, int(key)).dated or None
    return {"fact": list(last.key), "step": CHAIN[CHAIN.index(last.step) - 1], "dated": dated}


def _undo_signature(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """The step waits again."""
    conn.execute("delete from document_fact where origin = ? and seq = ?", body["fact"])
    conn.execute(
        "update document set step = ?, dated = ? where id = ?",
        (body["step"], body["dated"], int(body["entry"])),
    )


KINDS: dict[str, Room] = {
    "notice": Room(_notices, nothing, _undo_notice),
    "receipt": Room(_receipts, nothing, _undo_receipt),
    "reply": Room(_replies, _reply_before, _undo_reply),
    "our_reply": Room(_reported, _report_before, _undo_report),
    "slip": Room(_slips, nothing, _undo_slip),
    "draft": Room(_drafts, nothing, _undo_draft),
    "signature": Room(_signatures, _signature_before, _undo_signature),
}
ROOMS |= KINDS
