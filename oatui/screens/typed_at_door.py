"""What is typed at the door: a scan goes on its way, a name or initials lead to people, and to talks about them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from textual import on

from oatui.i18n import _
from oatui.rules.verdict import Verdict
from oatui.screens.by_hand import Request, Talk
from oatui.screens.door_lock import LockedPage
from oatui.screens.door_talks import Again, DoorMenu, Open, StandIn, Stranger, TurnAway
from oatui.screens.page import Page, say_over
from oatui.store import (
    approvers,
    arrivals,
    meetings,
    people,
    presence,
    stand_in,
    substitute_back,
    turned_away,
)
from oatui.store.database import Store
from oatui.widgets.scan_line import ScanLine

# a scan or a sign-in by hand, its time, and whether the desk records leaving
Waiting = tuple[str | arrivals.Hand, datetime, bool]


class TypedAtDoor(LockedPage):
    """The scan line's part of the arrival desk; what is shown, and the keys, are the page's."""

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.door: meetings.Venue | None = None
        self.hits: list[people.Attendee] = []
        self.nobody = ""  # a name that is typed, and is on no line of the roster
        self.talk: Talk | DoorMenu | Stranger | None = None
        self.last_reason = 0
        self.leaving = False  # scans record leaving and coming back instead of signing in
        self.scans: asyncio.Queue[Waiting] = asyncio.Queue()

    def take_scan(self, text: str) -> None:
        """A whole scan that came while another page lies over this one."""
        self.scans.put_nowait((text, self.desk.clock.now(), self.leaving))

    def say_in_front(self, came: arrivals.Arrival | Verdict) -> None:
        """What came of a scan, where another page lies over this one; also over a form or the help."""
        if self.desk.screen_stack[-1] is self:
            return
        front = next((one for one in reversed(self.desk.screen_stack) if isinstance(one, Page)), self)
        words: Verdict | str
        if isinstance(came, Verdict):
            words = came
        elif came.outcome == "refused" or not came.name:
            words = came.verdict
        else:
            words = _("{name} 已扫码：{said}", name=came.name, said=came.verdict.message)
        if front is not self:
            front.say(words)
        say_over(self.desk, words)

    def show_person(self) -> None:
        """Show the talk, the people found, or the last person."""
        raise NotImplementedError

    def show_arrival(self, arrival: arrivals.Arrival) -> None:
        """Show what was recorded as the last person."""
        raise NotImplementedError

    def open_choice(self, key: str) -> None:
        """Do what was chosen of the menu."""
        raise NotImplementedError

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        if self.talk or self.pin:
            return
        text = event.text.strip()
        if self.hits and len(text) == 1 and text.isdecimal():
            return  # the digit of one of those who are shown; a second one makes it a scan
        wanted = text.rstrip("0123456789") if not text.isdecimal() else ""
        before = self.hits or self.nobody
        self.hits = people.search(self.store, self.meeting_id, wanted, 9) if wanted else []
        # letters may be the first of a scan that is none of ours
        self.nobody = "" if self.hits or wanted.isascii() else wanted
        if before or self.hits or self.nobody:
            # the digits of a scan show nobody: the line alone is drawn
            self.show_person()

    @on(ScanLine.Ended)
    async def _ended(self, event: ScanLine.Ended) -> None:
        self.nobody = ""
        text = event.text.strip()
        if len(text) >= 15 and not any(c.isalpha() for c in text):
            # a scan is a scan, whatever else was on its way
            self.hits = []
            self.scans.put_nowait((text, event.at, self.leaving))
        elif self.pin:
            self.say(_("已锁屏，只能扫码；按 Insert 解锁"))
        elif self.talk:
            await self._answer(self.talk, text, event.at)
        elif text.isdecimal():
            if self._choose(int(text)):
                return
            if self.hits:
                self.say(_("请按 {n:digits}", n=len(self.hits)))
            else:
                self.scans.put_nowait((text, event.at, self.leaving))
        elif text:
            self._look_for(text)

    def _look_for(self, text: str) -> None:
        wanted = text.rstrip("0123456789")
        self.hits = people.search(self.store, self.meeting_id, wanted, 9)
        if self._choose(int(text[len(wanted) :] or 0)):
            return
        if not self.hits:
            self.say(_("名册里没有找到“{wanted}”", wanted=wanted))
            self.talk = Stranger(wanted, approvers.proposed(self.store), self._could_be_stood_in_for)
        self.show_person()

    def _could_be_stood_in_for(self, text: str) -> Sequence[people.Attendee]:
        found = people.search(self.store, self.meeting_id, text, 50)
        return [one for one in found if one.status is None and one.replaced_by is None][:9]

    def _choose(self, place: int) -> bool:
        if place == 0 and len(self.hits) == 1:
            place = 1
        if not 1 <= place <= len(self.hits):
            return False
        one = self.hits[place - 1]
        out = presence.left_at(self.store, self.meeting_id, one.id) is not None
        phone = presence.phone_in(self.store, self.meeting_id, one.id)
        owes = presence.owes_reason(self.store, self.meeting_id, one.id)
        instead = None
        if one.replaced_by is not None and not one.taken_back:
            instead = people.get(self.store, one.replaced_by)
        noted = presence.notes(self.store, one.id, 5)  # of who was annulled, too: they were somebody else's
        self.talk, self.hits = Talk(one, out, phone, owes, self.last_reason, instead, noted), []
        self.say(None)
        self.show_person()
        return True

    async def _answer(self, talk: Talk | DoorMenu | Stranger, text: str, at: datetime) -> None:
        step = getattr(talk, "step", "")
        answer = talk.answer(text)
        match answer:
            case str():
                self.say(answer)
                self.show_person()
            case None:
                self.say(None)
                if step == getattr(talk, "step", "") and not (isinstance(talk, Stranger) and talk.hits):
                    self.cancel()
                self.show_person()
            case Open(key):
                self.cancel()
                self.say(None)
                self.open_choice(key)
            case Again(words):
                self.cancel()
                self._look_for(words)
            case TurnAway(name):
                await self._turn_away(name, at)
            case StandIn():
                await self._stand_in(answer, at)
            case Request(act="sign_in") if isinstance(talk, Talk):
                self.last_reason = talk.last_reason
                hand = arrivals.Hand(talk.person.id, answer.words, answer.approver)
                self.scans.put_nowait((hand, at, False))
            case Request(act="come_after_all") if isinstance(talk, Talk):
                await self._come_after_all(talk.person, at)
            case Request() if isinstance(talk, Talk):
                await self._note(talk.person, answer, at)

    async def _turn_away(self, name: str, at: datetime) -> None:
        door_ = self.door.id if self.door else None
        if made := await self.record(turned_away.stranger, self.meeting_id, name, venue=door_, at=at):
            self.cancel()
            self.show_arrival(made)

    async def _stand_in(self, wanted: StandIn, at: datetime) -> None:
        door_ = self.door.id if self.door else None
        made = await self.record(
            stand_in.stand_in, self.meeting_id, wanted.person.id, wanted.name, approver=wanted.approver,
            kind=wanted.kind, venue=door_, at=at,
        )  # fmt: skip
        self.cancel()
        if made:
            self.show_arrival(made)

    async def _come_after_all(self, person: people.Attendee, at: datetime) -> None:
        door_ = self.door.id if self.door else None
        made = await self.record(
            substitute_back.come_after_all, self.meeting_id, person.id, venue=door_, at=at
        )
        self.cancel()
        if made:
            self.show_arrival(made)

    async def _note(self, person: people.Attendee, request: Request, at: datetime) -> None:
        """Leaving, coming back, a wrong seat, a phone: recorded beside the sign-in."""
        act: Callable[[Store], presence.Noted] = {
            "leave": lambda store: presence.leave_early(store, person.id, request.words, at=at),
            "come_back": lambda store: presence.come_back(store, person.id, at=at),
            "explain": lambda store: presence.explain(store, person.id, request.words),
            "seat": lambda store: presence.note_seat(store, person.id, request.words),
            "phone": lambda store: presence.tick_phone(store, person.id),
            "conduct": lambda store: presence.note_conduct(store, person.id, request.words),
            "take_back": lambda store: presence.take_back(
                store, person.id, request.fact or ("", 0), request.words
            ),
        }[request.act]
        self.cancel()
        if noted := await self.record(act):
            back = _("记错了，再输入姓名，选“撤回登记”") if noted.kind in presence.KINDS.values() else ""
            self.say(noted.verdict, back)

    def cancel(self) -> None:
        self.talk, self.hits, self.nobody = None, [], ""
        self.show_person()

    def action_demo_scan(self) -> None:
        # the next who comes; at the exit, the next who is here
        coming = [
            one
            for one in people.listed(self.store, self.meeting_id, -1)
            if (one.status is not None) == self.leaving and not one.replaced_by
        ]
        if coming:
            here = self.door and self.door.id
            one = min(coming, key=lambda person: (person.venue_id != here, person.id * 37 % 101))
            self.scans.put_nowait((one.code, self.desk.clock.now(), self.leaving))
