"""The duty roster in the store and in its files: gaps before the day comes, tonight over midnight, read back as written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from oatui.papers import duty_papers
from oatui.rules.duty import Entry, Person
from oatui.rules.verdict import Refused
from oatui.store import doctor, duty
from oatui.store.database import Store
from tests.conftest import FixedClock

TODAY = date(2026, 11, 24)
CHIEF = Person("李局长", "0537-6000000")


def one(store: Store, days: int, shift: str, name: str = "王某") -> Entry:
    return duty.entry(store, TODAY + timedelta(days=days), shift, CHIEF, [Person(name, "13900000000")])


def key(no: pytest.ExceptionInfo[Refused]) -> str:
    return no.value.verdict.key


def test_a_gap_is_told_before_the_day_comes(store: Store, clock: FixedClock) -> None:
    shifts = [one(store, days, shift) for days in range(3) for shift in ("白班", "夜班")]
    duty.put(store, [shift for shift in shifts if not (shift.day.day == 26 and shift.shift == "白班")])
    (gap,) = duty.gaps_ahead(store, 3)
    assert (gap.starts.isoformat(), gap.ends.isoformat()) == (
        "2026-11-26T08:00:00+08:00",
        "2026-11-26T18:00:00+08:00",
    )
    duty.put(store, [one(store, 2, "白班")])
    assert duty.gaps_ahead(store, 3) == []
    clock.pass_time(days=1)
    assert len(duty.gaps_ahead(store, 3)) == 1


def test_tonight_is_who_is_there_at_midnight(store: Store, clock: FixedClock) -> None:
    duty.put(
        store, [one(store, -1, "夜班", "昨夜"), one(store, 0, "白班", "白天"), one(store, 0, "夜班", "今夜")]
    )
    assert [line.entry.persons[0].name for line in duty.tonight(store)] == ["今夜"]
    clock.at(7, 59, 59)
    assert [line.entry.persons[0].name for line in duty.on_duty(store, clock.now())] == ["昨夜"]
    clock.at(8)
    assert [line.entry.persons[0].name for line in duty.on_duty(store, clock.now())] == ["白天"]


def test_a_shift_that_is_over_is_changed_with_a_reason_only(store: Store) -> None:
    duty.put(store, [one(store, -1, "白班")])
    with pytest.raises(Refused) as no:
        duty.put(store, [one(store, -1, "白班", "赵某")])
    assert key(no) == "duty.over"
    duty.put(store, [one(store, -1, "白班", "赵某")], reason="实际是赵某值的")
    assert duty.get(store, TODAY - timedelta(days=1), "白班").entry.persons[0].name == "赵某"


def test_nothing_is_written_where_one_shift_is_refused(store: Store) -> None:
    bad = one(store, 1, "白班")._replace(persons=(), leader=Person("", ""))
    with pytest.raises(Refused):
        duty.put(store, [one(store, 0, "白班"), bad])
    assert not duty.begun(store)
    with pytest.raises(Refused) as no:
        duty.put(store, [one(store, 0, "白班"), one(store, 0, "白班")])
    assert key(no) == "duty.twice"
    with pytest.raises(Refused) as no:
        one(store, 0, "半夜班")
    assert key(no) == "duty.shift_unknown"


def test_test_calls_and_handing_over_stay(store: Store, clock: FixedClock) -> None:
    duty.put(store, [one(store, 0, "白班")])
    assert duty.test_call(store, TODAY, "白班", False).reached is False
    assert duty.test_call(store, TODAY, "白班", True).reached is True
    duty.put(store, [one(store, 0, "白班")])
    assert duty.get(store, TODAY, "白班").reached is True
    duty.hand_over(store, TODAY, "白班", "王某", "赵某", "等县委办回电")
    assert [(done.giver, done.taker) for done in duty.hand_overs(store)] == [("王某", "赵某")]
    with pytest.raises(Refused) as no:
        duty.hand_over(store, TODAY, "白班", "王某", "赵某", at=clock.now() + timedelta(seconds=1))
    assert key(no) == "duty.ahead"
    assert duty.phone_of(store, "王某") == "13900000000" and duty.phone_of(store, "无此人") == ""
    assert doctor.examine(store).ok


def test_what_is_saved_is_read_back(store: Store, tmp_path: Path) -> None:
    shifts = [one(store, days, shift, "甲乙"[days] * 2) for days in range(2) for shift in ("白班", "夜班")]
    shifts[0] = shifts[0]._replace(persons=(Person("甲某", ""), Person("乙某", "13900000002")))
    duty.put(store, shifts)
    path, rows = duty_papers.write(store, tmp_path / "值班表.xlsx", TODAY, 5)
    assert rows == 4 and duty_papers.read(store, path) == shifts


def write(path: Path, rows: list[list[object]], merge: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def test_a_roster_as_offices_send_it(store: Store, tmp_path: Path) -> None:
    """A title, days as Excel dates and as text, a leader over two rows, no shifts, phones in a column, a foot note."""
    path = write(
        tmp_path / "值班.xlsx",
        [
            ["示例县商务局国庆值班表"], ["日期", "星期", "带班领导", "联系电话", "值班人员", "电话"],
            [date(2026, 12, 1), "二", "李局长", "0537-6000000", "王某、赵某", "13900000001 13900000002"],
            ["12月2日", "三", None, None, "孙某", 13900000003], ["注：请保持手机畅通"],
        ],
        "C3:C4",
    )  # fmt: skip
    found = duty_papers.read(store, path)
    assert [(shift.day.isoformat(), shift.shift) for shift in found] == [
        ("2026-12-01", "白班"), ("2026-12-01", "夜班"), ("2026-12-02", "白班"), ("2026-12-02", "夜班"),
    ]  # fmt: skip
    assert [tuple(who) for who in found[0].persons] == [("王某", "13900000001"), ("赵某", "13900000002")]
    assert found[2].leader.name == "李局长"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["姓名", "单位"], ["张三", "一镇"]], "没有看到值班表"),
        ([["日期", "值班人员"], ["11月23日-29日", "王某 13900000000"]], "第 2 行"),
        ([["日期", "值班人员"], ["2026-11-289", "王某 13900000000"]], "第 2 行"),
        ([["日期", "值班人员"], ["下周三", "王某 13900000000"]], "第 2 行"),
        ([["日期", "班次", "值班人员"], ["2026-12-01", "大夜", "王某 13900000000"]], "没有“大夜”"),
    ],
)
def test_a_file_that_is_not_understood_is_told_by_its_row(
    store: Store, tmp_path: Path, rows: list[list[object]], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        duty_papers.read(store, write(tmp_path / "x.xlsx", rows))
