"""A county's server behind the contract: PostgreSQL keeps what the desks send, and nothing is derived from it here.

Two tables. `events` has the rows of each sender in its order: what a sub-venue's door recorded, and of a main desk its
meeting's part (site 0). `numbers` has the numbers given, and how far a main desk's book had come (hub_book). Who may
speak, and when he was last heard, stands in the keyring, which all front processes of the server share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, iso
from oatui.link import hub_book, signing
from oatui.link.contract import (
    ROWS_AT_ONCE,
    BookTold,
    Drawn,
    Heard,
    Held,
    Highest,
    Line,
    LineCut,
    Name,
    Part,
    Stands,
    one_load,
    read_name,
)
from oatui.link.hub_book import HubBook
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.rules.verdict import Refused, refuse
from oatui.store import chain, exchange, part_kinds
from oatui.store.sites import DESK

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 5
STATEMENT_SECONDS = 8
HEARD_EVERY = timedelta(seconds=15)  # each is a file
GENESIS = chain.GENESIS.hex()
_COLUMNS = ", ".join(Line._fields)

TABLES = """
create table if not exists events (
    desk text not null, meeting integer not null, site integer not null,
    origin text not null, seq bigint not null, after bigint not null,
    at text not null, recorded_at text not null, actor text not null, kind text not null, body text not null,
    private_digest text, prev text not null, hash text not null,
    came timestamptz not null default clock_timestamp(),
    primary key (desk, meeting, site, origin, seq)
);
-- the first row of a chain says whose it is: a site's chain is one site's
create index if not exists events_first on events (desk, meeting, site, origin, came) where after = 0;
create unique index if not exists events_owner on events (desk, origin) where after = 0 and site > 0;
"""


class Hub:
    """One connection, opened by the first call; every call is to come from that thread. Several hubs may share a server."""

    def __init__(self, url: str, ring: Keyring, pairings: Pairings, now: Callable[[], datetime]) -> None:
        self._url = url
        self._ring = ring
        self._pairings = pairings
        self._now = now
        self._opened: psycopg.Connection[Any] | None = None
        self._heard: dict[str, datetime] = {}

    def prepare(self) -> None:
        """Make the tables where they are missing. Raises LineCut with the server's own words."""
        with self._work() as conn:
            self._alone(conn, "tables")
            conn.execute(TABLES + hub_book.TABLE)

    # ------------------------------------------------------------------ the contract

    def push(self, site: str, origin: str, rows: Sequence[Line]) -> int:
        name = self._with_us(site)
        stream = (*name, origin)
        with self._work() as conn:
            if rows:
                self._alone(conn, ".".join(map(str, stream)))
            last = conn.execute(
                "select seq, hash from events where (desk, meeting, site, origin) = (%s, %s, %s, %s) "
                "order by seq desc limit 1",
                stream,
            ).fetchone()
            have, link = last or (0, GENESIS)
            if rows and not have:
                self._hold_free(conn, name, origin)
            if name.number and (again := exchange.resent(rows, have)):
                known = conn.execute(
                    "select hash from events where (desk, meeting, site, origin, seq) = (%s, %s, %s, %s, %s)",
                    (*stream, again.seq),
                ).fetchone()
                if known != (again.hash,):
                    raise refuse("link.set_back")
            fitting = _fitting(name, origin, rows, have, link)
            if fitting:
                with conn.cursor() as cursor:
                    cursor.executemany(
                        f"insert into events (desk, meeting, site, {_COLUMNS}) values ({', '.join(['%s'] * 14)})",
                        [(*name, *row) for row in fitting],
                    )
                have = fitting[-1].seq
        return int(have)

    def _with_us(self, site: str) -> Name:
        """The name of a machine. Raises Refused where its office is on this hub no more."""
        name = _name(site)
        if name.number and hub_book.has_left(self._ring, name.desk):
            raise refuse("hub.left_town")
        return name

    def _hold_free(self, conn: psycopg.Connection[Any], name: Name, origin: str) -> None:
        """Raises Refused where the chain is another's. The index holds it against who comes at the same moment."""
        others = conn.execute(
            "select 1 from events where desk = %s and origin = %s and after = 0 and (site > 0) and "
            "(meeting, site) <> (%s, %s) union all select 1 from events where %s > 0 and desk = %s and meeting = %s "
            "and site = 0 and origin = %s and after = 0 limit 1",
            (name.desk, origin, name.meeting, name.number, name.number, name.desk, name.meeting, origin),
        )
        if others.fetchone():
            raise refuse("link.origin_taken")

    def pull(self, site: str, meeting: int, have: Mapping[str, int], own: Sequence[str] = ()) -> Part:
        name = self._with_us(site)
        if name.meeting != meeting:
            raise refuse("link.other_meeting")
        told = self._ring.read(_told(name))
        if name.number and told is None:
            # nobody said how far the rows reach: nothing may be called fresh
            raise LineCut("nothing told")
        asks = "site > 0" if name.number == 0 else "site = any(%s)"
        whose = [] if name.number == 0 else [[0, *_beside(name, told), *([name.number] if own else [])]]
        rows: list[Line] = []
        with self._work() as conn:
            chains = conn.execute(
                f"select origin, site from events where desk = %s and meeting = %s and {asks} and after = 0 "
                "order by (site > 0), came",
                (name.desk, meeting, *whose),
            ).fetchall()
            for origin, number in chains:
                if len(rows) > ROWS_AT_ONCE:
                    break
                after = have.get(origin, 0)
                # what the asker wrote itself comes whole; another copy of it is a machine beside it
                beside = number > 0 and name.number > 0 and not (number == name.number and origin in own)
                found = conn.execute(
                    f"select {_COLUMNS} from events where (desk, meeting, site, origin) = (%s, %s, %s, %s) "
                    f"and seq > %s {'and kind = any(%s)' if beside else ''} order by seq limit %s",
                    (name.desk, meeting, number, origin, after, *([sorted(part_kinds.DOOR)] if beside else []),
                     ROWS_AT_ONCE + 1 - len(rows)),
                )  # fmt: skip
                for row in map(Line._make, found):
                    # what the other machine wrote of its own affairs is left out
                    rows.append(row._replace(after=after) if beside else row)
                    after = row.seq
        if told is None or name.number == 0:
            return Part(
                one_load(rows), "" if rows else iso(self._now()), dict(chains), self._sites_heard(name)
            )
        if not rows and any(have.get(origin, 0) < seq for origin, seq in told["reach"].items()):
            # this server was set back to a backup, and the main desk has not been here since
            raise LineCut("behind")
        return Part(one_load(rows), "" if rows else told["moment"], now=iso(self._now()))

    def allocate(self, site: str, request: Mapping[str, Any]) -> str:
        name = _second_desk(site)
        if not name.number:
            raise refuse("link.not_understood")
        with self._book(name.desk) as book:
            return book.allocate(name.number, request)

    def hold(
        self, site: str, numbers: Sequence[Drawn], whole: bool, known: Sequence[Highest] = ()
    ) -> Held:  # fmt: skip
        name = _second_desk(site)
        with self._book(name.desk) as book:
            twice = book.hold(name.number, numbers, whole, known)
            waits = {*book.state.unheard, *book.state.silent}
            held = Held(name.number not in waits, book.all_highest())
        if twice:
            # what else was held is entered
            raise refuse("book.number_twice", "12-1", numbers=twice)
        return held

    # ------------------------------------------------------------------ for a main desk

    def invite(self, site: str, invitation: Mapping[str, str]) -> None:
        desk, one = _desk(site), _name(invitation["site"])
        key = self._ring.secret(site)
        secret = signing.unseal(key, bytes.fromhex(invitation["secret"])) if key else None
        if secret is None or one.desk != desk.desk or one.number == 0:
            raise refuse("link.not_understood")
        if self._ring.secret(invitation["site"]) != secret:
            self._ring.keep(invitation["site"], secret)
        if "name" in invitation:
            proof, sealed = (bytes.fromhex(invitation[what]) for what in ("proof", "sealed"))
            self._pairings.deposit(invitation["name"], proof, sealed)

    def shut_out(self, site: str, other: str) -> None:
        if _name(other).desk != _desk(site).desk or _name(other).number == 0:
            raise refuse("link.not_understood")
        self._ring.shut_out(other)

    def tell(self, site: str, moment: str, venues: Mapping[int, int]) -> None:
        name = _desk(site)
        with self._work() as conn:
            reach = conn.execute(
                "select origin, max(seq) from events where (desk, meeting, site) = (%s, %s, 0) group by origin",
                name[:2],
            ).fetchall()
        self._ring.write(
            _told(name), {"moment": moment, "reach": dict(reach), "venues": list(venues.items())}
        )

    def book(self, site: str, moment: str, told: BookTold) -> Stands:
        with self._book(_desk(site).desk) as book:
            stands = book.tell(moment, told)
        return stands._replace(heard=self._sites_heard(_desk(site)))

    def close_year(self, site: str, year: int, approver: str, journal: int) -> None:
        with self._book(_desk(site).desk) as book:
            book.close_year(year, approver, journal)

    def reopen_year(self, site: str, year: int) -> None:
        with self._book(_desk(site).desk) as book:
            book.reopen_year(year)

    def leave(self, site: str) -> None:
        with self._book(_desk(site).desk) as book:
            book.leave()

    def go_on(self, site: str) -> None:
        with self._book(_desk(site).desk) as book:
            book.go_on()

    def take(self, site: str, request: str, series: str, year: int, at_least: int, known: int = 0) -> int:
        with self._book(_desk(site).desk) as book:
            return book.take(request, series, year, at_least, known)

    def drawn(self, site: str, place: int) -> list[Drawn]:
        with self._book(_desk(site).desk) as book:
            return book.drawn(place, ROWS_AT_ONCE)

    def set_back(self) -> None:
        """Whoever runs the server says that all of it was set back: every book waits until all its desks were heard."""
        for desk in hub_book.desks(self._ring):
            with self._book(desk) as book:
                book.set_back()

    @contextmanager
    def _book(self, desk: str) -> Iterator[HubBook]:
        """The book of an office, in one transaction, for one at a time. What was learnt stays, also of who is refused."""
        refused: Refused | None = None
        with self._work() as conn:
            self._alone(conn, f"numbers of {desk}")
            book = HubBook(conn, self._ring, desk, self._now)
            try:
                yield book
            except Refused as no:
                refused = no
        hub_book.expect(self._ring, book, desk)
        if refused:
            raise refused

    # ------------------------------------------------------------------ who was heard

    def heard(self, site: str, its_time: str) -> None:
        """A call that is truly the site's has come; its clock is kept, and never trusted."""
        now = self._now()
        if site not in self._heard or not timedelta() <= now - self._heard[site] < HEARD_EVERY:
            if _name(site).number:
                self._ring.write(f"heard-{site}", {"clock": its_time[:40], "at": iso(now)})
            self._heard[site] = now

    def _sites_heard(self, name: Name) -> dict[int, Heard]:
        found = {}
        for kept in self._ring.names(f"heard-{name.desk}.{name.meeting}."):
            what = self._ring.read(kept)
            if what:
                ago = max(0, round((self._now() - from_iso(what["at"])).total_seconds()))
                found[_name(kept.removeprefix("heard-")).number] = Heard(what["clock"], ago)
        return found

    # ------------------------------------------------------------------ the server

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @contextmanager
    def _work(self) -> Iterator[psycopg.Connection[Any]]:
        """One transaction, on disk when it ends. Raises LineCut where the server did not answer to the end."""
        import psycopg

        try:
            with ExitStack() as work:
                kept = self._opened
                try:
                    work.enter_context(self._connection().transaction())
                except psycopg.OperationalError:
                    if kept is None:
                        raise
                    self.close()  # the server was started anew since: a new connection tells
                    work.enter_context(self._connection().transaction())
                yield self._connection()
        except psycopg.errors.UniqueViolation as error:
            raise refuse("link.origin_taken") from error
        except psycopg.DataError as error:
            raise refuse("link.not_understood") from error
        except psycopg.Error as error:
            self.close()
            raise LineCut(str(error).strip()) from error

    def _connection(self) -> psycopg.Connection[Any]:
        """The one that is open."""
        import psycopg

        if self._opened is None or self._opened.closed:
            self._opened = psycopg.connect(
                self._url, autocommit=True, connect_timeout=CONNECT_SECONDS, application_name="oatui hub",
                client_encoding="utf8",  # the server's own is none where it was set up without a language
                options=f"-c synchronous_commit=on -c statement_timeout={STATEMENT_SECONDS}s",
            )  # fmt: skip
        return self._opened

    @staticmethod
    def _alone(conn: psycopg.Connection[Any], what: str) -> None:
        """Until the transaction's end, nobody else does this; front processes do not hinder each other otherwise."""
        conn.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"oatui {what}",))


