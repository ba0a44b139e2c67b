"""What stands on the arrival desk: the last person, the last five facts, the counts, and who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _, format_clock, format_list, ours, sentence
from oatui.rules.seating import read_label
from oatui.rules.verdict import Refused
from oatui.screens.by_hand import spaced
from oatui.screens.door_figures import Figures
from oatui.screens.last_five import LastFive
from oatui.store import arrivals, people, substitute_back, walk_ins
from oatui.store.meetings import Meeting
from oatui.store.queue_cut import Cut
from oatui.widgets import bars, countdown
from oatui.widgets.cells import fit

STATUS_WORDS = {
    "on_time": (N_("按时"), "ok"),
    "after_deadline": (N_("晚签到"), "warn"),
    "late": (N_("迟到"), "bad"),
}
OUTCOME_WORDS = {
    "already": (N_("已签"), "warn"),
    "refused": (N_("不可"), "bad"),
    "annulled": (N_("已撤销"), "warn"),
    "waiting": (N_("待核对"), "warn"),
    "turned_away": (N_("不是本人"), "bad"),
    "out": (N_("离场"), "warn"),
    "back": (N_("返回"), "ok"),
}
NOT_THIS_PERSON = N_("不是本人")
OUR_REASONS = {NOT_THIS_PERSON, substitute_back.REASON}  # that no clerk typed
A_DAY = 24 * 3600  # seconds
WALKED_IN = {"link.walked_in", "link.came_after_all"}
BOLD, DIM, PLAIN = Style(bold=True), Style(dim=True), Style()
Lines = list[tuple[str, Style | str]]


TALL = 32  # rows: room for digits that are read from two metres
INK = Style.parse("on #ffffff")  # on the verdict's colour, in either theme


def idle(meeting: Meeting | None, now: datetime, width: int, colours: Mapping[str, str]) -> Content:
    """Nobody has come yet: what to do, and within the last hours the time left, large."""
    said = _("等候扫码\n\n扫码即签，不是本人按 F4；没有带码的，输入姓名或首字母")
    if meeting and meeting.confirm:
        said = _("等候扫码\n\n扫码后看本人：是本人按 F8，不是按 F4；没有带码的，输入姓名或首字母")
    title, words = said.split("\n\n")
    left = int((meeting.sign_in_deadline - now).total_seconds()) if meeting else A_DAY
    figures: list[tuple[str, Style]] = []
    if meeting and abs(left) < A_DAY:
        colour = colours[f"text-{countdown.look(left)}"]
        figures = countdown.large(format_clock(left), width, Style.parse(f"on {colour}"))
    if meeting and figures:
        title += "  " + _("签到截止 {at:hm}", at=meeting.sign_in_deadline)
    return Content.assemble((f"{title}\n\n", BOLD), *figures, ("\n" if figures else "", PLAIN), words)


def _place(seat: str) -> str:
    """3-12 of a seat on the floor, for large digits; empty at the head table."""
    try:
        found = read_label(seat)
    except Refused:
        return ""
    return "" if found.head else f"{found.row}-{found.place}"


def person(last: arrivals.Arrival, width: int, tall: bool = False) -> tuple[str, Content]:
    """The last person large, with the verdict's look: ok, warn or bad; where there is room with the seat in large digits."""
    word, look = OUTCOME_WORDS.get(last.outcome) or STATUS_WORDS[last.status or "on_time"]
    if last.verdict.key in WALKED_IN:
        # it is no face that waits for a look: no key here lets them in
        word = N_("等主会场")
    lines = _head(last, sentence(word), width)
    if tall and last.name and (figures := countdown.large(_place(last.seat or ""), width, INK)):
        lines += [("\n", PLAIN), *figures]
    lines += [(f"{note.message}\n", BOLD) for note in last.notes]
    if last.name and not last.notes:
        lines.append(("\n", PLAIN))
    lines.append((last.verdict.message, PLAIN))
    if last.rule:
        lines.append((f"  {last.rule}", PLAIN))
    if last.verdict.key == "signin.replaced":
        lines.append(("\n" + _("本人来了：输入姓名，按 1"), BOLD))
    return look, Content.assemble(*lines)


