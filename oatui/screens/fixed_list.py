"""After the reply deadline the reported list is fixed: whoever changes it says who asked for it and why (17-8)."""

from __future__ import annotations

from datetime import datetime

from oatui.i18n import N_
from oatui.screens.page import Page
from oatui.store import meetings, notices
from oatui.widgets.form import Field


def fixed_at(page: Page, meeting: int) -> datetime | None:
    """The deadline, where it has passed."""
    due = notices.fixing(page.store, meetings.get(page.store, meeting), page.calendar)
    return due if due and page.desk.clock.now() > due else None


def reason_fields(due: datetime | None, hint: str = N_("回执时限已过，名单已固定")) -> list[Field]:
    """What the form asks besides, where the list is fixed."""
    if due is None:
        return []
    return [
        Field("by", N_("谁提出"), hint=hint),
        Field("because", N_("改动原因"), hint=N_("如：原来报的人住院")),
    ]
