"""Name cards and invitations, rendered and read back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files import fonts
from oatui.files.card_out import (
    Card,
    Invitation,
    Printed,
    agreement,
    card_name,
    card_points,
    write_cards,
    write_invitations,
)
from oatui.rules.personal_code import check_digit
from oatui.rules.verdict import Refused
from tests.files.printed import codes, needs_chinese_font, pages, picture, size, text

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
OWN_CHARACTERS = "\ue123\U000f0123"  # 造字 of an older computer: no font here draws them


def _code(n: int) -> str:
    digits = f"{n:024d}"
    return digits + check_digit(digits)


def cards(*names: str) -> list[Card]:
    return [
        Card(n, name, "示例县商务局", "副局长", f"{n}排1座", _code(n), "主会场")
        for n, name in enumerate(names, 1)
    ]


def write(path: Path, *names: str, **options: object) -> Printed:
    return write_cards(path, "全县商务工作会议", START.date(), cards(*names), **options)  # type: ignore[arg-type]


MEETING = Invitation(
    "全县商务工作会议", START, START + timedelta(hours=2), START - timedelta(minutes=15),
    "示例县会议中心一楼", "示例县商务局",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张\u3000三"),
        ("张 三", "张\u3000三"),
        ("张\u3000三", "张\u3000三"),
        ("王某某", "王某某"),
        ("欧阳国庆", "欧阳国庆"),
        ("买买提·艾力", "买买提·艾力"),
        ("Li Bo", "Li Bo"),
        ("Li", "Li"),
        ("李", "李"),
    ],
)
def test_two_characters_are_as_wide_as_three(name: str, shown: str) -> None:
    assert card_name(name) == shown


@pytest.mark.parametrize(
    ("text", "points"),
    [("张\u3000三", 130.0), ("欧阳国庆", 127.559), ("买买提·艾力", 85.039), ("长" * 20, 25.512), ("", 130.0)],
)
def test_a_long_name_is_set_smaller(text: str, points: float) -> None:
    assert card_points(text) == pytest.approx(points, abs=0.001)
    assert len(text) * card_points(text) / 72 * 25.4 <= 180.001


def test_on_a_small_card_the_name_keeps_clear_of_the_code() -> None:
    large = card_points("王某某", 90, 45)
    small = card_points("王某某", 90, 45, code=15)
    beside, above = (90 - 2 * 17) / 3, 45 - 2 * 17
    assert small < large and small / 72 * 25.4 == pytest.approx(max(beside, above))
    assert card_points("王某某", code=18) == 130


@needs_chinese_font
def test_a_card_is_set_twice_the_upper_face_upside_down(tmp_path: Path) -> None:
    made = write(tmp_path / "席签.pdf", "张三", "买买提·艾力")
    assert (made.pages, pages(made.path), made.missing) == (2, 2, ())
    assert made.font == fonts.title_font()
    assert size(made.path) == (297, 210)
    assert text(made.path).splitlines() == ["张\u3000三", "张\u3000三"]
    page = picture(made.path, dpi=100)
    ink = page.point(lambda shade: 255 if shade < 100 else 0)
    middle = page.height // 2
    upper = ink.crop((0, 0, page.width, middle)).rotate(180)
    lower = ink.crop((0, page.height - middle, page.width, page.height))
    left, top, right, bottom = lower.getbbox()
    # one face turned by half a circle is the other, to a pixel
    other = upper.getbbox()
    assert all(abs(one - two) <= 1 for one, two in zip((left, top, right, bottom), other, strict=True))
    width, height = (right - left) / 100 * 25.4, (bottom - top) / 100 * 25.4
    assert 110 < width < 138 and 35 < height < 47  # three characters of 130 points
    assert abs((left + right) / 2 - page.width / 2) < page.width * 0.02
    strokes = lower.crop((left, top, right, bottom))
    half = strokes.height // 2, strokes.width // 3
    # 张 stands at the left and upright: it has ink where 三 turned over would have none
    assert (
        strokes.crop((0, 0, half[1], strokes.height)).histogram()[255]
        > strokes.crop((strokes.width - half[1], 0, strokes.width, strokes.height)).histogram()[255]
    )


@needs_chinese_font
def test_the_code_and_the_seat_are_on_the_lower_face(tmp_path: Path) -> None:
    made = write(tmp_path / "席签.pdf", "张三", "李四某", with_code=True, with_seat=True)
    for page, card in enumerate(cards("张三", "李四某")):
        (found,) = codes(made.path, page)
        assert found.text == card.code
        image = picture(made.path, page)
        assert found.position.top_left.y > image.height / 2 and found.position.top_left.x > image.width / 2
        across = (found.position.top_right.x - found.position.top_left.x) / 300 * 25.4
        assert 12.5 < across < 13.5  # 21 of 29 modules of 18 mm: version 1
        assert card.seat in text(made.path, page).splitlines()


@needs_chinese_font
def test_what_is_typed_is_never_markup(tmp_path: Path) -> None:
    names = ["#panic()", "[*张*]", "$x$ \\ //", '"`_~<a>@b', "={{d.name}}"]
    made = write(tmp_path / "席签.pdf", *names)
    for page, name in enumerate(names):
        assert name.replace(" ", "") in "".join(text(made.path, page).split())


@needs_chinese_font
def test_the_same_cards_are_the_same_bytes(tmp_path: Path) -> None:
    one = write(tmp_path / "一.pdf", "张三", "李四某", with_code=True).path.read_bytes()
    assert one == write(tmp_path / "二.pdf", "张三", "李四某", with_code=True).path.read_bytes()
    assert one != write(tmp_path / "三.pdf", "张三", "李四", with_code=True).path.read_bytes()
    script = (
        "from pathlib import Path; from tests.files.test_card_out import write;"
        f"write(Path({str(tmp_path)!r}) / '四.pdf', '张三', '李四某', with_code=True)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60, cwd=Path(__file__).parents[2])
    assert (tmp_path / "四.pdf").read_bytes() == one
    assert b"(D:20261124" in one and one.count(b"(D:") == one.count(b"(D:20261124")


@needs_chinese_font
@pytest.mark.parametrize(
    ("width", "height", "paper", "number"),
    [(200, 100, (297, 210), 3), (210, 140, (420, 297), 3), (90, 50, (297, 210), 1)],
)
def test_the_paper_fits_the_card(
    tmp_path: Path, width: float, height: float, paper: tuple[int, int], number: int
) -> None:
    made = write(tmp_path / "席签.pdf", "张三", "李四", "王五", width=width, height=height)
    assert (size(made.path), pages(made.path)) == (paper, number)


@pytest.mark.parametrize(
    ("width", "height"), [(500, 100), (200, 200), (10, 100), (200, -1), (float("nan"), 9)]
)
def test_a_card_that_no_paper_holds_is_refused(tmp_path: Path, width: float, height: float) -> None:
    with pytest.raises(Refused, match="印不下"):
        write(tmp_path / "席签.pdf", "张三", width=width, height=height)
    assert not list(tmp_path.iterdir())


@needs_chinese_font
def test_a_character_without_a_shape_is_named(tmp_path: Path) -> None:
    first, second = list(OWN_CHARACTERS)
    made = write(tmp_path / "席签.pdf", f"王{first}", "张三", f"李{second}四")
    assert sorted(made.missing) == [first, second]
    assert made.pages == 3 and "张\u3000三" in text(made.path, 1)


def test_without_a_chinese_font_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "families", lambda: ["DejaVu Sans", "Libertinus Serif"])
    with pytest.raises(Refused, match="fonts-noto-cjk"):
        write(tmp_path / "席签.pdf", "张三")
    with pytest.raises(Refused, match="fonts-noto-cjk"):
        write_invitations(tmp_path / "邀请.pdf", MEETING, cards("张三"))
    assert not list(tmp_path.iterdir())


def test_the_offices_own_font_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "families", lambda: ["Noto Serif CJK SC", "fzxiaobiaosong-b05s", "FangSong"])
    assert fonts.title_font() == "fzxiaobiaosong-b05s"
    assert fonts.title_font("noto serif cjk sc") == "Noto Serif CJK SC"
    assert fonts.body_font() == "FangSong"
    with pytest.raises(Refused, match="SimHei"):
        fonts.title_font("SimHei")


def test_nobody_and_a_taken_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有人"):
        write(tmp_path / "席签.pdf")
    (tmp_path / "席签.pdf").write_bytes(b"old")
    with pytest.raises(Refused, match="不覆盖"):
        write(tmp_path / "席签.pdf", "张三")
    assert (tmp_path / "席签.pdf").read_bytes() == b"old"


@needs_chinese_font
def test_eight_slips_are_on_a_page_each_with_its_code(tmp_path: Path) -> None:
    invited = cards(*(f"示例{n}" for n in "甲乙丙丁戊己庚辛壬"))
    made = write_invitations(tmp_path / "邀请单", MEETING, invited)
    assert made.path.name == "邀请单.pdf"
    assert (made.pages, pages(made.path), size(made.path)) == (2, 2, (210, 297))
    assert {found.text for found in codes(made.path, 0)} == {card.code for card in invited[:8]}
    assert [found.text for found in codes(made.path, 1)] == [invited[8].code]
    said = text(made.path, 1)
    for part in (
        "全县商务工作会议",
        "示例壬",
        "示例县商务局\u3000副局长",
        "2026年11月24日（周二）",
        "示例县会议中心一楼",
    ):
        assert part in said
    assert "09:00—11:00（08:45前签到）" in said and "9排1座" in said
    digits = next(line for line in said.splitlines() if line.replace(" ", "").isdigit())
    assert digits.replace(" ", "") == invited[8].code and len(digits.split()) == 5


@pytest.mark.parametrize(
    ("main", "venue", "place"),
    [
        ("", "主会场", "示例县会议中心一楼"),
        ("主会场", "主会场", "示例县会议中心一楼　主会场"),
        ("主会场", "示例一镇分会场", "示例一镇分会场"),
    ],
)
def test_who_is_called_to_another_venue_goes_there(main: str, venue: str, place: str) -> None:
    assert replace(MEETING, main=main).place_of(venue) == place


@needs_chinese_font
def test_a_fixed_address_puts_the_phones_own_link_beside_the_code(tmp_path: Path) -> None:
    invited = cards("示例甲", "示例乙")
    made = write_invitations(tmp_path / "邀请", replace(MEETING, phone="10.1.2.3:8080"), invited)
    links = {f"http://10.1.2.3:8080/I/{card.code}".upper().replace("HTTP", "http") for card in invited}
    assert {found.text for found in codes(made.path, 0)} == links | {card.code for card in invited}


@needs_chinese_font
def test_a_slip_of_long_text_stays_a_slip(tmp_path: Path) -> None:
    long = Invitation("会" * 120, START, START + timedelta(days=2), START, "楼" * 200, "局" * 80)
    invited = [Card(n, "名" * 40, "单" * 100, "职" * 100, "9" * 60, _code(n)) for n in range(8)]
    made = write_invitations(tmp_path / "邀请.pdf", long, invited)
    assert pages(made.path) == 1 and len(codes(made.path)) == 8


def test_cards_are_held_against_the_seats() -> None:
    zhang, li, wang = cards("张三", "李四", "王五")
    nobody = Card(4, "赵六", venue="主会场")
    seats = {("主会场", "1排1座"): "张 三", ("主会场", "2排1座"): "李四", ("主会场", "3排1座"): "王五"}
    assert agreement([zhang, li, wang], seats).agreed
    neither = replace(nobody, id=7, name="钱七")
    found = agreement([zhang, li, nobody, neither], seats)
    assert not found.agreed
    assert found.without_seat == [nobody, neither]
    assert (found.without_card, found.shared) == ([("主会场", "3排1座")], {})
    swapped = agreement([zhang, li, wang], seats | {("主会场", "2排1座"): "孙七"})
    assert swapped.without_card == [("主会场", "2排1座")]
    twin = Card(5, "周八", seat="1排1座", venue="主会场")
    assert agreement([zhang, twin], {("主会场", "1排1座"): "张三"}).shared == {
        ("主会场", "1排1座"): [zhang, twin]
    }
    # the same name of a seat at another venue is another seat
    elsewhere = Card(6, "周八", seat="1排1座", venue="分会场")
    assert not agreement([zhang, elsewhere], {}).shared
