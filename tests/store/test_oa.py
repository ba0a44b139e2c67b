"""The OA in the store: items, counts, keepers, handovers, and the month with its misses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.i18n import speaking
from oatui.papers import month_papers, oa_papers
from oatui.rules import confidential as law
from oatui.rules.routine import LoginState
from oatui.rules.verdict import Level, Refused
from oatui.store import (
    confidential,
    doctor,
    meetings,
    oa,
    oa_month,
    routines,
    rulebook,
    secret_log,
    secret_rooms,
    taking_back,
    taking_back_more,
    telegrams,
)
from oatui.store.database import Store
from tests.conftest import FixedClock

CALENDAR = built_in()


def test_14_5_at_the_login_before_leaving(store: Store, clock: FixedClock) -> None:
    clock.at(17, 0)
    login = routines.log_in(store)
    # nobody said what stands in the system: told, and not counted as held
    assert login.left and login.left.key == "oa.not_looked"
    assert "14-5" not in rulebook.standings(store, 2026)
    oa.count(store, 0, 0)
    login = routines.log_in(store)
    assert login.left and login.left.level is Level.OK
    assert rulebook.standings(store, 2026)["14-5"].held
    oa.count(store, 3, 0)
    login = routines.log_in(store)
    assert login.left and (login.left.level, login.left.values["left"]) == (Level.WARNING, 3)
    oa.count(store, 3, 0, "李某")
    one = oa.add_item(store, "[/x]安全生产通知", "县委办")
    assert oa.left(store).level is Level.WARNING
    oa.assign(store, one.id, "王某")
    assert oa.left(store).key == "oa.left_owned"
    oa.count(store, 0, 0)
    oa.finish(store, one.id)
    login = routines.log_in(store)
    assert login.left and login.left.key == "oa.nothing_left"
    with pytest.raises(Refused):
        oa.finish(store, one.id)


def test_14_3_a_handover_takes_the_list_along_and_a_deputy_is_no_change(
    store: Store, clock: FixedClock
) -> None:
    oa.set_keeper(store, "A", "刘某某", True)
    oa.set_keeper(store, "B", "王某", True)
    assert oa.changes(store, 2026) == 0
    with pytest.raises(Refused) as no:
        oa.set_keeper(store, "A", "王某", True)
    assert no.value.verdict.key == "oa.hand_over_instead"
    oa.add_item(store, "安全生产通知")
    oa.count(store, 2, 1)
    first = oa.hand_over(store, "王某")
    assert (first.giver, first.things) == ("刘某某", ("安全生产通知", "未读 2，未办 1"))
    assert oa.hand_over(store, "李某", on_staff=False).verdict.level is Level.NOTE
    assert oa.remarks(store)[0].key == "oa.keeper_not_staff"
    assert "oa.often" not in [said.key for said in oa.remarks(store)]
    assert oa.hand_over(store, "刘某某").verdict.key == "oa.handed_often"
    assert "oa.often" in [said.key for said in oa.remarks(store)]  # until the year ends
    clock.moment = datetime(2027, 1, 1, 9, 0, tzinfo=ZONE)
    assert oa.hand_over(store, "王某").verdict.values["changes"] == 1


def test_a_month_says_what_was_missed_and_why(store: Store, clock: FixedClock) -> None:
    # the store was made on Tuesday 24 November
    routines.log_in(store)
    clock.moment = datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)
    days = {one.date.day: one for one in oa_month.month(store, CALENDAR, 2026, 11)}
    assert days[23].missed == []  # before the desk was in use
    assert days[24].missed == ["leaving"] and days[24].states["arrival"] is LoginState.DONE
    assert days[25].missed == ["arrival", "leaving"]
    assert days[26].missed == [] and days[27].states == {"arrival": None, "leaving": None}
    oa.explain(store, date(2026, 11, 25), "arrival", "leave", "病假")
    one = next(one for one in oa_month.month(store, CALENDAR, 2026, 11) if one.date.day == 25)
    assert one.missed == ["arrival", "leaving"] and one.unexplained == ["leaving"]
    assert oa_papers.why_words(one) == ["上班登录漏登：请假，病假", "漏登未说明"]
    sheet = oa_papers.month_sheet(store, CALENDAR, 2026, 11)
    assert sheet.rows[24][3] == "漏登" and "漏登 3（其中 1 次已说明）" in sheet.lines[1]
    with pytest.raises(Refused):
        oa.explain(store, date(2026, 11, 27), "arrival", "leave", "病假")


def test_make_up_days_ask_and_a_year_without_a_calendar_misses_nothing(
    store: Store, clock: FixedClock
) -> None:
    clock.moment = datetime(2026, 10, 9, 8, 20, tzinfo=ZONE)
    routines.log_in(store)
    clock.moment = datetime(2027, 1, 6, 9, 0, tzinfo=ZONE)
    days = oa_month.month(store, CALENDAR, 2027, 1)
    assert [one.missed for one in days] == [[]] * 31 and days[3].day is None
    assert days[5].states["arrival"] is LoginState.OPEN
    october = {one.date.day: one.missed for one in oa_month.month(store, CALENDAR, 2026, 10)}
    both = ["arrival", "leaving"]
    # Thursday before it was in use, Friday with its arrival, Saturday of 调休, Sunday
    assert [october[day] for day in (8, 9, 10, 11, 12)] == [[], ["leaving"], both, [], both]


def test_the_month_folder_is_whole_and_says_what_is_left_out(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    now = clock.now()
    meetings.add(store, "全县商务工作会议", now, now + timedelta(hours=1))
    meetings.add(store, "明天的会", now + timedelta(days=1), now + timedelta(days=1, hours=1))
    path = tmp_path / "夹"
    made = month_papers.export(store, CALENDAR, 2026, 11, path)
    assert sorted(one.name for one in path.iterdir()) == sorted(made.files)
    assert made.files == ("OA登录月表 2026-11.xlsx", "会议出勤 2026-11.xlsx")
    assert len(made.left_out) == 4 and "发文登记簿" in made.left_out[0]
    # of a meeting that has not begun nobody is absent
    cells = load_workbook(path / made.files[1]).active.iter_rows(values_only=True)
    assert [row[2] for row in cells if row[0] == "2026年11月24日"] == ["全县商务工作会议"]
    with speaking("en"):
        whole = month_papers.export(store, CALENDAR, 2026, None, tmp_path / "year")
    named, english = whole.files, whole.left_out
    assert "Attendance 2026.xlsx" in named
    # of the months before the first record there is no empty sheet
    assert len(named) == 2 and "since" in english[0] and "24 November" in english[0]
    with pytest.raises(Refused) as no:
        month_papers.export(store, CALENDAR, 2026, 11, path)
    assert no.value.verdict.key == "export.taken"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


# ------------------------------------------------------------------ taking back


def test_a_slip_is_taken_back_with_its_reason_and_stays_in_the_record(
    store: Store, clock: FixedClock
) -> None:
    clock.at(8, 12)
    routines.log_in(store)
    one = oa.add_item(store, "[/x]通知", "县委办")
    oa.finish(store, one.id)
    telegram = telegrams.add(store, "防汛明电", at=clock.now())
    telegrams.do_step(store, telegram.id, "王某")
    secret_rooms.patrol(store, "found")
    secret_rooms.change_password(store)
    visit = secret_rooms.come_in(store, "李某", "检修空调", "王某")
    secret_rooms.go_out(store, visit.id)
    secret_rooms.set_post(store, "admin", "刘某", True)
    secret_rooms.set_post(store, "admin", "王某", True)
    secret_rooms.report_change(store, 2)
    secret_rooms.register_medium(store, "U1", "secret", "2号铁皮柜", True, "刘某")
    for taker in ("王某", "李某"):
        clock.pass_time(minutes=1)
        secret_rooms.hand_medium(store, "U1", taker, law.TICKS)
    confidential.count_day(store, 3)
    oa.count(store, 5, 0)
    clock.pass_time(minutes=1)
    whole = secret_log.listed(store)
    assert {one.kind for one in whole} == set(secret_log.KINDS) - {"taken_back"}
    assert len(whole) == secret_log.count(store) == 9 and all(one.said.message for one in whole)
    keys = {
        kind: taking_back.recent(store, [kind])[0].key
        for kind in taking_back.ROOMS
        if kind not in {"secret", "handover", *taking_back_more.KINDS}
    }
    for kind, key in keys.items():
        with pytest.raises(Refused) as no:
            taking_back.take_back(store, kind, key, " ")
        assert no.value.verdict.key == "taking_back.no_reason"
        taking_back.take_back(store, kind, key, "点错了")
        said = taking_back.taken(store, kind, key)
        assert [(one.reason, one.actor) for one in said] == [("点错了", store.actor)] and said[0].line.message
    day = clock.now().date()
    assert [one.state for one in routines.states(store, day, True)][0] is LoginState.OPEN
    assert oa.item(store, one.id).state == "open"
    assert telegrams.get(store, telegram.id).waits == "sent"
    assert not store.rows("select * from secret_patrol") and secret_rooms.last_password(store) is None
    assert [one.id for one in secret_rooms.inside(store)] == [visit.id]
    assert [one.person for one in secret_rooms.unreported(store)] == ["刘某", "王某"]
    assert secret_rooms.medium(store, "U1").holder == "王某"
    assert confidential.last_count(store) is None and oa.last_count(store) is None
    assert {one.kind for one in secret_log.listed(store)} >= {"taken_back", "visit"}
    # a second time: the notice itself, the entry itself; nothing is left to take back, and no number is given again
    taking_back.take_back(store, "telegram", keys["telegram"], "不是我局的")
    taking_back.take_back(store, "visit", keys["visit"], "没有进去")
    for kind in ("post", "medium"):  # step by step, until nothing of it is left
        for _ in range(2):
            taking_back.take_back(store, kind, keys[kind], "不是他")
    assert secret_rooms.posts(store) == {} and secret_rooms.media(store) == []
    assert telegrams.open_telegrams(store) == [] and secret_rooms.inside(store) == []
    for kind, key in keys.items():
        with pytest.raises(Refused) as no:
            taking_back.take_back(store, kind, key, "再撤一次")
        assert no.value.verdict.key == "taking_back.gone"
    with pytest.raises(Refused):
        telegrams.do_step(store, telegram.id, "王某")
    assert telegrams.add(store, "又一份").id == telegram.id + 1
    assert doctor.examine(store).ok


def test_the_last_step_is_offered_however_old_its_thing_is(store: Store, clock: FixedClock) -> None:
    things = {
        "oa_item": [oa.add_item(store, f"文件{n}").id for n in range(12)],
        "telegram": [telegrams.add(store, f"明电{n}").id for n in range(12)],
        "visit": [secret_rooms.come_in(store, f"来人{n}", "检修", "王某").id for n in range(60)],
    }
    clock.pass_time(minutes=1)
    for kind, first in things.items():
        for one in [*first[1:], first[0]] if kind != "telegram" else first[:1]:
            if one == first[0]:
                clock.pass_time(minutes=1)
            if kind == "visit":
                # whoever came in sixty visits ago is inside until they go
                assert first[0] in {one.id for one in secret_rooms.inside(store)}
                secret_rooms.go_out(store, one)
            elif kind == "telegram":
                telegrams.do_step(store, one, "王某")
            else:
                oa.finish(store, one)
        assert taking_back.recent(store, [kind])[0].key == str(first[0])


def test_what_was_entered_last_is_offered_first_though_it_is_of_an_earlier_day(
    store: Store, clock: FixedClock
) -> None:
    """Ten patrols of today stand before it by their time."""
    old = clock.now() - timedelta(hours=30)
    visit = secret_rooms.come_in(store, "李某", "检修空调", "王某", at=old).id
    far = telegrams.add(store, "防汛明电", at=old).id
    kinds = ("secret", "visit", "patrol", "password", "telegram")
    for _ in range(10):
        clock.pass_time(minutes=1)
        secret_rooms.patrol(store)
        telegrams.add(store, "又一份")
    enter: list[tuple[str, Callable[[], object]]] = [
        ("visit", lambda: secret_rooms.go_out(store, visit, at=old)),
        ("patrol", lambda: secret_rooms.patrol(store, at=old)),
        ("password", lambda: secret_rooms.change_password(store, old.date())),
        ("secret", lambda: confidential.act(store, "receive", "0007", "李某", at=old)),
        ("telegram", lambda: telegrams.do_step(store, far, "王某", at=old)),
    ]
    for kind, act in enter:
        act()
        assert [one.kind for one in taking_back.recent(store, kinds)][:1] == [kind]
    assert taking_back.recent(store, kinds)[0].key == str(far)
    assert [one.kind for one in taking_back.recent(store, kinds, 5)] == [kind for kind, _ in enter[::-1]]


def test_a_handover_by_mistake_gives_the_oa_back(store: Store, clock: FixedClock) -> None:
    oa.set_keeper(store, "A", "刘某", True)
    before = oa.keepers(store)["A"]
    clock.pass_time(minutes=1)
    for person in ("王某", "李某"):
        oa.hand_over(store, person, True, "")
        clock.pass_time(minutes=1)
    assert oa.changes(store, 2026) == 2
    for left in (1, 0):
        asked: list[str] = []
        store.conn.set_trace_callback(asked.append)
        taking_back.take_back(store, "handover", taking_back.recent(store, ["handover"])[0].key, "还没有交")
        store.conn.set_trace_callback(None)
        # the journal of ten years is looked through while nobody waits for the writer's place
        assert "from event e" not in " ".join(asked[asked.index("begin immediate") :])
        assert oa.changes(store, 2026) == left
    assert oa.keepers(store)["A"] == before and taking_back.recent(store, ["handover"]) == []
    # one that was taken back gave the OA to nobody: the next one goes back to its giver, too
    oa.hand_over(store, "张某")
    taking_back.take_back(store, "handover", taking_back.recent(store, ["handover"])[0].key, "又点错")
    assert oa.keepers(store)["A"] == before
    assert doctor.examine(store).ok


def test_the_ledger_goes_back_entry_by_entry(store: Store, clock: FixedClock) -> None:
    clock.at(9)
    stood = []
    for what in ("receive", "borrow", "chase", "use", "return", "borrow", "return", "file", "destroy"):
        confidential.act(store, what, "0007", "李某", due=clock.now().date(), approver="王局长")
        stood.append(confidential.get(store, "0007"))
        clock.pass_time(minutes=1)
    while stood:
        assert confidential.get(store, "0007") == stood.pop()
        taking_back.take_back(store, "secret", "0007", "填错编号")
    with pytest.raises(Refused):
        confidential.get(store, "0007")
    assert len(taking_back.taken(store, "secret", "0007")) == 9
    assert doctor.examine(store).ok
