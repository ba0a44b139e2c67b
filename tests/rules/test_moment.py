"""Typed moments that have passed, kinds as they are typed, and the red head."""

from datetime import date, datetime

import pytest

from oatui.clock import ZONE
from oatui.rules.kinds import kind_of_title, read_kind
from oatui.rules.moment import past_day, past_moment
from oatui.rules.numbering import SERIES
from oatui.rules.paper_text import Paragraph, roll_in, without_roll
from oatui.rules.particular_entry import split_names
from oatui.rules.particulars import Consultation, Particulars, Situation
from oatui.rules.red_head import red_head
from oatui.rules.signoff import CHAIN, Signature
from oatui.rules.verdict import Refused

NOW = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("0910", "2026-11-24 09:10"),
        ("９：１０", "2026-11-24 09:10"),
        ("1120 0910", "2026-11-20 09:10"),
        ("1124 0800", "2026-11-24 08:00"),  # today, not the same day a year ago
        ("1125 0800", "2025-11-25 08:00"),  # what has passed is the last one
        ("1231 1700", "2025-12-31 17:00"),
        ("2026-11-20 0910", "2026-11-20 09:10"),
        ("11月20日 上午 9点", "2026-11-20 09:00"),
        ("昨天15:02", "2026-11-23 15:02"),
        ("昨天　15:02", "2026-11-23 15:02"),
        ("23 9点半", "2026-11-23 09:30"),
        ("24 8点", "2026-11-24 08:00"),
        ("25 8点", "2026-10-25 08:00"),
        ("周五 9点", "2026-11-20 09:00"),
        ("周二 8点", "2026-11-24 08:00"),
        ("上周五9点", "2026-11-20 09:00"),
    ],
)
def test_what_a_clerk_types(typed: str, moment: str) -> None:
    found = past_moment(typed, NOW)
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == moment
    assert found.tzinfo is ZONE


def test_nothing_typed_is_now() -> None:
    assert past_moment("  ", NOW) is None


@pytest.mark.parametrize("typed", ["昨天", "11200910", "早晨", "x", "1399 0910", "1120 2560", "0230 0900"])
def test_what_is_not_understood(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        past_moment(typed, NOW)
    assert caught.value.verdict.key == "entry.moment"


def test_the_last_such_day_goes_back_over_a_short_month() -> None:
    assert past_day("31", datetime(2026, 3, 1, tzinfo=ZONE).date()).isoformat() == "2026-01-31"
    assert past_day("29日", datetime(2027, 3, 1, tzinfo=ZONE).date()).isoformat() == "2027-01-29"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("通知", "通知"),
        (" 8 ", "通知"),
        ("15", "纪要"),
        ("1", "决议"),
        ("令", "命令"),
        ("纪", "纪要"),
        ("１１", "请示"),
        ("Report", "报告"),
        ("min", "纪要"),
        ("notice", "通知"),
        ("Communique", "公报"),
    ],
)
def test_a_kind_in_few_keys(typed: str, kind: str) -> None:
    assert read_kind(typed) == kind


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("通", "numbering.kind_several"),
        ("re", "numbering.kind_several"),
        ("请示报告", "numbering.request_report"),
        ("0", "numbering.kind_unknown"),
        ("16", "numbering.kind_unknown"),
        ("便函", "numbering.kind_unknown"),
        ("", "numbering.kind_blank"),
    ],
)
def test_no_kind(typed: str, key: str) -> None:
    with pytest.raises(Refused) as caught:
        read_kind(typed)
    assert (caught.value.verdict.rule, caught.value.verdict.key) == ("12-6", key)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于某事的通知", "通知"),
        ("关于某事的请示报告", "请示报告"),
        ("关于某事的报告 ", "报告"),
        ("嘉祥县商务局令", "命令"),
        ("局务会议纪要", "纪要"),
        ("关于某事的复函", "函"),
        ("关于某事的安排", ""),
        ("Communique  of the meeting", "公报"),
        ("Reporting on a matter", ""),
        ("", ""),
    ],
)
def test_the_kind_that_a_title_ends_in(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    ("joint", "lead", "head", "number", "organs"),
    [
        ((), "", "甲局文件", "嘉商务字〔2026〕　号", ("甲局",)),
        (("乙局", "丙局"), "", "甲局文件", "嘉商务字〔2026〕　号", ("甲局", "乙局", "丙局")),
        (("乙局", "丙局"), "甲局", "甲局文件", "嘉商务字〔2026〕　号", ("甲局", "乙局", "丙局")),
        (("乙局", "丙局"), "丙局", "丙局文件", "", ("丙局", "甲局", "乙局")),
    ],
)
def test_a_joint_paper_has_the_leads_head_and_number(
    joint: tuple[str, ...], lead: str, head: str, number: str, organs: tuple[str, ...]
) -> None:
    says = Particulars(joint=joint, joint_lead=lead)
    page = red_head("甲局", SERIES[1], None, [], 2026, Situation("通知", "bureau", "甲局", says))
    assert (page.head, page.number, page.organs) == (head, number, organs)


