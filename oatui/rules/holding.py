"""Where the desk holds each rule: the place to look, on the screen and on the command line."""

from __future__ import annotations

from oatui.i18n import N_

# place -> (what it is called, the commands that come there)
PLACES: dict[str, tuple[str, str]] = {
    "today": (N_("今日"), "today"),
    "oa": (N_("OA 登录"), "oa login"),
    "telegrams": (N_("电报"), "telegram list"),
    "duty": (N_("值班"), "duty show"),
    "confidential": (N_("涉密例行"), "confidential list"),
    "clear_desk": (N_("日清"), "clear-desk list"),
    "calling": (N_("会议"), "meeting add"),
    "notices": (N_("会议通知"), "notice send"),
    "door": (N_("签到台"), "sign-in"),
    "leave": (N_("请假"), "leave request"),
    "seats": (N_("座次"), "seats arrange"),
    "range": (N_("参会范围"), "venue range"),
    "closing": (N_("闭会"), "meeting close"),
    "paper": (N_("公文填报"), "check paper"),
    "chain": (N_("登记签批"), "document sign"),
    "number": (N_("编号"), "document number"),
    "issuing": (N_("印制、盖印、分送"), "document send"),
    "attachments": (N_("附件"), "check attachments"),
    "incoming": (N_("收文"), "incoming add"),
    "matters": (N_("请示报告事项"), "matters list"),
    "publication": (N_("信息公开"), "publication list"),
    "deadlines": (N_("时限"), "deadline add"),
    "incident": (N_("突发事件"), "incident start"),
    "rulebook": (N_("规则"), "rules"),
}

_HELD: dict[str, tuple[str, ...]] = {
    "rulebook": ("0-1", "6-1b"),
    "clear_desk": ("3-1",),
    "incoming": ("3-2", "21-1", "21-4", "22-1"),
    "calling": ("5-1", "8-9", "8-10", "16-1", "16-2", "17-2", "20-1", "20-2", "20-3"),
    "paper": (
        "6-2", "6-3", "6-4", "6-5", "6-6", "6-7", "6-8", "6-9", "8-1", "8-2", "8-3", "8-4", "8-5", "8-6", "8-7", "8-8",
        "8-14", "8-15", "8-16", "8-17", "9-1", "9-2", "9-3", "9-4", "10-1",
    ),
    "issuing": ("6-1", "6-10", "8-11", "8-12", "8-13", "12-3", "12-4", "12-5"),
    "matters": ("7-1", "7-2"),
    "number": ("10-2", "10-3", "10-4", "12-1", "12-2", "12-6"),
    "chain": ("11-1", "11-2"),
    "telegrams": ("13-1", "13-2"),
    "duty": ("23-1", "23-2"),
    "confidential": ("13-3", "13-4", "15-1", "15-2", "15-3", "15-4", "15-5", "15-6", "15-7"),
    "oa": ("14-1", "14-2", "14-3", "14-5"),
    "attachments": ("14-4",),
    "door": ("17-5", "17-6", "17-7", "17-8"),
    "leave": ("17-1", "17-3", "17-4", "18-2", "18-3"),
    "range": ("17-9",),
    "closing": ("17-10",),
    "notices": ("18-1", "18-4"),
    "deadlines": ("19-1", "19-2", "21-2", "21-3"),
    "incident": ("24-1", "25-1", "25-2", "25-3", "25-4", "25-5"),
    "publication": ("26-1", "26-2"),
}  # fmt: skip

# rule id -> place
WHERE: dict[str, str] = {rule: place for place, rules in _HELD.items() for rule in rules}


def where(rule: str) -> str | None:
    """The command that holds a rule, as `oatui rules` names it; None where the desk does not hold it yet."""
    place = WHERE.get(rule)
    return PLACES[place][1] if place else None
