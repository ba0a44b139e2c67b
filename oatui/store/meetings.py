"""Meetings and their venues."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso
from oatui.i18n import MAIN_VENUE as MAIN_VENUE
from oatui.i18n import N_
from oatui.rules import names, signin
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.store import arrival_facts, journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.convening import Convened
    from oatui.rules.invitation import Invitation
    from oatui.rules.workdays import Calendar

MODES = {"on_site": N_("集中开会"), "video": N_("电视电话（视频）会议")}


class Venue(NamedTuple):
    id: int
    name: str
    kind: str
    capacity: int | None


class Meeting(NamedTuple):
    """A meeting; start and end in the office's zone, `role` of ROLES, `level` of LEVELS; closed_at is ISO."""

    id: int
    title: str
    start: datetime
    end: datetime
    place: str
    mode: str
    chair: str
    opens_minutes: int
    closes_minutes: int
    role: str
    level: str
    urgent: bool
    confirm: bool  # 逐人核对: each scan waits for a look at the face
    closed_at: str | None
    ticks: bool = False  # 名单打勾: no codes, the clerk ticks who is there
    called_off: bool = False  # closed without having been held

    @property
    def settled(self) -> bool:
        """Whether everybody's result stands: closed, and not called off."""
        return self.closed_at is not None and not self.called_off

    @property
    def convened(self) -> Convened:
        """What is judged of it when it is called."""
        from oatui.rules.convening import Convened

        return Convened(self.title, self.start, self.end, self.role, self.level, self.mode)

    @property
    def sign_in_deadline(self) -> datetime:
        """15 minutes before the start (17-5)."""
        return signin.deadline(self.start)

    @property
    def window(self) -> signin.Window:
        return signin.window(self.start, self.opens_minutes, self.closes_minutes)


def add(
    store: Store,
    title: str,
    start: datetime,
    end: datetime,
    *,
    place: str = "",
    mode: str = "on_site",
    chair: str = "",
    role: str = "host",
    level: str = "bureau",
    urgent: bool = False,
    confirm: bool = False,
    ticks: bool = False,
    copy_of: int | None = None,
    people_list: int | None = None,
    invitation: Invitation | None = None,
    notes: Mapping[str, str] | None = None,
    reply_by: datetime | None = None,
    calendar: Calendar | None = None,
    because: str = "",
) -> Meeting:
    """A new meeting with its main venue; `copy_of` brings venues and people of an earlier one, `people_list` those of a
    standing list. `notes` by key of store/meeting_notes.py; `reply_by` until when replies are due. Raises Refused.

    What stands against calling it is kept with `because`; a hard verdict refuses without one (17-2, 8-9, 8-10, 20-2).
    """
    # what is judged of a calling is not for the first frame
    from oatui.rules import convening as law
    from oatui.rules.convening import Convened
    from oatui.store import convening, meeting_copy, people_lists

    title, place, chair = title.strip(), place.strip(), chair.strip()
    planned = Convened(title, start, end, role, level, mode)
    law.check(planned, MODES)
    with store.write():
        if copy_of is not None:
            get(store, copy_of)
        found = convening.planned(store, planned, None, copy_of, invitation, calendar)
        _check_answered(found, because)
        identity, venue = store.next_id("meeting"), store.next_id("venue")
        journal.record(
            store,
            "meeting_added",
            {
                "v": 1, "id": identity, "title": title, "start": iso(start), "end": iso(end), "place": place,
                "mode": mode, "chair": chair, "role": role, "level": level, "urgent": urgent, "confirm": confirm,
                "ticks": ticks, "copy_of": copy_of, "people_list": people_list,
                "opens_minutes": settings.get(store, "sign_in.opens_minutes"),
                "closes_minutes": settings.get(store, "sign_in.closes_minutes"),
                "main_venue": {"id": venue, "name": MAIN_VENUE},
                **convening.as_body(found, because),
            },
        )  # fmt: skip
        if copy_of is not None:
            meeting_copy.bring(store, copy_of, identity, venue)
        if people_list is not None:
            people_lists.bring(store, people_list, identity, venue)
        convening.record_asked(store, identity, start, invitation, notes, reply_by)
    return get(store, identity)


def _check_answered(found: list[Verdict], because: str) -> None:
    from oatui.rules.convening import needs_reason

    if (hard := needs_reason(found)) and not because.strip():
        raise Refused(hard)


@journal.applies("meeting_added")
def _meeting_added(conn: Connection, event: journal.Event) -> None:
    from oatui.store import convening

    body = event.body
    conn.execute(
        "insert into meeting(id, title, start, end, place, mode, chair, opens_minutes, closes_minutes, "
        "added_at, added_by, role, level, urgent, confirm, ticks, people_list) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body["id"], body["title"], body["start"], body["end"], body["place"], body["mode"], body["chair"],
            body["opens_minutes"], body["closes_minutes"], event.at, event.actor,
            # a store of before these were asked
            body.get("role", "host"), body.get("level", "bureau"), int(body.get("urgent", False)),
            int(body.get("confirm", False)), int(body.get("ticks", False)),
            body.get("people_list"),
        ),
    )  # fmt: skip
    convening.keep(conn, event)
    venue = body["main_venue"]
    conn.execute("insert into venue values (?, ?, ?, 'main', null)", (venue["id"], body["id"], venue["name"]))


