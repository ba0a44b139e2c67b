"""Somebody is on the roster by mistake: taken off alone, or with all that came in by the same import; and put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, refuse
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.fixed_list import fixed_at
from oatui.screens.page import Page
from oatui.store import meetings, off_roster, people
from oatui.widgets.form import Field

MOST = 9  # by digit
FIELD_OF = {
    "off_roster.reason": "reason",
    "off_roster.reason_back": "reason",
    "reply.late_needs_reason": "by",
}


def ask_off(page: Page, meeting: int, person: people.Attendee, then: Callable[[], None]) -> None:
    """Ask for whom and why; `then` shows the list anew."""
    if _closed(page, meeting):
        return
    if stays := off_roster.staying(page.store, person):
        page.say(stays)
        return
    due = fixed_at(page, meeting)
    came = next((one for one in off_roster.imports(page.store, meeting) if person.id in one.ids), None)
    fields = [Field("reason", N_("原因"), hint=N_("如：报错会议、导错文件"))]
    if came and len(came.ids) > 1:
        all_of_it = _("{at:short} {at:hm} 同来的 {n} 人", at=came.at, n=len(came.ids))
        fields.insert(0, Field("who", N_("去掉谁"), choices=(("one", _("只这一人")), ("all", all_of_it))))
    if due:
        fields.append(Field("by", N_("谁提出"), hint=N_("回执时限已过，名单已固定")))

    async def do(values: dict[str, Any]) -> Said:
        ids = came.ids if came and values.get("who") == "all" else (person.id,)
        made = await page.desk.record(
            off_roster.take_off, meeting, ids, values["reason"], deadline=due, by=values.get("by", "")
        )
        then()
        return made.verdict

    note = _("座位一并空出，签到码不能再用；去错了可以放回。原来的登记留在记录里")
    ask(
        page,
        _("从名册去掉 {name}", name=person.name),
        fields,
        do,
        FIELD_OF,
        note,
        back=_("去错了，按 Ins 放回"),
    )


def ask_back(page: Page, meeting: int, then: Callable[[], None], before: int = 0) -> None:
    """Ask who comes back where people were taken off more than once, then why; `then` shows the list anew.

    `before` is how many of the last were looked at already.
    """
    if _closed(page, meeting):
        return
    every = off_roster.taken_off(page.store, meeting)[before:]
    found = every[:MOST]
    if len(found) > 1 or before:
        lines = [
            Line(str(place), str(place), _who(one), _("{at:hm} 去掉：{reason}", at=one.at, reason=one.reason))
            for place, one in enumerate(found, start=1)
        ]
        if left := len(every) - len(found):
            earlier = _("更早去掉的"), _("还有 {n} 次", n=left)
            lines.append(Line("0", "0", *earlier))

        def chosen(key: str | None) -> None:
            if key == "0":
                ask_back(page, meeting, then, before + MOST)
            elif key:
                _ask_why(page, meeting, found[int(key) - 1], then)

        page.desk.push_screen(DigitChoice(_("放回名册"), lines), chosen)
    elif found:
        _ask_why(page, meeting, found[0], then)
    else:
        page.say(refuse("off_roster.not_off").verdict)


def _closed(page: Page, meeting: int) -> bool:
    """Of a closed meeting nobody fills in a form in vain."""
    try:
        meetings.get_open(page.store, meeting)
    except Refused as no:
        page.say(no.verdict)
        return True
    return False


def _who(one: off_roster.Off) -> str:
    if len(one.names) > off_roster.SHOWN:
        return _("放回 {n} 人", n=len(one.names))
    if len(one.names) == 1 and one.units[0]:  # of one name there may be two
        return _("放回 {names:list}", names=[_("{name}（{where:list}）", name=one.names[0], where=one.units)])
    return _("放回 {names:list}", names=list(one.names))


def _ask_why(page: Page, meeting: int, one: off_roster.Off, then: Callable[[], None]) -> None:
    due = fixed_at(page, meeting)
    fields = [Field("reason", N_("原因"), value=_("去错了"))]
    if due:
        fields.append(Field("by", N_("谁提出"), hint=N_("回执时限已过，名单已固定")))

    async def do(values: dict[str, Any]) -> Said:
        made = await page.desk.record(
            off_roster.put_back, meeting, one.ids, values["reason"], deadline=due, by=values.get("by", "")
        )
        then()
        return made.verdict

    note = _("座位要重新排；签到码还是原来那张")
    ask(page, _who(one), fields, do, FIELD_OF, note)
