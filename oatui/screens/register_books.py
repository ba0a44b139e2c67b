"""The three books of the register page: how each is read, its columns, and what stands below the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from oatui.i18n import N_, _, format_date, ours
from oatui.rules.incoming import STATES as INCOMING_STATES
from oatui.rules.issuing import SEALS as KNOWN_SEALS
from oatui.rules.issuing import STAGES
from oatui.rules.number_book import STATES, UNUSED, WAYS
from oatui.rules.numbering import KIND_WORDS
from oatui.store import incoming, issue_register, issuing, number_lines, seal_register
from oatui.store.database import Store
from oatui.store.number_lines import Line
from oatui.widgets.paged_list import Cell, Column

INCOMING_LOOKS = {"open": "warn", "ended": "ok", "returned": "dim", "void": "dim"}


@dataclass(frozen=True, slots=True)
class Book:
    """One register: `page` and `count` take store, year, series (None for all) and the text that is looked for."""

    words: str
    narrow: Sequence[Column]
    wide: Sequence[Column]
    empty: str
    years: Callable[[Store], list[int]]
    count: Callable[[Store, int, str | None, str], int]
    page: Callable[[Store, int, str | None, str, int, int], Sequence[Any]]
    cells: Callable[[Store, Any, bool], list[Cell]]
    detail: Callable[[Any], str]


# ------------------------------------------------------------------ 发文


def _line_state(store: Store, line: Line) -> Cell:
    """作废, 预留, 缺号待说明 …; of a given number how far its paper is, or how it came into the book."""
    if line.state in UNUSED:
        return _(STATES[line.state]), "dim"
    if line.state != "given":
        return _(STATES[line.state]), "bad" if line.state == "gap" else "warn"
    if line.document is None:
        return _(WAYS[line.way]), ""
    stage = issuing.get(store, line.document).stage
    return _(STAGES[stage]) if stage else _("退回"), "ok" if stage == "closed" else "warn"


def _line_cells(store: Store, line: Line, wide: bool) -> list[Cell]:
    look = "dim" if line.state in UNUSED else ""
    first: list[Cell] = [
        (ours(line.number), look),
        (line.words or line.reason, look),
        _(line.kind),
        line.section,
    ]
    state = _line_state(store, line)
    if wide:
        return [*first, line.signer, line.dated, line.given_at.replace("T", " ")[:16], state]
    return [*first, line.dated[5:10], state]


def _line_detail(line: Line) -> str:
    if line.state != "given":
        parts = [_(STATES[line.state]), line.reason, line.ended_by]
        return f"{line.words or line.number}\n{'  '.join(filter(None, parts))}"
    if line.way in {"automatic", "reserved"} or line.document is not None:
        signed = _("{day} 签发", day=format_date(line.dated)) if line.dated else ""
        given = _("{at:date} {at:hms} {by} 编号", at=line.given_at, by=line.given_by)
        return f"{line.words}\n{_('，').join(filter(None, (signed, given)))}{_('。')}" + _(
            "下一号由编号时确定"
        )
    # what was numbered outside the desk was only entered here
    dated = _("{dated} 成文，", dated=format_date(line.dated)) if line.dated else ""
    entered = _("{at:date} {at:hm} {by} 登记", at=line.given_at, by=line.given_by)
    return f"{line.words}\n{dated}{entered}  {_(WAYS[line.way])}"


OUTGOING = Book(
    N_("发文登记簿"),
    (
        Column(N_("发文字号"), 25), Column(N_("标题")), Column(N_("文种"), 4, words=KIND_WORDS), Column(N_("科室"), 6),
        Column(N_("成文"), 5), Column(N_("情形"), 10),
    ),
    (
        Column(N_("发文字号"), 25), Column(N_("标题")), Column(N_("文种"), 4, words=KIND_WORDS), Column(N_("科室"), 10),
        Column(N_("签发人"), 8), Column(N_("成文日期"), 10), Column(N_("编号时间"), 16), Column(N_("情形"), 10),
    ),
    N_("{year} 年还没有编号。主要领导签发以后，在公文里按 F7 编号"),
    number_lines.years,
    issue_register.count_lines,
    issue_register.lines,
    _line_cells,
    _line_detail,
)  # fmt: skip

# ------------------------------------------------------------------ 收文


def _incoming_page(
    store: Store, year: int, _series: str | None, text: str, limit: int, offset: int
) -> list[incoming.Incoming]:
    if text:
        return incoming.listed(store, text, limit, offset)
    return incoming.register(store, year, limit, offset)


def _incoming_count(store: Store, year: int, _series: str | None, text: str) -> int:
    return incoming.count(store, text) if text else incoming.count_register(store, year)


def _incoming_cells(_store: Store, one: incoming.Incoming, wide: bool) -> list[Cell]:
    state: Cell = (_(INCOMING_STATES[one.state]), INCOMING_LOOKS[one.state])
    due = one.limit.at.strftime("%Y-%m-%d %H:%M" if wide else "%m-%d %H:%M") if one.limit.at else ""
    if wide:
        received = one.received_at.replace("T", " ")[:16]
        return [
            one.number,
            received,
            one.sender,
            one.sender_number,
            one.title,
            one.handler or one.unit,
            due,
            state,
        ]
    return [one.number, one.title, one.sender, one.received_at[5:10], due, state]


def _incoming_detail(one: incoming.Incoming) -> str:
    parts = [one.sender, one.sender_number, one.unit, one.handler, one.result, one.reply_number]
    return f"{one.title}\n{'  '.join(filter(None, parts))}"


INCOMING = Book(
    N_("收文登记簿"),
    (
        Column(N_("收文号"), 11), Column(N_("标题")), Column(N_("来文机关"), 14), Column(N_("收文"), 5),
        Column(N_("期限"), 11), Column(N_("状态"), 8),
    ),
    (
        Column(N_("收文号"), 12), Column(N_("收文时间"), 16), Column(N_("来文机关"), 18), Column(N_("来文字号"), 20),
        Column(N_("标题")), Column(N_("承办"), 10), Column(N_("期限"), 16), Column(N_("状态"), 8),
    ),
    N_("{year} 年还没有收文。在公文里按 F5 登记来文"),
    incoming.register_years,
    _incoming_count,
    _incoming_page,
    _incoming_cells,
    _incoming_detail,
)  # fmt: skip

# ------------------------------------------------------------------ 用印


def _seal_cells(_store: Store, one: seal_register.SealUse, wide: bool) -> list[Cell]:
    look = "dim" if one.voided_at else ""
    at = one.at.replace("T", " ")
    title: Cell = (one.title, look)
    state: Cell = (_("作废"), "dim") if one.voided_at else one.sealed_by
    if wide:
        return [
            str(one.serial), at[:16], _(one.seal), one.section, one.handler, title, ours(one.number), str(one.copies),
            one.approver, state,
        ]  # fmt: skip
    return [str(one.serial), at[5:16], _(one.seal), title, one.section, str(one.copies), state]


def _seal_detail(one: seal_register.SealUse) -> str:
    parts = [
        ours(one.number), _(one.purpose) if one.purpose else "", _("经办 {name}", name=one.handler) if one.handler else "",
        _("批准 {name}", name=one.approver), _("盖印 {name}", name=one.sealed_by), one.note,
    ]  # fmt: skip
    if one.voided_at:
        parts.append(_("作废：{reason}", reason=one.void_reason) + f"  {one.voided_by}")
    remarks = [verdict.message for verdict in one.verdicts]
    return f"{one.title}\n{'  '.join(filter(None, [*parts, *remarks]))}"


SEALS = Book(
    N_("用印登记簿"),
    (
        Column(N_("序号"), 4, right=True), Column(N_("时间"), 11), Column(N_("印章"), 8, words=KNOWN_SEALS), Column(N_("标题")),
        Column(N_("科室"), 8), Column(N_("份数"), 4, right=True), Column(N_("盖印人"), 8),
    ),
    (
        Column(N_("序号"), 4, right=True), Column(N_("时间"), 16), Column(N_("印章"), 8, words=KNOWN_SEALS), Column(N_("科室"), 10),
        Column(N_("经办人"), 8), Column(N_("标题")), Column(N_("字号"), 22), Column(N_("份数"), 4, right=True),
        Column(N_("批准人"), 8), Column(N_("盖印人"), 8),
    ),
    N_("{year} 年还没有用印。公文盖印自动登记；介绍信、证明、合同按 F6 登记"),
    seal_register.years,
    lambda store, year, _series, text: seal_register.count(store, year, text),
    lambda store, year, _series, text, limit, offset: seal_register.book(store, year, text, limit, offset),
    _seal_cells,
    _seal_detail,
)  # fmt: skip

BOOKS = (OUTGOING, INCOMING, SEALS)
