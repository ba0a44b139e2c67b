"""The OA: what stands in it, who keeps it, handing it over, why a login was missed, the month (14)."""

from __future__ import annotations

from pathlib import Path
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
from oatui.commands.typed import ID, TEXT, day
from oatui.i18n import N_, _
from oatui.rules import oa as law
from oatui.store import oa

group = Group("oa", help=N_("OA 登录、系统内文件、负责人和交接（第14条）"))
item_argument = argument("item", type=ID, help=N_("系统内文件的编号"))


def _item(one: oa.Item) -> dict[str, Any]:
    return one._asdict()


def _line(one: oa.Item) -> str:
    return clean(
        _("系统内 {id}  {title}  {state}  {owner}", id=one.id, title=one.title, state=_(law.ITEM_STATES[one.state]),
          owner=one.owner)
    )  # fmt: skip


@group.command("items", help=N_("系统内没有办的文件和未读、未办的件数"))
@option("--done", is_flag=True, help=N_("看已办的"))
@click.pass_obj
def items(place: Workplace, done: bool) -> Answer:
    store = place.store()
    found = oa.done_items(store, 500) if done else oa.open_items(store, 500)
    counted, left = oa.last_count(store), oa.left(store)
    data = {
        "items": [_item(one) for one in found],
        "count": {
            "at": counted.at,
            "unread": counted.unread,
            "undealt": counted.undealt,
            "owner": counted.owner,
        }
        if counted
        else None,
        "left": verdicts_as_dicts([left])[0],
    }
    rows = [
        (
            one.id,
            one.title,
            one.sender,
            _(law.URGENCIES[one.urgency]),
            one.owner,
            _(law.ITEM_STATES[one.state]),
        )
        for one in found
    ]
    heads = (_("编号"), _("标题"), _("来文单位"), _("缓急"), _("承办人"), _("办理情况"))
    lines = list(table(heads, rows)) or [_("系统内没有逐件登记的文件")]
    if counted:
        lines.append(_("未读 {unread}  未办 {undealt}", unread=counted.unread, undealt=counted.undealt))
    return Answer(data, [*lines, *verdict_lines([left])])


@group.command("add", help=N_("逐件登记系统内的一份文件"))
@option("--title", type=TEXT, required=True, help=N_("标题"))
@option("--from", "sender", type=TEXT, default="", metavar="NAME", help=N_("来文单位"))
@option(
    "--urgency",
    type=click.Choice(tuple(law.URGENCIES)[1:]),
    default=None,
    help=N_("缓急：urgent 加急，extra 特急"),
)
@option("--owner", type=TEXT, default="", metavar="NAME", help=N_("由谁办"))
@option("--read", is_flag=True, help=N_("已读、未办"))
@click.pass_obj
def add(place: Workplace, title: str, sender: str, urgency: str | None, owner: str, read: bool) -> Answer:
    one = oa.add_item(place.store(), title, sender, urgency or "", owner, read=read or bool(owner))
    return Answer(_item(one), [_line(one)])


@group.command("assign", help=N_("写明系统内的文件由谁办"))
@item_argument
@option("--to", type=TEXT, required=True, metavar="NAME", help=N_("由谁办"))
@click.pass_obj
def assign(place: Workplace, item: int, to: str) -> Answer:
    one = oa.assign(place.store(), item, to)
    return Answer(_item(one), [_line(one)])


@group.command("done", help=N_("系统内的文件办完了"))
@item_argument
@click.pass_obj
def done(place: Workplace, item: int) -> Answer:
    one = oa.finish(place.store(), item)
    return Answer(_item(one), [_line(one)])


@group.command("count", help=N_("登记系统内未读、未办的件数；逐件登记的不再算"))
@option("--unread", type=int, default=0, metavar="N", help=N_("未读几件"))
@option("--undealt", type=int, default=0, metavar="N", help=N_("未办几件"))
@option("--owner", type=TEXT, default="", metavar="NAME", help=N_("由谁办"))
@click.pass_obj
def count(place: Workplace, unread: int, undealt: int, owner: str) -> Answer:
    made = oa.count(place.store(), unread, undealt, owner)
    data = {"at": made.at, "unread": unread, "undealt": undealt, "owner": made.owner}
    return Answer(data | verdicts_as_dicts([made.verdict])[0], verdict_lines([made.verdict]))


