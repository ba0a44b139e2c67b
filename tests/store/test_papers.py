"""A document's particulars and text in the store: what stands, what goes back to the signer, what the number waits for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from oatui.files.calendar_in import built_in
from oatui.rules.paper_text import Paragraph
from oatui.rules.particulars import Consultation, Particulars
from oatui.rules.signoff import Correction
from oatui.rules.verdict import Level
from oatui.store import (
    documents,
    numbers,
    paper_bodies,
    paper_checks,
    paper_facts,
    paper_particulars,
    settings,
)
from oatui.store.database import Store
from oatui.store.documents import Document
from tests.conftest import FixedClock
from tests.rules.test_paper import GOOD
from tests.store.refusals import refusal

PEOPLE = ("李某", "刘某", "张某", "孙某")
TEXT = [
    Paragraph("para", "现将有关情况请示如下。"),
    Paragraph("table", "", (("项目", "金额"), ("展会", "20万元"))),
]


def drafted(store: Store, says: Particulars = GOOD, kind: str = "请示") -> Document:
    return documents.draft(store, f"关于某事的{kind}", kind, "嘉商务字", "外贸科", "王某", says=says)


def signed(store: Store, says: Particulars = GOOD, kind: str = "请示", steps: int = 4) -> Document:
    paper = drafted(store, says, kind)
    for person in PEOPLE[:steps]:
        paper = documents.sign(store, paper.id, person)
    return paper


def read_text(
    store: Store, document: int, words: str = "", digest: str = "a", **more: Any
) -> paper_bodies.Body:
    text = [*TEXT, Paragraph("para", words)] if words else TEXT
    return paper_bodies.set_body(store, document, text, "稿.docx", digest * 64, **more)


# ---------------------------------------------------------------- what stands


def test_particulars_are_changed_one_by_one(store: Store) -> None:
    paper = drafted(store, Particulars(to=("县政府",)))
    paper_particulars.describe(store, paper.id, {"contact": "王[/x]"})
    paper_particulars.describe(store, paper.id, {"phone": "1"}, title="关于另一事的请示")
    says = paper_particulars.get(store, paper.id)
    assert (says.to, says.contact, says.phone) == (("县政府",), "王[/x]", "1")
    assert documents.get(store, paper.id).title == "关于另一事的请示"
    kinds = [fact.kind for fact in paper_facts.facts(store, paper.id)]
    assert kinds == ["drafted", "described", "described"]


def test_the_same_again_is_no_act(store: Store) -> None:
    paper = drafted(store)
    before = store.value("select count(*) from event")
    paper_particulars.describe(store, paper.id, {"to": GOOD.to}, title=paper.title)
    read_text(store, paper.id)
    read_text(store, paper.id)
    assert store.value("select count(*) from event") == before + 1


def test_what_is_refused_leaves_everything(store: Store) -> None:
    paper = drafted(store)
    for act, refused in [
        (lambda: paper_particulars.describe(store, paper.id, {"nonsense": 1}), (None, "particulars.unknown")),
        (
            lambda: paper_particulars.describe(store, paper.id, {}, kind="请示报告"),
            ("12-6", "numbering.request_report"),
        ),
        (
            lambda: paper_particulars.describe(store, paper.id, {}, series="嘉商务函"),
            ("10-4", "numbering.not_a_letter"),
        ),
        (lambda: paper_particulars.describe(store, 9, {"need": "x"}), (None, "document.unknown")),
        (lambda: paper_bodies.set_body(store, paper.id, [], "空.docx", ""), (None, "paper.body_empty")),
        (
            lambda: paper_bodies.set_body(store, paper.id, [Paragraph("para", "机密★1年")], "密.docx", ""),
            ("15-7", "paper.secret"),
        ),
    ]:
        assert refusal(act) == refused
    assert paper_particulars.get(store, paper.id) == GOOD
    assert paper_bodies.get(store, paper.id) is None


def test_the_text_is_kept_as_it_was_read(store: Store, clock: FixedClock) -> None:
    paper = drafted(store)
    kept = read_text(store, paper.id)
    assert kept == paper_bodies.get(store, paper.id)
    assert (kept.paragraphs, kept.file, kept.characters, kept.at) == (TEXT, "稿.docx", 21, clock.now())


# ---------------------------------------------------------------- changed after 签发 (条例 art. 25)


@pytest.mark.parametrize(
    ("change", "goes_back"),
    [
        (lambda s, d: paper_particulars.describe(s, d, {}, title="关于另一事的请示"), True),
        (lambda s, d: paper_particulars.describe(s, d, {}, kind="报告"), True),
        (lambda s, d: paper_particulars.describe(s, d, {"to": ("县委",)}), True),
        (lambda s, d: read_text(s, d, "加了一段。", "b"), True),
        (lambda s, d: read_text(s, d, digest="b"), False),  # the same words in another file
        (lambda s, d: paper_particulars.describe(s, d, {"money": True, "need": "x"}), False),
        (
            lambda s, d: paper_particulars.describe(
                s, d, {}, title="关于某事的 请示", correction=Correction("刘某", "多了空格")
            ),
            False,
        ),
        (lambda s, d: read_text(s, d, "改错字。", "b", correction=Correction("刘某", "错字")), False),
    ],
)
def test_a_change_of_substance_goes_back_to_the_signer(
    store: Store, change: Callable[[Store, int], object], goes_back: bool
) -> None:
    paper = drafted(store)
    read_text(store, paper.id)
    for person in PEOPLE:
        documents.sign(store, paper.id, person)
    change(store, paper.id)
    after = documents.get(store, paper.id)
    steps = [one.step for one in paper_facts.signatures_of(store, paper.id)]
    assert (after.waiting_for, steps[-1]) == (
        ("chief_sign", "deputy_sign") if goes_back else ("number", "chief_sign")
    )
    last = paper_facts.facts(store, paper.id)[-1]
    assert last.takes_signatures is goes_back
    levels = [verdict.level for verdict in last.verdicts if verdict.rule == "12-2"]
    assert levels == ([Level.WARNING] if goes_back else [Level.NOTE] if last.reason else [])


def test_signed_anew_it_is_as_before(store: Store, clock: FixedClock) -> None:
    paper = numbers.give_number(store, signed(store).id)
    clock.pass_time(minutes=5)
    paper_particulars.describe(store, paper.id, {}, title="关于另一事的请示")
    early = clock.now() - timedelta(seconds=1)
    assert refusal(lambda: documents.sign(store, paper.id, "孙某", at=early)) == (
        "11-2",
        "signoff.before_return",
    )
    again = documents.sign(store, paper.id, "孙某")
    assert (again.number, again.waiting_for) == (paper.number, None)
    assert [one.person for one in paper_facts.signatures_of(store, paper.id)] == ["王某", *PEOPLE]


@pytest.mark.parametrize("correction", [Correction("", "错字"), Correction("刘某", " ")])
def test_a_correction_names_who_and_why(store: Store, correction: Correction) -> None:
    paper = signed(store)
    act = lambda: paper_particulars.describe(store, paper.id, {}, title="x的请示", correction=correction)  # noqa: E731
    assert refusal(act) == ("12-2", "signoff.correction_needs")


def test_a_number_keeps_its_series(store: Store) -> None:
    paper = numbers.give_number(store, signed(store).id)
    act = lambda: paper_particulars.describe(store, paper.id, {}, series="嘉商务组字")  # noqa: E731
    assert refusal(act) == ("12-1", "paper.series_fixed")


# ---------------------------------------------------------------- what 签发, the number and sending wait for


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"consultations": (Consultation("县财政局"),)}, ("6-5", "paper.consultation_open")),
        ({"approval": ""}, ("8-1", "paper.approval_blank")),
    ],
)
def test_the_chief_signs_only_what_is_agreed(
    store: Store, changes: dict[str, Any], refused: tuple[str, str]
) -> None:
    paper = signed(store, replace(GOOD, **changes), steps=3)
    assert refusal(lambda: documents.sign(store, paper.id, "孙某")) == refused
    assert documents.get(store, paper.id).waiting_for == "chief_sign"


def test_only_the_chief_signs_what_goes_to_the_county(store: Store) -> None:
    """8-2: once the office has named its chief."""
    settings.set_value(store, "role.chief_sign", "孙某")
    paper = signed(store, steps=3)
    assert refusal(lambda: documents.sign(store, paper.id, "张某")) == ("8-2", "paper.not_the_chief")
    assert documents.sign(store, paper.id, "孙某").waiting_for == "number"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"to": ()}, "6-4"),
        ({"matters": 2}, "6-2"),
        ({"contact": ""}, "8-4"),
        ({"manuscript": "annex"}, "8-6"),
    ],
)
def test_no_number_for_what_stands_against_a_hard_rule(
    store: Store, changes: dict[str, Any], rule: str
) -> None:
    """12-6, in the number's own transaction."""
    paper = signed(store, replace(GOOD, **changes))
    assert refusal(lambda: numbers.give_number(store, paper.id))[0] == rule
    assert store.value("select count(*) from number") == 0
    assert [one.rule for one in paper_checks.blocks_number(store, paper.id)] == [rule]
    paper_particulars.describe(store, paper.id, {key: getattr(GOOD, key) for key in changes})
    documents.sign(store, paper.id, "孙某") if rule == "6-4" else None
    assert numbers.give_number(store, paper.id).number == "嘉商务字〔2026〕1号"


