"""日清: what is still open today, what is answered of it, the cleared day and its record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

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
from oatui.commands.lines import clean
from oatui.commands.typed import ID, TEXT, day
from oatui.i18n import N_, _, kind_word, ours_of_day
from oatui.rules import clear_desk as law
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import backup, deadline_acts, incoming_course, oa, open_items, reviews, routines
from oatui.store.database import Store, StoreTrouble
from oatui.store.open_items import OpenItem
from oatui.store.reviews import Card, Review


class _Desk(Group):
    """Lists when no subcommand is named; exit 1 while something is untouched."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] in {"--json", "--all"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


clear_desk = _Desk(
    "clear-desk",
    help=N_("日清：还开着的事逐件办结、转办或顺延（第3条）；不带子命令就列出，有没看过的退出码为 1"),
)


@clear_desk.command("list", help=N_("今天要看的事和看过的事；有没看过的退出码为 1"))
@option("--all", "everything", is_flag=True, help=N_("未到期的也列出"))
@click.pass_obj
def list_(place: Workplace, everything: bool) -> Answer:
    found = reviews.review(place.store(), place.calendar())
    left = found.untouched
    refusal = _("还有 {n} 件没有看过", n=len(left)) if left else None
    return Answer(_as_dict(found), _lines(found, everything), refusal)


def _as_dict(found: Review) -> dict[str, Any]:
    return {
        "date": found.day.isoformat(),
        "is_working_day": found.working,
        "cleared_at": found.cleared.at if found.cleared else None,
        "untouched": len(found.untouched),
        "done": found.count("done"),
        "handed_on": found.count("hand_on"),
        "carried_over": found.count("carry"),
        "streak": found.streak,
        "cards": [_card(card) for card in found.cards],
        "ended": [
            {"kind": one.kind, "id": one.id, "title": one.title, "at": one.at, "by": one.actor}
            for one in found.ended
        ],
        "not_due": [open_items.as_dict(item) for item in found.not_due],
    }


def _card(card: Card) -> dict[str, Any]:
    said = card.answer
    return {
        **open_items.as_dict(card.item),
        "cause": card.cause,
        "carried": card.carried,
        "marked": card.marked,
        "messages": [verdict.message for verdict in (*card.item.words, *card.remarks)],
        "answer": None
        if said is None
        else {
            "way": said.way, "to": said.taker or None, "until": said.until, "reason": said.reason or None,
            "words": said.words or None, "at": said.at, "by": said.actor,
        },
    }  # fmt: skip


def _lines(found: Review, everything: bool) -> Iterator[str]:
    yield _(
        "{day:day}  已办 {done}  转办 {handed}  顺延 {carried}  没看过 {left}",
        day=found.day, done=found.count("done"), handed=found.count("hand_on"), carried=found.count("carry"),
        left=len(found.untouched),
    )  # fmt: skip
    for one in found.ended:
        title = ours_of_day(one.kind, one.id, one.title)
        yield clean(f"{_(law.SAID['done'])}  {kind_word(open_items.KINDS[one.kind])}  {title}".rstrip())
    for card in found.cards:
        said = card.answer
        state = _(law.SAID[said.way]) if said else _(law.CAUSES[card.cause])
        words = [verdict.message for verdict in (*card.item.words, *card.remarks)]
        if said:
            until = _("到{until:day}", until=said.until) if said.until else ""
            reason = _(law.REASONS[said.reason]) if said.reason else ""
            words = [part for part in (said.taker, until, reason, said.words) if part]
        yield clean(f"{state}  {_named(card.item)}  {_('；').join(words)}")
    if everything:
        for item in found.not_due:
            yield clean(f"{_('未到期')}  {_named(item)}  {item.owner}".rstrip())
    else:
        yield _("未到期 {n} 件", n=len(found.not_due))
    if found.cleared:
        yield _("今日已清  {at:hm}  {name}", at=found.cleared.at, name=found.cleared.actor)


def _named(item: OpenItem) -> str:
    title = ours_of_day(item.kind, item.id, item.title)
    return f"{kind_word(open_items.KINDS[item.kind])} [{item.kind} {item.id}]  {title}".rstrip()


