"""The list that was reported upward: fixed after the reply deadline, and each change of it a dated fact (17-8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oatui.rules.verdict import held
from oatui.store import journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


def judge_late(store: Store, deadline: datetime | None, by: str, because: str) -> None:
    """After the deadline it changes only with who asked for it and why. Raises Refused."""
    from oatui.rules import replies

    held(replies.judge_time(deadline, store.clock.now(), by, because))


def keep_fact(
    conn: Connection,
    event: journal.Event,
    meeting: int,
    kind: str,
    unit: str,
    name: str,
    what: Mapping[str, Any],
) -> None:
    """Keep a change; `replies` judges whether it came late."""
    conn.execute(
        "insert into roster_fact values (?, ?, 0, ?, ?, ?, ?, ?, ?, null, ?, ?, ?)",
        (
            event.origin, event.seq, meeting, kind, unit, name, journal.as_json(what), event.at,
            event.body.get("by", ""), event.body["because"], event.actor,
        ),
    )  # fmt: skip
