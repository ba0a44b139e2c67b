"""The number book's memory: each number in one state, no gap without its line, the year's closing (12-1, 10-4)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oatui.clock import ZONE
from oatui.rules.number_book import FREE, Gap
from oatui.rules.particulars import Consultation
from oatui.rules.signoff import CHAIN
from oatui.rules.verdict import Level, Refused
from oatui.store import (
    allocation,
    book_year,
    doctor,
    documents,
    incoming,
    incoming_course,
    issuing,
    journal,
    ledger,
    main_line,
    number_book,
    number_lines,
    numbers,
    paper_checks,
    paper_facts,
    paper_particulars,
    register_lines,
    versions,
)
from oatui.store.database import Store, connect, open_store
from oatui.store.migrations import MIGRATIONS
from oatui.store.number_lines import OTHER
from tests.conftest import FixedClock
from tests.store.acts import fresh_store
from tests.store.refusals import refusal

BUREAU, LETTER = "嘉商务字", "嘉商务函"
TODAY = date(2026, 11, 24)


def signed(store: Store, series: str = BUREAU, kind: str = "通知", title: str = "关于某事的") -> int:
    paper = documents.draft(store, f"{title}{kind}", kind, series, "业务股", "王某")
    for name in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, paper.id, name)
    return paper.id


def numbered(store: Store, series: str = BUREAU) -> documents.Document:
    return numbers.give_number(store, signed(store, series))


def off_line(
    store: Store, sequence: int, dated: date = TODAY, year: int = 2026, title: str = "关于线下某事的通知"
) -> number_book.Entered:
    return number_book.enter_off_line(
        store, f"{BUREAU}〔{year}〕{sequence}号", title, "业务股", dated, "刘某"
    )


def line(store: Store, sequence: int, series: str = BUREAU, year: int = 2026) -> number_lines.Line:
    found = number_lines.find(store, series, year, sequence)
    assert found is not None
    return found


# ------------------------------------------------------------------ reserved


def test_automatic_numbering_goes_on_behind_a_reservation(store: Store) -> None:
    assert numbered(store).number == "嘉商务字〔2026〕1号"
    kept = number_book.reserve(store, BUREAU, "党组会纪要", "张某", count=2)
    assert [one.number for one in kept] == ["嘉商务字〔2026〕2号", "嘉商务字〔2026〕3号"]
    assert {(one.state, one.purpose, one.person, one.expires) for one in kept} == {
        ("reserved", "党组会纪要", "张某", "2026-12-31")
    }
    assert numbered(store).number == "嘉商务字〔2026〕4号"
    assert numbered(store, LETTER).number == "嘉商务函〔2026〕1号"


def test_a_paper_takes_the_reserved_number_once(store: Store) -> None:
    [kept] = number_book.reserve(store, BUREAU, "党组会纪要", "张某")
    paper = numbers.give_number(store, signed(store), reserved=kept.id)
    assert paper.number == "嘉商务字〔2026〕1号"
    found = line(store, 1)
    assert (found.state, found.way, found.document, found.purpose) == (
        "given",
        "reserved",
        paper.id,
        "党组会纪要",
    )
    assert numbers.give_number(store, paper.id, reserved=kept.id) == paper
    other = signed(store)
    assert refusal(lambda: numbers.give_number(store, other, reserved=kept.id)) == (
        "12-1",
        "book.not_reserved",
    )
    assert numbers.give_number(store, other).number == "嘉商务字〔2026〕2号"


def test_a_reserved_number_is_judged_like_any_other(store: Store) -> None:
    [kept] = number_book.reserve(store, BUREAU, "党组会纪要", "张某")
    draft = documents.draft(store, "关于某事的通知", "通知", BUREAU, "业务股", "王某")
    assert refusal(lambda: numbers.give_number(store, draft.id, reserved=kept.id))[0] == "12-1"
    letter = signed(store, LETTER)
    assert refusal(lambda: numbers.give_number(store, letter, reserved=kept.id)) == (
        "10-3",
        "book.other_series",
    )


def test_a_reservation_asked_twice_is_the_same(store: Store) -> None:
    first = number_book.reserve(store, BUREAU, "甲", "张某", count=2, request_id="r-1")
    assert number_book.reserve(store, BUREAU, "甲", "张某", count=2, request_id="r-1") == first
    assert [one.sequence for one in number_book.reserve(store, BUREAU, "乙", "张某", request_id="r-2")] == [3]


def test_a_reservation_lapses_by_name_when_it_is_due(store: Store, clock: FixedClock) -> None:
    [kept] = number_book.reserve(store, BUREAU, "党组会纪要", "张某", expires=TODAY)
    assert refusal(lambda: number_book.lapse(store, kept.id, "李主任"))[1] == "book.not_due"
    assert number_lines.due_reservations(store, TODAY) == []
    clock.pass_time(days=1)
    assert number_lines.due_reservations(store, clock.now().date()) == [kept]
    assert refusal(lambda: number_book.lapse(store, kept.id, " "))[1] == "book.no_decider"
    gone = number_book.lapse(store, kept.id, "李主任")
    assert (gone.state, gone.reason, gone.ended_by) == ("lapsed", "党组会纪要", "李主任")
    assert numbered(store).number == "嘉商务字〔2026〕2号"


def test_an_unknown_series_reserves_nothing(store: Store) -> None:
    assert refusal(lambda: number_book.reserve(store, "嘉商字", "甲", "张某")) == (
        "10-3", "numbering.series_unknown",
    )  # fmt: skip


# ------------------------------------------------------------------ void


def test_what_is_told_of_a_series_is_what_it_gave_whoever_gave_it(
    store: Store, open_at: Callable[..., Store]
) -> None:
    """A desk adds what was given since it last counted: numbers of both desks, another series', a void one."""
    other, told = open_at(), []
    ahead = {desk: [signed(desk) for _paper in range(4)] for desk in (store, other)}
    of_letters = signed(store, LETTER)
    for act, desk in enumerate((store, store, other, other, store, other, store)):
        if act == 4:
            numbers.give_number(store, of_letters)
        if act == 5:
            number_book.void(store, line(store, 1).id, "不发了", "李主任")
        numbers.give_number(desk, ahead[desk].pop())
        made = json.loads(store.value("select body from event order by rowid desc limit 1"))
        told += [one["values"]["n"] for one in made["verdicts"] if one["key"] == "paper.need_blank"]
    assert told == [0, 1, 2, 3, 4, 4, 5]


