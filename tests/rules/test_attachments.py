"""14-4: the table of the article, and names that carry a classification."""

from __future__ import annotations

import pytest

from oatui.rules.attachments import TYPES, Attached, acceptable, judge, mark_in, mark_on, passes
from oatui.rules.verdict import Level

DOC, SHEET, PDF = Attached("通知.docx", "docx"), Attached("表.xlsx", "xlsx"), Attached("扫描.pdf", "pdf")
PHOTO = Attached("照片.jpg", "picture")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], []),
        ([DOC, Attached("二.docx", "docx")], ["all_office"]),
        ([DOC, SHEET, Attached("旧.doc", "doc"), Attached("旧.xls", "xls")], ["all_office"]),
        ([PDF], ["one_pdf"]),
        ([PDF, Attached("二.pdf", "pdf")], ["several_pdfs"]),
        ([DOC, PDF], ["mixed"]),
        ([PHOTO, PHOTO._replace(name="二.jpg")], ["picture", "picture"]),
        ([Attached("照片.docx", "archive")], ["archive"]),
        ([DOC, Attached("照片.zip", "archive")], ["archive"]),
        ([Attached("宏.docm", "macro")], ["macro"]),
        ([Attached("锁.docx", "locked")], ["locked"]),
        ([Attached("锁.pdf", "locked_pdf")], ["locked_pdf"]),
        ([Attached("空.docx", "empty")], ["empty"]),
        ([Attached("半.docx", "cut_off")], ["cut_off"]),
        ([Attached("导出.xls", "web_page")], ["web_page"]),
        ([Attached("何物.exe", "unknown")], ["unknown"]),
        # another ending than its type
        ([Attached("表.doc", "xlsx")], ["other_office"]),
        ([Attached("旧.docx", "doc")], ["other_office"]),
        ([Attached("扫描.docx", "pdf")], ["other_pdf"]),
        ([Attached("稿.docx", "text")], ["other_unnamed"]),
        # Word saves RTF as .doc
        ([Attached("旧.doc", "rtf")], ["all_office"]),
        # what the article does not name
        ([Attached("表.et", "wps")], ["wps"]),
        ([Attached("版式.ofd", "ofd"), DOC], ["ofd"]),
        ([Attached("汇报.pptx", "slides")], ["slides"]),
    ],
)
def test_the_set_is_judged(files: list[Attached], expected: list[str]) -> None:
    found = judge(files)
    assert [verdict.key.removeprefix("attachment.") for verdict in found] == expected
    assert {verdict.rule for verdict in found} <= {"14-4"}
    warned = {"mixed", "wps", "ofd", "slides"}
    right = {"one_pdf", "all_office"}
    assert [verdict.level for verdict in found] == [
        Level.WARNING if key in warned else Level.OK if key in right else Level.REFUSED for key in expected
    ]
    assert passes(found) == (not set(expected) - warned - right)
    assert all(verdict.message for verdict in found)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("★通知.docx", "★"), ("机密文件.docx", "机密"), ("绝密.pdf", "绝密"), ("秘密事项.docx", "秘密"),
        ("计算机密码管理.docx", ""), ("机密钥匙.docx", ""), ("商业秘密保护.docx", ""), ("保守国家秘密法.docx", ""),
        ("工作秘密管理办法.docx", ""), ("通知.docx", ""),
    ],
)  # fmt: skip
def test_a_classified_name_is_not_taken_in_and_not_repeated(name: str, mark: str) -> None:
    assert mark_in(name) == mark
    found = judge([Attached(name, "docx")])
    assert passes(found) == (not mark)
    if mark:
        assert found[0].key == "attachment.classified"
        assert name not in str(found[0].values) and "涉密台账" in found[0].message


@pytest.mark.parametrize(
    ("text", "mark"),
    [("机密★1年 特急", "机密★"), ("关于某事的通知（秘密）", "秘密"), ("【机密】方案", "机密"), ("★某事", "★"), ("密级：秘密", "密级：秘密"),
     ("000001\n机　密\n嘉祥县商务局文件", "机密"), ("秘密 特急\n文件", "秘密"),
     ("关于商业秘密保护的通知", ""), ("关于机密文件管理规定的通知", "")],
)  # fmt: skip
def test_a_classification_as_it_stands_on_a_paper(text: str, mark: str) -> None:
    assert mark_on(text) == mark


def test_a_mark_inside_the_file_counts_like_one_on_its_name() -> None:
    assert not passes(judge([DOC._replace(mark="机密★")]))


def test_what_may_join_is_taken_and_the_rest_is_named() -> None:
    taken, left = acceptable([PDF], [PHOTO, Attached("二.pdf", "pdf"), DOC, DOC])
    assert taken == [2]
    assert [(place, verdict.key.removeprefix("attachment.")) for place, verdict in left] == [
        (0, "picture"), (1, "several_pdfs"), (3, "same_name"),
    ]  # fmt: skip


def test_every_type_has_its_sentence() -> None:
    for key, kind in TYPES.items():
        name = f"甲{kind.endings[0]}" if kind.endings else "甲.bin"
        found = judge([Attached(name, key)])
        assert found and all(verdict.message for verdict in found)
