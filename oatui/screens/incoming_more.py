"""What F8 offers for an incoming paper in its state, and the sentence that goes to whoever has it."""

from __future__ import annotations

from datetime import datetime

from oatui.i18n import N_, _
from oatui.rules import incoming as law
from oatui.screens.digit_choice import Line, offered
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


# each has its own digit in every state of a paper
MENU = (
    Line("1", "receipt", N_("签收")),
    Line("1", "file", N_("归卷")),
    Line("2", "chase", N_("催办")),
    Line("2", "reopen", N_("恢复办理")),
    Line("3", "meeting", N_("转为上级会议")),
    Line("4", "limit", N_("定时限")),
    Line("5", "matter", N_("转为督查事项、领导批示件")),
    Line("6", "items", N_("督查组资料清单")),
    Line("7", "send_back", N_("退回来文机关")),
    Line("8", "sheet", N_("收文处理单（Word）")),
    Line("9", "correct", N_("更正登记")),
    Line("0", "void", N_("登记作废")),
)
IN_STATE = {
    "open": {"chase", "meeting", "limit", "matter", "items", "send_back", "sheet", "correct", "void"},
    "ended": {"file", "reopen", "sheet", "correct"},
    "returned": {"reopen", "sheet", "correct"},
}


def more_lines(store: Store, one: Incoming) -> list[Line]:
    """What F8 offers for a paper in its state; each has its own digit in every state."""
    waiting = incoming_matters.items(store, one.id)
    left = sum(item.supplied_at is None for item in waiting)
    steps = {step.step for step in incoming_matters.steps_of(store, one.id)}
    missing = next((_(law.STEP_WORDS[step]) for step in law.STEPS[one.channel] if step not in steps), "")
    stands = {"file": one.volume}
    if one.unsigned:
        stands["receipt"] = _("等签收 {n} 人", n=one.unsigned)
    if one.chased_at:
        stands["chase"] = _("催过 {n} 次，上次 {at:date}", n=one.chased, at=one.chased_at)
    if waiting:
        stands["items"] = _("{n} 项，未提供 {left}", n=len(waiting), left=left)
    already = {}
    if one.meeting:
        already["meeting"] = _("打开会议")
    if one.channel:
        already["matter"] = _("领取、查收")
        stands["matter"] = _("待{step}", step=missing) if missing else _("已齐")
    only = IN_STATE.get(one.state, set())
    if one.unsigned and one.state == "open":
        only = only | {"receipt"}
    return [line._replace(words=already.get(line.key, line.words)) for line in offered(MENU, stands, only)]
