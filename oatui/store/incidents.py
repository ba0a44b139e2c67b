"""Incidents of art. 25: started with one key, three calls, the written reports, the seven parts; closed by name.

For the day: `urgent` gives those whose clocks run, `open_incidents` all that are not closed. Everything shown
is worked out from what was recorded: a restart loses nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import incident as law
from oatui.rules.incident import Facts
from oatui.rules.verdict import Level, Verdict, bodies, refuse
from oatui.store import journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

# who answers for it (24-1), from the office's roles where nobody was named
ROLES = {
    "first": ("role.chief_sign",),
    "deputy": ("role.duty_leader", "role.deputy_sign"),
    "direct": ("role.office_check",),
}


class Call(NamedTuple):
    """One office that was called; `at` is ISO."""

    office: str
    at: str
    reached: str
    phone: str
    actor: str


class Part(NamedTuple):
    """One of the seven parts; `at` is when it was filled in last."""

    part: str
    words: str
    at: str
    actor: str


class Report(NamedTuple):
    """A written report that went out; `void` is why it does not count."""

    number: int
    kind: str
    at: str
    signer: str
    words: str
    void: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident with all that was reported of it; times are ISO. `known` is the last recorded moment."""

    id: int
    occurred: str
    heard: str
    what: str
    place: str
    responsible: Mapping[str, str]
    major: bool
    made_at: str
    made_by: str
    known: str
    state: str
    ended_at: str | None
    ended_by: str
    result: str
    calls: Mapping[str, Call]
    parts: Mapping[str, Part]
    reports: Sequence[Report]

    @property
    def open(self) -> bool:
        return self.state == "open"

    @property
    def facts(self) -> Facts:
        """What the rules judge."""
        return Facts(
            from_iso(self.occurred),
            from_iso(self.heard),
            {office: from_iso(call.at) for office, call in self.calls.items()},
            [(report.kind, from_iso(report.at)) for report in self.reports if not report.void],
            set(self.parts),
            from_iso(self.known),
        )


class Made(NamedTuple):
    """The incident after an act, the answer, and what else is to be said."""

    incident: Incident
    verdict: Verdict
    notes: tuple[Verdict, ...] = ()


class Fact(NamedTuple):
    """One line of its course: when it happened, when it was entered, by whom, and what."""

    at: str
    recorded_at: str
    actor: str
    line: Verdict


# ------------------------------------------------------------------ it happened


def start(
    store: Store,
    what: str,
    *,
    occurred: datetime | None = None,
    heard: datetime | None = None,
    place: str = "",
    major: bool = False,
    responsible: Mapping[str, str] | None = None,
) -> Made:
    """An incident: without times it happened, and was heard of, now. Raises Refused."""
    now = to_second(store.clock.now())
    heard = to_second(heard or now)
    occurred = to_second(occurred or heard)
    with store.write():
        names = responsible_now(store) | {
            role: name.strip() for role, name in (responsible or {}).items() if name.strip()
        }
        verdicts = law.judge_start(occurred, heard, now, what, names)
        identity = store.next_id("incident")
        body = {
            "v": 1, "id": identity, "occurred": iso(occurred), "heard": iso(heard), "what": line_of(what),
            "place": line_of(place), "responsible": names, "major": major,
            "verdicts": bodies(verdicts),
        }  # fmt: skip
        journal.record(store, "incident_started", body, at=occurred)
    return Made(get(store, identity), verdicts[0], tuple(verdicts[1:]))


@journal.applies("incident_started")
def _incident_started(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into incident(id, occurred, heard, what, place, first, deputy, direct, major, made_at, made_by, known) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body["id"], body["occurred"], body["heard"], body["what"], body["place"],
            *(body["responsible"][role] for role in law.RESPONSIBLE), int(body["major"]), _recorded(event), event.actor,
            body["heard"],
        ),
    )  # fmt: skip
    add_fact(conn, event)


def responsible_now(store: Store) -> dict[str, str]:
    """The three of art. 24 by the office's roles."""
    office = settings.everything(store)
    return {role: next((office[key] for key in keys if office[key]), "") for role, keys in ROLES.items()}


def phones(store: Store) -> dict[str, str]:
    """The preset phone of each of the three offices."""
    return {office: str(settings.get(store, f"incident.phone.{office}")) for office in law.OFFICES}


def add_fact(conn: Connection, event: journal.Event) -> None:
    """Part of its course; the latest moment that is known of it only grows."""
    one = event.body["id"]
    conn.execute("insert into incident_fact values (?, ?, ?)", (event.origin, event.seq, one))
    known = max(_recorded(event), event.at)
    conn.execute("update incident set known = max(known, ?) where id = ?", (known, one))