def test_only_what_went_out_is_counted_and_a_void_paper_answers_nothing(store: Store) -> None:
    paper = numbered(store)
    off_line(store, 5)
    assert paper_checks.paper(store, paper.id).issued == 2  # not up to the highest number
    number_book.void(store, line(store, 1).id, "不发了", "李主任")
    assert paper_checks.paper(store, paper.id).issued == 1
    came = incoming.register_paper(store, "县政府办公室", "关于报送情况的通知").paper
    assert refusal(lambda: incoming_course.answer(store, came.id, paper.id)) == ("12-1", "numbering.is_void")


def test_a_void_paper_that_was_returned_waits_for_nobody(store: Store) -> None:
    paper, other = numbered(store), numbered(store)
    for one in (paper, other):
        documents.give_back(store, one.id, "孙某", "内容要改")
    assert [one.id for one in documents.open_documents(store)] == [paper.id, other.id]
    number_book.void(store, line(store, 1).id, "不发了", "李主任")
    assert [one.id for one in documents.open_documents(store)] == [other.id]
    assert refusal(lambda: documents.sign(store, paper.id, "李某")) == ("12-1", "numbering.is_void")


def test_a_mistake_hides_no_gap(store: Store) -> None:
    numbered(store)
    off_line(store, 3)
    mistake = off_line(store, 4).line
    assert number_lines.gaps(store, 2026) == [Gap(BUREAU, 2026, 2, 2)]
    number_book.void(store, mistake.id, "打错", "李主任", mistaken=True)
    assert number_lines.gaps(store, 2026) == [Gap(BUREAU, 2026, 2, 2)]
    off_line(store, 2)
    assert number_lines.gaps(store, 2026, BUREAU) == number_lines.gaps(store, 2026) == []
    numbered(store, LETTER)
    off_line(store, 6)  # one series whole, the other not
    assert [(gap.series, gap.first) for gap in number_lines.gaps(store, 2026)] == [(BUREAU, 5)]


def test_a_void_number_is_never_used_again_and_its_paper_says_so(store: Store) -> None:
    paper = numbered(store)
    gone = number_book.void(store, line(store, 1).id, "内容变更", "李主任")
    assert (gone.state, gone.reason, gone.ended_by, gone.document) == ("void", "内容变更", "李主任", paper.id)
    assert numbered(store).number == "嘉商务字〔2026〕2号"
    assert documents.get(store, paper.id).number == "嘉商务字〔2026〕1号"
    fact = paper_facts.facts(store, paper.id)[-1]
    assert (fact.kind, fact.person, fact.reason) == ("number_voided", "李主任", "内容变更")
    found = number_lines.of_document(store, paper.id)
    assert found and found.state == "void"
    assert refusal(lambda: numbers.give_number(store, paper.id)) == ("12-1", "numbering.is_void")
    assert refusal(lambda: documents.give_back(store, paper.id, "孙某", "再改")) == (
        "12-1",
        "numbering.is_void",
    )
    assert documents.is_void(store, paper.id) and documents.voided(store) == {paper.id}
    assert refusal(lambda: number_book.void(store, gone.id, "再来", "李主任")) == (
        "12-1",
        "book.no_longer.void",
    )
    assert refusal(lambda: off_line(store, 1)) == ("12-1", "book.taken")


