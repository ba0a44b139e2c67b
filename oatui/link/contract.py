"""What a main desk answers to its sites: three calls, and nothing else, whatever is behind them.

A site's name is `desk.meeting.number`: whose it is can be read from it, and no table is needed for that. The desk
itself is `desk.meeting`: it is a client as well where a county's hub answers, and alone may ask what `Office` says.
Rows are `store.exchange.Line`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from oatui.store import versions
from oatui.store.exchange import Line as Line
from oatui.store.main_line import Highest as Highest

VERSION = versions.number()  # said with each call and answer
ROWS_AT_ONCE = 200
BYTES_AT_ONCE = 2_000_000  # a whole roster is one row


class Heard(NamedTuple):
    """A site as a hub last heard it: so many seconds `ago`, when its clock said `clock` (ISO)."""

    clock: str
    ago: int


class Part(NamedTuple):
    """Rows that the asker has not, and the main desk's moment (ISO) up to which it then knows everything.

    `fresh` is empty where more rows wait. A desk that asks its hub is told, too, which site wrote each chain
    (origin: number), and when each was heard. `now` is the answerer's clock where that is not `fresh`: a hub's.
    `newer`: the answerer's program is newer than this one.
    """

    rows: list[Line]
    fresh: str
    whose: Mapping[str, int] = {}
    heard: Mapping[int, Heard] = {}
    now: str = ""
    newer: bool = False


class Drawn(NamedTuple):
    """A number that a book gave to a machine; `asked` is the request with its verdicts, `place` rises with a hub's."""

    place: int
    site: int
    series: str
    year: int
    sequence: int
    given_at: str
    asked: Mapping[str, Any]


class Told(NamedTuple):
    """A series of a main desk (`kind` as in rules.numbering) and its highest number of a year, 0 before the first."""

    series: str
    kind: str
    year: int
    highest: int


class Held(NamedTuple):
    """Whether the book waits for nothing of the asker's, and the highest numbers that it has itself."""

    heard: bool
    highest: Sequence[Highest] = ()


class Contract(Protocol):
    """Every call may be repeated: nothing is taken twice. All raise Refused, and LineCut where nobody answers."""

    def push(self, site: str, origin: str, rows: Sequence[Line]) -> int:
        """Take the rows of an origin that follow what is held; the highest seq held now."""
        ...

    def pull(self, site: str, meeting: int, have: Mapping[str, int], own: Sequence[str] = ()) -> Part:
        """What the asker's meeting has beyond `have` (origin: seq).

        `own` names the chains that the asker wrote itself: a restore has lost the end of them.
        """
        ...

    def allocate(self, site: str, request: Mapping[str, Any]) -> str:
        """The document number for a request; asked again with the same request_id, the same number."""
        ...

    def hold(
        self, site: str, numbers: Sequence[Drawn], whole: bool, known: Sequence[Highest] = ()
    ) -> Held:  # fmt: skip
        """Numbers that stand on the asker's papers: entered where the book has lost them. `whole` ends the telling.

        `known` are the highest numbers that the book ever told the asker of: it was set back where it has less.
        Not heard where the book waits for all that the asker holds; a number that is another paper's there is refused.
        """
        ...

    def close(self) -> None:
        """Let go what it opened; called on the thread that called the others."""
        ...


class BookTold(NamedTuple):
    """How a main desk's number book stands: its series, and the years that are closed (year, approver, ISO).

    `known` as in `Contract.hold`. `journal` says how far its journal was, `place` how far it read the hub's numbers of
    that generation; `desks` are the machines that draw from the book by name, `unheard` those whose numbers it cannot
    know.
    """

    series: Sequence[Told]
    closed: Sequence[tuple[int, str, str]] = ()
    journal: int = 0
    generation: str = ""
    place: int = 0
    desks: Mapping[int, str] = {}
    unheard: Sequence[int] = ()
    known: Sequence[Highest] = ()


class Stands(NamedTuple):
    """A hub's book: `generation` is another since it was set back to a backup, `waiting` names who was not heard since.

    `heard` says when each machine that draws from it was heard (number: Heard), `highest` the highest numbers it has.
    """

    generation: str
    waiting: Sequence[str]
    heard: Mapping[int, Heard] = {}
    highest: Sequence[Highest] = ()


class Office(Protocol):
    """What a hub does for a main desk beside the contract. May be repeated. Raises Refused and LineCut."""

    def invite(self, site: str, invitation: Mapping[str, str]) -> None:
        """Know a site of the asker's. `invitation` holds site, and secret, sealed under the desk's own.

        Where a pairing code goes with it, name, proof and sealed as `Pairings.deposit` takes them; bytes are hex.
        """
        ...

    def shut_out(self, site: str, other: str) -> None:
        """Hear the asker's site `other` no more, at once."""
        ...

    def tell(self, site: str, moment: str, venues: Mapping[int, int]) -> None:
        """Everything that the desk knew of its meeting at `moment` was pushed.

        `venues` says at which venue each site of the meeting is: those at one venue are told of each other.
        """
        ...

    def book(self, site: str, moment: str, told: BookTold) -> Stands:
        """Where the desk's number book stood at `moment`."""
        ...

    def close_year(self, site: str, year: int, approver: str, journal: int) -> None:
        """No number of this year is given any more, by anybody."""
        ...

    def reopen_year(self, site: str, year: int) -> None:
        """They are, again."""
        ...

    def leave(self, site: str) -> None:
        """The office draws its numbers elsewhere: none is given here any more."""
        ...

    def go_on(self, site: str) -> None:
        """Give numbers again, although not every machine was heard since the hub was set back."""
        ...

    def take(self, site: str, request: str, series: str, year: int, at_least: int, known: int = 0) -> int:
        """The desk's own next number of a series, once for a request; it has judged the paper itself.

        `known` is the highest one that the hub ever told the desk of.
        """
        ...

    def drawn(self, site: str, place: int) -> list[Drawn]:
        """The numbers given to the desk's sites behind a place, the oldest first."""
        ...


