"""What a paper must show before it is signed and numbered: arts 6, 8, 10 and 12, each with its rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oatui.clock import to_second
from oatui.rules.paper_text import ROLL, TITLE, TO, Paragraph, of_kind, requests_in, roll_in
from oatui.rules.particular_entry import split_names
from oatui.rules.particulars import MINUTES, REPORT, REQUEST, Particulars, Situation
from oatui.rules.recipients import (
    is_above,
    is_beside,
    is_committee,
    is_county,
    is_government,
    is_person,
    parts,
)
from oatui.rules.signoff import Signature
from oatui.rules.verdict import IN_FORCE, Level, Verdict

NO_RECIPIENT_KINDS = frozenset({"决议", "命令", "公报", "公告", "通告", "纪要"})
DOWNWARD_KINDS = frozenset({"通知", "通报", "决定", "批复", "命令", "通告"})
_AGAINST = re.compile(r"不同意|\b(?:against|disagree|object|refuse)", re.IGNORECASE)
MOST = {"general": 5000, "special": 3000}  # characters (8-17)


@dataclass(frozen=True, slots=True)
class Paper:
    """The facts that the rules about one paper judge; nothing here is asked of a store or a clock.

    `chiefs` are the 主要负责同志 by name, empty where the office named none; `earlier` are 请示 of the same title;
    `issued` is how many numbers its series has given this year, or how many letters went out without one; `sent_on`
    the day of its first delivery.
    """

    title: str
    kind: str
    series: str
    series_kind: str
    office: str
    drafted_by: str
    drafted_on: date
    says: Particulars = Particulars()
    signatures: tuple[Signature, ...] = ()
    text: Sequence[Paragraph] | None = None
    characters: int = 0
    attachments: tuple[str, ...] = ()
    chiefs: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    issued: int = 0
    sent_on: date | None = None

    @property
    def situation(self) -> Situation:
        return Situation(self.kind, self.series_kind, self.office, self.says)

    def signed(self, step: str) -> Signature | None:
        return next((one for one in self.signatures if one.step == step), None)

    @property
    def dated(self) -> date | None:
        """成文日期: the day the chief signed, or the last organ of a joint paper."""
        return self.says.dated(signed) if (signed := self.signed_on) else None

    @property
    def signed_on(self) -> date | None:
        """The day of our chief's signature."""
        chief = self.signed("chief_sign")
        return to_second(chief.at).date() if chief else None

    @property
    def judged(self) -> bool:
        """Papers dated before the rules were published are not (0-1)."""
        return (self.dated or self.drafted_on) >= IN_FORCE


def before_signing(paper: Paper, chief: str) -> list[Verdict]:
    """What the chief's signature waits for: consultation (6-5), approval (8-1), the right signer (8-2)."""
    if not paper.judged:
        return []
    return [*_consulted(paper), *_approved(paper), *_signer(paper, chief)]


def before_number(paper: Paper) -> list[Verdict]:
    """What must hold when the number is given, and what is remarked on then; the chain is judged apart."""
    if not paper.judged:
        return [Verdict("0-1", Level.NOTE, "paper.before_rules", {"since": IN_FORCE.isoformat()})]
    chief = paper.signed("chief_sign")
    return [
        *_recipients(paper),
        *_direction(paper),
        *_copies_to(paper.says.cc),
        *_one_matter(paper),
        *_text(paper),
        *_consulted(paper),
        *_side(paper),
        *_approved(paper),
        *(_signer(paper, chief.person) if chief else []),
        *_contact(paper),
        *_annexes(paper),
        *_roll(paper),
        *_manuscript(paper),
        *_led(paper),
        *_across(paper),
        *_needed(paper),
    ]


# ------------------------------------------------------------------ 主送 (6-4, 6-6, 6-7, 12-6)


def judge_recipients(kind: str, to: tuple[str, ...], office: str) -> list[Verdict]:
    """A kind and whom it is for, before anything else is known (6-4, 12-6)."""
    draft = Paper("", kind, "", "bureau", office, "", IN_FORCE, Particulars(to=to))
    return [*_recipients(draft), *_direction(draft)]


def _recipients(paper: Paper) -> list[Verdict]:
    to = parts(paper.says.to)
    found = []
    if paper.situation.upward:
        if not to:
            found.append(_no("6-4", "no_recipient"))
        elif len(to) > 1:
            found.append(_no("6-4", "many_recipients", names=to, n=len(to)))
    elif not to and paper.kind not in NO_RECIPIENT_KINDS:
        found.append(Verdict("12-6", Level.WARNING, "paper.no_recipient_yet"))
    if people := [name for name in to if is_person(name)]:
        found.append(Verdict("12-6", Level.WARNING, "paper.to_person", {"names": people}))
    return found


