"""A desk that keeps what the phone page asked of it, and answers as it was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import httpx

from oatui.clock import ZONE
from oatui.rules import venue_code
from oatui.rules.verdict import Level, Verdict
from oatui.web.desk import Answer, Form, Wall, Way
from oatui.web.site import Site
from tests.conftest import FixedClock

HOST = "192.168.1.5:8080"
NOW = datetime(2026, 11, 24, 8, 30, 0, tzinfo=ZONE)
WAY = Way(12, 1, "全县商务工作会议", "主会场", "示例县商务局", 30, bytes(range(32)))
SUB = Way(12, 2, "全县商务工作会议", "示例一镇分会场", "示例县商务局", 30, bytes(range(1, 33)))
ON_TIME = Verdict(
    "17-5",
    Level.OK,
    "signin.on_time",
    {"start": "2026-11-24T09:00:00+08:00", "deadline": "2026-11-24T08:45:00+08:00",
     "at": "2026-11-24T08:30:00+08:00", "seconds": 900},
)  # fmt: skip


class FakeDesk:
    """The desk's side of the page in memory."""

    def __init__(self, *ways: Way) -> None:
        self.clock = FixedClock(NOW)
        self.open: list[Way] = list(ways) or [WAY]
        self.forms: list[Form] = []
        self.refusals: list[tuple[int, int | None, str]] = []
        self.answers: dict[str, Answer] = {}
        self.next = Answer(
            "ok", ON_TIME, NOW.isoformat(), "on_time", "王敏", "县财政局", "科员", "主会场", "3排12座"
        )
        self.pairing = "7F3K9Q2M"

    def ways(self) -> Sequence[Way]:
        return self.open

    def hosts(self) -> Sequence[str]:
        return [HOST, "127.0.0.1:8080"]

    def is_here(self, address: str) -> bool:
        return address == "127.0.0.1"

    async def sign_in(self, form: Form) -> Answer:
        self.forms.append(form)
        if self.next.outcome != "refused":
            self.answers[form.device] = self.next
        return self.next

    async def refused(self, meeting: int, venue: int | None, device: str, verdict: Verdict) -> None:
        self.refusals.append((meeting, venue, verdict.key))

    def answer_of(self, meeting: int, device: str) -> Answer | None:
        return self.answers.get(device)

    def name_of(self, code: str) -> str | None:
        return {"1" * 25: "欧阳娜娜"}.get(code)

    def wall(self, way: Way) -> Wall:
        code = venue_code.code(way.key, way.meeting, way.venue, venue_code.step(self.clock.now()))
        return Wall(way, code, HOST, {"expected": 120, "present": 87, "absent": 28}, 800)

    def pair(self, typed: str) -> bool:
        right, self.pairing = typed == self.pairing, ""
        return right

    def code(self, way: Way | None = None) -> str:
        return self.wall(way or self.open[0]).code


def phone(desk: FakeDesk, address: str = "192.168.1.77", site: Site | None = None) -> httpx.AsyncClient:
    """A phone in the hall, with its own cookies."""
    transport = httpx.ASGITransport(
        (site or Site(desk)).app, client=(address, 50000), raise_app_exceptions=True
    )
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", follow_redirects=True)


def ticket_of(text: str) -> str:
    """The hidden field of a form page."""
    return text.split('name="t" value="', 1)[1].split('"', 1)[0]
