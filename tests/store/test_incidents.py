"""Incidents in the store: all state is what was recorded, so nothing is lost by a restart or a clock set back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from oatui import i18n
from oatui.rules import incident as law
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar
from oatui.store import incident_acts, incidents, reminders, settings
from oatui.store.database import Store
from oatui.store.doctor import examine
from tests.conftest import FixedClock

Open = Callable[..., Store]

CALENDAR = Calendar()


def key_of(call: Callable[..., object], *values: object, **named: object) -> str:
    with pytest.raises(Refused) as found:
        call(*values, **named)
    return found.value.verdict.key


def fill_all(store: Store, one: int) -> None:
    for part, words in law.PARTS.items():
        incident_acts.fill_part(store, one, part, f"{words}正在核实")


def test_an_incident_from_the_first_key_to_its_end(store: Store, clock: FixedClock) -> None:
    settings.set_value(store, "role.chief_sign", "王局长")
    settings.set_value(store, "role.deputy_sign", "赵副局长")
    settings.set_value(store, "role.duty_leader", "钱副局长")
    settings.set_value(store, "role.office_check", "李主任")
    settings.set_value(store, "incident.phone.information", "0537-1234567")
    started = clock.at(9, 0)
    made = incidents.start(store, "  示例一镇  厂房起火 ")
    one = made.incident
    assert (one.what, made.verdict.key, made.notes) == ("示例一镇 厂房起火", "incident.started", ())
    assert one.responsible == {"first": "王局长", "deputy": "钱副局长", "direct": "李主任"}
    for minute, office in enumerate(law.OFFICES, 3):
        clock.at(9, minute)
        incident_acts.call(store, one.id, office, reached="值班员小陈")
    assert incidents.get(store, one.id).calls["information"].phone == "0537-1234567"
    assert [found.id for found in incidents.urgent(store)] == [one.id]
    clock.at(9, 40)
    assert incident_acts.report(store, one.id, "first", "王局长").verdict.key == "incident.written"
    assert key_of(incident_acts.report, store, one.id, "detailed", "王局长") == "incident.parts_missing"
    fill_all(store, one.id)
    clock.at(10, 30)
    assert incident_acts.report(store, one.id, "detailed", "王局长").verdict.key == "incident.detailed"
    # nothing is owed by the clock any more, and its follow-ups are open
    assert incidents.urgent(store) == [] and len(incidents.open_incidents(store)) == 1
    clock.at(15, 0)
    incident_acts.report(store, one.id, "final", "王局长")
    closed = incident_acts.close(store, one.id, "李主任", "火已扑灭，无人员伤亡").incident
    assert (closed.state, closed.ended_by, incidents.open_incidents(store)) == ("closed", "李主任", [])
    assert key_of(incident_acts.call, store, one.id, "information", reason="补") == "incident.is_closed"
    course = [fact.line.message for fact in incidents.facts(store, one.id)]
    assert course[0].startswith("09:00:00 事发") and "值班员小陈接听" in course[1]
    assert started == law.standings(closed.facts, clock.now())[0].due - timedelta(minutes=10)
    assert examine(store).ok


def test_a_restart_loses_nothing_and_a_clock_set_back_is_said(
    store: Store, clock: FixedClock, open_at: Open
) -> None:
    clock.at(9, 4)
    one = incidents.start(store, "火", occurred=clock.now() - timedelta(minutes=4)).incident.id
    clock.at(9, 6)
    incident_acts.call(store, one, "committee_duty")
    store.close()
    clock.at(8, 30)
    again = open_at()
    found = incidents.get(again, one)
    assert law.elapsed(found.facts, clock.now()) == 360
    assert law.standings(found.facts, clock.now())[0].left == 240
    assert key_of(incident_acts.call, again, one, "information") == "incident.before_back"
    # the wall says 09:07; the computer 08:30
    true = clock.now() + timedelta(minutes=37)
    made = incident_acts.call(again, one, "information", at=true)
    assert [note.key for note in made.notes] == ["incident.clock_back"]
    # from then on the countdown knows that it is 09:07 at least
    assert law.standings(made.incident.facts, clock.now())[0].left == 180


def test_several_at_once_and_the_most_pressing_first(store: Store, clock: FixedClock) -> None:
    clock.at(9, 0)
    first = incidents.start(store, "甲").incident.id
    clock.at(9, 5)
    second = incidents.start(store, "乙").incident.id
    assert [one.id for one in incidents.urgent(store)] == [first, second]
    for office in law.OFFICES:
        incident_acts.call(store, first, office)
    assert [one.id for one in incidents.urgent(store)] == [second, first]


def test_wrong_entries_are_put_right_by_further_facts(store: Store, clock: FixedClock) -> None:
    clock.at(9, 30)
    one = incidents.start(store, "火").incident.id
    incident_acts.call(store, one, "information")
    assert key_of(incident_acts.call, store, one, "information") == "incident.called_before"
    clock.at(9, 31)
    again = incident_acts.call(store, one, "information", reached="陈", reason="记错接听人")
    assert again.incident.calls["information"].reached == "陈"
    assert key_of(incident_acts.correct, store, one, " ") == "incident.no_reason"
    # it happened twenty minutes before: the call was late, and the clocks say so
    happened = clock.now() - timedelta(minutes=21)
    made = incident_acts.correct(store, one, "核实", occurred=happened, place="示例一镇")
    assert "incident.call_at_once" in [note.key for note in made.notes]
    assert made.incident.place == "示例一镇"
    assert law.standings(made.incident.facts, clock.now())[0].left < 0
    incident_acts.report(store, one, "first", "王局长")
    assert incident_acts.void_report(store, one, 1, "没有发出").incident.facts.reports == []
    assert key_of(incident_acts.void_report, store, one, 1, "再撤") == "incident.no_report"
    assert incident_acts.annul(store, one, "误报").incident.state == "annulled"
    assert incidents.open_incidents(store) == []
    assert incident_acts.reopen(store, one, "不是误报").incident.open
    assert len(incidents.facts(store, one)) == 8
    assert examine(store).ok


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (7 * 60 + 59, None),
        (8 * 60, ("incident.remind", "25-1", 120)),
        (8 * 60 + 1, None),
        (10 * 60, ("incident.remind_now", "25-1", 0)),
        (10 * 60 + 1, None),
        (30 * 60 - 1, None),
        (30 * 60, ("incident.remind", "25-2", 600)),
        (40 * 60, ("incident.remind_now", "25-2", 0)),
        (75 * 60, ("incident.remind", "25-3", 900)),
        (90 * 60, ("incident.remind_now", "25-3", 0)),
        (90 * 60 + 1, None),
    ],
)
def test_the_bell_rings_once_before_each_limit_and_at_it(
    store: Store, clock: FixedClock, second: int, said: tuple[str, str, int] | None
) -> None:
    begun = clock.at(23, 30)  # over midnight
    incidents.start(store, "厂房起火")
    now = begun + timedelta(seconds=second)
    found = reminders.reminders(store, CALENDAR, now, now - timedelta(seconds=1))
    assert [(one.words.key, one.words.rule, one.words.values["seconds"]) for one in found] == [said] * bool(
        said
    )
    with i18n.speaking("en"):
        assert all("报告" not in one.words.message for one in found)


def test_what_was_done_rings_no_bell_and_the_office_sets_when(store: Store, clock: FixedClock) -> None:
    begun = clock.at(9, 0)
    one = incidents.start(store, "厂房起火").incident.id
    settings.set_value(store, "incident.remind.written", 5)
    assert key_of(settings.set_value, store, "incident.remind.calls", 10) == "setting.number"
    clock.at(9, 4)
    for office in law.OFFICES:
        incident_acts.call(store, one, office)
    at = [begun + timedelta(minutes=minute) for minute in (8, 10, 30, 35, 40)]
    found = [reminders.reminders(store, CALENDAR, now, now - timedelta(seconds=10)) for now in at]
    assert [[line.words.key for line in lines] for lines in found] == [
        [], [], [], ["incident.remind"], ["incident.remind_now"],
    ]  # fmt: skip
