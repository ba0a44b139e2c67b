"""Art. 7, 8 and 20: inviting leaders to a meeting. How long before, on which request, with which papers, and why.

What has to be asked first (7-2) is told by the kind of the meeting; the levels are those of the rule list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from oatui.i18n import N_
from oatui.rules.convening import INVITATION_RULES, INVITED, NOT_FOR_LEADERS, judge_lead, latest
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.rules.workdays import Calendar

# why county leaders come to a department's meeting all the same (20-1)
REASONS = {
    "": N_("没有"),
    "foreign": N_("外事工作"),
    "united_front": N_("统战工作"),
    "necessary": N_("确有必要"),
}
SPEAKS = {"": N_("不请"), "speak": N_("请领导讲话"), "instruct": N_("请领导作批示")}
# the offices of the four bodies (20-2), by digit
OFFICES = {
    "1": N_("县委办公室"),
    "2": N_("县人大常委会办公室"),
    "3": N_("县政府办公室"),
    "4": N_("县政协办公室"),
}
# what goes with it, by digit: 1 to 4 with every invitation (20-3), 3 and 5, 6 where a leader speaks (8-16)
MATERIALS = {
    "1": N_("会议活动有关情况"),
    "2": N_("前期沟通情况"),
    "3": N_("会议议程"),
    "4": N_("是否请领导讲话（作批示）"),
    "5": N_("领导讲话初稿"),
    "6": N_("有关素材"),
}
BACKGROUND, SPEECH = "1234", "356"
# what the county committee is asked about first, in the order of article 7, by number
MATTERS = {
    "1": N_("省市及以上领导在我县参加活动"),
    "2": N_("党和国家领导人的纪念物、纪念会、座谈会、文献史料"),
    "3": N_("党和国家领导人亲属在我县参加活动"),
    "4": N_("知名人士、专家学者在我县参加活动"),
    "5": N_("邀请省市及以上领导出席节庆、论坛、展会、研讨会"),
    "6": N_("举办庆祝、纪念、表彰、研讨、博览、节庆、论坛活动"),
    "7": N_("以名人命名场馆"),
    "8": N_("新建、改扩建纪念设施"),
    "9": N_("意识形态领域不易把握的问题"),
    "10": N_("其他需要请示报告的事项"),
}
_MATTER_IN_TITLE = re.compile(
    "庆祝|庆典|纪念|表彰|研讨会|博览会|展览会|展销会|交易会|展会|论坛|(?:购物|美食|文化|旅游|艺术|啤酒|丰收|电商|年货)节"
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who of the leaders is asked, and how; `asked_on` is the day of the request, `document` its paper in this desk."""

    invited: str = ""
    asked_on: date | None = None
    request: str = ""
    document: int | None = None
    offices: tuple[str, ...] = ()
    reason: str = ""
    speaks: str = ""
    materials: tuple[str, ...] = ()
    matter: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing has to be asked of anybody."""
        return not (self.invited or self.matter)

    def as_body(self) -> dict[str, Any]:
        """The form kept in the journal."""
        body = {one.name: getattr(self, one.name) for one in fields(self)}
        return body | {
            "asked_on": self.asked_on.isoformat() if self.asked_on else None,
            "offices": list(self.offices), "materials": list(self.materials),
        }  # fmt: skip

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Invitation:
        asked = body["asked_on"]
        return cls(**{
            **body, "asked_on": date.fromisoformat(asked) if asked else None,
            "offices": tuple(body["offices"]), "materials": tuple(body["materials"]),
        })  # fmt: skip


NOBODY = Invitation()


def matter_of(title: str, invited: str) -> str:
    """The number of art. 7 that a meeting of this title probably falls under, "" for none."""
    if _MATTER_IN_TITLE.search(title):
        return "5" if invited == "above" else "6"
    return "1" if invited == "above" else ""


def read_digits(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """134, 1 3 4 or 1、3、4 as the keys of a list of at most nine. Raises Refused."""
    typed = [char for char in text if not (char.isspace() or char in "、,，.")]
    for char in typed:
        if char not in known:
            raise refuse("invitation.digit", written=text.strip()[:20], most=len(known))
    return tuple(key for key in known if key in typed)


def read_matter(text: str) -> str:
    """The number of a matter of art. 7; 0 or nothing is none. Raises Refused."""
    typed = text.strip()
    if typed in {"", "0"}:
        return ""
    if typed not in MATTERS:
        raise refuse("invitation.matter", "7-2", written=typed[:20])
    return typed


def check(invitation: Invitation) -> None:
    """Raises Refused for a word that no list knows."""
    for value, known in (
        (invitation.invited, INVITED),
        (invitation.reason, REASONS),
        (invitation.speaks, SPEAKS),
    ):
        if value not in known:
            raise refuse("invitation.unknown", written=value)
    read_digits("".join(invitation.offices), OFFICES)
    read_digits("".join(invitation.materials), MATERIALS)
    read_matter(invitation.matter)


def leads(invitation: Invitation, calendar: Calendar, event: date, today: date) -> list[Verdict]:
    """8-9, 8-10, 20-2 and 8-7, counted from the day asked or from today. Raises Refused for a year not loaded."""
    asked = invitation.asked_on
    rules = [INVITATION_RULES[invitation.invited]] if invitation.invited else []
    if invitation.matter and invitation.invited != "above":
        # what is asked a month before is asked early enough for the 15 days too
        rules.append("8-7")
    return [lead(rule, calendar, event, asked, today) for rule in rules]


def uncounted(invitation: Invitation, title: str) -> list[Verdict]:
    """The request, 20-1, 20-3, 8-16 and 7-2."""
    found: list[Verdict] = []
    if invitation.asked_on and not invitation.request and invitation.invited not in {"", "four_bodies"}:
        found.append(Verdict(INVITATION_RULES[invitation.invited], Level.NOTE, "invitation.no_request"))
    if invitation.invited and invitation.invited != "above":
        found += _for_county_leaders(invitation, title)
    if invitation.invited:
        found += _papers(invitation)
    if invitation.matter:
        found.append(_matter(invitation))
    return found


def lead(rule: str, calendar: Calendar, event: date, asked: date | None, today: date) -> Verdict:
    """In time or not on the day it was asked; not asked yet: until when, and how many days are left."""
    judged = judge_lead(rule, calendar, event, asked or today)
    if asked or judged.refused:
        return judged
    count = latest(rule, calendar, event)
    values, key = dict(judged.values) | {"left": (count.day - today).days}, f"convening.due_{rule}"
    if count.previous_working_day:
        key, values = f"{key}_rest", values | {"working": count.previous_working_day.isoformat()}
    return Verdict(rule, Level.NOTE, key, values)


def _for_county_leaders(invitation: Invitation, title: str) -> list[Verdict]:
    found = []
    kind = next((kind for kind in NOT_FOR_LEADERS if kind in title), "")
    if kind and not invitation.reason:
        found.append(Verdict("20-1", Level.WARNING, "convening.not_for_leaders", {"kind": kind}))
    elif kind:
        values = {"kind": kind, "reason": invitation.reason}
        found.append(Verdict("20-1", Level.NOTE, f"invitation.because_{invitation.reason}", values))
    if invitation.invited == "four_bodies" and not invitation.offices:
        found.append(Verdict("20-2", Level.NOTE, "invitation.no_office"))
    return found


def missing(invitation: Invitation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The papers that are not there yet: of every invitation (20-3), and where a leader speaks (8-16)."""
    have = set(invitation.materials)
    speech = SPEECH if invitation.speaks else ""
    return tuple(one for one in BACKGROUND if one not in have), tuple(
        one for one in speech if one not in have
    )


def _papers(invitation: Invitation) -> list[Verdict]:
    background, speech = missing(invitation)
    found = []
    if background:
        found.append(Verdict("20-3", Level.NOTE, "invitation.papers", {"missing": _words(background)}))
    if speech:
        found.append(Verdict("8-16", Level.NOTE, "invitation.speech", {"missing": _words(speech)}))
    return found


def _words(keys: Iterable[str]) -> Sequence[str]:
    return [MATERIALS[key] for key in keys]


def _matter(invitation: Invitation) -> Verdict:
    values = {"matter": MATTERS[invitation.matter], "request": invitation.request}
    if invitation.request:
        return Verdict("7-2", Level.OK, "invitation.matter_asked", values)
    return Verdict("7-2", Level.WARNING, "invitation.matter_open", values)
