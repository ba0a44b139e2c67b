"""How a clerk names one of the 15 kinds of paper: its number in the list, a part of its name, or the title's end."""

from __future__ import annotations

import re

from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict, refuse

# 党政机关公文处理工作条例 (中办发〔2012〕14号) art. 8
# fmt: off
KINDS = (
    N_("决议"), N_("决定"), N_("命令"), N_("公报"), N_("公告"),
    N_("通告"), N_("意见"), N_("通知"), N_("通报"), N_("报告"),
    N_("请示"), N_("批复"), N_("议案"), N_("函"), N_("纪要"),
)
# fmt: on

REQUEST_REPORT = "请示报告"  # the one mistake that deserves its own sentence
# as they are typed in English; the catalogue shows the same words
ENGLISH = dict(
    zip(
        ("resolution", "decision", "order", "communiqué", "proclamation", "public notice", "opinion", "notice",
         "circular", "report", "request", "reply", "bill", "letter", "minutes"),
        KINDS,
        strict=True,
    )
)  # fmt: skip
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
    if not meant and (words := _words(typed)) in ENGLISH:
        return ENGLISH[words]
    meant = meant or [kind for word, kind in ENGLISH.items() if word.startswith(words)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise refuse(
            "numbering.kind_several", "12-6", kinds=[f"{KINDS.index(kind) + 1} {_(kind)}" for kind in meant]
        )
    raise refuse("numbering.kind_unknown", "12-6", kind=typed)


def kind_of_title(title: str) -> str:
    """The kind that a title ends in, empty for none; 请示报告 is named whole, so that it can be refused as such."""
    found = [ending for ending in ENDINGS if title.strip().endswith(ending)]
    return ENDINGS[max(found, key=len)] if found else _named(title)


def is_named(title: str, kind: str) -> bool:
    """Whether the title says its kind: at its end, an English one at its beginning as well."""
    return title.strip().endswith("令" if kind == "命令" else kind) or _named(title) == kind


def _named(title: str) -> str:
    """The kind of Report on …, Minutes of … or Public notice; empty where no English word of a kind begins or ends it."""
    words = _words(title)
    found = [word for word in ENGLISH if re.match(rf"(?:the )?{word}\b", words)]
    found = found or [word for word in ENGLISH if re.search(rf"\b{word}$", words)]
    return ENGLISH[max(found, key=len)] if found else ""


def ends_twice(title: str) -> Verdict | None:
    """The warning for a title that ends in 请示报告 while the paper is one of the two (12-6)."""
    if title.strip().endswith(REQUEST_REPORT):
        return Verdict("12-6", Level.WARNING, "numbering.request_report", {"kind": REQUEST_REPORT})
    return None


def _words(text: str) -> str:
    """As the table has them; few keyboards have an é."""
    return " ".join(text.lower().split()).replace("communique", "communiqué")
