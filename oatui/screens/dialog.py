"""What stands over a page, and how any screen answers while something else stands over it."""

from __future__ import annotations

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.timer import Timer

from oatui.rules.verdict import Verdict
from oatui.widgets.verdict_line import VerdictLine

READING_SECONDS = 8


class InFront(Screen[ScreenResultType]):
    """Goes when it is in front: Textual's `dismiss` takes away whatever is, an incident's page that F9 opened meanwhile."""

    _late_answer: tuple[ScreenResultType | None] | None = None

    @property
    def gone(self) -> bool:
        """Whether it has answered, or was closed meanwhile; what stands over it closes nothing."""
        return self._late_answer is not None or self not in self.app.screen_stack

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer and go: at once, else as soon as nothing stands over it."""
        if self.is_active:
            return super().dismiss(result)
        self._late_answer = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        if self._late_answer:
            self.dismiss(*self._late_answer)


class Dialog(ModalScreen[ScreenResultType], InFront[ScreenResultType]):
    """A box in the middle: a question in red, what is to be known, what is asked, and the keys."""

    DEFAULT_CSS: ClassVar[str] = """
    Dialog { align: center middle; layers: default over; }
    Dialog #overheard { layer: over; dock: bottom; margin-bottom: 1; }
    Dialog #box {
        width: 74; max-width: 96%; height: auto; max-height: 90%; box-sizing: content-box;
        background: $panel; border: $box-edge; border-top: none;
    }
    Dialog #question { padding: 0 2; background: $door-bad; color: #ffffff; text-style: bold; height: auto; }
    Dialog #note { padding: 1 2 0 2; color: $text-muted; height: auto; }
    Dialog PagedList, Dialog PagedList > .paged-list--head { background: $panel; }
    Dialog KeyLine { dock: none; background: $surface; }
    Dialog Form Input { background: $background; }
    Dialog Form Input:focus { background: $surface-lighten-2; }
    """

    _heard: Timer | None = None

    async def overhear(self, what: Verdict | str) -> None:
        """What the page below says of a scan, in its own place: a tall box would hide it there."""
        if self._heard:
            self._heard.stop()
        if not self.query("#overheard"):
            await self.mount(VerdictLine(id="overheard"))
        line = self.query_one("#overheard", VerdictLine)
        line.say(what)
        self._heard = self.set_timer(READING_SECONDS, line.remove)

    def action_leave(self) -> None:
        self.dismiss(None)
