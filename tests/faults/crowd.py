"""Two terminals, the phone page and eight command lines on one store: all at the door of one meeting, all at the numbers.

usage: python -m tests.faults.crowd FOLDER SECONDS SEED

Each of them is a process (the command line: one process a command). They sign in the same people, at the same time,
and number the same papers. At last the store is held to what was said: nobody was told "locked", nobody signed in
twice, no number was given twice, nothing that was said is gone. Prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from oatui.clock import SystemClock
from oatui.rules.verdict import Refused
from oatui.session import Session
from oatui.store import arrivals, documents, meetings, numbers, people
from oatui.store.database import StoreTrouble, open_store

ROOT = Path(__file__).parents[2]
TERMINALS, COMMAND_LINES, PEOPLE, PAPERS = 2, 8, 3000, 400
LEAST = 40  # acts of a terminal, however short the time is
Line = tuple[str, str, str, float]  # what, of whom, what was answered, seconds


def furnish(path: Path) -> None:
    """A meeting that is open for sign-in now, and papers that wait for their number."""
    clock = SystemClock()
    store = open_store(path, clock, "刘某某", create=True)
    store.conn.execute("pragma synchronous=off")
    start = clock.now().replace(microsecond=0) + timedelta(minutes=30)
    meeting = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2)).id
    rows = [
        (
            "",
            {
                "name": f"参会{n}",
                "unit": f"单位{n % 80}",
                "post": "",
                "phone": f"1380000{n:04d}",
                "serial": "",
            },
        )
        for n in range(PEOPLE)
    ]
    people.import_roster(store, meeting, rows, "名册.xlsx")
    for n in range(PAPERS):
        paper = documents.draft(store, f"关于第{n}项工作的通知", "通知", "嘉商务字", "业务股", "王某")
        for name in ("李某", "刘某", "张某", "孙某"):
            documents.sign(store, paper.id, name)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    store.close()


# ------------------------------------------------------------------ who is there


async def terminal(path: Path, rng: random.Random, until: float, said: list[Line]) -> None:
    """A desk: reads on its thread, writes on its other one; scans, takes back, numbers, looks again."""
    session = Session(path, SystemClock(), "终端")
    session.open()
    assert session.reader
    roster = people.listed(session.reader, 1, limit=-1)
    while time.time() < until or len(said) < LEAST:
        one = rng.choice(roster)
        await _timed(said, "in", str(one.id), session.record(arrivals.sign_in, 1, one.code))
        if rng.random() < 0.2:
            paper = rng.randint(1, PAPERS)
            await _timed(said, "number", str(paper), session.record(numbers.give_number, paper))
        began = time.perf_counter()
        if session.reader.changed():
            arrivals.attendance(session.reader, 1)
        said.append(("read", "", "ok", time.perf_counter() - began))
        await asyncio.sleep(0.002)
    session.close()


async def _timed(said: list[Line], what: str, whom: str, asked: Any) -> None:
    began = time.perf_counter()
    try:
        made = await asked
        answer = made.outcome if what == "in" else made.number
    except Refused as no:
        answer = f"refused {no.verdict.key}"
    except StoreTrouble as trouble:
        answer = f"trouble {trouble.verdict.key}"
    said.append((what, whom, answer, time.perf_counter() - began))


async def phones(path: Path, rng: random.Random, until: float, said: list[Line]) -> None:
    """The page that phones open, with its server, and the phones."""
    import httpx

    from oatui.phone_way import PhoneWay
    from tests.web.desks import ticket_of

    session = Session(path, SystemClock(), "扫码页")
    session.open()
    assert session.reader
    way = PhoneWay(session.clock, session.reader, session.record, path.parent / "keys")
    venue = meetings.venues(session.reader, 1)[0].id
    await way.open(1, venue, "127.0.0.1", 0, not_secret=True)

    async def phone(number: int) -> None:
        while time.time() < until or len(said) < 3:
            one = rng.randrange(PEOPLE)
            source = f"127.0.{1 + one // 200}.{1 + one % 200}"  # each phone has its own address
            transport = httpx.AsyncHTTPTransport(local_address=source)
            async with httpx.AsyncClient(
                base_url=f"http://{way.address}", transport=transport, trust_env=False, follow_redirects=True
            ) as browser:
                began = time.perf_counter()
                form = await browser.get(f"/A/{way.code(1, venue)}")
                sent = {"name": f"参会{one}", "digits": f"{one:04d}", "t": ticket_of(form.text)}
                answer = await browser.post("/S", data=sent)
                good = answer.status_code == 200 and "signed" in answer.text or "签到" in answer.text
                told = "page" if good else f"trouble {answer.status_code}"
                said.append(("phone", str(one + 1), told, time.perf_counter() - began))

    await asyncio.gather(*(phone(number) for number in range(3)))
    await way.stop()
    session.close()


def command_line(
    path: Path, codes: dict[int, str], rng: random.Random, until: float, said: list[Line]
) -> None:
    """Commands one after the other, each a process of its own."""
    environment = os.environ | {"OATUI_DB": str(path), "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(path.parent)}
    while time.time() < until:
        what = rng.choice(["in", "in", "number", "attendance"])
        whom = rng.choice(list(codes)) if what == "in" else rng.randint(1, PAPERS) if what == "number" else 1
        words = {
            "in": ["sign-in", "1", codes[whom]] if what == "in" else [],
            "number": ["document", "number", str(whom)],
            "attendance": ["attendance", "1"],
        }[what]
        began = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-m", "oatui", *words, "--json"],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        answer = f"trouble {ran.returncode} {ran.stderr.decode()[-200:]}"
        if ran.returncode == 0 and not ran.stderr:
            made = json.loads(ran.stdout)
            answer = str(made["outcome"] if what == "in" else made["number"] if what == "number" else "ok")
        said.append((what, str(whom), answer, time.perf_counter() - began))


# ------------------------------------------------------------------ what it came to


@dataclass
class Found:
    """What was done by whom, what went wrong, and the longest that anybody waited for an act (ms)."""

    seconds: float = 0.0
    acts: dict[str, int] = field(default_factory=dict)
    signed_in: int = 0
    numbered: int = 0
    troubles: list[str] = field(default_factory=list)
    # by whom and of what kind; a process' first number also reads the rules of papers in, before it takes its turn
    longest_ms: dict[str, dict[str, int]] = field(default_factory=dict)


def judge(path: Path, told: dict[str, list[Line]], found: Found) -> Found:
    from oatui.store import doctor

    everything = [line for lines in told.values() for line in lines]
    found.troubles = sorted(
        {line[2] for line in everything if line[2].startswith("trouble") or "refused" in line[2]}
    )
    for who, lines in told.items():
        found.acts[who] = len(lines)
        found.longest_ms[who] = {
            what: round(max(line[3] for line in lines if line[0] == what) * 1e3)
            for what in sorted({line[0] for line in lines})
        }
    store = open_store(path, SystemClock(), "查验人")
    rows = store.rows(
        "select attendee, count(*) from arrival_fact where kind = 'signed_in' group by attendee"
    )
    found.signed_in = len(rows)
    found.troubles += [f"{row[0]} signed in {row[1]} times" for row in rows if row[1] > 1]
    came = {str(row[0]) for row in rows}
    first = Counter(line[1] for line in everything if line[0] == "in" and line[2] == "ok")
    found.troubles += [
        f"{whom} was told {n} times that this was the first scan" for whom, n in first.items() if n > 1
    ]
    gone = {line[1] for line in everything if line[0] in ("in", "phone")} - came
    found.troubles += [f"{whom} was told and is not there" for whom in sorted(gone)]
    given: dict[str, set[str]] = {}
    for line in everything:
        if line[0] == "number":
            given.setdefault(line[1], set()).add(line[2])
    kept = {
        str(row[0]): row[1] for row in store.rows("select id, number from document where number is not null")
    }
    found.numbered = len(kept)
    found.troubles += [
        f"{paper}: {answers}" for paper, answers in given.items() if answers != {kept.get(paper)}
    ]
    sequences = [row[0] for row in store.rows("select sequence from number order by sequence")]
    if sequences != list(range(1, len(kept) + 1)):
        found.troubles.append("the numbers have a gap or a double")
    report = doctor.examine(store)
    if not report.ok:
        found.troubles.append(str(report))
    store.close()
    return found


def run(folder: Path, seconds: float, seed: int) -> Found:
    """Everybody at once, for so long from the moment when the first are there."""
    path = folder / "desk.db"
    furnish(path)
    store = open_store(path, SystemClock(), "查验人")
    codes = {one.id: one.code for one in people.listed(store, 1, limit=-1)}
    store.close()
    began = time.time()
    until = began + seconds
    told: dict[str, list[Line]] = {"terminals": [], "phones": [], "command_lines": []}
    with_desks = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.crowd", str(path), role, str(seed + n), str(until)],
            stdout=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8",
        )
        for n, role in enumerate(["terminals"] * TERMINALS + ["phones"])
    ]  # fmt: skip
    lines = [
        threading.Thread(
            target=command_line,
            args=(path, codes, random.Random(seed * 100 + n), until, told["command_lines"]),
        )
        for n in range(COMMAND_LINES)
    ]
    for one in lines:
        one.start()
    for one in lines:
        one.join()
    troubles = []
    for desk, role in zip(with_desks, ["terminals"] * TERMINALS + ["phones"], strict=True):
        out, _err = desk.communicate()
        if desk.returncode:
            troubles.append(f"{role} ended with {desk.returncode}")
        else:
            told[role] += [tuple(line) for line in json.loads(out)]
    found = judge(path, told, Found(seconds=time.time() - began))
    found.troubles += troubles
    return found


def main() -> None:
    path, what, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if what in ("terminals", "phones"):
        said: list[Line] = []
        work = terminal if what == "terminals" else phones
        asyncio.run(work(path, random.Random(seed), float(sys.argv[4]), said))
        print(json.dumps(said))
        return
    print(json.dumps(run(path, float(what), seed).__dict__, ensure_ascii=False))


if __name__ == "__main__":
    main()
