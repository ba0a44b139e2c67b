"""按纸质签到表补录: many at once, with one reason and one approver, each judged on the path of every sign-in (practice)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oatui.clock import iso, to_second
from oatui.rules import names
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import approvers, arrivals, meetings, people
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Store

REASON = "按纸质签到表补录"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person of the roster without a sign-in; `leave` is the state of a leave that is asked for or approved."""

    attendee: int
    name: str
    unit: str
    post: str
    venue: str
    leave: str | None


@dataclass(frozen=True, slots=True)
class Entered:
    """Who was signed in, and who was here meanwhile by another door and stays as they are."""

    arrivals: tuple[arrivals.Arrival, ...]
    already: tuple[str, ...]
    verdict: Verdict


def enter(
    store: Store,
    meeting: int,
    attendees: Sequence[int],
    reason: str,
    approver: str,
    *,
    at: datetime | None = None,
    venue: int | None = None,
) -> Entered:
    """Sign everyone of the sheet in, marked 补签; `at` is the time on the sheet, else now. All or nothing. Raises Refused."""
    now = to_second(store.clock.now())
    moment = to_second(at or now)
    if not attendees:
        raise refuse("sheet.nobody")
    if not reason.strip():
        raise refuse("sheet.reason", "17-5")
    if not approver.strip():
        raise refuse("sheet.approver", "17-5")
    if moment > now:
        raise refuse("sheet.future", at=iso(moment), now=iso(now))
    words = f"{REASON}：{reason.strip()}"
    with store.write():
        done, already = [], []
        for attendee in dict.fromkeys(attendees):
            person = people.get(store, attendee)
            if person.meeting == meeting and person.status is not None:
                already.append(person.name)
                continue
            hand = arrivals.Hand(attendee, words, approver)
            answer = arrivals.judge_and_record(store, meeting, hand, moment, venue)
            if answer.outcome == "refused":
                raise Refused(answer.verdict)
            done.append(answer)
        if done:
            approvers.remember(store, approver)
    values = {"n": len(done), "at": iso(moment), "approver": approver.strip(), "already": len(already)}
    key = "sheet.entered_some" if already else "sheet.entered"
    return Entered(tuple(done), tuple(already), Verdict("17-5", Level.NOTE, key, values))


def _who(venue: int | None) -> str:
    """The people of ?2, by its index (the door's menu asks at a key), or of the whole meeting."""
    where = "?2 is null" if venue is None else "a.venue = ?2"
    return f"""from attendee a join venue v on v.id = a.venue left join {ARRIVED}
    left join leave l on l.attendee = a.id and l.state in ('requested', 'approved')
    where a.meeting = ?1 and {where} and r.status is null
    and not exists (select 1 from attendee b where b.substitute_for = a.id)
    and (?3 = '' or case ?4 when 1 then instr(a.keys, ' ' || ?3) else instr(a.plain, ?3) or instr(a.unit, ?3) end)"""


def waiting(
    store: Store, meeting: int, venue: int | None = None, text: str = "", limit: int = 500, offset: int = 0
) -> list[Waiting]:
    """Who is not signed in, in roster order, of a venue or of all; `text` is 汉字 of name or unit, or initials."""
    query, letters = names.fold_query(text)
    rows = store.rows(
        f"select a.id, a.name, a.unit, a.post, v.name as venue, l.state {_who(venue)} order by a.position limit ?5 offset ?6",
        meeting, venue, query, int(letters), limit, offset,
    )  # fmt: skip
    return [
        Waiting(row["id"], row["name"], row["unit"], row["post"], row["venue"], row["state"]) for row in rows
    ]


def count(store: Store, meeting: int, venue: int | None = None, text: str = "") -> int:
    query, letters = names.fold_query(text)
    meetings.get(store, meeting)
    return int(store.value(f"select count(*) {_who(venue)}", meeting, venue, query, int(letters)))
