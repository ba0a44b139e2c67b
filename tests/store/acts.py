"""Acts of every kind on a store, chosen by small numbers: what the properties and the faults are played with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from oatui.rules.invitation import Invitation
from oatui.rules.issuing import ARCHIVE
from oatui.rules.members import Member
from oatui.rules.paper_text import Paragraph
from oatui.rules.particulars import Consultation
from oatui.rules.presence import CONDUCT
from oatui.rules.replies import Reported
from oatui.rules.seating import Seat
from oatui.rules.signoff import Correction
from oatui.rules.venue_range import Post
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar
from oatui.store import (
    arrivals,
    checklists,
    closing,
    deliveries,
    documents,
    earlier_names,
    identity,
    issuing,
    journal,
    leave,
    meeting_notes,
    meetings,
    notice_papers,
    notices,
    numbers,
    off_roster,
    paper_bodies,
    paper_particulars,
    people,
    people_lists,
    personal_codes,
    presence,
    replies,
    routines,
    seal_register,
    seats,
    sending,
    settings,
    substitute_back,
    venue_changes,
    venue_range,
)
from oatui.store.database import Row, Store, open_store
from tests.conftest import FixedClock
from tests.store import (
    deadline_acts,
    door_acts,
    duty_acts,
    incident_acts,
    incoming_acts,
    link_acts,
    matter_acts,
    number_acts,
    phone_acts,
    review_acts,
    routine_acts,
)

NAMES = ["王敏", "王敏", "刘洋", "单雄信", "欧阳娜娜", "曾乐", "吕布", "阿依古丽·买买提"]
UNITS = ["县商务局", "县财政局", "示例一镇"]

Act = tuple[str, int, int]


@cache
def _empty() -> tuple[Path, tempfile.TemporaryDirectory[str]]:
    """A store with nothing in it yet, made once and copied: making one takes a migration."""
    folder = tempfile.TemporaryDirectory(prefix="oatui-test-")
    path = Path(folder.name) / "empty.db"
    open_store(path, FixedClock(), "刘某某", create=True).close()
    return path, folder  # the folder goes with the process


@contextmanager
def fresh_store(clock: FixedClock | None = None) -> Iterator[Store]:
    """An empty store in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="oatui-test-") as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(_empty()[0], path)
        store = open_store(path, clock or FixedClock(), "刘某某")
        try:
            yield store
        finally:
            store.close()


def person(number: int, unit: str = "") -> dict[str, str]:
    """One row of a roster, as files/ hands it over."""
    return {
        "name": NAMES[number % len(NAMES)],
        "unit": unit or UNITS[number % len(UNITS)],
        "post": "科员",
        "phone": f"138{number:08d}",
        "serial": str(number),
    }


def a_meeting(store: Store, people_count: int = 8, *, title: str = "全县商务工作会议") -> meetings.Meeting:
    """A meeting at 09:00 of the clock's day with its roster."""
    start = store.clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    meeting = meetings.add(store, title, start, start + timedelta(hours=2), place="二楼会议室")
    roster = [("", person(number)) for number in range(1, people_count + 1)]
    people.import_roster(store, meeting.id, roster, "名册.xlsx")
    return meeting


def _pick(store: Store, sql: str, number: int) -> int | None:
    ids = [row[0] for row in store.rows(sql)]
    return ids[number % len(ids)] if ids else None


def _meeting(store: Store, number: int) -> int:
    return _pick(store, "select id from meeting order by id", number) or 0


def _person(store: Store, number: int) -> people.Attendee:
    return people.get(store, _pick(store, "select id from attendee order by id", number) or 0)


def _document(store: Store, number: int) -> int:
    return _pick(store, "select id from document order by id", number) or 0


def _add(store: Store, a: int, b: int) -> None:
    start = store.clock.now().replace(minute=0, second=0) + timedelta(hours=1 + a % 3)
    meetings.add(store, f"会议{a}", start, start + timedelta(hours=1 + b % 3), chair="张某某")


