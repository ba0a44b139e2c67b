"""F9: the time it happened, the time it was heard of, one line of what and where; and each later act's form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oatui.i18n import N_, _, kind_word, sentence
from oatui.rules import incident as law
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.document_form import remark, when_words
from oatui.store import incidents
from oatui.store.database import StoreTrouble
from oatui.store.incidents import Incident, Made
from oatui.widgets.countdown import Reading
from oatui.widgets.form import Field

if TYPE_CHECKING:
    from oatui.app import DeskApp

HAPPENED_HINT = N_("回车是现在；也可填 0942、094215、昨天 2350")
FIELD_OF = {
    "incident.no_words": "what", "incident.heard_before": "occurred", "incident.future": "occurred",
    "incident.before": "at", "incident.before_back": "at", "incident.called_before": "reason",
    "incident.no_signer": "signer", "incident.no_part_words": "words", "incident.no_closer": "by",
    "incident.no_result": "words", "incident.owed": "because", "incident.no_reason": "reason",
}  # fmt: skip
NEW = "new"
MOST_CHOICES = 8


class StartForm(Ask):
    """The form of F9; only one at a time."""


def begin(desk: DeskApp) -> None:
    """A new incident; where some are open, a digit says which of them, or 0 a new one."""
    if any(isinstance(screen, (StartForm, ChoiceOfIncident)) for screen in desk.screen_stack):
        return
    open_now = incidents.open_incidents(desk.reader, MOST_CHOICES)
    if not open_now:
        ask_start(desk)
        return
    now = desk.clock.now()
    lines = [
        Line(str(number), str(one.id), one.what, stands(one, now))
        for number, one in enumerate(open_now, 1)
    ]  # fmt: skip
    lines.append(Line("0", NEW, _("新的突发事件"), _("从事发起计时")))

    def chosen(key: str | None) -> None:
        if key == NEW:
            ask_start(desk)
        elif key:
            show(desk, int(key))

    desk.push_screen(ChoiceOfIncident(_("突发事件"), lines), chosen)


class ChoiceOfIncident(DigitChoice):
    """Which of the open ones, or a new one."""

    CSS_PATH = "digit_choice.tcss"


def ask_start(desk: DeskApp, then: Callable[[], None] | None = None) -> None:
    """Three lines, an Enter each; then its own page."""
    pressed = desk.clock.now()  # the key is the moment, not the end of the typing
    fields = [
        Field("occurred", N_("事发时间"), hint=HAPPENED_HINT, read=reader(desk), echo=when_words),
        Field("heard", N_("接报时间"), hint=N_("回车是现在"), read=reader(desk), echo=when_words),
        Field("what", N_("何地何事"), hint=N_("一句话：什么地方发生了什么，如 示例一镇某厂房起火")),
    ]  # fmt: skip
    made: list[Made] = []

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        heard = values["heard"] or pressed
        try:
            made.append(
                await desk.record(
                    incidents.start, values["what"], occurred=values["occurred"] or heard, heard=heard
                )
            )
        except (Refused, StoreTrouble) as no:
            return FIELD_OF.get(no.verdict.key, "occurred"), remark(no.verdict)
        return None

    def done(_values: dict[str, Any] | None) -> None:
        if made:
            show(desk, made[0].incident.id, made[0].verdict)

    note = _("计时从事发起：10 分钟内电话报三家，40 分钟内书面报告，90 分钟内书面详细报告（第25条）")
    desk.push_screen(StartForm(kind_word(N_("突发事件")), fields, note, act), done)


def show(desk: DeskApp, one: int, words: Verdict | None = None) -> None:
    """Its page; where that is in front already, F9 opens no second one over it."""
    from oatui.screens.incident import IncidentPage

    front = desk.page
    if isinstance(front, IncidentPage) and front.incident_id == one:
        front.refresh_page()
    else:
        desk.push_screen(IncidentPage(one, words))


def reader(desk: DeskApp) -> Callable[[str], datetime | None]:
    """Reads a moment that has passed; nothing typed is None, now."""
    return lambda text: past_moment(text, desk.clock.now(), desk.calendar)


def stands(one: Incident, now: datetime) -> str:
    """How it stands, in a few words."""
    owed = law.next_owed(one.facts, now)
    if owed is None:
        return _("续报未了") if one.open else _(law.STATES[one.state])
    words = _(owed.limit.words)
    if owed.left >= 0:
        return _("{what} 剩 {left:clock}", what=words, left=owed.left)
    if owed.limit is law.DETAILED:
        return _("迟报，已过 {left:clock}", left=-owed.left)
    return _("{what} 已过 {left:clock}", what=words, left=-owed.left)


def reading(one: Incident, now: datetime, others: int = 0) -> Reading | None:
    """What the line over other pages says of the most pressing incident."""
    owed = law.next_owed(one.facts, now)
    if owed is None:
        return None
    words = sentence(owed.limit.words)
    if owed.limit is law.CALLS:
        words += f" {len(law.OFFICES) - len(owed.missing)}/{len(law.OFFICES)}"
    elif owed.limit is law.DETAILED:
        words += f" {len(law.PARTS) - len(owed.missing)}/{len(law.PARTS)}"
        if owed.late:
            words = _("迟报")
    more = "  " + _("另有 {n} 件", n=others) if others else ""
    if law.clock_back(one.facts, now):
        more += "  " + _("电脑时钟被调慢")
    return Reading(owed.left, f"{words}  {one.what}{more}", _("F9 打开"))
