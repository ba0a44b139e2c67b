"""The red-headed paper, letter, draft sheet, slip and explanation as Word reads them back (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from oatui.clock import ZONE
from oatui.files.delivery_out import (
    DeliverySlip,
    LateExplanation,
    Received,
    write_delivery_slip,
    write_late_explanation,
)
from oatui.files.draft_sheet_out import DraftSheet, Signed, write_draft_sheet
from oatui.files.red_paper_out import OfficialPaper, write_red_paper
from oatui.files.title_lines import KAI, balanced, heading, mark_points
from oatui.rules.paper_text import HEADING, PARA, TABLE, Paragraph
from oatui.rules.verdict import Refused

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
TEXT = (
    Paragraph(PARA, "现将有关事项通知如下。"),
    Paragraph(HEADING, "一、拨付范围"),
    Paragraph(PARA, "（一）严格审核。各科室要逐项审核。"),
    Paragraph(TABLE, "", (("企业", "金额"), ("示例公司", "=12"))),
)
PAPER = OfficialPaper(
    office="嘉祥县商务局", head="嘉祥县商务局文件", letter=False, number="嘉商务字〔2026〕14号",
    title="嘉祥县商务局关于拨付外贸发展专项资金的通知", organs=("嘉祥县商务局",), dated=date(2026, 11, 24), at=AT,
    to=("各科室", "下属事业单位"), paragraphs=TEXT, annexes=("申报表；", "名单"), note="此件公开发布",
    cc=("县财政局", "县税务局"), print_date=date(2026, 11, 25),
)  # fmt: skip


def written(tmp_path: Path, paper: OfficialPaper = PAPER) -> Any:
    return docx.Document(str(write_red_paper(tmp_path / "红头", paper)))


def lines(document: Any) -> list[str]:
    return [line.text for line in document.paragraphs if line.text.strip()]


def everything(document: Any) -> str:
    """The text of the body, the box at the foot included."""
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def font_of(document: Any, text: str) -> tuple[str, float, str | None]:
    run = next(run for line in document.paragraphs for run in line.runs if run.text == text)
    colour = run.font.color.rgb
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt, str(colour) if colour else None


def test_a4_with_the_margins_of_the_standard(tmp_path: Path) -> None:
    section = written(tmp_path).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_head_text_and_imprint_in_their_order(tmp_path: Path) -> None:
    document = written(tmp_path)
    assert lines(document) == [
        "嘉祥县商务局文件", "嘉商务字〔2026〕14号", "嘉祥县商务局关于拨付", "外贸发展专项资金的通知",
        "各科室、下属事业单位：", "现将有关事项通知如下。", "一、拨付范围", "（一）严格审核。各科室要逐项审核。",
        "附件：1.申报表", "　　　2.名单", "嘉祥县商务局", "2026年11月24日", "（此件公开发布）",
    ]  # fmt: skip
    assert "抄送：县财政局，县税务局。" in everything(document)
    assert "嘉祥县商务局办公室" in everything(document) and "2026年11月25日印发" in everything(document)
    assert [cell.text for row in document.tables[0].rows for cell in row.cells][-1] == "=12"
    assert "签发人" not in everything(document)


def test_fonts_by_their_names(tmp_path: Path) -> None:
    document = written(tmp_path)
    assert font_of(document, "嘉祥县商务局文件") == ("方正小标宋简体", 54.0, "FF0000")
    assert font_of(document, "现将有关事项通知如下。") == ("仿宋_GB2312", 16.0, None)
    assert font_of(document, "一、拨付范围") == ("黑体", 16.0, None)
    assert font_of(document, "（一）严格审核。")[0] == KAI
    assert font_of(document, "各科室要逐项审核。")[0] == "仿宋_GB2312"


def test_an_upward_paper_names_its_signer_in_kai(tmp_path: Path) -> None:
    document = written(tmp_path, replace(PAPER, signer="孙某某", urgency="加急"))
    assert font_of(document, "孙某某")[0] == KAI
    assert lines(document)[0] == "加急" and font_of(document, "加急")[0] == "黑体"
    assert "签发人：" in everything(document)


def test_a_joint_paper_is_signed_by_every_organ_the_lead_first(tmp_path: Path) -> None:
    organs = ("嘉祥县商务局", "嘉祥县住房和城乡建设局")
    document = written(tmp_path, replace(PAPER, organs=organs))
    assert lines(document)[-4:] == [*organs, "2026年11月24日", "（此件公开发布）"]
    # each is centred over the date: the longest stands nearest to the margin
    indents = [one.paragraph_format.right_indent for one in document.paragraphs if one.text in organs]
    assert indents[0] > indents[1] >= 0


def test_page_numbers_stand_outside_and_a_letters_first_page_has_none(tmp_path: Path) -> None:
    section = written(tmp_path).sections[0]
    assert not section.different_first_page_header_footer
    for footer, place in ((section.footer, 2), (section.even_page_footer, 0)):
        line = footer.paragraphs[0]
        assert "PAGE" in line._p.xml and line.alignment == place and "— " in line.text
    (tmp_path / "红头.docx").unlink()
    letter = written(tmp_path, replace(PAPER, head="嘉祥县商务局", letter=True, number="嘉商务函〔2026〕7号"))
    section = letter.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_footer._element.xml
    assert "thinThickSmallGap" in section.first_page_footer._element.xml
    head = section.first_page_header
    assert head.paragraphs[0].text == "嘉祥县商务局" and "thickThinSmallGap" in head._element.xml
    number = next(line for line in letter.paragraphs if line.text)
    assert (number.text, number.alignment) == ("嘉商务函〔2026〕7号", 2)
    # 版记 of a letter: 抄送 alone, no 印发 line
    assert "抄送" in everything(letter) and "印发" not in everything(letter)


def test_equal_bytes_and_never_over_another_file(tmp_path: Path) -> None:
    first = write_red_paper(tmp_path / "a.docx", PAPER).read_bytes()
    assert write_red_paper(tmp_path / "b.docx", PAPER).read_bytes() == first
    with pytest.raises(Refused) as caught:
        write_red_paper(tmp_path / "a.docx", PAPER)
    assert caught.value.verdict.key == "export.taken"


@pytest.mark.parametrize("title", ["[/x]", "关于\x07测试\ud800的通知", "长" * 45, "，" * 30, "𠮷" * 21])
def test_any_title_is_printed_whole(tmp_path: Path, title: str) -> None:
    document = written(tmp_path, replace(PAPER, title=title))
    clean = title.replace("\x07", "").replace("\ud800", "")
    assert clean in "".join(lines(document))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("关于做好值班工作的通知", ["关于做好值班工作的通知"]),
        (
            "中共嘉祥县商务局党组关于举办电商博览会的请示",
            ["中共嘉祥县商务局党组", "关于举办电商博览会的请示"],
        ),
        (
            "嘉祥县商务局关于商请协助开展消费券发放工作的函",
            ["嘉祥县商务局关于商请协助", "开展消费券发放工作的函"],
        ),
        (
            "嘉祥县商务局关于拨付2026年度外贸发展专项资金的通知",
            ["嘉祥县商务局关于拨付2026年度", "外贸发展专项资金的通知"],
        ),
    ],
)
def test_a_title_is_cut_where_its_words_end(title: str, found: list[str]) -> None:
    assert balanced(title, 20) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、拨付范围", ("一、拨付范围", "黑体", "")),
        ("（二）严格审核。各科室要审核。", ("（二）严格审核。", KAI, "各科室要审核。")),
        ("1.申报企业。", ("", "", "1.申报企业。")),
        ("一、" + "长" * 50, ("", "", "一、" + "长" * 50)),
    ],
)
def test_headings_by_their_numbers(text: str, found: tuple[str, str, str]) -> None:
    assert heading(text) == found


def test_a_long_mark_still_fits_on_its_line() -> None:
    assert mark_points("嘉祥县商务局文件", 60.0) == 54.0
    assert mark_points("中共嘉祥县商务局党组文件", 60.0) == 36.0


# ---------------------------------------------------------------- the other papers


def test_the_draft_sheet_has_its_boxes_signed_or_open(tmp_path: Path) -> None:
    sheet = DraftSheet(
        "嘉祥县商务局", "关于[/x]的通知", "通知", "嘉商务字", "外贸科", "王某", AT, to=("各科室",),
        signed={"section_check": Signed("李某", AT)},
    )  # fmt: skip
    [table] = docx.Document(str(write_draft_sheet(tmp_path / "稿纸", sheet))).tables
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert cells[0] == "签发\n（主要领导）" and "李某\n2026年11月24日" in cells
    assert cells[1].startswith("\n　　　年")  # open to be signed
    assert "关于[/x]的通知" in cells and "嘉商务字〔2026〕　号" in cells and "无" in cells


def test_the_delivery_slip_has_a_line_for_each(tmp_path: Path) -> None:
    lines_ = [Received("县委办公室", "专人", "李某", AT, AT, "赵某", AT), Received("县政府办公室")]
    slip = DeliverySlip("嘉祥县商务局", "关于举办博览会的请示", "", 5, "加急", AT, lines_)
    document = docx.Document(str(write_delivery_slip(tmp_path / "签收单", slip)))
    assert document.sections[0].page_width > document.sections[0].page_height
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1][:8] == [
        "1", "县委办公室", "专人", "李某", "11月24日 09:00", "11月24日 09:00", "赵某", "11月24日 09:00",
    ]  # fmt: skip
    assert rows[2][1:5] == ["县政府办公室", "", "", ""]
    assert "不编号" in "".join(line.text for line in document.paragraphs)


def test_the_explanation_shows_its_days(tmp_path: Path) -> None:
    late = LateExplanation(
        "嘉祥县商务局", "中共嘉祥县商务局党组", "关于举办博览会的请示", "嘉商务组字〔2022〕3号", ("县委",),
        date(2022, 9, 30), date(2022, 10, 10), (date(2022, 10, 8), date(2022, 10, 9), date(2022, 10, 10)), 2,
        "等待县财政局意见。\n节后第一时间报送。", AT,
    )  # fmt: skip
    text = [
        line.text for line in docx.Document(str(write_late_explanation(tmp_path / "说明", late))).paragraphs
    ]
    assert any("间隔3个工作日（10月8日、10月9日、10月10日），超过2个工作日" in line for line in text)
    assert "等待县财政局意见。" in text and "节后第一时间报送。" in text


def test_who_was_there_stands_under_the_text(tmp_path: Path) -> None:
    """GB/T 9704, 10.3: 黑体 and 仿宋, two characters in, what goes on under the first name."""
    roll = (("出席", "、".join(["示例人"] * 20)), ("请假", "赵某"))
    document = written(tmp_path, replace(PAPER, roll=roll, to=()))
    at = lines(document).index(f"出席：{roll[0][1]}")
    assert lines(document)[at + 1] == "请假：赵某"
    form = next(line for line in document.paragraphs if line.text == "请假：赵某").paragraph_format
    assert (form.left_indent.pt, form.first_line_indent.pt) == (80, -48)
    assert font_of(document, "请假：")[:2] == ("黑体", 16) and font_of(document, "赵某")[:2] == (
        "仿宋_GB2312",
        16,
    )
