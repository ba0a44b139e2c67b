"""Replies (回执) held against the roster of their unit; after the reply deadline the reported list is fixed (17-8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.names import plain
from oatui.rules.verdict import Level, Verdict

KINDS = {
    "added": N_("新增"),
    "missing": N_("缺"),
    "changed": N_("变更"),
    "absent": N_("不参会"),
    "substitute": N_("替会"),
    "same": N_("一致"),
}
FIELDS = ("name", "post", "phone")


@dataclass(frozen=True, slots=True)
class Reported:
    """One person as a reply names them; `attends` is yes, no, or substitute: they come for somebody."""

    name: str
    unit: str
    post: str = ""
    phone: str = ""
    attends: str = "yes"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the roster; `settled`: on leave, replaced, or a substitute, so nobody waits for their reply."""

    id: int
    name: str
    unit: str
    post: str = ""
    phone: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One difference, or none: `kind` of KINDS, `fields` what the roster would become."""

    kind: str
    unit: str
    reported: Reported | None = None
    listed: Listed | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        one = self.reported or self.listed
        return one.name if one else ""

    @property
    def key(self) -> tuple[object, ...]:
        """What two equal lines have in common, to be looked up by."""
        return self.kind, self.unit, self.reported, self.listed, tuple(sorted(self.fields.items()))

    @property
    def verdict(self) -> Verdict | None:
        """What the rules ask for beside taking note: leave before staying away, approval before a substitute."""
        if self.kind in {"absent", "missing"} and self.listed and not self.listed.settled:
            return Verdict(
                "17-1", Level.WARNING, f"reply.{self.kind}_needs_leave", {"name": self.listed.name}
            )
        if self.kind == "substitute":
            return Verdict("17-3", Level.WARNING, "reply.substitute_needs_leave", {"name": self.name})
        return None


@lru_cache(maxsize=4096)
def _plain_unit(unit: str) -> str:
    return plain(unit)


def same_unit(one: str, other: str) -> bool:
    """Whether two spellings are one unit: 财政局 and 县财政局, but never two units that merely share a word."""
    first, second = _plain_unit(one), _plain_unit(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and long.endswith(short) and len(long) - len(short) <= 6


def compare(
    reported: Iterable[Reported], roster: Sequence[Listed], unit: str = "", told: Sequence[str] = ()
) -> list[Line]:
    """Every person of a reply beside the roster, and who of its units is not in it.

    `unit` is whose reply it is: for rows without a unit, and so that an empty reply still shows who is missing.
    `told` are the units of the notice, whose spelling wins.
    """
    units = list(dict.fromkeys([*(one.unit for one in roster), *told]))

    def known(name: str) -> str:
        name = name or unit
        if name in units:
            return name
        return next((each for each in units if same_unit(each, name)), name)

    people = [(known(one.unit), one) for one in reported]
    covered = list(dict.fromkeys([*([known(unit)] if unit else []), *(where for where, _one in people)]))
    left: dict[str, dict[int, Listed]] = {where: {} for where in covered}
    for listed in roster:
        if listed.unit in left:
            left[listed.unit][listed.id] = listed
    found: dict[int, Listed] = {}
    # the surest sign first, for everyone, so that nobody is taken by a weaker one
    for sign in (_same_name, _same_phone, _like_name):
        for place, (where, one) in enumerate(people):
            if place in found:
                continue
            fits = [each for each in left[where].values() if sign(one, each)]
            # two of one name and one unit: post or phone tells them apart, else the order does
            fits.sort(key=lambda each: (each.phone != one.phone, each.post != one.post))
            if fits and (sign is _same_name or len(fits) == 1):
                found[place] = left[where].pop(fits[0].id)
    lines = [_line(where, one, found.get(place)) for place, (where, one) in enumerate(people)]
    lines += [
        Line("missing", where, None, one)
        for where in covered
        for one in left[where].values()
        if not one.settled
    ]
    order = {where: place for place, where in enumerate(covered)}
    return sorted(lines, key=lambda line: order[line.unit])


def _same_name(one: Reported, other: Listed) -> bool:
    return plain(one.name) == plain(other.name)


def _same_phone(one: Reported, other: Listed) -> bool:
    return bool(one.phone) and one.phone == other.phone


def _like_name(one: Reported, other: Listed) -> bool:
    """The same post, and a name of the same length with one character written otherwise: 张丽 and 张莉."""
    first, second = plain(one.name), plain(other.name)
    unlike = sum(a != b for a, b in zip(first, second, strict=False))
    return bool(one.post) and one.post == other.post and len(first) == len(second) > 1 and unlike == 1


def _line(unit: str, one: Reported, other: Listed | None) -> Line:
    if one.attends == "no":
        return Line("absent", unit, one, other)
    if one.attends == "substitute":
        return Line("substitute", unit, one, other)
    if other is None:
        return Line("added", unit, one)
    fields = {
        key: new
        for key in FIELDS
        # what a reply leaves blank is no change
        if (new := getattr(one, key)) and new != getattr(other, key)
    }
    if "name" in fields and plain(one.name) == plain(other.name):
        del fields["name"]
    return Line("changed" if fields else "same", unit, one, other, fields)


def judge_time(deadline: datetime | None, at: datetime, by: str, because: str) -> list[Verdict]:
    """A change after the reply deadline says who asked for it and why; it is marked, never silent (17-8)."""
    if deadline is None or to_second(at) <= to_second(deadline):
        return []
    values = {"deadline": iso(deadline), "at": iso(at)}
    if not by.strip() or not because.strip():
        return [Verdict("17-8", Level.REFUSED, "reply.late_needs_reason", values)]
    return [Verdict("17-8", Level.WARNING, "reply.after_deadline", values)]
