"""The OA system: what stands in it, who keeps it, a change of hands with its list, why a login was missed (14)."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import to_second
from oatui.rules import oa as law
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Item(NamedTuple):
    """One thing in the system; `state` is unread, open or done, times are ISO."""

    id: int
    title: str
    sender: str
    urgency: str
    owner: str
    state: str
    arrived_at: str
    ended_at: str | None


class Count(NamedTuple):
    """Unread and undealt things as counted at a moment (ISO), with whoever is to deal with them."""

    at: str
    unread: int
    undealt: int
    owner: str
    verdict: Verdict


class Keeper(NamedTuple):
    """Who keeps the system: A岗 or B岗, on the staff or not (14-1), since when (ISO)."""

    post: str
    person: str
    on_staff: bool
    since: str


class Handover(NamedTuple):
    """One change of hands with the list of what was open (14-3)."""

    day: str
    at: str
    giver: str
    taker: str
    on_staff: bool
    things: tuple[str, ...]
    note: str
    operator: str
    verdict: Verdict


class Explanation(NamedTuple):
    """Why a login of a day was missed, entered afterwards."""

    day: str
    which: str
    why: str
    reason: str
    at: str
    operator: str


# ------------------------------------------------------------------ what stands in the system


def add_item(
    store: Store, title: str, sender: str = "", urgency: str = "", owner: str = "", *, read: bool = False
) -> Item:
    """Enter one thing that stands in the system. Raises Refused."""
    with store.write():
        law.judge_item(title, urgency)
        identity = store.next_id("oa_item")
        body = {
            "v": 1, "id": identity, "title": title.strip(), "sender": sender.strip(), "urgency": urgency,
            "owner": owner.strip(), "state": "open" if read else "unread",
        }  # fmt: skip
        journal.record(store, "oa_item_entered", body)
    return item(store, identity)


@journal.applies("oa_item_entered")
def _oa_item_entered(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into oa_item values (?, ?, ?, ?, ?, ?, ?, null, ?)",
        (
            body["id"], body["title"], body["sender"], body["urgency"], body["owner"], body["state"], event.at,
            event.actor,
        ),
    )  # fmt: skip


def assign(store: Store, one: int, owner: str) -> Item:
    """It is read, and somebody deals with it. Raises Refused."""
    with store.write():
        _undone(store, one)
        if not owner.strip():
            raise refuse("oa.no_owner", "14-5")
        journal.record(store, "oa_item_assigned", {"v": 1, "id": one, "owner": owner.strip()})
    return item(store, one)


@journal.applies("oa_item_assigned")
def _oa_item_assigned(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("update oa_item set owner = ?, state = 'open' where id = ?", (body["owner"], body["id"]))


def finish(store: Store, one: int) -> Item:
    """It is dealt with. Raises Refused."""
    with store.write():
        _undone(store, one)
        journal.record(store, "oa_item_done", {"v": 1, "id": one})
    return item(store, one)


@journal.applies("oa_item_done")
def _oa_item_done(conn: Connection, event: journal.Event) -> None:
    conn.execute("update oa_item set state = 'done', ended_at = ? where id = ?", (event.at, event.body["id"]))


def item(store: Store, one: int) -> Item:
    """One thing. Raises Refused."""
    row = store.row("select * from oa_item where id = ?", one)
    if row is None:
        raise refuse("oa.unknown", item=one)
    return _item(row)


def _item(row: Row) -> Item:
    return Item(
        row["id"], row["title"], row["sender"], row["urgency"], row["owner"], row["state"], row["arrived_at"],
        row["ended_at"],
    )  # fmt: skip


def _undone(store: Store, one: int) -> Item:
    found = item(store, one)
    if found.state == "done":
        raise refuse("oa.done_before", title=found.title, at=found.ended_at)
    return found


def open_items(store: Store, limit: int = 200) -> list[Item]:
    """What is unread or not dealt with, the oldest first."""
    return [
        _item(row)
        for row in store.rows("select * from oa_item where state <> 'done' order by id limit ?", limit)
    ]


def done_items(store: Store, limit: int = 100) -> list[Item]:
    """What was dealt with, the last one first."""
    rows = store.rows(
        "select * from oa_item where state = 'done' order by ended_at desc, id desc limit ?", limit
    )
    return [_item(row) for row in rows]


def count(store: Store, unread: int, undealt: int, owner: str = "") -> Count:
    """Enter how many stand unread and undealt; what is entered one by one is not counted again. Raises Refused."""
    with store.write():
        law.judge_counts(unread, undealt)
        verdict = law.judge_left(unread + undealt, bool(owner.strip()))
        body = {
            "v": 1, "unread": unread, "undealt": undealt, "owner": owner.strip(), "verdict": verdict.as_body(),
        }  # fmt: skip
        event = journal.record(store, "oa_counted", body)
    return Count(event.at, unread, undealt, owner.strip(), verdict)


@journal.applies("oa_counted")
def _oa_counted(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into oa_count values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, event.at[:10], event.at, body["unread"], body["undealt"], body["owner"],
            journal.as_json(body["verdict"]), event.actor,
        ),
    )  # fmt: skip


def last_count(store: Store, day: date | None = None) -> Count | None:
    """The last count of a day, or the last one at all."""
    row = store.row(
        "select * from oa_count where day = coalesce(?, (select max(day) from oa_count)) "
        "order by at desc, origin, seq desc limit 1",
        day and day.isoformat(),
    )
    if row is None:
        return None
    verdict = Verdict.from_body(json.loads(row["verdict"]))
    return Count(row["at"], row["unread"], row["undealt"], row["owner"], verdict)


def left(store: Store) -> Verdict:
    """14-5 of this moment: the last count, and what was entered one by one; a day without either says nothing."""
    counted, items = last_count(store), open_items(store)
    some = counted.unread + counted.undealt if counted else 0
    today = store.clock.now().date().isoformat()
    looked = items or some or (counted and counted.at >= today)
    if not looked and not store.value("select 1 from oa_item where ended_at >= ? limit 1", today):
        return law.NOT_LOOKED
    owned = all(one.owner for one in items) and (not some or bool(counted and counted.owner))
    return law.judge_left(some + len(items), owned)


# ------------------------------------------------------------------ who keeps it


def keepers(store: Store) -> dict[str, Keeper]:
    """A岗 and B岗, as far as they are named."""
    rows = store.rows("select * from oa_keeper order by post")
    return {
        row["post"]: Keeper(row["post"], row["person"], bool(row["on_staff"]), row["since"]) for row in rows
    }


def set_keeper(store: Store, post: str, person: str, on_staff: bool) -> Verdict:
    """Name A岗 for the first time, put its staff mark right, or name B岗 (14-1); a new A岗 is a handover. Raises Refused."""
    with store.write():
        if post not in law.POSTS:
            raise refuse("oa.post", written=post[:20])
        verdict = law.judge_keeper(person, on_staff)
        before = keepers(store).get("A")
        if post == "A" and before and before.person != person.strip():
            raise refuse("oa.hand_over_instead", "14-3", person=before.person)
        body = {
            "v": 1, "post": post, "person": person.strip(), "on_staff": on_staff, "verdict": verdict.as_body(),
        }  # fmt: skip
        journal.record(store, "oa_keeper_set", body)
    return verdict


@journal.applies("oa_keeper_set")
def _oa_keeper_set(conn: Connection, event: journal.Event) -> None:
    _keep(conn, event, event.body["post"])


def _keep(conn: Connection, event: journal.Event, post: str) -> None:
    conn.execute(
        "insert into oa_keeper values (?, ?, ?, ?) on conflict(post) do update set person = excluded.person, "
        "on_staff = excluded.on_staff, since = excluded.since",
        (post, event.body["person"], event.body["on_staff"], event.at),
    )


def hand_over(store: Store, person: str, on_staff: bool = True, note: str = "") -> Handover:
    """Another person becomes A岗; the list of what is open goes along (14-3). Raises Refused."""
    with store.write():
        keeper = keepers(store).get("A")
        giver = keeper.person if keeper else store.actor
        things = _things(store)
        year = store.clock.now().year
        verdict = law.judge_handover(person, giver, len(things), changes(store, year), _most_changes(store))
        staff = law.judge_keeper(person, on_staff)
        body = {
            "v": 1, "person": person.strip(), "giver": giver, "on_staff": on_staff, "things": things,
            "note": note.strip(), "verdict": verdict.as_body(), "staff": staff.as_body(),
        }  # fmt: skip
        journal.record(store, "oa_handed_over", body)
    return handovers(store, 1)[0]


def _things(store: Store) -> list[str]:
    """What is open, in the words that the list keeps; the rest of a count is one line."""
    things = [one.title for one in open_items(store, 500)]
    counted = last_count(store)
    if counted and counted.unread + counted.undealt:
        things.append(f"未读 {counted.unread}，未办 {counted.undealt}")
    return things


@journal.applies("oa_handed_over")
def _oa_handed_over(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into oa_handover values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, event.at[:10], event.at, body["giver"], body["person"], body["on_staff"],
            journal.as_json(body["things"]), body["note"], event.actor, journal.as_json(body["verdict"]),
        ),
    )  # fmt: skip
    _keep(conn, event, "A")


def _most_changes(store: Store) -> int:
    return int(settings.get(store, "oa.changes_a_year"))


def changes(store: Store, year: int) -> int:
    """How often the person changed in a year."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    return int(store.value("select count(*) from oa_handover where day between ? and ?", first, last))


