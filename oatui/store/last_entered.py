"""In which order the last entries of a routine were entered: what is said of them may be of an hour or a day before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from oatui.store import journal
from oatui.store.database import Store

LOOKED_AT = 5000  # rows of the journal's end; further back the entries' own times order them


def _by_event(_store: Store, event: journal.Event) -> Iterable[str]:
    return (f"{event.origin}/{event.seq}",)


def _named(*fields: str) -> Callable[[Store, journal.Event], Iterable[str]]:
    return lambda _store, event: ("/".join(str(event.body[field]) for field in fields),)


def _units(_store: Store, event: journal.Event) -> Iterable[str]:
    units: list[Any] = event.body.get("units", [event.body])
    return (f"{event.body['meeting']}/{one if isinstance(one, str) else one['unit']}" for one in units)


def _post(store: Store, event: journal.Event) -> Iterable[str]:
    found = store.value("select post from security_change where id = ?", event.body["id"])
    return (found,) if found else ()


# event -> which kind of store/taking_back.py it enters, and the keys of its entries there
_ENTERS: dict[str, tuple[str, Callable[[Store, journal.Event], Iterable[str]]]] = {
    "oa_logged_in": ("login", _by_event),
    "oa_item_done": ("oa_item", _named("id")),
    "oa_handed_over": ("handover", _by_event),
    "oa_counted": ("oa_count", _by_event),
    "telegram_notified": ("telegram", _named("id")),
    "telegram_step_done": ("telegram", _named("id")),
    "secret_act_done": ("secret", _named("serial")),
    "secret_rooms_entered": ("visit", _named("id")),
    "secret_rooms_left": ("visit", _named("id")),
    "secret_rooms_patrolled": ("patrol", _by_event),
    "password_changed": ("password", _by_event),
    "security_post_filled": ("post", _named("post")),
    "security_change_reported": ("post", _post),
    "secret_medium_registered": ("medium", _named("serial")),
    "secret_medium_handed": ("medium", _named("serial")),
    "secrets_counted": ("count", _by_event),
    "notice_sent": ("notice", _by_event),
    "notice_acknowledged": ("receipt", _units),
    "reply_recorded": ("reply", _units),
    "reply_reported": ("our_reply", _named("meeting")),
    "leave_slip_delivered": ("slip", _named("id", "place")),
}


def last_entered(store: Store, kinds: Collection[str]) -> dict[tuple[str, str], int]:
    """The place in the journal's end of each entry (kind, key) of some kinds, the last one first."""
    names = [name for name, (kind, _keys) in _ENTERS.items() if kind in kinds]
    rows = store.rows(
        "select rowid as place, * from event where rowid > (select max(rowid) from event) - ? "
        "and kind in (select value from json_each(?)) order by rowid desc",
        LOOKED_AT,
        journal.as_json(names),
    )
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        event = journal.read(row)
        kind, keys = _ENTERS[event.kind]
        for key in keys(store, event):
            found.setdefault((kind, key), row["place"])
    return found
