"""A title is set in as few and as even lines as it needs, counted in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oatui.widgets.line_breaks import NOT_FIRST, NOT_LAST
from oatui.widgets.paper import at_right, balanced

TITLE = "嘉祥县商务局关于印发《嘉祥县电子商务进农村综合示范项目资金管理办法（试行）》的通知"


@pytest.mark.parametrize("width", [20, 30, 34, 58])
def test_lines_are_even_and_keep_their_marks(width: int) -> None:
    lines = balanced(TITLE, width)
    assert "".join(lines) == TITLE
    assert all(cell_len(line) <= width for line in lines)
    assert not any(line[0] in NOT_FIRST or line[-1] in NOT_LAST for line in lines)
    assert len(lines) <= cell_len(TITLE) // (width - 6) + 1


def test_a_short_title_is_one_line() -> None:
    assert balanced("关于某事的通知", 20) == ["关于某事的通知"]
    assert balanced("", 20) == []


@pytest.mark.parametrize(
    ("signer", "width", "shown"),
    [
        ("签发人：林某", 39, "      签发人：林某"),
        ("签发人：　　　", 34, "     签发人："),  # no name yet: its room goes first
        ("签发人：欧阳某某", 36, "\n                   签发人：欧阳某某"),
    ],
)
def test_the_signer_is_never_broken(signer: str, width: int, shown: str) -> None:
    assert at_right("嘉商务字〔2026〕1号", signer, width) == shown


@given(st.text(max_size=60), st.integers(2, 60))
def test_any_text_fits(text: str, width: int) -> None:
    lines = balanced(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert all(c.isprintable() for line in lines for c in line)
