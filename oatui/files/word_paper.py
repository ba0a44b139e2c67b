"""An official paper as a Word file: A4, the margins and fonts of GB/T 9704, equal bytes for equal data."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from oatui.files.fonts import BODY, HEADING, LATIN, TITLE
from oatui.files.official_text import one_line
from oatui.files.package import settled

TITLE_POINTS, BODY_POINTS, TABLE_POINTS = 22, 16, 14
MARGINS = (37.0, 35.0, 28.0, 26.0)  # mm: top, bottom, left, right, which leaves the 156 x 225 of the standard
TEXT_WIDTH = 156.0  # mm


class Paper:
    """A Word document under work; `margins` in mm: top, bottom, left, right."""

    def __init__(self, title: str, office: str, at: datetime, margins: Sequence[float] = MARGINS) -> None:
        import docx
        from docx.shared import Mm, Pt

        self._at = at
        self.document: Any = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(margins[0]), Mm(margins[1])
        section.left_margin, section.right_margin = Mm(margins[2]), Mm(margins[3])
        normal = self.document.styles["Normal"]
        _set_font(normal, BODY)
        normal.font.size = Pt(BODY_POINTS)
        about = self.document.core_properties
        about.title, about.author, about.comments = one_line(title), one_line(office), ""
        about.created = at.astimezone(UTC).replace(tzinfo=None)

    def title(self, text: str) -> None:
        """A centred title in 方正小标宋简体, 22 points."""
        self._write(self._line(None, 32, align="centre"), text, TITLE, TITLE_POINTS)
        self._line(None, 28)

    def heading(self, text: str) -> None:
        """一、 in 黑体."""
        self._write(self._line(32, 28), text, HEADING, BODY_POINTS)

    def text(self, text: str, *, indent: bool = True, align: str = "both") -> None:
        """A paragraph in 仿宋_GB2312, two characters in; align is both, centre or right."""
        self._write(self._line(32 if indent else None, 28, align=align), text, BODY, BODY_POINTS)

    def table(self, widths: Sequence[float], heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A framed table with heads that repeat on every page; widths in mm."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        table = self.form(0, widths)
        for number, values in enumerate((heads, *rows)):
            cells = table.add_row().cells
            for cell, value in zip(cells, values, strict=True):
                self.fill(cell, value, font=BODY if number else HEADING)
        head = OxmlElement("w:tblHeader")
        head.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(head)

    def form(self, rows: int, widths: Sequence[float]) -> Any:
        """An empty framed table; widths in mm."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Mm

        table = self.document.add_table(rows, len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def label_form(
        self, rows: Sequence[tuple[float, Sequence[str | Sequence[str]]]], label: float, points: float
    ) -> None:
        """A framed form of labels (`label` mm wide) and values: rows of a height in mm and two or four parts."""
        from docx.enum.table import WD_ROW_HEIGHT_RULE
        from docx.shared import Mm

        value = (TEXT_WIDTH - 2 * label) / 2
        table = self.form(len(rows), (label, value, label, value))
        for row, (height, parts) in zip(table.rows, rows, strict=True):
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
            cells = list(row.cells)
            if len(parts) == 2:
                cells[1:] = [cells[1].merge(cells[3])]
            for column, (cell, part) in enumerate(zip(cells, parts, strict=True)):
                lines = [part] if isinstance(part, str) else part
                align = "centre" if column % 2 == 0 or len(parts) > 2 else "left"
                self.fill(cell, *lines, points=points, align=align)

    def fill(
        self, cell: Any, *lines: str, font: str = BODY, points: float = TABLE_POINTS, align: str = "centre"
    ) -> None:
        """Text in a cell, a paragraph a line, in the middle of its height."""
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.shared import Pt

        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for number, text in enumerate(lines):
            line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            form = line.paragraph_format
            form.alignment, form.line_spacing = _alignment(align), 1.0
            form.space_before = form.space_after = Pt(0)
            self._write(line, text, font, points)

    def content(self) -> bytes:
        """The bytes of the file, dated as the paper is."""
        file = io.BytesIO()
        self.document.core_properties.modified = self._at.astimezone(UTC).replace(tzinfo=None)
        self.document.save(file)
        return settled(file.getvalue(), self._at)

    def _line(self, indent: float | None, spacing: float, *, align: str = "both") -> Any:
        from docx.shared import Pt

        line = self.document.add_paragraph()
        form = line.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = Pt(spacing)
        form.alignment = _alignment(align)
        if indent:
            form.first_line_indent = Pt(indent)
        return line

    def _write(self, line: Any, text: str, font: str, points: float) -> None:
        from docx.shared import Pt

        run = line.add_run(one_line(text))
        _set_font(run, font)
        run.font.size = Pt(points)


def _set_font(styled: Any, font: str) -> None:
    """The Chinese font, which Word keeps apart from the Latin one."""
    from docx.oxml.ns import qn

    styled.font.name = LATIN
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _alignment(name: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as TO

    return {"both": TO.JUSTIFY, "centre": TO.CENTER, "right": TO.RIGHT, "left": TO.LEFT}[name]
