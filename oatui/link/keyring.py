"""The secrets of a link, and the last count of each site: in files of this computer's user alone, in no backup.

The counts are here too because every process that answers must see the same one, and a restart must not forget it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from oatui.link.contract import read_name
from oatui.store import file_locks
from oatui.store.sites import DESK

_ours = threading.Lock()


class Keyring:
    """One folder. Every function raises OSError where the folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._desk = ""

    def desk(self) -> str:
        """The name under which this computer's desk invites its sites; made once."""
        if not self._desk:
            with self._alone():
                found = self._read("desk.json")
                if found is None:
                    found = {"desk": secrets.token_hex(8)}
                    self._write("desk.json", found)
                self._desk = str(found["desk"])
        return self._desk

    def keep(self, site: str, secret: bytes, **facts: Any) -> None:
        """Keep a site's secret, and what else is to be known of it; counting begins anew, whether it ever spoke stays."""
        with self._alone():
            spoke = {"spoke": True} if self._spoke(site) else {}
            self._file(site, "count").unlink(missing_ok=True)
            self._file(site, "out").unlink(missing_ok=True)
            self._write(self._file(site, "key").name, {"secret": secret.hex(), **facts, **spoke})

    def secret(self, site: str) -> bytes | None:
        """The secret of a site that may speak; None for one unknown or shut out.

        A desk has one for all its meetings, kept under meeting 0.
        """
        name = read_name(site)
        if name is None:
            return None
        whose = site if name.number else f"{name.desk}.0"
        found = self._read(self._file(whose, "key").name)
        return bytes.fromhex(found["secret"]) if found else None

    def secret_shut_out(self, site: str) -> bytes | None:
        """The secret of a site that was shut out: to tell it so, in words that only we can say."""
        found = self._read(self._file(site, "out").name) if read_name(site) else None
        return bytes.fromhex(found["secret"]) if found else None

    def shut_out(self, site: str) -> None:
        """From now on nothing that this site says is heard."""
        with self._alone():
            if (key := self._file(site, "key")).exists():
                key.replace(self._file(site, "out"))

    def rise(self, site: str, count: int) -> int | None:
        """None where the count is higher than every one before, and is now the highest; else the highest."""
        with self._alone():
            file = self._file(site, "count")
            highest = int(file.read_text("ascii")) if file.exists() else 0
            if count <= highest:
                return highest
            self._put(file.name, str(count))
            return None

    def read(self, name: str) -> Mapping[str, Any] | None:
        """What `write` kept under a name that is no site's."""
        return self._read(f"{name}.json")

    def write(self, name: str, what: Mapping[str, Any]) -> None:
        with self._alone():
            self._write(f"{name}.json", what)

    def take(self, name: str) -> Mapping[str, Any] | None:
        """Read and take away in one: of two that ask at once, one gets it."""
        with self._alone():
            found = self._read(f"{name}.json")
            (self._folder / f"{name}.json").unlink(missing_ok=True)
            return found

    def names(self, begin: str) -> list[str]:
        """The names of what was kept by `write` that begin so."""
        return sorted(file.stem for file in self._folder.glob(f"{begin}*.json"))

    def sites(self, begin: str) -> list[str]:
        """The names of the sites that may speak and whose names begin so."""
        return sorted(file.stem for file in self._folder.glob(f"{begin}*.key"))

    def machines_of_desk(self, desk: str = "") -> list[int]:
        """The numbers of the machines that draw from this desk's book, own or (by name) at a hub, by their secrets."""
        own = (self._read("desk.json") or {}).get("desk", "")
        names = self.sites(f"{desk or own}.{DESK}.") if desk or own else []
        return [name.number for one in names if (name := read_name(one))]

    def never_spoke(self) -> list[int]:
        """Those of this desk's own that were invited to draw from its book and have not said a word since."""
        own = (self._read("desk.json") or {}).get("desk", "")
        names = self.sites(f"{own}.{DESK}.") if own else []
        silent = [one for one in names if not self._spoke(one)]
        return [name.number for one in silent if (name := read_name(one))]

    def _spoke(self, site: str) -> bool:
        """Whether it said a word, under this secret or one before."""
        key = self._read(self._file(site, "key").name) or {}
        return self._file(site, "count").exists() or bool(key.get("spoke"))

    def keep_highest(self, name: str, number: int) -> None:
        """Keep a number that only rises, under `highest`."""
        with self._alone():
            if number > (self._read(f"{name}.json") or {}).get("highest", 0):
                self._write(f"{name}.json", {"highest": number})

    def _file(self, site: str, ending: str) -> Path:
        if read_name(site) is None:
            raise ValueError(site)
        return self._folder / f"{site}.{ending}"

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads((self._folder / name).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return found

    def _write(self, name: str, what: Mapping[str, Any]) -> None:
        self._put(name, json.dumps(what, ensure_ascii=False))

    def _put(self, name: str, text: str) -> None:
        part = self._folder / f".{name}.{os.getpid()}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        part.replace(self._folder / name)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread of one process at a time."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _ours, open(self._folder / ".lock", "a", encoding="ascii") as lock:
            file_locks.wait_for(lock.fileno())  # let go with the file; without such locks one process answers
            yield
