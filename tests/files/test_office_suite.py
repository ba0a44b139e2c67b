"""Word and Excel files as an office suite shows them: LibreOffice makes PDFs of them, which are looked at."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from oatui.files.circular_out import write_circular
from oatui.files.register_out import Line, write_attendance, write_sign_in_sheet
from oatui.files.slip_out import write_leave_slip
from tests.files import test_circular_out, test_register_out, test_slip_out
from tests.files.printed import pages, size, text

SUITE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(SUITE is None, reason="LibreOffice is not installed"),
]


def shown(path: Path) -> Path:
    """The file as a PDF; the suite's own settings stay in the test's folder."""
    subprocess.run(
        [
            str(SUITE), f"-env:UserInstallation={(path.parent / 'suite').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(path.parent), str(path),
        ],
        check=True, timeout=180, capture_output=True,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def tight(path: Path, page: int = 0) -> str:
    return "".join(text(path, page).split())


def test_the_leave_slip_is_one_a4_page(tmp_path: Path) -> None:
    made = shown(write_leave_slip(tmp_path / "请假单.docx", test_slip_out.SLIP))
    assert (pages(made), size(made)) == (1, (210, 297))
    assert "会议请假单" in tight(made) and "县委总值班室" in tight(made)


def test_the_circular_opens_with_its_tables(tmp_path: Path) -> None:
    made = shown(write_circular(tmp_path / "通报.docx", test_circular_out.CONDUCT)[0])
    whole = "".join(tight(made, page) for page in range(pages(made)))
    assert "关于全县商务工作会议会风会纪情况的通报" in whole and "晚于开会12分" in whole


def test_a_long_sheet_has_its_heads_and_page_numbers_on_every_page(tmp_path: Path) -> None:
    people = [Line(f"示例{n}", "示例县商务局", "科员") for n in range(1, 121)]
    made = shown(write_sign_in_sheet(tmp_path / "签到表.xlsx", test_register_out.gathering(*people)).path)
    number = pages(made)
    assert number > 1 and size(made) == (210, 297)
    for page in range(number):
        assert "签到时间" in tight(made, page) and f"第{page + 1}页共{number}页" in tight(made, page)


def test_a_formula_that_was_typed_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    people = [Line(typed) for typed in ("=1+1", "+86", "@x")]
    meeting = test_register_out.gathering(*people)
    made = shown(write_attendance(tmp_path / "表.xlsx", meeting, ("serial", "name")).path)
    assert all(typed in tight(made) for typed in ("=1+1", "+86", "@x"))
