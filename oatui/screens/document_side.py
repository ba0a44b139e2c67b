"""What stands beside the paper: how far it is, its chain, what the rules say, and what became of it before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from oatui.clock import from_iso
from oatui.i18n import _, ours
from oatui.rules import signoff
from oatui.rules.red_head import SIGNERS
from oatui.rules.verdict import Level, Verdict
from oatui.store.documents import Document
from oatui.store.incoming import Incoming
from oatui.store.paper_facts import REOPENED, Fact
from oatui.widgets.cells import fit, folded
from oatui.widgets.form import label_width
from oatui.widgets.verdict_line import WORDS

Part = tuple[str, str]
COLOURS = {
    Level.OK: "$text-success",
    Level.NOTE: "",
    Level.WARNING: "$text-warning",
    Level.REFUSED: "$text-error",
}
STATE_COLOURS = {"ok": "$text-success", "warn": "$text-warning", "bad": "$text-error"}
ROLE_FROM = 40  # cells beside the label from which each step also shows whose it is
ROLE_ROOM = 15


def state(paper: Document, words: str, look: str, width: int) -> list[Part]:
    """Its number and what it waits for, or only the latter; then kind and section."""
    head = f"{ours(paper.number)}  {words}" if paper.number else words
    # what there is no room for is left out, never cut
    said = (f"  {_(paper.kind)}  {paper.section}".rstrip(), f"  {_(paper.kind)}")
    about = next((one for one in said if cell_len(head + one) <= width), "")
    return [(head, f"bold {STATE_COLOURS[look]}"), (f"{about}\n\n", "")]


def chain(
    paper: Document, signatures: Sequence[signoff.Signature], facts: Sequence[Fact], series_kind: str, width: int,
    now: datetime,
) -> list[Part]:  # fmt: skip
    """The five steps and the number: who and when, or whom it waits for."""
    parts: list[Part] = []
    signed = {one.step: one for one in signatures}
    given = next((fact for fact in facts if fact.kind == "numbered"), None)
    waits = None if any(fact.kind == "number_voided" for fact in facts) else paper.waiting_for
    labels = {step: _(label) for step, label in signoff.LABELS.items()} | {"number": _("编号")}
    label_room = min(label_width(list(labels.values())) + 3, 14)
    role_room = ROLE_ROOM if width >= label_room + ROLE_FROM else 0
    for step, label in labels.items():
        role = _role(step, series_kind)
        parts.append((fit(label, label_room), "bold" if step in signed else ""))
        if role_room:
            parts.append((fit(role, role_room), "dim"))
        room = max(width - label_room - role_room - 12, 4)
        if step in signed:
            parts += _done(signed[step].person, signed[step].at, room, now)
        elif step == "number" and given:
            parts += _done(given.person, from_iso(given.at), room, now)
        elif step == waits:
            key = "F7" if step == "number" else "F4"
            words = f"{key} {_('待')}" if role_room else f"{key} {_('待')}  {role}"
            parts.append((fit(words, room + 12).rstrip(), "bold $text-warning"))
        else:
            parts.append((_("待"), "dim"))
        parts.append(("\n", ""))
    return parts


def _role(step: str, series_kind: str) -> str:
    if step == "number":
        return _("办公室")
    # the signer of the series: 党组书记 or 局长
    return _(SIGNERS[series_kind] if step == signoff.CHAIN[-1] else signoff.ROLES[step])


def _done(person: str, at: datetime, room: int, now: datetime) -> list[Part]:
    return [(fit(person, room), ""), (f" {at:%m-%d %H:%M}" if at.year == now.year else f" {at:%Y-%m-%d}", "")]


def verdict_parts(verdict: Verdict, width: int) -> list[Part]:
    """The word, the sentence hanging beside it, the rule."""
    word = _(WORDS[verdict.level])
    indent = cell_len(word) + 2
    lines = folded(f"{verdict.message}  {verdict.rule or ''}".rstrip(), max(width - indent, 10))
    colour = COLOURS[verdict.level]
    parts: list[Part] = [(f"{word}  ", f"bold {colour}".rstrip())]
    for number, line in enumerate(lines):
        parts.append((" " * indent * bool(number) + line + "\n", colour))
    return parts


def answers(came: Sequence[Incoming]) -> list[Part]:
    """What came in answer to the paper: when, from whom, under which number."""
    return [
        (_("\n{at:date}  {sender}答复：《{title}》{number}  收文{ours}\n",
           at=one.received_at, sender=one.sender, title=one.title, number=one.sender_number, ours=one.number), "")
        for one in came
    ]  # fmt: skip


def history(facts: Sequence[Fact]) -> list[Part]:
    """Each return with its reason and whose signatures fell, each change after 签发, and why a number is void."""
    parts: list[Part] = []
    fallen: list[str] = []
    times = 0
    for fact in facts:
        if fact.kind == "signed":
            fallen.append(f"{_(signoff.LABELS[fact.step])} {fact.person}")
        elif fact.kind == "returned":
            times += 1
            head = _("第 {n} 次退回  {at:date} {at:hm}  {person}", n=times, at=fact.at, person=fact.person)
            parts += [(f"\n{head}\n", "bold"), (_("原因：{reason}", reason=fact.reason) + "\n", "")]
            if fallen:
                parts.append((_("此前已签：{names:list}", names=fallen) + "\n", "dim"))
            fallen = []
        elif fact.kind == "number_voided":
            head = _("作废  {at:date} {at:hm}  {person}", at=fact.at, person=fact.person)
            parts += [(f"\n{head}\n", "bold"), (_("原因：{reason}", reason=fact.reason) + "\n", "")]
        elif fact.step == REOPENED:
            parts.append((_("\n{at:date} {at:hm}  签发后作实质性修改，报签发人复审\n", at=fact.at), "bold"))
        elif fact.reason == signoff.LATE_TEXT:
            words = _("\n{at:date} {at:hm}  {person} 补读签发的正文\n", at=fact.at, person=fact.person)
            parts.append((words, ""))
        elif fact.kind in {"described", "body_read"} and fact.reason:
            words = _(
                "\n{at:date} {at:hm}  {person} 文字订正：{reason}\n",
                at=fact.at,
                person=fact.person,
                reason=fact.reason,
            )
            parts.append((words, ""))
    return parts
