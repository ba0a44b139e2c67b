"""Odd words in every field: markup, formulas, HTML, SQL, marks of direction, rare characters, in every file and on the page."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from oatui import places
from oatui.files.delivery_out import LateExplanation, write_late_explanation
from oatui.i18n import DIRECTION_MARKS
from oatui.link.contract import site_name
from oatui.link.keyring import Keyring
from tests.command_line import CommandLine
from tests.conftest import MORNING, FixedClock
from tests.faults import odd_store
from tests.faults.odd_store import EATEN, FIRST, ODD
from tests.files.printed import needs_chinese_font
from tests.proof import Told
from tests.test_cli_contract import leaves
from tests.web.desks import WAY, FakeDesk, phone

# every command that writes a file, and of what kind that is; "/" is a folder that is there already
EXPORTS = {
    "export sign-in-sheet 1": ".xlsx", "export attendance 1": ".xlsx", "export circular 1": ".docx",
    "export circular 1 --county": ".docx", "export report 1": ".txt", "export leave-slip 1 --person 2": ".docx",
    "export reply-form 1": ".xlsx", "export calendar": ".ics", "export month --month 2026-11": "", "export incident 1": ".docx",
    "matters export": ".xlsx", "publication export": ".docx", "incoming sheet 1": ".docx", "export red-paper 2": ".docx",
    "export draft-sheet 1": ".docx", "export delivery-slip 2": ".docx", "export duty": ".xlsx", "duty log": ".docx",
    "oa month": ".xlsx", "reply write 3": ".xlsx", "number gaps": ".xlsx", "export outgoing": ".xlsx",
    "export incoming": ".xlsx", "export seals": ".xlsx", "clear-desk record --date 2026-11-27": ".docx",
    "events export 1 --site 3": ".xlsx", "notice draft 5": "/",
}  # fmt: skip
# a PDF takes seconds of a processor
PRINTS = {"export cards 1": ".pdf", "export invitations 1": ".pdf", "export seat-map 1": ".pdf"}
# the paper of `export red-paper`, a picture without words, and one whose writer is called below
OTHER = {"document print", "roster code", "export explanation"}


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
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as parts:
            whole = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
        assert "<script>" not in whole and not DIRECTION_MARKS.search(whole)
    if path.suffix == ".xlsx":
        sheets = openpyxl.load_workbook(path).worksheets
        cells = [
            cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        return "\n".join(str(cell.value) for cell in cells)
    if path.suffix == ".docx":
        return html.unescape(re.sub("<[^>]*>", "", whole))
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return path.read_text(encoding="utf-8")


def _write(desk: CommandLine, call: str, ending: str, told: Told) -> None:
    out = desk.db.parent / f"paper{ending}"
    if ending == "/":
        out.mkdir()
    said = desk(*call.split(), "--out", out)
    assert said.code == 0, (call, said)
    seen = "\n".join(map(_text, sorted(out.iterdir()) if out.is_dir() else [out]))
    assert FIRST in seen and EATEN not in seen, (call, seen)
    assert not DIRECTION_MARKS.search(seen), (call, seen)
    told.figures(**{call: seen.count(FIRST)})


def test_every_command_that_writes_a_paper_is_tried() -> None:
    """So that a new one is missed here before it is missed by a clerk."""
    written = {name for name, one in leaves() if any(param.name == "out" for param in one.params)}
    tried = {name for name in written for call in (*EXPORTS, *PRINTS) if call.split()[:2] == name.split()}
    assert written - tried == OTHER


@pytest.mark.parametrize("call", EXPORTS)
def test_odd_words_stand_as_text_in_every_file(desk: CommandLine, call: str, told: Told) -> None:
    ring = Keyring(places.link_folder())
    ring.keep(site_name(ring.desk(), 1, 3), bytes(range(32)))
    _write(desk, call, EXPORTS[call], told)


@pytest.mark.parametrize("word", ODD)
def test_odd_words_stand_as_text_in_an_explanation(tmp_path: Path, word: str) -> None:
    day = MORNING.date()
    late = LateExplanation(
        word, word, word, word, (word, word), day, day, (day,), 2, f"{word}\n{word}", MORNING
    )
    seen = _text(write_late_explanation(tmp_path / "late.docx", late))
    assert seen.count(FIRST) == 8 and EATEN not in seen  # in the text, and the office as the author


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
            assert DIRECTION_MARKS.sub("", word) in html.unescape(page)
            assert not DIRECTION_MARKS.search(html.unescape(page))
