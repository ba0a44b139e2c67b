"""A crash leaves a report without personal data: where it happened and of what kind, no values, no locals."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from oatui import __version__
from oatui.clock import ZONE
from oatui.i18n import _
from oatui.places import report_folder


def told(error: BaseException | None) -> str:
    """What the desk says of what ended it; the report is written."""
    report = write_report(error) if error else None
    where = _("报告在 {path}", path=str(report)) if report else _("报告没有写成")
    return _("程序出错，已退出；数据没有丢。{where}", where=where)


def describe(error: BaseException) -> str:
    """The chain of errors as file, line and function; messages may hold names, so they are left out."""
    lines = [f"oatui {__version__}, Python {platform.python_version()}, {sys.platform}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"\n{type(cause).__module__}.{type(cause).__name__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            parts = Path(frame.filename).parts
            place = "/".join(parts[-3:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}")
        # a worker's failure carries the error that ended it
        inner = getattr(cause, "error", None)
        cause = inner if isinstance(inner, BaseException) else cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def write_report(error: BaseException) -> Path | None:
    """Write the report into the log folder; None where even that cannot be done."""
    try:
        folder = report_folder()
        folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(ZONE).strftime("%Y%m%d-%H%M%S")
        path = folder / f"crash-{stamp}.txt"
        path.write_text(describe(error), encoding="utf-8")
    except OSError:
        return None
    return path
