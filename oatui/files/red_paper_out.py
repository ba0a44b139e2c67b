"""The red-headed paper (套红) and the letter format as Word files, to GB/T 9704-2012; measures in mm and points.

The standard: A4, 156 x 225 mm of text in 22 lines of 28 characters, the mark 35 mm down, the number two lines below
it, the red line 4 mm below that, the title two lines on; 版记 at the foot of the last page, page numbers 7 mm under.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oatui.files.fonts import BODY, HEADING, TITLE
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day, one_line
from oatui.files.title_lines import KAI, POINTS_A_MM, balanced, heading, mark_points, text_points
from oatui.files.word_paper import BODY_POINTS, TEXT_WIDTH, TITLE_POINTS, Paper
from oatui.files.word_parts import (
    at_foot,
    border,
    borders,
    both,
    centre,
    field,
    left,
    mm,
    pt,
    right,
    right_tab,
)
from oatui.rules.paper_text import TABLE, Paragraph, main_text

SONG = "宋体"
LINE = 28.95  # points: 225 mm in 22 lines
SMALL = 14.0  # points: 4号, of 版记 and page numbers
RED = "FF0000"
WIDEST_MARK, LETTER_MARK = 60.0, 46.0  # points
MARK_DOWN, LETTER_MARK_DOWN = 35.0, 30.0  # mm: from the text's edge, from the page's edge
RULE_WIDER = 7.0  # mm on each side: the letter's double lines are 170 mm long
LETTER_RULE_UP = 20.0  # mm from the page's lower edge
TITLE_LINE = 20  # characters of 22 points in 156 mm
SEAL_LINES = 2  # empty lines above the organ, for the seal


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """What the paper says. `head` is the red mark, `number` empty for 不编号, `signer` only of upward papers."""

    office: str
    head: str
    letter: bool
    number: str
    title: str
    organs: tuple[str, ...]
    dated: date
    at: datetime
    to: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    annexes: tuple[str, ...] = ()
    roll: tuple[tuple[str, str], ...] = ()
    note: str = ""
    urgency: str = ""
    signer: str = ""
    cc: tuple[str, ...] = ()
    print_date: date | None = None


def write_red_paper(path: Path, paper: OfficialPaper) -> Path:
    """The paper as it goes to the printer, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    made = _RedPaper(paper)
    made.top()
    made.main()
    made.signature()
    made.imprint()
    return write_new(path, made.content())


