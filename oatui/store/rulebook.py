"""How each rule stood in a year: what the journal recorded of it, held, warned, refused, or gone on with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from oatui.rules.incoming import STEPS
from oatui.rules.particulars import UPWARD_KINDS
from oatui.rules.recipients import is_county, parts
from oatui.rules.verdict import Level
from oatui.store import documents
from oatui.store.database import Store

_VERDICT = re.compile(r'"rule":"([0-9]+-[0-9]+b?)","level":"([^"]+)"')
_REASON = re.compile(r'"(?:because|reason|explanation)":"[^"]')

# acts that were only possible because these rules were kept; where one was warned of, the event says so itself
_KEPT_BY: dict[str, tuple[str, ...]] = {
    "document_signed": ("11-1", "11-2"),
    "number_given": ("12-1", "12-2", "12-6"),
    "reserved_number_used": ("12-1", "12-2", "12-6"),
    "letter_registered": ("10-4",),
    "document_printed": ("12-3",),
    "document_sealed": ("6-1", "12-4"),
    "seal_used": ("12-4",),
    "document_closed": ("12-5",),
    "attachments_taken": ("14-4",),
    "meeting_closed": ("17-10",),
    "leave_slip_delivered": ("17-4",),
    "notice_sent": ("18-4",),
    "secret_rooms_patrolled": ("15-4",),
    "secret_medium_registered": ("15-5",),
    "secret_medium_handed": ("15-5",),
    "secret_rooms_entered": ("15-6",),
    "secret_act_done": ("15-7",),
    "matters_reviewed": ("7-1",),
    "matter_event_linked": ("7-2",),
    "incoming_item_supplied": ("22-1",),
    "publication_made": ("26-1", "26-2"),
}
# an entry that was taken back kept nothing
_TAKEN_BACK = {"patrol": "15-4", "medium": "15-5", "visit": "15-6", "secret": "15-7"}
# what its kind asks of a paper before its number
_OF_KIND = {"请示": ("6-2", "6-4", "8-4"), "报告": ("6-3", "6-4", "8-4")}
# acts of which only some do
_READ = (
    "meeting_added", "deadline_step_done", "incoming_step_done", "telegram_step_done", "secret_act_done",
    "number_given", "reserved_number_used", "entry_taken_back",
)  # fmt: skip


class Standing(NamedTuple):
    """Times that a rule was held, warned of, refused, gone on against with a recorded reason, and that something was noted."""

    held: int = 0
    warned: int = 0
    refused: int = 0
    overridden: int = 0
    noted: int = 0


def standings(store: Store, year: int) -> dict[str, Standing]:
    """Rule id -> how it stood, from every event that happened in the year.

    Reads the year's events once (0.3 s for a busy year): in a thread with a store of its own.
    """
    counted: dict[str, list[int]] = {}
    upward, series = _upward_papers(store), {one.code: one.rule for one in documents.known_series(store)}
    rows = store.conn.execute(
        'select kind, body from event where at >= ? and at < ? and (instr(body, \'"rule":"\') '
        "or kind in (select value from json_each(?)))",
        (f"{year}-01-01", f"{year + 1}-01-01", json.dumps([*_KEPT_BY, *_READ])),
    )
    for kind, body in rows:
        verdicts = set(_VERDICT.findall(body))
        told = {rule for rule, _level in verdicts}
        for rule in _kept(kind, body, upward, series):
            if rule not in told:
                counted.setdefault(rule, [0] * len(Standing._fields))[0] += 1
        if kind == "entry_taken_back":
            gone = _TAKEN_BACK.get(json.loads(body)["kind"])
            if gone and gone in counted:
                counted[gone][0] = max(counted[gone][0] - 1, 0)
        refusal = kind.endswith("_refused")
        reason = _REASON.search(body) is not None
        for rule, level in verdicts:
            count = counted.setdefault(rule, [0] * len(Standing._fields))
            if level == Level.OK:
                count[0] += 1
            elif level == Level.NOTE:
                count[4] += 1
            elif level == Level.REFUSED and refusal:
                count[2] += 1
            elif reason:
                count[3] += 1
            elif level == Level.WARNING:
                count[1] += 1
            else:
                count[2] += 1
    return {rule: Standing(*count) for rule, count in counted.items()}


def _kept(kind: str, body: str, upward: dict[int, tuple[str, ...]], series: dict[str, str]) -> Iterator[str]:
    """The rules that an act shows to be kept."""
    yield from _KEPT_BY.get(kind, ())
    if kind not in _READ:
        return
    said: dict[str, Any] = json.loads(body)
    match kind:
        case "meeting_added":
            if said.get("role", "host") == "host":
                yield "16-1"
        case "deadline_step_done" | "incoming_step_done":
            channel = said.get("channel", "")
            if said["step"] == STEPS.get(channel, ("",))[-1]:
                yield "21-1" if channel == "collect" else "21-4"
        case "telegram_step_done":
            if said["step"] == "sent":
                yield "13-2"
        case "secret_act_done":
            if said["act"] == "return":
                yield "13-3"
        case "number_given" | "reserved_number_used":
            yield from upward.get(said["id"], ())
            if rule := series.get(said.get("series", "")):
                yield rule


def _upward_papers(store: Store) -> dict[int, tuple[str, ...]]:
    """What was asked of each paper to those above before it had its number."""
    rows = store.rows(
        "select d.id, d.kind, json_extract(p.fields, '$.to') as recipients from document d "
        "left join paper_particulars p on p.document = d.id "
        "where d.number is not null and d.kind in (select value from json_each(?))",
        json.dumps(sorted(UPWARD_KINDS)),
    )
    found = {}
    for row in rows:
        to = json.loads(row["recipients"] or "[]")
        county = ("8-1", "8-2") if any(map(is_county, parts(to))) else ()
        found[row["id"]] = (*_OF_KIND.get(row["kind"], ()), *county)
    return found
