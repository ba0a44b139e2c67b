"""What the list of matters (7-1) and the list of what is made public (26-2) say as files."""

from __future__ import annotations

from datetime import date

from oatui.clock import from_iso, to_second
from oatui.files.list_out import OfficeList
from oatui.files.official_text import day
from oatui.rules.matters import WORDS
from oatui.store import matters, publication, settings
from oatui.store.database import Store

STATES = {"open": "未公开", "published": "已公开", "ended": "不公开"}


def matter_list(store: Store) -> OfficeList:
    """需向县委请示报告的重要事项清单, with its last review."""
    last = matters.last_review(store)
    lines = [f"梳理：{day(last.day)}，{last.by}" if last else "梳理：　　　　年　　月　　日"]
    rows = [
        (number, one.matter, f"{one.category}. {WORDS[one.category]}", one.basis, one.responsible)
        for number, one in enumerate(matters.listed(store, -1), 1)
    ]
    return OfficeList(
        "需向县委请示报告的重要事项清单",
        str(settings.get(store, "office")),
        store.clock.now(),
        tuple(lines),
        ("序号", "事项", "类别（工作规则第7条）", "依据", "责任人"),
        (6, 30, 40, 20, 10),
        rows,
    )


def publication_list(store: Store) -> OfficeList:
    """信息公开清单: every line with its times."""
    rows = [
        (
            number, one.title, one.number, _day(one.information), _day(one.due),
            f"{to_second(from_iso(one.published_at)):%Y-%m-%d %H:%M}" if one.published_at else "",
            one.channel if one.published_at else "", one.responsible, one.checked_by,
            STATES[one.state] + (f"：{one.ended_because}（{one.ended_by}）" if one.ended_at else ""),
        )
        for number, one in enumerate(publication.listed(store, -1), 1)
    ]  # fmt: skip
    return OfficeList(
        "信息公开清单",
        str(settings.get(store, "office")),
        store.clock.now(),
        (),
        ("序号", "信息名称", "文号", "信息时间", "公开期限", "公开时间", "渠道", "责任人", "核对人", "状态"),
        (6, 36, 22, 12, 12, 18, 18, 10, 10, 14),
        rows,
    )


def _day(one: date | None) -> str:
    return one.isoformat() if one else ""
