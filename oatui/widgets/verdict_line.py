"""One line that says what the desk answered: the word of the level, the sentence, the rule it rests on."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict
from oatui.widgets.cells import folded
from oatui.widgets.panel import Panel

# the word carries the meaning; colour only repeats it
WORDS = {Level.OK: N_("可以"), Level.NOTE: N_("记录"), Level.WARNING: N_("注意"), Level.REFUSED: N_("不可")}
LOOKS = {Level.OK: "ok", Level.NOTE: "note", Level.WARNING: "warn", Level.REFUSED: "bad"}


def said(verdict: Verdict, width: int = 0, then: str = "") -> Content:
    """The verdict as content, and `then` what comes next, in lines of at most `width` cells where one is given."""
    word = f"{_(WORDS[verdict.level])}  "
    rule = f"  {verdict.rule}" if verdict.rule else ""
    lines = _lines(word + verdict.message + rule, width)
    shown = Content(lines).stylize(Style(bold=True), 0, len(word))
    if rule and lines.endswith(rule):
        shown = shown.stylize("$foreground-muted", len(lines) - len(rule))
    return shown + _after(lines, then, width) if then else shown


def _after(lines: str, then: str, width: int) -> str:
    """What comes next: behind the last line where there is room for all of it, else on a line of its own."""
    fits = not width or cell_len(lines.rpartition("\n")[2]) + 2 + cell_len(then) <= width
    return ("  " if fits else "\n") + then


def _lines(words: str, width: int) -> str:
    return "\n".join(folded(words, width)) if width > 10 else words


class VerdictLine(Panel):
    """Shows a verdict or a plain sentence; empty, it takes no room."""

    DEFAULT_CSS = """
    VerdictLine { height: auto; max-height: 3; padding: 0 1; background: $surface; display: none; }
    VerdictLine.said { display: block; }
    VerdictLine.ok { color: $text-success; }
    VerdictLine.warn { color: $text-warning; }
    VerdictLine.bad { color: $text-error; }
    """

    what: Verdict | str | None = None
    then = ""

    def say(self, what: Verdict | str | None, then: str = "") -> None:
        """Show it, and `then` the key that leads on; None clears the line."""
        if what is None and self.what is None:
            return
        level = LOOKS[what.level] if isinstance(what, Verdict) else "note"
        looks = {look: look == level for look in LOOKS.values()}
        self.update_classes({**looks, "said": what is not None}, animate=False)
        self.what, self.then = what, then
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        width = (self.content_size.width or self.app.size.width - 2) if self.is_attached else 0
        what = self.what
        if isinstance(what, Verdict):
            self.update(said(what, width, self.then))
        else:
            lines = _lines(what or "", width)
            self.update(Content(lines + (_after(lines, self.then, width) if self.then else "")))
