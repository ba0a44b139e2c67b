"""A reply beside the roster: who is new, missing, written otherwise, or stays away."""

from __future__ import annotations

from datetime import datetime

import pytest

from oatui.clock import ZONE
from oatui.rules.replies import Line, Listed, Reported, compare, judge_time, same_unit

TOWN, BUREAU = "示例一镇", "县财政局"
ROSTER = [
    Listed(1, "王敏", TOWN, "镇长", "13800000001"),
    Listed(2, "李丽", TOWN, "副镇长", "13800000002"),
    Listed(3, "赵六", BUREAU, "局长", ""),
]


def found(lines: list[Line]) -> list[tuple[str, str, str, int | None]]:
    return [(line.kind, line.unit, line.name, line.listed.id if line.listed else None) for line in lines]


def test_as_listed_and_missing() -> None:
    lines = compare([Reported("王　敏", TOWN, "镇长", "13800000001")], ROSTER)
    assert found(lines) == [("same", TOWN, "王　敏", 1), ("missing", TOWN, "李丽", 2)]
    verdict = lines[1].verdict
    assert verdict
    assert (verdict.rule, verdict.key) == ("17-1", "reply.missing_needs_leave")


def test_only_the_units_of_the_reply_are_missed() -> None:
    assert found(compare([Reported("赵六", BUREAU)], ROSTER)) == [("same", BUREAU, "赵六", 3)]
    # an empty reply of a unit: everybody of it is missing
    assert found(compare([], ROSTER, BUREAU)) == [("missing", BUREAU, "赵六", 3)]
    assert compare([], ROSTER) == []


def test_what_is_written_otherwise() -> None:
    lines = compare(
        [Reported("王敏", TOWN, "党委书记", ""), Reported("李莉", TOWN, "副镇长", "13900000000")], ROSTER
    )
    assert found(lines) == [("changed", TOWN, "王敏", 1), ("changed", TOWN, "李莉", 2)]
    # a blank phone is no change
    assert lines[0].fields == {"post": "党委书记"}
    assert lines[1].fields == {"name": "李莉", "phone": "13900000000"}


def test_the_same_phone_is_the_same_person() -> None:
    lines = compare([Reported("李立", TOWN, "人大主席", "13800000002")], ROSTER)
    assert found(lines)[0] == ("changed", TOWN, "李立", 2)


@pytest.mark.parametrize(("name", "post"), [("李强国", "副镇长"), ("张莉", "副镇长"), ("李莉", "人大主席")])
def test_another_person_is_no_change_of_spelling(name: str, post: str) -> None:
    kinds = [(line.kind, line.name) for line in compare([Reported(name, TOWN, post, "")], ROSTER)]
    assert ("added", name) in kinds
    assert ("missing", "李丽") in kinds


def test_who_is_meant_by_a_spelling_that_fits_two_is_not_guessed() -> None:
    roster = [Listed(1, "李丽", TOWN, "副镇长"), Listed(2, "李莉", TOWN, "副镇长")]
    kinds = [(line.kind, line.name) for line in compare([Reported("李立", TOWN, "副镇长")], roster)]
    assert kinds == [("added", "李立"), ("missing", "李丽"), ("missing", "李莉")]


def test_namesakes_are_told_apart_by_phone() -> None:
    roster = [Listed(1, "张伟", TOWN, "书记", "1"), Listed(2, "张伟", TOWN, "镇长", "2")]
    lines = compare([Reported("张伟", TOWN, "镇长", "2"), Reported("张伟", TOWN, "书记", "1")], roster)
    assert found(lines) == [("same", TOWN, "张伟", 2), ("same", TOWN, "张伟", 1)]


def test_staying_away_and_sending_another() -> None:
    lines = compare(
        [Reported("王敏", TOWN, attends="no"), Reported("钱七", TOWN, attends="substitute")], ROSTER
    )
    assert found(lines) == [
        ("absent", TOWN, "王敏", 1),
        ("substitute", TOWN, "钱七", None),
        ("missing", TOWN, "李丽", 2),
    ]
    verdicts = [line.verdict for line in lines]
    assert [verdict.rule if verdict else None for verdict in verdicts] == ["17-1", "17-3", "17-1"]


def test_who_is_on_leave_or_replaced_is_not_missed() -> None:
    roster = [Listed(1, "王敏", TOWN, settled=True), Listed(2, "李丽", TOWN)]
    assert found(compare([Reported("李丽", TOWN)], roster)) == [("same", TOWN, "李丽", 2)]
    away = compare([Reported("王敏", TOWN, attends="no")], roster)
    assert away[0].verdict is None


def test_units_written_otherwise() -> None:
    assert found(compare([Reported("赵六", "财政局")], ROSTER))[0] == ("same", BUREAU, "赵六", 3)
    # nobody of it is on the roster, but the notice went to it
    assert compare([Reported("孙八", "商务局")], ROSTER, told=["县商务局"])[0].unit == "县商务局"
    assert compare([Reported("孙八", "")], ROSTER, unit="财政局")[0].unit == BUREAU


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("县财政局", "财政局", True),
        ("嘉祥县财政局", "财政局", True),
        ("财 政 局", "财政局", True),
        ("示例一镇", "示例二镇", False),
        ("一镇", "示例一镇", False),
        ("县财政局", "县政局", False),
    ],
)
def test_one_unit_or_two(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same_unit(other, one) is same


def test_after_the_deadline_a_change_says_who_and_why() -> None:
    due = datetime(2026, 11, 23, 17, tzinfo=ZONE)
    late = due.replace(second=1)
    assert judge_time(None, late, "", "") == []
    assert judge_time(due, due, "", "") == []
    assert [(v.rule, str(v.level)) for v in judge_time(due, late, "王某", "")] == [("17-8", "硬")]
    assert [(v.rule, str(v.level)) for v in judge_time(due, late, " ", "出差")] == [("17-8", "硬")]
    assert [(v.rule, str(v.level)) for v in judge_time(due, late, "王某", "出差")] == [("17-8", "警")]
