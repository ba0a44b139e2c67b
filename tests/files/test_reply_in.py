"""Replies as they come: the form that we sent, a Word table, pasted lines."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from oatui.clock import ZONE
from oatui.files.reply_in import attends, paste_reply, read_reply
from oatui.files.reply_out import Reply, write_reply_form
from oatui.rules.replies import Reported
from oatui.rules.verdict import Refused


def refused(path: Path) -> str:
    with pytest.raises(Refused) as no:
        read_reply(path)
    return no.value.verdict.key


def test_our_own_form_comes_back(tmp_path: Path) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=ZONE)
    written = write_reply_form(
        tmp_path / "回执.xlsx", Reply("商务会", at, at.replace(hour=11), "二楼", "县商务局", at)
    )
    assert refused(written.path) == "roster.nobody"
    book = openpyxl.load_workbook(written.path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "单位")
    for place, one in enumerate(
        [("示例一镇", "王　敏", "镇长", "13800000001", "参会"), ("示例一镇", "李丽", "副镇长", "", "请假"),
         ("示例一镇", "钱七", "主任", "", "替会"), ("示例一镇", "周八", "科员", "138", "")], 1
    ):  # fmt: skip
        for column, value in zip((1, 2, 5, 6, 7), one, strict=True):
            sheet.cell(head + place, column).value = value
    book.save(written.path)
    read = read_reply(written.path)
    assert read.people == [
        Reported("王敏", "示例一镇", "镇长", "13800000001"),
        Reported("李丽", "示例一镇", "副镇长", "", "no"),
        Reported("钱七", "示例一镇", "主任", "", "substitute"),
    ]
    assert [(one.row, one.verdict.key) for one in read.unread] == [(head + 4, "roster.phone_digits")]


Merge = tuple[int, int, int, int]


def word_file(path: Path, rows: list[list[str]], merge: Merge | None = None, *more: Merge) -> Path:
    document = docx.Document()
    document.add_paragraph("会议回执")
    lone = document.add_table(1, 1)
    lone.cell(0, 0).text = "附件2"
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for top, left, bottom, right in [merge, *more] if merge else []:
        table.cell(top, left).merge(table.cell(bottom, right))
    document.save(str(path))
    return path


def test_a_word_table(tmp_path: Path) -> None:
    rows = [
        ["单位", "姓名", "职务", "电话", "是否参会"],
        ["示例一镇", "王敏", "镇长", "13800000001", "是"],
        ["", "李丽", "副镇长", "", "否"],
    ]
    # the unit is one cell over both people
    read = read_reply(word_file(tmp_path / "回执.docx", rows, merge=(1, 0, 2, 0)))
    assert read.people == [
        Reported("王敏", "示例一镇", "镇长", "13800000001"),
        Reported("李丽", "示例一镇", "副镇长", "", "no"),
    ]
    assert read.unread == []


def test_word_cells_over_several_places(tmp_path: Path) -> None:
    rows = [
        ["单位", "姓名", "", "职务"],
        ["示例一镇", "王敏", "", "镇长"],
        ["示例一镇", "李丽", "", "书记"],
        ["示例一镇", "", "", "主席"],
    ]
    # a name over two columns, as Word's uneven grids have it, and one over two rows: each is one person
    path = word_file(tmp_path / "回执.docx", rows, (0, 1, 0, 2), (1, 1, 1, 2), (2, 1, 3, 2))
    read = read_reply(path)
    assert [(one.name, one.post) for one in read.people] == [("王敏", "镇长"), ("李丽", "书记")]
    assert read.unread == []


def test_a_word_title_over_the_whole_table(tmp_path: Path) -> None:
    rows = [
        ["参会回执", "", ""],
        ["姓名", "职务", "手机"],
        ["王敏", "镇长", "13800000001"],
        ["填报人：某某", "", ""],
    ]
    read = read_reply(word_file(tmp_path / "回执.docx", rows, merge=(0, 0, 0, 2)))
    assert read.people == [Reported("王敏", "", "镇长", "13800000001")]


def test_what_is_no_reply(tmp_path: Path) -> None:
    assert refused(word_file(tmp_path / "a.docx", [["时间", "地点"], ["9点", "二楼"]])) == "reply.no_table"
    whole = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "b.docx") in {"roster.cut_off", "roster.not_table", "roster.archive"}
    (tmp_path / "c.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    assert refused(tmp_path / "c.et") == "roster.wps"
    assert refused(tmp_path / "none.xlsx") == "roster.missing"


@pytest.mark.parametrize(
    ("said", "coming"),
    [("", "yes"), ("是", "yes"), ("参会", "yes"), ("√", "yes"), ("否", "no"), ("不参会", "no"), ("请 假", "no"),
     ("因病无法参加", "no"), ("×", "no"), ("替会", "substitute"), ("由他人代为参加", "substitute")],
)  # fmt: skip
def test_who_comes(said: str, coming: str) -> None:
    assert attends(said) == coming


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("示例一镇 王敏 镇长 13800000001", ("王敏", "示例一镇", "镇长", "13800000001", "yes")),
        ("1、示例一镇，王敏，党委副书记、镇长，138 0000 0001", ("王敏", "示例一镇", "党委副书记、镇长", "13800000001", "yes")),
        ("示例一镇：王敏（镇长）138-0000-0001", ("王敏", "示例一镇", "镇长", "13800000001", "yes")),
        ("示例一镇 王敏 女 汉族 镇长", ("王敏", "示例一镇", "镇长", "", "yes")),
        ("王敏（村支书）：1380000 0001", ("王敏", "", "村支书", "13800000001", "yes")),
        ("不能参会：县财政局 赵六 0537 6820000", ("赵六", "县财政局", "", "0537-6820000", "no")),
        ("（2）示例一镇\t王　敏\t镇长\t0537-6820000", ("王敏", "示例一镇", "镇长", "0537-6820000", "yes")),
        ("单位：县财政局；姓名：赵六；职务：局长；电话：13800000002。", ("赵六", "县财政局", "局长", "13800000002", "yes")),
        ("赵六 县财政局 局长", ("赵六", "县财政局", "局长", "", "yes")),
        ("县财政局 赵六 局长 请假", ("赵六", "县财政局", "局长", "", "no")),
        ("县财政局 赵六（请假）", ("赵六", "县财政局", "", "", "no")),
        ("县财政局 赵六（女） 局长（能参加）", ("赵六", "县财政局", "局长", "", "yes")),
        ("县财政局 赵六 局长 按时参会", ("赵六", "县财政局", "局长", "", "yes")),
        ("县财政局 赵六 替 王敏", ("赵六", "县财政局", "替王敏", "", "substitute")),
        ("县财政局 赵六（替王敏）", ("赵六", "县财政局", "替王敏", "", "substitute")),
        ("县财政局 赵六 党组书记、局长", ("赵六", "县财政局", "党组书记、局长", "", "yes")),
        ("王敏", ("王敏", "", "", "", "yes")),
        # a rare surname, where the form has the name
        ("示例一镇 𠮷某 镇长", ("𠮷某", "示例一镇", "镇长", "", "yes")),
    ],
)  # fmt: skip
def test_pasted_lines(line: str, person: tuple[str, ...]) -> None:
    read = paste_reply(line)
    assert (read.people, read.unread) == ([Reported(*person)], [])


def test_of_two_people_on_a_line_none_is_lost() -> None:
    read = paste_reply("县财政局：赵六、王敏\n赵六、王敏 局长")
    assert (read.people, [one.verdict.key for one in read.unread]) == ([], ["roster.name_several"] * 2)


def test_a_unit_over_its_people_and_what_is_not_understood() -> None:
    read = paste_reply(
        "示例一镇：\n王敏 镇长 13800000001\n李丽 副镇长\n\n收到，谢谢！\n以上同志参会\n县财政局 赵六 局长"
    )
    assert [(one.name, one.unit) for one in read.people] == [
        ("王敏", "示例一镇"), ("李丽", "示例一镇"), ("赵六", "县财政局"),
    ]  # fmt: skip
    assert [(one.row, one.verdict.key) for one in read.unread] == [(6, "reply.line_unread")]


@pytest.mark.parametrize(
    "line",
    [
        "县财政局 赵六 局长请假，由王敏（副局长）替会",
        "示例一镇 镇长 13800000001",
        "新来某 镇长",
        "示例一镇 新来某",
        "请查收 附件",
    ],
)
def test_a_line_without_a_clear_name(line: str) -> None:
    read = paste_reply(line)
    assert (read.people, [one.verdict.key for one in read.unread]) == ([], ["reply.line_unread"])


def test_a_pasted_table() -> None:
    read = paste_reply("序号\t姓名\t单位\t是否参会\n1\t王敏\t示例一镇\t是\n2\t李丽\t示例一镇\t否")
    assert [(one.name, one.unit, one.attends) for one in read.people] == [
        ("王敏", "示例一镇", "yes"), ("李丽", "示例一镇", "no"),
    ]  # fmt: skip


def test_nothing_pasted() -> None:
    for text, key in ((" \n ", "reply.nothing_pasted"), ("王敏\n" * 2001, "reply.too_long")):
        with pytest.raises(Refused) as no:
            paste_reply(text)
        assert no.value.verdict.key == key


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Wang Fang, Director, 13700000000", Reported("Wang Fang", "Bureau of Finance", "Director", "13700000000")),
        ("1. Zhou Fang Deputy director", Reported("Zhou Fang", "Bureau of Finance", "Deputy director", "")),
        ("Zhou Jing", Reported("Zhou Jing", "Bureau of Finance", "", "")),
        ("Chen Min on leave, ill", Reported("Chen Min", "Bureau of Finance", "", "", "no")),
        ("Wang Jing (not coming)", Reported("Wang Jing", "Bureau of Finance", "", "", "no")),
        ("Li Hua, clerk, in place of Zhou Fang", Reported("Li Hua", "Bureau of Finance", "clerk", "", "substitute")),
        ("Riverside Town, Ma Bo, Mayor, coming", Reported("Ma Bo", "Riverside Town", "Mayor", "")),
        ("Bureau of Justice Ma Bo Office director 139 1111 2222",
         Reported("Ma Bo", "Bureau of Justice", "Office director", "13911112222")),
        ("Centre for Disease Control: Li Lei", Reported("Li Lei", "Centre for Disease Control", "", "")),
        ("the list follows", None),
    ],
)  # fmt: skip
def test_a_line_in_english(line: str, found: Reported | None) -> None:
    read = paste_reply(f"Bureau of Finance:\n{line}")
    assert read.people == ([found] if found else [])
    assert [one.verdict.key for one in read.unread] == ([] if found else ["reply.line_unread"])


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("参会人员：张三，李四", "roster.name_several"),
        ("财政局 张三 13800000000，李四 13900000000", "roster.name_several"),
        ("王五：请假，李四替会", "reply.line_unread"),
        ("张三，党组成员", None),
        ("李四 替会（王五请假）", None),
    ],
)
def test_two_people_on_a_line_are_not_one(line: str, key: str | None) -> None:
    assert [one.verdict.key for one in paste_reply(line).unread] == ([key] if key else [])


def test_what_is_only_polite_is_nobody() -> None:
    read = paste_reply("Dear Sir,\nthanks a lot\nNoted.\nKind regards\nWang Fang, Bureau of Finance")
    assert [one.name for one in read.people] == ["Wang Fang"] and not read.unread
    for alone in ("收到，谢谢", "Noted"):
        (said,) = paste_reply(f"\n{alone}").unread
        assert (said.row, said.verdict.values["written"]) == (2, alone)


@pytest.mark.parametrize(
    ("line", "post", "attends"),
    [
        ("自由贸易区管委会 张三 代理主任", "代理主任", "yes"),
        ("示例一镇 张三 代镇长", "代镇长", "yes"),
        ("示例一镇 张三 代李四", "代李四", "substitute"),
    ],
)
def test_a_post_that_is_held_for_the_time_being_is_no_substitute(line: str, post: str, attends: str) -> None:
    assert [(one.post, one.attends) for one in paste_reply(line).people] == [(post, attends)]
