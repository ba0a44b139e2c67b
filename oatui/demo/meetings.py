"""The demo's meetings: one that opens in forty minutes, one in the afternoon, one that we attend tomorrow."""

from __future__ import annotations

from datetime import timedelta

from oatui.demo.earlier import OFFICE, START, Earlier
from oatui.rules.members import Member
from oatui.store import (
    arrivals,
    checklists,
    leave,
    meetings,
    people,
    people_lists,
    seats,
    sending,
)
from oatui.store.database import Store

_UNITS = (
    "示例县商务局", "示例县发改局", "示例县财政局", "示例县住建局", "示例县农业农村局", "示例县市场监管局",
    "示例县统计局", "示例街道", "示例一镇", "示例二镇", "示例三镇", "示例四镇", "示例五镇", "示例六镇",
)  # fmt: skip
_POSTS = ("局长", "副局长", "主任", "办公室主任", "四级调研员", "科员")
_SURNAMES = "赵钱孙李周吴郑王冯陈单解仇曾查翟覃区欧阳诸葛"
_GIVEN = ("示", "例", "示例", "例示", "甲", "乙", "丙", "丁", "示甲", "例乙")


def furnish(store: Store, hand: Earlier) -> None:
    """The county meeting of the morning, the bureau's own in the afternoon, and one that we attend tomorrow."""
    _lists(store, hand)
    hand.moment = START - timedelta(days=1, hours=-6)
    nine = START.replace(hour=9, minute=0)
    meeting = meetings.add(
        store, "全县商务工作会议", nine, nine + timedelta(hours=2), place="示例县会议中心一楼", chair="示例县长",
        level="county", mode="video",
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
    sending.approve(store, above.id, [one.id for one in people.listed(store, above.id)], "示例局长")
    checklists.begin(store, meeting.id)
    for item in checklists.listed(store, meeting.id)[:5]:
        checklists.tick(store, item.id)
    # the county's head sits in the middle and is a guest: not one of the roster
    seats.confirm_head(store, roster[0].venue_id, ["示例县长", roster[0].name, roster[6].name], "示例主任")
    for number in range(12):
        hand.moment = START - timedelta(minutes=12) + timedelta(seconds=53 * number)
        one = roster[number * 6]
        arrivals.sign_in(store, meeting.id, one.code, venue=one.venue_id)
    hand.moment = START - timedelta(seconds=40)
    arrivals.sign_in(store, meeting.id, "7" * 25)


def _lists(store: Store, hand: Earlier) -> None:
    hand.moment = START - timedelta(days=6)
    heads = ("示例局长", "示例副局长", "赵示例", "钱示例", "孙示例", "示例主任")
    people_lists.make(store, "局班子", [Member(name, OFFICE) for name in heads])
    sections = ("办公室", "外贸科", "市场科", "电商科", "综合科", "财务科", "信访科", "党建科")
    people_lists.make(store, "各科室", [Member(f"{one[0]}示例", OFFICE, f"{one}负责人") for one in sections])


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


def _leave(store: Store, hand: Earlier, roster: list[people.Attendee]) -> None:
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
