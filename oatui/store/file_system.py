"""What kind of disk a store lies on: on a network drive two machines would write past each other's locks."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "vboxsf",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "fuse.glusterfs",
    ]
)


def file_system(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system that holds the path, "?" where it cannot be told."""
    place = os.path.realpath(path.absolute().parent).rstrip("/") + "/"
    best, kind = "", "?"
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split(" ")
            if len(fields) < 3:
                continue
            mount, found = fields[1:3]
            mount = mount.replace("\\040", " ").rstrip("/") + "/"
            if place.startswith(mount) and len(mount) >= len(best):
                best, kind = mount, found
    return kind
