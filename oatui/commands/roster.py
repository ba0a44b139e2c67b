"""The roster of a meeting: brought in from a file, listed, searched, and the personal codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oatui.commands.arrivals import STATUSES
from oatui.commands.command import Answer, Group, Workplace, argument, option, verdict_lines
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.names import plain
from oatui.rules.verdict import Refused
from oatui.store import meetings, notices, off_roster, people
from oatui.store.database import Store

if TYPE_CHECKING:
    from oatui.files.roster_in import Fault, Person

roster = Group("roster", help=N_("名册：导入、列表、查找、签到码"))

_by = option("--by", type=TEXT, default="", metavar="NAME", help=N_("时限以后改名单由谁提出"))
_because = option("--because", type=TEXT, default="", help=N_("时限以后改名单的原因"))


@dataclass(slots=True)
class _Found:
    """What a file holds, each person with the venue that they go to ("" is the main one)."""

    people: list[tuple[str, Person]]
    faults: list[Fault]
    same_name: list[dict[str, Any]]
    already: int = 0
    imported: int = 0
    refused: Refused | None = None


@roster.command("import", help=N_("导入名册（.xlsx .xls .csv）；多张工作表各为一个会场，有错就一个也不导入"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("file", type=click.Path(path_type=Path), help=N_("名册文件"))
@option("--venue", type=TEXT, metavar="NAME", help=N_("全部放到这个会场，没有就新建"))
@option("--sheet", type=TEXT, metavar="NAME", help=N_("只读这张工作表"))
@option("--dry-run", is_flag=True, help=N_("只检查，不导入"))
@option("--skip-bad-rows", is_flag=True, help=N_("跳过有错的行，导入其余的"))
@_by
@_because
@click.pass_obj
def import_(
    place: Workplace,
    meeting: int,
    file: Path,
    venue: str | None,
    sheet: str | None,
    dry_run: bool,
    skip_bad_rows: bool,
    by: str,
    because: str,
) -> Answer:
    store = place.store()
    try:
        due = notices.fixing(store, meetings.get(store, meeting), place.calendar())
        found = _read(store, meeting, file, sheet, venue)
    except Refused as error:
        found = _Found([], [], [], refused=error)
    stopped = found.refused is not None or (bool(found.faults) and not skip_bad_rows)
    if not stopped and not dry_run and found.people:
        rows = [(where, person.as_row()) for where, person in found.people]
        try:
            made = people.import_roster(
                store, meeting, rows, clean(file.name), deadline=due, by=by, because=because
            )
        except Refused as error:
            found.refused, stopped = error, True
        else:
            found.imported, found.already = made.added, len(made.already)
    lines = list(_import_lines(found))
    if stopped:
        return Answer(_as_dict(found, dry_run), lines, _refusal(found))
    return Answer(_as_dict(found, dry_run), [*lines, _import_result(found, dry_run)])


def _read(store: Store, meeting: int, file: Path, sheet: str | None, venue: str | None) -> _Found:
    from oatui.files import roster_in

    rosters = roster_in.read_rosters(file, sheet)
    own_venues = venue is None and len(rosters) > 1
    placed = [
        (meetings.venue_name((venue or "") or (one.sheet if own_venues else "")), person)
        for one in rosters
        for person in one.people
    ]
    on_roster = people.listed(store, meeting, limit=-1)
    known = {_who(person) for person in on_roster}
    everyone = [person for _where, person in placed]
    return _Found(
        placed,
        [fault for one in rosters for fault in one.faults],
        _same_name([person for person in everyone if _who(person) not in known], on_roster),
        sum(_who(person) in known for person in everyone),
    )


def _who(person: Person | people.Attendee) -> tuple[str, ...]:
    """By what an import knows somebody again: a list that is sent again is numbered anew."""
    return tuple(getattr(person, field).strip() for field in people.WHO)


def _same_name(found: Sequence[Person], on_roster: Sequence[people.Attendee]) -> list[dict[str, Any]]:
    """Groups of one name in the file, or in the file and on the roster; a reader compares them side by side."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for person in found:
        one = {"sheet": person.sheet, "row": person.row, "unit": person.unit, "post": person.post}
        groups.setdefault(plain(person.name), []).append(one)
    for known in on_roster:
        if plain(known.name) in groups:
            one = {"sheet": None, "row": None, "unit": known.unit, "post": known.post, "id": known.id}
            groups[plain(known.name)].append(one)
    return [{"name": name, "people": group} for name, group in groups.items() if len(group) > 1]