def _copy(store: Store, a: int, b: int) -> None:
    start = store.clock.now() + timedelta(hours=1)
    meetings.add(store, f"副本{b}", start, start + timedelta(hours=1), copy_of=_meeting(store, a))


def _move(store: Store, a: int, b: int) -> None:
    meeting = meetings.get(store, _meeting(store, a))
    by = timedelta(minutes=b * 7 - 70)
    meetings.change(store, meeting.id, start=meeting.start + by, end=meeting.end + by)


def _import(store: Store, a: int, b: int) -> None:
    rows = [("" if n % 2 else "分会场", person(b * 3 + n)) for n in range(b % 4)]
    people.import_roster(store, _meeting(store, a), rows, "名册.xlsx")


def _scan(store: Store, a: int, b: int) -> None:
    one = _person(store, a)
    door = _pick(store, f"select id from venue where meeting = {one.meeting} order by id", b)
    arrivals.sign_in(store, one.meeting, one.code, venue=door if b % 3 == 0 else None)


def _by_hand(store: Store, a: int, b: int) -> None:
    one = _person(store, a)
    hand = arrivals.Hand(one.id, "未带签到码", "李主任" if b % 2 else "")
    arrivals.sign_in(store, one.meeting, hand)


def _misread(store: Store, a: int, b: int) -> None:
    one = _person(store, a)
    scans = [one.code[:-1], one.code + "9", "http://example.invalid", personal_codes.draw_one(), one.code]
    arrivals.sign_in(store, _meeting(store, b), scans[b % len(scans)])


def _annul(store: Store, a: int, _b: int) -> None:
    if fact := arrivals.standing(store, _person(store, a).id):
        arrivals.annul(store, fact, "不是本人")


def _waiting(store: Store, number: int) -> tuple[str, int]:
    rows = store.rows("select origin, seq from arrival_fact where kind = 'waiting' order by origin, seq")
    return (rows[number % len(rows)][0], rows[number % len(rows)][1]) if rows else ("", 0)


def _draft(store: Store, a: int, b: int) -> None:
    series, kind = [("嘉商务字", "通知"), ("嘉商务函", "函")][a % 2]
    documents.draft(store, f"关于第{b}项工作的{kind}", kind, series, ["业务股", "办公室"][b % 2], "刘某某")


def _sign(store: Store, a: int, b: int) -> None:
    documents.sign(store, _document(store, a), f"签批人{b}")


def _read_body(store: Store, a: int, b: int) -> None:
    """The Word file of a document: another text, or a correction of it."""
    text = [Paragraph("para", f"第{b}稿"), Paragraph("table", "", (("项目", f"{b}"),))]
    correction = Correction("刘某某", "错字") if b % 3 == 0 else None
    paper_bodies.set_body(store, _document(store, a), text, "稿.docx", f"{b:064d}", correction=correction)


def _print(store: Store, a: int, b: int) -> None:
    issuing.print_out(store, _document(store, a), 3 + b, store.clock.now().date(), ["县财政局"][: b % 2])


def _seal(store: Store, a: int, b: int) -> None:
    """The office head, or somebody else, seals."""
    head = (earlier_names.office_heads(store) or ["李主任"])[0]
    issuing.seal(store, _document(store, a), head if b % 4 else "王某")


def _send(store: Store, a: int, b: int) -> None:
    way = ("oa", "paper", "courier")[b % 3]
    deliveries.send(
        store, _document(store, a), UNITS[: 1 + b % 3], "刘某某", way, calendar=Calendar(), carrier="王某",
        explanation="等附件" if b % 2 else "",
    )  # fmt: skip


def _use_seal(store: Store, a: int, b: int) -> None:
    by = (earlier_names.office_heads(store) or ["李主任"])[0]
    seal_register.use(
        store,
        ("局章", "办公室章")[b % 2],
        f"介绍信{a}",
        by,
        section="办公室",
        handler="王某",
        approver="张局长",
    )


def _delivery(store: Store, number: int) -> int:
    return _pick(store, "select id from delivery order by id", number) or 0


