"""The fonts that an office sets its papers in, and which of them this computer has.

Word and Excel files name the office's own fonts; a PDF carries its font, so one that is here is chosen.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from oatui.rules.verdict import refuse

# as Word and Excel name them (GB/T 9704-2012, 7)
TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
HEADING = "黑体"
LATIN = "Times New Roman"

# families as their font files name themselves, the office's own first
_TITLE_FAMILIES = (
    "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", TITLE, "方正小标宋_GBK", "STZhongsong", "华文中宋",
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "思源宋体", "Songti SC",
    "SimHei", HEADING, "SimSun", "宋体", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei",
    "PingFang SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
)  # fmt: skip
_BODY_FAMILIES = (
    "FangSong_GB2312", BODY, "FangSong", "仿宋", "STFangsong", "华文仿宋", "FZFangSong-Z02S",
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "思源宋体", "Songti SC",
    "SimSun", "宋体", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
)  # fmt: skip
PACKAGE = "fonts-noto-cjk"


@cache
def installed() -> Any:
    """The fonts that typst finds on this computer; searched once, in about a tenth of a second."""
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


def families() -> list[str]:
    """The names of all families that are here."""
    return list(installed().families())


def title_font(asked: str = "") -> str:
    """The family for names and titles; `asked` is one that must be it. Raises Refused."""
    return _chosen((asked,) if asked else _TITLE_FAMILIES, asked)


def body_font() -> str:
    """The family for text. Raises Refused."""
    return _chosen(_BODY_FAMILIES, "")


def _chosen(wanted: tuple[str, ...], asked: str) -> str:
    here = {family.casefold(): family for family in families()}
    found = next((here[name.casefold()] for name in wanted if name.casefold() in here), None)
    if found is not None:
        return found
    if asked:
        raise refuse("export.font_unknown", font=asked)
    raise refuse("export.no_chinese_font", package=PACKAGE)
