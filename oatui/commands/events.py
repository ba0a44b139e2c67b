"""Records that go between desks as one signed Excel file, on a stick or through OA, where there is no line (14-4)."""

from __future__ import annotations

from pathlib import Path

import click

from oatui import places
from oatui.commands.command import OUT, Answer, Group, Workplace, argument, option
from oatui.commands.lines import clean
from oatui.commands.typed import ID
from oatui.i18n import N_, _

events = Group("events", help=N_("分会场的登记记录：没有线路时用一个 Excel 文件传送"))


@events.command("export", help=N_("导出：在分会场是本会场的登记，在主会场（--site）是给分会场的会议资料"))
@argument("meeting", type=ID, help=N_("会议编号"))
@option("--site", type=ID, metavar="ID", help=N_("在主会场：给哪台分会场机器，编号见 oatui link status"))
@OUT
@click.pass_obj
def export_events(place: Workplace, meeting: int, site: int | None, out: Path) -> Answer:
    from oatui.link.keyring import Keyring
    from oatui.papers import events_carried

    ring = Keyring(places.link_folder())
    path, rows = events_carried.save(place.store(), ring, meeting, site, out)
    line = _("已存：{path}（{n} 条）；只用 OA 或非涉密 U 盘传送", path=path, n=rows)
    return Answer({"path": str(path), "rows": rows}, [clean(line)])


@events.command("import", help=N_("导入：重复导入、线路恢复后再导入，都不会重复登记"))
@argument("file", type=click.Path(path_type=Path), help=N_("oatui 导出的登记记录文件"))
@click.pass_obj
def import_events(place: Workplace, file: Path) -> Answer:
    from oatui.link.keyring import Keyring
    from oatui.papers import events_carried

    brought = events_carried.bring(place.store(), Keyring(places.link_folder()), file)
    line = _("{file}：{n} 条，新收 {new} 条", file=file.name, n=brought.rows, new=brought.new)
    return Answer({"rows": brought.rows, "new": brought.new}, [clean(line)])


COMMANDS = (events,)
