"""What an incoming paper becomes: a meeting, a limit, a supervision item (21-1, 21-4), a list of material (22-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import incoming as law
from oatui.rules.verdict import Level, Verdict, bodies, held, refuse
from oatui.store import journal, meetings, reports
from oatui.store.database import Store
from oatui.store.incoming import Made, add_fact, get, opened
from oatui.store.incoming_limit import Stated, counted_limit, set_limit, stated_limit
from oatui.store.incoming_passing import passes

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.workdays import Calendar

Times = Mapping[str, tuple[datetime, str]]  # step -> when, who


class Step(NamedTuple):
    """One step of fetching or of receipt; `at` is ISO."""

    step: str
    at: str
    person: str


class Item(NamedTuple):
    """One thing that the inspectors asked for; times are ISO."""

    id: int
    words: str
    asked_at: str
    supplied_at: str | None
    supplied_by: str


# ------------------------------------------------------------------ a meeting


def link_meeting(store: Store, paper: int, meeting: int) -> Made:
    """The paper calls this meeting; asked twice it stays the same. Raises Refused."""
    with store.write():
        old = opened(store, paper)
        found = meetings.get(store, meeting)
        if old.meeting != meeting:
            body = {"v": 1, "id": paper, "meeting": meeting, "title": found.title, "start": iso(found.start)}
            journal.record(store, "incoming_meeting_linked", body, known=[found.title])
    values = {"title": found.title, "start": iso(found.start)}
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.meeting_linked", values))


@journal.applies("incoming_meeting_linked")
def _incoming_meeting_linked(conn: Connection, event: journal.Event) -> None:
    conn.execute("update incoming set meeting = ? where id = ?", (event.body["meeting"], event.body["id"]))
    add_fact(conn, event)


# ------------------------------------------------------------------ supervision, instructions, inspections


def become(
    store: Store,
    paper: int,
    kind: str,
    calendar: Calendar,
    *,
    channel: str = "",
    steps: Times | None = None,
    due: Stated | None = None,
) -> Made:
    """A 督查事项, a 领导批示件 or a 督查组资料清单, with the times of 21-1 or 21-4. Raises Refused.

    Without a stated limit (new or already on the paper) the first two have five working days (21-2).
    """
    steps = steps or {}
    with store.write():
        old = opened(store, paper)
        if kind not in law.KINDS or not kind:
            raise refuse("incoming.unknown_kind", written=kind)
        if channel not in law.STEPS or bool(channel) != (kind != "inspection"):
            raise refuse("incoming.unknown_channel", written=channel)
        now = store.clock.now()
        held(law.judge_steps(channel, steps, now))
        received_at = from_iso(old.received_at)
        limit = stated_limit(store, due, received_at)
        if limit is None and kind != "inspection" and old.limit.at is None:
            limit = counted_limit(store, received_at, calendar)
        notes = [limit.words] if limit else []
        body = {
            "v": 1, "id": paper, "kind": kind, "channel": channel,
            "steps": {step: [iso(at), person.strip()] for step, (at, person) in steps.items()},
            "limit": limit.as_body() if limit else None, "verdicts": bodies(notes),
        }  # fmt: skip
        journal.record(store, "incoming_became", body)
    verdict = Verdict(None, Level.OK, f"incoming.became_{kind}", {"title": old.title})
    return Made(get(store, paper), verdict, tuple(notes))


@journal.applies("incoming_became")
def _incoming_became(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update incoming set kind = ?, channel = ? where id = ?", (body["kind"], body["channel"], body["id"])
    )
    for step, (at, person) in body["steps"].items():
        _keep_step(conn, body["id"], step, person, at)
    if body["limit"]:
        set_limit(conn, body["id"], body["limit"])
    add_fact(conn, event)


def do_step(store: Store, paper: int, step: str, person: str = "", *, at: datetime | None = None) -> Made:
    """The next of 接通知, 派专人, 签字领取, or 查收; a time entered wrongly is entered again. Raises Refused."""
    at = to_second(at or store.clock.now())
    with store.write():
        old = opened(store, paper)
        if step not in law.STEPS[old.channel]:
            raise refuse("incoming.no_step", number=old.number)
        known = {one.step: (from_iso(one.at), one.person) for one in steps_of(store, paper)}
        held(law.judge_steps(old.channel, known | {step: (at, person)}, store.clock.now()))
        body = {"v": 1, "id": paper, "step": step, "person": person.strip(), "channel": old.channel}
        journal.record(store, "incoming_step_done", body, at=at)
    rule = "21-1" if old.channel == "collect" else "21-4"
    verdict = Verdict(rule, Level.OK, f"incoming.did.{step}", {"person": person.strip(), "at": iso(at)})
    return Made(get(store, paper), verdict)


@journal.applies("incoming_step_done")
def _incoming_step_done(conn: Connection, event: journal.Event) -> None:
    body = event.body
    _keep_step(conn, body["id"], body["step"], body["person"], event.at)
    add_fact(conn, event)


def _keep_step(conn: Connection, paper: int, step: str, person: str, at: str) -> None:
    conn.execute(
        "insert into incoming_step values (?, ?, ?, ?) on conflict(incoming, step) "
        "do update set person = excluded.person, at = excluded.at",
        (paper, step, person, at),
    )


def steps_of(store: Store, paper: int) -> list[Step]:
    """The steps that were done, in their order."""
    rows = {row["step"]: row for row in store.rows("select * from incoming_step where incoming = ?", paper)}
    return [Step(step, rows[step]["at"], rows[step]["person"]) for step in law.STEP_WORDS if step in rows]


def set_due(store: Store, paper: int, due: Stated | None, calendar: Calendar) -> Made:
    """The limit as stated; without one, five working days from receipt (21-2). Raises Refused."""
    with store.write():
        old = opened(store, paper)
        received_at = from_iso(old.received_at)
        limit = stated_limit(store, due, received_at) or counted_limit(store, received_at, calendar)
        body = {"v": 1, "id": paper, "limit": limit.as_body(), "verdicts": bodies([limit.words])}
        journal.record(store, "incoming_due_set", body)
    return Made(get(store, paper), limit.words)


@journal.applies("incoming_due_set")
def _incoming_due_set(conn: Connection, event: journal.Event) -> None:
    set_limit(conn, event.body["id"], event.body["limit"])
    add_fact(conn, event)


# ------------------------------------------------------------------ the list of an inspection


def ask_items(store: Store, paper: int, lines: Sequence[str], *, at: datetime | None = None) -> Made:
    """What the inspectors want, one thing a line (22-1). Raises Refused."""
    wanted = [" ".join(line.split()) for line in lines if line.strip()]
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, paper)
        if not wanted:
            raise refuse("incoming.no_items")
        known = {one.words for one in items(store, paper)}
        wanted = [words for words in dict.fromkeys(wanted) if words not in known]
        if not wanted:
            raise refuse("incoming.items_known")
        law.judge_after(at, from_iso(old.received_at), now)
        first = store.next_id("incoming_item")
        body = {
            "v": 1, "id": paper, "items": [[first + n, words] for n, words in enumerate(wanted)], "n": len(wanted),
            # a list makes an ordinary paper the inspectors'
            "kind": old.kind or "inspection",
        }  # fmt: skip
        journal.record(store, "incoming_items_asked", body, at=at)
    return Made(get(store, paper), Verdict("22-1", Level.OK, "incoming.items_asked", {"n": len(wanted)}))


@journal.applies("incoming_items_asked")
def _incoming_items_asked(conn: Connection, event: journal.Event) -> None:
    conn.executemany(
        "insert into incoming_item(id, incoming, words, asked_at) values (?, ?, ?, ?)",
        [(identity, event.body["id"], words, event.at) for identity, words in event.body["items"]],
    )
    conn.execute("update incoming set kind = ? where id = ?", (event.body["kind"], event.body["id"]))
    add_fact(conn, event)


def supply(store: Store, item: int, by: str, *, at: datetime | None = None) -> Made:
    """One thing of the list was handed over, by whom (22-1). Raises Refused."""
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        row = store.row("select * from incoming_item where id = ?", item)
        if row is None:
            raise refuse("incoming.item_unknown", item=item)
        opened(store, row["incoming"])
        if row["supplied_at"]:
            raise refuse("incoming.item_supplied", words=row["words"], at=row["supplied_at"])
        if not by.strip():
            raise refuse("incoming.who_supplied", "22-1")
        law.judge_after(at, from_iso(row["asked_at"]), now)
        body = {"v": 1, "id": row["incoming"], "item": item, "words": row["words"], "by": by.strip()}
        journal.record(store, "incoming_item_supplied", body, at=at)
    values = {"words": row["words"], "by": by.strip()}
    return Made(get(store, row["incoming"]), Verdict("22-1", Level.OK, "incoming.did.item_supplied", values))


@journal.applies("incoming_item_supplied")
def _incoming_item_supplied(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update incoming_item set supplied_at = ?, supplied_by = ? where id = ?",
        (event.at, event.body["by"], event.body["item"]),
    )
    add_fact(conn, event)


def items(store: Store, paper: int) -> list[Item]:
    """The list, in the order in which it was asked."""
    rows = store.rows("select * from incoming_item where incoming = ? order by id", paper)
    return [
        Item(row["id"], row["words"], row["asked_at"], row["supplied_at"], row["supplied_by"]) for row in rows
    ]


def owed(store: Store, paper: int) -> list[Verdict]:
    """What is not done yet: fetching (21-1), receipt (21-4), the report's parts (21-3), material (22-1), signatures."""
    one = get(store, paper)
    if not one.open:
        return []
    done = [step.step for step in steps_of(store, paper)]
    waiting = sum(item.supplied_at is None for item in items(store, paper))
    unsigned = [line.taker for line in passes(store, paper) if line.signed_at is None]
    reported = reports.owed_of(store, "incoming", paper) if one.channel else []
    return [*law.owed(one.channel, done, waiting, unsigned), *reported]
