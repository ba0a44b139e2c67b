"""At the door: a substitute on the spot, the line at the deadline, the head table, a paper sheet, and who was refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oatui.papers import meeting_papers
from oatui.rules.verdict import Level, Refused
from oatui.store import (
    approvers,
    arrivals,
    attendance,
    closing,
    doctor,
    head_table,
    leave,
    meetings,
    paper_sheet,
    people,
    queue_cut,
    seats,
    settings,
    stand_in,
    turned_away,
)
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content

Meeting = meetings.Meeting


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """At 09:00 with eight people at one venue; the clock stands at 08:20."""
    return a_meeting(store)


@pytest.fixture
def roster(store: Store, meeting: Meeting) -> list[people.Attendee]:
    return people.listed(store, meeting.id)


def kinds(store: Store, after: int = 0) -> list[str]:
    return [row[0] for row in store.rows("select kind from event where seq > ? order by seq", after)]


def last(store: Store) -> int:
    return int(store.value("select max(seq) from event"))


# ------------------------------------------------------------------ a substitute on the spot


def test_a_substitute_is_let_in_in_one_act(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    first, before = roster[0], last(store)
    clock.at(8, 40)
    made = stand_in.stand_in(store, meeting.id, first.id, "王五", approver="李主任", post="副科长")
    assert (made.outcome, made.status, made.name, made.unit) == ("ok", "on_time", "王五", first.unit)
    assert [note.key for note in made.notes] == ["door.spot"]
    assert kinds(store, before) == [
        "leave_requested", "leave_approved", "substitute_named", "signed_in", "setting_changed",
    ]  # fmt: skip
    granted = leave.listed(store, meeting.id)[0]
    assert (granted.state, granted.approver, granted.spot_approver) == ("approved", "李主任", "李主任")
    assert granted.approved_at == granted.substitute_at == "2026-11-24T08:40:00+08:00"
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.expected, counts.present, counts.substitute, counts.leave) == (8, 1, 1, 0)
    # the substitute's own code is known at once, the first person's is not worth anything
    assert made.attendee is not None
    assert arrivals.sign_in(store, meeting.id, people.get(store, made.attendee).code).outcome == "already"
    refused = arrivals.sign_in(store, meeting.id, first.code)
    assert (refused.outcome, refused.rule) == ("refused", "17-3") and "王五" in refused.verdict.message
    assert doctor.examine(store).ok


def test_without_an_approver_it_is_refused_and_recorded(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    before = last(store)
    made = stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver=" ", unit="外单位")
    assert (made.outcome, made.rule, made.name) == ("refused", "17-8", "王五")
    assert kinds(store, before) == ["scan_refused"]
    assert arrivals.attendance(store, meeting.id)[0].expected == 8
    assert [(one.name, one.unit) for one in turned_away.strangers(store, meeting.id)] == [("王五", "外单位")]


def test_after_the_start_it_is_marked_and_after_the_hours_it_is_a_make_up(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    clock.at(9, 0, 1)
    late = stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver="李主任")
    assert (late.status, late.notes[0].level) == ("late", Level.WARNING)
    assert "晚于开会 1 秒" in late.notes[0].message
    clock.at(9, 30, 1)
    after = stand_in.stand_in(store, meeting.id, roster[1].id, "赵六", approver="李主任")
    assert after.status == "late"
    lines = {line.name: line for line in closing.lines(store, meeting.id)}
    assert "make_up" not in lines["王五"].settled.marks
    assert "make_up" in lines["赵六"].settled.marks


def test_a_leave_that_stands_is_used(store: Store, meeting: Meeting, roster: list[people.Attendee]) -> None:
    asked = leave.request(store, roster[0].id, "sick", "住院").leave
    granted = leave.request(store, roster[1].id, "sick").leave
    leave.approve(store, granted.id, "王局长")
    before = last(store)
    stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver="李主任")
    stand_in.stand_in(store, meeting.id, roster[1].id, "赵六", approver="李主任")
    assert kinds(store, before) == [
        "leave_approved", "substitute_named", "signed_in", "setting_changed", "substitute_named", "signed_in",
    ]  # fmt: skip
    one, two = leave.get(store, asked.id), leave.get(store, granted.id)
    assert (one.approver, one.spot_approver, one.kind) == ("李主任", "李主任", "sick")
    assert (two.approver, two.spot_approver) == ("王局长", "李主任")


def test_what_cannot_be_substituted_leaves_nothing_behind(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, roster[0].code)
    stand_in.stand_in(store, meeting.id, roster[1].id, "王五", approver="李主任")
    before = content(store)
    for attendee, name, words in [
        (roster[0].id, "赵六", "已于"),
        (roster[1].id, "赵六", "王五"),
        (roster[2].id, roster[2].name, "名册"),
        (roster[3].id, "  ", "姓名"),
    ]:
        with pytest.raises(Refused, match=words):
            stand_in.stand_in(store, meeting.id, attendee, name, approver="李主任", unit=roster[2].unit)
    assert content(store) == before


def test_ones_own_meeting_is_no_reason_on_the_spot_either(store: Store, meeting: Meeting) -> None:
    meetings.change(store, meeting.id, level="county", because="县里的会")
    one = people.listed(store, meeting.id)[0]
    with pytest.raises(Refused) as no:
        stand_in.stand_in(store, meeting.id, one.id, "王五", approver="李主任", kind="own_meeting")
    assert no.value.verdict.rule == "18-3"
    stand_in.stand_in(store, meeting.id, one.id, "王五", approver="李主任", kind="sick")
    # the slip to both duty rooms stays a task of its own
    assert [proof.key for proof in leave.owed(store, meeting.id)[0].open] == [
        "committee_duty", "government_duty",
    ]  # fmt: skip


def test_a_name_typed_once_is_proposed_next_time(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    assert approvers.proposed(store) == ""
    settings.set_value(store, "role.office_check", "办公室主任")
    assert approvers.proposed(store) == "办公室主任"
    stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver="办公室主任")
    assert settings.get(store, "role.door") == ""
    stand_in.stand_in(store, meeting.id, roster[1].id, "赵六", approver="副主任")
    assert approvers.proposed(store) == "副主任"


# ------------------------------------------------------------------ the line at the deadline


def _line(store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]) -> int:
    """Scans a second either side of each edge of a line that is marked at 08:45:20."""
    venue = roster[0].venue_id
    for one, (minute, second) in zip(roster, [(45, 0), (45, 1)], strict=False):
        clock.at(8, minute, second)
        arrivals.sign_in(store, meeting.id, one.code)
    clock.at(8, 45, 20)
    queue_cut.mark(store, meeting.id, venue)
    for one, (minute, second) in zip(roster[2:], [(46, 0), (48, 20), (48, 21)], strict=False):
        clock.at(8, minute, second)
        arrivals.sign_in(store, meeting.id, one.code)
    return venue


def test_who_stood_in_line_is_on_time_when_somebody_says_so(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    venue = _line(store, clock, meeting, roster)
    assert arrivals.attendance(store, meeting.id)[0].after_deadline == 4
    waiting = queue_cut.in_line(store, meeting, venue)
    assert [one.attendee for one in waiting] == [one.id for one in roster[1:4]]
    said = queue_cut.settle(store, meeting.id, venue, "李主任")
    assert (said.rule, said.values["n"]) == ("17-5", 3)
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.on_time, counts.after_deadline, counts.present) == (4, 1, 5)
    # the time of the scan and who said it stay readable
    one = people.get(store, roster[2].id)
    assert (one.status, one.arrived_at) == ("on_time", "2026-11-24T08:46:00+08:00")
    fact = next(fact for fact in arrivals.recent(store, meeting.id) if fact.attendee == one.id)
    assert "李主任 认定截止前已到场" in fact.verdict.message
    assert {one.settled_by for one in queue_cut.in_line(store, meeting, venue)} == {"李主任"}
    assert doctor.examine(store).ok
    with pytest.raises(Refused, match="没有可以认定的"):
        queue_cut.settle(store, meeting.id, venue, "李主任")


def test_some_of_the_line_and_then_the_others(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    venue = _line(store, clock, meeting, roster)
    first, *others = queue_cut.in_line(store, meeting, venue)
    queue_cut.settle(store, meeting.id, venue, "李主任", only=[first.fact])
    assert arrivals.attendance(store, meeting.id)[0].on_time == 2
    queue_cut.settle(store, meeting.id, venue, "王局长", reason="都看见了")
    assert [one.settled_by for one in queue_cut.in_line(store, meeting, venue)] == [
        "李主任", *["王局长"] * len(others),
    ]  # fmt: skip


def test_a_settlement_is_taken_back_as_a_further_event(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    venue = _line(store, clock, meeting, roster)
    before = arrivals.attendance(store, meeting.id)[0].as_dict()
    queue_cut.settle(store, meeting.id, venue, "李主任")
    with pytest.raises(Refused, match="原因"):
        queue_cut.undo(store, meeting.id, venue, " ")
    assert queue_cut.undo(store, meeting.id, venue, "认错了").values["n"] == 3
    assert arrivals.attendance(store, meeting.id)[0].as_dict() == before
    assert {one.settled_by for one in queue_cut.in_line(store, meeting, venue)} == {""}
    with pytest.raises(Refused, match="没有可撤销的"):
        queue_cut.undo(store, meeting.id, venue, "再撤一次")
    assert kinds(store)[-2:] == ["queue_settled", "queue_settlement_undone"] or (
        kinds(store)[-1] == "queue_settlement_undone"
    )
    assert doctor.examine(store).ok


@pytest.mark.parametrize(("minute", "second"), [(43, 59), (46, 1)])
def test_a_mark_at_another_time_is_refused(
    store: Store, clock: FixedClock, meeting: Meeting, minute: int, second: int
) -> None:
    venue = meetings.venues(store, meeting.id)[0].id
    clock.at(8, minute, second)
    with pytest.raises(Refused, match="本局约定"):
        queue_cut.mark(store, meeting.id, venue)
    with pytest.raises(Refused, match="没有标记排队截止"):
        queue_cut.settle(store, meeting.id, venue, "李主任")


def test_each_door_has_its_own_line(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    other = meetings.add_venue(store, meeting.id, "示例一镇分会场").id
    main = roster[0].venue_id
    clock.at(8, 45)
    queue_cut.mark(store, meeting.id, main)
    with pytest.raises(Refused, match="08:45:00"):
        queue_cut.mark(store, meeting.id, main)
    settings.set_value(store, "sign_in.line_minutes", 1)  # a mark keeps the minutes that it was made with
    clock.at(8, 47)
    arrivals.sign_in(store, meeting.id, roster[0].code, venue=main)
    arrivals.sign_in(store, meeting.id, roster[1].code, venue=other)
    assert [one.attendee for one in queue_cut.in_line(store, meeting, main)] == [roster[0].id]
    assert queue_cut.in_line(store, meeting, other) == []
    with pytest.raises(Refused, match="认定人"):
        queue_cut.settle(store, meeting.id, main, "")
    with pytest.raises(Refused, match="会场"):
        queue_cut.mark(store, meeting.id, 999)


def test_neither_a_tick_nor_a_paper_sheet_stands_in_line(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    venue = roster[0].venue_id
    clock.at(8, 45)
    queue_cut.mark(store, meeting.id, venue)
    clock.at(8, 46)
    head_table.choose(store, roster[0].id)
    head_table.tick(store, roster[0].id)
    paper_sheet.enter(store, meeting.id, [roster[1].id], "停电", "李主任")
    arrivals.sign_in(store, meeting.id, arrivals.Hand(roster[2].id, "未带签到码"))
    assert [one.attendee for one in queue_cut.in_line(store, meeting, venue)] == [roster[2].id]


def test_a_moved_meeting_judges_the_line_anew(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    venue = _line(store, clock, meeting, roster)
    queue_cut.settle(store, meeting.id, venue, "李主任")
    moved = meetings.change(store, meeting.id, start=meeting.start - timedelta(minutes=5), because="提前")
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.on_time, counts.after_deadline) == (0, 5)
    assert {one.settled_by for one in queue_cut.in_line(store, moved, venue)} == {""}


# ------------------------------------------------------------------ the head table


def test_who_sits_at_the_head_table_is_ticked(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    names = [roster[3].name, "县里来宾", roster[4].name]
    seats.confirm_head(store, roster[0].venue_id, names, "李主任")
    assert [(one.name, one.attendee) for one in head_table.listed(store, meeting.id)] == [
        (roster[3].name, roster[3].id), ("县里来宾", None), (roster[4].name, roster[4].id),
    ]  # fmt: skip
    clock.at(8, 58)
    made = head_table.tick(store, roster[3].id)
    assert (made.outcome, made.status, made.verdict.key) == ("ok", "on_time", "door.head_table")
    ticked = head_table.listed(store, meeting.id)[0]
    assert (ticked.at, ticked.way) == ("2026-11-24T08:58:00+08:00", "head_table")
    head_table.untick(store, roster[3].id)
    assert arrivals.attendance(store, meeting.id)[0].present == 0
    head_table.tick(store, roster[3].id)
    fact = arrivals.recent(store, meeting.id)[0]
    assert (fact.reason, fact.status) == ("到会（工作人员登记）", "on_time")
    # nobody took the minute: a moved meeting does not judge it either
    meetings.change(store, meeting.id, start=meeting.start - timedelta(minutes=10), because="提前")
    assert people.get(store, roster[3].id).status == "on_time"
    assert doctor.examine(store).ok


def test_without_a_list_they_are_chosen_from_the_roster(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    assert head_table.listed(store, meeting.id) == []
    with pytest.raises(Refused, match="不在主席台领导名单"):
        head_table.tick(store, roster[0].id)
    head_table.choose(store, roster[0].id)
    with pytest.raises(Refused, match="已在主席台领导名单"):
        head_table.choose(store, roster[0].id)
    assert [one.chosen for one in head_table.listed(store, meeting.id)] == [True]
    head_table.choose(store, roster[0].id, wanted=False)
    assert head_table.listed(store, meeting.id) == []
    seats.confirm_head(store, roster[0].venue_id, [roster[1].name + " " + roster[1].unit], "李主任")
    with pytest.raises(Refused, match="座次里改"):
        head_table.choose(store, roster[1].id, wanted=False)


def test_a_substitute_takes_the_line_of_who_was_chosen(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    head_table.choose(store, roster[0].id)
    stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver="李主任")
    assert [one.name for one in head_table.listed(store, meeting.id)] == ["王五"]


def test_the_meeting_says_whether_the_head_table_counts(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    seats.confirm_head(store, roster[0].venue_id, [roster[3].name], "李主任")
    head_table.choose(store, roster[4].id)
    head_table.tick(store, roster[3].id)
    arrivals.sign_in(store, meeting.id, roster[0].code)

    def figures() -> tuple[int, int, int]:
        whole, places = arrivals.attendance(store, meeting.id)
        assert places[0][1] == whole
        assert arrivals.figures(store, [meeting.id])[meeting.id] == (whole.expected, whole.present)
        names = sum(len(found) for _unit, found in arrivals.missing_by_unit(store, meeting.id))
        assert names == whole.absent
        return whole.expected, whole.present, whole.absent

    assert head_table.counted(store, meeting.id)
    assert figures() == (8, 2, 6)
    assert head_table.set_counted(store, meeting.id, False).key == "head_table.not_counted"
    assert figures() == (6, 1, 5)
    assert doctor.examine(store).ok
    closing.close(store, meeting.id, "提前结束")
    assert figures() == (6, 1, 5)
    with pytest.raises(Refused, match="闭会"):
        head_table.set_counted(store, meeting.id, True)
    closing.reopen(store, meeting.id, "再算一次")
    head_table.set_counted(store, meeting.id, True)
    assert figures() == (8, 2, 6)


def test_after_the_hours_a_tick_needs_a_name(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    head_table.choose(store, roster[0].id)
    clock.at(9, 30, 1)
    with pytest.raises(Refused, match="补签"):
        head_table.tick(store, roster[0].id)
    assert head_table.tick(store, roster[0].id, approver="李主任").outcome == "ok"


# ------------------------------------------------------------------ a paper sheet


def test_a_paper_sheet_is_entered_in_one_transaction(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, roster[0].code)
    sheet = [one.id for one in roster[:4]]
    clock.at(10, 15)
    made = paper_sheet.enter(
        store, meeting.id, sheet, "停电", "李主任", at=clock.now().replace(hour=8, minute=45)
    )
    assert [one.status for one in made.arrivals] == ["on_time"] * 3
    assert (made.already, made.verdict.values["n"]) == ((roster[0].name,), 3)
    lines = {line.attendee: line.settled for line in closing.lines(store, meeting.id)}
    assert [lines[one].marks for one in sheet] == [(), *[("make_up",)] * 3]
    fact = arrivals.recent(store, meeting.id)[0]
    assert (fact.reason, fact.at) == ("按纸质签到表补录：停电", "2026-11-24T08:45:00+08:00")
    assert approvers.proposed(store) == "李主任"
    assert doctor.examine(store).ok


@pytest.mark.parametrize(("minute", "second", "status"), [(45, 0, "on_time"), (45, 1, "after_deadline")])
def test_the_time_on_the_sheet_is_judged_to_the_second(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee], minute: int, second: int,
    status: str,
) -> None:  # fmt: skip
    clock.at(9, 10)
    at = clock.now().replace(hour=8, minute=minute, second=second)
    made = paper_sheet.enter(store, meeting.id, [roster[0].id], "停电", "李主任", at=at)
    assert made.arrivals[0].status == status


def test_a_sheet_is_all_or_nothing(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver="李主任")
    before = content(store)
    at = clock.now()
    for people_, reason, approver, when, words in [
        ([], "停电", "李主任", at, "没有勾选"),
        ([roster[1].id], " ", "李主任", at, "原因"),
        ([roster[1].id], "停电", "", at, "批准人"),
        ([roster[1].id], "停电", "李主任", at + timedelta(seconds=1), "还没有到"),
        ([roster[1].id, roster[0].id], "停电", "李主任", at, "替会"),
    ]:
        with pytest.raises(Refused, match=words):
            paper_sheet.enter(store, meeting.id, people_, reason, approver, at=when)
    assert content(store) == before


def test_who_waits_for_the_sheet_is_paged_and_searched(
    store: Store, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, roster[0].code)
    stand_in.stand_in(store, meeting.id, roster[1].id, "王五", approver="李主任")
    waiting = paper_sheet.waiting(store, meeting.id)
    assert [one.attendee for one in waiting] == [one.id for one in roster[2:]]
    assert paper_sheet.count(store, meeting.id) == len(waiting)
    assert paper_sheet.waiting(store, meeting.id, limit=2, offset=1) == waiting[1:3]
    assert [one.name for one in paper_sheet.waiting(store, meeting.id, text="sxx")] == ["单雄信"]
    unit = paper_sheet.waiting(store, meeting.id, text="一镇")
    assert unit and {one.unit for one in unit} == {"示例一镇"}
    other = meetings.add_venue(store, meeting.id, "分会场").id
    assert paper_sheet.count(store, meeting.id, other) == 0


# ------------------------------------------------------------------ who was refused


def test_everyone_who_was_refused_is_listed_with_why(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, "不是码")
    clock.pass_time(minutes=1)
    made = turned_away.stranger(store, meeting.id, "[/x]", unit="外单位")
    assert (made.outcome, made.rule, made.name) == ("refused", "17-8", "[/x]")
    meetings.change(store, meeting.id, confirm=True)
    clock.pass_time(minutes=1)
    from oatui.store import identity

    waits = arrivals.sign_in(store, meeting.id, roster[0].code)
    assert waits.fact is not None
    identity.turn_away(store, waits.fact, "不是本人")
    found = turned_away.listed(store, meeting.id)
    assert [(one.name, one.verdict.key) for one in found] == [
        (roster[0].name, "signin.not_this_person"),
        ("[/x]", "signin.not_on_roster"),
        ("", "signin.not_a_code"),
    ]
    assert found[2].scan == "不是码"
    assert turned_away.count(store, meeting.id) == 3
    assert [one.name for one in turned_away.strangers(store, meeting.id)] == ["[/x]"]
    with pytest.raises(Refused):
        turned_away.stranger(store, meeting.id, " ")


def test_the_head_tables_words_are_the_seats_words() -> None:
    """The query asks for what a head seat's label begins with."""
    from oatui.rules.seating import Seat

    assert all(Seat(row, 3, head=True).label.startswith("主席台") for row in (1, 2))
    assert "主席台" in attendance.AT_HEAD


