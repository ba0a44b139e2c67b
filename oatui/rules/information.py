"""19-1, 19-2: guests are announced to both offices; what is not known yet follows, and stays open until it has."""

from __future__ import annotations

from collections.abc import Collection

from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict, refuse

PLACES = {"committee_office": N_("县委办公室"), "government_office": N_("县政府办公室")}


def judge_delivery(place: str, there: Collection[str]) -> None:
    """One of the two offices that has not had this report yet. Raises Refused."""
    if place not in PLACES:
        raise refuse("information.unknown_place", "19-1", written=place[:20])
    if place in there:
        raise refuse("information.delivered_before", place=PLACES[place])


def owed(there: Collection[str], complete: bool) -> Verdict | None:
    """What keeps it open: an office that has not had it (19-1), or the follow-up (19-2)."""
    missing = [words for place, words in PLACES.items() if place not in there]
    if missing:
        return Verdict("19-1", Level.NOTE, "information.owed", {"missing": missing})
    return None if complete else Verdict("19-2", Level.NOTE, "information.follow_up_open")


def judge_end(there: Collection[str], complete: bool) -> None:
    """Over only when both offices have it, the last of it too. Raises Refused."""
    if left := owed(there, complete):
        raise refuse(f"{left.key}_end", left.rule, **left.values)
