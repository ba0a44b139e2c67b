"""The demo's papers: at every stage of the chain and after it, void, reserved, refused; what came in, and what is owed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from oatui.demo.earlier import START, Earlier
from oatui.rules.paper_text import HEADING, PARA, TITLE, TO, Paragraph
from oatui.rules.particulars import Consultation, Particulars
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar
from oatui.store import (
    deliveries,
    documents,
    incoming,
    incoming_course,
    incoming_matters,
    incoming_passing,
    issuing,
    matters,
    number_book,
    number_lines,
    numbers,
    paper_bodies,
    publication,
)
from oatui.store.database import Store

SIGNERS = ("示例科长", "示例主任", "示例副局长", "示例局长")
GOVERNMENT = "示例县人民政府"


def furnish(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """Papers that go out, papers that came in, and the list of article 7."""
    _out(store, hand, calendar)
    _reports(store, hand)
    _in(store, hand, calendar)
    _matters(store, hand)


def _drafted(
    store: Store,
    hand: Earlier,
    title: str,
    kind: str,
    series: str,
    section: str,
    signed: int,
    says: Particulars,
) -> int:
    paper = documents.draft(store, title, kind, series, section, "示例经办人", says=says)
    text = [
        Paragraph(TITLE, title),
        *([Paragraph(TO, f"{'、'.join(says.to)}：")] if says.to else []),
        Paragraph(PARA, "根据年度工作安排，现就有关事项说明如下。"),
        Paragraph(HEADING, "一、工作要求"),
        Paragraph(PARA, "请各单位按职责分工抓好落实，遇到问题及时与我局联系。"),
    ]
    paper_bodies.set_body(store, paper.id, text, f"{title}.docx", f"{paper.id:064x}")
    for signer in SIGNERS[:signed]:
        hand.moment += timedelta(minutes=30)
        documents.sign(store, paper.id, signer)
    hand.moment += timedelta(minutes=10)
    return paper.id


def _out(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """From a sent letter to a new draft; one number void, one reserved, one asked for too early."""
    hand.moment = START - timedelta(days=5)
    towns = Particulars(to=("各科室", "下属事业单位"), need="部署年底前重点工作", disclosure="public")
    sent = _drafted(store, hand, "关于拨付外贸发展资金的通知", "通知", "嘉商务字", "外贸科", 4, towns)
    numbers.give_number(store, sent)
    issuing.print_out(store, sent, 20, hand.moment.date(), by="刘某某")
    issuing.seal(store, sent, "示例主任", handler="刘某某", approver="示例局长")
    hand.moment += timedelta(hours=1)
    deliveries.send(
        store, sent, ["各科室", "下属事业单位"], "刘某某", calendar=calendar, signed_by="示例科员"
    )
    issuing.file(store, sent, ["draft", "instructions", "sealed_copy"], "刘某某")
    issuing.close(store, sent, "刘某某")
    publication.open_for(store, sent, calendar)

    hand.moment = START - timedelta(days=4)
    letter = Particulars(to=("示例县财政局",), need="商请会同发放消费券")
    sealed = _drafted(store, hand, "关于商请支持消费券发放工作的函", "函", "嘉商务函", "市场科", 4, letter)
    numbers.give_number(store, sealed)
    issuing.print_out(store, sealed, 5, hand.moment.date(), by="刘某某")

    mistaken = _drafted(store, hand, "关于印发值班安排的通知", "通知", "嘉商务字", "办公室", 4, towns)
    numbers.give_number(store, mistaken)
    if line := number_lines.of_document(store, mistaken):
        number_book.void(store, line.id, "与上月通知重复，不再印发", "示例主任")
    number_book.reserve(store, "嘉商务字", "全县商务工作会议纪要", "示例主任", expires=date(2026, 12, 31))

    hand.moment = START - timedelta(days=4) + timedelta(hours=5)
    party = Particulars(to=("各党支部",), need="落实年度学习计划")
    _drafted(store, hand, "关于加强党组理论学习的通知", "通知", "嘉商务组字", "办公室", 4, party)
    early = _drafted(store, hand, "关于举办电商培训班的通知", "通知", "嘉商务字", "电商科", 3, towns)
    with suppress(Refused):  # the office asks too early: refused by 先核后签, and nothing is given
        numbers.give_number(store, early)
    to_towns = Particulars(to=("示例一镇人民政府", "示例二镇人民政府"), need="部署安全检查")
    _drafted(store, hand, "关于开展安全生产检查的通知", "通知", "嘉商务字", "市场科", 0, to_towns)


def _reports(store: Store, hand: Earlier) -> None:
    """A 请示 that lacks a name under its money table, and one that waits for another bureau's word."""
    hand.moment = START - timedelta(days=1) + timedelta(minutes=20)
    request = Particulars(
        to=(GOVERNMENT,), need="申请年度促消费资金", matters=1, approval="meeting", approved_on=date(2026, 11, 20),
        contact="刘某某", phone="0537-6000000", answer_by=date(2026, 12, 10), money=True, money_maker="示例会计",
        money_checker="示例科长",
    )  # fmt: skip
    _drafted(store, hand, "关于拨付促消费活动资金的请示", "请示", "嘉商务字", "综合科", 2, request)
    report = Particulars(
        to=(GOVERNMENT,), need="报告三季度商贸流通情况", contact="刘某某", phone="0537-6000000", report_kind="special",
        consultations=(Consultation("示例县财政局"),),
    )  # fmt: skip
    _drafted(store, hand, "关于商贸流通统计工作的报告", "报告", "嘉商务字", "综合科", 3, report)


def _in(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """Urgent since yesterday, a supervision item due today and not collected, one overdue, one ended."""
    hand.moment = START - timedelta(days=8)
    ended = incoming.register_paper(
        store, "示例县统计局", "关于报送商贸数据的函", number="示统函〔2026〕18号"
    )
    incoming_passing.direct(
        store, ended.paper.id, instruction="请综合科办理", instructed_by="示例局长", handler="综合科 李某"
    )
    hand.moment += timedelta(days=1)
    incoming_course.end(store, ended.paper.id, "已报送数据")
    late = incoming.register_paper(
        store,
        "示例县发改局",
        "关于征求项目清单意见的通知",
        number="示发改〔2026〕60号",
        due=((START - timedelta(days=1)).date(), None),
    )
    incoming_passing.direct(
        store, late.paper.id, handler="外贸科 王某", instruction="请提出意见", instructed_by="示例副局长"
    )
    hand.moment = START - timedelta(days=1)
    incoming_course.chase(store, late.paper.id, "外贸科 王某", "今天下班前报意见")
    hand.moment = START - timedelta(days=7)
    item = incoming.register_paper(
        store, "示例县委督查室", "关于消费券发放情况的督查通知", number="示督字〔2026〕45号", urgency="urgent"
    )
    incoming_matters.become(store, item.paper.id, "supervision", calendar, channel="collect")
    hand.moment = START - timedelta(days=1, hours=-7)
    incoming.register_paper(
        store,
        "示例县委办公室",
        "关于召开全县重点项目调度会的通知",
        number="示办发电〔2026〕32号",
        urgency="extra",
    )


def _matters(store: Store, hand: Earlier) -> None:
    hand.moment = START - timedelta(days=100)
    matters.add(store, "举办示例县消费论坛", "6", "年度工作计划", "示例副局长")
    matters.add(store, "直播带货活动中的宣传把关", "9", "意识形态工作责任制", "示例主任")
    matters.review(store, "示例局长", hand.moment.date(), "党组会研究")
