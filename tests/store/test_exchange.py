"""Rows between desks: in order, once, whole, of this meeting and this door only, and the same tables on both sides."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from oatui.rules.seating import Seat
from oatui.rules.verdict import Refused
from oatui.store import (
    allocation,
    arrivals,
    backup,
    chain,
    closing,
    doctor,
    door_record,
    exchange,
    file_locks,
    journal,
    late,
    leave,
    meetings,
    number_lines,
    off_roster,
    own_chains,
    people,
    presence,
    queue_cut,
    seats,
    settings,
    sites,
    stand_in,
    substitute_back,
    turns,
    versions,
    walk_ins,
)  # fmt: skip
from oatui.store.database import Store, connect, open_store
from oatui.store.exchange import Line
from oatui.store.migrations import MIGRATIONS
from oatui.store.sites import Site
from tests.conftest import FixedClock
from tests.store.acts import ACTS, a_meeting, do, person
from tests.store.link_acts import a_request, a_site, fetch, send


@pytest.fixture
def town(store: Store) -> Site:
    """A meeting of eight, four of them at 示例一镇, and the machine that stands there."""
    meeting = a_meeting(store, 4)
    people.import_roster(
        store, meeting.id, [("示例一镇", person(n, "示例一镇")) for n in range(5, 9)], "名册.xlsx"
    )
    venue = meetings.find_venue(store, meeting.id, "示例一镇")
    assert venue
    return sites.invite(store, meeting.id, venue.id)


@pytest.fixture
def sub(store: Store, town: Site) -> Iterator[Store]:
    with a_site(store, town, "site-a") as sub:
        yield sub


def key_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.verdict.key


def scan(store: Store, town: Site, place: int, door: int | None = None) -> arrivals.Arrival:
    one = people.listed(store, town.meeting)[place]
    return arrivals.sign_in(store, town.meeting, one.code, venue=door or town.venue)


def lines(store: Store, meeting: int) -> list[object]:
    return [closing.lines(store, meeting), arrivals.attendance(store, meeting)]


# ------------------------------------------------------------------ down


def test_a_sub_venue_has_the_roster_seats_and_times_with_the_main_desks_ids(
    store: Store, sub: Store, town: Site
) -> None:
    assert people.listed(sub, town.meeting) == people.listed(store, town.meeting)
    assert meetings.get(sub, town.meeting) == meetings.get(store, town.meeting)
    assert sites.joined(sub) == ((store.origin, town.meeting, town.venue, "示例一镇", sites.joined(sub).at))  # type: ignore[union-attr]
    assert doctor.examine(sub).ok


def test_what_is_decided_later_comes_down_and_nothing_of_other_work(
    store: Store, sub: Store, town: Site
) -> None:
    one = people.listed(store, town.meeting)[5]
    for act in ("draft", "incident", "set", "log in"):
        do(store, (act, 1, 1)) if act in ACTS else None
    people.reissue_code(store, one.id, "遗失")
    asked = leave.request(store, people.listed(store, town.meeting)[6].id, "sick")
    leave.approve(store, asked.leave.id, "张县长")
    leave.substitute(store, asked.leave.id, "替会人")
    seats.arrange(store, town.venue, "across", plan=(2, 3, ()))
    seats.swap(store, one.id, people.listed(store, town.meeting)[4].id)
    seats.move(store, one.id, Seat(2, 3))
    other = a_meeting(store, 3, title="另一个会")
    fetch(store, sub, town.meeting)
    assert people.listed(sub, town.meeting) == people.listed(store, town.meeting)
    assert people.get(sub, one.id).seat == "2排3座"
    assert sub.value("select count(*) from meeting") == 1
    assert not sub.value("select count(*) from document") and not sub.value(
        "select count(*) from attendee where meeting = ?", other.id
    )
    assert scan(sub, town, 5).outcome == "ok"
    assert doctor.examine(sub).ok


def test_a_gap_stops_a_part_and_a_changed_row_is_refused(store: Store, sub: Store, town: Site) -> None:
    for place in (4, 5):
        people.reissue_code(store, people.listed(store, town.meeting)[place].id, "遗失")
    first, second = exchange.part(store, town.meeting, exchange.part_held(sub))
    before = exchange.held(sub, store.origin)
    assert exchange.take_part(sub, store.origin, [second]) == before
    forged = first._replace(body=first.body.replace("遗失", "拾到"))
    with pytest.raises(Refused) as refused:
        exchange.take_part(sub, store.origin, [forged])
    assert key_of(refused) == "link.row_changed"
    with pytest.raises(Refused) as refused:
        exchange.take_part(sub, store.origin, [first._replace(kind="of_a_newer_program")])
    assert key_of(refused) == "link.newer"
    assert exchange.take_part(sub, store.origin, [first, second, first]) == second.seq
    assert exchange.part(store, town.meeting, exchange.part_held(sub)) == []


def test_a_sub_venue_records_the_door_alone(store: Store, sub: Store, town: Site) -> None:
    with pytest.raises(Refused) as refused:
        meetings.add_venue(sub, town.meeting, "另一处")
    assert key_of(refused) == "link.not_here"
    with pytest.raises(Refused):
        do_hard(sub, ("draft", 0, 0))


def do_hard(store: Store, act: tuple[str, int, int]) -> None:
    ACTS[act[0]](store, act[1], act[2])


def test_a_main_desk_that_was_restored_goes_on_under_two_chains(
    store: Store, sub: Store, town: Site, tmp_path: Path, clock: FixedClock
) -> None:
    copy = backup.back_up(store, tmp_path / "copy.db")
    backup.restore(copy.path, tmp_path / "again.db", clock, "刘某某")
    again = open_store(tmp_path / "again.db", clock, "刘某某")
    try:
        people.reissue_code(again, people.listed(again, town.meeting)[4].id, "遗失")
        fetch(again, sub, town.meeting)
        assert people.listed(sub, town.meeting) == people.listed(again, town.meeting)
        scan(sub, town, 4)
        send(again, sub, town)
        assert doctor.examine(sub).ok and doctor.examine(again).ok
    finally:
        again.close()


# ------------------------------------------------------------------ up


def test_rows_are_taken_once_in_order_and_not_behind_a_gap(store: Store, sub: Store, town: Site) -> None:
    for place in range(4, 8):
        scan(sub, town, place)
    rows = exchange.outgoing(sub, 0)
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert exchange.take(store, town, rows[2:]) == 0
    assert exchange.take(store, town, rows[:3]) == 3
    assert exchange.take(store, town, [*rows[:2], *rows[4:]]) == 3
    assert exchange.take(store, town, rows) == exchange.take(store, town, rows) == 5
    assert store.value("select count(*) from event where origin = 'site-a'") == 5
    assert arrivals.attendance(store, town.meeting)[0].present == 4
    assert doctor.examine(store).ok


def rewritten(row: Line, at: str = "", **body: object) -> Line:
    """A row that a site with our program changed would send: its hash holds."""
    text = journal.as_json(json.loads(row.body) | body)
    row = row._replace(at=at or row.at)
    link = chain.link(
        bytes.fromhex(row.prev), row.origin, row.seq, row.at, row.recorded_at, row.actor, row.kind, text, b""
    )
    return row._replace(body=text, hash=link.hex())


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda row: row._replace(at="2026-11-24T08:00:00+08:00"), "link.row_changed"),
        (lambda row: row._replace(prev="00" * 32), "link.row_changed"),
        (lambda row: row._replace(kind="meeting_closed"), "link.other_rows"),
        (lambda row: row._replace(body="[1"), "link.other_rows"),
        (lambda row: rewritten(row, meeting=77), "link.other_rows"),
        (lambda row: rewritten(row, attendee=4711), "link.other_rows"),
        (lambda row: rewritten(row, attendee=[1]), "link.other_rows"),
        (lambda row: rewritten(row, venue=4711), "link.other_rows"),
        (lambda row: rewritten(row, status=[1]), "link.other_rows"),
        (lambda row: rewritten(row, target=["desk"]), "link.other_rows"),
        (
            lambda row: rewritten(row, verdict={"rule": None, "level": "ok", "key": "no.such", "values": {}}),
            "link.other_rows",
        ),
        (lambda row: rewritten(row, notes=3), "link.other_rows"),
        (lambda row: rewritten(row, "yesterday"), "link.other_rows"),
        (lambda row: rewritten(row, status="present"), "link.other_rows"),
        (lambda row: row._replace(origin="site-b"), "link.origin_taken"),
    ],
)
def test_what_is_not_the_doors_own_is_refused_and_nothing_is_kept(
    store: Store, sub: Store, town: Site, change: Callable[[Line], Line], key: str
) -> None:
    scan(sub, town, 4)
    first, second = exchange.outgoing(sub, 0)
    before = store.value("select count(*) from event")
    with pytest.raises(Refused) as refused:
        exchange.take(store, town, [first, change(second)])
    assert key_of(refused) == key
    assert store.value("select count(*) from event") == before


def test_a_chain_has_one_owner_and_who_is_shut_out_sends_no_more(
    store: Store, sub: Store, town: Site
) -> None:
    other = sites.invite(store, town.meeting, town.venue, "第二台")
    scan(sub, town, 4)
    send(store, sub, town)
    rows = exchange.outgoing(sub, 0)
    with pytest.raises(Refused) as refused:
        exchange.take(store, other, rows)
    assert key_of(refused) == "link.origin_taken"
    with pytest.raises(Refused) as refused:
        exchange.take(store, other, [row._replace(origin=store.origin) for row in rows])
    assert key_of(refused) == "link.origin_taken"
    sites.shut_out(store, town.id, "丢失")
    with pytest.raises(Refused) as refused:
        exchange.take(store, town, rows)
    assert key_of(refused) == "link.shut_out"
    assert arrivals.attendance(store, town.meeting)[0].present == 1
    assert doctor.examine(store).ok


def test_private_parts_stay_at_home(store: Store, sub: Store, town: Site) -> None:
    arrivals.sign_in(sub, town.meeting, "私人网址", venue=town.venue)
    rows = exchange.outgoing(sub, 0)
    assert "私人网址" not in repr(rows)
    exchange.take(store, town, rows)
    assert doctor.examine(store).ok
    assert store.value("select private_digest is not null from event where kind = 'scan_refused'") == 1


def test_a_restored_sub_venue_goes_on_under_a_chain_of_its_own(
    store: Store, town: Site, open_at: Callable[..., Store], tmp_path: Path, clock: FixedClock
) -> None:
    sub = open_at("sub.db")
    sites.join(sub, store.origin, town.meeting, town.venue, town.name)
    fetch(store, sub, town.meeting)
    scan(sub, town, 4)
    copy = backup.back_up(sub, tmp_path / "copy.db")
    scan(sub, town, 5)
    send(store, sub, town)
    backup.restore(copy.path, tmp_path / "again.db", clock, "镇上的人")
    again = open_store(tmp_path / "again.db", clock, "镇上的人")
    try:
        assert again.is_site
        scan(again, town, 6)
        for origin in own_chains.origins(again):
            rows = exchange.outgoing(again, exchange.acked(again, origin), origin=origin)
            exchange.set_acked(again, exchange.take(store, town, rows), origin)
        # the machine that was thought dead has the same chain as before
        assert exchange.acked(again, sub.origin) == 3 and exchange.acked(again) == 2
        assert arrivals.attendance(store, town.meeting)[0].present == 3
        assert sites.origins_of(store, town.id) == sorted([sub.origin, again.origin])
        assert doctor.examine(store).ok and doctor.examine(again).ok
    finally:
        again.close()


# ------------------------------------------------------------------ what the main desk sees


def test_what_was_let_in_without_the_line_is_listed_apart(
    store: Store, sub: Store, town: Site, clock: FixedClock
) -> None:
    roster = people.listed(store, town.meeting)
    clock.at(8, 30)
    people.reissue_code(store, roster[4].id, "遗失")
    asked = leave.request(store, roster[5].id, "sick")
    leave.approve(store, asked.leave.id, "张县长")
    leave.substitute(store, asked.leave.id, "替会人")
    clock.at(8, 35)
    arrivals.sign_in(store, town.meeting, roster[6].code, venue=roster[0].venue_id)
    clock.at(8, 40)
    for place in (4, 5, 6, 7):
        assert scan(sub, town, place).outcome == "ok"  # it does not know yet
    assert scan(sub, town, 0).notes  # somebody of the main hall
    clock.at(8, 50)
    assert scan(sub, town, 1).status == "after_deadline"
    # a substitute for somebody who is in there already, which nobody knows here
    clock.at(8, 40, 30)
    asked = leave.request(store, roster[7].id, "sick")
    leave.approve(store, asked.leave.id, "张县长")
    leave.substitute(store, asked.leave.id, "来晚的替会人")
    clock.at(8, 41)
    sites.heard(store, town, "2026-11-24T08:51:00+08:00")
    send(store, sub, town)
    found = {(one.kind, one.attendee): one for one in late.listed(store, town.meeting)}
    assert set(found) == {
        ("revoked", roster[4].id), ("replaced", roster[5].id), ("two_venues", roster[6].id),
        ("replaced", roster[7].id), ("wrong_venue", roster[0].id), ("wrong_venue", roster[1].id),
        ("clock", roster[1].id), *(("late", roster[n].id) for n in (0, 4, 5, 6, 7)),
    }  # fmt: skip
    # its clock is ten minutes ahead: what it calls 08:40 was 08:30, and 08:50 was in time
    assert found["clock", roster[1].id].other == "2026-11-24T08:40:00+08:00"
    assert found["late", roster[7].id].late_by == 11 * 60
    assert people.get(store, roster[6].id).arrived_at == "2026-11-24T08:35:00+08:00"
    assert sites.get(store, town.id).difference == 600
    assert arrivals.attendance(store, town.meeting)[0].present == 4


def test_what_a_sub_venue_knew_is_not_listed(store: Store, sub: Store, town: Site, clock: FixedClock) -> None:
    one = people.listed(store, town.meeting)[4]
    people.reissue_code(store, one.id, "遗失")
    fetch(store, sub, town.meeting)
    clock.pass_time(seconds=120)
    assert arrivals.sign_in(sub, town.meeting, one.code, venue=town.venue).outcome == "refused"
    scan(sub, town, 4)
    clock.pass_time(seconds=120)
    send(store, sub, town)
    assert late.listed(store, town.meeting) == []
    clock.pass_time(seconds=1)
    with a_site(store, sites.invite(store, town.meeting, town.venue), "site-b") as other:
        scan(other, town, 5)
        clock.pass_time(seconds=121)
        send(store, other, sites.all_of(store, town.meeting)[1])
    assert [one.kind for one in late.listed(store, town.meeting)] == ["late"]
    # what takes a sign-in back is looked for among the person's own facts: over the meeting's it was nine seconds
    plan = [row["detail"] for row in store.rows(f"explain query plan {late._FACTS}", town.meeting)]
    assert any("SEARCH x USING PRIMARY KEY (meeting=? AND attendee=?" in step for step in plan)


def test_who_came_in_the_place_of_another_waits_for_the_main_desk(
    store: Store, sub: Store, town: Site, clock: FixedClock
) -> None:
    first = people.listed(store, town.meeting)[4]
    clock.at(8, 40)
    refused = stand_in.stand_in(sub, town.meeting, first.id, "[/x]", approver="")
    assert (refused.outcome, refused.rule) == ("refused", "17-8")
    made = stand_in.stand_in(
        sub, town.meeting, first.id, "[/x]", approver="王镇长", venue=town.venue, kind="sick"
    )
    assert made.outcome == "waiting"
    # said twice at the door, it is one; and the door's last lines have it
    again = stand_in.stand_in(sub, town.meeting, first.id, "[/x]", approver="王镇长", venue=town.venue)
    assert (again.outcome, again.fact) == ("waiting", made.fact)
    assert [fact.kind for fact in door_record.recent(sub, town.meeting)] == ["walked_in", "refused"]
    assert len(people.listed(sub, town.meeting)) == 8
    send(store, sub, town)
    clock.at(8, 50)
    waiting = walk_ins.listed(store, town.meeting)[0]
    assert (waiting.name, waiting.stands_for, waiting.reason) == ("[/x]", first.name, "病假")
    answer = walk_ins.accept(store, waiting.key)
    assert (answer.outcome, answer.at) == ("ok", "2026-11-24T08:40:00+08:00")
    assert [(one.kind, one.reason) for one in leave.listed(store, town.meeting)] == [("sick", "")]
    with pytest.raises(Refused) as refused_again:
        walk_ins.decline(store, waiting.key, "不在范围")
    assert key_of(refused_again) == "link.walk_in_answered"
    fetch(store, sub, town.meeting)
    assert walk_ins.listed(sub, town.meeting) == walk_ins.listed(store, town.meeting)
    assert lines(sub, town.meeting) == lines(store, town.meeting)
    assert doctor.examine(store).ok and doctor.examine(sub).ok


def _replaced(store: Store, sub: Store, town: Site) -> tuple[people.Attendee, people.Attendee, int]:
    """Somebody of the town, their substitute, whom both sides know, and their leave."""
    first = people.listed(store, town.meeting)[4]
    asked = leave.request(store, first.id, "sick").leave.id
    leave.approve(store, asked, "张县长")
    made = leave.substitute(store, asked, "替会人").leave
    assert made.substitute
    fetch(store, sub, town.meeting)
    return first, people.get(sub, made.substitute), asked


def test_who_was_replaced_comes_to_the_sub_venue_after_all(
    store: Store, sub: Store, town: Site, clock: FixedClock
) -> None:
    """Their substitute was in already: the main desk takes them back, and the post counts once on both sides."""
    first, second, asked = _replaced(store, sub, town)
    clock.at(8, 30)
    arrivals.sign_in(sub, town.meeting, second.code, venue=town.venue)
    clock.at(8, 40)
    came = substitute_back.come_after_all(sub, town.meeting, first.id, venue=town.venue)
    assert came.outcome == "waiting" and "等主会场确认" in came.verdict.message
    send(store, sub, town)
    clock.at(8, 50)
    waiting = walk_ins.listed(store, town.meeting)[0]
    assert (waiting.himself, waiting.stands_for) == (first.id, "替会人")
    stranger = waiting._replace(himself=None, name="来人")
    assert [said.message for said in walk_ins.said([waiting, stranger])] == [
        "等主会场确认 1 人：来人（替 替会人）",
        f"等主会场确认 1 人：{first.name}（本人来了，原由 替会人 替会）",
    ]
    answer = walk_ins.accept(store, waiting.key)
    assert (answer.outcome, answer.at) == ("ok", "2026-11-24T08:40:00+08:00")
    fetch(store, sub, town.meeting)
    for one in (store, sub):
        counts = arrivals.attendance(one, town.meeting)[0]
        assert (counts.expected, counts.present, counts.substitute) == (8, 1, 0)
        assert walk_ins.listed(one, town.meeting)[0].himself == first.id and doctor.examine(one).ok


def test_a_substitute_let_in_where_nobody_knew_that_they_were_taken_back(
    store: Store, sub: Store, town: Site
) -> None:
    """The first person came to that door, too: both facts are kept, one counts, the other is listed."""
    first, second, asked = _replaced(store, sub, town)
    substitute_back.take_back(store, asked, "本人到会")
    assert arrivals.sign_in(sub, town.meeting, second.code, venue=town.venue).outcome == "ok"
    fetch(store, sub, town.meeting)
    assert arrivals.sign_in(sub, town.meeting, first.code, venue=town.venue).outcome == "ok"
    send(store, sub, town)
    for one in (store, sub):
        counts = arrivals.attendance(one, town.meeting)[0]
        assert (counts.expected, counts.present, counts.substitute) == (8, 1, 0) and doctor.examine(one).ok
        assert sum(n for _minute, n in arrivals.by_minute(one, town.meeting)) == 1
    assert [(one.kind, one.attendee) for one in late.listed(store, town.meeting)] == [
        ("taken_back", second.id)
    ]


def test_what_a_door_tells_late_of_somebody_taken_off_the_roster(
    store: Store, sub: Store, town: Site, clock: FixedClock
) -> None:
    """Nobody counts them, every act on them says why there is none, and who came in their place can be declined."""
    one, other = people.listed(store, town.meeting)[4:6]
    clock.at(8, 40)
    scan(sub, town, 4)
    presence.note_conduct(sub, one.id, "dozing")
    presence.leave_early(sub, one.id, "接孩子")
    walk_ins.note(sub, town.meeting, other.id, "来人", approver="王镇长", venue=town.venue)
    off_roster.take_off(store, town.meeting, [one.id, other.id], "报错会议")
    send(store, sub, town)
    fetch(store, sub, town.meeting)
    listed = late.listed(store, town.meeting)[0]
    assert (listed.kind, listed.attendee) == ("off_roster", one.id)
    for desk in (store, sub):
        assert doctor.examine(desk).ok and arrivals.attendance(desk, town.meeting)[0].present == 0
        assert (presence.out_now(desk, town.meeting), presence.conduct(desk, town.meeting)) == (0, [])
        assert arrivals.by_minute(desk, town.meeting) == []
        assert {fact.name for fact in door_record.recent(desk, town.meeting)} == {one.name, "来人"}
        with pytest.raises(Refused, match=f"{one.name} 已于"):
            arrivals.annul(desk, listed.key, "不是本人")
    waiting = walk_ins.listed(store, town.meeting)[0]
    with pytest.raises(Refused, match=f"{other.name} 已于"):
        walk_ins.accept(store, waiting.key)
    assert walk_ins.decline(store, waiting.key, "名册上没有").accepted is False
    # put back they count, and what was noted of them stands
    off_roster.put_back(store, town.meeting, [one.id], "确实到会")
    fetch(store, sub, town.meeting)
    assert "off_roster" not in [each.kind for each in late.listed(store, town.meeting)]
    for desk in (store, sub):
        assert doctor.examine(desk).ok and arrivals.attendance(desk, town.meeting)[0].present == 1
        assert (presence.out_now(desk, town.meeting), len(presence.conduct(desk, town.meeting))) == (1, 1)


# ------------------------------------------------------------------ numbers


def test_a_second_desk_gets_one_number_for_one_paper(store: Store) -> None:
    desk = sites.invite(store, sites.DESK, sites.DESK, "综合科")
    numbers = [allocation.allocate(store, desk, a_request(n, n)) for n in (1, 1, 2, 1)]
    assert numbers == [
        "嘉商务字〔2026〕1号",
        "嘉商务字〔2026〕1号",
        "嘉商务字〔2026〕2号",
        "嘉商务字〔2026〕1号",
    ]
    found = number_lines.lines(store, 2026)
    assert [(one.way, one.section, one.more["remark"], one.signer, one.dated) for one in found] == [
        ("other_desk", "综合科", "综合科", "张某某", "2026-11-24")
    ] * 2
    assert doctor.examine(store).ok


@pytest.mark.parametrize(
    ("change", "key", "rule"),
    [
        ({"signatures": []}, "numbering.awaits.draft", "12-1"),
        ({"title": ""}, "numbering.no_title", "12-6"),
        ({"series": "他局字"}, None, "12-6"),
        ({"series": ""}, "link.no_series", "10-4"),
        ({"by": " "}, "book.no_hand", None),
        ({"section": ""}, "book.no_section", None),
        ({"request_id": ""}, "link.not_understood", None),
        ({"title": 7}, "link.not_understood", None),
        ({"signatures": [["chief_sign"]]}, "link.not_understood", None),
        ({"title": "长" * 500}, "link.not_understood", None),
    ],
)
def test_a_number_is_refused_with_its_rule(
    store: Store, change: dict[str, object], key: str | None, rule: str | None
) -> None:
    desk = sites.invite(store, sites.DESK, sites.DESK, "综合科")
    with pytest.raises(Refused) as refused:
        allocation.allocate(store, desk, a_request(1, 1) | change)
    assert refused.value.verdict.rule == rule
    assert key in (None, key_of(refused))
    assert not store.value("select count(*) from number")


def test_two_desks_that_judge_one_arrival_anew_come_to_the_same(
    store: Store, sub: Store, town: Site, clock: FixedClock
) -> None:
    """The sub-venue settles its line, the main desk moves the meeting, and neither knows of the other."""
    clock.at(8, 45, 10)
    queue_cut.mark(sub, town.meeting, town.venue)
    clock.at(8, 46)
    scan(sub, town, 4)
    send(store, sub, town)
    clock.at(8, 47)
    queue_cut.settle(sub, town.meeting, town.venue, "王镇长")
    clock.at(8, 48)
    moved = meetings.get(store, town.meeting)
    meetings.change(store, town.meeting, start=moved.start - timedelta(minutes=30), end=moved.end)
    send(store, sub, town)
    fetch(store, sub, town.meeting)
    assert lines(sub, town.meeting) == lines(store, town.meeting)
    assert [one.status for one in people.listed(store, town.meeting)][4] == "late"
    assert doctor.examine(store).ok and doctor.examine(sub).ok


# ------------------------------------------------------------------ what doctor says of it


def test_a_changed_row_of_a_chain_held_in_part_is_found(store: Store, sub: Store, town: Site) -> None:
    scan(sub, town, 4)
    sub.conn.execute("drop trigger event_fixed")
    seq = sub.value(
        "select seq from event where origin = ? and kind = 'roster_imported' limit 1", store.origin
    )
    sub.conn.execute("update event set actor = '另一人' where origin = ? and seq = ?", (store.origin, seq))
    assert chain.broken_at(sub) == (store.origin, seq)


def test_a_hole_in_a_desks_own_chain_is_found_whatever_is_held_in_part(
    store: Store, sub: Store, town: Site
) -> None:
    for place in (4, 5):
        scan(sub, town, place)
    sub.conn.execute("insert into partial_origin values (?)", (sub.origin,))
    sub.conn.execute("drop trigger event_no_delete")
    sub.conn.execute("delete from event where origin = ? and seq = 2", (sub.origin,))
    assert chain.broken_at(sub) == (sub.origin, 3)


def test_an_older_store_says_the_same_of_faces_and_moved_arrivals(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    meeting = a_meeting(store, 3)
    clock.at(8, 40)
    meetings.change(store, meeting.id, confirm=True)
    for one, act in zip(people.listed(store, meeting.id), ("it is", "it is not", ""), strict=True):
        arrivals.sign_in(store, meeting.id, one.code)
        if act:
            do(store, (act, 0, 0))
    for minutes in (10, 20):
        meetings.change(store, meeting.id, start=meeting.start - timedelta(minutes=minutes))
    # came twice, and what came first was a mistake; a stranger names nobody of the roster
    last = people.listed(store, meeting.id)[2]
    do(store, ("it is", 0, 0))
    first = arrivals.standing(store, last.id)
    assert first
    arrivals.annul(store, first, "误扫")
    meetings.change(store, meeting.id, confirm=False)
    arrivals.sign_in(store, meeting.id, last.code)
    arrivals.sign_in(store, meeting.id, "1234")
    old = Store(connect(tmp_path / "old.db", create=True), tmp_path / "old.db", clock, "刘某某")
    versions.migrate(old, [one for one in MIGRATIONS if one[0] < "0020"])
    old.conn.execute("drop trigger event_chain")  # it was another one then
    old.conn.execute("pragma foreign_keys=off")
    old.conn.execute("attach ? as now", (str(store.path),))
    tables = [row[0] for row in old.rows("select name from main.sqlite_master where type = 'table'")]
    for name in tables:
        if name == "arrival":  # a line beside the facts, of whoever came or was taken back
            old.conn.execute(
                "insert into main.arrival select attendee, status, at, venue, way, origin, seq "
                "from now.arrival_fact where stands"
            )
        elif not name.startswith(("sqlite_", "_sqlite", "search_", "local")):
            known = ", ".join(column["name"] for column in old.rows(f'pragma main.table_info("{name}")'))
            old.conn.execute(
                f"insert or ignore into main.{name}({known}) select {known} from now.{name}"
                + (" order by rowid" if name == "event" else "")
            )
    old.conn.execute("update main.local set value = ? where key = 'origin'", (store.origin,))
    old.close()
    again = open_store(tmp_path / "old.db", clock, "刘某某")
    try:
        assert again.value("select count(*) from rejudgement") == 2
        stand = "select origin, seq from arrival_fact where stands order by attendee"
        assert [tuple(row) for row in again.rows(stand)] == [tuple(row) for row in store.rows(stand)]
        assert again.value("select count(*) from face_look") == 3
        report = doctor.examine(again)
        assert report.ok, report
    finally:
        again.close()


def test_a_sub_venues_own_settings_are_kept_and_change_nothing_here(
    store: Store, sub: Store, town: Site
) -> None:
    settings.set_value(sub, "office", "示例一镇政府")
    send(store, sub, town)
    assert settings.get(store, "office") == "嘉祥县商务局"
    assert settings.get(sub, "office") == "示例一镇政府"
    assert store.value("select count(*) from event where kind = 'setting_changed' and origin = 'site-a'") == 1
    assert doctor.examine(store).ok and doctor.examine(sub).ok


def test_bulk_gives_way_to_who_works_here(
    store: Store, sub: Store, town: Site, open_at: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the pieces of a load a key of this desk is written, and who waits for his turn goes first."""
    for turn in range(105):
        sub.clock.pass_time(seconds=4)  # type: ignore[attr-defined]
        scan(sub, town, 4 + turn % 4)
    rows, desk, held = exchange.outgoing(sub, 0), open_at(), []

    def key(_path: Path) -> None:
        with desk.write():
            held.append(exchange.held(desk, "site-a"))

    with monkeypatch.context() as patch:
        patch.setattr(turns, "give_way", key)
        assert exchange.take_gently(store, town, rows) == len(rows) == 106
    assert held == [50, 100, 106]
    order: list[str] = []
    folder = os.open(store.path.parent, os.O_RDONLY)

    def press() -> None:
        with desk.write():
            order.append("key")

    def load() -> None:
        turns.give_way(store.path)
        with store.write():
            order.append("bulk")

    waits, bulk = threading.Thread(target=press), threading.Thread(target=load)
    with store.write():
        assert not turns.anyone_waits(store.path)
        waits.start()
        while not turns.anyone_waits(store.path):
            pass
        bulk.start()
        # to another program the hand is a shared lock on the folder
        with pytest.raises(BlockingIOError):
            while waits.is_alive():
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                fcntl.flock(folder, fcntl.LOCK_UN)
        bulk.join(0.05)
    waits.join()
    bulk.join()
    assert order == ["key", "bulk"]
    # and so is another program's to us
    assert not turns.anyone_waits(store.path)
    fcntl.flock(folder, fcntl.LOCK_SH)
    assert turns.anyone_waits(store.path)
    os.close(folder)
    sub.clock.pass_time(seconds=4)  # type: ignore[attr-defined]
    scan(sub, town, 4)
    scan(sub, town, 5)
    monkeypatch.setattr(turns, "anyone_waits", lambda _path: True)
    rest = exchange.outgoing(sub, 106)
    assert len(rest) == 2 and exchange.take(store, town, rest) == 107


