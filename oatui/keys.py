"""Keys of one's own: which key does what on which page, kept for this computer's user as `page.action=key`.

A page's word is its class without "Page", in small letters: `VenueCodePage` is `venue_code`; `every` is all pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oatui import places
from oatui.rules.verdict import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERY = "every"
# what means the same on every page: its id and its keys, as DeskApp and Page bind them
SAME = {
    "help": "f1,fullwidth_question_mark", "today": "f2", "back": "f3,escape", "incident": "f9", "clear_desk": "f12",
    "quit": "ctrl+q", "palette": "ctrl+p",
}  # fmt: skip
# a bare letter goes into an input method and never arrives; Home, End and the rest move the cursor of lists and fields
_KEY = re.compile(r"(ctrl\+[a-z]|alt\+[a-z0-9]|((ctrl|alt|shift)\+)*(f([1-9]|1[0-9]|2[0-4])|insert|delete))")
# a terminal sends them as Backspace, Tab, Enter, or keeps them for itself
_NEVER_ARRIVES = {"ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+z"}
_OF_PAGES = {"f4", "f5", "f6", "f7", "f8", "insert", "delete"}
_ALIASES = {"ins": "insert", "del": "delete"}


def page_word(name: str) -> str:
    """venue_code for VenueCodePage."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.removesuffix("Page")).lower()


def read_key(text: str) -> str:
    """A key as Textual names it, from F10, Ins or Ctrl+T. Raises Refused."""
    key = "".join(text.split()).lower()
    key = _ALIASES.get(key, key)
    if not _KEY.fullmatch(key):
        raise refuse("keys.no_key", written=text)
    if key in _NEVER_ARRIVES:
        raise refuse("keys.never_arrives", written=text)
    return key


def read_keys(text: str) -> dict[str, str]:
    """`every.incident=f10 venue_code.size=f7`, as it is kept. Raises Refused."""
    found = {}
    for part in text.split():
        name, equals, key = part.partition("=")
        if not equals or not re.fullmatch(r"[a-z_]+\.[a-z_]+", name):
            raise refuse("keys.not_read", written=part)
        found[name] = read_key(key)
        if name.startswith(f"{EVERY}.") and found[name] in _OF_PAGES:
            raise refuse("keys.of_pages", written=key)
        for other, its in found.items():
            near = {name.split(".")[0], other.split(".")[0]}
            if other != name and its == found[name] and (len(near) == 1 or EVERY in near):
                raise refuse("keys.twice", written=key, names=[other, name])
    return found


def chosen() -> dict[str, str]:
    """What this computer's user chose, name to key; a file that cannot be read is as if nothing was chosen."""
    text = places.preference("keys")
    return dict(part.split("=", 1) for part in text.split() if "=" in part)


def keep(keys: Mapping[str, str]) -> None:
    """Keep the keys in place of those before. Raises OSError."""
    places.prefer("keys", " ".join(f"{name}={key}" for name, key in sorted(keys.items())))


def of(page: str, presets: Mapping[str, str]) -> dict[str, str]:
    """The chosen keys of a page by the id of what they do, those of every page among them.

    `presets` are all its keys as they come (id to `f3,escape`). One that something else has is left out: nothing
    loses its key by it.
    """
    own = [(*name.split(".", 1), key) for name, key in chosen().items()]
    found = {
        act: key for word in (EVERY, page) for where, act, key in own if where == word and act in presets
    }
    while taken := next((act for act in found if _taken(act, found, presets)), None):
        del found[taken]
    return found


def _taken(act: str, found: Mapping[str, str], presets: Mapping[str, str]) -> bool:
    return any(
        found[act] in found.get(other, key).split(",") for other, key in presets.items() if other != act
    )


# what says in either language that a key is another page's: a place before it, or in English behind it
_ELSEWHERE = re.compile(
    r"回到|先回|回公文|\bEsc\b|(?:离开|退出)，|那台(?!换)|那一?边|页(?!都)|设置|在(?!这|那?一?行)[^，。；、]{1,9}[里上台图]\s*[再先]?按|"
    r"公文[里上]|列表|\bthere\b(?! (?:is|are)\b)|\bsettings\b|\bleave with\b|\bat the door\b|\bnumber book\b|\bon today\b|\bToday,|"
    r"\b(?:on|of) (?:the|its|their|a|that) [^,;.]*?(?:page|map|leave|paper|board|line of|“Print and send”)|"
    r"\b(?:in|on) (?:the|a) (?:documents?|meetings?|list of)\b",
    re.IGNORECASE,
)
_BEGINS, _ENDS = re.compile(r".*[。；;.\n]", re.DOTALL), re.compile(r"[，。；,;.\n].*", re.DOTALL)


def is_elsewhere(said: str, start: int, end: int) -> bool:
    """Whether the key at `said[start:end]` is one of another page, by its sentence: “go back to the meeting and press F4”."""
    before, after = _BEGINS.sub("", said[:start]), _ENDS.sub("", said[end:])
    return bool(
        _ELSEWHERE.search(f"{before}按")
        or (after[:1] == " " and after.isascii() and _ELSEWHERE.search(after))
    )
