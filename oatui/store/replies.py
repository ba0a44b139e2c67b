"""Replies held against the roster, accepted line by line, and every later change as a dated fact (17-8).

A reply never takes anybody off the roster: who stays away asks for leave (17-1), who comes instead is a substitute (17-3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, iso
from oatui.i18n import N_
from oatui.rules import names
from oatui.rules import replies as law
from oatui.rules.replies import Line, Listed, Reported
from oatui.rules.verdict import Level, Verdict, held, refuse
from oatui.store import journal, meetings, people, personal_codes
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


# how else the reported list changes
OTHER_KINDS = {
    "corrected": N_("更正"),
    "imported": N_("名册导入"),
    "taken_off": N_("去掉"),
    "put_back": N_("放回"),
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many lines changed the roster, the answer, and what else the rules say."""

    added: int
    changed: int
    verdict: Verdict
    notes: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the reported list; times are ISO. `kind` is of law.KINDS or of OTHER_KINDS.

    `what` holds the fields that changed, or how many came in; `by` asked for it, `because` says why.
    """

    at: str
    kind: str
    unit: str
    name: str
    what: Mapping[str, Any]
    late: bool
    by: str
    because: str
    actor: str


def compare(store: Store, meeting: int, reported: Sequence[Reported], unit: str = "") -> list[Line]:
    """A reply beside the roster, unit by unit. Raises Refused: rows without a unit, and none given."""
    meetings.get(store, meeting)
    if not unit.strip() and any(not one.unit for one in reported):
        raise refuse("reply.no_unit")
    told = [
        row["unit"]
        for row in store.rows(
            "select unit from notice_recipient where meeting = ?1 union select unit from notice where meeting = ?1",
            meeting,
        )
    ]
    roster = [
        Listed(
            one.id, one.name, one.unit, one.post, one.phone,
            one.leave is not None or one.replaced_by is not None or one.substitute_for is not None,
        )
        for one in people.listed(store, meeting, limit=-1)
    ]  # fmt: skip
    return law.compare(reported, roster, unit.strip(), told)


def accept(
    store: Store,
    meeting: int,
    reported: Sequence[Reported],
    lines: Sequence[Line],
    source: str,
    *,
    unit: str = "",
    received_at: datetime | None = None,
    deadline: datetime | None = None,
    by: str = "",
    because: str = "",
) -> Recorded:
    """Take over the chosen lines of a reply; a change after the deadline needs `by` and `because`. Raises Refused.

    One event: the reply of its units, the people who came in, and what was changed.
    """
    now = store.clock.now()
    received_at = received_at or now
    # pinyin is worked out before the writer's place is taken: others must not wait for it
    keys = {line.name: names.name_keys(line.name) for line in lines}
    with store.write():
        meetings.get_open(store, meeting)
        if received_at > now:
            raise refuse("notice.future", at=iso(received_at))
        fresh = compare(store, meeting, reported, unit)
        known = {line.key for line in fresh}
        if any(line.key not in known for line in lines):
            raise refuse("reply.stale")
        differing = [line for line in lines if line.kind != "same"]
        notes = held(law.judge_time(deadline, received_at, by, because)) if differing else []
        added = _new_people(store, meeting, [line for line in lines if line.kind == "added"], keys)
        changed = [
            {"id": line.listed.id, "fields": _fields(line, keys)}
            for line in lines
            if line.kind == "changed" and line.listed
        ]
        units = dict.fromkeys(line.unit for line in fresh)
        if unit.strip() and not units:
            units = dict.fromkeys([unit.strip()])
        body = {
            "v": 1, "meeting": meeting, "source": source.strip(), "units": list(units),
            "late": bool(notes), "by": by.strip(), "because": because.strip(),
            "deadline": iso(deadline) if deadline else None, "columns": list(people.COLUMNS), "people": added,
            "changed": changed,
            "lines": [
                {
                    "kind": line.kind, "unit": line.unit, "name": line.name,
                    "attendee": line.listed.id if line.listed else None, "fields": dict(line.fields),
                }
                for line in differing
            ],
        }  # fmt: skip
        journal.record(store, "reply_recorded", body, at=received_at)
    needed = {(asked.key, line.name): asked for line in lines if (asked := line.verdict)}
    kinds = [line.kind for line in differing]
    values = {
        "units": list(units), "added": len(added), "changed": len(changed),
        **{kind: kinds.count(kind) for kind in ("substitute", "absent", "missing")},
    }  # fmt: skip
    answer = Verdict(None, Level.OK, "reply.recorded", values)
    return Recorded(len(added), len(changed), answer, (*notes, *needed.values()))


def _new_people(
    store: Store, meeting: int, lines: Sequence[Line], keys: Mapping[str, str]
) -> list[list[Any]]:
    """The rows of new people: in the venue of their unit, at the end of the roster."""
    if not lines:
        return []
    main = meetings.venues(store, meeting)[0].id
    venue_of: dict[str, int] = {}
    for row in store.rows("select unit, venue from attendee where meeting = ? order by position", meeting):
        venue_of.setdefault(row["unit"], row["venue"])
    first = people.next_id(store)
    position = int(store.value("select coalesce(max(position), 0) from attendee where meeting = ?", meeting))
    rows: list[list[Any]] = []
    for place, (line, code) in enumerate(zip(lines, personal_codes.draw(len(lines)), strict=True)):
        one = line.reported
        assert one is not None
        rows.append(
            [first + place, venue_of.get(line.unit, main), position + 1 + place, one.name, line.unit]
            + [one.post, one.phone, "", "", names.plain(one.name), keys[one.name], code]
        )
    return rows


def _fields(line: Line, keys: Mapping[str, str]) -> dict[str, str]:
    fields = dict(line.fields)
    if "name" in fields:
        fields |= {"plain": names.plain(line.name), "keys": keys[line.name], "pinyin": ""}
    return fields


@journal.applies("reply_recorded")
def _reply_recorded(conn: Connection, event: journal.Event) -> None:
    body = event.body
    people.put_on(conn, body)
    for one in body["changed"]:
        sets = ", ".join(f"{column} = ?" for column in one["fields"])
        conn.execute(f"update attendee set {sets} where id = ?", (*one["fields"].values(), one["id"]))
    conn.executemany(
        "insert into reply_unit values (?, ?, ?, ?, ?) on conflict(meeting, unit) "
        "do update set source = excluded.source, at = excluded.at, actor = excluded.actor",
        ((body["meeting"], unit, body["source"], event.at, event.actor) for unit in body["units"]),
    )
    conn.executemany(
        "insert into roster_fact values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                event.origin, event.seq, place, body["meeting"], line["kind"], line["unit"], line["name"],
                journal.as_json(line["fields"]), event.at, int(body["late"]), body["by"], body["because"],
                event.actor,
            )
            for place, line in enumerate(body["lines"])
        ),
    )  # fmt: skip


def changes(
    store: Store, meeting: int, deadline: datetime | None = None, limit: int = 500, offset: int = 0
) -> list[Change]:
    """What was changed on the reported list, the last first; `deadline` judges what no reply judged."""
    rows = store.rows(
        "select * from roster_fact where meeting = ? order by at desc, seq desc, place limit ? offset ?",
        meeting,
        limit,
        offset,
    )
    return [_change(row, deadline) for row in rows]


def after_deadline(store: Store, meeting: int, deadline: datetime | None) -> list[Change]:
    """The changes that came when the list was already fixed."""
    return [one for one in changes(store, meeting, deadline, limit=-1) if one.late]


def _change(row: Row, deadline: datetime | None) -> Change:
    import json

    late = row["late"]
    if late is None:
        late = deadline is not None and from_iso(row["at"]) > deadline
    return Change(
        row["at"], row["kind"], row["unit"], row["name"], json.loads(row["what"]), bool(late), row["by_name"],
        row["because"], row["actor"],
    )  # fmt: skip


def as_dict(change: Change) -> dict[str, Any]:
    """A change as the command line prints it."""
    return {
        "at": change.at,
        "kind": change.kind,
        "unit": change.unit,
        "name": change.name,
        "what": dict(change.what),
        "after_deadline": change.late,
        "by": change.by or None,
        "because": change.because or None,
        "actor": change.actor,
    }


def line_as_dict(line: Line) -> dict[str, Any]:
    """A line of the comparison as the command line prints it."""
    verdict = line.verdict
    return {
        "kind": line.kind,
        "unit": line.unit,
        "name": line.name,
        "person": line.listed.id if line.listed else None,
        "before": {key: getattr(line.listed, key) for key in line.fields} if line.listed else {},
        "fields": dict(line.fields),
        "rule": verdict.rule if verdict else None,
        "message": verdict.message if verdict else None,
    }
