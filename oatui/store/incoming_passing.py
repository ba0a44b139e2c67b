"""Who has an incoming paper: 拟办, 批示, 承办, 传阅 and 签收 (条例 art. 24), each an act with its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import from_iso, to_second
from oatui.rules import incoming as law
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal
from oatui.store.database import Store
from oatui.store.incoming import Made, add_fact, get, opened
from oatui.store.incoming_limit import Stated, set_limit, stated_limit

if TYPE_CHECKING:
    from sqlite3 import Connection


class Pass(NamedTuple):
    """From whom to whom a paper went, when, and when it was signed for; times are ISO."""

    key: tuple[str, int, int]
    giver: str
    taker: str
    role: str
    at: str
    signed_at: str | None


def direct(
    store: Store,
    paper: int,
    *,
    proposal: str = "",
    instruction: str = "",
    instructed_by: str = "",
    unit: str = "",
    handler: str = "",
    due: Stated | None = None,
    at: datetime | None = None,
) -> Made:
    """拟办意见, 批示 (who, when), 承办单位/人, 办理时限: what is given, in one act. Raises Refused.

    Whoever handles it has the paper from then on.
    """
    now = to_second(store.clock.now())
    at = to_second(at or now)
    given = {"proposal": proposal.strip(), "instruction": instruction.strip(), "by": instructed_by.strip(),
             "unit": unit.strip(), "handler": handler.strip()}  # fmt: skip
    with store.write():
        old = opened(store, paper)
        if not any(given.values()) and due is None:
            raise refuse("incoming.nothing_given")
        if given["instruction"] and not given["by"]:
            raise refuse("incoming.no_leader")
        law.judge_after(at, from_iso(old.received_at), now)
        limit = stated_limit(store, due, from_iso(old.received_at))
        taker = " ".join(filter(None, (given["unit"], given["handler"])))
        body = {
            "v": 1, "id": paper, **given, "limit": limit.as_body() if limit else None,
            "giver": old.holder, "taker": taker if taker != old.holder else "",
        }  # fmt: skip
        journal.record(store, "incoming_directed", body, at=at)
        new = get(store, paper)
    values = {"title": new.title, "holder": new.holder}
    return Made(new, Verdict(None, Level.OK, "incoming.directed", values), (limit.words,) if limit else ())


@journal.applies("incoming_directed")
def _incoming_directed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    instruction = f"{body['by']}：{body['instruction']}" if body["instruction"] else ""
    for column, words in (
        ("proposal", body["proposal"]), ("instruction", instruction), ("unit", body["unit"]),
        ("handler", body["handler"]),
    ):  # fmt: skip
        if words:
            conn.execute(f"update incoming set {column} = ? where id = ?", (words, body["id"]))
    if body["limit"]:
        set_limit(conn, body["id"], body["limit"])
    if body["taker"]:
        hand_over(conn, event, body["giver"], [body["taker"]], "handle")
    add_fact(conn, event)


def pass_on(
    store: Store, paper: int, to: Sequence[str], role: str = "read", *, at: datetime | None = None
) -> Made:
    """Give the paper to one or several, to read, to handle, for an instruction, or back. Raises Refused."""
    takers = [name.strip() for name in to if name.strip()]
    now, at = moments(store, at)
    with store.write():
        old = opened(store, paper)
        if role not in law.ROLES:
            raise refuse("incoming.unknown_role", written=role)
        if not takers:
            raise refuse("incoming.no_taker")
        law.judge_after(at, from_iso(old.held_since), now)
        body = {"v": 1, "id": paper, "giver": old.holder, "takers": takers, "role": role}
        journal.record(store, "incoming_passed", body, at=at)
    values = {"takers": takers}
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.passed", values))


@journal.applies("incoming_passed")
def _incoming_passed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    hand_over(conn, event, body["giver"], body["takers"], body["role"])
    add_fact(conn, event)


def sign_for(store: Store, paper: int, by: str = "", *, at: datetime | None = None) -> Made:
    """Whoever was given the paper has it; a name is needed where several have not signed. Raises Refused."""
    now, at = moments(store, at)
    with store.write():
        old = opened(store, paper)
        waiting = [one for one in passes(store, paper) if one.signed_at is None]
        if not waiting:
            raise refuse("incoming.nothing_to_sign", number=old.number)
        meant = [one for one in waiting if by.strip() in {one.taker, *one.taker.split(" ")}]
        if not by.strip() and len(waiting) == 1:
            meant = waiting
        if not meant:
            raise refuse("incoming.who_signs", names=[one.taker for one in waiting])
        one = meant[0]
        law.judge_after(at, from_iso(one.at), now)
        body = {"v": 1, "id": paper, "line": list(one.key), "by": one.taker, "role": one.role}
        journal.record(store, "incoming_signed_for", body, at=at)
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.signed_for", {"name": one.taker}))


@journal.applies("incoming_signed_for")
def _incoming_signed_for(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update incoming_pass set signed_at = ? where origin = ? and seq = ? and place = ?",
        (event.at, *body["line"]),
    )
    conn.execute(
        "update incoming set unsigned = (select count(*) from incoming_pass where incoming = ?1 "
        "and signed_at is null), signed_by = case when ?2 = 'handle' then ?3 else signed_by end where id = ?1",
        (body["id"], body["role"], body["by"]),
    )
    add_fact(conn, event)


def hand_over(conn: Connection, event: journal.Event, giver: str, takers: Sequence[str], role: str) -> None:
    """The paper goes from one to others; each signs for it later."""
    paper = event.body["id"]
    conn.executemany(
        "insert into incoming_pass values (?, ?, ?, ?, ?, ?, ?, ?, null)",
        [(event.origin, event.seq, n, paper, giver, taker, role, event.at) for n, taker in enumerate(takers)],
    )
    conn.execute(
        "update incoming set holder = ?, held_since = ?, "
        "unsigned = (select count(*) from incoming_pass where incoming = ?3 and signed_at is null) where id = ?3",
        ("、".join(takers), event.at, paper),
    )


def moments(store: Store, at: datetime | None) -> tuple[datetime, datetime]:
    """Now, and when it happened: now where nothing else was said."""
    now = to_second(store.clock.now())
    return now, to_second(at) if at else now


def passes(store: Store, paper: int) -> list[Pass]:
    """Every handing on of a paper, in order; 漏传 shows as a line that nobody signed."""
    rows = store.rows(
        "select p.* from incoming_pass p join event e on e.origin = p.origin and e.seq = p.seq "
        "where p.incoming = ? order by e.rowid, p.place",
        paper,
    )
    return [
        Pass((row["origin"], row["seq"], row["place"]), row["giver"], row["taker"], row["role"], row["at"],
             row["signed_at"])
        for row in rows
    ]  # fmt: skip
