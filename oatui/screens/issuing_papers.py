"""The papers of a document as files: which there are, the name proposed, and the saving aside of the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from oatui.i18n import N_
from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar
from oatui.store import paper_bodies
from oatui.store.database import Store
from oatui.store.documents import Document

LONGEST_NAME = 60  # characters of a file's name


class Kind(NamedTuple):
    """A paper that can be made: its words, which also begin the file's name but for the red-headed paper itself."""

    words: str
    note: str
    prefix: str


KINDS = {
    "red": Kind(N_("套红"), N_("红头文件，Word"), ""),
    "sheet": Kind(N_("发文稿纸"), N_("五道签批，Word"), N_("发文稿纸")),
    "slip": Kind(N_("文件送达签收单"), "Word", N_("签收单")),
    "explanation": Kind(N_("迟送的书面说明"), "Word  8-12", N_("情况说明")),
}


def proposed_path(paper: Document, prefix: str) -> str:
    """A free name in the user's folder, without what a file's name cannot hold."""
    from oatui.files.new_file import unused

    name = " ".join(filter(None, (prefix, paper.number or "", paper.title)))
    plain = "".join(" " if char in '\\/:*?"<>|' or not char.isprintable() else char for char in name)
    return str(unused(Path.home() / f"{plain[:LONGEST_NAME].strip()}.docx"))


def hold_red_paper(store: Store, document: int, path: Path) -> None:
    """Refuse what the paper would be refused for before anything is recorded. Raises Refused."""
    from oatui.files.new_file import free, named

    free(named(path, ".docx"))
    if paper_bodies.get(store, document) is None:
        raise refuse("issuing.no_text")


async def save(store: Store, document: int, kind: str, path: Path, calendar: Calendar) -> Path:
    """Make a paper of KINDS and write it, off the screen's thread; where it is. Raises Refused."""
    write, made = _paper(store, document, kind, calendar)
    return await asyncio.to_thread(write, path.expanduser(), made)


def _paper(
    store: Store, document: int, kind: str, calendar: Calendar
) -> tuple[Callable[[Path, Any], Path], Any]:
    from oatui.papers import document_papers as papers

    if kind == "red":
        from oatui.files.red_paper_out import write_red_paper

        return write_red_paper, papers.official_paper(store, document)
    if kind == "sheet":
        from oatui.files.draft_sheet_out import write_draft_sheet

        return write_draft_sheet, papers.draft_sheet(store, document)
    from oatui.files.delivery_out import write_delivery_slip, write_late_explanation

    if kind == "slip":
        return write_delivery_slip, papers.delivery_slip(store, document)
    return write_late_explanation, papers.late_explanation(store, document, calendar)
