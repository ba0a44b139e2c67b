"""A roster as it would come in: every row with what becomes of it. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oatui.files.roster_in import (
    Columns,
    Fault,
    Person,
    Roster,
    Sheet,
    read_roster,
    read_workbook,
    recognise,
)
from oatui.files.workbook_in import cell_at
from oatui.rules.names import plain
from oatui.rules.verdict import refuse
from oatui.store import meetings
from oatui.store.people import FIELDS, Attendee

Place = tuple[str, int]  # sheet and row


@dataclass(slots=True)
class Line:
    """A row of the file: a person, or faults, or a foot note (`note`)."""

    sheet: str
    row: int
    cells: dict[str, str]
    person: Person | None = None
    faults: list[Fault] = field(default_factory=list)
    note: str = ""

    @property
    def place(self) -> Place:
        return (self.sheet, self.row)


@dataclass(slots=True)
class Part:
    """A sheet and where its people go: "" is the main venue, None leaves the sheet out. `lines` is empty: no roster."""

    sheet: Sheet
    columns: Columns | None
    venue: str | None
    lines: list[Line] = field(default_factory=list)
    people: int = 0
    faulty: int = 0

    @property
    def name(self) -> str:
        return self.sheet.name

    def read(self, columns: Columns) -> None:
        """Read the sheet by these columns. Raises Refused."""
        roster = read_roster(self.sheet, columns)
        self.columns = columns
        self.lines = list(_lines(self.sheet, roster))
        self.people = len(roster.people)
        self.faulty = len({fault.row for fault in roster.faults})


def _lines(sheet: Sheet, roster: Roster) -> Iterator[Line]:
    index = roster.columns.index
    faults: dict[int, list[Fault]] = {}
    for fault in roster.faults:
        faults.setdefault(fault.row, []).append(fault)
    found: list[Line] = []
    for one in roster.people:
        cells = {key: getattr(one, key) for key in FIELDS}
        found.append(Line(sheet.name, one.row, cells, person=one))
    for row, wrong in faults.items():
        written = sheet.rows[row - 1]
        cells = {key: cell_at(written, index.get(key)) for key in FIELDS}
        found.append(Line(sheet.name, row, cells, faults=wrong))
    for row, text in roster.skipped:
        found.append(Line(sheet.name, row, dict.fromkeys(FIELDS, ""), note=text))
    return iter(sorted(found, key=lambda line: line.row))


@dataclass(slots=True)
class Namesake:
    """Someone of a name that occurs more than once: in the file (with its line) or on the roster already."""

    name: str
    unit: str
    post: str
    phone: str
    line: Line | None
    position: int = 0


class Draft:
    """What a file would bring into a meeting, beside who is on its roster already."""

    def __init__(self, name: str, parts: Sequence[Part], known: Sequence[Attendee]) -> None:
        self.name = name
        self.parts = list(parts)
        self.known = list(known)
        self.left_out: set[Place] = set()
        self.doubtful: set[Place] = set()
        self.already: set[Place] = set()
        self.twice: dict[Place, Line] = {}
        self.groups: list[list[Namesake]] = []
        self._same: set[Place] = set()
        self.compare()

    def compare(self) -> None:
        """Hold the rows against each other and against the roster; call it after a part was read anew."""
        equal = {tuple(getattr(one, key).strip() for key in FIELDS) for one in self.known}
        # 序号 shifts when a list is sent again, and makes nobody another person
        alike = {values[:-1] for values in equal}
        self.already, self.twice = set(), {}
        before, self.doubtful = self.doubtful, set()
        first: dict[tuple[str, ...], Line] = {}
        groups: dict[str, list[Namesake]] = {}
        for line in self.lines():
            if line.person is None:
                continue
            values = tuple(line.cells[key].strip() for key in FIELDS)
            if values in equal:
                self.already.add(line.place)
                continue
            if values[:-1] in alike:
                self.doubtful.add(line.place)
            if (earlier := first.setdefault(values[:-1], line)) is not line:
                self.twice[line.place] = earlier
            groups.setdefault(plain(line.person.name), []).append(_in_file(line))
        # left out until the clerk says otherwise, but never again after that
        self.left_out |= self.doubtful - before
        for one in self.known:
            if (name := plain(one.name)) in groups:
                groups[name].append(Namesake(one.name, one.unit, one.post, one.phone, None, one.position))
        self.groups = [group for group in groups.values() if len(group) > 1]
        self._same = {one.line.place for group in self.groups for one in group if one.line}

    def same(self, line: Line) -> bool:
        """Whether another person of this name comes in, or is on the roster."""
        return line.place in self._same

    def lines(self) -> Iterator[Line]:
        """Every row of every sheet that is not left out."""
        for part in self.parts:
            if part.venue is not None:
                yield from part.lines

    def faulty(self) -> list[Line]:
        """The rows that cannot come in as they are."""
        return [line for line in self.lines() if line.faults]

    def incoming(self) -> list[tuple[str, Person]]:
        """The people that an import would write or find on the roster, each with the name of the venue."""
        return [
            (part.venue, line.person)
            for part in self.parts
            if part.venue is not None
            for line in part.lines
            if line.person and line.place not in self.left_out
        ]


def _in_file(line: Line) -> Namesake:
    cells = line.cells
    return Namesake(cells["name"], cells["unit"], cells["post"], cells["phone"], line)


def read_parts(path: Path) -> list[Part]:
    """The sheets of a file, each roster read; several rosters are several venues. Raises Refused."""
    parts = []
    for sheet in read_workbook(path):
        part = Part(sheet, None, None)
        if columns := recognise(sheet):
            part.read(columns)
        if columns or any(any(row) for row in sheet.rows):
            parts.append(part)
    rosters = [part for part in parts if part.people or part.faulty]
    if not rosters:
        blank = any(part.columns for part in parts)
        raise refuse("roster.nobody" if blank else "roster.none", name=path.name)
    for part in rosters:
        name = meetings.venue_name(part.name) if len(rosters) > 1 else ""
        part.venue = "" if name == meetings.MAIN_VENUE else name
    return parts
