"""Before a paper leaves: days to either side, copies, enclosures, drafts for the county (arts 6, 8, 9, 20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from oatui.clock import from_iso
from oatui.files.calendar_in import built_in
from oatui.rules.paper import Paper
from oatui.rules.particulars import Consultation, Particulars
from oatui.rules.sending import before_sending
from oatui.rules.verdict import Level
from oatui.rules.workdays import Calendar
from tests.rules.test_paper import GOOD, paper, signed

Found = tuple[str | None, Level]
OK, NO, WARN, NOTE = Level.OK, Level.REFUSED, Level.WARNING, Level.NOTE
CALENDAR = built_in()


def judged(one: Paper, today: str) -> list[Found]:
    return [
        (verdict.rule, verdict.level) for verdict in before_sending(one, CALENDAR, date.fromisoformat(today))
    ]


def says(**changes: Any) -> Particulars:
    return replace(GOOD, **changes)


CALLED = {"called": "县政府办 6XXXXXX", "called_at": from_iso("2022-10-08T09:00:00+08:00")}


@pytest.mark.parametrize(
    ("today", "called", "verdict"),
    [
        ("2022-09-29", {}, ("6-8", OK)),
        ("2022-09-30", {}, ("6-8", OK)),  # the 7th working day before, over National Day and two make-up days
        ("2022-10-01", {}, ("6-8", NO)),
        ("2022-10-08", {}, ("6-8", NO)),
        ("2022-10-08", CALLED, ("6-9", NOTE)),
        ("2022-10-07", CALLED, ("6-8", NO)),  # called only after it was sent
        ("2022-10-08", {"called": "县政府办"}, ("6-8", NO)),
    ],
)
def test_seven_working_days_before_the_answer(today: str, called: dict[str, Any], verdict: Found) -> None:
    """6-8, 6-9 with the days that were counted."""
    one = paper(says=says(answer_by=date(2022, 10, 14), **called))
    assert judged(one, today) == [verdict]
    [said] = before_sending(one, CALENDAR, date.fromisoformat(today))
    assert said.values["latest"] == "2022-09-30"
    assert said.values["days"] == ["9/30", "10/8", "10/9", "10/10", "10/11", "10/12", "10/13"]


def test_the_day_that_it_left_counts_not_today() -> None:
    one = paper(says=says(answer_by=date(2022, 10, 14)), sent_on=date(2022, 9, 30))
    assert judged(one, "2022-10-12") == [("6-8", OK)]


@pytest.mark.parametrize(
    ("changes", "event", "today", "verdict"),
    [
        # 8-7: 15 days, the 15th included
        ({}, "2022-10-31", "2022-10-15", ("8-7", OK)),
        ({}, "2022-10-31", "2022-10-16", ("8-7", OK)),
        ({}, "2022-10-31", "2022-10-17", ("8-7", NO)),
        ({"exception": "《条例》第十条"}, "2022-10-31", "2022-10-17", ("8-7", NOTE)),
        ({"emergency": True, "follow_up": "10月20日报告"}, "2022-10-31", "2022-10-17", ("8-8", NOTE)),
        # 8-9: a month
        ({"invites": "above"}, "2022-10-20", "2022-09-20", ("8-9", OK)),
        ({"invites": "above"}, "2022-10-20", "2022-09-21", ("8-9", NO)),
        ({"invites": "above", "emergency": True, "follow_up": "x"}, "2022-10-20", "2022-09-21", ("8-9", NO)),
        # 8-10: 5 days
        ({"invites": "committee"}, "2022-10-13", "2022-10-08", ("8-10", OK)),
        ({"invites": "committee"}, "2022-10-13", "2022-10-09", ("8-10", NO)),
        ({"invites": "four_bodies"}, "2022-10-13", "2022-10-08", ("20-2", OK)),
        ({"invites": "four_bodies"}, "2022-10-13", "2022-10-09", ("20-2", NO)),
    ],
)  # fmt: skip
def test_days_before_the_event(changes: dict[str, Any], event: str, today: str, verdict: Found) -> None:
    given = {"event_situation": "have", "event_talks": "have", "event_agenda": "have", "event_speaks": "none"}
    one = paper(says=says(event_on=date.fromisoformat(event), **given, **changes))
    assert judged(one, today) == [verdict]


def test_a_report_has_no_fifteen_days() -> None:
    assert judged(paper("报告", says(event_on=date(2022, 10, 9))), "2022-10-08") == []


def test_a_year_that_is_not_loaded_is_said() -> None:
    one = paper(says=says(answer_by=date(2031, 10, 14)))
    [verdict] = before_sending(one, Calendar(), date(2031, 10, 8))
    assert (verdict.level, verdict.key, verdict.values["year"]) == (WARN, "sending.calendar_missing", 2031)
    assert judged(paper(says=says(event_on=date.min)), "2022-10-08") == [(None, NO)]


MONEY = {
    "money": True,
    "money_maker": "甲",
    "money_checker": "乙",
    "money_witness": "丙",
    "money_sealed": True,
}
IMPORTANT = {
    "important": True, "important_background": "have", "important_opinions": "have", "important_coordination": "none",
    "important_policies": "have", "important_instructions": "none",
}  # fmt: skip
SPEECH = {"speech": True, "speech_agenda": "have", "speech_draft": "have", "speech_material": "have"}
EVENT = {
    "invites": "committee", "event_situation": "have", "event_talks": "have", "event_agenda": "have",
    "event_speaks": "have",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        # 8-3, 6-10: only what is sent on paper
        ({"delivery": "written", "copies": 5, "special": "县政府要求"}, []),
        ({"delivery": "written", "copies": 4, "special": "县政府要求"}, [("8-3", WARN)]),
        ({"delivery": "written", "copies": 6, "special": "县政府要求"}, [("8-3", WARN)]),
        ({"delivery": "written", "copies": 5}, [("6-10", WARN)]),
        ({"copies": 3}, []),
        # 8-5: three names, three people, the seal
        (MONEY, []),
        (MONEY | {"money_witness": ""}, [("8-5", NO)]),
        (MONEY | {"money_witness": "甲"}, [("8-5", WARN)]),
        (MONEY | {"money_sealed": False}, [("8-5", NO)]),
        (MONEY | {"money": False, "money_sealed": False}, []),
        # 8-8: what was done on the spot is followed by a paper
        ({"emergency": True}, [("8-8", NOTE)]),
        ({"emergency": True, "follow_up": "嘉商务字〔2022〕20号"}, []),
        # 8-15, 8-16, 20-3: the enclosures
        (IMPORTANT, []),
        (IMPORTANT | {"important_opinions": ""}, [("8-15", NOTE)]),
        (SPEECH, []),
        (SPEECH | {"speech_agenda": ""}, [("8-16", NOTE)]),
        (EVENT, []),
        (EVENT | {"event_talks": ""}, [("20-3", NOTE)]),
        (EVENT | {"event_talks": "", "invites": "above"}, []),
    ],
)
def test_what_goes_with_a_request(changes: dict[str, Any], rules: list[Found]) -> None:
    assert judged(paper(says=says(**changes)), "2022-10-08") == rules


@pytest.mark.parametrize(
    ("rule", "whole", "items"),
    [
        ("8-15", IMPORTANT, {"background": "背景说明", "opinions": "部门意见", "coordination": "协调说明",
                             "policies": "政策规定", "instructions": "领导批示"}),
        ("8-16", SPEECH, {"agenda": "会议议程", "draft": "讲话初稿", "material": "有关素材"}),
        ("20-3", EVENT, {"situation": "活动情况", "talks": "前期沟通", "agenda": "活动议程", "speaks": "是否讲话"}),
    ],
)  # fmt: skip
def test_each_enclosure_is_asked_for_and_named(
    rule: str, whole: dict[str, Any], items: dict[str, str]
) -> None:
    """What is not there and said to be none is in order; what nobody has ticked is named."""
    first = {"8-15": "important", "8-16": "speech", "20-3": "event"}[rule]
    for item, words in items.items():
        key = f"{first}_{item}"
        [said] = before_sending(paper(says=says(**whole | {key: ""})), CALENDAR, date(2022, 10, 8))
        assert (said.rule, said.level, said.values["missing"]) == (rule, NOTE, [words])
        assert judged(paper(says=says(**whole | {key: "none"})), "2022-10-08") == []
    # and not of a paper that goes to a peer
    assert judged(paper("函", says(**whole | {f"{first}_{item}": "" for item in items})), "2022-10-08") == []


DRAFTED: dict[str, Any] = {
    "to": ("各镇街",), "drafted_for": "committee_office", "vetted_policy": True, "vetted_form": True,
    "vetted_content": True, "vetted_words": True, "vetted_by": "刘某", "handling_unit": "县商务局",
    "slip_to": "县委办公室秘书科",
}  # fmt: skip
NORMATIVE = {
    "normative": True, "normative_intent": "have", "normative_drafting": "have", "normative_meeting": "have",
    "normative_content": "have", "normative_figures": "have", "normative_sources": "none",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        ({"vetted_words": False}, [("9-1", NOTE)]),
        ({"vetted_by": ""}, [("9-1", NOTE)]),
        ({"leaders": ("张某",), "leaders_agreed": "张县长 10月8日"}, []),
        ({"leaders": ("张某",)}, [("9-2", NO)]),
        ({"consultations": (Consultation("县财政局", "无意见", date(2022, 10, 8)),)}, []),
        ({"consultations": (Consultation("县财政局"),)}, [("9-2", NO)]),
        ({"handling_unit": ""}, [("9-3", NO)]),
        ({"slip_to": ""}, [("9-3", NO)]),
        ({"to": ()}, [("9-3", NO)]),
        ({"slip_to": "县政府办公室"}, [("9-3", WARN)]),
        (NORMATIVE, []),
        (NORMATIVE | {"normative_figures": ""}, [("9-4", NOTE)]),
    ],
)
def test_a_draft_for_the_county(changes: dict[str, Any], rules: list[Found]) -> None:
    """9-1 to 9-4."""
    assert judged(paper("通知", Particulars(**(DRAFTED | changes))), "2022-10-08") == rules


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("normative_intent", "意图和依据"), ("normative_drafting", "起草和征求意见"), ("normative_meeting", "上会讨论"),
        ("normative_content", "主要内容及创新"), ("normative_figures", "重要数据来源"), ("normative_sources", "上级文件复印件"),
    ],
)  # fmt: skip
def test_each_part_of_the_statement_for_a_normative_paper(key: str, words: str) -> None:
    """9-4."""
    one = paper("通知", Particulars(**(DRAFTED | NORMATIVE | {key: ""})))
    [said] = before_sending(one, CALENDAR, date(2022, 10, 8))
    assert (said.rule, said.level, said.values["missing"]) == ("9-4", NOTE, [words])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"says": {"handling_unit": ""}}, ["拟办单位"]), ({"says": {"to": ()}}, ["主送"]),
        ({"says": {"slip_to": ""}}, ["签批单送"]), ({"title": " "}, ["标题"]), ({"drafted_by": " "}, ["拟稿人"]),
        ({"signatures": ()}, ["部门负责人"]),
        ({"title": "", "says": {"handling_unit": ""}}, ["标题", "拟办单位"]),
    ],
)  # fmt: skip
def test_each_field_of_the_countys_slip(changes: dict[str, Any], words: list[str]) -> None:
    """9-3: 密级 is fixed to 无, which fills its field."""
    says = Particulars(**(DRAFTED | changes.get("says", {})))
    one = paper("通知", says, **{key: value for key, value in changes.items() if key != "says"})
    [said] = [one for one in before_sending(one, CALENDAR, date(2022, 10, 8)) if one.rule == "9-3"]
    assert (said.level, said.values["missing"]) == (NO, words)


def test_the_head_of_the_section_is_who_checked_it() -> None:
    one = paper("通知", Particulars(**DRAFTED), signatures=signed()[:1])
    assert judged(one, "2022-10-08") == [("9-3", NO)]
    assert judged(replace(one, says=replace(one.says, section_head="李某")), "2022-10-08") == []


def test_papers_from_before_the_rules_are_not_judged() -> None:
    """0-1."""
    one = paper(says=says(**MONEY | {"money_sealed": False}), signatures=signed(date(2022, 9, 29)))
    assert judged(one, "2022-10-08") == []


def test_the_sentence_says_what_is_missing() -> None:
    written = paper(says=says(delivery="written", copies=4, special="x"))
    assert [one.values["n"] for one in before_sending(written, CALENDAR, date(2022, 10, 8))] == [4]
    vetted = paper("通知", Particulars(**(DRAFTED | {"vetted_words": False})))
    [said] = before_sending(vetted, CALENDAR, date(2022, 10, 8))
    assert said.message.endswith("文字已把关")
    # a 请示 is no draft for the county, whatever was ticked before its kind was changed
    assert judged(paper(says=says(drafted_for="committee")), "2022-10-08") == []