def _head(last: arrivals.Arrival, word: str, width: int) -> Lines:
    lines: Lines = [(f"{word}  {last.at[11:19]}\n\n", BOLD)]
    if last.name:
        where = "  ".join(ours(part) for part in (last.venue, last.seat or "") if part)
        lines += [
            (fit(spaced(last.name), width).rstrip() + "\n", BOLD),
            (fit(f"{last.unit}  {last.post}", width).rstrip() + "\n", PLAIN),
            (fit(where, width).rstrip() + "\n", PLAIN),
        ]
    return lines


def waiting(queue: Sequence[arrivals.Arrival], width: int) -> tuple[str, Content]:
    """逐人核对: the first who waits for a look, what to press, and how many stand behind."""
    first = queue[0]
    words = _("看过本人按 F8，不是本人按 F4")
    behind = _("后面还有 {n} 人待核对", n=len(queue) - 1) if len(queue) > 1 else ""
    lines = _head(first, sentence(OUTCOME_WORDS["waiting"][0]), width)
    return "warn", Content.assemble(*lines, (f"\n{words}\n", BOLD), (behind, PLAIN))


def hits(found: Sequence[people.Attendee], width: int, nobody: str) -> Content:
    """People to choose from by digit, or the name that is on no line of the roster."""
    if nobody:
        return Content.assemble(
            (_("名册里没有找到“{wanted}”", wanted=nobody) + "\n\n", BOLD),
            _("按回车：现场替会，或登记不在名册"),
        )
    lines: Lines = [(_("按数字和回车选人") + "\n", DIM)]
    for place, one in enumerate(found, start=1):
        state = _(STATUS_WORDS[one.status][0]) if one.status in STATUS_WORDS else ""
        lines.append((fit(f"{place} {one.name}  {one.unit}  {one.post}  {state}", width) + "\n", PLAIN))
    return Content.assemble(*lines)


def _caption(words: str, width: int) -> tuple[str, str]:
    """The band over a part of the door, as over the blocks of today."""
    return fit(f" {words}", width) + "\n", "bold on $band"


def recent(last: LastFive, width: int) -> Content:
    """The last facts, the marked one with a pointer."""
    marked = last.row
    lines: Lines = [_caption(_("最近五条"), width)]
    for row, fact in enumerate(last.facts):
        if fact.kind == "signed_in":
            state = _("已撤销") if fact.annulled else _(STATUS_WORDS[fact.status or "on_time"][0])
            words = _with_state(fact, state, width)
        elif fact.verdict.key == "presence.taken_back":
            words = (
                f"{fact.name}  {_('已撤回：{what:words}', what=fact.verdict.values['what'])}  {fact.reason}"
            )
        elif fact.kind == "annulled":
            why = _(fact.reason) if fact.reason in OUR_REASONS else fact.reason
            words = f"{fact.name}  {_('已撤销')}  {why}"
        elif fact.kind == "refused":
            # most sentences name the person themselves
            name = "" if "name" in fact.verdict.values else fact.name or "?"
            words = f"{name}  {fact.verdict.message}".strip()
        elif fact.kind == "walked_in":
            state = _("没有认：{why}", why=fact.reason) if fact.annulled else _("等主会场")
            words = f"{fact.name}  {state}"
        elif fact.kind in OUTCOME_WORDS:
            words = _with_state(fact, _(OUTCOME_WORDS[fact.kind][0]), width)
        else:
            words = fact.verdict.message + ("  " + _("已撤回") if fact.annulled else "")
        text = fit(f"{'>' if row == marked else ' '} {fact.at[11:19]} {words}", width).rstrip()
        look = Style(bold=row == marked, dim=fact.annulled)
        lines.append((text + "\n", look + Style.from_meta({"@click": f"screen.mark_row({row})"})))
    return Content.assemble(*lines)


