"""A county's hub: PostgreSQL behind the contract, for desks that outgrow one machine that listens."""

from __future__ import annotations

from pathlib import Path

import click

from oatui import places
from oatui.commands.command import Answer, Command, Workplace, argument, option, write_error
from oatui.commands.lines import clean
from oatui.commands.link import CA, line_options, link, listening_at, say_openness, until_stopped
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules.verdict import refuse


@click.command(
    "hub", cls=Command, help=N_("县中心：用 PostgreSQL 替各单位收发登记、给编号，自己不判断；按 Ctrl+C 停止")
)
@argument(
    "url", type=TEXT, help=N_("PostgreSQL 的地址，如 postgresql:///county；口令写在 ~/.pgpass，不写在这里")
)
@option("--pair", "pairing", is_flag=True, help=N_("给一个单位的主会场机器配对码（一次，10 分钟）"))
@option(
    "--set-back",
    is_flag=True,
    help=N_("这台服务器整机退回过备份：各单位的机器都说过自己有哪些号，才接着给号"),
)
@line_options
@click.pass_obj
def hub(
    place: Workplace, url: str, pairing: bool, set_back: bool, host: str | None, port: int | None, cert: Path | None,
    key: Path | None, not_secret: bool,
) -> Answer:  # fmt: skip
    import secrets

    from oatui.link import signing
    from oatui.link.contract import LineCut
    from oatui.link.hub import Hub
    from oatui.link.keyring import Keyring
    from oatui.link.pairing import Pairings
    from oatui.link.server import Door, LinkServer, listen
    from oatui.link.site_client import PORT

    host = listening_at(host, not_secret)
    ring = Keyring(places.link_folder() / "hub")
    pairings = Pairings(ring, place.clock.now)
    county = Hub(url, ring, pairings, place.clock.now)
    try:
        county.prepare()
        if set_back:
            county.set_back()
    except LineCut as cut:
        raise refuse("hub.no_server", error=" ".join(str(cut).split())) from cut
    finally:
        county.close()  # it was opened on this thread; the door has its own
    server = LinkServer(Door(county, ring, pairings, county.heard, county), cert, key)
    server.start(listen(host, PORT if port is None else port, shared=True))
    address = f"{'https://' if cert else ''}{host}:{server.port}"
    try:
        write_error(_("县中心已在 {address} 打开，按 Ctrl+C 停止", address=address))
        say_openness(cert)
        if pairing:
            name, secret = f"{secrets.token_hex(8)}.0", signing.new_secret()
            ring.keep(name, secret)
            code = pairings.open(name, secret, {})
            write_error(
                _(
                    "在主会场的机器上输入：设置，F8，F5；或运行 oatui link hub {address} {code}",
                    address=address,
                    code=code,
                )
            )
            write_error(_("配对码只用一次，10 分钟内有效"))
        until_stopped()
    finally:
        server.stop()
    return Answer({"address": address}, [_("已停止，不再监听")])


@link.command("hub", help=N_("主会场：以后与县中心收发；地址和配对码由县中心给"))
@argument("address", type=TEXT, help=N_("县中心的地址，如 10.1.2.3:8766"))
@argument("code", type=TEXT, help=N_("县中心给的配对码，12 个字符"))
@CA
@click.pass_obj
def join_hub(place: Workplace, address: str, code: str, ca: Path | None) -> Answer:
    from oatui.link import hub_line
    from oatui.link.keyring import Keyring
    from oatui.link.site_client import Address

    there = Address(address, ca)
    rows = hub_line.join(
        place.store(), Keyring(places.link_folder()), there, str(ca or ""), code, place.clock
    )
    words = _("已连到县中心 {address}；以后配对的分会场都与县中心收发", address=str(there))
    return Answer({"address": str(there), "rows": rows}, [clean(words)])


COMMANDS = (hub,)
