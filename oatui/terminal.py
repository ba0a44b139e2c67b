"""The ends that come from outside: signals, and a terminal that has gone (a closed window, a lost line).

A handler in the app cannot notice the latter: the thread that writes to the terminal then ends, and the app may wait
for it for ever. A desk that nobody can see must not stay behind; what was recorded is committed, so it simply ends.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 1.0
GONE_EXIT = 129  # as for SIGHUP


def on_signals(loop: asyncio.AbstractEventLoop, told: Callable[[int], None]) -> None:
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
