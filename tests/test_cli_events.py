"""Records on a stick: from the sub-venue's store to the main desk's and back, by the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from oatui import places
from oatui.link import uplink
from oatui.link.keyring import Keyring
from oatui.link.uplink import Uplink
from oatui.store import arrivals, meetings, people, sites
from oatui.store.database import Store
from tests.command_line import CommandLine
from tests.conftest import FixedClock
from tests.store.acts import a_meeting
from tests.store.link_acts import fetch

SECRET = bytes(range(32))


@pytest.fixture
def both(
    store: Store, open_at: Callable[..., Store], clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> tuple[CommandLine, CommandLine]:
    """The main desk and a sub-venue where one person has signed in; both keep their secrets on this computer."""
    meeting = a_meeting(store, 3)
    site = sites.invite(store, meeting.id, meetings.add_venue(store, meeting.id, "示例一镇").id)
    ring = Keyring(places.link_folder())
    name = f"{ring.desk()}.{meeting.id}.{site.id}"
    ring.keep(name, SECRET)
    sub = open_at("sub.db")
    sites.join(sub, store.origin, meeting.id, site.venue, site.name)
    fetch(store, sub, meeting.id)
    uplink.keep(sub, ring, Uplink(name, SECRET, "127.0.0.1:1", "", meeting.id, store.origin))
    arrivals.sign_in(sub, meeting.id, people.listed(sub, meeting.id)[0].code, venue=site.venue)
    return CommandLine(clock, capsys, store.path), CommandLine(clock, capsys, sub.path)


def test_a_stick_carries_the_door_up_and_the_part_down(
    both: tuple[CommandLine, CommandLine], tmp_path: Path
) -> None:
    main, sub = both
    up, down = tmp_path / "上.xlsx", tmp_path / "下.xlsx"
    assert sub.json("events", "export", 1, "--out", up) == {"path": str(up), "rows": 2}
    assert main.json("events", "import", up) == {"rows": 2, "new": 2}
    assert main.json("events", "import", up) == {"rows": 2, "new": 0}
    assert main.json("attendance", 1)["present"] == 1
    rows = main.json("events", "export", 1, "--site", 1, "--out", down)["rows"]
    # without the line, the machine knows what was decided up to the file's moment, and says so
    ring = Keyring(places.link_folder())
    heard = f"heard-{ring.desk()}.1.1"
    cut = {
        "fresh": "2026-11-24T08:00:00+08:00",
        "difference": 0,
        "since": "2026-11-24T08:01:00+08:00",
        "trouble": None,
    }
    ring.write(heard, cut)
    said = sub("events", "import", down)
    assert ring.read(heard) == cut | {"fresh": "2026-11-24T08:20:00+08:00"}
    assert (said.code, said.out) == (0, f"下.xlsx：{rows} 条，新收 0 条\n")


def test_what_cannot_be_is_refused(both: tuple[CommandLine, CommandLine], tmp_path: Path) -> None:
    main, sub = both
    out = tmp_path / "上.xlsx"
    for line, words, message in (
        (main, ("export", 1, "--out", out), "不是分会场的"),
        (main, ("export", 7, "--out", out), "没有编号"),
        (main, ("export", 1, "--site", 9, "--out", out), "没有编号"),
        (main, ("import", tmp_path / "无.xlsx"), "无.xlsx"),
        (sub, ("export", 1, "--out", tmp_path / "没有/上.xlsx"), "没有"),
    ):
        said = line("events", *words, "--json")
        assert said.code == 1 and message in said.error["message"], said
    sub("events", "export", 1, "--out", out)
    assert sub("events", "export", 1, "--out", out).code == 1
    said = sub("events", "import", out, "--json")
    assert (said.code, said.error["message"][:5]) == (1, "上.xls")
    Keyring(places.link_folder()).shut_out(f"{Keyring(places.link_folder()).desk()}.1.1")
    assert "配对过" in main("events", "import", out, "--json").error["message"]


def test_a_sub_venue_has_its_own_door_alone(both: tuple[CommandLine, CommandLine]) -> None:
    """A row of another door would stop its line where the main desk took that venue off meanwhile."""
    _main, sub = both
    said = sub("sign-in", 1, "--person", 2, "--reason", "没带手机", "--venue", "主会场")
    assert said.code == 1 and "示例一镇" in said.err
    assert sub.json("sign-in", 1, "--person", 2, "--reason", "没带手机")["outcome"] == "ok"
    assert sub.json("queue", "list", 1) == sub.json("queue", "list", 1, "--venue", "示例一镇")
