"""Somebody is on the roster by mistake: taken off alone, or with all that came in by the same import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oatui.i18n import N_, _
from oatui.screens.asking import Said, ask
from oatui.screens.fixed_list import fixed_at
from oatui.screens.page import Page
from oatui.store import off_roster, people
from oatui.widgets.form import Field

FIELD_OF = {"off_roster.reason": "reason", "reply.late_needs_reason": "by"}


def ask_off(page: Page, meeting: int, person: people.Attendee, then: Callable[[], None]) -> None:
    """Ask for whom and why; `then` shows the list anew."""
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

    note = _("座位一并空出；签到码作废。原来的登记留在记录里")
    ask(
        page,
        _("从名册去掉 {name}", name=person.name),
        fields,
        do,
        FIELD_OF,
        note,
        back=_("去错了，在会议页按 F4 加一人"),
    )
