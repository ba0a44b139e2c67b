"""Sub-venues on machines of their own: the main desk's line, pairing, and how it stands (article 17, sub-venues)."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oatui import places
from oatui.clock import iso
from oatui.commands.command import Answer, Command, Function, Group, Workplace, argument, option, write_error
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.verdict import Verdict, refuse
from oatui.store import meetings, sites
from oatui.store.database import open_store

if TYPE_CHECKING:
    from oatui.link_way import LinkWay

WATCH_SECONDS = 0.5
CA = option(
    "--ca",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("单位的根证书（PEM），地址以 https:// 开头时用"),
)
link = Group("link", help=N_("分会场的机器：线路、配对、停用"))


# ------------------------------------------------------------------ at the main desk

OPTIONS = (
    option("--host", type=TEXT, metavar="ADDRESS", help=N_("本机地址，分会场要能到；不填就取第一个")),
    option("--port", type=int, metavar="N", help=N_("端口；不填用 8766")),
    option(
        "--cert", type=click.Path(path_type=Path), metavar="FILE", help=N_("单位的证书（PEM），线路就加密")
    ),
    option("--key", type=click.Path(path_type=Path), metavar="FILE", help=N_("证书的私钥（PEM）")),
    option("--not-secret", is_flag=True, help=N_("确认本机不是涉密计算机、未接入电子政务内网；不确认不打开")),
)


def line_options(function: Function) -> Function:
    """What opening the line is told."""
    for one in reversed(OPTIONS):
        function = one(function)
    return function


def listening_at(host: str | None, not_secret: bool) -> str:
    """The address to listen on, given or the first that others reach; once the computer is ticked as no secret one. Raises Refused."""
    from oatui.link_way import addresses

    if not not_secret:
        raise refuse("link.not_ticked")
    if host is not None:
        return host
    usable = addresses()
    if not usable:
        raise refuse("link.no_address")
    return usable[0].ip


def _open_line(
    place: Workplace,
    host: str | None,
    port: int | None,
    cert: Path | None,
    key: Path | None,
    not_secret: bool,
) -> LinkWay:
    """The line, listening; of a desk on a county's hub, the line to there. Raises Refused."""
    from oatui.link_way import PORT, Choice, LinkWay

    if place.store().is_site:
        raise refuse("link.cannot_pair")
    way = LinkWay(
        lambda: open_store(place.path, place.clock, places.operator()), place.clock, places.link_folder()
    )
    if way.hub(place.store()):
        way.open(Choice(), not_secret=False)
        return way
    host = listening_at(host, not_secret)
    way.open(
        Choice(host, PORT if port is None else port, str(cert or ""), str(key or "")), not_secret=not_secret
    )
    return way


def say_openness(cert: Path | None) -> None:
    """Plain http is said to be what it is."""
    if cert is None:
        write_error(_("线路没有加密：同一网络上能看到姓名和签到；有单位证书的加 --cert、--key"))


def until_stopped() -> None:
    """Until Ctrl+C, or the system ends the program."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_what: ended.set())
    while not ended.wait(WATCH_SECONDS):
        pass


@click.command(
    "pair",
    cls=Command,
    help=N_("给另一台机器配对码（一次，10 分钟）并打开线路：分会场的，或来取号的（--desk）"),
)
@argument("meeting", type=ID, required=False, help=N_("会议编号"))
@option("--venue", type=TEXT, metavar="NAME", help=N_("哪个分会场"))
@option("--name", type=TEXT, metavar="NAME", help=N_("这台机器叫什么；不填就用会场名"))
@option(
    "--desk", type=TEXT, metavar="NAME", help=N_("本单位另一台机器的名称：它从本机的号簿取号，不用写会议")
)
@line_options
@click.pass_obj
def pair(
    place: Workplace, meeting: int | None, venue: str | None, name: str | None, desk: str | None,
    host: str | None, port: int | None, cert: Path | None, key: Path | None, not_secret: bool,
) -> Answer:  # fmt: skip
    store = place.store()
    if (desk is None) == (meeting is None) or (meeting is None) != (venue is None):
        raise click.UsageError(_("写会议和 --venue，或只写 --desk"))
    where = sites.DESK
    if meeting is not None and venue is not None:
        where = meetings.venue_named(store, meeting, venue).id
    way = _open_line(place, host, port, cert, key, not_secret)
    try:
        made = way.code(store, sites.invite(store, meeting or sites.DESK, where, desk or name or ""))
        # on stderr: with --json stdout holds the one object alone
        write_error(_("在那台机器上运行：oatui join {address} {code}", address=made.address, code=made.code))
        if way.hub(store):
            write_error(_("配对码只用一次，10 分钟内有效；县中心收着，本机不必开着"))
        else:
            write_error(_("配对码只用一次，10 分钟内有效；线路开着，按 Ctrl+C 停止"))
            say_openness(cert)
            until_stopped()
    finally:
        way.close()
    data = {"site": made.site.id, "venue": venue, "address": made.address}
    return Answer(data, [] if way.hub(store) else [_("已停止，不再监听")])


@link.command("serve", help=N_("主会场：打开线路，配对过的分会场自动连上；按 Ctrl+C 停止"))
@line_options
@click.pass_obj
def serve_line(
    place: Workplace,
    host: str | None,
    port: int | None,
    cert: Path | None,
    key: Path | None,
    not_secret: bool,
) -> Answer:
    way = _open_line(place, host, port, cert, key, not_secret)
    address = way.address
    if way.hub(place.store()):
        return serve_by_hub(place, way)
    try:
        write_error(_("线路已在 {address} 打开，按 Ctrl+C 停止", address=address))
        say_openness(cert)
        until_stopped()
    finally:
        way.close()
    return Answer({"address": address}, [_("已停止，不再监听")])


def serve_by_hub(place: Workplace, way: LinkWay) -> Answer:
    """The rounds of a desk whose sites speak with the county's hub, without the terminal desk."""
    from oatui.link.hub_line import HubSender

    rounds = HubSender(lambda: open_store(place.path, place.clock, places.operator()), way.ring, place.clock)
    rounds.start()
    try:
        write_error(_("正在与县中心 {address} 收发，按 Ctrl+C 停止", address=way.address))
        until_stopped()
    finally:
        rounds.stop()
    return Answer({"address": way.address}, [_("已停止")])


