"""A disk whose power is cut: what was not synced survives sector by sector, or not.

The statements of a real run are replayed on a VFS (apsw) that keeps every write volatile until xSync. At the
cut each unsynced 512-byte sector is on the platter or not, at random. Exclusive locking stands for the shared
memory that a VFS in Python cannot offer; the bytes and the syncs are the same.
"""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512


class PowerCut(BaseException):
    pass


class Disk:
    """The files by name: what the platter has, what was written since, and what a reader sees."""

    def __init__(self, files: dict[str, bytes], lying: bool = False) -> None:
        self.durable = dict(files)
        self.live = {name: bytearray(data) for name, data in files.items()}
        self.pending: dict[str, list[tuple[int, bytes | None]]] = {}
        self.lying = lying
        self.operations = 0
        self.cut_at: int | None = None
        self.dead = False

    def tick(self) -> None:
        if self.dead:
            raise PowerCut
        self.operations += 1
        if self.operations == self.cut_at:
            self.dead = True
            raise PowerCut

    def write(self, name: str, data: bytes, offset: int) -> None:
        self.tick()
        live = self.live[name]
        live.extend(bytes(max(0, offset - len(live))))
        live[offset : offset + len(data)] = data
        self.pending.setdefault(name, []).append((offset, data))

    def truncate(self, name: str, size: int) -> None:
        self.tick()
        del self.live[name][size:]
        self.pending.setdefault(name, []).append((size, None))

    def sync(self, name: str) -> None:
        self.tick()
        if not self.lying:
            self.durable[name] = bytes(self.live[name])
            self.pending.pop(name, None)

    def delete(self, name: str) -> None:
        self.tick()
        for place in (self.live, self.durable, self.pending):
            place.pop(name, None)

    def platter(self, rng: random.Random) -> dict[str, bytes]:
        """What is there when the power is back."""
        found = {name: bytearray(data) for name, data in self.durable.items()}
        for name, writes in self.pending.items():
            image = found.setdefault(name, bytearray())
            for offset, data in writes:
                if data is None:
                    if rng.random() < 0.5:
                        del image[offset:]
                    continue
                for start in range(0, len(data), SECTOR):
                    if rng.random() < 0.5:
                        piece = data[start : start + SECTOR]
                        image.extend(bytes(max(0, offset + start - len(image))))
                        image[offset + start : offset + start + len(piece)] = piece
        return {name: bytes(data) for name, data in found.items()}


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.name = Path(name.filename() if hasattr(name, "filename") else str(name)).name
        disk.live.setdefault(self.name, bytearray())
        super().__init__("", name, flags)  # a real file underneath, for its locks alone

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self.disk.live[self.name][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.write(self.name, bytes(data), offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.truncate(self.name, size)

    def xSync(self, _flags: int) -> None:  # noqa: N802
        self.disk.sync(self.name)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self.disk.live[self.name])

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0


class _Vfs(apsw.VFS):
    def __init__(self, name: str, disk: Disk) -> None:
        self.disk = disk
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> _File:  # noqa: N802
        return _File(self.disk, name, flags)

    def xDelete(self, name: str, _sync: bool) -> None:  # noqa: N802
        self.disk.delete(Path(name).name)

    def xAccess(self, name: str, _flags: int) -> bool:  # noqa: N802
        return Path(name).name in self.disk.live


def replay(
    disk: Disk, folder: Path, statements: list[str], pragmas: list[str], cut_at: int | None = None
) -> tuple[int, int]:
    """Run the statements until the power goes; how many commits came back, and how many I/O calls were made."""
    vfs = _Vfs(f"power-{id(disk)}", disk)
    committed = 0
    connection = None
    began = 0
    try:
        connection = apsw.Connection(str(folder / "desk.db"), vfs=f"power-{id(disk)}")
        for pragma in ("locking_mode=exclusive", *pragmas):
            connection.execute(f"pragma {pragma}").fetchall()
        began = disk.operations
        disk.cut_at = began + cut_at if cut_at else None
        for statement in statements:
            connection.execute(statement).fetchall()
            committed += statement.lower() == "commit"
    except PowerCut:
        pass
    finally:
        made = disk.operations - began
        disk.dead = True
        with suppress(BaseException):
            if connection:
                connection.close(True)
        vfs.unregister()
    return committed, made
