"""Art. 17① and 18 as tables: the kind of the reason, the order of consent and substitute, the slip's places."""

from __future__ import annotations

from datetime import datetime

import pytest

from oatui.clock import ZONE
from oatui.rules import leave
from oatui.rules.verdict import Level, Verdict

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-24T{text}+08:00")


def short(verdicts: list[Verdict]) -> list[tuple[str | None, Level, str]]:
    assert all(verdict.message for verdict in verdicts)
    return [(verdict.rule, verdict.level, verdict.key) for verdict in verdicts]


OWN = ("18-3", Level.REFUSED, "leave.own_meeting")
ALLOWED = ("18-3", Level.NOTE, "leave.own_meeting_allowed")
AFTER = ("17-1", Level.WARNING, "leave.after_start")


@pytest.mark.parametrize(
    ("kind", "level", "consent", "time", "found"),
    [
        ("sick", "county", "", "08:00:00", []),
        ("own_meeting", "county", "", "08:00:00", [OWN]),
        ("own_meeting", "county_leader", "", "08:00:00", [OWN]),
        ("own_meeting", "county", "   ", "08:00:00", [OWN]),
        ("own_meeting", "county", "示例县长", "08:00:00", [ALLOWED]),
        ("own_meeting", "bureau", "", "08:00:00", []),
        ("upper_meeting", "county", "", "09:00:00", []),
        ("sick", "county", "", "09:00:01", [AFTER]),
        ("sick", "bureau", "", "09:00:01", [AFTER]),
        ("own_meeting", "county", "示例县长", "09:10:00", [ALLOWED, AFTER]),
        ("holiday", "county", "", "08:00:00", [(None, Level.REFUSED, "leave.kind_unknown")]),
    ],
)
def test_the_kind_is_judged_and_the_time(
    kind: str, level: str, consent: str, time: str, found: list[tuple[str | None, Level, str]]
) -> None:
    assert short(leave.judge_request(kind, level, at(time), START, consent)) == found


@pytest.mark.parametrize(
    ("approver", "level", "approved", "recorded", "found"),
    [
        ("李主任", "county", "08:00:00", "08:30:00", []),  # by phone, written down later
        ("李主任", "county", "08:30:00", "08:30:00", []),
        ("李主任", "county", "08:30:01", "08:30:00", [(None, Level.REFUSED, "leave.future")]),
        ("李主任", "county", "09:00:00", "10:00:00", []),
        (
            "李主任",
            "county",
            "09:00:01",
            "10:00:00",
            [("17-1", Level.WARNING, "leave.approved_after_start")],
        ),
        (" ", "bureau", "08:00:00", "08:30:00", [(None, Level.REFUSED, "leave.approver_needed")]),
        ("", "county_leader", "08:00:00", "08:30:00", [("18-2", Level.REFUSED, "leave.leader_needed")]),
    ],
)
def test_consent_has_a_name_and_its_own_time(
    approver: str, level: str, approved: str, recorded: str, found: list[tuple[str | None, Level, str]]
) -> None:
    assert short(leave.judge_approval(level, approver, at(approved), at(recorded), START)) == found


@pytest.mark.parametrize(
    ("by", "reason", "time", "key"),
    [
        ("李主任", "人手不足", "08:30:00", None),
        ("", "人手不足", "08:30:00", "leave.refuser_needed"),
        ("李主任", " ", "08:30:00", "leave.refusal_reason"),
        ("李主任", "人手不足", "08:30:01", "leave.future"),
    ],
)
def test_a_refusal_has_a_name_and_a_reason(by: str, reason: str, time: str, key: str | None) -> None:
    found = leave.judge_refusal(by, reason, at(time), at("08:30:00"))
    assert [verdict.key for verdict in found if verdict.refused] == ([key] if key else [])


@pytest.mark.parametrize(
    ("level", "state", "approved", "named", "found"),
    [
        ("county", "approved", "08:00:00", "08:10:00", []),
        ("county", "approved", "08:00:00", "08:00:00", []),
        (
            "county",
            "approved",
            "08:00:00",
            "07:59:59",
            [("17-3", Level.REFUSED, "leave.substitute_before")],
        ),
        ("county", "requested", None, "08:10:00", [("17-3", Level.REFUSED, "leave.substitute_requested")]),
        (
            "county_leader",
            "refused",
            None,
            "08:10:00",
            [("17-3", Level.REFUSED, "leave.substitute_refused")],
        ),
        ("bureau", "withdrawn", None, "08:10:00", [(None, Level.REFUSED, "leave.substitute_withdrawn")]),
        ("county", "approved", "08:00:00", "08:30:01", [(None, Level.REFUSED, "leave.future")]),
    ],
)
def test_a_substitute_only_after_the_approval(
    level: str,
    state: str,
    approved: str | None,
    named: str,
    found: list[tuple[str | None, Level, str]],
) -> None:
    approved_at = at(approved) if approved else None
    judged = leave.judge_substitute(level, state, approved_at, at(named), at("08:30:00"))
    assert short(judged) == found


@pytest.mark.parametrize(
    ("level", "place", "key"),
    [
        ("county", "committee_duty", None),
        ("county", "government_duty", None),
        ("county", "organiser", "leave.no_delivery_county"),
        ("county_leader", "organiser", None),
        ("county_leader", "committee_duty", "leave.no_delivery_county_leader"),
        ("bureau", "committee_duty", "leave.no_delivery_bureau"),
    ],
)
def test_the_slip_goes_where_its_article_says(level: str, place: str, key: str | None) -> None:
    found = leave.judge_delivery(level, place, at("08:30:00"), at("08:30:00"))
    assert [verdict.key for verdict in found] == ([key] if key else [])
    assert leave.judge_delivery(level, place, at("08:30:01"), at("08:30:00"))


def test_the_article_s_own_words() -> None:
    """Art. 17 says 县政府值班室; 县政府总值班室 is art. 25's."""
    assert list(leave.PLACES["county"].values()) == ["县委总值班室", "县政府值班室"]


@pytest.mark.parametrize(
    ("level", "substitute", "delivered", "open_", "rule"),
    [
        ("county", False, [], ["committee_duty", "government_duty"], "17-4"),
        ("county", True, ["committee_duty"], ["government_duty"], "17-4"),
        ("county", False, ["government_duty", "committee_duty"], [], "17-4"),
        ("county_leader", False, [], ["organiser", "substitute"], "18-2"),
        ("county_leader", True, [], ["organiser"], "18-2"),
        ("county_leader", False, ["organiser"], ["substitute"], "18-2"),
        ("county_leader", True, ["organiser"], [], "18-2"),
        ("bureau", False, [], [], None),
    ],
)
def test_what_an_approved_leave_still_owes(
    level: str, substitute: bool, delivered: list[str], open_: list[str], rule: str | None
) -> None:
    found = leave.proofs(level, substitute, delivered)
    assert [proof.key for proof in found if not proof.done] == open_
    assert {proof.rule for proof in found} == ({rule} if rule else set())
    assert all(proof.key in leave.PROOF_WORDS for proof in found)