def _as_dict(found: _Found, dry_run: bool) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for where, _person in found.people:
        name = where or meetings.MAIN_VENUE
        counts[name] = counts.get(name, 0) + 1
    errors: list[dict[str, Any]] = [
        {
            "sheet": fault.sheet,
            "row": fault.row,
            "column": fault.column,
            "message": fault.verdict.message,
        }
        for fault in found.faults
    ]
    if found.refused:
        errors.append({"sheet": None, "row": None, "column": None, "message": str(found.refused)})
    return {
        "people": len(found.people),
        "imported": found.imported,
        "already": found.already,
        "dry_run": dry_run,
        "errors": errors,
        "same_name": found.same_name,
        "venues": [{"name": name, "people": number} for name, number in counts.items()],
    }


def _import_lines(found: _Found) -> Iterator[str]:
    for fault in found.faults:
        yield clean(
            _(
                "{sheet} 第 {row} 行 {column}：{message}",
                sheet=fault.sheet,
                row=fault.row,
                column=fault.column,
                message=fault.verdict.message,
            )
        )
    for group in found.same_name:
        who = [f"{one['unit']} {one['post']}".strip() or "—" for one in group["people"]]
        yield clean(_("同名 {name}：{who:list}", name=group["name"], who=who))
    if found.already:
        yield _("已在名册上的 {n} 人没有重复导入", n=found.already)


def _import_result(found: _Found, dry_run: bool) -> str:
    if dry_run:
        return _("读到 {n} 人，没有导入（--dry-run）", n=len(found.people))
    return _("读到 {n} 人，导入 {imported} 人", n=len(found.people), imported=found.imported)


def _refusal(found: _Found) -> str:
    if found.refused:
        return str(found.refused)
    return _("有 {n} 处要改，一个也没有导入；改好再导，或加 --skip-bad-rows", n=len(found.faults))


