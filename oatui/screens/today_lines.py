"""The blocks of today that come after the first frame: what falls due, what waits for somebody, the month."""

from __future__ import annotations

import calendar as month_grid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from oatui.desk import Agenda
from oatui.i18n import N_, _
from oatui.rules import duty as duty_law
from oatui.rules import signoff
from oatui.rules.confidential import PASSWORD_DAYS
from oatui.rules.routine import LoginState
from oatui.rules.telegrams import STEP_WORDS
from oatui.rules.verdict import Level
from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.screens.board import Line
from oatui.store.deadlines import Due
from oatui.store.oa_month import MonthDay
from oatui.widgets.cells import fit

WEEK = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
ACTS = {
    "print": N_("待印制"),
    "seal": N_("待盖印"),
    "file": N_("待留底"),
    "send": N_("待分送"),
    "close": N_("待办结"),
}


def due_title(agenda: Agenda, now: datetime) -> str:
    """到期（今日 2，本周 5）; what is overdue counts for today."""
    first = sum(1 for one in agenda.due if one.do_by and one.do_by.date() <= now.date())
    return _("到期（今日 {today}，本周 {week}）", today=first, week=len(agenda.due))


def due_lines(agenda: Agenda, now: datetime, first_digit: int, rows: int, width: int) -> list[Line]:
    """The nearest first, each with the clock that set it; digits go on from the meetings'."""
    lines: list[Line] = []
    found = [*agenda.due, *agenda.uncounted]
    shown = found if len(found) <= rows else found[: max(rows - 1, 0)]
    for place, one in enumerate(shown, first_digit):
        key = f"{place} " if place < 10 else "  "
        when, colour = _when(one, now)
        rule = one.rule or _("自定")
        title = fit(one.title, max(width - 2 - 11 - 6, 8))
        lines.append([(key, ""), (fit(when, 11), colour), (title, ""), (fit(f" {rule}", 6), "muted")])
    if len(found) > len(shown):
        lines.append([("  " + _("还有 {n} 件，按 F7 查看", n=len(found) - len(shown)), "muted")])
    if not found:
        lines.append([("  " + _("本周没有到期的。F7 记时限"), "muted")])
    return lines


def _when(one: Due, now: datetime) -> tuple[str, str]:
    if one.due is None or one.do_by is None:
        return _("待历"), "warning"
    if one.late(now):
        days = (now.date() - one.due.date()).days
        return (_("超期 {n} 天", n=days) if days else _("超期 {at:hm}", at=one.due)), "error"
    days = (one.do_by.date() - now.date()).days
    if days <= 0:
        return _("今日 {at:hm}", at=one.do_by if days == 0 else one.due), "warning"
    return _("周{day} {at:hm}", day=_(WEEK[one.do_by.weekday()]), at=one.do_by), ""


def oa_lines(agenda: Agenda, width: int) -> list[Line]:
    """What stands in the system, and who is in charge."""
    counted, items = agenda.counted, agenda.items
    unread = sum(1 for one in items if one.state == "unread") + (counted.unread if counted else 0)
    undealt = sum(1 for one in items if one.state == "open") + (counted.undealt if counted else 0)
    name = "  " + fit(_("系统内文件"), 12)
    lines: list[Line] = []
    if counted is None and not items:
        lines.append([(name, ""), (_("未登记  F8 更多，1"), "muted")])
    else:
        colour = "warning" if unread + undealt else "success"
        lines.append(
            [(name, ""), (_("未读 {unread}  未办 {undealt}", unread=unread, undealt=undealt), colour)]
        )
    keeper, deputy = agenda.keepers.get("A"), agenda.keepers.get("B")
    words = keeper.person if keeper else _("未写明")
    if deputy:
        words += _("  B岗 {name}", name=deputy.person)
    colour = "" if keeper and keeper.on_staff else "warning" if keeper else "muted"
    words += "" if keeper is None or keeper.on_staff else _("（不在编）")
    lines.append([("  " + fit(_("负责人"), 12), ""), (fit(words, max(width - 14, 6)).rstrip(), colour)])
    return lines


def waiting_lines(agenda: Agenda, now: datetime, rows: int) -> list[Line]:
    """What waits for somebody; the routine lines keep their place at the foot."""
    head = [*_incidents(agenda, now), *_telegrams(agenda, now), *_urgent(agenda), *_papers(agenda)]
    foot = _routines(agenda, now)
    room = max(rows - len(foot), 1)
    lines = head if len(head) <= room else head[: room - 1]
    if len(head) > len(lines):
        lines = [*lines, [("  " + _("还有 {n} 件，按 F6 查看", n=len(head) - len(lines)), "muted")]]
    if not head:
        lines = [[("  " + _("没有等人办理的公文。按 F6 拟稿"), "muted")]]
    return [*lines, *foot]


