"""What the number book says on paper: the 空号说明 of a year, for its own file and for the year's registers."""

from __future__ import annotations

from oatui.clock import from_iso, to_second
from oatui.files.gap_list_out import GapLine, GapList
from oatui.files.official_text import day
from oatui.rules.number_book import STATES
from oatui.store import book_year, number_lines, settings
from oatui.store.database import Store
from oatui.store.number_lines import Line, Summary


def gap_list(store: Store, year: int, series: str | None = None) -> GapList:
    """The 空号说明 of a year, of one series or of all."""
    lines = number_lines.unused(store, year, series, limit=-1)
    counted = [one for one in number_lines.summaries(store, year) if series in {None, one.series}]
    closed = book_year.closed_by(store, year)
    words = f"{day(from_iso(closed[1]).date())}由{closed[0]}批准关簿" if closed else "本年号簿未关"
    return GapList(
        str(settings.get(store, "office")), year, to_second(store.clock.now()),
        tuple(_summary(one) for one in counted if one.highest), tuple(_line(one) for one in lines), words,
    )  # fmt: skip


def _summary(one: Summary) -> str:
    counts = [
        f"{STATES[state]}{n}个" for state in ("reserved", "void", "lapsed", "explained", "mistaken")
        if (n := one.counts.get(state))
    ]  # fmt: skip
    if one.missing:
        counts.append(f"{STATES['gap']}{one.missing}个")
    used = f"已编{one.given}个" + (f"（其中线下占用{one.off_line}个）" if one.off_line else "")
    return f"{one.series}：1至{one.highest}号，" + "，".join([used, *counts])


def _line(one: Line) -> GapLine:
    remark = f"原用于：{one.words}" if one.words and one.words != one.reason else ""
    when = one.ended_at or (one.given_at if one.state != "gap" else "")
    return GapLine(
        one.number, STATES[one.state], one.reason, one.ended_by, day(from_iso(when).date()) if when else "", remark,
    )  # fmt: skip
