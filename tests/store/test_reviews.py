"""日清 in the store: every room's open things, answers, their taking back, the cleared day and its backup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.rules.clear_desk import OF_THE_DAY
from oatui.rules.deadlines import Own
from oatui.rules.leave import PLACES
from oatui.rules.verdict import Refused
from oatui.store import (
    backup,
    closing,
    confidential,
    deadline_acts,
    deadlines,
    doctor,
    documents,
    incident_acts,
    incidents,
    incoming,
    incoming_course,
    journal,
    leave,
    meetings,
    number_book,
    oa,
    open_items,
    people,
    publication,
    reviews,
    routines,
    settings,
    telegrams,
)
from oatui.store.database import Store, open_store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, person
from tests.store.test_issuing import sealed

CALENDAR = built_in()
TUESDAY = date(2026, 11, 24)


def _due(store: Store, title: str, days: int, owner: str = "李某") -> int:
    own = Own(store.clock.now().date() + timedelta(days=days))
    return deadlines.add(store, "own", title, CALENDAR, own=own, owner=owner).deadline.id


def _causes(store: Store) -> dict[tuple[str, int], str]:
    return {card.item.key: card.cause for card in reviews.review(store, CALENDAR).cards}


def _next_morning(clock: FixedClock, days: int = 1) -> None:
    clock.moment = datetime(2026, 11, clock.moment.day + days, 9, 30, tzinfo=ZONE)


def _answer_all(store: Store, clock: FixedClock) -> None:
    """Everything left of today is handed on, the logins are made; a minute passes."""
    for card in reviews.review(store, CALENDAR).untouched:
        if card.item.kind in OF_THE_DAY:
            routines.log_in(store, which="arrival" if card.item.kind == "oa_arrival" else "leaving")
        else:
            reviews.answer(store, *card.item.key, "hand_on", CALENDAR, to=f"接办{card.item.id}")
    clock.pass_time(minutes=1)


@pytest.fixture
def evening(store: Store, clock: FixedClock) -> Iterator[Store]:
    """17:40 of a day on which the morning's login was made."""
    routines.log_in(store)
    clock.at(17, 20)
    yield store


def test_every_room_that_has_something_open_is_asked(store: Store, clock: FixedClock) -> None:
    routines.log_in(store)
    first = _due(store, "交材料", 0)
    paper = incoming.register_paper(store, "县委办公室", "关于[/x]的通知", urgency="extra").paper
    draft = documents.draft(store, "关于拨付资金的通知", "通知", "嘉商务字", "外贸科", "王某")
    public = publication.add(store, "信息", TUESDAY, "王某", CALENDAR).id
    meeting = a_meeting(store)
    person = people.listed(store, meeting.id)[0]
    asked = leave.request(store, person.id, "sick", "感冒").leave.id
    kinds = {card.item.kind for card in reviews.review(store, CALENDAR).cards}
    assert kinds == {"deadline", "incoming", "document", "publication", "leave", "oa_leaving"}
    clock.at(17, 40)
    assert ("meeting", meeting.id) in _causes(store)  # it is over
    leave.approve(store, asked, "李主任")
    closing.close(store, meeting.id, "补齐")
    deadline_acts.done(store, first, "已交", because="等数据")
    incoming_course.end(store, paper.id, "已阅")
    routines.log_in(store)
    found = reviews.review(store, CALENDAR)
    assert {card.item.key for card in found.cards} == {("document", draft.id), ("publication", public)}
    assert {one.kind for one in found.ended} == {
        "leave",
        "meeting",
        "deadline",
        "incoming",
        "oa_arrival",
        "oa_leaving",
    }
    assert (found.count("done"), len(found.untouched)) == (6, 2)
    deadline_acts.reopen(store, first, "补充")
    assert ("deadline", first) in _causes(store)  # opened again, it is no longer done
    assert reviews.review(store, CALENDAR).count("done") == 5