def _direction(paper: Paper) -> list[Verdict]:
    """A kind that fits who it is for; a 通知 to a peer or a 镇街 is a 函, or has its consent (practice)."""
    to = parts(paper.says.to)
    above = [name for name in to if is_above(name)]
    beside = [name for name in to if is_beside(name, paper.office)]
    values = {"kind": paper.kind}
    if paper.kind in DOWNWARD_KINDS and above:
        return [Verdict("12-6", Level.WARNING, "paper.down_to_above", values | {"names": above})]
    if paper.situation.upward and beside:
        return [Verdict("12-6", Level.WARNING, "paper.up_to_beside", values | {"names": beside})]
    if paper.kind in DOWNWARD_KINDS and beside:
        if paper.says.permitted:
            by = {"names": beside, "by": paper.says.permitted}
            return [Verdict("12-6", Level.NOTE, "paper.permitted", by)]
        return [Verdict("12-6", Level.WARNING, "paper.notice_to_beside", values | {"names": beside})]
    return []


def _copies_to(cc: Sequence[str]) -> list[Verdict]:
    people = [name for name in cc if is_person(name)]
    return [Verdict("6-7", Level.NOTE, "paper.copy_to_person", {"names": people})] if people else []


def _side(paper: Paper) -> list[Verdict]:
    """党委职权 goes to 县委, 政府职权 to 县政府; what was not said follows the series."""
    to = [name for name in parts(paper.says.to) if is_county(name)]
    if not paper.situation.upward or not to:
        return []
    side = paper.says.side or ("party" if paper.series_kind == "party" else "government")
    fits = is_committee if side == "party" else is_government
    wrong = [name for name in to if not fits(name)]
    key = "paper.party_matter" if side == "party" else "paper.government_matter"
    return [Verdict("6-6", Level.WARNING, key, {"names": wrong})] if wrong else []


# ------------------------------------------------------------------ the text (6-2, 6-3, 8-17, 12-6)


def _one_matter(paper: Paper) -> list[Verdict]:
    if paper.kind != REQUEST or paper.says.matters == 1:
        return []
    if paper.says.matters is None:
        return [_no("6-2", "matters_blank")]
    return [_no("6-2", "matters", n=paper.says.matters)]


def _text(paper: Paper) -> list[Verdict]:
    if paper.text is None:
        key, rule = ("text_unread_report", "6-3") if paper.kind == REPORT else ("text_unread", "12-6")
        return [Verdict(rule, Level.WARNING, f"paper.{key}")]
    found = []
    if paper.kind == REPORT:
        if words := requests_in(paper.text):
            found.append(_no("6-3", "request_in_report", words=words))
        found.append(_length(paper))
    lines = of_kind(paper.text, TITLE)
    title = "".join("".join(lines).split())
    if title and title != "".join(paper.title.split()):
        # English words keep their spaces
        values = {"title": (" " if title.isascii() else "").join(lines)}
        found.append(Verdict("12-6", Level.WARNING, "paper.title_differs", values))
    said = split_names("、".join(of_kind(paper.text, TO)))
    if said and paper.says.to and set(parts(said)) != set(parts(paper.says.to)):
        found.append(Verdict("12-6", Level.WARNING, "paper.recipient_differs", {"names": list(said)}))
    return found


def _length(paper: Paper) -> Verdict:
    kind = paper.says.report_kind or "special"
    values = {"n": paper.characters, "most": MOST[kind]}
    long = paper.characters > MOST[kind]
    return Verdict(
        "8-17", Level.WARNING if long else Level.OK, f"paper.{kind}_{'long' if long else 'length'}", values
    )


# ------------------------------------------------------------------ others' consent, and the signer (6-5, 8-1, 8-2)


def _consulted(paper: Paper) -> list[Verdict]:
    found = []
    if waiting := [one.unit for one in paper.says.consultations if one.open]:
        found.append(_no("6-5", "consultation_open", units=waiting))
    if against := [one.unit for one in paper.says.consultations if _AGAINST.search(one.result)]:
        found.append(Verdict("6-5", Level.WARNING, "paper.consultation_against", {"units": against}))
    if unsigned := paper.says.unsigned():
        found.append(_no("6-5", "joint_unsigned", units=unsigned))
    return found