def test_each_page_of_a_book_has_the_gaps_that_fall_into_it(store: Store) -> None:
    for sequence in (2, 3, 7, 8, 12):
        off_line(store, sequence)
    whole = [(one.first, one.sequence, one.state) for one in number_lines.book(store, 2026, BUREAU, -1)]
    assert whole == [
        (12, 12, "given"), (9, 11, "gap"), (8, 8, "given"), (7, 7, "given"), (4, 6, "gap"), (3, 3, "given"),
        (2, 2, "given"), (1, 1, "gap"),
    ]  # fmt: skip
    assert len(whole) == number_lines.count_book(store, 2026, BUREAU)
    for limit in (1, 2, 3, 8, 50):
        for offset in range(9):
            page = number_lines.book(store, 2026, BUREAU, limit, offset)
            found = [(one.first, one.sequence, one.state) for one in page]
            assert found == whole[offset : offset + limit], (limit, offset)


def test_a_mistaken_entry_does_not_lead_the_numbering(store: Store) -> None:
    """142 typed for 124: the book keeps the slip, and the next number is not 143."""
    numbered(store)
    slip = off_line(store, 4).line
    assert numbered(store).number == "嘉商务字〔2026〕5号"
    number_book.void(store, slip.id, "打错", "李主任", mistaken=True)
    assert number_lines.gaps(store, 2026) == [Gap(BUREAU, 2026, 2, 3)]
    far = off_line(store, 7).line
    number_book.void(store, far.id, "打错", "李主任", mistaken=True)
    assert number_lines.gaps(store, 2026) == [Gap(BUREAU, 2026, 2, 3)]
    assert [numbered(store).number for _n in range(2)] == ["嘉商务字〔2026〕6号", "嘉商务字〔2026〕8号"]
    # the paper that really has it turns up
    assert off_line(store, 7, title="关于真有其事的通知").line.id == far.id


def test_a_reservation_passes_over_what_was_entered_by_mistake(store: Store) -> None:
    number_book.void(store, off_line(store, 2).line.id, "打错", "李主任", mistaken=True)
    kept = number_book.reserve(store, BUREAU, "甲", "张某", count=2)
    assert [one.sequence for one in kept] == [1, 3]


def test_what_another_desk_did_meanwhile_is_seen(
    store: Store, open_at: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules are asked before the writer's place is taken: what comes between is not overlooked."""
    other, look_ahead = open_at(), numbers._look_ahead
    paper, third = signed(store), signed(store)

    def returned_meanwhile(one: Store, document: int) -> numbers.Seen:
        seen = look_ahead(one, document)
        documents.give_back(other, document, "孙某", "要改")
        return seen

    def numbered_meanwhile(one: Store, document: int) -> numbers.Seen:
        seen = look_ahead(one, document)
        with monkeypatch.context() as plain:
            plain.setattr(numbers, "_look_ahead", look_ahead)
            numbers.give_number(other, third)
        return seen

    monkeypatch.setattr(numbers, "_look_ahead", returned_meanwhile)
    assert refusal(lambda: numbers.give_number(store, paper))[0] == "12-1"
    monkeypatch.setattr(numbers, "_look_ahead", numbered_meanwhile)
    assert numbers.give_number(store, signed(store)).number == "嘉商务字〔2026〕2号"
    assert documents.get(store, third).number == "嘉商务字〔2026〕1号"


# ------------------------------------------------------------------ off line


def test_an_off_line_number_is_refused_where_taken(store: Store) -> None:
    numbered(store)
    number_book.reserve(store, BUREAU, "党组会纪要", "张某")
    assert refusal(lambda: off_line(store, 1)) == ("12-1", "book.taken")
    assert refusal(lambda: off_line(store, 2)) == ("12-1", "book.taken_reserved")
    assert off_line(store, 3).line.state == "given"
    assert refusal(lambda: off_line(store, 3)) == ("12-1", "book.taken")
    assert refusal(lambda: off_line(store, 1, year=2027)) == ("12-1", "book.year_ahead")


def test_an_off_line_number_is_repaired_and_what_it_leaves_is_a_gap(store: Store) -> None:
    made = number_book.enter_off_line(
        store, "嘉商务字(2026)第05", "关于某事的通知", "业务股", TODAY, "刘某", kind="通知"
    )
    assert made.line.number == "嘉商务字〔2026〕5号"
    assert {note.key.rpartition(".")[2] for note in made.notes} == {
        "brackets", "ordinal", "padded", "ending", "leaves_gap",
    }  # fmt: skip
    assert number_lines.gaps(store, 2026) == [Gap(BUREAU, 2026, 1, 4)]
    assert numbered(store).number == "嘉商务字〔2026〕6号"
    assert off_line(store, 2).line.number == "嘉商务字〔2026〕2号"
    assert number_lines.gaps(store, 2026) == [Gap(BUREAU, 2026, 1, 1), Gap(BUREAU, 2026, 3, 4)]


def test_out_of_order_is_warned_of_between_the_nearest_papers(store: Store) -> None:
    off_line(store, 1, date(2026, 3, 1))
    off_line(store, 5, date(2026, 5, 1))
    void = off_line(store, 2, date(2026, 4, 1)).line
    number_book.void(store, void.id, "重复", "李主任")  # what is void is nobody's neighbour
    assert [n.key for n in off_line(store, 3, date(2026, 3, 1)).notes] == []
    assert [n.key for n in off_line(store, 4, date(2026, 5, 2)).notes] == ["book.later_than_after"]


def test_the_neighbour_of_a_paper_has_the_date_of_its_last_signature(store: Store, clock: FixedClock) -> None:
    paper = numbered(store)
    documents.give_back(store, paper.id, "孙某", "要改")
    clock.pass_time(days=3)
    for name in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, paper.id, name)
    [note] = [n for n in off_line(store, 2, TODAY).notes if n.level is Level.WARNING]
    assert (note.key, note.values["other"]) == ("book.earlier_than_before", "2026-11-27")


