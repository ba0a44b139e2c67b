"""What the pages about one meeting share: its title in the head, one list that has the focus, more columns in a wide window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from oatui.i18n import sentence
from oatui.screens.listed import DetailedPage
from oatui.store import meetings
from oatui.widgets.paged_list import Column

WIDE = 110  # cells; from here on the wide columns fit

T = TypeVar("T")


class MeetingListPage(DetailedPage):
    """A page about one meeting with one PagedList; `load()` begins with `read_meeting()`."""

    COLUMNS: ClassVar[Sequence[Column]] = ()
    WIDE_COLUMNS: ClassVar[Sequence[Column]] = ()

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.meeting: meetings.Meeting | None = None

    def title_words(self) -> str:
        return (
            f"{sentence(self.TITLE_WORDS)}  {self.meeting.title}"
            if self.meeting
            else sentence(self.TITLE_WORDS)
        )

    @property
    def wide(self) -> bool:
        """Whether the wide columns are the ones shown: the list may be drawn before it is told of a new width."""
        return self.listing.columns == list(self.WIDE_COLUMNS)

    def on_mount(self) -> None:
        self.listing.focus()

    def on_resize(self) -> None:
        if self.WIDE_COLUMNS:
            self.listing.columns = list(self.WIDE_COLUMNS if self.size.width >= WIDE else self.COLUMNS)
            self.listing.refresh()

    def read_meeting(self) -> meetings.Meeting:
        """The meeting as it stands, put into the head."""
        self.meeting = meetings.get(self.store, self.meeting_id)
        self.show_head()
        return self.meeting

    def chosen_of(self, kind: type[T]) -> T | None:
        """The item of the cursor; without one the list's own words say how to make one."""
        item: Any = self.listing.chosen
        if not isinstance(item, kind):
            self.say(self.listing.empty)
            return None
        return item
