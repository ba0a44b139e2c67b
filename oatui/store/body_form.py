"""The form of what another desk's door says: checked before it is applied, for a changed program may send anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from oatui.clock import from_iso
from oatui.rules.signin import PRESENT
from oatui.rules.verdict import Verdict


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _key(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and _text(value[0]) and _whole(value[1])


def _verdict(value: Any) -> bool:
    """A verdict of this program: its sentence can be made."""
    try:
        return bool(Verdict.from_body(value).message)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return False


def _judged(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and _key(value[:2])
        and _text(value[2])
        and _verdict(value[3])
    )


def _all(of: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(of(one) for one in value)


_FORMS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("v", "meeting", "attendee", "venue", "instead_of", "counted", "seated"), _whole),
    **dict.fromkeys(
        (
            "way", "reason", "approver", "name", "unit", "post", "block", "device", "ticket", "by",
        ),
        _text,
    ),
    "status": lambda value: isinstance(value, str) and value in PRESENT,
    "target": _key,
    "verdict": _verdict,
    "notes": _all(_verdict),
    "arrivals": _all(_judged),
}  # fmt: skip
# what may be unknown
_NONE = frozenset({"venue"})
_WITHOUT_VERDICT = frozenset(
    {"identity_confirmed", "queue_settled", "queue_settlement_undone", "heads_counted", "phone_looked_at"}
)


def fits(kind: str, body: Mapping[str, Any]) -> bool:
    """Whether each field of a body is of its kind; fields of a later version are left alone."""
    whole = kind in _WITHOUT_VERDICT or "verdict" in body
    return whole and all(
        name not in _FORMS or (value is None and name in _NONE) or _FORMS[name](value)
        for name, value in body.items()
    )


def is_time(text: str) -> bool:
    """Whether a time is written as every event's is (ISO, +08:00)."""
    try:
        return text.endswith("+08:00") and from_iso(text) is not None
    except ValueError:
        return False
