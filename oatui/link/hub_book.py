"""A hub's number books, one for each office: the numbers are in PostgreSQL; what says that it was set back, in the keyring.

A book that was set back to a backup may have forgotten numbers that stand on papers. It gives none until the main desk
and each desk that draws from it has said what it holds, or the office lets it go on without them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, iso
from oatui.link.contract import BookTold, Drawn, Highest, Name, Stands, read_name
from oatui.link.keyring import Keyring
from oatui.rules import numbering
from oatui.rules.verdict import bodies, held, refuse
from oatui.store import allocation
from oatui.store.sites import DESK

if TYPE_CHECKING:
    import psycopg

MAIN = 0  # the main desk in the place of a machine's number

TABLE = """
create table if not exists numbers (
    desk text not null, request_id text not null, series text not null, year integer not null,
    sequence integer not null, number text not null, site integer not null, asked text not null,
    given_at text not null, place bigint generated always as identity,
    unique (desk, series, year, sequence),
    unique (desk, request_id)
);
create index if not exists numbers_place on numbers (desk, place);
"""

LISTEN = timedelta(seconds=30)  # a desk that is open is heard sooner

# another server, another table: a dump was read in; and since when it runs
_SERVER = (
    "select (select system_identifier from pg_control_system())::text || '/' || 'numbers'::regclass::oid::text, "
    "extract(epoch from pg_postmaster_start_time())::text"
)


class State(NamedTuple):
    """What is known of a book beside its numbers.

    `generation` is another after each setting back; `unheard` the machines that have not said since what they hold;
    `closed` by year: who approved it, when (ISO), and how far the main desk's journal was. `began` is when the server
    did; until a moment (ISO) those who were not heard since, `silent`, may know of a setting back that nobody sees here.
    """

    generation: str
    server: str
    unheard: list[int] = []
    names: Mapping[str, str] = {}
    closed: Mapping[str, Sequence[Any]] = {}
    left: bool = False
    began: str = ""
    silent: list[int] = []
    until: str = ""


class HubBook:
    """The book of one office, in a transaction in which nobody else is in it."""

    def __init__(
        self, conn: psycopg.Connection[Any], ring: Keyring, desk: str, now: Callable[[], datetime]
    ) -> None:
        self._conn = conn
        self._ring = ring
        self._desk = desk
        self._now = now
        self.last = self._last()
        self.state = self._look()

    # ------------------------------------------------------------------ whether it was set back

    def _last(self) -> int:
        row = self._conn.execute(
            "select coalesce(max(place), 0) from numbers where desk = %s", (self._desk,)
        ).fetchone()
        return int(row[0]) if row else 0

    def _look(self) -> State:
        found = self._conn.execute(_SERVER).fetchone()
        assert found
        server, began = found
        kept = self._ring.read(_file(self._desk))
        if kept is None:
            self._keep(State(secrets.token_hex(8), server, began=began))
            return self.state
        self.state = State(**kept)
        if self.state.began != began:
            until = iso(self._now() + LISTEN) if self.state.began else ""
            self._keep(self.state._replace(began=began, silent=self._all(), until=until))
        before = (self._ring.read(_mark(self._desk)) or {}).get("highest", 0)
        if self.state.server != server or self.last < before:
            self.state = self.state._replace(server=server)
            self.set_back()
            # first the waiting, then what says that there was more: in between it is noticed once more
            self._ring.write(_mark(self._desk), {"highest": self.last})
        return self.state

    def set_back(self) -> None:
        """Numbers may be missing: nobody gets one until every desk was heard."""
        self._keep(self.state._replace(generation=secrets.token_hex(8), unheard=self._all()))

    def _all(self) -> list[int]:
        """The main desk, and the machines that draw from its book: those with a secret here, and those that it named."""
        paired = {number for name in self._ring.sites(f"{self._desk}.{DESK}.") if (number := _number(name))}
        return sorted({MAIN, *paired, *map(int, self.state.names)})

    def _spoke(self, number: int) -> None:
        """A desk has said all that it knows since the server began."""
        if number in self.state.silent:
            self._keep(self.state._replace(silent=[one for one in self.state.silent if one != number]))

    def look_back(self, known: Iterable[Highest]) -> None:
        """The book was set back where it has less than a desk knows it had; it goes on above that in any case."""
        lost = [one for one in known if (had := self.highest(*one[:2])) is not None and had < one[2]]
        if lost:
            self.set_back()
        for series, year, sequence in lost:
            key = f"said {series} {year} {sequence}"
            self._enter(key, series, year, sequence, MAIN, {}, iso(self._now()), told=True)

    def _keep(self, state: State) -> None:
        self.state = state
        self._ring.write(_file(self._desk), state._asdict())

    def hold_ready(self) -> None:
        """Raises Refused while numbers may be missing, or where the office is no more on this hub (12-1)."""
        if self.state.left:
            raise refuse("hub.left", "12-1")
        if MAIN in self.state.unheard:
            raise refuse("hub.set_back_main", "12-1")
        if self.state.unheard:
            raise refuse("hub.set_back", "12-1", machines=self._waiting())
        if self.state.silent and self.state.until:
            left = from_iso(self.state.until) - self._now()
            # a clock that was set back keeps nobody waiting for longer
            if timedelta() < left <= LISTEN:
                raise refuse("hub.listens", "12-1", seconds=ceil(left.total_seconds()))

    def _waiting(self) -> list[str]:
        return [self.state.names.get(str(one), str(one)) for one in self.state.unheard if one != MAIN]

    def _hold_year(self, year: int) -> None:
        if closed := self.state.closed.get(str(year)):
            raise refuse("book.closed", "12-1", year=year, approver=closed[0], at=closed[1])

    # ------------------------------------------------------------------ numbers

    def allocate(self, number: int, request: Mapping[str, Any]) -> str:
        """As `Contract.allocate` says."""
        asked = allocation.read(request)
        key = allocation.key_of(number, asked.request_id)
        if given := self._given(key):
            return given
        self.look_back(allocation.last_of(request))
        self.hold_ready()
        verdicts = held(allocation.judge(asked, self._series()))
        year = asked.year(self._now())
        self._hold_year(year)
        highest = self.highest(asked.series, year)
        if highest is None:
            raise refuse("hub.no_book", series=asked.series, year=year)
        kept = {**request, "last": [], "verdicts": bodies(verdicts)}
        return self._enter(key, asked.series, year, highest + 1, number, kept, iso(self._now()))

    def take(self, request: str, series: str, year: int, at_least: int, known: int) -> int:
        """As `Office.take` says."""
        key = f"own {request}"
        had = self._conn.execute(
            "select sequence from numbers where (desk, request_id) = (%s, %s)", (self._desk, key)
        ).fetchone()
        if had:
            return int(had[0])
        self.look_back([(series, year, known)])
        self.hold_ready()
        self._hold_year(year)
        sequence = max((self.highest(series, year) or 0) + 1, at_least)
        self._enter(key, series, year, sequence, MAIN, {}, iso(self._now()))
        return sequence

    def hold(self, number: int, numbers: Sequence[Drawn], whole: bool, known: Sequence[Highest]) -> list[str]:
        """Enter what a desk holds and the book has lost; the numbers that stand here for another paper."""
        if number and self.state.left:
            raise refuse("hub.left", "12-1")
        self.look_back(known)
        told = [self._hold(number, one) for one in numbers]
        if whole:
            self._spoke(number)
        # a machine that was invited again is heard under the name that it had, too
        heard = {number} if whole else set()
        heard |= {before for before in told if before} if number else set()
        if heard.intersection(self.state.unheard):
            self._keep(self.state._replace(unheard=sorted(set(self.state.unheard) - heard)))
        return [
            numbering.number_text(one.series, one.year, one.sequence)
            for one, before in zip(numbers, told, strict=True)
            if before is None
        ]

    def _hold(self, number: int, one: Drawn) -> int | None:
        """Under which machine's number the book has the paper now, None where it has another there."""
        asked = allocation.read(one.asked)
        there = self._conn.execute(
            "select request_id, number from numbers where (desk, series, year, sequence) = (%s, %s, %s, %s)",
            (self._desk, one.series, one.year, one.sequence),
        ).fetchone()
        if there and there[1]:
            return allocation.same_paper(there[0], asked.request_id)
        machine = number or one.site
        key = allocation.key_of(machine, asked.request_id)
        if self._given(key):
            return None
        if there:
            # that far the main desk's own book had come
            self._conn.execute(
                "delete from numbers where (desk, series, year, sequence) = (%s, %s, %s, %s)",
                (self._desk, one.series, one.year, one.sequence),
            )
        kept = one.asked if number else {}
        self._enter(key, one.series, one.year, one.sequence, number, kept, one.given_at)
        return machine

    def drawn(self, place: int, most: int) -> list[Drawn]:
        """As `Office.drawn` says."""
        rows = self._conn.execute(
            "select place, site, series, year, sequence, given_at, asked from numbers where desk = %s and place > %s "
            "and site > 0 order by place limit %s",
            (self._desk, place, most),
        )
        return [Drawn._make((*row[:6], json.loads(row[6]))) for row in rows]

    def highest(self, series: str, year: int) -> int | None:
        """The highest number; None of a book that the main desk did not open here."""
        found = self._conn.execute(
            "select max(sequence) from numbers where desk = %s and series = %s and year = %s",
            (self._desk, series, year),
        ).fetchone()
        return found[0] if found else None

    def all_highest(self) -> list[Highest]:
        """The highest number of each series, of this year and the last."""
        found = self._conn.execute(
            "select series, year, max(sequence) from numbers where desk = %s and year >= %s group by series, year",
            (self._desk, self._now().year - 1),
        )
        return [(series, year, sequence) for series, year, sequence in found if sequence]

    def _series(self) -> list[numbering.Series]:
        """The series that the main desk told of."""
        found = self._conn.execute(
            "select distinct on (series) series, asked from numbers where desk = %s and request_id like 'told %%' "
            "order by series, given_at desc",
            (self._desk,),
        )
        return [numbering.Series(code, json.loads(asked)["kind"]) for code, asked in found]

    def _given(self, key: str) -> str | None:
        row = self._conn.execute(
            "select number from numbers where desk = %s and request_id = %s", (self._desk, key)
        ).fetchone()
        return str(row[0]) if row else None

    def _enter(
        self, key: str, series: str, year: int, sequence: int, site: int, asked: Mapping[str, Any], at: str,
        told: bool = False,
    ) -> str:  # fmt: skip
        """A line of the book; how far a desk's own had come may be told again."""
        number = "" if told else numbering.number_text(series, year, sequence)
        again = " on conflict do nothing" if told else ""
        row = self._conn.execute(
            f"insert into numbers values ({', '.join(['%s'] * 9)}){again} returning place",
            (
                self._desk, key, series, year, sequence, number, site,
                json.dumps(asked, ensure_ascii=False), at,
            ),
        ).fetchone()  # fmt: skip
        self.last = max(self.last, row[0] if row else 0)
        return number

    # ------------------------------------------------------------------ what the main desk tells

    def tell(self, moment: str, told: BookTold) -> Stands:
        """As `Office.book` says."""
        if told.generation == self.state.generation and told.place > self.last:
            self.set_back()
        self.look_back(told.known)
        for one in told.series:
            for highest in {0, one.highest}:
                if highest == 0 or (self.highest(one.series, one.year) or 0) < highest:
                    key = f"told {one.series} {one.year} {highest}"
                    self._enter(
                        key, one.series, one.year, highest, MAIN, {"kind": one.kind}, moment, told=True
                    )
        self.look_back(told.known)  # of a year that is begun here only now
        self._spoke(MAIN)
        # what was said before a closing says nothing of it
        closed = {year: one for year, one in self.state.closed.items() if one[2] >= told.journal}
        closed |= {str(year): (approver, at, told.journal) for year, approver, at in told.closed}
        unheard = sorted({*self.state.unheard, *told.unheard})
        state = self.state._replace(
            names={str(number): name for number, name in told.desks.items()}, closed=closed, unheard=unheard
        )
        if state._asdict() != self.state._asdict():
            self._keep(state)
        return Stands(state.generation, self._waiting(), highest=self.all_highest())

    def close_year(self, year: int, approver: str, journal: int) -> None:
        """No number of this year any more."""
        closed = {**self.state.closed, str(year): (approver, iso(self._now()), journal)}
        self._keep(self.state._replace(closed=closed))

    def reopen_year(self, year: int) -> None:
        self._keep(
            self.state._replace(
                closed={name: one for name, one in self.state.closed.items() if name != str(year)}
            )
        )

    def leave(self) -> None:
        """No number for this office any more."""
        self._keep(self.state._replace(left=True))

    def go_on(self) -> None:
        """Give numbers again, whoever was not heard."""
        self._keep(self.state._replace(unheard=[], silent=[]))


def has_left(ring: Keyring, desk: str) -> bool:
    """Whether an office is on this hub no more: what its machines send would reach nobody."""
    return bool((ring.read(_file(desk)) or {}).get("left"))


def desks(ring: Keyring) -> list[str]:
    """The offices that have a book here."""
    return [name.removeprefix(_file("")) for name in ring.names(_file(""))]


def expect(ring: Keyring, book: HubBook, desk: str) -> None:
    """What is on disk now is expected back: less of it, and the server was set back."""
    ring.keep_highest(_mark(desk), book.last)


def _file(desk: str) -> str:
    return f"numbers-{desk}"


def _mark(desk: str) -> str:
    return f"given-{desk}"


def _number(name: str) -> int:
    read: Name | None = read_name(name)
    return read.number if read else 0
