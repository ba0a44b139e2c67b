"""An earlier number ledger out of an office's file: heads as offices write them, faults in their row, old rows unjudged."""

from __future__ import annotations

from pathlib import Path

import pytest

from oatui.files.ledger_columns import field_of
from oatui.files.ledger_in import Ledger, read_ledgers
from oatui.rules.numbering import SERIES
from oatui.rules.verdict import Refused
from tests.command_line import DATA

HEAD = "发文字号,文件标题,文种,拟稿科室,签发人,成文日期,印发日期,主送,份数,备注"


def ledger(tmp_path: Path, *rows: str, head: str = HEAD) -> Ledger:
    path = tmp_path / "号簿.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    [found] = read_ledgers(path, SERIES)
    return found


def faults(found: Ledger) -> list[tuple[int, str, str]]:
    assert all(one.verdict.message for one in found.faults)
    return [(one.row, one.column, one.verdict.key) for one in found.faults]


def test_the_sample_of_an_office() -> None:
    bureau, letters = read_ledgers(DATA / "ledger-2025.xlsx", SERIES)
    assert (bureau.sheet, letters.sheet) == ("局文件", "便函")
    assert bureau.faults == letters.faults == []
    assert [row.sequence for row in bureau.rows] == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
    assert [row.texts["dated"] for row in bureau.rows] == [
        "2025-01-08", "2025-01-15", "2025-02-11", "2025-04-07", "", "2025-06-03", "2025-06-20", "2025-08-19",
        "2025-09-24", "2025-12-30",
    ]  # fmt: skip
    assert [(row.sequence, row.written) for row in bureau.rows if row.repaired] == [
        (3, "嘉商务字[2025]3号"), (4, "嘉商务字（2025）04号"), (9, "嘉商务字〔2025〕第9号"),
    ]  # fmt: skip
    void = bureau.rows[4]
    assert (void.state, void.texts["reason"]) == ("void", "作废（标题重复，未印发）")
    first = bureau.rows[0]
    assert first.texts | first.more == {
        "title": "关于印发2025年商务工作要点的通知", "kind": "通知", "section": "办公室", "person": "",
        "signer": "王某某", "dated": "2025-01-08", "reason": "", "recipients": "各科室、下属事业单位", "cc": "",
        "copies": "20", "remark": "", "printed": "2025-01-09", "written": "",
    }  # fmt: skip
    assert [(row.number, row.year) for row in letters.rows] == [
        ("嘉商务函〔2025〕1号", 2025), ("不编号", 2025), ("嘉商务函〔2025〕2号", 2025),
    ]  # fmt: skip
    assert [row for row, _text in bureau.skipped] == [1, 2, 3, 15, 16]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("发文字号", "number"), ("文号", "number"), ("文件编号", "number"), ("标题", "title"), ("文件名称", "title"),
        ("文　种", "kind"), ("拟稿科室/拟稿人", "section"), ("承办部门", "section"), ("签发人", "signer"),
        ("签发（成文）日期", "dated"), ("成文日期", "dated"), ("日期", "dated"), ("印发日期", "printed"),
        ("主送机关", "recipients"), ("发往机关", "recipients"), ("抄送", "cc"), ("印制份数", "copies"),
        ("备注（作废/预留/补登）", "remark"), ("序号", None), ("密级", "secrecy"), ("归卷（件号）", None), ("", None),
    ],
)  # fmt: skip
def test_heads_as_offices_write_them(head: str, field: str | None) -> None:
    found = field_of(head)
    assert (found[0] if found else None) == field


def test_the_surer_of_two_dates_is_the_date_of_the_document(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "2025-01-05,嘉商务字〔2025〕1号,关于某事的通知,2025-01-03",
        head="登记日期,文号,标题,签发日期",
    )
    assert found.rows[0].texts["dated"] == "2025-01-03"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("嘉商务字〔2025〕1号,关于某事的通知,,,,2025-13-01", ("成文日期", "ledger.date")),
        ("嘉商务字〔2025〕1号,关于某事的通知,,,,很快", ("成文日期", "ledger.date")),
        ("嘉商务字〔2025〕1号,关于某事的通知,,,,2024-12-31", ("成文日期", "book.date_outside")),
        ("嘉商务字〔2025〕1号,关于某事的通知,,,,2026-01-01", ("成文日期", "book.date_outside")),
        ("2025第1号,关于某事的通知,,,,2025-01-03", ("发文字号", "numbering.unreadable")),
        ("嘉商务字〔25〕1号,关于某事的通知,,,,2025-01-03", ("发文字号", "numbering.year")),
        ("嘉商务字〔2025〕0号,关于某事的通知,,,,2025-01-03", ("发文字号", "numbering.sequence")),
        ("嘉商字〔2025〕1号,关于某事的通知,,,,2025-01-03", ("发文字号", "numbering.series_unknown")),
        ("嘉商务字〔2025〕1号,,通知,办公室,,2025-01-03", ("文件标题", "ledger.no_title")),
        ("嘉商务字〔2025〕1号,关于某事的通知（秘密）,通知,办公室,,2025-01-03", ("文件标题", "ledger.secret")),
        ("嘉商务字〔2025〕1号,关于某事的通知,通知,（秘密）,,2025-01-03", ("拟稿科室", "roster.classified")),
        (",关于某事的通知,通知,办公室,,2025-01-03", ("发文字号", "ledger.no_number")),
        ("不编号,关于某事的函,函,办公室,,", ("成文日期", "ledger.letter_date")),
    ],
)
def test_a_fault_stands_in_its_row_and_column(tmp_path: Path, row: str, fault: tuple[str, str]) -> None:
    found = ledger(tmp_path, "嘉商务字〔2025〕9号,关于别的事的通知,,,,2025-01-02", row)
    assert faults(found) == [(3, *fault)]
    assert len(found.rows) == 1


