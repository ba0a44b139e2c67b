"""The blocks of today that come after the first frame: what falls due, what waits, the month, the days ahead."""

from __future__ import annotations

import calendar as month_grid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from oatui.desk import Agenda, Outlook
from oatui.i18n import N_, NO_NUMBER, _, format_list, ours, sentence
from oatui.rules import issuing, signoff
from oatui.rules.confidential import PASSWORD_DAYS
from oatui.rules.routine import LoginState
from oatui.rules.telegrams import STEP_WORDS
from oatui.rules.verdict import Level
from oatui.rules.workdays import Calendar, CalendarMissing, Day
from oatui.screens.board import Line, Opening
from oatui.screens.page import day_words
from oatui.screens.today_first import label_width
from oatui.store.deadlines import Due
from oatui.store.oa_month import MonthDay
from oatui.widgets.cells import fit, folded

WEEK = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))


def due_title(agenda: Agenda, now: datetime) -> str:
    """到期（今日 2，本周 5）; what is overdue counts for today."""
    first = sum(1 for one in agenda.due if one.do_by and one.do_by.date() <= now.date())
    return _("到期（今日 {today}，本周 {week}）", today=first, week=len(agenda.due))


def due_lines(agenda: Agenda, now: datetime, first_digit: int, rows: int, width: int) -> list[Line]:
    """The nearest first, each with the clock that set it; digits go on from the meetings'."""
    lines: list[Line] = []
    found = [*agenda.due, *agenda.uncounted]
    shown = found if len(found) <= rows else found[: max(rows - 1, 0)]
    wide = label_width([_when(one, now)[0] for one in shown])
    set_by = {"reply": _("回执"), "incoming": _("来文")}
    rules = [one.rule or set_by.get(one.source) or _("自定") for one in shown]
    last = label_width(rules)
    room = max(width - 2 - wide - last, 8)
    cut = len(shown) < len(found) or sum(len(folded(one.title, room)) for one in shown) > rows
    for place, (one, rule) in enumerate(zip(shown, rules, strict=True), first_digit):
        key = f"{place} " if place < 10 else "  "
        when, colour = _when(one, now)
        title, *below = [one.title] if cut else folded(one.title, room)
        line: Line = [(key, ""), (fit(when, wide), colour), (fit(title, room), "")]
        lines.append(Opening([*line, (fit(f" {rule}", last), "muted")], f"open({place})"))
        lines += [[(" " * (2 + wide), ""), (more, "")] for more in below]
    if len(found) > len(shown):
        more = "  " + _("还有 {n} 件，按 F7 查看", n=len(found) - len(shown))
        lines.append(Opening([(more, "muted")], "deadlines"))
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
    return _("{day} {at:hm}", day=_(WEEKDAYS[one.do_by.weekday()]), at=one.do_by), ""


class Labelled(NamedTuple):
    """A label, its colour, what stands after it, and what a click on it does."""

    label: str
    colour: str
    rest: Line
    does: str = ""


def waiting_lines(agenda: Agenda, now: datetime, rows: int, width: int, duty: bool = True) -> list[Line]:
    """What waits for somebody; the routine lines keep their place at the foot. `duty`: tonight's is among them."""
    head = [*_incidents(agenda, now), *_telegrams(agenda, now), *_urgent(agenda), *_papers(agenda)]
    foot = [*(_duty(agenda) if duty else []), *_routines(agenda, now)]
    room = max(rows - len(foot), 1)
    shown = head if len(head) <= room else head[: room - 1]
    wide = label_width([one.label for one in (*shown, *foot)])
    words = _("还有 {n} 件，按 F6 查看", n=len(head) - len(shown))
    more = [Labelled(words, "muted", [], "documents")]
    none = [Labelled(_("没有等人办理的公文。按 F6 拟稿"), "muted", [], "documents")]
    listed = [*shown, *(more if len(head) > len(shown) else none if not head else []), *foot]
    # whole titles where there are rows for them
    lines = [line for one in listed for line in _lines(one, wide, width, cut=False)]
    return lines if len(lines) <= rows else [_lines(one, wide, width, cut=True)[0] for one in listed]


def _lines(one: Labelled, wide: int, width: int, cut: bool) -> list[Line]:
    label, colour, rest, does = one
    label = sentence(label)
    if not rest:
        return [Opening([(f"  {label}", colour)], does)]
    *before, (title, look) = rest
    room = max(width - 2 - wide - sum(cell_len(words) for words, _look in before), 4)
    first, *below = [title] if cut else folded(title, room)
    head = Opening([("  " + fit(label, wide), colour), *before, (fit(first, room), look)], does)
    return [head, *([(" " * (width - room), ""), (more, look)] for more in below)]


