"""Deadlines in the store: made, done, handed on, explained, put off; everything with a limit in one list."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing as closing_store
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from oatui.clock import ZONE, iso
from oatui.files.calendar_in import built_in
from oatui.papers import calendar_papers
from oatui.rules.deadlines import Counted, Own
from oatui.rules.invitation import Invitation
from oatui.rules.verdict import Level, Refused
from oatui.rules.workdays import Calendar
from oatui.store import (
    closing,
    deadline_acts,
    deadlines,
    doctor,
    incoming,
    incoming_course,
    incoming_matters,
    invitations,
    limits,
    matter_events,
    meetings,
    notices,
    people,
    publication,
    reports,
    reviews,
    sending,
    settings,
)
from oatui.store.database import Store, open_store
from oatui.store.deadline_limit import count_asked
from oatui.store.deadlines import Due
from oatui.store.reminders import reminders
from tests.conftest import FixedClock
from tests.store.acts import person

CALENDAR = built_in()
TODAY = date(2026, 11, 24)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def keys(found: list[Due]) -> list[tuple[str, int]]:
    return [(one.source, one.id) for one in found]


def refused(act: object, *args: object, **kwargs: object) -> tuple[str, str | None]:
    assert callable(act)
    with pytest.raises(Refused) as no:
        act(*args, **kwargs)
    return no.value.verdict.key, no.value.verdict.rule


def test_from_its_article_to_its_end(store: Store, clock: FixedClock) -> None:
    made = deadlines.add(store, "supervision", " 督查通知 ", CALENDAR, base=date(2026, 11, 20), owner="李某")
    one = made.deadline
    assert (one.title, one.owner, one.rule, one.state) == ("督查通知", "李某", "21-2", "open")
    assert one.counted.due == at("2026-11-27 17:30")
    handed = deadline_acts.hand_on(store, one.id, "张某", "抓紧").deadline
    assert handed.owner == "张某"
    clock.moment = at("2026-11-27 17:30")
    assert deadlines.get(store, one.id).remarks(clock.now()) == []
    clock.pass_time(seconds=1)
    assert refused(deadline_acts.done, store, one.id) == ("deadline.late_because", "21-2")
    ended = deadline_acts.done(store, one.id, "已上报", because="等企业数据")
    assert (ended.deadline.state, ended.deadline.ended_by, ended.deadline.explained) == (
        "done",
        "张某",
        "等企业数据",
    )
    assert [(one.rule, one.key) for one in ended.notes] == [
        ("21-2", "deadline.late_explained"), ("21-3", "supervision.parts_missing"),
    ]  # fmt: skip
    assert refused(deadline_acts.done, store, one.id) == ("deadline.is_done", None)
    lines = [fact.line.message.rstrip() for fact in deadline_acts.facts(store, one.id)]
    assert lines[1:] == ["李某 转 张某 办  抓紧", "张某 办结  已上报  超期说明：等企业数据"]
    # what is done may be done at another time, between its coming and now
    assert doctor.examine(store).ok


def test_done_on_the_second_needs_no_reason_and_what_came_later_was_not_done_before(
    store: Store, clock: FixedClock
) -> None:
    one = deadlines.add(store, "delivery", "报告", CALENDAR, base=TODAY).deadline
    assert one.counted.due == at("2026-11-26 17:30")
    clock.moment = at("2026-11-27 09:00")
    assert refused(deadline_acts.done, store, one.id, at=at("2026-11-27 09:01")) == ("incoming.future", None)
    assert refused(deadline_acts.done, store, one.id, at=at("2026-11-23 23:59:59")) == (
        "deadline.before_made",
        None,
    )
    assert deadline_acts.done(store, one.id, at=at("2026-11-26 17:30")).notes == ()
    assert deadlines.get(store, one.id).remarks(clock.now()) == []


@pytest.mark.parametrize(
    ("kind", "given", "key", "rule"),
    [
        ("other", {}, "deadline.unknown_kind", None),
        ("own", {"own": None}, "deadline.no_date", None),
        ("answer", {"base": None}, "deadline.no_base", None),
        ("supervision", {"base": date(2026, 11, 25)}, "deadline.base_future", None),
        (
            "supervision",
            {"base": TODAY, "stated": (date(2026, 11, 23), None)},
            "deadline.stated_before",
            None,
        ),
        ("information", {"base": date(2026, 11, 23)}, "deadline.event_before", None),
        ("own", {"own": Own(TODAY), "title": " "}, "deadline.no_title", None),
        ("own", {"own": Own(TODAY), "title": "机密★一年"}, "incoming.classified_mark", "13-4"),
        ("answer", {"base": TODAY, "channel": "oa"}, "incoming.unknown_channel", None),
    ],
)
def test_what_cannot_be_a_deadline_is_refused(
    store: Store, kind: str, given: dict[str, object], key: str, rule: str | None
) -> None:
    given = {"title": "某事", **given}
    title = given.pop("title")
    assert refused(deadlines.add, store, kind, title, CALENDAR, **given) == (key, rule)
    assert limits.open_limits(store, CALENDAR) == []


def test_a_stated_limit_goes_before_the_five_days(store: Store) -> None:
    made = deadlines.add(
        store, "supervision", "急件", CALENDAR, base=TODAY, stated=(date(2026, 11, 25), time(12))
    )
    assert (made.deadline.counted.due, made.deadline.rule) == (at("2026-11-25 12:00"), "21-2")


def test_closing_time_is_the_offices(store: Store) -> None:
    settings.set_value(store, "hours.winter", "09:00-12:00 13:00-17:00")
    assert deadlines.add(store, "own", "某事", CALENDAR, own=Own(TODAY)).deadline.counted.due == at(
        "2026-11-24 17:00"
    )
    summer = deadlines.add(store, "own", "某事", CALENDAR, own=Own(date(2027, 5, 1))).deadline.counted.due
    assert summer == at("2027-05-01 18:00")


def test_a_year_without_a_calendar_waits_and_is_counted_when_it_has_come(store: Store) -> None:
    one = deadlines.add(store, "supervision", "跨年", CALENDAR, base=TODAY, own=None).deadline
    waits = deadlines.add(store, "answer", "明年", CALENDAR, base=date(2027, 1, 15)).deadline
    half = deadlines.add(store, "request", "年货节", CALENDAR, base=date(2027, 1, 25)).deadline
    assert waits.counted.due is None
    assert half.counted.due == at("2027-01-10 17:30")  # a Sunday, as far as anybody knows
    assert keys(limits.without_calendar(store, CALENDAR)) == [("deadline", waits.id)]
    assert keys(limits.open_limits(store, CALENDAR))[-1] == ("deadline", waits.id)
    assert not deadlines.countable(store, CALENDAR)
    assert deadlines.recount(store, CALENDAR) == 0
    loaded = CALENDAR.with_year(
        2027, {date(2027, 1, 1): (True, "元旦"), date(2027, 1, 10): (False, "元旦")}, "国办通知"
    )
    assert deadlines.countable(store, loaded)
    assert deadlines.recount(store, loaded) == 2
    counted = deadlines.get(store, waits.id)
    assert counted.counted.due == at("2027-01-07 17:30")
    assert "国办通知" in counted.counted.sources
    assert deadlines.get(store, half.id).counted.words.key == "deadline.days"  # the Sunday works
    assert deadlines.recount(store, loaded) == 0
    assert limits.without_calendar(store, CALENDAR) == []
    assert deadlines.get(store, one.id).counted == one.counted
    assert doctor.examine(store).ok


@pytest.mark.parametrize(
    ("meanwhile", "due", "events"),
    [
        (lambda other, one, loaded: deadlines.recount(other, loaded), "2027-01-06 17:30", 1),
        (lambda other, one, loaded: deadline_acts.done(other, one, "已答复"), None, 0),
        (
            lambda other, one, loaded: deadlines.correct(other, one, CALENDAR, title="明年", base=date(2027, 1, 18)),
            "2027-01-07 17:30",
            1,
        ),
    ],
    ids=["counted", "ended", "put right"],
)  # fmt: skip
def test_what_another_desk_did_while_it_was_counted_stands(
    store: Store,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[Store, int, Calendar], object],
    due: str | None,
    events: int,
) -> None:
    one = deadlines.add(store, "answer", "明年", CALENDAR, base=date(2027, 1, 15)).deadline.id
    loaded = CALENDAR.with_year(2027, {date(2027, 1, 1): (True, "元旦")}, "国办通知")
    real = count_asked
    with closing_store(open_store(store.path, clock, "李某")) as other:

        def at_the_other_desk(*asked: Any) -> Counted:
            monkeypatch.setattr(deadlines, "count_asked", real)
            counted = real(*asked)
            meanwhile(other, one, loaded)
            return counted

        monkeypatch.setattr(deadlines, "count_asked", at_the_other_desk)
        deadlines.recount(store, loaded)
    found = deadlines.get(store, one)
    assert found.counted.due == (at(due) if due else None)
    assert store.value("select count(*) from event where kind = 'deadline_counted'") == events
    assert doctor.examine(store).ok


def test_correcting_counts_anew_and_keeps_what_it_was(store: Store) -> None:
    one = deadlines.add(store, "event", "购物节", CALENDAR, base=date(2026, 12, 12)).deadline
    moved = deadlines.correct(store, one.id, CALENDAR, title="购物节启动", base=date(2026, 12, 15)).deadline
    assert (moved.title, moved.counted.due) == ("购物节启动", at("2026-12-10 17:30"))
    assert moved.first_due == iso(at("2026-12-07 17:30"))
    same = deadlines.correct(store, one.id, CALENDAR, title="启动仪式", base=date(2026, 12, 15))
    assert same.notes == ()
    # opened and kept as it was: that is no correction
    again = deadlines.correct(store, one.id, CALENDAR, title="启动仪式 ", base=date(2026, 12, 15), note=" ")
    assert again.verdict.key == "deadline.unchanged" and len(deadline_acts.facts(store, one.id)) == 3
    # a limit that hangs on an event is not put off
    assert refused(deadline_acts.extend, store, one.id, (date(2026, 12, 11), None), "忙", "王局长") == (
        "deadline.fixed", "20-2",
    )  # fmt: skip


def test_putting_off_is_a_fact_with_a_reason_and_who_agreed(store: Store, clock: FixedClock) -> None:
    one = deadlines.add(store, "supervision", "督查", CALENDAR, base=TODAY).deadline
    assert (
        refused(deadline_acts.extend, store, one.id, (date(2026, 12, 3), None), "", "督查室")[0]
        == "deadline.no_reason"
    )
    assert (
        refused(deadline_acts.extend, store, one.id, (date(2026, 12, 1), None), "忙", "督查室")[0]
        == "deadline.not_later"
    )
    new = deadline_acts.extend(store, one.id, (date(2026, 12, 3), time(12)), "等数据", "督查室").deadline
    assert (new.counted.due, new.extended, new.rule) == (at("2026-12-03 12:00"), 1, "21-2")
    assert new.first_due == iso(at("2026-12-01 17:30"))
    clock.moment = at("2026-12-03 12:00")
    assert deadline_acts.done(store, one.id).notes[0].rule == "21-3"


def test_withdrawn_and_taken_up_again(store: Store) -> None:
    one = deadlines.add(store, "own", "某事", CALENDAR, own=Own(TODAY)).deadline
    assert refused(deadline_acts.withdraw, store, one.id, " ")[0] == "deadline.no_reason"
    assert refused(deadline_acts.reopen, store, one.id, "x")[0] == "deadline.is_open"
    deadline_acts.withdraw(store, one.id, "记错了")
    assert limits.open_limits(store, CALENDAR) == []
    assert [(line.state, line.id) for line in deadlines.ended(store)] == [("withdrawn", one.id)]
    assert refused(deadline_acts.explain, store, one.id, "x")[0] == "deadline.is_withdrawn"
    assert deadline_acts.reopen(store, one.id, "还要办").deadline.open
    assert refused(deadline_acts.hand_on, store, one.id, "")[0] == "deadline.no_taker"
    assert refused(deadline_acts.hand_on, store, one.id, one.owner)[0] == "deadline.has_it"
    deadline_acts.done(store, one.id)
    assert deadline_acts.explain(store, one.id, "补写").deadline.explained == "补写"


# ------------------------------------------------------------------ 21-1, 21-3, 21-4


def test_a_supervision_item_is_fetched_and_reported_in_three_parts(store: Store) -> None:
    one = deadlines.add(store, "supervision", "督查", CALENDAR, base=TODAY, channel="collect").deadline
    assert [verdict.rule for verdict in deadline_acts.owed(store, one.id)] == ["21-1", "21-3"]
    deadline_acts.do_step(store, one.id, "notified", at=at("2026-11-24 08:00"))
    assert refused(deadline_acts.do_step, store, one.id, "sent") == ("incoming.who_sent", "21-1")
    assert refused(deadline_acts.do_step, store, one.id, "sent", "李某", at=at("2026-11-24 07:59:59")) == (
        "incoming.backwards_sent", "21-1",
    )  # fmt: skip
    deadline_acts.do_step(store, one.id, "sent", "李某", at=at("2026-11-24 08:05"))
    deadline_acts.do_step(store, one.id, "collected", "李某")
    assert [step.step for step in deadline_acts.steps_of(store, one.id)] == ["notified", "sent", "collected"]
    said = reports.write_part(store, "deadline", one.id, "measures", "走访企业12家")
    assert [verdict.rule for verdict in said] == ["21-3"]
    said = reports.write_part(store, "deadline", one.id, "problems", "高度重视")
    assert [(verdict.rule, verdict.level) for verdict in said][0] == ("21-4", Level.WARNING)
    said = reports.write_part(store, "deadline", one.id, "problems", "两家企业没有数据")
    assert [verdict.rule for verdict in said] == ["21-3"]
    assert reports.write_part(store, "deadline", one.id, "plan")[0].key == "supervision.complete"
    assert deadline_acts.owed(store, one.id) == []
    assert deadline_acts.done(store, one.id).notes == ()
    assert refused(reports.write_part, store, "deadline", one.id, "plan")[0] == "deadline.is_done"
    own = deadlines.add(store, "own", "某事", CALENDAR, own=Own(TODAY)).deadline
    assert refused(reports.write_part, store, "deadline", own.id, "plan")[0] == "supervision.not_one"
    assert refused(deadline_acts.do_step, store, own.id, "sent", "李某")[0] == "deadline.no_steps"
    assert doctor.examine(store).ok


def test_the_report_of_a_paper_that_is_a_supervision_item(store: Store) -> None:
    paper = incoming.register_paper(store, "县委督查室", "督查通知").paper
    assert refused(reports.write_part, store, "incoming", paper.id, "plan")[0] == "supervision.not_one"
    incoming_matters.become(store, paper.id, "supervision", CALENDAR, channel="oa")
    assert [verdict.rule for verdict in reports.owed_of(store, "incoming", paper.id)] == ["21-3"]
    for part in ("measures", "problems", "plan"):
        reports.write_part(store, "incoming", paper.id, part, "高度重视" if part == "plan" else "")
    assert [verdict.rule for verdict in reports.owed_of(store, "incoming", paper.id)] == ["21-4"]
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ 19-1, 19-2


def test_guests_are_told_to_both_and_stay_open_until_list_and_itinerary_are_complete(
    store: Store, clock: FixedClock
) -> None:
    one = deadlines.add(store, "information", "省厅领导来嘉", CALENDAR, base=date(2026, 11, 27)).deadline
    assert (one.counted.due, one.rule) == (at("2026-11-24 08:50"), "19-1")
    assert refused(reports.inform, store, one.id, [], complete=True) == ("information.no_place", "19-1")
    first = reports.inform(store, one.id, ["committee_office"], complete=False)
    assert [verdict.rule for verdict in first.notes] == ["19-1"]
    assert refused(deadline_acts.done, store, one.id) == ("information.owed_end", "19-1")
    assert (
        refused(reports.inform, store, one.id, ["committee_office"], complete=False)[0]
        == "information.delivered_before"
    )
    clock.at(8, 50, 1)
    late = reports.inform(store, one.id, ["government_office"], complete=False)
    assert [verdict.key for verdict in late.notes] == ["deadline.overdue", "information.follow_up_open"]
    assert late.deadline.open
    assert late.deadline.counted.due == at("2026-11-26 17:30")
    assert refused(deadline_acts.done, store, one.id) == ("information.follow_up_open_end", "19-2")
    follow = reports.inform(store, one.id, ["committee_office"], complete=True)
    assert follow.deadline.open
    over = reports.inform(store, one.id, ["government_office"], complete=False)
    assert (over.deadline.state, over.verdict.key, over.notes) == ("done", "information.over", ())
    assert [(sent.round, sent.place) for sent in reports.deliveries(store, one.id)] == [
        (0, "committee_office"), (0, "government_office"), (1, "committee_office"), (1, "government_office"),
    ]  # fmt: skip
    assert doctor.examine(store).ok


def test_guests_whose_list_is_complete_are_done_with_at_once(store: Store) -> None:
    one = deadlines.add(
        store, "information", "市领导来嘉", CALENDAR, base=TODAY, heard=at("2026-11-24 08:15")
    ).deadline
    made = reports.inform(store, one.id, ["committee_office", "government_office"], complete=True)
    assert made.deadline.state == "done"
    assert (
        refused(reports.inform, store, one.id, ["committee_office"], complete=True)[0] == "deadline.is_done"
    )


# ------------------------------------------------------------------ one list


def test_everything_with_a_limit_is_one_list(store: Store, clock: FixedClock) -> None:
    paper = incoming.register_paper(store, "县政府办", "报送数据", due=(date(2026, 11, 25), None)).paper
    fetched = incoming.register_paper(store, "县委督查室", "督查通知").paper
    incoming_matters.become(store, fetched.id, "supervision", CALENDAR, channel="oa")
    public = publication.add(store, "公告", date(2026, 10, 28), "李某", CALENDAR)
    late = deadlines.add(store, "own", "上周的", CALENDAR, own=Own(date(2026, 11, 20))).deadline
    today = deadlines.add(store, "own", "今天的", CALENDAR, own=Own(TODAY, time(8, 20))).deadline
    rest = deadlines.add(store, "event", "周日到期", CALENDAR, base=date(2026, 12, 4)).deadline
    found = limits.open_limits(store, CALENDAR)
    assert keys(found) == [
        ("deadline", late.id), ("deadline", today.id), ("incoming", paper.id), ("publication", public.id),
        ("deadline", rest.id), ("incoming", fetched.id),
    ]  # fmt: skip
    assert [one.rule for one in found] == ["", "", "", "26-2", "20-2", "21-2"]
    assert all(one.words.message for one in found)
    assert [one.late(clock.now()) > 0 for one in found] == [True, *[False] * 5]
    # the limit is the Sunday, the day on which it can be done the Friday before
    assert rest.counted.do_by == at("2026-11-27 17:30") and found[4].do_by == rest.counted.do_by
    assert len(limits.due_until(store, clock.now(), CALENDAR)) == 2
    assert len(limits.due_until(store, clock.now() - timedelta(seconds=1), CALENDAR)) == 1
    assert deadlines.owners(store) == [store.actor]


# ------------------------------------------------------------------ reminders


def test_set_times_are_said_once_and_again_when_the_desk_is_opened(store: Store, clock: FixedClock) -> None:
    settings.set_value(store, "deadlines.remind", "2小时 30分")
    deadlines.add(store, "own", "[/x] 报表", CALENDAR, own=Own(TODAY, time(10, 20)))
    assert [one.words.message for one in reminders(store, CALENDAR, clock.now())] == [
        "还有 2 小时：[/x] 报表（11月24日 周二 10:20 止）"
    ]
    since = clock.now()
    clock.pass_time(seconds=1)
    assert reminders(store, CALENDAR, clock.now(), since) == []
    since = clock.now()
    clock.at(9, 50)
    assert [one.lead for one in reminders(store, CALENDAR, clock.now(), since)] == [timedelta(minutes=30)]
    clock.at(10, 20)
    assert [one.words.key for one in reminders(store, CALENDAR, clock.now(), at("2026-11-24 10:19:59"))] == [
        "deadline.reminder_now"
    ]
    clock.at(10, 20, 1)
    assert reminders(store, CALENDAR, clock.now(), at("2026-11-24 10:20:00")) == []
    assert [one.words.key for one in reminders(store, CALENDAR, clock.now())] == ["deadline.reminder_late"]
    settings.set_value(store, "deadlines.remind", "")
    assert [one.lead for one in reminders(store, CALENDAR, clock.now())] == [timedelta()]
    assert refused(settings.set_value, store, "deadlines.remind", "一会儿")[0] == "setting.leads"


def test_the_end_of_sign_in_is_told_and_afterwards_not_any_more(store: Store, clock: FixedClock) -> None:
    start = clock.at(9)
    called = meetings.add(store, "调度会", start, start + timedelta(hours=1), role="attend")
    settings.set_value(store, "deadlines.remind", "")
    notices.set_deadline(
        store, called.id, clock.at(8, 59)
    )  # our reply has no set time of its own before 08:59
    said = []
    for minute, second in ((29, 59), (30, 0), (44, 59), (45, 0), (46, 0)):
        now = clock.at(8, minute, second)
        said += [one.words for one in reminders(store, CALENDAR, now, now - timedelta(seconds=1))]
    assert [(one.key, one.rule) for one in said] == [
        ("meeting.remind", "17-5"),
        ("meeting.remind_now", "17-5"),
    ]
    # a desk opened in between says how it stands, one opened after the start nothing
    assert [one.words.values["seconds"] for one in reminders(store, CALENDAR, clock.at(8, 50))] == [300]
    assert reminders(store, CALENDAR, clock.at(9, 0, 1)) == []


# ------------------------------------------------------------------ 回执 of a meeting that we attend


@pytest.mark.parametrize(
    ("start", "until"),
    [
        ("2026-11-25 09:00", "2026-11-24 17:00"),
        # a Monday: the Friday before; after National Day: the last working day of September
        ("2026-11-30 09:00", "2026-11-27 17:00"),
        ("2026-10-08 09:00", "2026-09-30 17:00"),
        # 2026-10-10 is a make-up Saturday
        ("2026-10-12 09:00", "2026-10-10 17:00"),
        # over the year's end: 2027 is not loaded, but only the days before the meeting are counted
        ("2027-01-01 09:00", "2026-12-31 17:00"),
        ("2027-01-04 09:00", None),
    ],
)
def test_the_reply_is_due_on_the_working_day_before(
    store: Store, clock: FixedClock, start: str, until: str | None
) -> None:
    clock.moment = at("2026-09-01 08:20")
    begins = at(start)
    one = meetings.add(store, "全县大会", begins, begins + timedelta(hours=1), role="attend")
    line = limits.open_limits(store, CALENDAR)[0]
    assert (line.source, line.id, line.due) == ("reply", one.id, at(until) if until else None)
    assert line.words.key == ("sending.due_default" if until else "sending.waits") and line.words.message
    # what the notice says needs no calendar
    notices.set_deadline(store, one.id, begins - timedelta(hours=2))
    assert limits.open_limits(store, CALENDAR)[0].due == begins - timedelta(hours=2)


def test_a_reply_is_owed_until_it_is_reported_or_the_meeting_begins(store: Store, clock: FixedClock) -> None:
    begins = at("2026-11-25 09:00")
    one = meetings.add(store, "[/x] 大会", begins, begins + timedelta(hours=1), role="attend")
    ours = meetings.add(store, "我局的会", begins + timedelta(days=1), begins + timedelta(days=2))
    people.import_roster(store, one.id, [("", person(1))], "")

    def owed() -> list[tuple[str, int]]:
        return [key for key in keys(limits.open_limits(store, CALENDAR)) if key[0] == "reply"]

    assert owed() == [("reply", one.id)] and ours.id != one.id
    closing.call_off(store, ours.id, "改为书面传达")
    exported = {
        entry.uid.partition("@")[0]: entry for entry in calendar_papers.entries(store, CALENDAR, clock.now())
    }
    assert exported[f"reply-{one.id}"].title == "[报回执] [/x] 大会"
    assert exported[f"reply-{one.id}"].start == at("2026-11-24 17:00")
    # what a phone has from before is taken away again
    assert [exported[f"meeting-{each.id}"].cancelled for each in (one, ours)] == [False, True]
    assert ("reply", one.id) in [card.item.key for card in reviews.review(store, CALENDAR).cards]
    clock.moment = at("2026-11-24 16:30")
    assert [
        said.words.message for said in reminders(store, CALENDAR, clock.now(), at("2026-11-24 16:29:59"))
    ] == ["还有 30 分：报回执 [/x] 大会（11月24日 周二 17:00 止）"]
    clock.moment = at("2026-11-25 09:00")
    assert owed() == []
    clock.moment = at("2026-11-24 17:00:01")
    assert limits.open_limits(store, CALENDAR)[0].late(clock.now()) == 1
    sending.report(store, one.id)
    assert owed() == []
    paper = incoming.register_paper(store, "县政府办", "关于报数的通知", due=(date(2026, 11, 30), None)).paper
    incoming_course.end(store, paper.id, "已报")
    made, dropped, late = (
        publication.add(store, f"公告{n}", date(2026, month, 20), "李某", CALENDAR)
        for n, month in enumerate((11, 11, 10))
    )
    for line in (made, late):
        publication.publish(store, line.id, "门户网站", "王某", CALENDAR)
    publication.end(store, dropped.id, "张某", "不宜公开")
    gone = {
        one.uid.partition("@")[0]
        for one in calendar_papers.entries(store, CALENDAR, clock.now())
        if one.cancelled
    }
    assert gone == {
        f"meeting-{ours.id}", f"reply-{one.id}", f"incoming-{paper.id}", f"publication-{made.id}",
        f"publication-{dropped.id}",
    }  # fmt: skip
    ended = [(done.kind, done.id) for done in reviews.review(store, CALENDAR).ended]
    assert ended[:3] == [("meeting", ours.id), ("reply", one.id), ("incoming", paper.id)]


def test_an_event_of_article_7_is_due_until_its_request_is_linked(store: Store, clock: FixedClock) -> None:
    """8-7: 15 days before the 9th of December is today."""
    expo = matter_events.tag(store, "[/x] 博览会", "6", date(2026, 12, 9), "王某")
    matter_events.tag(store, "哪天还没定", "6")
    matter_events.tag(store, "早办过的", "6", date(2026, 10, 23))
    begins = at("2026-12-08 09:00")
    forum = meetings.add(store, "论坛", begins, begins + timedelta(hours=1))
    with store.write():
        invitations.record(store, forum.id, Invitation(matter="6"))

    def owed() -> list[tuple[str, int]]:
        return [key for key in keys(limits.open_limits(store, CALENDAR)) if "request" in key[0]]

    assert owed() == [("meeting_request", forum.id), ("request", expo.id)]
    late, due = limits.open_limits(store, CALENDAR)
    assert (late.due, due.due, due.rule) == (at("2026-11-23 17:30"), at("2026-11-24 17:30"), "7-2")
    cards = {card.item.key for card in reviews.review(store, CALENDAR).cards}
    assert {("request", expo.id), ("meeting_request", forum.id)} <= cards
    clock.moment = at("2026-11-24 17:00")
    said = reminders(store, CALENDAR, clock.now(), at("2026-11-24 16:59:59"))
    assert [one.words.message for one in said] == ["还有 30 分：请示 [/x] 博览会（11月24日 周二 17:30 止）"]
    matter_events.link(store, forum.id, "关于举办论坛的请示", kind="meeting")
    matter_events.link(store, expo.id, "县商务请〔2026〕3号")
    assert owed() == []
    matter_events.drop(store, matter_events.tag(store, "不办了", "6", date(2026, 12, 20)).id, "不办了")
    exported = calendar_papers.entries(store, CALENDAR, clock.now())
    # the limit of the forum was yesterday, and rings no more
    assert [(one.title, one.start) for one in exported if one.cancelled] == [
        ("[请示] [/x] 博览会", at("2026-11-24 17:30")), ("[请示] 不办了", at("2026-12-05 17:30")),
    ]  # fmt: skip
    assert [(done.kind, done.title) for done in reviews.review(store, CALENDAR).ended] == [
        ("request", "[/x] 博览会"), ("request", "不办了"),
    ]  # fmt: skip
    # a meeting that is not held asks for nothing, until it is opened again
    begins = at("2026-12-20 09:00")
    off = meetings.add(store, "年会", begins, begins + timedelta(hours=1))
    with store.write():
        invitations.record(store, off.id, Invitation(matter="6"))
    assert owed() == [("meeting_request", off.id)]
    closing.call_off(store, off.id, "经费没有着落")
    assert owed() == [] and matter_events.count_unlinked(store) == 2
    (shown,) = (one for one in matter_events.listed(store) if one.kind == "meeting" and one.id == off.id)
    assert (shown.dropped_because, shown.verdict(CALENDAR, clock.now().date())) == ("经费没有着落", None)
    assert "[请示] 年会" in [
        one.title for one in calendar_papers.entries(store, CALENDAR, clock.now()) if one.cancelled
    ]
    closing.reopen(store, off.id, "又要开")
    assert owed() == [("meeting_request", off.id)]
