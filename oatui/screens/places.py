"""The page of each place that holds rules (rules/holding.py); what needs a meeting or a paper opens their list."""

from __future__ import annotations

from importlib import import_module

from oatui.screens.page import Page

# place -> module and class of its page
PAGES: dict[str, tuple[str, str]] = {
    "oa": ("oa", "OaPage"),
    "telegrams": ("telegrams", "TelegramsPage"),
    "duty": ("duty", "DutyPage"),
    "confidential": ("confidential", "ConfidentialPage"),
    "clear_desk": ("clear_desk", "ClearDeskPage"),
    "calling": ("meetings", "MeetingsPage"),
    "notices": ("meetings", "MeetingsPage"),
    "door": ("meetings", "MeetingsPage"),
    "leave": ("meetings", "MeetingsPage"),
    "seats": ("meetings", "MeetingsPage"),
    "range": ("meetings", "MeetingsPage"),
    "closing": ("meetings", "MeetingsPage"),
    "paper": ("documents", "DocumentsPage"),
    "chain": ("documents", "DocumentsPage"),
    "number": ("numbers", "NumbersPage"),
    "issuing": ("documents", "DocumentsPage"),
    "attachments": ("documents", "DocumentsPage"),
    "incoming": ("incoming", "IncomingPage"),
    "matters": ("matters", "MattersPage"),
    "publication": ("publication", "PublicationPage"),
    "deadlines": ("deadlines", "DeadlinesPage"),
    "incident": ("incidents", "IncidentsPage"),
}


def page_of(place: str) -> Page | None:
    """A new page of the place; None where the place is the rulebook or today itself."""
    if place not in PAGES:
        return None
    module, name = PAGES[place]
    page: Page = getattr(import_module(f"oatui.screens.{module}"), name)()
    return page
