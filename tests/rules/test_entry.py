"""How a clerk types: Tuesday, 24 November 2026 is today unless a test says otherwise."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.files.calendar_in import built_in
from oatui.rules.entry import PAST_DAYS, parse_date, parse_time, read_whole
from oatui.rules.verdict import Refused
from oatui.rules.workdays import CalendarMissing

TODAY = date(2026, 11, 24)
CAL = built_in()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", "2026-11-24"),
        ("明天", "2026-11-25"),
        ("后天", "2026-11-26"),
        ("大后天", "2026-11-27"),
        ("昨天", "2026-11-23"),
        ("前天", "2026-11-22"),
        ("周二", "2026-11-24"),
        ("周五", "2026-11-27"),
        ("周一", "2026-11-30"),
        ("星期三", "2026-11-25"),
        ("礼拜天", "2026-11-29"),
        ("周5", "2026-11-27"),
        ("本周一", "2026-11-23"),
        ("这周五", "2026-11-27"),
        ("下周三", "2026-12-02"),
        ("下周日", "2026-12-06"),
        ("next wed", "2026-12-02"),
        ("Friday", "2026-11-27"),
        ("下下周一", "2026-12-07"),
        ("上周五", "2026-11-20"),
        ("下个星期三", "2026-12-02"),
        ("24", "2026-11-24"),
        ("25", "2026-11-25"),
        ("25日", "2026-11-25"),
        ("25号", "2026-11-25"),
        ("23", "2026-12-23"),
        ("5", "2026-12-05"),
        ("31", "2026-12-31"),
        ("1125", "2026-11-25"),
        ("11.25", "2026-11-25"),
        ("11。25", "2026-11-25"),
        ("11-25", "2026-11-25"),
        ("11/25", "2026-11-25"),
        ("11月25日", "2026-11-25"),
        ("11月25", "2026-11-25"),
        ("1月5日", "2027-01-05"),
        ("20261125", "2026-11-25"),
        ("2026-11-25", "2026-11-25"),
        ("2026-1-5", "2026-01-05"),
        ("2026.11.25", "2026-11-25"),
        ("2026/11/25", "2026-11-25"),
        ("2022年9月30日", "2022-09-30"),
        ("+5", "2026-11-29"),
        ("+5天", "2026-11-29"),
        ("+0", "2026-11-24"),
        ("+5g", "2026-12-01"),
        ("+5G", "2026-12-01"),
        ("+5个工作日", "2026-12-01"),
        ("１１２５", "2026-11-25"),
        ("１１．２５", "2026-11-25"),
        ("＋５ｇ", "2026-12-01"),
        ("　11 月 25 日 ", "2026-11-25"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert parse_date(text, TODAY, CAL) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("today", "text", "past_days", "expected"),
    [
        ("2026-11-24", "1123", 60, "2026-11-23"),
        ("2026-11-24", "925", 60, None),
        ("2026-11-24", "0925", PAST_DAYS, "2026-09-25"),  # exactly 60 days ago
        ("2026-11-24", "0924", PAST_DAYS, "2027-09-24"),  # 61
        ("2026-11-24", "1123", 0, "2027-11-23"),  # a meeting: the coming one
        ("2026-11-24", "1124", 0, "2026-11-24"),
        ("2027-01-05", "1228", 60, "2026-12-28"),
        ("2027-01-05", "1228", 0, "2027-12-28"),
        ("2026-12-31", "0101", 60, "2027-01-01"),
        ("2027-11-24", "2.29", 60, "2028-02-29"),
        ("2026-11-24", "2.29", 60, None),
    ],
)
def test_month_and_day_mean_the_coming_one_unless_just_past(
    today: str, text: str, past_days: int, expected: str | None
) -> None:
    def ask() -> date:
        return parse_date(text, date.fromisoformat(today), past_days=past_days)

    if expected is None:
        with pytest.raises(Refused):
            ask()
    else:
        assert ask() == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-12-24", "23", "2027-01-23"),
        ("2027-01-31", "30", "2027-03-30"),
        ("2026-04-30", "31", "2026-05-31"),
    ],
)
def test_a_bare_day_is_never_past(today: str, text: str, expected: str) -> None:
    assert parse_date(text, date.fromisoformat(today)) == date.fromisoformat(expected)


BAD_DATES = (
    "", " ", "0", "32", "1332", "1131", "2月30日", "2026", "202611", "20261301", "2026-02-29", "11.25.26",
    "2026-11.25", "2026年11-25", "周八", "周", "下周", "+", "-5", "+5x", "+99999", "明日复明日", "٢٥", "1e3", "十一月",
    "[red]25[/red]",
)  # fmt: skip


@pytest.mark.parametrize("text", BAD_DATES)
def test_bad_dates_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_date(text, TODAY, CAL)
    assert caught.value.verdict.key == ("entry.date" if text.strip() else "entry.no_date")
    assert "1125" in str(caught.value)


def test_the_ends_of_time_are_refused() -> None:
    for text in ("+5", "明天", "下周三"):
        with pytest.raises(Refused):
            parse_date(text, date.max)
    with pytest.raises(Refused):
        parse_date("前天", date.min)


def test_working_days_need_a_calendar_that_reaches() -> None:
    with pytest.raises(Refused) as caught:
        parse_date("+5g", TODAY)
    assert caught.value.verdict.key == "entry.no_calendar"
    with pytest.raises(CalendarMissing) as missing:
        parse_date("+60g", TODAY, CAL)
    assert missing.value.year == 2027
    with pytest.raises(Refused):
        parse_date("+0g", TODAY, CAL)


def test_a_long_paste_stays_one_short_sentence() -> None:
    with pytest.raises(Refused) as caught:
        parse_date("关于" * 500, TODAY)
    assert len(str(caught.value)) < 120


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_written_dates_come_back(day: date) -> None:
    for text in (
        f"{day:%Y%m%d}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9", "09:00:00"),
        ("09", "09:00:00"),
        ("0", "00:00:00"),
        ("0900", "09:00:00"),
        ("930", "09:30:00"),
        ("0812", "08:12:00"),
        ("084610", "08:46:10"),
        ("9:00", "09:00:00"),
        ("9：00", "09:00:00"),
        ("９：００", "09:00:00"),
        ("9.30", "09:30:00"),
        ("9。30", "09:30:00"),
        ("14:30:05", "14:30:05"),
        ("23:59:59", "23:59:59"),
        ("9点", "09:00:00"),
        ("9点整", "09:00:00"),
        ("9点半", "09:30:00"),
        ("9点05", "09:05:00"),
        ("9点5分", "09:05:00"),
        ("9时30分", "09:30:00"),
        ("9时30分5秒", "09:30:05"),
        ("上午9点", "09:00:00"),
        ("上午 9:30", "09:30:00"),
        ("早8点", "08:00:00"),
        ("凌晨0点", "00:00:00"),
        ("凌晨3点半", "03:30:00"),
        ("中午12点", "12:00:00"),
        ("中午1点", "13:00:00"),
        ("下午2点半", "14:30:00"),
        ("下午2:30", "14:30:00"),
        ("下午14:30", "14:30:00"),
        ("下午12点半", "12:30:00"),
        ("傍晚5点", "17:00:00"),
        ("晚上7点", "19:00:00"),
        ("晚11点", "23:00:00"),
        ("下午两点", "14:00:00"),
        ("下午二点", "14:00:00"),
        ("下午两点半", "14:30:00"),
        ("下午三点一刻", "15:15:00"),
        ("下午3点三刻", "15:45:00"),
        ("下午三点钟", "15:00:00"),
        ("下午三点二十", "15:20:00"),
        ("下午四点零五", "16:05:00"),
        ("上午九点", "09:00:00"),
        ("上午十点十五分", "10:15:00"),
        ("中午十二点", "12:00:00"),
        ("晚上七点五十五分", "19:55:00"),
        ("凌晨零点", "00:00:00"),
        ("凌晨两点", "02:00:00"),
        ("九点", "09:00:00"),
        ("九时三十分", "09:30:00"),
        ("十七点三十", "17:30:00"),
        ("二十三点五十九分", "23:59:00"),
        ("2 pm", "14:00:00"),
        ("２：３０ＰＭ", "14:30:00"),
        ("2.30 p.m.", "14:30:00"),
        ("12:15 pm", "12:15:00"),
        ("9am", "09:00:00"),
        ("0830 a.m.", "08:30:00"),
    ],
)
def test_times(text: str, expected: str) -> None:
    assert parse_time(text) == time.fromisoformat(expected)


BAD_TIMES = (
    "", "24", "2400", "24:00", "9:60", "9:5", "9点5", "9点60分", "961", "12345", "9:00:60", "上午14点", "上午12点", "下午0点",
    "晚上12点", "晚上3点", "凌晨9点", "中午9点", "半", "点", "9点半分", "-9", "9:00:00:00",
    "两点", "三点半", "晚上十二点", "九点五", "二十四点", "九十点", "十", "下午三", "九点2刻", "12 am", "0pm", "pm", "14 am", "9点pm",
)  # fmt: skip


@pytest.mark.parametrize("text", BAD_TIMES)
def test_bad_times_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_time(text)
    assert caught.value.verdict.key == ("entry.time" if text.strip() else "entry.no_time")
    assert "0900" in str(caught.value)


@given(st.times())
def test_written_times_come_back(moment: time) -> None:
    moment = moment.replace(microsecond=0)
    for text in (
        f"{moment:%H%M%S}",
        f"{moment:%H:%M:%S}",
        f"{moment.hour}时{moment.minute}分{moment.second}秒",
    ):
        assert parse_time(text) == moment


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (lambda: parse_date(text, TODAY, CAL), lambda: parse_time(text)):
        try:
            read()
        except Refused as refused:
            assert str(refused)


@pytest.mark.parametrize(
    ("text", "count"),
    [("30", 30), ("３０", 30), (" 30 份", 30), ("两件", 2), ("十份", None), ("3o", None), ("-3", None), ("", None),
     ("30份文件", None), ("[/x]", None), ("123456", None)],
)  # fmt: skip
def test_counts(text: str, count: int | None) -> None:
    assert read_whole(text) == count
