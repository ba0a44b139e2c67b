"""Particulars: only what a kind needs is asked, what is typed is understood, and what is kept comes back the same."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

import pytest

from oatui.clock import ZONE
from oatui.rules.particular_entry import read, read_secrecy, written
from oatui.rules.particular_fields import BY_KEY, SPECS, asked
from oatui.rules.particulars import KEYS, Consultation, Particulars, Situation
from oatui.rules.recipients import is_above, is_beside, is_committee, is_government, is_own, is_person, parts
from oatui.rules.verdict import Refused

NOW = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)
OFFICE = "嘉祥县商务局"


def asked_for(kind: str, **says: Any) -> set[str]:
    return {spec.key for spec in asked(Situation(kind, "bureau", OFFICE, Particulars(**says)))}


def test_every_particular_has_one_field() -> None:
    assert [spec.key for spec in SPECS] == list(dict.fromkeys(spec.key for spec in SPECS))
    assert set(BY_KEY) == set(KEYS)


def test_a_notice_is_asked_little() -> None:
    little = asked_for("通知", to=("各科室",))
    assert little == {
        "to", "cc", "annexes", "need", "urgency", "disclosure", "consultations", "joint", "drafted_for",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "says", "there", "gone"),
    [
        (
            "请示",
            {},
            {"matters", "approval", "contact", "manuscript"},
            {"report_kind", "disclosure", "drafted_for"},
        ),
        ("报告", {}, {"report_kind", "approval"}, {"matters", "manuscript", "emergency"}),
        (
            "请示",
            {"to": ("市商务局",)},
            {"matters", "contact"},
            {"approval", "side", "delivery", "important"},
        ),
        ("请示", {"money": True}, {"money_maker", "money_sealed"}, {"lead"}),
        ("请示", {"approval": "meeting"}, {"approved_on"}, {"approvers"}),
        ("请示", {"approval": "circulated"}, {"approved_on", "approvers"}, set()),
        ("请示", {"delivery": "written"}, {"copies", "special"}, set()),
        ("请示", {}, set(), {"copies", "special"}),
        ("请示", {"invites": "above"}, set(), {"event_talks", "exception"}),
        ("请示", {"invites": "committee"}, {"event_talks"}, set()),
        ("意见", {"direction": "up"}, {"contact", "approval"}, {"disclosure"}),
        ("意见", {"direction": "down"}, {"disclosure"}, {"contact"}),
        ("通知", {"to": ("各镇街",)}, {"permitted"}, {"joint_lead"}),
        ("通知", {"joint": ("县财政局",)}, {"joint_lead"}, set()),
        ("通知", {"drafted_for": "joint"}, {"slip_to", "leaders"}, {"leaders_agreed", "normative_intent"}),
        ("函", {"to": ("县政府办公室",)}, {"answer_by", "delivery"}, {"approval"}),
    ],
)
def test_what_a_kind_is_asked(kind: str, says: dict[str, Any], there: set[str], gone: set[str]) -> None:
    found = asked_for(kind, **says)
    assert there <= found
    assert not gone & found


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("to", "县委、县政府；市商务局", ("县委", "县政府", "市商务局")),
        ("to", " 各科室、下属事业单位： ", ("各科室", "下属事业单位")),
        ("to", "", ()),
        ("contact", " 王  某 [/x]", "王 某 [/x]"),
        ("matters", "1", 1),
        ("matters", "", None),
        ("event_on", "12月5日", date(2026, 12, 5)),
        ("event_on", "2027-01-05", date(2027, 1, 5)),
        ("approved_on", "1201", date(2025, 12, 1)),  # the last such day, never a coming one
        ("called_at", "昨天 15:02", datetime(2026, 11, 23, 15, 2, tzinfo=ZONE)),
        ("money", "是", True),
        ("money", "", False),
        ("approval", "集体研究", "meeting"),
        ("approval", "meeting", "meeting"),
        ("approval", "", ""),
        ("delivery", "电子版+签字扫描版", ""),
        (
            "consultations",
            "县财政局 同意 1118；县发改局",
            (Consultation("县财政局", "同意", date(2026, 11, 18)), Consultation("县发改局")),
        ),
        ("consultations", "县财政局 原则同意", (Consultation("县财政局", "原则同意"),)),
        ("consultations", "Bureau of Finance: agreed", (Consultation("Bureau of Finance", "agreed"),)),
        ("consultations", "Bureau of Finance", (Consultation("Bureau of Finance"),)),
        (
            "consultations",
            "Bureau of Finance agreed 1118; Police 1118",
            (
                Consultation("Bureau of Finance", "agreed", date(2026, 11, 18)),
                Consultation("Police", "", date(2026, 11, 18)),
            ),
        ),
        ("consultations", "Bureau of Finance：", (Consultation("Bureau of Finance"),)),
    ],
)
def test_what_is_typed(key: str, typed: str, value: Any) -> None:
    found = read(BY_KEY[key], typed, NOW)
    assert found == value
    assert read(BY_KEY[key], written(BY_KEY[key], found), NOW) == value


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("matters", "0", "1 到 999"),
        ("matters", "一件", "1 到 999"),
        ("event_on", "来年", "看不懂"),
        ("money", "也许", "填“是”或“否”"),
        ("approval", "口头", "集体研究、传批审定"),
    ],
)
def test_what_cannot_be_read_is_named(key: str, typed: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        read(BY_KEY[key], typed, NOW)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("secrecy", "taken"), [("", True), ("无", True), ("秘密", False), ("机密★1年", False)]
)
def test_nothing_classified_is_taken_in(secrecy: str, taken: bool) -> None:
    if taken:
        read_secrecy(secrecy)
    else:
        with pytest.raises(Refused) as caught:
            read_secrecy(secrecy)
        assert "见涉密台账" in str(caught.value)


def test_what_is_kept_comes_back_the_same() -> None:
    full = Particulars(
        to=("县政府",), consultations=(Consultation("县财政局", "同意", date(2026, 11, 18)), Consultation("县发改局")),
        matters=1, approved_on=date(2026, 11, 20), called_at=NOW, money=True, need="[/x]",
    )  # fmt: skip
    assert Particulars.from_body(full.as_body()) == full
    assert Particulars().as_body() == {}
    given = {one.name for one in fields(Particulars) if getattr(full, one.name) != one.default}
    assert set(full.as_body()) == given


@pytest.mark.parametrize(
    ("name", "committee", "government", "above", "beside"),
    [
        ("县委", True, False, True, False),
        ("中共嘉祥县委员会", True, False, True, False),
        ("县委办公室秘书科", True, False, True, False),
        ("嘉祥县人民政府", False, True, True, False),
        ("县政府办", False, True, True, False),
        ("县委县政府", True, True, True, False),
        ("县委组织部", False, False, False, True),
        ("市商务局", False, False, True, False),
        ("济宁市商务局", False, False, True, False),
        ("县市场监管局", False, False, False, True),
        ("嘉祥县财政局", False, False, False, True),
        ("嘉祥县商务局各科室", False, False, False, False),
        ("各科室", False, False, False, False),
        ("各镇街", False, False, False, True),
        ("County Government", False, True, True, False),
        ("Jiaxiang county people's government office", False, True, True, False),
        ("the county party committee", True, False, True, False),
        ("Office of the County Committee", True, False, True, False),
        ("City Bureau of Commerce", False, False, True, False),
        ("Shandong Department of Commerce", False, False, True, False),
        ("Bureau of Finance", False, False, False, True),
        ("Example Town", False, False, False, True),
        ("Office", False, False, False, False),
        ("our sections", False, False, False, False),
        ("纸坊镇人民政府", False, False, False, True),
        ("示例一镇", False, False, False, True),
        ("卧龙山街道办事处", False, False, False, True),
    ],
)
def test_who_a_recipient_is(name: str, committee: bool, government: bool, above: bool, beside: bool) -> None:
    assert (is_committee(name), is_government(name), is_above(name), is_beside(name, OFFICE)) == (
        committee, government, above, beside,
    )  # fmt: skip


def test_who_is_of_the_bureau_itself() -> None:
    ours = ("办公室", "招商科", "投资促进中心", "各科室", OFFICE, f"{OFFICE}办公室", "局属单位")
    others = (
        "县政府办公室",
        "县大数据中心",
        "示例一镇",
        "纸坊镇党政办公室",
        "教体局",
        "卧龙山街道办公室",
        "张三",
        "",
    )
    assert [name for name in (*ours, *others) if is_own(name, OFFICE)] == list(ours)


def test_two_heads_written_as_one_are_two() -> None:
    assert parts(["县委县政府", "市商务局"]) == ["县委", "县政府", "市商务局"]
    assert parts(["County committee and government"]) == ["County committee", "County government"]
    assert all(
        map(is_person, ("张县长", "县委书记", "Mayor Li", "Comrade Zhang Wei", "county party secretary"))
    )
    assert not any(
        map(is_person, ("县人大办公室", "县政府", "County government", "Secretariat of the county committee"))
    )
