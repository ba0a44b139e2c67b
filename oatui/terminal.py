"""The terminal itself: whether it can show Chinese, and the ends that come from it: signals, a closed window, a lost line.

A handler in the app cannot notice the latter: the thread that writes to the terminal then ends, and the app may wait
for it for ever. A desk that nobody can see must not stay behind; what was recorded is committed, so it simply ends.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

LOOK_SECONDS = 1.0
GONE_EXIT = 129  # as for SIGHUP
ANSWER_SECONDS = 0.3


def on_signals(loop: AbstractEventLoop, told: Callable[[int], None]) -> None:
    """Call `told` with the number of SIGTERM or SIGHUP, so that the app can put the terminal back."""
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            try:
                loop.add_signal_handler(number, told, number)
            except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or Windows
                return


def end_when_gone() -> None:
    """Start watching the terminal on standard input; nothing happens where that is no terminal."""
    try:
        import termios
    except ImportError:  # Windows closes the process by itself
        return
    descriptor = sys.stdin.fileno()
    if not os.isatty(descriptor):
        return

    def look() -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            try:
                termios.tcgetattr(descriptor)
            except termios.error:
                os._exit(GONE_EXIT)

    threading.Thread(target=look, name="terminal", daemon=True).start()


def writes_chinese(stream: TextIO) -> bool:
    """Whether the encoding that standard output or standard error has from the locale can write Chinese."""
    try:
        "签".encode(stream.encoding or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def write_utf_8() -> None:
    """In a terminal that shows Chinese whatever the locale says: else a page would come out as escapes."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if isinstance(stream, TextIOWrapper) and not writes_chinese(stream):
            stream.reconfigure(encoding="utf-8")


def shows_chinese() -> bool:
    """Whether a character comes out two cells wide. Asked where the locale promises no UTF-8; no answer is a yes."""
    name = next((found for key in ("LC_ALL", "LC_CTYPE", "LANG") if (found := os.environ.get(key))), "")
    if "utf" in name.casefold():
        return True
    try:
        import termios
        import tty
    except ImportError:
        return True
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        # the character's bytes, and where the cursor has come to by them
        os.write(sys.stdout.fileno(), b"\r" + "签".encode() + b"\x1b[6n")
        answer = _answer(descriptor)
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
    column = re.search(rb"\x1b\[\d+;(\d+)R", answer)
    return column is None or int(column[1]) == 3


def _answer(descriptor: int) -> bytes:
    answer = b""
    while not answer.endswith(b"R") and select.select([descriptor], [], [], ANSWER_SECONDS)[0]:
        answer += os.read(descriptor, 64)
    return answer
