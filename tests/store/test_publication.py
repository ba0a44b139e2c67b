"""What is made public, in the store: opened by a mark, counted, published in order, taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from oatui.clock import ZONE
from oatui.rules import signoff
from oatui.rules.paper_text import Paragraph
from oatui.rules.workdays import Calendar
from oatui.store import (
    doctor,
    documents,
    number_book,
    number_lines,
    numbers,
    paper_bodies,
    paper_facts,
    paper_particulars,
    publication,
    settings,
)
from oatui.store.database import Store, StoreTrouble
from tests.conftest import FixedClock
from tests.store.refusals import refusal

CALENDAR = Calendar({}, {2026: "程序自带"})
NEXT_YEAR = CALENDAR.with_year(2027, {}, "国办通知")
TODAY = date(2026, 11, 24)


def a_paper(store: Store, disclosure: str = "public") -> documents.Document:
    paper = documents.draft(store, "关于促消费活动的通知", "通知", "嘉商务字", "业务股", "刘某某")
    paper_particulars.describe(store, paper.id, {"disclosure": disclosure, "need": "县政府要求"})
    for by in ("科长", "主任", "副局长", "局长"):
        documents.sign(store, paper.id, by)
    return paper


def test_the_day_is_counted_by_the_offices_interval(store: Store) -> None:
    one = publication.add(store, " 招商信息 ", date(2026, 11, 2), " 王某 ", CALENDAR)
    assert (one.title, one.responsible, one.due, one.days) == ("招商信息", "王某", date(2026, 11, 30), 20)
    settings.set_value(store, publication.DAYS, 7)
    assert publication.add(store, "又一条", date(2026, 11, 2), "王某", CALENDAR).due == date(2026, 11, 11)
    # what was opened before keeps its day
    assert publication.get(store, one.id).due == date(2026, 11, 30)
    assert refusal(publication.add, store, "", TODAY, "王某", CALENDAR) == ("26-2", "publication.no_title")
    assert (
        refusal(publication.add, store, "信息", TODAY, "王某", CALENDAR, document=9)[1] == "document.unknown"
    )


def test_overdue_for_the_day(store: Store) -> None:
    for day in (date(2026, 10, 26), date(2026, 10, 27), date(2022, 9, 29)):
        publication.add(store, f"{day} 的信息", day, "王某", Calendar({}, {2026: "", 2022: ""}))
    assert [one.due for one in publication.due(store, date(2026, 11, 23))] == [date(2026, 11, 23)]
    assert [one.due for one in publication.due(store, TODAY)] == [date(2026, 11, 23), TODAY]
    first = publication.due(store, TODAY)[0]
    verdict = first.verdict(CALENDAR, TODAY)
    assert verdict is not None and (verdict.key, verdict.values["days"]) == ("publication.overdue", 1)
    publication.publish(store, first.id, "公告栏", "李主任", CALENDAR)
    assert [one.due for one in publication.due(store, TODAY)] == [TODAY]


def test_26_1_and_26_2_at_the_act(store: Store, clock: FixedClock) -> None:
    one = publication.add(store, "招商信息", date(2026, 11, 20), "王某", CALENDAR)
    early = datetime(2026, 11, 19, 17, 0, tzinfo=ZONE)
    args = (store, one.id, "公告栏", "李主任", CALENDAR)
    assert refusal(publication.publish, *args, early) == ("26-1", "publication.before")
    assert refusal(publication.publish, *args, clock.now() + timedelta(seconds=1)) == (
        "26-1",
        "publication.future",
    )
    assert refusal(publication.publish, store, one.id, "公告栏", "", CALENDAR) == (
        "26-1",
        "publication.not_checked",
    )
    made = publication.publish(*args)
    assert (made.state, made.published_at, made.checked_by) == (
        "published",
        "2026-11-24T08:20:00+08:00",
        "李主任",
    )
    assert made.verdicts == ()
    assert refusal(publication.publish, *args) == ("26-2", "publication.is_published")
    assert publication.last_channel(store) == "公告栏"
    # a mistake is undone with its reason, and the line is open as before
    assert refusal(publication.take_back, store, one.id, "") == (None, "publication.reason")
    back = publication.take_back(store, one.id, "登记错了网站")
    assert (back.state, back.checked_by, back.due) == ("open", "", one.due)
    assert refusal(publication.take_back, store, one.id, "又") == (None, "publication.is_open")
    clock.pass_time(days=40)
    late = publication.publish(store, one.id, "公告栏", "李主任", NEXT_YEAR)
    assert [verdict.key for verdict in late.verdicts] == ["publication.late"]


def test_not_made_public_is_decided_by_a_person(store: Store) -> None:
    one = publication.add(store, "招商信息", TODAY, "王某", CALENDAR)
    assert refusal(publication.end, store, one.id, "", "涉密") == (None, "publication.no_decider")
    assert refusal(publication.end, store, one.id, "张局长", " ") == (None, "publication.reason")
    ended = publication.end(store, one.id, "张局长", "涉及商业秘密")
    assert (ended.state, ended.ended_by) == ("ended", "张局长")
    assert ended.verdict(CALENDAR, TODAY) is None
    assert refusal(publication.publish, store, one.id, "网站", "李", CALENDAR)[1] == "publication.is_ended"


def test_a_year_that_is_not_loaded(store: Store, clock: FixedClock) -> None:
    clock.pass_time(days=30)
    one = publication.add(store, "年终信息", clock.now().date(), "王某", CALENDAR)
    assert one.due is None
    assert publication.without_calendar(store) == [one]
    assert publication.due(store, date(2027, 12, 31)) == []
    # as soon as the year is there, the day is known; it is kept with the next change
    assert one.due_by(NEXT_YEAR) == date(2027, 1, 21)
    changed = publication.change(store, one.id, one.title, one.information, "李某", NEXT_YEAR)
    assert (changed.due, changed.responsible) == (date(2027, 1, 21), "李某")


def test_26_2_a_marked_paper_opens_its_line(store: Store) -> None:
    marked, closed = a_paper(store), a_paper(store, "closed")
    assert publication.unopened(store) == []  # without a number there is no paper yet
    for paper in (marked, closed):
        numbers.give_number(store, paper.id)
    assert [row["id"] for row in publication.unopened(store)] == [marked.id]
    assert publication.catch_up(store, CALENDAR) == 1
    (one,) = publication.listed(store)
    assert (one.document, one.title, one.number) == (marked.id, marked.title, "嘉商务字〔2026〕1号")
    assert (one.information, one.responsible, one.due) == (TODAY, "业务股", date(2026, 12, 22))
    assert publication.catch_up(store, CALENDAR) == 0
    assert refusal(publication.add, store, "再来", TODAY, "王某", CALENDAR, document=marked.id) == (
        "26-2", "publication.has_line",
    )  # fmt: skip
    # what was decided not to be public may come on the list again by hand, never by itself
    publication.end(store, one.id, "张局长", "暂不公开")
    assert publication.catch_up(store, CALENDAR) == 0
    assert publication.add(store, "再来", TODAY, "王某", CALENDAR, document=marked.id).state == "open"
    assert doctor.examine(store).ok


def test_it_opens_inside_the_act_that_asks_for_it(store: Store) -> None:
    marked, closed = a_paper(store), a_paper(store, "asked")
    for paper in (marked, closed):
        numbers.give_number(store, paper.id)
    with store.write():
        one = publication.open_for(store, marked.id, CALENDAR)
        assert publication.open_for(store, marked.id, CALENDAR) is None
        assert publication.open_for(store, closed.id, CALENDAR) is None
    assert one is not None and publication.of_document(store, marked.id) == one
    assert publication.of_document(store, closed.id) is None


def test_nothing_is_opened_in_a_store_that_may_not_be_written(store: Store) -> None:
    numbers.give_number(store, a_paper(store).id)
    store.trouble = StoreTrouble("store.read_only")
    assert publication.catch_up(store, CALENDAR) == 0


def test_the_list_has_what_is_open_first(store: Store) -> None:
    ids = []
    for days in (1, 3, 2):
        ids.append(publication.add(store, f"{days}", TODAY - timedelta(days=days), "王某", CALENDAR).id)
    publication.publish(store, ids[1], "公告栏", "李主任", CALENDAR)
    assert [one.title for one in publication.listed(store)] == ["2", "1", "3"]
    assert publication.count(store) == 3


PUBLIC = [Paragraph("para", "各科室要做好促消费工作。"), Paragraph("para", "（此件公开发布）")]
PLAIN = PUBLIC[:1]


def test_a_text_that_says_so_opens_the_line_by_any_door(store: Store) -> None:
    paper = a_paper(store, "")
    paper_bodies.set_body(store, paper.id, PUBLIC, "通知.docx", "a" * 64)  # before the chief signs again
    assert paper_particulars.get(store, paper.id).disclosure == "public"
    assert "publication.marked" in [one.key for one in paper_facts.facts(store, paper.id)[-1].verdicts]
    documents.sign(store, paper.id, "局长")
    numbers.give_number(store, paper.id, calendar=CALENDAR)
    line = publication.of_document(store, paper.id)
    assert line is not None and (line.information, line.responsible) == (TODAY, "业务股")
    assert publication.unopened(store) == []
    # the text stands above the form; another text frees it
    given = {"disclosure": "asked"}
    assert refusal(paper_particulars.describe, store, paper.id, given) == ("26-2", "publication.text_says")
    correction = signoff.Correction("王某", "多了一行")
    text = paper_bodies.Text(PLAIN, "通知2.docx", "b" * 64)
    paper_particulars.describe(store, paper.id, given, correction=correction, text=text)
    assert paper_particulars.get(store, paper.id).disclosure == "asked"


def test_a_numbered_paper_gets_its_line_with_the_act_that_marks_it(store: Store) -> None:
    by_text, by_form = a_paper(store, ""), a_paper(store, "")
    for paper in (by_text, by_form):
        numbers.give_number(store, paper.id, calendar=CALENDAR)
        assert publication.of_document(store, paper.id) is None
    correction = signoff.Correction("王某", "漏了附注")
    paper_bodies.set_body(
        store, by_text.id, PUBLIC, "通知.docx", "a" * 64, correction=correction, calendar=CALENDAR
    )
    paper_particulars.describe(store, by_form.id, {"disclosure": "public"}, calendar=CALENDAR)
    assert [one.document for one in publication.listed(store)] == [by_text.id, by_form.id]


def test_a_paper_whose_number_is_void_is_not_made_public(store: Store) -> None:
    papers = [a_paper(store) for _ in range(3)]
    for paper in papers:
        numbers.give_number(store, paper.id)
    publication.catch_up(store, CALENDAR)
    first, second, third = (number_lines.of_document(store, paper.id) for paper in papers)
    assert first and second and third
    number_book.void(store, first.id, "内容变更", "李主任")
    ended = publication.of_document(store, papers[0].id)
    assert ended and (ended.state, ended.ended_because, ended.ended_by) == ("ended", "内容变更", "李主任")
    # what is on line already is a person's to take off
    out = publication.of_document(store, papers[1].id)
    assert out is not None
    publication.publish(store, out.id, "公告栏", "李主任", CALENDAR)
    number_book.void(store, second.id, "内容变更", "李主任")
    assert publication.get(store, out.id).state == "published"
    # and one that has no line yet gets none
    fourth = a_paper(store)
    numbers.give_number(store, fourth.id)
    line = number_lines.of_document(store, fourth.id)
    assert line is not None
    number_book.void(store, line.id, "内容变更", "李主任")
    assert publication.catch_up(store, CALENDAR) == 0
    assert doctor.examine(store).ok
