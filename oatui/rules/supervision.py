"""The report on a supervision item: three parts (21-3), told in figures (21-4)."""

from __future__ import annotations

import re
from collections.abc import Collection

from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict, refuse

PARTS = {"measures": N_("落实措施"), "problems": N_("存在问题"), "plan": N_("下步推进计划")}
_FIGURE = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千万亿]+(?:多|余)?(?:个|家|项|次|人|户|处|件|条|份|场|天|日|月|年|元|吨|亩|公里|成|倍|轮|批)"
)


def judge_part(part: str, words: str) -> list[Verdict]:
    """21-4: 写实性、数据化表述; a text without any figure is warned of. Raises Refused for a part that is none."""
    if part not in PARTS:
        raise refuse("supervision.unknown_part", written=part[:20])
    if words.strip() and not _FIGURE.search(words):
        return [Verdict("21-4", Level.WARNING, "supervision.no_figure", {"part": PARTS[part]})]
    return []


def judge_report(there: Collection[str]) -> Verdict | None:
    """21-3: which of the three parts are missing; None where none is."""
    missing = [words for part, words in PARTS.items() if part not in there]
    if not missing:
        return None
    return Verdict("21-3", Level.NOTE, "supervision.parts_missing", {"missing": missing})