def test_a_leave_is_open_until_its_slip_is_delivered(store: Store, clock: FixedClock) -> None:
    """Consent is not the end: the slip is owed to two duty rooms (17-4), and delivering it is the day's act."""
    start = clock.now() + timedelta(hours=6)
    meeting = meetings.add(store, "全县会议", start, start + timedelta(hours=1), level="county")
    people.import_roster(store, meeting.id, [("", person(1))], "名册.xlsx")
    asked = leave.request(store, people.listed(store, meeting.id)[0].id, "sick", "感冒").leave.id
    leave.approve(store, asked, "周某")
    slip = next(card.item for card in reviews.review(store, CALENDAR).cards if card.item.kind == "leave")
    assert (slip.rule, slip.words[0].message) == ("17-4", "请假手续还没有办齐：县委总值班室、县政府值班室")
    for place in PLACES["county"]:
        leave.deliver(store, asked, place)
    found = reviews.review(store, CALENDAR)
    assert "leave" in {one.kind for one in found.ended} - {card.item.kind for card in found.cards}


def test_what_is_not_due_is_one_line_until_it_is(evening: Store, clock: FixedClock) -> None:
    one = _due(evening, "下周三交", 2)
    assert _causes(evening)["deadline", one] == "new"
    _answer_all(evening, clock)
    reviews.clear(evening, CALENDAR)
    _next_morning(clock)
    found = reviews.review(evening, CALENDAR)
    assert ([item.key for item in found.not_due], found.streak) == ([("deadline", one)], 1)
    _next_morning(clock)
    assert _causes(evening)["deadline", one] == "due"
    _next_morning(clock)
    assert _causes(evening)["deadline", one] == "late"


def test_what_was_not_looked_at_is_still_there_the_next_morning(evening: Store, clock: FixedClock) -> None:
    draft = documents.draft(evening, "请示", "请示", "嘉商务字", "外贸科", "王某")
    clock.pass_time(minutes=1)
    other = documents.draft(evening, "函", "函", "嘉商务函", "外贸科", "王某")
    reviews.answer(evening, "document", other.id, "hand_on", CALENDAR, to="张三")
    clock.pass_time(minutes=1)
    later = documents.draft(evening, "通知", "通知", "嘉商务字", "外贸科", "王某")
    _next_morning(clock)
    causes = _causes(evening)
    assert causes["document", later.id] == "left"
    # the day that was begun and not cleared: what came before its first answer was there to be seen
    assert ("document", draft.id) not in causes


def test_what_was_put_off_comes_back_on_its_day_and_the_third_time_it_is_marked(
    evening: Store, clock: FixedClock
) -> None:
    draft = documents.draft(evening, "请示", "请示", "嘉商务字", "外贸科", "王某")
    key = ("document", draft.id)
    for times in range(1, 4):
        until = clock.now().date() + timedelta(days=1)
        reviews.answer(evening, *key, "carry", CALENDAR, until=until, reason="leader")
        # said twice on one day it is one delay
        reviews.answer(evening, *key, "carry", CALENDAR, until=until, reason="other", words="等天晴")
        card = next(one for one in reviews.review(evening, CALENDAR).cards if one.item.key == key)
        assert (card.carried, card.marked) == (times, times == 3)
        if times == 2:  # the office may mark sooner (本局约定)
            settings.set_value(evening, "clear_desk.marked", 2)
            assert next(one for one in reviews.review(evening, CALENDAR).cards if one.item.key == key).marked
            settings.set_value(evening, "clear_desk.marked", 3)
        _next_morning(clock)
        assert _causes(evening)[key] == "back"
    reviews.answer(evening, *key, "carry", CALENDAR, until=date(2026, 12, 1), reason="reply")
    _next_morning(clock, 3)  # Monday
    assert key not in _causes(evening)


