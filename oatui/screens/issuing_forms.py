"""The forms of the issuing page: what the sending asks, and under which field a refusal stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from oatui.i18n import N_, _, format_list
from oatui.rules import issuing as law
from oatui.rules.entry import read_whole
from oatui.rules.particular_entry import split_names
from oatui.rules.recipients import is_county
from oatui.rules.verdict import refuse
from oatui.screens.document_form import WHEN_HINT, when_words
from oatui.widgets.form import Field

# under which field a refusal of the store is shown
FIELD_OF = {
    "issuing.copies": "copies",
    "issuing.no_print_date": "print_date",
    "issuing.print_date_early": "print_date",
    "issuing.sealer_needed": "by",
    "issuing.not_office_head": "by",
    "issuing.acting_over": "by",
    "issuing.seal_before_signed": "at",
    "issuing.future": "at",
    "issuing.sent_before_seal": "at",
    "issuing.sent_before_signed": "at",
    "issuing.arrived_before": "arrived_at",
    "issuing.carrier_needed": "carrier",
    "issuing.explanation_needed": "explanation",
    "issuing.filer_needed": "by",
    "issuing.sender_needed": "by",
    "issuing.receiver_needed": "by",
    "seal.copies": "copies",
    "seal.future": "at",
    "export.taken": "path",
    "export.no_folder": "path",
    "export.not_saved": "path",
    "issuing.no_text": "path",
}
MANY = ("", "", N_("两样都有"), N_("三样都有"))
SENT_TICKS = (("", N_("没有")), ("yes", N_("有")))


def copies_words(usual: int | None) -> Callable[[int | None], str]:
    """What is said of the number of prints: where it is one for each unit and one to keep, that."""
    return lambda n: _("{n} 个单位各一份，留底一份", n=n - 1) if n and n == usual else ""


def seal_note(seal: str, chief: str, joint: Sequence[str]) -> str:
    """Which seal, who approved it; of a joint paper who seals it, too."""
    note = _("盖{seal}，批准人 {name}（签发人）；由办公室负责人盖（12-4）", seal=seal, name=chief)
    return note + "\n" + _("联合发文：{units:list}也各盖自己的章", units=list(joint)) if joint else note


def file_fields(
    items: Sequence[str], operator: str, read_at: Callable[[str], datetime | None]
) -> list[Field]:
    """What the keeping asks: of the items that can be put aside all, or one; the value is items between spaces."""
    every = [(" ".join(items), MANY[len(items)])] if len(items) > 1 else []
    choices = [("", N_("还没有")), *every, *((item, law.ARCHIVE[item]) for item in items)]
    return [
        Field("items", N_("已放入"), choices=choices),
        Field("by", N_("归档人"), value=operator),
        Field("at", N_("归档时间"), hint=WHEN_HINT, read=read_at, echo=when_words),
    ]


def send_fields(
    left: Sequence[str], urgency: str, operator: str, read_at: Callable[[str], datetime | None]
) -> list[Field]:
    """What a sending asks: `left` are the units that it has not gone to; an urgent paper goes by a messenger (8-13)."""
    way = "courier" if urgency else "oa"
    fields = [
        Field("to", N_("送给谁"), value=format_list(left), read=split_names, hint=N_("几个之间用顿号")),
        Field("way", N_("怎么送"), value=way, choices=tuple(law.WAYS.items())),
        Field("by", N_("谁送的"), value=operator),
        Field("at", N_("送出时间"), hint=WHEN_HINT, read=read_at, echo=when_words),
        Field("carrier", N_("送件人"), hint=N_("专人送达才填")),
        Field("arrived_at", N_("送达时间"), hint=N_("空着就按送出时间"), read=read_at, echo=when_words),
        Field("signed_by", N_("签收人"), hint=N_("还没有签收的空着，以后在这一行上回车")),
    ]
    if any(map(is_county, left)):
        fields += [Field(part, words, choices=SENT_TICKS) for part, words in law.PARTS.items()]
    return fields


def read_count(text: str) -> int:
    copies = read_whole(text)
    if not copies:
        raise refuse("issuing.copies", "12-3")
    return copies
