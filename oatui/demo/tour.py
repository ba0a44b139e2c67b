"""The first day in ten steps, on the demo's store: a step is done when the store holds what it leads to."""

from __future__ import annotations

from typing import NamedTuple

from oatui.demo.earlier import START
from oatui.i18n import N_
from oatui.store import journal
from oatui.store.database import Store


class Step(NamedTuple):
    """What is to be done with which keys, and the kinds of event that show that it was."""

    name: str
    keys: str
    kinds: frozenset[str]


def _step(name: str, keys: str, *kinds: str) -> Step:
    return Step(name, keys, frozenset(kinds))


STEPS = (
    _step(N_("签到"), N_("按 1 打开签到台，按 F8 来一个人"), "signed_in"),
    _step(N_("不是本人"), N_("按 1，扫完后按 F4 撤销刚才那一个"), "sign_in_annulled"),
    _step(N_("请假"), N_("按 F4，回车，按 3，移到待批的孙甲，按 F5 批准"), "leave_approved", "leave_refused"),
    _step(N_("编号"), N_("按 F6，移到待编号的通知，回车，按 F7，回车"), "number_given"),
    _step(N_("盖印"), N_("按 F6，移到待盖印的函，回车，按 F8，按 2，按 F5"), "document_sealed"),
    _step(N_("督查件"), N_("按后面是 21-2 那一行的数字，按 F8，按 5 记下领取"), "incoming_step_done"),
    _step(N_("收文"), N_("按“超期”那一行的数字，按 F7 办结"), "incoming_ended", "incoming_answered"),
    _step(N_("时限"), N_("按 F7，按 F4 记一个新时限"), "deadline_added"),
    _step(N_("突发"), N_("在任何一页按 F9，写一句何地何事"), "incident_started"),
    _step(N_("日清"), N_("按 F12，每件按 F7 顺延，下班前登录按 F6 转办，再按 F8"), "day_cleared"),
)


class Tour:
    """How far somebody is who sits here for the first time; what they leave out is forgotten with the demo."""

    def __init__(self) -> None:
        self.left_out: set[Step] = set()
        self.over = False

    def done(self, store: Store) -> set[Step]:
        """The steps whose outcome stands in the journal since the demo's morning, whatever key led there."""
        kinds = journal.kinds_since(store, START.isoformat(timespec="milliseconds"))
        return {step for step in STEPS if step.kinds & kinds}

    def next_step(self, store: Store) -> Step | None:
        """The first that is neither done nor left out."""
        past = self.done(store) | self.left_out
        return next((step for step in STEPS if step not in past), None)
