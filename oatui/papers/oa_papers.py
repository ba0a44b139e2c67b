"""The month's OA logins as a sheet for inspection (14-2)."""

from __future__ import annotations

from oatui.clock import to_second
from oatui.files.list_out import OfficeList
from oatui.i18n import N_, _, format_date
from oatui.rules.oa import WHY
from oatui.rules.routine import LoginState
from oatui.rules.workdays import Calendar
from oatui.store import oa, oa_month, settings
from oatui.store.database import Store
from oatui.store.oa_month import MonthDay

STATES = {
    LoginState.UPCOMING: N_("未到时间"), LoginState.OPEN: N_("待登录"), LoginState.DONE: "",
    LoginState.LATE: N_("晚登"), LoginState.MISSED: N_("漏登"),
}  # fmt: skip
WEEK = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
HEADS = (N_("日期"), N_("星期"), N_("性质"), N_("上班登录"), N_("登录人"), N_("下班前登录"), N_("登录人"),
         N_("未读、未办"), N_("说明"))  # fmt: skip
WIDTHS = (7.0, 6.0, 9.0, 13.0, 9.0, 13.0, 9.0, 11.0, 34.0)
LOGIN_WORDS = {"arrival": N_("上班登录"), "leaving": N_("下班前登录")}


def month_sheet(store: Store, calendar: Calendar, year: int, month: int) -> OfficeList:
    """Every day of the month; a miss stays a miss, with what was said of it."""
    days = oa_month.month(store, calendar, year, month)
    keeper = oa.keepers(store).get("A")
    asked = [state for one in days for state in one.states.values() if state is not None]
    missed = sum(len(one.missed) for one in days)
    late = asked.count(LoginState.LATE)
    lines = [
        _("负责人：{name}", name=keeper.person if keeper else _("未写明")),
        _("应登 {asked} 次，按时 {done}，晚登 {late}，漏登 {missed}（其中 {explained} 次已说明）",
          asked=sum(1 for state in asked if state in (LoginState.DONE, LoginState.LATE, LoginState.MISSED)),
          done=asked.count(LoginState.DONE), late=late, missed=missed,
          explained=missed - sum(len(one.unexplained) for one in days)),
    ]  # fmt: skip
    rows = tuple(_row(one) for one in days)
    return OfficeList(
        _("{year}年{month}月 OA 登录月表", year=year, month=month),
        str(settings.get(store, "office")),
        to_second(store.clock.now()),
        tuple(lines),
        tuple(_(head) for head in HEADS),
        WIDTHS,
        rows,
    )


def kind_words(one: MonthDay) -> str:
    """工作日, 周末, the holiday's name, 调休上班; 调休未载入 where its calendar is missing."""
    if one.day is None:
        return _("未载入")
    return {"weekday": _("工作日"), "weekend": _("周末"), "make_up": _("调休上班")}.get(one.day.kind) or _(
        one.day.name
    )


def login_words(one: MonthDay, which: str) -> str:
    """08:12, 09:10 晚登, 漏登, or nothing."""
    state, login = one.states[which], one.logins[which]
    at = login.at[11:16] if login else ""
    return f"{at} {_(STATES[state]) if state and STATES[state] else ''}".strip()


def why_words(one: MonthDay) -> list[str]:
    """What is said of the day: explanations, handovers, logins entered afterwards."""
    found = [
        _(
            "{which}漏登：{why}，{reason}",
            which=_(LOGIN_WORDS[which]),
            why=_(WHY[said.why]),
            reason=said.reason,
        )
        for which, said in one.explanations.items()
    ]
    if one.unexplained:
        found.append(_("漏登未说明"))
    found += [
        _("{giver}交接给{taker}，清单 {n} 件", giver=hand.giver, taker=hand.taker, n=len(hand.things))
        for hand in one.handovers
    ]
    for which, login in one.logins.items():
        if login and login.recorded_at[:10] != login.at[:10]:
            day = format_date(login.recorded_at)
            found.append(
                _("{which}补记于{day}：{reason}", which=_(LOGIN_WORDS[which]), day=day, reason=login.reason)
            )
    return found


def _row(one: MonthDay) -> tuple[str, ...]:
    left = f"{one.left.unread}、{one.left.undealt}" if one.left else ""
    people = [login.operator if login else "" for login in one.logins.values()]
    return (
        f"{one.date.month}-{one.date.day}", _(WEEK[one.date.weekday()]), kind_words(one), login_words(one, "arrival"),
        people[0], login_words(one, "leaving"), people[1], left, "；".join(why_words(one)),
    )  # fmt: skip