def test_an_answer_is_taken_back_as_a_further_fact(evening: Store) -> None:
    first = documents.draft(evening, "请示", "请示", "嘉商务字", "外贸科", "王某")
    reviews.answer(evening, "document", first.id, "carry", CALENDAR, until=date(2026, 11, 25), reason="away")
    reviews.answer(evening, "document", first.id, "hand_on", CALENDAR, to="张三")
    assert reviews.take_back(evening).way == "hand_on"
    assert reviews.answers(evening, "document", first.id)[-1].way == "carry"
    assert reviews.take_back(evening).way == "carry"
    with pytest.raises(Refused) as no:
        reviews.take_back(evening)
    assert no.value.verdict.key == "clear_desk.nothing_said"
    assert evening.value("select count(*) from event where kind like 'review_answer%'") == 4
    assert len(reviews.review(evening, CALENDAR).untouched) == 2  # the paper and the evening's login


def test_handing_on_is_done_in_the_room_that_keeps_it(evening: Store) -> None:
    one = _due(evening, "交材料", 0)
    paper = incoming.register_paper(evening, "县委办公室", "通知").paper
    reviews.answer(evening, "deadline", one, "hand_on", CALENDAR, to="张三")
    reviews.answer(evening, "incoming", paper.id, "hand_on", CALENDAR, to="李四")
    assert deadlines.get(evening, one).owner == "张三"
    assert incoming.get(evening, paper.id).holder == "李四"
    found = reviews.review(evening, CALENDAR)
    assert [card.item.kind for card in found.untouched] == ["oa_leaving"]
    assert {card.answer.taker for card in found.cards if card.answer} == {"张三", "李四"}


@pytest.mark.parametrize(
    ("kind", "item", "way", "more", "key"),
    [
        ("deadline", 99, "carry", {"until": date(2026, 11, 25), "reason": "away"}, "clear_desk.not_open"),
        ("document", 1, "hand_on", {"to": " "}, "clear_desk.no_taker"),
        ("document", 1, "hand_on", {"to": "王某"}, "deadline.has_it"),
        ("document", 1, "done", {"words": "好了"}, "clear_desk.own_end"),
        ("document", 1, "carry", {"until": TUESDAY, "reason": "away"}, "clear_desk.not_later"),
        ("oa_leaving", 20261124, "carry", {"until": date(2026, 11, 25), "reason": "away"}, "clear_desk.of_the_day"),
    ],
)  # fmt: skip
def test_what_is_no_answer_writes_nothing(
    evening: Store, kind: str, item: int, way: str, more: dict[str, object], key: str
) -> None:
    documents.draft(evening, "请示", "请示", "嘉商务字", "外贸科", "王某")
    events = journal.count(evening)
    with pytest.raises(Refused) as no:
        reviews.answer(evening, kind, item, way, CALENDAR, **more)  # type: ignore[arg-type]
    assert (no.value.verdict.key, journal.count(evening)) == (key, events)


def test_a_day_is_not_cleared_with_one_untouched_thing(evening: Store, clock: FixedClock) -> None:
    draft = documents.draft(evening, "请示", "请示", "嘉商务字", "外贸科", "王某")
    routines.log_in(evening)
    with pytest.raises(Refused) as no:
        reviews.clear(evening, CALENDAR)
    assert (no.value.verdict.rule, evening.value("select count(*) from cleared_day")) == ("3-1", 0)
    reviews.answer(
        evening, "document", draft.id, "carry", CALENDAR, until=date(2026, 11, 25), reason="leader"
    )
    made, verdict = reviews.clear(evening, CALENDAR)
    assert verdict.message == "今日 3 件：已办 2，转办 0，顺延 1"
    assert [(line["kind"], line["way"]) for line in made.lines] == [
        ("oa_arrival", "done"), ("oa_leaving", "done"), ("document", "carry"),
    ]  # fmt: skip
    clock.pass_time(minutes=5)
    late = documents.draft(evening, "函", "函", "嘉商务函", "外贸科", "王某")
    with pytest.raises(Refused):
        reviews.clear(evening, CALENDAR)
    reviews.answer(evening, "document", late.id, "hand_on", CALENDAR, to="张三")
    again, _verdict = reviews.clear(evening, CALENDAR)
    assert (len(again.lines), reviews.cleared(evening, TUESDAY)) == (4, again)
    assert reviews.cleared_between(evening, TUESDAY, TUESDAY) == [again]
    assert reviews.streak(evening, TUESDAY, CALENDAR) == 1
    assert doctor.examine(evening).ok


