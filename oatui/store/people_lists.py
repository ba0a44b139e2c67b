"""常用名单: standing lists of people (局班子、各科室、各镇街分管), from which a meeting is made in three keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oatui.rules import names
from oatui.rules.members import MOST, Member
from oatui.rules.verdict import refuse
from oatui.store import journal, meetings, people, personal_codes
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A named list; its people in the order in which they are called and seated."""

    id: int
    name: str
    count: int


def make(store: Store, name: str, members: Sequence[Member]) -> PeopleList:
    """A new list. Raises Refused: no name, a name that another list has, nobody on it."""
    with store.write():
        name = _name(store, name, None)
        identity = store.next_id("people_list")
        _record(store, identity, name, _clean(members))
    return get(store, identity)


def from_meeting(store: Store, name: str, meeting: int, persons: Sequence[int] = ()) -> PeopleList:
    """A new list of a meeting's people, or of some of them; who stood in for somebody is left out. Raises Refused."""
    meetings.get(store, meeting)
    chosen = set(persons)
    roster = people.listed(store, meeting, limit=-1)
    members = [
        Member(one.name, one.unit, one.post, one.phone)
        for one in roster
        if one.substitute_for is None and (not chosen or one.id in chosen)
    ]
    if unknown := chosen - {one.id for one in roster}:
        raise refuse("person.unknown", person=min(unknown))
    return make(store, name, members)


def last_called(store: Store, identity: int) -> meetings.Meeting | None:
    """The last meeting that was called from a list: the next one is mostly like it."""
    last = store.value("select max(id) from meeting where people_list = ?", identity)
    return None if last is None else meetings.get(store, last)


def change(
    store: Store, identity: int, *, name: str | None = None, members: Sequence[Member] | None = None
) -> PeopleList:
    """Rename a list, or say anew who is on it and in which order. Raises Refused."""
    with store.write():
        old = get(store, identity)
        new = old.name if name is None or name.strip() == old.name else _name(store, name, identity)
        standing = of(store, identity)
        kept = standing if members is None else _clean(members)
        if (new, kept) != (old.name, standing):
            _record(store, identity, new, kept)
    return get(store, identity)


def remove(store: Store, identity: int) -> PeopleList:
    """Take a list away, which is answered; the journal keeps it. Raises Refused."""
    with store.write():
        gone = get(store, identity)
        journal.record(store, "people_list_removed", {"v": 1, "id": identity})
    return gone


def _record(store: Store, identity: int, name: str, members: Sequence[Member]) -> None:
    body = {"v": 1, "id": identity, "name": name, "people": [list(one) for one in members]}
    journal.record(store, "people_list_kept", body)


@journal.applies("people_list_kept")
def _people_list_kept(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into people_list values (?, ?, 0, ?, ?) on conflict(id) do update "
        "set name = excluded.name, at = excluded.at, actor = excluded.actor",
        (body["id"], body["name"], event.at, event.actor),
    )
    conn.execute("delete from people_list_member where list = ?", (body["id"],))
    conn.executemany(
        "insert into people_list_member values (?, ?, ?, ?, ?, ?)",
        ((body["id"], place, *member) for place, member in enumerate(body["people"], start=1)),
    )


@journal.applies("people_list_removed")
def _people_list_removed(conn: Connection, event: journal.Event) -> None:
    conn.execute("update people_list set removed = 1 where id = ?", (event.body["id"],))


def bring(store: Store, identity: int, meeting: int, main_venue: int) -> None:
    """Put the people of a list on the roster of a new meeting, with codes of their own; inside `write()`."""
    found = get(store, identity)
    members = of(store, identity)
    first = people.next_id(store)
    rows = [
        [first + place, main_venue, place + 1, one.name, one.unit, one.post, one.phone, str(place + 1)]
        + ["", names.plain(one.name), names.name_keys(one.name), code]
        for place, (one, code) in enumerate(zip(members, personal_codes.draw(len(members)), strict=True))
    ]
    body = {
        "v": 1, "meeting": meeting, "source": found.name,
        "columns": list(people.COLUMNS), "people": rows,
    }  # fmt: skip
    journal.record(store, "roster_imported", body)


# ------------------------------------------------------------------ what people read

_SELECT = (
    "select l.*, (select count(*) from people_list_member m where m.list = l.id) as people "
    "from people_list l where l.removed = 0"
)


def get(store: Store, identity: int) -> PeopleList:
    """One list. Raises Refused."""
    row = store.row(f"{_SELECT} and l.id = ?", identity)
    if row is None:
        raise refuse("people_list.unknown", written=str(identity))
    return PeopleList(row["id"], row["name"], row["people"])


def named(store: Store, name: str) -> PeopleList:
    """The list of a name. Raises Refused."""
    found = next((one for one in listed(store) if one.name == name.strip()), None)
    if found is None:
        raise refuse("people_list.unknown", written=name.strip()[:30])
    return found


def listed(store: Store, limit: int = 200) -> list[PeopleList]:
    """The lists, the oldest first: their digits stay."""
    rows = store.rows(f"{_SELECT} order by l.id limit ?", limit)
    return [PeopleList(row["id"], row["name"], row["people"]) for row in rows]


def of(store: Store, identity: int) -> list[Member]:
    """The people of a list in their order."""
    rows = store.rows("select * from people_list_member where list = ? order by place", identity)
    return [Member(row["name"], row["unit"], row["post"], row["phone"]) for row in rows]


def _name(store: Store, name: str, own: int | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise refuse("people_list.no_name")
    if any(one.name == name and one.id != own for one in listed(store, limit=-1)):
        raise refuse("people_list.taken", name=name)
    return name


def _clean(members: Sequence[Member]) -> list[Member]:
    """The people without empty names, each once."""
    found = dict.fromkeys(Member(*(" ".join(part.split()) for part in one)) for one in members)
    kept = [one for one in found if one.name]
    if not kept:
        raise refuse("people_list.nobody")
    if len(kept) > MOST:
        raise refuse("people_list.many", most=MOST)
    return kept


def as_dict(store: Store, one: PeopleList) -> dict[str, Any]:
    """A list as the command line prints it."""
    return {"id": one.id, "name": one.name, "people": [each._asdict() for each in of(store, one.id)]}