def _approved(paper: Paper) -> list[Verdict]:
    says = paper.says
    if not (paper.situation.upward and any(map(is_county, parts(says.to)))):
        return []
    if not says.approval:
        return [_no("8-1", "approval_blank")]
    if says.approval == "meeting" and says.approved_on is None:
        return [_no("8-1", "approval_no_date")]
    if says.approval == "circulated" and not says.approvers:
        return [_no("8-1", "approval_no_names")]
    if says.approved_on and paper.signed_on and says.approved_on > paper.signed_on:
        values = {"approved": says.approved_on.isoformat(), "signed": paper.signed_on.isoformat()}
        return [_no("8-1", "approval_after", **values)]
    return []


def _signer(paper: Paper, chief: str) -> list[Verdict]:
    from oatui.rules.names import plain  # its table of surnames is not for the first frame

    if not paper.chiefs or not (paper.situation.upward and any(map(is_county, parts(paper.says.to)))):
        return []
    if plain(chief) in {plain(name) for name in paper.chiefs}:
        return []
    return [_no("8-2", "not_the_chief", person=chief.strip(), names=list(paper.chiefs))]


# ------------------------------------------------------------------ what a request shows (8-4, 8-6, 8-14, 10-1)


def _contact(paper: Paper) -> list[Verdict]:
    if not paper.situation.upward or (paper.says.contact and paper.says.phone):
        return []
    return [_no("8-4", "no_contact")]


def _annexes(paper: Paper) -> list[Verdict]:
    """附件说明 names what is attached (GB/T 9704)."""
    named, files = paper.says.annexes, paper.attachments
    if not files or len(named) == len(files):
        return []
    if not named:
        return [Verdict("12-6", Level.WARNING, "paper.annexes_blank", {"names": list(files)})]
    return [Verdict("12-6", Level.WARNING, "paper.annexes_count", {"named": len(named), "files": len(files)})]


def _roll(paper: Paper) -> list[Verdict]:
    """Minutes name who was there (GB/T 9704, 10.3), each once."""
    if paper.kind != MINUTES:
        return []
    says, in_text = paper.says, roll_in(paper.text or ())
    named = [getattr(says, key) or in_text.get(key, ()) for key in ROLL]
    if not named[0]:
        return [Verdict("12-6", Level.WARNING, "paper.nobody_present")]
    times = Counter(name.partition("（")[0] for names in named for name in names)
    twice = [name for name, n in times.items() if n > 1]
    return [Verdict("12-6", Level.WARNING, "paper.named_twice", {"names": twice})] if twice else []


def _manuscript(paper: Paper) -> list[Verdict]:
    """The text of a 文稿类请示 stands in its body: no attachment, and no file that is a 稿."""
    if paper.kind != REQUEST or not paper.says.manuscript:
        return []
    drafts = [name for name in (*paper.says.annexes, *paper.attachments) if "稿" in name]
    if paper.says.manuscript == "annex" or drafts:
        key = "manuscript_named" if drafts else "manuscript_attached"
        return [_no("8-6", key, names=list(dict.fromkeys(drafts)))]
    return []


def _led(paper: Paper) -> list[Verdict]:
    """Whose number a joint paper has, and whose date: the lead is one of those that issue it."""
    says = paper.says
    if says.joint and says.joint_lead and says.joint_lead not in (*says.joint, paper.office):
        return [_no("12-1", "joint_lead_unknown", lead=says.joint_lead, units=[paper.office, *says.joint])]
    if paper.signed_on and paper.dated and paper.dated > paper.signed_on:
        values = {"dated": paper.dated.isoformat(), "signed": paper.signed_on.isoformat()}
        return [Verdict("12-6", Level.NOTE, "paper.joint_dated", values)]
    return []


def _across(paper: Paper) -> list[Verdict]:
    found = []
    if paper.situation.reported and paper.says.cross and not paper.says.lead:
        found.append(Verdict("8-14", Level.WARNING, "paper.no_lead"))
    if paper.kind == REQUEST and paper.earlier:
        found.append(Verdict("8-14", Level.WARNING, "paper.asked_before", {"papers": list(paper.earlier)}))
    return found


def _needed(paper: Paper) -> list[Verdict]:
    if paper.says.need:
        return []
    if not paper.series:
        return [Verdict("10-1", Level.WARNING, "paper.need_blank_letter", {"n": paper.issued})]
    values = {"series": paper.series, "n": paper.issued}
    return [Verdict("10-1", Level.WARNING, "paper.need_blank", values)]


def _no(rule: str, name: str, **values: object) -> Verdict:
    return Verdict(rule, Level.REFUSED, f"paper.{name}", values)