def change(store: Store, /, meeting: int, **fields: Any) -> Meeting:
    """Change any of what `add` is told, confirm too; where the start moves, arrivals are judged anew.

    Nothing new is no event. Raises Refused; a closed meeting is opened again first.
    """
    from oatui.rules import convening as law
    from oatui.rules.convening import Convened
    from oatui.store import convening, identity

    with store.write():
        old = get(store, meeting)
        new = {key: getattr(old, key) for key in ("title", "place", "chair", "mode", "role", "level")}
        new |= {key: value.strip() for key, value in fields.items() if key in new}
        ways = {key: bool(fields.get(key, getattr(old, key))) for key in ("urgent", "confirm", "ticks")}
        start, end = fields.get("start", old.start), fields.get("end", old.end)
        because = fields.get("because", "")
        planned = Convened(new["title"], start, end, new["role"], new["level"], new["mode"])
        law.check(planned, MODES)
        if old.confirm and not ways["confirm"]:
            identity.hold_looked_at(store, meeting)
        called_anew = planned != replace(old.convened, title=planned.title, mode=planned.mode)
        if old.closed_at and called_anew:
            raise refuse("closing.closed_before", title=old.title, at=old.closed_at)
        found = convening.changed(store, old, planned, fields.get("invitation"), fields.get("calendar"))
        _check_answered(found, because)
        judged: list[list[Any]] = []
        if start != old.start:
            for fact in store.rows(
                "select origin, seq, at from arrival_fact where meeting = ? and kind in ('signed_in', 'waiting') "
                "and way <> 'head_table'",
                meeting,
            ):
                status, verdict = signin.judge(from_iso(fact["at"]), start)
                judged.append([fact["origin"], fact["seq"], str(status), verdict.as_body()])
        stands = all(getattr(old, key) == value for key, value in {**new, **ways}.items())
        if found or not stands or (start, end) != (old.start, old.end):
            body = {
                "v": 1, "id": meeting, **new, **ways, "start": iso(start), "end": iso(end),
                **convening.as_body(found, because), "arrivals": judged,
            }  # fmt: skip
            journal.record(store, "meeting_changed", body)
        convening.record_asked(
            store, meeting, start, *(fields.get(key) for key in ("invitation", "notes", "reply_by"))
        )
    return get(store, meeting)


@journal.applies("meeting_changed")
def _meeting_changed(conn: Connection, event: journal.Event) -> None:
    from oatui.store import convening

    body = event.body
    conn.execute(
        "update meeting set title = ?, place = ?, chair = ?, mode = ?, start = ?, end = ? where id = ?",
        (body["title"], body["place"], body["chair"], body["mode"], body["start"], body["end"], body["id"]),
    )
    if "role" in body:
        conn.execute(
            "update meeting set role = ?, level = ?, urgent = ? where id = ?",
            (body["role"], body["level"], int(body["urgent"]), body["id"]),
        )
    for way in ("confirm", "ticks"):
        if way in body:
            conn.execute(f"update meeting set {way} = ? where id = ?", (int(body[way]), body["id"]))
    convening.keep(conn, event)
    arrival_facts.rejudge(conn, event, body["id"])


def add_venue(store: Store, meeting: int, name: str, capacity: int | None = None) -> Venue:
    """A further venue of a meeting. Raises Refused where the name is empty or taken."""
    name = venue_name(name)
    if not name:
        raise refuse("venue.no_name")
    if capacity is not None and capacity < 1:
        raise refuse("venue.capacity", capacity=capacity)
    with store.write():
        get(store, meeting)
        if find_venue(store, meeting, name):
            raise refuse("venue.taken", venue=name)
        identity = store.next_id("venue")
        body = {"v": 1, "id": identity, "meeting": meeting, "name": name, "capacity": capacity}
        journal.record(store, "venue_added", body)
    return Venue(identity, name, "sub", capacity)


@journal.applies("venue_added")
def _venue_added(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into venue values (?, ?, ?, 'sub', ?)",
        (body["id"], body["meeting"], body["name"], body["capacity"]),
    )


_SELECT = """select m.*, c.at as closed_at, coalesce(instr(c.left_open, 'closing.called_off'), 0) as called_off
    from meeting m left join closing c on c.meeting = m.id"""


def get(store: Store, meeting: int) -> Meeting:
    """One meeting. Raises Refused."""
    found = _found(store, "where m.id = ?", meeting)
    if not found:
        raise refuse("meeting.unknown", meeting=meeting)
    return found[0]