# ------------------------------------------------------------------ what the settlement and the papers say of it


def test_the_settlement_tells_what_the_door_allowed(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[people.Attendee]
) -> None:
    stand_in.stand_in(store, meeting.id, roster[0].id, "王五", approver="李主任")
    before = leave.request(store, roster[1].id, "sick").leave
    leave.approve(store, before.id, "王局长")
    leave.substitute(store, before.id, "赵六")
    head_table.choose(store, roster[2].id)
    head_table.tick(store, roster[2].id)
    head_table.choose(store, roster[3].id)
    clock.at(8, 45)
    queue_cut.mark(store, meeting.id, roster[4].venue_id)
    clock.at(8, 46)
    arrivals.sign_in(store, meeting.id, roster[4].code)
    queue_cut.settle(store, meeting.id, roster[4].venue_id, "李主任")
    turned_away.stranger(store, meeting.id, "孙七", unit="外单位")
    turned_away.stranger(store, meeting.id, "王五")
    # of one name with somebody inside: another unit, the same one written otherwise
    turned_away.stranger(store, meeting.id, "王五", unit="外单位")
    turned_away.stranger(store, meeting.id, "王 五", unit=f" {roster[0].unit}")

    def said() -> dict[str, tuple[str, tuple[str, ...], str]]:
        return {
            line.name: (line.settled.state, line.settled.marks, line.let_in_by)
            for line in closing.lines(store, meeting.id)
        }

    for closed in (False, True):
        if closed:
            closing.close(store, meeting.id, "提前结束")
        lines = said()
        assert lines["王五"] == ("on_time", ("substitute", "on_the_spot"), "李主任")
        assert lines["赵六"] == ("absent", ("substitute",), "")
        assert lines[roster[4].name] == ("on_time", ("in_line",), "")
        assert lines[roster[2].name][:2] == ("on_time", ("head_table",))
    closing.reopen(store, meeting.id, "再改")
    head_table.set_counted(store, meeting.id, False)
    lines = said()
    assert lines[roster[2].name][:2] == ("not_counted", ("head_table",))
    assert lines[roster[3].name][:2] == ("not_counted", ())
    # nobody of the head table is named as absent, and the papers count as the desk does
    assert roster[3].name not in {line.name for line in closing.faults(store, meeting.id)["absent"]}
    counts = arrivals.attendance(store, meeting.id)[0]
    kept = meeting_papers.conduct(store, meetings.get(store, meeting.id))
    assert (kept.figures.expected, kept.figures.present) == (counts.expected, counts.present)
    assert (kept.figures.substitute, kept.figures.on_the_spot) == (1, 1)
    assert kept.turned_away == ("外单位孙七", "外单位王五")
    sheet = {line.name: line.remark for line in meeting_papers.gathering(store, meeting).lines}
    assert "现场替会，李主任批准" in sheet["王五"]
    assert "截止前已到场" in sheet[roster[4].name]
    assert "不计应到" in sheet[roster[3].name]
