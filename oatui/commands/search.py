"""Search over everything: documents, the register, incoming papers, meetings and people."""

from __future__ import annotations

from typing import Any

import click

from oatui.commands.command import Answer, Command, Workplace, argument, option
from oatui.commands.lines import table
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.store import search
from oatui.store.search_lines import KINDS, Found


def as_dict(one: Found) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "number": one.number or None,
        "unit": one.unit,
        "date": one.date,
    }


@click.command(
    "search", cls=Command,
    help=N_("查找：标题、字号、单位、姓名的任何一部分，或拼音全拼、首字母；新的在前"),
)  # fmt: skip
@argument("text", type=TEXT, help=N_("要找的；几个词用空格隔开，都要有"))
@option(
    "--kind", type=click.Choice(list(search.GROUPS)), metavar="KIND",
    help=N_("document 公文，register 登记簿，incoming 收文，meeting 会议，person 人员；不填是全部"),
)  # fmt: skip
@option("--limit", type=click.IntRange(1), default=100, show_default=True, metavar="N", help=N_("最多几条"))
@option("--rebuild", is_flag=True, help=N_("先把查找的索引重做一遍"))
@click.pass_obj
def search_(place: Workplace, text: str, kind: str | None, limit: int, rebuild: bool) -> Answer:
    store = place.store()
    if rebuild:
        search.rebuild(store)
    search.catch_up(store)
    found, hits = search.search(store, text, kind or "", limit)
    heads = (_("类别"), _("编号"), _("标题、姓名"), _("字号"), _("科室、单位"), _("日期"))
    rows = [(_(KINDS[one.kind]), one.id, one.title, one.number, one.unit, one.date) for one in found]
    lines = list(table(heads, rows)) or [_("没有找到“{text}”", text=text)]
    if len(hits.places) > len(found):
        lines.append(_("共 {n} 条以上", n=search.MOST) if hits.more else _("共 {n} 条", n=len(hits.places)))
    return Answer([as_dict(one) for one in found], lines)


COMMANDS = (search_,)
