"""One line that says what the desk answered: the word of the level, the sentence, the rule it rests on."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict

# the word carries the meaning; colour only repeats it
WORDS = {Level.OK: N_("可以"), Level.NOTE: N_("记录"), Level.WARNING: N_("注意"), Level.REFUSED: N_("不可")}
LOOKS = {Level.OK: "ok", Level.NOTE: "note", Level.WARNING: "warn", Level.REFUSED: "bad"}


def said(verdict: Verdict) -> Content:
    """The verdict as one line of content."""
    rule = Content(f"  {verdict.rule}") if verdict.rule else Content("")
    return Content.assemble(
        (f"{_(WORDS[verdict.level])}  ", Style(bold=True)), verdict.message, rule.stylize("dim")
    )


class VerdictLine(Static):
    """Shows a verdict or a plain sentence; empty, it takes no room."""

    DEFAULT_CSS = """
    VerdictLine { height: auto; max-height: 3; padding: 0 1; background: $surface; display: none; }
    VerdictLine.said { display: block; }
    VerdictLine.ok { color: $text-success; }
    VerdictLine.warn { color: $text-warning; }
    VerdictLine.bad { color: $text-error; }
    """

    def say(self, what: Verdict | str | None) -> None:
        """Show it; None clears the line."""
        level = LOOKS[what.level] if isinstance(what, Verdict) else "note"
        for look in set(LOOKS.values()):
            self.set_class(look == level, look)
        self.set_class(what is not None, "said")
        self.update(said(what) if isinstance(what, Verdict) else Content(what or ""))
