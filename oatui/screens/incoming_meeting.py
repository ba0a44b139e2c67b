"""The meeting that an incoming paper calls: the meeting form with what the paper says already in it."""

from __future__ import annotations

from oatui.rules.incoming import meeting_level, meeting_title
from oatui.screens.meeting_form import MeetingFormPage
from oatui.store.incoming import Incoming


class MeetingOfPaperPage(MeetingFormPage):
    """Answers with the id of the meeting, or None."""

    def __init__(self, paper: Incoming) -> None:
        super().__init__(None)
        self.paper = paper

    async def on_mount(self) -> None:
        form = self.form
        form.fill("title", meeting_title(self.paper.title))
        form.fill("role", "attend")
        form.fill("level", meeting_level(self.paper.sender))
        if self.paper.urgency == "extra":
            form.fill("urgent", "yes")
        form.begin("day")
