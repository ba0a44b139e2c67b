"""Chinese text fills its lines; Latin words, numbers and signs stay where they belong."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.content import Content

from oatui.widgets.line_breaks import breaks, use


def lines(text: str, width: int, fold: bool = True) -> list[str]:
    places = [0, *breaks(text, width, fold), len(text)]
    return [text[a:b].rstrip() for a, b in zip(places, places[1:], strict=False)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("签到", 4, ["签到"]),
        ("还有 7 件没有看过", 12, ["还有 7 件没", "有看过"]),
        ("签到截止。会议", 8, ["签到截", "止。会议"]),  # a full stop begins no line
        ("见（第3条）办", 6, ["见（第", "3条）", "办"]),
        ("按本局（第3条）", 8, ["按本局", "（第3", "条）"]),  # nothing opens at the end of a line
        ("a letter (函);", 10, ["a letter", "(函);"]),
        ("rule 17-5 holds", 9, ["rule 17-5", "holds"]),
        ("吴乙, 郑", 4, ["吴", "乙,", "郑"]),  # nor does a comma between Chinese names in English
        ("longestword", 4, ["long", "estw", "ord"]),
        ("按F12日清", 5, ["按F12", "日清"]),
        ("签 到 ", 2, ["签", "到"]),
        ("签", 1, ["签"]),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_word_that_may_not_be_cut_stands_over() -> None:
    assert lines("a longestword b", 4, fold=False) == ["a", "longestword", "b"]


@pytest.mark.parametrize("width", range(2, 40))
def test_nothing_is_lost_and_nothing_stands_over(width: int) -> None:
    text = "开会 09:00，截止 08:45，签到 08:46:10，晚 1 分 10 秒（17-5）；另有 2 件，见“时限”。"
    places = breaks(text, width)
    assert places == sorted(set(places)) and all(0 < one < len(text) for one in places)
    assert all(cell_len(line) <= width for line in lines(text, width))


def test_textual_asks_it() -> None:
    use()
    text = Content("还有 7 件没有看过：关于征求项目清单意见的通知")
    assert text.wrap(20)[0].plain.rstrip() == "还有 7 件没有看过："
