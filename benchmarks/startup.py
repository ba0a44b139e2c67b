"""Process start to the first useful frame, against a Textual app that says hello.

Both run on a pseudo-terminal of their own, turn by turn; what they write is dated as it comes and replayed by
pyte afterwards, so that the emulator's work is in no figure. Useful is: the word of the working day and an OA
login with its state are on the screen. Prints lines `name value budget ok|missed`; times are milliseconds,
sizes MiB. Exit 1 where a budget is missed. Linux and macOS.

usage: python benchmarks/startup.py [--runs 7]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte
from figures import line, missed

from oatui.clock import SystemClock
from oatui.store import meetings
from oatui.store.database import open_store

COLUMNS, ROWS = 120, 36
LIMIT_SECONDS = 20.0
QUIET_SECONDS = 0.2
RATIO_BUDGET, MIB_BUDGET = 1.5, 45.0

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello")
Hello().run()
"""
USEFUL = re.compile(
    r"(工作日|休息日|节假日|周末|放假|上班|休息)[\s\S]*上班登录.*(待登录|未到时间|已登录|晚登|漏登|休息)"
)


class Launch:
    """One start of a program: the seconds to the frame, and the peak resident size in MiB."""

    def __init__(self, command: list[str], home: Path, frame: re.Pattern[str]) -> None:
        environment = os.environ | {
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "HOME": str(home),
            "XDG_CONFIG_HOME": f"{home}/config", "XDG_DATA_HOME": f"{home}/data", "XDG_CACHE_HOME": f"{home}/cache",
        }  # fmt: skip
        environment.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # an installed program is compiled, and so is this one
        self.seconds: float | None = None
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        started = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            try:
                size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        self._watch(started, frame)
        self.mib = self._stop()

    def _read(self, seconds: float) -> bytes | None:
        """The next output; empty where the program ended, None where it was quiet."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return None
        try:
            return os.read(self._terminal, 1 << 16)
        except OSError:  # how Linux says that the far side closed
            return b""

    def _watch(self, started: float, frame: re.Pattern[str]) -> None:
        kept: list[tuple[float, bytes]] = []
        while self.seconds is None and time.perf_counter() - started < LIMIT_SECONDS:
            data = self._read(QUIET_SECONDS)
            if data:
                kept.append((time.perf_counter() - started, data))
                continue
            for moment, piece in kept:
                self._stream.feed(piece)
                if self.seconds is None and frame.search("\n".join(self.screen.display)):
                    self.seconds = moment
            kept.clear()
            if data == b"":
                return

    def _stop(self) -> float:
        os.kill(self._pid, signal.SIGTERM)
        deadline = time.perf_counter() + 3.0
        while True:
            ended, _status, usage = os.wait4(self._pid, os.WNOHANG)
            if ended:
                break
            if time.perf_counter() > deadline:
                os.kill(self._pid, signal.SIGKILL)
            self._read(0.02)
        os.close(self._terminal)
        return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def furnish(path: Path) -> None:
    """A store as on any morning: somebody is named, and a meeting is today."""
    clock = SystemClock()
    store = open_store(path, clock, "刘某某", create=True)
    start = clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    meetings.add(store, "全县商务工作会议", start, start.replace(hour=11), place="二楼会议室")
    store.close()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=7)
    arguments.add_argument("--show", action="store_true", help="print the desk's first screen")
    chosen = arguments.parse_args()
    launches: dict[str, list[Launch]] = {"hello": [], "desk": []}
    with tempfile.TemporaryDirectory(prefix="oatui-bench-") as folder:
        home = Path(folder)
        furnish(home / "desk.db")
        hello = home / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        programs = {
            "hello": ([sys.executable, str(hello)], re.compile("Hello")),
            "desk": ([sys.executable, "-m", "oatui", "--db", str(home / "desk.db")], USEFUL),
        }
        for turn in range(chosen.runs + 1):
            for name, (command, frame) in programs.items():
                launch = Launch(command, home, frame)
                if launch.seconds is None:
                    print("\n".join(launch.screen.display), file=sys.stderr)
                    print(f"{name} never showed its frame", file=sys.stderr)
                    return 1
                if turn:  # the first of each only warms the file cache
                    launches[name].append(launch)
        if chosen.show:
            print("\n".join(launches["desk"][-1].screen.display))
    seconds = {name: [one.seconds or 0.0 for one in found] for name, found in launches.items()}
    mib = {name: statistics.median(one.mib for one in found) for name, found in launches.items()}
    turns = [desk / hello for desk, hello in zip(seconds["desk"], seconds["hello"], strict=True)]
    line("start.hello_ms", statistics.median(seconds["hello"]) * 1e3)
    line("start.desk_ms", statistics.median(seconds["desk"]) * 1e3)
    line("start.ratio", statistics.median(turns), RATIO_BUDGET)
    line("start.hello_mib", mib["hello"])
    line("start.desk_mib", mib["desk"], MIB_BUDGET)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
