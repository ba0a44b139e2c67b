"""The form that opens the line of a main desk: the address, the office's certificate where it has one, and the tick."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from oatui.i18n import N_, _, why
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.listening import address_field, firewall_line, port_field, tick_field
from oatui.widgets.form import Field

if TYPE_CHECKING:
    from oatui.screens.page import Page

FIELD_OF = {"link.not_declared": "tick", "link.cannot_listen": "port", "link.certificate": "cert"}


def ask_line(page: Page, then: Callable[[], None]) -> None:
    """Ask, open the line, and go on with `then`; left alone nothing opens."""
    from oatui import link_way

    session = page.desk.session
    if session.link_way.hub(page.store):
        # the county's hub answers: no port opens here
        session.link_way.open(link_way.Choice(), not_secret=False)
        then()
        return
    found = link_way.addresses()
    if not found:
        page.say(_("本机没有别的机器能到的地址；请接好办公网"))
        return
    last = session.link_way.last()
    fields = [
        address_field(found, last.host),
        port_field(last.port),
        Field("cert", N_("证书"), value=last.cert, hint=N_("单位的证书文件（PEM），没有就空着")),
        Field("key", N_("私钥"), value=last.key, hint=N_("证书的私钥文件（PEM）")),
        tick_field(),
    ]
    note = _(
        "别的机器要能到这个地址。没有证书的，内容不能改也不能冒充，但同一网络上能看到姓名；有证书就加密。连不上时先开防火墙：{line}",
        line=firewall_line(last.port),
    )

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        ticked = values.pop("tick") == "yes"
        try:
            await asyncio.to_thread(
                partial(session.link_way.open, link_way.Choice(**values), not_secret=ticked)
            )
        except Refused as no:
            return FIELD_OF.get(no.verdict.key, "host"), str(no)
        except OSError as error:
            return "host", _(why(error))
        return None

    def done(values: dict[str, Any] | None) -> None:
        if values is not None:
            then()

    page.desk.push_screen(Ask(_("打开线路，让别的机器连上"), fields, note, act), done)