def test_an_explained_gap_may_still_turn_up(store: Store) -> None:
    off_line(store, 3)
    made = number_book.explain(store, BUREAU, 2026, 1, 2, "线下跳号", "李主任")
    assert [(one.number, one.state, one.reason) for one in made] == [
        ("嘉商务字〔2026〕1号", "explained", "线下跳号"), ("嘉商务字〔2026〕2号", "explained", "线下跳号"),
    ]  # fmt: skip
    assert number_lines.gaps(store, 2026) == []
    assert (
        refusal(lambda: number_book.explain(store, BUREAU, 2026, 1, 1, "再说", "李主任"))[1] == "book.no_gap"
    )
    off_line(store, 2)
    assert [one.state for one in number_lines.lines(store, 2026)] == ["explained", "given", "given"]


# ------------------------------------------------------------------ without a number of ours


def test_letters_and_joint_papers_have_their_lines_and_take_no_number(store: Store) -> None:
    letter = numbers.give_number(store, signed(store, "", "函"))
    assert letter.number == "不编号" and letter.waiting_for is None
    assert numbers.give_number(store, letter.id) == letter
    joint = register_lines.take_joint_number(store, signed(store), "示财字〔2026〕9号", "县财政局")
    assert joint.number == "示财字〔2026〕9号"
    register_lines.register_letter(store, "关于某事的函", "函", "业务股", TODAY)
    register_lines.register_joint(
        store, "示发改字[2026]3号", "县发改局", "关于某事的通知", "通知", "业务股", TODAY
    )
    assert numbered(store).number == "嘉商务字〔2026〕1号"
    found = number_lines.lines(store, 2026)
    assert [(one.way, one.number, one.title) for one in found] == [
        ("automatic", "嘉商务字〔2026〕1号", "关于某事的通知"),
        ("unnumbered", "不编号", "关于某事的函"),
        ("joint", "示财字〔2026〕9号", "关于某事的通知"),
        ("unnumbered", "不编号", "关于某事的函"),
        ("joint", "示发改字[2026]3号", "关于某事的通知"),  # another office's number stands as it was written
    ]
    assert found[2].more == {"lead": "县财政局"} and found[2].signer == "孙某"
    assert number_lines.count_lines(store, 2026) == 5
    assert number_lines.count_lines(store, 2026, OTHER) == 4
    struck = register_lines.strike(store, found[1].id, "没有发", "李主任")
    assert (struck.state, struck.document) == ("void", letter.id)
    assert paper_facts.facts(store, letter.id)[-1].kind == "number_voided"
    assert documents.is_void(store, letter.id) and documents.voided(store) == {letter.id}


def test_a_joint_paper_is_signed_first_and_is_not_ours(store: Store) -> None:
    draft = documents.draft(store, "关于某事的通知", "通知", BUREAU, "业务股", "王某").id
    take = register_lines.take_joint_number
    assert refusal(lambda: take(store, draft, "示财字〔2026〕9号", "县财政局"))[0] == "12-1"
    paper = signed(store)
    assert refusal(lambda: take(store, paper, "嘉商务字〔2026〕9号", "县财政局")) == (
        "12-1",
        "book.own_number",
    )
    assert refusal(lambda: take(store, paper, " ", "县财政局"))[1] == "book.no_lead_number"
    assert refusal(lambda: take(store, paper, "示财字〔2026〕9号", ""))[1] == "book.no_lead"
    own = numbered(store)
    assert refusal(lambda: take(store, own.id, "示财字〔2026〕9号", "县财政局"))[1] == "book.numbered_before"


def test_a_paper_that_another_unit_leads_takes_its_number_and_none_of_ours(store: Store) -> None:
    paper = documents.draft(store, "关于某事的通知", "通知", BUREAU, "业务股", "王某").id
    paper_particulars.describe(store, paper, {"joint": ("县财政局",), "joint_lead": "县财政局"})
    for person in ("李某", "刘某", "张某"):
        documents.sign(store, paper, person)
    # the chief's signature waits for the other unit's
    assert refusal(lambda: documents.sign(store, paper, "孙某")) == ("6-5", "paper.joint_unsigned")
    paper_particulars.describe(store, paper, {"consultations": (Consultation("县财政局", "会签", TODAY),)})
    documents.sign(store, paper, "孙某")
    assert refusal(lambda: numbers.give_number(store, paper)) == ("12-1", "numbering.led_elsewhere")
    # who issues it is of substance
    paper_particulars.describe(store, paper, {"joint_lead": ""})
    assert documents.get(store, paper).waiting_for == "chief_sign"
    paper_particulars.describe(store, paper, {"joint_lead": "县财政局"})
    documents.sign(store, paper, "孙某")
    taken = register_lines.take_joint_number(store, paper, "示财字〔2026〕9号", "县财政局")
    assert taken.number == "示财字〔2026〕9号"
    ours = numbered(store)
    assert ours.number == "嘉商务字〔2026〕1号"
    # who numbers it stays with the number: else ours would stand on another unit's paper
    for numbered_paper, lead in ((ours.id, "县财政局"), (paper, "")):
        says = {"joint": ("县财政局",), "joint_lead": lead}
        act = partial(paper_particulars.describe, store, numbered_paper, says)
        assert refusal(act) == ("12-1", "paper.lead_fixed")
    assert documents.get(store, ours.id).waiting_for is None


