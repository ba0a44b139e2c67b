"""The columns of a sheet as the clerk says they are, where the program understood them wrongly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from oatui.files.person_text import clean_name
from oatui.files.roster_columns import header_texts
from oatui.files.roster_in import FIELD_LABELS, Columns, Sheet, column_letter
from oatui.files.workbook_in import cell_at
from oatui.i18n import N_, _, format_list
from oatui.rules.verdict import Refused, refuse
from oatui.screens.ask import Ask
from oatui.widgets.form import Field


def column_choice(sheet: Sheet, columns: Columns | None, read: Callable[[Columns], Awaitable[None]]) -> Ask:
    """A form with a column for each field, by its letter or its heading; `read` reads the sheet by the answer."""
    width = max(map(len, sheet.rows), default=0)
    header_row = columns.header_row if columns else None
    header = header_texts(sheet, columns) if columns else []

    def header_of(text: str) -> int | None:
        text = text.strip()
        if not text:
            return None
        if not (text.isdecimal() and 1 <= int(text) <= len(sheet.rows)):
            raise refuse("roster.header_row", written=text, last=len(sheet.rows))
        return int(text) - 1

    def column(text: str) -> int | None:
        text = text.strip()
        if not text:
            return None
        for place in range(width):
            if text.upper() == column_letter(place) or clean_name(text) == cell_at(header, place):
                return place
        raise refuse("roster.column_unknown", written=text, last=column_letter(max(width - 1, 0)))

    def name_column(text: str) -> int:
        found = column(text)
        if found is None:
            raise refuse("roster.no_name_column")
        return found

    def sample(place: int | None) -> str:
        if place is None:
            return ""
        below = (header_row if header_row is not None else -1) + 1
        written = [text for row in sheet.rows[below : below + 40] if (text := cell_at(row, place))]
        heading = cell_at(header, place)
        return (f"“{heading}”  " if heading else "") + format_list(
            " ".join(text.split()) for text in written[:3]
        )

    def heading(place: int | None) -> str:
        return "" if place is None else " ".join(filter(None, sheet.rows[place]))

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        index: dict[str, int] = {}
        for key in FIELD_LABELS:
            if (place := values[key]) is None:
                continue
            if place in index.values():
                return key, str(refuse("roster.column_twice", column=column_letter(place)))
            index[key] = place
        try:
            await read(Columns(values["header"], index))
        except Refused as refused:
            return "name", str(refused)
        return None

    def letter(key: str) -> str:
        return column_letter(columns.index[key]) if columns and key in columns.index else ""

    shown_row = str(header_row + 1) if header_row is not None else ""
    fields = [
        Field("header", N_("表头在第几行"), value=shown_row, hint=N_("没有表头就空着"), read=header_of, echo=heading),
        *(
            Field(key, label, value=letter(key), hint=N_("列的字母或表头；没有就空着"), echo=sample,
                  read=name_column if key == "name" else column)
            for key, label in FIELD_LABELS.items()
        ),
    ]  # fmt: skip
    return Ask(_("工作表“{sheet}”的列", sheet=sheet.name), fields, act=act)
