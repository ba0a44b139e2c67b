"""The rulebook: the articles in their own words, each rule with its place, and how the year went."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from oatui.files.rulebook_text import articles, search
from oatui.rules.articles import RULES
from oatui.rules.holding import PLACES, WHERE
from oatui.store import (
    arrivals,
    confidential,
    meetings,
    people,
    rulebook,
    secret_rooms,
    taking_back,
    telegrams,
)
from oatui.store.database import Store
from oatui.store.rulebook import Standing
from tests.conftest import FixedClock
from tests.store.test_issuing import numbered, sealed

ISSUED = (Path(__file__).parent.parent / "data" / "rules.txt").read_text(encoding="utf-8")


def test_the_26_articles_are_the_issued_ones() -> None:
    assert [one.number for one in articles()] == list(range(27))
    for one in articles():
        for line in one.text.splitlines():
            assert line in ISSUED
    # nothing of the issued text is left out, but the chapters' heads
    kept = "".join(one.text for one in articles())
    for line in ISSUED.splitlines():
        text = line.strip()
        plain = text.partition(". ")[2] if text[:1].isdigit() and ". " in text[:4] else text
        assert not plain or plain in kept or plain.partition("、")[2] in {one.chapter for one in articles()}


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("15分钟", [17]),
        ("17", [17]),
        ("先核后签", [11]),
        ("县委督查室", [21]),
        ("没有这句话", []),
        ("%", []),
        ("值守", [23]),
    ],
)
def test_an_article_is_found_by_its_words_or_its_number(text: str, numbers: list[int]) -> None:
    found = [one.number for one in search(text)]
    assert [n for n in numbers if n not in found] == []
    assert found if numbers else not found


def test_every_rule_has_a_place_and_every_place_a_name() -> None:
    assert {rule.id for rule in RULES} - set(WHERE) == set()
    assert set(WHERE.values()) <= set(PLACES)
    # articles 1, 2 and 4 have no rule: nothing is computed, and none is pretended
    assert not {1, 2, 4} & {rule.article for rule in RULES}


def test_how_a_rule_stood_in_a_year(store: Store, clock: FixedClock) -> None:
    day = clock.at(8, 30)
    meeting = meetings.add(store, "会", day.replace(hour=9, minute=0), day.replace(hour=11)).id
    rows = [{"name": f"张{n}", "unit": "", "post": "", "phone": "", "serial": ""} for n in range(4)]
    people.import_roster(store, meeting, [("", row) for row in rows], "")
    codes = [one.code for one in people.listed(store, meeting)]
    arrivals.sign_in(store, meeting, codes[0])
    arrivals.sign_in(store, meeting, codes[1], at=clock.at(8, 45, 1))
    arrivals.sign_in(store, meeting, codes[2], at=clock.at(9, 0, 1))
    arrivals.sign_in(store, meeting, arrivals.Hand(people.listed(store, meeting)[3].id, "未带码"))
    found = rulebook.standings(store, 2026)
    assert found["17-5"] == Standing(held=1, warned=2, refused=0, overridden=1)
    assert rulebook.standings(store, 2025) == {}
    clock.moment += timedelta(days=400)
    arrivals.sign_in(store, meeting, codes[0])
    assert rulebook.standings(store, 2026) == found


def test_what_could_only_be_done_by_the_rule_counts_as_held(store: Store, clock: FixedClock) -> None:
    sealed(store)
    letter = numbered(store, kind="请示", to="县政府")
    secret_rooms.patrol(store)
    secret_rooms.patrol(store)
    confidential.act(store, "borrow", "0007", "李某")
    clock.pass_time(minutes=5)
    confidential.act(store, "return", "0007", "李某")
    telegram = telegrams.add(store, "防汛明电").id
    for step in ("sent", "signed", "reported"):
        clock.pass_time(minutes=40 if step == "reported" else 1)
        telegrams.do_step(store, telegram, "王某", step)
    found = rulebook.standings(store, 2026)
    held = {"6-1": 1, "6-2": 1, "6-4": 1, "8-1": 1, "8-4": 1, "10-3": 2, "11-2": 8, "12-1": 2, "12-4": 1, "13-2": 1, "13-3": 1,
            "15-4": 2, "15-7": 2}  # fmt: skip
    assert {rule: found[rule].held for rule in held} == held
    # late, and told so; no text was read: nothing is said to be held
    assert (found["13-1"].held, found["13-1"].warned) == (0, 1) and found["12-6"].held == 0
    taking_back.take_back(store, "patrol", taking_back.recent(store, ["patrol"])[0].key, "没有巡查")
    assert rulebook.standings(store, 2026)["15-4"].held == 1
    assert letter.number
