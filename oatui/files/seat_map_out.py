"""The seat map of a venue (座次图) as PDF: the head table in both views, the floor row by row (practice)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from oatui.files.card_out import Printed, card_name
from oatui.files.fonts import body_font, title_font
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import one_line
from oatui.files.typeset import typeset
from oatui.long_work import LongWork
from oatui.rules.verdict import refuse

# paper -> width and height in mm (landscape), the most places across and rows down that can be read on it
_PAPERS = (("a4", 297.0, 210.0, 16, 14), ("a3", 420.0, 297.0, 26, 24))
MARGIN = 10.0  # mm
HEAD_ROW_HEIGHT = 8.0  # mm
AROUND, AROUND_HEAD = 27.0, 14.0  # mm, of the words on a page, and of those at the head table
LARGEST_PLACE = (24.0, 13.0)  # mm
AISLE = 0.4  # of a place


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of the floor: who sits there, or why nobody does. `state`: "", held, blocked, or given (to `unit`)."""

    name: str = ""
    unit: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SeatMap:
    """A venue as its audience sees it: row 1 is the front, places count from the left; an aisle follows a place.

    `head` are the rows of the head table, the front row first, names from the audience's left.
    """

    title: str
    venue: str
    dated: date
    floor: Sequence[Sequence[Place]]
    aisles: tuple[int, ...] = ()
    head: Sequence[Sequence[str]] = ()


def write_seat_map(path: Path, seats: SeatMap, work: LongWork | None = None) -> Printed:
    """The map on A4, on A3 where it is larger, on several pages where that is too small. Raises Refused; Stopped."""
    work = work or LongWork()
    if not seats.head and not any(seats.floor):
        raise refuse("export.no_seats", venue=seats.venue or seats.title)
    path, title, body = free(named(path, ".pdf")), title_font(), body_font()
    columns = max((len(row) for row in seats.floor), default=0)
    paper, width, height, most_across, most_down = next(
        (one for one in _PAPERS if columns <= one[3] and len(seats.floor) <= one[4]), _PAPERS[-1]
    )
    head = [[card_name(one_line(name)) for name in row] for row in seats.head]
    above = AROUND + (AROUND_HEAD + 2 * HEAD_ROW_HEIGHT * len(head) if head else 0)
    pages = list(_pages(seats, columns, most_across, most_down))
    across = max(page["across"] for page in pages)
    down = max(len(page["rows"]) for page in pages)
    data = {
        "font": title, "body": body, "paper": paper, "margin": MARGIN, "venue": one_line(seats.venue),
        "head": head, "head_row": HEAD_ROW_HEIGHT, "pages": pages, "aisle": AISLE,
        "place_width": min(LARGEST_PLACE[0], (width - 2 * MARGIN - 24) / max(across, 1)),
        "place_height": min(LARGEST_PLACE[1], (height - 2 * MARGIN - above) / max(down, 1)),
        "head_width": min(26.0, (width - 2 * MARGIN) / max((len(row) for row in head), default=1)),
    }  # fmt: skip
    made = typeset(_SEAT_MAP, one_line(f"{seats.title}座次图"), seats.dated, data)
    work.last()
    return Printed(write_new(path, made.content), len(pages), title, made.missing)


def _pages(seats: SeatMap, columns: int, most_across: int, most_down: int) -> Iterator[dict[str, Any]]:
    """The floor cut into what a page holds; a floor of no rows is one page with the head table."""
    downs = _evenly(len(seats.floor), most_down)
    acrosses = _evenly(columns, most_across)
    for first_row, last_row in downs:
        for first, last in acrosses:
            rows = [
                {
                    "label": f"{number + 1}排",
                    "places": [_shown(row[at] if at < len(row) else None) for at in range(first, last)],
                }
                for number, row in enumerate(seats.floor[first_row:last_row], first_row)
            ]
            aisles = [aisle - first for aisle in seats.aisles if first < aisle < last]
            yield {
                "rows": rows, "columns": [str(at + 1) for at in range(first, last)], "aisles": aisles,
                "across": last - first + AISLE * len(aisles),
                "part": f"{first_row + 1}—{last_row}排，{first + 1}—{last}座"
                if len(downs) * len(acrosses) > 1
                else "",
            }  # fmt: skip


