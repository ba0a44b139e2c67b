"""The 102 rules stand word for word in the bureau's own text."""

import re
from pathlib import Path

import pytest

from oatui.rules.articles import RULES, Rule

TEXT = (Path(__file__).parent.parent / "data" / "rules.txt").read_text(encoding="utf-8")


def test_exactly_102() -> None:
    assert len(RULES) == len({rule.id for rule in RULES}) == 102


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_word_for_word(rule: Rule) -> None:
    several = re.fullmatch("(「[^「」]+」){2,}", rule.phrase)
    quotes = re.findall("「([^「」]+)」", rule.phrase) if several else [rule.phrase]
    assert not set("「」") & set("".join(quotes))
    for quote in quotes:
        assert quote in TEXT


def article(number: int) -> str:
    """The text of one article; 0 is the notice around the rules."""
    if number == 0:
        return TEXT[: TEXT.index("\n1. ")] + TEXT[TEXT.index("\n本通知自") :]
    start = TEXT.index(f"\n{number}. ")
    end = TEXT.find(f"\n{number + 1}. ")
    return TEXT[start : end if end > 0 else None]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_stands_in_its_article(rule: Rule) -> None:
    assert rule.id.startswith(f"{rule.article}-")
    assert 0 <= rule.article <= 26
    first = rule.phrase.strip("「").split("」")[0]
    assert first in article(rule.article)


def test_levels() -> None:
    levels = [rule.level for rule in RULES]
    assert {level: levels.count(level) for level in levels} == {"硬": 56, "警": 16, "记": 27, "人": 3}
