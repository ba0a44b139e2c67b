"""What is typed finds what holds it: each table line is a typed text, and whether it finds the title."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.rules import search
from oatui.store.migrations import m0013_search

TITLE = "关于召开2026年全县“商务工作”会议（OA系统）的通知"
OTHERS = ("嘉商务字〔2026〕14号", "业务股", "县财政局")


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """The full-text table of the standard driver, the older engine of the two."""
    conn = sqlite3.connect(":memory:")
    conn.execute(m0013_search.TEXT)
    for place, kind in enumerate(("document", "meeting"), 1):
        conn.execute(
            "insert into search_text(rowid, kind, words, sounds, heads) values (?, ?, ?, ?, ?)",
            (place, kind, *search.tokens(TITLE, OTHERS if place == 1 else ())),
        )
    yield conn
    conn.close()


def found(index: sqlite3.Connection, typed: str, kind: str = "") -> bool:
    asked = search.query(typed, (kind,) if kind else ())
    if asked is None:
        return False
    rows = index.execute("select rowid from search_text where search_text match ?", (asked,)).fetchall()
    return (1,) in rows


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # any part of the title, signs left out or typed
        ("关", True), ("知", True), ("关于", True), ("于召开", True), ("商务工作会议", True), ("“商务工作”会", True),
        ("务会", False), ("工商", False), ("通知关于", False),
        # spaces: every part, wherever it stands
        ("通知 全县", True), ("通知　业务", True), ("通知 市场股", False),
        # unit and recipient
        ("业务股", True), ("财政", True),
        # the number in any form
        ("嘉商务字〔2026〕14号", True), ("嘉商务字[2026]14号", True), ("嘉商务字（2026）第14号", True),
        ("嘉商务字2026-14", True), ("嘉商务字〔２０２６〕０１４号", True), ("嘉商务字14", True), ("2026 14", True),
        ("〔2026〕14", True), ("14号", True), ("14", True), ("20", True), ("2026年", True),
        ("4号", False), ("114号", False), ("〔2026〕1", False), ("2025-14", False), ("嘉商务函2026-14", False),
        # pinyin in full, unfinished, and by initials; ü as v
        ("guanyu", True), ("zhaokai", True), ("zhaok", True), ("quanxianshangwu", True), ("quanxia", True),
        ("gyzk", True), ("qxswgz", True), ("g", True), ("oaxt", True), ("OA", True), ("ＯＡ", True),
        ("qxgz", False), ("zhaoxian", False), ("anyu", False), ("uan", False), ("zzz", False),
        ("tongzhi 全县", True), ("2026nian", True),
        # what is not text finds nothing, and is no query of its own
        ("", False), ("  ", False), ('"', False), ("*", False), ("%", False), ("关于*", True), ('关于" OR "无', False),
        ("words:关于", False), ("NEAR(关于 通知)", False), ("'; drop table", False), ("\x00\ud800", False),
    ],
)  # fmt: skip
def test_what_finds_it(index: sqlite3.Connection, typed: str, expected: bool) -> None:
    assert found(index, typed) is expected


def test_a_kind_narrows(index: sqlite3.Connection) -> None:
    assert found(index, "通知", "document")
    assert not found(index, "通知", "person")
    either = search.query("通知", ("person", "document"))
    assert index.execute("select rowid from search_text where search_text match ?", (either,)).fetchall() == [
        (1,)
    ]


@given(st.integers(0, len(TITLE) - 1), st.integers(1, 12))
def test_any_part_of_the_title_finds_it(start: int, length: int) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute(m0013_search.TEXT)
    conn.execute(
        "insert into search_text(rowid, kind, words, sounds, heads) values (1, 'x', ?, ?, ?)",
        search.tokens(TITLE, OTHERS),
    )
    part = TITLE[start : start + length]
    # a figure is looked for from its beginning: 14号 must not find 114号
    if part[0].isdigit() and start and TITLE[start - 1].isdigit():
        return
    assert found(conn, part) or not any(c.isalnum() for c in part), part
    conn.close()


@given(st.text(max_size=40))
def test_nothing_typed_is_a_fault(typed: str) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute(m0013_search.TEXT)
    found(conn, typed)
    conn.close()


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("xian", [["xian"], ["xia", "n"], ["xi", "an"], ["xi", "a", "n"]]),
        ("tongzhi", [["tong", "zhi"]]),
        ("zhaok", [["zhao", "k"], ["zha", "o", "k"]]),
        ("ibm", []),
    ],
)
def test_letters_as_syllables(letters: str, expected: list[list[str]]) -> None:
    assert search.segmentations(letters) == expected


def test_every_reading_is_a_known_syllable() -> None:
    """The common characters of GB 2312: what the reader gives must be what the typed letters are cut into."""
    from pypinyin import Style, lazy_pinyin

    common = "".join(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
    )
    assert len(common) > 3700
    unknown = set(lazy_pinyin(list(common), style=Style.NORMAL)) - search.SYLLABLES
    assert unknown <= {"m", "n", "ng", "hm", "hng", "ê", "yo", "lo", "o"}, unknown
