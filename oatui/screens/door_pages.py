"""What F5 of the arrival desk opens, and how far each of it is."""

from __future__ import annotations

from oatui.i18n import _
from oatui.screens.door_figures import Figures
from oatui.screens.page import Page
from oatui.store import paper_sheet, phone, phone_looks, presence, queue_cut, turned_away
from oatui.store.database import Store
from oatui.store.meetings import Meeting, Venue


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


def stands(store: Store, meeting: Meeting, venue: Venue, found: Figures) -> dict[str, str]:
    """A few words beside each choice; what is counted over the meeting was counted before the key."""
    here, leaders = found.leaders
    said = {
        "roster": _("{n} 人", n=found.roster),
        "sheet": _("未签到 {n}", n=paper_sheet.count(store, meeting.id, venue.id)),
        "queue": _queue(store, meeting, venue),
    }
    if leaders:
        said["leaders"] = _("到会 {here} / {n}", here=here, n=leaders)
    if away := presence.out(store, meeting.id, venue.id):
        said["out"] = _("{n} 人", n=len(away))
    if refused := turned_away.count(store, meeting.id):
        said["turned_away"] = _("{n} 次", n=refused)
    by_phone = phone_looks.looks(store, meeting.id)
    if any(one.venue == venue.id for one in phone.open_ways(store, meeting.id)) or by_phone:
        said["venue_code"] = _(
            "手机签到 {n}，待看 {look}", n=len(by_phone), look=sum(not one.looked_at for one in by_phone)
        )
    return said


def _queue(store: Store, meeting: Meeting, venue: Venue) -> str:
    cut = queue_cut.cut(store, meeting, venue.id)
    if cut is None:
        return ""
    waiting = sum(not one.settled_by for one in queue_cut.in_line(store, meeting, venue.id))
    return _("{n} 人待认定", n=waiting) if waiting else _("{at:hms} 已标记", at=cut.at)
