"""Inviting leaders: the days of 8-7, 8-9, 8-10 and 20-2, the reason of 20-1, the papers, and the request of 7-2."""

from __future__ import annotations

from datetime import date

import pytest

from oatui.files.calendar_in import built_in
from oatui.rules import invitation as law
from oatui.rules.invitation import Invitation
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.rules.workdays import CalendarMissing

EVENT = date(2026, 11, 24)
NOTE, WARNING, REFUSED, OK = Level.NOTE, Level.WARNING, Level.REFUSED, Level.OK
PAPERS = ("20-3", NOTE, "invitation.papers")
EVERYTHING = tuple("123456")


def short(verdicts: list[Verdict]) -> list[tuple[str | None, Level, str]]:
    assert all(verdict.message for verdict in verdicts)
    return [(verdict.rule, verdict.level, verdict.key) for verdict in verdicts]


@pytest.mark.parametrize(
    ("invitation", "title", "today", "found"),
    [
        (Invitation(), "座谈会", date(2026, 11, 23), []),
        (Invitation("committee"), "商务工作会议", date(2026, 11, 10), [("8-10", NOTE, "convening.due_8-10"), PAPERS]),
        (
            Invitation("four_bodies"), "企业家座谈会", date(2026, 11, 10),
            [("20-2", NOTE, "convening.due_20-2"), ("20-1", WARNING, "convening.not_for_leaders"),
             ("20-2", NOTE, "invitation.no_office"), PAPERS],
        ),
        # a month before 24 November is a Saturday
        (Invitation("above"), "推介会", date(2026, 10, 10), [("8-9", NOTE, "convening.due_8-9_rest"), PAPERS]),
        (Invitation("above"), "推介会", date(2026, 10, 25), [("8-9", REFUSED, "convening.too_late_8-9"), PAPERS]),
        (
            Invitation("committee"), "商务会", date(2026, 11, 20),
            [("8-10", REFUSED, "convening.too_late_8-10"), PAPERS],
        ),
        # asked in time: today no longer counts
        (
            Invitation("committee", date(2026, 11, 19), "嘉商务组字〔2026〕3号", materials=EVERYTHING), "商务会",
            date(2026, 11, 23), [("8-10", OK, "convening.in_time_8-10")],
        ),
        (
            Invitation("committee", date(2026, 11, 20), materials=EVERYTHING), "商务会", date(2026, 11, 23),
            [("8-10", REFUSED, "convening.too_late_8-10"), ("8-10", NOTE, "invitation.no_request")],
        ),
        (
            Invitation("four_bodies", date(2026, 11, 19), offices=("3",), materials=EVERYTHING), "商务会",
            date(2026, 11, 23), [("20-2", OK, "convening.in_time_20-2")],
        ),
        (
            Invitation("four_bodies", date(2026, 11, 20), offices=("3",), materials=EVERYTHING), "商务会",
            date(2026, 11, 23), [("20-2", REFUSED, "convening.too_late_20-2")],
        ),
        # with a reason county leaders may come to a department's 座谈会
        *[
            (
                Invitation("four_bodies", date(2026, 11, 19), offices=("1",), reason=reason, materials=EVERYTHING), title,
                EVENT, [("20-2", OK, "convening.in_time_20-2"), ("20-1", NOTE, f"invitation.because_{reason}")],
            )
            for title, reason in (("外商座谈会", "foreign"), ("侨商报告会", "united_front"), ("表彰会", "necessary"))
        ],
        # a speech asks for three papers more (8-16)
        (
            Invitation("committee", date(2026, 11, 19), "请示", speaks="speak", materials=tuple("1234")), "商务会", EVENT,
            [("8-10", OK, "convening.in_time_8-10"), ("8-16", NOTE, "invitation.speech")],
        ),
        (
            Invitation("committee", date(2026, 11, 19), "请示", speaks="speak", materials=tuple("12456")), "商务会", EVENT,
            [("8-10", OK, "convening.in_time_8-10"), PAPERS, ("8-16", NOTE, "invitation.speech")],
        ),
        # a matter of article 7 is asked 15 days before, on a request (7-2)
        (
            Invitation(matter="6"), "电商博览会", date(2026, 11, 9),
            [("8-7", NOTE, "convening.due_8-7"), ("7-2", WARNING, "invitation.matter_open")],
        ),
        (
            Invitation(matter="6"), "电商博览会", date(2026, 11, 10),
            [("8-7", REFUSED, "convening.too_late_8-7"), ("7-2", WARNING, "invitation.matter_open")],
        ),
        (
            Invitation(matter="6", asked_on=date(2026, 11, 9), request="关于举办博览会的请示"), "电商博览会", EVENT,
            [("8-7", OK, "convening.in_time_8-7"), ("7-2", OK, "invitation.matter_asked")],
        ),
        # asked a month before is asked 15 days before
        (
            Invitation("above", date(2026, 10, 24), "请示", matter="5", materials=EVERYTHING), "消费论坛", EVENT,
            [("8-9", OK, "convening.in_time_8-9"), ("7-2", OK, "invitation.matter_asked")],
        ),
    ],
)  # fmt: skip
def test_what_inviting_asks_for(
    invitation: Invitation, title: str, today: date, found: list[tuple[str | None, Level, str]]
) -> None:
    assert (
        short([*law.leads(invitation, built_in(), EVENT, today), *law.uncounted(invitation, title)]) == found
    )
    assert Invitation.from_body(invitation.as_body()) == invitation


def test_what_is_missing_is_named() -> None:
    asked = Invitation("committee", date(2026, 11, 19), "请示", speaks="speak", materials=("1", "6"))
    (papers, speech) = law.uncounted(asked, "商务会")
    assert papers.values["missing"] == ["前期沟通情况", "会议议程", "是否请领导讲话（作批示）"]
    assert speech.values["missing"] == ["会议议程", "领导讲话初稿"]


def test_a_year_that_is_not_loaded_is_not_guessed() -> None:
    with pytest.raises(CalendarMissing):
        law.leads(Invitation("committee"), built_in(), date(2031, 5, 6), date(2031, 1, 1))


@pytest.mark.parametrize(
    ("title", "invited", "matter"),
    [
        ("全县商务工作会议", "", ""),
        ("跨境电商论坛", "", "6"),
        ("电商博览会", "", "6"),
        ("建局四十周年纪念大会", "", "6"),
        ("先进企业表彰会", "committee", "6"),
        ("年货节启动仪式", "", "6"),
        ("春节慰问座谈会", "", ""),  # a time of the year is no festival that we hold
        ("跨境电商论坛", "above", "5"),
        ("全县商务工作会议", "above", "1"),
    ],
)
def test_the_title_proposes_the_matter(title: str, invited: str, matter: str) -> None:
    assert law.matter_of(title, invited) == matter


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", ()), ("134", ("1", "3", "4")), ("4、3 1", ("1", "3", "4")), ("11", ("1",)), ("7", None), ("一", None), ("[/x]", None)],
)  # fmt: skip
def test_digits(typed: str, read: tuple[str, ...] | None) -> None:
    if read is None:
        with pytest.raises(Refused):
            law.read_digits(typed, law.MATERIALS)
    else:
        assert law.read_digits(typed, law.MATERIALS) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("", ""), ("0", ""), (" 10 ", "10"), ("6", "6"), ("11", None), ("六", None)]
)
def test_a_matter(typed: str, read: str | None) -> None:
    if read is None:
        with pytest.raises(Refused):
            law.read_matter(typed)
    else:
        assert law.read_matter(typed) == read
