"""Everything that was entered of article 15's places and people, as one log: the last line first."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from oatui.i18n import N_
from oatui.rules import confidential as law
from oatui.rules.verdict import Level, Verdict
from oatui.store.database import Row, Store

KINDS = {
    "patrol": N_("巡查"),
    "visit": N_("进出"),
    "count": N_("清点"),
    "password": N_("更换密码"),
    "post": N_("三员"),
    "medium": N_("介质"),
    "handed": N_("介质移交"),
    "taken_back": N_("撤回"),
}

# kind, when (ISO, a password's day alone), who, and what the line says, as JSON
_LINES = """
select 'patrol' as kind, at, person, json_object('result', result) as said from secret_patrol
union all select 'visit', came_at, person,
    json_object('reason', reason, 'escort', escort, 'left', left_at, 'void', void) from secret_visit
union all select 'count', at, person,
    json_object('borrowed', borrowed, 'returned', returned, 'counted', counted) from secret_count
union all select 'password', day, person, '{}' from password_change
union all select 'post', at, person, json_object('post', post, 'before', before, 'reported', reported_at)
    from security_change
union all select 'medium', registered_at, '', json_object('serial', serial, 'label', label, 'cabinet', cabinet)
    from secret_medium
union all select 'handed', at, giver, json_object('serial', serial, 'taker', taker) from secret_handing
union all select 'taken_back', at, actor, json_object('line', json(line), 'reason', reason) from taken_back
    where kind in ('patrol', 'visit', 'count', 'password', 'post', 'medium')
"""


class Line(NamedTuple):
    """One entry: a key of KINDS, when (ISO), who, and what it says."""

    kind: str
    at: str
    person: str
    said: Verdict


def count(store: Store) -> int:
    """How many lines there are."""
    return int(store.value(f"select count(*) from ({_LINES})"))


def listed(store: Store, limit: int = 200, offset: int = 0) -> list[Line]:
    """The log, the last line first."""
    rows = store.rows(f"select * from ({_LINES}) order by at desc, kind limit ? offset ?", limit, offset)
    return [_line(row) for row in rows]


def _line(row: Row) -> Line:
    values: dict[str, Any] = json.loads(row["said"])
    key = row["kind"]
    match key:
        case "patrol":
            values["result"] = [law.PATROLS[values["result"]]]
        case "visit":
            key += "_void" if values["void"] else "_left" if values["left"] else ""
        case "post":
            values["post"] = [law.POSTS[values["post"]]]
            key += ("_changed" if values["before"] else "") + ("_reported" if values["reported"] else "")
        case "medium":
            values["label"] = [law.LABELS[values["label"]]]
        case "taken_back":
            values["line"] = Verdict.from_body(values["line"]).message
    said = Verdict(None, Level.NOTE, f"secret_log.{key}", values)
    return Line(row["kind"], row["at"], row["person"], said)
