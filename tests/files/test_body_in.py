"""The text of a paper from its Word file: what each paragraph is, Word's own numbers, and every other file named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from oatui.files.body_in import read_body
from oatui.files.word_numbers import chinese
from oatui.rules.paper_text import (
    characters,
    is_marked_secret,
    main_text,
    of_kind,
)
from oatui.rules.verdict import Refused

NOTICE = (
    "嘉祥县商务局文件", "嘉商务字〔2022〕14号", "关于印发《嘉祥县商务局机关办公工作规则》的通知", "各科室、下属事业单位：",
    "现将《规则》印发给你们，请结合实际贯彻执行。", "一、总体要求", "坚持 从严。", "附件：1．工作规则", "2．分工表",
    "嘉祥县商务局", "2022年9月30日", "（此件公开发布）", "嘉祥县商务局机关办公工作规则", "一、五个坚持",
)  # fmt: skip


def word(path: Path, lines: Sequence[str], table: Sequence[Sequence[str]] = ()) -> Path:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                made.cell(row, column).text = text
    document.save(str(path))
    return path


def test_the_parts_of_a_paper(tmp_path: Path) -> None:
    read = read_body(word(tmp_path / "稿.docx", NOTICE, [("项目", "金额"), ("展会", "20万元")]))
    assert [one.kind for one in read.paragraphs] == [
        "title", "to", "para", "heading", "para", "annex", "annex", "closing", "closing", "note", "para", "heading",
        "table",
    ]  # fmt: skip
    assert of_kind(read.paragraphs, "title") == [NOTICE[2]]
    assert of_kind(read.paragraphs, "to") == ["各科室、下属事业单位"]
    assert of_kind(read.paragraphs, "annex") == ["工作规则", "分工表"]
    assert [one.text for one in main_text(read.paragraphs)] == list(NOTICE[4:7])
    assert [one.plain for one in read.paragraphs[-3:]] == [*NOTICE[12:], "项目 金额 展会 20万元"]
    # without spaces, with its signs; what stands behind the date is an annex
    assert characters(read.paragraphs) == sum(len("".join(line.split())) for line in NOTICE[4:7])
    assert (read.file, len(read.sha256), read.revised) == ("稿.docx", 64, False)


def test_annexes_of_an_english_draft_need_no_date_below_them(tmp_path: Path) -> None:
    lines = (
        "Notice on checks",
        "All towns:",
        "Please check.",
        "Annexes: 1. Checklist of premises",
        "2. Findings",
    )
    read = read_body(word(tmp_path / "draft.docx", lines))
    assert of_kind(read.paragraphs, "annex") == ["Checklist of premises", "Findings"]
    assert [one.text for one in main_text(read.paragraphs)] == ["Please check."]


@pytest.mark.parametrize(
    ("lines", "title", "main"),
    [
        (["关于某事的", "通知", "各科室：", "正文。"], ["关于某事的", "通知"], ["正文。"]),
        (["现将情况报告如下。", "一、情况"], [], ["现将情况报告如下。", "一、情况"]),
        (["各科室：", "请执行本通知。"], [], ["请执行本通知。"]),
        (
            ["关于[/x]的函", "县统计局：", "来函收悉。", "嘉祥县商务局", "2026年11月24日"],
            ["关于[/x]的函"],
            ["来函收悉。"],
        ),
        (["关于[/x]的函", "来函收悉。", "嘉祥县商务局", "2026年11月　日"], ["关于[/x]的函"], ["来函收悉。"]),
        (["关于[/x]的函", "来函收悉。", "嘉祥县商务局", "　年　月　日"], ["关于[/x]的函"], ["来函收悉。"]),
        # a last sentence without its stop is no signature, and a note above the date is none either
        (
            [
                "关于[/x]的请示",
                "县政府：",
                "拟办某事。",
                "妥否，请批示",
                "特此请示",
                "（联系人：王某，电话：0537-6820001）",
                "嘉祥县商务局",
                "2026年11月24日",
            ],
            ["关于[/x]的请示"],
            ["拟办某事。", "妥否，请批示", "特此请示"],
        ),
        (
            ["Report on the work of commerce", "County government:", "It went well.", "It goes on."],
            ["Report on the work of commerce"],
            ["It went well.", "It goes on."],
        ),
        (["会议于2026年11月20日召开。", "形成纪要。"], [], ["会议于2026年11月20日召开。", "形成纪要。"]),
    ],
)
def test_a_draft_with_less(tmp_path: Path, lines: list[str], title: list[str], main: list[str]) -> None:
    read = read_body(word(tmp_path / "稿.docx", lines))
    assert of_kind(read.paragraphs, "title") == title
    assert [one.text for one in main_text(read.paragraphs)] == main
    assert of_kind(read.paragraphs, "note") == [one for one in lines if one.startswith("（联系人")]


def test_words_own_numbers_are_text(tmp_path: Path) -> None:
    """Word draws the numbers of a list and keeps them out of the text."""
    from docx import Document

    document = Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    document.add_paragraph("丁", style="List Number")
    document.save(str(tmp_path / "稿.docx"))
    read = read_body(tmp_path / "稿.docx")
    assert [one.text for one in read.paragraphs] == ["1.甲", "2.乙", "丙", "3.丁"]


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (105, "一百〇五"), (110, "一百一十")],
)
def test_chinese_numbers(n: int, text: str) -> None:
    assert chinese(n) == text


def test_tracked_changes_are_said(tmp_path: Path) -> None:
    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    paragraph = document.add_paragraph("拟拨付")
    put_in = OxmlElement("w:ins")
    put_in.append(paragraph.add_run("20万元")._r)
    paragraph._p.append(put_in)
    document.save(str(tmp_path / "稿.docx"))
    read = read_body(tmp_path / "稿.docx")
    assert (read.paragraphs[0].text, read.revised) == ("拟拨付20万元", True)


_BOX = "<w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("inside", "text", "revised"),
    [
        (
            "<w:moveFrom w:id='1' w:author='甲'><w:r><w:t>移走的话。</w:t></w:r></w:moveFrom><w:r><w:t>留下的。</w:t></w:r>",
            "留下的。", True,
        ),
        ("<w:moveTo w:id='2' w:author='甲'><w:r><w:t>移来的话。</w:t></w:r></w:moveTo>", "移来的话。", True),
        # Word writes a text box twice: for itself, and for programs before 2010
        (
            f"<w:r><m:AlternateContent><m:Choice Requires='wps'><w:drawing>{_BOX}</w:drawing></m:Choice>"
            f"<m:Fallback><w:pict>{_BOX}</w:pict></m:Fallback></m:AlternateContent></w:r>",
            "框里的话。", False,
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_file_twice_is_read_once(
    tmp_path: Path, inside: str, text: str, revised: bool
) -> None:
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    names = (
        "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
        "xmlns:m='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    )
    document.element.body.insert(0, parse_xml(f"<w:p {names}>{inside}</w:p>"))
    document.save(str(tmp_path / "稿.docx"))
    read = read_body(tmp_path / "稿.docx")
    assert ([one.text for one in read.paragraphs], read.revised) == ([text], revised)


def test_every_other_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    (tmp_path / "图.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "半.docx").write_bytes(word(tmp_path / "全.docx", NOTICE).read_bytes()[:-200])
    with ZipFile(tmp_path / "包.docx", "w") as archive:
        archive.writestr("a.txt", "x")
    for name, words in [
        ("没有.docx", "找不到"), ("空.docx", "空文件"), ("图.docx", "不是 Word 文件"), ("半.docx", "不完整"),
        ("包.docx", "不是 Word 文件"), (".", "文件夹"),
    ]:  # fmt: skip
        with pytest.raises(Refused) as caught:
            read_body(tmp_path / name)
        assert words in str(caught.value), name


def test_a_mark_of_secrecy_is_seen() -> None:
    assert is_marked_secret(["机密★1年"])
    assert is_marked_secret(["密级：秘密"])
    assert all(
        is_marked_secret(["嘉祥县商务局文件", line]) for line in ("机　密", "000001 秘密 特急", "绝密")
    )
    assert not is_marked_secret(["保守国家秘密、商业秘密，改了密码"])
