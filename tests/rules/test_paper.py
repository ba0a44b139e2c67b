"""What a paper must show before it is signed and numbered: pass and fail for each rule (arts 6, 8, 10, 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from oatui.clock import ZONE
from oatui.rules.paper import Paper, before_number, before_signing
from oatui.rules.paper_text import PARA, TITLE, TO, Paragraph
from oatui.rules.particulars import Consultation, Particulars
from oatui.rules.red_head import read_note
from oatui.rules.signoff import CHAIN, Signature
from oatui.rules.verdict import Level

OFFICE = "嘉祥县商务局"
DAY = date(2022, 10, 8)
GOOD = Particulars(
    to=("县政府",), need="落实资金", matters=1, approval="meeting", approved_on=date(2022, 9, 28), contact="王某",
    phone="0537-6XXXXXX",
)  # fmt: skip
Found = tuple[str | None, Level]
NO, WARN, NOTE = Level.REFUSED, Level.WARNING, Level.NOTE


def signed(day: date = DAY, chief: str = "孙某") -> tuple[Signature, ...]:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    return tuple(Signature(step, chief, at) for step in CHAIN)


def paper(kind: str = "请示", says: Particulars | None = None, **facts: Any) -> Paper:
    """A good paper of a kind with its text, and whatever is to be otherwise."""
    given: dict[str, Any] = {
        "title": f"关于某事的{kind}", "series": "嘉商务字", "series_kind": "bureau", "drafted_by": "王某", "drafted_on": DAY,
        "signatures": signed(), "text": (Paragraph(PARA, "现将有关情况报告如下。"),), "characters": 12,
    }  # fmt: skip
    return Paper(kind=kind, office=OFFICE, says=GOOD if says is None else says, **(given | facts))


def found(one: Paper) -> list[Found]:
    return [(verdict.rule, verdict.level) for verdict in before_number(one) if verdict.level is not Level.OK]


def test_minutes_name_who_was_there() -> None:
    blank = Particulars(need="议定事项")
    assert found(paper("纪要", blank)) == [("12-6", WARN)]
    assert found(paper("纪要", replace(blank, present=("王某",)))) == []
    twice = replace(blank, present=("王某", "李某"), excused=("李某（出差）",))
    assert [one.values["names"] for one in before_number(paper("纪要", twice))] == [["李某"]]
    assert found(paper("纪要", blank, text=(Paragraph(PARA, "出席：王某"),))) == []


def test_a_paper_that_keeps_every_rule() -> None:
    assert found(paper()) == []
    assert found(paper("报告", replace(GOOD, matters=None))) == []
    assert found(paper("通知", Particulars(to=("各科室、下属事业单位",), need="安排值班"))) == []


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        # 6-4: exactly one main recipient for what goes up
        ({"to": ()}, [("6-4", NO)]),
        ({"to": ("县政府",)}, []),
        ({"to": ("县政府", "市商务局")}, [("6-4", NO)]),
        ({"to": ("县委县政府",), "side": "party"}, [("6-4", NO), ("6-6", WARN)]),
        # 6-2: one matter
        ({"matters": None}, [("6-2", NO)]),
        ({"matters": 1}, []),
        ({"matters": 2}, [("6-2", NO)]),
        # 6-5: each unit ticked has its answer and its day
        ({"consultations": (Consultation("县财政局", "同意", DAY),)}, []),
        ({"consultations": (Consultation("县财政局"),)}, [("6-5", NO)]),
        ({"consultations": (Consultation("县财政局", "同意"),)}, [("6-5", NO)]),
        ({"consultations": (Consultation("县财政局", "", DAY),)}, [("6-5", NO)]),
        ({"consultations": (Consultation("县财政局", "不同意", DAY),)}, [("6-5", WARN)]),
        ({"consultations": (Consultation("Bureau of Finance", "disagrees", DAY),)}, [("6-5", WARN)]),
        # a joint paper: each unit has countersigned, and the lead is one of them
        ({"joint": ("县财政局",)}, [("6-5", NO)]),
        ({"joint": ("嘉祥县财政局",), "consultations": (Consultation("县财政局", "会签", DAY),)}, []),
        (
            {
                "joint": ("县财政局",), "joint_lead": "财政局",
                "consultations": (Consultation("县财政局", "会签", DAY),),
            },
            [("12-1", NO)],
        ),
        # 6-6: 党→县委, 政→县政府; what is not said follows the series
        ({"to": ("县委",), "side": "party"}, []),
        ({"to": ("县政府",), "side": "party"}, [("6-6", WARN)]),
        ({"to": ("县委",), "side": "government"}, [("6-6", WARN)]),
        ({"to": ("县委办公室",)}, [("6-6", WARN)]),
        # 6-7: copies go to an office
        ({"cc": ("县人大办公室",)}, []),
        ({"cc": ("张县长",)}, [("6-7", NOTE)]),
        # 8-1: how it was approved
        ({"approval": ""}, [("8-1", NO)]),
        ({"approval": "meeting", "approved_on": None}, [("8-1", NO)]),
        ({"approval": "circulated"}, [("8-1", NO)]),
        ({"approval": "circulated", "approvers": ("张某", "孙某")}, []),
        ({"approved_on": DAY}, []),
        ({"approved_on": DAY + timedelta(days=1)}, [("8-1", NO)]),
        ({"to": ("市商务局",), "approval": ""}, []),  # article 8 speaks of the county
        # 8-4: contact person and telephone
        ({"contact": ""}, [("8-4", NO)]),
        ({"phone": ""}, [("8-4", NO)]),
        # 8-6: the text that is asked about stands in the body
        ({"manuscript": "body"}, []),
        ({"manuscript": "annex"}, [("8-6", NO)]),
        ({"manuscript": "body", "annexes": ("讲话稿",)}, [("8-6", NO)]),
        ({"annexes": ("讲话稿",)}, []),
        # 8-14: the lead unit of a matter across fields
        ({"cross": True, "lead": "县商务局"}, []),
        ({"cross": True}, [("8-14", WARN)]),
        # 10-1: why it must be issued
        ({"need": ""}, [("10-1", WARN)]),
    ],
)  # fmt: skip
def test_a_request(changes: dict[str, Any], rules: list[Found]) -> None:
    assert found(paper(says=replace(GOOD, **changes))) == rules


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("特此报告。", False),
        ("妥否，请批示。", True),
        ("请县政府批准经费20万元。", True),
        ("恳请给予支持。", True),
        ("请求县政府拨付专项资金。", True),
        ("项目已报请批准，年底前完成。", False),  # it tells what was done
        ("按照《关于请批准经费的请示》要求，已全部落实。", False),  # another paper's title
        ("恳请批评指正。", False),
    ],
)
def test_a_report_asks_for_nothing(words: str, asks: bool) -> None:
    """6-3."""
    report = paper("报告", replace(GOOD, matters=None), text=(Paragraph(PARA, words),))
    assert found(report) == ([("6-3", NO)] if asks else [])
    table = (Paragraph("table", "", (("事项", words),)),)
    assert (("6-3", NO) in found(replace(report, text=table))) is asks
    # a request may
    assert ("6-3", NO) not in found(paper(text=(Paragraph(PARA, words),)))


@pytest.mark.parametrize(
    ("kind", "characters", "level"),
    [
        ("special", 3000, Level.OK),
        ("special", 3001, WARN),
        ("", 3001, WARN),  # not said: the shorter limit
        ("general", 5000, Level.OK),
        ("general", 5001, WARN),
        ("special", 0, Level.OK),
    ],
)
def test_how_long_a_report_is(kind: str, characters: int, level: Level) -> None:
    """8-17: the count is shown either way."""
    report = paper("报告", replace(GOOD, report_kind=kind), characters=characters)
    [said] = [one for one in before_number(report) if one.rule == "8-17"]
    assert (said.level, said.values["n"]) == (level, characters)


def test_a_text_that_was_not_read_is_said() -> None:
    assert found(paper(text=None)) == [("12-6", WARN)]
    assert found(paper("报告", text=None)) == [("6-3", WARN)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ([Paragraph(TITLE, "关于某事的请示"), Paragraph(TO, "县政府")], []),
        ([Paragraph(TITLE, "关于另一事的请示")], [("12-6", WARN)]),
        ([Paragraph(TO, "县委")], [("12-6", WARN)]),
    ],
)
def test_the_word_file_is_the_same_paper(text: list[Paragraph], rules: list[Found]) -> None:
    assert found(paper(text=text)) == rules


@pytest.mark.parametrize(
    ("kind", "to", "permitted", "rules"),
    [
        ("通知", "各科室、下属事业单位", "", []),
        ("通知", "各镇街", "", [("12-6", WARN)]),
        ("通知", "卧龙山街道办事处", "", [("12-6", WARN)]),
        ("通知", "县财政局", "", [("12-6", WARN)]),
        ("通知", "县直各部门", "", [("12-6", WARN)]),
        ("通知", "各镇街", "县政府 10月8日", [("12-6", NOTE)]),
        ("函", "县财政局", "", []),
        ("通知", "嘉祥县人民政府", "", [("12-6", WARN)]),
        ("请示", "县财政局", "", [("12-6", WARN)]),
        ("通知", "张县长", "", [("12-6", WARN)]),
        ("通知", "", "", [("12-6", WARN)]),
        ("公告", "", "", []),
    ],
)
def test_whom_a_kind_is_for(kind: str, to: str, permitted: str, rules: list[Found]) -> None:
    """A 通知 to 镇街 or a peer bureau is a 函, or has the county's consent."""
    says = replace(GOOD, to=(to,) if to else (), permitted=permitted)
    assert found(paper(kind, says)) == rules


