"""日清: what was answered of each open thing of a day, and the days that were cleared (article 3).

Whether something is open is its own room's to say (store/open_items.py); here stands what was said of it at the desk.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import ZONE, from_iso, to_second
from oatui.rules import clear_desk as law
from oatui.rules.verdict import Level, Verdict, bodies, refuse
from oatui.rules.workdays import Calendar
from oatui.store import deadline_acts, ended_today, incoming_passing, journal, oa, open_items, settings
from oatui.store.cleared_days import ClearedDay as ClearedDay
from oatui.store.cleared_days import cleared as cleared
from oatui.store.cleared_days import cleared_between as cleared_between
from oatui.store.cleared_days import streak as streak
from oatui.store.database import Row, Store
from oatui.store.ended_today import RoomAct
from oatui.store.open_items import Key, OpenItem

if TYPE_CHECKING:
    from sqlite3 import Connection


class Answer(NamedTuple):
    """What was answered of a thing on a day; `way` of rules/clear_desk.WAYS, `reason` of REASONS, times are ISO."""

    origin: str
    seq: int
    day: str
    kind: str
    item: int
    title: str
    way: str
    taker: str
    until: str | None
    reason: str
    words: str
    at: str
    actor: str


@dataclass(frozen=True, slots=True)
class Card:
    """An open thing that is asked about today, why (rules/clear_desk.CAUSES), and what was answered."""

    item: OpenItem
    cause: str
    answer: Answer | None
    carried: int  # days on which it was carried over
    marked: bool = False  # as often as the office marks (本局约定)

    @property
    def remarks(self) -> list[Verdict]:
        """What is to be said of it besides what it waits for: that it was carried over, again and again."""
        level = Level.WARNING if self.marked else Level.NOTE
        return [Verdict("3-1", level, "clear_desk.carried", {"n": self.carried})] if self.carried else []


@dataclass(frozen=True, slots=True)
class Review:
    """The day's review as it stands: cards, what its own room ended, what is not due yet."""

    day: date
    working: bool
    cards: list[Card]
    ended: list[RoomAct]
    not_due: list[OpenItem]
    cleared: ClearedDay | None
    streak: int | None

    @property
    def untouched(self) -> list[Card]:
        return [card for card in self.cards if card.answer is None]

    def count(self, way: str) -> int:
        """How many were answered so; what a room ended is done."""
        said = sum(card.answer is not None and card.answer.way == way for card in self.cards)
        return said + (len(self.ended) if way == "done" else 0)


def review(store: Store, calendar: Calendar) -> Review:
    """The review of today as it stands now."""
    now = to_second(store.clock.now())
    working = open_items.is_working(calendar, now.date())
    found = open_items.open_items(store, calendar)
    ended, handed = ended_today.acts_today(store, found)
    begun = _begun(store, now)
    often = int(settings.get(store, "clear_desk.marked"))
    said = _answers(store, found)
    cards, not_due = [], []
    for item in found:
        card = _card(item, said.get(item.key, ()), handed.get(item.key), begun, now, often)
        if card is None:
            not_due.append(item)
        else:
            cards.append(card)
    return Review(
        now.date(), working, cards, ended, not_due, cleared(store, now.date()),
        streak(store, now.date(), calendar),
    )  # fmt: skip


def _card(
    item: OpenItem, said: Sequence[Answer], handed: RoomAct | None, begun: datetime, now: datetime, often: int
) -> Card | None:
    today = now.date().isoformat()
    before = [one for one in said if one.day < today]
    # what was answered last holds: handed on after a delay, it does not come back for that delay
    until = date.fromisoformat(before[-1].until) if before and before[-1].until else None
    answer = said[-1] if said and said[-1].day == today else None
    if handed and (answer is None or answer.at < handed.at):
        answer = _in_its_room(handed, today)
    cause = law.cause(item.since, item.do_by, item.urgency, until, begun, now)
    if cause is None and answer is None:
        return None
    carried = len({one.day for one in said if one.way == "carry"})
    return Card(item, cause or "new", answer, carried, carried >= often)


