"""What every command has in common: --json, help in both languages, and the place it works at."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from oatui import places
from oatui.clock import Clock
from oatui.commands.click_words import help_words
from oatui.commands.lines import clean
from oatui.i18n import N_, _, sentence
from oatui.link import book_here, county
from oatui.rules.verdict import Verdict
from oatui.rules.workdays import Calendar
from oatui.store.database import Store, StoreMissing, StoreTrouble, open_store

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(slots=True)
class Answer:
    """What a command found: the object for --json, the lines for a person.

    `refusal` is the sentence of an answer that is no: it goes to stderr, and the exit code is 1.
    """

    data: Any
    lines: Iterable[str] = ()
    refusal: str | None = None


@dataclass(slots=True)
class Workplace:
    """Where a command works: the clock, the store that it opens when first asked, the language where no other can be written."""

    clock: Clock
    db: str | None = None
    in_english: bool = False
    _store: Store | None = None

    @property
    def path(self) -> Path:
        return places.store_path(self.db)

    def store(self) -> Store:
        """The store. Raises StoreMissing, StoreTrouble."""
        if self._store is None:
            self._store = open_store(self.path, self.clock, places.operator())
            self._store.county = county
            book_here.look_back(self._store)
        return self._store

    def store_if_any(self) -> Store | None:
        """The store, or None where there is none; for what can be answered without."""
        try:
            return self.store()
        except StoreMissing:
            return None

    def calendar(self) -> Calendar:
        """The built-in years with the office's imported ones over them."""
        from oatui.desk import calendar_of

        return calendar_of(self.store_if_any())

    @property
    def trouble(self) -> StoreTrouble | None:
        """Why the opened store is read-only."""
        return self._store.trouble if self._store else None

    def close(self) -> None:
        if self._store is not None:
            self._store.close()


def write_json(data: Any) -> None:
    """One object or array on stdout, in UTF-8 whatever the terminal speaks."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    # C1 controls steer some terminals, and JSON itself escapes only C0
    text = re.sub("[\x7f-\x9f\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)
    sys.stdout.flush()
    output = getattr(sys.stdout, "buffer", None)
    if output is None:
        sys.stdout.write(text + "\n")
    else:
        output.write(text.encode("utf-8", "replace") + b"\n")


def write_lines(lines: Iterable[str]) -> None:
    """Lines for a person, in whatever the terminal can show."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(line.encode(encoding, "replace").decode(encoding))


def write_error(sentence: str) -> None:
    """One sentence on stderr."""
    encoding = sys.stderr.encoding or "utf-8"
    print(clean(sentence).encode(encoding, "replace").decode(encoding), file=sys.stderr)


def verdicts_as_dicts(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    return [
        {"rule": verdict.rule, "level": str(verdict.level), "message": verdict.message}
        for verdict in verdicts
    ]


def verdict_lines(verdicts: Iterable[Verdict]) -> list[str]:
    """One line a verdict, with the rule that it rests on."""
    return [
        clean(f"[{verdict.rule}] {verdict.message}" if verdict.rule else verdict.message)
        for verdict in verdicts
    ]


def _help(source: str) -> str:
    """With a capital, unless it begins with a value that is to be typed as it stands."""
    return _(source) if source[:1].isascii() else sentence(source)


class Option(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        source, self.help = self.help, _help(self.help or "")
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = source


class Argument(click.Argument):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return self.make_metavar(ctx), _help(self.help or "")


class _Translated(click.Command):
    def get_short_help_str(self, limit: int = 45) -> str:
        return sentence(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(sentence(self.help or ""))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = help_words()
        return option


class Command(_Translated):
    """A command whose function returns an Answer, which --json prints as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(
            Option(["--json", "as_json"], is_flag=True, help=N_("只输出 JSON，供其他程序读取"))
        )

    def invoke(self, ctx: click.Context) -> int:
        as_json = ctx.params.pop("as_json")
        answer: Answer = super().invoke(ctx)
        place: Workplace = ctx.obj
        if as_json:
            write_json(answer.data)
        else:
            write_lines(answer.lines)
            if answer.refusal:
                write_error(answer.refusal)
            if place.trouble:
                write_error(str(place.trouble))
        return 1 if answer.refusal else 0


class Group(_Translated, click.Group):
    command_class = Command


Group.group_class = Group


def option(*names: str, **attributes: Any) -> Callable[[Function], Function]:
    return click.option(*names, cls=Option, **attributes)


OUT = option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", required=True,
    help=N_("存成哪个文件；已有的文件不覆盖"),
)  # fmt: skip


def argument(name: str, **attributes: Any) -> Callable[[Function], Function]:
    return click.argument(name, cls=Argument, **attributes)
