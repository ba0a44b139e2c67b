"""The entry: no command and `demo` open the desk without loading the command line, everything else goes to it."""

from __future__ import annotations

import sys


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
    from oatui.app import run

    return run(
        db=str(options["db"]) if "db" in options else None,
        lang=str(options["lang"]) if "lang" in options else None,
        demo=bool(options.get("demo")),
    )


if __name__ == "__main__":
    sys.exit(main())
