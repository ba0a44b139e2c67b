"""A duty roster as it would come in: each shift of the file beside what stands on the roster. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from oatui.files.duty_in import ALL_DAY, DutyFile, read_duty
from oatui.files.duty_lines import Row
from oatui.files.roster_in import Fault
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Gap, Person
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.rules.workdays import Calendar
from oatui.store import duty, duty_changes
from oatui.store.database import Store

# the words of files for the office's own two shifts
SAME = (
    ("白班", "日班", "白天", "日间", "Day", "day"),
    ("夜班", "晚班", "夜间", "夜晚", "晚上", "晚间", "通宵", "Night", "night"),
)


@dataclass(slots=True)
class DraftLine:
    """A shift of the file, or a fault; `was` is who is on it so far."""

    sheet: str
    row: int
    column: str
    entry: Entry | None = None
    was: Entry | None = None
    fault: Fault | None = None

    @property
    def same(self) -> bool:
        return self.was is not None and self.was == self.entry


@dataclass(slots=True)
class DutyDraft:
    """What a file would bring: `gone` is what it takes the place of, `gaps` the hours of its days that it leaves."""

    name: str
    lines: list[DraftLine]
    gone: list[Entry] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    remarks: list[Verdict] = field(default_factory=list)

    def faulty(self) -> list[DraftLine]:
        """The shifts that cannot come in as they are."""
        return [line for line in self.lines if line.fault]

    def incoming(self) -> list[Entry]:
        """The shifts that would be written."""
        return [line.entry for line in self.lines if line.entry and not line.fault]

    def changed(self) -> list[DraftLine]:
        """The shifts on which others stand so far: a reason is needed."""
        return [
            line
            for line in self.lines
            if line.entry and line.was and not line.fault and law.called(line.was) != law.called(line.entry)
        ]

    def replaced(self) -> list[Entry]:
        """Who stands there so far and would not any more."""
        return [*(line.was for line in self.changed() if line.was), *self.gone]

    @property
    def needs_reason(self) -> bool:
        return bool(self.replaced())


def read_draft(store: Store, path: Path, calendar: Calendar) -> DutyDraft:
    """Read a file and judge every shift of it as it would be on the roster. Raises Refused: nothing to read."""
    read = read_duty(path, store.clock.now().date())
    draft = DutyDraft(path.name, [DraftLine(one.sheet, one.row, "", fault=one) for one in read.faults])
    phones = _phones(read)
    for row in read.rows:
        draft.lines += _lines(store, row, phones, read.phone)
    draft.lines.sort(
        key=lambda line: (line.sheet, line.row, line.entry.starts if line.entry else store.clock.now())
    )
    _judge(store, draft, calendar)
    draft.remarks = [*read.remarks, *draft.remarks]
    return draft


def _phones(read: DutyFile) -> dict[str, str]:
    """What the file itself says of a name's phone, wherever in it."""
    people = [one for row in read.rows for one in (row.leader, *row.persons)]
    return {one.name: one.phone for one in reversed(people) if one.phone}


def _with_phone(one: Person, phones: dict[str, str]) -> Person:
    return one if one.phone else Person(one.name, phones.get(one.name, ""))


def _lines(store: Store, row: Row, phones: dict[str, str], office: str) -> list[DraftLine]:
    known = [one.name for one in duty.shifts(store)]
    shifts = known if row.shift in ALL_DAY and row.hours is None else [_shift(row.shift, known) or "全天"]
    found = []
    for shift in shifts:
        line = DraftLine(row.sheet, row.row, row.column)
        try:
            persons = [_with_phone(one, phones) for one in row.persons]
            entry = duty.entry(store, row.day, shift, _with_phone(row.leader, phones), persons, row.hours)
            line.entry = law.in_the_duty_room(entry, office)
            law.judge(line.entry, store.clock.now().date())
        except Refused as no:
            line.fault = Fault(row.sheet, row.row, row.column or row.shift or shift, no.verdict)
        found.append(line)
    return found


def _shift(written: str, known: list[str]) -> str:
    """The office's word for a shift of the file, where it has one."""
    if written in known:
        return written
    for words in SAME:
        if written in words and (its := [name for name in known if name in words]):
            return its[0]
    return written


def _judge(store: Store, draft: DutyDraft, calendar: Calendar) -> None:
    """Hold it against the roster: what changes, what goes, what is left open, who gets no rest."""
    taken: dict[tuple[object, str], DraftLine] = {}
    for line in draft.lines:
        if line.entry and not line.fault and (before := taken.setdefault(line.entry.key, line)) is not line:
            day, shift = line.entry.day.isoformat(), line.entry.shift
            values = {"day": day, "shift": shift, "row": before.row, "sheet": before.sheet}
            verdict = Verdict(None, Level.REFUSED, "duty.file_twice", values)
            line.fault = Fault(line.sheet, line.row, line.column or shift, verdict)
    entries = draft.incoming()
    if not entries:
        return
    plan = duty_changes.plan(store, entries, whole=True)
    for line in draft.lines:
        line.was = plan.there.get(line.entry.key) if line.entry else None
    draft.gone = plan.gone
    first, last = min(one.starts for one in entries), max(one.ends for one in entries)
    draft.gaps = law.gaps(plan.after, first, last)
    draft.remarks = [*_once(plan.remarks), *law.of_years([one.day for one in entries], calendar)]


def _once(remarks: list[Verdict]) -> list[Verdict]:
    """The first of a kind about a person or, without one, about a shift."""
    found: dict[tuple[object, ...], Verdict] = {}
    for one in remarks:
        about = one.values.get("name") or (one.values.get("day"), one.values.get("shift"))
        found.setdefault((one.key, about), one)
    return list(found.values())
