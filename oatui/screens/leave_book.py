"""Leaving the county's hub, or the number book of another machine; and going on without machines that were not heard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from oatui import places
from oatui.i18n import N_, _
from oatui.link import hub_line, joining
from oatui.link.keyring import Keyring
from oatui.rules.verdict import Refused, refuse
from oatui.screens.asking import ask
from oatui.screens.confirm import Confirm
from oatui.screens.page import WAITING
from oatui.store import approvers, main_line, unheard
from oatui.store.database import StoreTrouble
from oatui.widgets.form import Field

if TYPE_CHECKING:
    from oatui.screens.page import Page

# where nobody answers it is asked once more whether to leave all the same
_CUT = {"hub.cut", "link.asked_open"}


def begin_leaving(page: Page) -> None:
    """Ask, then leave; what is there or was asked for is fetched first."""
    if main_line.book(page.store):
        question = _("不再向别的机器取号？")
        note = _("要过号、没收到的先去收齐；今年取过号的，今年在本机不另起一本，可以重新配对")
    else:
        question = _("退出县中心？")
        note = _("先把那边有的都收回来，号簿回到本机；分会场和取号的机器改成本机的地址就行，不用重新配对")

    def answered(yes: bool | None) -> None:
        if yes:
            page.run_worker(_leave(page), group="leave", exclusive=True)

    page.desk.push_screen(Confirm(question, note), answered)


async def _leave(page: Page, without_line: bool = False) -> None:
    try:
        said = await asyncio.to_thread(_left, page, without_line)
    except (Refused, StoreTrouble) as no:
        if no.verdict.key not in _CUT or without_line:
            page.say(no.verdict)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                page.run_worker(_leave(page, without_line=True), group="leave", exclusive=True)

        note = _("县中心给出的、本机还没收到的号不知道：退出后先等取过号的机器报来，才接着给号")
        if no.verdict.key == "link.asked_open":
            note = _("这几件的号到那边号簿上查，不要再编")
        page.desk.push_screen(Confirm(_("{why}。还是退出？", why=no.verdict.message), note), answered)
        return
    page.desk.look_for_changes(own=True)
    page.refresh_page()
    page.say(said)


def _left(page: Page, without_line: bool) -> str:
    own, ring = page.desk.session.own(), Keyring(places.link_folder())
    try:
        if main_line.book(own):
            joining.leave_book(own, ring, page.desk.clock, without_line)
            return _("已不再向别的机器取号")
        address = hub_line.leave(own, ring, page.desk.clock, without_line)
        return _("已退出县中心 {address}，号簿在本机", address=address)
    finally:
        own.close()


def ask_to_go_on(page: Page) -> None:
    """Who agreed, and why; then numbers are given again."""

    ring = Keyring(places.link_folder())

    async def do(values: dict[str, Any]) -> str:
        if values["entered"] != "yes":
            raise refuse("book.go_on_unsaid")
        said = values["approver"], values["reason"], True
        await page.desk.session.apart(lambda own: hub_line.go_on(own, ring, page.desk.clock, *said))
        page.desk.look_for_changes(own=True)
        return _("已不再等，接着给号")

    words = (("no", N_("没有核对")), ("yes", N_("都已补登，或没有用过")))
    fields = [
        Field("approver", N_("谁同意"), value=approvers.proposed(page.store)),
        Field("reason", N_("原因"), hint=N_("如：机器已坏，它用过的号已补登")),
        Field("entered", N_("它们的号"), value="no", choices=words),
    ]
    stands = hub_line.standing(page.store, ring)
    try:
        danger = unheard.risk(page.store, stands.waiting if stands else ())
    except Refused as nobody_waits:
        page.say(nobody_waits.verdict)
        return
    field_of = {"book.no_go_on_reason": "reason", "book.go_on_unsaid": "entered"}
    waits = _(WAITING) if page.desk.session.asks_elsewhere else ""
    ask(page, _("不再等，接着给号？"), fields, do, field_of, danger.verdict.message, waits=waits)
