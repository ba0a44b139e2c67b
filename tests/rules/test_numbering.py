"""Arts 10 and 12: kinds, series, the moment of the number, and its form."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.clock import ZONE
from oatui.rules.kinds import KINDS
from oatui.rules.numbering import (
    LETTER_KINDS,
    SERIES,
    Series,
    check_number,
    judge_draft,
    judge_number,
    number_text,
    signed_on,
)
from oatui.rules.signoff import CHAIN, Signature
from oatui.rules.verdict import Level, Refused

PARTY, BUREAU, LETTER = (series.code for series in SERIES)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
FULL = [Signature(step, step, AT) for step in CHAIN]


def found(title: str, kind: str, series: str | None) -> list[tuple[str | None, Level, str]]:
    return [(v.rule, v.level, v.key) for v in judge_draft(title, kind, series)]


def test_fifteen_kinds() -> None:
    assert len(set(KINDS)) == 15


@pytest.mark.parametrize("kind", KINDS)
def test_kind_and_series(kind: str) -> None:
    """On which of the three series each of the 15 may run."""
    title = f"嘉祥县商务局关于某事的{'令' if kind == '命令' else kind}"
    letter = kind in {"意见", "通知", "通报", "批复", "函", "纪要"}
    assert (kind in LETTER_KINDS) == letter
    for code in (LETTER, None):
        assert found(title, kind, code) == (
            [] if letter else [("10-4", Level.REFUSED, "numbering.not_a_letter")]
        )
    for code in (PARTY, BUREAU):
        wrong = [("10-4", Level.REFUSED, "numbering.letter_only")] if kind == "函" else []
        assert found(title, kind, code) == wrong


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("请示报告", "numbering.request_report"),
        ("便函", "numbering.kind_unknown"),
        ("", "numbering.kind_unknown"),
        ("会议纪要", "numbering.kind_unknown"),
    ],
)
def test_not_one_of_the_fifteen(kind: str, key: str) -> None:
    assert ("12-6", Level.REFUSED, key) in found("关于某事的通知", kind, BUREAU)


def test_unknown_series_names_the_known_ones() -> None:
    [verdict] = judge_draft("关于某事的通知", "通知", "嘉商字")
    assert (verdict.rule, verdict.refused) == ("10-3", True)
    assert all(series.code in verdict.message for series in SERIES)


def test_another_offices_series() -> None:
    known = [Series("示商字", "bureau")]
    assert judge_draft("关于某事的请示", "请示", "示商字", known) == []
    assert check_number("示商字〔2026〕3号", known).ok
    assert not check_number("嘉商务字〔2026〕3号", known).ok


@pytest.mark.parametrize(
    ("title", "key", "level"),
    [
        ("", "numbering.no_title", Level.REFUSED),
        ("　", "numbering.no_title", Level.REFUSED),
        ("关于某事的安排", "numbering.title_ending", Level.WARNING),
        ("关于元旦、春节值班的通知", "numbering.title_marks", Level.WARNING),
        ("甲局、乙局关于元旦、春节值班的通知", "numbering.title_marks", Level.WARNING),
        ("关于某事（试行）的通知", "numbering.title_marks", Level.WARNING),
        ('关于"双节"值班的通知', "numbering.title_marks", Level.WARNING),
        ("关于印发《工作规则》的通知", None, None),
        ("关于开展“双节”值班的通知", None, None),
        ("Notice of the office's year-end duty", None, None),
        ("Year-end duty public notice", "numbering.title_ending", Level.WARNING),
    ],
)
def test_title(title: str, key: str | None, level: Level | None) -> None:
    assert found(title, "通知", BUREAU) == ([("12-6", level, key)] if key else [])


@pytest.mark.parametrize("title", ["机密★1年　关于某事的通知", "关于某事的通知（秘密）"])
def test_a_classified_title_is_not_taken_in(title: str) -> None:
    assert found(title, "通知", BUREAU) == [("15-7", Level.REFUSED, "numbering.secret")]


def test_title_marks_are_shown_once() -> None:
    [verdict] = judge_draft("关于甲、乙、丙，丁的通知", "通知", BUREAU)
    assert "、 ，" in verdict.message


def test_a_signed_paper_gets_its_number() -> None:
    assert judge_number(FULL, "通知", BUREAU, "关于某事的通知") == []


@pytest.mark.parametrize("done", range(5))
def test_no_number_before_the_chief_has_signed(done: int) -> None:
    waiting, incomplete = judge_number(FULL[:done], "通知", BUREAU, "关于某事的通知")
    assert (waiting.rule, waiting.level) == ("12-1", Level.REFUSED)
    assert waiting.key == f"numbering.awaits.{CHAIN[done]}"
    assert (incomplete.rule, incomplete.level) == ("12-2", Level.REFUSED)
    assert incomplete.values["done"] == max(done - 1, 0)


@pytest.mark.parametrize("missing", CHAIN[1:4])
def test_all_four_signatures(missing: str) -> None:
    signatures = [signature for signature in FULL if signature.step != missing]
    [verdict] = judge_number(signatures, "通知", BUREAU, "关于某事的通知")
    assert (verdict.rule, verdict.values["done"]) == ("12-2", 3)
    assert "现有 3 道" in verdict.message


def test_kind_and_form_are_judged_again_at_numbering() -> None:
    assert [(v.rule, v.level) for v in judge_number(FULL, "请示报告", BUREAU, "关于某事的请示报告")] == [
        ("12-6", Level.REFUSED)
    ]
    assert [(v.rule, v.level) for v in judge_number(FULL, "报告", LETTER, "关于某事的报告")] == [
        ("12-6", Level.REFUSED)
    ]


@pytest.mark.parametrize(
    ("signed", "year"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZONE), 2026),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=ZONE), 2027),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), 2027),
    ],
)
def test_year_is_that_of_the_chiefs_signature(signed: datetime, year: int) -> None:
    assert signed_on([*FULL[:4], Signature("chief_sign", "孙正", signed)]).year == year


def test_no_year_before_it() -> None:
    with pytest.raises(Refused) as caught:
        signed_on(FULL[:4])
    assert caught.value.verdict.rule == "12-1"


RIGHT = "嘉商务字〔2022〕14号"


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        (RIGHT, []),
        ("嘉商务字[2022]14号", ["brackets"]),
        ("嘉商务字【2022】14号", ["brackets"]),
        ("嘉商务字(2022)14号", ["brackets"]),
        ("嘉商务字（2022）14号", ["brackets"]),
        ("嘉商务字［2022］14号", ["brackets"]),
        ("嘉商务字〔2022]14号", ["brackets"]),
        *(
            (f"嘉商务字{left}2022{right}14号", ["brackets"])
            for left, right in (
                "〖〗",
                "{}",
                "｛｝",
                "﹝﹞",
                "《》",
                "〈〉",
                "<>",
                "＜＞",
                "「」",
                "『』",
                "﹙﹚",
                "﹛﹜",
                "()",
                "［〕",
            )
        ),
        ("嘉商务字〔2022〕14號", ["ending"]),
        ("嘉商务字〔2022〕14\u200b号\ufeff", ["spaces"]),
        ("嘉商务字\u3000〔2022〕 14 号", ["spaces"]),
        ("嘉商务字〔2022〕第０１４号", ["full_width", "ordinal", "padded"]),
        ("嘉商务字〔2022〕000014号", ["padded"]),
        ("嘉商务字〔２０２２〕１４号", ["full_width"]),
        (" 嘉商务字 〔2022〕　14号\n", ["spaces"]),
        ("嘉商务字〔2022〕第14号", ["ordinal"]),
        ("嘉商务字〔2022〕014号", ["padded"]),
        ("嘉商务字〔2022〕14", ["ending"]),
        ("嘉商务字[2022]014号", ["brackets", "padded"]),
        (
            "嘉商务字（２０２２） 第０１４",
            ["spaces", "full_width", "brackets", "ordinal", "padded", "ending"],
        ),
    ],
)
def test_repairs(text: str, repairs: list[str]) -> None:
    check = check_number(text)
    assert check.ok
    assert check.repaired == (RIGHT if repairs else None)
    assert (check.series, check.year, check.sequence) == (BUREAU, 2022, 14)
    assert [v.key for v in check.verdicts] == [f"numbering.repaired.{name}" for name in repairs]
    assert {v.rule for v in check.verdicts} <= {"10-3"}
    assert all(v.message for v in check.verdicts)


@pytest.mark.parametrize(("code", "rule"), [(PARTY, "10-2"), (BUREAU, "10-3"), (LETTER, "10-4")])
def test_a_repair_cites_the_rule_of_its_series(code: str, rule: str) -> None:
    assert [v.rule for v in check_number(f"{code}[2026]1号").verdicts] == [rule]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("嘉商字〔2022〕14号", "numbering.series_unknown"),
        ("嘉商务函字〔2022〕14号", "numbering.series_unknown"),
        ("嘉商务字〔22〕14号", "numbering.year"),
        ("嘉商务字〔20222〕14号", "numbering.year"),
        ("嘉商务字〔02022〕14号", "numbering.year"),
        ("嘉商务字〔1948〕14号", "numbering.year"),
        ("嘉商务字〔2101〕14号", "numbering.year"),
        ("嘉商务字〔2022〕0号", "numbering.sequence"),
        ("嘉商务字〔2022〕000号", "numbering.sequence"),
        ("嘉商务字〔2022〕1000000号", "numbering.sequence"),
        ("嘉商务字〔2022年〕14号", "numbering.unreadable"),
        ("嘉商务字2022〕14号", "numbering.unreadable"),
        ("嘉商务字〔2022〕①号", "numbering.unreadable"),
        ("嘉商务字〔2022〕14号之一", "numbering.unreadable"),
        ("[/x]〔2022〕14号", "numbering.series_unknown"),
        ("嘉商务字〔2022〕号", "numbering.unreadable"),
        ("嘉商务字〔〕14号", "numbering.unreadable"),
        ("嘉商务字2022年14号", "numbering.unreadable"),
        ("嘉商务字〔2022〕-1号", "numbering.unreadable"),
        ("嘉商务字〔2022〕十四号", "numbering.unreadable"),
        ("嘉商务字〔２０２²〕14号", "numbering.unreadable"),
        ("嘉商务字〔2022〕14号、15号", "numbering.unreadable"),
        ("〔2022〕14号", "numbering.unreadable"),
        ("请示", "numbering.unreadable"),
        ("嘉商务字〔2022〕请示14号", "numbering.unreadable"),
        ("", "numbering.unreadable"),
    ],
)
def test_refused_numbers(text: str, key: str) -> None:
    check = check_number(text)
    assert not check.ok
    [verdict] = [v for v in check.verdicts if v.refused]
    assert verdict.key == key
    assert verdict.message


@pytest.mark.parametrize(("year", "sequence"), [("2022", "9" * 5000), ("2" * 5000, "14")])
def test_digits_without_end_are_no_number(year: str, sequence: str) -> None:
    """Python refuses to read so long a number; the check only refuses it."""
    check = check_number(f"嘉商务字〔{year}〕{sequence}号")
    assert not check.ok
    assert all(len(verdict.message) < 80 for verdict in check.verdicts)


def test_what_is_right_is_never_folded() -> None:
    """NFKC would make （ a (, and ① a 1: only what was repaired is changed, and the bureau's 字 stays (practice)."""
    known = [Series("嘉商（外）字", "bureau")]
    check = check_number("嘉商（外）字〔2026〕3号", known)
    assert (check.ok, check.repaired, check.series) == (True, None, "嘉商（外）字")


def test_a_letter_may_go_without_a_series() -> None:
    assert judge_draft("关于某事的函", "函", "") == judge_draft("关于某事的函", "函", None) == []
    [verdict] = judge_draft("关于某事的报告", "报告", "")
    assert (verdict.rule, "不编号" in verdict.message) == ("10-4", True)


@pytest.mark.parametrize(("year", "ok"), [(1948, False), (1949, True), (2100, True), (2101, False)])
def test_year_edges(year: int, ok: bool) -> None:
    assert check_number(number_text(BUREAU, year, 1)).ok is ok


@given(st.sampled_from(SERIES), st.integers(1949, 2100), st.integers(1, 999_999))
def test_a_number_written_here_needs_no_repair(series: Series, year: int, sequence: int) -> None:
    check = check_number(number_text(series, year, sequence))
    assert (check.ok, check.repaired, check.verdicts) == (True, None, [])
    assert (check.series, check.year, check.sequence) == (series.code, year, sequence)


@given(st.text("嘉商务组字函〔〕[]（）0123456789０１２第号 　", max_size=20))
def test_a_repaired_number_is_right(text: str) -> None:
    check = check_number(text)
    if check.repaired is not None:
        again = check_number(check.repaired)
        assert again.repaired is None
        assert again.ok is check.ok


@pytest.mark.parametrize(
    ("code", "rule"), [("嘉商务组字", "10-2"), ("嘉商务字", "10-3"), ("嘉商务函", "10-4")]
)
def test_each_series_is_refused_by_its_own_rule(code: str, rule: str) -> None:
    assert check_number(f"{code}〔2026〕1号").ok
    (no,) = check_number(f"{code}〔26〕1号").verdicts
    assert (no.rule, no.refused) == (rule, True)
