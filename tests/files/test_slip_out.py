"""The leave slip opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from oatui.clock import ZONE
from oatui.files.slip_out import Delivery, LeaveSlip, write_leave_slip
from oatui.rules.verdict import Refused

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
SLIP = LeaveSlip(
    "全县商务工作会议", START, START + timedelta(hours=2), "县会议中心", "示例县商务局", "王某某", "示例县商务局", "副局长",
    "示例县长", "参加省商务厅同期会议", "李某某", "科长", "", "示例县长", "同意", START - timedelta(hours=20), "刘某某",
    "0537-1234567", (Delivery("县委总值班室", START - timedelta(hours=18), "刘某某"), Delivery("县政府值班室")),
)  # fmt: skip


def rows(path: Path) -> list[list[str]]:
    """The form, a merged cell once."""
    (table,) = docx.Document(str(path)).tables
    found = []
    for row in table.rows:
        cells: dict[int, str] = {id(cell._tc): cell.text for cell in row.cells}
        found.append(list(cells.values()))
    return found


def fonts(path: Path) -> set[tuple[str, float]]:
    """The Chinese font and the size in points of every text."""
    document: Any = docx.Document(str(path))
    paragraphs = [*document.paragraphs]
    for table in document.tables:
        paragraphs += [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    return {
        (run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt)
        for paragraph in paragraphs
        for run in paragraph.runs
        if run.text
    }


def test_the_form_says_who_why_and_where_it_goes(tmp_path: Path) -> None:
    path = write_leave_slip(tmp_path / "请假单", SLIP)
    assert path.name == "请假单.docx"
    form = rows(path)
    assert form[:7] == [
        ["单位", "示例县商务局", "姓名", "王某某"],
        ["职务", "副局长", "主持领导", "示例县长"],
        ["会议名称", "全县商务工作会议"],
        ["会议时间", "2026年11月24日（周二）09:00—11:00"],
        ["会议地点", "县会议中心"],
        ["请假事由及同期活动", "参加省商务厅同期会议"],
        ["拟替会人员", "李某某", "职务", "科长"],
    ]
    assert form[7][0] == "本单位主要负责人签字（盖章）" and "年" in form[7][1]
    assert form[8][0] == "批准领导意见"
    assert form[8][1].split() == ["示例县长、同意", "2026年11月23日", "13:00"]
    said, blank = form[9][1].splitlines()
    assert said == "县委总值班室：11月23日 15:00，刘某某送达"
    assert blank == "县政府值班室：\u3000\u3000月\u3000\u3000日\u3000\u3000时\u3000\u3000分"
    assert form[10] == ["经办人", "刘某某", "联系电话", "0537-1234567"]
    assert docx.Document(str(path)).paragraphs[0].text == "会议请假单"


def test_the_fonts_are_those_of_an_official_paper(tmp_path: Path) -> None:
    path = write_leave_slip(tmp_path / "请假单.docx", SLIP)
    assert fonts(path) == {("方正小标宋简体", 22.0), ("仿宋_GB2312", 16.0)}
    section = docx.Document(str(path)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_what_is_not_known_stays_blank(tmp_path: Path) -> None:
    slip = LeaveSlip("会议", START, START + timedelta(hours=2), "", "", "王某某")
    form = rows(write_leave_slip(tmp_path / "请假单.docx", slip))
    assert [row[1] for row in form[:2]] == ["", ""] and form[5] == ["请假事由及同期活动", ""]
    assert form[9][1].count("值班室：") == 2  # article 17 names both


def test_a_meeting_of_the_bureau_has_no_duty_rooms(tmp_path: Path) -> None:
    path = write_leave_slip(tmp_path / "请假单.docx", replace(SLIP, deliveries=()))
    assert [row[0] for row in rows(path)][-2:] == ["批准领导意见", "经办人"]
    assert "值班室" not in "".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_what_is_typed_is_text(tmp_path: Path) -> None:
    odd = "</w:t><w:b/>&amp;\x00\x0b[b]\ud800"
    form = rows(write_leave_slip(tmp_path / "请假单.docx", replace(SLIP, reason=odd, name="{{name}}")))
    assert form[5][1] == "</w:t><w:b/>&amp; [b]" and form[0][3] == "{{name}}"


def test_the_same_slip_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_leave_slip(tmp_path / "一.docx", SLIP).read_bytes()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_leave_slip(tmp_path / "二.docx", SLIP).read_bytes() == first
    assert write_leave_slip(tmp_path / "三.docx", replace(SLIP, name="张三")).read_bytes() != first
    about = docx.Document(str(tmp_path / "二.docx")).core_properties
    assert about.created == about.modified and about.created is not None
    assert about.created.replace(tzinfo=None) == datetime(2026, 11, 24, 1, 0)  # noqa: DTZ001 (UTC in the file)
    assert (about.author, about.title, about.comments) == ("示例县商务局", "会议请假单", "")


def test_a_file_that_exists_is_kept(tmp_path: Path) -> None:
    (tmp_path / "请假单.docx").write_bytes(b"old")
    with pytest.raises(Refused, match="不覆盖"):
        write_leave_slip(tmp_path / "请假单.docx", SLIP)
    assert (tmp_path / "请假单.docx").read_bytes() == b"old"