def test_a_line_of_a_classified_paper_keeps_its_number_alone(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "嘉商务字〔2025〕1号,关于某事的通知,机密★1年,2025-01-02",
        "嘉商务字〔2025〕2号,见涉密台账,机密★1年,2025-01-02",
        "嘉商务字〔2025〕3号,关于别的事的通知,无,2025-01-03",
        head="发文字号,文件标题,密级,成文日期",
    )
    assert faults(found) == [(2, "密级", "ledger.secret_line")]
    assert [(row.sequence, row.texts["title"]) for row in found.rows] == [
        (2, "见涉密台账"),
        (3, "关于别的事的通知"),
    ]
    assert "机密" not in str(found.rows)


def test_a_double_number_names_the_row_that_has_it(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "嘉商务字〔2025〕1号,关于某事的通知,,,,2025-01-02",
        "嘉商务字[2025]001号,关于别的事的通知,,,,2025-01-03",
    )
    [fault] = found.faults
    assert (fault.row, fault.verdict.rule, fault.verdict.key) == (3, "12-1", "ledger.twice")
    assert "第 2 行" in fault.verdict.message


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-1-8", "2025-01-08"), ("2025.1.8", "2025-01-08"), ("2025/01/08", "2025-01-08"),
        ("2025年1月8日", "2025-01-08"), ("2025 年 1 月 8 日", "2025-01-08"), ("20250108", "2025-01-08"),
        ("1月8日", "2025-01-08"), ("1.8", "2025-01-08"), ("25.1.8", "2025-01-08"), ("45665", "2025-01-08"),
        ("２０２５．１．８", "2025-01-08"), ("2025-01-08 09:30", "2025-01-08"), ("", ""),
    ],
)  # fmt: skip
def test_dates_as_ledgers_write_them(tmp_path: Path, written: str, iso: str) -> None:
    found = ledger(tmp_path, f"嘉商务字〔2025〕1号,关于某事的通知,,,,{written}")
    assert found.faults == []
    assert found.rows[0].texts["dated"] == iso


@pytest.mark.parametrize(
    ("remark", "state"),
    [
        ("作废", "void"), ("（作废）", "void"), ("此号作废，重复", "void"), ("空号", "explained"),
        ("跳号，无文", "explained"), ("预留未用", "lapsed"), ("代替作废的5号", "given"), ("补发", "given"), ("", "given"),
    ],
)  # fmt: skip
def test_what_a_remark_says_of_the_number(tmp_path: Path, remark: str, state: str) -> None:
    title = "关于某事的通知" if state == "given" else ""
    found = ledger(tmp_path, f"嘉商务字〔2025〕1号,{title},,,,2025-01-02,,,,{remark}")
    assert [(row.state, row.texts["reason"]) for row in found.rows] == [
        (state, remark if state != "given" else "")
    ]


@pytest.mark.parametrize(
    ("number", "dated", "faulty"),
    [
        ("嘉商字〔2021〕5号", "2021-05-01", False),
        ("嘉商字〔2022〕5号", "2022-09-29", False),
        ("嘉商字〔2022〕5号", "2022-09-30", True),
        ("嘉商务字〔2021〕5号", "2022-01-04", False),
        ("嘉商务字〔2022〕5号", "2023-01-04", True),
        ("嘉商字〔2021〕5号", "", False),
    ],
)
def test_what_is_older_is_never_judged(tmp_path: Path, number: str, dated: str, faulty: bool) -> None:
    """0-1: a former series, or a number of the year before, is what it was."""
    found = ledger(tmp_path, f"{number},关于某事的通知,,,,{dated}")
    assert bool(found.faults) is faulty


def test_titles_totals_and_heads_again_are_no_rows(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "嘉商务字〔2025〕1号,关于某事的通知,,,,2025-01-02",
        HEAD,
        ",,,,,,,,,",
        "合计,1,,,,,,,,",
        "注：以上为局文件,,,,,,,,,",
        ",第二季度,,,,,,,,",
        '嘉商务字〔2025〕2号,=HYPERLINK("x"),,,,2025-01-02',
    )
    assert found.faults == []
    assert [row.texts["title"] for row in found.rows] == ["关于某事的通知", '=HYPERLINK("x")']


def test_text_is_stored_as_it_stands(tmp_path: Path) -> None:
    found = ledger(tmp_path, "嘉商务字〔2025〕1号,关于[/x]①（试行）的通知,,,,2025-01-02")
    assert found.rows[0].texts["title"] == "关于[/x]①（试行）的通知"


@pytest.mark.parametrize(
    ("text", "key"),
    [("姓名,单位\n王某,县商务局", "ledger.none"), (HEAD, "ledger.empty"), ("", "roster.empty")],
)
def test_a_file_without_a_ledger(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_ledgers(path, SERIES)
    assert caught.value.verdict.key == key
    assert caught.value.verdict.message