@link.command("shut-out", help=N_("主会场：停用一台机器，以后不再收它的登记；已收的不变"))
@argument("site", type=ID, help=N_("机器编号，见 oatui link status"))
@option("--reason", type=TEXT, metavar="TEXT", required=True, help=N_("为什么停用"))
@click.pass_obj
def shut_out(place: Workplace, site: int, reason: str) -> Answer:
    from oatui.link_way import LinkWay

    store = place.store()
    done, told = LinkWay(lambda: store, place.clock, places.link_folder()).shut_out(store, site, reason)
    words = _("已停用 {name}", name=done.name)
    if not told:
        words = _("已停用 {name}；县中心连不上，那里等连上时停用", name=done.name)
    return Answer({**done._asdict(), "told": told}, [clean(words)])


@link.command("leave", help=N_("退出：主会场不再连县中心，或本机不再向别的机器取号；没到的先收齐"))
@option("--without-line", is_flag=True, help=N_("那边连不上也退出；没收到的说明在后面"))
@click.pass_obj
def leave(place: Workplace, without_line: bool) -> Answer:
    from oatui.link import hub_line
    from oatui.link.joining import leave_book
    from oatui.link.keyring import Keyring
    from oatui.store import main_line, unheard

    store, ring = place.store(), Keyring(places.link_folder())
    if main_line.book(store):
        titles = leave_book(store, ring, place.clock, without_line)
        lines = [_("已不再向别的机器取号")]
        if titles:
            lines.append(_("要过号、没收到答复的，到那边号簿上查：{titles:list}", titles=titles))
        if year := main_line.left(store):
            lines.append(refuse("book.left", year=year).verdict.message)
        return Answer({"titles": titles, "waiting": []}, [clean(line) for line in lines])
    address = hub_line.leave(store, ring, place.clock, without_line)
    lines = [
        _("已退出县中心 {address}，号簿在本机", address=address),
        _("分会场和取号的机器改成本机的地址就行（oatui link address），不用重新配对；先打开本机的线路"),
    ]
    waiting = unheard.names(store)
    if waiting:
        lines.append(refuse("book.set_back", machines=waiting).verdict.message)
    return Answer({"titles": [], "waiting": waiting}, [clean(line) for line in lines])


@link.command("go-on", help=N_("号簿或县中心从备份恢复后，不再等没听到的机器，接着给号"))
@option("--approver", type=TEXT, metavar="NAME", required=True, help=N_("谁同意"))
@option("--reason", type=TEXT, metavar="TEXT", required=True, help=N_("为什么，如机器已坏，用过的号已补登"))
@option("--entered", is_flag=True, help=N_("确认：没听到的机器用过的号都已补登，或没有用过；不确认不接着给"))
@click.pass_obj
def go_on(place: Workplace, approver: str, reason: str, entered: bool) -> Answer:
    from oatui.link import hub_line
    from oatui.link.keyring import Keyring

    ring = Keyring(places.link_folder())
    missing = hub_line.go_on(place.store(), ring, place.clock, approver, reason, entered)
    return Answer({"machines": missing}, [_("已不再等，接着给号")])


# ------------------------------------------------------------------ at the sub-venue


