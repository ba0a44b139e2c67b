"""Desk processes from outside: started, listened to, killed, and what they said held against the store."""

from __future__ import annotations

import selectors
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from oatui.store import chain, doctor
from oatui.store.database import open_store
from tests.conftest import FixedClock

ROOT = Path(__file__).parents[2]


def start(path: Path, mode: str, seed: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.desk_process", str(path), mode, str(seed)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8",
    )  # fmt: skip


def kill_after(desks: Sequence[subprocess.Popen[str]], lines: int) -> list[list[str]]:
    """Kill every desk the moment that many lines were said in all; everything that they said."""
    said: list[list[str]] = []
    with selectors.DefaultSelector() as waiting:
        for desk in desks:
            assert desk.stdout
            waiting.register(desk.stdout, selectors.EVENT_READ, desk)
        while len(said) < lines:
            for key, _events in waiting.select():
                line = key.fileobj.readline()  # type: ignore[union-attr]
                assert line, "a desk ended by itself"
                said.append(line.split())
    for desk in desks:
        desk.kill()
    for desk in desks:
        rest, _err = desk.communicate()
        said += [line.split() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        assert desk.returncode == -signal.SIGKILL
    return said


def lost(path: Path, said: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """What was said and is not in the store; and the store itself is held to be whole."""
    store = open_store(path, FixedClock(), "查验人")
    try:
        assert store.trouble is None, store.trouble
        assert chain.broken_at(store) is None
        report = doctor.examine(store)
        assert report.ok, report
        events = {row["seq"]: row["kind"] for row in store.rows("select seq, kind from event")}
        assert sorted(events) == list(range(1, len(events) + 1))
        numbers = [row["sequence"] for row in store.rows("select sequence from number order by sequence")]
        assert numbers == list(range(1, len(numbers) + 1))
        # nobody counts twice
        assert not store.rows(
            "select attendee from arrival_fact group by attendee "
            "having sum(kind = 'signed_in') - sum(kind = 'annulled') > 1"
        )
        given = {(row["id"], row["number"]) for row in store.rows("select id, number from document")}
        kinds = {"ok": "signed_in", "already": "scan_repeated"}
        gone: list[Sequence[str]] = []
        for line in said:
            if line[0] == "in" and line[4] == "0":
                kept = line[1] == "already"  # within the bounce, nothing is written
            elif line[0] == "in":
                kept = events.get(int(line[4])) == kinds[line[1]]
            elif line[0] == "out":
                kept = events.get(int(line[3])) == "sign_in_annulled"
            else:
                kept = (int(line[1]), line[2]) in given
            if not kept:
                gone.append(line)
        return gone
    finally:
        store.close()
