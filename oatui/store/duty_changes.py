"""What changes the duty roster: shifts put in, swapped, taken off, each with its reason (article 23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import iso
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Gap
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal, settings
from oatui.store.database import Store
from oatui.store.duty import DAY, around, begun, gap_id, gaps_of, get, listed, longest, near

if TYPE_CHECKING:
    from sqlite3 import Connection


class Change(NamedTuple):
    """What was changed of a shift: `kind` set, swapped or withdrawn; who was there and who is, `at` ISO."""

    day: date
    shift: str
    kind: str
    was: str
    becomes: str
    reason: str
    agreed: str
    at: str
    actor: str

    @property
    def line(self) -> Verdict:
        """What was changed, in words."""
        values = {**self._asdict(), "was": self.was.split("、"), "becomes": self.becomes.split("、")}
        return Verdict(None, Level.NOTE, f"duty.log_{self.kind}", values)


class Plan(NamedTuple):
    """What putting entries would do: `changed` what stands there otherwise, `gone` what they take the place of.

    `there` is what stands around them so far, by day and shift; `after` what would.
    """

    changed: list[tuple[Entry, Entry]]
    gone: list[Entry]
    remarks: list[Verdict]
    there: dict[tuple[date, str], Entry]
    after: list[Entry]


def plan(store: Store, entries: Sequence[Entry], whole: bool = False) -> Plan:
    """Judge entries without writing. `whole`: they say all of their hours, so another shift in them goes.

    Raises Refused (23-1) for a shift with nobody, or without a phone; for one that is there twice.
    """
    if not entries:
        raise refuse("duty.empty")
    for one in entries:
        law.judge(one, store.clock.now().date())
    keys = [one.key for one in entries]
    if len(set(keys)) < len(keys):
        raise refuse("duty.twice", day=next(one[0] for one in keys if keys.count(one) > 1).isoformat())
    first = min(one.day for one in entries) - 2 * DAY
    there = {
        line.entry.key: line.entry
        for line in listed(store, first, (max(one.day for one in entries) - first).days + 3)
    }
    changed = [
        (there[one.key], one)
        for one in entries
        if one.key in there
        and [who.name for who in there[one.key].people] != [who.name for who in one.people]
    ]
    others = [one for key, one in there.items() if key not in keys]
    over = [one for one in others if any(one.overlaps(new) for new in entries)]
    gone = over if whole else []
    stay = [one for one in others if one not in gone]
    said = [remark for one in entries for remark in law.remarks(one)]
    after = [*entries, *stay]
    said += law.tired(after, longest(store))
    if not whole:
        said += [law.beside(one) for one in over]
    return Plan(changed, gone, said, there, after)


def put(
    store: Store, entries: Sequence[Entry], source: str = "", reason: str = "", *, whole: bool = False
) -> list[Verdict]:
    """Put entries on the roster, in place of those of the same shifts; other people on a shift need a reason.

    The whole of it or nothing. Raises Refused as `plan` does.
    """
    now = store.clock.now()
    with store.write():
        made = plan(store, entries, whole)
        for was, becomes in made.changed:
            law.judge_change(was, becomes, reason, now)
        for one in made.gone:
            law.judge_change(one, None, reason, now)
        changes: list[tuple[str, Entry, Entry | None]] = [
            ("set", was, becomes) for was, becomes in made.changed
        ]
        changes += [("withdrawn", one, None) for one in made.gone]
        said = [law.told([]), *made.remarks]
        _record(store, "duty_set", entries, changes, made.gone, reason, source=source, verdicts=said)
    return made.remarks


def swap(
    store: Store,
    one: tuple[date, str],
    name: str,
    other: tuple[date, str],
    other_name: str,
    reason: str,
    agreed: str,
) -> list[Verdict]:
    """换班: `name` of one shift and `other_name` of another for each other. Raises Refused."""
    with store.write():
        first, second = get(store, *one).entry, get(store, *other).entry
        law.judge_swap(first, name, second, other_name, reason, agreed)
        who = {person.name: person for person in (*first.people, *second.people)}
        made = [first.in_place_of(name, who[other_name]), second.in_place_of(other_name, who[name])]
        for entry in made:
            law.judge(entry, store.clock.now().date())
        changes = [("swapped", first, made[0]), ("swapped", second, made[1])]
        others = [line.entry for line in around(store, [entry.day for entry in made])]
        said = law.tired(
            [*made, *(entry for entry in others if entry.key not in (one, other))], longest(store)
        )
        _record(store, "duty_swapped", made, changes, [], reason, agreed=agreed)
    return said


def withdraw(store: Store, day: date, shift: str, reason: str) -> list[Gap]:
    """Take a shift off the roster, with a reason; the gaps that it leaves. Raises Refused."""
    with store.write():
        was = get(store, day, shift).entry
        law.judge_change(was, None, reason, store.clock.now())
        others = [line.entry for line in around(store, [day]) if line.entry.key != was.key]
        left = law.gaps(others, was.starts, was.ends)
        said = [law.told(left)] if left else []
        _record(store, "duty_withdrawn", [], [("withdrawn", was, None)], [was], reason, verdicts=said)
    return left


def _record(
    store: Store,
    kind: str,
    entries: Sequence[Entry],
    changes: Sequence[tuple[str, Entry, Entry | None]],
    gone: Sequence[Entry],
    reason: str,
    *,
    source: str = "",
    agreed: str = "",
    verdicts: Sequence[Verdict] = (),
) -> None:
    """Every entry with its own hours: a later change of the office's shifts moves none of them."""
    body = {
        "v": 2, "source": source, "reason": reason.strip(), "agreed": agreed.strip(),
        "filled": _filled(store, entries, gone), "verdicts": [one.as_body() for one in verdicts if one.rule],
        "entries": [
            {
                "day": one.day.isoformat(), "shift": one.shift, "starts": iso(one.starts), "ends": iso(one.ends),
                "leader": one.leader.name, "leader_phone": one.leader.phone, "persons": [list(p) for p in one.persons],
            }
            for one in entries
        ],
        "gone": [[one.day.isoformat(), one.shift] for one in gone],
        "changes": [
            [was.day.isoformat(), was.shift, what, law.called(was), law.called(becomes) if becomes else ""]
            for what, was, becomes in changes
        ],
    }  # fmt: skip
    journal.record(store, kind, body)