def _recorded(event: journal.Event) -> str:
    """When it was written, to the second."""
    return iso(from_iso(event.recorded_at))


def line_of(text: str) -> str:
    """What was typed as one line."""
    return " ".join(text.split())


# ------------------------------------------------------------------ what people read


def get(store: Store, one: int) -> Incident:
    """One incident. Raises Refused."""
    row = store.row("select * from incident where id = ?", one)
    if row is None:
        raise refuse("incident.unknown", incident=one)
    return _whole(store, [row])[0]


def opened(store: Store, one: int) -> Incident:
    """The incident, while it is open. Raises Refused."""
    found = get(store, one)
    if not found.open:
        raise refuse(f"incident.is_{found.state}", what=found.what, at=found.ended_at)
    return found


def _whole(store: Store, rows: Sequence[Row]) -> list[Incident]:
    known = json.dumps([row["id"] for row in rows])

    def lines(table: str) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for line in store.rows(
            f"select * from {table} where incident in (select value from json_each(?)) order by 1, 2", known
        ):
            found[line["incident"]].append(line)
        return found

    calls, parts, reports = lines("incident_call"), lines("incident_part"), lines("incident_report")
    return [_incident(row, calls[row["id"]], parts[row["id"]], reports[row["id"]]) for row in rows]


def _incident(row: Row, called: Sequence[Row], known: Sequence[Row], reported: Sequence[Row]) -> Incident:
    calls = {
        line["office"]: Call(line["office"], line["at"], line["reached"], line["phone"], line["actor"])
        for line in called
    }
    parts = {line["part"]: Part(line["part"], line["words"], line["at"], line["actor"]) for line in known}
    reports = [Report(*tuple(line)[1:]) for line in reported]
    one = row["id"]
    return Incident(
        one, row["occurred"], row["heard"], row["what"], row["place"],
        {role: row[role] for role in law.RESPONSIBLE}, bool(row["major"]), row["made_at"], row["made_by"],
        row["known"], row["state"], row["ended_at"], row["ended_by"], row["result"], calls,
        {part: parts[part] for part in law.PARTS if part in parts}, reports,
    )  # fmt: skip


def open_incidents(store: Store, most: int = 20) -> list[Incident]:
    """Those that are not closed, the earliest first: their follow-ups are open (25-5)."""
    rows = store.rows("select * from incident where state = 'open' order by occurred, id limit ?", most)
    return _whole(store, rows)


def urgent(store: Store) -> list[Incident]:
    """Those that owe a call or a report, the most pressing first."""
    now = store.clock.now()
    owing = [(law.next_owed(one.facts, now), one) for one in open_incidents(store)]
    found = [(owed.due, one.id, one) for owed, one in owing if owed]
    return [one for _due, _id, one in sorted(found, key=lambda line: line[:2])]


def count(store: Store) -> int:
    return int(store.value("select count(*) from incident"))


def listed(store: Store, offset: int = 0, most: int = 50) -> list[Incident]:
    """All, open ones first, then the latest."""
    rows = store.rows(
        "select * from incident order by state <> 'open', occurred desc, id desc limit ? offset ?", most, offset
    )  # fmt: skip
    return _whole(store, rows)


def facts(store: Store, one: int) -> list[Fact]:
    """Everything that was done with it, in the order of the journal."""
    rows = store.rows(
        "select e.* from incident_fact f join event e on e.origin = f.origin and e.seq = f.seq "
        "where f.incident = ? order by e.rowid",
        one,
    )
    found = []
    for event in map(journal.read, rows):
        found.append(Fact(event.at, event.recorded_at, event.actor, _said(event.kind, event.body)))
    return found


def _said(kind: str, body: Mapping[str, Any]) -> Verdict:
    """The sentence of an act, from what its event kept."""
    if kind in {"incident_started", "incident_called"}:
        verdict = Verdict.from_body(body["verdicts"][0])
        if kind == "incident_called" and body["reached"]:
            values = {**verdict.values, "reached": body["reached"]}
            return verdict._replace(key=f"{verdict.key}_reached", values=values)
        return verdict
    values = {name: body[name] for name in ("reason", "words", "by", "signer", "occurred") if name in body}
    if "office" in body:
        values["office"] = [law.OFFICES[body["office"]]]
    if "part" in body:
        values["part"] = [law.PARTS[body["part"]]]
    if kind in {"incident_reported", "incident_report_voided"}:
        values["kind"] = [law.REPORTS[body["kind"]]]
    return Verdict(None, Level.NOTE, f"incident.did.{kind}", values)
