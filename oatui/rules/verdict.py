"""What a rule answers: facts in, a verdict out. The sentence is made where it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from oatui.i18n import sentence

IN_FORCE = date(2022, 9, 30)  # the day of the rules: what is older is never judged (0-1)


class Level(StrEnum):
    """How a verdict binds; 硬, 警 and 记 are the levels of the rule list."""

    OK = "ok"
    NOTE = "记"
    WARNING = "警"
    REFUSED = "硬"


class Verdict(NamedTuple):
    """A rule id (None where no article is cited), a level, and the key and values of its sentence."""

    rule: str | None
    level: Level
    key: str
    values: Mapping[str, Any] = {}  # never changed: the type has no way to

    @property
    def message(self) -> str:
        """The sentence in the language of this moment."""
        from oatui.rules.messages import MESSAGES  # a long table that the first frame does not need

        return sentence(MESSAGES[self.key], **self.values)

    @property
    def refused(self) -> bool:
        return self.level is Level.REFUSED

    def as_body(self) -> dict[str, Any]:
        """The form kept in the journal; no sentence is stored."""
        return {"rule": self.rule, "level": str(self.level), "key": self.key, "values": dict(self.values)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Verdict:
        return cls(body["rule"], Level(body["level"]), body["key"], body["values"])


class Refused(Exception):
    """A rule or the data says no; nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.key)
        self.verdict = verdict

    def __str__(self) -> str:
        return self.verdict.message


def held(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """What is to be said where nothing of it refuses. Raises Refused: the first that does."""
    found = list(verdicts)
    for verdict in found:
        if verdict.refused:
            raise Refused(verdict)
    return found


def bodies(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """The form in which the journal keeps them."""
    return [verdict.as_body() for verdict in verdicts]


def refuse(key: str, rule: str | None = None, **values: Any) -> Refused:
    """A refusal to raise, with the rule that it rests on."""
    return Refused(Verdict(rule, Level.REFUSED, key, values))
