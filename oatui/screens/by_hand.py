"""What the clerk does for a person without a scan, as a short talk: a question on the panel, an answer on the line.

Choosing somebody who is not here yet leads to a sign-in by hand; somebody who is here may leave, come back, sit
wrongly or hand in a phone. No widget and no store: answers go in, a request comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _
from oatui.rules.presence import CONDUCT, NOTE_WORDS
from oatui.rules.verdict import Verdict
from oatui.store.people import Attendee
from oatui.store.presence import Noted
from oatui.widgets.cells import fit, folded

REASONS = (N_("未带签到码"), N_("签到码损坏"), N_("扫码器故障"))
LEAVING = (N_("经主持领导同意"), N_("身体不适"), N_("紧急公务"))
UNEXCUSED = N_("没有理由（按早退记）")
OUTSIDE = frozenset({"signin.closed", "signin.too_early"})

Act = Literal[
    "sign_in", "come_after_all", "leave", "come_back", "explain", "seat", "phone", "conduct", "take_back"
]
MISTAKES = (N_("登记错人"), N_("按错了"))


@dataclass(frozen=True, slots=True)
class Request:
    """What to record: the act, its words (a reason, a seat), who allowed it, and which fact it is about."""

    act: Act
    words: str = ""
    approver: str = ""
    fact: tuple[str, int] | None = None


@dataclass(slots=True)
class Talk:
    """A talk about one person; `answer` gives a Request when it is complete, a sentence when it was not understood."""

    person: Attendee
    out: bool = False
    phone: bool = False
    owes_reason: bool = False
    last_reason: int = 0
    instead: Attendee | None = None  # who stands in for them
    noted: Sequence[Noted] = ()  # what can be taken back, the last first
    step: Literal[
        "instead", "reason", "approver", "menu", "leaving", "seat", "conduct", "take_back", "mistake"
    ] = field(init=False)
    reason: str = ""
    wrong: Noted | None = None  # what is taken back
    refused: Verdict | None = None

    def __post_init__(self) -> None:
        self.step = "menu" if self.person.status else "instead" if self.instead else "reason"

    def ask_approver(self, refused: Verdict) -> None:
        """Outside the hours a named person may still allow it."""
        self.refused, self.step = refused, "approver"

    def answer(self, text: str) -> Request | str | None:
        """None where the clerk leaves it, or where another question follows (then `step` has moved on)."""
        return getattr(self, f"_{self.step}")(text.strip())  # type: ignore[no-any-return]

    def _instead(self, text: str) -> Request | str | None:
        if not text:
            return None
        return Request("come_after_all") if text == "1" else _("本人来了按 1；Esc 不办")

    def _reason(self, text: str) -> Request | str | None:
        place = int(text) if text.isdecimal() else 0
        if not text:
            place = self.last_reason + 1
        if place == len(REASONS) + 1 and self.noted:
            self.step = "take_back"
            return None
        if place:
            if place > len(REASONS):
                return _("请按 {n:digits}，或写明原因", n=len(REASONS) + bool(self.noted))
            self.last_reason = place - 1
            text = _(REASONS[place - 1])
        self.reason = text
        return Request("sign_in", text)

    def _approver(self, text: str) -> Request | str | None:
        return Request("sign_in", self.reason, text) if text else None

    def _menu(self, text: str) -> Request | str | None:
        acts: tuple[Act, ...] = ("come_back" if self.out else "leave", "seat", "phone", "conduct")
        if self.owes_reason:
            acts = (*acts, "explain")
        if self.noted:
            acts = (*acts, "take_back")
        if not text:
            return None
        if not (text.isdecimal() and 1 <= int(text) <= len(acts)):
            return _("请按 {n:digits}", n=len(acts))
        act = acts[int(text) - 1]
        if act in {"leave", "explain"}:
            self.step = "leaving"
        elif act in {"seat", "conduct", "take_back"}:
            self.step = act
        else:
            return Request(act)
        return None

    def _leaving(self, text: str) -> Request | str | None:
        words = self._leaving_words
        if text.isdecimal():
            if not 1 <= int(text) <= len(words):
                return _("请按 {n:digits}，或写明原因", n=len(words))
            text = _(LEAVING[int(text) - 1]) if int(text) <= len(LEAVING) else ""
        elif not text:
            return _("请按 {n:digits}，或写明原因", n=len(words))
        # who is out already gives the reason of that
        return Request("explain" if self.out else "leave", text)

    @property
    def _leaving_words(self) -> tuple[str, ...]:
        return LEAVING if self.out else (*LEAVING, UNEXCUSED)

    def _conduct(self, text: str) -> Request | str | None:
        kinds = tuple(CONDUCT)
        if not text:
            return None
        if not (text.isdecimal() and 1 <= int(text) <= len(kinds)):
            return _("请按 {n:digits}", n=len(kinds))
        return Request("conduct", kinds[int(text) - 1])

    def _take_back(self, text: str) -> Request | str | None:
        if not text:
            return None
        if not (text.isdecimal() and 1 <= int(text) <= len(self.noted)):
            return _("请按 {n:digits}", n=len(self.noted))
        self.wrong, self.step = self.noted[int(text) - 1], "mistake"
        return None

    def _mistake(self, text: str) -> Request | str | None:
        if text.isdecimal() and 1 <= int(text) <= len(MISTAKES):
            text = _(MISTAKES[int(text) - 1])
        elif not text or text.isdecimal():
            return _("请按 {n:digits}，或写明原因", n=len(MISTAKES))
        return Request("take_back", text, fact=self.wrong.fact if self.wrong else None)

    def _seat(self, text: str) -> Request | str | None:
        return Request("seat", text) if text else None

    def words(self, width: int) -> Content:
        """The question, in `width` cells."""
        one = self.person
        name = fit(spaced(one.name), width).rstrip()
        lines: list[tuple[str, Style]] = [
            (f"{name}\n", Style(bold=True)),
            (fit(f"{one.unit}  {one.post}", width).rstrip() + "\n\n", Style()),
        ]
        wrong = (N_("撤回登记"),) if self.noted else ()
        if self.step == "approver" and self.refused:
            lines.append((f"{self.refused.message}\n\n" + _("批准人姓名（回车不签）"), Style()))
        elif self.step == "instead" and self.instead:
            other = self.instead
            words = _("已请假，由 {name} 替会，还没到", name=other.name)
            if other.arrived_at:
                words = _("已请假，由 {name} 替会，{at:hms} 已签到", name=other.name, at=other.arrived_at)
            lines.append((words + "\n\n", Style()))
            lines += choices((N_("本人来了：撤回替会，本人签到"),), width)
            lines.append(("  " + _("Esc 不办"), Style(dim=True)))
        elif self.step == "reason":
            lines.append((_("手工签到，原因：") + "\n", Style()))
            lines += choices((*REASONS, *wrong), width, self.last_reason)
            lines.append(("  " + _("或直接写明；Esc 不签"), Style(dim=True)))
        elif self.step == "menu":
            first = N_("返回会场") if self.out else N_("提前离会")
            phone = N_("取回手机") if self.phone else N_("交手机")
            lines.append((_("已签到，登记：") + "\n", Style()))
            owed = (N_("补写离会原因"),) if self.owes_reason else ()
            lines += choices((first, N_("坐错位（人签不符）"), phone, N_("会场纪律"), *owed, *wrong), width)
        elif self.step == "leaving":
            lines.append((_("提前离会，原因：") + "\n", Style()))
            lines += choices(self._leaving_words, width)
        elif self.step == "conduct":
            lines.append((_("会场纪律（第17条）：") + "\n", Style()))
            lines += choices(tuple(CONDUCT.values()), width)
        elif self.step == "take_back":
            lines.append((_("撤回哪一条登记") + "\n", Style()))
            lines += choices(tuple(f"{one.at[11:16]} {_(NOTE_WORDS[one.kind])}" for one in self.noted), width)
        elif self.step == "mistake" and self.wrong:
            words = _("撤回 {at:hm} {what}，原因：", at=self.wrong.at, what=_(NOTE_WORDS[self.wrong.kind]))
            lines.append((words + "\n", Style()))
            lines += choices(MISTAKES, width)
        else:
            seat = one.seat or _("没有安排座位")
            lines.append((_("席签：{seat}\n实际坐在哪里？", seat=seat), Style()))
        return Content.assemble(*lines)


def choices(words: tuple[str, ...], width: int, default: int | None = None) -> list[tuple[str, Style]]:
    """Each behind its digit, and what goes on below stands under its words."""
    lines = []
    for place, word in enumerate(words, start=1):
        mark = " " + _("（回车）") if place - 1 == default else ""
        rows = folded(f"{_(word)}{mark}", max(width - 4, 8))
        lines.append((f"  {place} " + "\n    ".join(rows) + "\n", Style()))
    return lines


def spaced(name: str) -> str:
    """A two-character name with one full space between, as on a name card, so that it is as wide as three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
