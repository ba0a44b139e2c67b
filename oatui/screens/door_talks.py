"""Two more talks at the door: the menu of what else is done there, and somebody who is not on the list.

Like the talk about a person of the roster (by_hand.py): a question on the panel, an answer on the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _
from oatui.rules.leave import REASONS
from oatui.screens.by_hand import choices, spaced
from oatui.store.people import Attendee
from oatui.widgets.cells import fit

PLAIN, BOLD, DIM = Style(), Style(bold=True), Style(dim=True)

# what F5 offers, by digit
MENU = {
    "roster": N_("名册"),
    "leaders": N_("主席台领导"),
    "queue": N_("排队截止"),
    "leaving": N_("离场登记"),
    "sheet": N_("补录纸质签到表"),
    "out": N_("会中离开"),
    "turned_away": N_("门口未准签"),
    "venue_code": N_("会场码"),
    "venues": N_("会场和线路"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """What was chosen: a key of MENU."""

    key: str


@dataclass(frozen=True, slots=True)
class DoorMenu:
    """The menu of F5; `stands` says how far each thing is."""

    stands: dict[str, str]

    def answer(self, text: str) -> Open | str | None:
        """None where the clerk leaves it, a sentence when it was not understood."""
        text = text.strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= len(MENU)):
            return _("请按 {n:digits}", n=len(MENU))
        return Open(list(MENU)[int(text) - 1])

    def words(self, width: int) -> Content:
        lines: list[tuple[str, Style]] = []
        room = max(cell_len(_(word)) for word in MENU.values()) + 1
        for place, (key, word) in enumerate(MENU.items(), start=1):
            line = f"{place} {fit(_(word), room)}{self.stands.get(key, '')}"
            lines.append((fit(line, width).rstrip() + "\n", PLAIN))
        return Content.assemble(*lines)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Let `name` in for a person of the roster, whose leave is of `kind`, with the approver's name."""

    name: str
    person: Attendee
    kind: str
    approver: str


@dataclass(frozen=True, slots=True)
class TurnAway:
    """Record that they came and were not let in."""

    name: str


@dataclass(frozen=True, slots=True)
class Again:
    """It was no answer but another name to look for."""

    text: str


@dataclass(slots=True)
class Stranger:
    """Who was typed and is not on the list; `find` looks for those of the roster who could be stood in for."""

    typed: str
    approver: str
    find: Callable[[str], Sequence[Attendee]]
    step: Literal["what", "name", "whom", "kind", "approver"] = "what"
    wanted: Literal["stand_in", "turn_away"] = "stand_in"
    name: str = ""
    hits: Sequence[Attendee] = ()
    person: Attendee | None = None
    kind: str = "other"

    def answer(self, text: str) -> StandIn | TurnAway | Again | str | None:
        """What to do when it is complete, a sentence when it was not understood, else None and the next step."""
        return getattr(self, f"_{self.step}")(text.strip())  # type: ignore[no-any-return]

    def _what(self, text: str) -> TurnAway | Again | str | None:
        if text not in {"1", "2"}:
            return Again(text) if text and not text.isdecimal() else _("请按 {n:digits}", n=2)
        self.wanted = "stand_in" if text == "1" else "turn_away"
        # initials that found nobody are not a name yet; Fan Bing is one
        if self.typed.isascii() and not (" " in self.typed and self.typed.istitle()):
            self.step = "name"
            return None
        return self._name(self.typed)

    def _name(self, text: str) -> TurnAway | str | None:
        if not text:
            return _("请写姓名")
        self.name = text
        if self.wanted == "turn_away":
            return TurnAway(text)
        self.step = "whom"
        return None

    def _whom(self, text: str) -> str | None:
        if text.isdecimal() and 1 <= int(text) <= len(self.hits):
            self.person = self.hits[int(text) - 1]
        elif not text or text.isdecimal():
            return _("请按 {n:digits}", n=len(self.hits)) if self.hits else _("请写姓名")
        else:
            self.hits = self.find(text.rstrip("0123456789"))
            digit = text[len(text.rstrip("0123456789")) :]
            if digit and 1 <= int(digit) <= len(self.hits):
                self.person = self.hits[int(digit) - 1]
            elif len(self.hits) == 1:
                self.person = self.hits[0]
            elif not self.hits:
                return _("名册里没有还没到的“{wanted}”", wanted=text)
        if self.person:
            self.step = "kind"
        return None

    def _kind(self, text: str) -> str | None:
        kinds = tuple(REASONS)
        if text and not (text.isdecimal() and 1 <= int(text) <= len(kinds)):
            return _("请按 {n:digits}", n=len(kinds))
        self.kind = kinds[int(text) - 1] if text else "other"
        self.step = "approver"
        return None

    def _approver(self, text: str) -> StandIn:
        assert self.person
        return StandIn(self.name, self.person, self.kind, text or self.approver)

    def words(self, width: int) -> Content:
        """The question, in `width` cells."""
        shown = spaced(self.name or self.typed)
        lines: list[tuple[str, Style]] = [(fit(shown, width).rstrip() + "\n", BOLD)]
        if self.step == "what":
            lines.append((_("不在名册上") + "\n\n", PLAIN))
            lines += choices((N_("现场替会（要有批准人）"), N_("登记不在名册、未准入会")), width)
            lines.append(("\n  " + _("重找直接输入；Esc 不办"), DIM))
        elif self.step == "name":
            lines.append((_("输入来的人的姓名"), PLAIN))
        elif self.step == "whom":
            lines.append((_("替谁参会？输入姓名或首字母") + "\n", PLAIN))
            for place, one in enumerate(self.hits, start=1):
                lines.append(
                    (fit(f"  {place} {one.name}  {one.unit}  {one.post}", width).rstrip() + "\n", PLAIN)
                )
        elif self.step == "kind":
            assert self.person
            lines.append((_("替 {name}，{name} 因何不能到会：", name=self.person.name) + "\n", PLAIN))
            lines += choices(tuple(REASONS.values()), width, list(REASONS).index("other"))
        else:
            assert self.person
            lines.append((_("替 {name}", name=self.person.name) + "\n\n", PLAIN))
            words = _("批准人（回车：{name}）", name=self.approver) if self.approver else _("批准人姓名")
            lines.append((words, BOLD))
        return Content.assemble(*lines)