def handovers(store: Store, limit: int = 20, first: str = "0000", last: str = "9999") -> list[Handover]:
    """The changes of hands between two days (ISO), the last one first."""
    rows = store.rows(
        "select * from oa_handover where day between ? and ? order by day desc, at desc, origin, seq desc limit ?",
        first, last, limit,
    )  # fmt: skip
    return [
        Handover(
            row["day"], row["at"], row["giver"], row["taker"], bool(row["on_staff"]),
            tuple(json.loads(row["things"])), row["note"], row["operator"],
            Verdict.from_body(json.loads(row["verdict"])),
        )
        for row in rows
    ]  # fmt: skip


def remarks(store: Store) -> list[Verdict]:
    """What stands against the keeping: nobody named, not on the staff (14-1), handed over too often (14-3)."""
    keeper = keepers(store).get("A")
    if keeper is None:
        return [Verdict("14-1", Level.NOTE, "oa.no_keeper")]
    found = [law.judge_keeper(keeper.person, keeper.on_staff)]
    if (made := changes(store, store.clock.now().year)) > _most_changes(store):
        found.append(Verdict("14-3", Level.WARNING, "oa.often", {"changes": made}))
    return [one for one in found if one.level is not Level.OK]


# ------------------------------------------------------------------ why a login was missed