def test_what_a_report_asks_for_keeps_its_number_back(store: Store) -> None:
    paper = drafted(store, replace(GOOD, matters=None), "报告")
    read_text(store, paper.id, "妥否，请批示。")
    for person in PEOPLE:
        documents.sign(store, paper.id, person)
    assert refusal(lambda: numbers.give_number(store, paper.id)) == ("6-3", "paper.request_in_report")


def test_days_and_enclosures_do_not_keep_the_number_back(store: Store, clock: FixedClock) -> None:
    day = clock.now().date()
    paper = signed(store, replace(GOOD, answer_by=day + timedelta(days=3), money=True))
    assert numbers.give_number(store, paper.id).number
    assert paper_checks.blocks_number(store, paper.id) == []
    waits = paper_checks.blocks_sending(store, paper.id, built_in(), day)
    assert [one.rule for one in waits] == ["6-8", "8-5", "8-5"]


def test_a_request_of_the_same_title_is_found(store: Store) -> None:
    first = numbers.give_number(store, signed(store).id)
    second = drafted(store)
    assert paper_checks.paper(store, second.id).earlier == (first.number,)
    assert paper_checks.paper(store, first.id).earlier == ("关于某事的请示",)


def test_what_is_not_met_comes_first(store: Store) -> None:
    paper = drafted(store, replace(GOOD, matters=None, need="", cc=("张县长",)))
    found = paper_checks.check(store, paper.id, built_in(), store.clock.now().date())
    assert [one.level for one in found] == [Level.REFUSED, Level.WARNING, Level.WARNING, Level.NOTE]
