"""The Word file of a paper in 填报: which are at hand, what was read of one, and what it fills in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from oatui.files.at_hand import PRINTED, Entry, offered, typed_path
from oatui.files.body_in import BodyRead, read_body
from oatui.i18n import _, format_list
from oatui.rules.paper_text import ANNEX, NOTE, TO, characters, is_marked_secret, of_kind, roll_in
from oatui.rules.particular_entry import split_names
from oatui.rules.red_head import read_note
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.screens.document_form import remark
from oatui.screens.particular_remarks import said_line
from oatui.store.paper_bodies import Body
from oatui.widgets.below import Pick
from oatui.widgets.form import Form

OFFERED = 5  # Word files at hand
_WORDS = re.compile("[a-z]{3,}")
ALIKE = 3  # pairs of characters that a name has in common with the title, from which it is of this paper


class WordFile:
    """`read` is what was read and not saved yet; `unread` why the named file could not be: it stays while others are filled."""

    def __init__(self) -> None:
        self.at_hand: list[Entry] = []
        self.read: BodyRead | None = None
        self.unread = ""

    def look(self, title: str) -> None:
        """The files at hand: those whose names are like the paper's title, then the newest."""
        files = (one for one in offered("", (".docx",)) if not one.folder)
        drafts = [one for one in files if not PRINTED.match(one.path.name)]
        self.at_hand = sorted(drafts, key=lambda one: -alike(one.path.stem, title))[:OFFERED]

    async def take(self, form: Form) -> bool:
        """Read the file that is named in the form; False where it could not be."""
        text = form.text("text").strip()
        self.unread = ""
        if not text:
            self.read = None
            return True
        number = int(text) if text.isdecimal() else 0
        path = self.at_hand[number - 1].path if 1 <= number <= len(self.at_hand) else typed_path(text)
        try:
            found = await asyncio.to_thread(read_body, path)
            if is_marked_secret(one.plain for one in found.paragraphs):
                raise refuse("paper.secret", "15-7")
            self.read = found
        except Refused as refused:
            self.read, self.unread = None, remark(refused.verdict)
            form.show_error("text", self.unread)
            return False
        if number:
            form.fill("text", str(path))
        self._propose(form, found)
        return True

    def _propose(self, form: Form, read: BodyRead) -> None:
        """Nothing is typed twice: what stands in the file fills what is still empty."""
        found = {
            "to": format_list(split_names("、".join(of_kind(read.paragraphs, TO)))),
            "annexes": format_list(of_kind(read.paragraphs, ANNEX)),
            **{key: format_list(names) for key, names in roll_in(read.paragraphs).items()},
            **read_note("".join(of_kind(read.paragraphs, NOTE))),
        }
        for key, words in found.items():
            if words and key in form.fields and not form.text(key).strip():
                form.fill(key, words)

    def note(self, form: Form, body: Body | None, said: Sequence[Verdict]) -> None:
        """Under 正文: the file that stands, what the rules say of it, and the files at hand."""
        if self.unread:
            form.show_error("text", self.unread)
            return
        lines, files = [], list[Pick]()
        if self.read:
            n = characters(self.read.paragraphs)
            lines.append(_("读到 {file}：正文 {n} 字（不计空格），保存后生效", file=self.read.file, n=n))
            if self.read.revised:
                lines.append(_("稿中有没处理的修订：增加的算在内，删除的不算"))
        elif body:
            lines.append(
                _("现用 {file}：正文 {n} 字（不计空格），{at:date} {at:hm} 读入", file=body.file, n=body.characters, at=body.at)
            )  # fmt: skip
        lines += [said_line(one) for one in said if self.read or body]
        if self.at_hand and not form.text("text").strip():
            files = [(str(one.path), f"{n} {one.path.name} ") for n, one in enumerate(self.at_hand, 1)]
        form.show_note("text", "\n".join(lines), any(one.refused for one in said), files)


def alike(name: str, title: str) -> int:
    """How much a file's name is like a paper's title, from 0: in pairs of characters, in Latin letters in words."""
    if name.isascii():
        # its pairs stand in every English title: most of its words have to be of this one
        words = set(_WORDS.findall(name.casefold()))
        share = len(words.intersection(_WORDS.findall(title.casefold()))) / max(len(words), 1)
        return round(10 * share) if share > 0.5 else 0
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    common = sum(pair in title for pair in pairs)
    return common if common >= ALIKE else 0
