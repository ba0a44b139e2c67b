"""Confidential routines and telegrams in the store."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules.confidential import TICKS
from oatui.rules.verdict import Level, Refused
from oatui.store import confidential, secret_rooms, settings, telegrams
from oatui.store.database import Store
from tests.conftest import FixedClock


def test_a_serial_from_borrowing_to_its_end(store: Store, clock: FixedClock) -> None:
    one = confidential.act(store, "borrow", "0007", "刘某", due=date(2026, 11, 25))
    assert (one.state, one.holder, one.received_at) == ("borrowed", "刘某", one.borrowed_at)
    assert confidential.figures(store) == (1, 0)
    assert confidential.count_day(store, 0).verdict.level is Level.WARNING
    clock.moment = datetime(2026, 11, 26, 0, 0, tzinfo=ZONE)
    found = confidential.get(store, "0007").stands(date(2026, 11, 26))
    assert found and found.key == "secret.overdue"
    assert confidential.act(store, "chase", "0007", "刘某").chased == 1
    confidential.act(store, "use", "0007", "刘某")
    confidential.act(store, "return", "0007", "刘某")
    assert confidential.figures(store) == (1, 1)
    assert confidential.count_day(store, 0).verdict.level is Level.OK
    confidential.act(store, "file", "0007")
    with pytest.raises(Refused):
        confidential.act(store, "destroy", "0007")
    assert confidential.act(store, "destroy", "0007", approver="李局长").state == "destroyed"
    assert [done.act for done in confidential.acts(store, "0007")] == [
        "borrow", "chase", "use", "return", "file", "destroy",
    ]  # fmt: skip


def test_no_title_reaches_the_store(store: Store) -> None:
    for call in (
        lambda: confidential.act(store, "borrow", "关于某某的通知0007"),
        lambda: confidential.act(store, "borrow", "0007", "《某某通知》"),
        lambda: secret_rooms.come_in(store, "张某", "送机密文件", "刘某"),
        lambda: telegrams.add(store, "机密★ 某某"),
    ):
        with pytest.raises(Refused) as no:
            call()
        assert no.value.verdict.rule == "13-4"
    assert store.value("select count(*) from event where kind like '%secret%' or kind like '%telegram%'") == 0


def test_posts_password_visits_and_media(store: Store, clock: FixedClock) -> None:
    assert secret_rooms.remarks(store) == []  # an office that has none is not nagged
    secret_rooms.set_post(store, "admin", "王某", True)
    assert [one.rule for one in secret_rooms.remarks(store)] == ["15-1", "15-2"]
    change = secret_rooms.unreported(store)[0]
    clock.moment += timedelta(days=1)
    assert secret_rooms.report_change(store, change.id).level is Level.WARNING
    with pytest.raises(Refused):
        secret_rooms.report_change(store, change.id)
    secret_rooms.change_password(store)
    clock.moment += timedelta(days=7)
    assert secret_rooms.password(store).level is Level.NOTE
    clock.moment += timedelta(days=1)
    assert secret_rooms.password(store).level is Level.WARNING
    visit = secret_rooms.come_in(store, "张某", "检修空调", "刘某")
    with pytest.raises(Refused):
        secret_rooms.go_out(store, visit.id, clock.now() - timedelta(seconds=1))
    assert secret_rooms.go_out(store, visit.id).left_at
    secret_rooms.register_medium(store, "U1", "secret", "2号铁皮柜", True, "刘某")
    with pytest.raises(Refused):
        secret_rooms.register_medium(store, "u1", "secret", "2号铁皮柜", True)
    with pytest.raises(Refused):
        secret_rooms.hand_medium(store, "U1", "李某", ["counted"])
    assert secret_rooms.hand_medium(store, "U1", "李某", TICKS).holder == "李某"


def test_a_telegram_step_by_step_against_the_office_setting(store: Store, clock: FixedClock) -> None:
    one = telegrams.add(store, "防汛明电", "县应急局", "top")
    for person in ("李某", "李某"):
        one = telegrams.do_step(store, one.id, person)
    clock.moment += timedelta(minutes=30, seconds=1)
    assert one.stands(clock.now()).key == "telegram.report_late"
    settings.set_value(store, "telegrams.report_minutes", "60")
    assert telegrams.open_telegrams(store)[0].stands(clock.now()).key == "telegram.report_waits"
    one = telegrams.do_step(store, one.id, "王局长")
    assert one.waits is None and telegrams.open_telegrams(store) == []
    assert one.stands(clock.now()).level is Level.OK
