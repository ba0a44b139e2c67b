"""The month's or the year's folder for inspection and filing: OA, registers, attendance, the days' records (practice)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from oatui.clock import to_second
from oatui.files.list_out import OfficeList, write_list
from oatui.files.month_folder_out import Folder, Part, write_folder
from oatui.files.official_text import day as day_words
from oatui.files.registers_out import Book, write_incoming, write_outgoing, write_seals
from oatui.i18n import N_, _
from oatui.long_work import LongWork
from oatui.papers import oa_papers, register_papers
from oatui.rules.workdays import Calendar
from oatui.store import attendance, meetings, oa_month, settings
from oatui.store.database import Store

MEETING_HEADS = (N_("日期"), N_("时间"), N_("会议"), N_("地点"), N_("应到"), N_("实到"), N_("按时"), N_("晚签到"),
                 N_("迟到"), N_("请假"), N_("替会"), N_("缺席"))  # fmt: skip
MEETING_WIDTHS = (12.0, 8.0, 36.0, 16.0, 7.0, 7.0, 7.0, 8.0, 7.0, 7.0, 7.0, 7.0)
CLEARED_HEADS = (N_("日期"), N_("事项"), N_("种类"), N_("处理"), N_("备注"), N_("清理人"), N_("时间"))
CLEARED_WIDTHS = (12.0, 36.0, 12.0, 9.0, 30.0, 9.0, 8.0)


def span(year: int, month: int | None) -> tuple[date, date]:
    """First and last day of a month, or of a year."""
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def folder_name(year: int, month: int | None) -> str:
    """月报夹 2026-11, 年报夹 2026."""
    if month is None:
        return _("年报夹 {year}", year=year)
    return _("月报夹 {year}-{month}", year=year, month=f"{month:02}")


def export(
    store: Store, calendar: Calendar, year: int, month: int | None, path: Path, work: LongWork | None = None
) -> Folder:
    """Write the folder. Raises Refused: the name is taken; Stopped."""
    parts, left_out = _parts(store, calendar, year, month)
    return write_folder(path, parts, left_out, work)


def _parts(store: Store, calendar: Calendar, year: int, month: int | None) -> tuple[list[Part], list[str]]:
    parts: list[Part] = []
    left_out: list[str] = []
    today = store.clock.now().date()
    begun = oa_month.first_known(store) or today
    for one in [month] if month else range(1, 13):
        if (begun.year, begun.month) <= (year, one) <= (today.year, today.month):
            sheet = oa_papers.month_sheet(store, calendar, year, one)
            parts.append(_list(_("OA登录月表 {year}-{month}.xlsx", year=year, month=f"{one:02}"), sheet))
    if (begun.year, begun.month) > (year, month or 1):
        left_out.append(_("OA登录月表：{day:date} 起才有", day=begun))
    books: tuple[tuple[str, Callable[[Store, int], Book], Callable[[Path, Book], object]], ...] = (
        (N_("发文登记簿"), register_papers.outgoing, write_outgoing),
        (N_("收文登记簿"), register_papers.received, write_incoming),
        (N_("用印登记簿"), register_papers.seals, write_seals),
    )
    for name, read, write in books:
        book = read(store, year)
        if book.lines:
            # the register is one book for the year: its order and its gaps are whole only so
            parts.append(
                Part(_("{name} {year}.xlsx", name=_(name), year=year), partial(_write_book, write, book))
            )
        else:
            left_out.append(_("{name}：{year} 年没有登记", name=_(name), year=year))
    first, last = span(year, month)
    when = f"{year}-{month:02}" if month else str(year)
    for words, sheet_of in (
        (N_("会议出勤"), _attendance),
        (N_("日清记录"), _cleared),
    ):
        sheet = sheet_of(store, first, last)
        if sheet.rows:
            parts.append(_list(f"{_(words)} {when}.xlsx", sheet))
        else:
            left_out.append(_("{name}：这段时间没有", name=_(words)))
    return parts, left_out


def _write_book(write: Callable[[Path, Book], object], book: Book, path: Path) -> object:
    return write(path, book)


def _list(name: str, sheet: OfficeList) -> Part:
    return Part(name, partial(_write_list, sheet))


def _write_list(sheet: OfficeList, path: Path) -> Path:
    return write_list(path, sheet)


def _sheet(store: Store, title: str, lines: tuple[str, ...], heads: tuple[str, ...], widths: tuple[float, ...],
           rows: tuple[tuple[str | int, ...], ...]) -> OfficeList:  # fmt: skip
    office = str(settings.get(store, "office"))
    return OfficeList(
        title, office, to_second(store.clock.now()), lines, tuple(_(head) for head in heads), widths, rows
    )


def _attendance(store: Store, first: date, last: date) -> OfficeList:
    rows = tuple(_meeting_rows(store, first, last))
    lines = (
        _("{first} 至 {last}，共 {n} 次会议", first=day_words(first), last=day_words(last), n=len(rows)),
    )
    return _sheet(store, _("会议出勤"), lines, MEETING_HEADS, MEETING_WIDTHS, rows)


def _meeting_rows(store: Store, first: date, last: date) -> Iterator[tuple[str | int, ...]]:
    day, now = first, store.clock.now()
    last = min(last, now.date())
    while day <= last:
        for one in meetings.on_day(store, day):
            # a meeting that others hold has its attendance there; before it begins nobody is absent
            if one.role == "attend" or one.start > now:
                continue
            counts = attendance.attendance(store, one.id)[0].as_dict()
            figures = [
                counts[name]
                for name in (
                    "expected",
                    "present",
                    "on_time",
                    "after_deadline",
                    "late",
                    "leave",
                    "substitute",
                    "absent",
                )
            ]
            yield (day_words(day), f"{one.start:%H:%M}", one.title, one.place, *figures)
        day += timedelta(days=1)


def _cleared(store: Store, first: date, last: date) -> OfficeList:
    from oatui.papers.day_papers import record_of
    from oatui.store import reviews

    days = reviews.cleared_between(store, first, last)
    rows: list[tuple[str | int, ...]] = []
    for one in days:
        record = record_of(store, one)
        tail = (record.operator, f"{record.cleared_at:%H:%M}")
        said = [(line.title, line.kind, line.result, line.remark) for line in record.lines]
        rows += [(day_words(record.day), *line, *tail) for line in said or [(_("没有要清的"), "", "", "")]]
    lines = (_("{first} 至 {last}，日清 {n} 天", first=day_words(first), last=day_words(last), n=len(days)),)
    return _sheet(store, _("日清记录"), lines, CLEARED_HEADS, CLEARED_WIDTHS, tuple(rows))
