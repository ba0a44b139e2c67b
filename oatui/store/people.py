"""Who was reported for a meeting: the roster, its search, and the personal codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, compress
from itertools import count as count_from
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from oatui.long_work import LongWork, unswept
from oatui.rules import names
from oatui.rules.verdict import Refused, refuse
from oatui.store import journal, meetings, personal_codes, reported_list
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

FIELDS = ("name", "unit", "post", "phone", "serial")
WHO = FIELDS[:4]
COLUMNS = ("id", "venue", "position", *FIELDS, "pinyin", "plain", "keys", "code")
AT_A_STEP = 1000  # names of an import, before it is asked again whether it goes on
AT_ONCE = 50  # rows


@dataclass(frozen=True, slots=True)
class Attendee:
    """One reported person of one meeting; status is None until they arrive (ISO times).

    `leave` is the state of a leave that is asked for or approved; `replaced_by` and `substitute_for` are attendees.
    """

    id: int
    meeting: int
    venue_id: int
    venue: str
    name: str
    unit: str
    post: str
    phone: str
    serial: str
    pinyin: str
    seat: str | None
    code: str
    status: str | None
    arrived_at: str | None
    position: int
    leave: str | None = None
    replaced_by: int | None = None
    substitute_for: int | None = None

    @property
    def taken_back(self) -> bool:
        """Whether they were to come for somebody and do not any more (store/substitute_back.py)."""
        return self.replaced_by == self.id


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought in: how many new, and who was on the roster already."""

    added: int
    already: list[Attendee]


@unswept()
def import_roster(
    store: Store,
    meeting: int,
    people: Sequence[tuple[str, Mapping[str, str]]],
    source: str,
    work: LongWork | None = None,
    *,
    deadline: datetime | None = None,
    by: str = "",
    because: str = "",
) -> Imported:
    """Bring people in, each with the name of its venue ("" is the main one); venues are made where missing.

    One event, all or nothing. A row equal in all but its serial number to someone on the roster is left out and
    reported: a list that is sent again is numbered anew. Same-named people stay apart. With `work` it can be
    stopped until it is written: then it raises Stopped, and nothing came in. After the reply `deadline` it needs
    who asked for it and why (17-8). Raises Refused.
    """
    work = work or LongWork()
    # pinyin is worked out before the writer's place is taken: others must not wait for it
    ones = [one for _venue, one in people]
    fields = [list(map(str.strip, map(itemgetter(field), ones))) for field in FIELDS]
    plain = list(map(names.plain, fields[0]))
    keys: list[str] = []
    for at in range(0, len(plain), AT_A_STEP):
        work.step(at, len(plain))
        keys += names.spelled_all(plain[at : at + AT_A_STEP])
    venues = [venue for venue, _one in people]
    come = [venues, *fields, [""] * len(plain), plain, keys, personal_codes.draw(len(plain))]
    with store.write():
        meetings.get(store, meeting)
        known = {tuple(getattr(old, field) for field in WHO): old for old in listed(store, meeting, limit=-1)}
        who = list(zip(*fields[: len(WHO)], strict=True)) if known else []
        already = [known[one] for one in who if one in known]
        if already:
            come = [list(compress(column, [one not in known for one in who])) for column in come]
        by_name = {venue.name: venue.id for venue in meetings.venues(store, meeting)}
        by_name[""] = by_name[meetings.MAIN_VENUE]
        for name in dict.fromkeys(venues):
            if name not in by_name and (found := meetings.find_venue(store, meeting, name)):
                by_name[name] = found.id
            elif name not in by_name:
                by_name[name] = store.next_id("venue")
                body = {"v": 1, "id": by_name[name], "meeting": meeting, "name": name, "capacity": None}
                journal.record(store, "venue_added", body)
        position = store.value("select coalesce(max(position), 0) from attendee where meeting = ?", meeting)
        rows = list(
            zip(count_from(next_id(store)), map(by_name.get, come[0]), count_from(position + 1), *come[1:])
        )
        work.last()
        if rows:
            body = {
                "v": 1, "meeting": meeting, "source": source, "columns": list(COLUMNS),
                "by": by.strip(), "because": because.strip(),
            }  # fmt: skip
            reported_list.judge_late(store, deadline, by, because)
            text = journal.with_rows(body, "people", rows)
            journal.record(store, "roster_imported", {**body, "people": rows}, text=text)
    return Imported(len(rows), already)


def next_id(store: Store) -> int:
    """The number of the next person; whoever was taken off a roster keeps theirs. Call it inside `write()`."""
    return int(
        store.value(
            "select max(coalesce((select max(id) from attendee), 0), coalesce((select max(id) from off_roster), 0)) + 1"
        )
    )


@journal.applies("roster_imported")
def _roster_imported(conn: Connection, event: journal.Event) -> None:
    put_on(conn, event.body)
    # what is copied from an earlier meeting begins the list, and changes nothing that was reported
    if "because" in event.body:
        what = {"people": len(event.body["people"]), "source": event.body["source"]}
        reported_list.keep_fact(conn, event, event.body["meeting"], "imported", "", "", what)