def _evenly(count: int, most: int) -> list[tuple[int, int]]:
    """Stretches of nearly one length, none above `most`."""
    parts = max(-(-count // most), 1)
    return [(count * part // parts, count * (part + 1) // parts) for part in range(parts)]


def _shown(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    name = card_name(one_line(place.name)) if place.name else ""
    return {"name": name, "long": len(name), "unit": one_line(place.unit), "state": place.state}


_SEAT_MAP = r"""
#set page(paper: d.paper, flipped: true, margin: d.margin * 1mm,
  footer: context align(center, text(size: 9pt)[第 #counter(page).display() 页 共 #counter(page).final().first() 页]))
#set text(font: d.body, size: 9pt)
#set block(spacing: 0pt)
#set par(spacing: 0pt)
#let w = d.place_width * 1mm
#let h = d.place_height * 1mm
#let grey = luma(110)
#let frame = 0.5pt + luma(90)
#let head-row(names, height) = align(center, stack(dir: ltr, ..names.map(name =>
  box(width: d.head_width * 1mm, height: height, stroke: frame, align(center + horizon,
    text(font: d.font, weight: "bold", size: calc.min(12pt, d.head_width * 0.85mm / calc.max(name.clusters().len(), 1)), name))))))
#let place-of(p) = if p == none { box(width: w, height: h) } else {
  let fill = if p.state == "blocked" { luma(215) } else { none }
  box(width: w, height: h, stroke: 0.4pt + luma(120), fill: fill, clip: true, align(center + horizon, {
    if p.name != "" {
      text(font: d.font, weight: "bold", size: calc.min(11pt, w * 0.88 / p.long, h * 0.5), p.name)
      if p.unit != "" and h >= 9mm {
        linebreak()
        text(size: calc.max(3.5pt, calc.min(6.5pt, w * 0.94 / p.unit.clusters().len())), p.unit)
      }
    } else if p.state == "held" { text(size: calc.min(9pt, h * 0.5), fill: grey, "留") }
    else if p.state == "given" { text(size: calc.max(3.5pt, calc.min(7pt, w * 0.94 / calc.max(p.unit.clusters().len(), 1))), fill: grey, p.unit) }
  }))
}
#let line-of(page, head, cells, tail) = align(center, {
  let parts = (box(width: 12mm, height: cells.first().at(1), align(center + horizon, text(fill: grey, head))),)
  for (n, cell) in cells.enumerate() {
    parts.push(cell.first())
    if page.aisles.contains(n + 1) { parts.push(box(width: w * d.aisle)) }
  }
  parts.push(box(width: 12mm, height: cells.first().at(1), align(center + horizon, text(fill: grey, tail))))
  stack(dir: ltr, ..parts)
})
#for (n, page) in d.pages.enumerate() {
  if n > 0 { pagebreak() }
  align(center, text(font: d.font, weight: "bold", size: 18pt, d.title))
  v(1.5mm)
  align(center, text(fill: grey, (d.venue, page.part).filter(t => t != "").join("　")))
  v(2mm)
  if d.head.len() > 0 {
    align(center, text(fill: grey, "主席台（台上人看，左手→右手）"))
    v(1mm)
    for row in d.head { head-row(row.rev(), d.head_row * 1mm) }
    v(2mm)
    align(center, text(fill: grey, "主席台（从台下看，左→右）"))
    v(1mm)
    for row in d.head.rev() { head-row(row, d.head_row * 1mm) }
    v(1mm)
  }
  align(center, text(fill: grey, "主席台 ↓ 台下"))
  v(1mm)
  if page.rows.len() > 0 {
    for row in page.rows { line-of(page, row.label, row.places.map(p => (place-of(p), h)), row.label) }
    line-of(page, "", page.columns.map(c => (box(width: w, height: 4mm, align(center + horizon, text(size: 7pt, fill: grey, c))), 4mm)), "")
  }
}
"""