class _RedPaper(Paper):
    """A Word document under work, part by part from the top."""

    def __init__(self, paper: OfficialPaper) -> None:
        super().__init__(paper.title, paper.office, paper.at)
        self.paper = paper
        section = self.document.sections[0]
        # the number's foot 7 mm and its own height under the text
        self._footer_up = LETTER_RULE_UP if paper.letter else 35.0 - 7.0 - SMALL / POINTS_A_MM
        section.footer_distance = mm(self._footer_up)
        section.header_distance = mm(LETTER_MARK_DOWN if paper.letter else 15.0)
        self._page_numbers(section)

    # -------------------------------------------------------------- 版头

    def top(self) -> None:
        """Mark, number, line and title."""
        if self.paper.letter:
            self._letter_top()
        else:
            self._mark_and_number()
        self._blank(2)
        for line in balanced(self.paper.title, TITLE_LINE):
            self._write(self._line(None, 32, align="centre"), line, TITLE, TITLE_POINTS)
        self._blank(1)

    def _mark_and_number(self) -> None:
        self._write(self._line(None, LINE, align="left"), self.paper.urgency, HEADING, BODY_POINTS)
        size = mark_points(self.paper.head, WIDEST_MARK)
        mark = self._line(None, size * 1.2, align="centre")
        mark.paragraph_format.space_before = pt(MARK_DOWN * POINTS_A_MM - LINE)
        self._red(mark, self.paper.head, size)
        number = self._line(None, LINE, align="left" if self.paper.signer else "centre")
        number.paragraph_format.space_before = pt(2 * LINE)
        if self.paper.signer:
            # 上行文: the number one character in from the left, the signer one from the right
            form = number.paragraph_format
            form.left_indent = form.right_indent = pt(BODY_POINTS)
            form.tab_stops.add_tab_stop(pt(TEXT_WIDTH * POINTS_A_MM - BODY_POINTS), right_tab())
            self._write(number, self.paper.number, BODY, BODY_POINTS)
            number.add_run().add_tab()
            self._write(number, f"签发人：{SPACE}".rstrip(SPACE), BODY, BODY_POINTS)
            self._write(number, self.paper.signer, KAI, BODY_POINTS)
        else:
            self._write(number, self.paper.number, BODY, BODY_POINTS)
        border(self._rule(), "top", "single", 16, RED)

    def _rule(self) -> Any:
        """A line of its own, 4 mm below the number, as wide as the text whatever the number's indents."""
        line = self._line(None, 2)
        line.paragraph_format.space_before = pt(4 * POINTS_A_MM)
        return line

    def _letter_top(self) -> None:
        header = self.document.sections[0].first_page_header
        mark = header.paragraphs[0]
        size = min(mark_points(self.paper.head, LETTER_MARK), LETTER_MARK)
        self._shape(mark, size * 1.2, "centre")
        self._red(mark, self.paper.head, size)
        line = header.add_paragraph()
        self._shape(line, 2, "left", before=4 * POINTS_A_MM)
        self._wider(line)
        border(line, "top", "thickThinSmallGap", 24, RED)
        first = self._line(None, LINE, align="right")
        first.paragraph_format.space_before = pt(BODY_POINTS * 7 / 8)
        if self.paper.urgency:
            first.paragraph_format.alignment = left()
            first.paragraph_format.tab_stops.add_tab_stop(pt(TEXT_WIDTH * POINTS_A_MM), right_tab())
            self._write(first, self.paper.urgency, HEADING, BODY_POINTS)
            first.add_run().add_tab()
        self._write(first, self.paper.number, BODY, BODY_POINTS)

    # -------------------------------------------------------------- 主体

    def main(self) -> None:
        """Recipients, text and annexes."""
        if self.paper.to:
            self._write(self._line(None, LINE), "、".join(self.paper.to) + "：", BODY, BODY_POINTS)
        for one in main_text(self.paper.paragraphs):
            if one.kind == TABLE:
                self._table(one.rows)
            else:
                self._paragraph(one.text)
        if self.paper.annexes:
            self._blank(1)
            self._annexes()
        if self.paper.roll:
            self._blank(1)
            for word, names in self.paper.roll:
                self._roll(word, names)

    def _paragraph(self, text: str) -> None:
        line = self._line(2 * BODY_POINTS, LINE)
        head, font, rest = heading(text)
        if head:
            self._write(line, head, font, BODY_POINTS)
        if rest:
            self._write(line, rest, BODY, BODY_POINTS)

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        columns = max(map(len, rows))
        table = self.form(len(rows), [TEXT_WIDTH / columns] * columns)
        for number, (row, values) in enumerate(zip(table.rows, rows, strict=True)):
            row.height = mm(9)
            for cell, value in zip(row.cells, (*values, *[""] * (columns - len(values))), strict=True):
                self.fill(cell, value, font=BODY if number else HEADING)

    def _annexes(self) -> None:
        """附件： two characters in; several are numbered, their names under each other."""
        several = len(self.paper.annexes) > 1
        for number, name in enumerate(self.paper.annexes, 1):
            label = "附件：" if number == 1 else SPACE * 3
            line = self._line(None, LINE)
            # what goes on to a second line begins under the name's first character
            before = BODY_POINTS * 5 + (BODY_POINTS if several else 0)
            line.paragraph_format.left_indent = pt(before)
            line.paragraph_format.first_line_indent = pt(2 * BODY_POINTS - before)
            text = one_line(name).strip().rstrip("。；，、")
            self._write(line, f"{label}{f'{number}.' if several else ''}{text}", BODY, BODY_POINTS)

    def _roll(self, word: str, names: str) -> None:
        """出席： two characters in, 黑体; the names 仿宋, what goes on begins under the first of them (10.3)."""
        line = self._line(None, LINE)
        line.paragraph_format.left_indent = pt(5 * BODY_POINTS)
        line.paragraph_format.first_line_indent = pt(-3 * BODY_POINTS)
        self._write(line, f"{word}：", HEADING, BODY_POINTS)
        self._write(line, names, BODY, BODY_POINTS)

    def signature(self) -> None:
        """Organ over date, with room for the seal, and the note below."""
        written = day(self.paper.dated)
        wide, organ_wide = text_points(written), max(map(text_points, self.paper.organs))
        # the date four characters from the right, the organ centred over it; a long organ pushes the date in
        from_right = max(4 * BODY_POINTS, (organ_wide - wide) / 2 + BODY_POINTS)
        for _n in range(SEAL_LINES):
            self._line(None, LINE).paragraph_format.keep_with_next = True
        for text in (*self.paper.organs, written):
            indent = from_right + (wide - text_points(text)) / 2
            line = self._line(None, LINE, align="right")
            line.paragraph_format.right_indent = pt(max(indent, 0))
            line.paragraph_format.keep_with_next = text != written or bool(self.paper.note)
            self._write(line, text, BODY, BODY_POINTS)
        if self.paper.note:
            text = self.paper.note.strip()
            whole = text if text.startswith("（") else f"（{text}）"
            self._write(self._line(2 * BODY_POINTS, LINE), whole, BODY, BODY_POINTS)

    # -------------------------------------------------------------- 版记

    def imprint(self) -> None:
        """抄送 and, but for a letter, who printed it when; it stands at the foot of the last page."""
        rows: list[str] = []
        if self.paper.cc:
            rows.append("cc")
        if not self.paper.letter and self.paper.print_date:
            rows.append("printed")
        if not rows:
            return
        lines = []
        for number, what in enumerate(rows):
            line = self._line(None, 22, align="both" if what == "cc" else "left")
            form = line.paragraph_format
            if what == "cc":
                # a character in; a second line begins under the first unit
                form.left_indent, form.first_line_indent = pt(4 * SMALL), pt(-4 * SMALL)
                self._write(line, f"{SPACE}抄送：{'，'.join(self.paper.cc)}。", BODY, SMALL)
            else:
                form.tab_stops.add_tab_stop(pt(TEXT_WIDTH * POINTS_A_MM - SMALL), right_tab())
                assert self.paper.print_date
                self._write(line, f"{SPACE}{self.paper.office}办公室", BODY, SMALL)
                line.add_run().add_tab()
                self._write(line, f"{day(self.paper.print_date)}印发", BODY, SMALL)
            if not self.paper.letter:
                # the first and the last line are thick, one between is thin
                last = number == len(rows) - 1
                borders(line, top=8 if number == 0 else 6, bottom=8 if last else None)
            lines.append(line)
        wide = TEXT_WIDTH * POINTS_A_MM
        cc_lines = (
            -(-text_points("，".join(self.paper.cc), SMALL) // (wide - 4 * SMALL)) if self.paper.cc else 0
        )
        height = (cc_lines + ("printed" in rows)) * 22 + len(rows) * 6
        at_foot(self._line(None, 1), lines, wide, height)

    # -------------------------------------------------------------- page numbers

    def _page_numbers(self, section: Any) -> None:
        """— 1 — at the right of odd pages and the left of even ones; a letter's first page has the red line instead."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section.different_first_page_header_footer = self.paper.letter
        below = LETTER_RULE_UP - self._footer_up if not self.paper.letter else 3.0
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            line = footer.paragraphs[0]
            self._shape(line, SMALL * 1.2, align, after=max(below, 0) * POINTS_A_MM)
            form = line.paragraph_format
            form.left_indent = form.right_indent = pt(SMALL)
            self._write(line, "— ", SONG, SMALL)
            self._write(line, "", SONG, SMALL)
            field(line, "PAGE")
            self._write(line, " —", SONG, SMALL)
        if self.paper.letter:
            line = section.first_page_footer.paragraphs[0]
            self._shape(line, 2, "left")
            self._wider(line)
            border(line, "bottom", "thinThickSmallGap", 24, RED)

    # -------------------------------------------------------------- parts of lines

    def _blank(self, lines: int) -> None:
        for _n in range(lines):
            self._line(None, LINE)

    def _shape(self, line: Any, spacing: float, align: str, *, before: float = 0, after: float = 0) -> None:
        from docx.enum.text import WD_LINE_SPACING

        form = line.paragraph_format
        form.space_before, form.space_after = pt(before), pt(after)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = pt(spacing)
        form.alignment = {"left": left(), "centre": centre(), "both": both(), "right": right()}[align]

    def _wider(self, line: Any) -> None:
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = mm(-RULE_WIDER)

    def _red(self, line: Any, text: str, size: float) -> None:
        from docx.shared import RGBColor

        self._write(line, text, TITLE, size)
        line.runs[-1].font.color.rgb = RGBColor.from_string(RED)
