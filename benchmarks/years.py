"""A store with ten years of a bureau in it: 1,000 meetings of 300 people, 50,000 papers, every working day's round.

Day by day, through the store's own actions; only the 300 who come to a meeting and the course of a paper after the
first are written as the events that the actions made for the first one, by the journal itself. Several actions share
a transaction, and nothing is waited for on the disk: the chain is whole, `doctor` finds no fault.

usage: python benchmarks/years.py STORE [--days 3652] [--meetings 1000] [--people 300] [--papers 50000] [--until DAY]
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from oatui.clock import ZONE, iso
from oatui.desk import calendar_of
from oatui.rules import signin
from oatui.rules.deadlines import Own
from oatui.rules.numbering import number_text
from oatui.rules.workdays import Calendar
from oatui.store import (
    closing,
    deadline_acts,
    deadlines,
    deliveries,
    doctor,
    documents,
    incident_acts,
    incidents,
    incoming,
    incoming_course,
    issuing,
    journal,
    leave,
    meetings,
    numbers,
    oa,
    open_items,
    people,
    reviews,
    routines,
)
from oatui.store.database import Store, open_store

TEN_YEARS = 3652  # days
BREATH = 20  # days of one transaction
SERIES = "嘉商务字"
SIGNERS = ("示例科长", "示例主任", "示例副局长", "示例局长")
UNITS = [f"示例单位{number}" for number in range(80)]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰志国建华文明春梅玉兰秀英海波晓红正中和思远子涵雨轩"


class Hand:
    """A clock that the years are made by."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        self.moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


class Breath(Store):
    """A store whose actions join the transaction that is open."""

    @contextmanager
    def write(self) -> Iterator[None]:
        if not self.conn.in_transaction:
            self.conn.execute("begin immediate")
        yield


