"""The desk on a real pseudo-terminal: whatever ends it, the terminal is put back and the exit code says why."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from oatui import program
from oatui.app import DeskApp
from oatui.clock import SystemClock

ROOT = Path(__file__).parent.parent
RESTORED = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h")  # main screen, no mouse reports, cursor shown
LIMIT = 30.0


class Terminal:
    """A process on the far side of a pseudo-terminal, with everything that it wrote."""

    def __init__(self, arguments: list[str], environment: dict[str, str], deaf: bool = False) -> None:
        self.written = b""
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.chdir(ROOT)
            if deaf:
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
            os.execve(sys.executable, [sys.executable, *arguments], environment)

    def until(self, words: str) -> None:
        """Read until the words were written."""
        deadline = time.monotonic() + LIMIT
        while words.encode() not in self.written:
            assert time.monotonic() < deadline, self.written[-2000:]
            if not self._read():
                raise AssertionError(self.written[-2000:])

    def send(self, keys: bytes) -> None:
        os.write(self.end, keys)

    def exit_code(self) -> int:
        """Read to the end; the exit code, negative for a signal."""
        deadline = time.monotonic() + LIMIT
        while self._read():
            assert time.monotonic() < deadline
        _pid, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        ready, _w, _x = select.select([self.end], [], [], LIMIT)
        try:
            data = os.read(self.end, 65536) if ready else b""
        except OSError:  # how Linux reports that the far side has gone
            data = b""
        self.written += data
        return bool(data)


@pytest.fixture
def terminal(own_home: Path) -> Iterator[Terminal]:
    environment = dict(os.environ) | {"TERM": "xterm-256color", "COVERAGE_PROCESS_START": ""}
    started = Terminal(["-m", "oatui", "--db", str(own_home / "desk.db"), "demo"], environment)
    yield started
    with contextlib.suppress(ProcessLookupError):
        os.kill(started.pid, signal.SIGKILL)
    os.close(started.end)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_puts_the_terminal_back(terminal: Terminal, number: signal.Signals) -> None:
    terminal.until("上班登录")
    os.kill(terminal.pid, number)
    assert terminal.exit_code() == 128 + number
    for sequence in RESTORED:
        assert sequence in terminal.written


LISTENING = """
import sys
from oatui.app import DeskApp
from oatui.store import meetings
begin = DeskApp._begin
def listen_too(self):
    begin(self)
    meeting = meetings.on_day(self.reader, self.clock.now().date())[0].id
    venue = meetings.venues(self.reader, meeting)[0].id
    async def listen():
        await self.phones.open(meeting, venue, "127.0.0.1", 0, not_secret=True)
        self.notify("LISTENS " + self.phones.address)
    self.run_worker(listen())
DeskApp._begin = listen_too
from oatui.__main__ import main
sys.argv = ["oatui", "demo"]
sys.exit(main())
"""


def test_a_signal_ends_a_desk_that_phones_talk_to() -> None:
    """Nothing listens afterwards, and the terminal is put back, with a phone's connection open or not."""
    started = Terminal(["-c", LISTENING], dict(os.environ) | {"TERM": "xterm-256color"})
    started.until("LISTENS 127.0.0.1:")
    port = re.search(rb"LISTENS 127.0.0.1:([0-9]+)", started.written)
    assert port
    with socket.create_connection(("127.0.0.1", int(port[1])), LIMIT) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\n")
        os.kill(started.pid, signal.SIGTERM)
        assert started.exit_code() == 128 + signal.SIGTERM
    os.close(started.end)
    assert all(sequence in started.written for sequence in RESTORED)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port[1])), LIMIT)


@pytest.mark.parametrize("deaf", [False, True], ids=["told", "not-told"])
def test_a_terminal_that_is_gone_ends_the_desk(deaf: bool) -> None:
    """A closed window leaves no process behind that burns a core, whether SIGHUP reaches it or not."""
    environment = dict(os.environ) | {"TERM": "xterm-256color"}
    started = Terminal(["-m", "oatui", "demo"], environment, deaf=deaf)
    started.until("上班登录")
    os.close(started.end)
    deadline = time.monotonic() + LIMIT
    found, status = os.waitpid(started.pid, os.WNOHANG)
    while not found:
        assert time.monotonic() < deadline
        select.select([], [], [], 0.05)
        found, status = os.waitpid(started.pid, os.WNOHANG)
    # 120 is Python's own, where its last words could not be written
    assert os.waitstatus_to_exitcode(status) in {120, 129}


def test_two_escapes_leave(terminal: Terminal) -> None:
    terminal.until("上班登录")
    terminal.send(b"\x1bOR")  # F3
    terminal.until("再按一次")
    terminal.send(b"\x1bOR")
    assert terminal.exit_code() == 0
    assert RESTORED[0] in terminal.written


CRASHING = """
import sys
from oatui.screens.today import TodayPage
def load(self):
    secret = "张三丰 13812345678"
    raise ValueError(secret)
TodayPage.load = load
from oatui.__main__ import main
sys.argv = ["oatui", "demo"]
sys.exit(main())
"""


