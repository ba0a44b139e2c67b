"""What is asked before a paper of a meeting is made: its venue, its order, its size, its columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from oatui.files.at_hand import typed_path
from oatui.files.new_file import free, named
from oatui.files.register_out import COLUMNS, PRESET_COLUMNS, read_columns
from oatui.i18n import N_, _
from oatui.rules import entry
from oatui.rules.listing import ORDERS
from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar
from oatui.screens.seat_forms import whole
from oatui.store import meetings
from oatui.store.database import Store
from oatui.widgets.form import Field

NO_YES = (("no", N_("不要")), ("yes", N_("要")))
BLANK_FILLED = (("blank", N_("空表")), ("filled", N_("填好的")))
OWN_COUNTY = (
    ("draft", N_("通报稿，在公文里起草")),
    ("own", N_("通报稿，只存文件")),
    ("county", N_("报两个督查室")),
)


def file_name(title: str, words: str, ending: str) -> str:
    """全县商务工作会议-席签.pdf, without the characters that a file system or Windows does not take."""
    plain = "".join(c if c.isprintable() and c not in '<>:"/\\|?*' else "_" for c in f"{title[:50]}-{words}")
    return plain.strip(" .") + ending


def path_of(ending: str) -> Callable[[str], Path]:
    """A reader of where the file goes. It raises Refused: nothing typed, the name is taken, no such folder."""

    def read(text: str) -> Path:
        if not text.strip():
            raise refuse("export.no_path")
        return free(named(typed_path(text), ending))

    return read


def size(text: str) -> tuple[float, float]:
    """200x100: the width and the height of a face in mm. Raises Refused."""
    found = re.fullmatch(
        r"(\d{2,3}(?:\.\d)?)\W+(\d{2,3}(?:\.\d)?)(?:mm|\s*)?", text.strip().lower().replace("x", "*")
    )
    if not found:
        raise refuse("export.size_unread", written=text.strip()[:20])
    return float(found[1]), float(found[2])


def _column_words(keys: tuple[str, ...]) -> str:
    return "、".join(COLUMNS[key][0] for key in keys)


def note(paper: str) -> str:
    """What has to be known to fill the form."""
    if paper != "attendance":
        return ""
    return _("可以写的列：{columns:list}", columns=[head for head, _width, _text in COLUMNS.values()])


def fields(
    store: Store, meeting: meetings.Meeting, paper: str, now: datetime, calendar: Calendar
) -> list[Field]:
    """What this paper asks, without the file."""
    venues = meetings.venues(store, meeting.id)
    every = [("", N_("全部会场"))] if paper != "seat_map" else []
    choices = [*every, *((venue.name, venue.name) for venue in venues)]
    venue = (
        Field("venue", N_("会场"), choices=choices)
        if len(choices) <= 6
        else Field(
            "venue", N_("会场"), hint=N_("会场名称；不填是全部"), offers=[venue.name for venue in venues]
        )
    )
    order = Field("order", N_("次序"), choices=list(ORDERS.items()))

    def day(text: str) -> date | None:
        return entry.parse_date(text, now.date(), calendar) if text.strip() else None

    asked: dict[str, list[Field]] = {
        "cards": [
            venue,
            Field("size", N_("一面（毫米）"), value="200x100", hint=N_("宽x高，如 200x100"), read=size),
            Field("code", N_("签到码"), choices=NO_YES),
            Field("seat", N_("座位"), choices=NO_YES),
        ],
        "invitations": [venue],
        "sign_in_sheet": [
            Field("form", N_("哪一种"), choices=BLANK_FILLED, value="filled" if now >= meeting.start else "blank"),
            Field("phones", N_("联系电话"), choices=NO_YES),
            order,
            venue,
        ],
        "attendance": [
            Field("columns", N_("要哪些列"), value=_column_words(PRESET_COLUMNS), read=read_columns),
            order,
            venue,
        ],
        "circular": [
            Field("kind", N_("哪一种"), choices=OWN_COUNTY, value=_circular_kind(store, meeting)),
            Field("day", N_("书面说明期限"), hint=N_("如 1130；不填就空着手写"), read=day),
        ],
        "seat_map": [venue],
        "report": [],
        "reply_form": [Field("rows", N_("空行数"), value="15", read=whole(1))],
    }  # fmt: skip
    return asked[paper]


def _circular_kind(store: Store, meeting: meetings.Meeting) -> str:
    """A county meeting's goes to the inspectors; our own is drafted once everybody is settled, and only once."""
    from oatui.papers.circular_papers import drafted

    if meeting.level != "bureau":
        return "county"
    return "draft" if meeting.settled and drafted(store, meeting) is None else "own"
