"""The OA system: who keeps it (14-1), a change of hands (14-3), what is left when the day ends (14-5)."""

from __future__ import annotations

from oatui.i18n import N_
from oatui.rules.attachments import mark_on
from oatui.rules.verdict import Level, Verdict, refuse

POSTS = {"A": N_("A岗"), "B": N_("B岗")}
URGENCIES = {"": N_("平件"), "urgent": N_("加急"), "extra": N_("特急")}
ITEM_STATES = {"unread": N_("未读"), "open": N_("未办"), "done": N_("已办")}
WHY = {"leave": N_("请假"), "handover": N_("交接"), "outage": N_("系统、网络故障"), "other": N_("其他")}


def judge_keeper(person: str, on_staff: bool) -> Verdict:
    """14-1: the person in charge is on the staff, 正式在编在岗. Raises Refused: no name."""
    if not person.strip():
        raise refuse("oa.no_person", "14-1")
    if on_staff:
        return Verdict("14-1", Level.OK, "oa.keeper", {"person": person.strip()})
    return Verdict("14-1", Level.WARNING, "oa.keeper_not_staff", {"person": person.strip()})


def judge_handover(person: str, giver: str, things: int, before: int, most: int) -> Verdict:
    """14-3: the change with its list, after `before` this year; more than `most` (本局约定) is often. Raises Refused."""
    if not person.strip():
        raise refuse("oa.no_person", "14-3")
    if person.strip() == giver:
        raise refuse("oa.same_person", "14-3", person=giver)
    values = {"person": person.strip(), "things": things, "changes": before + 1}
    if before + 1 > most:
        return Verdict("14-3", Level.WARNING, "oa.handed_often", values)
    return Verdict("14-3", Level.NOTE, "oa.handed", values)


def judge_left(left: int, owned: bool) -> Verdict:
    """14-5: what is unread or not dealt with at the evening login is nothing, or each has an owner."""
    if not left:
        return Verdict("14-5", Level.OK, "oa.nothing_left")
    if owned:
        return Verdict("14-5", Level.NOTE, "oa.left_owned", {"left": left})
    return Verdict("14-5", Level.WARNING, "oa.left", {"left": left})


# not a day that held the rule: nobody has said what stands in the system
NOT_LOOKED = Verdict("14-5", Level.NOTE, "oa.not_looked")


def judge_counts(unread: int, undealt: int) -> None:
    """Counts of what stands in the system. Raises Refused."""
    for count in (unread, undealt):
        if not 0 <= count <= 9999:
            raise refuse("oa.count", written=str(count))


def judge_item(title: str, urgency: str) -> None:
    """An entry of the system: a title, not a classified one. Raises Refused."""
    if not title.strip():
        raise refuse("oa.no_title")
    if mark := mark_on(title):
        raise refuse("incoming.classified_mark", "13-4", mark=mark)
    if urgency not in URGENCIES:
        raise refuse("oa.urgency", written=urgency[:20])