@journal.applies("duty_set")
@journal.applies("duty_swapped")
@journal.applies("duty_withdrawn")
def _duty_set(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for day, shift in body.get("gone", ()):  # a first version knew neither this nor changes
        conn.execute("delete from duty where day = ? and shift = ?", (day, shift))
    for one in body["entries"]:
        _put_one(conn, event, one)
    for place, change in enumerate(body.get("changes", ())):
        conn.execute(
            "insert into duty_change values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (event.origin, event.seq, place, *change, body["reason"], body["agreed"], event.at, event.actor),
        )


def _put_one(conn: Connection, event: journal.Event, one: dict[str, Any]) -> None:
    persons = journal.as_json(one["persons"])
    who = (one["leader"], one["leader_phone"], persons)
    # the same people again: their test call stands
    called = conn.execute(
        "select reached, called_at, called_by from duty where day = ? and shift = ? "
        "and (leader, leader_phone, persons) = (?, ?, ?)",
        (one["day"], one["shift"], *who),
    ).fetchone()
    conn.execute(
        "insert or replace into duty values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one["day"], one["shift"], one["starts"], one["ends"], *who, event.body["source"],
            *(tuple(called) if called else (None, None, "")), event.at, event.actor,
        ),
    )  # fmt: skip


def _filled(store: Store, entries: Sequence[Entry], gone: Sequence[Entry]) -> int:
    """The first gap ahead that these entries close; 0 where there is none."""
    many = settings.get(store, "duty.look_ahead")
    stands = near(store, many)
    before = {gap_id(gap) for gap in gaps_of(store, stands.values(), many)} if begun(store) else set()
    for one in gone:
        stands.pop(one.key, None)
    stands.update({one.key: one for one in entries})
    return min(before - {gap_id(gap) for gap in gaps_of(store, stands.values(), many)}, default=0)


def changes(store: Store, day: date | None = None, shift: str = "", most: int = 50) -> list[Change]:
    """What was changed of one shift, or of all of them, the last first."""
    rows = store.rows(
        "select day, shift, kind, was, becomes, reason, agreed, at, actor from duty_change "
        "where ? is null or (day = ? and shift = ?) order by at desc, origin, seq desc, place limit ?",
        day and day.isoformat(), day and day.isoformat(), shift, most,
    )  # fmt: skip
    return [Change(date.fromisoformat(row["day"]), *tuple(row)[1:]) for row in rows]
