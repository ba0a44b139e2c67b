"""Who a paper is for, told from the name that was written: the county's two heads, 镇街, peers, or a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMITTEE = re.compile(r"(?:中共)?[^、，\s]{0,6}?县委(?:员会)?(?:办公室|办)?(?:秘书科|信息科|机要科)?")
_GOVERNMENT = re.compile(r"[^、，\s]{0,6}?县(?:人民)?政府(?:办公室|办)?(?:秘书科|信息科)?")
_BOTH = re.compile("县委[、和]?县(?:人民)?政府|县委县政府")
_ABOVE = re.compile(
    "^(?:中共)?(?:中央|全国|国务院|山东|济宁|省|市(?!场))|^商务部|(?:省|市)委|(?:省|市)(?:人民)?政府"
)
_TOWN = re.compile("镇街|[镇乡](?:人民)?政府|街道|^.{1,6}[镇乡]$|^各乡镇|[镇乡]党委")
_PEER = re.compile(
    "县.*(?:局|委|委员会|办|办公室|中心|总社|法院|检察院|工会|联合会|妇联|团委|公司|部)$|^县?[直各].*(?:部门|单位)"
)
_OWN = re.compile("科室|股室|下属|所属|本局|局属")
_PERSON = re.compile("(?:书记|县长|市长|省长|常委|部长|主席|主任|局长|镇长|政委|校长|同志|领导)$")


def parts(names: Iterable[str]) -> list[str]:
    """Each organ by itself: 县委县政府 is two."""
    found: list[str] = []
    for name in names:
        found += ["县委", "县政府"] if _BOTH.search(name) else [name]
    return found


def is_committee(name: str) -> bool:
    """县委 itself or its office."""
    return _COMMITTEE.fullmatch(name) is not None or _BOTH.search(name) is not None


def is_government(name: str) -> bool:
    """县政府 itself or its office."""
    return _GOVERNMENT.fullmatch(name) is not None or _BOTH.search(name) is not None


def is_county(name: str) -> bool:
    """Whether articles 6 and 8 speak of it."""
    return is_committee(name) or is_government(name)


def is_above(name: str) -> bool:
    """The county's heads, or an organ of the city and above."""
    return is_county(name) or _ABOVE.search(name) is not None


def is_beside(name: str, office: str) -> bool:
    """A peer bureau or a 镇街: whom a bureau writes a 函, not a 通知 (practice)."""
    if is_above(name) or _OWN.search(name) or (office and office in name):
        return False
    return _TOWN.search(name) is not None or _PEER.search(name) is not None


def is_person(name: str) -> bool:
    """A leader by name or post, where an office should stand."""
    return _PERSON.search(name) is not None
