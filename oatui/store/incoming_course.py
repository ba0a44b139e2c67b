"""The course of an incoming paper: chased, answered, ended, filed, sent back (条例 art. 24), and all of it as lines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso
from oatui.rules import incoming as law
from oatui.rules.verdict import Level, Verdict, bodies, held, refuse
from oatui.store import documents, journal, reports
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.store.incoming import Incoming, Made, add_fact, get, opened
from oatui.store.incoming_passing import moments, passes

if TYPE_CHECKING:
    from sqlite3 import Connection


class Fact(NamedTuple):
    """One act on a paper; `line` is the sentence that says it, `at` and `recorded_at` are ISO."""

    key: tuple[str, int]
    at: str
    recorded_at: str
    actor: str
    line: Verdict
    verdicts: list[Verdict]


def chase(store: Store, paper: int, whom: str = "", words: str = "", *, at: datetime | None = None) -> Made:
    """催办: who was asked, and what was said or answered; whoever has it, where no name is given. Raises Refused."""
    now, at = moments(store, at)
    with store.write():
        old = opened(store, paper)
        law.judge_after(at, from_iso(old.received_at), now)
        whom = whom.strip() or old.holder
        journal.record(
            store, "incoming_chased", {"v": 1, "id": paper, "whom": whom, "words": words.strip()}, at=at
        )
        new = get(store, paper)
    return Made(new, Verdict(None, Level.OK, "incoming.chased", {"whom": whom, "times": new.chased}))


@journal.applies("incoming_chased")
def _incoming_chased(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update incoming set chased = chased + 1, chased_at = ? where id = ?", (event.at, event.body["id"])
    )
    add_fact(conn, event)


# ------------------------------------------------------------------ its end


def answer(store: Store, paper: int, document: int, reason: str = "") -> Made:
    """Link the document of ours that answers it; its number is the 复文号 as soon as it has one. Raises Refused.

    Another document takes the place of a linked one only with a reason.
    """
    with store.write():
        old = get(store, paper)
        if old.state not in {"open", "ended"}:
            raise refuse(f"incoming.is_{old.state}", number=old.number)
        ours = _answering(store, old, document, reason)
        values = {"title": ours.title}
        if old.reply == document:
            return Made(old, Verdict(None, Level.NOTE, "incoming.answered_so", values))
        body = {"v": 1, "id": paper, "document": document, "title": ours.title, "reason": reason.strip()}
        journal.record(store, "incoming_answered", body)
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.answered", values))


def _answering(store: Store, old: Incoming, document: int, reason: str) -> Document:
    """The document of ours that may answer a paper. Raises Refused: it is void, another one is linked."""
    ours = documents.get(store, document)
    documents.hold_not_void(store, ours)  # what is void answers nothing
    if old.reply is not None and old.reply != document and not reason.strip():
        before = documents.get(store, old.reply)
        raise refuse("incoming.answered_before", title=before.title, document=before.id)
    return ours


@journal.applies("incoming_answered")
def _incoming_answered(conn: Connection, event: journal.Event) -> None:
    conn.execute("update incoming set reply = ? where id = ?", (event.body["document"], event.body["id"]))
    add_fact(conn, event)


def end(
    store: Store,
    paper: int,
    result: str,
    *,
    document: int | None = None,
    reply_number: str = "",
    late_because: str = "",
    at: datetime | None = None,
    reason: str = "",
) -> Made:
    """办结: with what result, and the answer if there was one. Raises Refused (21-2: late without a reason).

    `reason` is why another document than the linked one answers it.
    """
    now, at = moments(store, at)
    with store.write():
        old = opened(store, paper)
        if not result.strip():
            raise refuse("incoming.no_result")
        law.judge_after(at, from_iso(old.received_at), now)
        notes = held(law.judge_end(old.kind, old.limit, at, late_because))
        if old.channel:
            notes += reports.owed_of(store, "incoming", paper)
        unsigned = [one.taker for one in passes(store, paper) if one.signed_at is None]
        if unsigned:
            notes.append(Verdict(None, Level.WARNING, "incoming.unsigned", {"names": unsigned}))
        title = _answering(store, old, document, reason).title if document is not None else ""
        body = {
            "v": 1, "id": paper, "result": result.strip(), "document": document, "title": title,
            "number": reply_number.strip(), "late_because": late_because.strip(), "verdicts": bodies(notes),
            "reason": reason.strip(),
        }  # fmt: skip
        journal.record(store, "incoming_ended", body, at=at)
    verdict = Verdict(None, Level.OK, "incoming.ended", {"title": old.title})
    return Made(get(store, paper), verdict, tuple(notes))


@journal.applies("incoming_ended")
def _incoming_ended(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update incoming set state = 'ended', ended_at = ?, result = ?, late_because = ?, "
        "reply = coalesce(?, reply), reply_number = coalesce(nullif(?, ''), reply_number) where id = ?",
        (event.at, body["result"], body["late_because"], body["document"], body["number"], body["id"]),
    )
    add_fact(conn, event)


def reopen(store: Store, paper: int, reason: str) -> Made:
    """An ended or returned paper is dealt with again, with the reason. Raises Refused."""
    with store.write():
        old = get(store, paper)
        if old.state not in {"ended", "returned"}:
            raise refuse(f"incoming.is_{old.state}", number=old.number)
        _reasoned(reason)
        body: dict[str, Any] = {"v": 1, "id": paper, "reason": reason.strip()}
        if old.state == "returned":
            body |= _had_by(store, old)
        journal.record(store, "incoming_reopened", body)
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.reopened", {"number": old.number}))


@journal.applies("incoming_reopened")
def _incoming_reopened(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update incoming set state = 'open', ended_at = null, result = '', late_because = '', filed_at = null, "
        "volume = '' where id = ?",
        (event.body["id"],),
    )
    if "holder" in event.body:
        conn.execute(
            "update incoming set holder = ?, held_since = ? where id = ?",
            (event.body["holder"], event.body["held_since"], event.body["id"]),
        )
    add_fact(conn, event)


def _had_by(store: Store, paper: Incoming) -> dict[str, str]:
    """Who had a paper before it went back to its sender, and since when (ISO)."""
    given = passes(store, paper.id)
    last = [one for one in given if one.key[:2] == given[-1].key[:2]]
    if not last:
        return {"holder": paper.received_by, "held_since": paper.received_at}
    return {"holder": "、".join(one.taker for one in last), "held_since": last[0].at}


def file(store: Store, paper: int, volume: str, *, at: datetime | None = None) -> Made:
    """归卷: an ended paper into its volume (卷号、件号). Raises Refused."""
    now, at = moments(store, at)
    with store.write():
        old = get(store, paper)
        if old.state != "ended" or old.ended_at is None:
            raise refuse("incoming.file_ended", number=old.number)
        if not volume.strip():
            raise refuse("incoming.no_volume")
        law.judge_after(at, from_iso(old.ended_at), now)
        journal.record(store, "incoming_filed", {"v": 1, "id": paper, "volume": volume.strip()}, at=at)
    values = {"volume": volume.strip()}
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.filed", values))


@journal.applies("incoming_filed")
def _incoming_filed(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update incoming set filed_at = ?, volume = ? where id = ?",
        (event.at, event.body["volume"], event.body["id"]),
    )
    add_fact(conn, event)


def send_back(store: Store, paper: int, why: str, words: str = "", *, at: datetime | None = None) -> Made:
    """A paper that is not in order goes back with the reason, `why` of law.RETURNS. Raises Refused."""
    now, at = moments(store, at)
    with store.write():
        old = opened(store, paper)
        if why not in law.RETURNS:
            raise refuse("incoming.unknown_return", written=why)
        if why == "other":
            _reasoned(words)
        law.judge_after(at, from_iso(old.received_at), now)
        body = {"v": 1, "id": paper, "why": why, "words": words.strip()}
        journal.record(store, "incoming_returned", body, at=at)
    values = {"sender": old.sender}
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.returned", values))


@journal.applies("incoming_returned")
def _incoming_returned(conn: Connection, event: journal.Event) -> None:
    body = event.body
    result = "：".join(filter(None, (law.RETURNS[body["why"]], body["words"])))
    conn.execute(
        "update incoming set state = 'returned', ended_at = ?, result = ?, holder = sender where id = ?",
        (event.at, result, body["id"]),
    )
    add_fact(conn, event)


def void(store: Store, paper: int, reason: str) -> Made:
    """A line that was registered by mistake; its 收文号 is not given again. Raises Refused."""
    with store.write():
        old = opened(store, paper)
        _reasoned(reason)
        journal.record(store, "incoming_voided", {"v": 1, "id": paper, "reason": reason.strip()})
    return Made(get(store, paper), Verdict(None, Level.OK, "incoming.voided", {"number": old.number}))


@journal.applies("incoming_voided")
def _incoming_voided(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update incoming set state = 'void', ended_at = ?, result = ? where id = ?",
        (event.at, event.body["reason"], event.body["id"]),
    )
    add_fact(conn, event)


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise refuse("incoming.no_reason")


# ------------------------------------------------------------------ what people read


def facts(store: Store, paper: int) -> list[Fact]:
    """Everything that was done with a paper, in the order of the journal."""
    rows = store.rows(
        "select e.* from incoming_fact f join event e on e.origin = f.origin and e.seq = f.seq "
        "where f.incoming = ? order by e.rowid",
        paper,
    )
    found = []
    for row in rows:
        event = journal.read(row)
        verdicts = [Verdict.from_body(body) for body in event.body.get("verdicts", ())]
        found.append(
            Fact(event.key, event.at, event.recorded_at, event.actor, _line(event.kind, event.body), verdicts)
        )
        # what was known when it became one is a line each, at its own time
        for step, (at, person) in event.body.get("steps", {}).items():
            line = Verdict(None, Level.NOTE, f"incoming.did.{step}", {"person": person})
            found.append(Fact(event.key, at, event.recorded_at, event.actor, line, []))
    return found


def _line(kind: str, body: Any) -> Verdict:
    """The sentence of an act, from what its event kept."""
    if kind == "incoming_due_set":
        return Verdict.from_body(body["verdicts"][0])
    key = f"incoming.did.{kind.removeprefix('incoming_')}"
    values = {name: value for name, value in body.items() if name not in {"v", "id", "verdicts"}}
    if kind == "incoming_directed":
        values["said"] = [one for one in _directed(body) if one]
    elif kind == "incoming_returned":
        key = f"incoming.did.returned_{body['why']}"
    elif kind in {"incoming_passed", "incoming_became"}:
        key = f"{key}_{body['role'] if kind == 'incoming_passed' else body['kind']}"
    elif kind == "incoming_step_done":
        key = f"incoming.did.{body['step']}"
    elif kind == "incoming_belongs" and body["document"] is None:
        key += "_no_more"
    elif kind == "incoming_answered" and body.get("reason"):
        key += "_instead"
    elif kind == "incoming_ended" and body["late_because"]:
        key += "_late"
    return Verdict(None, Level.NOTE, key, values)


def _directed(body: Any) -> list[str]:
    due = iso(from_iso(body["limit"]["at"])) if body["limit"] and body["limit"]["at"] else ""
    return [
        body["proposal"],
        f"{body['by']}：{body['instruction']}" if body["instruction"] else "",
        " ".join(filter(None, (body["unit"], body["handler"]))),
        due[:16].replace("T", " "),
    ]
