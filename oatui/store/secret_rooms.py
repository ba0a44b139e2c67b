"""The places and people of article 15: three posts, password day, patrol, who came in, media. Dates and ticks only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import confidential as law
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Change(NamedTuple):
    """A change of a security post; `reported_at` (ISO day) is when 机要科 was told (15-2)."""

    id: int
    post: str
    person: str
    before: str
    at: str
    reported_at: str | None
    reported_by: str


class Patrol(NamedTuple):
    at: str
    person: str
    result: str


class Visit(NamedTuple):
    """Somebody in the secret rooms (15-6); times are ISO, `left_at` None while inside."""

    id: int
    person: str
    reason: str
    escort: str
    came_at: str
    left_at: str | None
    void: str = ""  # why it was taken back


class Medium(NamedTuple):
    """A medium: serial, label of its class, who has it, in which locked cabinet (15-5)."""

    serial: str
    label: str
    holder: str
    cabinet: str
    registered_at: str


# ------------------------------------------------------------------ three posts


def posts(store: Store) -> dict[str, str]:
    """Post -> person, for those that are filled (15-1)."""
    return {row["post"]: row["person"] for row in store.rows("select post, person from security_post")}


def set_post(store: Store, post: str, person: str, on_staff: bool) -> Verdict:
    """Fill a post; a change is to be reported to 机要科 (15-2). Raises Refused: not on the staff."""
    person = law.plain(person, "person")
    with store.write():
        filled = posts(store)
        verdict = law.judge_post(post, person, on_staff, filled)
        before = filled.get(post, "")
        if before == person:
            return verdict
        body = {
            "v": 1, "id": store.next_id("security_change"), "post": post, "person": person, "before": before,
            "verdict": verdict.as_body(),
        }  # fmt: skip
        journal.record(store, "security_post_filled", body)
    return verdict


@journal.applies("security_post_filled")
def _security_post_filled(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into security_post values (?, ?, ?) on conflict(post) do update set person = excluded.person, "
        "since = excluded.since",
        (body["post"], body["person"], event.at),
    )
    # the first one to have a post changes nobody, but is made known all the same
    conn.execute(
        "insert into security_change(id, post, person, before, at) values (?, ?, ?, ?, ?)",
        (body["id"], body["post"], body["person"], body["before"], event.at),
    )


def report_change(store: Store, change: int, by: str = "", day: date | None = None) -> Verdict:
    """机要科 was told of a change on a day (15-2). Raises Refused."""
    today = store.clock.now().date()
    day = day or today
    by = law.plain(by, "by") or store.actor
    with store.write():
        row = store.row("select * from security_change where id = ?", change)
        if row is None or row["reported_at"]:
            raise refuse("secret.no_change", "15-2")
        if day > today:
            raise refuse("secret.future", "15-2", at=f"{day.isoformat()}T00:00:00+08:00")
        verdict = law.judge_reported(from_iso(row["at"]).date(), day)
        body = {"v": 1, "id": change, "day": day.isoformat(), "by": by, "verdict": verdict.as_body()}
        journal.record(store, "security_change_reported", body)
    return verdict


@journal.applies("security_change_reported")
def _security_change_reported(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update security_change set reported_at = ?, reported_by = ? where id = ?",
        (body["day"], body["by"], body["id"]),
    )


def unreported(store: Store, limit: int = 20) -> list[Change]:
    """Changes of which 机要科 was not told yet."""
    rows = store.rows("select * from security_change where reported_at is null order by id limit ?", limit)
    return [Change(*(row[name] for name in Change._fields)) for row in rows]


# ------------------------------------------------------------------ password day, patrol


def change_password(store: Store, day: date | None = None) -> Verdict:
    """The passwords were changed on a day; only the day is kept (15-3). Raises Refused."""
    today = store.clock.now().date()
    day = day or today
    with store.write():
        if day > today:
            raise refuse("secret.future", "15-3", at=f"{day.isoformat()}T00:00:00+08:00")
        before = last_password(store)
        verdict = law.judge_password(max(before, day) if before else day, today)
        journal.record(
            store, "password_changed", {"v": 1, "day": day.isoformat(), "verdict": verdict.as_body()}
        )
    return verdict


@journal.applies("password_changed")
def _password_changed(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into password_change values (?, ?, ?, ?)",
        (event.origin, event.seq, event.body["day"], event.actor),
    )


def last_password(store: Store) -> date | None:
    found = store.value("select max(day) from password_change")
    return date.fromisoformat(found) if found else None


def password(store: Store) -> Verdict:
    """15-3 of today."""
    return law.judge_password(last_password(store), store.clock.now().date())


def patrol(store: Store, result: str = "well", person: str = "", at: datetime | None = None) -> Patrol:
    """A line of the patrol log (15-4). Raises Refused."""
    moment = _past(store, at, "15-4")
    person = law.plain(person, "person") or store.actor
    if result not in law.PATROLS:
        raise refuse("secret.patrol", "15-4", written=result[:20])
    with store.write():
        event = journal.record(
            store, "secret_rooms_patrolled", {"v": 1, "person": person, "result": result}, at=moment
        )
    return Patrol(event.at, person, result)


@journal.applies("secret_rooms_patrolled")
def _secret_rooms_patrolled(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into secret_patrol values (?, ?, ?, ?, ?)",
        (event.origin, event.seq, event.at, body["person"], body["result"]),
    )


# ------------------------------------------------------------------ who came in


def come_in(store: Store, person: str, reason: str, escort: str, at: datetime | None = None) -> Visit:
    """Somebody enters the secret rooms: who, why, with whom (15-6). Raises Refused."""
    moment = _past(store, at, "15-6")
    person, reason, escort = (
        law.plain(person, "person"),
        law.plain(reason, "reason"),
        law.plain(escort, "escort"),
    )
    if not person:
        raise refuse("secret.no_person", "15-6")
    if not reason:
        raise refuse("secret.no_reason", "15-6")
    if not escort:
        raise refuse("secret.no_escort", "15-6")
    with store.write():
        identity = store.next_id("secret_visit")
        body = {"v": 1, "id": identity, "person": person, "reason": reason, "escort": escort}
        journal.record(store, "secret_rooms_entered", body, at=moment)
    return _visit(store, identity)


@journal.applies("secret_rooms_entered")
def _secret_rooms_entered(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into secret_visit(id, person, reason, escort, came_at) values (?, ?, ?, ?, ?)",
        (body["id"], body["person"], body["reason"], body["escort"], event.at),
    )


def go_out(store: Store, visit: int, at: datetime | None = None) -> Visit:
    """Somebody left the secret rooms. Raises Refused."""
    moment = _past(store, at, "15-6")
    with store.write():
        found = _visit(store, visit)
        if found.void:
            raise refuse("secret.no_visit", "15-6")
        if found.left_at:
            raise refuse("secret.left_before", "15-6", at=found.left_at)
        if iso(moment) < found.came_at:
            raise refuse("secret.backwards", "15-6", at=iso(moment), last=found.came_at)
        journal.record(store, "secret_rooms_left", {"v": 1, "id": visit}, at=moment)
    return _visit(store, visit)


@journal.applies("secret_rooms_left")
def _secret_rooms_left(conn: Connection, event: journal.Event) -> None:
    conn.execute("update secret_visit set left_at = ? where id = ?", (event.at, event.body["id"]))


def _visit(store: Store, visit: int) -> Visit:
    row = store.row("select * from secret_visit where id = ?", visit)
    if row is None:
        raise refuse("secret.no_visit", "15-6")
    return Visit(*row)


def inside(store: Store) -> list[Visit]:
    """Who is in the secret rooms now."""
    rows = store.rows("select * from secret_visit where left_at is null and void = '' order by id desc")
    return [Visit(*row) for row in rows]


def last_steps(store: Store, limit: int) -> list[Visit]:
    """The visits that stand by what was entered of them, coming or leaving, the last one first; limit -1 is all."""
    rows = store.rows(
        "select * from secret_visit where void = '' order by coalesce(left_at, came_at) desc, id desc limit ?",
        limit,
    )
    return [Visit(*row) for row in rows]


# ------------------------------------------------------------------ media


def register_medium(
    store: Store, serial: str, label: str, cabinet: str, locked: bool, holder: str = ""
) -> Medium:
    """A medium with its number and label, in a locked cabinet (15-5). Raises Refused."""
    serial, cabinet = law.read_serial(serial), law.plain(cabinet, "cabinet")
    holder = law.plain(holder, "holder") or store.actor
    with store.write():
        law.judge_medium(label, locked)
        if store.value("select 1 from secret_medium where serial = ?", serial):
            raise refuse("secret.medium_known", "15-5", serial=serial)
        body = {"v": 1, "serial": serial, "label": label, "cabinet": cabinet, "holder": holder}
        journal.record(store, "secret_medium_registered", body)
    return medium(store, serial)


@journal.applies("secret_medium_registered")
def _secret_medium_registered(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into secret_medium values (?, ?, ?, ?, ?)",
        (body["serial"], body["label"], body["holder"], body["cabinet"], event.at),
    )


def hand_medium(store: Store, serial: str, taker: str, ticks: Collection[str]) -> Medium:
    """A medium goes to another person, with all five ticks (15-5). Raises Refused."""
    taker = law.plain(taker, "taker")
    with store.write():
        found = medium(store, serial)
        law.judge_hand_over(ticks, taker)
        body = {"v": 1, "serial": found.serial, "giver": found.holder, "taker": taker, "ticks": sorted(ticks)}
        journal.record(store, "secret_medium_handed", body)
    return medium(store, serial)


@journal.applies("secret_medium_handed")
def _secret_medium_handed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into secret_handing values (?, ?, ?, ?, ?, ?, ?)",
        (event.origin, event.seq, body["serial"], body["giver"], body["taker"], event.at, event.actor),
    )
    conn.execute("update secret_medium set holder = ? where serial = ?", (body["taker"], body["serial"]))


def medium(store: Store, serial: str) -> Medium:
    """One medium. Raises Refused."""
    serial = law.read_serial(serial)
    row = store.row("select * from secret_medium where serial = ?", serial)
    if row is None:
        raise refuse("secret.medium_unknown", "15-5", serial=serial)
    return Medium(*row)


def media(store: Store, limit: int = 200) -> list[Medium]:
    return [Medium(*row) for row in store.rows("select * from secret_medium order by serial limit ?", limit)]


def _past(store: Store, at: datetime | None, rule: str) -> datetime:
    """The moment, not later than now. Raises Refused."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    if moment > now:
        raise refuse("secret.future", rule, at=iso(moment))
    return moment


def remarks(store: Store) -> list[Verdict]:
    """What stands against the routines today: vacant posts once one was named, unreported changes, the password."""
    filled = posts(store)
    found: list[Verdict] = []
    if filled and (missing := law.vacant(filled)):
        found.append(missing)
    for change in unreported(store):
        values = {"post": [law.POSTS[change.post]], "person": change.person}
        found.append(Verdict("15-2", Level.WARNING, "secret.unreported", values))
    if last_password(store) is not None:
        verdict = password(store)
        if verdict.level is not Level.OK:
            found.append(verdict)
    return found
