"""A PostgreSQL of the tests' own, on loopback: started once a process, as a user without rights, gone at the end."""

from __future__ import annotations

import atexit
import functools
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

MISSING = "PostgreSQL 15 is not installed: apt install postgresql-15"


class Cluster:
    """A running server; `url` is its only database."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.url = f"postgresql://oatui@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        """Returns when it answers. Raises subprocess.CalledProcessError."""
        settings = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": str(self.folder),
            "max_connections": "60",
        }  # fmt: skip
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        for attempt in range(50):
            try:
                _run(self.folder, "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
                return
            except subprocess.CalledProcessError:
                # after a kill the old one's shared memory goes only with its last process
                if attempt == 49:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        """The whole server is gone at once, as when its computer falls."""
        number = int((self.folder / "data" / "postmaster.pid").read_text("ascii").split()[0])
        os.kill(number, signal.SIGSTOP)  # or it would start new children for those that fall
        for child in self.children():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        os.kill(number, signal.SIGKILL)

    def kill_connection(self, dice: random.Random) -> None:
        """One process that serves a connection is gone: the server throws all others out and recovers by itself."""
        with suppress(OSError, IndexError):
            serving = [
                one
                for one in self.children()
                if b"postgres: oatui" in Path(f"/proc/{one}/cmdline").read_bytes()
            ]
            os.kill(dice.choice(serving), signal.SIGKILL)

    def children(self) -> list[int]:
        """The processes of the server, its workers and one for each connection."""
        number = int((self.folder / "data" / "postmaster.pid").read_text("ascii").split()[0])
        return [int(one) for one in Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()]

    def stop(self) -> None:
        try:
            _run(self.folder, "pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
        except subprocess.SubprocessError:
            with suppress(OSError):
                self.kill()


def binaries() -> Path | None:
    """Where the server's programs are."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


def _run(folder: Path, program: str, *arguments: str) -> None:
    """As an unprivileged user where we are root: the server refuses to run as root."""
    found = binaries()
    assert found
    as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    subprocess.run(
        [*as_user, str(found / program), *arguments], cwd=folder, check=True, timeout=60,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )  # fmt: skip


@functools.cache
def cluster() -> Cluster | str:
    """The one of this process, or the reason why there is none."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        return f"psycopg cannot be used here: {error}"
    if os.name != "posix" or binaries() is None:
        return MISSING
    if os.getuid() == 0 and shutil.which("setpriv") is None:
        return "PostgreSQL does not run as root, and setpriv is missing: apt install util-linux"
    folder = Path(tempfile.mkdtemp(prefix="oatui-hub-"))
    if os.getuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    made = Cluster(folder, port)
    try:
        # as on a server that was set up without a language: its databases have no encoding
        made_as = ("-U", "oatui", "-A", "trust", "-E", "SQL_ASCII", "--locale=C", "--no-sync")
        _run(folder, "initdb", "-D", "data", *made_as)
        made.start()
    except (subprocess.SubprocessError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        return f"PostgreSQL does not start here: {error}"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(made.stop)
    return made


def the_cluster() -> Cluster:
    """The server, or the test is skipped with the reason."""
    found = cluster()
    if isinstance(found, str):
        pytest.skip(found)
    return found