def test_a_joint_paper_is_dated_by_its_last_signer(store: Store, clock: FixedClock) -> None:
    def joint(on: date, lead: str) -> int:
        clock.moment = datetime(2026, 12, 28, 9, tzinfo=ZONE)
        paper = documents.draft(store, "关于某事的通知", "通知", BUREAU, "业务股", "王某").id
        for person in ("李某", "刘某", "张某"):
            documents.sign(store, paper, person)
        clock.moment = datetime(2027, 1, 5, 9, tzinfo=ZONE)
        said = (Consultation("县财政局", "会签", on),)
        says = {"joint": ("嘉祥县财政局",), "joint_lead": lead, "consultations": said}
        paper_particulars.describe(store, paper, says)
        documents.sign(store, paper, "孙某", at=datetime(2026, 12, 30, 9, tzinfo=ZONE))
        return paper

    late = joint(date(2027, 1, 4), "")
    [note] = [one for one in paper_checks.before_number(store, late) if one.key == "paper.joint_dated"]
    assert (note.level, note.values["dated"]) == (Level.NOTE, "2027-01-04")
    assert numbers.give_number(store, late).number == "嘉商务字〔2027〕1号"
    assert line(store, 1, year=2027).dated == issuing.get(store, late).dated.isoformat() == "2027-01-04"
    # countersigned before our chief signed: the chief's day, and nothing to remark
    early = joint(date(2026, 12, 29), "")
    assert "paper.joint_dated" not in {one.key for one in paper_checks.before_number(store, early)}
    assert numbers.give_number(store, early).number == "嘉商务字〔2026〕1号"
    # the day is put right after the number, which stays
    paper_particulars.describe(
        store, early, {"consultations": (Consultation("县财政局", "会签", date(2026, 12, 31)),)}
    )
    assert line(store, 1).dated == "2026-12-31"
    # but not into a year whose number it has not
    put = {"consultations": (Consultation("县财政局", "会签", date(2027, 1, 4)),)}
    assert refusal(lambda: paper_particulars.describe(store, early, put)) == ("12-1", "paper.year_fixed")
    assert documents.get(store, early).dated == "2026-12-31"
    led = register_lines.take_joint_number(
        store, joint(date(2027, 1, 4), "嘉祥县财政局"), "嘉财字〔2027〕1号", "嘉祥县财政局"
    )
    [other] = number_lines.lines(store, 2027, OTHER)
    assert (other.number, other.dated) == (led.number, "2027-01-04")
    assert doctor.examine(store).ok


def test_another_desks_joint_paper_has_the_year_of_its_last_signer() -> None:
    """A desk that does not say the date yet asks by the day of 签发."""
    request = {
        "request_id": "desk 1", "title": "关于某事的通知", "kind": "通知", "series": BUREAU, "section": "业务股",
        "by": "王某", "signatures": [[step, "某", "2026-12-30T09:00:00+08:00"] for step in CHAIN],
    }  # fmt: skip
    now = datetime(2027, 1, 5, 9, tzinfo=ZONE)
    for dated, year in ({"dated": "2027-01-04"}, 2027), ({}, 2026), ({"dated": "2026-12-01"}, 2026):
        assert allocation.read(request | dated).year(now) == year
    assert refusal(lambda: allocation.read(request | {"dated": "明天"}))[1] == "link.not_understood"


def test_a_letter_without_a_number_is_still_a_letter(store: Store) -> None:
    act = register_lines.register_letter
    assert refusal(lambda: act(store, "关于某事的报告", "报告", "业务股", TODAY)) == (
        "10-4",
        "numbering.not_a_letter",
    )
    assert (
        refusal(lambda: act(store, "关于某事的函", "函", "业务股", TODAY + timedelta(days=1)))[1]
        == "book.future"
    )


# ------------------------------------------------------------------ the year


def in_january(clock: FixedClock) -> None:
    clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=ZONE)


def test_last_years_book_is_open_until_it_is_closed(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 12, 31, 10, 0, tzinfo=ZONE)
    late, never = signed(store), signed(store)
    assert refusal(lambda: book_year.close_year(store, 2026, "李主任"))[1] == "book.no_book"
    numbered(store)
    assert refusal(lambda: book_year.close_year(store, 2026, "李主任"))[1] == "book.year_runs"
    in_january(clock)
    assert numbers.give_number(store, late).number == "嘉商务字〔2026〕2号"
    assert paper_facts.facts(store, late)[-1].verdicts[-1].key == "numbering.last_year"
    assert refusal(lambda: book_year.close_year(store, 2026, "李主任")) == ("12-1", "book.papers_wait")
    documents.give_back(store, never, "孙某", "不发了")
    closed = book_year.close_year(store, 2026, "李主任")
    assert (closed.closed, closed.closed_by) == (True, "李主任")
    assert refusal(lambda: book_year.close_year(store, 2026, "李主任")) == ("12-1", "book.closed")