@group.command("keeper", help=N_("谁负责 OA：A岗、B岗，是不是正式在编在岗"))
@option("--post", type=click.Choice(tuple(law.POSTS)), default="A", show_default=True, help=N_("A岗或 B岗"))
@option("--name", type=TEXT, metavar="NAME", help=N_("姓名；不填就只看"))
@option("--not-staff", is_flag=True, help=N_("不是正式在编在岗人员"))
@click.pass_obj
def keeper(place: Workplace, post: str, name: str | None, not_staff: bool) -> Answer:
    store = place.store()
    said = [] if name is None else [oa.set_keeper(store, post, name, not not_staff)]
    found = oa.keepers(store)
    data = {key: one._asdict() for key, one in found.items()}
    lines = [
        clean(
            _("{post} {person}  {since:date}起", post=_(law.POSTS[key]), person=one.person, since=one.since)
        )
        for key, one in found.items()
    ]
    verdicts = said or oa.remarks(store)
    return Answer(data | {"verdicts": verdicts_as_dicts(verdicts)}, [*lines, *verdict_lines(verdicts)])


@group.command("handover", help=N_("OA 换人：连同未办事项的清单交给另一人"))
@option("--to", type=TEXT, required=True, metavar="NAME", help=N_("交给谁"))
@option("--not-staff", is_flag=True, help=N_("接的人不是正式在编在岗人员"))
@option("--note", type=TEXT, default="", help=N_("交接说明"))
@click.pass_obj
def handover(place: Workplace, to: str, not_staff: bool, note: str) -> Answer:
    made = oa.hand_over(place.store(), to, not not_staff, note)
    verdicts = [made.verdict, *oa.remarks(place.store())]
    data = made._asdict() | {
        "from": made.giver,
        "to": made.taker,
        "things": list(made.things),
        "verdict": None,
        "verdicts": verdicts_as_dicts(verdicts),
    }
    del data["verdict"], data["giver"], data["taker"]
    return Answer(data, [*verdict_lines(verdicts), *(clean(f"  {one}") for one in made.things)])


@group.command("explain", help=N_("说明某天为什么漏登；漏登仍记漏登"))
@option("--day", "when", type=TEXT, required=True, metavar="DAY", help=N_("哪天"))
@option("--which", type=click.Choice(("arrival", "leaving")), required=True, help=N_("哪一次登录"))
@option("--why", type=click.Choice(tuple(law.WHY)), default="other", show_default=True,
        help=N_("leave 请假，handover 交接，outage 故障，other 其他"))  # fmt: skip
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def explain(place: Workplace, when: str, which: str, why: str, reason: str) -> Answer:
    made = oa.explain(place.store(), day(place, when, "--day"), which, why, reason)
    from oatui.rules.verdict import Level, Verdict

    said = Verdict("14-2", Level.NOTE, "oa.explained", {"day": made.day, "reason": made.reason})
    return Answer(made._asdict(), [said.message])


@group.command("month", help=N_("一个月的 OA 登录；--out 存成 Excel"))
@option("--month", "month_", type=TEXT, metavar="MONTH", help=N_("哪个月，如 2026-11；不填就是本月"))
@option("--out", type=click.Path(path_type=Path), metavar="FILE", help=N_("存成哪个文件；已有的文件不覆盖"))
@click.pass_obj
def month(place: Workplace, month_: str | None, out: Path | None) -> Answer:
    from oatui.commands.months import read_month
    from oatui.files.list_out import write_list
    from oatui.papers import oa_papers
    from oatui.store import oa_month

    store = place.store()
    year, number = read_month(place, month_)
    days = oa_month.month(store, place.calendar(), year, number)
    sheet = oa_papers.month_sheet(store, place.calendar(), year, number)
    path = write_list(out, sheet) if out else None
    data = {
        "month": f"{year}-{number:02}",
        "days": [
            {
                "date": one.date.isoformat(),
                "arrival": one.states["arrival"],
                "leaving": one.states["leaving"],
                "missed": one.missed,
                "unexplained": one.unexplained,
            }
            for one in days
        ],
        "path": str(path) if path else None,
    }
    lines = list(table(sheet.heads, [tuple(row) for row in sheet.rows]))
    return Answer(data, [*sheet.lines, *lines, *([str(path)] if path else [])])
