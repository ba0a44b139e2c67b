"""The lines of the issuing page: each step of a paper, who did it and when, or whether it is due."""

from __future__ import annotations

from typing import NamedTuple

from oatui.i18n import _, sentence
from oatui.rules import issuing as law
from oatui.rules.recipients import is_county
from oatui.rules.workdays import Calendar
from oatui.store import paper_particulars, seal_register
from oatui.store.database import Store
from oatui.store.issuing import Issue
from oatui.widgets.paged_list import Cell


class Step(NamedTuple):
    """One line of the page; `act` is what Enter does, `delivery` the id of a delivery's line."""

    words: str
    stands: str
    look: str
    who: str
    at: str
    act: str
    delivery: int | None = None
    item: str = ""

    @property
    def due(self) -> bool:
        return self.look == "warn"


def cells(step: Step) -> list[Cell]:
    at = step.at.replace("T", " ")[5:16] if step.at else ""
    return [step.words, (step.stands, step.look), step.who, at]


def steps_of(store: Store, issue: Issue) -> list[Step]:
    due = issue.waits
    steps = [_printed(issue, "print" in due), _sealed(store, issue, "seal" in due)]
    for item, words in law.ARCHIVE.items():
        kept = issue.filed.get(item)
        state = (_("已归档"), "ok") if kept else _open("file" in due, _("待归档"))
        steps.append(
            Step(
                sentence(words),
                *state,
                kept.person if kept else "",
                kept.at if kept else "",
                "file",
                item=item,
            )
        )
    for one in issue.deliveries:
        signed = _("{name} 签收", name=one.signed_by) if one.signed_by else _("未签收")
        words = f"{one.recipient}  {_(law.WAYS[one.way])}  {signed}"
        at = one.arrived_at or one.sent_at
        steps.append(
            Step(
                _("分送"),
                words,
                "ok" if one.signed_by else "",
                one.carrier or one.by,
                at,
                "receipt",
                one.id,
            )
        )
    if not issue.deliveries:
        steps.append(Step(_("分送"), *_open("send" in due), "", "", "send"))
    state = (_("已办结"), "ok") if issue.closed_at else _open("close" in due)
    return [*steps, Step(_("办结公文"), *state, issue.closed_by, issue.closed_at, "close")]


def _open(due: bool, waits: str = "") -> tuple[str, str]:
    return (_("现在办"), "warn") if due else (waits or _("待"), "dim")


def _printed(issue: Issue, due: bool) -> Step:
    if not issue.printed_at:
        return Step(_("印制"), *_open(due), "", "", "print")
    words = _("{n} 份，{day:date}印发", n=issue.copies, day=issue.print_date)
    words += _("，") + (_("抄送 {names:list}", names=issue.cc) if issue.cc else _("无抄送"))
    return Step(_("印制"), words, "ok", issue.printed_by, issue.printed_at, "print")


def _sealed(store: Store, issue: Issue, due: bool) -> Step:
    if issue.seal:
        words = _("{seal}，登记簿第 {n} 号，{copies} 份", seal=issue.seal.seal, n=issue.seal.serial,
                  copies=issue.seal.copies)  # fmt: skip
        return Step(_("盖印"), words, "ok", issue.seal.sealed_by, issue.seal.at, "seal")
    if not law.needs_seal(issue.paper.kind):
        return Step(_("盖印"), _("纪要可不盖印"), "dim", "", "", "seal")
    who = seal_register.proposed(store, store.clock.now()) if due else ""
    return Step(_("盖印"), *_open(due), who, "", "seal")


def detail_of(store: Store, issue: Issue, calendar: Calendar) -> str:
    """What the day of delivery is judged by, and the explanation that was given."""
    lines = []
    if issue.cc:
        lines.append(_("抄送 {names:list}", names=issue.cc))
    if issue.explanation:
        lines.append(_("书面说明（8-12）：{words}", words=" ".join(issue.explanation.split())))
    says = paper_particulars.get(store, issue.paper.id)
    reported = issue.paper.kind in law.REPORTED_KINDS and any(map(is_county, says.to))
    if issue.stage and reported and not issue.deliveries:
        signed = issue.dated
        latest = law.latest_delivery(signed, calendar)
        if latest:
            lines.append(
                _(
                    "{signed:date}成文，最迟 {latest:day} 送达；再晚要书面说明（8-11、8-12）",
                    signed=signed,
                    latest=latest,
                )
            )
        else:
            lines.append(_("下一年调休安排未载入，送达期限待历（8-11）"))
    if says.urgency and not issue.deliveries:
        lines.append(_("{urgency}件，安排专人即时报送（8-13）", urgency=_(says.urgency)))
    if issue.seal or issue.filed or issue.deliveries:
        lines.append(_("登记错了的：光标放到那一行，按 F8 再按 6"))
    return "\n".join(lines)
