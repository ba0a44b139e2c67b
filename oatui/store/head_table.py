"""主席台领导: one list with a tick each, 到会（工作人员登记）, and whether they count in 应到 (practice).

The list is who sits at the head table as it was confirmed (store/seats.py), and whoever was put on it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from oatui.clock import to_second
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import arrivals, journal, meetings, people, seat_map
from oatui.store.arrival_facts import ARRIVED
from oatui.store.attendance import AT_HEAD
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

TICKED = "到会（工作人员登记）"
UNTICKED = "取消到会登记"


@dataclass(frozen=True, slots=True)
class Leader:
    """One line of the list; `attendee` is None for a name that is not on the roster, `fact` the sign-in that counts.

    `chosen` says that the line is by hand, not by a confirmed list; `at` is ISO, `way` how the sign-in came.
    """

    attendee: int | None
    name: str
    unit: str
    post: str
    venue: str
    chosen: bool
    at: str | None = None
    way: str = ""
    fact: tuple[str, int] | None = None


def listed(store: Store, meeting: int) -> list[Leader]:
    """The confirmed lists in order of rank, venue by venue, then who was chosen from the roster. Raises Refused."""
    meetings.get(store, meeting)
    by_id = {
        row["id"]: Leader(
            row["id"], row["name"], row["unit"], row["post"], row["venue_name"], not row["seated"], row["at"],
            row["way"] or "", (row["origin"], row["seq"]) if row["at"] else None,
        )
        for row in store.rows(
            "select a.*, coalesce(a.seat, '') like '主席台%' as seated, v.name as venue_name, r.at, r.way, r.origin, r.seq from attendee a "
            f"join venue v on v.id = a.venue left join {ARRIVED} "
            f"where a.meeting = ? and {AT_HEAD} and not exists (select 1 from attendee b "
            "where b.substitute_for = a.id) order by a.position",
            meeting,
        )
    }  # fmt: skip
    found: list[Leader] = []
    for venue in meetings.venues(store, meeting):
        places = [place for row in seat_map.read(store, venue.id).head_rows for place in row]
        for place in sorted(places, key=lambda place: place.rank):
            if place.person and place.person.id in by_id:
                found.append(by_id.pop(place.person.id))
            elif place.person is None:
                found.append(Leader(None, place.name, "", "", venue.name, False))
    return found + list(by_id.values())


def came(store: Store, meeting: int) -> tuple[int, int]:
    """How many of the list have come, of how many who are on the roster."""
    row = next(iter(store.rows(
        f"select count(r.at) as came, count(*) as n from attendee a left join {ARRIVED} where a.meeting = ? and {AT_HEAD} "
        "and not exists (select 1 from attendee b where b.substitute_for = a.id)",
        meeting,
    )))  # fmt: skip
    return row["came"], row["n"]


def choose(store: Store, attendee: int, wanted: bool = True) -> people.Attendee:
    """Put a person of the roster on the list, or take them off it; a confirmed list is changed at the seats. Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        meetings.get_open(store, person.meeting)
        seated = bool(person.seat and person.seat.startswith("主席台"))
        on_list = store.value("select 1 from head_guest where attendee = ?", attendee) is not None
        if not wanted and seated:
            raise refuse("head_table.seated", name=person.name, seat=person.seat)
        if wanted == (on_list or seated):
            raise refuse("head_table.listed" if wanted else "head_table.not_listed", name=person.name)
        body = {"v": 1, "meeting": person.meeting, "attendee": attendee, "wanted": wanted}
        journal.record(store, "head_table_chosen", body)
    return person


@journal.applies("head_table_chosen")
def _head_table_chosen(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("delete from head_guest where attendee = ?", (body["attendee"],))
    if body["wanted"]:
        conn.execute("insert into head_guest values (?, ?)", (body["attendee"], body["meeting"]))


def tick(store: Store, attendee: int, *, approver: str = "", at: datetime | None = None) -> arrivals.Arrival:
    """到会（工作人员登记）: a sign-in by hand of its own way, on the same path as any; `approver` after the hours.

    Raises Refused for somebody who is not on the list, or whom the path refuses.
    """
    moment = to_second(at or store.clock.now())
    with store.write():
        person = people.get(store, attendee)
        if not store.value(f"select 1 from attendee a where a.id = ? and {AT_HEAD}", attendee):
            raise refuse("head_table.not_listed", name=person.name)
        hand = arrivals.Hand(attendee, TICKED, approver, "head_table")
        answer = arrivals.judge_and_record(store, person.meeting, hand, moment)
        if answer.outcome == "refused":
            raise Refused(answer.verdict)
    return answer


def untick(store: Store, attendee: int, reason: str = UNTICKED) -> arrivals.Arrival:
    """Take the sign-in of a leader back, as a further event. Raises Refused."""
    fact = arrivals.standing(store, attendee)
    if fact is None:
        raise refuse("signin.nothing_to_annul")
    return arrivals.annul(store, fact, reason)


def counted(store: Store, meeting: int) -> bool:
    """Whether the head table counts in 应到, 实到 and the rest; it does unless the meeting says otherwise. Raises Refused."""
    found = store.value("select head_counts from meeting where id = ?", meeting)
    if found is None:
        meetings.get(store, meeting)
    return bool(found)


def set_counted(store: Store, meeting: int, wanted: bool) -> Verdict:
    """Say whether the head table counts; the figures follow at once. Raises Refused."""
    with store.write():
        found = meetings.get_open(store, meeting)
        if counted(store, meeting) != wanted:
            journal.record(store, "head_table_counted", {"v": 1, "meeting": meeting, "counted": wanted})
    key = "head_table.counted" if wanted else "head_table.not_counted"
    return Verdict(None, Level.NOTE, key, {"title": found.title})


def copy(store: Store, source: int, meeting: int) -> None:
    """Whether the head table counts is as it was at the earlier meeting; inside `write()`."""
    if not counted(store, source):
        journal.record(store, "head_table_counted", {"v": 1, "meeting": meeting, "counted": False})


@journal.applies("head_table_counted")
def _head_table_counted(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update meeting set head_counts = ? where id = ?", (int(event.body["counted"]), event.body["meeting"])
    )
