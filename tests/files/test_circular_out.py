"""The circular, its form for a county meeting, and the line upward, opened again."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from oatui.clock import ZONE
from oatui.files.circular_out import (
    FAULTS,
    Conduct,
    Fault,
    OnLeave,
    VenueReport,
    circular_title,
    report_line,
    write_circular,
    write_report,
)
from oatui.files.register_out import Figures
from oatui.rules.verdict import Refused

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
ALL = Figures(120, 110, 4, 6, 0, 3, 2, 1, missed=1)
MAIN, SUB = Figures(100, 92, 3, 5, 0, 3, 2, 1), Figures(20, 18, 1, 1, 0, 0, 0, 0)
FAULTY = (
    Fault("late", "示例一镇", "张三", "副镇长", "晚于开会 12 分", START + timedelta(minutes=12)),
    Fault("absent", "示例二镇", "李四", "镇长"),
    Fault("dozing", "示例县财政局", "王五", "副局长", at=START + timedelta(minutes=40)),
    Fault("unapproved_substitute", "示例三镇", "赵六", "书记", "由孙七代会"),
    Fault("left_early", "示例三镇", "周八", "副书记", at=START + timedelta(minutes=70)),
)
CONDUCT = Conduct(
    "全县商务工作会议", START, START + timedelta(hours=2), "县会议中心", "示例县商务局", ALL,
    (("主会场", MAIN), ("一镇分会场", SUB)), FAULTY, explain_by=date(2026, 11, 27),
)  # fmt: skip


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("meeting", "county", "title"),
    [
        ("全县商务工作会议", False, "关于全县商务工作会议会风会纪情况的通报"),
        ("局务会", False, "关于局务会会风会纪情况的通报"),
        ("全县消费促进推进", False, "关于全县消费促进推进会议会风会纪情况的通报"),
        ("全县商务工作会议", True, "全县商务工作会议会风会纪情况"),
    ],
)
def test_the_title(meeting: str, county: bool, title: str) -> None:
    assert circular_title(meeting, county) == title


def test_the_circular_names_each_fault_under_its_head(tmp_path: Path) -> None:
    path, named = write_circular(tmp_path / "通报", CONDUCT)
    assert (path.name, named) == ("通报.docx", 5)
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines[:4] == [
        "关于全县商务工作会议会风会纪情况的通报",
        "各有关单位：",
        "2026年11月24日（周二）09:00—11:00，全县商务工作会议在县会议中心召开。应到120人，实到110人"
        "（其中替会1人），请假4人，缺席6人。现将会风会纪情况通报如下。",
        "一、总体情况",
    ]
    assert lines[4] == "参会人员按时签到104人，晚签到（开会前15分钟以内到场）3人，迟到2人，漏签1人。"
    assert lines[5].startswith("主会场：应到100人，实到92人")
    assert lines[7:13] == [
        "二、存在问题",
        "（一）无故缺席（1人次）",
        "（二）迟到（1人次）",
        "（三）早退（1人次）",
        "（四）未履行请假手续替会（代会）（1人次）",
        "（五）会场纪律（1人次）",
    ]
    assert lines[13] == "三、处理要求" and "2026年11月27日前向示例县商务局报送书面说明" in lines[14]
    assert lines[-2].strip() == "示例县商务局" and lines[-1].split() == ["年", "月", "日"]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert [table[1] for table in tables] == [
        ["1", "示例二镇", "李四", "镇长", "无故缺席", ""],
        ["1", "示例一镇", "张三", "副镇长", "晚于开会 12 分", "09:12"],
        ["1", "示例三镇", "周八", "副书记", "早退", "10:10"],
        ["1", "示例三镇", "赵六", "书记", "由孙七代会", ""],
        ["1", "示例县财政局", "王五", "副局长", "打瞌睡", "09:40"],
    ]
    assert all(table[0] == ["序号", "单位", "姓名", "职务", "情形", "时间"] for table in tables)


def test_signing_late_before_the_start_is_a_figure_and_never_a_name(tmp_path: Path) -> None:
    assert "after_deadline" not in FAULTS
    path, named = write_circular(
        tmp_path / "通报.docx", replace(CONDUCT, faults=(Fault("after_deadline", "示例一镇", "钱某某"),))
    )
    assert named == 0 and "钱某某" not in words(path)
    assert "晚签到（开会前15分钟以内到场）3人" in words(path) and "未发现迟到" in words(path)
    path, _named = write_circular(tmp_path / "局内.docx", replace(CONDUCT, internal=True))
    assert "各科室、下属事业单位：" in words(path) and "各有关单位" not in words(path)


def test_a_county_meeting_is_reported_to_both_supervision_offices(tmp_path: Path) -> None:
    path, named = write_circular(tmp_path / "情况.docx", replace(CONDUCT, county=True))
    said = words(path)
    assert said.startswith("全县商务工作会议会风会纪情况\n\n县委督查室、县政府督查室：\n")
    assert named == 5 and "通报" not in said and "处理要求" not in said and "张三" in said


def test_people_who_are_not_settled_are_not_called_absent(tmp_path: Path) -> None:
    path, _named = write_circular(
        tmp_path / "通报.docx",
        replace(CONDUCT, figures=Figures(10, 6, 1, 0, 3, 0, 0, 0), venues=(), faults=()),
    )
    said = words(path)
    assert "应到10人，实到6人，请假1人，缺席0人，未到3人。" in said and "处理要求" not in said
    # nor is anybody cleared
    assert "未到3人待闭会时认定" in said and "未发现" not in said


def test_what_is_typed_is_text_and_the_bytes_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = replace(
        CONDUCT, title="</w:t>&[b]\x00会", faults=(Fault("late", "<一>", "张\ud800三", "", "\x1b[2J"),)
    )
    path, _named = write_circular(tmp_path / "一.docx", odd)
    assert "关于</w:t>&[b]会会风会纪情况的通报" in words(path) and "张三" in words(path)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_circular(tmp_path / "二.docx", odd)[0].read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None


REPORT = VenueReport(
    "一镇分会场", Figures(20, 17, 2, 1, 0, 1, 1, 1), START - timedelta(minutes=10),
    (OnLeave("张三", "镇长", "病假", "县长"), OnLeave("李四", "", "公务外出", "")), "王某某", "0537-1234567",
)  # fmt: skip


def test_the_line_upward_is_as_the_upper_organ_asks() -> None:
    assert report_line(REPORT) == (
        "一镇分会场：应到20人，实到17人，请假2人（张三、镇长、病假、县长；李四、公务外出），缺席1人，替会1人；"
        "会场负责人王某某，电话0537-1234567；报送时间2026年11月24日08:50"
    )
    before = replace(REPORT, figures=Figures(20, 5, 0, 0, 15, 0, 0, 0), on_leave=(), charge="", phone="")
    assert "请假0人，未到15人，替会0人；会场负责人\u3000\u3000\u3000\u3000，电话" in report_line(before)
    assert "\n" not in report_line(replace(REPORT, venue="一镇\n分会场"))


def test_the_lines_are_a_text_file(tmp_path: Path) -> None:
    path, lines = write_report(tmp_path / "上报", [REPORT, replace(REPORT, venue="二镇分会场")])
    assert path.name == "上报.txt" and len(lines) == 2
    assert path.read_bytes().decode("utf-8-sig") == "".join(f"{line}\r\n" for line in lines)


def test_a_file_that_exists_is_kept(tmp_path: Path) -> None:
    (tmp_path / "通报.docx").write_bytes(b"old")
    (tmp_path / "上报.txt").write_bytes(b"old")
    with pytest.raises(Refused, match="不覆盖"):
        write_circular(tmp_path / "通报.docx", CONDUCT)
    with pytest.raises(Refused, match="不覆盖"):
        write_report(tmp_path / "上报.txt", [REPORT])


def test_what_was_allowed_and_refused_at_the_door_is_said(tmp_path: Path) -> None:
    kept = replace(CONDUCT, figures=replace(ALL, on_the_spot=1), turned_away=("外单位孙七",))
    text = words(write_circular(tmp_path / "通报.docx", kept)[0])
    assert "（其中替会1人，含现场批准替会1人）" in text
    assert "未列入上报名单、未准入会1人：外单位孙七。" in text
    # who took a place unapproved is absent and named apart; a second late is seen
    of_them = replace(ALL, stand_ins=1)
    late = Fault("late", "示例一镇", "张三", what="晚于开会1秒", at=START + timedelta(seconds=1))
    path = write_circular(tmp_path / "通报3.docx", replace(CONDUCT, figures=of_them, faults=(late,)))[0]
    assert "缺席6人（其中代会1人）" in words(path) and "09:00:01" in words(path)
    plain = words(write_circular(tmp_path / "通报2.docx", CONDUCT)[0])
    assert "现场批准" not in plain and "未列入上报名单" not in plain
