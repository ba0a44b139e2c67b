"""The things that a search finds: of each kind its table, what it is found by, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from oatui.i18n import N_
from oatui.rules import search as law
from oatui.rules.search import Tokens
from oatui.store.database import Row

KINDS = {
    "document": N_("公文"),
    "number": N_("登记簿"),
    "line": N_("登记簿"),
    "incoming": N_("收文"),
    "meeting": N_("会议"),
    "person": N_("人员"),
}


class Found(NamedTuple):
    """One thing that was found; `date` is its ISO day, `unit` its section, sender, place or unit, `more` what opens it."""

    kind: str
    id: int
    title: str
    number: str
    unit: str
    date: str
    more: int


class Line(NamedTuple):
    """What a thing is found by; `key` is the same for all that are shown as one."""

    item: int
    key: str
    day: str
    title: str
    others: tuple[str, ...]
    keys: str = ""

    @property
    def tokens(self) -> Tokens:
        return law.tokens(self.title, self.others, self.keys)


class Source(NamedTuple):
    """A kind of things: its table, its rows by id, a row as a line, and as it is shown."""

    table: str
    select: str
    line: Callable[[Row], Line]
    shown: Callable[[Row], Found]


# 成文日期 where the chief has signed, else the day of the draft
_DOCUMENT = """select d.*, p.fields, coalesce(d.dated, substr(d.drafted_at, 1, 10)) as day
    from document d left join paper_particulars p on p.document = d.id where true"""


def _document(row: Row) -> Line:
    to = json.loads(row["fields"]).get("to", ()) if row["fields"] else ()
    others = (row["number"] or "", row["section"], row["drafted_by"], *to)
    return Line(row["id"], str(row["id"]), row["day"], row["title"], others)


# a number that no document of the desk has: brought in, used off line, reserved
_NUMBER = "select d.* from number d where d.document is null"


def _register(row: Row) -> Line:
    more = json.loads(row["more"])
    words = [str(value) for value in more.values() if value and not isinstance(value, (dict, list))]
    title = row["title"] or _of(row, "purpose")
    others = (_number_text(row), row["section"], row["person"], row["signer"], _of(row, "lead"), *words)
    return Line(row["id"], str(row["id"]), _register_day(row), title, others)


def _register_day(row: Row) -> str:
    return str(row["dated"] or row["given_at"])[:10]


def _of(row: Row, column: str) -> str:
    return str(row[column]) if column in row.keys() else ""  # noqa: SIM118  (a Row has its columns in keys)


def _number_text(row: Row) -> str:
    if "sequence" in row.keys():  # noqa: SIM118
        return f"{row['series']}〔{row['year']}〕{row['sequence']}号"
    return str(row["number"])


_OTHER = "select d.* from register_line d where d.document is null"


def _incoming(row: Row) -> Line:
    others = (
        row["sender"],
        row["sender_number"],
        _incoming_number(row),
        row["unit"],
        row["handler"],
        row["holder"],
    )
    return Line(row["id"], str(row["id"]), row["received_at"][:10], row["title"], others)


def _incoming_number(row: Row) -> str:
    return f"〔{row['year']}〕{row['sequence']}号"


def _meeting(row: Row) -> Line:
    return Line(row["id"], str(row["id"]), row["start"][:10], row["title"], (row["place"], row["chair"]))


_PERSON = "select d.*, m.added_at from attendee d join meeting m on m.id = d.meeting where true"


def _person(row: Row) -> Line:
    # somebody of one name and unit is found once, where they were last reported
    key = f"{row['plain']} {row['unit']}"
    return Line(row["id"], key, row["added_at"][:10], row["name"], (row["unit"], row["post"]), row["keys"])


SOURCES = {
    "document": Source(
        "document", _DOCUMENT, _document,
        lambda row: Found(
            "document", row["id"], row["title"], row["number"] or "", row["section"], row["day"], row["id"]
        ),
    ),
    "number": Source(
        "number", _NUMBER, _register,
        lambda row: Found(
            "number", row["id"], row["title"] or row["purpose"], _number_text(row), row["section"],
            _register_day(row), row["year"],
        ),
    ),
    "line": Source(
        "register_line", _OTHER, _register,
        lambda row: Found(
            "line", row["id"], row["title"], _number_text(row), row["section"], _register_day(row), row["year"]
        ),
    ),
    "incoming": Source(
        "incoming", "select d.* from incoming d where true", _incoming,
        lambda row: Found(
            "incoming", row["id"], row["title"], row["sender_number"] or _incoming_number(row), row["sender"],
            row["received_at"][:10], row["id"],
        ),
    ),
    "meeting": Source(
        "meeting", "select d.* from meeting d where true", _meeting,
        lambda row: Found(
            "meeting", row["id"], row["title"], "", row["place"], row["start"][:10], row["id"]
        ),
    ),
    "person": Source(
        "attendee", _PERSON, _person,
        lambda row: Found(
            "person", row["id"], row["name"], "", " ".join(filter(None, (row["unit"], row["post"]))),
            row["added_at"][:10], row["meeting"],
        ),
    ),
}  # fmt: skip
