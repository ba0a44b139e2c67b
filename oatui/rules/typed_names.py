"""Names of persons, typed one after another."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[、，,；;/\n]+")
_SPACED = re.compile(r"[\u3400-\u9fff·]{2,}(?: [\u3400-\u9fff·]{2,})+")


def names_in(typed: str) -> list[str]:
    """Each name once: 王局长、李副局长, or with commas; 张三 李四 are two people, 王 明 and Ma Hua are one each."""
    found = [" ".join(one.split()) for one in _BETWEEN.split(typed)]
    names = [name for one in found for name in (one.split() if _SPACED.fullmatch(one) else [one])]
    return list(dict.fromkeys(filter(None, names)))
