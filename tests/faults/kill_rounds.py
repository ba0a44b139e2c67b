"""A desk that works through a day is killed, round after round; each time the store is opened and held to what was said.

usage: python -m tests.faults.kill_rounds FOLDER ROUNDS SEED [early]

The desk signs people in and out, numbers papers, answers what is open, clears the day and makes its backup, and says
each thing once it is done. A round ends it in one of three ways, in turn: SIGKILL after a random time; SIGKILL before
its n-th statement, n from the first to the last; at the n-th piece of 512 bytes that it writes, inside a page or
between two (RLIMIT_FSIZE, whose signal ends it within the write). `early` says things before they are done: the fault
that the harness must find. Prints `round n of m` as it goes, and at last one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oatui.clock import iso
from oatui.store import (
    arrivals,
    backup,
    chain,
    doctor,
    documents,
    numbers,
    people,
    reviews,
    routines,
)
from oatui.store.database import Store, open_store, sqlite3
from tests.conftest import FixedClock
from tests.store.acts import a_meeting
from tests.store.review_acts import CALENDAR

PEOPLE, PIECE, A_STORE = 40, 512, 25  # rounds that one store lives through
WHOLE_DAYS = 5  # that are not killed, to know how long one is
Say = Callable[..., None]


# ------------------------------------------------------------------ the desk that is killed


def work(store: Store, clock: FixedClock, rng: random.Random, say: Say) -> None:
    """A short day: people come, one is signed out, a paper is numbered, the day is cleared and kept."""
    clock.at(8, 30)
    roster = people.listed(store, 1, limit=-1)
    for one in rng.sample(roster, 4):
        clock.pass_time(seconds=5)
        made = arrivals.sign_in(store, 1, one.code)
        if made.outcome == "ok" and made.fact:
            say("in", one.id, made.fact[1])
    fact = arrivals.standing(store, rng.choice(roster).id)
    if fact:
        out = arrivals.annul(store, fact, "误扫").fact
        assert out
        say("out", *fact, out[1])
    paper = documents.draft(
        store, f"关于第{rng.random()}项工作的通知", "通知", "嘉商务字", "业务股", "刘某某"
    )
    say("draft", paper.id)
    for by in ("王股长", "李主任", "张局长", "赵书记"):
        documents.sign(store, paper.id, by)
    say("number", paper.id, numbers.give_number(store, paper.id).number)
    clock.at(17, 10)
    routines.log_in(store)
    say("login", iso(clock.now()))
    for card in reviews.review(store, CALENDAR).untouched:
        reviews.answer(store, *card.item.key, "hand_on", CALENDAR, to="接办人")
        say("answer", *card.item.key)
    cleared = reviews.clear(store, CALENDAR)[0]
    say("cleared", cleared.day, len(cleared.lines))
    say("backup", backup.back_up_day(store).path.name)


def early(store: Store, _clock: FixedClock, _rng: random.Random, say: Say) -> None:
    for one in people.listed(store, 1, limit=-1):
        say("in", one.id, store.value("select max(seq) from event") + 1)
    time.sleep(60)


@dataclass
class End:
    """How a round's desk ends: after `seconds`, before its n-th `statement`, or where it writes its n-th `piece`."""

    way: str
    seconds: float = 60.0
    statement: int = 0
    piece: int = 0


def desk(path: Path, seed: int, end: End, pipe: int, work_of: Callable[..., None]) -> None:
    """Work in this process, and say what is done into the pipe; never returns."""
    done = 0

    def say(*words: object) -> None:
        os.write(pipe, (" ".join(map(str, words)) + "\n").encode())

    def count(_sql: str) -> None:
        nonlocal done
        done += 1
        if done == end.statement:
            os.kill(os.getpid(), signal.SIGKILL)

    clock = FixedClock()
    store = open_store(path, clock, f"经办人{seed}")
    store.conn.set_trace_callback(count)
    if end.piece:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        wal = Path(f"{path}-wal")
        begin = wal.stat().st_size if wal.exists() else 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (begin + end.piece * PIECE,) * 2)
    work_of(store, clock, random.Random(seed), say)
    say("statements", done)
    os._exit(0)


# ------------------------------------------------------------------ the rounds


@dataclass
class Found:
    """What the rounds came to."""

    rounds: int = 0
    statements: int = 0  # of a day
    pieces: int = 0
    killed: dict[str, int] = field(default_factory=dict)
    ended: int = 0  # desks that were quicker
    said: int = 0
    lost: set[tuple[str, ...]] = field(default_factory=set)
    parts: int = 0  # half backups that were found, and taken away by the next
    backups: int = 0
    longest_ms: float = 0.0  # to open after a kill
    trouble: str = ""


