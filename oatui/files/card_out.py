"""Name cards (席签) to fold and invitation slips to cut, as PDF (practice; article 17-8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oatui.clock import to_second
from oatui.files.code_out import address_modules, modules
from oatui.files.fonts import body_font, title_font
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, one_line, period
from oatui.files.typeset import symbol, typeset
from oatui.long_work import LongWork
from oatui.rules.names import plain
from oatui.rules.verdict import refuse

FACE = (200.0, 100.0)  # mm, width and height of one face
LARGEST_POINTS = 130.0
POINT = 25.4 / 72  # mm
PAGES = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}  # mm, landscape
CODE_GAP = 2.0  # mm between the code and the edge
EDGE = 3.0  # mm that printers leave white
SMALLEST = (50.0, 30.0)  # mm
SLIPS_ON_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Card:
    """One person's card; `seat` as the seat map calls it, `code` the 25 digits.

    `id` is the roster's, None for a name of the head table that is not on the roster.
    """

    id: int | None
    name: str
    unit: str = ""
    post: str = ""
    seat: str | None = None
    code: str = ""
    venue: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What every slip of a meeting says; `phone` is the host:port that phones will reach, where it is fixed.

    `main` is the name of the main venue where there are others: whoever is called to another one goes there.
    """

    title: str
    start: datetime
    end: datetime
    deadline: datetime
    place: str
    office: str
    phone: str = ""
    main: str = ""

    def place_of(self, venue: str) -> str:
        """Where somebody called to this venue goes."""
        if not self.main or not venue:
            return self.place
        return SPACE.join(filter(None, (self.place, venue))) if venue == self.main else venue


@dataclass(frozen=True, slots=True)
class Printed:
    """The file that was made, its pages, the family it is set in, and the characters that no font here has."""

    path: Path
    pages: int
    font: str
    missing: tuple[str, ...]