def _use(store: Store, number: int) -> int:
    return _pick(store, "select id from seal_use order by id", number) or 0


def _describe(store: Store, a: int, b: int) -> None:
    says = {"to": ("各科室",), "need": f"第{b}次部署", "consultations": (Consultation("县财政局", "同意"),)}
    title = f"关于第{b}项新工作的通知" if b % 4 == 0 else None
    paper_particulars.describe(store, _document(store, a), says, title=title)


def _venue(store: Store, number: int) -> int:
    return _pick(store, "select id from venue order by id", number) or 0


def _seat(store: Store, a: int, b: int) -> None:
    """Everyone of a venue, or one person."""
    if b % 2:
        seats.arrange(store, _venue(store, a), ("across", "down", "centre")[b % 3], by="unit")
    else:
        seats.move(store, _person(store, a).id, Seat(1 + b % 4, 1 + b % 3))


def _leave(store: Store, number: int) -> int:
    """A leave, the last one first: what was asked for is decided soon after."""
    return _pick(store, "select id from leave order by id desc", number) or 0


def _ask_leave(store: Store, a: int, b: int) -> None:
    kind = ("sick", "upper_meeting", "duty_trip", "own_meeting", "other")[b % 5]
    leave.request(store, _person(store, a).id, kind, f"事由{b}", chair_consent="示例县长" if b % 2 else "")


def _say(store: Store, a: int, b: int) -> None:
    what = ("missed_sign_in", "unapproved_substitute", None)[b % 3]
    closing.mark(store, _person(store, a).id, what, "李主任", "座位上有人")


def _recall(store: Store, a: int, b: int) -> None:
    """The meeting concerns us otherwise than it was thought."""
    role, level = ("host", "attend", "sub_venue")[a % 3], ("bureau", "county", "county_leader")[b % 3]
    meetings.change(store, _meeting(store, a), role=role, level=level, because="确需召开")


def _invite(store: Store, a: int, b: int) -> None:
    """Leaders are asked; who, on which day and for which matter differs."""
    invited = ("committee", "four_bodies", "above", "")[b % 4]
    day = store.clock.now().date() - timedelta(days=b)
    asked = Invitation(invited, day, f"请示{b}", matter=("", "6")[b % 2], materials=("1", "3"))
    meetings.change(store, _meeting(store, a), invitation=asked, because="已请示")


def _list_people(store: Store, a: int, b: int) -> None:
    """A list of a meeting's people, or of others; a meeting is called of it."""
    if b % 3 == 0:
        made = people_lists.from_meeting(store, f"名单{b}", _meeting(store, a))
    else:
        made = people_lists.make(store, f"名单{b}", [Member(NAMES[b % 8], UNITS[b % 3])])
    start = store.clock.now() + timedelta(days=b)
    meetings.add(store, f"例会{b}", start, start + timedelta(hours=1), people_list=made.id, ticks=True)


def _send_whom(store: Store, a: int, b: int) -> None:
    one = _person(store, a)
    sending.approve(store, one.meeting, [one.id], f"领导{b}")


def _need(store: Store, number: int) -> int:
    return _pick(store, "select id from checklist_item where dropped = 0 order by id", number) or 0


def _people_list(store: Store, number: int) -> int:
    return _pick(store, "select id from people_list where removed = 0 order by id", number) or 0


def _tell(store: Store, a: int, b: int) -> None:
    name = ("", "committee_office")[b % 2]
    notices.send(
        store, _meeting(store, a), UNITS[: 1 + b % 3], ("oa", "phone")[a % 2], in_name_of=name,
        consent_by="示例主任", consent_at=store.clock.now(),
    )  # fmt: skip


def _due(store: Store, a: int, b: int) -> None:
    meeting = meetings.get(store, _meeting(store, a))
    notices.set_deadline(store, meeting.id, meeting.start - timedelta(hours=b))


