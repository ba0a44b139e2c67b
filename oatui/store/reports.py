"""Reports that a deadline asks for: the three parts on a supervision item (21-3), guests to both offices (19-1, 19-2).

A supervision item is a deadline or an incoming paper: `source` is deadline or incoming.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import deadlines as law
from oatui.rules import information, supervision
from oatui.rules.deadlines import follow_up
from oatui.rules.verdict import Level, Verdict, bodies, refuse
from oatui.store import incoming, journal, settings
from oatui.store.database import Store
from oatui.store.deadline_limit import closing_times
from oatui.store.deadlines import Made, add_fact, get, opened, set_limit

if TYPE_CHECKING:
    from collections.abc import Collection
    from sqlite3 import Connection

ItemSource = Literal["deadline", "incoming"]


class Part(NamedTuple):
    """One part of the report: what it says (or only that it is there), who and when (ISO)."""

    part: str
    words: str
    person: str
    at: str


class Delivery(NamedTuple):
    """One report to one office: round 0 is the first, the next ones follow up; `at` is ISO."""

    round: int
    place: str
    person: str
    at: str


# ------------------------------------------------------------------ 21-3: the three parts


def write_part(
    store: Store, source: ItemSource, item: int, part: str, words: str = "", *, at: datetime | None = None
) -> list[Verdict]:
    """A part of the report is there, ticked or with its text; written again it takes the place of the first.

    Answers what is to be said: a text without a figure is warned of (21-4). Raises Refused.
    """
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        if source == "deadline":
            if opened(store, item).kind != "supervision":
                raise refuse("supervision.not_one")
        elif incoming.opened(store, item).kind not in {"supervision", "instruction"}:
            raise refuse("supervision.not_one")
        law.judge_between(at, datetime.min.replace(tzinfo=now.tzinfo), now)
        notes = supervision.judge_part(part, words)
        body = {
            "v": 1, "source": source, "id": item, "part": part, "words": words.strip(),
            "verdicts": bodies(notes),
        }  # fmt: skip
        journal.record(store, "supervision_reported", body, at=at)
        there = parts(store, source, item)
    missing = supervision.judge_report(there)
    return [*notes, missing or Verdict("21-3", Level.OK, "supervision.complete")]


@journal.applies("supervision_reported")
def _supervision_reported(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into supervision_report values (?, ?, ?, ?, ?, ?) on conflict(source, item, part) "
        "do update set words = excluded.words, person = excluded.person, at = excluded.at",
        (body["source"], body["id"], body["part"], body["words"], event.actor, event.at),
    )
    if body["source"] == "deadline":
        add_fact(conn, event)


def parts(store: Store, source: ItemSource, item: int) -> dict[str, Part]:
    """The parts that are there, in the order of the article."""
    rows = {
        row["part"]: Part(row["part"], row["words"], row["person"], row["at"])
        for row in store.rows("select * from supervision_report where source = ? and item = ?", source, item)
    }
    return {part: rows[part] for part in supervision.PARTS if part in rows}


def without_figures(store: Store, source: ItemSource, item: int) -> list[Verdict]:
    """21-4: the parts whose text has no figure in it."""
    found = parts(store, source, item).values()
    return [verdict for one in found for verdict in supervision.judge_part(one.part, one.words)]


def owed_of(store: Store, source: ItemSource, item: int) -> list[Verdict]:
    """21-3, 21-4: what the report still lacks."""
    missing = supervision.judge_report(parts(store, source, item))
    return [*([missing] if missing else []), *without_figures(store, source, item)]


# ------------------------------------------------------------------ 19-1, 19-2: guests


def inform(
    store: Store,
    one: int,
    places: Collection[str],
    *,
    complete: bool,
    person: str = "",
    at: datetime | None = None,
) -> Made:
    """A report went to one or both offices. When both have it, it is over if list and itinerary were complete;
    else the follow-up is open, with a limit of its own. Raises Refused.
    """  # fmt: skip
    now = to_second(store.clock.now())
    at = to_second(at or now)
    with store.write():
        old = opened(store, one)
        if old.kind != "information":
            raise refuse("information.not_one")
        if not places:
            raise refuse("information.no_place", "19-1")
        law.judge_between(at, from_iso(old.asked["heard"]), now)
        round_, there = round_of(store, one)
        if set(there) == set(information.PLACES):
            round_, there = round_ + 1, {}
        for place in places:
            information.judge_delivery(place, there)
        both = set(there) | set(places) == set(information.PLACES)
        # what the first office was told as complete, the second is not told less
        complete = complete or (bool(there) and old.complete)
        limit = None
        if both and not complete:
            event = datetime.fromisoformat(old.asked["base"]).date()
            limit = follow_up(event, at, closing_times(store), settings.get(store, "information.follow_days"))
        late = law.overdue(old.counted.due, old.rule, at) if round_ == 0 else None
        left = information.owed({*there, *places}, complete)
        notes = [verdict for verdict in (late, left) if verdict]
        body = {
            "v": 1, "id": one, "round": round_, "places": list(places), "complete": complete,
            "person": person.strip() or store.actor, "over": both and complete,
            "limit": limit.as_body() if limit else None, "verdicts": bodies(notes),
        }  # fmt: skip
        journal.record(store, "information_reported", body, at=at)
    made = get(store, one)
    key = "information.over" if not made.open else "information.reported"
    values = {"title": old.title, "at": iso(at), "places": [information.PLACES[place] for place in places]}
    return Made(made, Verdict("19-1", Level.OK, key, values), tuple(notes))


@journal.applies("information_reported")
def _information_reported(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.executemany(
        "insert into information_report values (?, ?, ?, ?, ?)",
        [(body["id"], body["round"], place, body["person"], event.at) for place in body["places"]],
    )
    conn.execute("update deadline set complete = ? where id = ?", (body["complete"], body["id"]))
    if body["limit"]:
        set_limit(conn, body["id"], body["limit"])
    if body["over"]:
        conn.execute(
            "update deadline set state = 'done', ended_at = ?, ended_by = ? where id = ?",
            (event.at, body["person"], body["id"]),
        )
    add_fact(conn, event)


def deliveries(store: Store, one: int) -> list[Delivery]:
    """Every report of it, the first first."""
    rows = store.rows(
        "select round, place, person, at from information_report where deadline = ? order by round, at, place",
        one,
    )
    return [Delivery(*row) for row in rows]


def round_of(store: Store, one: int) -> tuple[int, dict[str, str]]:
    """The report that is under way: its number, and which office had it when (ISO)."""
    lines = deliveries(store, one)
    last = lines[-1].round if lines else 0
    return last, {line.place: line.at for line in lines if line.round == last}
