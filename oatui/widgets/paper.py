"""The first page of a document as it will print: red head, number, red line, title, text, organ and date."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from oatui.i18n import N_, _
from oatui.rules.red_head import RedHead
from oatui.widgets.cells import fit, folded

ROOMY = 30  # rows of the terminal from which the page has wider gaps


def balanced(text: str, width: int) -> list[str]:
    """The text in as few lines of at most `width` cells as it needs, of about equal length, as a title is set."""
    text = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
    if not text:
        return []
    fewest = folded(text, width)
    for narrower in range(-(-cell_len(text) // len(fewest)), width):
        lines = folded(text, narrower)
        if len(lines) == len(fewest):
            return lines
    return fewest


def at_right(number: str, signer: str, width: int) -> str:
    """签发人 at the right of the number that begins one cell in; where both do not fit, on the line below it."""
    if cell_len(number) + cell_len(signer) > width - 3:
        signer = signer.rstrip("\u3000")  # the room for a name that is not there yet
    room = width - 2 - cell_len(number) - cell_len(signer)
    return " " * room + signer if room > 0 else "\n" + " " * max(width - 1 - cell_len(signer), 0) + signer


class Paper(Widget):
    """Shows a RedHead and the title as the printed first page; its text fills the rows that are left."""

    DEFAULT_CSS = """
    Paper { height: auto; padding: 0 2; background: $sheet; color: $sheet-ink; border: $sheet-edge; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: RedHead | None = None
        self.title = ""
        self.given = False
        self._room = 0

    def show(self, page: RedHead, title: str, given: bool) -> None:
        """Show a page; `given` sets off a number that the paper has."""
        if (page, title, given) != (self.page, self.title, self.given):
            self.page, self.title, self.given = page, title, given
            self.refresh(layout=True)

    def render(self) -> RenderResult:
        if self.page is None:
            return ""
        return Content.assemble(*self._lines(self.page, self.content_size.width))

    def get_content_height(self, container: Size, _viewport: Size, width: int) -> int:
        """As high as the room beside the chain, and higher only where head and foot alone are."""
        self._room = container.height - self.gutter.height
        return _rows(self._lines(self.page, width)) if self.page else 1

    def _lines(self, page: RedHead, width: int) -> list[Line]:
        roomy = self.app.size.height >= ROOMY
        top, bottom = self._top(page, width, roomy), self._bottom(page, width, roomy)
        return [*top, *_text(page, width, max(self._room - _rows(top) - _rows(bottom), 1)), *bottom]

    def _top(self, page: RedHead, width: int, roomy: bool) -> list[Line]:
        gap = ("\n" * (2 if roomy else 1), "")
        look = "bold reverse" if self.given and page.number else "bold"
        number = f" {page.number} " if self.given and page.number else page.number
        head = [(page.head, "bold $sheet-red"), *([(_(LETTER), "dim")] if page.letter else [])]
        parts: list[Line] = [gap, *_centred(head, width)]
        if page.letter:
            parts += [
                _line(width),
                (" " * max(width - cell_len(number), 0), ""),
                (number, look),
                ("\n", ""),
                gap,
            ]
        elif page.signer:
            # on a paper that goes up the number begins at the left and the signer stands at the right
            signer = at_right(number, page.signer, width)
            parts += [gap, (" ", ""), (number, look), (signer + "\n", ""), _line(width), gap]
        else:
            parts += [gap, *_centred([(number, look)], width), _line(width), gap]
        for line in balanced(self.title, max(width - 2, 2)):
            parts += _centred([(line, "bold")], width)
        if roomy:
            parts.append(("\n", ""))
        if page.to:
            parts += [(f"{line}\n", "") for line in folded(f"{_plain(page.to)}：", width)]
        return parts

    def _bottom(self, page: RedHead, width: int, roomy: bool) -> list[Line]:
        parts: list[Line] = [("\n", "")] if roomy else []
        for name in page.annexes[:ANNEXES_SHOWN]:
            parts.append((fit(f"    {name}", width).rstrip() + "\n", ""))
        if len(page.annexes) > ANNEXES_SHOWN:
            parts.append(("    " + _("共 {n} 个附件", n=len(page.annexes)) + "\n", "dim"))
        for word, names in page.roll:
            first, *rest = folded(_plain(names), max(width - 10, 6))
            parts += [(f"    {word}：{first}\n", ""), *((f"{' ' * 10}{line}\n", "") for line in rest)]
        below = (*page.organs, page.date)
        wide = max(map(cell_len, below))
        for text in below:
            # the date stands centred under the organ, both at the right
            before = width - 2 - wide + (wide - cell_len(text)) // 2
            parts.append((" " * max(before, 0) + text + "\n", ""))
        if page.note:
            parts += [(f"{line}\n", "") for line in folded(f"    {_plain(page.note)}", width)]
        return parts


Line = tuple[str, str]
LETTER = N_("（信函格式）")
TEXT = N_("正文见 Word 稿，按 F5 读入")
REST = N_("（以下略，正文 {n} 段）")
ANNEXES_SHOWN = 3


def _text(page: RedHead, width: int, room: int) -> list[Line]:
    """The first lines of the text, each paragraph two characters in; what does not fit is said."""
    if not page.text:
        return [("\n", ""), *_centred([(_(TEXT), "dim")], width), ("\n", "")][: max(room, 1) + 2]
    lines = [line for one in page.text for line in (_row if "\t" in one else _paragraph)(one, width)]
    if len(lines) <= room:
        return [(f"{line}\n", "") for line in lines]
    shown: list[Line] = [(f"{line}\n", "") for line in lines[: max(room - 1, 1)]]
    return [*shown, *_centred([(_(REST, n=page.paragraphs), "dim")], width)]


def _row(text: str, width: int) -> list[str]:
    """A row of a table, its columns of one width."""
    cells = text.split("\t")[:-1]
    wide = max(width // len(cells), 3)
    return ["".join(fit(_plain(cell), wide - 1) + " " for cell in cells).rstrip()]


def _paragraph(text: str, width: int) -> list[str]:
    # the two characters at the beginning are cells of the first line
    lines = folded(f"\u3000\u3000{_plain(text)}", max(width, 6))
    return [line.replace("\u3000\u3000", "    ", 1) if n == 0 else line for n, line in enumerate(lines)]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())


def _rows(parts: list[Line]) -> int:
    return sum(text.count("\n") for text, _style in parts)


def _centred(texts: list[Line], width: int) -> list[Line]:
    wide = sum(cell_len(text) for text, _style in texts)
    return [(" " * max((width - wide) // 2, 0), ""), *texts, ("\n", "")]


def _line(width: int) -> Line:
    """The red line; an underline needs no glyph that a terminal may widen."""
    return (" " * width + "\n", "$sheet-red underline")