def _reply(store: Store, a: int, b: int) -> None:
    """A unit's reply: one person as listed or written otherwise, one new, one who stays away."""
    meeting = _meeting(store, a)
    known = people.listed(store, meeting, limit=1, offset=b % 5)
    reported = [Reported(one.name, one.unit, f"职务{b}", one.phone) for one in known]
    reported += [Reported(f"新来{b}", UNITS[b % 3]), Reported(NAMES[b % 8], UNITS[b % 3], attends="no")]
    lines = replies.compare(store, meeting, reported)
    replies.accept(
        store, meeting, reported, lines[: 1 + b % 4], "回执.xlsx", deadline=store.clock.now() - timedelta(hours=b % 2),
        by="王某", because="分工调整",
    )  # fmt: skip


def _range(store: Store, a: int, b: int) -> None:
    venue = _venue(store, a)
    meeting = store.value("select meeting from venue where id = ?", venue) or 0
    posts = [Post(UNITS[b % 3], "镇长"), Post(UNITS[a % 3], "科员")][: 1 + b % 2]
    venue_range.set_range(store, meeting, venue, posts=posts, charge=f"负责人{b}", phone="0537-1")


def _mark(store: Store, a: int, b: int) -> None:
    kind = (None, "blocked", "held", "given")[a % 4]
    venue = _venue(store, b)
    meeting = store.value("select meeting from venue where id = ?", venue)
    unit = store.value("select unit from attendee where meeting = ? limit 1", meeting)
    seats.mark(store, venue, [Seat(1, 1 + b % 3)], kind, unit or "")


def _vacate(store: Store, a: int, _b: int) -> None:
    with store.write():
        seats.vacate(store, _person(store, a).id)


def _erase(store: Store, a: int, _b: int) -> None:
    before = (store.clock.now() - timedelta(minutes=a)).isoformat(timespec="milliseconds")
    journal.erase_private(store, before, ("scan_refused",))


def _pass_time(store: Store, a: int, b: int) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.pass_time(minutes=a, seconds=b)


def _not_so(store: Store, a: int, b: int) -> object:
    """Something that was noted of a person is taken back."""
    person = _person(store, a).id
    noted = presence.notes(store, person)
    return presence.take_back(store, person, noted[b % len(noted)].fact if noted else ("", 0), f"错{b}")


def _back(store: Store, a: int, b: int) -> object:
    """Of those who were taken off, one or two."""
    meeting = store.value("select meeting from off_roster order by id limit 1 offset ?", a % 2) or 0
    gone = off_roster.taken_off(store, meeting)
    return off_roster.put_back(store, meeting, gone[0].ids[: 1 + b % 2] if gone else (), f"去错{b}")


def _rename_venue(store: Store, a: int, b: int) -> object:
    venue = _venue(store, a)
    meeting = store.value("select meeting from venue where id = ?", venue) or 0
    return venue_changes.change(store, meeting, venue, f"改名会场{b}", b or None)