def test_a_closed_book_takes_nothing_more(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 12, 31, 10, 0, tzinfo=ZONE)
    first = line(store, 1) if numbered(store) else None
    letter = register_lines.register_letter(store, "关于某事的函", "函", "业务股", date(2026, 12, 30))
    in_january(clock)
    book_year.close_year(store, 2026, "李主任")
    old = documents.draft(
        store, "关于某事的通知", "通知", BUREAU, "业务股", "王某", at=datetime(2026, 12, 31, 10, tzinfo=ZONE)
    )
    for name in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, old.id, name, at=datetime(2026, 12, 31, 11, tzinfo=ZONE))
    assert first is not None
    row = a_row(2026, 9)
    acts: list[Callable[[], object]] = [
        lambda: numbers.give_number(store, old.id),
        lambda: off_line(store, 2, date(2026, 12, 30)),
        lambda: number_book.void(store, first.id, "重复", "李主任"),
        lambda: number_book.explain(store, BUREAU, 2026, 2, 2, "跳号", "李主任"),
        lambda: register_lines.register_letter(store, "关于某事的函", "函", "业务股", date(2026, 12, 30)),
        lambda: register_lines.strike(store, letter.id, "没有发", "李主任"),
        lambda: register_lines.take_joint_number(store, old.id, "示财字〔2026〕9号", "县财政局"),
        lambda: ledger.import_ledger(store, [row], "旧.xlsx"),
    ]
    for act in acts:
        assert refusal(act) == ("12-1", "book.closed")
    assert refusal(lambda: book_year.reopen_year(store, 2026, "李主任", " "))[1] == "book.no_reopen_reason"
    book_year.reopen_year(store, 2026, "李主任", "补编一件")
    assert numbers.give_number(store, old.id).number == "嘉商务字〔2026〕2号"
    assert refusal(lambda: book_year.reopen_year(store, 2026, "李主任", "再来"))[1] == "book.not_closed"


def test_a_book_with_something_owed_is_not_closed(store: Store, clock: FixedClock) -> None:
    off_line(store, 2)
    number_book.reserve(store, BUREAU, "党组会纪要", "张某")
    in_january(clock)

    def close() -> book_year.YearBook:
        return book_year.close_year(store, 2026, "李主任")

    assert refusal(close) == ("12-1", "book.gaps_open")
    number_book.explain(store, BUREAU, 2026, 1, 1, "跳号", "李主任")
    assert refusal(close) == ("12-1", "book.reserved_open")
    number_book.lapse(store, number_lines.reserved(store)[0].id, "李主任")
    assert refusal(lambda: book_year.close_year(store, 2026, " "))[1] == "book.no_approver"
    assert close().closed


# ------------------------------------------------------------------ an earlier ledger


def a_row(year: int, sequence: int | None, title: str = "旧文", state: str = "given") -> dict[str, object]:
    return {
        "series": BUREAU if sequence else "", "year": year, "sequence": sequence, "title": title, "kind": "通知",
        "section": "办公室", "dated": f"{year}-03-01", "person": "", "signer": "孙某", "reason": "", "state": state,
        "more": {"copies": "10", "remark": ""},
    }  # fmt: skip


def test_a_ledger_comes_in_before_or_after_our_own_numbers(store: Store) -> None:
    assert numbered(store).number == "嘉商务字〔2026〕1号"
    rows = [a_row(2025, 2), a_row(2025, 5, state="void"), a_row(2026, 7), a_row(2025, None)]
    assert ledger.import_ledger(store, rows, "旧.xlsx") == (4, 0)
    assert ledger.import_ledger(store, rows, "旧.xlsx") == (0, 4)
    assert numbered(store).number == "嘉商务字〔2026〕8号"
    assert number_lines.gaps(store, 2025) == [Gap(BUREAU, 2025, 1, 1), Gap(BUREAU, 2025, 3, 4)]
    found = number_lines.lines(store, 2025)
    assert [(one.sequence, one.way, one.state) for one in found] == [
        (2, "imported", "given"), (5, "imported", "void"), (0, "unnumbered", "given"),
    ]  # fmt: skip
    assert found[0].more == {"copies": "10"}
    assert store.value("select count(*) from event where kind = 'ledger_imported'") == 1


def test_a_ledger_that_collides_comes_in_not_at_all(store: Store) -> None:
    numbered(store)
    assert refusal(lambda: ledger.import_ledger(store, [a_row(2025, 1), a_row(2026, 1)], "旧.xlsx")) == (
        "12-1", "book.taken",
    )  # fmt: skip
    twice = [a_row(2025, 1), a_row(2025, 1, "另一件")]
    assert refusal(lambda: ledger.import_ledger(store, twice, "旧.xlsx")) == ("12-1", "ledger.double")
    assert refusal(lambda: ledger.import_ledger(store, [a_row(2027, 1)], "旧.xlsx"))[1] == "book.year_ahead"
    assert number_lines.count_lines(store, 2025) == 0


