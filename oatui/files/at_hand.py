"""The tables that lie at hand on this computer, and paths as people type them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR
from urllib.parse import urlsplit
from urllib.request import url2pathname

TABLES = (".xlsx", ".xls", ".csv")
TABLES_AND_WORD = (*TABLES, ".docx")
ANY = ("",)  # every file
AT_HAND = ("", "Downloads", "下载", "Desktop", "桌面", "Documents", "文档")
MOST = 500
PRINTED = re.compile(r".{2,20}〔\d{4}〕\d+号")  # a paper that the desk made begins with its number


def typed_path(text: str) -> Path:
    """A path as it is typed, pasted or dragged: quotes, file://, ~ and a shell's backslashes are taken off."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif text.startswith("file://"):
        text = url2pathname(urlsplit(text).path)
    elif os.name == "posix":
        text = re.sub(r"\\(.)", r"\1", text)
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~nobody
        return Path(text)


def typed_paths(text: str) -> list[Path]:
    """Several files at once, as they are dropped: a line each, or one after the other, quoted where they have spaces."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        whole = typed_path(line)
        parts = _QUOTED.findall(line)
        # a path with plain spaces in it is one path where there is such a file
        if len(parts) > 1 and is_folder(whole) is None:
            found += [typed_path(part) for part in parts]
        else:
            found.append(whole)
    return list(dict.fromkeys(found))


_QUOTED = re.compile(
    r"""'[^']*'|"[^"]*"|(?:\\.|[^\s'"])+""" if os.name == "posix" else r"""'[^']*'|"[^"]*"|[^\s'"]+"""
)


def is_folder(path: Path) -> bool | None:
    """None where nothing is there, or nothing that may be looked at."""
    try:
        return S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """A table or a folder on the disk; `modified` is seconds since 1970."""

    path: Path
    folder: bool
    modified: float
    size: int


def entries(folder: Path, endings: tuple[str, ...] = TABLES) -> Iterator[Entry]:
    """The folders and the tables of a folder, hidden ones and Excel's lock files left out."""
    with suppress(OSError, ValueError), os.scandir(folder) as found:
        for one in found:
            if one.name.startswith((".", "~$")):
                continue
            with suppress(OSError):
                folder_below = one.is_dir()
                if folder_below or one.name.lower().endswith(endings):
                    facts = one.stat()
                    yield Entry(Path(one.path), folder_below, facts.st_mtime, facts.st_size)


def offered(text: str, endings: tuple[str, ...] = TABLES) -> list[Entry]:
    """What is offered for what was typed so far: files first, the newest on top, then folders."""
    path = typed_path(text)
    part = ""
    if not text.strip():
        folders = [Path.home() / name for name in AT_HAND]
    elif is_folder(path):
        folders = [path]
    elif path.parent != Path() and is_folder(path.parent):
        folders, part = [path.parent], path.name.lower()
    else:
        folders, part = [Path.home() / name for name in AT_HAND], text.strip().lower()
    found = {
        one.path: one
        for folder in folders
        for one in entries(folder, endings)
        if part in one.path.name.lower()
    }
    tables = sorted((one for one in found.values() if not one.folder), key=lambda one: -one.modified)
    below = sorted((one for one in found.values() if one.folder), key=lambda one: one.path.name)
    return (tables + below)[:MOST]
