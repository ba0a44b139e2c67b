"""What F5 of the arrival desk opens."""

from __future__ import annotations

from oatui.screens.page import Page
from oatui.store.meetings import Venue


def page(key: str, meeting: int, venue: Venue) -> Page:
    """The page of a choice of door_talks.MENU."""
    if key == "roster":
        from oatui.screens.roster import RosterPage

        return RosterPage(meeting)
    if key == "leaders":
        from oatui.screens.leaders import LeadersPage

        return LeadersPage(meeting)
    if key == "queue":
        from oatui.screens.queue_cut import QueuePage

        return QueuePage(meeting, venue)
    if key == "sheet":
        from oatui.screens.paper_sheet import PaperSheetPage

        return PaperSheetPage(meeting, venue)
    if key == "out":
        from oatui.screens.out_of_hall import OutPage

        return OutPage(meeting, venue)
    if key == "venue_code":
        from oatui.screens.venue_code import VenueCodePage

        return VenueCodePage(meeting, venue.id)
    if key == "venues":
        from oatui.screens.venues import VenuesPage

        return VenuesPage(meeting)
    from oatui.screens.turned_away import TurnedAwayPage

    return TurnedAwayPage(meeting)
