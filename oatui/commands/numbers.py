"""The number book: reserved, void and off-line numbers, gaps and their explanation, a year's closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from oatui.commands import typed
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
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.number_book import STATES, WAYS
from oatui.rules.numbering import LETTER
from oatui.rules.verdict import Verdict
from oatui.store import book_year, number_book, number_lines, numbers, register_lines
from oatui.store.number_lines import Line

number = Group("number", help=N_("号簿：预留、线下占用、作废、空号说明、年度关簿、旧台账导入（第12条）"))

_number = argument("number", type=TEXT, help=N_("发文字号，或号簿里的编号"))
_by = option("--by", type=TEXT, metavar="NAME", required=True, help=N_("谁决定的"))
_reason = option("--reason", type=TEXT, required=True, help=N_("原因"))
_year = option("--year", type=int, metavar="YEAR", help=N_("哪一年；不填是今年"))
_series = option("--series", type=TEXT, metavar="CODE", help=N_("只要这个代字"))


@number.command("reserve", help=N_("预留今年的下一个号；自动编号从它后面接着编"))
@argument("series", type=TEXT, help=N_("代字，如 嘉商务字"))
@option("--purpose", type=TEXT, required=True, help=N_("用途"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("申请人"))
@option("--count", type=int, default=1, metavar="N", help=N_("几个号；不填是 1 个"))
@option("--until", type=TEXT, metavar="DATE", help=N_("预留到哪一天；不填到年底"))
@option("--request", type=TEXT, metavar="ID", help=N_("请求的编号：同一个请求再问，还是同一个号"))
@click.pass_obj
def reserve(
    place: Workplace, series: str, purpose: str, by: str, count: int, until: str | None, request: str | None
) -> Answer:
    expires = typed.day(place, until, "--until") if until is not None else None
    made = number_book.reserve(
        place.store(), series, purpose, by, count=count, expires=expires, request_id=request
    )
    return Answer(as_dict(made[0]) | {"numbers": [as_dict(one) for one in made]}, _lines(made))


@number.command("void", help=N_("作废一个号：号不再用，公文上也注明"))
@_number
@_reason
@_by
@option("--at", type=TEXT, metavar="TIME", help=N_("作废的时间；不填就是现在"))
@option("--mistaken", is_flag=True, help=N_("登记错了的线下占用或旧台账：这个号其实没有用过"))
@click.pass_obj
def void(place: Workplace, number: str, reason: str, by: str, at: str | None, mistaken: bool) -> Answer:
    store = place.store()
    when = typed.said_at(place, at)
    line = number_lines.written(store, number)
    return _made(number_book.void(store, line.id, reason, by, at=when, mistaken=mistaken))


@number.command("off-line", help=N_("补登线下占用的号：已编的不能再登，成文日期倒号的提醒"))
@argument("number", type=TEXT, help=N_("发文字号，如 嘉商务字〔2026〕1号"))
@option("--title", type=TEXT, required=True, help=N_("标题"))
@option("--section", type=TEXT, required=True, metavar="NAME", help=N_("拟稿科室"))
@option("--date", "dated", type=TEXT, required=True, metavar="DATE", help=N_("成文日期"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("谁编的号"))
@option("--kind", type=TEXT, default="", metavar="KIND", help=N_("文种"))
@option("--signer", type=TEXT, default="", metavar="NAME", help=N_("签发人"))
@click.pass_obj
def off_line(
    place: Workplace, number: str, title: str, section: str, dated: str, by: str, kind: str, signer: str
) -> Answer:
    on = typed.day(place, dated, "--date")
    made = number_book.enter_off_line(place.store(), number, title, section, on, by, kind=kind, signer=signer)
    return _made(made.line, made.notes)


@number.command("gaps", help=N_("空号说明：作废、预留未用、空号，和还没有说明的缺号"))
@_year
@_series
@option("--out", type=click.Path(path_type=Path), metavar="FILE", help=N_("另存为 Excel 文件（.xlsx）"))
@click.pass_obj
def gaps(place: Workplace, year: int | None, series: str | None, out: Path | None) -> Answer:
    store = place.store()
    wanted = year or place.clock.now().year
    found = number_lines.unused(store, wanted, series, limit=-1)
    lines = list(_table(found)) or [_("{year} 年没有空号", year=wanted)]
    if out is not None:
        from oatui.files.gap_list_out import write_gap_list
        from oatui.papers.number_papers import gap_list

        saved = write_gap_list(out, gap_list(store, wanted, series))
        lines.append(clean(_("空号说明已存：{path}", path=saved.path)))
    return Answer([as_dict(one) for one in found], lines)


@number.command("explain", help=N_("说明缺号：一个，或从第一个到最后一个"))
@argument("number", type=TEXT, help=N_("缺的发文字号，如 嘉商务字〔2026〕5号"))
@option("--to", type=int, metavar="N", help=N_("连着几个号时，到哪个序号"))
@_reason
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("谁说明的"))
@click.pass_obj
def explain(place: Workplace, number: str, to: int | None, reason: str, by: str) -> Answer:
    from oatui.rules.numbering import check_number
    from oatui.rules.verdict import Refused
    from oatui.store import documents

    store = place.store()
    found = check_number(number, documents.known_series(store))
    if found.series is None or found.year is None or found.sequence is None:
        raise Refused(found.verdicts[-1])
    last = found.sequence if to is None else to
    made = number_book.explain(store, found.series, found.year, found.sequence, last, reason, by)
    return Answer(as_dict(made[0]) | {"numbers": [as_dict(one) for one in made]}, _lines(made))


@number.command("use", help=N_("让一份签发了的公文取用预留的号"))
@_number
@argument("document", type=ID, help=N_("公文编号"))
@click.pass_obj
def use(place: Workplace, number: str, document: int) -> Answer:
    store = place.store()
    line = number_lines.written(store, number)
    numbers.give_number(store, document, reserved=line.id, calendar=place.calendar())
    return _made(number_lines.get(store, line.id))


@number.command("lapse", help=N_("预留到期没有用：登记为预留未用"))
@_number
@_by
@click.pass_obj
def lapse(place: Workplace, number: str, by: str) -> Answer:
    store = place.store()
    return _made(number_book.lapse(store, number_lines.written(store, number).id, by))


@number.command("letter", help=N_("登记不编号直接盖章的便函（10-4）"))
@option("--title", type=TEXT, required=True, help=N_("标题"))
@option("--kind", type=TEXT, default=LETTER, show_default=True, metavar="KIND", help=N_("文种"))
@option("--section", type=TEXT, required=True, metavar="NAME", help=N_("拟稿科室"))
@option("--date", "dated", type=TEXT, required=True, metavar="DATE", help=N_("成文日期"))
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("拟稿人"))
@option("--signer", type=TEXT, default="", metavar="NAME", help=N_("签发人"))
@click.pass_obj
def letter(place: Workplace, title: str, kind: str, section: str, dated: str, by: str, signer: str) -> Answer:
    on = typed.day(place, dated, "--date")
    return _made(
        register_lines.register_letter(place.store(), title, kind, section, on, by=by, signer=signer)
    )


@number.command("joint", help=N_("登记联合行文：用牵头单位的字号，不占本单位的号"))
@argument("number", type=TEXT, help=N_("牵头单位的发文字号"))
@option("--lead", type=TEXT, required=True, metavar="NAME", help=N_("牵头单位"))
@option("--document", type=ID, metavar="ID", help=N_("走了本单位签批的公文；不填只登记"))
@option("--title", type=TEXT, default="", help=N_("标题"))
@option("--kind", type=TEXT, default="", metavar="KIND", help=N_("文种"))
@option("--section", type=TEXT, default="", metavar="NAME", help=N_("拟稿科室"))
@option("--date", "dated", type=TEXT, metavar="DATE", help=N_("成文日期；不填是今天"))
@click.pass_obj
def joint(
    place: Workplace, number: str, lead: str, document: int | None, title: str, kind: str, section: str,
    dated: str | None,
) -> Answer:  # fmt: skip
    store = place.store()
    if document is not None:
        register_lines.take_joint_number(store, document, number, lead)
        line = number_lines.of_document(store, document)
        assert line is not None
        return _made(line)
    on = typed.day(place, dated, "--date") if dated is not None else place.clock.now().date()
    return _made(register_lines.register_joint(store, number, lead, title, kind, section, on))


@number.command("strike", help=N_("作废登记簿里没有本单位号的一行（不编号、联合行文）"))
@argument("line", type=ID, help=N_("登记簿里的编号"))
@_reason
@_by
@click.pass_obj
def strike(place: Workplace, line: int, reason: str, by: str) -> Answer:
    return _made(register_lines.strike(place.store(), line, reason, by))


@number.command("close", help=N_("年度关簿：那一年过完，缺号都说明了，预留都处理了"))
@argument("year", type=int, help=N_("哪一年"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("批准人，一般是办公室负责人"))
@click.pass_obj
def close(place: Workplace, year: int, by: str) -> Answer:
    return _book(book_year.close_year(place.store(), year, by))


@number.command("reopen", help=N_("重开已关的号簿"))
@argument("year", type=int, help=N_("哪一年"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("批准人，一般是办公室负责人"))
@_reason
@click.pass_obj
def reopen(place: Workplace, year: int, by: str, reason: str) -> Answer:
    return _book(book_year.reopen_year(place.store(), year, by, reason))


@number.command("list", help=N_("一年的发文登记：每个号一行，连同不编号和联合行文的"))
@_year
@_series
@click.pass_obj
def list_(place: Workplace, year: int | None, series: str | None) -> Answer:
    wanted = year or place.clock.now().year
    found = number_lines.lines(place.store(), wanted, series, limit=-1)
    lines = list(_table(found)) or [_("{year} 年还没有编号", year=wanted)]
    return Answer([as_dict(one) for one in found], lines)


# ------------------------------------------------------------------ what is printed


def as_dict(line: Line) -> dict[str, Any]:
    """A line of the number book as the command line prints it."""
    return {
        "id": line.id or None,
        "state": line.state,
        "number": line.number,
        "way": line.way,
        "series": line.series or None,
        "year": line.year,
        "first": line.first or None,
        "sequence": line.sequence or None,
        "document": line.document,
        "title": line.title,
        "kind": line.kind,
        "section": line.section,
        "dated": line.dated or None,
        "person": line.person,
        "signer": line.signer,
        "purpose": line.purpose or None,
        "expires": line.expires,
        "given_at": line.given_at or None,
        "given_by": line.given_by,
        "reason": line.reason,
        "by": line.ended_by,
        "ended_at": line.ended_at,
    } | {name: text for name, text in line.more.items() if name in {"lead", "written"}}


def _made(line: Line, notes: Sequence[Verdict] = ()) -> Answer:
    return Answer(
        as_dict(line) | {"verdicts": verdicts_as_dicts(notes)}, [*_lines([line]), *verdict_lines(notes)]
    )


def _lines(made: Iterable[Line]) -> list[str]:
    return [clean(f"{line.number}  {_state(line)}  {line.words or line.reason}") for line in made]


def _state(line: Line) -> str:
    """How the number stands: 已编, 线下占用, 预留 …"""
    if line.state == "given" and line.way in {"off_line", "unnumbered", "joint", "imported"}:
        return _(WAYS[line.way])
    return _(STATES[line.state])


def _table(found: Sequence[Line]) -> Iterable[str]:
    heads = (_("编号"), _("发文字号"), _("情形"), _("标题或用途"), _("成文日期"), _("原因"), _("责任人"))
    rows = [
        (one.id or "", one.number, _state(one), one.words, one.dated, one.reason, one.ended_by)
        for one in found
    ]
    return table(heads, rows)


def _book(book: book_year.YearBook) -> Answer:
    data = {
        "year": book.year,
        "closed": book.closed,
        "by": book.closed_by or None,
        "at": book.closed_at or None,
        "missing": book.missing,
        "reserved": book.reserved,
    }
    if book.closed:
        words = _("{year} 年号簿已关，{by} 批准", year=book.year, by=book.closed_by)
    else:
        words = _("{year} 年号簿已重开", year=book.year)
    return Answer(data, [clean(words)])


COMMANDS = (number,)
