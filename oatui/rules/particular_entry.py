"""Particulars as they are typed, and as they stand in the form again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from oatui.clock import to_second
from oatui.i18n import _, format_list
from oatui.rules import entry
from oatui.rules.moment import past_day, past_moment
from oatui.rules.paper_text import BETWEEN_NAMES
from oatui.rules.particular_fields import BY_KEY, Spec
from oatui.rules.particulars import Consultation
from oatui.rules.verdict import Refused, refuse
from oatui.rules.workdays import Calendar

_BETWEEN_UNITS = re.compile("[、；;\n]+")
# an English name has spaces: it ends at what it answered, or at the day
_RESULT = re.compile(
    r"(.+?)((?: (?:agree|countersign|disagree|object|refuse|no )\S*.*)?(?: [\d./-]+)?)", re.IGNORECASE
)
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "✓", "x", "对"})
_NO = frozenset({"", "no", "n", "false", "0", "否", "无", "没有", "不是"})
MOST = 999
_NO_SECRECY = frozenset({"", "none", "无", "非密", "不涉密", "公开"})


def read(spec: Spec, text: str, now: datetime, calendar: Calendar | None = None) -> Any:
    """The value that was typed, the empty one for nothing. Raises Refused."""
    typed = text.strip()
    if spec.shape == "names":
        return split_names(typed)
    if spec.shape == "consultations":
        return tuple(_consultation(one, now, calendar) for one in _BETWEEN_UNITS.split(typed) if one.strip())
    if spec.shape == "tick":
        return _tick(spec, typed)
    if spec.shape == "choice":
        return _choice(spec, typed)
    if spec.shape == "text":
        return " ".join(typed.split())
    if not typed:
        return None
    if spec.shape == "count":
        if not (typed.isdecimal() and 0 < int(typed) <= MOST):
            raise refuse("particulars.count", label=_(spec.label), written=typed[:20], most=MOST)
        return int(typed)
    if spec.shape == "moment":
        return past_moment(typed, now, calendar)
    return (past_day if spec.shape == "past_day" else entry.parse_date)(typed, now.date(), calendar)


def split_names(text: str) -> tuple[str, ...]:
    """Names as they are written one after another, each once."""
    names = (" ".join(one.split()) for one in BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(name.rstrip("：:") for name in names if name))


def read_secrecy(text: str) -> None:
    """密级 is 无; nothing else is taken in. Raises Refused."""
    if text.strip() not in _NO_SECRECY:
        raise refuse("paper.secret", "15-7")


def _consultation(text: str, now: datetime, calendar: Calendar | None) -> Consultation:
    # a unit whose name has spaces ends at a colon
    named, colon, rest = text.replace("：", ":").partition(":")
    if not colon and text.isascii():
        named, rest = _RESULT.fullmatch(" ".join(text.split())).groups("")  # type: ignore[union-attr]
        colon = ":"
    unit, *words = [" ".join(named.split()), *rest.split()] if colon and named.strip() else text.split()
    on: date | None = None
    if words:
        try:
            on = past_day(words[-1], now.date(), calendar)
        except Refused:
            pass
        else:
            words.pop()
    if on and on > now.date():
        raise refuse("particulars.not_yet", day=on.isoformat())
    return Consultation(unit, " ".join(words), on)


def _tick(spec: Spec, typed: str) -> bool:
    if typed.lower() in _YES:
        return True
    if typed.lower() in _NO:
        return False
    raise refuse("particulars.tick", label=_(spec.label), written=typed[:20])


def _choice(spec: Spec, typed: str) -> str:
    for key, label in spec.choices:
        if typed in {key, label, _(label)}:
            return key
    if typed in _NO:
        return ""
    raise refuse(
        "particulars.choice", label=_(spec.label), written=typed[:20],
        choices=[_(label) for _key, label in spec.choices],
    )  # fmt: skip


def written(spec: Spec, value: Any) -> str:
    """The value as its field shows it; `read` understands it again."""
    if spec.shape == "tick":
        return "yes" if value else ""
    if spec.shape == "consultations":
        return _("；").join(
            " ".join(
                filter(
                    None,
                    (
                        f"{one.unit}:" if " " in one.unit else one.unit,
                        one.result,
                        one.on.isoformat() if one.on else "",
                    ),
                )
            )
            for one in value
        )
    if spec.shape == "names":
        return format_list(value)
    if isinstance(value, datetime):
        return f"{to_second(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def shown(spec: Spec, value: Any) -> str:
    """The value in words, as a person reads it; `written` is how its field takes it again."""
    if spec.shape == "tick":
        return _("是") if value else ""
    if spec.shape == "choice":
        return _(dict(spec.choices).get(value, value))
    return written(spec, value)


def read_all(typed: Mapping[str, str], now: datetime, calendar: Calendar | None = None) -> dict[str, Any]:
    """The values of several fields. Raises Refused for the first that cannot be read."""
    return {key: read(BY_KEY[key], text, now, calendar) for key, text in typed.items()}
