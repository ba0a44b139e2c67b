"""The demo's morning, and the clock by which what lies before it happened."""

from __future__ import annotations

from datetime import datetime

from oatui.clock import ZONE

OFFICE = "示例县商务局"
START = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)


class Earlier:
    """A clock that the furnishing sets itself: what lies before the demo's morning happens at its own time."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment
