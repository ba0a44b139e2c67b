"""What a paper says of itself beside its title: one record, which only asks what its kind needs (arts 6, 8 to 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple

from oatui.clock import from_iso, iso
from oatui.rules.recipients import is_beside, is_county, parts


class Consultation(NamedTuple):
    """A unit whose business the paper touches, and what it answered when; both empty until it has (6-5)."""

    unit: str
    result: str = ""
    on: date | None = None

    @property
    def open(self) -> bool:
        return not self.result or self.on is None


@dataclass(frozen=True, slots=True)
class Particulars:
    """Every fact that a rule about papers asks for; an empty value is one not given yet.

    Times are moments of the office's zone, ticks are a person's word, choices are the keys of particular_fields.py.
    """

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    # who was there, of a 纪要 (GB/T 9704, 10.3)
    present: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    disclosure: str = ""
    urgency: str = ""
    need: str = ""
    consultations: tuple[Consultation, ...] = ()
    joint: tuple[str, ...] = ()
    joint_lead: str = ""
    permitted: str = ""
    direction: str = ""
    # upward papers
    matters: int | None = None
    report_kind: str = ""
    side: str = ""
    approval: str = ""
    approved_on: date | None = None
    approvers: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    delivery: str = ""
    special: str = ""
    copies: int | None = None
    answer_by: date | None = None
    called: str = ""
    called_at: datetime | None = None
    event_on: date | None = None
    invites: str = ""
    exception: str = ""
    emergency: bool = False
    follow_up: str = ""
    money: bool = False
    money_maker: str = ""
    money_checker: str = ""
    money_witness: str = ""
    money_sealed: bool = False
    manuscript: str = ""
    cross: bool = False
    lead: str = ""
    important: bool = False
    important_background: str = ""
    important_opinions: str = ""
    important_coordination: str = ""
    important_policies: str = ""
    important_instructions: str = ""
    speech: bool = False
    speech_agenda: str = ""
    speech_draft: str = ""
    speech_material: str = ""
    event_situation: str = ""
    event_talks: str = ""
    event_agenda: str = ""
    event_speaks: str = ""
    # a draft for the county's heads or their offices
    drafted_for: str = ""
    vetted_policy: bool = False
    vetted_form: bool = False
    vetted_content: bool = False
    vetted_words: bool = False
    vetted_by: str = ""
    leaders: tuple[str, ...] = ()
    leaders_agreed: str = ""
    handling_unit: str = ""
    section_head: str = ""
    slip_to: str = ""
    normative: bool = False
    normative_intent: str = ""
    normative_drafting: str = ""
    normative_meeting: str = ""
    normative_content: str = ""
    normative_figures: str = ""
    normative_sources: str = ""

    @property
    def led_elsewhere(self) -> str:
        """The unit that leads a joint paper and numbers it, where it is not ours; else empty."""
        return self.joint_lead if self.joint_lead in self.joint else ""

    def unsigned(self) -> list[str]:
        """The units that issue a joint paper with us and did not countersign yet."""
        said = [one.unit for one in self.consultations]
        return [unit for unit in self.joint if not _among(unit, said)]

    def dated(self, signed: date) -> date:
        """成文日期 of a paper that our chief signed on a day: of a joint one the last organ's day (GB/T 9704)."""
        joined = [
            one.on for one in self.consultations if any(_among(unit, [one.unit]) for unit in self.joint)
        ]
        return max([signed, *filter(None, joined)])

    def as_body(self) -> dict[str, Any]:
        """The form kept in the journal: what was given."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {key: _as_json(value) for key, value in given.items() if value not in ((), "", None, False)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Particulars:
        return cls(**{key: _from_json(key, value) for key, value in body.items()})


_DAYS = frozenset({"approved_on", "answer_by", "event_on"})
KEYS = tuple(one.name for one in fields(Particulars))


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [
            [one.unit, one.result, one.on.isoformat() if one.on else ""]
            if isinstance(one, Consultation)
            else one
            for one in value
        ]
    return value


def _from_json(key: str, value: Any) -> Any:
    if key == "consultations":
        return tuple(Consultation(unit, said, _day(on)) for unit, said, on in value)
    if key == "called_at":
        return from_iso(value)
    if key in _DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _among(unit: str, said: Sequence[str]) -> bool:
    """县财政局 answered, 嘉祥县财政局 stands under the paper."""
    return any(map(unit.endswith, said))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


UPWARD_KINDS = frozenset({"请示", "报告", "议案"})
REQUEST, REPORT, MINUTES = "请示", "报告", "纪要"


class Situation(NamedTuple):
    """What decides which particulars a paper has: its kind and series, and what it already says."""

    kind: str
    series_kind: str
    office: str
    says: Particulars

    @property
    def upward(self) -> bool:
        """上行文: 请示, 报告, 议案, and an 意见 that goes up."""
        return self.kind in UPWARD_KINDS or (self.kind == "意见" and self.says.direction == "up")

    @property
    def to_county(self) -> bool:
        """Whether it is for 县委 or 县政府, or may be: what has no recipient yet is asked all."""
        return not self.says.to or any(map(is_county, parts(self.says.to)))

    @property
    def reported(self) -> bool:
        """A 请示 or 报告 to the county, which article 8 speaks of."""
        return self.upward and self.to_county

    @property
    def beside(self) -> list[str]:
        """Peers and 镇街 among its recipients."""
        return [name for name in self.says.to if is_beside(name, self.office)]
