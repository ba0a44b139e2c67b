"""11-1 and 11-2: five steps in order, each with a name and a time."""

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules.signoff import (
    CHAIN,
    LABELS,
    ROLES,
    Correction,
    Signature,
    judge_change,
    judge_return,
    judge_signature,
    next_step,
    reopens,
)
from oatui.rules.verdict import Level

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
PEOPLE = dict(zip(CHAIN, ("王拟", "李科", "赵办", "钱副", "孙正"), strict=True))
HOUR = timedelta(hours=1)


def chain(length: int) -> list[Signature]:
    return [Signature(step, PEOPLE[step], START + n * HOUR) for n, step in enumerate(CHAIN[:length])]


def test_the_chain_runs_through() -> None:
    assert list(LABELS) == list(ROLES) == list(CHAIN)
    for done in range(5):
        assert next_step(chain(done)) == CHAIN[done]
        assert judge_signature(chain(done), CHAIN[done], PEOPLE[CHAIN[done]], START + done * HOUR) == []
    assert next_step(chain(5)) is None


@pytest.mark.parametrize(
    ("done", "step", "rule"),
    [
        (0, "section_check", "11-2"),
        (1, "office_check", "11-2"),
        (1, "deputy_sign", "11-1"),
        (1, "chief_sign", "11-1"),
        (2, "deputy_sign", "11-1"),  # signed, then checked
        (2, "chief_sign", "11-1"),
        (3, "chief_sign", "11-2"),  # 分管 skipped
        (3, "section_check", "11-2"),  # signed twice
        (4, "draft", "11-2"),
    ],
)
def test_out_of_order(done: int, step: str, rule: str) -> None:
    [verdict] = judge_signature(chain(done), step, "某某", START + 9 * HOUR)
    assert (verdict.rule, verdict.level) == (rule, Level.REFUSED)
    assert verdict.key == f"signoff.awaits.{CHAIN[done]}"
    assert verdict.message
    if rule == "11-1":
        assert "先核后签" in verdict.message


def test_a_complete_chain_takes_no_more() -> None:
    [verdict] = judge_signature(chain(5), "chief_sign", "孙正", START + 9 * HOUR)
    assert verdict.key == "signoff.complete"
    assert verdict.refused


@pytest.mark.parametrize("person", ["", "  ", "　"])
def test_a_step_needs_a_name(person: str) -> None:
    [verdict] = judge_signature(chain(1), "section_check", person, START + HOUR)
    assert (verdict.key, verdict.level) == ("signoff.name_needed", Level.REFUSED)


@pytest.mark.parametrize(("seconds", "keys"), [(-1, ["signoff.time_backwards"]), (0, []), (1, [])])
@pytest.mark.parametrize(("done", "rule"), [(1, "11-2"), (3, "11-1"), (4, "11-2")])
def test_times_do_not_run_backwards(seconds: int, keys: list[str], done: int, rule: str) -> None:
    previous = chain(done)[-1]
    verdicts = judge_signature(chain(done), CHAIN[done], "某某", previous.at + timedelta(seconds=seconds))
    assert [verdict.key for verdict in verdicts] == keys
    assert all(verdict.refused and verdict.rule == rule for verdict in verdicts)
    assert all(previous.person in verdict.message for verdict in verdicts)


@pytest.mark.parametrize(
    ("done", "is_office", "level", "key"),
    [
        (1, False, Level.WARNING, "signoff.same_person"),
        (1, True, Level.WARNING, "signoff.same_person"),
        (2, False, Level.WARNING, "signoff.same_person"),
        (2, True, Level.NOTE, "signoff.office_drafts"),
        (3, True, Level.WARNING, "signoff.same_person"),
    ],
)
def test_one_person_in_two_successive_roles(done: int, is_office: bool, level: Level, key: str) -> None:
    person = PEOPLE[CHAIN[done - 1]]
    [verdict] = judge_signature(
        chain(done), CHAIN[done], f"{person[0]} {person[1:]}", START + 9 * HOUR, is_office
    )
    assert (verdict.rule, verdict.level, verdict.key) == ("11-2", level, key)


def test_roles_that_are_not_successive_may_be_one_person() -> None:
    assert judge_signature(chain(2), "office_check", "王拟", START + 9 * HOUR) == []


def test_return() -> None:
    [empty] = judge_return([], "改")
    assert (empty.key, empty.refused) == ("signoff.nothing_to_return", True)
    [blank] = judge_return(chain(3), " ")
    assert (blank.key, blank.refused) == ("signoff.reason_needed", True)
    assert judge_return(chain(3), "数据待核") == []
    [kept] = judge_return(chain(5), "数据待核", "嘉商务字〔2026〕1号")
    assert kept.level is Level.NOTE
    assert "嘉商务字〔2026〕1号" in kept.message


WRONG_CHARACTER = Correction("刘某", "错别字")


@pytest.mark.parametrize(
    ("done", "correction", "level", "key", "back"),
    [
        (4, None, None, "", False),  # before 签发 anything may change
        (5, None, Level.WARNING, "signoff.back_to_signer", True),
        (5, WRONG_CHARACTER, Level.NOTE, "signoff.corrected", False),
        (4, WRONG_CHARACTER, None, "", False),
        (5, Correction("", "错别字"), Level.REFUSED, "signoff.correction_needs", False),
        (5, Correction("刘某", " "), Level.REFUSED, "signoff.correction_needs", False),
        (2, Correction("刘某", ""), Level.REFUSED, "signoff.correction_needs", False),
    ],
)
def test_a_change_of_substance_goes_back_to_the_signer(
    done: int, correction: Correction | None, level: Level | None, key: str, back: bool
) -> None:
    """12-2, 条例 art. 25: what is no change of substance has a name and a reason."""
    found = judge_change(chain(done), correction)
    assert [(one.rule, one.level, one.key) for one in found] == ([("12-2", level, key)] if key else [])
    assert reopens(chain(done), correction) is back
    if key == "signoff.back_to_signer":
        assert PEOPLE["chief_sign"] in found[0].message
