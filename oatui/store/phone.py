"""Sign-in by phone: the second way beside the card, through the same path, with the same record.

Whoever is named by name and the last four digits is signed in by `arrivals.judge_and_record`; before that, in
the same transaction: the form is answered once, one phone signs one person, and five wrong tries close the phone
way for a person, the desk never. Marks of phones mean nothing once the way's key is gone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import iso
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import arrivals, journal, meetings, settings
from oatui.store.arrival_facts import ARRIVED
from oatui.store.arrivals import Arrival
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

TRIES = 5


class OpenWay(NamedTuple):
    """A venue whose phone way stands open; `opened_at` is ISO."""

    meeting: int
    venue: int
    title: str
    venue_name: str
    address: str
    opened_at: str


def open_way(store: Store, meeting: int, venue: int, address: str, *, not_secret: bool) -> OpenWay:
    """Record that a venue's phone way opens at an address (host:port). Raises Refused.

    `not_secret`: the clerk ticked that this computer is no classified one and not on the inner network (本局约定).
    """
    if not not_secret:
        raise refuse("phone.not_declared")
    with store.write():
        held = meetings.get(store, meeting)
        if held.closed_at:
            raise refuse("signin.meeting_closed", title=held.title, at=held.closed_at)
        meetings.venue_numbered(store, meeting, venue)
        body = {"v": 1, "meeting": meeting, "venue": venue, "address": address, "not_secret": True}
        journal.record(store, "phone_way_opened", body)
    return next(way for way in open_ways(store, meeting) if way.venue == venue)


@journal.applies("phone_way_opened")
def _phone_way_opened(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into phone_way values (?, ?, ?, ?, ?, null) on conflict(meeting, venue) do update set "
        "opened_at = excluded.opened_at, address = excluded.address, actor = excluded.actor, closed_at = null",
        (body["meeting"], body["venue"], event.at, body["address"], event.actor),
    )


def close_way(store: Store, meeting: int, venue: int) -> None:
    """Record that a venue's phone way closes; closing one that is closed writes nothing."""
    with store.write():
        if any(way.venue == venue for way in open_ways(store, meeting)):
            journal.record(store, "phone_way_closed", {"v": 1, "meeting": meeting, "venue": venue})


@journal.applies("phone_way_closed")
def _phone_way_closed(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update phone_way set closed_at = ? where meeting = ? and venue = ?",
        (event.at, event.body["meeting"], event.body["venue"]),
    )


def open_ways(store: Store, meeting: int | None = None) -> list[OpenWay]:
    """The ways that stand open by the record, of one meeting or of all; a closed meeting has none."""
    rows = store.rows(
        "select w.*, m.title, v.name from phone_way w join meeting m on m.id = w.meeting "
        "join venue v on v.id = w.venue left join closing c on c.meeting = w.meeting "
        "where w.closed_at is null and c.meeting is null and (?1 is null or w.meeting = ?1) order by w.opened_at",
        meeting,
    )
    return [
        OpenWay(row["meeting"], row["venue"], row["title"], row["name"], row["address"], row["opened_at"])
        for row in rows
    ]


def last_address(store: Store, venue: int) -> str | None:
    """The address that a venue was opened at last: offered first."""
    found: str | None = store.value("select address from phone_way where venue = ?", venue)
    return found


# ------------------------------------------------------------------ one form


def sign_in(
    store: Store,
    meeting: int,
    venue: int,
    name: str,
    digits: str,
    *,
    device: str,
    ticket: str,
    trace: str,
    at: datetime | None = None,
) -> Arrival:
    """Answer a form: recorded whatever the answer, and never with what was typed.

    The same ticket, and the same phone for the same person, are answered as before. Raises Refused only where
    the meeting makes no sense.
    """
    moment = at or store.clock.now()
    with store.write():
        meetings.get(store, meeting)
        if before := _answered(store, meeting, "ticket", ticket):
            return before
        named = _named(store, meeting, name)
        if named and _wrong_tries(store, named) >= TRIES:
            return _refused(
                store, meeting, venue, "phone.locked", named[0]["id"], device, ticket, trace, moment
            )
        matching = [row for row in named if digits and row["phone"].strip()[-4:] == digits]
        if len(matching) != 1:
            # two of the same name and digits cannot be told apart by phone: the same words, and the desk
            person = named[0]["id"] if named else None
            return _refused(store, meeting, venue, "phone.no_match", person, device, ticket, trace, moment)
        person = matching[0]["id"]
        mine = _signed_by(store, meeting, device)
        if mine is not None and mine != person:
            return _refused(
                store, meeting, venue, "phone.other_person", person, device, ticket, trace, moment
            )
        scan = arrivals.Phone(person, device, ticket, trace)
        return arrivals.judge_and_record(store, meeting, scan, moment, venue)