def test_how_many_the_series_has_given_is_shown() -> None:
    """10-1."""
    [said] = [
        one for one in before_number(paper(says=replace(GOOD, need=""), issued=31)) if one.rule == "10-1"
    ]
    assert said.values == {"series": "嘉商务字", "n": 31} and "31" in said.message
    letter = paper("函", replace(GOOD, need=""), series="", series_kind="letter", issued=7)
    [said] = [one for one in before_number(letter) if one.rule == "10-1"]
    assert (said.level, said.message.count("不编号的便函今年已有 7 件")) == (WARN, 1)


def test_asked_before_is_said() -> None:
    """8-14."""
    assert found(paper(earlier=("嘉商务字〔2022〕3号",))) == [("8-14", WARN)]
    assert found(paper("报告", earlier=("嘉商务字〔2022〕3号",))) == []


@pytest.mark.parametrize(
    ("kind", "to", "chiefs", "chief", "refused"),
    [
        ("请示", "县政府", ("孙某",), "孙某", False),
        ("请示", "县政府", ("孙某",), "孙 某", False),
        ("请示", "县政府", ("孙某",), "张某", True),
        ("报告", "县委", ("孙某", "周某"), "周某", False),
        ("请示", "县政府", (), "张某", False),  # the office named nobody
        ("请示", "市商务局", ("孙某",), "张某", False),
        ("通知", "各科室", ("孙某",), "张某", False),
    ],
)
def test_who_signs(kind: str, to: str, chiefs: tuple[str, ...], chief: str, refused: bool) -> None:
    """8-2: at the signature itself, and again at the number."""
    one = paper(kind, replace(GOOD, to=(to,)), chiefs=chiefs)
    assert [verdict.rule for verdict in before_signing(one, chief)] == (["8-2"] if refused else [])
    again = replace(one, signatures=signed(chief=chief))
    assert (("8-2", NO) in found(again)) is refused


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        ({"consultations": (Consultation("县财政局"),)}, ["6-5"]),
        ({"approval": ""}, ["8-1"]),
        ({"contact": "", "matters": 2}, []),  # these wait for the number
    ],
)
def test_what_the_chiefs_signature_waits_for(changes: dict[str, Any], rules: list[str]) -> None:
    waits = before_signing(paper(says=replace(GOOD, **changes), signatures=signed()[:4]), "孙某")
    assert [verdict.rule for verdict in waits] == rules


