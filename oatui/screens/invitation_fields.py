"""The part of a meeting's form that asks about inviting leaders: only what this invitation needs (art. 7, 8, 20)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rich.cells import cell_len

from oatui.i18n import N_, _, format_day
from oatui.rules import invitation as law
from oatui.rules.convening import NOT_FOR_LEADERS
from oatui.rules.invitation import MATERIALS, MATTERS, OFFICES, REASONS, SPEAKS, Invitation
from oatui.rules.moment import past_day
from oatui.rules.verdict import Verdict
from oatui.rules.workdays import Calendar
from oatui.screens.document_form import remark
from oatui.store import invitations
from oatui.store.database import Store
from oatui.widgets.cells import fit
from oatui.widgets.form import Field

KEYS = ("matter", "asked_on", "request", "offices", "reason", "speaks", "materials")


def invitation_fields(
    old: Invitation, title: str, invited: str, today: date, calendar: Calendar
) -> list[Field]:
    """What is asked for this title and these guests; nothing where nobody is invited and nothing is to be asked."""
    matter = old.matter or law.matter_of(title, invited)
    if not (invited or matter):
        return []

    def asked(text: str) -> date | None:
        return past_day(text, today, calendar) if text.strip() else None

    def day(value: date | None) -> str:
        return format_day(value) if value else ""

    fields = []
    if matter:
        fields.append(
            Field("matter", N_("第7条事项"), value=matter, hint=N_("填数字 1 至 10；不属于填 0"), read=law.read_matter,
                  echo=lambda key: _(MATTERS[key]) if key else _("不属于第7条的事项"))
        )  # fmt: skip
    fields += [
        Field("asked_on", N_("请示日期"), value=old.asked_on.isoformat() if old.asked_on else "",
              hint=N_("哪天请示（报送）的；还没有就空着"), read=asked, echo=day),
        Field("request", N_("请示"), value=old.request, hint=N_("请示的文号或标题；还没有就空着")),
    ]  # fmt: skip
    if invited == "four_bodies":
        value = "".join(old.offices)
        fields.append(
            Field("offices", N_("报送办公室"), value=value, hint=_listed(OFFICES), read=_digits(OFFICES), echo=_words(OFFICES))
        )  # fmt: skip
    if invited and invited != "above" and any(kind in title for kind in NOT_FOR_LEADERS):
        fields.append(Field("reason", N_("参加的理由"), value=old.reason, choices=tuple(REASONS.items())))
    if invited:
        value = "".join(old.materials)
        fields += [
            Field("speaks", N_("讲话批示"), value=old.speaks, choices=tuple(SPEAKS.items())),
            Field("materials", N_("已备材料"), value=value, hint=_("备齐的填数字，可以几个"), read=_digits(MATERIALS),
                  echo=_words(MATERIALS)),
        ]  # fmt: skip
    return fields


def _digits(known: Mapping[str, str]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: law.read_digits(text, known)


def _words(known: Mapping[str, str]) -> Callable[[tuple[str, ...]], str]:
    return lambda keys: _("{names:list}", names=[_(known[key]) for key in keys])


def _listed(known: Mapping[str, str]) -> str:
    return "  ".join(f"{key} {_(words)}" for key, words in known.items())


def in_columns(known: Mapping[str, str], width: int) -> str:
    """The numbered words, in as many columns as have room beside each other."""
    words = [f"{key} {_(one)}" for key, one in known.items()]
    room = max(map(cell_len, words)) + 2
    many = max(width // room, 1)
    rows = [words[start : start + many] for start in range(0, len(words), many)]
    return "\n".join("".join(fit(one, room) for one in row).rstrip() for row in rows)


def read_invitation(store: Store, values: Mapping[str, Any], old: Invitation) -> Invitation:
    """The invitation that the form says; what it did not ask stays empty."""
    invited = values.get("invited", "")
    if not invited and not values.get("matter"):
        return Invitation()
    request = values.get("request", "")
    document = old.document if request == old.request else invitations.find_request(store, request)
    return Invitation(
        invited, values.get("asked_on"), request, document, values.get("offices", ()), values.get("reason", ""),
        values.get("speaks", ""), values.get("materials", ()), values.get("matter", ""),
    )  # fmt: skip


# under which field a verdict stands
_FIELD_OF_RULE = {"20-1": "reason", "20-3": "materials", "8-16": "materials", "7-2": "matter"}
_FIELD_OF_KEY = {"invitation.no_request": "request", "invitation.no_office": "offices"}


def under_fields(verdicts: list[Verdict]) -> dict[str, str]:
    """What the rules say, by the field that it belongs under."""
    found: dict[str, list[str]] = {}
    for verdict in verdicts:
        key = _FIELD_OF_KEY.get(verdict.key) or _FIELD_OF_RULE.get(verdict.rule or "", "asked_on")
        found.setdefault(key, []).append(remark(verdict))
    return {key: "\n".join(lines) for key, lines in found.items()}
