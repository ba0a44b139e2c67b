"""The program's own files: a desk whose files were replaced while it was open cannot load its next page.

Loaded at the start, for then nothing that is newer can be loaded to say so.
"""

from __future__ import annotations

import time
from pathlib import Path

from oatui.i18n import _

STARTED = time.time()
KINDS = ("*.py", "*.tcss", "*.json")


def replaced_words() -> str:
    """What to say of an error that ended the program, where its files are others than when it was started; else nothing."""
    if not _replaced(Path(__file__).parent):
        return ""
    return _(
        "程序在开着的时候更新过，后面的页面要重新打开才有；已经记下的都在，刚才这一步没有做。请重新打开 oatui"
    )


def _replaced(program: Path) -> bool:
    try:
        found = [path.stat() for kind in KINDS for path in program.rglob(kind)]
    except OSError:  # just now
        return True
    now = time.time()
    # a tool that links files into their place keeps the time at which they were written; a file from later than now
    # tells of a clock that was set back, on which every fault would be an update
    times = [at for one in found for at in (one.st_mtime, one.st_ctime)]
    return not times or any(STARTED < at <= now for at in times)