class Years:
    """What is made, day by day."""

    def __init__(self, store: Store, hand: Hand, calendar: Calendar, count: int) -> None:
        self.store, self.hand, self.calendar = store, hand, calendar
        self.rng = random.Random(10)
        self.roster = [("", self._person(number)) for number in range(count)]
        self.course: list[tuple[str, dict[str, Any], int]] = []  # kind, body, minutes after the draft
        self.last: dict[str, int] = {}
        self.papers = 0

    def _person(self, number: int) -> dict[str, str]:
        name = self.rng.choice(SURNAMES) + "".join(self.rng.sample(GIVEN, self.rng.choice((1, 2, 2))))
        return {
            "name": name, "unit": UNITS[number % len(UNITS)], "post": "科员", "phone": f"138{number:08d}",
            "serial": str(number + 1),
        }  # fmt: skip

    # ------------------------------------------------------------------ a day

    def morning(self, day: date) -> None:
        """The login, three papers in, one thing that is due today."""
        store, hand = self.store, self.hand
        hand.at(day, 8, 12)
        routines.log_in(store)
        for number in range(3):
            hand.at(day, 9, number)
            made = incoming.register_paper(
                store, f"示例县{UNITS[number]}", f"关于报送{day.isoformat()}第{number + 1}项数据的函",
                number=f"示函〔{day.year}〕{day.timetuple().tm_yday * 3 + number}号",
            )  # fmt: skip
            hand.at(day, 10, number)
            incoming_course.end(store, made.paper.id, "已报送")
        due = deadlines.add(
            store, "own", f"{day.isoformat()}的台账", self.calendar, own=Own(day), owner="刘某某"
        )
        hand.at(day, 10, 30)
        deadline_acts.done(store, due.deadline.id, "已更新")

    def evening(self, day: date, first_of_month: bool) -> None:
        """Once a month an incident; the OA box counted, the login before leaving, the day cleared."""
        store, hand = self.store, self.hand
        if first_of_month:
            hand.at(day, 15, 0)
            made = incidents.start(store, "示例仓库冒烟", place="示例一镇")
            hand.at(day, 15, 5)
            incident_acts.annul(store, made.incident.id, "演练", "示例主任")
        hand.at(day, 16, 50)
        oa.count(store, 0, 0, "刘某某")
        hand.at(day, 17, 10)
        routines.log_in(store)
        hand.at(day, 17, 25)
        reviews.clear(store, self.calendar)

    # ------------------------------------------------------------------ a meeting

    def meeting(self, day: date) -> None:
        """Everyone is reported; five are on leave, ten do not come, of the others each twentieth is late."""
        store, hand = self.store, self.hand
        hand.at(day, 8, 0)
        start = datetime(day.year, day.month, day.day, 14, 30, tzinfo=ZONE)
        made = meetings.add(
            store, f"{day.isoformat()}全县工作会议", start, start + timedelta(hours=2), place="示例会议中心"
        )
        people.import_roster(store, made.id, self.roster, "名册.xlsx")
        rows = store.rows("select id, venue from attendee where meeting = ? order by position", made.id)
        for row in rows[:5]:
            asked = leave.request(store, row["id"], "sick", "住院")
            leave.approve(store, asked.leave.id, "示例局长")
        coming = rows[15:]
        self.rng.shuffle(coming)
        for place, row in enumerate(coming):
            late = place >= len(coming) * 19 // 20
            at = start - timedelta(minutes=50) + timedelta(seconds=place * 7)
            hand.moment = start + timedelta(seconds=place) if late else at
            status, verdict = signin.judge(hand.moment, start)
            body = {
                "v": 1, "meeting": made.id, "attendee": row["id"], "venue": row["venue"], "status": status.value,
                "verdict": verdict.as_body(), "way": "scan",
            }  # fmt: skip
            journal.record(store, "signed_in", body, at=hand.moment)
        hand.at(day, 16, 35)
        closing.close(store, made.id, "请假单随会后补送")

    # ------------------------------------------------------------------ a paper

    def paper(self, day: date, place: int, steps: int | None = None) -> None:
        """A paper from its draft to its end; of the last ones only the first `steps`."""
        hand = self.hand
        hand.at(day, 9, 30)
        hand.moment += timedelta(minutes=place)
        if not self.course:
            self._first_paper()
            return
        began, store = hand.moment, self.store
        self.papers += 1
        document, day_year = self.papers, str(day.year)
        for kind, template, minutes in self.course[:steps]:
            hand.moment = began + timedelta(minutes=minutes)
            body = copy.deepcopy(template)
            body["id"] = document
            if kind == "document_drafted":
                body["title"] = f"关于做好{day.isoformat()}第{place + 1}项商务工作的通知"
            elif kind == "number_given":
                sequence = self._next(f"number {day_year}")
                body |= {
                    "year": day.year, "sequence": sequence, "number": number_text(SERIES, day.year, sequence),
                    "request_id": f"document {document}",
                }  # fmt: skip
            elif kind == "document_printed":
                body["print_date"] = day.isoformat()
            elif kind == "document_sealed":
                body |= {"year": day.year, "serial": self._next(f"seal {day_year}")}
                body["use"] = self._next("use")
            elif kind == "document_sent":
                for delivery in body["deliveries"]:
                    delivery["id"] = self._next("delivery")
                body["signed_at"] = iso(hand.moment)
            journal.record(store, kind, body, at=hand.moment)

    def _next(self, what: str) -> int:
        self.last[what] = self.last.get(what, 0) + 1
        return self.last[what]

    def _first_paper(self) -> None:
        """By the actions themselves: its events are the pattern of the others."""
        store, hand = self.store, self.hand
        store.conn.execute("commit")
        before = int(store.value("select max(seq) from event"))
        began = hand.moment
        made = documents.draft(store, "关于做好第一项商务工作的通知", "通知", SERIES, "业务股", "示例经办人")
        for name in SIGNERS:
            hand.moment += timedelta(minutes=1)
            documents.sign(store, made.id, name)
        store.conn.execute("commit")  # a number is looked at before its transaction
        numbers.give_number(store, made.id)
        hand.moment += timedelta(minutes=1)
        issuing.print_out(store, made.id, 20, hand.moment.date(), by="刘某某")
        issuing.seal(store, made.id, "示例主任", handler="刘某某", approver="示例局长")
        hand.moment += timedelta(minutes=1)
        deliveries.send(
            store, made.id, ["各科室", "下属事业单位"], "刘某某", calendar=self.calendar, signed_by="示例科员"
        )
        issuing.file(store, made.id, ["draft", "instructions", "sealed_copy"], "刘某某")
        issuing.close(store, made.id, "刘某某")
        for row in store.rows("select * from event where seq > ? order by seq", before):
            event = journal.read(row)
            minutes = int((datetime.fromisoformat(event.at) - began).total_seconds() // 60)
            self.course.append((event.kind, dict(event.body), minutes))
        self.papers = made.id
        year = hand.moment.year
        self.last |= {f"number {year}": 1, f"seal {year}": 1, "use": 1, "delivery": 2}


def make(
    path: Path, length: int, held: int, count: int, papers: int, until: date, say: bool = False
) -> Store:
    """Make the store, and leave it as a desk finds it in the morning."""
    hand = Hand(datetime.combine(until - timedelta(days=length), datetime.min.time(), ZONE))
    opened = open_store(path, hand, "刘某某", create=True)
    store = Breath(opened.conn, path, hand, "刘某某")
    store.origin = opened.origin
    store.conn.execute("pragma synchronous=off")
    store.conn.execute("pragma cache_size=-200000")
    calendar = calendar_of(store)
    first = hand.moment.date()
    days = [first + timedelta(days=n) for n in range((until - first).days)]
    days = [day for day in days if open_items.is_working(calendar, day)]
    made = Years(store, hand, calendar, count)
    meetings_made, papers_made, month = 0, 0, 0
    began = time.perf_counter()
    for number, day in enumerate(days, 1):
        made.morning(day)
        while papers_made < papers * number // len(days):
            # the last evening is not over: what is on its way then stays open
            steps = papers_made % 9 if number == len(days) else None
            made.paper(day, papers_made - papers * (number - 1) // len(days), steps)
            papers_made += 1
        while meetings_made < held * number // len(days):
            made.meeting(day)
            meetings_made += 1
        if number < len(days):
            made.evening(day, day.month != month)
            month = day.month
        if number % BREATH == 0 or number == len(days):
            store.conn.execute("commit")
            if say:
                spent = time.perf_counter() - began
                print(
                    f"\r{day.isoformat()} {journal.count(store):,} events {spent:.0f} s", end="", flush=True
                )
    if say:
        print()
    store.conn.execute("pragma wal_checkpoint(truncate)")
    store.close()
    return open_store(path, hand, "刘某某")


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("store", type=Path)
    arguments.add_argument("--days", type=int, default=TEN_YEARS)
    arguments.add_argument("--meetings", type=int, default=1000)
    arguments.add_argument("--people", type=int, default=300)
    arguments.add_argument("--papers", type=int, default=50_000)
    arguments.add_argument("--until", type=date.fromisoformat, default=datetime.now(ZONE).date())
    chosen = arguments.parse_args()
    chosen.store.unlink(missing_ok=True)
    store = make(
        chosen.store, chosen.days, chosen.meetings, chosen.people, chosen.papers, chosen.until, say=True
    )
    began = time.perf_counter()
    report = doctor.examine(store)
    print(f"years.events {report.events}")
    print(f"years.mib {store.path.stat().st_size / (1 << 20):.0f}")
    print(f"years.doctor_s {time.perf_counter() - began:.1f} - {'ok' if report.ok else report}")
    store.close()
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
