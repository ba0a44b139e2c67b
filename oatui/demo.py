"""The demo: a made-up bureau at 08:20 of a working day, its meeting at 09:00, through the store's own actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from oatui.clock import ZONE, Clock, DemoClock
from oatui.rules.verdict import Refused
from oatui.store import arrivals, documents, leave, meetings, numbers, people, routines, seats, settings
from oatui.store.database import Store, open_store

OPERATOR = "示例办公室 刘某某"
START = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)
OFFICE = "示例县商务局"

_UNITS = (
    "示例县商务局", "示例县发改局", "示例县财政局", "示例县住建局", "示例县农业农村局", "示例县市场监管局",
    "示例县统计局", "示例街道", "示例一镇", "示例二镇", "示例三镇", "示例四镇", "示例五镇", "示例六镇",
)  # fmt: skip
_POSTS = ("局长", "副局长", "主任", "办公室主任", "四级调研员", "科员")
_SURNAMES = "赵钱孙李周吴郑王冯陈单解仇曾查翟覃区欧阳诸葛"
_GIVEN = ("示", "例", "示例", "例示", "甲", "乙", "丙", "丁", "示甲", "例乙")


class _Earlier:
    """A clock that the furnishing sets itself: what lies before the demo's morning happens at its own time."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment


def demo_clock() -> Clock:
    """It runs from 08:20 of the day of the demo."""
    return DemoClock(START)


def furnish(path: Path, clock: Clock, operator: str) -> None:
    """Make the demo's store: 120 people at three venues, 12 of them here, and papers at every stage."""
    hand = _Earlier()
    store = open_store(path, hand, operator, create=True)
    try:
        hand.moment = START - timedelta(days=4)
        settings.set_value(store, "office", OFFICE)
        _papers(store, hand)
        _meetings(store, hand)
        hand.moment = START.replace(minute=12)
        routines.log_in(store)
    finally:
        store.close()


def _people() -> list[tuple[str, dict[str, str]]]:
    surnames = [*_SURNAMES[:18], "欧阳", "诸葛"]
    rows: list[tuple[str, dict[str, str]]] = []
    for number in range(120):
        unit = _UNITS[number % len(_UNITS)]
        venue = "" if number < 80 else ("示例一镇分会场" if number < 100 else "示例二镇分会场")
        rows.append(
            (
                venue,
                {
                    "name": surnames[number % 20] + _GIVEN[(number * 7 + number // 20) % 10],
                    "unit": unit,
                    "post": _POSTS[(number * 5) % 6],
                    "phone": f"138{number:04d}{(number * 7919) % 10000:04d}",
                    "serial": str(number + 1),
                },
            )
        )
    # two people of one name, who must stay apart
    rows[40][1]["name"] = rows[3][1]["name"]
    return rows


def _meetings(store: Store, hand: _Earlier) -> None:
    hand.moment = START - timedelta(days=1, hours=-6)
    nine = START.replace(hour=9, minute=0)
    meeting = meetings.add(
        store, "全县商务工作会议", nine, nine + timedelta(hours=2), place="示例县会议中心一楼", chair="示例县长",
        level="county",
    )  # fmt: skip
    meetings.add_venue(store, meeting.id, "示例一镇分会场", 30)
    meetings.add_venue(store, meeting.id, "示例二镇分会场", 30)
    people.import_roster(store, meeting.id, _people(), "名册.xlsx")
    half_past_two = START.replace(hour=14, minute=30)
    meetings.add(store, "局务会", half_past_two, half_past_two + timedelta(hours=1), place="局三楼会议室")
    roster = people.listed(store, meeting.id)
    _leave(store, hand, roster)
    seats.set_plan(store, roster[0].venue_id, 8, 12, (6,))
    seats.arrange(store, roster[0].venue_id, "across", first_row=2)
    tomorrow = nine + timedelta(days=1)
    above = meetings.add(
        store, "全县重点项目调度会", tomorrow, tomorrow + timedelta(hours=2), place="示例县委礼堂",
        chair="示例书记", role="attend", level="county",
    )  # fmt: skip
    sent = {"name": "赵示例", "unit": OFFICE, "post": "局长", "phone": "", "serial": ""}
    people.import_roster(store, above.id, [("", sent)], "示例局长办公会")
    for number in range(12):
        hand.moment = START - timedelta(minutes=12) + timedelta(seconds=53 * number)
        one = roster[number * 6]
        arrivals.sign_in(store, meeting.id, one.code, venue=one.venue_id)
    hand.moment = START - timedelta(seconds=40)
    arrivals.sign_in(store, meeting.id, "7" * 25)


def _leave(store: Store, hand: _Earlier, roster: list[people.Attendee]) -> None:
    """One approved with a substitute and one slip still on the desk, one approved, one that waits, one refused."""
    hand.moment = START - timedelta(minutes=50)
    asked = [
        leave.request(store, roster[place].id, kind, reason).leave.id
        for place, kind, reason in (
            (1, "duty_trip", "赴省商务厅对接项目"),
            (5, "sick", "住院"),
            (2, "other", "家中有事"),
            (4, "upper_meeting", "市里调度会"),
        )
    ]
    hand.moment += timedelta(minutes=10)
    for place in (0, 1):
        leave.approve(store, asked[place], "示例县长")
    leave.turn_down(store, asked[3], "示例县长", "市里的会可派副职")
    hand.moment += timedelta(minutes=5)
    leave.substitute(store, asked[0], "周示例", post="副局长")
    leave.deliver(store, asked[0], "committee_duty")
    for room in ("committee_duty", "government_duty"):
        leave.deliver(store, asked[1], room)


def _papers(store: Store, hand: _Earlier) -> None:
    signers = ("示例科长", "示例办公室主任", "示例副局长", "示例局长")
    papers = (
        ("关于拨付外贸发展资金的通知", "通知", "嘉商务字", "外贸科", 4, True),
        ("关于商请支持消费券发放工作的函", "函", "嘉商务函", "市场科", 4, True),
        ("关于加强党组理论学习的通知", "通知", "嘉商务组字", "办公室", 4, False),
        ("关于举办电商培训班的通知", "通知", "嘉商务字", "电商科", 3, False),
        ("关于商贸流通统计工作的报告", "报告", "嘉商务字", "综合科", 2, False),
        ("关于开展安全生产检查的通知", "通知", "嘉商务字", "市场科", 0, False),
    )
    for place, (title, kind, series, section, signed, numbered) in enumerate(papers):
        hand.moment = START - timedelta(days=4) + timedelta(hours=place)
        paper = documents.draft(store, title, kind, series, section, "示例经办人")
        for signer in signers[:signed]:
            hand.moment += timedelta(minutes=30)
            documents.sign(store, paper.id, signer)
        if numbered:
            hand.moment += timedelta(minutes=10)
            numbers.give_number(store, paper.id)
        elif signed == 3:
            try:  # the office asks too early: refused by 先核后签, and nothing is given
                numbers.give_number(store, paper.id)
            except Refused:
                continue
