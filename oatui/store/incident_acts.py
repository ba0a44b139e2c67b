"""What is done with an incident: called, filled in, reported, put right, annulled, closed, taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from oatui.clock import from_iso, iso, to_second
from oatui.rules import incident as law
from oatui.rules.verdict import Level, Verdict, bodies, refuse
from oatui.store import journal
from oatui.store.database import Store
from oatui.store.incidents import Made, add_fact, get, line_of, opened, phones

if TYPE_CHECKING:
    from sqlite3 import Connection


# ------------------------------------------------------------------ it is reported


def call(
    store: Store, one: int, office: str, *, reached: str = "", at: datetime | None = None, reason: str = ""
) -> Made:
    """An office was called by telephone; once more only with the reason why the first entry was wrong. Raises Refused."""
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, one)
        verdict = law.judge_call(old.facts, office, at)
        notes = law.judge_moment(old.facts, at, now)
        if office in old.calls and not reason.strip():
            raise refuse("incident.called_before", office=[law.OFFICES[office]], at=old.calls[office].at)
        body = {
            "v": 1, "id": one, "office": office, "reached": line_of(reached), "phone": phones(store)[office],
            "reason": reason.strip(), "verdicts": bodies((verdict, *notes)),
        }  # fmt: skip
        journal.record(store, "incident_called", body, at=at)
    return Made(get(store, one), verdict, tuple(notes))


@journal.applies("incident_called")
def _incident_called(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into incident_call values (?, ?, ?, ?, ?, ?) on conflict(incident, office) "
        "do update set at = excluded.at, reached = excluded.reached, phone = excluded.phone, actor = excluded.actor",
        (body["id"], body["office"], event.at, body["reached"], body["phone"], event.actor),
    )
    add_fact(conn, event)


def withdraw_call(store: Store, one: int, office: str, reason: str) -> Made:
    """A call was ticked that was not made, or not to this office: it is owed again. Raises Refused."""
    with store.write():
        old = opened(store, one)
        if office not in old.calls:
            raise refuse("incident.not_called", office=[law.OFFICES.get(office, office[:20])])
        _reasoned(reason)
        body = {
            "v": 1, "id": one, "office": office, "at": old.calls[office].at, "reached": old.calls[office].reached,
            "reason": reason.strip(),
        }  # fmt: skip
        journal.record(store, "incident_call_withdrawn", body)
    values = {"office": [law.OFFICES[office]], "reason": reason.strip()}
    return Made(get(store, one), Verdict("25-1", Level.NOTE, "incident.did.incident_call_withdrawn", values))


@journal.applies("incident_call_withdrawn")
def _incident_call_withdrawn(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("delete from incident_call where incident = ? and office = ?", (body["id"], body["office"]))
    add_fact(conn, event)


def fill_part(store: Store, one: int, part: str, words: str) -> Made:
    """One of the seven parts, in words; written again, the earlier words stay in its course. Raises Refused."""
    with store.write():
        old = opened(store, one)
        law.judge_part(part, words)
        journal.record(
            store, "incident_part_filled", {"v": 1, "id": one, "part": part, "words": words.strip()}
        )
    missing = [name for key, name in law.PARTS.items() if key not in old.parts and key != part]
    key = "incident.part_filled" if missing else "incident.parts_whole"
    verdict = Verdict("25-3", Level.NOTE, key, {"part": [law.PARTS[part]], "missing": missing})
    return Made(get(store, one), verdict)


@journal.applies("incident_part_filled")
def _incident_part_filled(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into incident_part values (?, ?, ?, ?, ?) on conflict(incident, part) "
        "do update set words = excluded.words, at = excluded.at, actor = excluded.actor",
        (body["id"], body["part"], body["words"], event.at, event.actor),
    )
    add_fact(conn, event)


def report(
    store: Store, one: int, kind: str, signer: str, *, words: str = "", at: datetime | None = None
) -> Made:
    """A written report went out: 初报, the detailed 续报, 续报, 终报. Raises Refused."""
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, one)
        verdicts = law.judge_report(old.facts, kind, at, signer)
        notes = law.judge_moment(old.facts, at, now)
        number = int(
            store.value("select coalesce(max(number), 0) + 1 from incident_report where incident = ?", one)
        )
        body = {
            "v": 1, "id": one, "number": number, "kind": kind, "signer": signer.strip(), "words": words.strip(),
            "verdicts": bodies((*verdicts, *notes)),
        }  # fmt: skip
        journal.record(store, "incident_reported", body, at=at)
    # what is late is said first
    ordered = sorted(verdicts, key=lambda item: item.level is Level.OK)
    return Made(get(store, one), ordered[0], (*ordered[1:], *notes))


@journal.applies("incident_reported")
def _incident_reported(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into incident_report(incident, number, kind, at, signer, words) values (?, ?, ?, ?, ?, ?)",
        (body["id"], body["number"], body["kind"], event.at, body["signer"], body["words"]),
    )
    add_fact(conn, event)


def void_report(store: Store, one: int, number: int, reason: str) -> Made:
    """A written report was entered by mistake: it does not count any more. Raises Refused."""
    with store.write():
        old = opened(store, one)
        found = next((item for item in old.reports if item.number == number and not item.void), None)
        if found is None:
            raise refuse("incident.no_report", number=number)
        _reasoned(reason)
        body = {"v": 1, "id": one, "number": number, "kind": found.kind, "reason": reason.strip()}
        journal.record(store, "incident_report_voided", body)
    values = {"kind": [law.REPORTS[found.kind]], "reason": reason.strip()}
    return Made(get(store, one), Verdict(None, Level.NOTE, "incident.did.incident_report_voided", values))


@journal.applies("incident_report_voided")
def _incident_report_voided(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update incident_report set void = ? where incident = ? and number = ?",
        (body["reason"], body["id"], body["number"]),
    )
    add_fact(conn, event)


# ------------------------------------------------------------------ put right, annulled, closed


def correct(
    store: Store,
    one: int,
    reason: str,
    *,
    occurred: datetime | None = None,
    heard: datetime | None = None,
    what: str | None = None,
    place: str | None = None,
    major: bool | None = None,
    responsible: Mapping[str, str] | None = None,
) -> Made:
    """What was entered wrongly, with the reason; every clock is counted anew from it. Raises Refused."""
    now = to_second(store.clock.now())
    with store.write():
        old = opened(store, one)
        _reasoned(reason)
        names = {**old.responsible, **{role: name.strip() for role, name in (responsible or {}).items()}}
        happened = to_second(occurred or from_iso(old.occurred))
        known = to_second(heard or from_iso(old.heard))
        # a clock that was set back refuses nothing
        latest = max(now, from_iso(old.known))
        words = old.what if what is None else what
        verdicts = law.judge_start(happened, known, latest, words, names)
        told = [made.at for made in old.calls.values()] + [made.at for made in old.reports]
        early = [at for at in told if from_iso(at) < known]
        if early:
            raise refuse("incident.before", at=min(early), heard=iso(known))
        new = {
            "occurred": iso(happened), "heard": iso(known), "what": line_of(words),
            "place": old.place if place is None else line_of(place), "responsible": names,
            "major": old.major if major is None else major,
        }  # fmt: skip
        was = {"occurred": old.occurred, "heard": old.heard, "what": old.what, "place": old.place}
        body = {
            "v": 1, "id": one, **new, "was": was, "reason": reason.strip(),
            "verdicts": bodies(verdicts),
        }  # fmt: skip
        journal.record(store, "incident_corrected", body, known=[old.what, old.place])
    return Made(
        get(store, one), Verdict(None, Level.NOTE, "incident.corrected", {"occurred": iso(happened)}),
        tuple(item for item in verdicts if item.level is Level.WARNING or item.rule == "24-1"),
    )  # fmt: skip


@journal.applies("incident_corrected")
def _incident_corrected(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update incident set occurred = ?, heard = ?, what = ?, place = ?, first = ?, deputy = ?, direct = ?, major = ? "
        "where id = ?",
        (
            body["occurred"], body["heard"], body["what"], body["place"],
            *(body["responsible"][role] for role in law.RESPONSIBLE), int(body["major"]), body["id"],
        ),
    )  # fmt: skip
    add_fact(conn, event)


def annul(store: Store, one: int, reason: str, by: str = "") -> Made:
    """误报: it was none; everything recorded of it stays. Raises Refused."""
    with store.write():
        opened(store, one)
        _reasoned(reason)
        body = {"v": 1, "id": one, "by": by.strip() or store.actor, "reason": reason.strip()}
        journal.record(store, "incident_annulled", body)
    return Made(
        get(store, one), Verdict(None, Level.NOTE, "incident.annulled", {"by": body["by"], "reason": reason.strip()})
    )  # fmt: skip


@journal.applies("incident_annulled")
def _incident_annulled(conn: Connection, event: journal.Event) -> None:
    _end(conn, event, "annulled", event.body["by"], event.body["reason"])


def close(store: Store, one: int, by: str, words: str, because: str = "") -> Made:
    """The follow-ups are over: who says so, how it ended; what was never reported needs `because`. Raises Refused."""
    now = to_second(store.clock.now())
    with store.write():
        old = opened(store, one)
        verdicts = law.judge_close(old.facts, now, by, words, because)
        body = {
            "v": 1, "id": one, "by": by.strip(), "words": words.strip(), "because": because.strip(),
            "verdicts": bodies(verdicts),
        }  # fmt: skip
        journal.record(store, "incident_closed", body)
    return Made(get(store, one), verdicts[0], tuple(verdicts[1:]))


@journal.applies("incident_closed")
def _incident_closed(conn: Connection, event: journal.Event) -> None:
    _end(conn, event, "closed", event.body["by"], event.body["words"])


def reopen(store: Store, one: int, reason: str) -> Made:
    """Closed or annulled by mistake: it is open again. Raises Refused."""
    with store.write():
        old = get(store, one)
        if old.open:
            raise refuse("incident.is_open", what=old.what)
        _reasoned(reason)
        journal.record(store, "incident_reopened", {"v": 1, "id": one, "reason": reason.strip()})
    return Made(get(store, one), Verdict(None, Level.NOTE, "incident.reopened", {"what": old.what}))


@journal.applies("incident_reopened")
def _incident_reopened(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update incident set state = 'open', ended_at = null, ended_by = '', result = '' where id = ?",
        (event.body["id"],),
    )
    add_fact(conn, event)


def _end(conn: Connection, event: journal.Event, state: str, by: str, words: str) -> None:
    conn.execute(
        "update incident set state = ?, ended_at = ?, ended_by = ?, result = ? where id = ?",
        (state, event.at, by, words, event.body["id"]),
    )
    add_fact(conn, event)


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise refuse("incident.no_reason")
