"""Confidential papers and secret telegrams by serial: 签收, 借阅, 催收, 归还, 归档, 销毁, and the count of the day (13, 15-7)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import confidential as law
from oatui.rules.verdict import Verdict, refuse
from oatui.store import journal
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Secret(NamedTuple):
    """A paper by its serial in the secret ledger; times and days are ISO."""

    serial: str
    kind: str
    state: str
    holder: str
    received_at: str
    borrowed_at: str | None
    due: str | None
    used_on: str | None
    chased: int
    returned_at: str | None

    def stands(self, today: date) -> Verdict | None:
        """13-3, 15-7 of a day, for a borrowed one."""
        if self.state != "borrowed" or self.borrowed_at is None:
            return None
        due, used = (date.fromisoformat(day) if day else None for day in (self.due, self.used_on))
        return law.judge_idle(from_iso(self.borrowed_at).date(), due, used, today)


class Act(NamedTuple):
    """One line of the ledger."""

    act: str
    person: str
    approver: str
    at: str
    operator: str


class DayCount(NamedTuple):
    """The count at the end of a day (13-4)."""

    at: str
    borrowed: int
    returned: int
    counted: int
    person: str
    verdict: Verdict


def act(
    store: Store,
    what: str,
    serial: str,
    person: str = "",
    *,
    kind: str = "paper",
    due: date | None = None,
    approver: str = "",
    at: datetime | None = None,
) -> Secret:
    """One act of the ledger; `person` is who signs, borrows, is asked, gives back, files or destroys. Raises Refused.

    To borrow a serial that is not known yet is to sign for it and to borrow it.
    """
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    serial = law.read_serial(serial)
    person = law.plain(person, "person") or store.actor
    approver = law.plain(approver, "approver")
    with store.write():
        row = store.row("select * from secret_item where serial = ?", serial)
        if kind not in law.KINDS:
            raise refuse("secret.kind", written=kind[:20])
        new = row is None and what in ("receive", "borrow")
        state = None if row is None else str(row["state"])
        if new and what == "borrow":
            state = "received"
        law.judge_act(what, state, serial, person, approver)
        if moment > now:
            raise refuse("secret.future", "15-7", at=iso(moment))
        last = store.value("select max(at) from secret_act where serial = ?", serial)
        if last and iso(moment) < last:
            raise refuse("secret.backwards", "15-7", at=iso(moment), last=last)
        if due is not None and due < moment.date():
            raise refuse("secret.due_past", "15-7", due=due.isoformat())
        body = {
            "v": 1, "serial": serial, "act": what, "person": person, "approver": approver, "kind": kind, "new": new,
            "due": due.isoformat() if due and what == "borrow" else None,
        }  # fmt: skip
        if row is not None and what == "return" and (said := _secret(row).stands(moment.date())):
            body["verdict"] = said.as_body()
        journal.record(store, "secret_act_done", body, at=moment)
    return get(store, serial)


def after(before: Mapping[str, Any] | None, body: Mapping[str, Any], at: str) -> dict[str, Any]:
    """How a paper stands after one act of the ledger; None: it was not known."""
    what, person = body["act"], body["person"]
    now: dict[str, Any] = dict.fromkeys(Secret._fields)
    if before is None:
        now |= {"serial": body["serial"], "kind": body["kind"], "state": "received", "holder": person,
                "received_at": at, "chased": 0}  # fmt: skip
    else:
        now |= before
    if becomes := law.BECOMES.get(what):
        now |= {"state": becomes, "holder": person}
    if what == "borrow":
        now |= {"borrowed_at": at, "due": body["due"], "used_on": None, "chased": 0, "returned_at": None}
    elif what == "use":
        now["used_on"] = at[:10]
    elif what == "chase":
        now["chased"] += 1
    elif what == "return":
        now["returned_at"] = at
    return now


@journal.applies("secret_act_done")
def _secret_act_done(conn: Connection, event: journal.Event) -> None:
    body = event.body
    serial = body["serial"]
    row = conn.execute(f"select {_FIELDS} from secret_item where serial = ?", (serial,)).fetchone()
    keep(conn, serial, after(dict(zip(Secret._fields, row, strict=True)) if row else None, body, event.at))
    conn.execute(
        "insert into secret_act values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, serial, body["act"], body["person"], body["approver"], event.at, event.actor,
        ),
    )  # fmt: skip


_FIELDS = ", ".join(Secret._fields)


def keep(conn: Connection, serial: str, now: Mapping[str, Any] | None) -> None:
    """Put a paper as it now stands; None: nothing is known of it any more."""
    conn.execute("delete from secret_item where serial = ?", (serial,))
    if now is not None:
        marks = ", ".join("?" * len(Secret._fields))
        conn.execute(
            f"insert into secret_item({_FIELDS}) values ({marks})", [now[name] for name in Secret._fields]
        )


def get(store: Store, serial: str) -> Secret:
    """One paper. Raises Refused."""
    serial = law.read_serial(serial)
    row = store.row("select * from secret_item where serial = ?", serial)
    if row is None:
        raise refuse("secret.unknown", "15-7", serial=serial)
    return _secret(row)


def _secret(row: Row) -> Secret:
    return Secret(*(row[name] for name in Secret._fields))


def acts(store: Store, serial: str) -> list[Act]:
    """The course of a paper, in order."""
    rows = store.rows(
        "select act, person, approver, at, operator from secret_act where serial = ? order by at, origin, seq limit 200",
        law.read_serial(serial),
    )
    return [Act(*row) for row in rows]


def borrowed(store: Store, limit: int = 50) -> list[Secret]:
    """What is out, the longest first."""
    rows = store.rows(
        "select * from secret_item where state = 'borrowed' order by borrowed_at, serial limit ?", limit
    )
    return [_secret(row) for row in rows]


def listed(store: Store, limit: int = 200, offset: int = 0) -> list[Secret]:
    """Every paper: what is out first, then the last received first."""
    rows = store.rows(
        "select * from secret_item order by state <> 'borrowed', received_at desc, serial limit ? offset ?",
        limit,
        offset,
    )
    return [_secret(row) for row in rows]


def how_many(store: Store) -> int:
    return int(store.value("select count(*) from secret_item"))


# ------------------------------------------------------------------ the count of the day


def figures(store: Store) -> tuple[int, int]:
    """What was out in the course of today, and how many times something came back today."""
    today = store.clock.now().date().isoformat()
    out = int(store.value("select count(*) from secret_item where state = 'borrowed'"))
    back = int(
        store.value(
            "select count(*) from secret_act where act = 'return' and at between ? and ?", today, f"{today}~"
        )
    )
    return out + back, back


def count_day(store: Store, counted: int, person: str = "") -> DayCount:
    """13-4: what is in hand at the end of the day, counted by somebody. Raises Refused."""
    person = law.plain(person, "person") or store.actor
    with store.write():
        out, back = figures(store)
        verdict = law.judge_count(out, back, counted)
        body = {
            "v": 1, "borrowed": out, "returned": back, "counted": counted, "person": person,
            "verdict": verdict.as_body(),
        }  # fmt: skip
        event = journal.record(store, "secrets_counted", body)
    return DayCount(event.at, out, back, counted, person, verdict)


@journal.applies("secrets_counted")
def _secrets_counted(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into secret_count values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, event.at[:10], event.at, body["borrowed"], body["returned"], body["counted"],
            body["person"], journal.as_json(body["verdict"]),
        ),
    )  # fmt: skip


def last_count(store: Store, day: date | None = None) -> DayCount | None:
    """The last count of a day, or the last one at all."""
    where, values = ("where day = ?", (day.isoformat(),)) if day else ("", ())
    row = store.row(
        f"select * from secret_count {where} order by day desc, at desc, origin, seq desc limit 1", *values
    )
    if row is None:
        return None
    verdict = Verdict.from_body(json.loads(row["verdict"]))
    return DayCount(row["at"], row["borrowed"], row["returned"], row["counted"], row["person"], verdict)
