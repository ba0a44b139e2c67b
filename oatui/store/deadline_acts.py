"""What is done with a deadline: done, handed on, explained, put off, withdrawn, taken up again; its course."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import ZONE, from_iso, iso, to_second
from oatui.rules import deadlines as law
from oatui.rules import incoming as papers
from oatui.rules import information, supervision
from oatui.rules.deadlines import Counted
from oatui.rules.verdict import Level, Verdict, bodies, held, refuse
from oatui.store import journal, reports
from oatui.store.database import Store
from oatui.store.deadline_limit import closing_times
from oatui.store.deadlines import (
    Deadline,
    Made,
    add_fact,
    get,
    opened,
    set_limit,
)
from oatui.store.incoming_limit import Stated

if TYPE_CHECKING:
    from sqlite3 import Connection


class Fact(NamedTuple):
    """One line of its course: when it happened, when it was entered, by whom, and what."""

    at: str
    recorded_at: str
    actor: str
    line: Verdict


class Step(NamedTuple):
    """One step of fetching or of receipt (21-1, 21-4); `at` is ISO."""

    step: str
    at: str
    person: str


# ------------------------------------------------------------------ the end of it


def done(
    store: Store, one: int, result: str = "", *, because: str = "", by: str = "", at: datetime | None = None
) -> Made:
    """办结: who, when, with what result; late only with its explanation. Raises Refused."""
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, one)
        law.judge_between(at, _earliest(old), now)
        notes = _judge_end(store, old)
        explained = because.strip() or old.explained
        notes = held(law.judge_done(old.counted.due, old.rule, at, explained)) + notes
        body = {
            "v": 1, "id": one, "by": by.strip() or old.owner, "result": result.strip(), "because": because.strip(),
            "verdicts": bodies(notes),
        }  # fmt: skip
        journal.record(store, "deadline_done", body, at=at)
    return Made(get(store, one), Verdict(None, Level.OK, "deadline.done", {"title": old.title}), tuple(notes))


@journal.applies("deadline_done")
def _deadline_done(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update deadline set state = 'done', ended_at = ?, ended_by = ?, result = ?, "
        "explained = coalesce(nullif(?, ''), explained) where id = ?",
        (event.at, body["by"], body["result"], body["because"], body["id"]),
    )
    add_fact(conn, event)


def _earliest(old: Deadline) -> datetime:
    """Nothing is done before it came; what was entered late may have been done before that."""
    if old.kind == "information":
        return from_iso(old.asked["heard"])
    if law.KINDS[old.kind].way == "after":
        return datetime.combine(datetime.fromisoformat(old.asked["base"]), time(), ZONE)
    return datetime.min.replace(tzinfo=ZONE)


def _judge_end(store: Store, old: Deadline) -> list[Verdict]:
    """21-1, 21-3, 21-4: what is missing is said; 19: guests are not done with before both offices have all of it."""
    if old.kind == "information":
        _round, there = reports.round_of(store, old.id)
        information.judge_end(there, old.complete)
    if old.kind != "supervision":
        return []
    return [*owed(store, old.id), *reports.without_figures(store, "deadline", old.id)]


def withdraw(store: Store, one: int, reason: str) -> Made:
    """It was entered by mistake, or is not wanted any more. Raises Refused."""
    with store.write():
        old = opened(store, one)
        _reasoned(reason)
        journal.record(store, "deadline_withdrawn", {"v": 1, "id": one, "reason": reason.strip()})
    return Made(get(store, one), Verdict(None, Level.OK, "deadline.withdrawn", {"title": old.title}))


@journal.applies("deadline_withdrawn")
def _deadline_withdrawn(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update deadline set state = 'withdrawn', ended_at = ?, ended_by = ?, result = ? where id = ?",
        (event.at, event.actor, event.body["reason"], event.body["id"]),
    )
    add_fact(conn, event)


def reopen(store: Store, one: int, reason: str) -> Made:
    """Done or withdrawn by mistake: it is open again. Raises Refused."""
    with store.write():
        old = get(store, one)
        if old.open:
            raise refuse("deadline.is_open", title=old.title)
        _reasoned(reason)
        journal.record(store, "deadline_reopened", {"v": 1, "id": one, "reason": reason.strip()})
    return Made(get(store, one), Verdict(None, Level.OK, "deadline.reopened", {"title": old.title}))


@journal.applies("deadline_reopened")
def _deadline_reopened(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update deadline set state = 'open', ended_at = null, ended_by = '', result = '' where id = ?",
        (event.body["id"],),
    )
    add_fact(conn, event)


# ------------------------------------------------------------------ on its way


def hand_on(store: Store, one: int, to: str, words: str = "", *, at: datetime | None = None) -> Made:
    """转办 to a named person. Raises Refused."""
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, one)
        if not to.strip():
            raise refuse("deadline.no_taker")
        if to.strip() == old.owner:
            raise refuse("deadline.has_it", name=old.owner)
        law.judge_new(old.kind, old.title, to, None, now.date())
        law.judge_between(at, _earliest(old), now)
        body = {"v": 1, "id": one, "giver": old.owner, "taker": to.strip(), "words": words.strip()}
        journal.record(store, "deadline_handed_on", body, at=at)
    values = {"title": old.title, "taker": to.strip()}
    return Made(get(store, one), Verdict(None, Level.OK, "deadline.handed_on", values))


@journal.applies("deadline_handed_on")
def _deadline_handed_on(conn: Connection, event: journal.Event) -> None:
    conn.execute("update deadline set owner = ? where id = ?", (event.body["taker"], event.body["id"]))
    add_fact(conn, event)


def explain(store: Store, one: int, reason: str) -> Made:
    """Why it is late, or will be (8-12: 书面说明); also of one that was done late. Raises Refused."""
    with store.write():
        old = get(store, one)
        if old.state == "withdrawn":
            raise refuse("deadline.is_withdrawn", title=old.title, at=old.ended_at)
        _reasoned(reason)
        journal.record(store, "deadline_explained", {"v": 1, "id": one, "reason": reason.strip()})
    return Made(
        get(store, one), Verdict(old.rule or None, Level.NOTE, "deadline.explained", {"title": old.title})
    )


@journal.applies("deadline_explained")
def _deadline_explained(conn: Connection, event: journal.Event) -> None:
    conn.execute("update deadline set explained = ? where id = ?", (event.body["reason"], event.body["id"]))
    add_fact(conn, event)


def extend(store: Store, one: int, due: Stated, reason: str, consent_by: str) -> Made:
    """顺延 to a later time, with the reason and who agreed; the first limit stays on record. Raises Refused."""
    day, hour = due
    with store.write():
        old = opened(store, one)
        limit = law.stated(day, hour, closing_times(store), old.rule)
        assert limit.due
        law.judge_extension(old.kind, old.rule, old.counted.due, limit.due, reason, consent_by)
        values = {"due": iso(limit.due), "by": consent_by.strip()}
        words = Verdict(old.rule or None, Level.NOTE, "deadline.extended_to", values)
        counted = Counted(limit.due, limit.due, words)
        body = {
            "v": 1, "id": one, "limit": counted.as_body(), "reason": reason.strip(), "by": consent_by.strip(),
            "verdicts": [words.as_body()],
        }  # fmt: skip
        journal.record(store, "deadline_extended", body)
    return Made(get(store, one), words)


@journal.applies("deadline_extended")
def _deadline_extended(conn: Connection, event: journal.Event) -> None:
    set_limit(conn, event.body["id"], event.body["limit"])
    conn.execute("update deadline set extended = extended + 1 where id = ?", (event.body["id"],))
    add_fact(conn, event)


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise refuse("deadline.no_reason")


# ------------------------------------------------------------------ fetching and receipt (21-1, 21-4)


def do_step(
    store: Store, one: int, step: str, person: str = "", *, channel: str = "", at: datetime | None = None
) -> Made:
    """接通知, 派专人, 签字领取 (21-1), or 推送, 查收 (21-4); the first one tells the way. Raises Refused."""
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, one)
        if old.kind != "supervision":
            raise refuse("deadline.no_steps")
        channel = channel or old.channel or ("collect" if step in papers.STEPS["collect"] else "oa")
        if channel not in papers.STEPS or step not in papers.STEPS[channel]:
            raise refuse("deadline.no_step", written=step[:20])
        known = {line.step: (from_iso(line.at), line.person) for line in steps_of(store, one)}
        held(papers.judge_steps(channel, known | {step: (at, person)}, now))
        body = {"v": 1, "id": one, "step": step, "person": person.strip(), "channel": channel}
        journal.record(store, "deadline_step_done", body, at=at)
    rule = "21-1" if channel == "collect" else "21-4"
    verdict = Verdict(rule, Level.OK, f"incoming.did.{step}", {"person": person.strip(), "at": iso(at)})
    return Made(get(store, one), verdict)


@journal.applies("deadline_step_done")
def _deadline_step_done(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("update deadline set channel = ? where id = ?", (body["channel"], body["id"]))
    conn.execute(
        "insert into deadline_step values (?, ?, ?, ?) on conflict(deadline, step) "
        "do update set person = excluded.person, at = excluded.at",
        (body["id"], body["step"], body["person"], event.at),
    )
    add_fact(conn, event)


def steps_of(store: Store, one: int) -> list[Step]:
    """The steps that were done, in their order."""
    rows = {row["step"]: row for row in store.rows("select * from deadline_step where deadline = ?", one)}
    return [Step(step, rows[step]["at"], rows[step]["person"]) for step in papers.STEP_WORDS if step in rows]


# ------------------------------------------------------------------ what is owed, and its course


def owed(store: Store, one: int) -> list[Verdict]:
    """What is not done yet: fetching or receipt (21-1, 21-4), the report's parts (21-3), both offices (19-1, 19-2)."""
    old = get(store, one)
    if not old.open:
        return []
    if old.kind == "information":
        left = information.owed(reports.round_of(store, one)[1], old.complete)
        return [left] if left else []
    if old.kind != "supervision":
        return []
    found = papers.owed(old.channel, [line.step for line in steps_of(store, one)], 0, ())
    missing = supervision.judge_report(reports.parts(store, "deadline", one))
    return [*found, *([missing] if missing else [])]


