"""The circular of a meeting of our own as a draft of the document desk: from there it goes through the chain (17-10)."""

from __future__ import annotations

from pathlib import Path

from oatui.files.body_in import read_body
from oatui.files.circular_out import circular_title
from oatui.rules.paper_text import TO, of_kind
from oatui.rules.particulars import Particulars
from oatui.store import documents, earlier_names, paper_bodies
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.store.meetings import Meeting

KIND, OFFICE_SECTION = "通报", "办公室"


def draft_circular(store: Store, meeting: Meeting, file: Path, by: str) -> Document:
    """Draft the circular that was written to `file`, in the bureau's series, by the office. Raises Refused."""
    read = read_body(file)
    known = earlier_names.sections(store)
    section = next((one for one in known if OFFICE_SECTION in one), OFFICE_SECTION)
    series = next(one.code for one in documents.known_series(store) if one.kind == "bureau")
    says = Particulars(to=tuple(of_kind(read.paragraphs, TO)))
    text = paper_bodies.Text(read.paragraphs, read.file, read.sha256)
    return paper_bodies.draft(store, circular_title(meeting.title), KIND, series, section, by, says, text)


def drafted(store: Store, meeting: Meeting) -> Document | None:
    """The circular of the meeting that stands in the document desk, by its title."""
    title = circular_title(meeting.title)
    return next((one for one in documents.listed(store, title, 5) if one.title == title), None)
