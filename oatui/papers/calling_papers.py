"""What goes out before a meeting: the notice with its blank reply, and our own reply to a meeting called above."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from oatui.files.body_in import read_body
from oatui.files.new_file import free
from oatui.files.notice_out import write_notice
from oatui.files.official_text import one_line
from oatui.files.register_out import Written
from oatui.files.reply_out import Attending, Reply, write_reply_form
from oatui.rules.notice_paper import ANNEX_NAME, NoticeFacts, notice_paper, notice_title, recipients
from oatui.rules.paper_text import Paragraph
from oatui.rules.particulars import Particulars
from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.store import leave, meeting_notes, meetings, notice_papers, notices, paper_bodies, people, settings
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft in the document desk, and the files that were written; `reply` is None where no deadline is known."""

    document: Document
    notice: Path
    reply: Path | None


def notice_facts(store: Store, meeting: Meeting, calendar: Calendar) -> NoticeFacts:
    """What is known of the meeting for its notice."""
    notes = meeting_notes.of(store, meeting.id)
    by_unit: dict[str, list[str]] = {}
    for one in people.listed(store, meeting.id, limit=-1):
        if one.replaced_by is None:
            by_unit.setdefault(one.unit, []).append(one.name)
    units = [one.unit for one in notices.recipients(store, meeting.id, limit=-1)]
    reply_by = notices.own_deadline(store, meeting.id)
    if reply_by is None and not meeting.ticks:
        # our own people, whom the clerk ticks, send no reply
        with suppress(CalendarMissing):
            reply_by = notices.deadline(store, meeting, calendar).at
    return NoticeFacts(
        title=meeting.title, office=str(settings.get(store, "office")), start=meeting.start, end=meeting.end,
        place=meeting.place, venues=[one.name for one in meetings.venues(store, meeting.id)[1:]], units=units,
        people=tuple(by_unit.items()), audience=notes.get("audience", ""), chair=meeting.chair,
        agenda=notes.get("agenda", ""), reply_by=reply_by, video=meeting.mode == "video",
        # a small meeting that is ticked on a list has neither cards nor replies
        cards=not meeting.ticks, contact=notes.get("contact", ""), phone=notes.get("phone", ""),
        year=store.clock.now().year,
    )  # fmt: skip


def notice_text(store: Store, meeting: Meeting, calendar: Calendar) -> list[Paragraph]:
    """The notice as it would be written now."""
    return notice_paper(notice_facts(store, meeting, calendar))


def notice_files(meeting: Meeting, folder: Path) -> tuple[Path, Path]:
    """Where the notice and the blank reply go."""
    safe = one_line(meeting.title).replace("/", " ").replace("\\", " ").strip()[:60]
    return folder / f"{notice_title(safe)}.docx", folder / f"{safe}{ANNEX_NAME.removeprefix('会议')}.xlsx"


def draft_notice(
    store: Store, meeting: int, folder: Path, section: str, by: str, calendar: Calendar
) -> Drafted:
    """Write the notice and the blank reply, draft the paper as 便函 and give it this text. Raises Refused."""
    found = meetings.get(store, meeting)
    facts = notice_facts(store, found, calendar)
    paper_file, reply_file = (free(path) for path in notice_files(found, folder))
    text = notice_paper(facts)
    written = write_notice(paper_file, text, facts.office, store.clock.now())
    reply = None
    if facts.reply_by:
        form = Reply(found.title, found.start, found.end, found.place, facts.office, facts.reply_by)
        reply = write_reply_form(reply_file, form).path
    says = Particulars(
        to=recipients(facts.units),
        annexes=(ANNEX_NAME,) if reply else (),
        contact=facts.contact,
        phone=facts.phone,
    )
    read = read_body(written)
    given = paper_bodies.Text(read.paragraphs, read.file, read.sha256)
    paper = notice_papers.draft(store, meeting, notice_title(found.title), section, by, says, given)
    return Drafted(paper, written, reply)


def attending(store: Store, meeting: int) -> list[Attending]:
    """Who of ours goes: a substitute for the one on leave, and who is on leave without one."""
    granted = {one.attendee: one for one in leave.listed(store, meeting, limit=-1) if one.state == "approved"}
    found = []
    for one in people.listed(store, meeting, limit=-1):
        if one.replaced_by is not None:
            continue
        stands_for = next((who.name for who in granted.values() if who.substitute == one.id), "")
        how = "替会" if stands_for else "请假" if one.id in granted else "参会"
        found.append(
            Attending(one.unit, one.name, one.post, one.phone, how, f"替{stands_for}" if stands_for else "")
        )
    return found


def write_our_reply(store: Store, meeting: int, path: Path, calendar: Calendar) -> Written:
    """Our own 回执 to a meeting called above, filled in. Raises Refused: nobody is sent, the file, the calendar."""
    from oatui.rules.verdict import refuse

    found = meetings.get(store, meeting)
    who: Sequence[Attending] = attending(store, meeting)
    if not who:
        raise refuse("sending.nobody")
    due = notices.deadline(store, found, calendar).at
    office = str(settings.get(store, "office"))
    return write_reply_form(
        path, Reply(found.title, found.start, found.end, found.place, office, due), people=who
    )
