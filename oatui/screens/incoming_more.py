"""What F8 offers for an incoming paper in its state, and the sentence that goes to whoever has it."""

from __future__ import annotations

from datetime import datetime

from oatui.i18n import _
from oatui.rules import incoming as law
from oatui.screens.digit_choice import Line
from oatui.store import incoming_matters
from oatui.store.database import Store
from oatui.store.incoming import Incoming


def chase_words(one: Incoming, now: datetime) -> str:
    """The sentence that goes to whoever has the paper."""
    values = {"holder": one.holder, "sender": one.sender, "title": one.title}
    if one.limit.at is None:
        return _("{holder}：{sender}《{title}》请抓紧办理，办好后告诉办公室。", **values)
    if one.limit.at < now:
        return _(
            "{holder}：{sender}《{title}》办理时限是{due:day} {due:hm}，已超期，请马上办理并说明原因。",
            due=one.limit.at,
            **values,
        )
    return _(
        "{holder}：{sender}《{title}》办理时限是{due:day} {due:hm}，请按时办结，办好后告诉办公室。",
        due=one.limit.at,
        **values,
    )


def more_lines(store: Store, one: Incoming) -> list[Line]:
    """What F8 offers for a paper in its state; each has its own digit in every state."""
    waiting = incoming_matters.items(store, one.id)
    left = sum(item.supplied_at is None for item in waiting)
    chased = _("催过 {n} 次，上次 {at:date}", n=one.chased, at=one.chased_at) if one.chased_at else ""
    items = _("{n} 项，未提供 {left}", n=len(waiting), left=left) if waiting else ""
    steps = {step.step for step in incoming_matters.steps_of(store, one.id)}
    missing = next((_(law.STEP_WORDS[step]) for step in law.STEPS[one.channel] if step not in steps), "")
    opened = [
        *([Line("1", "receipt", _("签收"), _("等签收 {n} 人", n=one.unsigned))] if one.unsigned else []),
        Line("2", "chase", _("催办"), chased),
        Line("3", "meeting", _("打开会议") if one.meeting else _("转为上级会议")),
        Line("4", "limit", _("定时限")),
        Line("5", "matter", _("领取、查收"), _("待{step}", step=missing) if missing else _("已齐")) if one.channel
        else Line("5", "matter", _("转为督查事项、领导批示件")),
        Line("6", "items", _("督查组资料清单"), items),
        Line("7", "send_back", _("退回来文机关")),
    ]  # fmt: skip
    sheet = [Line("8", "sheet", _("收文处理单（Word）")), Line("9", "correct", _("更正登记"))]
    if one.state == "open":
        return [*opened, *sheet, Line("0", "void", _("登记作废"))]
    if one.state == "ended":
        return [Line("1", "file", _("归卷"), one.volume), Line("2", "reopen", _("恢复办理")), *sheet]
    return [Line("2", "reopen", _("恢复办理")), *sheet] if one.state == "returned" else []