def facts(store: Store, one: int) -> list[Fact]:
    """Everything that was done with a deadline, in the order of the journal."""
    rows = store.rows(
        "select e.* from deadline_fact f join event e on e.origin = f.origin and e.seq = f.seq "
        "where f.deadline = ? order by e.rowid",
        one,
    )
    found = []
    for row in rows:
        event = journal.read(row)
        found.append(Fact(event.at, event.recorded_at, event.actor, _line(event.kind, event.body)))
    return found


def _line(kind: str, body: Any) -> Verdict:
    """The sentence of an act, from what its event kept."""
    values = {
        name: value for name, value in body.items() if name not in {"v", "id", "verdicts", "limit", "asked"}
    }
    key = f"deadline.did.{kind.removeprefix('deadline_')}"
    if kind in {"deadline_added", "deadline_counted"}:
        return Verdict.from_body(body["verdicts"][0])
    if kind == "deadline_corrected":
        changed = body["verdicts"]
        return Verdict.from_body(changed[0]) if changed else Verdict(None, Level.NOTE, key, values)
    if kind == "deadline_step_done":
        key = f"incoming.did.{body['step']}"
    elif kind == "deadline_extended":
        values["due"] = body["limit"]["due"]
    elif kind == "deadline_done":
        key += "_late" if body["because"] else ""
    elif kind == "information_reported":
        key = f"deadline.did.{kind}" + ("_complete" if body["complete"] else "")
        values["place"] = [information.PLACES[place] for place in body["places"]]
    elif kind == "supervision_reported":
        key = f"deadline.did.{kind}" + ("_words" if body["words"] else "")
        values["part"] = [supervision.PARTS[body["part"]]]
    return Verdict(None, Level.NOTE, key, values)
