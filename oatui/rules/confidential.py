"""Confidential routines: checklists, serials and dates only; what is written in a paper has no place here (13, 15)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date

from oatui.i18n import N_
from oatui.rules.attachments import mark_on
from oatui.rules.verdict import Level, Verdict, refuse

KINDS = {"paper": N_("机要文件"), "telegram": N_("密电")}
# state -> the acts that may follow (15-7)
STATES = {"received": N_("已签收"), "borrowed": N_("借阅未还"), "returned": N_("已归还"), "filed": N_("已归档"),
          "destroyed": N_("已销毁")}  # fmt: skip
ACTS = {"receive": N_("签收"), "borrow": N_("借阅"), "use": N_("使用完毕"), "chase": N_("催收"), "return": N_("归还"),
        "file": N_("归档"), "destroy": N_("销毁")}  # fmt: skip
FOLLOWS = {
    "borrow": ("received", "returned"), "use": ("borrowed",), "chase": ("borrowed",), "return": ("borrowed",),
    "file": ("received", "returned"), "destroy": ("filed",),
}  # fmt: skip
BECOMES = {"receive": "received", "borrow": "borrowed", "return": "returned", "file": "filed",
           "destroy": "destroyed"}  # fmt: skip
POSTS = {"admin": N_("系统管理员"), "secrecy": N_("安全保密员"), "audit": N_("安全审计员")}
TICKS = {
    "counted": N_("清点"),
    "entered": N_("登记"),
    "numbered": N_("编号"),
    "sealed": N_("封装"),
    "signed": N_("签收"),
}
LABELS = {"secret": N_("秘密"), "confidential": N_("机密"), "top": N_("绝密")}
PATROLS = {"well": N_("正常"), "found": N_("有问题，已报告")}
PASSWORD_DAYS = 7

_SERIAL = re.compile(r"(?:[\u4e00-\u9fff]{0,4}[A-Z0-9][A-Z0-9/.〔〕()\-]{0,19}号?)")
_LIKE_CONTENT = re.compile("密级|绝密|机密|秘密|[《》★]|关于.+的|[。；]")


def read_serial(written: str) -> str:
    """A serial of the secret ledger: 0007, 机要2026-0007. Raises Refused: anything that reads like a title."""
    text = unicodedata.normalize("NFKC", written).strip().upper()
    if not text:
        raise refuse("secret.no_serial", "15-7")
    # the words themselves are kept nowhere, not even in the refusal
    if not _SERIAL.fullmatch(text) or not re.search("[0-9]", text):
        raise refuse("secret.not_a_serial", "13-4")
    return text


def plain(written: str, field: str) -> str:
    """A name or a short reason, that says nothing of what a paper says. Raises Refused."""
    text = " ".join(written.split())
    if len(text) > 30 or mark_on(text) or _LIKE_CONTENT.search(text):
        raise refuse("secret.content", "13-4", field=field)
    return text


def judge_act(act: str, state: str | None, serial: str, person: str, approver: str = "") -> None:
    """15-7: 签收, 借阅, 催收, 归还, 归档, 销毁 in their order, each by somebody. Raises Refused."""
    if act not in ACTS:
        raise refuse("secret.act", written=act[:20])
    if act == "receive":
        if state is not None:
            raise refuse("secret.known", "15-7", serial=serial)
    elif state is None:
        raise refuse("secret.unknown", "15-7", serial=serial)
    elif state not in FOLLOWS[act]:
        raise refuse("secret.order", "15-7", serial=serial, state=[STATES[state]], act=[ACTS[act]])
    if not person:
        raise refuse("secret.no_person", "15-7")
    if act == "destroy" and not approver:
        raise refuse("secret.no_approver", "15-7")


def judge_idle(borrowed: date, due: date | None, used: date | None, today: date) -> Verdict | None:
    """13-3, 15-7 for a borrowed one: idle since it was used, or past its day; None while it is in use in time."""
    if used is not None:
        idle = (today - used).days
        level = Level.WARNING if idle > 0 else Level.NOTE
        return Verdict("13-3", level, "secret.idle" if idle else "secret.used_today", {"days": idle})
    if due is not None and today > due:
        return Verdict(
            "15-7", Level.WARNING, "secret.overdue", {"due": due.isoformat(), "days": (today - due).days}
        )
    return None


def judge_count(borrowed: int, returned: int, counted: int) -> Verdict:
    """13-4: borrowed = returned + what was counted in hand at the end of the day. Raises Refused: no count."""
    if not 0 <= counted <= 9999:
        raise refuse("secret.count", "13-4")
    values = {"borrowed": borrowed, "returned": returned, "counted": counted}
    if borrowed == returned + counted:
        return Verdict("13-4", Level.OK, "secret.count_right", values)
    return Verdict("13-4", Level.WARNING, "secret.count_wrong", values)


def judge_post(post: str, person: str, on_staff: bool, others: Mapping[str, str]) -> Verdict:
    """15-1: on the staff, and not the one of another post (三员分立). Raises Refused."""
    if post not in POSTS:
        raise refuse("secret.post", written=post[:20])
    if not person:
        raise refuse("secret.no_person", "15-1")
    if not on_staff:
        raise refuse("secret.not_staff", "15-1", person=person, post=[POSTS[post]])
    double = [POSTS[other] for other, name in others.items() if other != post and name == person]
    values = {"person": person, "post": [POSTS[post]]}
    if double:
        return Verdict("15-1", Level.WARNING, "secret.two_posts", values | {"other": double})
    return Verdict("15-1", Level.OK, "secret.post_filled", values)


def vacant(filled: Collection[str]) -> Verdict | None:
    """15-1: the posts that nobody has."""
    missing = [words for post, words in POSTS.items() if post not in filled]
    return Verdict("15-1", Level.WARNING, "secret.vacant", {"posts": missing}) if missing else None


def judge_reported(changed: date, reported: date) -> Verdict:
    """15-2: a change of person is reported to 县委办公室机要科 at once: on the same day. Raises Refused."""
    if reported < changed:
        raise refuse("secret.before_change", "15-2", at=changed.isoformat())
    days = (reported - changed).days
    if days:
        return Verdict("15-2", Level.WARNING, "secret.reported_late", {"days": days})
    return Verdict("15-2", Level.OK, "secret.reported")


def judge_password(last: date | None, today: date) -> Verdict:
    """15-3: changed within 7 days. Only the day is known here."""
    if last is None:
        return Verdict("15-3", Level.WARNING, "secret.password_never")
    days = (today - last).days
    values = {"day": last.isoformat(), "days": days}
    if days > PASSWORD_DAYS:
        return Verdict("15-3", Level.WARNING, "secret.password_late", values)
    key = "secret.password_today" if days == PASSWORD_DAYS else "secret.password"
    return Verdict("15-3", Level.NOTE if days == PASSWORD_DAYS else Level.OK, key, values)


def judge_medium(label: str, locked: bool) -> None:
    """15-5: a label of its class, and kept in a locked iron cabinet. Raises Refused."""
    if label not in LABELS:
        raise refuse("secret.no_label", "15-5")
    if not locked:
        raise refuse("secret.not_locked", "15-5")


def judge_hand_over(ticks: Collection[str], person: str) -> None:
    """15-5: all five of 清点、登记、编号、封装、签收, and who took it. Raises Refused."""
    if missing := [words for tick, words in TICKS.items() if tick not in ticks]:
        raise refuse("secret.ticks", "15-5", missing=missing)
    if not person:
        raise refuse("secret.no_person", "15-5")