# ------------------------------------------------------------------ reading


def test_the_book_shows_numbers_and_gaps_from_the_top(store: Store) -> None:
    off_line(store, 2)
    off_line(store, 6)
    shown = number_lines.book(store, 2026, BUREAU)
    assert [one.number for one in shown] == [
        "嘉商务字〔2026〕6号", "嘉商务字〔2026〕3至5号", "嘉商务字〔2026〕2号", "嘉商务字〔2026〕1号",
    ]  # fmt: skip
    assert number_lines.count_book(store, 2026, BUREAU) == 4
    assert number_lines.book(store, 2026, BUREAU, 2, 1) == shown[1:3]
    [one] = [each for each in number_lines.summaries(store, 2026) if each.series == BUREAU]
    assert (one.given, one.off_line, one.missing, one.highest, one.last_given) == (2, 2, 4, 6, 6)
    assert [each.state for each in number_lines.unused(store, 2026)] == ["gap", "gap"]
    assert number_lines.count_unused(store, 2026) == 2


@pytest.mark.parametrize("text", ["嘉商务字〔2026〕1号", "嘉商务字[2026]001", "1", " 1 "])
def test_a_number_is_found_as_it_is_typed(store: Store, text: str) -> None:
    numbered(store)
    assert number_lines.written(store, text).number == "嘉商务字〔2026〕1号"


@pytest.mark.parametrize("text", ["嘉商务字〔2026〕2号", "9", "[/x]", "", "9" * 5000])
def test_a_number_that_is_not_there(store: Store, text: str) -> None:
    numbered(store)
    assert refusal(lambda: number_lines.written(store, text))[1] == "book.unknown"


# ------------------------------------------------------------------ any sequence of acts

NAMES = [
    "paper", "paper", "give", "give", "give", "return", "sign again", "void", "mistaken", "reserve", "use", "lapse",
    "off line", "off line", "explain", "import", "time", "close", "reopen",
]  # fmt: skip
SEQUENCES = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 9), st.integers(0, 9)), max_size=40)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
proof = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


