"""Joining a main desk on the screen: its address and the pairing code, typed, or scanned at one go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from oatui import places
from oatui.i18n import N_, _, why
from oatui.rules.verdict import Refused, refuse
from oatui.screens.ask import Ask
from oatui.screens.first_start import read_name
from oatui.screens.page import WAITING
from oatui.store.database import StoreTrouble
from oatui.widgets.form import Field

if TYPE_CHECKING:
    from oatui.app import DeskApp
    from oatui.screens.page import Page

_FIELD_OF = {"link.code_form": "code", "link.code_wrong": "code", "link.certificate": "ca"}


def join_first(screen: Screen[Any], path: Path) -> None:
    """At the first start: the store is made at `path`, and `screen` answers with the operator's name."""
    name = Field("name", N_("姓名"), hint=N_("坐在这里的是谁"), read=read_name)

    def joined(operator: str, _path: Path) -> None:
        screen.dismiss(operator)

    _ask(screen, [name, *joining_fields()], path, joined)


def join_another(page: Page) -> None:
    """At a desk that has a store: one more beside it, opened in its place."""
    desk = page.desk

    def joined(_operator: str, path: Path) -> None:
        if page.store.is_site:
            # this machine is for doors: tomorrow it opens the newest meeting
            places.prefer("store", str(path))
        desk.session.next_path = path
        desk.exit(return_code=0)

    _ask(page, joining_fields(), None, joined)


def joining_fields() -> list[Field]:
    """The address and the code that another machine shows, and the certificate that is behind an https address."""
    return [
        Field("address", N_("那边的地址"), hint=N_("如 10.1.2.3:8766；扫码的，在这里扫")),
        Field("code", N_("配对码"), hint=N_("12 个字符，如 K7QM-2XWD-9TBC")),
        Field("ca", N_("根证书"), hint=N_("地址以 https:// 开头的，单位的根证书文件（PEM）")),
    ]


def ask_address(page: Page, now: str) -> None:
    """The other machine has another address: no new code is needed."""
    address, _code, ca = joining_fields()

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        from oatui.link import hub_line, uplink
        from oatui.link.keyring import Keyring
        from oatui.link.site_client import Address
        from oatui.store import main_line

        async def move() -> None:
            there = str(Address(values["address"], Path(values["ca"]) if values["ca"] else None))
            to_move = hub_line.move if main_line.hub(page.store) else uplink.move
            await page.desk.record(to_move, Keyring(places.link_folder()), there, values["ca"])

        return await fault_of(move())

    def done(values: dict[str, Any] | None) -> None:
        if values is not None:
            page.desk.session.send_now()
            page.refresh_page()
            page.say(_("已改；几秒内按新地址连"))

    note = _("对方的地址变了才改；配对和密钥不变")
    fields = [replace(address, value=now), ca]
    page.desk.push_screen(Ask(_("对方的新地址"), fields, note, act), done)


async def fault_of(reaching: Awaitable[None]) -> tuple[str, str] | None:
    """The field that another machine could not be reached by, and why; None where it was."""
    try:
        await reaching
    except (Refused, StoreTrouble) as no:
        return _FIELD_OF.get(no.verdict.key, "address"), str(no)
    except OSError as error:
        return "address", _(why(error))
    return None


def split(address: str, code: str) -> tuple[str, str]:
    """The address and the code; what was scanned has both in one, into whichever field it went. Raises Refused."""
    whole = code if ":" in code else f"{address} {code}"
    first, *rest = whole.split() or [""]
    if not first:
        raise refuse("link.address", written=address)
    # a picture of a code has capitals only
    return first.lower(), "".join(rest)


def _ask(screen: Screen[Any], fields: list[Field], path: Path | None, joined: Any) -> None:
    desk = cast("DeskApp", screen.app)

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        async def join() -> None:
            operator = str(values.get("name") or desk.operator)
            address, code = split(values["address"], values["code"])
            if "name" in values:
                places.name_operator(operator)
            done.append(await asyncio.to_thread(_join, desk, address, code, values["ca"], operator, path))

        return await fault_of(join())

    def after(values: dict[str, Any] | None) -> None:
        if values is not None and done:
            joined(str(values.get("name") or desk.operator), done[-1])

    done: list[Path] = []
    note = _("地址和配对码问主会场；码只用一次，10 分钟内有效")
    desk.push_screen(Ask(_("加入主会场，作分会场"), fields, note, act, _(WAITING)), after)


def _join(desk: DeskApp, address: str, code: str, ca: str, operator: str, path: Path | None) -> Path:
    from oatui.link import joining
    from oatui.link.keyring import Keyring

    way, told = joining.prove(address, code, Path(ca) if ca else None)
    there = path or desk.path.parent / f"{way.site.replace('.', '-')}.db"
    make = partial(joining.join, there, way, told, Keyring(places.link_folder()), desk.clock, operator)
    try:
        make()
    except Refused as no:
        # paired all the same: what could not be fetched comes by itself
        if no.verdict.key != "link.cut":
            raise
    return there