def get_open(store: Store, meeting: int) -> Meeting:
    """A meeting that is not closed. Raises Refused."""
    found = get(store, meeting)
    if found.closed_at:
        raise refuse("closing.closed_before", title=found.title, at=found.closed_at)
    return found


def _found(store: Store, rest: str, *values: Any) -> list[Meeting]:
    return [_meeting(row) for row in store.rows(f"{_SELECT} {rest}", *values)]


def of_ids(store: Store, ids: Sequence[int]) -> list[Meeting]:
    """Meetings in the order they are asked for, in one read."""
    found = _found(store, "where m.id in (select value from json_each(?))", json.dumps(ids))
    return sorted(found, key=lambda one: ids.index(one.id))


def listed(store: Store, limit: int = 200, offset: int = 0) -> list[Meeting]:
    """Meetings, the newest start first."""
    return _found(store, "order by m.start desc, m.id desc limit ? offset ?", limit, offset)


def count(store: Store) -> int:
    return int(store.value("select count(*) from meeting"))


def place_of_next(store: Store, moment: datetime) -> int:
    """Where `listed` has the meeting that goes on at a moment, or else the next one; 0 where all are over."""
    coming = "select min(start) from meeting where end >= ?"
    return int(store.value(f"select count(*) from meeting where start > ({coming})", iso(moment)))


def on_day(store: Store, day: date) -> list[Meeting]:
    """The meetings that start on a day and are not called off, in order of time."""
    first, after = day.isoformat(), (day + timedelta(days=1)).isoformat()
    rest = "where m.start >= ? and m.start < ? and called_off = 0 order by m.start, m.id"
    return _found(store, rest, first, after)


def next_after(store: Store, moment: datetime) -> Meeting | None:
    """The next meeting that starts after a moment and is not called off."""
    rest = "where m.start > ? and called_off = 0 order by m.start, m.id limit 1"
    return next(iter(_found(store, rest, iso(moment))), None)


def begun(store: Store, limit: int) -> list[Meeting]:
    """The last meetings that have begun and are not called off, the newest start first."""
    rest = "where m.start <= ? and called_off = 0 order by m.start desc, m.id desc limit ?"
    return _found(store, rest, iso(store.clock.now()), limit)


def venues(store: Store, meeting: int) -> list[Venue]:
    """The main venue first."""
    return [
        Venue(row["id"], row["name"], row["kind"], row["capacity"])
        for row in store.rows("select * from venue where meeting = ? order by kind, id", meeting)
    ]


def venue_name(typed: str) -> str:
    """The name that is meant: the main venue is known by its English name, too."""
    typed = typed.strip()
    return MAIN_VENUE if typed.casefold() == "main venue" else typed


def find_venue(store: Store, meeting: int, name: str) -> Venue | None:
    """The venue of that name; 一分会场(礼堂) and 一分会场（礼堂） are one, unless an earlier version made two of them."""
    meant = venue_name(name)
    same = [venue for venue in venues(store, meeting) if names.plain(venue.name) == names.plain(meant)]
    return next((venue for venue in same if venue.name == meant), same[0] if same else None)


def venue_named(store: Store, meeting: int, name: str) -> Venue:
    """The same, the main one for "". Raises Refused where there is none of that name, or no such meeting."""
    get(store, meeting)
    known = venues(store, meeting)
    found = find_venue(store, meeting, name) if name.strip() else known[0]
    if found is None:
        raise refuse("venue.unknown", venue=name.strip(), venues=[venue.name for venue in known])
    return found


def venue_numbered(store: Store, meeting: int, venue: int) -> Venue:
    """The venue of a meeting by its number. Raises Refused where there is none."""
    known = venues(store, meeting)
    found = next((one for one in known if one.id == venue), None)
    if found is None:
        raise refuse("venue.unknown", venue=str(venue), venues=[one.name for one in known])
    return found


def recent_places(store: Store, limit: int = 5) -> list[str]:
    """The places of the last meetings, newest first, to be offered in the form."""
    sql = "select place from meeting where place <> '' group by place order by max(id) desc limit ?"
    return [row["place"] for row in store.rows(sql, limit)]


def _meeting(row: Row) -> Meeting:
    return Meeting(
        row["id"], row["title"], from_iso(row["start"]), from_iso(row["end"]), row["place"], row["mode"],
        row["chair"], row["opens_minutes"], row["closes_minutes"], row["role"], row["level"], bool(row["urgent"]),
        bool(row["confirm"]), row["closed_at"], bool(row["ticks"]), bool(row["called_off"]),
    )  # fmt: skip


def as_dict(meeting: Meeting) -> dict[str, Any]:
    """The meeting as the command line prints it."""
    return meeting._asdict() | {
        "start": iso(meeting.start),
        "end": iso(meeting.end),
        "sign_in_deadline": iso(meeting.sign_in_deadline),
    }
