"""17-9: required posts have somebody, and nobody outside the range is on the list."""

from __future__ import annotations

import pytest

from oatui.rules.venue_range import Person, Post, fill, read_posts
from oatui.rules.verdict import Refused

TOWN = "示例一镇"


def person(number: int, post: str, unit: str = TOWN) -> Person:
    return Person(number, f"甲{number}", unit, post)


def test_lines_are_unit_and_post() -> None:
    assert read_posts([" 示例一镇　党委 书记 ", "", "示例一镇 镇长", "示例一镇\t镇长"]) == [
        Post(TOWN, "党委 书记"),
        Post(TOWN, "镇长"),
    ]
    with pytest.raises(Refused) as no:
        read_posts(["示例一镇"])
    assert no.value.verdict.key == "range.line"


def test_all_are_there() -> None:
    found = fill([Post(TOWN, "镇长"), Post(TOWN, "书记")], [person(1, "党委书记"), person(2, "镇长")])
    assert [one.id if one else None for _post, one in found.posts] == [2, 1]
    assert (found.verdict.rule, found.verdict.key) == ("17-9", "range.kept")


def test_who_is_outside() -> None:
    people = [person(1, "镇长"), person(2, "科员"), person(3, "局长", "县财政局")]
    found = fill([Post(TOWN, "镇长"), Post(TOWN, "书记")], people)
    assert found.empty == [Post(TOWN, "书记")]
    assert [one.id for one in found.beyond] == [2]
    assert [one.id for one in found.strangers] == [3]
    assert found.verdict.refused
    assert found.verdict.message == (
        "要求 2 个职务，有人 1 个；无人的：示例一镇书记；不在要求范围的：甲3、甲2"
    )


@pytest.mark.parametrize(
    ("written", "required", "held"),
    [
        ("镇长", "镇长", True),
        ("党委副书记、镇长", "镇长", True),
        ("示例一镇镇长", "镇长", True),
        ("副镇长", "镇长", False),
        ("原镇长", "镇长", False),
        ("镇长助理", "镇长", False),
        ("党委书记兼人大主席", "人大主席", True),
        ("", "镇长", False),
    ],
)
def test_what_a_post_is_held_by(written: str, required: str, held: bool) -> None:
    found = fill([Post(TOWN, required)], [person(1, written)])
    assert bool(found.posts[0][1]) is held


def test_one_person_fills_one_post_and_a_named_post_goes_first() -> None:
    posts = [Post(TOWN, "分管负责同志"), Post(TOWN, "镇长"), Post(TOWN, "镇长")]
    found = fill(posts, [person(1, "镇长"), person(2, "副镇长")])
    assert [one.id if one else None for _post, one in found.posts] == [2, 1, None]
    assert found.verdict.key == "range.empty"


def test_without_a_range_nobody_is_outside() -> None:
    found = fill([], [person(1, "镇长")])
    assert (found.posts, found.strangers, found.beyond) == ((), (), ())
