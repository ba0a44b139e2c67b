"""The list of article 7, its reviews, and the events with their papers, in the store."""

from __future__ import annotations

from datetime import date, timedelta

from oatui.papers import list_papers
from oatui.rules.invitation import Invitation
from oatui.rules.verdict import Level
from oatui.rules.workdays import Calendar
from oatui.store import (
    doctor,
    documents,
    invitations,
    matter_events,
    matters,
    number_book,
    numbers,
    paper_particulars,
    settings,
)
from oatui.store.database import Store
from tests.store.acts import a_meeting
from tests.store.refusals import refusal

CALENDAR = Calendar({}, {2026: "程序自带"})
TODAY = date(2026, 11, 24)


def request(store: Store) -> documents.Document:
    return documents.draft(store, "关于举办电商博览会的请示", "请示", "嘉商务字", "业务股", "刘某某")


def test_the_list_in_the_order_of_the_article(store: Store) -> None:
    matters.add(store, " 电商博览会 ", "10", responsible="王某")
    second = matters.add(store, "商贸论坛", "6", " 县委通知 ", "李某")
    assert [(one.matter, one.category) for one in matters.listed(store)] == [
        ("商贸论坛", "6"),
        ("电商博览会", "10"),
    ]
    assert second.basis == "县委通知"
    changed = matters.change(store, second.id, "商贸论坛（秋季）", "6", "", "李某")
    assert (changed.matter, changed.basis) == ("商贸论坛（秋季）", "")
    before = store.value("select count(*) from event")
    matters.change(store, second.id, "商贸论坛（秋季）", "6", "", "李某")
    assert store.value("select count(*) from event") == before  # nothing was changed, nothing is said
    assert refusal(matters.drop, store, second.id, " ") == ("7-1", "matters.drop_reason")
    matters.drop(store, second.id, "已办结")
    assert [one.matter for one in matters.listed(store)] == ["电商博览会"]
    assert [one.dropped_because for one in matters.listed(store, dropped=True)] == ["已办结"]
    assert refusal(matters.change, store, second.id, "又来", "6", "", "李某") == ("7-1", "matters.dropped")
    assert refusal(matters.get, store, 9) == (None, "matters.unknown")
    assert refusal(matters.add, store, "", "6", "", "王某") == ("7-1", "matters.no_matter")
    assert (matters.count(store), matters.count(store, True)) == (1, 1)


def test_7_1_reviewed_each_so_many_months(store: Store) -> None:
    assert matters.standing_review(store, TODAY).key == "matters.never_reviewed"
    matters.add(store, "电商博览会", "6", responsible="王某")
    made = matters.review(store, " 李主任 ", date(2026, 8, 24), "增加一项")
    assert (made.by, made.entries, made.note, made.actor) == ("李主任", 1, "增加一项", "刘某某")
    assert matters.standing_review(store, TODAY).level is Level.OK
    assert matters.standing_review(store, TODAY + timedelta(days=1)).key == "matters.review_overdue"
    # the office's own interval
    settings.set_value(store, matters.MONTHS, 1)
    assert matters.standing_review(store, TODAY).values["days"] == 61
    # the day counts, not when it was written down
    matters.review(store, "李主任", date(2026, 6, 1))
    assert matters.standing_review(store, TODAY).values["last"] == "2026-08-24"
    # what is entered afterwards for an earlier day is not the last one on the list either
    assert list_papers.matter_list(store).lines == ("梳理：2026年8月24日，李主任",)
    assert refusal(matters.review, store, "", TODAY) == ("7-1", "matters.no_reviewer")
    assert refusal(matters.review, store, "李主任", TODAY + timedelta(days=1)) == (
        "7-1",
        "matters.review_future",
    )


