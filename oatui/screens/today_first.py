"""The blocks of today that stand in the first frame: the most pressing thing, the OA logins, the meetings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from oatui.desk import Agenda, MeetingToday, Today
from oatui.i18n import N_, _, sentence
from oatui.rules.routine import LoginState
from oatui.screens.board import Line, Opening
from oatui.store import routines
from oatui.store.database import Store
from oatui.widgets.cells import fit

if TYPE_CHECKING:
    from oatui.store.deadlines import Due

MEETINGS = 3  # with their figures; the others take a line each
SOON = 2 * 3600  # seconds: what ends within them is more pressing than what is late already

LOGIN_WORDS = {"arrival": N_("上班登录"), "leaving": N_("下班前登录")}
STATE_WORDS = {
    LoginState.UPCOMING: (N_("未到时间"), "muted"),
    LoginState.OPEN: (N_("待登录"), "warning"),
    LoginState.DONE: (N_("已登录"), "success"),
    LoginState.LATE: (N_("晚登"), "warning"),
    LoginState.MISSED: (N_("漏登"), "error"),
}


def label_width(labels: list[str], most: int = 15) -> int:
    """Cells of a column of labels, the gap after it included: in every language none is cut."""
    return min(max(map(cell_len, labels), default=0), most) + 1


def login_states(store: Store, today: Today, now: datetime) -> list[routines.LoginState]:
    """Today's two logins; a day whose calendar is missing is asked for like a working day."""
    return routines.states(store, now.date(), today.day.working if today.day else True)


def named(one: Due) -> str:
    """What is due, outside of a list that says its kind: reply and request are owed long before the event."""
    if one.source == "reply":
        return _("报回执：{title}", title=one.title)
    return _("请示：{title}", title=one.title) if one.kind == "request" else one.title


def closing(store: Store, now: datetime) -> datetime:
    """When the office closes today."""
    return datetime.combine(now.date(), routines.hours_on(store, now.date()).closes, now.tzinfo)


# ------------------------------------------------------------------ the most pressing thing


def pressing(
    today: Today,
    agenda: Agenda | None,
    states: list[routines.LoginState],
    now: datetime,
    closing: datetime,
    width: int,
) -> Line:
    """What ends within two hours, else what is late, else what ends today; then the rest as figures.

    Until midnight one may still log in before leaving, but the desk is left at `closing`.
    """
    ends: list[tuple[datetime, str, str]] = []  # when, what, and what a click does
    for login in states:
        if login.state is LoginState.OPEN and login.login is None:
            words = _("{login}：按 F5", login=_(LOGIN_WORDS[login.which]))
            ends.append((login.closes if login.which == "arrival" else closing, words, "log_in"))
    for place, held in enumerate(today.meetings, start=1):
        if now <= held.meeting.sign_in_deadline:
            words = _("签到截止：{title}", title=held.meeting.title)
            ends.append((held.meeting.sign_in_deadline, words, f"open({place})"))
    due = agenda.due if agenda else []
    places = {id(one): f"open({n})" for n, one in enumerate(due, start=len(today.meetings) + 1)}
    late = [one for one in due if one.late(now)]
    ends += [(one.due, named(one), places[id(one)]) for one in due if one.due and one.do_by and not one.late(now)
             and one.do_by.date() <= now.date()]  # fmt: skip
    ends.sort(key=lambda one: one[0])
    soon = bool(ends) and (ends[0][0] - now).total_seconds() <= SOON
    figures = [
        (_("超期 {n} 件", n=len(late)) if late else "", "error"),
        (_("今日还有 {n} 件", n=len(ends) - soon) if len(ends) > soon else "", ""),
    ]
    if soon:
        at, words, does = ends[0]
        left = int((at - now).total_seconds())
        when = sentence("{at:hm} 前，还有 {left:span}", at=at, left=left) if left > 0 else sentence("现在")
        head: Line = [(f" {when}  ", "warning"), (words, "bold")]
    elif late:
        does = places[id(late[0])]
        head = [(" " + _("超期"), "error"), (f"  {named(late[0])}", "bold")]
        figures[0] = (_("共 {n} 件", n=len(late)) if len(late) > 1 else "", "error")
    elif ends:
        at, words, does = ends[0]
        head, figures[1] = [(" " + _("今日 {at:hm}", at=at), "warning"), (f"  {words}", "bold")], ("", "")
        if len(ends) > 1:
            figures[1] = (_("今日还有 {n} 件", n=len(ends) - 1), "")
    elif agenda and agenda.incidents:
        open_one = agenda.incidents[0]
        head = [(" " + _("突发事件还没有办结"), "error"), (f"  {open_one.what}", "bold")]
        does = f"show('incident', {open_one.id})"
    else:
        head, does = [(" " + _("今天没有到时限的事"), "success")], "deadlines"
    after = [(f"  {words}", colour) for words, colour in figures if words]
    *before, (words, look) = head
    left = width - sum(cell_len(part) for part, _colour in (*before, *after))
    shown = fit(words, left).rstrip() if cell_len(words) > left > 0 else words
    return Opening([*before, (shown, look), *after], does)


# ------------------------------------------------------------------ OA


