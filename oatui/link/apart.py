"""A desk's line in a process of its own: what twenty sub-venues send at once takes nothing from the desk's keys.

Threads of one program take turns at one interpreter, and a key would wait for its turn several times. This process is
told once what to do, answers one line, and ends when the desk does, however that ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from oatui.link.keyring import Keyring
from oatui.rules.verdict import Refused, Verdict, refuse

STOP_SECONDS = 6.0  # the server lets end what it answers
NICE = 10  # a key of the desk goes first


class Apart:
    """The desk's end: `listen` for a line of its own, `start` for the rounds of a desk on a county's hub."""

    trouble: Verdict | None = None  # said in the keyring's files

    def __init__(self, path: Path, operator: str, folder: Path) -> None:
        """The store, who sits at the desk, and the folder of the keyring."""
        self._store = {"path": str(path), "operator": operator, "folder": str(folder)}
        self._child: subprocess.Popen[str] | None = None
        self.port = 0

    def listen(self, host: str, port: int, cert: str, key: str) -> None:
        """Answer sites at an address; `port` is the one it has then. Some tenths of a second. Raises Refused."""
        self.port = int(self._begin(do="line", host=host, port=port, cert=cert, key=key)["port"])

    def start(self) -> None:
        """Make the rounds to the hub; returns before the first."""
        self._begin(do="rounds", wait=False)

    def wake(self) -> None:
        """A round now."""
        if self._child and self._child.stdin:
            with suppress(OSError, ValueError):
                self._child.stdin.write("\n")
                self._child.stdin.flush()

    @property
    def alive(self) -> bool:
        """Whether it still works: somebody may have ended it."""
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """End after what is under way."""
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(OSError):
            child.stdin.close()  # type: ignore[union-attr]
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()  # type: ignore[union-attr]

    def _begin(self, wait: bool = True, **asked: Any) -> Mapping[str, Any]:
        child = self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "oatui.link.apart"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8", env=_environment(),
            start_new_session=True,  # Ctrl+C and a closed window are the desk's
        )  # fmt: skip
        assert child.stdin and child.stdout
        with suppress(OSError):
            child.stdin.write(json.dumps({**self._store, **asked}) + "\n")
            child.stdin.flush()
        if not wait:
            return {}
        try:
            told: dict[str, Any] = json.loads(child.stdout.readline())
        except ValueError:
            # it ended without a word
            told = {"verdict": refuse("link.apart").verdict.as_body()}
        if verdict := told.get("verdict"):
            self.stop()
            raise Refused(Verdict.from_body(verdict))
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
    """Do what the first line of `asked` says until the last; each further one wakes."""
    from oatui.clock import SystemClock
    from oatui.store.database import StoreTrouble, open_store

    what = json.loads(asked.readline())
    ring, clock = Keyring(Path(what["folder"])), SystemClock()
    own = partial(open_store, Path(what["path"]), clock, what["operator"])
    if what["do"] == "rounds":
        from oatui.link.hub_line import HubSender

        rounds = HubSender(own, ring, clock)
        rounds.start()
        while asked.readline():
            rounds.wake()
        rounds.stop()
        return
    from oatui.link.main_desk import answering

    try:
        server = answering(own, ring, clock, *(what[name] for name in ("host", "port", "cert", "key")))
    except (Refused, StoreTrouble) as no:
        _say(told, verdict=no.verdict.as_body())
        return
    _say(told, port=server.port)
    while asked.readline():
        pass
    server.stop()


def _say(told: IO[str], **what: Any) -> None:
    with suppress(OSError):
        told.write(json.dumps(what) + "\n")
        told.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICE)
    main(sys.stdin, sys.stdout)
