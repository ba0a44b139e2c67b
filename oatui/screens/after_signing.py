"""A change after 签发: of substance, or a correction by whom and why (条例 art. 25); or the text that was signed, read late."""

from __future__ import annotations

from typing import Any

from oatui.i18n import N_
from oatui.rules.signoff import LATE_TEXT, Correction
from oatui.widgets.form import Field

ASKED = N_("签发后改标题、文种、主送或正文，属于实质性修改的，应报原签发人复审，重新签发")
_LATE = ("late", N_("没有改，补读签发的正文"))
_CHANGE = (("substance", N_("实质性修改，报签发人复审")), ("correction", N_("文字订正")))


def change_fields(operator: str, first_text: bool) -> list[Field]:
    """What is asked; where no text was read before and nothing else changed, it may be the signed one."""
    return [
        Field("change", N_("改动"), choices=(_LATE, *_CHANGE) if first_text else _CHANGE),
        Field("by", N_("谁改的"), value=operator, hint=N_("文字订正才填")),
        Field("reason", N_("为什么改"), hint=N_("文字订正才填，如：错别字")),
    ]


def correction_of(said: dict[str, Any], operator: str) -> Correction | None:
    """The correction that was chosen, None for a change of substance; its reason is empty where none was given."""
    if said["change"] == "late":
        return Correction(operator, LATE_TEXT)
    return Correction(said["by"], said["reason"]) if said["change"] == "correction" else None