def test_a_disk_without_such_locks_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_asked: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "no locks here")

    (tmp_path / "desk.db-wal").touch()
    monkeypatch.setattr(fcntl, "flock", unknown)
    turn = turns.Turn(tmp_path / "desk.db")
    with turn:
        assert not turns.anyone_waits(tmp_path / "desk.db")
    turn.leave()


def test_a_disk_that_fails_while_somebody_waits_leaves_no_hand_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte that cannot be let go is no reason to record nothing; who is stopped while he waits, waits no more."""

    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    def unknown(*_asked: int) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    path = tmp_path / "desk.db"
    (tmp_path / "desk.db-wal").touch()
    ahead = os.open(tmp_path / "desk.db-wal", os.O_RDWR)
    fcntl.flock(ahead, fcntl.LOCK_EX)
    line: list[str] = []
    monkeypatch.setattr(file_locks, "lock_byte", lambda *_byte: line.append("first"))
    monkeypatch.setattr(turns, "time", SimpleNamespace(sleep=stopped, monotonic=time.monotonic))
    turn = turns.Turn(path)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(file_locks, "let_go_byte", lambda *_byte: line.append("gone"))
        with turn:
            pass
    assert line == ["first", "gone"] and not turns.anyone_waits(path)
    monkeypatch.setattr(fcntl, "lockf", unknown)
    letting_go = SimpleNamespace(sleep=lambda _s: os.close(ahead), monotonic=time.monotonic)
    monkeypatch.setattr(turns, "time", letting_go)
    with turn:
        assert turns.anyone_waits(path)  # himself, with his hand up
    turn.leave()
    assert not turns.anyone_waits(path)


@pytest.mark.parametrize("first", [True, False])
def test_who_is_first_in_line_looks_often_and_the_others_rarely(
    first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_asked: int) -> None:
        raise BlockingIOError

    def slept(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            fcntl.flock(looks, fcntl.LOCK_UN)
        if sum(pauses) > 0.1:  # so long a write is no number's
            with pytest.raises(BlockingIOError):  # his hand is raised, though somebody looked when he came
                fcntl.flock(looks, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(ahead, fcntl.LOCK_UN)

    pauses: list[float] = []
    (tmp_path / "desk.db-wal").touch()
    ahead = os.open(tmp_path / "desk.db-wal", os.O_RDWR)
    fcntl.flock(ahead, fcntl.LOCK_EX)
    looks = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(looks, fcntl.LOCK_EX)
    monkeypatch.setattr(turns, "time", SimpleNamespace(sleep=slept, monotonic=lambda: sum(pauses)))
    if not first:
        monkeypatch.setattr(fcntl, "lockf", taken)
    turn = turns.Turn(tmp_path / "desk.db")
    with turn, pytest.raises(BlockingIOError):  # an action has it now
        fcntl.flock(ahead, fcntl.LOCK_EX | fcntl.LOCK_NB)
    turn.leave()
    fcntl.flock(ahead, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(ahead)
    os.close(looks)
    if (
        first
    ):  # a tenth of the time waited, but no oftener than is worth it and no more rarely than the others
        assert pauses[0] == turns.SHORTEST_SECONDS and pauses[-1] == turns.LOOK_SECONDS
        assert sum(pause < turns.LOOK_SECONDS for pause in pauses) > 20
    else:  # the oftener the longer they wait; and in the end at the place itself: who is first may have been stopped
        assert pauses[0] == turns.LOOK_SECONDS and turns.REST_SECONDS * 0.9 < pauses[1] <= turns.REST_SECONDS
        assert pauses[-1] == turns.LOOK_SECONDS / 2 and sum(pauses) > turns.STOPPED_SECONDS
        assert pauses[1:] == sorted(pauses[1:], reverse=True)
