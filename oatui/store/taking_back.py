"""What was entered by mistake in a routine is taken back: a further fact with a person, a time and a reason.

The entry's own event stays in the journal; what stands then is as if it had not been made. A ledger goes back by its
last entry only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.i18n import N_
from oatui.rules import confidential as secret_law
from oatui.rules.telegrams import STEP_WORDS, STEPS
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import confidential, journal, oa, secret_rooms, telegrams
from oatui.store.database import Store
from oatui.store.last_entered import last_entered

if TYPE_CHECKING:
    from sqlite3 import Connection

LOGINS = {"arrival": N_("上班登录"), "leaving": N_("下班前登录")}


class Entry(NamedTuple):
    """An entry that can be taken back: `key` names it within its kind, `at` is when it was (ISO)."""

    kind: str
    key: str
    at: str
    line: Verdict


class Taken(NamedTuple):
    """An entry that was taken back: what it was, why, when (ISO) and by whom."""

    key: str
    line: Verdict
    reason: str
    at: str
    actor: str


class Room(NamedTuple):
    """How a kind is taken back: the last entries first, what the event is to hold, what it does to the tables.

    With `early` what the event holds is looked for before the write: a second in the journal of ten years, and the
    same as long as the entry is the last.
    """

    recent: Callable[[Store, int], list[Entry]]
    more: Callable[[Store, str], dict[str, Any]]
    undo: Callable[[Connection, Mapping[str, Any], str], None]
    early: bool = False


def recent(store: Store, kinds: Collection[str], limit: int = 9) -> list[Entry]:
    """The last entries of some kinds, the one entered last first, whatever time it is of; limit -1 is all."""
    entered = last_entered(store, kinds)
    found: list[Entry] = []
    for kind in kinds:
        some = ROOMS[kind].recent(store, limit)
        last = [key for of, key in entered if of == kind][: max(limit, 0)]
        if not {one.key for one in some}.issuperset(last):
            some = ROOMS[kind].recent(store, -1)
        found += some
    found.sort(key=lambda one: (entered.get((one.kind, one.key), 0), one.at), reverse=True)
    return found if limit < 0 else found[:limit]


def take_back(store: Store, kind: str, key: str, reason: str) -> Entry:
    """Take an entry back, with the reason. Raises Refused."""
    if not reason.strip():
        raise refuse("taking_back.no_reason")
    room = ROOMS[kind]
    early = room.more(store, key) if room.early else None
    with store.write():
        found = next((one for one in room.recent(store, -1) if one.key == key), None)
        if found is None:
            raise refuse("taking_back.gone")
        body = {
            "v": 1, "kind": kind, "entry": key, "line": found.line.as_body(), "reason": reason.strip(),
            **(room.more(store, key) if early is None else early),
        }  # fmt: skip
        journal.record(store, "entry_taken_back", body)
    return found


@journal.applies("entry_taken_back")
def _entry_taken_back(conn: Connection, event: journal.Event) -> None:
    body = event.body
    ROOMS[body["kind"]].undo(conn, body, event.at)
    conn.execute(
        "insert into taken_back values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, body["kind"], body["entry"], journal.as_json(body["line"]), body["reason"],
            event.at, event.actor,
        ),
    )  # fmt: skip


def taken(store: Store, kind: str, key: str = "", limit: int = 50) -> list[Taken]:
    """What was taken back of a kind, or of one entry: the last one first."""
    import json

    where, values = ("and entry = ?", (key,)) if key else ("", ())
    rows = store.rows(
        f"select * from taken_back where kind = ? {where} order by at desc, origin, seq desc limit ?",
        kind,
        *values,
        limit,
    )
    return [
        Taken(
            row["entry"], Verdict.from_body(json.loads(row["line"])), row["reason"], row["at"], row["actor"]
        )
        for row in rows
    ]


# ------------------------------------------------------------------ the kinds


def line_of(kind: str, **values: object) -> Verdict:
    """What an entry is called."""
    return Verdict(None, Level.NOTE, f"taking_back.{kind}", values)


def nothing(_store: Store, _key: str) -> dict[str, Any]:
    """Where the event holds nothing more."""
    return {}


def _by_event(
    kind: str, table: str, select: str, order: str, line: Callable[[Any], Verdict]
) -> tuple[
    Callable[[Store, int], list[Entry]],
    Callable[[Store, str], dict[str, Any]],
    Callable[[Connection, Mapping[str, Any], str], None],
]:
    """Of tables that have a row an event: the entry is named by its event."""

    def last(store: Store, limit: int) -> list[Entry]:
        rows = store.rows(
            f"select origin, seq, {select} as moment, * from {table} order by {order} limit ?", limit
        )
        return [Entry(kind, f"{row['origin']}/{row['seq']}", row["moment"], line(row)) for row in rows]

    def undo(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
        origin, _, seq = body["entry"].rpartition("/")
        conn.execute(f"delete from {table} where origin = ? and seq = ?", (origin, int(seq)))

    return last, nothing, undo


def _items(store: Store, limit: int) -> list[Entry]:
    return [
        Entry(
            "oa_item", str(one.id), one.ended_at or "", line_of("oa_item", title=one.title, at=one.ended_at)
        )
        for one in oa.done_items(store, limit)
    ]


def _undo_item(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    conn.execute("update oa_item set state = 'open', ended_at = null where id = ?", (int(body["entry"]),))


def _handovers(store: Store, limit: int) -> list[Entry]:
    """The last one, while the OA is still with whoever took it."""
    row = store.row("select * from oa_handover order by day desc, at desc, origin, seq desc limit 1")
    keeper = oa.keepers(store).get("A")
    if row is None or keeper is None or (keeper.person, keeper.since) != (row["taker"], row["at"]):
        return []
    line = line_of("handover", giver=row["giver"], taker=row["taker"], at=row["at"])
    return [Entry("handover", f"{row['origin']}/{row['seq']}", row["at"], line)]


def _keeper_before(store: Store, key: str) -> dict[str, Any]:
    origin, _, seq = key.rpartition("/")
    # by the journal, over a restore too; a handover that was taken back gave it to nobody
    row = store.row(
        "select e.* from event e where e.rowid < (select rowid from event where origin = ? and seq = ?) and "
        "(e.kind = 'oa_handed_over' and exists "
        "(select 1 from oa_handover h where (h.origin, h.seq) = (e.origin, e.seq)) "
        "or e.kind = 'oa_keeper_set' and json_extract(e.body, '$.post') = 'A') order by e.rowid desc limit 1",
        origin,
        int(seq),
    )
    if row is None:
        return {"keeper": None}
    event = journal.read(row)
    return {"keeper": [event.body["person"], event.body["on_staff"], event.at]}


def _undo_handover(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """The OA is with its giver again, as before."""
    origin, _, seq = body["entry"].rpartition("/")
    conn.execute("delete from oa_handover where origin = ? and seq = ?", (origin, int(seq)))
    conn.execute("delete from oa_keeper where post = 'A'")
    if body["keeper"]:
        conn.execute("insert into oa_keeper values ('A', ?, ?, ?)", body["keeper"])


def _telegrams(store: Store, limit: int) -> list[Entry]:
    found = []
    for one in telegrams.last_steps(store, limit):
        step, (person, at) = list(one.steps.items())[-1]
        line = line_of("telegram", title=one.title, step=[STEP_WORDS[step]], person=person, at=at)
        found.append(Entry("telegram", str(one.id), at, line))
    return found


def _last_step(store: Store, key: str) -> dict[str, Any]:
    return {"step": list(telegrams.get(store, int(key)).steps)[-1]}


def _undo_step(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """The step waits again; without its notice there is no telegram, and its number is not given again."""
    one, step = int(body["entry"]), body["step"]
    if step == STEPS[0]:
        conn.execute("update telegram set void = ?, waits = null where id = ?", (body["reason"], one))
        return
    conn.execute("delete from telegram_step where telegram = ? and step = ?", (one, step))
    conn.execute("update telegram set waits = ? where id = ?", (step, one))


def _secrets(store: Store, limit: int) -> list[Entry]:
    rows = store.rows(
        "select serial, act, person, at from secret_act a where not exists (select 1 from secret_act b "
        "where b.serial = a.serial and (b.at, b.origin, b.seq) > (a.at, a.origin, a.seq)) order by at desc limit ?",
        limit,
    )
    return [
        Entry(
            "secret", row["serial"], row["at"],
            line_of("secret", serial=row["serial"], act=[secret_law.ACTS[row["act"]]], person=row["person"], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def _before_last(store: Store, key: str) -> dict[str, Any]:
    """The last act, and how the paper stood before it."""
    rows = store.rows(
        "select e.* from secret_act a join event e on e.origin = a.origin and e.seq = a.seq "
        "where a.serial = ? order by a.at, a.origin, a.seq",
        key,
    )
    *earlier, last = map(journal.read, rows)
    now: dict[str, Any] | None = None
    for event in earlier:
        now = confidential.after(now, event.body, event.at)
    return {"act": list(last.key), "item": now}


def _undo_act(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    conn.execute("delete from secret_act where origin = ? and seq = ?", body["act"])
    confidential.keep(conn, body["entry"], body["item"])


def _visits(store: Store, limit: int) -> list[Entry]:
    return [
        Entry(
            "visit", str(one.id), one.left_at or one.came_at,
            line_of("left" if one.left_at else "came", person=one.person, at=one.left_at or one.came_at),
        )
        for one in secret_rooms.last_steps(store, limit)
    ]  # fmt: skip


def _undo_visit(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """First the leaving, then the entry itself."""
    key = int(body["entry"])
    if body["line"]["key"] == "taking_back.left":
        conn.execute("update secret_visit set left_at = null where id = ?", (key,))
    else:
        conn.execute("update secret_visit set void = ? where id = ?", (body["reason"], key))


def _posts(store: Store, limit: int) -> list[Entry]:
    """Of each post the last step: that it was reported, else that it was filled."""
    rows = store.rows(
        "select * from security_change where id in (select max(id) from security_change group by post) "
        "order by id desc limit ?",
        limit,
    )
    return [
        Entry(
            "post", row["post"], row["reported_at"] or row["at"],
            line_of("post_reported", post=[secret_law.POSTS[row["post"]]], person=row["person"], day=row["reported_at"])
            if row["reported_at"]
            else line_of("post", post=[secret_law.POSTS[row["post"]]], person=row["person"], at=row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def _post_before(store: Store, key: str) -> dict[str, Any]:
    """The change, and who had the post before it, since when."""
    last, *earlier = store.rows("select * from security_change where post = ? order by id desc limit 2", key)
    before = [last["before"], earlier[0]["at"]] if earlier else None
    return {"change": last["id"], "reported": last["reported_at"] is not None, "before": before}


def _undo_post(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    if body["reported"]:
        conn.execute(
            "update security_change set reported_at = null, reported_by = '' where id = ?", (body["change"],)
        )
        return
    conn.execute("delete from security_change where id = ?", (body["change"],))
    conn.execute("delete from security_post where post = ?", (body["entry"],))
    if body["before"]:
        conn.execute("insert into security_post values (?, ?, ?)", (body["entry"], *body["before"]))


_LAST_HANDING = "select origin, seq from secret_handing where serial = m.serial order by at desc, origin, seq desc limit 1"


def _media(store: Store, limit: int) -> list[Entry]:
    """Of each medium the last step: its last handing over, else its registration."""
    rows = store.rows(
        "select m.serial, m.label, m.registered_at, h.giver, h.taker, h.at from secret_medium m "
        f"left join secret_handing h on (h.origin, h.seq) = ({_LAST_HANDING}) "
        "order by coalesce(h.at, m.registered_at) desc, m.serial limit ?",
        limit,
    )
    return [
        Entry(
            "medium", row["serial"], row["at"] or row["registered_at"],
            line_of("handed", serial=row["serial"], giver=row["giver"], taker=row["taker"], at=row["at"])
            if row["at"]
            else line_of("medium", serial=row["serial"], label=[secret_law.LABELS[row["label"]]], at=row["registered_at"]),
        )
        for row in rows
    ]  # fmt: skip


def _handing(store: Store, key: str) -> dict[str, Any]:
    row = store.row(
        f"select h.* from secret_medium m join secret_handing h on (h.origin, h.seq) = ({_LAST_HANDING}) "
        "where m.serial = ?",
        key,
    )
    return {"handing": [row["origin"], row["seq"], row["giver"]] if row else None}


def _undo_medium(conn: Connection, body: Mapping[str, Any], _at: str) -> None:
    """It is with its giver again; without its registration it is not known."""
    if body["handing"] is None:
        conn.execute("delete from secret_medium where serial = ?", (body["entry"],))
        return
    origin, seq, giver = body["handing"]
    conn.execute("delete from secret_handing where origin = ? and seq = ?", (origin, seq))
    conn.execute("update secret_medium set holder = ? where serial = ?", (giver, body["entry"]))


ROOMS: dict[str, Room] = {
    "login": Room(
        *_by_event(
            "login", "oa_login", "at", "day desc, at desc",
            lambda row: line_of("login", which=[LOGINS[row["which"]]], at=row["at"], person=row["operator"]),
        )
    ),
    "oa_item": Room(_items, nothing, _undo_item),
    "handover": Room(_handovers, _keeper_before, _undo_handover, early=True),
    "telegram": Room(_telegrams, _last_step, _undo_step),
    "secret": Room(_secrets, _before_last, _undo_act),
    "visit": Room(_visits, nothing, _undo_visit),
    "patrol": Room(
        *_by_event(
            "patrol", "secret_patrol", "at", "at desc",
            lambda row: line_of("patrol", result=[secret_law.PATROLS[row["result"]]], at=row["at"], person=row["person"]),
        )
    ),
    "password": Room(
        *_by_event(
            "password", "password_change", "day", "day desc", lambda row: line_of("password", day=row["day"], person=row["person"])
        )
    ),
    "post": Room(_posts, _post_before, _undo_post),
    "medium": Room(_media, _handing, _undo_medium),
    "count": Room(
        *_by_event(
            "count", "secret_count", "at", "at desc",
            lambda row: line_of("count", n=row["counted"], person=row["person"], at=row["at"]),
        )
    ),
    "oa_count": Room(
        *_by_event(
            "oa_count", "oa_count", "at", "at desc",
            lambda row: line_of("oa_count", unread=row["unread"], undealt=row["undealt"], at=row["at"]),
        )
    ),
}  # fmt: skip
