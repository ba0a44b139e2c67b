"""The keys of 会场码: one per meeting and venue, in files of their own beside no backup, gone when the way closes."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def make(folder: Path, name: str) -> bytes:
    """A new key in a file that only this user may read; an older one of the name is gone. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    destroy(folder, name)
    key = secrets.token_bytes(KEY_BYTES)
    handle = os.open(_file(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return key


def read(folder: Path, name: str) -> bytes | None:
    """The key of a way that is open (also after a restart of the desk); None where there is none."""
    try:
        key = _file(folder, name).read_bytes()
    except OSError:
        return None
    return key if len(key) == KEY_BYTES else None


def destroy(folder: Path, name: str) -> None:
    """Take a key away: its codes, tickets and marks mean nothing any more."""
    with contextlib.suppress(FileNotFoundError):
        _file(folder, name).unlink()


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"
