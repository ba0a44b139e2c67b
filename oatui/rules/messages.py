"""Every sentence that a rule or the store can answer with, by its key: the one place to proofread.

Values carry facts (ISO times, seconds, names), never finished words, so that either language can be made.
"""

from __future__ import annotations

from oatui.i18n import N_

MESSAGES: dict[str, str] = {
    # sign-in (rules/signin.py)
    # working days (rules/workdays.py)
    "calendar.missing": N_("{year} 年的调休安排未载入，不作推算；请先导入该年的放假安排"),
    # typed dates and times (rules/entry.py)
    # document numbers (rules/numbering.py)
    # sign-off chain (rules/signoff.py)
    # the daily routine (rules/routine.py)
    # rosters
    # store
}
