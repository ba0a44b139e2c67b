"""日清: everything open that today asks about, one card at a time; then the day is clear (article 3)."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _, kind_word, ours_of_day
from oatui.rules import clear_desk as law
from oatui.rules import entry
from oatui.rules.routine import judge_login
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import Said, ask, ask_file
from oatui.screens.clear_desk_card import card_parts, sum_parts
from oatui.screens.deadline_keys import DeadlineKeys
from oatui.screens.document_form import WHEN_HINT, date_words, when_words
from oatui.store import backup, deadlines, oa, open_items, reviews, routines
from oatui.store.deadlines import Due
from oatui.store.open_items import Key
from oatui.store.reviews import Card, Review
from oatui.widgets.form import Field
from oatui.widgets.keyed_lines import KeyedLines, pressed_by_click

WIDE = 110  # cells
# what its own page does to end it, where that is one key
ENDS = {"incoming": "action_end", "duty_handover": "action_hand_over"}
FIELD_OF = {
    "clear_desk.no_taker": "to", "deadline.no_taker": "to", "deadline.has_it": "to", "clear_desk.no_day": "until",
    "clear_desk.not_later": "until", "clear_desk.no_words": "words", "routine.future": "at", "routine.reason_needed": "reason",
}  # fmt: skip


class Scrolled(VerticalScroll, inherit_bindings=False):
    """A card longer than the window turns by pages: the arrows are the review's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class ClearDeskPage(DeadlineKeys):
    """A card in the middle; after the last one the sum of the day. Left at any time: what was answered stands."""

    CSS_PATH = "clear_desk.tcss"
    AUTO_FOCUS = "#card"
    TITLE_WORDS = N_("日清")
    HELP_WORDS = N_(
        "下班前把还开着的事一件一件看过：今天新增的、到期的、超期的、顺延到今天的，每件一张。F5 办结，F6 转给谁，"
        "F7 顺延到哪天、为什么（原因用数字选）；回车打开它自己那一页，在那里办完也算。没到期的只占一行，看完卡片后回车列出。"
        "左右方向键翻看，F4 收回上一个回答。都看过了按 F8：记下今日日清，自动备份；再按 F8 存成日清记录去打印。随时可以离开，回来接着看。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "take_back", N_("收回"), id="take_back", tooltip=N_("收回今天的上一个回答")),
        Binding("f5", "done", N_("办结"), id="done", tooltip=N_("办结这一件；要在它自己那一页办的，打开那一页")),
        Binding("f6", "hand_on", N_("转办"), id="hand_on", tooltip=N_("转给另一人办")),
        Binding("f7", "later", N_("顺延"), id="later", tooltip=N_("顺延到哪天，原因用数字选")),
        Binding("f8", "clear", N_("记日清"), id="clear",
                tooltip=N_("都看过了，记下今日日清并备份；已经日清的，存日清记录")),
        Binding("f12", "clear_desk", show=False),
        Binding("enter", "open", N_("打开"), id="open", tooltip=N_("打开这一件自己的页；最后一页上列出未到期的")),
        Binding("left,up", "step(-1)", N_("上一件"), show=False, id="previous", tooltip=N_("看上一件")),
        Binding("right,down", "step(1)", N_("下一件"), show=False, id="next", tooltip=N_("看下一件")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.review: Review | None = None
        self.chosen: Key | None = None  # None: the sum after the last card
        self._begun = False
        self._onward = False  # answered: once it is read, on to the next one that is untouched

    def body(self) -> ComposeResult:
        yield KeyedLines(id="count")
        with Scrolled(id="card"):
            yield Static(id="facts", markup=False)
        yield Static(id="rest", markup=False)

    def load(self) -> None:
        before = self._place
        self.review = reviews.review(self.store, self.calendar)
        keys = [card.item.key for card in self.review.cards]
        if not self._begun:
            self._begun = True
            self._to_untouched(0)
        elif self._onward:
            self._onward = False
            self._to_untouched(self._place + 1)
        elif self.chosen is not None and self.chosen not in keys:
            # its own room ended it: what comes after it is asked next
            self._to_untouched(before)
        self._show()

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "wide")
        if self.review:
            self.call_after_refresh(self._show)

    # ------------------------------------------------------------------ where it stands

    @property
    def cards(self) -> list[Card]:
        return self.review.cards if self.review else []

    @property
    def _place(self) -> int:
        return next((n for n, card in enumerate(self.cards) if card.item.key == self.chosen), len(self.cards))

    @property
    def card(self) -> Card | None:
        """The card that is shown; None at the sum."""
        return next((card for card in self.cards if card.item.key == self.chosen), None)

    @property
    def line(self) -> Due | None:
        """The deadline of the card, for the keys of deadlines."""
        card = self.card
        if card is None or card.item.kind != "deadline":
            return None
        return deadlines.as_due(deadlines.get(self.store, card.item.id))

    def _to_untouched(self, start: int) -> None:
        """The next card without an answer from a place on, then from the front; none: the sum."""
        around = [*self.cards[start:], *self.cards[:start]]
        self.chosen = next((card.item.key for card in around if card.answer is None), None)

    def action_step(self, by: int) -> None:
        place = max(0, min(self._place + by, len(self.cards)))
        self.chosen = self.cards[place].item.key if place < len(self.cards) else None
        self.say(None)
        self._show()

    # ------------------------------------------------------------------ what is shown

    def _show(self) -> None:
        if self.review is None:
            return
        found, card = self.review, self.card
        room = self.query_one("#card").scrollable_content_region.width or self.size.width - 5
        whole = len(found.cards) + len(found.ended)
        where = _("共 {n} 件", n=whole)
        if card:
            where = _("第 {place} 件，共 {n} 件", place=self._place + 1 + len(found.ended), n=whole)
        counts = _(
            "已办 {done}  转办 {handed}  顺延 {carried}",
            done=found.count("done"), handed=found.count("hand_on"), carried=found.count("carry"),
        )  # fmt: skip
        left = _("还剩 {n} 件", n=len(found.untouched)) if found.untouched else _("都看过了")
        self.query_one("#count", Static).update(
            Content.assemble(
                (" < ", pressed_by_click("left")),
                (where, "bold"),
                (" > ", pressed_by_click("right")),
                "   ",
                (left, "" if found.untouched else "$text-success"),
                "    ",
                counts,
            )
        )
        parts = card_parts(card, room) if card else sum_parts(found, room)
        self.query_one("#facts", Static).update(Content.assemble(*parts))
        rest = _("未到期 {n} 件", n=len(found.not_due)) if found.not_due else _("没有未到期的")
        self.query_one("#rest", Static).update(
            rest + ("" if card else _("，回车列出") if found.not_due else "")
        )

    # ------------------------------------------------------------------ answering

    def _asked(self) -> Card | None:
        card = self.card
        if card is None:
            self.say(_("这里没有卡片，按左方向键回到上一件"))
        return card

    def action_done(self) -> None:
        if (card := self._asked()) is None:
            return
        if card.item.kind == "deadline":
            super().action_done()
        elif card.item.kind in law.OF_THE_DAY:
            self._log_in(card)
        elif card.item.kind == "oa_item":
            self.run_worker(self._finish(card), group="finish")
        elif card.item.kind in open_items.PLAIN:
            self._say_done(card)
        else:
            self._open(card, ENDS.get(card.item.kind, ""), _("这一件在这一页办；办好按 F3 回日清"))

    async def _finish(self, card: Card) -> None:
        await self.record(oa.finish, card.item.id)

    def _say_done(self, card: Card) -> None:
        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(
                reviews.answer, *card.item.key, "done", self.calendar, words=values["words"]
            )
            self._onward = True
            return None

        fields = [Field("words", N_("怎么办的"))]
        self._form(self._title_of(card), fields, do, card.item.words[0].message)

    def _log_in(self, card: Card) -> None:
        which: Any = card.item.kind.removeprefix("oa_")
        fields = [
            Field("at", N_("登录时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
            Field("reason", N_("补充说明"), hint=N_("可以不填")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            now = self.desk.clock.now()
            at = values["at"] or now
            found = judge_login(at, now, which, routines.hours_on(self.store, at.date()), values["reason"])
            if found.key.endswith("_early"):
                # it would be written, count for nothing, and leave the card as it is
                raise refuse(found.key, found.rule, **found.values)
            made = await self.desk.record(
                routines.log_in, at=values["at"], which=which, reason=values["reason"]
            )
            return made.verdict

        self._form(kind_word(open_items.KINDS[card.item.kind]), fields, do, card.item.words[0].message)

    def action_hand_on(self) -> None:
        if (card := self._asked()) is None:
            return
        offers = [name for name in deadlines.owners(self.store) if name != card.item.owner]
        fields = [
            Field("to", N_("转给谁"), offers=offers),
            Field("words", N_("交代什么"), hint=N_("可以不填")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            answer, _notes = await self.desk.record(
                reviews.answer,
                *card.item.key,
                "hand_on",
                self.calendar,
                to=values["to"],
                words=values["words"],
            )
            self._onward = True
            return Verdict(
                None, Level.OK, "clear_desk.said_hand_on", {"to": answer.taker, "title": self._title_of(card)}
            )

        note = _("现在 {name} 办", name=card.item.owner) if card.item.owner else ""
        self._form(_("转办：{title}", title=self._title_of(card)), fields, do, note)

    def action_later(self) -> None:
        self._put_off()

    def _put_off(self, reason: str = "") -> None:
        if (card := self._asked()) is None:
            return
        if card.item.kind in law.OF_THE_DAY:
            self.say(refuse("clear_desk.of_the_day", "14-2").verdict)
            return
        proposed = law.next_working_day(self.desk.clock.now().date(), self.calendar)
        fields = [
            Field("reason", N_("原因"), value=reason, choices=tuple(law.REASONS.items())),
            Field("until", N_("到哪天"), value=proposed.isoformat(), hint=N_("如 1125、明天、下周三、+3g（3 个工作日）"),
                  read=self._read_until, echo=date_words),
            Field("words", N_("补充说明"), hint=N_("原因选“其他”才必填")),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            answer, notes = await self.desk.record(
                reviews.answer, *card.item.key, "carry", self.calendar,
                until=values["until"], reason=values["reason"], words=values["words"],
            )  # fmt: skip
            self._onward = True
            values = {"until": answer.until, "title": self._title_of(card)}
            return notes[0] if notes else Verdict(None, Level.OK, "clear_desk.said_carry", values)

        carried = [verdict.message for verdict in card.remarks]
        self._form(_("顺延：{title}", title=self._title_of(card)), fields, do, "\n".join(carried))

    def _title_of(self, card: Card) -> str:
        item = card.item
        return ours_of_day(item.kind, item.id, item.title) or kind_word(open_items.KINDS[item.kind])

    def _read_until(self, text: str) -> date | None:
        if not text.strip():
            return None
        return entry.parse_date(text, self.desk.clock.now().date(), self.calendar, past_days=0)

    def _form(self, question: str, fields: list[Field], do: Any, note: str = "") -> None:
        ask(self, question, fields, do, FIELD_OF, note)

    async def action_take_back(self) -> None:
        if (back := await self.record(reviews.take_back)) is not None:
            self.chosen = back.kind, back.item
            self.load()
            title = ours_of_day(back.kind, back.item, back.title) or kind_word(open_items.KINDS[back.kind])
            self.say(Verdict(None, Level.OK, "clear_desk.taken_back", {"title": title}))

    # ------------------------------------------------------------------ its own page, and the rest

    def action_open(self) -> None:
        if card := self.card:
            self._open(card)
        elif self.review and self.review.not_due:
            from oatui.screens.not_due import NotDuePage

            self.desk.push_screen(NotDuePage())

    def _open(self, card: Card, then: str = "", said: str = "") -> None:
        from oatui.screens.open_pages import page_for

        page = page_for(self.store, card.item)
        if page is None:
            self.say(_("这一件没有自己的页；用 F5、F6、F7"))
            return
        self.desk.push_screen(page)
        if then:
            page.call_after_refresh(getattr(page, then))
        elif said:
            page.call_after_refresh(page.say, said)

    # ------------------------------------------------------------------ the day is clear

    async def action_clear(self) -> None:
        if self.review is None:
            return
        if self.review.untouched:
            self._to_untouched(0)
            self._show()
            names = [self._title_of(card) for card in self.review.untouched]
            self.say(refuse("clear_desk.untouched", "3-1", n=len(names), title=names[0]).verdict)
            return
        if self.review.cleared and reviews.lines(self.review) == self.review.cleared.lines:
            self._ask_record(self.review.cleared)
            return
        made = await self.record(reviews.clear, self.calendar)
        if made is None:
            return
        self.chosen = None
        self.load()
        kept = await self.record(backup.back_up_day)
        if kept is None:
            return  # the day is clear all the same; why there is no copy has been said
        words = "  ".join(
            (
                made[1].message,
                Verdict(None, Level.OK, "clear_desk.backed_up", {"path": kept.path.name}).message,
            )
        )
        self.say(words)

    def _ask_record(self, cleared: reviews.ClearedDay) -> None:
        async def save(path: Path) -> Said:
            from oatui.files.day_record_out import write_day_record
            from oatui.papers.day_papers import record_of

            made = await asyncio.to_thread(write_day_record, path, record_of(self.store, cleared))
            return _("日清记录已存：{path}", path=str(made))

        ask_file(self, _("存成日清记录（Word），打印签名"), f"{_('日清记录')}-{cleared.day}.docx", save)

    def on_key(self, event: events.Key) -> None:
        """A digit is the reason of a delay: the form opens with that reason chosen."""
        reasons = list(law.REASONS)
        if self.card and event.character in {str(n) for n in range(1, len(reasons) + 1)}:
            event.stop()
            self._put_off(reasons[int(event.character or 1) - 1])