def _incidents(agenda: Agenda, now: datetime) -> list[Line]:
    """What is not closed stays here: its follow-ups are owed until it is (25-5)."""
    if not agenda.incidents:
        return []
    from oatui.screens.incident_form import stands  # its forms are not needed on an ordinary day

    return [
        [("  " + fit(_("突发"), 8), "error"), (f"{stands(one, now)}  ", ""), (one.what, "")]
        for one in agenda.incidents
    ]


def _telegrams(agenda: Agenda, now: datetime) -> list[Line]:
    found: list[Line] = []
    for one in agenda.telegrams:
        late = one.stands(now).level is Level.WARNING
        step = _(STEP_WORDS[one.waits]) if one.waits else ""
        found.append([("  " + fit(_("明电"), 8), "error" if late else "warning"), (_("待{step}", step=step), ""),
                      (f"  {one.title}", "")])  # fmt: skip
    return found


def _urgent(agenda: Agenda) -> list[Line]:
    words = {"urgent": N_("加急"), "extra": N_("特急")}
    return [
        [("  " + fit(_(words.get(one.urgency, "加急")), 8), "error"), (_("过夜未办  "), ""), (one.title, "")]
        for one in agenda.overnight
    ]


def _papers(agenda: Agenda) -> list[Line]:
    found: list[Line] = []
    for one in agenda.issuing:
        name = one.paper.number or one.paper.title
        found.append([("  " + fit(_(ACTS.get(one.acts[0], one.acts[0])), 8), "warning"), (name, "")])
    for document in agenda.waiting:
        step = document.waiting_for
        word = _(signoff.WAITS[step]) if step else ""
        found.append([("  " + fit(word, max(8, len(word) + 1)), "warning"), (document.title, "")])
    for line in agenda.reserved:
        found.append([("  " + fit(_("预留到期"), 9), "warning"), (line.number, "")])
    return found


def _duty(agenda: Agenda) -> list[Line]:
    """Who is on duty tonight, and the first hours ahead that nobody covers (23-1)."""
    lines: list[Line] = []
    name = "  " + fit(_("值班"), 8)
    if agenda.duty_gaps:
        gap = agenda.duty_gaps[0]
        words = _("{starts:short} {starts:hm} 起空档", starts=gap.starts)
        lines.append([(name, ""), (words, "error")])
    for one in agenda.tonight[:1]:
        people = [who for who in (*one.entry.persons, one.entry.leader) if who.name]
        lines.append([(name, ""), (_("今晚 {who}", who=duty_law.names(people)), "")])
    return lines


def _routines(agenda: Agenda, now: datetime) -> list[Line]:
    """涉密, 密码: serials and dates only."""
    lines: list[Line] = _duty(agenda)
    if out := agenda.secrets:
        bad = any((found := one.stands(now.date())) and found.level is Level.WARNING for one in out)
        serials = "、".join(one.serial for one in out[:3])
        words = _("借阅未还 {n}（台账 {serials}）", n=len(out), serials=serials)
        lines.append([("  " + fit(_("涉密"), 8), ""), (words, "error" if bad else "")])
    if agenda.password:
        until = agenda.password + timedelta(days=PASSWORD_DAYS)
        late = now.date() > until
        words = _("密码 {day} 前更换", day=f"{until:%m-%d}")
        lines.append(
            [
                ("  " + fit(_("涉密"), 8), ""),
                (words, "error" if late else "warning" if now.date() == until else "muted"),
            ]
        )
    for one in agenda.remarks:
        if one.rule in ("15-1", "15-2"):
            lines.append([("  " + fit(_("涉密"), 8), ""), (one.message, "warning")])
    return lines


def month_lines(calendar: Calendar, today: date, days: Mapping[date, MonthDay]) -> list[Line]:
    """The month: 班 and 休, and each working day's logins in the colour of its number."""
    # a weekday stands over the two cells of its numbers
    head = "".join(fit(_(day), 2, right=True) + "  " for day in WEEK)
    lines: list[Line] = [[(f"  {head}", "muted")]]
    for week in month_grid.Calendar().monthdatescalendar(today.year, today.month):
        line: Line = [("  ", "")]
        for day in week:
            if day.month != today.month:
                line.append(("    ", ""))
                continue
            try:
                found = calendar.day(day)
                colour = "" if found.working else "muted"
                mark = {"make_up": _("班"), "holiday": _("休")}.get(found.kind, "")
            except CalendarMissing:
                colour, mark = "muted", "?"
            if one := days.get(day):
                if one.missed:
                    colour, mark = ("error", _("漏")) if one.unexplained else ("warning", _("漏"))
                elif LoginState.LATE in one.states.values():
                    colour, mark = "warning", _("晚")
            line.append((fit(f"{day.day:>2}{mark}", 4), "bold" if day == today else colour))
        lines.append(line)
    return lines


def numbered_lines(agenda: Agenda) -> list[Line]:
    lines: list[Line] = [
        [(f"  {one.document.number} ", "bold"), (one.document.title, "")] for one in agenda.numbered
    ]
    return lines or [[("  " + _("还没有编号的公文"), "muted")]]
