"""Where there is no line: the records as one signed Excel file, saved here and brought in there (14-4)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oatui import places
from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.file_choice import FilesChoicePage
from oatui.screens.paper_forms import file_name, path_of
from oatui.store.database import StoreTrouble
from oatui.store.sites import Site
from oatui.widgets.form import Field

if TYPE_CHECKING:
    from oatui.screens.page import Page

CARRY = N_("只用 OA 或非涉密 U 盘传送；重复导入不会重复登记")


def save_part(page: Page, site: Site) -> None:
    """At the main desk: what a machine needs of its meeting."""
    _save(page, site.meeting, site.id, _("给“{name}”的会议资料", name=site.name), site.name)


def save_door(page: Page, meeting: int, name: str) -> None:
    """At a sub-venue: everything that its door recorded."""
    _save(page, meeting, None, _("本会场的登记"), name)


def _save(page: Page, meeting: int, site: int | None, question: str, name: str) -> None:
    words = _("会议资料") if site else _("签到登记")
    proposed = str(Path.home() / file_name(name, words, ".xlsx"))
    made: list[tuple[Path, int]] = []

    async def act(values: dict[str, Any]) -> tuple[str, str] | None:
        from oatui.link.keyring import Keyring
        from oatui.papers import events_carried

        ring = Keyring(places.link_folder())
        try:
            made.append(await page.desk.record(events_carried.save, ring, meeting, site, values["path"]))
        except (Refused, StoreTrouble) as no:
            return "path", str(no)
        return None

    def done(_values: dict[str, Any] | None) -> None:
        for path, rows in made:
            page.say(_("已存：{path}（{n} 条）；只用 OA 或非涉密 U 盘传送", path=path, n=rows))

    fields = [Field("path", N_("存成"), value=proposed, read=path_of(".xlsx"))]
    page.desk.push_screen(Ask(_("存成文件：{what}", what=question), fields, _(CARRY), act), done)


def bring_in(page: Page) -> None:
    """Choose a file that came, and take what it holds."""

    def chosen(paths: list[Path] | None) -> None:
        if paths:
            page.run_worker(_bring(page, paths), group="events", exclusive=True)

    page.desk.push_screen(
        FilesChoicePage(_("导入会议资料") if page.store.is_site else _("导入登记文件")), chosen
    )


async def _bring(page: Page, paths: list[Path]) -> None:
    from oatui.link.keyring import Keyring
    from oatui.papers import events_carried

    rows, new, until = 0, 0, ""
    for path in paths:
        take = partial(events_carried.bring, ring=Keyring(places.link_folder()), file=path)
        brought = await page.record(take)
        if brought is None:
            return
        rows, new, until = rows + brought.rows, new + brought.new, max(until, brought.until)
    page.refresh_page()
    key = "events_file.brought_part" if until else "events_file.brought"
    page.say(Verdict(None, Level.OK, key, {"n": rows, "new": new, "at": until}))
