"""What the phone page asks of the desk that opened it: the ways that are open, a sign-in, the wall's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from oatui.clock import Clock
from oatui.rules.verdict import Verdict


class Way(NamedTuple):
    """A venue whose code is on the wall, with the key of its codes."""

    meeting: int
    venue: int
    title: str
    venue_name: str
    office: str
    keep_days: int
    key: bytes


class Form(NamedTuple):
    """What a phone sends: `device` and `trace` are marks that mean something only under the way's key."""

    meeting: int
    venue: int
    name: str
    digits: str
    device: str
    trace: str
    ticket: str


class Answer(NamedTuple):
    """What the desk answers; `at` is the first arrival (ISO)."""

    outcome: str  # "ok", "already", "waiting", "refused"
    verdict: Verdict
    at: str = ""
    status: str | None = None
    name: str = ""
    unit: str = ""
    post: str = ""
    venue: str = ""
    seat: str | None = None
    notes: tuple[Verdict, ...] = ()


class Wall(NamedTuple):
    """The projector's figures of one way."""

    way: Way
    code: str
    address: str
    counts: dict[str, int]
    seconds_left: int


class Desk(Protocol):
    """The desk behind the page."""

    @property
    def clock(self) -> Clock:
        """The desk's clock draws the codes and judges them."""

    def ways(self) -> Sequence[Way]:
        """The ways that are open now."""

    def hosts(self) -> Sequence[str]:
        """host:port under which the page may be asked for."""

    def is_here(self, address: str) -> bool:
        """Whether an address is this machine's own: it may see the projector page."""

    async def sign_in(self, form: Form) -> Answer:
        """Through the store's single path; recorded whatever the answer."""

    async def refused(self, meeting: int, venue: int | None, device: str, verdict: Verdict) -> None:
        """Record a refusal that happened before a name was given; never what was typed."""

    def answer_of(self, meeting: int, device: str) -> Answer | None:
        """What this phone was answered before."""

    def name_of(self, code: str) -> str | None:
        """Whose personal code it is."""

    def wall(self, way: Way) -> Wall:
        """The figures for the projector."""

    def pair(self, typed: str) -> bool:
        """Whether the one-time code of the desk was typed; it is used up either way after a few tries."""