def explain(store: Store, day: date, which: str, why: str, reason: str) -> Explanation:
    """Say afterwards why a login was missed; the miss stays (14-2). Raises Refused."""
    now = to_second(store.clock.now())
    with store.write():
        if which not in ("arrival", "leaving"):
            raise refuse("oa.which", written=which[:20])
        if why not in law.WHY:
            raise refuse("oa.why", written=why[:20])
        if day > now.date():
            raise refuse("oa.explain_future", "14-2", day=day.isoformat())
        if not reason.strip():
            raise refuse("oa.no_reason", "14-2")
        body = {"v": 1, "day": day.isoformat(), "which": which, "why": why, "reason": reason.strip()}
        journal.record(store, "oa_miss_explained", body)
    return explanations(store, day.isoformat(), day.isoformat())[-1]


@journal.applies("oa_miss_explained")
def _oa_miss_explained(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into oa_explanation values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin,
            event.seq,
            body["day"],
            body["which"],
            body["why"],
            body["reason"],
            event.at,
            event.actor,
        ),
    )


def explanations(store: Store, first: str, last: str) -> list[Explanation]:
    """The explanations of the days from `first` to `last` (ISO), in the order of their entry."""
    rows = store.rows(
        "select * from oa_explanation where day between ? and ? order by at, origin, seq limit 500",
        first,
        last,
    )
    return [
        Explanation(row["day"], row["which"], row["why"], row["reason"], row["at"], row["operator"])
        for row in rows
    ]