@pytest.mark.parametrize(
    ("day", "judged"), [(date(2022, 9, 29), False), (date(2022, 9, 30), True), (date(2022, 10, 1), True)]
)
def test_papers_from_before_the_rules_are_not_judged(day: date, judged: bool) -> None:
    """0-1: by the date of the document, which is the chief's signature."""
    bad = paper(says=Particulars(), signatures=signed(day), drafted_on=date(2022, 1, 1))
    assert (("6-4", NO) in found(bad)) is judged
    assert judged or found(bad) == [("0-1", NOTE)]
    assert bool(before_signing(replace(bad, says=replace(GOOD, approval="")), "孙某")) is judged


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"matters": None}, "6-2", "还没有填请示事项数"),
        ({"matters": 2}, "6-2", "请示了 2 件事"),
        ({"to": ("县政府",), "side": "party"}, "6-6", "主报县委，现主送 县政府"),
        ({"to": ("县委",)}, "6-6", "主报县政府，现主送 县委"),
        ({"to": ("县政府", "市商务局")}, "6-4", "县政府、市商务局"),
        ({"consultations": (Consultation("县财政局"),)}, "6-5", "县财政局"),
    ],
)
def test_the_sentence_says_what_is_wrong(changes: dict[str, Any], rule: str, words: str) -> None:
    [said] = [one.message for one in before_number(paper(says=replace(GOOD, **changes))) if one.rule == rule]
    assert words in said


