"""About a page's line: a small form, whose refusal stands under its field, and the line in full below the list."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from oatui.files.new_file import unused
from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark
from oatui.screens.page import Page
from oatui.store.database import StoreTrouble
from oatui.widgets.form import Field

if TYPE_CHECKING:
    from oatui.files.list_out import OfficeList

Said = str | Verdict | None
Do = Callable[[dict[str, Any]], Awaitable[Said]]


def ask(
    page: Page,
    question: str,
    fields: Sequence[Field],
    do: Do,
    field_of: Mapping[str, str],
    note: str = "",
    first: str = "",
    then: Callable[[], None] | None = None,
    waits: str = "",
    back: str = "",
) -> None:
    """Push a form; `do` records and answers what to say, once `then` has brought the page on.

    `back` is said beside the answer: the key by which it is taken back. `waits` as in `Ask`. `field_of` is under which field a refusal's key stands; any other stands under `first`, else the first field.
    """
    said: list[Said] = []
    keys = [one.key for one in fields]
    first = first or keys[0]

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        try:
            said.append(await do(values))
        except (Refused, StoreTrouble) as no:
            field = field_of.get(no.verdict.key, first)
            return (field if field in keys else first), remark(no.verdict)
        return None

    def done(_values: dict[str, Any] | None) -> None:
        if not said:
            page.refresh_page()
            return
        (then or page.refresh_page)()
        page.say(said[0], back)

    page.desk.push_screen(Ask(question, fields, note, act, waits), done)


def ask_file(
    page: Page, question: str, name: str, save: Callable[[Path], Awaitable[Said]], hint: str = ""
) -> None:
    """Ask where a file goes, with a free name in the home folder proposed; `save` writes it and answers what to say."""
    field = Field("path", N_("存成"), value=str(unused(Path.home() / name.replace("/", " "))), hint=hint)

    async def do(values: dict[str, Any]) -> Said:
        return await save(Path(values["path"]).expanduser())

    ask(page, question, [field], do, {})


def ask_list(page: Page, name: str, listed: Callable[[], OfficeList]) -> None:
    """The same for a list, which is Excel, or Word where the name says so."""

    async def save(path: Path) -> Said:
        from oatui.files.list_out import write_list

        return _("已存：{path}", path=str(await to_thread(write_list, path, listed())))

    ask_file(page, _("把清单存成文件"), f"{name}.xlsx", save, N_("名字以 .docx 结尾的是 Word"))


def show_lines(place: Static, lines: Sequence[str]) -> None:
    """Lines of a place; empty ones are left out."""
    place.update(Content("\n".join(line for line in lines if line)))
