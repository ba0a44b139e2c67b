"""Confidential routines on the command line: serials, dates and ticks only (13, 15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from oatui.commands.command import (
    Answer,
    Group,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, day, said_at
from oatui.i18n import N_, _
from oatui.rules import confidential as law
from oatui.rules.verdict import Level, Verdict
from oatui.store import confidential, secret_log, secret_rooms
from oatui.store.confidential import Secret

group = Group("confidential", help=N_("涉密例行（第13、15条）：只登编号、人、日期和打勾，不登标题和内容"))
by_option = option("--by", type=TEXT, default="", metavar="NAME", help=N_("谁；不填就是操作员"))
at_option = option("--at", type=TEXT, metavar="TIME", help=N_("什么时间；不填就是现在"))


def _secret(one: Secret, today: date) -> dict[str, Any]:
    found = one.stands(today)
    return one._asdict() | {"verdict": verdicts_as_dicts([found])[0] if found else None}


def _said(verdict: Verdict, **data: Any) -> Answer:
    return Answer(data | verdicts_as_dicts([verdict])[0], verdict_lines([verdict]))


@group.command("list", help=N_("借阅未还的和台账里的编号、三员、密码日期"))
@click.pass_obj
def list_(place: Workplace) -> Answer:
    store, today = place.store(), place.clock.now().date()
    found = confidential.listed(store, 500)
    remarks = secret_rooms.remarks(store)
    last = secret_rooms.last_password(store)
    data = {
        "papers": [_secret(one, today) for one in found],
        "posts": secret_rooms.posts(store),
        "unreported": [
            {"id": one.id, "post": one.post, "person": one.person} for one in secret_rooms.unreported(store)
        ],
        "password_changed": last.isoformat() if last else None,
        "media": [one._asdict() for one in secret_rooms.media(store)],
        "verdicts": verdicts_as_dicts(remarks),
    }
    rows = [
        (one.serial, _(law.KINDS[one.kind]), _(law.STATES[one.state]), one.holder, one.due or "",
         said.message if (said := one.stands(today)) else "")
        for one in found
    ]  # fmt: skip
    heads = (_("台账编号"), _("种类"), _("状态"), _("在谁手里"), _("应还"), "")
    return Answer(data, [*(list(table(heads, rows)) or [_("没有登记的涉密件")]), *verdict_lines(remarks)])


@group.command("log", help=N_("巡查、进出、清点、密码日期、三员、介质的登记记录，最近的在前"))
@option("--limit", type=click.IntRange(1, 5000), default=100, help=N_("最多几条"))
@click.pass_obj
def log(place: Workplace, limit: int) -> Answer:
    found = secret_log.listed(place.store(), limit)
    data = [
        {"kind": one.kind, "at": one.at, "person": one.person, "message": one.said.message} for one in found
    ]
    rows = [
        (one.at[:16].replace("T", " "), _(secret_log.KINDS[one.kind]), one.person, one.said.message)
        for one in found
    ]
    heads = (_("时间"), _("事项"), _("谁"), _("内容"))
    return Answer(data, list(table(heads, rows)) or [_("还没有登记")])


@group.command(
    "act",
    help=N_("receive 签收，borrow 借阅，use 使用完毕，chase 催收，return 归还，file 归档，destroy 销毁"),
)
@argument("act", type=click.Choice(tuple(law.ACTS)), help=N_("做什么"))
@argument("serial", type=TEXT, help=N_("台账编号，如 0007"))
@by_option
@option(
    "--kind", type=click.Choice(tuple(law.KINDS)), default="paper", help=N_("paper 机要文件，telegram 密电")
)
@option("--due", type=TEXT, metavar="DAY", help=N_("应还日期"))
@option("--approver", type=TEXT, default="", metavar="NAME", help=N_("销毁的批准人"))
@at_option
@click.pass_obj
def act(
    place: Workplace,
    act: str,
    serial: str,
    by: str,
    kind: str,
    due: str | None,
    approver: str,
    at: str | None,
) -> Answer:
    store = place.store()
    made = confidential.act(
        store, act, serial, by, kind=kind, due=day(place, due, "--due") if due else None, approver=approver,
        at=said_at(place, at),
    )  # fmt: skip
    said = Verdict("15-7", Level.OK, "secret.acted", {"serial": made.serial, "act": [law.ACTS[act]]})
    return Answer(_secret(made, place.clock.now().date()), verdict_lines([said]))


@group.command("count", help=N_("一天结束时清点：借出 = 归还 + 在手"))
@argument("counted", type=int, help=N_("在手几份"))
@by_option
@click.pass_obj
def count(place: Workplace, counted: int, by: str) -> Answer:
    made = confidential.count_day(place.store(), counted, by)
    return _said(
        made.verdict, at=made.at, borrowed=made.borrowed, returned=made.returned, counted=made.counted
    )


@group.command("patrol", help=N_("记一次巡查"))
@option(
    "--result",
    type=click.Choice(tuple(law.PATROLS)),
    default="well",
    help=N_("well 正常，found 有问题，已报告"),
)
@by_option
@at_option
@click.pass_obj
def patrol(place: Workplace, result: str, by: str, at: str | None) -> Answer:
    made = secret_rooms.patrol(place.store(), result, by, said_at(place, at))
    said = Verdict("15-4", Level.OK, "secret.patrolled", {"result": [law.PATROLS[result]]})
    return _said(said, at=made.at, person=made.person)


@group.command("post", help=N_("三员：系统管理员、安全保密员、安全审计员"))
@argument(
    "post",
    type=click.Choice(tuple(law.POSTS)),
    help=N_("admin 系统管理员，secrecy 安全保密员，audit 安全审计员"),
)
@argument("person", type=TEXT, help=N_("姓名"))
@option("--not-staff", is_flag=True, help=N_("不是本单位正式职工"))
@click.pass_obj
def post(place: Workplace, post: str, person: str, not_staff: bool) -> Answer:
    verdict = secret_rooms.set_post(place.store(), post, person, not not_staff)
    return _said(verdict, posts=secret_rooms.posts(place.store()))


@group.command("report", help=N_("三员变动已报县委办公室机要科"))
@argument("change", type=ID, help=N_("变动编号，见 confidential list --json"))
@option("--day", "when", type=TEXT, metavar="DAY", help=N_("哪天；不填就是今天"))
@by_option
@click.pass_obj
def report(place: Workplace, change: int, when: str | None, by: str) -> Answer:
    return _said(
        secret_rooms.report_change(place.store(), change, by, day(place, when, "--day") if when else None)
    )


@group.command("password", help=N_("更换了密码；只记日期"))
@option("--day", "when", type=TEXT, metavar="DAY", help=N_("哪天；不填就是今天"))
@click.pass_obj
def password(place: Workplace, when: str | None) -> Answer:
    return _said(secret_rooms.change_password(place.store(), day(place, when, "--day") if when else None))


@group.command("enter", help=N_("登记进入涉密场所的人"))
@argument("person", type=TEXT, help=N_("姓名"))
@option("--reason", type=TEXT, required=True, help=N_("事由"))
@option("--escort", type=TEXT, required=True, metavar="NAME", help=N_("谁陪同"))
@at_option
@click.pass_obj
def enter(place: Workplace, person: str, reason: str, escort: str, at: str | None) -> Answer:
    one = secret_rooms.come_in(place.store(), person, reason, escort, said_at(place, at))
    said = Verdict("15-6", Level.OK, "secret.came", {"person": one.person, "at": one.came_at})
    return Answer(one._asdict(), verdict_lines([said]))


@group.command("leave", help=N_("进入的人离开了"))
@argument("visit", type=ID, help=N_("进出登记的编号"))
@at_option
@click.pass_obj
def leave(place: Workplace, visit: int, at: str | None) -> Answer:
    one = secret_rooms.go_out(place.store(), visit, said_at(place, at))
    said = Verdict("15-6", Level.OK, "secret.went", {"person": one.person, "at": one.left_at or ""})
    return Answer(one._asdict(), verdict_lines([said]))


@group.command("medium", help=N_("登记一件涉密介质：编号、密级、加锁的铁皮柜"))
@argument("serial", type=TEXT, help=N_("编号"))
@option(
    "--label",
    type=click.Choice(tuple(law.LABELS)),
    required=True,
    help=N_("secret 秘密，confidential 机密，top 绝密"),
)
@option("--cabinet", type=TEXT, required=True, help=N_("柜号"))
@option("--locked", is_flag=True, help=N_("存放在加锁的铁皮柜中"))
@by_option
@click.pass_obj
def medium(place: Workplace, serial: str, label: str, cabinet: str, locked: bool, by: str) -> Answer:
    one = secret_rooms.register_medium(place.store(), serial, label, cabinet, locked, by)
    said = Verdict("15-5", Level.OK, "secret.medium_kept", {"serial": one.serial, "person": one.holder})
    return Answer(one._asdict(), verdict_lines([said]))


@group.command("hand", help=N_("介质交接：五项手续都要办"))
@argument("serial", type=TEXT, help=N_("编号"))
@option("--to", type=TEXT, required=True, metavar="NAME", help=N_("交给谁"))
@option("--tick", "ticks", type=click.Choice(tuple(law.TICKS)), multiple=True,
        help=N_("counted 清点，entered 登记，numbered 编号，sealed 封装，signed 签收；可写几次"))  # fmt: skip
@click.pass_obj
def hand(place: Workplace, serial: str, to: str, ticks: Sequence[str]) -> Answer:
    one = secret_rooms.hand_medium(place.store(), serial, to, ticks)
    said = Verdict("15-5", Level.OK, "secret.medium_kept", {"serial": one.serial, "person": one.holder})
    return Answer(one._asdict(), [clean(line) for line in verdict_lines([said])])


COMMANDS = (group,)
