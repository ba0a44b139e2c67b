"""What lines of the day say on the command line, of their own commands and of `today`, which loads none of those."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oatui.clock import iso
from oatui.commands.lines import clean
from oatui.i18n import N_, _
from oatui.rules import deadlines as law
from oatui.rules import signoff
from oatui.rules.duty import Gap
from oatui.rules.numbering import UNNUMBERED
from oatui.rules.verdict import Verdict
from oatui.store import documents
from oatui.store.deadlines import Due

LOGINS = {"arrival": N_("上班登录"), "leaving": N_("下班前登录")}
KINDS = {
    "weekday": N_("工作日"),
    "weekend": N_("周末"),
    "holiday": N_("放假"),
    "make_up": N_("调休上班"),
}


def due_as_dict(one: Due, now: datetime) -> dict[str, Any]:
    """Any line of the list, also for `today`: what it is, until when, by which rule, and how late."""
    return {
        "source": one.source,
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "state": one.state,
        "due": iso(one.due) if one.due else None,
        "do_by": iso(one.do_by) if one.do_by else None,
        "rule": one.rule or None,
        "owner": one.owner or None,
        "group": law.group(one.due, one.do_by, now) if one.state == "open" else None,
        "seconds_late": one.late(now) if one.state == "open" else 0,
        "explained": one.explained or None,
        "message": one.words.message,
        "ended_at": one.ended_at,
    }


def due_line(one: Due, now: datetime) -> str:
    """One line for a person, also for `today`."""
    verdict: Verdict = law.overdue(one.due, one.rule, now) or one.words
    rule = f"[{one.rule}] " if one.rule else ""
    return clean(f"{rule}{_(one.name)}  {one.title}  {verdict.message}")


def waiting_words(paper: documents.Document) -> str:
    """What a document waits for."""
    if paper.number == UNNUMBERED:
        return _("已登记")
    due = paper.waiting_for
    if paper.step == documents.WITHDRAWN:
        return _("已撤回")
    return _(signoff.WAITS[due]) if due else _("已编号")


def gap_words(gap: Gap) -> str:
    """One stretch of hours that nobody covers."""
    return _("{starts:day} {starts:hm} 至 {ends:day} {ends:hm} 没有人值守", starts=gap.starts, ends=gap.ends)


def gap_data(gap: Gap, missing: str = "anybody") -> dict[str, str]:
    """Hours without `missing`: anybody, or a leader."""
    return {"starts": iso(gap.starts), "ends": iso(gap.ends), "rule": "23-1", "missing": missing}
