"""A form beside the first page that it makes, where the window is wide enough for both."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from oatui.rules.red_head import RedHead
from oatui.widgets.form import Form
from oatui.widgets.paper import Paper

WIDE = 116  # cells: a form needs 74 of them


class FormAndPage(Horizontal):
    """`show` paints the page anew; in a narrow window there is only the form."""

    DEFAULT_CSS = """
    FormAndPage { height: 1fr; padding-top: 1; }
    FormAndPage Form { width: 1fr; padding: 0 2; }
    FormAndPage Paper { width: 42; min-height: 100%; margin-right: 1; display: none; }
    FormAndPage.wide Paper { display: block; }
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def compose(self) -> ComposeResult:
        yield self.form
        yield Paper()

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "wide")

    def show(self, page: RedHead, title: str) -> None:
        """The page as it would print now; its number is never shown before it is given (12-1)."""
        self.query_one(Paper).show(page, title, False)
