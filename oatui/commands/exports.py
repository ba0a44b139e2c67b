"""The papers of a meeting as files: cards, invitations, sheets, the circular, the seat map, slips and forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oatui.commands import typed
from oatui.commands.command import OUT, Answer, Function, Group, Workplace, argument, option
from oatui.commands.lines import clean
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.listing import ORDERS
from oatui.store import meetings

if TYPE_CHECKING:
    from oatui.files.card_out import Agreement, Card, Printed
    from oatui.files.register_out import Written

SHOWN = 10  # names in a line for a person

export = Group("export", help=N_("导出：席签、邀请单、签到表、出席表、通报、座次图、请假单、回执"))


def _paper(function: Function) -> Function:
    """What every export is told: the meeting and the file."""
    return argument("meeting", type=ID, help=N_("会议编号"))(OUT(function))


def _venue(function: Function) -> Function:
    return option("--venue", type=TEXT, default="", metavar="NAME", help=N_("只要这个会场"))(function)


def _order(function: Function) -> Function:
    return option(
        "--order", type=click.Choice(tuple(ORDERS)), default="roster", show_default=True,
        help=N_("次序：roster 按名册，strokes 按姓氏笔画，pinyin 按姓氏拼音"),
    )(function)  # fmt: skip


@export.command("cards", help=N_("席签（PDF）：对折两面，上面一面倒印；与座位不符的列出"))
@_paper
@_venue
@option("--person", "persons", type=ID, multiple=True, metavar="ID", help=N_("只要名册里的这个人；可写几次"))
@option("--width", type=float, default=200.0, show_default=True, metavar="MM", help=N_("一面的宽，毫米"))
@option("--height", type=float, default=100.0, show_default=True, metavar="MM", help=N_("一面的高，毫米"))
@option("--code", "with_code", is_flag=True, help=N_("印上个人签到码"))
@option("--seat", "with_seat", is_flag=True, help=N_("印上座位"))
@option("--font", type=TEXT, default="", metavar="NAME", help=N_("字体；不填就从这台电脑有的公文字体里选"))
@click.pass_obj
def cards(
    place: Workplace,
    meeting: int,
    out: Path,
    venue: str,
    persons: Sequence[int],
    width: float,
    height: float,
    with_code: bool,
    with_seat: bool,
    font: str,
) -> Answer:
    from oatui.files.card_out import agreement, write_cards
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    made = meeting_papers.cards(store, found, venue, persons)
    # a few cards are not held against a whole hall
    seats = {} if persons else meeting_papers.seats(store, meeting, venue)
    printed = write_cards(
        out, found.title, found.start.date(), made,
        width=width, height=height, with_code=with_code, with_seat=with_seat, font=font,
    )  # fmt: skip
    compared = agreement(made, seats)
    data = _printed(printed) | {"cards": len(made)} | _compared(compared)
    return Answer(data, [*_printed_lines(printed), *_compared_lines(compared)])


@export.command("invitations", help=N_("邀请单（PDF）：每页八张，带座位和签到码"))
@_paper
@_venue
@option("--person", "persons", type=ID, multiple=True, metavar="ID", help=N_("只要名册里的这个人；可写几次"))
@click.pass_obj
def invitations(place: Workplace, meeting: int, out: Path, venue: str, persons: Sequence[int]) -> Answer:
    from oatui.files.card_out import write_invitations
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    # a slip without a code would invite nobody in
    invited = [card for card in meeting_papers.cards(store, found, venue, persons) if card.code]
    printed = write_invitations(out, meeting_papers.invitation(store, found), invited)
    return Answer(_printed(printed) | {"slips": len(invited)}, _printed_lines(printed))


@export.command("sign-in-sheet", help=N_("签到表（Excel）：会前打印的空表，或会后填好的"))
@_paper
@_venue
@option(
    "--form",
    type=click.Choice(("blank", "filled")),
    help=N_("空表或填好的；不填则开会前为空表，之后为填好的"),
)
@_order
@option("--phones", is_flag=True, help=N_("印上联系电话"))
@click.pass_obj
def sign_in_sheet(
    place: Workplace, meeting: int, out: Path, venue: str, order: str, form: str | None, phones: bool
) -> Answer:
    from oatui.files.register_out import write_sign_in_sheet
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    filled = form == "filled" or (form is None and place.clock.now() >= found.start)
    gathering = meeting_papers.gathering(store, found, venue, order)
    written = write_sign_in_sheet(out, gathering, filled=filled, phones=phones)
    return Answer(_written(written) | {"form": "filled" if filled else "blank"}, _written_lines(written))


@export.command("attendance", help=N_("出席表（Excel），可选列；联系电话只在点名要时才有"))
@_paper
@_venue
@option(
    "--columns", type=TEXT, metavar="LIST",
    help=N_("要哪些列，用逗号隔开：serial venue unit name post phone seat status at left substitute remark"),
)  # fmt: skip
@_order
@click.pass_obj
def attendance(
    place: Workplace, meeting: int, out: Path, venue: str, order: str, columns: str | None
) -> Answer:
    from oatui.files.register_out import PRESET_COLUMNS, read_columns, write_attendance
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    chosen = PRESET_COLUMNS if columns is None else read_columns(columns)
    written = write_attendance(out, meeting_papers.gathering(store, found, venue, order), chosen)
    return Answer(_written(written) | {"columns": list(chosen)}, _written_lines(written))


@export.command("circular", help=N_("会风会纪情况通报（Word）；县级会议为报两个督查室的会风会纪情况"))
@_paper
@option(
    "--county/--own", default=None,
    help=N_("县级会议：报县委督查室、县政府督查室，不作通报；局内会议：通报；不填按会议的级别"),
)  # fmt: skip
@option("--explain-by", metavar="DAY", help=N_("书面说明最晚哪天报"))
@option("--draft", is_flag=True, help=N_("通报同时在公文里起草，从初审起登记签批"))
@click.pass_obj
def circular(
    place: Workplace, meeting: int, out: Path, county: bool | None, explain_by: str | None, draft: bool
) -> Answer:
    from oatui.files.circular_out import write_circular
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    day = typed.day(place, explain_by, "--explain-by") if explain_by else None
    conduct = meeting_papers.conduct(store, found, county=county, explain_by=day)
    if draft and conduct.county:
        raise click.UsageError(_("--draft 只用于局内通报；县级会议的会风会纪情况报督查室，不起草"))
    path, rows = write_circular(out, conduct)
    lines = [clean(_("已存：{path}（点名 {n} 人次）", path=path, n=rows))]
    if conduct.figures.open:
        lines.append(_("还有 {n} 人未定，通报里写作未到", n=conduct.figures.open))
    data = _word(path) | {"rows": rows, "open": conduct.figures.open}
    if draft:
        from oatui.papers.circular_papers import draft_circular

        paper = draft_circular(store, found, path, store.actor)
        data["document"] = paper.id
        lines.append(_("已在公文里起草：公文 {id}", id=paper.id))
    return Answer(data, lines)


@export.command("report", help=N_("向上级报到会情况：每个会场一行"))
@_paper
@_venue
@option("--charge", type=TEXT, default="", metavar="NAME", help=N_("会场负责人"))
@option("--phone", type=TEXT, default="", metavar="NUMBER", help=N_("会场负责人电话"))
@click.pass_obj
def report(place: Workplace, meeting: int, out: Path, venue: str, charge: str, phone: str) -> Answer:
    from oatui.files.circular_out import write_report
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    reports = meeting_papers.venue_reports(store, found, place.clock.now(), venue, charge, phone)
    path, lines = write_report(out, reports)
    said = [*map(clean, lines), clean(_("已存：{path}", path=path))]
    return Answer({"path": str(path), "rows": len(lines), "font": None, "lines": lines}, said)


@export.command("seat-map", help=N_("座次图（PDF）：主席台两种看法，台下逐排"))
@_paper
@_venue
@click.pass_obj
def seat_map(place: Workplace, meeting: int, out: Path, venue: str) -> Answer:
    from oatui.files.seat_map_out import write_seat_map
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    plan = meeting_papers.floor_plan(store, found, venue)
    printed = write_seat_map(out, plan)
    return Answer(_printed(printed) | {"venue": plan.venue}, _printed_lines(printed))


@export.command("leave-slip", help=N_("会议请假单（Word）；没有登记的留空手填"))
@_paper
@option("--person", type=ID, required=True, metavar="ID", help=N_("请假人在名册里的编号"))
@option("--reason", type=TEXT, default="", metavar="TEXT", help=N_("请假事由；已登记的请假以登记为准"))
@option("--substitute", type=TEXT, default="", metavar="NAME", help=N_("拟替会人员；已登记的以登记为准"))
@click.pass_obj
def leave_slip(
    place: Workplace, meeting: int, out: Path, person: int, reason: str, substitute: str
) -> Answer:
    from oatui.files.slip_out import write_leave_slip
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    slip = meeting_papers.leave_slip(store, found, person, reason=reason, substitute=substitute)
    path = write_leave_slip(out, slip)
    return Answer(_word(path) | {"pages": 1, "name": slip.name}, [clean(_("已存：{path}", path=path))])


@export.command("reply-form", help=N_("空白回执（Excel），随会议通知发出"))
@_paper
@option("--deadline", metavar="WHEN", help=N_("报送时限；不填是会前一个工作日，几点按设置"))
@option("--rows", type=click.IntRange(1, 500), default=15, show_default=True, metavar="N", help=N_("空行数"))
@click.pass_obj
def reply_form(place: Workplace, meeting: int, out: Path, deadline: str | None, rows: int) -> Answer:
    from oatui.clock import iso
    from oatui.files.reply_out import write_reply_form
    from oatui.papers import meeting_papers

    store = place.store()
    found = meetings.get(store, meeting)
    when = typed.moment(place, deadline, "--deadline", on=found.start.date()) if deadline else None
    reply = meeting_papers.reply(store, found, place.calendar(), when)
    written = write_reply_form(out, reply, rows)
    return Answer(_written(written) | {"deadline": iso(reply.deadline)}, _written_lines(written))


# ------------------------------------------------------------------ what is said of a file


def _printed(made: Printed) -> dict[str, Any]:
    return {
        "path": str(made.path), "pages": made.pages, "font": made.font, "missing": list(made.missing),
    }  # fmt: skip


def _printed_lines(made: Printed) -> list[str]:
    lines = [clean(_("已存：{path}（{n} 页，字体 {font}）", path=made.path, n=made.pages, font=made.font))]
    if made.missing:
        lines.append(clean(_("字体里没有这些字，印出来是空框，请手写：{chars:list}", chars=made.missing)))
    return lines


def _written(made: Written) -> dict[str, Any]:
    from oatui.files.fonts import BODY

    return {"path": str(made.path), "rows": made.rows, "font": BODY, "sheets": list(made.sheets)}


def _written_lines(made: Written) -> list[str]:
    return [clean(_("已存：{path}（{n} 行）", path=made.path, n=made.rows))]


def _word(path: Path) -> dict[str, Any]:
    from oatui.files.fonts import BODY

    return {"path": str(path), "font": BODY}


def _compared(found: Agreement) -> dict[str, Any]:
    return {
        "without_seat": [_card(card) for card in found.without_seat],
        "without_card": [{"venue": venue, "seat": seat} for venue, seat in found.without_card],
        "shared": [
            {"venue": venue, "seat": seat, "people": [_card(card) for card in group]}
            for (venue, seat), group in found.shared.items()
        ],
    }


def _card(card: Card) -> dict[str, Any]:
    return {"id": card.id, "name": card.name, "unit": card.unit, "venue": card.venue}


def _compared_lines(found: Agreement) -> list[str]:
    lines = []
    if found.without_seat:
        who = _some([card.name for card in found.without_seat])
        lines.append(_("没有座位的席签 {n} 张：{who}", n=len(found.without_seat), who=who))
    if found.without_card:
        where = _some([f"{venue} {seat}" for venue, seat in found.without_card])
        lines.append(_("没有席签的座位 {n} 个：{where}", n=len(found.without_card), where=where))
    for (venue, seat), group in found.shared.items():
        who = _some([card.name for card in group])
        lines.append(_("{venue} {seat} 有几张席签：{who}", venue=venue, seat=seat, who=who))
    return [clean(line) for line in lines]


def _some(names: Sequence[str]) -> str:
    shown = _("{names:list}", names=names[:SHOWN])
    return _("{shown} 等", shown=shown) if len(names) > SHOWN else shown


COMMANDS = (export,)
