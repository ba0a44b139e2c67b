"""The three registers as Excel reads them back: the office's columns, text that stays text, struck lines in grey."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from oatui.clock import ZONE
from oatui.files.registers_out import (
    Book,
    IncomingLine,
    OutgoingLine,
    SealLine,
    write_incoming,
    write_outgoing,
    write_seals,
)

AT = datetime(2026, 12, 31, 17, 0, tzinfo=ZONE)


def book(*lines: OutgoingLine | IncomingLine | SealLine) -> Book:
    return Book("嘉祥县商务局", 2026, AT, lines)


def table(path: Path) -> tuple[Any, list[str], list[list[Any]]]:
    """The sheet, its heads, its rows."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    return sheet, [str(one) for one in rows[0]], rows[1:]


def test_the_outgoing_register(tmp_path: Path) -> None:
    made = write_outgoing(
        tmp_path / "发文",
        book(
            OutgoingLine("嘉商务字〔2026〕1号", title="=1+1", to="各科室", copies="20", sent="示例一镇"),
            OutgoingLine(
                "嘉商务字〔2026〕2号", title="关于[/x]的通知", remark="作废：取消（孙某）", struck=True
            ),
        ),
    )
    sheet, heads, rows = table(made.path)
    assert made.rows == 2 and heads == [
        "顺序号", "登记日期", "发文字号", "文件标题", "文种", "密级", "缓急", "拟稿科室", "拟稿人", "签发人",
        "成文日期", "印发日期", "主送", "抄送", "附件", "印制份数", "发往机关", "存档份数", "余存份数",
        "签收人、签收日期", "归卷（件号）", "备注",
    ]  # fmt: skip
    assert rows[0][:6] == [1, None, "嘉商务字〔2026〕1号", "=1+1", None, "无"]
    assert sheet.cell(4, 4).data_type == "s" and sheet.cell(4, 4).quotePrefix
    assert (sheet.cell(4, 3).font.color is None, sheet.cell(5, 3).font.color.rgb) == (True, "00808080")
    assert rows[1][-1] == "作废：取消（孙某）"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$3:$3"
    assert sheet.cell(2, 1).value == "2026年　共2行，其中有效1行　制表日期：2026年12月31日"


def test_the_incoming_register(tmp_path: Path) -> None:
    made = write_incoming(
        tmp_path / "收文",
        book(IncomingLine("〔2026〕1号", "2026年11月24日 08:20", "县委办公室", urgency="特急")),
    )
    _sheet, heads, [row] = table(made.path)
    assert heads[:5] == ["收文号", "收文日期", "来文机关", "来文字号", "文件标题"] and len(heads) == 18
    assert row[:3] == ["〔2026〕1号", "2026年11月24日 08:20", "县委办公室"] and "特急" in row


def test_the_seal_register(tmp_path: Path) -> None:
    line = SealLine(1, "2026年11月24日 08:20", "局章", "外贸科", "王某", "+86合同", sealed_by="刘某")
    sheet, heads, [row] = table(write_seals(tmp_path / "用印", book(line)).path)
    assert heads == [
        "序号", "用印时间", "印章名称", "用印科室", "经办人", "文件标题", "发文字号", "用印事由", "用印份数",
        "批准人", "盖印人", "归还（外借）", "备注",
    ]  # fmt: skip
    assert row[5] == "+86合同" and sheet.cell(4, 6).data_type == "s" and row[8] == 1


def test_an_empty_year_says_so(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_seals(tmp_path / "用印", book()).path).worksheets[0]
    assert "本年度没有登记" in [row[0].value for row in sheet.iter_rows()]
