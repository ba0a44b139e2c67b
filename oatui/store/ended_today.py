"""What its own room ended or handed on today, read back from the journal: 日清 counts it as looked at.

A room that gets something new that can stay open (store/open_items.py) says here what ends it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from oatui.store import duty_watch, own_chains
from oatui.store.database import Row, Store
from oatui.store.open_items import Key, OpenItem, login_id

# event -> (kind of the open item, where its body holds the id)
ENDED_BY: dict[str, tuple[str, str]] = {
    "deadline_done": ("deadline", "id"),
    "deadline_withdrawn": ("deadline", "id"),
    "incoming_ended": ("incoming", "id"),
    "incoming_returned": ("incoming", "id"),
    "incoming_voided": ("incoming", "id"),
    "reply_reported": ("reply", "meeting"),
    "matter_event_linked": ("request", "id"),
    "matter_event_dropped": ("request", "id"),
    "publication_made": ("publication", "id"),
    "publication_ended": ("publication", "id"),
    "document_closed": ("document", "id"),
    "meeting_closed": ("meeting", "meeting"),
    "leave_approved": ("leave", "id"),
    "leave_refused": ("leave", "id"),
    "leave_withdrawn": ("leave", "id"),
    "leave_slip_delivered": ("leave", "id"),
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
    for row in _backwards(store, today.isoformat()):
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
            ended[key] = RoomAct(*key, "", *act)
    titles = _titles(store, ended)
    return [one._replace(title=titles.get(key, "")) for key, one in reversed(ended.items())], handed


def _backwards(store: Store, day: str) -> Iterator[Row]:
    """This desk's events from the last one to the day's first, those before a restore among them."""
    # a day is a short walk, and needs no index
    for origin in reversed(own_chains.origins(store)):
        for row in store.conn.execute(
            "select kind, at, recorded_at, actor, body from event where origin = ? order by seq desc",
            (origin,),
        ):
            if row["recorded_at"][:10] < day:
                return
            yield row


# kind of the open item -> what it is called, by its id
_TITLES = dict.fromkeys(("meeting", "reply"), "select id, title from meeting") | {
    "request": "select id, title from matter_event",
    "deadline": "select id, title from deadline",
    "incoming": "select id, title from incoming",
    "document": "select id, title from document",
    "incident": "select id, what as title from incident",
    "telegram": "select id, title from telegram",
    "oa_item": "select id, title from oa_item",
    "publication": "select id, title from publication",
    "leave": "select l.id, a.name || ' ' || m.title as title from leave l join attendee a on a.id = l.attendee "
    "join meeting m on m.id = l.meeting",
}


def _titles(store: Store, ended: Collection[Key]) -> dict[Key, str]:
    """What was ended is called, one read of each kind."""
    found: dict[Key, str] = {}
    for kind in {kind for kind, _item in ended}:
        ids = [item for of, item in ended if of == kind]
        if kind in _TITLES:
            sql = f"select * from ({_TITLES[kind]}) where id in (select value from json_each(?))"
            found |= {(kind, row["id"]): row["title"] for row in store.rows(sql, json.dumps(ids))}
        elif kind in {"duty_handover", "duty_gap"}:
            found |= {(kind, item): duty_watch.title_of(store, kind, item) for item in ids}
    return found