class Life:
    """A desk that does anything at any time, and what every number was when it was first seen."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.owner: dict[tuple[str, int, int], int] = {}
        self.void: set[tuple[str, int, int]] = set()
        self.closed: dict[int, list[number_lines.Line]] = {}

    def do(self, name: str, a: int, b: int) -> None:
        store, year = self.store, self.clock.now().year - b % 2
        papers = [row[0] for row in store.rows("select id from document order by id")] or [0]
        paper = papers[a % len(papers)]
        lines = [row[0] for row in store.rows("select id from number order by id")] or [0]
        one = lines[a % len(lines)]
        if name == "paper":
            signed(store, (BUREAU, LETTER)[a % 2])
        elif name == "give":
            numbers.give_number(store, paper)
        elif name == "return":
            documents.give_back(store, paper, "孙某", "要改")
        elif name == "sign again":
            for _n in range(4):
                documents.sign(store, paper, "赵某")
        elif name in {"void", "mistaken"}:
            number_book.void(store, one, "原因", "李主任", mistaken=name == "mistaken")
        elif name == "reserve":
            last = self.clock.now().date() + timedelta(days=b)
            number_book.reserve(store, (BUREAU, LETTER)[a % 2], "用途", "张某", count=1 + b % 3, expires=last)
        elif name == "use":
            numbers.give_number(store, paper, reserved=one)
        elif name == "lapse":
            number_book.lapse(store, one, "李主任")
        elif name == "off line":
            off_line(store, 1 + (a * 3 + b) % 20, date(year, 1 + a, 1 + b), year)
        elif name == "explain":
            for gap in number_lines.gaps(store, year)[: 1 + a % 2]:
                number_book.explain(store, gap.series, gap.year, gap.first, gap.last, "跳号", "李主任")
        elif name == "import":
            ledger.import_ledger(
                store, [a_row(year, 1 + a + n * 2, f"旧文{n}") for n in range(b % 4)], "旧.xlsx"
            )
        elif name == "time":
            self.clock.pass_time(days=1 + a * 12)
        elif name == "close":
            book_year.close_year(store, year, "李主任")
            self.closed[year] = number_lines.lines(store, year, limit=-1)
        else:
            book_year.reopen_year(store, year, "李主任", "补登")
            del self.closed[year]

    def check(self) -> None:
        """No number twice, none lost, none without its line, a void one never used, a closed book unchanged."""
        store = self.store
        for year in number_lines.years(store):
            for each in number_lines.summaries(store, year):
                taken = [one.sequence for one in number_lines.lines(store, year, each.series, limit=-1)]
                assert len(taken) == len(set(taken))
                missing = [
                    n
                    for gap in number_lines.gaps(store, year, each.series)
                    for n in range(gap.first, gap.last + 1)
                ]
                whole = set(range(1, each.highest + 1))
                assert whole <= set(taken) | set(missing)
                assert not set(taken) & set(missing)
                assert set(missing) <= whole and each.missing == len(missing)
        for row in store.rows("select series, year, sequence, document, state, way from number"):
            place = (row["series"], row["year"], row["sequence"])
            if row["document"] is not None:
                assert self.owner.setdefault(place, row["document"]) == row["document"]
            else:
                assert place not in self.owner
            assert place not in self.void or row["state"] == "void"
            if row["state"] == "void":
                self.void.add(place)
            assert row["state"] not in FREE or row["document"] is None
        # only off-line use and an imported ledger open gaps, and one stays open where the entry is taken back
        ways = {row[0] for row in store.rows("select distinct way from number")}
        if not ways & {"off_line", "imported"}:
            assert not [gap for year in number_lines.years(store) for gap in number_lines.gaps(store, year)]
        for year, kept in self.closed.items():
            assert number_lines.lines(store, year, limit=-1) == kept
            assert number_lines.gaps(store, year) == []


def _live(acts: list[tuple[str, int, int]]) -> None:
    clock = FixedClock()
    with fresh_store(clock) as store:
        store.conn.execute("pragma synchronous=off")  # nothing here is about the power
        life = Life(store, clock)
        for act in acts:
            try:
                life.do(*act)
            except Refused:
                continue
            life.check()
        life.check()
        assert doctor._difference(store, None) is None


# a paper that was returned and signed anew next year changed a line of the closed book
ANOTHER_YEAR = [
    ("paper", 0, 0),
    ("give", 0, 0),
    ("return", 0, 0),
    ("time", 4, 0),
    ("close", 0, 1),
    ("sign again", 0, 0),
]


@quick
@given(SEQUENCES)
@example(ANOTHER_YEAR)
def test_whatever_is_done_every_number_has_one_line(acts: list[tuple[str, int, int]]) -> None:
    _live(acts)


@pytest.mark.proof
@proof
@given(SEQUENCES)
def test_whatever_is_done_every_number_has_one_line_long(acts: list[tuple[str, int, int]]) -> None:
    _live(acts)


# ------------------------------------------------------------------ a store from before the number book


def test_the_numbers_of_an_older_store_become_lines_of_the_book(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    """The migration and a rebuild from the journal give the same lines, in the order in which they were given."""
    for series in (BUREAU, LETTER, BUREAU):
        numbered(store, series)
    before = [one for one in MIGRATIONS if one[0] < "0006"]
    old = Store(connect(tmp_path / "old.db", create=True), tmp_path / "old.db", clock, "刘某某")
    versions.migrate(old, before)
    old.conn.execute("drop trigger event_chain")  # it was another one then
    with old.write():
        old.conn.execute("update local set value = ? where key = 'origin'", (store.origin,))
        for row in store.rows("select * from event order by rowid"):
            old.conn.execute(f"insert into event values ({', '.join('?' * 12)})", tuple(row))
            event = journal.read(row)
            body = event.body
            if event.kind == "document_signed":  # a paper had no date of its own then
                old.conn.execute("update document set step = ? where id = ?", (body["step"], body["id"]))
                documents.add_fact(old.conn, event, body["id"], "signed", body["step"], body["person"])
                continue
            if event.kind != "number_given":
                journal.apply(old.conn, event)
                continue
            given = (
                body["series"],
                body["year"],
                body["sequence"],
                body["id"],
                body["request_id"],
                event.at,
                event.actor,
            )
            old.conn.execute("insert into number values (?, ?, ?, ?, ?, ?, ?)", given)
            old.conn.execute("update document set number = ? where id = ?", (body["number"], body["id"]))
            documents.add_fact(old.conn, event, body["id"], "numbered", "number", event.actor)
    old.close()
    again = open_store(tmp_path / "old.db", clock, "刘某某")
    try:
        assert again.trouble is None
        assert number_lines.lines(again, 2026) == number_lines.lines(store, 2026)
        assert doctor.examine(again).ok
    finally:
        again.close()


def test_the_hub_is_asked_before_the_writers_place_is_taken(store: Store) -> None:
    """A door goes on signing in while a number is waited for; a paper that may have none does not ask at all."""
    asked: list[tuple[str, int, bool]] = []

    class Hub:
        def take(self, store: Store, series: str, year: int, request: str, at_least: int) -> int:
            asked.append((request.removeprefix(f"{store.origin} "), at_least, store.conn.in_transaction))
            return at_least + 6

    main_line.name_hub(store, "0123456789abcdef")
    store.county = Hub()  # type: ignore[assignment]
    paper = signed(store)
    assert numbers.give_number(store, paper).number == "嘉商务字〔2026〕7号"
    assert asked == [(f"document {paper}", 1, False)]
    assert numbers.give_number(store, paper).number == "嘉商务字〔2026〕7号" and len(asked) == 1
    unsigned = documents.draft(store, "关于某事的通知", "通知", BUREAU, "业务股", "王某").id
    refusal(lambda: numbers.give_number(store, unsigned))
    assert len(asked) == 1
