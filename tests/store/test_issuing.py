"""What is kept of a paper after its number: order, the seal register, three items, deliveries, what waits (art. 12)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from oatui.files.calendar_in import built_in
from oatui.rules.verdict import Level, Verdict
from oatui.store import (
    deliveries,
    documents,
    earlier_names,
    issuing,
    issuing_waits,
    numbers,
    paper_facts,
    paper_particulars,
    seal_register,
    settings,
)
from oatui.store.database import Store
from oatui.store.documents import Document
from tests.conftest import FixedClock
from tests.store.refusals import refusal

CALENDAR = built_in()
TODAY = date(2026, 11, 24)
ITEMS = ("draft", "instructions", "sealed_copy")


def numbered(store: Store, kind: str = "通知", series: str = "嘉商务字", to: str = "各科室") -> Document:
    """A paper with its number, and as many particulars as its kind needs to leave."""
    paper = documents.draft(store, f"关于外贸资金的{kind}", kind, series, "外贸科", "王某")
    given: dict[str, object] = {"to": (to,), "need": "贯彻上级要求"}
    if kind == "请示":
        given |= {
            "matters": 1, "side": "government", "approval": "circulated", "approved_on": TODAY,
            "approvers": ("孙某",), "contact": "王某", "phone": "0537-1234567",
        }  # fmt: skip
    paper_particulars.describe(store, paper.id, given)
    for person in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, paper.id, person)
    return numbers.give_number(store, paper.id)


def sealed(store: Store, **kind: str) -> Document:
    paper = numbered(store, **kind)
    issuing.print_out(store, paper.id, 20, TODAY)
    issuing.seal(store, paper.id, "刘某")
    return paper


def remarks(store: Store, document: int) -> list[Verdict]:
    return paper_facts.facts(store, document)[-1].verdicts


def test_from_the_number_to_the_end(store: Store, clock: FixedClock) -> None:
    paper = numbered(store)
    stages = [issuing.get(store, paper.id).stage]
    stages.append(issuing.print_out(store, paper.id, 20, TODAY, ["县财政局", " ", "县财政局"]).stage)
    stages.append(issuing.seal(store, paper.id, "刘某").stage)
    stages.append(issuing.file(store, paper.id, ITEMS, "王某").stage)
    clock.pass_time(minutes=5)
    issue = deliveries.send(store, paper.id, ["示例一镇", "示例二镇"], "王某", calendar=CALENDAR)
    stages += [issue.stage, issuing.close(store, paper.id, "王某").stage]
    assert stages == ["numbered", "printed", "sealed", "filed", "done", "closed"]
    issue = issuing.get(store, paper.id)
    assert (issue.copies, issue.cc, issue.print_date) == (20, ("县财政局",), "2026-11-24")
    assert [one.recipient for one in issue.deliveries] == ["示例一镇", "示例二镇"]
    assert {item: kept.person for item, kept in issue.filed.items()} == dict.fromkeys(ITEMS, "王某")
    assert [fact.kind for fact in paper_facts.facts(store, paper.id)][-5:] == [
        "printed", "sealed", "filed", "sent", "closed",
    ]  # fmt: skip


def test_nothing_before_its_turn(store: Store) -> None:
    draft = documents.draft(store, "关于值班的通知", "通知", "嘉商务字", "办公室", "王某")
    assert refusal(lambda: issuing.print_out(store, draft.id, 5, TODAY)) == ("12-3", "issuing.no_number")
    paper = numbered(store)
    assert refusal(lambda: issuing.seal(store, paper.id, "刘某")) == ("12-4", "issuing.not_printed")
    assert refusal(lambda: send(store, paper)) == ("12-3", "issuing.not_printed")
    issuing.print_out(store, paper.id, 5, TODAY)
    assert refusal(lambda: send(store, paper)) == ("12-4", "issuing.not_sealed")
    assert refusal(lambda: issuing.file(store, paper.id, ["sealed_copy"], "王某")) == (
        "12-5",
        "issuing.not_sealed_yet",
    )
    issuing.file(store, paper.id, ["draft"], "王某")
    assert refusal(lambda: issuing.close(store, paper.id, "王某")) == ("12-5", "issuing.not_filed")
    assert refusal(lambda: issuing.print_out(store, paper.id, 0, TODAY)) == ("12-3", "issuing.copies")


def send(store: Store, paper: Document, **more: object) -> issuing.Issue:
    return deliveries.send(store, paper.id, ["示例一镇"], "王某", calendar=CALENDAR, **more)  # type: ignore[arg-type]


def test_a_letter_without_a_number_is_sealed_and_registered(store: Store) -> None:
    paper = documents.draft(store, "关于召开座谈会的通知", "通知", "", "办公室", "王某")
    for person in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, paper.id, person)
    numbers.give_number(store, paper.id)
    issuing.print_out(store, paper.id, 3, TODAY)
    issue = issuing.seal(store, paper.id, "刘某")
    assert issue.seal and (issue.seal.seal, issue.seal.number) == ("局章", "不编号")


# ---------------------------------------------------------------- the seal


def test_only_the_office_head_seals(store: Store) -> None:
    paper = numbered(store)
    issuing.print_out(store, paper.id, 5, TODAY)
    assert refusal(lambda: issuing.seal(store, paper.id, "王某")) == ("12-4", "issuing.not_office_head")
    settings.set_value(store, "role.office_check", "李主任")
    assert refusal(lambda: issuing.seal(store, paper.id, "刘某")) == ("12-4", "issuing.not_office_head")
    settings.set_value(store, "acting", "王某 2026-11-23 2026-11-24 李主任外出学习")
    assert seal_register.proposed(store, store.clock.now()) == "王某"
    issuing.seal(store, paper.id, "王某")
    assert [(one.rule, one.level) for one in remarks(store, paper.id)] == [("12-4", Level.NOTE)]
    assert seal_register.count(store, 2026) == 1


@pytest.mark.parametrize(
    ("series", "seal"), [("嘉商务组字", "党组章"), ("嘉商务字", "局章"), ("嘉商务函", "局章")]
)
def test_the_seal_is_the_series_own(store: Store, series: str, seal: str) -> None:
    paper = sealed(store, series=series)
    [line] = seal_register.book(store, 2026)
    assert (line.seal, line.serial, line.number) == (seal, 1, paper.number)
    assert (line.section, line.handler, line.copies, line.approver, line.sealed_by) == (
        "外贸科", "王某", 20, "孙某", "刘某",
    )  # fmt: skip


def test_one_book_a_year_with_its_own_serials(store: Store, clock: FixedClock) -> None:
    def use(title: str) -> seal_register.SealUse:
        return seal_register.use(
            store, "办公室章", title, "刘某", section="办公室", handler="王某", approver="孙某"
        )

    assert [use(f"介绍信{n}").serial for n in range(2)] == [1, 2]
    clock.moment = clock.moment.replace(year=2027, month=1, day=4)
    assert use("证明").serial == 1
    assert seal_register.years(store) == [2027, 2026]
    assert [line.title for line in seal_register.book(store, 2026, "信1")] == ["介绍信1"]


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"seal": "公章"}, "seal.unknown"),
        ({"title": " "}, "seal.no_title"),
        ({"section": ""}, "seal.no_section"),
        ({"approver": ""}, "seal.no_approver"),
        ({"copies": 0}, "seal.copies"),
        ({"by": ""}, "issuing.sealer_needed"),
        ({"title": "介绍信（秘密）"}, "incoming.classified_mark"),
    ],
)
def test_a_use_names_everything(store: Store, changed: dict[str, object], key: str) -> None:
    given = {
        "seal": "局章", "title": "合同", "by": "刘某", "section": "外贸科", "handler": "王某", "approver": "孙某",
    } | changed  # fmt: skip
    seal, title, by = given.pop("seal"), given.pop("title"), given.pop("by")
    rule = "13-4" if key.startswith("incoming") else "12-4"
    assert refusal(lambda: seal_register.use(store, seal, title, by, **given)) == (rule, key)  # type: ignore[arg-type]
    assert seal_register.count(store, 2026) == 0


def test_a_line_struck_out_stays_and_the_paper_is_sealed_anew(store: Store) -> None:
    paper = sealed(store)
    [line] = seal_register.book(store, 2026)
    assert refusal(lambda: issuing.seal(store, paper.id, "刘某")) == ("12-4", "issuing.sealed_before")
    assert refusal(lambda: seal_register.void(store, line.id, "刘某", " ")) == ("12-4", "seal.void_reason")
    seal_register.void(store, line.id, "刘某", "盖错")
    assert issuing.get(store, paper.id).stage == "printed"
    issuing.seal(store, paper.id, "刘某")
    assert [(one.serial, one.void_reason) for one in seal_register.book(store, 2026)] == [
        (1, "盖错"),
        (2, ""),
    ]
    send(store, paper)
    assert refusal(lambda: seal_register.void(store, line.id + 1, "刘某", "盖错")) == (
        "12-4",
        "seal.sent_already",
    )


# ---------------------------------------------------------------- sending


@pytest.mark.parametrize(("days", "late"), [(2, False), (3, True)])
def test_late_to_the_county_needs_an_explanation(
    store: Store, clock: FixedClock, days: int, late: bool
) -> None:
    paper = sealed(store, kind="请示", to="县政府")
    clock.pass_time(days=days)

    def report(explanation: str = "") -> issuing.Issue:
        return deliveries.send(
            store, paper.id, ["县政府"], "王某", calendar=CALENDAR, parts=("word", "scan"),
            explanation=explanation,
        )  # fmt: skip

    if not late:
        report()
        assert [(one.rule, one.level) for one in remarks(store, paper.id)] == [("8-11", Level.OK)]
        return
    assert refusal(report) == ("8-12", "issuing.explanation_needed")
    assert issuing.get(store, paper.id).deliveries == []
    assert report("等待县财政局意见").explanation == "等待县财政局意见"
    assert [(one.rule, one.level) for one in remarks(store, paper.id)] == [
        ("8-11", Level.WARNING),
        ("8-12", Level.NOTE),
    ]


def test_the_papers_own_hard_rules_stop_the_sending(store: Store) -> None:
    paper = sealed(store, kind="请示", to="县政府")
    paper_particulars.describe(store, paper.id, {"money": True})
    rule, _key = refusal(lambda: deliveries.send(store, paper.id, ["县政府"], "王某", calendar=CALENDAR))
    assert rule == "8-5"


def test_who_signed_for_it(store: Store, clock: FixedClock) -> None:
    paper = sealed(store)
    out = clock.now() - timedelta(minutes=0)
    clock.pass_time(minutes=25)
    issue = deliveries.send(
        store, paper.id, ["示例一镇"], "王某", "courier", calendar=CALENDAR, at=out, carrier="李某",
        arrived_at=clock.now(),
    )  # fmt: skip
    [one] = issue.deliveries
    assert (one.carrier, one.sent_at[11:16], (one.arrived_at or "")[11:16]) == ("李某", "08:20", "08:45")
    assert refusal(lambda: deliveries.sign_for(store, one.id, " "))[1] == "issuing.receiver_needed"
    assert deliveries.sign_for(store, one.id, "赵某").deliveries[0].signed_by == "赵某"
    assert refusal(lambda: deliveries.sign_for(store, one.id, "赵某"))[1] == "issuing.signed_for_before"


def test_a_delivery_entered_by_mistake_counts_no_more(store: Store) -> None:
    paper = sealed(store)
    [one] = send(store, paper).deliveries
    assert deliveries.void_delivery(store, one.id, "送错了").stage == "sealed"
    assert refusal(lambda: deliveries.sign_for(store, one.id, "赵某"))[1] == "issuing.no_delivery"


# ---------------------------------------------------------------- returned, void, closed, waiting


def test_a_paper_that_is_signed_anew_is_printed_and_sealed_anew(store: Store) -> None:
    paper = sealed(store)
    documents.give_back(store, paper.id, "孙某", "附件要换")
    assert issuing.get(store, paper.id).stage == ""
    for person in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, paper.id, person)
    assert issuing.get(store, paper.id).stage == "numbered"
    issuing.print_out(store, paper.id, 30, TODAY)
    issuing.seal(store, paper.id, "刘某")
    assert issuing.get(store, paper.id).copies == 30
    assert [line.copies for line in seal_register.book(store, 2026)] == [20, 30]


def test_what_is_closed_or_void_is_no_longer_worked_on(store: Store) -> None:
    from oatui.store import number_book, number_lines

    paper = sealed(store)
    issuing.file(store, paper.id, ITEMS, "王某")
    send(store, paper)
    issuing.close(store, paper.id, "王某")
    closed = ("12-5", "issuing.closed")
    assert refusal(lambda: send(store, paper)) == closed
    assert refusal(lambda: documents.give_back(store, paper.id, "孙某", "要改")) == closed
    assert (
        refusal(lambda: paper_particulars.describe(store, paper.id, {}, title="关于另一事的通知")) == closed
    )
    issuing.reopen(store, paper.id, "王某", "还要改")
    assert documents.give_back(store, paper.id, "孙某", "要改").step == "draft"
    other = numbered(store)
    number_book.void(store, number_lines.written(store, other.number or "").id, "取消", "孙某")
    assert refusal(lambda: issuing.print_out(store, other.id, 5, TODAY)) == ("12-1", "issuing.void_number")
    assert issuing_waits.waiting(store) == []


def test_what_waits_for_whom(store: Store) -> None:
    papers = [numbered(store) for _n in range(4)]
    issuing.print_out(store, papers[1].id, 5, TODAY)
    for paper in papers[2:]:
        issuing.print_out(store, paper.id, 5, TODAY)
        issuing.seal(store, paper.id, "刘某")
    issuing.file(store, papers[3].id, ITEMS, "王某")
    send(store, papers[3])
    found = {one.paper.id: (one.acts, one.who) for one in issuing_waits.waiting(store)}
    assert found == {
        papers[0].id: (("print",), ""),
        papers[1].id: (("seal",), "刘某"),
        papers[2].id: (("file", "send"), ""),
        papers[3].id: (("close",), ""),
    }
    assert len(issuing_waits.waiting(store, limit=2)) == 2


def test_what_was_entered_by_mistake_is_taken_back_with_a_reason(store: Store) -> None:
    paper = sealed(store)
    issuing.file(store, paper.id, ITEMS, "王某")
    delivery = send(store, paper, signed_by="陈某").deliveries[0].id
    assert refusal(lambda: issuing.reopen(store, paper.id, "王某", "早了")) == ("12-5", "issuing.not_closed")
    issuing.close(store, paper.id, "王某")
    assert refusal(lambda: issuing.take_out(store, paper.id, "draft", "王某", "点错"))[1] == "issuing.closed"
    assert refusal(lambda: issuing.reopen(store, paper.id, "王某", " ")) == ("12-5", "issuing.undo_reason")
    assert issuing.reopen(store, paper.id, "王某", "早了").stage == "done"
    assert issuing.take_out(store, paper.id, "draft", "王某", "点错").open_items == ["draft"]
    again = refusal(lambda: issuing.take_out(store, paper.id, "draft", "王某", "点错"))
    assert again == ("12-5", "issuing.not_kept")
    assert refusal(lambda: issuing.close(store, paper.id, "王某")) == ("12-5", "issuing.not_filed")
    assert deliveries.void_receipt(store, delivery, "看错人").deliveries[0].signed_by == ""
    assert refusal(lambda: deliveries.void_receipt(store, delivery, "看错人"))[1] == "issuing.not_signed_for"
    assert deliveries.sign_for(store, delivery, "赵某").deliveries[0].signed_by == "赵某"
    assert issuing.file(store, paper.id, ["draft"], "李某").filed["draft"].person == "李某"
    told = [(fact.kind, fact.reason) for fact in paper_facts.facts(store, paper.id)]
    assert told[-4:] == [
        ("reopened", "早了"),
        ("taken_out", "点错"),
        ("unreceipted", "看错人"),
        ("filed", ""),
    ]
    assert documents.get(store, paper.id).step == "chief_sign"  # no signature fell


def test_a_second_sending_to_the_same_unit_is_remarked_on(store: Store) -> None:
    paper = sealed(store)
    send(store, paper)
    assert [one.key for one in remarks(store, paper.id)] == []
    send(store, paper)
    assert [(one.key, one.level, one.values) for one in remarks(store, paper.id)] == [
        ("issuing.sent_again", Level.NOTE, {"units": ["示例一镇"]})
    ]


def test_the_office_head_has_one_source(store: Store) -> None:
    assert earlier_names.office_heads(store) == []
    numbered(store)
    assert earlier_names.office_heads(store) == ["刘某"]
    settings.set_value(store, "role.office_check", "李主任、王主任")
    assert earlier_names.office_heads(store) == ["李主任", "王主任"]
    settings.set_value(store, "role.office_check", "李主任 王主任")
    assert earlier_names.office_heads(store) == ["李主任", "王主任"]
    assert earlier_names.last_person(store, "office_check", "") == seal_register.proposed(
        store, store.clock.now()
    )


@pytest.mark.parametrize("name", ["Ma Hua", "王 明"])
def test_an_office_head_whose_name_has_a_space_is_one_person(store: Store, name: str) -> None:
    settings.set_value(store, "role.office_check", name)
    assert earlier_names.office_heads(store) == [name]
    settings.set_value(store, "role.office_check", "")
    paper = documents.draft(store, "关于外贸资金的函", "函", "嘉商务函", "外贸科", "王某")
    documents.sign(store, paper.id, "李某")
    documents.sign(store, paper.id, name)
    assert earlier_names.office_heads(store) == [name]
