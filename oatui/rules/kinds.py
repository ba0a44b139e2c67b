"""How a clerk names one of the 15 kinds of paper: its number in the list, a part of its name, or the title's end."""

from __future__ import annotations

from oatui.rules.numbering import KINDS
from oatui.rules.verdict import Level, Verdict, refuse

REQUEST_REPORT = "请示报告"  # the one mistake that deserves its own sentence
ENDINGS = {REQUEST_REPORT: REQUEST_REPORT, **{kind: kind for kind in KINDS}, "令": "命令"}


def read_kind(typed: str) -> str:
    """The kind meant by 8, 通知 or a part that only one kind has. Raises Refused (12-6)."""
    typed = typed.strip()
    if not typed:
        raise refuse("numbering.kind_blank", "12-6")
    if typed in KINDS:
        return typed
    if typed.isdecimal() and 1 <= int(typed) <= len(KINDS):
        return KINDS[int(typed) - 1]
    if typed == REQUEST_REPORT:
        raise refuse("numbering.request_report", "12-6", kind=typed)
    meant = [kind for kind in KINDS if typed in kind]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise refuse(
            "numbering.kind_several", "12-6", kinds=[f"{KINDS.index(kind) + 1} {kind}" for kind in meant]
        )
    raise refuse("numbering.kind_unknown", "12-6", kind=typed)


def kind_of_title(title: str) -> str:
    """The kind that a title ends in, empty for none; 请示报告 is named whole, so that it can be refused as such."""
    found = [ending for ending in ENDINGS if title.strip().endswith(ending)]
    return ENDINGS[max(found, key=len)] if found else ""


def ends_twice(title: str) -> Verdict | None:
    """The warning for a title that ends in 请示报告 while the paper is one of the two (12-6)."""
    if title.strip().endswith(REQUEST_REPORT):
        return Verdict("12-6", Level.WARNING, "numbering.request_report", {"kind": REQUEST_REPORT})
    return None
