"""What Damm's digit promises, and what scanners and input methods deliver."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.rules.personal_code import check_digit, complete_all, read

codes = st.text("0123456789", min_size=24, max_size=24).map(lambda digits: digits + check_digit(digits))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def test_check_digit() -> None:
    assert check_digit("572") == "4"
    assert check_digit("5724") == "0"


@given(codes)
def test_a_code_is_read(code: str) -> None:
    assert len(code) == 25
    for text in (
        code,
        code + "\r\n",
        f" {code[:5]} {code[5:]}\t",
        code.translate(FULL_WIDTH),
        "\ufeff" + code,
    ):
        assert read(text).kind == "code"
        assert read(text).code == code


@given(codes)
def test_every_single_wrong_digit_is_found(code: str) -> None:
    for place, right in enumerate(code):
        for wrong in "0123456789".replace(right, ""):
            assert read(code[:place] + wrong + code[place + 1 :]).kind == "damaged"


@given(codes)
def test_every_swap_of_neighbours_is_found(code: str) -> None:
    for place in range(24):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert read(swapped).kind == ("code" if swapped == code else "damaged")


@pytest.mark.parametrize(
    ("length", "kind"),
    [(14, "other"), (15, "damaged"), (24, "damaged"), (26, "damaged"), (40, "damaged"), (41, "other")],
)
def test_length(length: int, kind: str) -> None:
    assert read("7" * length).kind == kind


@pytest.mark.parametrize(
    "text", ["", "张三", "zs", "²²", "1" * 24 + "x", "٢" * 25, "https://example.cn/1", "-5", "\x00"]
)
def test_other(text: str) -> None:
    assert read(text).kind == "other"


def test_superscripts_are_folded_like_any_digit() -> None:
    assert read("²" * 24 + check_digit("2" * 24)).kind == "code"


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert read(text).kind in {"code", "damaged", "other"}


@given(
    st.integers(0, 23).flatmap(
        lambda size: st.tuples(
            st.text("0123456789", min_size=size, max_size=size),
            st.lists(st.text("0123456789", min_size=24 - size, max_size=24 - size), max_size=20),
        )
    )
)
def test_many_codes_at_once_are_those_made_one_by_one(drawn: tuple[str, list[str]]) -> None:
    start, ends = drawn
    assert complete_all(start, "".join(ends)) == [start + end + check_digit(start + end) for end in ends]
