"""The document desk's memory: the chain in its order, and numbers with no gap and no double (arts 11, 12)."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oatui.clock import ZONE, SystemClock
from oatui.rules.signoff import CHAIN
from oatui.rules.verdict import Level, Refused
from oatui.store import backup, doctor, documents, earlier_names, numbers, paper_facts
from oatui.store.database import Store, memory, open_store
from oatui.store.documents import Document
from tests.conftest import MORNING, FixedClock
from tests.store.refusals import refusal

PARTY, BUREAU, LETTER = "嘉商务组字", "嘉商务字", "嘉商务函"
TITLE = "嘉祥县商务局关于拨付外贸资金的通知"
PEOPLE = ("李某", "刘某", "张某", "孙某")


def drafted(
    store: Store, series: str = BUREAU, section: str = "外贸科", at: datetime | None = None
) -> Document:
    return documents.draft(store, TITLE, "通知", series, section, "王某", at=at)


def signed(store: Store, series: str = BUREAU, steps: int = 4, at: datetime | None = None) -> Document:
    """A draft with its first `steps` signatures."""
    paper = drafted(store, series, at=at)
    for person in PEOPLE[:steps]:
        paper = documents.sign(store, paper.id, person, at=at)
    return paper


# ---------------------------------------------------------------- the draft


@pytest.mark.parametrize(
    ("title", "kind", "series", "section", "by", "refused"),
    [
        ("", "通知", BUREAU, "外贸科", "王某", ("12-6", "numbering.no_title")),
        (TITLE, "请示报告", BUREAU, "外贸科", "王某", ("12-6", "numbering.request_report")),
        (TITLE, "便函", LETTER, "外贸科", "王某", ("12-6", "numbering.kind_unknown")),
        (TITLE, "请示", LETTER, "外贸科", "王某", ("10-4", "numbering.not_a_letter")),
        (TITLE, "函", BUREAU, "外贸科", "王某", ("10-4", "numbering.letter_only")),
        (TITLE, "通知", "嘉商字", "外贸科", "王某", ("10-3", "numbering.series_unknown")),
        (TITLE, "通知", BUREAU, "　", "王某", ("11-2", "document.no_section")),
        (TITLE, "通知", BUREAU, "外贸科", " ", ("11-2", "document.no_drafter")),
    ],
)
def test_a_draft_that_is_refused_leaves_nothing(
    store: Store, title: str, kind: str, series: str, section: str, by: str, refused: tuple[str, str]
) -> None:
    assert refusal(lambda: documents.draft(store, title, kind, series, section, by)) == refused
    assert documents.count(store) == 0
    assert store.value("select count(*) from event") == 0


def test_a_warning_stays_with_the_draft(store: Store) -> None:
    paper = documents.draft(store, "关于元旦、春节值班的通知", "通知", BUREAU, "办公室", "王某")
    [fact] = paper_facts.facts(store, paper.id)
    assert [(v.level, v.key) for v in fact.verdicts] == [(Level.WARNING, "numbering.title_marks")]


def test_nothing_happens_later_than_now(store: Store, clock: FixedClock) -> None:
    late = clock.now() + timedelta(seconds=1)
    assert refusal(lambda: drafted(store, at=late)) == ("11-2", "document.future")
    paper = drafted(store)
    assert refusal(lambda: documents.sign(store, paper.id, "李某", at=late)) == ("11-2", "document.future")


# ---------------------------------------------------------------- the chain


def test_the_chain_in_its_order(store: Store) -> None:
    paper = drafted(store)
    waits = [paper.waiting_for]
    for person in PEOPLE:
        paper = documents.sign(store, paper.id, person)
        waits.append(paper.waiting_for)
    assert waits == ["section_check", "office_check", "deputy_sign", "chief_sign", "number"]
    assert numbers.give_number(store, paper.id).waiting_for is None
    assert [s.person for s in paper_facts.signatures_of(store, paper.id)] == ["王某", *PEOPLE]
    assert refusal(lambda: documents.sign(store, paper.id, "周某")) == ("11-2", "signoff.complete")


@pytest.mark.parametrize(
    ("have", "step", "refused"),
    [
        (0, "office_check", ("11-2", "signoff.awaits.section_check")),
        (0, "deputy_sign", ("11-1", "signoff.awaits.section_check")),
        (0, "chief_sign", ("11-1", "signoff.awaits.section_check")),
        (1, "deputy_sign", ("11-1", "signoff.awaits.office_check")),
        (1, "section_check", ("11-2", "signoff.awaits.office_check")),
        (2, "chief_sign", ("11-2", "signoff.awaits.deputy_sign")),
        (3, "deputy_sign", ("11-2", "signoff.awaits.chief_sign")),
    ],
)
def test_a_step_out_of_turn(store: Store, have: int, step: str, refused: tuple[str, str]) -> None:
    paper = signed(store, steps=have)
    assert refusal(lambda: documents.sign(store, paper.id, "赵某", step=step)) == refused
    assert documents.get(store, paper.id).step == CHAIN[have]


@pytest.mark.parametrize("have", range(4))
@pytest.mark.parametrize(("seconds", "taken"), [(-1, False), (0, True), (1, True)])
def test_a_signature_is_no_earlier_than_the_step_before(
    store: Store, have: int, seconds: int, taken: bool
) -> None:
    before = MORNING - timedelta(hours=1)
    paper = signed(store, steps=have, at=before)
    at = before + timedelta(seconds=seconds)
    if taken:
        assert documents.sign(store, paper.id, "赵某", at=at).step == CHAIN[have + 1]
    else:
        rule = "11-1" if have == 2 else "11-2"  # 先核后签: between the checks and the signatures
        assert refusal(lambda: documents.sign(store, paper.id, "赵某", at=at)) == (
            rule,
            "signoff.time_backwards",
        )


def test_who_signs_is_recorded_apart_from_who_enters_it(store: Store) -> None:
    paper = signed(store, steps=1)
    fact = paper_facts.facts(store, paper.id)[-1]
    assert (fact.person, fact.actor) == ("李某", "刘某某")


@pytest.mark.parametrize(("section", "level"), [("办公室", Level.NOTE), ("外贸科", Level.WARNING)])
def test_one_person_for_both_checks(store: Store, section: str, level: Level) -> None:
    paper = drafted(store, section=section)
    documents.sign(store, paper.id, "刘某")
    documents.sign(store, paper.id, "刘某")
    assert [v.level for v in paper_facts.facts(store, paper.id)[-1].verdicts] == [level]


def test_a_return_takes_the_signatures_and_not_the_draft(store: Store) -> None:
    paper = signed(store, steps=3)
    back = documents.give_back(store, paper.id, "孙某", "标题要改")
    assert (back.step, back.returned) == ("draft", 1)
    assert [s.step for s in paper_facts.signatures_of(store, paper.id)] == ["draft"]
    assert [fact.kind for fact in paper_facts.facts(store, paper.id)].count("signed") == 3
    assert refusal(lambda: documents.sign(store, paper.id, "孙某", step="chief_sign"))[0] == "11-1"


@pytest.mark.parametrize(
    ("by", "reason", "key"),
    [("", "标题要改", "document.no_returner"), ("孙某", " ", "signoff.reason_needed")],
)
def test_a_return_names_person_and_reason(store: Store, by: str, reason: str, key: str) -> None:
    paper = drafted(store)
    assert refusal(lambda: documents.give_back(store, paper.id, by, reason))[1] == key
    assert documents.get(store, paper.id).returned == 0


# ---------------------------------------------------------------- the number


@pytest.mark.parametrize("steps", range(4))
def test_no_number_before_the_chief_has_signed(store: Store, steps: int) -> None:
    paper = signed(store, steps=steps)
    key = f"numbering.awaits.{CHAIN[steps + 1]}"
    assert refusal(lambda: numbers.give_number(store, paper.id)) == ("12-1", key)
    assert len(numbers.register(store)) == 0


def test_asked_twice_it_is_the_same(store: Store) -> None:
    paper = signed(store)
    first = numbers.give_number(store, paper.id)
    assert first.number == "嘉商务字〔2026〕1号"
    assert numbers.give_number(store, paper.id) == first
    assert store.value("select count(*) from event where kind = 'number_given'") == 1


def test_three_series_count_apart(store: Store) -> None:
    given = [
        numbers.give_number(store, signed(store, series).id).number for series in (PARTY, BUREAU, LETTER) * 2
    ]
    assert given == [f"{series}〔2026〕{n}号" for n in (1, 2) for series in (PARTY, BUREAU, LETTER)]


def test_each_year_begins_at_one(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 12, 31, 17, 0, tzinfo=ZONE)
    old, waiting = signed(store), signed(store)
    assert numbers.give_number(store, old.id).number == "嘉商务字〔2026〕1号"
    clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=ZONE)
    assert numbers.give_number(store, signed(store).id).number == "嘉商务字〔2027〕1号"
    # signed in December, numbered in January: the year of the date of the document
    assert numbers.give_number(store, waiting.id).number == "嘉商务字〔2026〕2号"
    assert {one.year for one in numbers.register(store)} == {2027, 2026}


@pytest.mark.parametrize(
    ("chief", "year"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZONE), 2026),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=ZONE), 2027),
    ],
)
def test_the_year_turns_with_the_chiefs_signature(
    store: Store, clock: FixedClock, chief: datetime, year: int
) -> None:
    clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=ZONE)
    paper = signed(store, steps=3, at=datetime(2026, 12, 31, 10, tzinfo=ZONE))
    documents.sign(store, paper.id, "孙某", at=chief)
    assert numbers.give_number(store, paper.id).number == f"嘉商务字〔{year}〕1号"


def test_a_returned_paper_keeps_its_number(store: Store, clock: FixedClock) -> None:
    paper = numbers.give_number(store, signed(store).id)
    clock.moment = datetime(2026, 12, 30, 9, 0, tzinfo=ZONE)
    documents.give_back(store, paper.id, "孙某", "附件不全")
    fact = paper_facts.facts(store, paper.id)[-1]
    assert [(v.rule, v.key) for v in fact.verdicts] == [("12-1", "signoff.keeps_number")]
    for person in PEOPLE:
        documents.sign(store, paper.id, person)
    assert numbers.give_number(store, paper.id).number == "嘉商务字〔2026〕1号"
    assert len(numbers.register(store)) == 1
    # in the next year it cannot: the number's year is that of 成文日期
    clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=ZONE)
    documents.give_back(store, paper.id, "孙某", "附件不全")
    [said] = paper_facts.facts(store, paper.id)[-1].verdicts
    assert (said.level, said.key) == (Level.WARNING, "signoff.number_of_earlier")
    with pytest.raises(Refused) as no:
        documents.sign(store, paper.id, PEOPLE[0])
    assert (no.value.verdict.rule, no.value.verdict.key) == ("12-1", "signoff.other_year")
    assert documents.get(store, paper.id).dated[:4] == "2026"


def test_after_a_restore_the_chain_stands_as_it_was(
    store: Store, open_at: Callable[..., Store], clock: FixedClock, tmp_path: Path
) -> None:
    """A restored desk writes under another origin; its acts come after the old ones, whatever its name is."""
    papers = [signed(store, steps=2) for _n in range(2)]
    copy = backup.back_up(store, tmp_path / "copy.db")
    for n in range(4):  # the new origin's name is random: it sorts before or after the old one's
        backup.restore(copy.path, tmp_path / f"again{n}.db", clock, "刘某某")
        again = open_at(f"again{n}.db")
        for paper in papers:
            documents.sign(again, paper.id, "张某")
            assert [s.person for s in paper_facts.signatures_of(again, paper.id)] == ["王某", *PEOPLE[:3]]


# ---------------------------------------------------------------- many desks at once


def _number_some(path: str, own: list[int], everyone: list[int]) -> list[tuple[int, str | None]]:
    store = open_store(Path(path), SystemClock(), "刘某某")
    try:
        given = [(n, numbers.give_number(store, n).number) for n in own]
        # ask for the others' too: who comes second hears the same number
        return given + [(n, numbers.give_number(store, n).number) for n in everyone]
    finally:
        store.close()


def test_four_desks_number_at_once(tmp_path: Path, clock: FixedClock) -> None:
    clock.moment = SystemClock().now() - timedelta(minutes=1)
    path = tmp_path / "desk.db"
    store = open_store(path, clock, "刘某某", create=True)
    ids = [signed(store).id for _n in range(100)]
    store.close()
    with multiprocessing.get_context("spawn").Pool(4) as desks:
        answers = desks.starmap(
            _number_some, [(str(path), ids[n::4], ids[n * 7 : n * 7 + 12]) for n in range(4)]
        )
    store = open_store(path, clock, "刘某某")
    try:
        heard: dict[int, set[str | None]] = defaultdict(set)
        for answer in answers:
            for document, number in answer:
                heard[document].add(number)
        assert all(len(numbers) == 1 for numbers in heard.values())
        assert sorted(entry.sequence for entry in numbers.register(store)) == list(range(1, 101))
        assert doctor.examine(store).ok
    finally:
        store.close()


# ---------------------------------------------------------------- any sequence of acts

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["draft", "sign", "sign", "sign", "sign_all", "return", "number", "number", "time"]),
        st.integers(0, 5),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_no_gap_no_double_and_a_document_keeps_its_number(acts: list[tuple[str, int]]) -> None:
    clock = FixedClock()
    store = memory(clock)
    kept: dict[int, str] = {}
    try:
        for act, which in acts:
            if act == "draft" or not documents.count(store):
                drafted(store, (PARTY, BUREAU, LETTER)[which % 3])
                continue
            document = which % documents.count(store) + 1
            if act == "time":
                clock.pass_time(days=20 * which + 1)
            elif act == "return":
                documents.give_back(store, document, "孙某", "要改")
            elif act == "number":
                before = documents.get(store, document)
                try:
                    number = numbers.give_number(store, document).number
                except Refused as refused:
                    assert refused.verdict.rule == "12-1"
                    assert before.step != "chief_sign" and not before.number
                else:
                    assert number and kept.setdefault(document, number) == number
            else:
                for _n in range(4 if act == "sign_all" else 1):
                    if documents.get(store, document).step == "chief_sign":
                        continue
                    try:
                        documents.sign(store, document, "赵某")
                    except Refused as refused:  # its number is of a year that is over
                        assert refused.verdict.key == "signoff.other_year"
                        assert f"〔{clock.now().year}〕" not in kept[document]
        books: dict[tuple[str, int], list[int]] = defaultdict(list)
        for entry in numbers.register(store):
            books[entry.series, entry.year].append(entry.sequence)
            assert entry.document.number == kept[entry.document.id]
        assert all(sorted(book) == list(range(1, len(book) + 1)) for book in books.values())
        assert len(set(kept.values())) == len(kept) == len(numbers.register(store))
    finally:
        store.close()


# ---------------------------------------------------------------- looking through


def test_search_by_any_part(store: Store) -> None:
    numbered = numbers.give_number(store, signed(store).id)
    other = documents.draft(store, "关于[/x]的函", "函", LETTER, "办公室", "王某")
    for text, found in [
        ("外贸资金", [numbered.id]),
        ("办公室", [other.id]),
        ("〔2026〕1号", [numbered.id]),
        ("[/x]", [other.id]),
        ("", [other.id, numbered.id]),
        ("没有", []),
    ]:
        assert [paper.id for paper in documents.listed(store, text)] == found
        assert documents.count(store, text) == len(found)


def test_the_register_pages_and_chooses(store: Store, clock: FixedClock) -> None:
    for series in (BUREAU, LETTER, BUREAU):
        numbers.give_number(store, signed(store, series).id)
        clock.pass_time(minutes=1)
    assert [e.document.number for e in numbers.register(store, limit=1, offset=1)] == ["嘉商务函〔2026〕1号"]
    assert [e.sequence for e in numbers.register(store, BUREAU)] == [2, 1]
    assert numbers.register(store, None, 2025) == []
    entry = numbers.register(store)[0]
    assert (entry.document.dated, entry.given_by) == ("2026-11-24", "刘某某")


def test_names_are_proposed_from_last_time(store: Store) -> None:
    assert earlier_names.last_person(store, "section_check", "外贸科") == ""
    signed(store)
    assert earlier_names.last_person(store, "section_check", "外贸科") == "李某"
    # each section has its own head; the office head and the leaders are everyone's
    assert earlier_names.last_person(store, "section_check", "财务科") == ""
    assert earlier_names.last_person(store, "chief_sign", "财务科") == "孙某"
    assert earlier_names.last_drafter(store, "外贸科") == "王某"
    assert earlier_names.last_drafter(store, "财务科") is None
    drafted(store, section="财务科")
    assert earlier_names.sections(store) == ["财务科", "外贸科"]


def test_what_waits(store: Store) -> None:
    half, whole = signed(store, steps=2), signed(store)
    assert [paper.id for paper in documents.open_documents(store)] == [half.id, whole.id]
    numbers.give_number(store, whole.id)
    assert [paper.id for paper in documents.open_documents(store)] == [half.id]
    documents.give_back(store, whole.id, "孙某", "附件不全")
    assert [paper.id for paper in documents.open_documents(store)] == [half.id, whole.id]


def test_a_signature_is_not_older_than_the_return(store: Store, clock: FixedClock) -> None:
    paper = documents.draft(store, "关于开展检查的通知", "通知", "嘉商务字", "市场科", "王某")
    clock.pass_time(minutes=10)
    returned = clock.now()
    documents.give_back(store, paper.id, "李某", "附件不全")
    clock.pass_time(minutes=10)
    with pytest.raises(Refused, match="退回"):
        documents.sign(store, paper.id, "李某", at=returned - timedelta(seconds=1))
    assert documents.sign(store, paper.id, "李某", at=returned).step == "section_check"