def _no_venue(store: Store, a: int, _b: int) -> object:
    venue = _venue(store, a)
    meeting = store.value("select meeting from venue where id = ?", venue) or 0
    return venue_changes.remove(store, meeting, venue)


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "add": _add,
    "copy": _copy,
    "move": _move,
    "retitle": lambda s, a, b: meetings.change(s, _meeting(s, a), title=f"改名{b}"),
    "venue": lambda s, a, b: meetings.add_venue(s, _meeting(s, a), f"分会场{b}", b or None),
    "rename venue": _rename_venue,
    "no venue": _no_venue,
    "import": _import,
    "correct": lambda s, a, b: people.change(s, _person(s, a).id, post=f"职务{b}", name=NAMES[b % 8]),
    "off": lambda s, a, b: off_roster.take_off(
        s, _person(s, a).meeting, [_person(s, a + n).id for n in range(1 + b % 2)], f"报错{b}"
    ),
    "back": _back,
    "reissue": lambda s, a, b: people.reissue_code(s, _person(s, a).id, f"签到码{b}丢失"),
    "scan": _scan,
    "hand": _by_hand,
    "misread": _misread,
    "annul": _annul,
    "draft": _draft,
    "sign": _sign,
    "return": lambda s, a, b: documents.give_back(s, _document(s, a), "张局长", f"第{b}处要改"),
    "number": lambda s, a, b: numbers.give_number(s, _document(s, a)),
    "read": _read_body,
    "describe": _describe,
    "set": lambda s, a, b: settings.set_value(s, "sign_in.opens_minutes", 30 + a + b),
    "calendar": lambda s, a, b: settings.import_calendar(
        s, 2027 + a % 3, {f"2027-01-{1 + b:02d}": (True, "元旦")}, "国办通知"
    ),
    "log in": lambda s, a, b: routines.log_in(s, reason="补记"),
    "plan": lambda s, a, b: seats.set_plan(s, _venue(s, a), 1 + b % 5, 1 + b % 7),
    "seat": _seat,
    "swap": lambda s, a, b: seats.swap(s, _person(s, a).id, _person(s, b).id),
    "mark": _mark,
    "vacate": _vacate,
    "head": lambda s, a, b: seats.confirm_head(s, _venue(s, a), [NAMES[b % 8], "来宾"], "李主任"),
    "unseat": lambda s, a, b: seats.undo(s, _venue(s, a)),
    "leave": _ask_leave,
    "approve": lambda s, a, b: leave.approve(s, _leave(s, a % 2), "李主任"),
    "turn down": lambda s, a, b: leave.turn_down(s, _leave(s, a % 3), "李主任", "人手不足"),
    "withdraw": lambda s, a, b: leave.withdraw(s, _leave(s, a % 3), f"行程{b}取消"),
    "stand in": lambda s, a, b: leave.substitute(s, _leave(s, a % 3), f"{NAMES[b % 8]}甲", post="副科长"),
    "stand back": lambda s, a, b: substitute_back.take_back(s, _leave(s, a % 3), f"第{b}次改派"),
    "hand in": lambda s, a, b: leave.deliver(
        s, _leave(s, a % 3), ("committee_duty", "government_duty", "organiser")[b % 3]
    ),
    "contact": lambda s, a, b: notices.set_contact(s, _meeting(s, a), UNITS[b % 3], f"联系人{b}", "1"),
    "invite": _invite,
    "jot": lambda s, a, b: meeting_notes.write(
        s, _meeting(s, a), {"cost": f"{b}元", "agenda": "一；二"[: b % 4]}
    ),
    "needs": lambda s, a, b: checklists.begin(s, _meeting(s, a)),
    "need": lambda s, a, b: checklists.add(s, _meeting(s, a), f"物品{b}", "王某"),
    "whose need": lambda s, a, b: checklists.change(s, _need(s, a), f"改{b}", f"负责人{b}"),
    "tick need": lambda s, a, b: checklists.tick(s, _need(s, a), bool(b % 3)),
    "no need": lambda s, a, b: checklists.drop(s, _need(s, a)),
    "list people": _list_people,
    "relist": lambda s, a, b: people_lists.change(
        s, _people_list(s, a), name=f"改名{b}", members=[Member(f"{NAMES[n]}乙") for n in range(1 + b % 3)]
    ),
    "unlist": lambda s, a, b: people_lists.remove(s, _people_list(s, a)),
    "send whom": _send_whom,
    "report": lambda s, a, b: sending.report(s, _meeting(s, a)),
    "draft notice": lambda s, a, b: notice_papers.draft(
        s, _meeting(s, a), "关于召开商务会的通知", "办公室", "刘某某"
    ),
    "tell": _tell,
    "sign for several": lambda s, a, b: notices.acknowledge_many(s, _meeting(s, a), UNITS[: 1 + b % 3]),
    "sign for": lambda s, a, b: notices.acknowledge(s, _meeting(s, a), UNITS[b % 3], "王某"),
    "due": _due,
    "reply": _reply,
    "range": _range,
    "say": _say,
    "recall": _recall,
    "close": lambda s, a, b: closing.close(s, _meeting(s, a), "提前结束" if b % 2 else ""),
    "reopen": lambda s, a, b: closing.reopen(s, _meeting(s, a), f"第{b}人要改"),
    "look": lambda s, a, b: meetings.change(s, _meeting(s, a), confirm=bool(b % 2)),
    "it is": lambda s, a, b: identity.confirm(s, _waiting(s, a)),
    "it is not": lambda s, a, b: identity.turn_away(s, _waiting(s, a), "不是本人"),
    "leave room": lambda s, a, b: presence.leave_early(s, _person(s, a).id, "接电话" if b % 2 else ""),
    "come back": lambda s, a, b: presence.come_back(s, _person(s, a).id),
    "sit": lambda s, a, b: presence.note_seat(s, _person(s, a).id, f"{b % 3}排1座"),
    "phone": lambda s, a, b: presence.tick_phone(s, _person(s, a).id),
    "conduct": lambda s, a, b: presence.note_conduct(s, _person(s, a).id, tuple(CONDUCT)[b % 3]),
    "not so": _not_so,
    "print": _print,
    "seal": _seal,
    "keep": lambda s, a, b: issuing.file(s, _document(s, a), list(ARCHIVE)[: 1 + b % 3], "刘某某"),
    "send": _send,
    "receive": lambda s, a, b: deliveries.sign_for(s, _delivery(s, a), f"签收人{b}"),
    "misdeliver": lambda s, a, b: deliveries.void_delivery(s, _delivery(s, a), "登记错"),
    "finish": lambda s, a, b: issuing.close(s, _document(s, a), "刘某某"),
    "use seal": _use_seal,
    "unreceive": lambda s, a, b: deliveries.void_receipt(s, _delivery(s, a), "登记错"),
    "unkeep": lambda s, a, b: issuing.take_out(s, _document(s, a), list(ARCHIVE)[b % 3], "刘某某", "点错"),
    "unfinish": lambda s, a, b: issuing.reopen(s, _document(s, a), "刘某某", "办错"),
    "unseal": lambda s, a, b: seal_register.void(s, _use(s, a), "李主任", "登记错"),
    **incoming_acts.ACTS,
    **matter_acts.ACTS,
    **number_acts.ACTS,
    **phone_acts.ACTS,
    **door_acts.ACTS,
    **deadline_acts.ACTS,
    **incident_acts.ACTS,
    **routine_acts.ACTS,
    **duty_acts.ACTS,
    **review_acts.ACTS,
    **link_acts.ACTS,
    "erase": _erase,
    "wait": _pass_time,
}

