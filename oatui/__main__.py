"""The entry: no command and `demo` open the desk without loading the command line, everything else goes to it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oatui.app import DeskApp


def _desk_options(argv: list[str]) -> dict[str, str | bool] | None:
    """--db and --lang of a call that opens the desk, or None where the command line has to look at it."""
    options: dict[str, str | bool] = {}
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in {"--db", "--lang"} and (equals or rest):
            options[name[2:]] = value if equals else rest.pop(0)
        elif word == "demo" and not rest:
            options["demo"] = True
        else:
            return None
    return options if options.get("lang", "zh") in {"zh", "en"} else None


def main() -> int:
    """Open the desk, or run a command; the exit code."""
    options = _desk_options(sys.argv[1:])
    if options is None:
        from oatui.cli import main as command_line

        return command_line()
    return open_desk(
        db=str(options["db"]) if "db" in options else None,
        lang=str(options["lang"]) if "lang" in options else None,
        demo=bool(options.get("demo")),
    )


def open_desk(db: str | None = None, lang: str | None = None, demo: bool = False) -> int:
    """Open the desk in this terminal, on the store or on the demo's own; the exit code."""
    # nothing is garbage before the first frame, and looking for it takes a tenth of the start; the app turns it on
    gc.disable()
    from oatui import late_tls

    late_tls.put_off()
    from oatui import places
    from oatui.app import DeskApp
    from oatui.clock import SystemClock
    from oatui.i18n import choose_language, set_language
    from oatui.terminal import write_utf_8

    set_language(choose_language(lang))
    if why := _no_desk_here():
        print(why, file=sys.stderr)
        return 2
    write_utf_8()
    if not demo:
        return _run(DeskApp(places.store_path(db), SystemClock(), places.operator()))
    import tempfile

    from oatui.demo import OPERATOR, demo_clock

    with tempfile.TemporaryDirectory(prefix="oatui-demo-") as folder:
        return _run(DeskApp(Path(folder) / "demo.db", demo_clock(), OPERATOR, demo=True))


def _no_desk_here() -> str:
    """Why a desk cannot be shown here, as a sentence; empty where it can."""
    from oatui.i18n import _, language, speaking
    from oatui.terminal import shows_chinese, writes_chinese

    with speaking(language() if writes_chinese(sys.stderr) else "en"):
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return _("桌面要在终端里打开；脚本请用命令，见 oatui --help")
        if os.environ.get("TERM") == "linux":
            # 512 glyphs at most: there is no Chinese on it, in either language of the interface
            return _(
                "这个控制台显示不了汉字（The Linux console cannot show Chinese）；请在图形终端里或经 SSH 打开"
            )
    if not shows_chinese():
        # in letters that any terminal has
        return (
            "This terminal does not show Chinese: its encoding is not UTF-8. Set the terminal to UTF-8 "
            "and start again, for example: LANG=C.UTF-8 oatui"
        )
    return ""


def _run(app: DeskApp) -> int:
    from oatui.terminal import end_when_gone

    end_when_gone()
    answer = app.run()
    if app.session.next_path:
        return _run(type(app)(app.session.next_path, app.clock, app.operator))
    return int(app.return_code or 0) if answer is None else answer


if __name__ == "__main__":
    sys.exit(main())
