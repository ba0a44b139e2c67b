"""Machines whose numbers this book may have lost, when it was restored: until each was heard none is given (12-1, 12-2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oatui.rules.numbering import number_text
from oatui.rules.verdict import Refused, refuse
from oatui.store import journal, main_line, number_lines, sites
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


def wait_for_all(store: Store, also: Iterable[int] = (), never: Iterable[int] = ()) -> None:
    """Each machine that draws from this book is to say what it holds; `also` those that a backup does not know.

    `never` were invited and never paired, as far as this computer knows: nobody will say anything for them.
    """
    silent = set(never)
    drawing = {
        one.id
        for one in sites.all_of(store, sites.DESK)
        if not one.shut_out_at and (one.heard_at or one.id not in silent)
    }
    main_line.keep_unheard(store, drawing.union(set(also) - silent))


def look_back(store: Store, known: Iterable[main_line.Highest]) -> None:
    """Where somebody knows of a number that this book has lost it was set back, by whatever way.

    It waits for all, and goes on above that number even where it waits no longer.
    """
    highest = "select coalesce(max(sequence), 0) from number where series = ? and year = ?"
    floor = {(series, year): sequence for series, year, sequence in main_line.floor(store)}
    lost = [one for one in known if max(store.value(highest, *one[:2]), floor.get(one[:2], 0)) < one[2]]
    if lost:
        main_line.raise_floor(store, lost)
        wait_for_all(store)


def heard(store: Store, machine: int) -> None:
    """It has said all that it holds."""
    waiting = main_line.unheard(store)
    if machine in waiting:
        main_line.keep_unheard(store, set(waiting) - {machine})


def names(store: Store) -> list[str]:
    """Who has not been heard; of a machine that a backup does not know, its number."""
    known = {one.id: one.name for one in sites.all_of(store, sites.DESK)}
    return [known.get(one, str(one)) for one in main_line.unheard(store)]


def hold_ready(store: Store, year: int) -> None:
    """Raises Refused while numbers of the year may stand on papers that this book does not know (12-1)."""
    if main_line.unheard(store):
        raise refuse("book.set_back", "12-1", machines=names(store))
    if main_line.left(store) == year:
        raise refuse("book.left", "12-1", year=year)


def risk(store: Store, waiting: Iterable[str] = ()) -> Refused:
    """What may come of going on: a number that only the missing know of is given twice. Raises Refused where nobody waits."""
    missing = [*names(store), *waiting]
    if not (missing or main_line.left(store)):
        raise refuse("book.nothing_waits")
    this = store.clock.now().year
    highest: dict[str, int] = {}
    for series, year, sequence in [
        *number_lines.highest_of(store, this), *main_line.floor(store), *main_line.known(store)
    ]:  # fmt: skip
        if year == this:
            highest[series] = max(sequence, highest.get(series, 0))
    last = [number_text(series, this, sequence) for series, sequence in highest.items()]
    if not missing:
        return refuse("book.go_on_left", "12-1", numbers=last)
    key = "book.go_on_risk" if last else "book.go_on_risk_all"
    return refuse(key, "12-1", machines=missing, numbers=last)


def go_on(
    store: Store, approver: str, reason: str, waiting: Iterable[str] = (), entered: bool = False
) -> list[str]:  # fmt: skip
    """Give numbers again, although not every machine was heard: who allowed it, and why. Raises Refused.

    `waiting` names whom a county's hub has not heard. Whatever they hold is to be `entered` by hand before.
    """
    danger = risk(store, waiting)
    missing = list(danger.verdict.values.get("machines", ()))
    if not approver.strip():
        raise refuse("book.no_approver")
    if not reason.strip():
        raise refuse("book.no_go_on_reason")
    if not entered:
        raise danger
    body = {
        "v": 1, "approver": approver.strip(), "reason": reason.strip(), "machines": missing,
        "numbers": list(danger.verdict.values["numbers"]),
    }  # fmt: skip
    with store.write():
        journal.record(store, "numbering_resumed", body)
    main_line.keep_unheard(store, ())
    main_line.keep_left(store, 0)
    return missing


@journal.applies("numbering_resumed")
def _numbering_resumed(_conn: Connection, _event: journal.Event) -> None:
    pass  # the act is the record
