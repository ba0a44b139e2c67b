"""The duty roster on the command line (articles 23, 24)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oatui.clock import iso
from oatui.commands.command import (
    OUT,
    Answer,
    Group,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.day_lines import gap_data, gap_words
from oatui.commands.exports import export
from oatui.commands.lines import clean, table
from oatui.commands.typed import TEXT, day, said_at
from oatui.i18n import N_, _, format_list, ours
from oatui.rules import duty as law
from oatui.rules.duty import Gap
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.store import duty, duty_changes, duty_watch
from oatui.store.duty import Line
from oatui.store.duty_changes import Change
from oatui.store.duty_watch import HandOver

if TYPE_CHECKING:
    from oatui.papers.duty_draft import DutyDraft

group = Group("duty", help=N_("值班：谁值班、空档、换班、试呼、交接（第23条）"))
DAY = argument("when", type=TEXT, metavar="DAY", help=N_("哪一天，如 2026-11-28、明天"))
SHIFT = argument("shift", type=TEXT, help=N_("班次，如 白班"))


def _data(line: Line) -> dict[str, Any]:
    one = line.entry
    return {
        "day": one.day.isoformat(), "shift": one.shift, "starts": iso(one.starts), "ends": iso(one.ends),
        "leader": one.leader._asdict(), "persons": [person._asdict() for person in one.persons],
        "reached": line.reached, "called_at": line.called_at or None,
    }  # fmt: skip


@group.command("show", help=N_("值班表；不填就是今天起 14 天"))
@option("--from", "first", type=TEXT, metavar="DATE", help=N_("从哪一天起"))
@option("--days", type=click.IntRange(1, 366), default=14, metavar="N", help=N_("几天"))
@click.pass_obj
def show(place: Workplace, first: str | None, days: int) -> Answer:
    begin = day(place, first, "--from") if first else place.clock.now().date()
    found = duty.listed(place.store(), begin, days)
    rows = [
        (
            str(one.entry.day),
            f"{ours(one.entry.shift)} {law.hours_of(one.entry)}",
            str(one.entry.leader),
            format_list(one.entry.persons),
        )
        for one in found
    ]
    heads = (_("日期"), _("班次"), _("带班领导"), _("值班人员"))
    return Answer([_data(one) for one in found], list(table(heads, rows)) or [_("还没有值班表")])


@group.command("set", help=N_("排一班：原来的由这次的代替"))
@DAY
@SHIFT
@option("--leader", type=TEXT, default="", metavar="NAME", help=N_("带班领导和电话，如 “李某 13800000000”"))
@option("--persons", type=TEXT, default="", metavar="NAMES", help=N_("值班人员和电话，几个人用顿号隔开"))
@option("--reason", type=TEXT, default="", help=N_("换成别人要写原因"))
@click.pass_obj
def set_(place: Workplace, shift: str, leader: str, persons: str, reason: str, when: str) -> Answer:
    store = place.store()
    entry = duty.entry(store, day(place, when, "DAY"), shift, *law.read_people(leader, persons))
    remarks = duty_changes.put(store, [entry], reason=reason)
    remarks += law.of_years([entry.day], place.calendar())
    return _done(Verdict(None, Level.OK, "duty.set", {"n": 1}), remarks)


def _done(said: Verdict, remarks: list[Verdict]) -> Answer:
    return Answer({"verdicts": verdicts_as_dicts([said, *remarks])}, [*verdict_lines([said, *remarks])])


@group.command("swap", help=N_("换班：两个班上的两个人对换，写原因和谁同意的"))
@DAY
@SHIFT
@argument("name", type=TEXT, help=N_("这一班的谁"))
@option(
    "--with",
    "other",
    type=TEXT,
    required=True,
    metavar="DAY/SHIFT/NAME",
    help=N_("和哪一班的谁，如 2026-12-05/夜班/李某"),
)
@option("--reason", type=TEXT, default="", help=N_("为什么换"))
@option("--agreed", type=TEXT, default="", metavar="NAME", help=N_("谁同意的"))
@click.pass_obj
def swap(place: Workplace, shift: str, name: str, other: str, reason: str, agreed: str, when: str) -> Answer:
    store = place.store()
    try:
        other_day, other_shift, other_name = other.split("/")
    except ValueError as error:
        raise click.BadParameter(_("要写成 日期/班次/姓名"), param_hint="--with") from error
    one, two = (day(place, when, "DAY"), shift), (day(place, other_day, "--with"), other_shift)
    remarks = duty_changes.swap(store, one, name, two, other_name, reason, agreed)
    return _done(Verdict(None, Level.OK, "duty.swapped", {"name": name, "other": other_name}), remarks)


@group.command("withdraw", help=N_("撤下一班，写原因；空出来的时间会报空档"))
@DAY
@SHIFT
@option("--reason", type=TEXT, default="", help=N_("为什么撤下"))
@click.pass_obj
def withdraw(place: Workplace, shift: str, reason: str, when: str) -> Answer:
    store, which = place.store(), day(place, when, "DAY")
    left = duty_changes.withdraw(store, which, shift, reason)
    said = Verdict(None, Level.OK, "duty.withdrawn", {"day": which.isoformat(), "shift": shift})
    return _done(said, [law.told(left)] if left else [])


@group.command("log", help=N_("值班的变动和交接班，最近的在前"))
@option("--most", type=click.IntRange(1, 1000), default=30, metavar="N", help=N_("几条"))
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("另存成 Excel，文件名以 .docx 结尾就存成 Word"),
)
@click.pass_obj
def log(place: Workplace, most: int, out: Path | None) -> Answer:
    store = place.store()
    if out:
        from oatui.papers import duty_papers

        path, rows = duty_papers.write_log(store, out, most)
        return Answer({"path": str(path), "rows": rows}, [clean(_("已存：{path}", path=path))])
    changes, handed = duty_changes.changes(store, most=most), duty_watch.hand_overs(store, most=most)
    lines = [(one.at, one.line.message) for one in changes] + [(one.at, one.line.message) for one in handed]
    return Answer(
        {"changes": [_plain(one) for one in changes], "hand_overs": [_plain(one) for one in handed]},
        [clean(words) for _at, words in sorted(lines, reverse=True)[:most]] or [_("还没有变动和交接")],
    )


def _plain(one: Change | HandOver) -> dict[str, Any]:
    return {**one._asdict(), "day": one.day.isoformat()}


@group.command("import", help=N_("导入值班表（.xlsx .xls .csv .docx）；有错就一班也不导入"))
@argument("file", type=click.Path(path_type=Path), help=N_("值班表文件"))
@option("--dry-run", is_flag=True, help=N_("只检查，不导入"))
@option("--skip-bad-rows", is_flag=True, help=N_("跳过有错的班，导入其余的"))
@option("--reason", type=TEXT, default="", help=N_("换成别人要写原因"))
@click.pass_obj
def import_(place: Workplace, file: Path, dry_run: bool, skip_bad_rows: bool, reason: str) -> Answer:
    from oatui.papers.duty_draft import DutyDraft, read_draft

    store = place.store()
    refused: Refused | None = None
    draft = DutyDraft(clean(file.name), [])
    written = 0
    try:
        draft = read_draft(store, file, place.calendar())
        bad = draft.faulty() and not skip_bad_rows
        if draft.needs_reason and not reason.strip():
            law.judge_change(draft.replaced()[0], None, reason, place.clock.now())
        if not bad and not dry_run and draft.incoming():
            duty_changes.put(store, draft.incoming(), draft.name, reason, whole=True)
            written = len(draft.incoming())
    except Refused as error:
        refused = error
    data, lines = _imported(draft, written, dry_run), [*_import_lines(draft)]
    if refused:
        data["errors"].append({"sheet": None, "row": None, "column": None, "message": str(refused)})
        return Answer(data, lines, str(refused))
    n, faulty = len(draft.incoming()), len(draft.faulty())
    if faulty and not skip_bad_rows:
        return Answer(
            data, lines, _("有 {n} 处要改，一班也没有导入；改好再导，或加 --skip-bad-rows", n=faulty)
        )
    words = N_("读到 {n} 班，没有导入（--dry-run）") if dry_run else N_("导入 {n} 班")
    return Answer(data, [*lines, _(words, n=n)])


def _imported(draft: DutyDraft, written: int, dry_run: bool) -> dict[str, Any]:
    return {
        "shifts": len(draft.incoming()),
        "imported": written,
        "dry_run": dry_run,
        "changed": len(draft.changed()),
        "replaced": [f"{one.day.isoformat()} {one.shift}" for one in draft.gone],
        "errors": [
            {"sheet": one.sheet, "row": one.row, "column": one.column, "message": one.verdict.message}
            for line in draft.faulty()
            if (one := line.fault)
        ],
        "gaps": [gap_data(gap) for gap in draft.gaps],
        "verdicts": verdicts_as_dicts(draft.remarks),
    }


def _import_lines(draft: DutyDraft) -> Iterator[str]:
    for line in draft.faulty():
        if one := line.fault:
            words = _("{sheet} 第 {row} 行 {column}：{message}", sheet=one.sheet, row=one.row, column=one.column,
                      message=one.verdict.message)  # fmt: skip
            yield clean(words)
    yield from map(clean, map(gap_words, draft.gaps))
    yield from verdict_lines(draft.remarks)
    if n := len(draft.changed()) + len(draft.gone):
        yield _("其中 {n} 班原来排的是别人或别的班次", n=n)


@export.command("duty", help=N_("值班表存成 Excel，文件名以 .docx 结尾就存成 Word"))
@option("--from", "first", type=TEXT, metavar="DATE", help=N_("从哪一天起"))
@option("--days", type=click.IntRange(1, 366), default=31, metavar="N", help=N_("几天"))
@option("--blank", is_flag=True, help=N_("空白表，填好再导入"))
@OUT
@click.pass_obj
def export_duty(place: Workplace, first: str | None, days: int, blank: bool, out: Path) -> Answer:
    from oatui.papers import duty_papers

    store = place.store()
    begin = day(place, first, "--from") if first else place.clock.now().date()
    path, rows = duty_papers.write(store, out, begin, days, blank=blank)
    return Answer({"path": str(path), "rows": rows}, [clean(_("已存：{path}", path=path))])


@group.command("gaps", help=N_("没有人值守的时间；有空档退出码是 1"))
@option("--days", type=click.IntRange(1, 366), metavar="N", help=N_("今天起几天；不填用设置里的"))
@click.pass_obj
def gaps(place: Workplace, days: int | None) -> Answer:
    found, led = duty.gaps_ahead(place.store(), days), duty.leaderless_ahead(place.store(), days)
    lines = [*map(gap_words, found), *(law.no_leader(one).message for one in led)]
    return Answer(
        [*map(gap_data, found), *(gap_data(Gap(one.starts, one.ends), "leader") for one in led)],
        lines or [_("没有空档")],
        _("值班有 {n} 处空档", n=len(found)) if found else None,
    )


AT = option("--at", type=TEXT, metavar="TIME", help=N_("什么时候，如 0830；不填就是现在"))


@group.command("test-call", help=N_("试呼：值班电话打通了没有（23-2）"))
@DAY
@SHIFT
@option("--not-reached", is_flag=True, help=N_("没有打通"))
@AT
@click.pass_obj
def test_call(place: Workplace, shift: str, not_reached: bool, at: str | None, when: str) -> Answer:
    made = said_at(place, at)
    one = duty_watch.test_call(place.store(), day(place, when, "DAY"), shift, not not_reached, at=made).entry
    return _done(Verdict("23-2", Level.OK, "duty.called", {"day": one.day.isoformat(), "shift": shift}), [])


@group.command("hand-over", help=N_("交接班：谁交给谁；没办完的事件、明电、时限一并写明"))
@DAY
@SHIFT
@option("--from", "giver", type=TEXT, required=True, metavar="NAME", help=N_("交班人"))
@option("--to", "taker", type=TEXT, required=True, metavar="NAME", help=N_("接班人"))
@option("--matters", type=TEXT, default="", metavar="TEXT", help=N_("还要交代的"))
@AT
@click.pass_obj
def hand_over(
    place: Workplace, shift: str, giver: str, taker: str, matters: str, at: str | None, when: str
) -> Answer:
    made = said_at(place, at)
    one, said = duty_watch.hand_over(
        place.store(), day(place, when, "DAY"), shift, giver, taker, place.calendar(), matters, at=made
    )
    return Answer({**_plain(one), "verdicts": verdicts_as_dicts([said])}, verdict_lines([said]))


COMMANDS = (group,)
