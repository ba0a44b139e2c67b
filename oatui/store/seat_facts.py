"""How the events of seating are brought into the tables, each with what it replaced, so that it can be undone.

Every kind has the same parts in its body: `seats` lists [label, attendee, mark, unit] of each seat that changed
(attendee null: nobody), `plan` and `head` stand there only where they changed. What they replace is kept as a step;
an undo carries it in its own body and takes the step away. `attendee.seat` follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from oatui.store import journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

STEPS = (
    "seats_planned", "seats_arranged", "seat_moved", "seats_swapped", "seat_blocked", "seat_held", "seat_given",
    "seat_freed", "seat_vacated", "seat_passed_on", "head_table_confirmed", "seats_copied",
)  # fmt: skip

Content = list[Any]  # label, attendee, mark, unit
Body = Mapping[str, Any]


def plan_body(conn: Connection, venue: int) -> dict[str, Any] | None:
    """Rows, columns and aisles of a venue as they stand in a body."""
    row = conn.execute("select rows, columns, aisles from seat_plan where venue = ?", (venue,)).fetchone()
    return {"rows": row[0], "columns": row[1], "aisles": json.loads(row[2])} if row else None


def head_body(conn: Connection, venue: int) -> dict[str, Any] | None:
    """The head table's list of a venue as it stands in a body."""
    row = conn.execute(
        "select even, front, confirmed_by, at, names from head_list where venue = ?", (venue,)
    ).fetchone()
    if row is None:
        return None
    return dict(zip(("even", "front", "confirmed_by", "at"), row, strict=False)) | {
        "names": json.loads(row[4])
    }


def contents(conn: Connection, venue: int, labels: Iterable[str]) -> list[Content]:
    """What stands on these seats now, [label, null, null, ""] where nothing does."""
    found = []
    for label in labels:
        row = conn.execute(
            "select label, attendee, mark, unit from seat where venue = ? and label = ?", (venue, label)
        ).fetchone()
        found.append(list(row) if row else [label, None, None, ""])
    return found


def undo_body(store: Store, venue: int, step: int) -> dict[str, Any]:
    """The parts that bring back what a step replaced."""
    conn = store.conn
    plan, head = conn.execute(
        "select plan, head from seat_step where venue = ? and step = ?", (venue, step)
    ).fetchone()
    seats = conn.execute(
        "select label, attendee, mark, unit from seat_before where venue = ? and step = ? order by label",
        (venue, step),
    )
    body: dict[str, Any] = {"seats": [list(row) for row in seats]}
    if plan is not None:
        body["plan"] = json.loads(plan)
    if head is not None:
        body["head"] = json.loads(head)
    return body


def _keep_step(conn: Connection, event: journal.Event) -> None:
    body = event.body
    venue = body["venue"]
    step = conn.execute(
        "select coalesce(max(step), 0) + 1 from seat_step where venue = ?", (venue,)
    ).fetchone()[0]
    plan = journal.as_json(plan_body(conn, venue)) if "plan" in body else None
    head = journal.as_json(head_body(conn, venue)) if "head" in body else None
    conn.execute(
        "insert into seat_step values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (venue, step, event.origin, event.seq, event.kind, event.at, event.actor, plan, head),
    )
    before = contents(conn, venue, (label for label, *_content in body["seats"]))
    conn.executemany(
        "insert into seat_before values (?, ?, ?, ?, ?, ?)", ((venue, step, *content) for content in before)
    )


def _put(conn: Connection, body: Body) -> None:
    venue = body["venue"]
    if "plan" in body:
        conn.execute("delete from seat_plan where venue = ?", (venue,))
        if plan := body["plan"]:
            conn.execute(
                "insert into seat_plan values (?, ?, ?, ?)",
                (venue, plan["rows"], plan["columns"], journal.as_json(plan["aisles"])),
            )
    if "head" in body:
        conn.execute("delete from head_list where venue = ?", (venue,))
        if head := body["head"]:
            conn.execute(
                "insert into head_list values (?, ?, ?, ?, ?, ?)",
                (
                    venue, head["even"], head["front"], head["confirmed_by"], head["at"],
                    journal.as_json(head["names"]),
                ),
            )  # fmt: skip
    # all of them are emptied first: two people may have changed places
    for label, *_content in body["seats"]:
        gone = conn.execute(
            "delete from seat where venue = ? and label = ? returning attendee", (venue, label)
        ).fetchone()
        if gone and gone[0] is not None:
            conn.execute("update attendee set seat = null where id = ?", (gone[0],))
    for label, attendee, mark, unit in body["seats"]:
        if attendee is not None or mark is not None:
            conn.execute("insert into seat values (?, ?, ?, ?, ?)", (venue, label, attendee, mark, unit))
        if attendee is not None:
            conn.execute("update attendee set seat = ? where id = ?", (label, attendee))


def _step(conn: Connection, event: journal.Event) -> None:
    _keep_step(conn, event)
    _put(conn, event.body)


for _kind in STEPS:
    journal.applies(_kind)(_step)


@journal.applies("seats_undone")
def _seats_undone(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for table in ("seat_before", "seat_step"):
        conn.execute(f"delete from {table} where venue = ? and step = ?", (body["venue"], body["step"]))
    _put(conn, body)
