"""How the number book stands in words: here, at another machine, at the county's hub; and what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui import places
from oatui.i18n import _
from oatui.link.keyring import Keyring
from oatui.rules.verdict import Verdict, refuse
from oatui.store import main_line, unheard

if TYPE_CHECKING:
    from oatui.store.database import Store


def lines(store: Store, listening: str, machines: int) -> list[str]:
    """The first says where the book is. `listening` is the address of this desk's own line, empty while it is closed."""
    ring = Keyring(places.link_folder())
    if main_line.book(store):
        return _elsewhere(store, ring)
    found = _at_hub(store, ring) if main_line.hub(store) else _here(store, listening, machines)
    if year := main_line.left(store):
        found.append(refuse("book.left", year=year).verdict.message)
    return found


def joined_words(store: Store, address: str) -> str:
    """What is said once this desk has taken a code."""
    if main_line.hub(store):
        return _("已连到县中心 {address}；以后配对的分会场都与县中心收发", address=address)
    return _("以后本机的公文向 {address} 的号簿取号", address=address)


def _elsewhere(store: Store, ring: Keyring) -> list[str]:
    from oatui.link import uplink

    stands = uplink.book_standing(store, ring)
    assert stands
    address = stands.address or _("密钥不在这台电脑上")
    found = [_("本机没有号簿：公文编号向另一台机器取（{address}）", address=address)]
    return found + _trouble(stands.trouble, stands.since)


def _at_hub(store: Store, ring: Keyring) -> list[str]:
    from oatui.link import hub_line

    stands = hub_line.standing(store, ring)
    assert stands
    found = [_("号簿在县中心（{address}）", address=stands.address or _("密钥不在这台电脑上"))]
    found += _trouble(stands.trouble, stands.since)
    if stands.waiting:
        found.append(refuse("hub.set_back", machines=stands.waiting).verdict.message)
    return found


def _here(store: Store, listening: str, machines: int) -> list[str]:
    found = [_("号簿在本机")]
    if listening:
        found.append(_("线路已打开：{address}", address=listening))
    elif machines:
        found.append(_("线路没有打开，别的机器取不到号"))
    if waiting := unheard.names(store):
        found.append(refuse("book.set_back", machines=waiting).verdict.message)
    return found


def _trouble(trouble: object, since: str) -> list[str]:
    if isinstance(trouble, dict):
        return [Verdict.from_body(trouble).message]
    return [_("{at:short} {at:hm} 起连不上", at=since)] if since else []
