"""What a paper must show before it leaves: days, copies, enclosures, and a draft for the county (arts 6, 8, 9, 20).

Seal, archive and the delivery itself are judged where they are recorded (rules/issuing.py).
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from oatui.i18n import N_
from oatui.rules.convening import judge_lead
from oatui.rules.paper import Paper
from oatui.rules.particular_fields import BY_KEY
from oatui.rules.particulars import REQUEST
from oatui.rules.recipients import is_county, parts
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.rules.workdays import Calendar, CalendarMissing, latest_before

WORKING_DAYS = 7  # before a paper is to be issued or answered (6-8)
WRITTEN_COPIES = 5  # (8-3)
INVITED = {"above": "8-9", "committee": "8-10", "four_bodies": "20-2"}
IMPORTANT = (
    "important_background", "important_opinions", "important_coordination", "important_policies",
    "important_instructions",
)  # fmt: skip
SPEECH = ("speech_agenda", "speech_draft", "speech_material")
EVENT = ("event_situation", "event_talks", "event_agenda", "event_speaks")
NORMATIVE = (
    "normative_intent", "normative_drafting", "normative_meeting", "normative_content", "normative_figures",
    "normative_sources",
)  # fmt: skip
VETTED = ("vetted_policy", "vetted_form", "vetted_content", "vetted_words")


def before_sending(paper: Paper, calendar: Calendar, today: date) -> list[Verdict]:
    """What must hold when the paper leaves on `today`, or left on its own day; days carry their arithmetic."""
    if not paper.judged:
        return []
    sent = paper.sent_on or today
    try:
        days = [*_answer(paper, calendar, sent), *_event(paper, calendar, sent)]
    except CalendarMissing as missing:
        days = [Verdict("6-8", Level.WARNING, "sending.calendar_missing", {"year": missing.year})]
    except Refused as refused:  # a day from before all calendars
        days = [refused.verdict]
    return [*days, *_manner(paper), *_money(paper), *_enclosures(paper), *_for_county(paper)]


# ------------------------------------------------------------------ days (6-8, 6-9, 8-7 to 8-10, 20-2)


def _answer(paper: Paper, calendar: Calendar, sent: date) -> list[Verdict]:
    says = paper.says
    if says.answer_by is None or not any(map(is_county, parts(says.to))):
        return []
    count = latest_before(calendar, says.answer_by, WORKING_DAYS)
    values = {
        "answer": says.answer_by.isoformat(), "latest": count.day.isoformat(), "sent": sent.isoformat(),
        "days": [f"{day.date.month}/{day.date.day}" for day in reversed(count.counted)],
    }  # fmt: skip
    if sent <= count.day:
        return [Verdict("6-8", Level.OK, "sending.answer_in_time", values)]
    late = values | {"late": (sent - count.day).days}
    if says.called and says.called_at and says.called_at.date() <= sent:
        contact = {"who": says.called, "at": says.called_at.isoformat()}
        return [Verdict("6-9", Level.NOTE, "sending.contacted", late | contact)]
    return [Verdict("6-8", Level.REFUSED, "sending.answer_late", late)]


def _event(paper: Paper, calendar: Calendar, sent: date) -> list[Verdict]:
    says = paper.says
    found = []
    if paper.kind == REQUEST and says.emergency and not says.follow_up:
        found.append(Verdict("8-8", Level.NOTE, "sending.follow_up_open"))
    if says.event_on is None or not paper.situation.reported:
        return found
    rule = INVITED.get(says.invites, "8-7" if paper.kind == REQUEST else "")
    if not rule:
        return found
    verdict = judge_lead(rule, calendar, says.event_on, sent)
    if verdict.refused and rule == "8-7" and says.exception:
        verdict = Verdict(rule, Level.NOTE, "sending.other_rule", {"ground": says.exception})
    elif verdict.refused and rule == "8-7" and says.emergency:
        verdict = Verdict("8-8", Level.NOTE, "sending.emergency", verdict.values)
    return [verdict, *found]


# ------------------------------------------------------------------ how it is sent (6-10, 8-3)


def _manner(paper: Paper) -> list[Verdict]:
    says = paper.says
    if says.delivery != "written" or not any(map(is_county, parts(says.to))):
        return []
    found = []
    if not says.special:
        found.append(Verdict("6-10", Level.WARNING, "sending.why_written"))
    if paper.situation.upward and says.copies != WRITTEN_COPIES:
        values = {"n": says.copies or 0, "most": WRITTEN_COPIES}
        found.append(Verdict("8-3", Level.WARNING, "sending.copies", values))
    return found


# ------------------------------------------------------------------ what goes with it (8-5, 8-15, 8-16, 20-3)


def _money(paper: Paper) -> list[Verdict]:
    says = paper.says
    if not (paper.situation.upward and says.money):
        return []
    people = {
        "money_maker": says.money_maker,
        "money_checker": says.money_checker,
        "money_witness": says.money_witness,
    }
    found = []
    if missing := [BY_KEY[key].label for key, name in people.items() if not name]:
        found.append(Verdict("8-5", Level.REFUSED, "sending.money_names", {"missing": missing}))
    if twice := [name for name, times in Counter(filter(None, people.values())).items() if times > 1]:
        found.append(Verdict("8-5", Level.WARNING, "sending.money_same", {"names": twice}))
    if not says.money_sealed:
        found.append(Verdict("8-5", Level.REFUSED, "sending.money_seal"))
    return found


def _enclosures(paper: Paper) -> list[Verdict]:
    says, of = paper.says, paper.situation
    found = []
    if of.reported and says.important:
        found += _open(paper, "8-15", "important_open", IMPORTANT)
    if of.reported and says.speech:
        found += _open(paper, "8-16", "speech_open", SPEECH)
    if of.upward and says.invites in {"committee", "four_bodies"}:
        found += _open(paper, "20-3", "event_open", EVENT)
    return found


# ------------------------------------------------------------------ a draft for the county (9-1 to 9-4)


def _for_county(paper: Paper) -> list[Verdict]:
    says = paper.says
    if not says.drafted_for or paper.situation.upward:
        return []
    found = []
    ticked = [key for key in VETTED if getattr(says, key)]
    if len(ticked) < len(VETTED) or not says.vetted_by:
        missing = [BY_KEY[key].label for key in VETTED if key not in ticked]
        missing += [] if says.vetted_by else [BY_KEY["vetted_by"].label]
        found.append(Verdict("9-1", Level.NOTE, "sending.vetting_open", {"missing": missing}))
    if says.leaders and not says.leaders_agreed:
        found.append(Verdict("9-2", Level.REFUSED, "sending.leaders_open", {"names": list(says.leaders)}))
    if waiting := [one.unit for one in says.consultations if one.open]:
        found.append(Verdict("9-2", Level.REFUSED, "sending.opinions_open", {"units": waiting}))
    head = paper.signed("section_check")
    slip = {
        "title": paper.title.strip(), "to": says.to, "handling_unit": says.handling_unit,
        "drafted_by": paper.drafted_by.strip(), "section_head": says.section_head or head, "slip_to": says.slip_to,
    }  # fmt: skip
    if blank := [SLIP_WORDS[key] for key, value in slip.items() if not value]:
        found.append(Verdict("9-3", Level.REFUSED, "sending.slip_open", {"missing": blank}))
    elif "秘书科" not in says.slip_to:
        found.append(Verdict("9-3", Level.WARNING, "sending.slip_elsewhere", {"to": says.slip_to}))
    if says.normative:
        found += _open(paper, "9-4", "normative_open", NORMATIVE)
    return found


# 县委文件签批单's own words; 密级 is always 无 here, which fills its field
SLIP_WORDS = {
    "title": N_("标题"), "to": N_("主送"), "handling_unit": N_("拟办单位"), "drafted_by": N_("拟稿人"),
    "section_head": N_("部门负责人"), "slip_to": N_("签批单送"),
}  # fmt: skip


def _open(paper: Paper, rule: str, name: str, keys: tuple[str, ...]) -> list[Verdict]:
    missing = [BY_KEY[key].label for key in keys if not getattr(paper.says, key)]
    return [Verdict(rule, Level.NOTE, f"sending.{name}", {"missing": missing})] if missing else []