def _fitting(name: Name, origin: str, rows: Sequence[Line], have: int, link: str) -> list[Line]:
    """The rows that follow what is held, judged by what can be seen without a store. Raises Refused."""
    fitting = []
    for row in rows:
        if row.origin != origin:
            raise refuse("link.origin_taken")
        if row.seq <= have:
            continue
        if row.after != have or (name.number and row.seq != have + 1):
            break  # a gap: the answer says from where to send again
        if name.number:
            exchange.of_the_door(row, name.meeting)
        elif row.kind not in part_kinds.PART:
            raise refuse("link.other_rows", seq=row.seq)
        if (name.number and row.prev != link) or not exchange.holds(row):
            raise refuse("link.row_changed", seq=row.seq)
        fitting.append(row)
        have, link = row.seq, row.hash
    return fitting


def _name(site: str) -> Name:
    name = read_name(site)
    if name is None:
        raise refuse("link.not_understood")
    return name


def _desk(site: str) -> Name:
    """The name of a desk itself. Raises Refused where a site asks for what is the desk's."""
    name = _name(site)
    if name.number:
        raise refuse("link.not_understood")
    return name


def _beside(name: Name, told: Mapping[str, Any] | None) -> list[int]:
    """The other machines at a site's venue, as the main desk told: one that takes over must know who is in already."""
    venues = dict((told or {}).get("venues", []))
    return [one for one, venue in venues.items() if one != name.number and venue == venues.get(name.number)]


def _second_desk(site: str) -> Name:
    """The name of a machine that draws numbers, or of the desk itself: one at a town's door has none of the office."""
    name = _name(site)
    if name.meeting != DESK:
        raise refuse("link.not_understood")
    return name


def _told(name: Name) -> str:
    return f"told-{name.desk}.{name.meeting}"
