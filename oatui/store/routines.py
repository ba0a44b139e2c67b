"""The daily routine: OA logins of article 14."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, get_args

from oatui.clock import from_iso, iso, to_second
from oatui.rules import routine
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.store import journal, settings
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Login(NamedTuple):
    """One OA login; `at` is when it was made, `recorded_at` when it was entered (ISO)."""

    which: str
    at: str
    recorded_at: str
    operator: str
    reason: str
    verdict: Verdict
    left: Verdict | None = None  # 14-5, told at the login before leaving


class LoginState(NamedTuple):
    """Where one of the day's two logins stands (None on a rest day), its window and the login that counts."""

    which: str
    state: routine.LoginState | None
    opens: datetime
    closes: datetime
    login: Login | None


def hours(store: Store) -> Callable[[date], routine.Hours]:
    """The office hours of any day by the office's two seasons, with its OA windows (14-2)."""
    office = settings.everything(store)
    summer, winter = (routine.read_hours(office[key]) for key in ("hours.summer", "hours.winter"))
    seasons = [routine.Season(5, 1, summer), routine.Season(10, 1, winter)]
    windows = {name: office[f"oa.{name}"] for name in ("before_opening", "after_opening", "before_closing")}
    return lambda day: routine.hours_on(day, seasons)._replace(**windows)


def hours_on(store: Store, day: date) -> routine.Hours:
    """Those of one day."""
    return hours(store)(day)


def log_in(
    store: Store, *, at: datetime | None = None, which: routine.Which | None = None, reason: str = ""
) -> Login:
    """Record an OA login, of now or of an earlier moment. Raises Refused (14-2)."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    with store.write():
        of_day = hours_on(store, moment.date())
        which = which or routine.which_login(moment, of_day)
        if which is None:
            raise refuse("routine.between", "14-2", at=iso(moment))
        verdict = routine.judge_login(moment, now, which, of_day, reason)
        if verdict.refused:
            raise Refused(verdict)
        if which == "arrival" and (counts := _arrived(store, moment, of_day)):
            raise refuse("routine.arrival_made", at=counts)
        body = {"v": 1, "which": which, "reason": reason.strip(), "verdict": verdict.as_body()}
        left = None
        if which == "leaving" and moment.date() == now.date():
            from oatui.rules.oa import NOT_LOOKED
            from oatui.store import oa

            left = oa.left(store)
            if left != NOT_LOOKED:  # what nobody looked at is not held
                body["left"] = left.as_body()
        event = journal.record(store, "oa_logged_in", body, at=moment)
    return Login(which, event.at, event.recorded_at, event.actor, reason.strip(), verdict, left)


def _arrived(store: Store, moment: datetime, of_day: routine.Hours) -> str | None:
    """The arrival login of that day that counts before one of this moment (the first in its window), ISO."""
    first, _last = routine.arrival_window(moment.date(), of_day)
    found: str | None = store.value(
        "select min(at) from oa_login where day = ? and which = 'arrival' and at between ? and ?",
        moment.date().isoformat(),
        iso(first),
        iso(moment),
    )
    return found


@journal.applies("oa_logged_in")
def _oa_logged_in(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into oa_login values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, body["which"], event.at[:10], event.at, event.recorded_at, event.actor,
            body["reason"], json.dumps(body["verdict"], ensure_ascii=False),
        ),
    )  # fmt: skip


def logins(store: Store, day: date) -> list[Login]:
    """The OA logins of a day, in order of time."""
    rows = store.rows("select * from oa_login where day = ? order by at, origin, seq", day.isoformat())
    return [
        Login(
            row["which"], row["at"], row["recorded_at"], row["operator"], row["reason"],
            Verdict.from_body(json.loads(row["verdict"])),
        )
        for row in rows
    ]  # fmt: skip


def states(store: Store, day: date, working: bool) -> list[LoginState]:
    """The day's two logins: arrival, then leaving (14-2)."""
    of_day, done, now = hours_on(store, day), logins(store, day), store.clock.now()
    answer = []
    windows = {"arrival": routine.arrival_window(day, of_day), "leaving": routine.leaving_window(day, of_day)}
    for which in get_args(routine.Which):
        mine = [login for login in done if login.which == which]
        state = routine.state(which, [from_iso(login.at) for login in mine], now, of_day, working, day)
        opens, closes = windows[which]
        counting = [login for login in mine if opens <= to_second(from_iso(login.at)) <= closes]
        if not counting and state in {routine.LoginState.UPCOMING, routine.LoginState.OPEN}:
            mine = []  # made too early: it is still to be made
        # the first arrival counts, the last one before leaving
        mine = counting or [login for login in mine if from_iso(login.at) > closes] or mine
        login = (mine[0] if which == "arrival" else mine[-1]) if mine else None
        answer.append(LoginState(which, state, *windows[which], login))
    return answer


def clock_back(store: Store) -> Verdict | None:
    """Whether the clock shows less than at this desk's last event."""
    last = store.value(
        "select recorded_at from event where origin = ? order by seq desc limit 1", store.origin
    )
    return routine.clock_back(from_iso(last), store.clock.now()) if last else None
