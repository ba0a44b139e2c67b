"""Office settings: what the articles leave open (本局约定), each change a fact with its person and time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from oatui.i18n import N_
from oatui.rules.verdict import refuse
from oatui.store import journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

# key -> (preset, what it is); the presets are the articles' own words, and practice
PRESETS: dict[str, tuple[Any, str]] = {
    "office": ("嘉祥县商务局", N_("单位名称")),
    "series": (
        [
            {"code": "嘉商务组字", "kind": "party"},
            {"code": "嘉商务字", "kind": "bureau"},
            {"code": "嘉商务函", "kind": "letter"},
        ],
        N_("发文代字（第10条）"),
    ),
    "hours.winter": ("08:30-12:00 13:30-17:30", N_("冬季办公时间（10月1日至4月30日）")),
    "hours.summer": ("08:30-12:00 14:00-18:00", N_("夏季办公时间（5月1日至9月30日）")),
    "oa.before_opening": (60, N_("上班登录：上班前多少分钟起")),
    "oa.after_opening": (30, N_("上班登录：上班后多少分钟止")),
    "oa.before_closing": (60, N_("下班前登录：下班前多少分钟起")),
    "oa.changes_a_year": (2, N_("OA：一年换人几次以内（第14条）")),
    "clear_desk.marked": (3, N_("日清：顺延几次就标出（第3条）")),
    "meetings.half_day_hours": (4, N_("会议：半天按几小时算（第16条）")),
    "meetings.reply_due": ("17:00", N_("回执：会前一个工作日几点截止")),
    "sign_in.opens_minutes": (60, N_("会前多少分钟开始签到")),
    "sign_in.closes_minutes": (30, N_("开会后多少分钟停止签到")),
    "sign_in.cut_minutes": (1, N_("排队截止：截止前后几分钟内标")),
    "sign_in.line_minutes": (3, N_("排队截止：标记后几分钟内扫码")),
    "phone.keep_days": (30, N_("手机签到标记和拒签内容保存几天")),
    "phone.port": (8080, N_("手机签到用的端口")),
    "phone.host": ("", N_("手机签到固定地址（印邀请单）")),
    "matters.review_months": (3, N_("重要事项清单每几个月梳理一次")),
    "information.first_minutes": (30, N_("来嘉信息：接到后几分钟内报两办")),
    "information.follow_days": (1, N_("来嘉信息：续报在活动前几天")),
    "telegrams.report_minutes": (30, N_("明电：签收后几分钟内汇报")),
    "telegrams.days": (1, N_("明电：接通知起几天内办完")),
    "deadlines.remind": ("1天 2小时 30分", N_("时限到期前多久提醒，可写几个")),
    "meetings.remind": (15, N_("会议：签到截止前几分钟提醒")),
    "publication.working_days": (20, N_("信息公开：信息形成后几个工作日内公开")),
    "role.section_check": ("", N_("科室负责人（初审）")),
    "role.office_check": ("", N_("办公室负责人（审核）")),
    "role.deputy_sign": ("", N_("分管领导（审签）")),
    "role.chief_sign": ("", N_("主要领导（签发）")),
    "role.duty_leader": ("", N_("分管值班信息的领导（第24条）")),
    "role.door": ("", N_("补签、现场替会批准人")),
    "incident.phone.committee_duty": ("", N_("县委总值班室电话（第25条）")),
    "incident.phone.government_duty": ("", N_("县政府总值班室电话（第25条）")),
    "incident.phone.information": ("", N_("县委办公室信息科电话（第25条）")),
    "incident.remind.calls": (2, N_("突发事件：电话报告时限前几分钟响铃")),
    "incident.remind.written": (10, N_("突发事件：书面报告时限前几分钟响铃")),
    "incident.remind.detailed": (15, N_("突发事件：详细报告时限前几分钟响铃")),
    "duty.shifts": ("白班 08:00-18:00 夜班 18:00-08:00", N_("值班班次（第23条）")),
    "duty.longest_hours": (24, N_("值班：一人连续最多几小时")),
    "duty.call_minutes": (60, N_("值班：试呼最早在上岗前几分钟")),
    "duty.look_ahead": (7, N_("值班空档提前看几天")),
    "duty.phone": ("", N_("值班电话（第23条）")),
    "checklist": (
        "会标、席签、话筒、音响投影、会议材料、签到设备、茶水、引导",
        N_("会务清单常用项，用顿号隔开"),
    ),
    "acting": ("", N_("代行：姓名 起日 止日 原因（12-4）")),
}

# what a whole number may be; the others are minutes of a day
BOUNDS = {
    "phone.port": (1024, 65535),
    "phone.keep_days": (1, 3650),
    "matters.review_months": (1, 24),
    "duty.look_ahead": (1, 60),
    "duty.call_minutes": (1, 720),
    "duty.longest_hours": (1, 72),
    "oa.changes_a_year": (0, 99),
    "clear_desk.marked": (1, 99),
    "meetings.half_day_hours": (1, 12),
    "incident.remind.calls": (1, 9),
    "incident.remind.written": (1, 39),
    "incident.remind.detailed": (1, 89),
    "meetings.remind": (1, 120),
    "sign_in.cut_minutes": (1, 15),
    "sign_in.line_minutes": (1, 15),
    "information.follow_days": (0, 30),
    "telegrams.days": (1, 7),
    "publication.working_days": (1, 250),
}


def get(store: Store, key: str) -> Any:
    """The value of a setting, preset where the office set none. Raises Refused for an unknown key."""
    if key not in PRESETS:
        raise refuse("setting.unknown", setting=key)
    value = store.value("select value from setting where key = ?", key)
    return PRESETS[key][0] if value is None else json.loads(value)


def everything(store: Store) -> dict[str, Any]:
    """Every setting with its value of now."""
    own = {row["key"]: json.loads(row["value"]) for row in store.rows("select key, value from setting")}
    return {key: own.get(key, preset) for key, (preset, _label) in PRESETS.items()}


def changes(store: Store) -> dict[str, tuple[str, str]]:
    """Who changed a setting last, and when (ISO), for those that were changed."""
    return {row["key"]: (row["actor"], row["at"]) for row in store.rows("select key, actor, at from setting")}


def set_value(store: Store, key: str, value: Any) -> None:
    """Change a setting. Text is read as the kind of its preset. Raises Refused."""
    value = _checked(key, value)
    with store.write():
        journal.record(store, "setting_changed", {"v": 1, "key": key, "value": value})


def _checked(key: str, value: Any) -> Any:
    if key not in PRESETS:
        raise refuse("setting.unknown", setting=key)
    preset = PRESETS[key][0]
    if isinstance(preset, int):
        text = str(value).strip()
        least, most = BOUNDS.get(key, (0, 24 * 60))
        # a figure of thousands of digits is not even read
        if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
            raise refuse("setting.number", setting=key, least=least, most=most, value=str(value)[:20])
        return int(text)
    if key == "series":
        return _checked_series(value)
    text = str(value).strip()
    if key.startswith("hours."):
        from oatui.rules.routine import read_hours

        read_hours(text)
    elif key == "acting" and text:
        from oatui.rules.issuing import read_acting

        read_acting(text)
    elif key == "duty.shifts":
        from oatui.rules.duty import read_shifts

        read_shifts(text)
    elif key == "meetings.reply_due":
        from oatui.rules.entry import parse_time

        text = f"{parse_time(text):%H:%M}"
    elif key == "deadlines.remind":
        from oatui.rules.deadlines import read_leads

        read_leads(text)
    elif key == "phone.host" and not re.fullmatch("[A-Za-z0-9.-]{0,60}", text):
        raise refuse("setting.host", value=text[:20])
    elif key == "office" and not text:
        raise refuse("setting.empty", setting=key)
    return text


def _checked_series(value: Any) -> list[dict[str, str]]:
    """Three series: a JSON list, or the three codes in the order party, bureau, letter (article 10)."""
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            try:
                value = json.loads(value)
            except ValueError as error:
                raise refuse("setting.series", "10-3") from error
        else:
            codes = value.replace("，", " ").replace(",", " ").split()
            kinds = ("party", "bureau", "letter")
            if len(codes) != 3:
                raise refuse("setting.series", "10-3")
            value = [{"code": code, "kind": kind} for code, kind in zip(codes, kinds, strict=True)]
    good = (
        isinstance(value, list)
        and value
        and all(
            isinstance(item, dict)
            and isinstance(item.get("code"), str)
            and item["code"].strip()
            and item.get("kind") in {"party", "bureau", "letter"}
            for item in value
        )
    )
    if not good or len({item["code"] for item in value}) != len(value):
        raise refuse("setting.series", "10-3")
    return [{"code": item["code"].strip(), "kind": item["kind"]} for item in value]


@journal.applies("setting_changed")
def _setting_changed(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into setting values (?, ?, ?, ?) on conflict(key) do update "
        "set value = excluded.value, actor = excluded.actor, at = excluded.at",
        (event.body["key"], json.dumps(event.body["value"], ensure_ascii=False), event.actor, event.at),
    )


def import_calendar(store: Store, year: int, days: dict[str, tuple[bool, str]], source: str) -> None:
    """Keep the holiday and make-up days of a year; a later import of the year replaces it."""
    body = {"v": 1, "year": year, "source": source, "days": {day: list(what) for day, what in days.items()}}
    with store.write():
        journal.record(store, "calendar_imported", body)


@journal.applies("calendar_imported")
def _calendar_imported(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into calendar_year values (?, ?, ?, ?) on conflict(year) do update "
        "set source = excluded.source, days = excluded.days, at = excluded.at",
        (body["year"], body["source"], json.dumps(body["days"], ensure_ascii=False), event.at),
    )


def imported_years(store: Store) -> list[tuple[int, dict[str, tuple[bool, str]], str]]:
    """The imported years: (year, ISO day -> (is off, name), source)."""
    return [
        (
            row["year"],
            {day: (bool(off), name) for day, (off, name) in json.loads(row["days"]).items()},
            row["source"],
        )
        for row in store.rows("select year, days, source from calendar_year order by year")
    ]
