"""What is read from a pasted notice: a dozen as they come from OA and 微信, and what is said of what they lack."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest

from oatui.clock import ZONE
from oatui.rules.notice_text import read_notice
from oatui.rules.verdict import Refused

TODAY = date(2026, 11, 24)  # a Tuesday
OFFICE = "嘉祥县商务局"


@dataclass
class Said:
    """What a notice is expected to propose."""

    title: str = ""
    day: int | None = None  # of November 2026; above 30 of December
    start: str = ""
    end: str = ""
    place: str = ""
    audience: str = ""
    reply: str = ""
    chair: str = ""
    caller: str = ""
    role: str = "attend"
    level: str = ""
    remarks: list[str] = field(default_factory=list)
    more: dict[str, object] = field(default_factory=dict)


COUNTY = """关于召开全县招商引资工作推进会的通知
各镇街党（工）委，县直各部门：
经县委、县政府研究，定于近期召开全县招商引资工作推进会。现将有关事项通知如下：
一、会议时间
2026年11月26日（星期四）上午9:00，会期半天。
二、会议地点
县会议中心三楼会议室
三、参会人员
各镇街党政主要负责同志；
县直有关部门主要负责同志。
四、有关要求
1.请各单位于11月25日下午5:00前将参会人员名单报县委办公室秘书科。
2.参会人员要提前15分钟入场。
联系人：王某  电话：0537-1234567
中共嘉祥县委办公室
嘉祥县人民政府办公室
2026年11月24日"""

URGENT = """【紧急通知】各单位：明天上午9点在县委礼堂召开全县安全生产紧急会议，请各单位主要负责人准时参加，今天下午5点前将回执报县应急局。"""

OURS = """各科室：定于本周五下午2:30在局三楼会议室召开局务会，请全体班子成员、各科室负责人参加。"""

CITY = """会议通知
会议名称：全市外贸工作座谈会
时　　间：12月3日（周四）14:30—16:30
地　　点：市商务局五楼会议室
参会范围：各县（市、区）商务局分管副局长
主持人：副县长张某某
请于12月2日12:00前将回执发至邮箱
某市商务局
2026年11月24日"""

ON_ONE_LINE = "时间：11月26日9:00；地点：县委礼堂；参会人员：局班子成员；主持：李局长"

WRONG_WEEKDAY = """嘉祥县人民政府办公室
关于召开县政府第10次常务会议的通知
各有关单位：
县政府定于2026年11月27日(星期四)上午8:30在县政府三楼常务会议室召开县政府第10次常务会议，会议由县长某某某同志主持。请汇报单位主要负责同志参加。"""

VIDEO = """关于召开全县统计工作视频会议的
预备通知
根据工作安排，拟于二〇二六年十一月三十日下午三点召开全县统计工作视频会议。主会场设在县统计局二楼会议室，各镇街设分会场。请各单位11月27日下班前报名。
嘉祥县统计局"""

TRAINING = """关于组织参加2026年全省电商培训班的通知
一、培训时间：2026年12月8日至10日，12月7日下午报到。
二、培训地点：某市宾馆
三、参训人员：各县商务局业务骨干1名
请于2026年12月1日前将报名回执报市局电商科。
某省商务厅办公室"""

CASUAL = "各位主任，11月25日3点在商务局二楼开消费券工作调度会，请分管同志参会"

DASHES = """关于召开县委理论学习中心组学习会议的通知
时间：2026-11-28 9：00－11：30
地点：县委党校
参加人员：县委理论学习中心组成员。
回执时限：11月26日 12:00
中共嘉祥县委宣传部"""

FULL_WIDTH = """关于召开全县消费工作会议的通知
一、时间：１１月２６日（周四）下午２：３０至４：３０
二、地点：县会议中心
三、参会范围
（一）县直部门
发改局、财政局
（二）各镇街
分管负责同志
四、会议要求：请准时参会"""

WITH_AGENDA = """关于召开全县重点项目调度会的通知
会议时间：11月27日上午9:30
会议地点：县政府四楼会议室
会议议程：
1.各单位汇报；
2.县领导讲话。
参会单位：发改局、商务局
县重点项目建设指挥部"""

CASES = [
    (COUNTY, Said("全县招商引资工作推进会", 26, "09:00", "", "县会议中心三楼会议室",
                  "各镇街党政主要负责同志；县直有关部门主要负责同志", "11-25 17:00", "", "嘉祥县人民政府办公室", level="county")),
    (URGENT, Said("全县安全生产紧急会议", 25, "09:00", "", "县委礼堂", "各单位主要负责人", "11-24 17:00",
                  more={"urgent": True})),
    (OURS, Said("局务会", 27, "14:30", "", "局三楼会议室", "全体班子成员、各科室负责人", role="host", level="bureau")),
    (CITY, Said("全市外贸工作座谈会", 33, "14:30", "16:30", "市商务局五楼会议室", "各县（市、区）商务局分管副局长",
                "12-02 12:00", "副县长张某某", "某市商务局", level="county_leader")),
    (ON_ONE_LINE, Said("", 26, "09:00", "", "县委礼堂", "局班子成员", "", "李局长", role="host", level="bureau")),
    (WRONG_WEEKDAY, Said("县政府第10次常务会议", 27, "08:30", "", "县政府三楼常务会议室", "汇报单位主要负责同志", "",
                         "县长某某某", "嘉祥县人民政府办公室", level="county", remarks=["notice_text.weekday"])),
    (VIDEO, Said("全县统计工作视频会议", 30, "15:00", "", "县统计局二楼会议室", "", "11-27 17:30", "", "嘉祥县统计局",
                 remarks=["notice_text.sub_venues"], more={"mode": "video"})),
    (TRAINING, Said("2026年全省电商培训班", 38, "", "", "某市宾馆", "各县商务局业务骨干1名", "12-01 17:30", "",
                    "某省商务厅办公室")),
    (CASUAL, Said("消费券工作调度会", 25, "15:00", "", "商务局二楼", "分管同志", remarks=["notice_text.afternoon"])),
    (DASHES, Said("县委理论学习中心组学习会议", 28, "09:00", "11:30", "县委党校", "县委理论学习中心组成员", "11-26 12:00", "",
                  "中共嘉祥县委宣传部", level="county")),
    (FULL_WIDTH, Said("全县消费工作会议", 26, "14:30", "16:30", "县会议中心",
                      "（一）县直部门；发改局、财政局；（二）各镇街；分管负责同志")),
    (WITH_AGENDA, Said("全县重点项目调度会", 27, "09:30", "", "县政府四楼会议室", "发改局、商务局", "", "",
                       "县重点项目建设指挥部", more={"agenda": "1.各单位汇报；2.县领导讲话"})),
    ("关于2026年11月20日召开的会议情况", Said(day=20, remarks=["notice_text.past"])),
    ("[/x] 明天开会吗", Said(day=25)),
    # one line: the range of those who come ends with its sentence
    ("定于2026年12月3日上午9:00在县政府三楼会议室召开全县安全生产会议。参会人员：各镇街主要负责人。请于12月2日17:00前报回执。",
     Said("全县安全生产会议", 33, "09:00", "", "县政府三楼会议室", "各镇街主要负责人", "12-02 17:00")),
    # a deadline is not when it is
    ("请于明天8点前到岗准备，后天上午9点在三楼召开商务会", Said("商务会", 26, "09:00", "", "三楼")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CASES, ids=[text.split("\n")[0][:12] for text, _said in CASES])
def test_a_notice(text: str, said: Said) -> None:
    found = read_notice(text, TODAY, OFFICE)
    day = said.day and (date(2026, 11, said.day) if said.day <= 30 else date(2026, 12, said.day - 30))
    reply = (
        datetime.strptime(f"2026-{said.reply}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE) if said.reply else None
    )
    hours = [time.fromisoformat(one) if one else None for one in (said.start, said.end)]
    assert (found.title, found.day, [found.start, found.end]) == (said.title, day, hours)
    assert (found.place, found.audience, found.reply_by) == (said.place, said.audience, reply)
    assert (found.chair, found.caller, found.role, found.level) == (
        said.chair,
        said.caller,
        said.role,
        said.level,
    )
    assert [one.key for one in found.remarks] == said.remarks
    assert all(one.message for one in found.remarks)
    assert {key: getattr(found, key) for key in said.more} == said.more


def test_what_is_missing_is_named() -> None:
    assert read_notice(CASUAL, TODAY, OFFICE).missing == ("reply_by", "chair", "caller")
    assert read_notice(TRAINING, TODAY, OFFICE).missing == ("start", "chair")
    assert read_notice("明天上午九点半，局六楼开会", TODAY, OFFICE).missing[0] == "title"


@pytest.mark.parametrize(
    ("said", "hour"),
    [("下午两点三十分", "14:30"), ("上午九时", "09:00"), ("上午十时十五分", "10:15"), ("下午4点05分", "16:05"),
     ("上午9点十楼", "09:00"), ("，两点要求", "")],
)  # fmt: skip
def test_hours_in_chinese_numerals(said: str, hour: str) -> None:
    found = read_notice(f"定于十一月二十六日{said}会议室召开全县商务工作会议", TODAY, OFFICE)
    assert (found.day, found.start) == (date(2026, 11, 26), time.fromisoformat(hour) if hour else None)


def test_our_own_office_calls_our_own_meeting() -> None:
    text = f"关于召开全县商务工作会议的通知\n时间：11月26日9:00\n{OFFICE}\n2026年11月24日"
    assert (read_notice(text, TODAY, OFFICE).role, read_notice(text, TODAY, "别的局").role) == (
        "host",
        "attend",
    )


@pytest.mark.parametrize(
    ("today", "day"), [(date(2026, 11, 26), 2026), (date(2026, 11, 27), 2027), (date(2026, 11, 25), 2026)]
)
def test_a_date_without_a_year_is_the_next_one(today: date, day: int) -> None:
    assert read_notice("时间：11月26日9:00", today).day == date(day, 11, 26)


@pytest.mark.parametrize("text", ["", " \n\t", "字" * 20_001])
def test_nothing_or_too_much(text: str) -> None:
    with pytest.raises(Refused):
        read_notice(text, TODAY)