def _with_state(fact: arrivals.Fact, state: str, width: int) -> str:
    """Who it was and how that ended; where the line is short the unit gives way."""
    room = width - cell_len(f"> 00:00:00 {fact.name}    {state}")
    unit = fit(fact.unit, room).rstrip() if cell_len(fact.unit) > room else fact.unit
    return "  ".join((fact.name, *([unit] if room > 3 else []), state))


def clock(meeting: Meeting, now: datetime, line: Cut | None = None, could_cut: bool = False) -> Content:
    """The one line that changes every second; a second one while people stand in line at the deadline."""
    left = int((meeting.sign_in_deadline - now).total_seconds())
    if abs(left) >= A_DAY:
        days = abs(left) // A_DAY * A_DAY  # the hours of another day do not fit, and nobody asks for them
        key = _("还有 {left:span}", left=days) if left >= 0 else _("已过 {left:span}", left=days)
    else:
        key = _("还有 {left:clock}", left=left) if left >= 0 else _("已过 {left:clock}", left=-left)
    words = _("{start:hm} 开会，截止 {deadline:hm}", start=meeting.start, deadline=meeting.sign_in_deadline)
    queue = ""
    if could_cut:
        queue = "\n" + _("门口还有人排队，按 Del 标记")
    elif line and now <= line.line.closes:
        queue = "\n" + _("排队截止 {at:hms}，到 {until:hms}", at=line.at, until=line.line.closes)
    return Content.assemble(f"{words}  ", (key, BOLD), (queue, BOLD))


def counts(found: Figures, width: int, colours: Mapping[str, str]) -> Content:
    """The counts of this venue, and of all where there are several; the bar's share is what has come."""
    here, whole, away = found.here, found.whole, found.away
    figures = here.as_dict()
    shares = [
        (here.on_time, colours["door-ok"]),
        (here.after_deadline, colours["door-warn"]),
        (here.late, colours["door-bad"]),
    ]
    lines: list[Content | tuple[str, Style]] = [
        (sentence("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **figures), BOLD),
        ("\n", PLAIN),
        bars.progress(width, shares, here.expected, colours["primary-muted"]),
        ("\n" + sentence("按时 {on_time}  晚签到 {after_deadline}  迟到 {late}", **figures), PLAIN),
    ]
    if here.substitute:
        lines.append(("  " + _("替会 {n}", n=here.substitute), PLAIN))
    if away:
        lines.append(("\n" + _("会中离开未返回 {n} 人", n=away), BOLD))
    for said in walk_ins.said(found.walked_in):
        lines.append(("\n" + fit(said.message, width).rstrip(), BOLD))
    if whole is not None:
        words = sentence("全部：应到 {expected} 实到 {present} 请假 {leave} 未到 {absent}", **whole.as_dict())
        lines.append(("\n" + words, DIM))
    return Content.assemble(*lines)


def minutes(found: list[tuple[str, int]], width: int, colour: str) -> Content:
    """Arrivals of each of the last minutes (60 at most) up to the last one that had any."""
    at = {datetime.fromisoformat(minute): n for minute, n in found}
    last = max(at)
    values = [at.get(last - timedelta(minutes=back), 0) for back in range(min(width, 60) - 1, -1, -1)]
    return Content.assemble(_caption(_("每分钟到会"), width), bars.columns(values, 3, colour))


def absent(units: list[tuple[str, list[str]]], room: int, width: int, roster: int) -> Content:
    """Who is not here yet, a line a unit; what does not fit is said."""
    lines: Lines = [_caption(sentence(N_("未到")), width)]
    for unit, names in units[:room]:
        words = f"{unit or _('（无单位）')} {len(names)}  {format_list(names)}"
        lines.append((fit(words, width).rstrip() + "\n", PLAIN))
    if len(units) > room:
        lines.append((_("还有 {n} 个单位，按 F7 查看", n=len(units) - room), DIM))
    if not units:
        lines.append((_("都到了") if roster else _("名册还是空的。按 F5 再按 1，到名册里导入"), PLAIN))
    return Content.assemble(*lines)
