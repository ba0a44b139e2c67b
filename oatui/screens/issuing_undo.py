"""What F8 takes back on the issuing page: the seal's line, an archive item, a receipt, a delivery, the closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from oatui.i18n import N_
from oatui.rules import issuing as law
from oatui.rules.verdict import Level, Verdict
from oatui.screens.issuing_steps import Step
from oatui.store import deliveries, issuing, seal_register
from oatui.store.issuing import Issue

STAYS = N_("原来的登记和撤销的原因都留在记录里")


class Undoing(NamedTuple):
    """What is asked; `act` gives the store's function and its arguments from who takes back and why."""

    question: str
    act: Callable[[str, str], tuple[Any, ...]]
    said: Verdict
    note: str = STAYS


def undoing(issue: Issue, step: Step) -> Undoing | None:
    """How the line of a step is taken back; None where nothing was registered on it."""
    if step.act == "seal" and issue.seal:
        seal = issue.seal
        said = Verdict("12-4", Level.OK, "seal.voided", {"year": seal.year, "serial": seal.serial})
        return Undoing(N_("作废这一行"), lambda by, why: (seal_register.void, seal.id, by, why), said)
    if step.act == "receipt" and step.delivery is not None:
        return _delivery(issue, step.delivery)
    if step.act == "file" and (item := step.item) in issue.filed:
        document = issue.paper.id
        said = Verdict("12-5", Level.OK, "issuing.taken_out", {"item": law.ARCHIVE[item]})
        return Undoing(
            N_("撤销这一样的归档"), lambda by, why: (issuing.take_out, document, item, by, why), said
        )
    if step.act == "close" and issue.closed_at:
        document = issue.paper.id
        said = Verdict("12-5", Level.OK, "issuing.reopened")
        return Undoing(N_("恢复办理"), lambda by, why: (issuing.reopen, document, by, why), said)
    return None


def _delivery(issue: Issue, delivery: int) -> Undoing:
    """First the receipt, if somebody signed; then the delivery itself."""
    signed = next(one.signed_by for one in issue.deliveries if one.id == delivery)
    if signed:
        said = Verdict(None, Level.OK, "issuing.receipt_voided")
        return Undoing(
            N_("撤销这一行的签收"), lambda _by, why: (deliveries.void_receipt, delivery, why), said,
            N_("只撤销签收，分送还在；分送也登记错了，再作废一次"),
        )  # fmt: skip
    said = Verdict(None, Level.OK, "issuing.delivery_voided")
    return Undoing(N_("作废这一行"), lambda _by, why: (deliveries.void_delivery, delivery, why), said)