# the common acts come often, so that chains of them form
_OFTEN = (
    ["scan"] * 6
    + ["sign"] * 4
    + ["wait"] * 3
    + ["annul", "move", "import", "hand", "misread", "number", "plan", "seat"]
)


def acts(most: int = 30, only: Sequence[str] = ()) -> st.SearchStrategy[list[Act]]:
    """A day of acts; what the store refuses is part of the day."""
    kinds = st.sampled_from([*only] or [*ACTS, *_OFTEN])
    return st.lists(st.tuples(kinds, st.integers(0, 20), st.integers(0, 20)), max_size=most)


def do(store: Store, act: Act) -> None:
    """Do one act; a refusal is an answer like any other."""
    name, a, b = act
    with suppress(Refused):
        ACTS[name](store, a, b)


def pull(store: Store, rows: Sequence[Row]) -> None:
    """Take in the events of another desk: append them under its origin, and apply them."""
    with store.write():
        for row in rows:
            store.conn.execute(f"insert into event values ({', '.join('?' * 12)})", tuple(row))
            journal.apply(store.conn, journal.read(row))


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the store, table by table."""
    tables = store.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    # when a migration ran is nobody's fact
    columns = {"_sqlite_migrations": "name"}
    return {
        name: sorted(
            (tuple(row) for row in store.rows(f'select {columns.get(name, "*")} from "{name}"')), key=repr
        )
        for name in (row["name"] for row in tables)
    }
