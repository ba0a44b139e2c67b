"""The small forms about one shift of the roster: who is on it, a test call, handing over, a swap, taking it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from oatui.files.new_file import unused
from oatui.i18n import N_, _, format_day, format_list, kind_word, ours
from oatui.papers import duty_papers
from oatui.rules import duty as law
from oatui.rules import entry as typed
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import Said, ask
from oatui.screens.document_form import WHEN_HINT, date_words, when_words
from oatui.screens.page import Page
from oatui.store import duty, duty_changes, duty_watch, open_items, settings
from oatui.store.duty import Line
from oatui.widgets.form import Field

AHEAD = 60  # days in which somebody's next shift is looked for
FIELD_OF = {
    "duty.no_phone": "persons", "duty.nobody": "persons", "duty.many": "persons", "duty.over": "reason",
    "duty.changed": "reason", "duty.who": "taker", "duty.who_same": "taker", "duty.ahead": "at", "duty.not_begun": "at",
    "duty.call_ahead": "at", "duty.call_early": "at", "duty.call_late": "at", "duty.swap_nobody": "other",
    "duty.swap_same": "other", "duty.swap_there": "other", "duty.swap_why": "reason", "duty.swap_agreed": "agreed",
    "duty.swap_none": "other",
}  # fmt: skip


def _title(line: Line) -> str:
    return f"{format_day(line.entry.day)}  {ours(line.entry.shift)} {law.hours_of(line.entry)}"


def _moment(page: Page) -> Callable[[str], datetime | None]:
    return lambda text: past_moment(text, page.desk.clock.now(), page.calendar)


def _day_of(page: Page) -> Callable[[str], date | None]:
    today = page.desk.clock.now().date()
    return lambda text: typed.parse_date(text, today, page.calendar) if text.strip() else None


def ask_people(page: Page, day: date, shift: str, line: Line | None) -> None:
    """Who is on a shift; a phone that is left out is the last one of that name."""
    store, entry = page.store, line.entry if line else None
    fields = [
        Field("leader", N_("带班领导"), value=str(entry.leader) if entry else "", hint=N_("姓名 电话")),
        Field("persons", N_("值班人员"), value=format_list(entry.persons) if entry else "",
              hint=N_("姓名 电话、姓名 电话；电话不填就用上次的")),
    ]  # fmt: skip
    if entry:
        fields.append(Field("reason", N_("原因"), hint=N_("换成别人才要填")))
    hours = (
        (entry.starts.timetz().replace(tzinfo=None), entry.ends.timetz().replace(tzinfo=None))
        if entry
        else None
    )

    async def do(values: dict[str, Any]) -> Said:
        made = duty.entry(store, day, shift, *law.read_people(values["leader"], values["persons"]), hours)
        remarks = await page.desk.record(duty_changes.put, [made], reason=values.get("reason", ""))
        remarks += law.of_years([day], page.calendar)
        worst = [one for one in remarks if one.level is Level.WARNING] or remarks
        return worst[0] if worst else Verdict(None, Level.OK, "duty.set", {"n": 1})

    title = _title(line) if line else f"{format_day(day)}  {ours(shift)}"
    ask(page, title, fields, do, FIELD_OF)


def ask_call(page: Page, line: Line) -> None:
    """试呼: answered or not, and when."""
    fields = [
        Field("reached", N_("打通了吗"), choices=(("yes", N_("已通")), ("no", N_("不通")))),
        Field("at", N_("时间"), hint=WHEN_HINT, read=_moment(page), echo=when_words),
    ]

    async def do(values: dict[str, Any]) -> Said:
        day, shift = line.entry.key
        await page.desk.record(duty_watch.test_call, day, shift, values["reached"] == "yes", at=values["at"])
        return Verdict("23-2", Level.OK, "duty.called", {"day": day.isoformat(), "shift": shift})

    ask(page, _("试呼  {people}", people=format_list(line.entry.people)), fields, do, FIELD_OF, _title(line))


def ask_hand_over(page: Page, line: Line) -> None:
    """交接班: who to whom and when; what is open is named and handed over with it."""
    entry, now = line.entry, page.desk.clock.now()
    after = duty_watch.next_of(page.store, line)
    items = duty_watch.still_open(page.store, page.calendar)
    ended = "" if entry.ends + timedelta(hours=2) > now else f"{entry.ends:%m%d %H%M}"
    offers = [one.name for one in after.entry.people] if after else []
    fields = [
        Field("giver", N_("交班人"), value=_first(line), offers=[one.name for one in entry.people]),
        Field("taker", N_("接班人"), value=_first(after) if after else "", offers=offers),
        Field("at", N_("交接时间"), value=ended, hint=WHEN_HINT, read=_moment(page), echo=when_words),
        Field("matters", N_("还要交代的"), hint=N_("没有就空着")),
    ]

    async def do(values: dict[str, Any]) -> Said:
        _made, said = await page.desk.record(
            duty_watch.hand_over, *entry.key, values["giver"], values["taker"], page.calendar, values["matters"],
            at=values["at"],
        )  # fmt: skip
        return said

    titles = [f"{kind_word(open_items.KINDS[kind])} {title}" for kind, title in items]
    left = (
        _("一并交出没办完的 {n} 件：{items:list}", n=len(items), items=titles[:5])
        if items
        else _("没有没办完的事件、明电和一天内到期的时限")
    )
    ask(
        page,
        _("交接班  {shift}", shift=_title(line)),
        fields,
        do,
        FIELD_OF,
        left + (" .." if len(titles) > 5 else ""),
    )


def _first(line: Line) -> str:
    people = line.entry.persons or line.entry.people
    return people[0].name if people else ""


def ask_withdraw(page: Page, line: Line) -> None:
    """Take a shift off the roster; the gap that it leaves is said at once."""

    async def do(values: dict[str, Any]) -> Said:
        day, shift = line.entry.key
        left = await page.desk.record(duty_changes.withdraw, day, shift, values["reason"])
        return (
            law.told(left)
            if left
            else Verdict(None, Level.OK, "duty.withdrawn", {"day": day.isoformat(), "shift": shift})
        )

    ask(
        page,
        _("撤下  {shift}", shift=_title(line)),
        [Field("reason", N_("原因"))],
        do,
        FIELD_OF,
        format_list(line.entry.people),
    )


def ask_swap(page: Page, line: Line) -> None:
    """换班: with whom; their next shift is found, or the one of the day that is typed."""
    store, entry = page.store, line.entry
    ahead = [
        one for one in duty.listed(store, page.desk.clock.now().date(), AHEAD) if one.entry.key != entry.key
    ]
    others = list(dict.fromkeys(who.name for one in ahead for who in one.entry.persons))

    def their(name: str, when: date | None) -> Line | None:
        mine = [one for one in ahead if name in [who.name for who in one.entry.people]]
        return next((one for one in mine if when is None or one.entry.day == when), None)

    def shown(name: str) -> str:
        found = their(name, None)
        return _title(found) if found else ""

    fields = [
        Field("name", N_("这一班的"), value=_first(line), offers=[one.name for one in entry.people]),
        Field("other", N_("和谁换"), hint=N_("姓名；换他最近的一班"), offers=others, echo=shown),
        Field("when", N_("他的哪一天"), hint=N_("不填就是上面写的那一班；可填 1205"), read=_day_of(page), echo=date_words),
        Field("reason", N_("原因")),
        Field("agreed", N_("谁同意的"), offers=[str(settings.get(store, "role.office_check")), entry.leader.name]),
    ]  # fmt: skip

    async def do(values: dict[str, Any]) -> Said:
        other = their(values["other"], values["when"])
        if other is None:
            raise refuse("duty.swap_none", name=values["other"][:20])
        remarks = await page.desk.record(
            duty_changes.swap,
            entry.key,
            values["name"],
            other.entry.key,
            values["other"],
            values["reason"],
            values["agreed"],
        )
        worst = [one for one in remarks if one.level is Level.WARNING]
        said = Verdict(None, Level.OK, "duty.swapped", {"name": values["name"], "other": values["other"]})
        return worst[0] if worst else said

    ask(page, _("换班  {shift}", shift=_title(line)), fields, do, FIELD_OF)


MOST_DAYS = 366


def _days(text: str) -> int:
    days = typed.read_whole(text)
    if not days or days > MOST_DAYS:
        raise refuse("duty.days", written=text.strip()[:20])
    return days


def ask_file(page: Page, days: int, *, blank: bool = False) -> None:
    """Where the roster, or a blank one, is saved, from which day and for how many."""
    today = page.desk.clock.now().date()
    name = _("值班表（空白）.xlsx") if blank else _("值班表.xlsx")
    fields = [
        Field("path", N_("存到"), value=str(unused(Path.home() / name)), hint=N_("文件名以 .docx 结尾就存成 Word")),
        Field("first", N_("从哪天起"), value=today.isoformat(), read=_day_of(page), echo=date_words),
        Field("days", N_("几天"), value=str(31 if blank else days), read=_days),
    ]  # fmt: skip

    async def do(values: dict[str, Any]) -> Said:
        path = Path(values["path"]).expanduser()
        made, _rows = await page.desk.record(
            duty_papers.write, path, values["first"] or today, values["days"], blank=blank
        )
        return _("已存：{path}", path=str(made))

    ask(page, _("存空白值班表") if blank else _("存值班表"), fields, do, {})
