"""How wide a text is, where a title's lines end, and which part of a paragraph is a heading (GB/T 9704-2012, 7.3)."""

from __future__ import annotations

import re

from oatui.files.fonts import HEADING
from oatui.files.official_text import one_line
from oatui.files.word_paper import BODY_POINTS, TEXT_WIDTH

KAI = "楷体_GB2312"
POINTS_A_MM = 72 / 25.4


def text_points(text: str, points: float = BODY_POINTS) -> float:
    """The width of a text: a Chinese character is as wide as it is high, a figure half of that."""
    return sum(points / 2 if char.isascii() else points for char in text)


def mark_points(head: str, most: float) -> float:
    """The size in which a mark fits on one line of the text's width."""
    room = TEXT_WIDTH * POINTS_A_MM - 4
    return min(most, float(int(room / max(text_points(head, 1.0), 1))))


_FIRST = re.compile("[一二三四五六七八九十百]+、")
_SECOND = re.compile("[（(][一二三四五六七八九十百]+[）)]")
LONGEST_HEADING = 40  # characters


def heading(text: str) -> tuple[str, str, str]:
    """What of a paragraph is a heading, its font, and the rest: 一、 in 黑体, （一） in 楷体 (up to the first 。)."""
    font = HEADING if _FIRST.match(text) else KAI if _SECOND.match(text) else ""
    if not font:
        return "", "", text
    end = text.find("。") + 1
    whole = text if not end or end == len(text) else text[:end]
    if len(whole) > LONGEST_HEADING:
        return "", "", text
    return whole, font, text[len(whole) :]


_NOT_FIRST, _NOT_LAST = "，。、；：？！）》”’〕的和与及", "（《“‘〔"
# what a line does not end within, and where it ends well
_WHOLE = re.compile(
    "[0-9]+(?:年度?|月|日)?|关于(?:印发|转发|批转)?|[（《][^）》]{1,8}[）》]|通知|通报|请示|报告|意见|决定|批复|纪要"
    "|协助|开展|举办|召开|做好|加强|推进|落实|商请|拨付|发放|申报|报送|调整|成立|工作|项目|资金|专项|发展|管理|办法"
    "|方案|措施|规定|制度|名单|会议|活动|情况|安全|生产|消费|外贸|商务|电子商务|电商|农村|综合|示范|企业|市场|流通"
)
_GOOD_END = re.compile("(?<=》)|(?=《)|(?=关于)")


def balanced(text: str, width: int) -> list[str]:
    """A title in as few lines of at most `width` characters as it needs: about equal, no word that we know cut."""
    text = one_line(text).strip()
    inside = {place for match in _WHOLE.finditer(text) for place in range(match.start() + 1, match.end())}
    good = {match.start() for match in _GOOD_END.finditer(text)}
    lines = max(-(-len(text) // width), 1)
    wanted = len(text) / lines

    def cost(first: int, last: int) -> float:
        found = (last - first - wanted) ** 2
        if last == len(text):
            return found
        if text[last] in _NOT_FIRST or text[last - 1] in _NOT_LAST or last in inside:
            found += 1000
        return found - (30 if last in good else 0)

    # the cheapest way to reach each place with so many lines
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _line in range(lines):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (so_far, ends) in best.items():
            for last in range(first + 1, min(first + width, len(text)) + 1):
                total = so_far + cost(first, last)
                if last not in reached or total < reached[last][0]:
                    reached[last] = (total, (*ends, last))
        best = reached
    ends = best[len(text)][1] if text else ()
    return [text[first:last] for first, last in zip((0, *ends), ends, strict=False)]
