"""Every sentence that a rule or the store can answer with, by its key: the one place to proofread.

Values carry facts (ISO times, seconds, names), never finished words, so that either language can be made.
"""

from __future__ import annotations

from oatui.rules.messages import day, documents, door, issuing, meetings, papers, phone, store

MESSAGES: dict[str, str] = {
    **door.SENTENCES,
    **meetings.SENTENCES,
    **documents.SENTENCES,
    **day.SENTENCES,
    **issuing.SENTENCES,
    **papers.SENTENCES,
    **paper_rules.SENTENCES,
    **phone.SENTENCES,
    **store.SENTENCES,
}
