"""Pages and places: the page of each place that holds rules (rules/holding.py), and what each page rests on."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

from textual.binding import Binding

import oatui.screens
from oatui import keys
from oatui.rules.articles import RULES, Rule
from oatui.rules.holding import WHERE
from oatui.screens.digit_choice import Line
from oatui.screens.first_page import FirstPage
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


# page -> the places whose rules it keeps; F1 shows their words. A page that is not here rests on no article
HOLDS: dict[str, tuple[str, ...]] = {
    "TodayPage": ("oa",),
    "OaPage": ("oa",),
    "MonthPage": ("oa",),
    "TelegramsPage": ("telegrams",),
    "DutyPage": ("duty",),
    "DutyLogPage": ("duty",),
    "DutyImportPage": ("duty",),
    "DutyPreviewPage": ("duty",),
    "ConfidentialPage": ("confidential",),
    "ClearDeskPage": ("clear_desk",),
    "NotDuePage": ("clear_desk",),
    "MeetingsPage": ("calling",),
    "MeetingPage": ("calling", "notices"),
    "MeetingFormPage": ("calling",),
    "MeetingOfPaperPage": ("calling",),
    "NoticesPage": ("notices",),
    "NoticeDraftPage": ("notices",),
    "RemindersPage": ("notices",),
    "RepliesPage": ("notices",),
    "ReplyFilePage": ("notices",),
    "OurReplyPage": ("calling",),
    "ArrivalsPage": ("door",),
    "VenueCodePage": ("door",),
    "PersonalCodePage": ("door",),
    "PhoneLooksPage": ("door",),
    "QueuePage": ("door",),
    "TurnedAwayPage": ("door",),
    "WalkInsPage": ("door", "leave"),
    "MissingPage": ("door",),
    "PaperSheetPage": ("door",),
    "TicksPage": ("door",),
    "LeadersPage": ("door",),
    "OutPage": ("door",),
    "LatePage": ("door",),
    "LeavePage": ("leave",),
    "VenueRangePage": ("range",),
    "HeadCountsPage": ("range",),
    "ClosingPage": ("closing",),
    "AttendanceYearPage": ("closing",),
    "DocumentsPage": ("chain", "number"),
    "DocumentPage": ("chain", "number", "paper"),
    "DocumentFormPage": ("paper",),
    "ParticularsPage": ("paper",),
    "AttachmentsPage": ("attachments",),
    "IssuingPage": ("issuing",),
    "NumbersPage": ("number",),
    "GapsPage": ("number",),
    "RegisterPage": ("number", "issuing"),
    "IncomingPage": ("incoming",),
    "IncomingFormPage": ("incoming",),
    "IncomingItemPage": ("incoming",),
    "IncomingItemsPage": ("incoming",),
    "MattersPage": ("matters",),
    "PublicationPage": ("publication",),
    "DeadlinesPage": ("deadlines",),
    "DeadlinePage": ("deadlines",),
    "IncidentsPage": ("incident",),
    "IncidentPage": ("incident",),
}

# what a page is about -> the page on which one chooses it
_CHOSEN_ON = {
    "meeting": "calling",
    "venue": "calling",
    "attendee": "calling",
    "document": "paper",
    "paper": "incoming",
    "year": "number",
}

# a step of an act -> the page on which the act begins
_BEGUN_ON = {
    "DutyPreviewPage": ("duty_import", "DutyImportPage"),
    "LedgerPreviewPage": ("ledger_import", "LedgerImportPage"),
    "FilesChoicePage": ("documents", "DocumentsPage"),
    "MachineCodePage": ("meetings", "MeetingsPage"),
    "ArticlePage": ("rulebook", "RulebookPage"),
    "TourPage": ("today", "TodayPage"),
}

# a page that a key of the page before it opens, on nothing that has to be chosen: that key
_BEGUN_BY = {"MeetingFormPage": "new", "GapsPage": "gaps", "TourPage": "tour"}

# pages and keys that only the demo has
OF_DEMO = frozenset({"TourPage", "tour", "demo_scan"})


def rules_of(page: type[Page]) -> list[Rule]:
    """The rules that a page keeps, in the articles' order."""
    held = HOLDS.get(page.__name__, ())
    return [rule for rule in RULES if WHERE.get(rule.id) in held]


def all_pages() -> list[type[Page]]:
    """Every page that has a title of its own."""
    for module in pkgutil.iter_modules(oatui.screens.__path__):
        import_module(f"oatui.screens.{module.name}")
    # a page of two bases is below each of them
    return [page for page in dict.fromkeys(_below(Page)) if page.TITLE_WORDS]


def keys_of(page: type[Page]) -> list[Binding]:
    """What a page's keys do, those that it inherits among them, without what is the same on every page."""
    assert page._merged_bindings
    stands = {one.id for bound in page._merged_bindings.key_to_bindings.values() for one in bound}
    found: dict[str, Binding] = {}
    for base in page.__mro__:
        if base not in (Page, FirstPage):
            for one in base.__dict__.get("BINDINGS", ()):
                if isinstance(one, Binding) and one.id and one.id in stands and one.description:
                    found.setdefault(one.id, one)
    return list(found.values())


def begun_by(page: type[Page]) -> Binding | None:
    """The key of the page that leads to it, where nothing has to be chosen there first."""
    act = _BEGUN_BY.get(page.__name__)
    return next((one for one in keys_of(way_to(page)) if act and one.id == act), None)


def own_keys(page: type[Page]) -> dict[str, str]:
    """The keys that this computer's user chose for it and that are in force, by the id of what they do."""
    presets = {one.id: one.key for one in keys_of(page) if one.id}
    return keys.of(keys.page_word(page.__name__), keys.SAME | presets)


def menu_of(page: type[Page]) -> list[Line]:
    """What a key of the page offers by digit and no key of its own does."""
    words = {one.description for one in keys_of(page)}
    return [line for line in page.MENU if line.words not in words]


def _below(page: type[Page]) -> Iterator[type[Page]]:
    for one in page.__subclasses__():
        yield one
        yield from _below(one)


def way_to(page: type[Page]) -> type[Page]:
    """The page itself where it needs nothing, else the one that lists what it is about or begins the act."""
    needs = [one.name for one in list(inspect.signature(page.__init__).parameters.values())[1:]
             if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]  # fmt: skip
    if not needs:
        return page
    held = HOLDS.get(page.__name__, ("",))[0]
    place = held if needs == ["one"] else _CHOSEN_ON.get(needs[0], "")
    module, name = _BEGUN_ON.get(page.__name__) or PAGES[place]
    found: type[Page] = getattr(import_module(f"oatui.screens.{module}"), name)
    return found
