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
_SECTION = re.compile("^[^县镇乡街]*(?:[科股室]|中心|大队)$")
_PERSON = re.compile("(?:书记|县长|市长|省长|常委|部长|主席|主任|局长|镇长|政委|校长|同志|领导)$")

# the same organs where a name is written in English
_PART = r"(?: (?:general )?office| secretariat| (?:information|confidential) section)*"
_HEAD = r"(?:(?:general )?office of )?(?:the )?(?:[a-z]+ )?"
_COMMITTEE_EN = re.compile(rf"{_HEAD}county (?:party )?committee{_PART}", re.IGNORECASE)
_GOVERNMENT_EN = re.compile(rf"{_HEAD}county (?:people's )?government{_PART}", re.IGNORECASE)
_BOTH_EN = re.compile(
    r"county (?:party )?committee and (?:the )?(?:county )?(?:people's )?government", re.IGNORECASE
)
_ABOVE_EN = re.compile(
    r"\b(?:state council|ministry|province|provincial|municipal|shandong|jining)\b|^(?:the )?(?:city|central|national)\b",
    re.IGNORECASE,
)
_TOWN_EN = re.compile(r"\b(?:town|township|sub-?district)s?\b", re.IGNORECASE)
_PEER_EN = re.compile(
    r"\b(?:administration|association|bureau|center|centre|commission|company|court|department|federation|office"
    r"|procuratorate|union)s?\b",
    re.IGNORECASE,
)
_OWN_EN = re.compile(r"\bour\b|\bsections?$|\bsubordinate\b|^(?:the )?(?:general )?office$", re.IGNORECASE)
_POST_EN = "chairman|chief|comrade|county head|director|governor|head|leader|magistrate|mayor|minister|mr|mrs|ms|secretary"
_PERSON_EN = re.compile(rf"(?:{_POST_EN})\.? \w+(?: \w+)?|.*\b(?:{_POST_EN})", re.IGNORECASE)


def parts(names: Iterable[str]) -> list[str]:
    """Each organ by itself: 县委县政府 is two."""
    found: list[str] = []
    for name in names:
        if _BOTH.search(name):
            found += ["县委", "县政府"]
        elif _BOTH_EN.search(name):
            found += ["County committee", "County government"]
        else:
            found.append(name)
    return found


def is_committee(name: str) -> bool:
    """县委 itself or its office."""
    return any(one.fullmatch(name) for one in (_COMMITTEE, _COMMITTEE_EN)) or _is_both(name)


def is_government(name: str) -> bool:
    """县政府 itself or its office."""
    return any(one.fullmatch(name) for one in (_GOVERNMENT, _GOVERNMENT_EN)) or _is_both(name)


def _is_both(name: str) -> bool:
    return any(one.search(name) for one in (_BOTH, _BOTH_EN))


def is_county(name: str) -> bool:
    """Whether articles 6 and 8 speak of it."""
    return is_committee(name) or is_government(name)


def is_above(name: str) -> bool:
    """The county's heads, or an organ of the city and above."""
    return is_county(name) or any(one.search(name) for one in (_ABOVE, _ABOVE_EN))


def is_beside(name: str, office: str) -> bool:
    """A peer bureau or a 镇街: whom a bureau writes a 函, not a 通知 (practice)."""
    if is_above(name) or any(one.search(name) for one in (_OWN, _OWN_EN)) or (office and office in name):
        return False
    return any(one.search(name) for one in (_TOWN, _PEER, _TOWN_EN, _PEER_EN))


def is_own(name: str, office: str) -> bool:
    """The bureau itself, one of its sections or of its subordinate units."""
    if is_above(name) or is_beside(name, office):
        return False
    return any(one.search(name) for one in (_OWN, _OWN_EN, _SECTION)) or bool(office and office in name)


def is_person(name: str) -> bool:
    """A leader by name or post, where an office should stand."""
    return _PERSON.search(name) is not None or _PERSON_EN.fullmatch(name) is not None
