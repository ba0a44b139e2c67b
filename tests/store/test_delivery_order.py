"""Three desks, a line that is cut anywhere: whatever came in which order, the main desk's papers are the same."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import Any

import pytest

from oatui.papers import meeting_papers
from oatui.rules.verdict import Refused
from oatui.store import (
    arrivals,
    attendance,
    doctor,
    exchange,
    identity,
    journal,
    leave,
    meetings,
    off_roster,
    people,
    presence,
    queue_cut,
    sites,
    substitute_back,
    turned_away,
    walk_ins,
)
from oatui.store.database import Row, Store, memory, sqlite3
from oatui.store.exchange import Line
from oatui.store.sites import Site
from tests.conftest import FixedClock
from tests.proof import Told
from tests.store.acts import content, person
from tests.store.link_acts import a_site, fetch, send

Chain = Sequence[Line] | Sequence[Row]


def at_the_door(store: Store, site: Site, clock: FixedClock, dice: random.Random) -> None:
    """One act of a sub-venue's door."""
    everyone = people.listed(store, site.meeting, limit=-1)
    one = people.get(store, dice.choice(everyone).id)
    what = dice.randrange(15)
    if what < 5:
        arrivals.sign_in(store, site.meeting, one.code, venue=site.venue)
    elif what == 5:
        arrivals.sign_in(store, site.meeting, "不是码", venue=site.venue)
    elif what in (6, 7):
        here = [person.id for person in everyone if person.status]
        if here and (fact := arrivals.standing(store, dice.choice(here))):
            arrivals.annul(store, fact, "不是本人")
    elif what in (8, 9):
        queue_cut.settle(store, site.meeting, site.venue, "王镇长")
    elif what == 10:
        walk_ins.note(store, site.meeting, one.id, f"来人{one.id}", approver="王镇长", venue=site.venue)
    elif what == 11:
        presence.leave_early(store, one.id, dice.choice(["", "接孩子"]))
    elif what == 12:
        substitute_back.come_after_all(store, site.meeting, one.id, venue=site.venue)
    else:
        look(store, site.meeting, dice)


def look(store: Store, meeting: int, dice: random.Random) -> None:
    """Whoever waits is let in or turned away, by whichever desk sees them."""
    if waiting := identity.waiting(store, meeting):
        fact = dice.choice(waiting).fact
        assert fact is not None
        if dice.randrange(2):
            identity.confirm(store, fact)
        else:
            identity.turn_away(store, fact, "不是本人")


def at_the_main_desk(store: Store, meeting: int, dice: random.Random) -> None:
    """One decision of the main desk."""
    one = people.get(store, dice.choice(people.listed(store, meeting, limit=-1)).id)
    found = meetings.get(store, meeting)
    what = dice.randrange(10)
    if what == 0:
        by = timedelta(minutes=dice.randrange(-4, 5))
        meetings.change(store, meeting, start=found.start + by, end=found.end + by)
    elif what == 1:
        people.reissue_code(store, one.id, "遗失")
    elif what == 2:
        asked = leave.request(store, one.id, "sick").leave
        leave.approve(store, asked.id, "张县长")
        leave.substitute(store, asked.id, f"替会人{one.id}")
    elif what == 3 and (fact := arrivals.standing(store, one.id)):
        arrivals.annul(store, fact, "不是本人")
    elif what == 4:
        meetings.change(store, meeting, confirm=not found.confirm)
    elif what == 5:
        look(store, meeting, dice)
    elif what == 6 and len(people.listed(store, meeting)) > 4:
        off_roster.take_off(store, meeting, [one.id], "报错会议")
    elif what == 7 and (replaced := [each for each in leave.listed(store, meeting) if each.substitute]):
        substitute_back.take_back(store, dice.choice(replaced).id, "本人到会")
    else:
        arrivals.sign_in(store, meeting, one.code)


@contextmanager
def a_morning(seed: int) -> Iterator[tuple[Store, int, list[tuple[Site | None, Chain]]]]:
    """The main desk before the door opened, and the chains of three desks that spoke with one another now and then."""
    clock, dice = FixedClock(), random.Random(seed)
    with ExitStack() as open_stores:
        main = open_stores.enter_context(closing(memory(clock)))
        main.origin, main.actor = "desk-main", "刘某某"
        start = clock.now().replace(hour=9, minute=0)
        meeting = meetings.add(
            main, "全县商务工作会议", start, start + timedelta(hours=2), confirm=seed % 2 == 0
        ).id
        venues = ("", "示例一镇", "示例二镇")
        people.import_roster(
            main, meeting, [(venues[number % 3], person(number)) for number in range(9)], "名册.xlsx"
        )
        invited = [sites.invite(main, meeting, venue.id) for venue in meetings.venues(main, meeting)[1:]]
        desks = []
        for site in invited:
            with main.write():
                sites.bind(main, site, f"site-{site.id}")
            desks.append((site, open_stores.enter_context(a_site(main, site, f"site-{site.id}"))))
        base = open_stores.enter_context(closing(copy_of(main)))
        clock.at(8, 38)
        for turn in range(60):
            clock.pass_time(seconds=dice.randrange(10, 40))
            if turn == 15:  # people stand in line at the deadline
                clock.at(8, 45, 5)
                for site, sub in desks:
                    with suppress(Refused):
                        queue_cut.mark(sub, meeting, site.venue)
            with_desk = dice.randrange(4)
            with suppress(Refused):
                if with_desk < 2:
                    at_the_door(desks[with_desk][1], desks[with_desk][0], clock, dice)
                elif with_desk == 2:
                    at_the_main_desk(main, meeting, dice)
                else:
                    site, sub = dice.choice(desks)
                    if dice.randrange(2):
                        send(main, sub, site)
                    else:
                        fetch(main, sub, meeting)
        chains: list[tuple[Site | None, Chain]] = [
            (site, exchange.outgoing(sub, 0, limit=1000)) for site, sub in desks
        ]
        have = exchange.held(base, base.origin)
        own = main.rows("select * from event where origin = ? and seq > ? order by seq", main.origin, have)
        yield base, meeting, [*chains, (None, own)]