def test_an_evening_without_its_login_is_not_clear(evening: Store) -> None:
    with pytest.raises(Refused) as no:
        reviews.clear(evening, CALENDAR)
    assert "下班前登录" in str(no.value)
    routines.log_in(evening)
    reviews.clear(evening, CALENDAR)


def test_a_rest_day_asks_for_nothing_and_may_be_cleared(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 11, 28, 10, tzinfo=ZONE)  # a Saturday
    found = reviews.review(store, CALENDAR)
    assert (found.working, found.cards, found.streak) == (False, [], 0)
    reviews.clear(store, CALENDAR)
    assert reviews.review(store, CALENDAR).streak == 0


def test_a_year_without_a_calendar_asks_like_a_working_day(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2027, 1, 2, 10, tzinfo=ZONE)
    found = reviews.review(store, CALENDAR)
    assert (found.working, found.streak, [card.item.kind for card in found.cards]) == (
        True, None, ["oa_arrival", "oa_leaving"],
    )  # fmt: skip


def test_a_reserved_number_is_asked_about_when_its_days_are_over(evening: Store, clock: FixedClock) -> None:
    number_book.reserve(evening, "嘉商务字", "商务工作会议", "刘某某", expires=TUESDAY + timedelta(days=2))
    _answer_all(evening, clock)
    reviews.clear(evening, CALENDAR)
    _next_morning(clock)
    assert not any(kind == "number" for kind, _item in _causes(evening))
    _next_morning(clock)
    assert {cause for (kind, _item), cause in _causes(evening).items() if kind == "number"} == {"due"}


# ------------------------------------------------------------------ the copy of each day


def test_each_day_has_one_copy_and_old_ones_are_thinned(store: Store, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 11, 7, 17, 40, tzinfo=ZONE)
    folder = backup.day_folder(store)
    folder.mkdir()
    for days in range(1, 40):
        day = clock.now().date() - timedelta(days=days)
        (folder / f"oatui-{day.isoformat()}-0123456789abcdef.db").touch()
    backup.back_up_day(store)
    routines.log_in(store)
    kept = backup.back_up_day(store)  # cleared again: in place of the first
    assert backup.back_up_day(store) == kept  # nothing was written since
    stranger = folder / "报表.db"
    stranger.write_text("不是备份")
    backup.back_up_day(store)
    names = sorted(path.name for path in folder.glob("oatui-*.db"))
    copied = [name[6:16] for name in names]
    last = date(2026, 11, 7)
    fortnight = [(last - timedelta(days=n)).isoformat() for n in range(13, -1, -1)]
    assert copied == ["2026-09-30", *fortnight]  # 31 October is among the fourteen
    assert kept.path.name in names and stranger.exists()


def test_the_copy_of_a_day_is_restored(evening: Store, clock: FixedClock, tmp_path: Path) -> None:
    routines.log_in(evening)
    reviews.clear(evening, CALENDAR)
    made = backup.back_up_day(evening)
    assert made.head in made.path.name
    back = tmp_path / "zurueck.db"
    backup.restore(made.path, back, clock, "刘某某")
    other = open_store(back, clock, "刘某某")
    assert reviews.cleared(other, TUESDAY) == reviews.cleared(evening, TUESDAY)
    # what was done before the restore is still today's: the record is printed again as it was
    ended = [one.kind for one in reviews.review(other, CALENDAR).ended]
    assert (
        ended == [one.kind for one in reviews.review(evening, CALENDAR).ended] == ["oa_arrival", "oa_leaving"]
    )
    other.close()