def oa_lines(
    today: Today, agenda: Agenda | None, states: list[routines.LoginState], width: int
) -> list[Line]:
    """The two logins; what stands in the system and who is in charge, once that was read."""
    labels = {which: _(words) for which, words in LOGIN_WORDS.items()}
    within, keeper = _("系统内文件"), _("负责人")
    wide = label_width([*labels.values(), within, keeper])
    lines: list[Line] = []
    for one in states:
        name = "  " + fit(labels[one.which], wide)
        if one.state is None:
            time = one.login.at[11:16] if one.login else ""
            lines.append([(name, ""), (_("休息日，不要求登录") + f" {time}", "muted")])
            continue
        word, colour = STATE_WORDS[one.state]
        # once it is done, its time is what matters; before that, its window
        when = (
            (f"{one.login.at[11:16]} ", "bold")
            if one.login
            else (f"{one.opens:%H:%M}-{one.closes:%H:%M} ", "muted")
        )
        lines.append(Opening([(name, ""), when, (_(word), colour)], "log_in"))
    if today.missing:
        lines.append([(f"  {today.missing}", "warning")])
    if agenda is not None:
        for label, stands in ((within, _within(agenda)), (keeper, _keeper(agenda, max(width - wide - 2, 6)))):
            lines.append(Opening([("  " + fit(label, wide), ""), stands], "show('oa')"))
    lines.append([])
    return lines


def _within(agenda: Agenda) -> tuple[str, str]:
    counted, items = agenda.counted, agenda.items
    if counted is None and not items:
        return _("未登记  按 F8 再按 1"), "muted"
    unread = sum(1 for one in items if one.state == "unread") + (counted.unread if counted else 0)
    undealt = sum(1 for one in items if one.state == "open") + (counted.undealt if counted else 0)
    colour = "warning" if unread + undealt else "success"
    return _("未读 {unread}  未办 {undealt}", unread=unread, undealt=undealt), colour


def _keeper(agenda: Agenda, room: int) -> tuple[str, str]:
    keeper, deputy = agenda.keepers.get("A"), agenda.keepers.get("B")
    words = keeper.person if keeper else _("未写明")
    if deputy:
        words += _("  B岗 {name}", name=deputy.person)
    colour = "" if keeper and keeper.on_staff else "warning" if keeper else "muted"
    words += "" if keeper is None or keeper.on_staff else _("（不在编）")
    return fit(words, room).rstrip(), colour


# ------------------------------------------------------------------ meetings


def meeting_lines(today: Today, now: datetime, shut: Collection[int] = (), width: int = 0) -> list[Line]:
    """Each with its digit and its sign-in deadline; the first ones with their figures.

    `shut` are the meetings whose sub-venues find no open line; in `width` cells a title gives way to its venues.
    """
    lines: list[Line] = []
    for place, one in enumerate(today.meetings, start=1):
        meeting = one.meeting
        key = f"{place} " if place < 10 else "  "
        venues = _("（{n} 个会场）", n=one.venues) if one.venues > 1 else ""
        when = f"{key}{meeting.start:%H:%M} "
        room = width - cell_len(when + venues)
        cut = venues and room > 0 and cell_len(meeting.title) > room
        title = fit(meeting.title, room).rstrip() if cut else meeting.title
        head = [(when, "bold"), (f"{title}{venues}", "")]
        lines.append(Opening(head, f"open({place})"))
        if place > MEETINGS or now > meeting.end and len(today.meetings) > 1:
            continue
        lines += [_stands(one, now), _figures(one)]
        if meeting.id in shut:
            lines.append([("  ", ""), (_("分会场的线路没有打开，按 {place} 去开", place=place), "warning")])
    if not today.meetings:
        lines.append([("  " + _("今天没有会议。按 F4 查看或新建"), "muted")])
        if following := today.next_meeting:
            day = following.start
            words = (
                _("下一次 {day:short} {day:hm}", day=day)
                if day.year == now.year
                else _("下一次 {day:day} {day:hm}", day=day)
            )
            lines += [[(f"  {words}", "bold")], [(f"  {following.title}", "")]]
    lines.append([])
    return lines


def _stands(one: MeetingToday, now: datetime) -> Line:
    meeting = one.meeting
    left = int((meeting.sign_in_deadline - now).total_seconds())
    until = sentence("签到截止 {at:hm}", at=meeting.sign_in_deadline)
    if meeting.closed_at:
        return [("  ", ""), (sentence("已闭会"), "muted")]
    if left >= 0:
        return [(f"  {until}  ", ""), (_("还有 {left:span}", left=left), "warning" if left < 900 else "")]
    if now <= meeting.start:
        return [(f"  {until}  ", ""), (_("已过 {left:span}", left=-left), "error")]
    if now <= meeting.end:
        return [("  ", ""), (sentence("会议进行中，{end:hm} 结束", end=meeting.end), "muted")]
    return [("  ", ""), (sentence("已结束"), "muted")]


def _figures(one: MeetingToday) -> Line:
    if not one.counts.expected:
        return [("  ", ""), (sentence("还没有人员名单"), "muted")]
    figures = one.counts.as_dict()
    if one.meeting.closed_at:
        return [("  " + sentence("应到 {expected}  已到 {present}  缺席 {absent}", **figures), "")]
    return [("  " + sentence("应到 {expected}  已到 {present}  未到 {absent}", **figures), "")]
