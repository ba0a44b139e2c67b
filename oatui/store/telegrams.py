"""Plain telegrams, entered in full with the time of each step (13-1, 13-2; practice)."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import iso, to_second
from oatui.rules import telegrams as law
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal, settings
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

MINUTES = "telegrams.report_minutes"


class Telegram(NamedTuple):
    """A telegram with the steps that were done: step -> (person, ISO time); `waits` is the next, None at the end."""

    id: int
    title: str
    sender: str
    urgency: str
    waits: str | None
    steps: dict[str, tuple[str, str]]
    minutes: int
    void: str = ""  # why it was taken back

    def stands(self, now: datetime) -> Verdict:
        """13-1, 13-2 of a moment."""
        if self.void:
            return Verdict(None, Level.NOTE, "telegram.void", {"reason": self.void})
        return law.stands({step: at for step, (_person, at) in self.steps.items()}, self.minutes, now)


def add(
    store: Store, title: str, sender: str = "", urgency: str = "", *, by: str = "", at: datetime | None = None
) -> Telegram:
    """The notice that a telegram is to be fetched; `by` took it. Raises Refused."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    person = by.strip() or store.actor
    with store.write():
        law.judge_new(title, sender, urgency)
        law.judge_step("notified", {}, person, moment, now)
        identity = store.next_id("telegram")
        body = {
            "v": 1, "id": identity, "title": title.strip(), "sender": sender.strip(), "urgency": urgency,
            "step": "notified", "person": person,
        }  # fmt: skip
        journal.record(store, "telegram_notified", body, at=moment)
    return get(store, identity)


@journal.applies("telegram_notified")
def _telegram_notified(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into telegram(id, title, sender, urgency, entered_at) values (?, ?, ?, ?, ?)",
        (body["id"], body["title"], body["sender"], body["urgency"], event.recorded_at),
    )
    _step(conn, event)


def do_step(store: Store, one: int, person: str, step: str = "", *, at: datetime | None = None) -> Telegram:
    """The next step: sent (whom), signed (who), reported (to whom). Raises Refused: its order, its time."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    with store.write():
        found = get(store, one)
        if found.void:
            raise refuse("telegram.void", reason=found.void)
        step = step or found.waits or "reported"
        done = {name: when for name, (_person, when) in found.steps.items()}
        law.judge_step(step, done, person, moment, now)
        body: dict[str, Any] = {"v": 1, "id": one, "step": step, "person": person.strip()}
        if step == "reported":
            body["verdict"] = law.stands(done | {step: iso(moment)}, found.minutes, moment).as_body()
        journal.record(store, "telegram_step_done", body, at=moment)
    return get(store, one)


@journal.applies("telegram_step_done")
def _telegram_step_done(conn: Connection, event: journal.Event) -> None:
    _step(conn, event)


def _step(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into telegram_step values (?, ?, ?, ?, ?)",
        (body["id"], body["step"], body["person"], event.at, event.actor),
    )
    place = law.STEPS.index(body["step"]) + 1
    waits = law.STEPS[place] if place < len(law.STEPS) else None
    conn.execute("update telegram set waits = ? where id = ?", (waits, body["id"]))


def get(store: Store, one: int) -> Telegram:
    """One telegram. Raises Refused."""
    found = _found(store, "where id = ?", one)
    if not found:
        raise refuse("telegram.unknown", telegram=one)
    return found[0]


def _found(store: Store, rest: str, *values: int) -> list[Telegram]:
    minutes = int(settings.get(store, MINUTES))
    rows = store.rows(f"select * from telegram {rest}", *values)
    steps: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for step in store.rows(
        "select telegram, step, person, at from telegram_step where telegram in (select value from json_each(?))",
        json.dumps([row["id"] for row in rows]),
    ):
        steps[step["telegram"]][step["step"]] = step["person"], step["at"]
    return [
        Telegram(
            row["id"], row["title"], row["sender"], row["urgency"], row["waits"],
            {step: steps[row["id"]][step] for step in law.STEPS if step in steps[row["id"]]}, minutes, row["void"],
        )
        for row in rows
    ]  # fmt: skip


def listed(store: Store, limit: int = 100, offset: int = 0) -> list[Telegram]:
    """The telegrams, the last one first."""
    return _found(store, "order by id desc limit ? offset ?", limit, offset)


def last_steps(store: Store, limit: int) -> list[Telegram]:
    """Those that stand by their last step, the last one first; limit -1 is all."""
    last = "(select max(at) from telegram_step s where s.telegram = telegram.id)"
    return _found(store, f"where void = '' order by {last} desc, id desc limit ?", limit)


def count(store: Store) -> int:
    return int(store.value("select count(*) from telegram"))


def open_telegrams(store: Store, limit: int = 20) -> list[Telegram]:
    """Those whose last step, the report to the head of the office, is still to come."""
    return _found(store, "where waits is not null order by id limit ?", limit)
