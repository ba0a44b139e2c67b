"""The English catalogue is complete, says nothing that is not used, and is in one hand; no screen shows untranslated words."""

import json
import re

import pytest

from oatui.i18n import _, kind_word, ours_of_day, set_language, speaking
from oatui.rules.kinds import ENGLISH, read_kind
from tests.catalogue import CATALOGUE, HAN, faults

CATALOGUE_WORDS: dict[str, str] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
# what is typed or printed in Chinese stands in an English sentence as it is
DOCUMENT_WORDS = re.compile(
    "嘉商务(?:组字|字|函)|函|报告|请示|通知|纪要|无|有|号|第|不编号|作废|空号|见涉密台账"
    "|姓名|日期|值班人员|白班|夜班|星期|发文字号|标题|排|座|示例一镇|镇长"
    "|分管负责人|王某|孙甲|放假|上班|年|月|日|至"
)


def test_the_catalogue_is_complete() -> None:
    assert faults() == []


def test_english_has_its_own_marks() -> None:
    """No full-width mark beside English words, no curly apostrophe, and Chinese only where a document's word is meant."""
    for text, english in CATALOGUE_WORDS.items():
        left = DOCUMENT_WORDS.sub("", english)
        assert not HAN.search(left), text
        assert "’" not in english, text
        assert not re.search("[A-Za-z,;:.}] ?[，。：；！？（）、]|[，。：；！？（）][A-Za-z{]", english), text


def test_one_word_for_one_thing() -> None:
    for text, english in CATALOGUE_WORDS.items():
        if "签收" in text and "查收" not in text and "not_arrived" not in text:
            assert not re.search("(?i)acknowledg", english), text
        if "涉密台账" in text:
            assert "secret ledger" not in english, text
        assert not re.search("(?i)data file|time\\(s\\)|night\\(s\\)", english), text


def test_states_begin_small() -> None:
    """A key, a label and a sentence take their capital where they are shown; a state stands within a line."""
    from oatui.rules import (
        closing,
        confidential,
        deadlines,
        incident,
        incoming,
        issuing,
        leave,
        number_book,
        oa,
    )

    tables = (
        closing.STATES, closing.MARKS, closing.FAULTS, confidential.STATES, deadlines.STATES, incident.STATES,
        incoming.STATES, issuing.STAGES, leave.STATES, number_book.STATES, oa.ITEM_STATES,
    )  # fmt: skip
    for table in tables:
        for word in table.values():
            assert CATALOGUE_WORDS[word][0].islower(), word


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("{n} 人", {"n": 1}, "1 person"),
        ("{n} 人", {"n": 2}, "2 people"),
        ("{n} 份", {"n": 1}, "1 copy"),
        ("{name} 批准", {"name": "1"}, "approved by 1"),
        ("请按 {n:digits}", {"n": 1}, "Press 1"),
        ("请按 {n:digits}", {"n": 2}, "Press 1 to 2"),
    ],
)
def test_one_and_many(text: str, values: dict[str, object], shown: str) -> None:
    set_language("en")
    try:
        assert _(text, **values) == shown
        assert [kind_word(kind) for kind in ("公文", "请假")] == ["Document", "Leave"]
    finally:
        set_language("zh")


@pytest.mark.parametrize(
    ("kind", "number", "title", "shown"),
    [
        (
            "duty_handover",
            202611300800,
            "11月30日 白班 Li Qiang、Wang Fang",
            "Mon 30 Nov day Li Qiang, Wang Fang",
        ),
        ("duty_handover", 202611302000, "11月30日 应急班 李某", "Mon 30 Nov 应急班 李某"),
        ("duty_gap", 20261202, "12月2日", "Wed 2 Dec"),
        ("duty_gap", 20261202, "", ""),
        ("document", 3, "12月2日 会议", "12月2日 会议"),
    ],
)
def test_a_shift_of_the_review_is_read_in_english(kind: str, number: int, title: str, shown: str) -> None:
    assert ours_of_day(kind, number, title) == title
    with speaking("en"):
        assert ours_of_day(kind, number, title) == shown


def test_the_kinds_that_are_read_are_those_that_are_shown() -> None:
    assert {CATALOGUE_WORDS[kind].lower(): kind for kind in ENGLISH.values()} == ENGLISH
    assert all(read_kind(CATALOGUE_WORDS[kind]) == kind for kind in ENGLISH.values())
