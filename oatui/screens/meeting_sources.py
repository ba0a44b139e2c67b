"""What a new meeting can begin from: an earlier one, a standing list of people, or a notice that was received."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.widgets import Static

from oatui.i18n import _
from oatui.rules.members import usual_title
from oatui.rules.workdays import CalendarMissing
from oatui.screens.copy_from import CopyFrom
from oatui.screens.filled_in import FilledInPage
from oatui.screens.meetings import start_words
from oatui.store import arrivals, meetings, people_lists

if TYPE_CHECKING:
    from oatui.rules.notice_text import NoticeRead


class MeetingSources(FilledInPage):
    """A page with the form of a meeting; each source fills what is empty, and the line above the form names it."""

    old: meetings.Meeting | None = None
    copied: meetings.Meeting | None = None
    people_list: int | None = None
    pasted: tuple[str, str] | None = None  # what was not found in a notice, and what is to be checked

    def load(self) -> None:
        line = self.query_one("#copied", Static)
        line.display = self.old is None
        if self.pasted:
            line.update("\n".join(filter(None, self.pasted)))
            return
        if self.people_list is not None:
            found = people_lists.get(self.store, self.people_list)
            words = _("常用名单：{name}（{n} 人）；F6 换一份或不用名单", name=found.name, n=found.count)
        elif self.copied:
            n = arrivals.figures(self.store, [self.copied.id])[self.copied.id][0]
            words = _("复制自：{title}（{n} 人，连同会场）；F4 换一个或不复制", title=self.copied.title, n=n)
        elif meetings.count(self.store):
            words = _("F4 复制以前的会议，F6 从常用名单开会，F7 粘贴收到的通知")
        else:
            words = _("第一次会议：填好后按 F5 保存，接着导入名册")
        line.update(words)

    def action_copy(self) -> None:
        earlier = meetings.listed(self.store, limit=9)
        if not earlier:
            self.say(_("还没有可复制的会议"))
            return

        def chosen(answer: meetings.Meeting | bool | None) -> None:
            if isinstance(answer, bool):
                self.copied = None
            elif answer:
                self.copied, self.people_list = answer, None
                self._bring(answer)
            self.load()

        now = self.desk.clock.now()
        self.pasted = None
        counts = arrivals.figures(self.store, [one.id for one in earlier])
        lines = [(one, start_words(one.start, now), counts[one.id][0]) for one in earlier]
        self.desk.push_screen(CopyFrom(lines), chosen)

    def _bring(self, source: meetings.Meeting) -> None:
        """What the copied meeting has, into the fields where nothing was typed."""
        values = {
            "title": source.title, "start": f"{source.start:%H:%M}", "end": f"{source.end:%H:%M}",
            "place": source.place, "chair": source.chair,
        }  # fmt: skip
        for key, value in values.items():
            if not self.form.text(key).strip():
                self.form.fill(key, value)
        for key in ("mode", "role", "level"):
            self.form.fill(key, getattr(source, key))
        if "way" in self.form.fields:
            self.form.fill("way", "ticks" if source.ticks else "confirm" if source.confirm else "")
        if not self.form.text("day").strip():
            self.form.begin("day")

    def action_list(self) -> None:
        from oatui.screens.people_lists import ListFrom

        lists = people_lists.listed(self.store, limit=9)
        if not lists:
            self.say(_("还没有常用名单。在会议列表按 F8 建一份，或在一次会议里按 F6 存名单"))
            return

        def chosen(answer: int | bool | None) -> None:
            if answer is False:
                self.people_list = None
            elif answer is not None:
                self._bring_list(int(answer))
            self.load()

        self.desk.push_screen(ListFrom(lists), chosen)

    def _bring_list(self, people_list: int) -> None:
        """As the last meeting of this list was, on the next day that its hour is still ahead; nobody scans."""
        self.people_list, self.copied, self.pasted = people_list, None, None
        last = people_lists.last_called(self.store, people_list)
        if last:
            self._bring(last)
        elif not self.form.text("title").strip():
            self.form.fill("title", usual_title(people_lists.get(self.store, people_list).name))
        self.form.fill("way", "ticks" if last is None or last.ticks else self.form.text("way"))
        if last and not self.form.text("day").strip():
            now = self.desk.clock.now()
            ahead = last.start.time() > now.time() and self._works(now.date())
            day = now.date() if ahead else self._next_working_day(now.date())
            self.form.fill("day", day.isoformat())

    def _works(self, day: date) -> bool:
        with suppress(CalendarMissing):
            return self.calendar.is_working(day)
        return day.weekday() < 5

    def _next_working_day(self, day: date) -> date:
        while not self._works(day := day + timedelta(days=1)):
            pass
        return day

    def action_paste(self) -> None:
        from oatui.screens.notice_paste import filled, paste_notice, said

        def read(found: NoticeRead) -> None:
            self.people_list = self.copied = None
            for key, value in filled(found).items():
                if key in self.form.fields:
                    self.form.fill(key, value)
            self.pasted = said(found)
            self.load()

        paste_notice(self, read)