def _incidents(agenda: Agenda, now: datetime) -> list[Labelled]:
    """What is not closed stays here: its follow-ups are owed until it is (25-5)."""
    if not agenda.incidents:
        return []
    from oatui.screens.incident_form import stands  # its forms are not needed on an ordinary day

    return [
        Labelled(_("突发"), "error", [(f"{one.what}  {stands(one, now)}", "")], f"show('incident', {one.id})")
        for one in agenda.incidents
    ]


def _telegrams(agenda: Agenda, now: datetime) -> list[Labelled]:
    found: list[Labelled] = []
    for one in agenda.telegrams:
        late = one.stands(now).level is Level.WARNING
        step = _("待{step}", step=_(STEP_WORDS[one.waits])) if one.waits else ""
        rest: Line = [(f"{step}  {one.title}".strip(), "")]
        found.append(
            Labelled(_("明电"), "error" if late else "warning", rest, f"show('telegrams', {one.id})")
        )
    return found


def _urgent(agenda: Agenda) -> list[Labelled]:
    words = {"urgent": N_("加急"), "extra": N_("特急")}
    return [
        Labelled(
            _(words.get(one.urgency, "加急")),
            "error",
            [(_("过夜未办  ") + one.title, "")],
            f"show('incoming', {one.id})",
        )
        for one in agenda.overnight
    ]


def _papers(agenda: Agenda) -> list[Labelled]:
    found: list[Labelled] = []
    for one in agenda.issuing:
        number = one.paper.number
        name = one.paper.title if number in (None, NO_NUMBER) else number
        act = _(issuing.WAITS[one.acts[0]])
        found.append(Labelled(act, "warning", [(name, "")], f"show('issuing', {one.paper.id})"))
    for document in agenda.waiting:
        step = document.waiting_for
        word = _(signoff.WAITS[step]) if step else ""
        found.append(Labelled(word, "warning", [(document.title, "")], f"show('document', {document.id})"))
    for line in agenda.reserved:
        found.append(Labelled(_("预留到期"), "warning", [(line.number, "")], "show('number')"))
    return found


def _duty(agenda: Agenda) -> list[Labelled]:
    """Who is on duty tonight, and the first hours ahead that nobody covers (23-1)."""
    found: list[Labelled] = []
    if agenda.duty_gaps:
        gap = agenda.duty_gaps[0]
        gap_words = _("{starts:short} {starts:hm} 起空档", starts=gap.starts)
        found.append(Labelled(_("值班"), "", [(gap_words, "error")], "show('duty')"))
    for one in agenda.tonight[:1]:
        people = [who for who in (*one.entry.persons, one.entry.leader) if who.name]
        tonight = _("今晚 {who}", who=format_list(people))
        found.append(Labelled(_("值班"), "", [(tonight, "")], "show('duty')"))
    return found


def _routines(agenda: Agenda, now: datetime) -> list[Labelled]:
    """涉密, 密码: serials and dates only."""
    found: list[Labelled] = []
    if out := agenda.secrets:
        bad = any((held := one.stands(now.date())) and held.level is Level.WARNING for one in out)
        serials = format_list(one.serial for one in out[:3])
        words = _("借阅未还 {n}（台账 {serials}）", n=len(out), serials=serials)
        found.append(Labelled(_("涉密"), "", [(words, "error" if bad else "")], "show('confidential')"))
    if agenda.password:
        until = agenda.password + timedelta(days=PASSWORD_DAYS)
        late = now.date() > until
        words = _("密码 {day} 前更换", day=f"{until:%m-%d}")
        colour = "error" if late else "warning" if now.date() == until else "muted"
        found.append(Labelled(_("涉密"), "", [(words, colour)], "show('confidential')"))
    else:
        words = _("换密码未登记，按 F8 再按 4")
        found.append(Labelled(_("涉密"), "", [(words, "muted")], "show('confidential')"))
    for one in agenda.remarks:
        if one.rule in ("15-1", "15-2"):
            found.append(Labelled(_("涉密"), "", [(one.message, "warning")], "show('confidential')"))
        elif one.rule is None:
            found.append(Labelled(_("时钟"), "", [(one.message, "error")]))
    return found


# ------------------------------------------------------------------ where there is room