@click.command(
    "join", cls=Command, help=N_("用另一台机器给的地址和配对码：建一个分会场的数据文件，或从此向它取号")
)
@argument("address", type=TEXT, help=N_("主会场显示的地址，如 10.1.2.3:8766"))
@argument("code", type=TEXT, help=N_("主会场显示的配对码，12 个字符"))
@option("--folder", type=click.Path(path_type=Path), metavar="FOLDER", help=N_("数据文件放在哪个文件夹"))
@CA
@click.pass_obj
def join(place: Workplace, address: str, code: str, folder: Path | None, ca: Path | None) -> Answer:
    from oatui.link.hub_line import HubWay
    from oatui.link.joining import join as join_there
    from oatui.link.joining import join_book, prove
    from oatui.link.keyring import Keyring

    way, told = prove(address, code, ca)
    if isinstance(way, HubWay):
        join_book(place.store(), way, Keyring(places.link_folder()))
        words = _("已连到县中心 {address}；以后配对的分会场都与县中心收发", address=way.address)
        return Answer({"path": str(place.path), "hub": way.address}, [clean(words)])
    if way.meeting == sites.DESK:
        join_book(place.store(), way, Keyring(places.link_folder()))
        words = _("以后本机的公文向 {address} 的号簿取号", address=way.address)
        return Answer({"path": str(place.path), "book": way.address}, [clean(words)])
    path = (folder or place.path.parent) / f"{way.site.replace('.', '-')}.db"
    rows = join_there(path, way, told, Keyring(places.link_folder()), place.clock, places.operator())
    lines = [
        _("已配对：{title}，{venue}", title=told["title"], venue=told["name"]),
        _("打开签到台：oatui --db {path}", path=path),
    ]
    data = {"path": str(path), "meeting": told["meeting"], "venue": told["venue"], "rows": rows}
    return Answer(data, [clean(line) for line in lines])


@link.command("address", help=N_("对方换了地址：改成新的，不用重新配对"))
@argument("address", type=TEXT, help=N_("主会场显示的地址，如 10.1.2.3:8766"))
@CA
@click.pass_obj
def move(place: Workplace, address: str, ca: Path | None) -> Answer:
    from oatui.link import hub_line, uplink
    from oatui.link.keyring import Keyring
    from oatui.link.site_client import Address

    there, ring = str(Address(address, ca)), Keyring(places.link_folder())
    if not hub_line.move(place.store(), ring, there, str(ca or "")):
        uplink.move(place.store(), ring, there, str(ca or ""))
    return Answer({"address": there}, [clean(_("已改为 {address}", address=there))])


@link.command(
    "send", help=N_("分会场、取号的机器（或连着县中心的主会场）：现在就收发一次；桌面开着时会自动收发")
)
@click.pass_obj
def send(place: Workplace) -> Answer:
    from oatui.link import book, hub_line
    from oatui.link.joining import one_round
    from oatui.link.keyring import Keyring
    from oatui.store import main_line

    store, ring = place.store(), Keyring(places.link_folder())
    if hub := hub_line.of(store, ring):
        rows = hub_line.round_now(store, ring, hub, place.clock)
    elif main_line.book(store):
        rows = book.tell_now(store, ring, place.clock)
    else:
        rows = one_round(store, ring, place.clock)
    return Answer({"rows": rows}, [_("往来 {n} 条", n=rows)])


def _when(moment: str | None) -> str:
    return _("{at:date} {at:hms}", at=moment) if moment else "-"


@link.command("status", help=N_("线路怎么样：主会场列出各台机器，分会场说还有多少没送"))
@click.pass_obj
def status(place: Workplace) -> Answer:
    from oatui.link import hub_line, uplink
    from oatui.link.keyring import Keyring
    from oatui.store import unheard

    store = place.store()
    if found := uplink.standing(store, Keyring(places.link_folder())):
        words = _(
            "本机登记 {n} 条，未送 {unsent} 条；会议资料到 {fresh}", n=found.recorded, unsent=found.unsent,
            fresh=_when(found.fresh),
        )  # fmt: skip
        return Answer({**found._asdict(), "now": iso(place.clock.now())}, [words])
    all_sites = sites.all_of(store)
    rows = [
        (
            str(one.id),
            str(one.meeting),
            one.name,
            _when(one.heard_at),
            str(one.difference or 0),
            _when(one.shut_out_at) if one.shut_out_at else "",
        )
        for one in all_sites
    ]
    heads = (_("编号"), _("会议"), _("名称"), _("最近听到"), _("时钟差（秒）"), _("停用"))
    lines = [*table(heads, rows)] if rows else []
    if hub := hub_line.standing(store, Keyring(places.link_folder())):
        lines.append(
            _("县中心 {address}：收发到 {fresh}", address=hub.address or "-", fresh=_when(hub.fresh))
        )
        if hub.trouble:
            lines.append(clean(Verdict.from_body(hub.trouble).message))
        elif hub.since:
            lines.append(_("从 {since} 起连不上", since=_when(hub.since)))
        if hub.waiting:
            lines.append(clean(refuse("hub.set_back", machines=hub.waiting).verdict.message))
    elif waiting := unheard.names(store):
        lines.append(clean(refuse("book.set_back", machines=waiting).verdict.message))
    elif there := uplink.book_standing(store, Keyring(places.link_folder())):
        lines.append(_("公文编号向 {address} 的号簿取", address=there.address or "-"))
        if there.trouble:
            lines.append(clean(Verdict.from_body(there.trouble).message))
        elif there.since:
            lines.append(_("从 {since} 起连不上", since=_when(there.since)))
    return Answer([one._asdict() for one in all_sites], lines or [_("没有机器和本机相连")])


COMMANDS = (pair, join, link)