def copy_of(store: Store) -> Store:
    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    store.conn.backup(conn)
    copy = Store(conn, store.path, store.clock, store.actor)
    copy.origin = store.origin
    return copy


def deliver(store: Store, chains: list[tuple[Site | None, Chain]], dice: random.Random) -> None:
    """Every chain in its own order, in loads of any size, some twice, some with a piece missing at first.

    What a sub-venue knew, the main desk had decided before: it never hears of a person that it has not.
    """
    sent = [0] * len(chains)
    decided = exchange.held(store, store.origin)
    while open_ := [number for number, (_site, rows) in enumerate(chains) if sent[number] < len(rows)]:
        number = dice.choice(open_)
        site, rows = chains[number]
        upto = sent[number] + dice.randrange(1, 9)
        if site is None:
            with store.write():
                for row in rows[sent[number] : upto]:
                    store.conn.execute(f"insert into event values ({', '.join('?' * 12)})", tuple(row))
                    journal.apply(store.conn, journal.read(row))  # type: ignore[arg-type]
            sent[number] = min(upto, len(rows))
            decided = exchange.held(store, store.origin)
        else:
            first = max(0, sent[number] + dice.randrange(-2, 2))
            load: list[Line] = list(takewhile(partial(_known, decided), rows[first:upto]))  # type: ignore[arg-type]
            if load:
                sent[number] = exchange.take(store, site, load)


def _known(decided: int, line: Line) -> bool:
    return bool(json.loads(line.body).get("knew", {}).get("desk-main", 0) <= decided)


def papers(store: Store, meeting: int) -> list[Any]:
    found = meetings.get(store, meeting)
    return [
        meeting_papers.gathering(store, found),
        meeting_papers.conduct(store, found),
        meeting_papers.venue_reports(store, found, found.end),
        attendance.attendance(store, meeting),
        walk_ins.listed(store, meeting),
        turned_away.listed(store, meeting),
    ]


def tables(store: Store) -> dict[str, Any]:
    """Every table but those of this machine, and the journal as a set."""
    local = {"rows_came", "site_heard", "local", "event"}
    return {name: rows for name, rows in content(store).items() if name not in local}


def _in_any_order(orders: int, seed: int) -> None:
    dice = random.Random(seed)
    with a_morning(seed) as (base, meeting, chains):
        expected = None
        for _order in range(orders):
            with closing(copy_of(base)) as store:
                deliver(store, chains, dice)
                made = papers(store, meeting)
                if expected is None:
                    expected, whole = made, tables(store)
                    assert doctor.examine(store).ok
                assert made == expected
        with closing(copy_of(base)) as store:
            deliver(store, chains, dice)
            assert tables(store) == whole


@pytest.mark.parametrize("seed", range(8))
def test_the_papers_are_the_same_in_any_order_of_delivery(seed: int) -> None:
    _in_any_order(25, seed)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(50))
def test_the_papers_are_the_same_in_ten_thousand_orders_of_delivery(seed: int, told: Told) -> None:
    _in_any_order(200, seed)
    told.figures(orders=200, unlike=0)


def test_the_morning_says_something() -> None:
    """The two above are worth nothing where the desks did nothing that could be in another's way."""
    kinds: dict[str, set[int]] = {}
    for seed in range(8):
        with a_morning(seed) as (_base, _meeting, chains):
            for number, (_site, rows) in enumerate(chains):
                for row in rows:
                    kind = row.kind if isinstance(row, Line) else row["kind"]
                    kinds.setdefault(kind, set()).add(number)
    for kind in ("signed_in", "sign_in_annulled"):
        assert kinds[kind] == {0, 1, 2}, kind
    assert {
        "queue_settled",
        "walked_in",
        "meeting_changed",
        "taken_off_roster",
        "substitute_withdrawn",
        "identity_confirmed",
        "identity_refused",
    } <= kinds.keys()