def tonight_lines(agenda: Agenda) -> list[Line]:
    """Who leads and who is on duty when the day ends, with phones; a gap ahead before them (23-1)."""
    lines: list[Line] = []
    for gap in agenda.duty_gaps[:2]:
        lines.append([("  " + _("{starts:short} {starts:hm} 起空档", starts=gap.starts), "error")])
    leads, on = _("带班"), _("值班")
    wide = label_width([leads, on])
    for one in agenda.tonight[:1]:
        if one.entry.leader.name:
            lines.append([("  " + fit(leads, wide), "muted"), (str(one.entry.leader), "")])
        lines += [[("  " + fit(on, wide), "muted"), (str(who), "")] for who in one.entry.persons[:3]]
    return lines or [[("  " + _("还没有值班表。按 F8 再按 0"), "muted")]]


def cleared_lines(outlook: Outlook) -> list[Line]:
    """The last day that was cleared, and how many working days in a row."""
    if outlook.cleared is None:
        return [[("  " + _("还没有记过。下班前按 F12"), "muted")]]
    words = _("上次 {day:short}", day=outlook.cleared)
    if outlook.streak is not None:
        words += "  " + _("连续 {n} 个工作日", n=outlook.streak)
    return [[(f"  {words}", "")]]


def _kind(day: Day) -> str:
    return "" if day.kind == "weekday" else day_words(day)


def ahead_lines(outlook: Outlook) -> list[Line]:
    """A line a day: its meetings and what falls due; a rest day is dim."""
    lines: list[Line] = []
    names = [f"{one.date.day} {_(WEEKDAYS[one.date.weekday()])}" for one in outlook.days]
    wide = label_width(names)
    for name, one in zip(names, outlook.days, strict=True):
        rest = one.day is not None and not one.day.working
        line: Line = [("  " + fit(name, wide, right=True) + " ", "muted" if rest else "")]
        if one.due:
            line.append((_("到期 {n}", n=one.due) + "  ", "warning"))
        if one.meetings:
            first = one.meetings[0]
            more = f" +{len(one.meetings) - 1}" if len(one.meetings) > 1 else ""
            line.append((f"{first.start:%H:%M}{more} {first.title}", ""))
        elif not one.due:
            line.append((_("调休未载入") if one.day is None else _kind(one.day), "muted"))
        lines.append(line)
    return lines


# what a mark of the month says, where the mark is not the word itself
MARKS = {
    N_("班"): N_("调休上班"), N_("休"): N_("放假"), N_("漏"): N_("漏登"), N_("晚"): N_("晚登"), "?": N_("调休未载入"),
}  # fmt: skip


def month_lines(calendar: Calendar, today: date, days: Mapping[date, MonthDay]) -> list[Line]:
    """The month: 班 and 休, and each working day's logins in the colour of its number."""
    # a weekday stands over the two cells of its numbers
    head = "".join(fit(_(day), 2, right=True) + "   " for day in WEEK).rstrip()
    lines: list[Line] = [[(f"  {head}", "muted")]]
    marks: dict[str, None] = {}
    for week in month_grid.Calendar().monthdatescalendar(today.year, today.month):
        line: Line = [("  ", "")]
        for day in week:
            wide = 5 if day.weekday() < 6 else 4
            if day.month != today.month:
                line.append((" " * wide, ""))
                continue
            try:
                found = calendar.day(day)
                colour = "" if found.working else "muted"
                mark = {"make_up": "班", "holiday": "休"}.get(found.kind, "")
            except CalendarMissing:
                colour, mark = "muted", "?"
            if one := days.get(day):
                if one.missed:
                    colour, mark = ("error" if one.unexplained else "warning"), "漏"
                elif LoginState.LATE in one.states.values():
                    colour, mark = "warning", "晚"
            word = _(mark) if mark in MARKS and mark != "?" else mark
            if word and (word != mark or mark == "?"):
                marks[mark] = None
            line.append((fit(f"{day.day:>2}{word}", wide), "bold" if day == today else colour))
        lines.append(line)
    # a Chinese mark is its own word
    told = [f"{mark if mark == '?' else _(mark)} {_(MARKS[mark])}" for mark in marks]
    lines += [[("  " + "  ".join(told[at : at + 2]), "muted")] for at in range(0, len(told), 2)]
    return lines


def numbered_lines(agenda: Agenda, width: int) -> list[Line]:
    """The last numbers; where there is room (`width` cells) each with its title on a line of its own."""
    if not agenda.numbered:
        return [[("  " + _("还没有编号的公文"), "muted")]]
    lines: list[Line] = []
    for entry in agenda.numbered:
        void = _("（作废）") if entry.void else ""
        number, title = f"  {ours(entry.document.number or '')} ", void + entry.document.title
        if width and cell_len(number + title) > width:
            lines += [[(number, "bold")], [("    " + fit(title, width - 4), "")]]
        else:
            lines.append([(number, "bold"), (title, "")])
    return lines
