"""Keeping the store: made, examined, copied and put back."""

from __future__ import annotations

from pathlib import Path

import click

from oatui import places
from oatui.commands.command import Answer, Command, Workplace, argument, option
from oatui.commands.lines import clean
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules.verdict import refuse
from oatui.store import backup, chain, doctor, settings, unheard
from oatui.store.database import StoreTrouble, open_store


@click.command("init", cls=Command, help=N_("新建数据文件；打开桌面时会自己建"))
@option("--office", type=TEXT, metavar="NAME", help=N_("单位名称"))
@click.pass_obj
def init(place: Workplace, office: str | None) -> Answer:
    if Path(place.path).exists():
        raise refuse("store.exists", path=str(place.path))
    if office is not None and not office.strip():
        raise refuse("setting.empty", setting="office")
    store = open_store(place.path, place.clock, places.operator(), create=True)
    try:
        if office is not None:
            settings.set_value(store, "office", office)
        name = settings.get(store, "office")
    finally:
        store.close()
    line = clean(_("已新建数据文件：{path}（{office}）", path=place.path, office=name))
    return Answer({"ok": True, "path": str(place.path), "office": name}, [line])


@click.command("doctor", cls=Command, help=N_("检查数据文件：完整、流水没有被改、各表与流水一致"))
@option(
    "--head",
    type=TEXT,
    metavar="HEX",
    help=N_("打印过的记录链或备份文件名里的16位校验值：查它在不在这条流水里"),
)
@click.pass_obj
def doctor_(place: Workplace, head: str | None) -> Answer:
    printed = None if head is None else doctor.written_head(head)
    known = None
    try:
        report = doctor.examine(place.store())
        if printed and report.head:
            known = chain.event_of_head(place.store(), printed)
    except StoreTrouble as error:
        if error.verdict.key != "store.corrupt":
            raise
        # too damaged to be opened is also a finding
        report = doctor.Report(str(error), "", 0, "", None, False, None)
    lines = [
        *([_("数据文件完好")] if report.ok else []),
        _("完整性：{found}", found=report.integrity),
        _("防改措施：{found}", found=report.guards or "ok"),
        _("流水：{events} 条，校验值 {head}", events=report.events, head=report.head or "—"),
    ]
    if report.broken_at:
        lines.append(_("流水断在：{broken_at}", broken_at=report.broken_at))
    if report.difference:
        lines.append(_("与流水不一致：{difference}", difference=report.difference))
    answer, refusal = report.as_dict(), None
    if printed:
        answer["head"] = {"printed": printed, "found": None}
        if known:
            number, event = known
            answer["head"]["found"] = {"events": number} | {
                key: event[key] for key in ("origin", "seq", "recorded_at")
            }
            at = event["recorded_at"][:19].replace("T", " ")
            lines.append(
                _("校验值 {head} 在流水里：第 {n} 条（{at}）记下后就是它", head=printed, n=number, at=at)
            )
        else:
            answer["ok"] = False
            refusal = _("校验值 {head} 不在这条流水里：打印之后流水被截短或重写过，或换过备份", head=printed)
    if not report.ok:
        refusal = _("数据文件有问题，请不要再用，用最近的备份恢复")
    return Answer(answer, [clean(line) for line in lines], refusal)


@click.command("backup", cls=Command, help=N_("备份到一个新文件，或一个文件夹；使用中也可以"))
@argument("file", type=click.Path(path_type=Path), help=N_("备份文件或文件夹"))
@click.pass_obj
def back_up(place: Workplace, file: Path) -> Answer:
    made = backup.back_up(place.store(), file)
    line = _(
        "已备份：{path}，流水 {events} 条，校验值 {head}", path=made.path, events=made.events, head=made.head
    )
    return Answer(_as_dict(made), [clean(line)])


@click.command("restore", cls=Command, help=N_("用备份恢复；原来的数据文件改名留在旁边"))
@argument("file", type=click.Path(path_type=Path), help=N_("备份文件"))
@click.pass_obj
def restore(place: Workplace, file: Path) -> Answer:
    from oatui.link.keyring import Keyring

    ring = Keyring(places.link_folder())
    in_use = backup.in_use(place.path)
    made = backup.restore(
        file, place.path, place.clock, places.operator(), ring.machines_of_desk(), ring.never_spoke()
    )
    line = _(
        "已恢复：{path}，流水 {events} 条，校验值 {head}", path=made.path, events=made.events, head=made.head
    )
    lines = [clean(line)]
    if in_use:
        lines.append(clean(refuse("restore.in_use").verdict.message))
    if machines := unheard.names(place.store()):
        lines.append(clean(refuse("book.set_back", machines=machines).verdict.message))
    return Answer(_as_dict(made) | {"in_use": in_use}, lines)


def _as_dict(made: backup.Copy) -> dict[str, object]:
    return {
        "ok": True,
        "path": str(made.path),
        "integrity": "ok",
        "journal": {"events": made.events, "head": made.head},
    }


COMMANDS = (init, doctor_, back_up, restore)
