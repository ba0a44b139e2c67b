"""17-9: a sub-venue is filled as the notice's range says: every required post has somebody, and nobody else comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oatui.rules.names import plain
from oatui.rules.replies import same_unit
from oatui.rules.verdict import Level, Verdict, refuse

# such words name no post of their own: anybody else of the unit can be meant
NAMES_SHOWN = 5
_ANYONE = re.compile("(?:负责人|负责同志|人员|同志|干部|代表)$")
_PARTS = re.compile("[、,，;；/兼]")


@dataclass(frozen=True, slots=True)
class Post:
    """One required post of the range."""

    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is on the roster of the venue; a substitute has the unit and post of whom they stand for."""

    id: int
    name: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The range held against the roster. `strangers` are of no unit of the range, `beyond` of no post of theirs."""

    posts: tuple[tuple[Post, Person | None], ...]
    strangers: tuple[Person, ...]
    beyond: tuple[Person, ...]

    @property
    def empty(self) -> list[Post]:
        return [post for post, person in self.posts if person is None]

    @property
    def verdict(self) -> Verdict:
        """In order, or what is not (17-9)."""
        outsiders = [*self.strangers, *self.beyond]
        values = {
            "required": len(self.posts),
            "filled": len(self.posts) - len(self.empty),
            "empty": [f"{one.unit}{one.post}" for one in self.empty],
            "outsiders": [one.name for one in outsiders[:NAMES_SHOWN]],
            "n": len(outsiders),
        }
        many = len(outsiders) > NAMES_SHOWN
        if self.empty and outsiders:
            key = "range.empty_and_many" if many else "range.empty_and_outsiders"
            return Verdict("17-9", Level.REFUSED, key, values)
        if self.empty:
            return Verdict("17-9", Level.REFUSED, "range.empty", values)
        if outsiders:
            return Verdict(
                "17-9", Level.REFUSED, "range.outsiders_many" if many else "range.outsiders", values
            )
        return Verdict("17-9", Level.OK, "range.kept", values)


def read_posts(lines: Iterable[str]) -> list[Post]:
    """单位 职务, one a line; blank lines are nothing. Raises Refused for a line without a post."""
    found = []
    for line in lines:
        parts = line.replace("\u3000", " ").split(None, 1)
        if not parts:
            continue
        if len(parts) == 1:
            raise refuse("range.line", written=parts[0][:20])
        found.append(Post(parts[0], " ".join(parts[1].split())))
    return list(dict.fromkeys(found))


def fill(posts: Sequence[Post], people: Sequence[Person]) -> Filled:
    """Who holds each required post; one person fills one. Without any posts nobody is an outsider."""
    by_unit: dict[str, dict[int, Person]] = {}
    for one in people:
        by_unit.setdefault(one.unit, {})[one.id] = one
    # every unit of the range with those of the roster that it means
    meant = {
        unit: [each for each in by_unit if same_unit(each, unit)] for unit in {post.unit for post in posts}
    }
    holders: dict[int, Person] = {}
    for anyone in (False, True):
        for place, post in enumerate(posts):
            if place in holders:
                continue
            held = next(
                (
                    one
                    for unit in meant[post.unit]
                    for one in by_unit[unit].values()
                    if _holds(one.post, post.post) or (anyone and _ANYONE.search(post.post))
                ),
                None,
            )
            if held:
                holders[place] = by_unit[held.unit].pop(held.id)
    filled = tuple((post, holders.get(place)) for place, post in enumerate(posts))
    if not posts:
        return Filled((), (), ())
    named = {unit for units in meant.values() for unit in units}
    left = [one for one in people if one.id in by_unit[one.unit]]
    strangers = tuple(one for one in left if one.unit not in named)
    return Filled(filled, strangers, tuple(one for one in left if one.unit in named))


def _holds(written: str, required: str) -> bool:
    """镇长 is held by 党委副书记、镇长 and by 示例镇镇长, never by 副镇长."""
    asked = plain(required)
    for part in map(plain, _PARTS.split(written)):
        before = part.removesuffix(asked)
        if part.endswith(asked) and not before.endswith(("副", "助理", "原")):
            return True
    return False