def refuse_early(
    store: Store,
    meeting: int,
    venue: int | None,
    device: str,
    verdict: Verdict,
    *,
    at: datetime | None = None,
) -> None:
    """Record a refusal before a name was given: a stale code, an old form."""
    with store.write():
        meetings.get(store, meeting)
        moment = at or store.clock.now()
        _refused(store, meeting, venue, verdict.key, None, device, "", "", moment)


def _named(store: Store, meeting: int, name: str) -> list[Row]:
    from oatui.rules.names import plain

    return store.rows(
        "select id, phone from attendee where meeting = ? and plain = ? order by id", meeting, plain(name)
    )


def _wrong_tries(store: Store, named: Sequence[Row]) -> int:
    marks = ",".join("?" * len(named))
    return int(
        store.value(
            f"select count(*) from phone_try where attendee in ({marks}) and rule = 'phone.no_match'",
            *(row["id"] for row in named),
        )
    )


def _signed_by(store: Store, meeting: int, device: str) -> int | None:
    """Whom a phone has signed in, annulled or not: it signs nobody else."""
    found: int | None = store.value(
        "select attendee from phone_try where meeting = ? and device = ? and outcome in ('signed_in', 'waiting') limit 1",
        meeting,
        device,
    )
    return found


def _refused(
    store: Store, meeting: int, venue: int | None, key: str, person: int | None, device: str, ticket: str,
    trace: str, at: datetime,
) -> Arrival:  # fmt: skip
    verdict = Verdict("17-5" if key == "phone.other_person" else None, Level.REFUSED, key)
    body: dict[str, Any] = {
        "v": 1, "meeting": meeting, "venue": venue, "verdict": verdict.as_body(), "way": "phone",
        "device": device, "ticket": ticket,
    }  # fmt: skip
    if person is not None:
        body["attendee"] = person
    private = {"trace": trace} if trace else None
    event = journal.record(store, "scan_refused", body, at=at, private=private)
    return Arrival("refused", verdict, event.at)


def name_of(store: Store, code: str, held: Sequence[int]) -> str | None:
    """Whose personal code it is in one of the meetings; a code that is out of date names nobody."""
    row = store.row("select name, meeting from attendee where code = ?", code)
    return str(row["name"]) if row and row["meeting"] in held else None


def answer_of(store: Store, meeting: int, device: str) -> Arrival | None:
    """What a phone was answered when it signed somebody in; taken back meanwhile, it says so."""
    return _answered(store, meeting, "device", device)


def _answered(store: Store, meeting: int, by: str, value: str) -> Arrival | None:
    row = store.row(
        f"""select t.outcome, t.at, t.origin, t.seq, e.body, a.id, a.name, a.unit, a.post, a.seat, v.name as venue,
        r.status, r.at as first, exists(select 1 from arrival_fact w where w.meeting = t.meeting
            and w.attendee = t.attendee and w.origin = t.origin and w.seq = t.seq and w.kind = 'waiting') as waits
        from phone_try t join event e on e.origin = t.origin and e.seq = t.seq
        join attendee a on a.id = t.attendee join venue v on v.id = a.venue
        left join {ARRIVED}
        where t.meeting = ? and t.{by} = ? and t.outcome in ('signed_in', 'repeated', 'waiting')
        order by t.at limit 1""",
        meeting,
        value,
    )
    if row is None:
        return None
    if row["status"] is None and not row["waits"]:
        return Arrival("refused", Verdict(None, Level.REFUSED, "phone.taken_back"), row["at"])
    outcome = "waiting" if row["waits"] else "already" if row["outcome"] == "repeated" else "ok"
    return Arrival(
        outcome, journal.verdict_of(row["body"]), row["first"] or row["at"], row["status"], row["id"], row["name"],
        row["unit"], row["post"], row["venue"], row["seat"], (row["origin"], row["seq"]),
    )  # fmt: skip


def keep(conn: Connection, event: journal.Event, outcome: str) -> None:
    """What arrival_facts calls for an event that came by phone."""
    body = event.body
    conn.execute(
        "insert into phone_try values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body["meeting"], *event.key, body["device"], body["ticket"], body.get("attendee"), body.get("venue"),
            outcome, body["verdict"]["key"], event.at,
        ),
    )  # fmt: skip
    if event.private and event.private.get("trace"):
        conn.execute(
            "insert into phone_trace values (?, ?, ?, ?, ?)",
            (body["meeting"], *event.key, event.private["trace"], event.recorded_at),
        )


# ------------------------------------------------------------------ how long it is kept


def erase_old(store: Store) -> int | None:
    """Erase what refused tries and phones left after the office's days, as a recorded act; None if nothing is due."""
    days = settings.get(store, "phone.keep_days")
    before = iso(store.clock.now() - timedelta(days=days))
    due = store.value("select 1 from phone_trace where recorded_at < ? limit 1", before) or store.value(
        "select 1 from event where kind = 'scan_refused' and private is not null and recorded_at < ? limit 1",
        before,
    )
    return (
        journal.erase_private(store, before, ("scan_refused", "signed_in", "scan_repeated", "scan_waiting"))
        if due
        else None
    )
