"""A desk as a process of its own: it signs people in and gives numbers, and says each thing once it is committed.

usage: python -m tests.faults.desk_process STORE MODE SEED [PEOPLE]

MODE `day`: sign-ins, annulments and numbers without end. `door`: everyone of the roster once, then the end.
`full`: the file may not grow any more; then it may again. `early`: says it before it is done (the fault that
the harness must find).
"""

from __future__ import annotations

import random
import resource
import signal
import sys
from datetime import timedelta
from pathlib import Path

from oatui.rules.verdict import Refused
from oatui.store import arrivals, documents, numbers, people
from oatui.store.database import Store, StoreTrouble, open_store
from tests.conftest import FixedClock

ROOM_LEFT = 96 * 1024


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def sign_in(store: Store, clock: FixedClock, one: people.Attendee) -> None:
    clock.pass_time(seconds=1)
    made = arrivals.sign_in(store, one.meeting, one.code)
    seq = made.fact[1] if made.fact else 0
    say("in", made.outcome, one.id, made.at, seq)


def annul(store: Store, one: people.Attendee) -> None:
    if fact := arrivals.standing(store, one.id):
        try:
            made = arrivals.annul(store, fact, "误扫")
        except Refused:
            return  # another desk was quicker
        say("out", one.id, *(made.fact or ()))


def number(store: Store, clock: FixedClock, name: str) -> None:
    paper = documents.draft(store, f"关于{name}的通知", "通知", "嘉商务字", "业务股", "刘某某")
    for by in ("王股长", "李主任", "张局长", "赵书记"):
        documents.sign(store, paper.id, by)
    clock.pass_time(seconds=1)
    say("number", paper.id, numbers.give_number(store, paper.id).number)


def day(store: Store, clock: FixedClock, rng: random.Random, roster: list[people.Attendee]) -> None:
    for turn in range(1_000_000):
        sign_in(store, clock, rng.choice(roster))
        if turn % 7 == 6:
            annul(store, rng.choice(roster))
        if turn % 5 == 4:
            number(store, clock, f"第{turn}项工作")


def full(store: Store, clock: FixedClock, roster: list[people.Attendee]) -> None:
    """The disk has room for a little more, then for none, then again."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = Path(f"{store.path}-wal")
    size = max(store.path.stat().st_size, wal.stat().st_size if wal.exists() else 0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + ROOM_LEFT, hard))
    waiting = list(roster)
    troubles = 0
    while waiting and troubles < 3:
        try:
            sign_in(store, clock, waiting[0])
            waiting.pop(0)
        except StoreTrouble as trouble:
            troubles += 1
            say("trouble", trouble.verdict.key, waiting[0].id)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    for one in waiting[:20]:
        sign_in(store, clock, one)
    say("end")


def main() -> None:
    path, mode, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    clock = FixedClock()
    clock.moment += timedelta(minutes=seed % 10)
    store = open_store(path, clock, f"经办人{seed}")
    roster = people.listed(store, 1, limit=-1)
    rng = random.Random(seed)
    if mode == "day":
        day(store, clock, rng, roster)
    elif mode == "full":
        full(store, clock, roster)
    elif mode == "early":
        for one in roster:
            say("in", "ok", one.id, "-", store.value("select max(seq) from event") + 1)
            sys.stdin.readline()
    else:
        rng.shuffle(roster)
        for one in roster:
            sign_in(store, clock, one)
    store.close()


if __name__ == "__main__":
    main()
