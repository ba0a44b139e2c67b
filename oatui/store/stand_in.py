"""现场替会: somebody who is not on the list comes instead of one who is, let in by a named person (17-3, 17-8).

One act: leave asked for and approved at that moment, the substitute with a code of their own, and their sign-in.
"""

from __future__ import annotations

from datetime import datetime

from oatui.clock import to_second
from oatui.rules import door as law
from oatui.rules import leave as law_of_leave
from oatui.rules import names, signin
from oatui.rules.verdict import Refused, refuse
from oatui.store import approvers, arrivals, leave, meetings, people
from oatui.store.arrivals import Arrival
from oatui.store.database import Store

REASON = "现场替会"
OTHER = "other"  # of the reasons of leave


def stand_in(
    store: Store,
    meeting: int,
    attendee: int,
    name: str,
    *,
    approver: str,
    unit: str = "",
    post: str = "",
    kind: str = OTHER,
    reason: str = "",
    chair_consent: str = "",
    venue: int | None = None,
    at: datetime | None = None,
) -> Arrival:
    """Let `name` in for the person of the roster; the answer is the substitute's sign-in, with what was noted.

    `kind` and `reason` are the leave's, of the one who is not here. Without an approver it is a refused Arrival,
    recorded (17-8). At a sub-venue it waits for the main desk (store/walk_ins.py). Raises Refused where the
    substitution itself cannot be.
    """
    if not name.strip():
        raise refuse("person.no_name")
    if store.is_site:
        from oatui.store import walk_ins

        # of the reasons on the list its word goes along: it is proposed where it is decided
        why = reason or ("" if kind == OTHER else law_of_leave.REASONS[kind])
        return walk_ins.note(
            store, meeting, attendee, name, approver=approver, unit=unit, post=post, reason=why,
            venue=venue, at=at,
        )  # fmt: skip
    keys = names.name_keys(name.strip())
    with store.write():
        return record(
            store, meeting, attendee, name, keys, approver=approver, unit=unit, post=post, kind=kind,
            reason=reason, chair_consent=chair_consent, venue=venue, at=at,
        )  # fmt: skip


def record(
    store: Store,
    meeting: int,
    attendee: int,
    name: str,
    keys: str,
    *,
    approver: str,
    unit: str,
    post: str,
    kind: str,
    reason: str,
    chair_consent: str,
    venue: int | None,
    at: datetime | None,
) -> Arrival:
    """`stand_in` inside a `write()` that has more to record; `keys` as `names.name_keys` makes them."""
    moment = to_second(at or store.clock.now())
    found = meetings.get(store, meeting)
    first = people.get(store, attendee)
    if first.meeting != meeting:
        raise Refused(signin.not_on_roster(first.name))
    said = law.judge_spot(found.level, name.strip(), first.name, approver, moment, found.start)
    if said.refused:
        named = {"name": name.strip(), "unit": unit.strip() or first.unit}
        return arrivals.record_refusal(store, meeting, said, moment, venue, **named)
    asked = leave.standing(store, attendee)
    if asked is None:
        asked = leave.record_request(store, attendee, kind, reason, moment, chair_consent).leave
    if asked.state == "requested":
        asked = leave.record_approval(store, asked.id, approver, moment).leave
    who = {"name": name, "unit": unit, "post": post, "phone": ""}
    made = leave.record_substitute(store, asked.id, who, keys, moment, approver.strip(), [said])
    assert made.leave.substitute is not None
    # within the hours the sign-in needs no approver of its own, and is no 补签
    outside = signin.judge_window(moment, found.window)
    hand = arrivals.Hand(made.leave.substitute, REASON, approver if outside else "")
    answer = arrivals.judge_and_record(store, meeting, hand, moment, venue)
    approvers.remember(store, approver)
    return answer._replace(notes=(said, *answer.notes))
