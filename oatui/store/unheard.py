"""Machines whose numbers this book may have lost, when it was restored: until each was heard none is given (12-1, 12-2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oatui.rules.verdict import refuse
from oatui.store import journal, main_line, sites
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


def go_on(store: Store, approver: str, reason: str, waiting: Iterable[str] = ()) -> list[str]:
    """Give numbers again, although not every machine was heard: who allowed it, and why. Raises Refused.

    `waiting` names whom a county's hub has not heard. Whatever they hold is to be entered by hand before.
    """
    missing = [*names(store), *waiting]
    if not (missing or main_line.left(store)):
        raise refuse("book.nothing_waits")
    if not approver.strip():
        raise refuse("book.no_approver")
    if not reason.strip():
        raise refuse("book.no_go_on_reason")
    body = {"v": 1, "approver": approver.strip(), "reason": reason.strip(), "machines": missing}
    with store.write():
        journal.record(store, "numbering_resumed", body)
    main_line.keep_unheard(store, ())
    main_line.keep_left(store, 0)
    return missing


@journal.applies("numbering_resumed")
def _numbering_resumed(_conn: Connection, _event: journal.Event) -> None:
    pass  # the act is the record