def test_a_joint_paper_has_the_date_of_its_last_signer() -> None:
    """GB/T 9704: 联合行文 bears the day on which the last organ's head signed; its number is of that year."""
    chief = [Signature("chief_sign", "某", datetime(2026, 12, 30, 9, tzinfo=ZONE))]
    for said, day in (
        ([("县财政局", date(2026, 12, 20))], "2026年12月30日"),
        ([("县财政局", date(2027, 1, 4)), ("县税务局", date(2026, 12, 31))], "2027年1月4日"),
        ([("县发改局", date(2027, 1, 4))], "2026年12月30日"),  # consulted, and not under the paper
        ([("县财政局", None)], "2026年12月30日"),
    ):
        says = Particulars(
            joint=("嘉祥县财政局", "嘉祥县税务局"),
            consultations=tuple(Consultation(unit, "会签", on) for unit, on in said),
        )
        page = red_head("甲局", SERIES[1], None, chief, 2027, Situation("通知", "bureau", "甲局", says))
        assert (page.date, page.number) == (day, f"嘉商务字〔{day[:4]}〕　号")


def test_minutes_have_a_head_of_their_own() -> None:
    heads = [
        red_head("甲局", series, None, [], 2026, Situation("纪要", series.kind, "甲局", Particulars())).head
        for series in SERIES
    ]
    assert heads == ["中共甲局党组会议纪要", "甲局会议纪要", "甲局"]


def test_minutes_say_who_was_there() -> None:
    """As it was filled in, else as the text says; the lines of the text print once (GB/T 9704, 10.3)."""
    said = ("会议研究了年底工作。", "出席：周　某　李某某", "列席人员：马某、孙某（市场科）。", "请假：")
    text = [Paragraph("para", line) for line in said]
    for excused, filled in (((), False), (("赵某（出差）",), True)):
        says = Particulars(present=("王某",) if filled else (), excused=excused)
        page = red_head("甲局", SERIES[1], None, [], 2026, Situation("纪要", "bureau", "甲局", says), text)
        came = [("出席", "王某"), ("请假", "赵某（出差）")] if filled else [("出席", "周某、李某某")]
        assert page.roll == (*came, ("列席", "马某、孙某（市场科）"))
        assert page.text == ("会议研究了年底工作。", "请假：")
    notice = Situation("通知", "bureau", "甲局", Particulars())
    page = red_head("甲局", SERIES[1], None, [], 2026, notice, text)
    assert page.roll == () and page.text == said


@pytest.mark.parametrize(
    ("said", "roll"),
    [
        (("出席单位：县财政局", "出席人员：张某、李某"), {"present": ["县财政局", "张某", "李某"]}),
        (("出席：张某（主持）；列席：王某。",), {"present": ["张某（主持）"], "observers": ["王某"]}),
        (("请假：赵某（出差，由李某代）、钱某",), {"excused": ["赵某（出差，由李某代）", "钱某"]}),
        (("出席人员：要求提前15分钟到会，不得迟到。",), {}),
        (("出席：局长张某。会议强调，抓好落实。",), {}),
        (("会议由张某主持。出席：李某",), {}),
        (
            ("Present: Li Fang, Gao Feng.", "On leave: Sun Jie (ill)"),
            {"present": ["Li Fang", "Gao Feng"], "excused": ["Sun Jie (ill)"]},
        ),
        (("Present: all who were asked, and more",), {}),
    ],
)
def test_what_reads_as_a_roll(said: tuple[str, ...], roll: dict[str, list[str]]) -> None:
    """Two lines of one word are one; a sentence that begins with the word stays in the text."""
    text = [Paragraph("para", line) for line in said]
    assert roll_in(text) == roll
    assert all(list(split_names("、".join(names))) == names for names in roll.values())
    assert without_roll(text) == ([] if roll else text)


def test_a_table_keeps_its_rows() -> None:
    text = [Paragraph("para", "如下。"), Paragraph("table", "", (("品种", "库存"), ("猪肉", "300")))]
    page = red_head("甲局", SERIES[1], None, [], 2026, text=text)
    assert page.text == ("如下。", "品种\t库存\t", "猪肉\t300\t")


def test_the_head_has_gaps_until_they_are_filled() -> None:
    party, bureau, letter = SERIES
    signed = [Signature(step, "某", datetime(2025, 12, 5, 9, tzinfo=ZONE)) for step in CHAIN]
    head = red_head("嘉祥县商务局", bureau, None, signed[:4], 2026)
    assert (head.head, head.number, head.date) == (
        "嘉祥县商务局文件",
        "嘉商务字〔2026〕　号",
        "　　年　月　日",
    )
    # the year is that of the chief's signature, month and day are not padded
    head = red_head("嘉祥县商务局", bureau, None, signed, 2026)
    assert (head.number, head.date) == ("嘉商务字〔2025〕　号", "2025年12月5日")
    assert (
        red_head("嘉祥县商务局", bureau, "嘉商务字〔2025〕3号", signed, 2026).number == "嘉商务字〔2025〕3号"
    )
    head = red_head("嘉祥县商务局", party, None, [], 2026)
    assert (head.head, head.organ) == ("中共嘉祥县商务局党组文件", "中共嘉祥县商务局党组")
    head = red_head("嘉祥县商务局", letter, None, [], 2026)
    assert (head.head, head.letter, head.organ) == ("嘉祥县商务局", True, "嘉祥县商务局")
