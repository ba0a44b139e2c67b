"""What was done with a document, in the order in which it was told, and the signatures that stand by it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from oatui.clock import from_iso
from oatui.rules import signoff
from oatui.rules.verdict import Verdict
from oatui.store.database import Store

REOPENED = "reopened"  # the step of a fact that took the chief's signature


class Fact(NamedTuple):
    """One act on a document: drafted, signed, returned, numbered, described or body_read."""

    key: tuple[str, int]
    kind: str
    step: str
    person: str
    at: str
    recorded_at: str
    reason: str
    actor: str
    verdicts: list[Verdict]

    @property
    def takes_signatures(self) -> bool:
        """Whether signatures fell by it: a return takes all, a change of substance after 签发 the chief's."""
        return self.kind == "returned" or self.step == REOPENED


def facts(store: Store, document: int) -> list[Fact]:
    """Everything that was done with a document, in order."""
    return [
        Fact._make((*told, [Verdict.from_body(body) for body in json.loads(verdicts)]))
        for *told, verdicts in _told(store, document)
    ]


def acts_of(store: Store, document: int) -> list[Fact]:
    """The same without what the rules said then: for the signatures alone."""
    return [Fact._make((*told, [])) for *told, _verdicts in _told(store, document)]


def _told(store: Store, document: int) -> list[tuple[Any, ...]]:
    # in the order of the journal: a restored desk goes on under another origin, whose seq begins at 1 again
    rows = store.rows(
        "select f.* from document_fact f join event e on e.origin = f.origin and e.seq = f.seq "
        "where f.document = ? order by e.rowid",
        document,
    )
    return [
        (
            (row["origin"], row["seq"]), row["kind"], row["step"], row["person"], row["at"], row["recorded_at"],
            row["reason"], row["actor"], row["verdicts"],
        )
        for row in rows
    ]  # fmt: skip


def chief_signatures(store: Store, papers: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Of each paper the chief's last signature: its key, who and when (ISO); it stands while the step is 签发."""
    rows = store.rows(
        "select f.document, f.origin || ' ' || f.seq as run, f.person, f.at "
        "from document_fact f join event e on e.origin = f.origin and e.seq = f.seq "
        # by the paper: by their index the signatures of all years would be read
        "where f.document in (select value from json_each(?)) and +f.kind = 'signed' and +f.step = 'chief_sign' "
        "order by e.rowid",
        json.dumps(papers),
    )
    return {row["document"]: (row["run"], row["person"], row["at"]) for row in rows}


def standing(facts: Sequence[Fact]) -> list[Fact]:
    """The draft and the signatures that stand: those that no return and no change of substance took."""
    found: list[Fact] = []
    for fact in facts:
        if fact.kind in {"drafted", "signed"}:
            found.append(fact)
        elif fact.kind == "returned":
            found = found[:1]
        elif fact.step == REOPENED:
            found = [one for one in found if one.step != signoff.CHAIN[-1]]
    return found


def signatures_of(store: Store, document: int) -> list[signoff.Signature]:
    """The signatures that stand."""
    return signatures_among(acts_of(store, document))


def signatures_among(facts: Sequence[Fact]) -> list[signoff.Signature]:
    return [signoff.Signature(fact.step, fact.person, from_iso(fact.at)) for fact in standing(facts)]