def _in_its_room(act: RoomAct, day: str) -> Answer:
    """转办 that its own room keeps: no answer of the review, and taken back only there."""
    return Answer(
        "", 0, day, act.kind, act.id, act.title, "hand_on", act.taker, None, "", "", act.at, act.actor
    )


def _begun(store: Store, now: datetime) -> datetime:
    """From when on nothing was looked at yet: the last clearing; before the first, the first answer, else today."""
    at = store.value("select max(at) from cleared_day") or store.value("select min(at) from review_answer")
    return from_iso(at) if at else datetime.combine(now.date(), time(), ZONE)


# ------------------------------------------------------------------ answering


def _pass_on(store: Store, paper: int, to: str, _words: str) -> object:
    return incoming_passing.pass_on(store, paper, [to], "handle")


HANDED_IN_ROOM: dict[str, Callable[[Store, int, str, str], object]] = {
    "deadline": deadline_acts.hand_on,
    "incoming": _pass_on,
    "oa_item": lambda store, one, to, _words: oa.assign(store, one, to),
}


def answer(
    store: Store,
    kind: str,
    item: int,
    way: str,
    calendar: Calendar,
    *,
    to: str = "",
    until: date | None = None,
    reason: str = "",
    words: str = "",
) -> tuple[Answer, list[Verdict]]:
    """已办 with words, 转办 to a named person, or 顺延 with day and reason. Raises Refused.

    What its own room ends is ended there; 转办 of a deadline or an incoming paper is done in its room, too.
    """
    now = to_second(store.clock.now())
    found = open_items.find(store, kind, item, calendar)
    if found is None:
        raise refuse("clear_desk.not_open", "3-1")
    notes: list[Verdict] = []
    if way == "carry":
        notes = law.judge_carry(kind, until, reason, words, found.due, now.date())
    elif way == "hand_on":
        law.judge_hand_on(to, found.owner)
        if kind in HANDED_IN_ROOM:
            HANDED_IN_ROOM[kind](store, item, to, words)
            handed = ended_today.acts_today(store, [found])[1][found.key]
            return _in_its_room(handed, now.date().isoformat()), notes
    elif kind in open_items.PLAIN:
        law.judge_plain(words)
    else:
        # said as done here and still open in its room, it would be neither
        raise refuse("clear_desk.own_end", "3-1", title=found.title)
    body = {
        "v": 1, "day": now.date().isoformat(), "kind": kind, "id": item, "title": found.title, "way": way,
        "to": to.strip() if way == "hand_on" else "",
        "until": until.isoformat() if way == "carry" and until else None,
        "reason": reason if way == "carry" else "", "words": words.strip(),
        "verdicts": bodies(notes),
    }  # fmt: skip
    with store.write():
        event = journal.record(store, "review_answered", body, known=[found.title])
    row = store.row("select * from review_answer where origin = ? and seq = ?", *event.key)
    assert row is not None
    return _answer(row), notes


@journal.applies("review_answered")
def _review_answered(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into review_answer values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
        (
            event.origin, event.seq, body["day"], body["kind"], body["id"], body["title"], body["way"], body["to"],
            body["until"], body["reason"], body["words"], event.at, event.actor,
        ),
    )  # fmt: skip


# by the journal: a restored desk goes on under another origin, whose seq begins at 1 again
_IN_ORDER = "select a.* from review_answer a join event e on e.origin = a.origin and e.seq = a.seq"


def last_answer(store: Store, day: date) -> Answer | None:
    """The last answer of a day that stands: what `take_back` takes."""
    row = store.row(
        f"{_IN_ORDER} where a.day = ? and a.taken_back_at is null order by e.rowid desc limit 1",
        day.isoformat(),
    )
    return _answer(row) if row else None