@pytest.mark.parametrize("name", ["desk-000", "desk-zzz"])
def test_what_is_said_after_a_restore_is_the_last(
    evening: Store, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    draft = documents.draft(evening, "请示", "请示", "嘉商务字", "外贸科", "王某").id
    until = date(2026, 11, 25)
    reviews.answer(evening, "document", draft, "carry", CALENDAR, until=until, reason="away")
    routines.log_in(evening)
    reviews.clear(evening, CALENDAR)
    # whatever the restored desk's chain is called, it goes on behind the one before
    monkeypatch.setattr("oatui.store.versions.new_origin", lambda: name)
    back = tmp_path / "zurueck.db"
    backup.restore(backup.back_up(evening, tmp_path / "kopie.db").path, back, clock, "刘某某")
    other = open_store(back, clock, "刘某某")
    clock.pass_time(minutes=5)
    said, _notes = reviews.answer(other, "document", draft, "hand_on", CALENDAR, to="张三")
    reviews.clear(other, CALENDAR)
    assert reviews.last_answer(other, TUESDAY) == reviews.answers(other, "document", draft)[-1] == said
    last = reviews.cleared(other, TUESDAY)
    assert last is not None and last.lines[-1]["way"] == "hand_on"
    assert reviews.cleared_between(other, TUESDAY, until) == [last]
    _next_morning(clock)
    reviews.answer(other, "document", draft, "carry", CALENDAR, until=date(2026, 11, 26), reason="away")
    assert ("document", draft) not in {card.item.key for card in reviews.review(other, CALENDAR).untouched}
    other.close()


def test_ids_of_logins_are_their_dates() -> None:
    assert open_items.login_id(date(2026, 1, 9)) == 20260109


def test_telegrams_incidents_and_what_stands_in_the_system_are_asked(
    evening: Store, clock: FixedClock
) -> None:
    telegram = telegrams.add(evening, "防汛通知", "县委办公室", "top").id
    incident = incidents.start(evening, "仓库起火").incident.id
    item = oa.add_item(evening, "会议通知", owner="王某").id
    oa.count(evening, 1, 2)
    confidential.act(evening, "borrow", "2026-017", "李某")
    day = open_items.login_id(TUESDAY)
    keys = {
        ("telegram", telegram), ("incident", incident), ("oa_item", item), ("oa_count", day), ("secrets", day),
    }  # fmt: skip
    assert keys < set(_causes(evening))
    clock.pass_time(minutes=1)
    for step in ("sent", "signed", "reported"):
        telegrams.do_step(evening, telegram, "刘某某", step)
    incident_acts.annul(evening, incident, "李主任", "误报")
    reviews.answer(evening, "oa_item", item, "hand_on", CALENDAR, to="张三")
    assert oa.item(evening, item).owner == "张三"
    confidential.count_day(evening, 1)
    with pytest.raises(Refused) as no:
        reviews.answer(evening, "oa_count", day, "done", CALENDAR, words=" ")
    assert no.value.verdict.key == "clear_desk.no_result"
    reviews.answer(evening, "oa_count", day, "done", CALENDAR, words="明早第一件办")
    found = reviews.review(evening, CALENDAR)
    assert [card.item.kind for card in found.untouched] == ["oa_leaving"]
    assert {one.kind for one in found.ended} == {"oa_arrival", "telegram", "incident", "secrets"}
    assert found.count("done") == 5


def test_what_is_answered_after_midnight_is_the_next_days(evening: Store, clock: FixedClock) -> None:
    """A desk that is cleared a second before midnight is clear; a second after, the new day is asked."""
    one = _due(evening, "报表", 0)
    clock.at(23, 59, 59)
    _answer_all(evening, clock)  # it ends a minute after midnight
    assert clock.now().date() == date(2026, 11, 25)
    found = reviews.review(evening, CALENDAR)
    assert ("deadline", one) in [card.item.key for card in found.untouched] and found.cleared is None
    with pytest.raises(Refused):
        reviews.clear(evening, CALENDAR)
    assert reviews.cleared(evening, TUESDAY) is None and reviews.streak(evening, TUESDAY, CALENDAR) == 0


def test_from_the_last_day_of_a_month_to_a_make_up_saturday(store: Store, clock: FixedClock) -> None:
    """The streak leaves out the holiday, and counts the Saturday that works for it (2026-10-10)."""
    for day in (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10)):
        clock.moment = datetime.combine(day, datetime.min.time(), ZONE).replace(hour=8, minute=10)
        routines.log_in(store)
        clock.at(17, 40)
        routines.log_in(store)
        reviews.clear(store, CALENDAR)
    assert reviews.streak(store, date(2026, 10, 12), CALENDAR) == 4
    # a Saturday that works and was not cleared ends it
    assert reviews.streak(store, date(2026, 10, 13), CALENDAR) == 0


