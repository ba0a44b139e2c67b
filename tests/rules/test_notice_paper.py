"""The text of our own notice: what is known stands in it, what is not has no part, and it is read back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files.body_in import read_body
from oatui.files.notice_out import write_notice
from oatui.rules.notice_paper import NoticeFacts, notice_paper, recipients
from oatui.rules.paper_text import ANNEX, CLOSING, HEADING, PARA, TITLE, TO

START = datetime(2026, 11, 26, 9, tzinfo=ZONE)
BARE = NoticeFacts("全县商务工作会议", "示例县商务局", START, START + timedelta(hours=2))
FULL = replace(
    BARE, place="县会议中心", units=["示例一镇", "示例二镇"], people=(("示例一镇", ["王敏", "刘洋"]), ("", ["赵六"])),
    chair="示例副县长", agenda="汇报；讲话", reply_by=START - timedelta(hours=16), contact="王某", phone="0537-1", year=2026,
)  # fmt: skip


def heads(facts: NoticeFacts) -> list[str]:
    return [one.text for one in notice_paper(facts) if one.kind == HEADING]


def words(facts: NoticeFacts) -> str:
    return "\n".join(one.text for one in notice_paper(facts))


def test_only_what_is_known_is_said() -> None:
    assert heads(BARE) == ["一、会议时间", "二、有关要求"]
    text = words(BARE)
    assert "定于2026年11月26日（星期四）召开全县商务工作会议。" in text
    assert "2026年11月26日（星期四）上午9:00至11:00。" in text
    assert "提前15分钟" in text and "回执" not in text and "联系" not in text
    assert not [one for one in notice_paper(BARE) if one.kind == ANNEX]


def test_all_of_it() -> None:
    assert heads(FULL) == [
        "一、会议时间",
        "二、会议地点",
        "三、参会人员",
        "四、会议主持",
        "五、会议议程",
        "六、有关要求",
    ]
    text = words(FULL)
    for said in (
        "示例一镇、示例二镇", "示例一镇：王敏、刘洋。", "赵六。", "1.汇报。", "2.讲话。", "11月25日下午5:00前",
        "报示例县商务局办公室", "联系人：王某，联系电话：0537-1。", "按席签位置就座", "经批准后方可安排其他人员参加",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize(
    ("change", "said", "not_said"),
    [
        ({"audience": "各镇街负责同志；各科室"}, "各镇街负责同志。\n各科室。", "王敏"),
        (
            {"venues": ["示例一镇分会场"], "video": True},
            "主会场设在县会议中心，分会场设在示例一镇分会场。",
            "县会议中心。\n三",
        ),
        ({"cards": False}, "到达会场签到，并将手机", "席签"),
        ({"people": (("示例一镇", [f"人{n}" for n in range(31)]),)}, "示例一镇上报的参会人员。", "人1"),
        ({"agenda": "Report; speech"}, "2.speech。", "Report; speech"),
        ({"agenda": "一个议题"}, "一个议题。", "1.一个议题"),
        ({"end": START.replace(hour=15)}, "上午9:00至下午3:00", ""),
        ({"end": START + timedelta(days=1, hours=3)}, "上午9:00至11月27日中午12:00", ""),
    ],
)
def test_how_each_part_is_written(change: dict[str, object], said: str, not_said: str) -> None:
    text = words(replace(FULL, **change))  # type: ignore[arg-type]
    assert said in text
    assert not not_said or not_said not in text


@pytest.mark.parametrize(("n", "to"), [(0, ("各有关单位",)), (8, tuple("12345678")), (9, ("各有关单位",))])
def test_whom_it_goes_to(n: int, to: tuple[str, ...]) -> None:
    assert recipients([str(place + 1) for place in range(n)]) == to


def test_the_word_file_is_read_back_as_it_was(tmp_path: Path) -> None:
    text = notice_paper(FULL)
    path = write_notice(tmp_path / "通知.docx", text, FULL.office, START)
    read = read_body(path).paragraphs
    for kind in (TITLE, TO, HEADING, PARA, ANNEX, CLOSING):
        assert [one.text for one in read if one.kind == kind and one.text] == [
            one.text for one in text if one.kind == kind
        ], kind