def test_a_crash_leaves_a_report_without_personal_data(own_home: Path) -> None:
    environment = dict(os.environ) | {"TERM": "xterm-256color"}
    crashed = Terminal(["-c", CRASHING], environment)
    code = crashed.exit_code()
    os.close(crashed.end)
    assert code not in {0, 3}
    assert RESTORED[0] in crashed.written
    shown = crashed.written.decode(errors="replace")
    assert "程序出错" in shown and "张三丰" not in shown and "Traceback" not in shown
    (report,) = own_home.rglob("crash-*.txt")
    words = report.read_text(encoding="utf-8")
    assert "ValueError" in words and "load" in words
    assert "张三丰" not in words and "13812345678" not in words


def test_a_program_whose_files_were_replaced_says_so_and_writes_no_report(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "screens" / "page.py"
    page.parent.mkdir()
    page.touch()
    monkeypatch.setattr(program, "__file__", str(tmp_path / "program.py"))
    monkeypatch.setattr(program, "STARTED", page.stat().st_ctime + 1)
    monkeypatch.setattr(program, "time", SimpleNamespace(time=lambda: program.STARTED + 10))
    assert program.replaced_words() == ""
    os.utime(page, (program.STARTED + 20, program.STARTED + 20))
    assert program.replaced_words() == ""  # a clock that was set back: the fault is none of an update
    os.utime(page, (program.STARTED + 5, program.STARTED + 5))
    assert "请重新打开 oatui" in program.replaced_words()
    page.unlink()  # the old version is away, the new one is not there
    assert "请重新打开 oatui" in program.replaced_words()
    desk = DeskApp(tmp_path / "oatui.db", SystemClock(), "张三")
    desk._exception = ImportError("cannot import name 'x'")
    said: list[str] = []
    monkeypatch.setattr(desk, "panic", lambda words: said.append(str(words)))
    desk._fatal_error()
    assert "请重新打开 oatui" in said[0] and not list(own_home.rglob("crash-*.txt"))


def test_without_a_terminal_there_is_a_sentence_and_no_desk() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "oatui", "demo"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LIMIT,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "桌面要在终端里打开" in done.stderr.decode()


def test_the_linux_console_is_told_apart() -> None:
    started = Terminal(["-m", "oatui", "demo"], dict(os.environ) | {"TERM": "linux"})
    assert started.exit_code() == 2
    os.close(started.end)
    assert "显示不了汉字" in started.written.decode()
    words = ["due", "--from", "2026-11-24", "--working-days", "1"]
    command = Terminal(["-m", "oatui", *words], dict(os.environ) | {"TERM": "linux"})
    assert command.exit_code() == 0
    os.close(command.end)
    assert "cannot show Chinese" in command.written.decode()
    assert "Wed 25 November 2026" in command.written.decode()


@pytest.mark.parametrize(("column", "shows"), [(4, False), pytest.param(3, True, marks=pytest.mark.proof)])
def test_a_terminal_without_utf_8_is_asked_and_told(column: int, shows: bool) -> None:
    """LANG=C promises nothing; where a Chinese character does not come out two cells wide, a sentence says so."""
    started = Terminal(
        ["-m", "oatui", "demo"], dict(os.environ) | {"TERM": "xterm", "LANG": "C", "LC_ALL": "C"}
    )
    started.until("\x1b[6n")
    started.send(f"\x1b[1;{column}R".encode())
    if shows:
        started.until("上班登录")
        os.kill(started.pid, signal.SIGTERM)
    assert started.exit_code() == (128 + signal.SIGTERM if shows else 2)
    os.close(started.end)
    assert (b"does not show Chinese" in started.written) is not shows


# what Python itself would mend where LC_ALL=C promises nothing
UNMENDED = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_a_desk_writes_utf_8_where_the_terminal_shows_it_and_the_locale_has_only_letters() -> None:
    started = Terminal(["-m", "oatui", "demo"], dict(os.environ) | UNMENDED | {"TERM": "xterm"})
    started.until("\x1b[6n")
    started.send(b"\x1b[1;3R")
    started.until("上班登录")
    os.kill(started.pid, signal.SIGTERM)
    assert started.exit_code() == 128 + signal.SIGTERM
    os.close(started.end)
    assert b"\\u" not in started.written


@pytest.mark.parametrize(
    ("words", "code", "once", "answer"),
    [
        (
            ["--lang", "zh", "due", "--from", "2026-11-24", "--working-days", "1"],
            0,
            True,
            b"Wed 25 November 2026",
        ),
        (["due", "--from", "2026-11-24", "--working-days", "1", "--json"], 0, False, b"2026-11-25"),
        (["demo"], 2, False, b"terminal"),
    ],
    ids=["command", "json", "desk"],
)
def test_letters_without_chinese_are_told_once_and_english_goes_on(
    words: list[str], code: int, once: bool, answer: bytes
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "oatui", *words],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, env=dict(os.environ) | UNMENDED,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count(b"has no Chinese characters")) == (code, int(once))
    assert answer in done.stdout + done.stderr
    assert b"?" not in done.stdout and b"\\u" not in done.stderr
