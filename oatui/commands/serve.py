"""The phone way without the desk: listens until it is stopped or the meeting is closed."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import click

from oatui import places
from oatui.commands.command import Answer, Command, Workplace, argument, option, write_error
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.verdict import refuse
from oatui.store import meetings, settings

WATCH_SECONDS = 1.0


@click.command(
    "serve",
    cls=Command,
    help=N_("打开手机签到（会场码），不用桌面；按 Ctrl+C 或闭会时停止"),
)
@argument("meeting", type=ID, help=N_("会议编号"))
@option("--venue", type=TEXT, metavar="NAME", help=N_("哪个会场；不填就是主会场"))
@option("--host", type=TEXT, metavar="ADDRESS", help=N_("本机地址，手机要能到；不填就取第一个"))
@option("--port", type=int, metavar="N", help=N_("端口；不填用设置里的"))
@option(
    "--not-secret",
    is_flag=True,
    help=N_("确认本机不是涉密计算机、未接入电子政务内网；不确认不打开"),
)
@click.pass_context
def serve(
    ctx: click.Context, meeting: int, venue: str | None, host: str | None, port: int | None, not_secret: bool
) -> Answer:
    place: Workplace = ctx.obj
    store = place.store()
    found = meetings.venue_named(store, meeting, venue or "")
    if host is None:
        from oatui.phone_way import addresses

        usable = addresses()
        if not usable:
            raise refuse("phone.no_address")
        host = usable[0].ip
    at = port if port is not None else settings.get(store, "phone.port")
    data = asyncio.run(_serve(place, meeting, found.id, host, at, not_secret))
    return Answer(data, [_("已停止，不再监听")])


async def _serve(
    place: Workplace, meeting: int, venue: int, host: str, port: int, not_secret: bool
) -> dict[str, Any]:
    from oatui.phone_way import PhoneWay
    from oatui.session import Session

    session = Session(place.path, place.clock, places.operator())
    session.open()
    assert session.reader is not None
    way = PhoneWay(place.clock, session.reader, session.record, places.keys_folder())
    try:
        await way.open(meeting, venue, host, port, not_secret=not_secret)
        url = f"http://{way.address}"
        # on stderr: with --json stdout holds the one object alone
        write_error(_("正在监听 {url}；会场码在 {url}/WALL（本机打开），或在桌面的签到台显示", url=url))
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, ended.set)
        while way.address and not ended.is_set():
            await way.watch()
            try:
                await asyncio.wait_for(ended.wait(), WATCH_SECONDS)
            except TimeoutError:
                continue
        if way.address:
            await way.close(meeting, venue)
        return {"url": url, "meeting": meeting, "venue": venue}
    finally:
        await way.stop()
        session.close()


COMMANDS = (serve,)