def test_attachments_are_named_on_the_paper() -> None:
    assert found(paper(attachments=("预算表.xlsx",))) == [("12-6", WARN)]
    assert found(paper(says=replace(GOOD, annexes=("预算表",)), attachments=("预算表.xlsx",))) == []
    # as many files as the paper names, or none where they are printed elsewhere
    said = replace(GOOD, annexes=("预算表", "方案"))
    assert found(paper(says=said, attachments=("预算表.xlsx",))) == [("12-6", WARN)]
    assert found(paper(says=said)) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("（此件公开发布）", {"disclosure": "public"}),
        ("(Contact: Wang Fang, 13900000000)", {"contact": "Wang Fang", "phone": "13900000000"}),
        ("(Contact person: Wang Fang; phone: 0537-681234)", {"contact": "Wang Fang", "phone": "0537-681234"}),
        ("(Contact: Wang Fang)", {"contact": "Wang Fang"}),
        ("（联系人：王某，联系电话：0537-6512345）", {"contact": "王某", "phone": "0537-6512345"}),
        ("（联系人:王某　电话:6512345）", {"contact": "王某", "phone": "6512345"}),
        ("（此件依申请公开）", {}),
        ("", {}),
        ("（联系人及电话：李某 0537-6820001）", {"contact": "李某", "phone": "0537-6820001"}),
    ],
)
def test_the_note_under_the_date_is_read(text: str, says: dict[str, str]) -> None:
    assert read_note(text) == says


def test_the_date_of_a_paper_is_the_chiefs() -> None:
    earlier = signed(date(2022, 9, 20), "李某")[:4]
    one = paper(signatures=(*earlier, signed()[4]), chiefs=("孙某",))
    assert (one.dated, found(one)) == (DAY, [])
    assert replace(one, signatures=earlier).dated is None
    # only what goes up has a side
    assert found(paper("通知", replace(GOOD, to=("各科室",), side="party"))) == []