@clear_desk.command(
    "answer", help=N_("一件的回答：--done 办结，--hand-on 转给谁，或 --carry 顺延到哪天并写 --reason")
)
@argument("kind", type=click.Choice(list(open_items.KINDS)), help=N_("种类，如 deadline、incoming、document"))
@argument("item", type=ID, help=N_("编号；OA 登录写日期，如 20261124"))
@option(
    "--done", is_flag=True, help=N_("已办：时限、收文在这里办结，OA 登录在这里登记；别的在各自的命令里办")
)
@option("--hand-on", "to", type=TEXT, metavar="NAME", help=N_("转给谁"))
@option("--carry", type=TEXT, metavar="DATE", help=N_("顺延到哪天"))
@option(
    "--reason", type=click.Choice(list(law.REASONS)), default=None,
    help=N_("leader 等领导签批，reply 等对方回复，material 资料未齐，away 外出，other 其他（写 --words）"),
)  # fmt: skip
@option("--words", type=TEXT, default="", help=N_("办理结果、交代的话，或其他原因"))
@option("--because", type=TEXT, default="", help=N_("超期才办结的，写明原因"))
@click.pass_obj
def answer(
    place: Workplace, kind: str, item: int, done: bool, to: str | None, carry: str | None, reason: str | None,
    words: str, because: str,
) -> Answer:  # fmt: skip
    if sum((done, to is not None, carry is not None)) != 1:
        raise click.UsageError(_("--done、--hand-on、--carry 要填一项，也只能填一项"))
    if reason and carry is None:
        raise click.UsageError(_("--reason 与 --carry 同用"))
    store, calendar = place.store(), place.calendar()
    before = open_items.find(store, kind, item, calendar)
    title = (before.title if before else "") or kind_word(open_items.KINDS[kind])
    if done:
        if before is None:
            raise refuse("clear_desk.not_open", "3-1")
        if kind in open_items.PLAIN:
            reviews.answer(store, kind, item, "done", calendar, words=words)
            notes = []
        else:
            notes = _end(store, before, words, because)
        data: dict[str, Any] = {
            "kind": kind,
            "id": item,
            "way": "done",
            "to": None,
            "until": None,
            "reason": None,
        }
        return Answer(data | {"verdicts": verdicts_as_dicts(notes)}, verdict_lines(notes))
    until = day(place, carry, "--carry") if carry is not None else None
    said, notes = reviews.answer(
        store, kind, item, "carry" if carry is not None else "hand_on", calendar,
        to=to or "", until=until, reason=reason or "", words=words,
    )  # fmt: skip
    values = {"title": title, "to": said.taker, "until": said.until}
    notes = [Verdict(None, Level.OK, f"clear_desk.said_{said.way}", values), *notes]
    data = {
        "kind": kind, "id": item, "way": said.way, "to": said.taker or None, "until": said.until,
        "reason": said.reason or None, "verdicts": verdicts_as_dicts(notes),
    }  # fmt: skip
    return Answer(data, verdict_lines(notes))


def _end(store: Store, item: OpenItem, words: str, because: str) -> list[Verdict]:
    """End it where its room can end it with no more than words."""
    if item.kind == "deadline":
        made = deadline_acts.done(store, item.id, words, because=because)
        return [made.verdict, *made.notes]
    if item.kind == "incoming":
        ended = incoming_course.end(store, item.id, words, late_because=because)
        return [ended.verdict, *ended.notes]
    if item.kind in law.OF_THE_DAY:
        which: Any = item.kind.removeprefix("oa_")
        return [routines.log_in(store, which=which, reason=words).verdict]
    if item.kind == "oa_item":
        oa.finish(store, item.id)
        return []
    raise refuse("clear_desk.own_end", "3-1", title=item.title or open_items.KINDS[item.kind])


@clear_desk.command("take-back", help=N_("收回今天的上一个回答"))
@click.pass_obj
def take_back(place: Workplace) -> Answer:
    back = reviews.take_back(place.store())
    said = Verdict(
        None,
        Level.OK,
        "clear_desk.taken_back",
        {"title": back.title or kind_word(open_items.KINDS[back.kind])},
    )
    return Answer({"kind": back.kind, "id": back.item, "way": back.way}, verdict_lines([said]))


@clear_desk.command("close", help=N_("都看过了，记下今日日清，并备份在库文件旁边"))
@click.pass_obj
def close(place: Workplace) -> Answer:
    store = place.store()
    made, verdict = reviews.clear(store, place.calendar())
    said = [verdict]
    path = None
    try:
        path = backup.back_up_day(store).path
        said.append(Verdict(None, Level.OK, "clear_desk.backed_up", {"path": str(path)}))
    except (Refused, StoreTrouble) as no:
        # the day is clear all the same
        said.append(no.verdict)
    data = {
        "date": made.day, "cleared_at": made.at, "by": made.actor, "lines": made.lines, "not_due": made.not_due,
        "backup": str(path) if path else None, "verdicts": verdicts_as_dicts(said),
    }  # fmt: skip
    return Answer(data, verdict_lines(said))


@clear_desk.command("record", help=N_("日清记录（Word）：打印、签名，办公室负责人每周签阅"))
@option("--date", "written", type=TEXT, metavar="DATE", help=N_("哪一天；不填就是今天"))
@OUT
@click.pass_obj
def record(place: Workplace, written: str | None, out: Path) -> Answer:
    from oatui.files.day_record_out import write_day_record
    from oatui.papers.day_papers import day_record

    which: date = day(place, written, "--date") if written else place.clock.now().date()
    made = day_record(place.store(), which)
    path = write_day_record(out, made)
    return Answer(
        {"path": str(path), "date": which.isoformat(), "lines": len(made.lines), "head": made.head},
        [clean(_("日清记录已存：{path}", path=str(path)))],
    )


COMMANDS = (clear_desk,)
