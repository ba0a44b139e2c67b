"""The first page of a document as it will print: red head, number, red line, title, organ and date."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from oatui.i18n import N_, _
from oatui.rules.red_head import RedHead

# what may not begin a line, and what may not end one
NOT_FIRST = "，。、；：？！）》”’〕"
NOT_LAST = "（《“‘〔"
ROOMY = 30  # rows of the terminal from which the page has wider gaps


def balanced(text: str, width: int) -> list[str]:
    """The text in as few lines of at most `width` cells as it needs, of about equal length, as a title is set."""
    text = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
    fewest = _wrapped(text, width)
    for narrower in range(-(-cell_len(text) // max(len(fewest), 1)), width):
        lines = _wrapped(text, narrower)
        if len(lines) == len(fewest):
            return lines
    return fewest


def _wrapped(text: str, width: int) -> list[str]:
    lines = []
    while text:
        cut = 1
        while cut < len(text) and cell_len(text[: cut + 1]) <= width:
            cut += 1
        while 1 < cut < len(text) and (text[cut] in NOT_FIRST or text[cut - 1] in NOT_LAST):
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return lines


class Paper(Widget):
    """Shows a RedHead and the title; the words on it are those of the printed page."""

    DEFAULT_CSS = """
    Paper { height: auto; padding: 0 1; background: $surface; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: RedHead | None = None
        self.title = ""
        self.given = False

    def show(self, page: RedHead, title: str, given: bool) -> None:
        """Show a page; `given` sets off a number that the paper has."""
        if (page, title, given) != (self.page, self.title, self.given):
            self.page, self.title, self.given = page, title, given
            self.refresh(layout=True)

    def render(self) -> RenderResult:
        if self.page is None:
            return ""
        page, width = self.page, self.content_size.width
        number = "bold reverse" if self.given else "bold"
        shown = f" {page.number} " if self.given else page.number
        gap = ("\n" * (2 if self.app.size.height >= ROOMY else 1), "")
        head = [(page.head, "bold $accent"), *([(_(LETTER), "dim")] if page.letter else [])]
        parts: list[tuple[str, str]] = [gap, *_centred(head, width)]
        if page.letter:
            parts += [
                _line(width),
                (" " * max(width - cell_len(shown), 0), ""),
                (shown, number),
                ("\n", ""),
                gap,
            ]
        else:
            parts += [gap, *_centred([(shown, number)], width), _line(width), gap]
        for line in balanced(self.title, max(width - 2, 2)):
            parts += _centred([(line, "bold")], width)
        parts += [gap, *_centred([(_(TEXT), "dim")], width), gap]
        wide = max(cell_len(page.organ), cell_len(page.date))
        for text in (page.organ, page.date):
            # the date stands centred under the organ, both at the right
            before = width - 2 - wide + (wide - cell_len(text)) // 2
            parts.append((" " * max(before, 0) + text + "\n", ""))
        return Content.assemble(*parts)


LETTER = N_("（信函格式）")
TEXT = N_("正文见 Word 稿")


def _centred(texts: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    wide = sum(cell_len(text) for text, _style in texts)
    return [(" " * max((width - wide) // 2, 0), ""), *texts, ("\n", "")]


def _line(width: int) -> tuple[str, str]:
    """The red line; an underline needs no glyph that a terminal may widen."""
    return (" " * width + "\n", "$accent underline")
