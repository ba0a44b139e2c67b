"""Lists that put nobody first: by strokes and by pinyin; invented names, surnames whose strokes anybody can count."""

from __future__ import annotations

import pytest

from oatui.rules.listing import listed
from oatui.rules.strokes import BY_STROKES, places


@pytest.mark.parametrize(
    ("characters", "count"),
    [
        ("一乙", 1), ("丁卜", 2), ("于万习马", 3), ("王毛方孔邓", 4), ("石龙卢叶田白冯", 5), ("刘孙许吕", 6),
        ("李陈张杨吴", 7), ("周郑范", 8), ("赵胡", 9), ("钱高郭", 10), ("黄曹", 11), ("董葛韩曾", 12),
        ("鲍", 13), ("廖臧", 14), ("潘", 15), ("薛", 16), ("魏", 17),
    ],
)  # fmt: skip
def test_the_strokes_of_surnames(characters: str, count: int) -> None:
    assert set(characters) <= set(BY_STROKES[count])


def test_the_table_has_each_character_once() -> None:
    every = "".join(BY_STROKES.values())
    assert len(set(every)) == len(every) == len(places())
    # all of GB 2312, level one and two
    assert sum(len(character.encode("gb2312", "ignore")) == 2 for character in every) == 6763


CASES = [
    # of as many strokes: by the first stroke 一丨丿丶乛, then the next
    ("strokes", "孔示 方示 毛示 王示", "王示 毛示 方示 孔示"),
    ("strokes", "马示 习示 万示 于示", "于示 万示 习示 马示"),
    ("strokes", "曾示例 丁示例 赵示例", "丁示例 赵示例 曾示例"),
    # two characters stand before three of the same surname, whatever follows
    ("strokes", "王一示 王耀 王一", "王一 王耀 王一示"),
    ("strokes", "欧阳示例 欧阳耀 欧示例", "欧示例 欧阳耀 欧阳示例"),
    # spaces that were typed for looks count for nothing, a foreign name has its place
    ("strokes", "王　示 丁示例 示·示例", "丁示例 王　示 示·示例"),
    # 单 is Shan as a surname, 曾 Zeng, whatever they are elsewhere
    ("pinyin", "曾示 单示 王示 安示", "安示 单示 王示 曾示"),
    ("pinyin", "西安示 先示", "西安示 先示"),
    ("pinyin", "王伟示 王伟", "王伟 王伟示"),
    ("roster", "王示 丁示", "王示 丁示"),
]


@pytest.mark.parametrize(("order", "given", "expected"), CASES)
def test_people_in_order(order: str, given: str, expected: str) -> None:
    # the wide space is part of a name
    assert listed(given.split(" "), order, str) == expected.split(" ")


def test_equal_names_stay_as_they_were_reported() -> None:
    rows = [("王示", 2), ("王示", 1), ("丁示", 3)]
    for order in ("strokes", "pinyin"):
        assert listed(rows, order, lambda row: row[0]) == [("丁示", 3), ("王示", 2), ("王示", 1)]


def test_a_unit_is_no_surname() -> None:
    units = ["重示镇", "单示局", "长示镇"]
    # 单 stands for itself in a unit: dan
    assert listed(units, "pinyin", str, person=False)[-1] == "重示镇"
    assert listed(["示一镇", "一示镇"], "strokes", str, person=False) == ["一示镇", "示一镇"]


def test_a_character_that_no_table_knows_comes_last() -> None:
    assert listed(["𠮷示", "王示", "ABC"], "strokes", str)[0] == "王示"
