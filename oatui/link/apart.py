"""A desk's line in a process of its own: what twenty sub-venues send at once takes nothing from the desk's keys.

Threads of one program take turns at one interpreter, and a key would wait for its turn several times. This process is
told once what to do, answers one line, and ends when the desk does, however that ends. Where it ends before the desk,
or stands still and leaves a question without an answer, the desk starts another at the same address, and says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from oatui.link.keyring import Keyring
from oatui.rules.verdict import Level, Refused, Verdict, refuse

START_SECONDS = 60.0  # of a machine that is busy with much else; the desk's page, and its end, wait for it
STOP_SECONDS = 6.0  # the server lets end what it answers
NICE = 10  # a key of the desk goes first
AGAIN = 3  # so often within AGAIN_SECONDS it is started again
AGAIN_SECONDS = 600.0
ASK_SECONDS = 5.0  # between two questions whether it still works
# a busy machine is no reason to end it; while it stands still it may hold the store's lock
SILENT_SECONDS = 15.0
QUESTION = "?"


class Apart:
    """The desk's end: `listen` for a line of its own, `start` for the rounds of a desk on a county's hub."""

    trouble: Verdict | None = None  # said in the keyring's files

    def __init__(self, path: Path, operator: str, folder: Path, said: Callable[[Verdict], object]) -> None:
        """The store, who sits at the desk, the folder of the keyring, and who is told that it ended by itself."""
        self._store = {"path": str(path), "operator": operator, "folder": str(folder)}
        self._said = said
        self._child: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()  # who starts it, and who ends it
        self._watcher: threading.Thread | None = None
        self._speaking = threading.Lock()  # who asks, and who wakes
        self._answered = threading.Event()
        self._stood_still = False
        self._falls: list[float] = []
        self.port = 0

    def listen(self, host: str, port: int, cert: str, key: str) -> None:
        """Answer sites at an address; `port` is the one it has then. Some tenths of a second. Raises Refused."""
        asked = {"do": "line", "host": host, "port": port, "cert": cert, "key": key}
        with self._turn:
            self.port = int(self._begin(asked)["port"])
            self._watch({**asked, "port": self.port})

    def start(self) -> None:
        """Make the rounds to the hub; returns before the first."""
        with self._turn:
            self._begin({"do": "rounds"})
            self._watch({"do": "rounds"})

    def wake(self) -> None:
        """A round now."""
        if self._child:
            self._tell(self._child, "")

    @property
    def alive(self) -> bool:
        """Whether it still works: somebody may have ended it."""
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """End after what is under way."""
        with self._turn:
            child, self._child = self._child, None
        if child:
            self._end(child)

    def ask(self) -> None:
        """End it where it does not answer; another takes its place. Some milliseconds, else `SILENT_SECONDS`."""
        child = self._child
        if child is None:
            return
        self._answered.clear()
        self._tell(child, QUESTION)
        # in two turns: it may have been this desk that stood still
        if any(self._answered.wait(SILENT_SECONDS / 2) for _turn in range(2)) or self._child is not child:
            return
        self._stood_still = True
        child.kill()

    def _tell(self, child: subprocess.Popen[str], words: str) -> None:
        with self._speaking, suppress(OSError, ValueError):
            child.stdin.write(f"{words}\n")  # type: ignore[union-attr]
            child.stdin.flush()  # type: ignore[union-attr]

    @staticmethod
    def _end(child: subprocess.Popen[str]) -> None:
        with suppress(OSError):
            child.stdin.close()  # type: ignore[union-attr]
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()  # type: ignore[union-attr]

    def _watch(self, asked: Mapping[str, Any]) -> None:
        """Until the process ends; where nobody asked for that, another takes its place."""
        child, ended = self._child, threading.Event()
        assert child and child.stdout
        answers = child.stdout

        def watch() -> None:
            with suppress(OSError, ValueError):  # closed by who ends it
                for _answer in answers:
                    self._answered.set()
            ended.set()
            child.wait()
            with self._turn:
                if self._child is child:
                    self._mend(child, asked)

        def ask() -> None:
            while not ended.wait(ASK_SECONDS):
                self.ask()

        self._watcher = threading.Thread(target=watch, name="apart-watcher", daemon=True)
        self._watcher.start()
        threading.Thread(target=ask, name="apart-asker", daemon=True).start()

    def _mend(self, child: subprocess.Popen[str], asked: Mapping[str, Any]) -> None:
        self._child = None
        self._end(child)
        now, what, stood_still = time.monotonic(), asked["do"], self._stood_still
        self._stood_still = False
        self._falls = [at for at in self._falls if now - at < AGAIN_SECONDS] + [now]
        if len(self._falls) <= AGAIN:
            try:
                self._begin(asked)
            except Refused as no:
                self._said(no.verdict)
            else:
                self._watch(asked)
                how = "silent" if stood_still else "again"
                self._said(Verdict(None, Level.WARNING, f"link.{what}_{how}"))
            return
        self._said(Verdict(None, Level.WARNING, f"link.{what}_fell", {"n": len(self._falls)}))

    def _begin(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "oatui.link.apart"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8", env=_environment(),
            # Ctrl+C and a closed window are the desk's; in a session of its own its niceness would not count beside it
            process_group=0,
        )  # fmt: skip
        assert child.stdin and child.stdout
        with suppress(OSError):
            child.stdin.write(json.dumps({**self._store, **asked}) + "\n")
            child.stdin.flush()
        if asked["do"] == "rounds":
            self._child = child
            return {}
        late = threading.Timer(START_SECONDS, child.kill)
        late.start()
        try:
            told: dict[str, Any] = json.loads(child.stdout.readline())
        except ValueError:
            # it ended without a word
            told = {"verdict": refuse("link.apart").verdict.as_body()}
        finally:
            late.cancel()
        if verdict := told.get("verdict"):
            self._end(child)
            raise Refused(Verdict.from_body(verdict))
        self._child = child
        return told


def _environment() -> dict[str, str]:
    """The same program, also where it was not installed."""
    root = str(Path(__file__).parents[2])
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
    }


# ---------------------------------------------------------------------- the process


def main(asked: IO[str], told: IO[str]) -> None:
    """Do what the first line of `asked` says until the last; a further one is the desk's question, or wakes."""
    from oatui.clock import SystemClock
    from oatui.store.database import StoreTrouble, open_store

    what = json.loads(asked.readline())
    ring, clock = Keyring(Path(what["folder"])), SystemClock()
    own = partial(open_store, Path(what["path"]), clock, what["operator"])
    if what["do"] == "rounds":
        from oatui.link.hub_line import HubSender

        rounds = HubSender(own, ring, clock)
        rounds.start()
        # on no hub any more, it has ended and nothing is wrong
        _until_the_end(asked, told, lambda: rounds.is_alive() or not rounds.trouble, rounds.wake)
        rounds.stop()
        return
    from oatui.link.main_desk import answering

    try:
        server = answering(own, ring, clock, *(what[name] for name in ("host", "port", "cert", "key")))
    except (Refused, StoreTrouble) as no:
        _say(told, verdict=no.verdict.as_body())
        return
    _say(told, port=server.port)
    _until_the_end(asked, told, lambda: server.alive, lambda: None)
    server.stop()


def _until_the_end(
    asked: IO[str], told: IO[str], works: Callable[[], bool], wake: Callable[[], object]
) -> None:
    for line in iter(asked.readline, ""):
        if line.strip() != QUESTION:
            wake()
        elif works():
            _say(told, works=True)


def _say(told: IO[str], **what: Any) -> None:
    with suppress(OSError):
        told.write(json.dumps(what) + "\n")
        told.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICE)
    main(sys.stdin, sys.stdout)