def put_on(conn: Connection, body: Mapping[str, Any]) -> None:
    """The new people of an event; many to a statement, for each row of its own costs a quarter more."""
    into = f"insert into attendee(meeting, {', '.join(body['columns'])}) values "
    marks = f"({', '.join((str(int(body['meeting'])), *'?' * len(body['columns'])))})"
    rows, whole = body["people"], len(body["people"]) // AT_ONCE * AT_ONCE
    conn.executemany(
        into + ", ".join([marks] * AT_ONCE),
        (list(chain.from_iterable(rows[at : at + AT_ONCE])) for at in range(0, whole, AT_ONCE)),
    )
    conn.executemany(into + marks, rows[whole:])


def copy_roster(store: Store, source: int, meeting: int, venues: Mapping[int, int]) -> None:
    """Bring the people of an earlier meeting into a new one, with new codes; call it inside `write()`.

    Who stood in for somebody stays behind: the one who was reported is asked again.
    """
    first = next_id(store)
    everyone = store.rows(
        "select * from attendee where meeting = ? and substitute_for is null order by position", source
    )
    rows = [
        [first + place, venues[old["venue"]], place + 1]
        + [old[field] for field in (*FIELDS, "pinyin", "plain", "keys")]
        + [code]
        for place, (old, code) in enumerate(zip(everyone, personal_codes.draw(len(everyone)), strict=True))
    ]
    if rows:
        body = {
            "v": 1,
            "meeting": meeting,
            "source": f"meeting {source}",
            "columns": list(COLUMNS),
            "people": rows,
        }
        journal.record(store, "roster_imported", body)


def change(
    store: Store, /, attendee: int, *, deadline: datetime | None = None, by: str = "", because: str = "",
    **fields: str,
) -> Attendee:  # fmt: skip
    """Correct name, unit, post, phone or the pinyin of a person on the roster; nothing new is no event. Raises Refused.

    `venue` is the name of the one they go to: another one frees the seat in the same act. What was reported is
    changed after the reply `deadline` only with who asked for it and why (17-8).
    """
    from oatui.store import seats

    new: dict[str, Any] = {key: value.strip() for key, value in fields.items() if key in (*FIELDS, "pinyin")}
    with store.write():
        old = get(store, attendee)
        name = new.get("name", old.name)
        if not name:
            raise refuse("person.no_name")
        pinyin = new.get("pinyin", old.pinyin)
        moved = _other_venue(store, old, fields.get("venue", ""))
        if moved is None and all(getattr(old, field) == value for field, value in new.items()):
            return old
        new |= {"plain": names.plain(name), "keys": names.name_keys(name, pinyin or None)}
        if moved is not None:
            new["venue"] = moved
        if any(new.get(field, getattr(old, field)) != getattr(old, field) for field in FIELDS):
            reported_list.judge_late(store, deadline, by, because)
        body = {"v": 1, "id": attendee, "fields": new, "by": by.strip(), "because": because.strip()}
        journal.record(store, "attendee_changed", body)
        if moved is not None:
            seats.vacate(store, attendee)
    return get(store, attendee)


def _other_venue(store: Store, person: Attendee, name: str) -> int | None:
    """The venue that a person moves to, None where they stay."""
    if not name.strip():
        return None
    found = meetings.venue_named(store, person.meeting, name)
    if found.id != person.venue_id and person.replaced_by is not None:
        substitute = store.value("select name from attendee where id = ?", person.replaced_by)
        raise refuse("leave.substitute_taken", name=person.name, substitute=substitute)
    return None if found.id == person.venue_id else found.id


@journal.applies("attendee_changed")
def _attendee_changed(conn: Connection, event: journal.Event) -> None:
    fields = event.body["fields"]
    if "because" in event.body:
        meeting, *old = conn.execute(
            f"select meeting, {', '.join(FIELDS)} from attendee where id = ?", (event.body["id"],)
        ).fetchone()
        before = dict(zip(FIELDS, old, strict=True))
        if what := {key: fields[key] for key in FIELDS if fields.get(key, before[key]) != before[key]}:
            reported_list.keep_fact(conn, event, meeting, "corrected", before["unit"], before["name"], what)
    sets = ", ".join(f"{column} = ?" for column in fields)
    conn.execute(f"update attendee set {sets} where id = ?", (*fields.values(), event.body["id"]))


def reissue_code(store: Store, attendee: int, reason: str) -> Attendee:
    """A new personal code; the old one stays known as revoked. Raises Refused."""
    if not reason.strip():
        raise refuse("person.reason")
    with store.write():
        old = get(store, attendee)
        new = personal_codes.draw_one()
        body = {"v": 1, "id": attendee, "old": old.code, "code": new, "reason": reason.strip()}
        journal.record(store, "code_reissued", body)
    return get(store, attendee)


