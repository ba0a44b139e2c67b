"""Notices when the terminal itself has gone (a closed window, a lost line), which no handler in the app can.

The writing thread of the terminal then ends, and the app may wait for it for ever; a desk that nobody can see must
not stay behind. What was recorded is committed, so the process simply ends.
"""

from __future__ import annotations

import os
import sys
import threading
import time

LOOK_SECONDS = 1.0
GONE_EXIT = 129  # as for SIGHUP


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
