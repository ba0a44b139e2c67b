"""Incoming papers in the store: numbers of the year, where a paper is, what it becomes, how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from oatui.clock import ZONE
from oatui.desk import calendar_of
from oatui.files.calendar_in import built_in
from oatui.rules.verdict import Refused
from oatui.store import (
    doctor,
    documents,
    incoming,
    incoming_belongs,
    incoming_course,
    incoming_matters,
    incoming_passing,
    journal,
    meetings,
    number_book,
    number_lines,
    numbers,
    reports,
)
from oatui.store.database import Store
from oatui.store.incoming import Incoming
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content

CALENDAR = built_in()


@contextmanager
def refused(key: str, rule: str | None = None) -> Iterator[None]:
    """What is done here must be refused by this sentence and this rule."""
    with pytest.raises(Refused) as no:
        yield
    assert (no.value.verdict.key, no.value.verdict.rule) == (f"incoming.{key}", rule)
    assert no.value.verdict.message


def paper(store: Store, title: str = "关于某事的通知", **more: object) -> Incoming:
    return incoming.register_paper(store, "县政府办公室", title, **more).paper  # type: ignore[arg-type]


def course(store: Store, one: Incoming) -> list[str]:
    return [fact.line.message.strip() for fact in incoming_course.facts(store, one.id)]


# ------------------------------------------------------------------ the register


def test_a_sequence_a_year_and_what_was_typed(store: Store, clock: FixedClock) -> None:
    first = paper(
        store, number=" 嘉政办发[2026]012号 ", copies=2, attachments="方案", proposal="拟请业务股办理"
    )
    assert (first.number, first.sender_number) == ("〔2026〕1号", "嘉政办发[2026]012号")
    assert (first.received_by, first.holder, first.state) == ("刘某某", "刘某某", "open")
    assert paper(store).sequence == 2
    # a line of last year goes into last year's book, and the next year begins at 1
    earlier = paper(store, received_at=datetime(2025, 12, 31, 17, tzinfo=ZONE))
    assert earlier.number == "〔2025〕1号"
    clock.moment = datetime(2027, 1, 4, 8, 20, tzinfo=ZONE)
    assert paper(store).number == "〔2027〕1号"
    assert [one.sequence for one in incoming.register(store, 2026)] == [1, 2]
    assert incoming.register_years(store) == [2027, 2026, 2025]
    assert (incoming.count_register(store), incoming.count_register(store, 2025)) == (4, 1)
    assert doctor.examine(store).ok


def test_a_classified_paper_leaves_no_trace(store: Store) -> None:
    before = content(store)
    with refused("classified", "13-4"):
        paper(store, "某某事项", secrecy="秘密")
    with refused("classified_mark", "13-4"):
        paper(store, "机密★1年 某某事项")
    assert content(store) == before
    one = paper(store)
    with refused("classified_mark", "13-4"):
        incoming.correct(store, one.id, title="某某事项（绝密）")


def test_the_same_paper_twice_is_said_and_not_refused(store: Store) -> None:
    paper(store, number="嘉政办发〔2026〕12号")
    again = incoming.register_paper(store, "县政府办公室", "另一题目", number="嘉政办发[2026]012号")
    assert [note.key for note in again.notes] == ["incoming.number_read", "incoming.same"]
    assert "〔2026〕1号" in again.notes[1].message
    # the second line was a mistake: void, and its number is not given again
    assert incoming_course.void(store, again.paper.id, "重复登记").paper.state == "void"
    assert paper(store, "又一件").sequence == 3
    with refused("is_void"):
        incoming_passing.direct(store, again.paper.id, proposal="x")
    with refused("no_reason"):
        incoming_course.void(store, 1, " ")


def test_corrected_lines_keep_what_they_said(store: Store) -> None:
    one = paper(store)
    new = incoming.correct(store, one.id, title="改后的题目", copies=3, urgency="extra").paper
    assert (new.title, new.copies, new.urgency, new.sender) == ("改后的题目", 3, "extra", "县政府办公室")
    assert "关于某事的通知" in store.value("select body from event where kind = 'incoming_registered'")
    again = incoming.correct(store, one.id, title="改后的题目 ", copies=3)
    assert again.verdict.key == "incoming.unchanged" and "没有改动" in again.verdict.message
    assert store.value("select count(*) from event where kind = 'incoming_corrected'") == 1
    with refused("no_title"):
        incoming.correct(store, one.id, title=" ")
    with refused("unknown_urgency"):
        incoming.correct(store, one.id, urgency="soon")


# ------------------------------------------------------------------ where it is


def test_from_hand_to_hand(store: Store, clock: FixedClock) -> None:
    one = paper(store)
    clock.at(8, 30)
    incoming_passing.direct(
        store, one.id, instruction="请抓紧", instructed_by="王局长", unit="业务股", handler="李某", due=(date(2026, 11, 27), None)
    )  # fmt: skip
    now = incoming.get(store, one.id)
    assert (now.holder, now.unsigned, now.instruction) == ("业务股 李某", 1, "王局长：请抓紧")
    assert now.limit.at == datetime(2026, 11, 27, 17, 30, tzinfo=ZONE)
    clock.at(8, 40)
    signed = incoming_passing.sign_for(store, one.id).paper
    assert (signed.unsigned, signed.signed_by) == (0, "业务股 李某")
    incoming_passing.pass_on(store, one.id, ["赵某", "钱某"], "read")
    with refused("who_signs"):
        incoming_passing.sign_for(store, one.id)
    with refused("who_signs"):
        incoming_passing.sign_for(store, one.id, "孙某")
    clock.at(9, 5)
    incoming_passing.sign_for(store, one.id, "钱某")
    lines = incoming_passing.passes(store, one.id)
    assert [(line.giver, line.taker, bool(line.signed_at)) for line in lines] == [
        ("刘某某", "业务股 李某", True), ("业务股 李某", "赵某", False), ("业务股 李某", "钱某", True),
    ]  # fmt: skip
    # reading is no handling
    assert incoming.get(store, one.id).signed_by == "业务股 李某"
    assert [verdict.key for verdict in incoming_matters.owed(store, one.id)] == ["incoming.unsigned"]
    assert course(store, one)[-3:] == ["业务股 李某 签收", "业务股 李某 传给 赵某、钱某 阅", "钱某 签收"]
    assert doctor.examine(store).ok


def test_what_cannot_be_handed_on(store: Store, clock: FixedClock) -> None:
    one = paper(store)
    before = content(store)
    acts: list[tuple[Callable[[], object], str]] = [
        (lambda: incoming_passing.pass_on(store, one.id, [" "]), "no_taker"),
        (lambda: incoming_passing.pass_on(store, one.id, ["赵某"], "eat"), "unknown_role"),
        (lambda: incoming_passing.pass_on(store, one.id, ["赵某"], at=clock.now() + timedelta(minutes=1)), "future"),
        (lambda: incoming_passing.pass_on(store, one.id, ["赵某"], at=clock.now() - timedelta(minutes=1)), "before_received"),
        (lambda: incoming_passing.sign_for(store, one.id), "nothing_to_sign"),
        (lambda: incoming_passing.direct(store, one.id), "nothing_given"),
        (lambda: incoming_passing.direct(store, one.id, instruction="同意"), "no_leader"),
        (lambda: incoming_passing.direct(store, one.id, due=(date(2026, 11, 23), None)), "limit_before"),
        (lambda: incoming_passing.pass_on(store, 99, ["赵某"]), "unknown"),
    ]  # fmt: skip
    for act, key in acts:
        with refused(key):
            act()
    assert content(store) == before


def test_chased_until_it_moves(store: Store) -> None:
    one = paper(store)
    incoming_passing.direct(store, one.id, unit="业务股")
    incoming_course.chase(store, one.id, words="正在汇总")
    made = incoming_course.chase(store, one.id, "李某")
    assert (made.paper.chased, made.verdict.message) == (2, "已催办 李某，第 2 次")
    assert course(store, one)[-2:] == ["催办 业务股  正在汇总", "催办 李某"]


# ------------------------------------------------------------------ its end


def test_answered_by_a_document_whose_number_comes_later(store: Store) -> None:
    one = paper(store)
    reply = documents.draft(store, "关于某事的函", "函", "嘉商务函", "业务股", "李某")
    linked = incoming_course.answer(store, one.id, reply.id).paper
    assert (linked.open, linked.reply, linked.reply_number) == (True, reply.id, "")
    for name in ("甲", "乙", "丙", "丁"):
        documents.sign(store, reply.id, name)
    number = numbers.give_number(store, reply.id).number
    assert incoming.get(store, one.id).reply_number == number
    ended = incoming_course.end(store, one.id, "已书面答复").paper
    assert (ended.state, ended.reply, ended.reply_number) == ("ended", reply.id, number)
    with pytest.raises(Refused):
        incoming_course.answer(store, one.id, 99)
    assert doctor.examine(store).ok


def test_another_reply_takes_the_place_of_a_linked_one_only_with_a_reason(store: Store) -> None:
    one = paper(store)
    first, second, dead = (
        documents.draft(store, f"关于{what}的函", "函", "嘉商务函", "业务股", "李某") for what in "甲乙丙"
    )
    for name in ("甲", "乙", "丙", "丁"):
        documents.sign(store, dead.id, name)
    numbers.give_number(store, dead.id)
    line = number_lines.lines(store, 2026)[0]
    number_book.void(store, line.id, "重复", "王某")
    for act in (incoming_course.answer, partial(incoming_course.end, result="已复")):
        with pytest.raises(Refused) as no:
            act(store, one.id, document=dead.id)
        assert no.value.verdict.key == "numbering.is_void"
    incoming_course.answer(store, one.id, first.id)
    assert incoming_course.answer(store, one.id, first.id).verdict.key == "incoming.answered_so"
    with refused("answered_before"):
        incoming_course.answer(store, one.id, second.id)
    with refused("answered_before"):
        incoming_course.end(store, one.id, "已复", document=second.id)
    assert incoming_course.answer(store, one.id, second.id, "挂错了").paper.reply == second.id
    assert course(store, one)[-1] == "答复公文改为：《关于乙的函》（挂错了）"
    assert (
        incoming_course.end(store, one.id, "已复", document=first.id, reason="仍是甲").paper.reply == first.id
    )


def test_ended_filed_reopened(store: Store) -> None:
    one = paper(store)
    with refused("no_result"):
        incoming_course.end(store, one.id, " ")
    with refused("file_ended"):
        incoming_course.file(store, one.id, "2026-12-3")
    incoming_passing.pass_on(store, one.id, ["赵某"])
    done = incoming_course.end(store, one.id, "已阅", reply_number="嘉商务函〔2026〕3号")
    assert [note.key for note in done.notes] == ["incoming.unsigned"]
    assert done.paper.reply_number == "嘉商务函〔2026〕3号"
    with refused("is_ended"):
        incoming_passing.pass_on(store, one.id, ["赵某"])
    with refused("no_volume"):
        incoming_course.file(store, one.id, "")
    filed = incoming_course.file(store, one.id, "2026-12-3").paper
    assert (filed.volume, filed.filed_at) == ("2026-12-3", done.paper.ended_at)
    back = incoming_course.reopen(store, one.id, "还要补充").paper
    assert (back.state, back.result, back.volume, back.ended_at) == ("open", "", "", None)
    with refused("is_open"):
        incoming_course.reopen(store, one.id, "x")


def test_a_paper_that_is_not_in_order_goes_back(store: Store) -> None:
    one = paper(store)
    with refused("unknown_return"):
        incoming_course.send_back(store, one.id, "ugly")
    with refused("no_reason"):
        incoming_course.send_back(store, one.id, "other")
    back = incoming_course.send_back(store, one.id, "rules", "多头主送").paper
    assert (back.state, back.result, back.holder) == ("returned", "不符合行文规则：多头主送", "县政府办公室")
    assert course(store, one)[-1] == "退回：不符合行文规则  多头主送"
    reopened = incoming_course.reopen(store, one.id, "已补正").paper
    assert (reopened.open, reopened.holder) == (True, reopened.received_by)
    # with whoever had it when it went back, not with its sender
    incoming_passing.pass_on(store, one.id, ["李某", "张某"], "handle")
    incoming_course.send_back(store, one.id, "form")
    assert incoming_course.reopen(store, one.id, "弄错了").paper.holder == "李某、张某"


# ------------------------------------------------------------------ what it becomes


def test_a_supervision_item_is_fetched_and_ends_in_five_working_days(store: Store, clock: FixedClock) -> None:
    one = paper(store)
    made = incoming_matters.become(
        store, one.id, "supervision", CALENDAR, channel="collect", steps={"notified": (clock.at(8, 20), "")}
    )
    assert made.paper.limit.at == datetime(2026, 12, 1, 17, 30, tzinfo=ZONE)
    assert "第 5 个工作日是 2026年12月1日" in made.notes[0].message
    with refused("who_sent", "21-1"):
        incoming_matters.do_step(store, one.id, "sent")
    clock.at(8, 25)
    incoming_matters.do_step(store, one.id, "sent", "赵某")
    owed = [verdict.key for verdict in incoming_matters.owed(store, one.id)]
    assert owed == ["incoming.owed_collected", "supervision.parts_missing"]
    clock.at(9, 0)
    incoming_matters.do_step(store, one.id, "collected", "赵某")
    for part in ("measures", "problems", "plan"):
        reports.write_part(store, "incoming", one.id, part)
    assert incoming_matters.owed(store, one.id) == []
    assert [(step.step, step.at[11:16]) for step in incoming_matters.steps_of(store, one.id)] == [
        ("notified", "08:20"), ("sent", "08:25"), ("collected", "09:00"),
    ]  # fmt: skip
    with refused("no_step"):
        incoming_matters.do_step(store, one.id, "acknowledged", "刘某某")
    # late without a reason is refused, to the second
    clock.moment = datetime(2026, 12, 1, 17, 30, 1, tzinfo=ZONE)
    assert [verdict.rule for verdict in incoming.get(store, one.id).remarks(clock.now())] == ["21-2"]
    with refused("late_because", "21-2"):
        incoming_course.end(store, one.id, "已报送")
    late = incoming_course.end(store, one.id, "已报送", late_because="等统计数据").paper
    assert late.late_because == "等统计数据"
    assert course(store, one)[-1] == "办结：已报送（超期原因：等统计数据）"
    assert doctor.examine(store).ok


def test_a_stated_limit_goes_before_the_five_days(store: Store) -> None:
    one = paper(store, due=(date(2026, 11, 26), time(12)))
    made = incoming_matters.become(store, one.id, "instruction", CALENDAR, channel="oa")
    assert (made.paper.limit.at, made.notes) == (datetime(2026, 11, 26, 12, tzinfo=ZONE), ())
    with refused("who_acknowledged", "21-4"):
        incoming_matters.do_step(store, one.id, "acknowledged")
    incoming_matters.do_step(store, one.id, "acknowledged", "刘某某")
    counted = incoming_matters.set_due(store, one.id, None, CALENDAR).paper
    assert (counted.limit.rule, counted.limit.days) == ("21-2", 5)
    assert "第 5 个工作日" in course(store, one)[-1]
    for kind, channel in (("supervision", ""), ("inspection", "oa"), ("supervision", "pigeon")):
        with refused("unknown_channel"):
            incoming_matters.become(store, one.id, kind, CALENDAR, channel=channel)
    with refused("unknown_kind"):
        incoming_matters.become(store, one.id, "holiday", CALENDAR)


def test_a_year_without_a_calendar_is_not_guessed(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 12, 30, 9, tzinfo=ZONE)
    one = paper(store)
    made = incoming_matters.become(store, one.id, "supervision", calendar_of(store), channel="oa")
    assert (made.paper.limit.at, made.paper.limit.rule) == (None, "21-2")
    assert [waiting.id for waiting in incoming.without_calendar(store)] == [one.id]
    assert incoming.due(store, clock.now() + timedelta(days=60)) == []


def test_a_meeting_is_linked_once(store: Store) -> None:
    one, meeting = paper(store), a_meeting(store)
    incoming_matters.link_meeting(store, one.id, meeting.id)
    incoming_matters.link_meeting(store, one.id, meeting.id)
    assert incoming.get(store, one.id).meeting == meeting.id
    assert store.value("select count(*) from event where kind = 'incoming_meeting_linked'") == 1
    with pytest.raises(Refused):
        incoming_matters.link_meeting(store, one.id, 99)
    assert meetings.get(store, meeting.id).title in course(store, one)[-1]


def test_the_list_of_an_inspection(store: Store) -> None:
    one = paper(store)
    incoming_matters.become(store, one.id, "inspection", CALENDAR)
    assert incoming.get(store, one.id).limit.at is None
    other = paper(store, "另一件")
    assert incoming_matters.ask_items(store, other.id, ["台账"]).paper.kind == "inspection"
    with refused("no_items"):
        incoming_matters.ask_items(store, one.id, [" ", ""])
    incoming_matters.ask_items(store, one.id, ["方案", " 企业  名单 ", "方案"])
    with refused("items_known"):
        incoming_matters.ask_items(store, one.id, ["方案"])
    first, second = incoming_matters.items(store, one.id)
    assert (first.words, second.words) == ("方案", "企业 名单")
    with refused("who_supplied", "22-1"):
        incoming_matters.supply(store, first.id, "")
    incoming_matters.supply(store, first.id, "李某")
    with refused("item_supplied"):
        incoming_matters.supply(store, first.id, "李某")
    with refused("item_unknown"):
        incoming_matters.supply(store, 99, "李某")
    assert [(one.rule, one.values["n"]) for one in incoming_matters.owed(store, one.id)] == [("22-1", 1)]
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ lists


def test_what_is_open_comes_first_by_its_limit(store: Store, clock: FixedClock) -> None:
    plain = paper(store, "甲")
    late = paper(store, "乙", due=(date(2026, 12, 9), None))
    soon = paper(store, "丙", due=(date(2026, 11, 25), None))
    ended = paper(store, "丁")
    incoming_course.end(store, ended.id, "已阅")
    urgent = paper(store, "戊", urgency="urgent")
    assert [one.id for one in incoming.listed(store)] == [urgent.id, soon.id, late.id, plain.id, ended.id]
    assert [one.id for one in incoming.listed(store, limit=2, offset=3)] == [plain.id, ended.id]
    assert (incoming.count(store), incoming.count_open(store)) == (5, 4)
    assert [one.id for one in incoming.due(store, datetime(2026, 11, 25, 17, 30, tzinfo=ZONE))] == [soon.id]
    assert incoming.due(store, datetime(2026, 11, 25, 17, 29, 59, tzinfo=ZONE)) == []
    assert incoming.overnight(store) == []
    clock.pass_time(days=1)
    assert [one.id for one in incoming.overnight(store)] == [urgent.id]


def test_found_by_any_part(store: Store) -> None:
    one = paper(store, "关于[/x]统计的通知", number="嘉政办发〔2026〕12号")
    incoming_passing.direct(store, one.id, unit="业务股", handler="李某")
    paper(store, "另一件")
    for text in ("[/x]统计", "嘉政办发〔2026〕12", "李某", "〔2026〕1号", "业务股 李"):
        assert [found.id for found in incoming.listed(store, text)] == [one.id], text
        assert incoming.count(store, text) == 1
    assert incoming.listed(store, "'; drop table incoming") == []
    assert incoming.senders(store) == ["县政府办公室"]


def test_a_reply_hangs_with_the_request_that_it_answers(store: Store) -> None:
    asked = documents.draft(store, "关于拨付专项资金的通知", "通知", "嘉商务字", "业务股", "刘某某")
    came = paper(store, "关于拨付专项资金的批复")
    with refused("belongs_to_draft"):
        incoming_belongs.belong(store, came.id, asked.id)
    for by in ("科长", "主任", "副局长", "局长"):
        documents.sign(store, asked.id, by)
    numbers.give_number(store, asked.id)
    assert incoming_belongs.answers(store, asked.id) == []
    made = incoming_belongs.belong(store, came.id, asked.id)
    assert made.verdict.message == "来文答复的是我局《关于拨付专项资金的通知》，已挂上"
    ours = incoming_belongs.ours(store, came.id)
    assert ours and ours.id == asked.id
    assert [one.id for one in incoming_belongs.answers(store, asked.id)] == [came.id]
    assert incoming_belongs.numbers(store, 2026) == {came.id: "嘉商务字〔2026〕1号"}
    events = journal.count(store)
    incoming_belongs.belong(store, came.id, asked.id)  # again: nothing new
    assert journal.count(store) == events
    assert course(store, came)[-1] == "答复我局《关于拨付专项资金的通知》"
    # what was registered by mistake answers nothing, and a slip is taken back
    incoming_belongs.belong(store, came.id, None)
    assert incoming_belongs.ours(store, came.id) is None
    with refused("belongs_to_none"):
        incoming_belongs.belong(store, came.id, None)
    incoming_belongs.belong(store, came.id, asked.id)
    incoming_course.void(store, came.id, "重复登记")
    assert incoming_belongs.answers(store, asked.id) == []
    assert doctor.examine(store).ok