def test_7_2_an_event_asks_for_its_paper(store: Store) -> None:
    one = matter_events.tag(store, " 电商博览会 ", "6", date(2026, 12, 20), "王某")
    verdict = one.verdict(CALENDAR, TODAY)
    assert verdict is not None and (verdict.rule, verdict.key) == ("7-2", "matters.unlinked_by")
    assert [one.title for one in matter_events.unlinked(store, date(2026, 1, 1))] == ["电商博览会"]
    assert refusal(matter_events.link, store, one.id, " ") == ("7-2", "matters.no_link")
    assert refusal(matter_events.link, store, one.id, "", document=99)[1] == "document.unknown"
    notice = documents.draft(store, "关于博览会的通知", "通知", "嘉商务字", "业务股", "刘某某")
    assert refusal(matter_events.link, store, one.id, notice.title) == ("7-2", "matters.not_a_request")
    # typed by its title, or a part of it that no other one has, found at the desk
    paper = request(store)
    assert matter_events.link(store, one.id, paper.title[2:8]).document == paper.id
    assert matter_events.link(store, one.id, paper.title[:3]).document is None
    linked = matter_events.link(store, one.id, paper.title)
    assert (linked.document, linked.paper) == (paper.id, paper.title)
    assert matter_events.unlinked(store, date(2026, 1, 1)) == []
    verdict = linked.verdict(CALENDAR, TODAY)
    assert verdict is not None and verdict.level is Level.OK
    # once numbered it is known by its number; void, it stands for nothing any more
    paper_particulars.describe(store, paper.id, {"need": "县委要求"}, title="关于博览会的通知", kind="通知")
    for by in ("科长", "主任", "副局长", "局长"):
        documents.sign(store, paper.id, by)
    assert matter_events.get(store, one.id).paper == "关于博览会的通知"
    number = numbers.give_number(store, paper.id).number
    assert matter_events.get(store, one.id).paper == number
    line = store.value("select id from number where document = ?", paper.id)
    number_book.void(store, line, "不办了", "李主任")
    assert matter_events.get(store, one.id).paper == ""
    assert len(matter_events.unlinked(store, date(2026, 1, 1))) == 1
    # a paper from elsewhere
    outside = matter_events.link(store, one.id, " 县商务请〔2026〕3号 ")
    assert (outside.document, outside.paper) == (None, "县商务请〔2026〕3号")


def test_an_event_is_changed_and_taken_off(store: Store) -> None:
    one = matter_events.tag(store, "论坛", "6")
    assert one.day is None
    changed = matter_events.change(store, one.id, "商贸论坛", "5", date(2026, 12, 30), "王某")
    assert (changed.title, changed.category, changed.day) == ("商贸论坛", "5", date(2026, 12, 30))
    assert refusal(matter_events.drop, store, one.id, "") == ("7-2", "matters.drop_reason")
    dropped = matter_events.drop(store, one.id, "不办了")
    assert dropped.verdict(CALENDAR, TODAY) is None
    assert matter_events.unlinked(store, date(2026, 1, 1)) == []
    assert refusal(matter_events.link, store, one.id, "文") == ("7-2", "matters.event_dropped")
    assert refusal(matter_events.get, store, 9) == (None, "matters.event_unknown")
    assert [one.title for one in matter_events.listed(store)] == ["商贸论坛"]  # its line is kept


def test_what_is_older_than_the_rules_asks_for_nothing(store: Store) -> None:
    matter_events.tag(store, "旧博览会", "6", date(2022, 9, 29))
    kept = matter_events.tag(store, "新博览会", "6", date(2022, 9, 30))
    assert [one.id for one in matter_events.unlinked(store, date(2022, 9, 1))] == [kept.id]


def test_a_meeting_that_is_tagged_in_its_own_form(store: Store) -> None:
    meeting = a_meeting(store, title="电商论坛")
    assert refusal(matter_events.link, store, meeting.id, "请示", kind="meeting") == (
        None, "matters.meeting_untagged",
    )  # fmt: skip
    with store.write():
        invitations.record(store, meeting.id, Invitation(matter="6"))
    (one,) = matter_events.listed(store)
    assert (one.kind, one.id, one.title, one.day, one.paper) == ("meeting", meeting.id, "电商论坛", TODAY, "")
    assert matter_events.unlinked(store, date(2026, 1, 1)) == [one]
    paper = request(store)
    linked = matter_events.link(store, meeting.id, paper.title, kind="meeting")
    assert (linked.paper, linked.document) == (paper.title, paper.id)
    kept = invitations.stored(store, meeting.id)
    assert (kept.request, kept.document, kept.asked_on, kept.matter) == (paper.title, paper.id, TODAY, "6")
    assert matter_events.unlinked(store, date(2026, 1, 1)) == []
    assert doctor.examine(store).ok
