"""Records that go between desks as one signed Excel file, on a stick or through OA, where there is no line (14-4)."""

from __future__ import annotations

from pathlib import Path

import click

from oatui import places
from oatui.commands.command import OUT, Answer, Group, Workplace, argument, option
from oatui.commands.lines import clean
from oatui.commands.typed import ID
from oatui.i18n import N_, _
from oatui.rules.verdict import refuse
from oatui.store import meetings, sites

events = Group("events", help=N_("分会场的登记记录：没有线路时用一个 Excel 文件传送"))


@events.command("export", help=N_("导出：在分会场是本会场的登记，在主会场（--site）是给分会场的会议资料"))
@argument("meeting", type=ID, help=N_("会议编号"))
@option("--site", type=ID, metavar="ID", help=N_("在主会场：给哪台分会场机器，编号见 oatui link status"))
@OUT
@click.pass_obj
def export_events(place: Workplace, meeting: int, site: int | None, out: Path) -> Answer:
    from oatui.link import uplink
    from oatui.link.contract import site_name
    from oatui.link.keyring import Keyring
    from oatui.papers import events_papers

    store, ring = place.store(), Keyring(places.link_folder())
    meetings.get(store, meeting)
    if site is None:
        way, joined = uplink.of(store, ring), sites.joined(store)
        if way is None or joined is None or joined.meeting != meeting:
            raise refuse("events_file.no_site")
        path, rows = events_papers.write_door(store, way.site, way.secret, out)
    else:
        one = sites.get(store, site)
        name = site_name(ring.desk(), one.meeting, one.id)
        secret = ring.secret(name)
        if one.meeting != meeting:
            raise refuse("link.other_meeting")
        if one.shut_out_at:
            raise refuse("link.shut_out_before", name=one.name, at=one.shut_out_at)
        if secret is None:
            raise refuse("events_file.unknown", name=one.name)
        path, rows = events_papers.write_part(store, one, name, secret, out)
    line = _("已存 {path}（{n} 条）；只用 OA 或非涉密 U 盘传送", path=path, n=rows)
    return Answer({"path": str(path), "rows": rows}, [clean(line)])


@events.command("import", help=N_("导入：重复导入、线路恢复后再导入，都不会重复登记"))
@argument("file", type=click.Path(path_type=Path), help=N_("oatui 导出的登记记录文件"))
@click.pass_obj
def import_events(place: Workplace, file: Path) -> Answer:
    from oatui.files.events_file import open_events
    from oatui.link import uplink
    from oatui.link.contract import read_name
    from oatui.link.keyring import Keyring
    from oatui.papers import events_papers

    store, ring = place.store(), Keyring(places.link_folder())
    found = open_events(file)
    name = read_name(found.site)
    way = uplink.of(store, ring)
    secret = way.secret if way and way.site == found.site else ring.secret(found.site)
    if name is None or secret is None:
        raise refuse("events_file.unknown", name=file.name)
    site = None if way else sites.get(store, name.number)
    brought = events_papers.bring_in(store, found, secret, site)
    line = _("{file}：{n} 条，新收 {new} 条", file=file.name, n=brought.rows, new=brought.new)
    return Answer({"rows": brought.rows, "new": brought.new}, [clean(line)])


COMMANDS = (events,)
