"""What its own room ended or handed on today, read back from the journal: 日清 counts it as looked at.

A room that gets something new that can stay open (store/open_items.py) says here what ends it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from oatui.rules.verdict import Refused
from oatui.store import deadlines, documents, duty_watch, incidents, incoming, leave, meetings, oa, telegrams
from oatui.store.database import Store
from oatui.store.open_items import Key, OpenItem, login_id

# event -> (kind of the open item, where its body holds the id)
ENDED_BY: dict[str, tuple[str, str]] = {
    "deadline_done": ("deadline", "id"),
    "deadline_withdrawn": ("deadline", "id"),
    "incoming_ended": ("incoming", "id"),
    "incoming_returned": ("incoming", "id"),
    "incoming_voided": ("incoming", "id"),
    "reply_reported": ("reply", "meeting"),
    "publication_made": ("publication", "id"),
    "publication_ended": ("publication", "id"),
    "document_closed": ("document", "id"),
    "meeting_closed": ("meeting", "meeting"),
    "leave_approved": ("leave", "id"),
    "leave_refused": ("leave", "id"),
    "leave_withdrawn": ("leave", "id"),
    "matters_reviewed": ("matters", ""),
    "incident_closed": ("incident", "id"),
    "incident_annulled": ("incident", "id"),
    "telegram_step_done": ("telegram", "id"),
    "oa_item_done": ("oa_item", "id"),
    "secrets_counted": ("secrets", ""),
    "oa_logged_in": ("oa", "which"),
    "duty_handed_over": ("duty_handover", "id"),
    "duty_set": ("duty_gap", "filled"),
}


# event -> (kind of the open item, where its body names who has it now): 转办 in its own room
HANDED_BY = {
    "deadline_handed_on": ("deadline", "taker"),
    "incoming_directed": ("incoming", "taker"),
    "incoming_passed": ("incoming", "takers"),
    "oa_item_assigned": ("oa_item", "owner"),
}


class RoomAct(NamedTuple):
    """What its own room did with a thing today, by whom and when (ISO): ended it, or handed it on to `taker`."""

    kind: str
    id: int
    title: str
    at: str
    actor: str
    taker: str = ""


def acts_today(store: Store, still_open: Sequence[OpenItem]) -> tuple[list[RoomAct], dict[Key, RoomAct]]:
    """What was ended today, in order, and of what is open still the last handing on."""
    today = store.clock.now().date()
    open_now = {one.key: one.title for one in still_open}
    ended: dict[Key, RoomAct] = {}
    handed: dict[Key, RoomAct] = {}
    # backwards from the last event: a day is a short walk, and needs no index
    for row in store.conn.execute(
        "select kind, at, recorded_at, actor, body from event where origin = ? order by seq desc",
        (store.origin,),
    ):
        if row["recorded_at"][:10] < today.isoformat():
            break
        if row["kind"] not in ENDED_BY and row["kind"] not in HANDED_BY:
            continue
        body, act = json.loads(row["body"]), (row["recorded_at"], row["actor"])
        if row["kind"] in HANDED_BY:
            kind, name = HANDED_BY[row["kind"]]
            taker = body[name] if isinstance(body[name], str) else "、".join(body[name])
            key = kind, int(body["id"])
            if taker and key in open_now:
                handed.setdefault(key, RoomAct(*key, open_now[key], *act, taker))
            continue
        kind, name = ENDED_BY[row["kind"]]
        if name and not body.get(name):
            continue  # a duty roster that closes no gap
        if kind != "oa":
            key = kind, int(body[name]) if name else login_id(today) if kind == "secrets" else 1
        elif row["at"][:10] == today.isoformat():
            key = f"oa_{body['which']}", login_id(today)
        else:
            continue  # an earlier day's, entered afterwards
        if key not in open_now and key not in ended:
            ended[key] = RoomAct(*key, _title(store, *key), *act)
    return list(reversed(ended.values())), handed


def _title(store: Store, kind: str, item: int) -> str:
    try:
        match kind:
            case "deadline":
                return deadlines.get(store, item).title
            case "incoming":
                return incoming.get(store, item).title
            case "document":
                return documents.get(store, item).title
            case "meeting" | "reply":
                return meetings.get(store, item).title
            case "leave":
                one = leave.get(store, item)
                return f"{one.name} {meetings.get(store, one.meeting).title}"
            case "incident":
                return incidents.get(store, item).what
            case "telegram":
                return telegrams.get(store, item).title
            case "oa_item":
                return oa.item(store, item).title
            case "duty_handover" | "duty_gap":
                return duty_watch.title_of(store, kind, item)
            case "publication":
                return str(store.value("select title from publication where id = ?", item))
    except Refused:  # only where a room lost what the journal tells of
        pass
    return ""
