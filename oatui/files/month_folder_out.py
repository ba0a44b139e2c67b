"""A folder of several files, written whole or not at all, and never over one that exists."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from oatui.files.new_file import free
from oatui.i18n import why
from oatui.long_work import LongWork
from oatui.rules.verdict import refuse


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the folder: its name, and what writes it to a path."""

    name: str
    write: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that was made, its files, and what was left out (words)."""

    path: Path
    files: tuple[str, ...]
    left_out: tuple[str, ...]


def write_folder(
    path: Path, parts: Sequence[Part], left_out: Sequence[str], work: LongWork | None = None
) -> Folder:
    """Write the parts beside the name, then take the name. Raises Refused: taken, no folder; Stopped."""
    part_folder = free(path).with_name(f".{secrets.token_hex(6)}.part")
    try:
        part_folder.mkdir()
        for place, part in enumerate(parts):
            if work:
                work.step(place, len(parts))
            part.write(part_folder / part.name)
        if work:
            work.step(len(parts), len(parts))
            work.last()
        if os.path.lexists(path):
            raise refuse("export.taken", path=str(path))
        part_folder.rename(path)
    except OSError as error:
        raise refuse("export.not_saved", path=str(path), error=why(error)) from error
    finally:
        shutil.rmtree(part_folder, ignore_errors=True)
    return Folder(path, tuple(part.name for part in parts), tuple(left_out))
