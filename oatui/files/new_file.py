"""A file that is written whole or not at all, and never over one that exists."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from oatui.i18n import why
from oatui.places import take_name
from oatui.rules.verdict import refuse


def named(path: Path, suffix: str) -> Path:
    """The path with the ending of its format, added where the clerk typed another or none."""
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def free(path: Path) -> Path:
    """The path, where a new file may go. Raises Refused: the name is taken, or there is no such folder."""
    if os.path.lexists(path):
        raise refuse("export.taken", path=str(path))
    if not path.parent.is_dir():
        raise refuse("export.no_folder", path=str(path.parent))
    return path


def unused(path: Path) -> Path:
    """A name to propose: this one, or where it is taken 到会上报-2.txt, -3 and so on."""
    number = 1
    proposed = path
    while os.path.lexists(proposed):
        number += 1
        proposed = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return proposed


def write_new(path: Path, content: bytes) -> Path:
    """Write beside the name, then take the name. Raises Refused: taken, no folder, or it cannot be written."""
    part = free(path).with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        take_name(part, path)
    except FileExistsError as error:
        raise refuse("export.taken", path=str(path)) from error
    except OSError as error:
        raise refuse("export.not_saved", path=str(path), error=why(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return path
