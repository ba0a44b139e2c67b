"""The 收文处理单 opened again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from oatui.files.handling_sheet_out import write_handling_sheet
from oatui.papers.incoming_papers import handling_sheet
from oatui.rules.verdict import Refused
from oatui.store import incoming, incoming_course, incoming_passing
from oatui.store.database import Store
from tests.conftest import FixedClock


def rows(path: Path) -> list[list[str]]:
    """The form, a merged cell once."""
    (table,) = docx.Document(str(path)).tables
    return [list({id(cell._tc): cell.text for cell in row.cells}.values()) for row in table.rows]


def test_what_is_known_stands_on_it_and_the_rest_is_for_the_hand(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    paper = incoming.register_paper(
        store, "县政府办公室", "关于[/x]=1+1的通知", number="嘉政办发[2026]012号", urgency="urgent", attachments="方案",
        due=(date(2026, 12, 1), None), proposal="拟请业务股办理",
    ).paper  # fmt: skip
    incoming_passing.direct(
        store, paper.id, instruction="同意", instructed_by="王局长", unit="业务股", handler="李某"
    )
    incoming_passing.pass_on(store, paper.id, ["赵某", "钱某"])
    clock.pass_time(minutes=30)
    incoming_passing.sign_for(store, paper.id, "赵某")
    path = write_handling_sheet(tmp_path / "处理单", handling_sheet(store, paper.id))
    assert path.name == "处理单.docx"
    form = rows(path)
    assert form[0] == ["收文号", "〔2026〕1号", "收文日期", "2026年11月24日 08:20"]
    assert form[1] == ["来文机关", "县政府办公室", "来文字号", "嘉政办发[2026]012号"]
    assert form[2] == ["文件标题", "关于[/x]=1+1的通知"]
    assert form[3:5] == [["份数", "1", "紧急程度", "加急"], ["附件", "方案", "密级", "无"]]
    assert form[6] == ["领导批示", "王局长：同意"]
    assert form[7] == ["承办单位（人）", "业务股 李某", "办理时限", "2026年12月1日 17:30"]
    assert form[8][1].split("\n")[:2] == ["赵某　　2026年11月24日 08:50", "钱某　　　　　月　　日"]
    assert len(form[8][1].split("\n")) == 6
    assert form[9:] == [["办理结果", ""], ["复文号", "", "归卷", ""]]
    incoming_course.end(store, paper.id, "已书面答复", reply_number="嘉商务函〔2026〕3号")
    incoming_course.file(store, paper.id, "2026-12-3")
    form = rows(write_handling_sheet(tmp_path / "二.docx", handling_sheet(store, paper.id)))
    assert form[9:] == [["办理结果", "已书面答复"], ["复文号", "嘉商务函〔2026〕3号", "归卷", "2026-12-3"]]


def test_a_plain_paper_has_no_hour_and_equal_bytes(store: Store, tmp_path: Path) -> None:
    paper = incoming.register_paper(
        store, "县财政局", "关于某事的函", received_at=store.clock.now() - timedelta(days=1)
    ).paper
    sheet = handling_sheet(store, paper.id)
    first = write_handling_sheet(tmp_path / "一.docx", sheet)
    assert rows(first)[0][3] == "2026年11月23日"
    assert first.read_bytes() == write_handling_sheet(tmp_path / "二.docx", sheet).read_bytes()
    with pytest.raises(Refused):
        write_handling_sheet(first, sheet)
