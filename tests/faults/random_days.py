"""A day of acts in any order, looked at after each of them; a day that failed is played again by its own line.

usage: python -m tests.faults.random_days 'JSON'

JSON is the list of acts that a failing test printed: [["scan", 0, 1], ["restart", 0, 0], …].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from oatui.store import attendance, chain, doctor, journal
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Store, open_store
from tests.store.acts import Act, a_meeting, acts, do, fresh_store

RESTART = ("restart", 0, 0)


def days(most: int) -> st.SearchStrategy[list[Act]]:
    """A day of acts, cut by restarts of the desk."""
    pieces = st.lists(acts(12), min_size=1, max_size=max(1, most // 12))
    return pieces.map(lambda found: [act for piece in found for act in (*piece, RESTART)])


class Watch:
    """What was seen so far of a store: nothing of it may go, or change, whatever is done next."""

    def __init__(self) -> None:
        self.events = 0
        self.last: dict[str, bytes] = {}
        self.numbers: dict[tuple[str, int, int], Any] = {}

    def look(self, store: Store) -> None:
        """The chain goes on from where it was, the sums hold, no number goes or gets another paper."""
        assert chain.recent_trouble(store) is None
        events = journal.count(store)
        assert events >= self.events, "events are gone"
        self.events = events
        for origin, hash_ in self.last.items():
            assert store.value("select 1 from event where origin = ? and hash = ?", origin, hash_), (
                "a link changed"
            )
        for origin in chain.origins(store):
            self.last[origin] = store.value(
                "select hash from event where origin = ? order by seq desc limit 1", origin
            )
        for (meeting,) in store.rows("select id from meeting"):
            self._sums(store, meeting)
        found = {
            tuple(row[:3]): row[3]
            for row in store.rows("select series, year, sequence, document from number")
        }
        for key, paper in self.numbers.items():
            assert key in found, f"{key} is gone"
            assert paper is None or found[key] == paper, f"{key} went to another paper"
        papers = [paper for paper in found.values() if paper is not None]
        assert len(papers) == len(set(papers)), "a paper has two numbers"
        self.numbers = found

    def _sums(self, store: Store, meeting: int) -> None:
        whole, places = attendance.attendance(store, meeting)
        assert whole.expected == whole.present + whole.leave + whole.absent
        assert min(whole.absent, whole.present, whole.leave) >= 0
        for name in ("expected", "present", "leave", "absent", "late", "on_time"):
            assert getattr(whole, name) == sum(getattr(counts, name) for _venue, counts in places), name
        closed = store.value("select 1 from closing where meeting = ?", meeting)
        came = store.value(
            f"select count(*) from attendee a join {ARRIVED} join meeting m on m.id = a.meeting "
            f"where a.meeting = ? and {attendance.COUNTED}",
            meeting,
        )
        # who is settled by name at the closing came without a sign-in
        assert whole.present >= came if closed else whole.present == came


def play(day: Sequence[Act], people: int = 4) -> None:
    """Play a day and look after each act; at the end the tables follow from the journal."""
    with fresh_store() as first:
        store, watch = first, Watch()
        a_meeting(store, people)
        try:
            for act in day:
                if tuple(act) == RESTART:
                    store.close()
                    store = open_store(first.path, first.clock, first.actor)
                    assert store.trouble is None, store.trouble
                else:
                    do(store, act)
                watch.look(store)
            report = doctor.examine(store)
            assert report.ok, report
        except BaseException as error:
            error.add_note(
                f"to play it again: python -m tests.faults.random_days {json.dumps(list(day), ensure_ascii=False)!r}"
            )
            raise
        finally:
            store.close()


def main() -> None:
    play([(name, a, b) for name, a, b in json.loads(sys.argv[1])])
    print("the day holds")


if __name__ == "__main__":
    main()
