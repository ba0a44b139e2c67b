"""Odd words in every field: markup, formulas, HTML, SQL, marks of direction, rare characters, in every file and on the page."""

from __future__ import annotations

import html
import inspect
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from oatui.screens import places
from oatui.screens.page import Page
from oatui.store import incoming, meetings
from oatui.store.database import Store, open_store
from tests.command_line import CommandLine
from tests.conftest import Desk, FixedClock
from tests.faults import odd_store
from tests.faults.odd_store import EATEN, FIRST, ODD
from tests.files.printed import needs_chinese_font
from tests.proof import Told
from tests.web.desks import WAY, FakeDesk, phone

MOST_USED = (
    "TodayPage", "RosterPage", "LeavePage", "DocumentPage", "IncomingItemPage", "IncidentPage",
)  # fmt: skip
# of a file that is being read: the words there are the file's (bad_input.py), not the store's
OF_A_FILE = {
    "DutyPreviewPage", "LedgerPreviewPage", "RosterPreviewPage", "FilesChoicePage", "MachineCodePage", "TourPage",
}  # fmt: skip
# every export that takes words of the store; a PDF takes seconds of a processor
EXPORTS = {
    "export sign-in-sheet 1": ".xlsx", "export attendance 1": ".xlsx", "export circular 1": ".docx", "export report 1": ".txt",
    "export leave-slip 1 --person 2": ".docx", "export reply-form 1": ".xlsx", "export calendar": ".ics",
    "export month --month 2026-11": "", "matters export": ".xlsx", "export incident 1": ".docx",
    "incoming sheet 1": ".docx", "export red-paper 2": ".docx", "export draft-sheet 1": ".docx",
    "export duty": ".xlsx", "publication export": ".docx", "reply write 3": ".xlsx",
}  # fmt: skip
PRINTS = {"export cards 1": ".pdf", "export invitations 1": ".pdf", "export seat-map 1": ".pdf"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "desk.db"
    odd_store.make(path, FixedClock())
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    shutil.copy(made, tmp_path / "desk.db")
    return CommandLine(FixedClock(), capsys, tmp_path / "desk.db")


def _text(path: Path) -> str:
    """What a reader sees in the file; a cell of a workbook is never a formula."""
    if path.suffix == ".xlsx":
        sheets = openpyxl.load_workbook(path).worksheets
        cells = [
            cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        return "\n".join(str(cell.value) for cell in cells)
    if path.suffix == ".docx":
        whole = zipfile.ZipFile(path).read("word/document.xml").decode()
        assert "<script>" not in whole
        return html.unescape(re.sub("<[^>]*>", "", whole))
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return path.read_text(encoding="utf-8")


def _write(desk: CommandLine, call: str, ending: str, told: Told) -> None:
    out = desk.db.parent / f"{len(list(desk.db.parent.iterdir()))}{ending}"
    said = desk(*call.split(), "--out", out)
    assert said.code == 0, (call, said)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    seen = "\n".join(map(_text, files))
    assert FIRST in seen and EATEN not in seen, (call, seen)
    told.figures(**{call: seen.count(FIRST)})


@pytest.mark.parametrize("call", EXPORTS)
def test_odd_words_stand_as_text_in_every_file(desk: CommandLine, call: str, told: Told) -> None:
    _write(desk, call, EXPORTS[call], told)


@needs_chinese_font
@pytest.mark.proof
@pytest.mark.parametrize("call", PRINTS)
def test_odd_words_stand_as_text_in_every_print(desk: CommandLine, call: str, told: Told) -> None:
    _write(desk, call, PRINTS[call], told)


async def test_odd_words_are_escaped_on_the_phone_page() -> None:
    """The title, the place and the office at its opening; the name, the unit and the seat in its answer."""
    for word in ODD:
        desk = FakeDesk(WAY._replace(title=word, venue_name=word, office=word))
        desk.next = desk.next._replace(name=word, unit=word, post=word, venue=word, seat=word)
        async with phone(desk) as client:
            first = await client.get(f"/A/{desk.code()}")
            ticket = re.search(r'name="t" value="([^"]+)"', first.text)
            assert ticket
            last = await client.post("/S", data={"name": "王敏", "digits": "4321", "t": ticket[1]})
        for page in (first.text, last.text):
            assert "<script>" not in page and EATEN not in page
            assert word in html.unescape(page)


def _argument(store: Store, page: type[Page], name: str) -> Any:
    """What the page is about: the first of the demo's, which has the most in it."""
    match name:
        case "meeting" | "document" | "attendee" | "one" | "place":
            return 1
        case "venue":
            whole = "Venue" in str(inspect.signature(page.__init__).parameters[name].annotation)
            return meetings.venues(store, 1)[0] if whole else meetings.venues(store, 1)[0].id
        case "paper":
            whole = "Incoming" in str(inspect.signature(page.__init__).parameters[name].annotation)
            return incoming.get(store, 3) if whole else 3
        case "year":
            return 2026
    raise AssertionError(f"{page.__name__} needs {name}")


def _page(store: Store, page: type[Page]) -> Page:
    needs = [
        one.name for one in list(inspect.signature(page.__init__).parameters.values())[1:]
        if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD
    ]  # fmt: skip
    return page(*[_argument(store, page, name) for name in needs])


async def _look(desk: Desk, store: Store, pages: list[type[Page]], told: Told) -> None:
    without = []
    for page in pages:
        desk.app.push_screen(_page(store, page))
        await desk.settle()
        seen = desk.text
        assert type(desk.app.screen) is page, (page, desk.app.screen)
        assert EATEN not in seen, f"{page.__name__}:\n{seen}"
        assert not re.search("[\u200f\u202e]", seen), f"{page.__name__}:\n{seen}"
        if FIRST not in seen:
            without.append(page.__name__)
        desk.app.pop_screen()
        await desk.settle()
    told.figures(pages=len(pages), without_a_word=" ".join(without))
    assert len(without) < len(pages) // 2


async def test_odd_words_stand_on_the_most_used_screens(
    made: Path, tmp_path: Path, open_desk: Callable[..., Any], told: Told
) -> None:
    await _all(made, tmp_path, open_desk, told, [one for one in _pages() if one.__name__ in MOST_USED])


@pytest.mark.proof
async def test_odd_words_stand_on_every_screen(
    made: Path, tmp_path: Path, open_desk: Callable[..., Any], told: Told
) -> None:
    await _all(made, tmp_path, open_desk, told, [one for one in _pages() if one.__name__ not in OF_A_FILE])


def _pages() -> list[type[Page]]:
    return list(dict.fromkeys(places.all_pages()))


async def _all(
    made: Path, tmp_path: Path, open_desk: Callable[..., Any], told: Told, pages: list[type[Page]]
) -> None:
    shutil.copy(made, tmp_path / "desk.db")
    store = open_store(tmp_path / "desk.db", FixedClock(), "刘某某")
    try:
        async with open_desk() as desk:
            await _look(desk, store, pages, told)
    finally:
        store.close()
