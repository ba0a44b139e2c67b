"""What must not be loaded before the first frame, and what the law may never know."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from oatui.clock import SystemClock
from oatui.store.database import open_store

# chinese_calendar is not here: today has to know whether it is a working day
HEAVY = [
    "openpyxl", "docx", "typst", "starlette", "uvicorn", "pypinyin", "qrcode", "PIL", "click", "arrow", "dateutil",
    "sqlite_utils", "pluggy", "python_calamine", "htpy", "psycopg", "hypothesis", "pytest",
    "pygments", "markdown_it", "tree_sitter", "xml.etree", "urllib.request", "http.client", "multiprocessing",
    "hashlib", "hmac", "secrets", "ssl",
]  # fmt: skip
# rooms and pages of their own: loaded when somebody goes there
LATER = [
    "oatui.cli", "oatui.commands", "oatui.demo", "oatui.store.rooms", "oatui.store.seats", "oatui.store.backup",
    "oatui.store.doctor", "oatui.screens.arrivals", "oatui.screens.ask", "oatui.screens.help",
    "oatui.screens.first_start", "oatui.widgets.form", "oatui.files.roster_in",
]  # fmt: skip

DESK = """
import json, sys
from pathlib import Path
from oatui.__main__ import open_desk
assert open_desk() == 2  # no terminal: all but the app's run
import asyncio
from oatui import app
from oatui.clock import SystemClock
app.CHECK_AFTER_SECONDS = 3600
async def main():
    desk = app.DeskApp(Path(sys.argv[1]), SystemClock(), "刘某某")
    async with desk.run_test(size=(120, 36)) as pilot:
        while desk.page is None or desk.page.agenda is None:
            await pilot.pause()
        await pilot.pause()
        print(json.dumps(sorted(sys.modules)))
asyncio.run(main())
"""


def _loaded(code: str, *arguments: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(json.loads(run.stdout))


@pytest.fixture(scope="module")
def before_the_first_frame(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What a start has loaded when today stands there whole, the wide one."""
    path = tmp_path_factory.mktemp("hygiene") / "desk.db"
    open_store(path, SystemClock(), "刘某某", create=True).close()
    return _loaded(DESK, str(path))


@pytest.mark.parametrize("name", [*HEAVY, *LATER])
def test_not_before_the_first_frame(before_the_first_frame: set[str], name: str) -> None:
    assert name not in before_the_first_frame


def test_the_desk_was_really_loaded(before_the_first_frame: set[str]) -> None:
    assert {"textual.app", "oatui.screens.today", "oatui.store.journal"} <= before_the_first_frame


def test_one_engine_only(before_the_first_frame: set[str]) -> None:
    """Two engines on one file would bring the old one's faults back."""
    assert not {"sqlite3", "pysqlite3"} <= before_the_first_frame


RULES = sorted(
    f"oatui.rules.{file.stem}"
    for file in (Path(__file__).parents[1] / "oatui" / "rules").glob("*.py")
    if file.stem != "__init__"
)


def test_the_law_knows_no_store_no_screen_and_no_clock_but_ours() -> None:
    code = f"import json, sys\nfor name in {RULES!r}:\n    __import__(name)\nprint(json.dumps(sorted(sys.modules)))"
    loaded = _loaded(code)
    assert RULES
    for name in (
        "sqlite3",
        "pysqlite3",
        "sqlite_utils",
        "textual",
        "rich",
        "chinese_calendar",
        "click",
        "openpyxl",
    ):
        assert name not in loaded, name
    ours = {name for name in loaded if name.startswith("oatui.")}
    assert ours - set(RULES) == {"oatui.rules", "oatui.clock", "oatui.i18n"}


def test_the_command_line_needs_no_terminal() -> None:
    code = "import json, sys\nimport oatui.cli\n{}\nprint(json.dumps(sorted(sys.modules)))"
    loaded = _loaded(code.format("list(oatui.cli.oatui.every())"))
    assert {"click", "oatui.commands.seats"} <= loaded
    assert not {"textual", "rich", "openpyxl", "pypinyin", "qrcode"} & loaded
    # one call loads what it needs
    known = _loaded(code.format("sys.argv[1:] = ['--help']"))
    assert not {"asyncio", "oatui.store.journal", "oatui.commands.seats"} & known
    assert 2 * len(known) < len(loaded)
