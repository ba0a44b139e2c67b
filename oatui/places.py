"""Where this computer keeps things: the store, the operator's name, crash reports. Nothing here is of the office."""

from __future__ import annotations

import errno
import getpass
import os
import socket
from pathlib import Path

import platformdirs

APP = "oatui"
THEMES = ("oatui-dark", "oatui-light")


def store_path(asked: str | None = None) -> Path:
    """--db, else OATUI_DB, else the meeting that this machine joined last, else the user's data folder."""
    if named := asked or os.environ.get("OATUI_DB"):
        return Path(named)
    if (joined := preference("store")) and Path(joined).exists():
        return Path(joined)
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "oatui.db"


def report_folder() -> Path:
    """Where crash reports go."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))


def keys_folder() -> Path:
    """Where the keys of 会场码 live while a way is open: of this computer's user alone, in no backup."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False)) / "keys"


def link_folder() -> Path:
    """Where the secrets of other desks live: of this computer's user alone, in no backup."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False)) / "link"


def named_operator() -> str:
    """Who this computer's user said is at the desk; empty before anybody was named."""
    return preference("operator")


def operator() -> str:
    """Who is at the desk: the named person, else the computer's user."""
    if name := named_operator():
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no entry for the user on this computer
        return socket.gethostname()


def name_operator(name: str) -> None:
    """Keep who is at the desk, for this computer's user. Raises OSError."""
    prefer("operator", name)


def _preference_file(name: str) -> Path:
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / f"{name}.txt"


def preference(name: str) -> str:
    """What this computer's user prefers (theme), empty where nothing was chosen."""
    try:
        return _preference_file(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def prefer(name: str, value: str) -> None:
    """Keep a preference for this computer's user. Raises OSError."""
    file = _preference_file(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(" ".join(value.split()) + "\n", encoding="utf-8")
    part.replace(file)


# what a file system without hard links answers, as on most sticks
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP}


def take_name(part: Path, path: Path) -> None:
    """Give a finished file its name unless another has it by now. Raises FileExistsError, OSError."""
    if os.name == "nt":
        part.rename(path)  # Windows does not rename over a file
        return
    try:
        # link, not rename: a name taken meanwhile stays as it is
        os.link(part, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with path.open("xb"):
            part.replace(path)
