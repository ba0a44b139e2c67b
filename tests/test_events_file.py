"""The file that carries a sub-venue's records: the same events, once, whole, and every changed cell found with its row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from oatui.files.events_file import EXACT, FIRST, SHOWN, open_events
from oatui.papers import events_papers
from oatui.papers.events_papers import WORDS
from oatui.rules.verdict import Refused
from oatui.store import arrivals, chain, doctor, journal, meetings, part_kinds, people, sites
from oatui.store.database import Store
from oatui.store.sites import Site
from tests.store.acts import a_meeting, content, person
from tests.store.link_acts import a_site, fetch, send

SECRET = bytes(range(32))


@pytest.fixture
def town(store: Store) -> Site:
    meeting = a_meeting(store, 2)
    roster = [("示例一镇", person(n, "示例一镇")) for n in range(3, 6)]
    roster[0][1]["name"] = "=[/x]王　敏"
    people.import_roster(store, meeting.id, roster, "名册.xlsx")
    return sites.invite(store, meeting.id, meetings.venues(store, meeting.id)[1].id)


@pytest.fixture
def sub(store: Store, town: Site) -> Iterator[Store]:
    with a_site(store, town, "site-a") as sub:
        for one in people.listed(sub, town.meeting)[2:]:
            arrivals.sign_in(sub, town.meeting, one.code, venue=town.venue)
        yield sub


@pytest.fixture
def path(sub: Store, tmp_path: Path) -> Path:
    return events_papers.write_door(sub, "desk.1.1", SECRET, tmp_path / "登记")[0]


def bring(store: Store, path: Path, town: Site | None, secret: bytes = SECRET) -> tuple[int, int]:
    return events_papers.bring_in(store, open_events(path), secret, town)[:2]


def key(store: Store, path: Path, town: Site | None, secret: bytes = SECRET) -> tuple[str, object]:
    before = content(store)
    with pytest.raises(Refused) as no:
        bring(store, path, town, secret)
    assert content(store) == before
    return no.value.verdict.key, no.value.verdict.values.get("row")


def test_the_file_brings_in_the_events_once(store: Store, sub: Store, town: Site, path: Path) -> None:
    assert path.name == "登记.xlsx"
    assert bring(store, path, town) == (4, 4)
    assert arrivals.attendance(store, town.meeting)[0].present == 3
    before = content(store)
    assert bring(store, path, town) == (4, 0)
    send(store, sub, town)
    assert content(store) == before
    assert doctor.examine(store).ok


def test_after_the_line_is_back_the_file_changes_nothing(
    store: Store, sub: Store, town: Site, path: Path
) -> None:
    send(store, sub, town)
    before = content(store)
    assert bring(store, path, town) == (4, 0)
    assert content(store) == before


def test_people_can_read_it_and_nothing_is_a_formula(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [SHOWN, EXACT]
    assert all(sheet.sheet_state == "visible" for sheet in book)
    cells = [[cell.value for cell in row] for row in book[SHOWN].iter_rows(min_row=FIRST - 1)]
    assert cells[0] == ["序号", "时间", "会场", "姓名", "单位", "事项", "说明", "登记人"]
    assert cells[2][2:6] == ["示例一镇", "=[/x]王　敏", "示例一镇", "签到"]
    assert {cell.data_type for row in book[SHOWN].iter_rows() for cell in row} <= {"s", "n"}


def test_a_changed_cell_is_refused_with_its_row(store: Store, town: Site, path: Path, tmp_path: Path) -> None:
    changed = tmp_path / "改.xlsx"
    width = len(("序号", "时间", "会场", "姓名", "单位", "事项", "说明", "登记人"))
    for row in (FIRST, FIRST + 3):
        for column in (1, 2, 4, width):
            book = openpyxl.load_workbook(path)
            book[SHOWN].cell(row, column).value = "另一个"
            book.save(changed)
            assert key(store, changed, town) == ("events_file.changed", row)
    for row, column in ((2, 1), (3, 2)):
        book = openpyxl.load_workbook(path)
        cell = book[EXACT].cell(row, column)
        cell.value = ("1" if cell.value[0] == "0" else "0") + cell.value[1:]  # a code need not hold a 1
        book.save(changed)
        assert key(store, changed, town) == ("events_file.changed", row + FIRST - 2)
    # as it is saved again by another program, it is still good
    openpyxl.load_workbook(path).save(changed)
    assert bring(store, changed, town) == (4, 4)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "expected"),
    [(SHOWN, 1, 1, "events_file.head"), (SHOWN, 2, 1, "events_file.head"), (EXACT, 1, 3, "events_file.head"),
     (EXACT, 1, 8, "events_file.head"),
     (EXACT, 1, 1, "events_file.not_one")],
)  # fmt: skip
def test_a_changed_heading_is_refused(
    store: Store, town: Site, path: Path, sheet: str, row: int, column: int, expected: str
) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet].cell(row, column).value = "part" if column == 3 else "另一个"
    book.save(path)
    assert key(store, path, town)[0] == expected


def test_rows_taken_out_added_or_changed_about_are_refused(store: Store, town: Site, path: Path) -> None:
    original = path.read_bytes()
    for last in (True, False):
        path.write_bytes(original)
        book = openpyxl.load_workbook(path)
        book[SHOWN].delete_rows(FIRST + 3)
        if last:
            book[EXACT].delete_rows(5)
        book.save(path)
        assert key(store, path, town)[0] == ("events_file.head" if last else "events_file.rows")


def test_another_secret_another_file_and_another_way_are_refused(
    store: Store, sub: Store, town: Site, path: Path, tmp_path: Path
) -> None:
    assert key(store, path, town, bytes(32))[0] == "events_file.changed"
    assert key(sub, path, None)[0] == "events_file.other_way"
    book = openpyxl.Workbook()
    book.save(tmp_path / "空.xlsx")
    with pytest.raises(Refused) as no:
        open_events(tmp_path / "空.xlsx")
    assert no.value.verdict.key == "events_file.not_one"
    with pytest.raises(Refused) as no:
        events_papers.write_door(store, "desk.1.1", SECRET, tmp_path / "无.xlsx")
    assert no.value.verdict.key == "events_file.no_site"


def test_the_meetings_part_goes_to_the_sub_venue_the_same_way(
    store: Store, sub: Store, town: Site, tmp_path: Path
) -> None:
    people.reissue_code(store, people.listed(store, town.meeting)[3].id, "遗失")
    path, rows = events_papers.write_part(store, town, "desk.1.1", SECRET, tmp_path / "资料.xlsx")
    assert bring(sub, path, None) == (rows, 1)
    assert bring(sub, path, None) == (rows, 0)
    fetch(store, sub, town.meeting)
    assert [one.code for one in people.listed(sub, town.meeting)] == [
        one.code for one in people.listed(store, town.meeting)
    ]
    assert key(store, path, town)[0] == "events_file.other_way"


def test_a_machine_from_a_backup_gets_by_file_what_it_had_sent(
    store: Store, town: Site, path: Path, tmp_path: Path
) -> None:
    bring(store, path, town)
    part, _rows = events_papers.write_part(store, town, "desk.1.1", SECRET, tmp_path / "资料.xlsx")
    with a_site(store, town, "site-a") as again, a_site(store, town, "site-x") as other:
        again.origin = "site-b"
        with again.write():
            journal.record(again, "restored", {"v": 1, "from": "site-a", "head": ""})
        for one, new in ((again, 3), (other, 3)):
            assert bring(one, part, None)[1] == new and bring(one, part, None)[1] == 0
            assert arrivals.attendance(one, town.meeting)[0].present == 3 and doctor.examine(one).ok
        assert chain.held_in_part(other, "site-a") and not chain.held_in_part(again, "site-a")


def test_every_event_that_travels_has_a_word() -> None:
    assert WORDS.keys() | part_kinds.BY_VENUE == part_kinds.PART | part_kinds.DOOR | part_kinds.OWN
