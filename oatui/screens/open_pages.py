"""The page where an open thing is dealt with, for what shows things of every room."""

from __future__ import annotations

from oatui.screens.page import Page
from oatui.screens.places import PAGES, page_of
from oatui.store import duty_watch, leave, number_lines
from oatui.store.database import Store
from oatui.store.open_items import OpenItem


def page_of_line(source: str, item: int) -> Page:
    """The page where a line with a limit is dealt with: `source` of limits.SOURCES."""
    match source:
        case "incoming":
            from oatui.screens.incoming_item import IncomingItemPage

            return IncomingItemPage(item)
        case "publication":
            from oatui.screens.publication import PublicationPage

            return PublicationPage()
        case "reply":
            from oatui.screens.our_reply import OurReplyPage

            return OurReplyPage(item)
        case "request":
            from oatui.screens.matters import EVENT_PART, MattersPage

            return MattersPage(EVENT_PART)
        case "meeting_request":
            from oatui.screens.meeting import MeetingPage

            return MeetingPage(item)
    from oatui.screens.deadline import DeadlinePage

    return DeadlinePage(item)


def page_for(store: Store, item: OpenItem) -> Page | None:
    """A new page of it; None where its room has none of its own."""
    match item.kind:
        case "deadline" | "incoming" | "publication" | "reply" | "request" | "meeting_request":
            return page_of_line(item.kind, item.id)
        case "document" | "incident":
            return page_at(item.where if item.where == "issuing" else item.kind, item.id)
        case "number":
            from oatui.screens.number_gaps import GapsPage

            return GapsPage(number_lines.get(store, item.id).year)
        case "meeting":
            from oatui.screens.closing import ClosingPage

            return ClosingPage(item.id)
        case "duty_handover" | "duty_gap":
            from oatui.screens.duty import DutyPage

            line = duty_watch.of_id(store, item.id) if item.kind == "duty_handover" else None
            return DutyPage(line.entry.starts if line else item.due)
        case "leave":
            from oatui.screens.leave import LeavePage

            return LeavePage(leave.get(store, item.id).meeting)
    return page_of(item.where) if item.where in PAGES else None


def page_at(kind: str, item: int = 0) -> Page | None:
    """The page of a paper, an incident, an incoming paper; else that of the place of this name."""
    match kind:
        case "issuing":
            from oatui.screens.issuing import IssuingPage

            return IssuingPage(item)
        case "document":
            from oatui.screens.document import DocumentPage

            return DocumentPage(item)
        case "incident":
            from oatui.screens.incident import IncidentPage

            return IncidentPage(item)
        case "incoming":
            return page_of_line(kind, item)
        case "month":
            from oatui.screens.month import MonthPage

            return MonthPage()
    return page_of(kind)
