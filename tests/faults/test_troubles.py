"""What can be wrong with the file: one sentence on the command line and on the screen, exit 3 or a desk that only reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from oatui.app import DeskApp
from oatui.session import Session
from oatui.store import backup, chain, database, meetings, routines
from oatui.store.database import Store, StoreTrouble, connect, open_store, sqlite3
from tests.command_line import CommandLine
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text
from tests.store.acts import a_meeting, content

Damage = Callable[[Path, pytest.MonkeyPatch], None]


def _sql(path: Path, *statements: str) -> None:
    with closing(connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)


def _in_the_way(path: Path, _patch: pytest.MonkeyPatch) -> None:
    path.unlink()
    path.mkdir()


def _another(path: Path, _patch: pytest.MonkeyPatch) -> None:
    path.write_text("会议记录", encoding="utf-8")


def _cut_short(path: Path, _patch: pytest.MonkeyPatch) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _torn(path: Path, _patch: pytest.MonkeyPatch) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def _not_permitted(path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)


def _newer(path: Path, _patch: pytest.MonkeyPatch) -> None:
    _sql(
        path,
        "insert into _sqlite_migrations(migration_set, name, applied_at) values ('oatui', '9999_later', '')",
    )


def _unguarded(path: Path, _patch: pytest.MonkeyPatch) -> None:
    _sql(path, "drop trigger event_fixed")


def _broken_chain(path: Path, _patch: pytest.MonkeyPatch) -> None:
    with closing(connect(path)) as conn:
        (guard,) = conn.execute("select sql from sqlite_master where name = 'event_fixed'").fetchone()
    _sql(path, "drop trigger event_fixed", "update event set actor = '别人' where seq = 2", guard)


def _full(_path: Path, patch: pytest.MonkeyPatch) -> None:
    """As on a disk without room: no page more than there are."""
    really = database.connect

    def connect_full(path: Path, *, create: bool = False) -> sqlite3.Connection:
        conn = really(path, create=create)
        pages = conn.execute("pragma page_count").fetchone()[0]
        conn.execute(f"pragma max_page_count={pages}")
        return conn

    patch.setattr(database, "connect", connect_full)


def _locked(path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(database, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    _HELD.append(other)


_HELD: list[sqlite3.Connection] = []

# how it is damaged, the words of the sentence, and whether it can still be read
TROUBLES: dict[str, tuple[Damage, str, bool]] = {
    "a folder in the way": (_in_the_way, "打不开", False),
    "another file": (_another, "不是本系统的数据文件", False),
    "cut short": (_cut_short, "损坏", False),
    "torn": (_torn, "损坏", False),
    "no permission": (_not_permitted, "只能读", True),
    "a newer program's": (_newer, "9999_later", True),
    "a guard gone": (_unguarded, "防改措施", True),
    "a broken chain": (_broken_chain, "流水", True),
    "no room": (_full, "磁盘", True),
    "locked": (_locked, "占用", True),
}


@pytest.fixture
def path(store: Store) -> Iterator[Path]:
    """A store with a meeting, closed; whatever held it lets go at the end."""
    a_meeting(store, 60)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    store.close()
    yield store.path
    while _HELD:
        _HELD.pop().close()


WRITES = ("roster", "import", "1", "名册.csv")


@pytest.mark.parametrize("name", TROUBLES)
def test_the_command_line_says_it_and_writes_nothing(
    path: Path,
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    damage, words, readable = TROUBLES[name]
    with closing(open_store(path, clock, "刘某某")) as whole:
        before = content(whole)
    roster = path.with_name("名册.csv")
    roster.write_text("姓名,单位\n" + "".join(f"王敏{n},单位{n}\n" for n in range(3000)), encoding="utf-8")
    desk = CommandLine(clock, capsys, path)
    with monkeypatch.context() as patch:
        damage(path, patch)
        told = desk("roster", "import", 1, roster, "--json")
        assert told.code == 3, told
        assert words in told.error["message"] and "\n" not in told.error["message"]
        spoken = desk("roster", "import", 1, roster)
        assert spoken.code == 3 and spoken.out == "" and spoken.err.count("\n") == 1
        read = desk("meeting", "list", "--json")
        assert read.code == (0 if readable else 3)
    if readable:
        while _HELD:
            _HELD.pop().close()
        with closing(open_store(path, clock, "刘某某")) as same:
            assert {
                key: rows
                for key, rows in content(same).items()
                if key != "_sqlite_migrations" and key != "event"
            } == {key: rows for key, rows in before.items() if key != "_sqlite_migrations" and key != "event"}


# the others are the same two ways; `make proof` opens them all
_SHOWN = [
    pytest.param(name, marks=[] if name in {"torn", "a newer program's", "no room"} else pytest.mark.proof)
    for name in TROUBLES
]


@pytest.mark.parametrize("name", _SHOWN)
async def test_the_desk_says_it_and_writes_nothing(
    path: Path,
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    damage, words, readable = TROUBLES[name]
    app = DeskApp(path, clock, "刘某某")
    if not readable:
        damage(path, monkeypatch)
        async with app.run_test() as pilot:
            await pilot.pause()
        assert app.return_code == 3
        said = capsys.readouterr().err
        assert words in said and len(said.splitlines()) <= 2  # a long path goes on below
        return
    if name not in {"no room", "locked"}:
        damage(path, monkeypatch)
    async with opened(app, size=(100, 30)) as pilot:
        if name in {"no room", "locked"}:  # while the desk is open
            if name == "no room":
                assert app.session._writer
                pages = app.session._writer.value("pragma page_count")
                app.session._writer.conn.execute(f"pragma max_page_count={pages}")
                await app.record(_fill)
            else:
                assert app.session._writer
                app.session._writer.conn.execute("pragma busy_timeout=50")
                damage(path, monkeypatch)
        await pilot.press("f5")  # the OA login
        await settled(pilot)
        shown = "".join(text(app).split())
        assert words in shown
    with closing(open_store(path, clock, "刘某某")) as same:
        assert routines.logins(same, clock.now().date()) == []


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_that_may_not_be_looked_into(
    tmp_path: Path,
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    made: bool,
) -> None:
    """As another user's: neither a fault of ours nor "no store yet", after which a new one would be made."""

    def forbidden(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "desk.db"
    monkeypatch.setattr(Path, "exists", forbidden)
    with pytest.raises(StoreTrouble) as no:
        open_store(path, clock, "刘某某", create=made)
    assert no.value.verdict.key == ("store.no_folder" if made else "store.unopenable")
    said = CommandLine(clock, capsys, path)("today")
    assert (said.code, said.out) == (3, "") and "权限" in said.err and said.err.count("\n") == 1


def _fill(store: Store) -> None:
    """Use what room is left in the file's own pages."""
    from oatui.rules.verdict import Refused
    from oatui.store import settings
    from oatui.store.database import StoreTrouble

    for size in (2000, 1000, 400, 200, 50, 10, 1, 1, 1):
        try:
            for number in range(60):
                settings.set_value(store, "office", f"{number:04d}" + "县" * size)
        except (StoreTrouble, Refused):
            continue


def test_a_clock_that_was_set_back_is_said_and_stops_nothing(
    path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = CommandLine(clock, capsys, path)
    assert "电脑时钟" not in desk("today").out
    clock.pass_time(minutes=-3)
    assert "电脑时钟比最后一次记录慢 3 分，请校对" in desk("today").out
    assert desk("oa", "login", "--json").code == 0
    assert desk.json("doctor")["ok"]


def test_leaving_does_not_wait_for_the_check_of_the_day(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chain of ten years is walked for seconds; here it has no end."""
    walking = Event()

    def walk(store: Store) -> None:
        rows = store.conn.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
        )
        for _row in rows:
            walking.set()

    monkeypatch.setattr(chain, "broken_at", walk)
    session = Session(path, clock, "刘某某")
    session.open()
    with ThreadPoolExecutor(1) as other:
        check = other.submit(session.trouble)
        assert walking.wait(10)
        session.close()
        assert check.result(10) is None


def test_a_backup_of_a_day_is_put_back_by_one_command(
    path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a cleared day's own copy, after the store was damaged; a damaged copy replaces nothing."""
    desk = CommandLine(clock, capsys, path)
    with closing(open_store(path, clock, "刘某某")) as store:
        kept = backup.back_up_day(store)
        before = content(store)
    _torn(path, pytest.MonkeyPatch())
    assert desk("today").code == 3
    bad = kept.path.with_name("坏.db")
    bad.write_bytes(kept.path.read_bytes()[:20_000])
    torn = path.read_bytes()
    assert desk("restore", bad).code == 3
    assert path.read_bytes() == torn
    assert desk.json("restore", kept.path)["ok"]
    assert desk.json("doctor")["ok"]
    assert desk.json("doctor", "--head", kept.path.name)["head"]["found"]
    with closing(open_store(path, clock, "刘某某")) as store:
        assert meetings.count(store) == 1
        assert content(store)["attendee"] == before["attendee"]
