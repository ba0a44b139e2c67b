"""About a page's line: a small form, whose refusal stands under its field, and the line in full below the list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from textual.content import Content
from textual.widgets import Static

from oatui.rules.verdict import Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark
from oatui.screens.page import Page
from oatui.store.database import StoreTrouble
from oatui.widgets.form import Field

Said = str | Verdict | None
Do = Callable[[dict[str, Any]], Awaitable[Said]]


def ask(
    page: Page, question: str, fields: Sequence[Field], do: Do, field_of: Mapping[str, str], note: str = ""
) -> None:
    """Push a form; `do` records and answers what to say. `field_of` is under which field a refusal's key stands."""
    said: list[Said] = []
    keys = [one.key for one in fields]

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        try:
            said.append(await do(values))
        except (Refused, StoreTrouble) as no:
            field = field_of.get(no.verdict.key, keys[0])
            return (field if field in keys else keys[0]), remark(no.verdict)
        return None

    def done(_values: dict[str, Any] | None) -> None:
        page.refresh_page()
        if said:
            page.say(said[0])

    page.desk.push_screen(Ask(question, fields, note, act), done)


def show_lines(place: Static, lines: Sequence[str]) -> None:
    """Lines of a place; empty ones are left out."""
    place.update(Content("\n".join(line for line in lines if line)))