def one_round(path: Path, seed: int, end: End, work_of: Callable[..., None]) -> tuple[list[list[str]], bool]:
    """What the desk said before its end, and whether it was killed."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(out)
            desk(path, seed, end, into, work_of)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(3)
    os.close(into)
    if end.way == "time":
        time.sleep(end.seconds)
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    with os.fdopen(out, encoding="utf-8") as read:
        lines = [line.split() for line in read if line.endswith("\n")]
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, end
    return lines, killed


def check(path: Path, said: list[list[str]], found: Found, whole: bool) -> None:
    """Open the store as after any crash; everything said is there, once, and all sums hold."""
    began = time.perf_counter()
    store = open_store(path, FixedClock(), "查验人")
    found.longest_ms = max(found.longest_ms, (time.perf_counter() - began) * 1e3)
    try:
        if store.trouble:
            found.trouble = str(store.trouble)
            return
        broken = chain.broken_at(store)
        report = doctor.examine(store) if whole else None
        if broken or (report and not report.ok):
            found.trouble = str(broken or report)
        found.lost |= {tuple(line) for line in said if not _kept(store, line)}
        counts = arrivals.attendance(store, 1)[0]
        standing = store.value("select count(*) from arrival_fact where stands")
        if counts.present != standing or counts.expected != counts.present + counts.leave + counts.absent:
            found.trouble = f"{counts} {standing}"
        given = [row[0] for row in store.rows("select sequence from number order by sequence")]
        if given != list(range(1, len(given) + 1)):
            found.trouble = f"numbers {given}"
        if numbers_twice := store.rows(
            "select number from document where number is not null group by 1 having count(*) > 1"
        ):
            found.trouble = f"twice {[row[0] for row in numbers_twice]}"
    finally:
        store.close()


def _kept(store: Store, line: list[str]) -> bool:
    """Whether what was said is in the store."""
    match line[0], line[1:]:
        case "in", [attendee, seq]:
            row = store.row("select kind, body from event where seq = ?", int(seq))
            return (
                row is not None and row[0] == "signed_in" and json.loads(row[1])["attendee"] == int(attendee)
            )
        case "out", [origin, seq, own]:
            row = store.row("select kind, body from event where seq = ?", int(own))
            target = [origin, int(seq)]
            return row is not None and row[0] == "sign_in_annulled" and json.loads(row[1])["target"] == target
        case "draft", [paper]:
            return store.value("select 1 from document where id = ?", int(paper)) is not None
        case "number", [paper, number]:
            return bool(store.value("select number from document where id = ?", int(paper)) == number)
        case "login", [at]:
            return store.value("select 1 from oa_login where at = ?", at) is not None
        case "answer", [kind, item]:
            sql = "select 1 from review_answer where kind = ? and item = ?"
            return store.value(sql, kind, int(item)) is not None
        case "cleared", [day, _lines]:
            return reviews.cleared(store, date.fromisoformat(day)) is not None
        case "backup", [name]:
            return (backup.day_folder(store) / name).exists() or _newer(store, name)
    return line[0] == "statements"


def _newer(store: Store, name: str) -> bool:
    """A later backup of the day takes the place of an earlier one."""
    return any(path.name != name for path in backup.day_folder(store).glob("oatui-*.db"))


def check_backups(path: Path, found: Found) -> None:
    """Whatever has a backup's name is a whole store; halves have none, and the next backup takes them away."""
    store = open_store(path, FixedClock(), "查验人")
    folder = backup.day_folder(store)
    found.parts += len({one.name.split(".part")[0] for one in folder.glob(".*.part*")})
    made = backup.back_up_day(store)
    store.close()
    left = [one.name for one in folder.glob(".*.part*")]
    if left:
        found.trouble = f"left: {left}"
    copy = sqlite3.connect(f"file:{made.path}?mode=ro", uri=True)
    if copy.execute("pragma integrity_check").fetchone()[0] != "ok":
        found.trouble = f"{made.path.name} is damaged"
    copy.close()
    found.backups += 1


def run(folder: Path, rounds: int, seed: int, work_of: Callable[..., None] = work, each: int = 1) -> Found:
    """So many rounds, on stores that live through 25 each; doctor looks after every `each`."""
    rng, found = random.Random(seed), Found()
    said: list[list[str]] = []
    template = folder / "template.db"
    store = open_store(template, FixedClock(), "刘某某", create=True)
    a_meeting(store, PEOPLE)
    store.close()
    path = folder / "desk.db"
    shutil.copy(template, path)
    whole_day, statements, pieces = 0.0, 1, 1
    if work_of is work:
        began = time.perf_counter()
        days = [one_round(path, 0, End("none"), work_of)[0]]
        whole_day = time.perf_counter() - began
        wal = Path(f"{path}-wal")
        pieces = max(one.stat().st_size for one in (path, wal) if one.exists()) // PIECE
        days += [one_round(path, more, End("none"), work_of)[0] for more in range(1, WHOLE_DAYS)]
        # a day with people who are in already has fewer: the last statement is one that each day comes to
        statements = min(int(lines[-1][1]) for lines in days)
    found.statements, found.pieces = statements, pieces
    for number in range(rounds):
        if number % A_STORE == 0:
            for old in folder.glob("desk*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            shutil.copy(template, path)
            said = []
        turn = number // 3
        # each statement in turn; a short run takes them from all over the day
        statement = 1 + (turn if rounds >= 3 * statements else turn * 7919) % statements
        end = [
            End("time", seconds=rng.random() * whole_day),
            End("statement", statement=statement),
            End("piece", piece=1 + rng.randrange(pieces)),
        ][number % 3]
        if work_of is early:
            end = End("time", seconds=0.5)
        lines, killed = one_round(path, seed * 10_000 + number, end, work_of)
        found.rounds += 1
        said += lines
        if killed:
            found.killed[end.way] = found.killed.get(end.way, 0) + 1
        else:
            found.ended += 1
        check(path, said, found, number % each == 0 or number == rounds - 1)
        if number % A_STORE == A_STORE - 1 or number == rounds - 1:
            found.said += len(said)
            check_backups(path, found)
        if found.trouble:
            found.trouble = f"round {number} {end}: {found.trouble}"
            break
        if number % 50 == 49:
            print(f"round {number + 1} of {rounds}", flush=True)
    return found


def main() -> None:
    folder, rounds, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    work_of = early if "early" in sys.argv else work
    found = run(folder, rounds, seed, work_of, each=1 if rounds > 100 else 10)
    lost = [" ".join(line) for line in sorted(found.lost)]
    print(json.dumps(found.__dict__ | {"lost": lost}, ensure_ascii=False))


if __name__ == "__main__":
    main()
