"""What each person comes to at closing, the faults of 17⑤, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.clock import ZONE
from oatui.rules import closing, leave
from oatui.rules.closing import Owed, Person

END = datetime(2026, 11, 24, 11, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("person", "state", "marks", "rule", "faults"),
    [
        (Person("on_time"), "on_time", (), None, []),
        (Person("after_deadline"), "after_deadline", (), None, []),  # a figure, never a name
        (Person("late"), "late", (), "17-5", ["late"]),
        (Person("late", left_early=True), "late", ("left_early",), "17-5", ["late", "left_early"]),
        (Person("on_time", left_early=True), "on_time", ("left_early",), "17-6", ["left_early"]),
        (Person("late", by_hand_after_hours=True), "late", ("make_up",), "17-5", ["late"]),
        (Person("on_time", substitute=True), "on_time", ("substitute",), None, []),
        (Person(), "absent", (), "17-1", ["absent"]),
        (Person(substitute=True), "absent", ("substitute",), "17-1", ["absent"]),
        (Person(leave="approved"), "leave", (), None, []),
        (Person(leave="approved", leave_after_start=True), "leave", ("late_leave",), "17-1", []),
        (Person(leave="requested"), "absent", ("leave_pending",), "17-1", ["absent"]),
        (Person(leave="refused"), "absent", ("leave_refused",), "17-1", ["absent"]),
        (Person(leave="withdrawn"), "absent", (), "17-1", ["absent"]),
        (Person("on_time", leave="approved"), "on_time", (), None, []),  # came after all
        (Person(leave="approved", replaced=True), "replaced", (), None, []),
        (Person("on_time", replaced=True), "replaced", (), None, []),  # counted in the substitute
        (Person(missed=True), "missed_sign_in", (), "17-5", ["missed_sign_in"]),
        (Person("late", missed=True), "late", (), "17-5", ["late"]),
        (Person(unapproved=True), "unapproved_substitute", (), "17-8", ["unapproved_substitute"]),
        (
            Person("on_time", unapproved=True),
            "unapproved_substitute",
            (),
            "17-8",
            ["unapproved_substitute"],
        ),
    ],
)
def test_settling(
    person: Person, state: str, marks: tuple[str, ...], rule: str | None, faults: list[str]
) -> None:
    settled = closing.settle(person)
    assert (settled.state, settled.marks) == (state, marks)
    assert (settled.verdict.rule if settled.verdict else None) == rule
    assert closing.faults(settled) == faults
    assert settled.present == (state in {"on_time", "after_deadline", "late", "missed_sign_in"})
    if settled.verdict:
        assert settled.verdict.message


PEOPLE = st.builds(
    Person,
    status=st.sampled_from([None, "on_time", "after_deadline", "late"]),
    leave=st.sampled_from([None, *leave.STATES]),
    **{
        name: st.booleans()
        for name in (
            "by_hand_after_hours",
            "leave_after_start",
            "replaced",
            "substitute",
            "missed",
            "unapproved",
            "left_early",
        )  # fmt: skip
    },
)


@given(PEOPLE)
def test_everyone_comes_to_one_state_with_words(person: Person) -> None:
    settled = closing.settle(person)
    assert settled.state in closing.STATES
    assert set(settled.marks) <= set(closing.MARKS)
    assert len(set(settled.marks)) == len(settled.marks)
    # a post counts once
    assert (settled.state == "replaced") == person.replaced
    if not person.replaced:
        assert closing.settle(replace(person, replaced=True)).state == "replaced"
    # nobody is here without a sign-in or somebody's word for it
    assert not settled.present or person.status or person.missed


@pytest.mark.parametrize(("seconds", "stopped"), [(-1, True), (0, False), (1, False)])
def test_not_before_the_end(seconds: int, stopped: bool) -> None:
    found = closing.blockers(END + timedelta(seconds=seconds), END, [])
    assert [verdict.key for verdict in found] == (["closing.before_end"] if stopped else [])
    assert all(verdict.refused for verdict in found)


@pytest.mark.parametrize("many", [0, 1, 6])
def test_who_waits_for_a_look_is_named(many: int) -> None:
    found = closing.blockers(END, END, [], [f"王{n}" for n in range(many)])
    assert [one.message for one in found] == (
        [
            f"还有 {many} 人扫了码没有核对：{'、'.join(f'王{n}' for n in range(min(many, 5)))}；先到签到台核对，不核对就不算到会"
        ]
        if many
        else []
    )
    assert all(one.refused for one in found)
    unseen = closing.blockers(END, END, [], [one.message for one in found], confirms=False)
    assert [one.key for one in unseen] == (["closing.waiting_unseen"] if many else [])


@pytest.mark.parametrize(
    ("level", "substitute", "delivered", "rule", "part"),
    [
        ("county", True, [], "17-4", "县委总值班室、县政府值班室"),
        ("county", True, ["committee_duty"], "17-4", "还没有报县政府值班室"),
        ("county", True, ["government_duty"], "17-4", "还没有报县委总值班室"),
        ("county_leader", False, [], "18-2", "也没有另行指定"),
        ("county_leader", True, [], "18-2", "还没有送会议筹办单位"),
        ("county_leader", False, ["organiser"], "18-2", "还没有另行指定"),
    ],
)
def test_an_open_slip_is_named(
    level: str, substitute: bool, delivered: list[str], rule: str, part: str
) -> None:
    open_ = [proof for proof in leave.proofs(level, substitute, delivered) if not proof.done]
    (found,) = closing.blockers(END, END, [Owed("王敏", "示例一镇", open_)])
    assert (found.rule, found.refused) == (rule, True)
    assert part in found.message and "示例一镇 王敏" in found.message


@pytest.mark.parametrize(
    ("mark", "approver", "reason", "present", "key"),
    [
        ("missed_sign_in", "李主任", "座位上有人", False, None),
        ("unapproved_substitute", "李主任", "来的是张某", False, None),
        ("missed_sign_in", " ", "座位上有人", False, "closing.mark_approver"),
        ("missed_sign_in", "李主任", "", False, "closing.mark_reason"),
        ("missed_sign_in", "李主任", "座位上有人", True, "closing.mark_present"),
    ],
)
def test_a_missed_sign_in_is_somebody_s_word(
    mark: str, approver: str, reason: str, present: bool, key: str | None
) -> None:
    verdict = closing.judge_mark(mark, approver, reason, present)
    assert (verdict.key if verdict else None) == key
    if verdict:
        assert verdict.refused and verdict.rule in {"17-5", "17-8"} and verdict.message
