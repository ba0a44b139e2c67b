"""Every sentence that a rule or the store can answer with, by its key: the one place to proofread.

Values carry facts (ISO times, seconds, names), never finished words, so that either language can be made.
"""

from __future__ import annotations

from oatui.rules.messages import (
    calling,
    clear_desk,
    confidential,
    day,
    deadlines,
    documents,
    door,
    duty,
    incidents,
    incoming,
    issuing,
    link,
    matters,
    meetings,
    numbers,
    paper_rules,
    papers,
    phone,
    store,
)

MESSAGES: dict[str, str] = {
    **calling.SENTENCES,
    **confidential.SENTENCES,
    **clear_desk.SENTENCES,
    **door.SENTENCES,
    **duty.SENTENCES,
    **meetings.SENTENCES,
    **documents.SENTENCES,
    **incidents.SENTENCES,
    **incoming.SENTENCES,
    **day.SENTENCES,
    **deadlines.SENTENCES,
    **issuing.SENTENCES,
    **link.SENTENCES,
    **matters.SENTENCES,
    **numbers.SENTENCES,
    **papers.SENTENCES,
    **paper_rules.SENTENCES,
    **phone.SENTENCES,
    **store.SENTENCES,
}