@roster.command("list", help=N_("全部名册"))
@argument("meeting", type=ID, help=N_("会议编号"))
@click.pass_obj
def list_(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    return _people(people.listed(store, meeting, limit=-1))


@roster.command("search", help=N_("按姓名、单位、全拼或首字母查找"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("text", type=TEXT, help=N_("要找的字或拼音"))
@click.pass_obj
def search(place: Workplace, meeting: int, text: str) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    return _people(people.search(store, meeting, text))


def _people(found: Sequence[people.Attendee]) -> Answer:
    rows = [
        (
            each.id,
            each.name,
            each.unit,
            each.post,
            each.venue,
            each.seat,
            _(STATUSES[each.status]) if each.status else _("未到"),
        )
        for each in found
    ]
    heads = (_("编号"), _("姓名"), _("单位"), _("职务"), _("会场"), _("座位"), _("签到"))
    lines = list(table(heads, rows)) or [_("没有人")]
    return Answer([people.as_dict(each) for each in found], lines)


@roster.command("change", help=N_("改名册上的一个人；换会场就空出原来的座位"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("person", type=ID, help=N_("名册里的编号"))
@option("--name", type=TEXT, metavar="NAME", help=N_("姓名"))
@option("--unit", type=TEXT, metavar="NAME", help=N_("单位"))
@option("--post", type=TEXT, metavar="NAME", help=N_("职务"))
@option("--phone", type=TEXT, metavar="NUMBER", help=N_("联系电话"))
@option("--venue", type=TEXT, metavar="NAME", help=N_("会场"))
@_by
@_because
@click.pass_obj
def change(
    place: Workplace, /, meeting: int, person: int, by: str, because: str, **given: str | None
) -> Answer:
    store = place.store()
    old = people.on_roster(store, meeting, person)
    fields = {key: value for key, value in given.items() if value is not None}
    due = notices.fixing(store, meetings.get(store, meeting), place.calendar())
    found = people.change(store, person, deadline=due, by=by, because=because, **fields)
    words = _("{name} 没有改动", name=found.name) if found == old else _("已修改：{name}", name=found.name)
    return Answer(people.as_dict(found), [clean(words)])


@roster.command("imports", help=N_("一次次导入的，还在名册上几人"))
@argument("meeting", type=ID, help=N_("会议编号"))
@click.pass_obj
def imports(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    data = [
        {
            "import": _key(one),
            "at": one.at,
            "source": one.source or _("随会议复制来的"),
            "people": len(one.ids),
        }
        for one in off_roster.imports(store, meeting)
    ]
    lines = [
        clean(_("{key}  {at:short} {at:hm}  {n} 人  {source}", key=one["import"], at=one["at"], n=one["people"], source=one["source"]))
        for one in data
    ]  # fmt: skip
    return Answer(data, lines or [_("没有导入过")])


def _key(one: off_roster.Import) -> str:
    return "copied" if one.key == off_roster.COPIED else f"{one.key[0]}/{one.key[1]}"


@roster.command(
    "take-off",
    help=N_("把加错的人从名册去掉，或撤回一次导入；已签到、请假的留下，原来的登记留在记录里"),
)
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("person", type=ID, nargs=-1, required=False, help=N_("名册里的编号，可填多个"))
@option("--import", "brought", type=TEXT, metavar="KEY", help=N_("撤回这一次导入的人：编号见 roster imports"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("时限以后由谁提出"))
@click.pass_obj
def take_off(
    place: Workplace, meeting: int, person: tuple[int, ...], brought: str | None, reason: str, by: str
) -> Answer:
    store = place.store()
    if bool(person) == bool(brought):
        raise click.UsageError(_("填编号，或用 --import 指明哪次导入"))
    ids = person
    if brought:
        found = {_key(one): one.ids for one in off_roster.imports(store, meeting)}
        if brought not in found:
            raise click.UsageError(_("没有这次导入：{key}", key=brought))
        ids = found[brought]
    due = notices.fixing(store, meetings.get(store, meeting), place.calendar())
    done = off_roster.take_off(store, meeting, ids, reason, deadline=due, by=by)
    data = {
        "taken_off": [one.id for one in done.gone],
        "seats": list(done.seats),
        "stayed": [{"id": one.values["id"], "message": one.message} for one in done.stayed],
    }
    return Answer(data, verdict_lines([done.verdict]))


@roster.command("put-back", help=N_("把去错的人放回名册，编号和签到码不变；已重新加进来的不放"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("person", type=ID, nargs=-1, required=True, help=N_("名册里的编号，可填多个"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("时限以后由谁提出"))
@click.pass_obj
def put_back(place: Workplace, meeting: int, person: tuple[int, ...], reason: str, by: str) -> Answer:
    store = place.store()
    due = notices.fixing(store, meetings.get(store, meeting), place.calendar())
    done = off_roster.put_back(store, meeting, person, reason, deadline=due, by=by)
    data = {"back": list(done.back), "seats": list(done.seats), "twice": list(done.twice)}
    return Answer(data, verdict_lines([done.verdict]))


@roster.command("code", help=N_("把一个人的签到码存成图片"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("person", type=ID, help=N_("名册里的编号"))
@option("--out", type=click.Path(path_type=Path), metavar="FILE", required=True, help=N_("图片文件（.png）"))
@click.pass_obj
def code(place: Workplace, meeting: int, person: int, out: Path) -> Answer:
    from oatui.files.code_out import save_code

    store = place.store()
    found = people.on_roster(store, meeting, person)
    path = save_code(found.code, out)
    data = {"id": found.id, "name": found.name, "code": found.code, "path": str(path)}
    return Answer(data, [clean(_("已存签到码：{name} {path}", name=found.name, path=path))])


COMMANDS = (roster,)
