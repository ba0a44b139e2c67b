"""The text of a meeting notice as a Word file: the draft that goes on the 发文稿纸, and is read back into the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from oatui.files.new_file import free, named, write_new
from oatui.files.word_paper import Paper
from oatui.rules.paper_text import ANNEX, CLOSING, HEADING, TITLE, TO, Paragraph


def write_notice(path: Path, paragraphs: Sequence[Paragraph], office: str, at: datetime) -> Path:
    """One .docx in the fonts of an official paper, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    title = next((one.text for one in paragraphs if one.kind == TITLE), "")
    paper = Paper(title, office, at)
    organ = next((one for one in paragraphs if one.kind == CLOSING), None)
    for one in paragraphs:
        if one.kind == TITLE:
            paper.title(one.text)
        elif one.kind == TO:
            paper.text(f"{one.text}：", indent=False)
        elif one.kind == HEADING:
            paper.heading(one.text)
        elif one.kind == ANNEX:
            paper.text("", indent=False)
            paper.text(f"附件：{one.text}")
        elif one.kind == CLOSING:
            if one is organ:
                paper.text("", indent=False)
            paper.text(one.text, align="right")
        else:
            paper.text(one.text)
    return write_new(path, paper.content())