def test_a_full_desk_is_asked_in_as_many_reads_as_a_light_one(store: Store, clock: FixedClock) -> None:
    def one_of_each() -> None:
        done = _due(store, "已经办了的", 0)
        deadline_acts.done(store, done, "已交", because="等数据")
        reviews.answer(store, "deadline", _due(store, "交材料", 0), "hand_on", CALENDAR, to="孙某")
        incoming.register_paper(store, "县委办公室", "关于防汛的通知", urgency="extra")
        documents.draft(store, "关于拨付资金的通知", "通知", "嘉商务字", "外贸科", "王某")
        sealed(store)
        publication.add(store, "信息", TUESDAY, "王某", CALENDAR)
        above = store.clock.now() + timedelta(days=2)
        meetings.add(store, "县里的会", above, above + timedelta(hours=1), role="attend", level="county")
        meeting = a_meeting(store)
        leave.request(store, people.listed(store, meeting.id)[0].id, "sick", "感冒")
        telegrams.add(store, "防汛通知", "县委办公室", "top")
        incidents.start(store, "仓库起火")
        oa.add_item(store, "会议通知", owner="王某")
        number_book.reserve(store, "嘉商务字", "急件", "王某")

    def asked() -> tuple[int, int]:
        statements: list[str] = []
        store.conn.set_trace_callback(statements.append)
        found = reviews.review(store, CALENDAR)
        store.conn.set_trace_callback(None)
        return len(found.cards) + len(found.ended) + len(found.not_due), len(statements)

    one_of_each()
    clock.at(17, 40)
    light, reads = asked()
    for _ in range(3):
        one_of_each()
    full, as_many = asked()
    assert full > light + 30
    assert as_many == reads < 80


def test_what_an_earlier_version_took_with_a_mark_is_dealt_with_and_corrected(
    evening: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked, now = "仓库失火（秘密）", clock.now()
    with monkeypatch.context() as before_the_guard:
        before_the_guard.setattr(journal, "mark_written", lambda _text: "")
        one = incidents.start(evening, marked, occurred=now).incident.id
    reviews.answer(evening, "incident", one, "hand_on", CALENDAR, to="张三")
    reviews.take_back(evening)
    # what is typed now is judged all the same
    with pytest.raises(Refused, match="密级标志"):
        reviews.answer(evening, "incident", one, "hand_on", CALENDAR, to="张三", words="（机密）")
    _answer_all(evening, clock)
    reviews.clear(evening, CALENDAR)
    with pytest.raises(Refused, match="密级标志"):
        incident_acts.correct(evening, one, "写错", what="仓库失火（机密）")
    assert incident_acts.correct(evening, one, "去掉标志", what="仓库失火").incident.what == "仓库失火"
    assert doctor.examine(evening).ok
