"""What is shown of a card of 日清, and of the whole day after the last one."""

from __future__ import annotations

from datetime import time

from oatui.i18n import N_, _, kind_word, ours_of_day, sentence
from oatui.rules import clear_desk as law
from oatui.rules.telegrams import URGENCIES
from oatui.rules.verdict import Level, Verdict
from oatui.screens.incoming_item import COLOURS, Part, hanging
from oatui.store import open_items
from oatui.store.reviews import Card, Review
from oatui.widgets.verdict_line import LOOKS, WORDS

CAUSE_LOOKS = {
    "late": "$text-error",
    "overnight": "$text-error",
    "due": "$text-warning",
    "back": "$text-warning",
}


def card_parts(card: Card, room: int) -> list[Part]:
    """What it is, why it is asked, what it waits for, and what was answered."""
    item = card.item
    look = CAUSE_LOOKS.get(card.cause, "")
    kind = kind_word(open_items.KINDS[item.kind])
    title = ours_of_day(item.kind, item.id, item.title)
    title = f"[{_(URGENCIES[item.urgency])}] {title}" if item.urgency else title or kind
    parts: list[Part] = [
        (_(law.CAUSES[card.cause]), f"bold {look}".strip()), (f"  {kind}\n\n", "dim"),
        *hanging("", "", title, "bold", room), ("\n", ""),
    ]  # fmt: skip
    said = card.answer
    for label, words in (
        (N_("承办"), said.taker if said and said.way == "hand_on" else item.owner),
        (
            N_("登记于"),
            # what a day brings by itself begins at midnight, and nobody entered it
            _("{at:date} {at:hm}", at=item.since.isoformat()) if item.since.time() != time() else "",
        ),
    ):
        if words:
            parts += hanging(sentence(label), "dim", words, "", room)
    for verdict in (*item.words, *card.remarks):
        parts += _remark(verdict, room)
    if said:
        parts += [
            ("\n", ""),
            *hanging(_(law.SAID[said.way]), "bold $text-success", answer_words(card), "", room),
        ]
    return parts


def answer_words(card: Card) -> str:
    """To whom or to when, why, by whom and at what time."""
    said = card.answer
    assert said is not None
    until = _("到{until:short}", until=said.until) if said.until else ""
    reason = _(law.REASONS[said.reason]) if said.reason else ""
    return "  ".join(filter(None, (said.taker, until, reason, said.words, said.actor, said.at[11:16])))


def sum_parts(found: Review, room: int) -> list[Part]:
    """After the last card: what the day came to, and what is to be done now."""
    parts: list[Part] = []
    cleared = found.cleared
    if cleared and not found.untouched:
        words = _("今日已清  {at:hm}  {name}", at=cleared.at, name=cleared.actor)
        parts += hanging("", "", words, "bold $text-success", room)
        parts.append((_("F8 存成日清记录，打印签名") + "\n", "dim"))
    elif found.untouched:
        words = _("还有 {n} 件没有看过，按左方向键回去", n=len(found.untouched))
        parts += hanging("", "", words, "bold $text-warning", room)
    elif not found.working and not found.cards:
        parts += hanging("", "", _("今天休息，不要求日清；要记的，按 F8"), "bold", room)
    else:
        parts += hanging("", "", _("都看过了，按 F8 记下今日日清"), "bold $text-success", room)
    if found.streak is None:
        parts.append(("\n" + _("连续日清：年度调休未载入，不推算") + "\n", "dim"))
    else:
        parts.append(("\n" + _("连续日清 {n} 个工作日", n=found.streak) + "\n", ""))
    lines = [
        (_(law.SAID["done"]), one.kind, ours_of_day(one.kind, one.id, one.title), "") for one in found.ended
    ]
    lines += [
        (
            _(law.SAID[card.answer.way]),
            card.item.kind,
            ours_of_day(card.item.kind, card.item.id, card.item.title),
            answer_words(card),
        )
        for card in found.cards
        if card.answer
    ]
    parts.append(("\n", ""))
    for way, kind, title, words in lines:
        named = kind_word(open_items.KINDS[kind])
        shown = "  ".join(filter(None, (named + _("：") + title if title else named, words)))
        parts += hanging(way, "dim", shown, "", room)
    return parts


def _remark(verdict: Verdict, room: int) -> list[Part]:
    """A sentence with its rule; the word of the level only where it warns."""
    if verdict.level in {Level.OK, Level.NOTE}:
        return hanging("", "", f"{verdict.message}  {verdict.rule or ''}".rstrip(), "", room)
    colour = COLOURS[LOOKS[verdict.level]]
    return hanging(
        _(WORDS[verdict.level]),
        f"bold {colour}",
        f"{verdict.message}  {verdict.rule or ''}".rstrip(),
        colour,
        room,
    )
