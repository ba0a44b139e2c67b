"""A text that is set at every change of the store: painted where it is another one, laid out where its height may differ."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Panel(Static):
    """As Static, without markup."""

    def __init__(self, content: Content | str = "", *, id: str | None = None) -> None:
        super().__init__(content, id=id, markup=False)
        self._shown: tuple[str, list[object]] | None = None

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show the text; the same as before costs nothing."""
        shown = Content(content) if isinstance(content, str) else content
        if isinstance(shown, Content):
            new: tuple[str, list[object]] = shown.plain, list(shown.spans)
            if new == self._shown:
                return
            self._shown = new
        height = self.styles.height
        super().update(shown, layout=layout and (height is None or height.is_auto))