class LineCut(Exception):
    """Nobody answered, or not the one who has the secret: try again later; nothing is known of what arrived."""


class NotKnown(LineCut):
    """Somebody answered who does not know this machine's secret: another desk, or this one was paired anew."""


class Name(NamedTuple):
    """A site's name, read; `number` is 0 for the desk itself."""

    desk: str
    meeting: int
    number: int


_NAME = re.compile(r"([0-9a-f]{8,32})\.(\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)


def read_name(name: str) -> Name | None:
    """The parts of a site's name, None where it is none: names become names of files."""
    found = _NAME.fullmatch(name)
    return Name(found[1], int(found[2]), int(found[3] or 0)) if found else None


def site_name(desk: str, meeting: int, number: int) -> str:
    """The name under which a desk speaks with one of its machines."""
    return f"{desk}.{meeting}.{number}"


def as_wire(rows: Sequence[Line]) -> list[list[Any]]:
    """Rows as JSON takes them."""
    return [list(row) for row in rows]


_FIELDS: tuple[type | tuple[type, ...], ...] = (
    str,
    int,
    int,
    str,
    str,
    str,
    str,
    str,
    (str, type(None)),
    str,
    str,
)
_HEX = (8, 9, 10)


def from_wire(rows: Any) -> list[Line]:
    """Rows as they came. Raises ValueError where they are none: whatever the sender was, it was no desk of ours."""
    if not isinstance(rows, list) or len(rows) > ROWS_AT_ONCE:
        raise ValueError("rows")
    for row in rows:
        fits = isinstance(row, list) and len(row) == len(_FIELDS)
        if not fits or not all(
            isinstance(field, kind) and not isinstance(field, bool)
            for field, kind in zip(row, _FIELDS, strict=True)
        ):
            raise ValueError("row")
        for place in _HEX:
            if row[place] is not None and len(bytes.fromhex(row[place])) != 32:
                raise ValueError("digest")
    return [Line(*row) for row in rows]


def drawn_from_wire(numbers: Any) -> list[Drawn]:
    """Numbers as they came. Raises ValueError, TypeError where they are none."""
    if not isinstance(numbers, list) or len(numbers) > ROWS_AT_ONCE:
        raise ValueError("numbers")
    read = [
        Drawn(int(place), int(site), str(series), int(year), int(sequence), str(at), dict(asked))
        for place, site, series, year, sequence, at, asked in numbers
    ]
    if any(not (0 < one.sequence < 1_000_000 and 1900 < one.year < 10_000) for one in read):
        raise ValueError("number")
    return read


def highest_from_wire(found: Any) -> list[Highest]:
    """The highest numbers of series and years, as they came. Raises ValueError, TypeError where they are none."""
    if not isinstance(found, list) or len(found) > ROWS_AT_ONCE:
        raise ValueError("highest")
    read = [(str(series), int(year), int(sequence)) for series, year, sequence in found]
    if any(not (0 <= one[2] < 1_000_000 and 1900 < one[1] < 10_000) for one in read):
        raise ValueError("number")
    return read


def heard_from_wire(found: Any) -> dict[int, Heard]:
    """When each site was heard, as it came. Raises ValueError, TypeError, AttributeError where it is nothing of that."""
    return {int(number): Heard(str(clock), int(ago)) for number, (clock, ago) in found.items()}


def book_from_wire(told: Any) -> BookTold:
    """How a book stands, as it came. Raises ValueError, TypeError, KeyError where it is none."""
    return BookTold(
        [
            Told(str(series), str(kind), int(year), int(highest))
            for series, kind, year, highest in told["series"]
        ],
        [(int(year), str(approver), str(at)) for year, approver, at in told["closed"]],
        int(told["journal"]),
        str(told["generation"]),
        int(told["place"]),
        {int(number): str(name) for number, name in told["desks"]},
        [int(one) for one in told["unheard"]],
        highest_from_wire(told.get("known", [])),
    )


def one_load(rows: Sequence[Line]) -> list[Line]:
    """As many of the first rows as go in one answer, one at least."""
    load: list[Line] = []
    size = 0
    for row in rows[:ROWS_AT_ONCE]:
        size += len(row.body.encode()) + 400
        if load and size > BYTES_AT_ONCE:
            break
        load.append(row)
    return load