@journal.applies("code_reissued")
def _code_reissued(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("insert into revoked_code values (?, ?, ?)", (body["old"], body["id"], event.at))
    conn.execute("update attendee set code = ? where id = ?", (body["code"], body["id"]))


_SELECT = f"""select a.*, v.name as venue_name, r.status, r.at as arrived_at, b.id as replaced_by, l.state as leave
    from attendee a join venue v on v.id = a.venue left join {ARRIVED}
    left join attendee b on b.substitute_for = a.id
    left join leave l on l.attendee = a.id and l.state in ('requested', 'approved')"""


def get(store: Store, attendee: int) -> Attendee:
    """One person of a roster. Raises Refused."""
    if found := find(store, attendee):
        return found
    raise nobody(store, attendee)


def find(store: Store, attendee: int) -> Attendee | None:
    """The same, None where they are on none: another desk may have taken them off."""
    row = store.row(f"{_SELECT} where a.id = ?", attendee)
    return _attendee(row) if row else None


def on_roster(store: Store, meeting: int, attendee: int) -> Attendee:
    """One person of this meeting's roster. Raises Refused."""
    meetings.get(store, meeting)
    found = get(store, attendee)
    if found.meeting != meeting:
        raise refuse("person.unknown", person=attendee)
    return found


def nobody(store: Store, attendee: int) -> Refused:
    """Why there is no such person on a roster: they were taken off it, or never were."""
    if off := store.row("select name, at from off_roster where id = ?", attendee):
        return refuse("signin.off_roster", name=off["name"], at=off["at"])
    return refuse("person.unknown", person=attendee)


def listed(store: Store, meeting: int, limit: int = 500, offset: int = 0) -> list[Attendee]:
    """The roster in its own order; limit -1 is everyone."""
    rows = store.rows(
        f"{_SELECT} where a.meeting = ? order by a.position limit ? offset ?", meeting, limit, offset
    )
    return [_attendee(row) for row in rows]


def neighbour(store: Store, attendee: Attendee, step: int) -> Attendee | None:
    """The next (1) or the previous (-1) person of the same roster, in its own order."""
    beyond, order = (">", "") if step > 0 else ("<", "desc")
    row = store.row(
        f"{_SELECT} where a.meeting = ? and a.position {beyond} ? order by a.position {order} limit 1",
        attendee.meeting,
        attendee.position,
    )
    return _attendee(row) if row else None


def count(store: Store, meeting: int) -> int:
    return int(store.value("select count(*) from attendee where meeting = ?", meeting))


def replaced(store: Store, meeting: int) -> int:
    """How many of the roster have a substitute: both stand on it, one is expected."""
    return int(
        store.value("select count(*) from attendee where meeting = ? and substitute_for <> id", meeting)
    )


def search(store: Store, meeting: int, text: str, limit: int = 50) -> list[Attendee]:
    """People by 汉字 of name or unit, or by full pinyin or initials; the likeliest reading first."""
    from oatui.store import name_search

    if not names.fold_query(text)[0]:
        return listed(store, meeting, limit)
    found = name_search.find(store, meeting, text, limit)
    marks = ", ".join("?" * len(found))
    by_id = {row["id"]: row for row in store.rows(f"{_SELECT} where a.id in ({marks})", *found)}
    return [_attendee(by_id[one]) for one in found if one in by_id]


def same_name(store: Store, meeting: int, limit: int = -1) -> tuple[int, list[list[Attendee]]]:
    """How many names two or more people have, and the first `limit` such groups (-1: all), to be looked at side by side."""
    shared = [
        row["plain"]
        for row in store.rows(
            "select plain from attendee where meeting = ? and substitute_for is not id "
            "group by plain having count(*) > 1 order by plain",
            meeting,
        )
    ]
    groups: dict[str, list[Attendee]] = {plain: [] for plain in shared[: limit if limit >= 0 else None]}
    rows = store.rows(
        f"{_SELECT} where a.meeting = ? and a.plain in (select value from json_each(?)) and a.substitute_for is not a.id "
        "order by a.position",
        meeting,
        journal.as_json(list(groups)),
    )
    for row in rows if groups else ():
        groups[row["plain"]].append(_attendee(row))
    return len(shared), list(groups.values())


def _attendee(row: Row) -> Attendee:
    return Attendee(
        row["id"], row["meeting"], row["venue"], row["venue_name"], row["name"], row["unit"], row["post"],
        row["phone"], row["serial"], row["pinyin"], row["seat"], row["code"], row["status"], row["arrived_at"],
        row["position"], row["leave"], row["replaced_by"], row["substitute_for"],
    )  # fmt: skip


def as_dict(attendee: Attendee) -> dict[str, Any]:
    """The row as the command line prints it."""
    return {
        key: getattr(attendee, key)
        for key in ("id", "name", "unit", "post", "phone", "venue", "seat", "code", "status", "arrived_at")
    }
