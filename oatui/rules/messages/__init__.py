"""Every sentence that a rule or the store can answer with, by its key: the one place to proofread.

Values carry facts (ISO times, seconds, names), never finished words, so that either language can be made.
"""

from __future__ import annotations

from importlib import import_module

_FILES = (
    "calling",
    "clear_desk",
    "confidential",
    "day",
    "deadlines",
    "documents",
    "door",
    "duty",
    "incidents",
    "incoming",
    "issuing",
    "link",
    "matters",
    "meetings",
    "numbers",
    "paper_rules",
    "papers",
    "phone",
    "store",
)

MESSAGES: dict[str, str] = {
    key: sentence
    for name in _FILES
    for key, sentence in import_module(f"{__name__}.{name}").SENTENCES.items()
}
