"""The red-headed paper as an office suite shows it: 版记 at the foot of the last page, no page number on a letter's first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from oatui.files.red_paper_out import write_red_paper
from tests.files.printed import pages, size
from tests.files.test_office_suite import SUITE, shown, tight
from tests.files.test_red_paper_out import PAPER

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(SUITE is None, reason="LibreOffice is not installed"),
]


def test_the_last_page_ends_with_the_imprint(tmp_path: Path) -> None:
    made = shown(write_red_paper(tmp_path / "红头.docx", PAPER))
    assert size(made) == (210, 297)
    last = tight(made, pages(made) - 1)
    # after text and date, before nothing but the page number
    assert last.index("（此件公开发布）") < last.index("抄送：县财政局") < last.index("2026年11月25日印发")
    assert "—1—" in tight(made)


def test_a_letters_first_page_has_no_number(tmp_path: Path) -> None:
    letter = replace(
        PAPER, head="嘉祥县商务局", letter=True, number="嘉商务函〔2026〕7号", paragraphs=PAPER.paragraphs * 8
    )
    made = shown(write_red_paper(tmp_path / "函.docx", letter))
    assert pages(made) > 1
    assert "—1—" not in tight(made) and "—2—" in tight(made, 1)
