"""现场来人 at a sub-venue: who is not on the list and comes instead of one who is waits for the main desk's word.

The list is the main desk's alone, so the sub-venue adds nobody to it: it keeps who came, for whom, and who let them
in, under the event's own key; taken up, the main desk names the substitute and signs them in at the time they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, to_second
from oatui.rules import door as law
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import arrivals, journal, meetings, people
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

Key = tuple[str, int]


class WalkIn(NamedTuple):
    """Who came; `accepted` is None while nobody answered, `attendee` the person that they became. `at` is ISO."""

    key: Key
    venue: int
    venue_name: str
    instead_of: int
    stands_for: str
    name: str
    unit: str
    post: str
    approver: str
    reason: str
    at: str
    accepted: bool | None
    attendee: int | None
    answer: str
    himself: int | None = None  # no stranger: whom `stands_for` was to come for has come after all

    @property
    def kind(self) -> str:
        """Why the first person does not come, as that door said it: a key of the reasons of leave."""
        from oatui.rules.leave import REASONS

        return next((key for key, words in REASONS.items() if words == self.reason), "other")


def note(
    store: Store, meeting: int, attendee: int, name: str, *, approver: str, unit: str = "", post: str = "",
    reason: str = "", venue: int | None = None, at: datetime | None = None,
) -> arrivals.Arrival:  # fmt: skip
    """Keep that `name` came to this sub-venue for the person of the list. Raises Refused.

    Without an approver it is a refused Arrival, recorded (17-8); else the outcome is "waiting".
    """
    if not name.strip():
        raise refuse("person.no_name")
    moment = to_second(at or store.clock.now())
    with store.write():
        found = meetings.get_open(store, meeting)
        first = people.get(store, attendee)
        said = law.judge_spot(found.level, name.strip(), first.name, approver, moment, found.start)
        who = {"name": name.strip(), "unit": unit.strip() or first.unit}
        if said.refused:
            return arrivals.record_refusal(store, meeting, said, moment, venue, **who)
        body = {
            "v": 1, "meeting": meeting, "venue": venue or first.venue_id, "instead_of": attendee, **who,
            "post": post.strip(), "approver": approver.strip(), "reason": reason.strip(),
            "verdict": said.as_body(),
        }  # fmt: skip
        key, came = _keep(store, body, moment)
    verdict = Verdict(said.rule, Level.NOTE, "link.walked_in", {"name": who["name"]})
    return arrivals.Arrival(
        "waiting", verdict, came, None, None, who["name"], who["unit"], post.strip(), first.venue, None,
        key, (said,),
    )  # fmt: skip


def _keep(store: Store, body: Mapping[str, Any], at: datetime) -> tuple[Key, str]:
    """Under which key they wait, and since when (ISO): said twice at the door, it is the first time."""
    who = body["instead_of"], body["name"]
    for one in waiting(store, body["meeting"]):
        if (one.instead_of, one.name) == who:
            return one.key, one.at
    event = journal.record(store, "walked_in", body, at=at)
    return event.key, event.at


def note_first(
    store: Store, meeting: int, attendee: int, reason: str, *, venue: int | None = None, at: datetime | None = None
) -> arrivals.Arrival:  # fmt: skip
    """Keep that somebody of the list who was replaced came to this sub-venue after all. Raises Refused."""
    moment = to_second(at or store.clock.now())
    with store.write():
        meetings.get_open(store, meeting)
        first = people.get(store, attendee)
        if first.replaced_by is None or first.taken_back:
            raise refuse("leave.no_substitute", name=first.name)
        instead = people.get(store, first.replaced_by).name
        verdict = Verdict(
            "17-8", Level.NOTE, "link.came_after_all", {"name": first.name, "substitute": instead}
        )
        body = {
            "v": 1, "meeting": meeting, "venue": venue or first.venue_id, "instead_of": first.replaced_by,
            "name": first.name, "unit": first.unit, "post": first.post, "approver": "", "reason": reason,
            "verdict": verdict.as_body(),
        }  # fmt: skip
        key, came = _keep(store, body, moment)
    return arrivals.Arrival(
        "waiting", verdict, came, None, None, first.name, first.unit, first.post, first.venue, None, key
    )  # fmt: skip


@journal.applies("walked_in")
def _walked_in(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into walk_in values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *event.key, body["meeting"], body["venue"], body["instead_of"], body["name"], body["unit"],
            body["post"], body["approver"], body["reason"], event.at, event.actor,
        ),
    )  # fmt: skip


def accept(store: Store, key: Key, *, kind: str = "", chair_consent: str = "") -> arrivals.Arrival:
    """The main desk takes them for the substitute, signed in at the time they came (17-3). Raises Refused.

    `kind` is their own word for why the first person does not come, else the door's holds. Where it is the first
    person, the substitute is taken back (17-8).
    """
    from oatui.rules import names
    from oatui.rules.leave import REASONS
    from oatui.store import stand_in, substitute_back

    keys = names.name_keys(get(store, key).name)
    with store.write():
        one = _open(store, key)
        meeting = people.get(store, one.instead_of).meeting
        # the clock there may be ahead of this one
        at = min(from_iso(one.at), to_second(store.clock.now()))
        if one.himself:
            made = substitute_back.record_coming(store, meeting, one.himself, one.reason, at, one.venue)
        else:
            reason = "" if one.reason in REASONS.values() else one.reason  # `kind` says it
            made = stand_in.record(
                store, meeting, one.instead_of, one.name, keys, approver=one.approver, unit=one.unit,
                post=one.post, kind=kind or one.kind, reason=reason, chair_consent=chair_consent,
                venue=one.venue, at=at,
            )  # fmt: skip
        if made.outcome == "refused":
            raise Refused(made.verdict)
        _answer(store, meeting, one, True, made.attendee, "")
    return made


def decline(store: Store, key: Key, reason: str) -> WalkIn:
    """They do not count, for a reason that is kept. Raises Refused."""
    if not reason.strip():
        raise refuse("signin.annul_reason")
    with store.write():
        one = _open(store, key)
        meeting = store.value("select meeting from walk_in where origin = ? and seq = ?", *key)
        _answer(store, meeting, one, False, None, reason.strip())
    return get(store, key)


def _answer(
    store: Store, meeting: int, one: WalkIn, accepted: bool, attendee: int | None, reason: str
) -> None:
    body = {
        "v": 1, "meeting": meeting, "target": list(one.key), "accepted": accepted, "attendee": attendee,
        "reason": reason,
    }  # fmt: skip
    journal.record(store, "walk_in_answered", body)


@journal.applies("walk_in_answered")
def _walk_in_answered(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into walk_in_answer values (?, ?, ?, ?, ?, ?, ?)",
        (
            *body["target"], int(body["accepted"]), body["attendee"], body["reason"], event.at, event.actor,
        ),
    )  # fmt: skip


_SELECT = """select w.*, v.name as venue_name, coalesce(a.name, o.name) as stands_for, y.accepted, y.attendee, y.reason as answer, p.id as himself
    from walk_in w join venue v on v.id = w.venue
    left join attendee a on a.id = w.instead_of left join off_roster o on o.id = w.instead_of
    left join walk_in_answer y on y.origin = w.origin and y.seq = w.seq
    left join substitute_back s on s.substitute = a.id
    left join attendee p on p.id = coalesce(s.attendee, a.substitute_for) and p.name = w.name and p.unit = w.unit"""


def get(store: Store, key: Key) -> WalkIn:
    """One of them. Raises Refused."""
    row = store.row(f"{_SELECT} where w.origin = ? and w.seq = ?", *key)
    if row is None:
        raise refuse("link.no_walk_in")
    return _walk_in(row)


def _open(store: Store, key: Key) -> WalkIn:
    one = get(store, key)
    if one.accepted is not None:
        raise refuse("link.walk_in_answered", name=one.name)
    return one


def listed(store: Store, meeting: int) -> list[WalkIn]:
    """Those of a meeting, those without an answer first, then as they came."""
    rows = store.rows(
        f"{_SELECT} where w.meeting = ? order by y.accepted is not null, w.at, w.origin, w.seq", meeting
    )
    return [_walk_in(row) for row in rows]


def waiting(store: Store, meeting: int, venue: int | None = None) -> list[WalkIn]:
    """Those without an answer, as they came; who they came for is still missing."""
    rows = store.rows(
        f"{_SELECT} where w.meeting = ?1 and (?2 is null or w.venue = ?2) and y.accepted is null "
        "order by w.at, w.origin, w.seq",
        meeting,
        venue,
    )
    return [_walk_in(row) for row in rows]


def said(found: Sequence[WalkIn]) -> list[Verdict]:
    """How many wait, who, and for whom they came; apart those of the list who came after all, and their substitutes."""
    strangers = "17-3", "link.waiting", [one for one in found if not one.himself]
    after_all = "17-8", "link.waiting_himself", [one for one in found if one.himself]
    return [
        Verdict(rule, Level.NOTE, key, {
            "n": len(those), "names": [one.name for one in those], "others": [one.stands_for for one in those],
        })
        for rule, key, those in (strangers, after_all)
        if those
    ]  # fmt: skip


def _walk_in(row: Row) -> WalkIn:
    return WalkIn(
        (row["origin"], row["seq"]), row["venue"], row["venue_name"], row["instead_of"], row["stands_for"],
        row["name"], row["unit"], row["post"], row["approver"], row["reason"], row["at"],
        None if row["accepted"] is None else bool(row["accepted"]), row["attendee"], row["answer"] or "",
        row["himself"],
    )  # fmt: skip
