"""A notice, a receipt, a slip and a draft entered by mistake: taken back with a reason, as if it had not been."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oatui.rules.leave import PLACES
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar
from oatui.store import (
    doctor,
    documents,
    leave,
    meetings,
    notices,
    numbers,
    paper_facts,
    paper_particulars,
    people,
    replies,
    sending,
    taking_back,
)
from oatui.store import taking_back_more as taking_back_more  # its kinds are of the same list
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.acts import person


def _back(store: Store, kind: str) -> str:
    return taking_back.take_back(store, kind, taking_back.recent(store, [kind])[0].key, "点错了").line.message


def test_what_was_entered_of_a_meeting_by_mistake(store: Store, clock: FixedClock) -> None:
    start = clock.now() + timedelta(days=1)
    meeting = meetings.add(store, "全县会议", start, start + timedelta(hours=1), level="county")
    people.import_roster(store, meeting.id, [("", person(1)), ("", person(2))], "名册.xlsx")
    units = [one.unit for one in notices.recipients(store, meeting.id)]
    notices.send(store, meeting.id, units, "oa")
    notices.acknowledge(store, meeting.id, units[0], "王某")
    asked = leave.request(store, people.listed(store, meeting.id)[0].id, "sick", "感冒").leave.id
    leave.approve(store, asked, "周某")
    leave.deliver(store, asked, next(iter(PLACES["county"])))
    assert _back(store, "receipt").startswith(f"{units[0]} 王某 签收")
    assert _back(store, "slip").startswith("王敏的请假单送到县委总值班室")
    assert _back(store, "notice").startswith("发通知")
    assert all(not one.sent_at and not one.acknowledged_at for one in notices.recipients(store, meeting.id))
    assert not leave.get(store, asked).deliveries
    notices.send(store, meeting.id, units, "oa")
    notices.acknowledge(store, meeting.id, units[0], "李某")
    assert doctor.examine(store).ok


def test_receipts_replies_and_slips_are_offered_as_they_were_entered(store: Store, clock: FixedClock) -> None:
    start = clock.now() + timedelta(days=1)
    meeting = meetings.add(store, "全县会议", start, start + timedelta(hours=1), level="county").id
    roster = [("", person(n, unit=f"单位{n:02}")) for n in range(1, 13)]
    people.import_roster(store, meeting, roster, "名册.xlsx")
    units = [one.unit for one in notices.recipients(store, meeting)]
    old = clock.now() - timedelta(hours=2)
    clock.pass_time(minutes=1)
    notices.send(store, meeting, units, "oa", at=old - timedelta(hours=1))
    for unit in units[1:]:
        notices.acknowledge(store, meeting, unit, "王某")
    notices.acknowledge(store, meeting, units[0], "李某", at=old)
    replies.accept(store, meeting, [], [], "微信", unit=units[1], received_at=old)
    kinds = ["notice", "receipt", "reply"]
    first, second, third = taking_back.recent(store, kinds)[:3]
    assert [one.key for one in (first, second)] == [f"{meeting}/{units[1]}", f"{meeting}/{units[0]}"]
    assert [first.kind, second.kind, third.kind] == ["reply", "receipt", "receipt"]
    notices.send(store, meeting, units[:1], "phone", at=old)
    assert taking_back.recent(store, kinds)[0].kind == "notice"


def test_a_reply_that_was_not_reported_after_all_is_owed_again(store: Store, clock: FixedClock) -> None:
    start = clock.now() + timedelta(days=2)
    meeting = meetings.add(store, "全县会议", start, start + timedelta(hours=1), role="attend").id
    people.import_roster(store, meeting, [("", person(1))], "名册.xlsx")
    first = sending.report(store, meeting)
    clock.pass_time(minutes=5)
    sending.report(store, meeting)
    for left in (first, None):
        clock.pass_time(minutes=5)
        assert _back(store, "our_reply").startswith("我局回执已报")
        assert sending.reported_at(store, meeting) == left
    assert [one.id for one, _due in sending.owed(store, Calendar({}, {}))] == [meeting]


def test_a_draft_that_nobody_signed(store: Store) -> None:
    first, second = (
        documents.draft(store, "关于[/x]的通知", "通知", "嘉商务字", "外贸科", "王某") for _ in "12"
    )
    documents.sign(store, first.id, "李某")
    assert [one.key for one in taking_back.recent(store, ["draft"])] == [str(second.id)]
    _back(store, "draft")
    assert [one.id for one in documents.open_documents(store)] == [first.id]
    assert documents.get(store, second.id).waiting_for is None
    with pytest.raises(Refused) as no:
        documents.sign(store, second.id, "李某")
    assert no.value.verdict.key == "document.withdrawn"
    assert documents.count(store) == 2 and doctor.examine(store).ok


def test_the_last_signature_while_nothing_rests_on_it(store: Store, clock: FixedClock) -> None:
    paper = documents.draft(store, "关于[/x]的通知", "通知", "嘉商务字", "外贸科", "王某").id
    for who in ("李某", "刘某", "张某", "孙错"):
        documents.sign(store, paper, who)
    paper_particulars.describe(store, paper, {"need": "通知"})  # nothing rests on the name
    clock.pass_time(minutes=5)
    assert _back(store, "signature").startswith("签发 孙错")
    again = documents.get(store, paper)
    assert (again.step, again.dated) == ("deputy_sign", "")
    documents.sign(store, paper, "孙某")
    assert numbers.give_number(store, paper).number == "嘉商务字〔2026〕1号"
    assert taking_back.recent(store, ["signature"]) == []
    # returned and signed anew it has its number already: the first day of 签发 stands again
    clock.pass_time(minutes=60 * 24)
    documents.give_back(store, paper, "孙某", "附件不全")
    assert taking_back.recent(store, ["signature"]) == []
    for who in ("李某", "刘某", "张某", "孙错"):
        documents.sign(store, paper, who)
    assert documents.get(store, paper).dated == "2026-11-25"
    _back(store, "signature")
    assert documents.get(store, paper).dated == "2026-11-24"
    assert _back(store, "signature").startswith("审签 张某")
    assert [one.person for one in paper_facts.signatures_of(store, paper)] == ["王某", "李某", "刘某"]
    assert doctor.examine(store).ok


def test_a_units_reply_gives_way_to_the_one_before_it_and_then_to_none(
    store: Store, clock: FixedClock
) -> None:
    start = clock.now() + timedelta(days=2)
    meeting = meetings.add(store, "全县会议", start, start + timedelta(hours=1)).id
    people.import_roster(store, meeting, [("", person(1))], "名册.xlsx")
    unit = notices.recipients(store, meeting)[0].unit
    clock.pass_time(hours=-30)  # it was set back after the meeting was entered, and is right again later
    for source in ("回执.xlsx", "微信"):
        clock.pass_time(minutes=5)
        replies.accept(store, meeting, [], [], source, unit=unit)
    clock.pass_time(hours=30)

    def replied() -> list[str]:
        return [one["source"] for one in store.rows("select source from reply_unit")]

    assert replied() == ["微信"]
    _back(store, "reply")
    replies.accept(store, meeting, [], [], "电话", unit=unit)  # in the same second, and a mistake again
    for left in (["回执.xlsx"], []):
        clock.pass_time(minutes=5)
        assert _back(store, "reply").startswith(f"{unit} 的回执")
        assert replied() == left
    assert doctor.examine(store).ok
