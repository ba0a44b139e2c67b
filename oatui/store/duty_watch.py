"""What happens on a shift: its test call, and handing it over with what is still open (23-1, 23-2)."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import ZONE, iso, to_second
from oatui.rules import duty as law
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar
from oatui.store import duty, incidents, journal, limits, settings, telegrams
from oatui.store.database import Store
from oatui.store.duty import Line

if TYPE_CHECKING:
    from sqlite3 import Connection

LOOK_BACK = timedelta(days=7)  # what was not handed over for longer is history
DUE_WITHIN = timedelta(hours=24)
MOST = 30  # of one kind


class HandOver(NamedTuple):
    """What was handed over of a shift; `items` are (kind, title) of what was open then, `at` is ISO."""

    day: date
    shift: str
    giver: str
    taker: str
    matters: str
    items: list[tuple[str, str]]
    at: str
    actor: str

    def said(self, judged: Verdict) -> Verdict:
        """That it was recorded, and with how much; what the rules remarked on comes first."""
        if judged.level is not Level.OK or not self.items:
            return judged
        return Verdict(
            "23-1",
            Level.OK,
            "duty.handed_with",
            {"giver": self.giver, "taker": self.taker, "n": len(self.items)},
        )

    @property
    def line(self) -> Verdict:
        """Who handed over to whom, and what was left open, in words."""
        left = [*filter(None, [self.matters]), *(title for _kind, title in self.items)]
        key = "duty.log_handed_with" if left else "duty.log_handed"
        return Verdict("23-1", Level.NOTE, key, {**self._asdict(), "left": left})


def test_call(store: Store, day: date, shift: str, reached: bool, *, at: datetime | None = None) -> Line:
    """Whether the shift's phone was answered (试呼, 23-2); the last call counts. Raises Refused."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    with store.write():
        law.judge_call(
            duty.get(store, day, shift).entry, moment, now, settings.get(store, "duty.call_minutes")
        )
        said = Verdict("23-2", Level.OK if reached else Level.WARNING, "duty.reached", {"reached": reached})
        body = {
            "v": 1,
            "day": day.isoformat(),
            "shift": shift,
            "reached": reached,
            "verdicts": [said.as_body()],
        }
        journal.record(store, "duty_called", body, at=moment)
    return duty.get(store, day, shift)


@journal.applies("duty_called")
def _duty_called(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update duty set reached = ?, called_at = ?, called_by = ? where day = ? and shift = ?",
        (int(body["reached"]), event.at, event.actor, body["day"], body["shift"]),
    )


def hand_over(
    store: Store,
    day: date,
    shift: str,
    giver: str,
    taker: str,
    calendar: Calendar,
    matters: str = "",
    *,
    at: datetime | None = None,
) -> tuple[HandOver, Verdict]:
    """A shift is handed over, with what is open at this moment; a further record corrects it. Raises Refused."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    with store.write():
        one = duty.get(store, day, shift).entry
        judged = law.judge_hand_over(one, giver, taker, moment, now)
        body = {
            "v": 2, "id": shift_id(one.starts), "day": day.isoformat(), "shift": shift, "giver": giver.strip(),
            "taker": taker.strip(), "matters": matters.strip(), "items": [list(item) for item in still_open(store, calendar)],
            "verdicts": [judged.as_body()],
        }  # fmt: skip
        journal.record(store, "duty_handed_over", body, at=moment)
    made = hand_overs(store, day, shift)[0]
    return made, made.said(judged)


@journal.applies("duty_handed_over")
def _duty_handed_over(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into duty_handover values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, body["day"], body["shift"], body["giver"], body["taker"], body["matters"],
            event.at, event.actor, journal.as_json(body.get("items", [])),
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ what people read


def shift_id(starts: datetime) -> int:
    """202611241800: the number of the shift that begins then."""
    return int(f"{starts.astimezone(ZONE):%Y%m%d%H%M}")


def still_open(store: Store, calendar: Calendar) -> list[tuple[str, str]]:
    """What the next shift has to know of: incidents, telegrams, what is due within a day. Kind and title."""
    until = store.clock.now() + DUE_WITHIN
    return [
        *(("incident", one.what) for one in incidents.open_incidents(store, MOST)),
        *(("telegram", one.title) for one in telegrams.open_telegrams(store, MOST)),
        *((one.source, one.title) for one in limits.due_until(store, until, calendar, MOST)),
    ]


def hand_overs(store: Store, day: date | None = None, shift: str = "", most: int = 20) -> list[HandOver]:
    """Those of one shift, or of all of them, the last first."""
    rows = store.rows(
        "select day, shift, giver, taker, matters, items, at, actor from duty_handover "
        "where ? is null or (day = ? and shift = ?) order by at desc, origin, seq desc limit ?",
        day and day.isoformat(), day and day.isoformat(), shift, most,
    )  # fmt: skip
    return [
        HandOver(
            date.fromisoformat(row["day"]), row["shift"], row["giver"], row["taker"], row["matters"],
            [(kind, title) for kind, title in json.loads(row["items"])], row["at"], row["actor"],
        )
        for row in rows
    ]  # fmt: skip


def not_handed_over(store: Store) -> list[Line]:
    """The shifts that ended within a week and of which nobody said who took over; what was entered later is not asked."""
    now = to_second(store.clock.now())
    rows = store.rows(
        "select * from duty d where starts > ? and ends <= ? and at < ends and not exists "
        "(select 1 from duty_handover h where h.day = d.day and h.shift = d.shift) order by starts limit ?",
        iso(now - LOOK_BACK), iso(now), MOST,
    )  # fmt: skip
    return [duty.line_of(row) for row in rows]


def next_of(store: Store, line: Line) -> Line | None:
    """The shift that takes over from this one."""
    on = duty.on_duty(store, line.entry.ends)
    return next((one for one in on if one.entry.key != line.entry.key), None)


def handing_over(store: Store) -> Line | None:
    """The shift that is handed over now: the one that ended last, just after a change, else the one that is on."""
    now = store.clock.now()
    ended = [one for one in not_handed_over(store) if now - one.entry.ends < timedelta(hours=2)]
    return next(iter([*reversed(ended), *reversed(duty.on_duty(store, now))]), None)


def of_id(store: Store, number: int) -> Line | None:
    """The shift of a number of `shift_id`; None where it is not on the roster any more."""
    starts = datetime.strptime(str(number), "%Y%m%d%H%M").replace(tzinfo=ZONE)
    return next((one for one in duty.on_duty(store, starts) if one.entry.starts == starts), None)


def title_of(store: Store, kind: str, number: int) -> str:
    """What 日清 calls a shift that is handed over, or a gap: the day, the shift, who was on it."""
    if kind == "duty_gap":
        return f"{number // 100 % 100}月{number % 100}日"
    line = of_id(store, number)
    if line is None:
        return ""
    return f"{line.entry.day.month}月{line.entry.day.day}日 {line.entry.shift} {law.called(line.entry)}"
