"""The last five lines of a door and the pointer among them: what 不是本人 is said of."""

from __future__ import annotations

from collections.abc import Sequence

from oatui.i18n import _
from oatui.store import presence
from oatui.store.arrivals import Arrival, Fact

LINES = 5


class LastFive:
    """The pointer stays at its line while a second terminal, phones and other machines write above it.

    `row` is the pointer's, -1 where what is shown large has no line here.
    """

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.row = 0
        self._moved: tuple[str, int] | None = None  # the line that was chosen by key
        self._shown: Arrival | None = None

    def follow(self, shown: Arrival | None) -> None:
        """Point at what is shown large from now on; at the newest where that is nothing."""
        self._shown, self._moved = shown, None

    def show(self, found: Sequence[Fact]) -> None:
        """Read anew, the newest first; the pointer's own line is kept where five newer ones came."""
        told = [fact for fact in found if fact.kind != "repeated"]
        self.facts = told[:LINES]
        at = next((fact for fact in told if fact.key == self._key), None)
        at = at or next((fact for fact in told if self._of_whom(fact)), None)
        if at and at not in self.facts:
            self.facts[-1] = at
        free = self._moved is None and self._shown is None
        self.row = self.facts.index(at) if at else 0 if free else -1

    @property
    def _key(self) -> tuple[str, int] | None:
        return self._moved or (self._shown.fact if self._shown else None)

    def _of_whom(self, fact: Fact) -> bool:
        """Scanned twice, or looked at: the line of who is shown is that of the sign-in, which may stand farther down."""
        shown = self._shown
        if self._moved or shown is None or shown.outcome not in {"ok", "already"}:
            return False
        return fact.kind == "signed_in" and fact.attendee == shown.attendee and not fact.annulled

    def move(self, row: int) -> None:
        """Point at a line; outside it is the nearest."""
        if self.facts:
            self.row = max(0, min(len(self.facts) - 1, row))
            self._moved = self.facts[self.row].key

    @property
    def chosen(self) -> Fact | None:
        """The pointer's line."""
        return self.facts[self.row] if 0 <= self.row < len(self.facts) else None

    @property
    def to_annul(self) -> Fact | None:
        """The pointer's line, if it is a sign-in that stands."""
        fact = self.chosen
        return fact if fact and fact.kind == "signed_in" and not fact.annulled else None

    @property
    def why_not(self) -> str:
        """What is said where the pointer's line is nothing to annul: how that one goes back, if it does."""
        fact = self.chosen
        if fact and fact.kind == "walked_in":
            return _("现场来人由主会场确认或不认；要撤销签到，先用上下键选")
        if fact and fact.kind in presence.KINDS.values() and not fact.annulled:
            return _("这一条不是签到；记错了，输入姓名，选“撤回登记”")
        return _("这一条不是有效的签到，没有可撤销的")
