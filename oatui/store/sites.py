"""The machines of other desks: invited to a venue of a meeting, known by the chains that they write, shut out by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import ZONE, iso
from oatui.rules.verdict import refuse
from oatui.store import journal, meetings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

NEVER_PAIRED = "没有配对，收回邀请"
DESK = 0  # in the place of a meeting and a venue: a second desk of the office, which only asks for numbers


class Site(NamedTuple):
    """One machine; times are ISO, `difference` the seconds by which its clock is ahead, None before it was heard."""

    id: int
    meeting: int
    venue: int
    venue_name: str
    name: str
    invited_at: str
    shut_out_at: str | None
    reason: str
    heard_at: str | None
    difference: int | None


_SELECT = """select s.id, s.meeting, s.venue, coalesce(v.name, '') as venue_name, s.name, s.invited_at, s.shut_out_at,
    s.reason, h.at, h.difference from site s left join venue v on v.id = s.venue left join site_heard h on h.site = s.id"""


def invite(store: Store, meeting: int, venue: int, name: str = "") -> Site:
    """A machine for a venue of a meeting (or, with DESK twice, for a second desk of the office). Raises Refused.

    `name` is what it is called in lists; the venue's where it is empty.
    """
    with store.write():
        if meeting == DESK:
            if not name.strip():
                raise refuse("link.no_name")
            called = name.strip()
        else:
            meetings.get_open(store, meeting)
            called = name.strip() or meetings.venue_numbered(store, meeting, venue).name
        body = {"v": 1, "id": store.next_id("site"), "meeting": meeting, "venue": venue, "name": called}
        journal.record(store, "site_invited", body)
    return get(store, body["id"])  # type: ignore[arg-type]


@journal.applies("site_invited")
def _site_invited(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into site values (?, ?, ?, ?, ?, ?, null, '', '')",
        (body["id"], body["meeting"], body["venue"], body["name"], event.at, event.actor),
    )


def bind(store: Store, site: Site, origin: str) -> None:
    """A chain is this site's: its first, or a further one after a restore; inside `write()`. Raises Refused."""
    whose = store.value("select site from site_origin where origin = ?", origin)
    if whose == site.id:
        return
    if whose is not None or store.value("select 1 from event where origin = ? limit 1", origin):
        raise refuse("link.origin_taken")
    journal.record(store, "site_bound", {"v": 1, "id": site.id, "origin": origin})


@journal.applies("site_bound")
def _site_bound(conn: Connection, event: journal.Event) -> None:
    conn.execute("insert into site_origin values (?, ?)", (event.body["origin"], event.body["id"]))


def shut_out(store: Store, site: int, reason: str) -> Site:
    """Nothing more is taken from this machine; what it sent stays. Raises Refused."""
    if not reason.strip():
        raise refuse("link.shut_out_reason")
    with store.write():
        one = get(store, site)
        if one.shut_out_at:
            raise refuse("link.shut_out_before", name=one.name, at=one.shut_out_at)
        journal.record(store, "site_shut_out", {"v": 1, "id": site, "reason": reason.strip()})
    return get(store, site)


@journal.applies("site_shut_out")
def _site_shut_out(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update site set shut_out_at = ?, shut_out_by = ?, reason = ? where id = ?",
        (event.at, event.actor, event.body["reason"], event.body["id"]),
    )


def heard(store: Store, site: Site, its_time: str, ago: int = 0) -> None:
    """A call came from the site so many seconds ago, when its clock said `its_time` (ISO)."""
    now = store.clock.now() - timedelta(seconds=ago)
    with store.write():
        store.conn.execute(
            "insert into site_heard values (?, ?, ?) on conflict(site) do update "
            "set at = excluded.at, difference = excluded.difference",
            (site.id, iso(now), ahead(its_time, now)),
        )


def ahead(its_time: str, now: datetime) -> int:
    """The seconds by which a clock that says `its_time` (ISO) is ahead; what is no time says nothing of the clock."""
    try:
        said = datetime.fromisoformat(its_time)
        # a clock without a zone is the office's
        said = said if said.tzinfo else said.replace(tzinfo=ZONE)
        return max(-(2**40), min(2**40, round((said - now).total_seconds())))
    except (ValueError, OverflowError):
        return 0


def get(store: Store, site: int) -> Site:
    """One machine. Raises Refused."""
    row = store.row(f"{_SELECT} where s.id = ?", site)
    if row is None:
        raise refuse("link.site", site=str(site))
    return _site(row)


def all_of(store: Store, meeting: int | None = None) -> list[Site]:
    """The machines of a meeting, or of all, as they were invited; those shut out too."""
    return [
        _site(row)
        for row in store.rows(f"{_SELECT} where ?1 is null or s.meeting = ?1 order by s.id", meeting)
    ]


def origins_of(store: Store, site: int) -> list[str]:
    """The chains that a machine wrote: more than one after a restore."""
    rows = store.rows("select origin from site_origin where site = ? order by origin", site)
    return [row[0] for row in rows]


def beside(store: Store, site: Site) -> list[str]:
    """The chains of the other machines at a site's venue: one that takes over must know who is in already."""
    rows = store.rows(
        "select o.origin from site_origin o join site s on s.id = o.site "
        "where s.meeting = ? and s.venue = ? and s.id <> ? order by o.origin",
        site.meeting, site.venue, site.id,
    )  # fmt: skip
    return [row[0] for row in rows]


def _site(row: Row) -> Site:
    return Site(*row)


# ------------------------------------------------------------------ at the sub-venue


def join(store: Store, main_origin: str, meeting: int, venue: int, name: str) -> None:
    """Make a new store a sub-venue's: from here it records the door of one meeting only. Raises Refused.

    The meeting itself comes with the first part; `name` is what the main desk calls the machine.
    """
    with store.write():
        if store.value("select 1 from event limit 1"):
            raise refuse("link.not_empty")
        store.conn.execute("insert into partial_origin values (?)", (main_origin,))
        store.is_site = True
        body = {"v": 1, "main": main_origin, "meeting": meeting, "venue": venue, "name": name}
        journal.record(store, "site_joined", body)


@journal.applies("site_joined")
def _site_joined(conn: Connection, event: journal.Event) -> None:
    pass  # the act is the record: what it concerns comes with the part


class Joined(NamedTuple):
    """What a sub-venue's store was joined to; `at` is ISO."""

    main: str
    meeting: int
    venue: int
    name: str
    at: str


def joined(store: Store) -> Joined | None:
    """What this store was joined to; None for a desk of its own."""
    import json

    from oatui.store import own_chains

    if not store.is_site:
        return None
    for origin in own_chains.origins(store):
        row = store.row("select at, kind, body from event where origin = ? and seq = 1", origin)
        if row and row["kind"] == "site_joined":
            body = json.loads(row["body"])
            return Joined(body["main"], body["meeting"], body["venue"], body["name"], row["at"])
    return None
