"""A deadline in three keys: its kind by digit, what it is about, its date; what was counted stands under the date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from oatui.i18n import N_, _, format_day
from oatui.rules import deadlines as law
from oatui.rules import entry
from oatui.rules import incoming as papers
from oatui.rules.deadlines import Counted, Own
from oatui.rules.moment import past_day, past_moment
from oatui.rules.verdict import Level, refuse
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.document_form import WHEN_HINT, when_words
from oatui.screens.page import Page
from oatui.store import deadlines
from oatui.store.deadline_limit import asked_of, closing_times, count_asked
from oatui.store.deadlines import Deadline, Made
from oatui.store.incoming_limit import Stated
from oatui.widgets.form import Field

CHANNELS = {"": N_("不登记"), **papers.CHANNELS}
FIELD_OF = {
    "deadline.no_title": "title", "incoming.classified_mark": "title", "deadline.no_base": "base",
    "deadline.base_future": "base", "deadline.event_before": "base", "deadline.no_date": "own",
    "deadline.stated_before": "stated", "incoming.future": "heard", "workdays.out_of_range": "base",
}  # fmt: skip
SHOWN_DAYS = 12  # in a line under a field
AFTER_HINT = N_("回车是今天；也可填 1120、昨天")
BEFORE_HINT = N_("如 1212、12月12日")
OWN_HINT = N_("如 1201、1201 1700、+10（天）、+5g（工作日）")


def choose_kind(page: Page, then: Callable[[Made], None]) -> None:
    """Ask for the kind by its digit, then for the rest."""
    lines = [
        Line(digit, kind, _(law.KINDS[kind].words), f"{law.KINDS[kind].rule:6}{_(law.KINDS[kind].counts)}")
        for digit, kind in law.DIGITS.items()
    ]

    def chosen(kind: str | None) -> None:
        if kind:
            fill_in(page, kind, then)

    page.desk.push_screen(DigitChoice(_("新时限：哪一种"), lines), chosen)


def fill_in(page: Page, kind: str, then: Callable[[Made], None], old: Deadline | None = None) -> None:
    """The form of a kind, empty or with what was entered before."""
    reading = _Reading(page, kind)
    base, own, stated = asked_of(old.kind, old.asked) if old else (None, None, None)
    one = law.KINDS[kind]
    fields = [Field("title", N_("什么事"), value=old.title if old else "")]
    if kind == "own":
        fields.append(
            Field(
                "own", one.base, value=_own_text(own), hint=OWN_HINT, read=reading.own, echo=reading.own_words
            )
        )
    else:
        hint = AFTER_HINT if one.way == "after" else BEFORE_HINT
        typed = base.isoformat() if base else ""
        fields.append(
            Field("base", one.base, value=typed, hint=hint, read=reading.base, echo=reading.base_words)
        )
    if kind == "supervision":
        typed = _own_text(Own(*stated)) if stated else ""
        hint = N_("文件没有明确的不填")
        fields.append(
            Field(
                "stated",
                N_("明确的时限"),
                value=typed,
                hint=hint,
                read=reading.stated,
                echo=reading.stated_words,
            )
        )
        if old is None:
            fields.append(Field("channel", N_("怎么来的"), choices=tuple(CHANNELS.items())))
    if kind == "information":
        hint = N_("不填就照原来的") if old else WHEN_HINT
        fields.append(Field("heard", N_("接到通知"), hint=hint, read=reading.moment, echo=when_words))
    if old is None:
        offers = deadlines.owners(page.store)
        fields.append(Field("owner", N_("谁承办"), value=page.desk.operator, offers=offers))
    fields.append(Field("note", N_("备注"), value=old.note if old else "", hint=N_("可以不填")))

    async def do(values: dict[str, Any]) -> Said:
        given = {key: values[key] for key in ("base", "own", "stated", "heard", "note") if key in values}
        if old:
            if own and given["own"] == reading.own(_own_text(own)):
                given["own"] = own  # left as it was: not counted again from today
            made = await page.desk.record(
                deadlines.correct, old.id, page.calendar, title=values["title"], **given
            )
        else:
            made = await page.desk.record(
                deadlines.add, kind, values["title"], page.calendar, owner=values["owner"],
                channel=values.get("channel", ""), **given,
            )  # fmt: skip
        then(made)
        return said_of(made)

    question = _("更正：{title}", title=old.title) if old else _("新时限：{kind}", kind=_(one.words))
    # a saved day may lie too far off for the field that it was typed into: the page says it
    ask(page, question, fields, do, {**FIELD_OF, "workdays.out_of_range": fields[1].key})


def said_of(made: Made) -> Said:
    """What a rule remarks weighs more than that it is recorded."""
    grave = [one for one in made.notes if one.level in {Level.WARNING, Level.REFUSED}]
    return (grave or [*made.notes, made.verdict])[0]


class _Reading:
    """What is typed into the form of a kind, and what is counted from it."""

    def __init__(self, page: Page, kind: str) -> None:
        self.page = page
        self.kind = kind

    @property
    def today(self) -> date:
        return self.page.desk.clock.now().date()

    def base(self, text: str) -> date:
        if law.KINDS[self.kind].way == "after":
            return past_day(text, self.today, self.page.calendar) if text.strip() else self.today
        if not text.strip():
            raise refuse("deadline.no_base", what=[law.KINDS[self.kind].base])
        return entry.parse_date(text, self.today, self.page.calendar, past_days=0)

    def own(self, text: str) -> Own:
        return law.read_own(text, self.today, self.page.calendar)

    def stated(self, text: str) -> Stated | None:
        return papers.stated(text, self.today, self.page.calendar)

    def moment(self, text: str) -> datetime | None:
        return past_moment(text, self.page.desk.clock.now(), self.page.calendar)

    def base_words(self, base: date) -> str:
        if self.kind == "information":
            return format_day(base)
        return counted_words(
            count_asked(self.page.store, self.kind, {"base": base.isoformat()}, self.page.calendar)
        )

    def own_words(self, own: Own) -> str:
        return counted_words(law.count_own(own, self.page.calendar, closing_times(self.page.store)))

    def stated_words(self, stated: Stated | None) -> str:
        if stated is None:
            return ""
        return counted_words(law.stated(*stated, closing_times(self.page.store)))


def counted_words(counted: Counted) -> str:
    """The sentence, and the days that counted with those that did not, where they are few."""
    lines = [counted.words.message]
    if counted.counted and len(counted.counted) + len(counted.rest) <= SHOWN_DAYS:
        lines.append(_("计入 {days:list}", days=[short_day(line) for line in counted.counted]))
        if counted.rest:
            lines.append(_("不计 {days:list}", days=[short_day(line) for line in counted.rest]))
    return "\n".join(lines)


def short_day(line: tuple[str, str, str]) -> str:
    """11/28, a make-up day with its word."""
    made_up = _("（班）") if line[1] == "make_up" else ""
    return f"{int(line[0][5:7])}/{int(line[0][8:10])}{made_up}"


def _own_text(own: Own | None) -> str:
    """A limit as it can be typed again; counted working days begin anew from today."""
    if own is None:
        return ""
    if own.working:
        return f"+{own.working}g"
    return f"{own.day.isoformat()} {own.hour:%H:%M}" if own.hour else own.day.isoformat()


def due_words(due: Stated | None) -> str:
    """A new limit that was understood."""
    if due is None:
        return ""
    return _("{day:day} {hour} 止", day=due[0], hour=f"{due[1]:%H:%M}" if due[1] else _("下班"))


def length_words(seconds: int) -> str:
    """Whole days, else hours, else minutes: what fits into a column."""
    for size, word in ((86400, _("{n} 天")), (3600, _("{n} 小时")), (60, _("{n} 分"))):
        if seconds >= size:
            return word.format(n=seconds // size)
    return _("{n} 分").format(n=1)
