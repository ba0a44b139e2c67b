"""What is kept before a meeting: invitation, notes, checklist, standing lists, who is sent, our reply, the notice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.files.notice_in import notice_text, read_notice_file
from oatui.files.notice_out import write_notice
from oatui.papers import calling_papers
from oatui.rules.invitation import Invitation
from oatui.rules.members import Member
from oatui.rules.notice_paper import notice_paper
from oatui.rules.verdict import Refused
from oatui.store import (
    checklists,
    convening,
    doctor,
    documents,
    invitations,
    journal,
    leave,
    meeting_notes,
    meetings,
    notice_papers,
    notices,
    paper_bodies,
    people,
    people_lists,
    sending,
    settings,
)
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content

HOUR = timedelta(hours=1)


def refused(action: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(Refused) as no:
        action(*args, **kwargs)  # type: ignore[operator]
    return no.value.verdict.key


# ------------------------------------------------------------------ inviting leaders


def test_the_invitation_is_kept_corrected_and_judged_anew(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=20)
    clock.at(8, 20)
    paper = documents.draft(store, "关于举办论坛的请示", "请示", "嘉商务字", "办公室", "刘某某")
    asked = Invitation("committee", matter="6")
    made = meetings.add(store, "消费论坛", start, start + HOUR, invitation=asked, calendar=built_in())
    assert invitations.stored(store, made.id) == asked
    rules = [one.rule for one in convening.kept(store, made.id)[0].verdicts]
    assert rules == ["8-10", "8-7", "20-3", "7-2"]
    assert invitations.find_request(store, " 关于举办论坛的请示 ") == paper.id
    assert invitations.find_request(store, "别的") is None
    linked = Invitation("committee", date(2026, 11, 20), "关于举办论坛的请示", paper.id, matter="6")
    meetings.change(store, made.id, invitation=linked, calendar=built_in())
    assert invitations.stored(store, made.id) == linked
    # moved so near that the request was late: said again, and refused without a reason
    soon = start - timedelta(days=17)
    with pytest.raises(Refused) as no:
        meetings.change(store, made.id, start=soon, end=soon + HOUR, calendar=built_in())
    assert no.value.verdict.rule in {"8-10", "8-7"}
    # what nobody touched is not judged again
    before = len(convening.kept(store, made.id))
    meetings.change(store, made.id, place="三楼", calendar=built_in())
    assert len(convening.kept(store, made.id)) == before
    # what is saved as it stands is no event, and each part makes its own
    now = meetings.get(store, made.id)
    as_it_stands: dict[str, Any] = {
        **{key: getattr(now, key) for key in ("title", "place", "chair", "mode", "role", "level", "urgent")},
        "start": now.start, "end": now.end, "confirm": False, "invitation": linked, "calendar": built_in(),
    }  # fmt: skip
    for new, kinds in (
        ({}, []),
        ({"because": "再存一次"}, []),
        ({"notes": {"audience": "各科室"}}, ["meeting_noted"]),
        ({"urgent": True}, ["meeting_changed"]),
        ({"end": now.end + HOUR, "urgent": True, "because": "内容多"}, ["meeting_changed"]),
    ):
        written = journal.count(store)
        meetings.change(store, made.id, **as_it_stands | new)
        rows = store.rows("select kind from event where seq > ? order by seq", written)
        assert [row["kind"] for row in rows] == kinds
    # nobody any more
    meetings.change(store, made.id, invitation=Invitation(), calendar=built_in())
    assert invitations.known(store, made.id) and invitations.stored(store, made.id).empty
    assert doctor.examine(store).ok


def test_only_a_meeting_of_ours_is_judged_for_its_guests(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=1)
    made = meetings.add(
        store, "县里的论坛", start, start + HOUR, role="attend", level="county",
        invitation=Invitation("committee", matter="6"), calendar=built_in(),
    )  # fmt: skip
    assert convening.kept(store, made.id) == []
    assert refused(meetings.change, store, made.id, invitation=Invitation("king")) == "invitation.unknown"


# ------------------------------------------------------------------ notes and the deadline


def test_the_cost_is_a_note_that_nothing_judges(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=1)
    made = meetings.add(store, "会", start, start + HOUR, notes={"cost": " 200 元 ", "audience": ""})
    assert meeting_notes.of(store, made.id) == {"cost": "200 元"}
    assert convening.kept(store, made.id) == []
    meeting_notes.write(store, made.id, {"cost": "[/x]", "agenda": "汇报"})
    events = store.value("select count(*) from event")
    meeting_notes.write(store, made.id, {"cost": "[/x]"})
    assert store.value("select count(*) from event") == events  # nothing new, no event
    assert meeting_notes.write(store, made.id, {"cost": ""}) == {"agenda": "汇报"}
    assert refused(meeting_notes.write, store, made.id, {"price": "1"}) == "meeting.note_unknown"


def test_the_deadline_of_the_form_is_kept_with_the_meeting_or_nothing_is(
    store: Store, clock: FixedClock
) -> None:
    start = clock.at(9) + timedelta(days=2)
    made = meetings.add(store, "会", start, start + HOUR, reply_by=start - HOUR)
    assert notices.own_deadline(store, made.id) == start - HOUR
    before = content(store)
    assert (
        refused(meetings.add, store, "会", start, start + HOUR, reply_by=start)
        == "notice.deadline_after_start"
    )
    assert content(store) == before
    meetings.change(store, made.id, reply_by=start - 2 * HOUR)
    assert notices.deadline(store, made, built_in()).at == start - 2 * HOUR


# ------------------------------------------------------------------ the checklist


def test_the_checklist(store: Store, clock: FixedClock) -> None:
    made = a_meeting(store, 1)
    settings.set_value(store, "checklist", "会标、茶水，会标")
    assert checklists.begin(store, made.id) == 2
    assert checklists.begin(store, made.id) == 0
    flowers = checklists.add(store, made.id, " 鲜花 ", "王某")
    assert refused(checklists.add, store, made.id, "鲜花") == "checklist.taken"
    assert refused(checklists.add, store, made.id, "  ") == "checklist.no_title"
    clock.at(8, 30)
    ticked = checklists.tick(store, flowers.id)
    assert (ticked.done_at, ticked.done_by) == ("2026-11-24T08:30:00+08:00", "刘某某")
    assert checklists.figures(store, made.id) == (1, 3)
    assert checklists.tick(store, flowers.id, False).done_at is None
    assert checklists.change(store, flowers.id, "鲜花", "李某").owner == "李某"
    checklists.drop(store, flowers.id)
    assert refused(checklists.tick, store, flowers.id) == "checklist.unknown"
    # an earlier meeting's list comes along, nothing ticked
    checklists.tick(store, checklists.listed(store, made.id)[0].id)
    copy = meetings.add(
        store, "下次", made.start + timedelta(days=7), made.end + timedelta(days=7), copy_of=made.id
    )
    assert [(one.title, one.done_at) for one in checklists.listed(store, copy.id)] == [
        ("会标", None),
        ("茶水", None),
    ]
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ standing lists


def test_a_list_is_made_edited_and_calls_a_meeting(store: Store, clock: FixedClock) -> None:
    meeting = a_meeting(store, 3)
    made = people_lists.from_meeting(store, " 局班子 ", meeting.id)
    assert (made.name, made.count) == ("局班子", 3)
    some = people_lists.from_meeting(store, "两个人", meeting.id, [1, 3])
    assert some.count == 2
    assert refused(people_lists.make, store, "局班子", [Member("王敏")]) == "people_list.taken"
    assert refused(people_lists.make, store, "", [Member("王敏")]) == "people_list.no_name"
    assert refused(people_lists.make, store, "空", [Member(" ")]) == "people_list.nobody"
    assert refused(people_lists.from_meeting, store, "外人", meeting.id, [99]) == "person.unknown"
    members = [Member("李四", "县商务局"), Member("李四", "县商务局"), Member("王敏")]
    assert people_lists.change(store, made.id, members=members).count == 2
    assert refused(people_lists.change, store, made.id, name="两个人") == "people_list.taken"
    start = clock.at(14) + timedelta(days=1)
    called = meetings.add(store, "局务会", start, start + HOUR, people_list=made.id, ticks=True)
    assert [(one.name, one.position, len(one.code)) for one in people.listed(store, called.id)] == [
        ("李四", 1, 25), ("王敏", 2, 25),
    ]  # fmt: skip
    assert people_lists.last_called(store, made.id) == called and called.ticks
    people_lists.remove(store, made.id)
    assert refused(people_lists.named, store, "局班子") == "people_list.unknown"
    # its name is free again, and its meetings stay
    people_lists.make(store, "局班子", [Member("赵六")])
    assert people.count(store, called.id) == 2
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ a meeting called above


def test_who_is_sent_and_who_goes_instead(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    start = clock.at(9) + timedelta(days=2)
    clock.at(8, 20)
    above = meetings.add(store, "县里的会", start, start + HOUR, role="attend", level="county")
    assert refused(sending.report, store, above.id) == "sending.nobody"
    assert (
        refused(calling_papers.write_our_reply, store, above.id, tmp_path / "a.xlsx", built_in())
        == "sending.nobody"
    )
    rows = [
        {"name": name, "unit": "县商务局", "post": "局长", "phone": "", "serial": ""}
        for name in ("甲乙", "丙丁", "戊己")
    ]
    people.import_roster(store, above.id, [("", row) for row in rows], "")
    one, two, three = (person.id for person in people.listed(store, above.id))
    assert refused(sending.approve, store, above.id, [one], " ") == "sending.by_whom"
    assert refused(sending.approve, store, above.id, [99], "示例局长") == "person.unknown"
    assert refused(sending.approve, store, above.id, [one], "示例局长", start) == "sending.future"
    sending.approve(store, above.id, [one, two], "示例局长", clock.now() - HOUR)
    granted = leave.request(store, two, "sick").leave
    leave.approve(store, granted.id, "示例县长")
    leave.substitute(store, granted.id, "庚辛")
    gone = leave.request(store, three, "sick").leave
    leave.approve(store, gone.id, "示例县长")
    assert [(sent.name, sent.approver) for sent in sending.listed(store, above.id)] == [
        ("甲乙", "示例局长"), ("庚辛", "示例县长"),
    ]  # fmt: skip
    made = calling_papers.write_our_reply(store, above.id, tmp_path / "回执.xlsx", built_in())
    sheet = openpyxl.load_workbook(made.path).worksheets[0]
    lines = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    shown = {line[1]: (line[6], line[8]) for line in lines if line[0] == "县商务局"}
    assert shown == {"甲乙": ("参会", ""), "庚辛": ("替会", "替丙丁"), "戊己": ("请假", "")}
    assert made.rows == 3
    assert sending.reported_at(store, above.id) is None
    sending.report(store, above.id)
    assert sending.reported_at(store, above.id) == "2026-11-24T08:20:00+08:00"
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ the notice


def test_the_notice_is_a_letter_with_its_text_and_its_files(store: Store, tmp_path: Path) -> None:
    made = a_meeting(store, 3, title="商务/工作会议")
    notices.set_deadline(store, made.id, made.start - 16 * HOUR)
    drafted = calling_papers.draft_notice(store, made.id, tmp_path, "办公室", "刘某某", built_in())
    assert drafted.notice.name == "关于召开商务 工作会议的通知.docx"
    assert drafted.reply and drafted.reply.name == "商务 工作会议回执.xlsx"
    paper = notice_papers.of(store, made.id)
    assert paper and paper.title == "关于召开商务/工作会议的通知"
    assert (paper.kind, paper.series, paper.drafted_by, paper.waiting_for) == (
        "通知",
        "嘉商务函",
        "刘某某",
        "section_check",
    )
    body = paper_bodies.get(store, paper.id)
    assert body and body.file == drafted.notice.name
    text = calling_papers.notice_text(store, made, built_in())
    assert [one.text for one in body.paragraphs if one.kind == "para"] == [
        one.text for one in text if one.kind == "para"
    ]
    # a file of that name stands there: nothing is drafted, nothing overwritten
    before = content(store)
    assert (
        refused(calling_papers.draft_notice, store, made.id, tmp_path, "办公室", "刘某某", built_in())
        == "export.taken"
    )
    assert content(store) == before
    assert doctor.examine(store).ok


def test_a_small_meeting_sends_no_reply(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    start = clock.at(14) + timedelta(days=1)
    made = meetings.add(store, "局务会", start, start + HOUR, ticks=True)
    drafted = calling_papers.draft_notice(store, made.id, tmp_path, "办公室", "刘某某", built_in())
    assert drafted.reply is None
    assert "席签" not in "".join(one.text for one in calling_papers.notice_text(store, made, built_in()))


# ------------------------------------------------------------------ a received notice as a file


def test_a_notice_is_read_from_word_and_text(tmp_path: Path, store: Store) -> None:
    facts = calling_papers.notice_facts(store, a_meeting(store, 1), built_in())
    word = write_notice(
        tmp_path / "通知.docx", notice_paper(facts), "县委办公室", datetime(2026, 11, 24, tzinfo=ZONE)
    )
    assert "关于召开全县商务工作会议的通知" in notice_text(f" {word} ")
    assert notice_text("第一行\n通知.docx") == "第一行\n通知.docx"
    for encoding in ("utf-8", "gb18030", "utf-8-sig"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes("会议通知".encode(encoding))
        assert read_notice_file(path) == "会议通知"
    for name, bytes_, key in (
        ("a.docx", b"PK\x03\x04 nothing", "notice_text.other"),
        ("a.pdf", b"%PDF-1.4", "notice_text.other"),
        ("b.txt", b"\x81\x00\xff\xff", "notice_text.other"),
    ):
        (tmp_path / name).write_bytes(bytes_)
        assert refused(read_notice_file, tmp_path / name) in {key, "notice_text.unreadable"}
    assert refused(read_notice_file, tmp_path) == "notice_text.unreadable"
    assert refused(notice_text, "没有.txt") == "notice_text.unreadable"