Seat = tuple[str, str]  # a venue and the name of a seat there


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where cards and seats disagree: who has no seat, which seats have no card of that name, which have several."""

    without_seat: list[Card]
    without_card: list[Seat]
    shared: dict[Seat, list[Card]]

    @property
    def agreed(self) -> bool:
        """Whether every card has its own seat, and every seat its card."""
        return not (self.without_seat or self.without_card or self.shared)


def agreement(cards: Sequence[Card], seats: Mapping[Seat, str]) -> Agreement:
    """Hold cards against the seat map, which says whose name belongs on each seat (人签相符, 17-8)."""
    on_seat: dict[Seat, list[Card]] = {}
    for card in cards:
        if card.seat:
            on_seat.setdefault((card.venue, card.seat), []).append(card)
    return Agreement(
        [card for card in cards if not card.seat],
        [
            seat
            for seat, name in seats.items()
            if plain(name) not in {plain(card.name) for card in on_seat.get(seat, ())}
        ],
        {seat: group for seat, group in on_seat.items() if len(group) > 1},
    )


def card_name(name: str) -> str:
    """The name as it is set: two characters get one full-width space, so that they are as wide as three."""
    tight = "".join(name.split()) if not name.isascii() else " ".join(name.split())
    return f"{tight[0]}{SPACE}{tight[1]}" if len(tight) == 2 and not tight.isascii() else tight


def card_points(text: str, width: float = FACE[0], height: float = FACE[1], code: float = 0.0) -> float:
    """The size in points: 130 at most, smaller where nine tenths of the width, or half the height, ask for it.

    `code` is the width in mm of the code in the corner: the name stays above it or beside it.
    """
    long = max(len(text), 1)
    fits = min(0.9 * width / long, 0.5 * height)
    if code:
        above, beside = height - 2 * (code + CODE_GAP), (width - 2 * (code + CODE_GAP)) / long
        fits = min(fits, max(above, beside))
    return min(LARGEST_POINTS, fits / POINT)


def write_cards(
    path: Path,
    title: str,
    dated: date,
    cards: Sequence[Card],
    *,
    width: float = FACE[0],
    height: float = FACE[1],
    with_code: bool = False,
    with_seat: bool = False,
    font: str = "",
    work: LongWork | None = None,
) -> Printed:
    """Cards of two faces to fold, each face `width` x `height` mm. Raises Refused: nobody, size, no font, the file.

    With `work` it also raises Stopped, and then there is no file.
    """
    work = work or LongWork()
    if not cards:
        raise refuse("export.nobody")
    paper, across, down = _sheet(width, height)
    path, family = free(named(path, ".pdf")), title_font(font)
    code_width = min(18.0, height / 3)
    faces: list[dict[str, Any]] = []
    for done, card in enumerate(cards):
        work.step(done, len(cards))
        name = card_name(one_line(card.name))
        coded = with_code and bool(card.code)
        faces.append(
            {
                "name": name,
                "points": card_points(name, width, height, code_width if coded else 0.0),
                "seat": one_line(card.seat or "") if with_seat else "",
                "code": symbol(modules(card.code)) if coded else "",
            }
        )
    on_page = across * down
    pages = [faces[first : first + on_page] for first in range(0, len(faces), on_page)]
    data = {
        "font": family, "paper": paper, "width": width, "height": height,
        "across": across, "down": down, "code_width": code_width, "gap": CODE_GAP,
        "pages": pages,
    }  # fmt: skip
    made = typeset(_CARDS, one_line(title), dated, data)
    work.last()
    return Printed(write_new(path, made.content), len(pages), family, made.missing)


def _sheet(width: float, height: float) -> tuple[str, int, int]:
    """The smallest paper that holds a card, and how many across and down. Raises Refused."""
    if width >= SMALLEST[0] and height >= SMALLEST[1]:
        for paper, (long, short) in PAGES.items():
            across, down = int((long - EDGE) // width), int((short - EDGE) // (2 * height))
            if across and down:
                return paper, across, down
    (long, short) = PAGES["a3"]
    raise refuse(
        "export.card_size", width=width, height=height,
        least_width=SMALLEST[0], least_height=SMALLEST[1], most_width=long - EDGE, most_height=(short - EDGE) / 2,
    )  # fmt: skip


_CARDS = r"""
#set page(paper: d.paper, flipped: true, margin: 0mm)
#set text(font: d.font, weight: "bold")
#let w = d.width * 1mm
#let h = d.height * 1mm
#let hair = 0.3pt + luma(150)
#let name(c) = box(width: w, height: h, align(center + horizon, text(size: c.points * 1pt, c.name)))
#let card(c) = box(width: w, height: 2 * h, stroke: hair, {
  place(top + left, rotate(180deg, name(c)))
  place(top + left, dy: h, line(length: w, stroke: (paint: luma(150), thickness: 0.3pt, dash: "dashed")))
  place(top + left, dy: h, name(c))
  if c.seat != "" {
    place(bottom + left, dx: 5mm, dy: -4mm, text(size: 11pt, weight: "regular", c.seat))
  }
  if c.code != "" { place(bottom + right, dx: -d.gap * 1mm, dy: -d.gap * 1mm, symbol(c.code, d.code_width * 1mm)) }
})
#for (n, faces) in d.pages.enumerate() {
  if n > 0 { pagebreak() }
  place(center + horizon, grid(columns: (w,) * d.across, rows: (2 * h,) * d.down, ..faces.map(card)))
}
"""


def write_invitations(
    path: Path, meeting: Invitation, cards: Sequence[Card], work: LongWork | None = None
) -> Printed:
    """Slips with the personal code, eight on an A4 page. Raises Refused: nobody, no font, the file; Stopped."""
    work = work or LongWork()
    if not cards:
        raise refuse("export.nobody")
    path, title, body = free(named(path, ".pdf")), title_font(), body_font()
    slips = []
    for done, card in enumerate(cards):
        work.step(done, len(cards))
        slips.append(
            {
                "name": card_name(one_line(card.name)),
                "who": SPACE.join(filter(None, (one_line(card.unit), one_line(card.post)))),
                "seat": one_line(card.seat or ""),
                "place": one_line(meeting.place_of(card.venue)),
                "digits": " ".join(card.code[first : first + 5] for first in range(0, len(card.code), 5)),
                "code": symbol(modules(card.code)) if card.code else "",
                "link": symbol(address_modules(meeting.phone, f"/I/{card.code}"))
                if meeting.phone and card.code
                else "",
            }
        )
    pages = [slips[first : first + SLIPS_ON_A_PAGE] for first in range(0, len(slips), SLIPS_ON_A_PAGE)]
    data = {
        "font": title, "body": body,
        "when": invited_for(meeting), "office": one_line(meeting.office),
        "pages": pages,
    }  # fmt: skip
    made = typeset(_INVITATIONS, one_line(meeting.title), meeting.start, data)
    work.last()
    return Printed(write_new(path, made.content), len(pages), title, made.missing)


def invited_for(meeting: Invitation) -> str:
    """The day, and under it the hours with the end of the sign-in (17-5)."""
    day, hours = period(meeting.start, meeting.end).split("）", 1)
    return f"{day}）\n{hours}（{to_second(meeting.deadline):%H:%M}前签到）"


_INVITATIONS = r"""
#set page(paper: "a4", margin: 5mm)
#set text(font: d.body, size: 9.5pt)
#let row(head, value) = if value != "" { (text(fill: luma(80), head), value) } else { () }
#let slip(s) = box(width: 100mm, height: 71.5mm, stroke: (paint: luma(150), thickness: 0.3pt, dash: "dashed"),
  clip: true, inset: 5mm, {
    align(center, block(height: 10mm, width: 100%, align(horizon, {
      set text(font: d.font, weight: "bold")
      let size = calc.max(7pt, calc.min(13pt, 170mm / calc.max(d.title.clusters().len(), 1)))
      text(size: size, d.title)
    })))
    if s.code != "" {
      place(bottom + right, dy: -4mm, symbol(s.code, 27mm))
      place(bottom + center, text(size: 9pt, tracking: 0.5pt, s.digits))
    }
    if s.link != "" {
      place(top + right, dy: 10mm, stack(dir: ltr, spacing: 1mm,
        align(bottom, text(size: 7pt, "手机\n签到")), symbol(s.link, 19mm)))
    }
    block(width: 61mm, height: 46mm, clip: true, {
      block(below: 2.2mm, {
        let size = calc.min(20pt, 60mm / calc.max(s.name.clusters().len(), 1))
        text(font: d.font, weight: "bold", size: size, s.name)
      })
      block(below: 3mm, s.who)
      grid(columns: (auto, 1fr), column-gutter: 2mm, row-gutter: 1.8mm,
        ..row("时间", d.when), ..row("地点", s.place), ..row("座位", s.seat), ..row("主办", d.office))
    })
  })
#for (n, slips) in d.pages.enumerate() {
  if n > 0 { pagebreak() }
  grid(columns: 2, ..slips.map(slip))
}
"""
