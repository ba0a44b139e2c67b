"""Taking back what was entered by mistake: choose the entry by digit, say why."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.page import Page
from oatui.store import taking_back
from oatui.store import taking_back_more as taking_back_more  # its kinds are of the same list
from oatui.store.taking_back import Entry
from oatui.widgets.form import Field

REASON_OF = {"taking_back.no_reason": "reason"}


def choose(page: Page, kinds: Collection[str]) -> None:
    """The last nine entries of some kinds; the digit takes one back."""
    found = taking_back.recent(page.store, kinds)
    if not found:
        page.say(_("没有可以撤回的登记"))
        return
    lines = [Line(str(n), str(n), one.line.message) for n, one in enumerate(found, 1)]

    def chosen(key: str | None) -> None:
        if key:
            ask_reason(page, found[int(key) - 1])

    page.desk.push_screen(DigitChoice(_("撤回哪一条登记"), lines), chosen)


def ask_reason(page: Page, one: Entry, then: str = "") -> None:
    """Why it is taken back; what stood before it stands again. `then` is said beside the answer."""

    async def do(values: dict[str, Any]) -> Said:
        made = await page.desk.record(taking_back.take_back, one.kind, one.key, values["reason"])
        return Verdict(None, Level.OK, "taking_back.done", {"entry": made.line.message})

    fields = [Field("reason", N_("原因"), hint=N_("如：点错了、填错编号"))]
    ask(
        page,
        _("撤回：{entry}", entry=one.line.message),
        fields,
        do,
        REASON_OF,
        _("原来的登记留在记录里，以后按没有登记算"),
        back=then,
    )


def taken_words(page: Page, kind: str, key: str) -> list[str]:
    """What was taken back of one thing, a line each."""
    return [
        _(
            "撤回 {entry}：{reason}（{name} {at:short} {at:hm}）",
            entry=one.line.message,
            reason=one.reason,
            name=one.actor,
            at=one.at,
        )
        for one in taking_back.taken(page.store, kind, key, 3)
    ]