def take_back(store: Store) -> Answer:
    """The last answer of today does not count any more, as a further fact. Raises Refused."""
    with store.write():
        found = last_answer(store, store.clock.now().date())
        if found is None:
            raise refuse("clear_desk.nothing_said")
        journal.record(
            store,
            "review_answer_taken_back",
            {"v": 1, "answer": [found.origin, found.seq], "title": found.title},
            known=[found.title],
        )
    return found


@journal.applies("review_answer_taken_back")
def _review_answer_taken_back(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update review_answer set taken_back_at = ? where origin = ? and seq = ?",
        (event.at, *event.body["answer"]),
    )


# ------------------------------------------------------------------ clearing the day


def clear(store: Store, calendar: Calendar) -> tuple[ClearedDay, Verdict]:
    """Clear today: nothing is untouched. Cleared again, a day's later list replaces the earlier. Raises Refused."""
    with store.write():
        found = review(store, calendar)
        said = [card for card in found.cards if card.answer]
        ways = ["done"] * len(found.ended) + [card.answer.way for card in said if card.answer]
        verdict = law.judge_clear(
            [card.item.title or open_items.KINDS[card.item.kind] for card in found.untouched], ways
        )
        said_of = lines(found)
        body = {
            "v": 1, "day": found.day.isoformat(), "not_due": len(found.not_due),
            "lines": said_of, "verdicts": [verdict.as_body()],
        }  # fmt: skip
        known = [text for line in said_of for text in line.values() if isinstance(text, str)]
        journal.record(store, "day_cleared", body, known=known)
    made = cleared(store, found.day)
    assert made is not None
    return made, verdict


def lines(found: Review) -> list[dict[str, Any]]:
    """What the record of the day says of each thing that was ended or answered."""
    said = [card for card in found.cards if card.answer]
    return [*map(_ended_line, found.ended), *map(_said_line, said)]


def _ended_line(one: RoomAct) -> dict[str, Any]:
    return {
        "kind": one.kind, "id": one.id, "title": one.title, "way": "done", "to": "", "until": None, "reason": "",
        "words": "", "carried": 0, "marked": False, "at": one.at, "by": one.actor,
    }  # fmt: skip


def _said_line(card: Card) -> dict[str, Any]:
    said = card.answer
    assert said is not None
    return {
        "kind": said.kind, "id": said.item, "title": said.title, "way": said.way, "to": said.taker,
        "until": said.until, "reason": said.reason, "words": said.words, "carried": card.carried,
        "marked": card.marked, "at": said.at, "by": said.actor,
    }  # fmt: skip


@journal.applies("day_cleared")
def _day_cleared(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into cleared_day values (?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, body["day"], event.at, event.actor, journal.as_json(body["lines"]),
            body["not_due"],
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ what people read


def answers(store: Store, kind: str, item: int) -> list[Answer]:
    """The answers about a thing that stand, in order."""
    rows = store.rows(
        f"{_IN_ORDER} where a.kind = ? and a.item = ? and a.taken_back_at is null order by e.rowid",
        kind,
        item,
    )
    return [_answer(row) for row in rows]


def _answers(store: Store, items: Sequence[OpenItem]) -> dict[Key, list[Answer]]:
    """The same of many things, in one read."""
    found: dict[Key, list[Answer]] = defaultdict(list)
    for row in store.rows(
        "select a.* from json_each(?) i join review_answer a on a.kind = i.value ->> 0 and a.item = i.value ->> 1 "
        "join event e on e.origin = a.origin and e.seq = a.seq where a.taken_back_at is null order by e.rowid",
        json.dumps([one.key for one in items]),
    ):
        found[row["kind"], row["item"]].append(_answer(row))
    return found


def _answer(row: Row) -> Answer:
    return Answer(
        row["origin"], row["seq"], row["day"], row["kind"], row["item"], row["title"], row["way"], row["taker"],
        row["until"], row["reason"], row["words"], row["at"], row["actor"],
    )  # fmt: skip
