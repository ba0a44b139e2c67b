"""Which file a unit's reply is, chosen like every file; the unit is asked for where the file does not say it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from oatui.files.at_hand import TABLES_AND_WORD
from oatui.i18n import N_, _
from oatui.screens.ask import Ask
from oatui.screens.file_choice import FileChoicePage
from oatui.widgets.form import Field

# path and unit; the field ("unit" or none) and the sentence of what is wrong
Take = Callable[[Path, str], Awaitable[tuple[str, str] | None]]


class ReplyFilePage(FileChoicePage):
    """Answers with the file that was read and held against the roster, or None."""

    TITLE_WORDS = N_("读回执文件")
    ASK_WORDS = N_("回执文件")
    ENDINGS = TABLES_AND_WORD
    HELP_WORDS = N_(
        "选一份回执：把文件拖进窗口、粘贴路径，或在下面的列表里选。能读 Excel、CSV，也能读 Word 里的表格。"
        "文件里没有写单位的，接着问是哪个单位的。读出来先和名册核对，按 F8 才写入。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "take", N_("打开"), id="open", tooltip=N_("读这份回执，先核对后写入；和回车一样")),
    ]

    def __init__(self, meeting: int, take: Take) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.take = take

    def take_file(self, path: Path) -> None:
        self.run_worker(self._take(path), group="read", exclusive=True)

    async def _take(self, path: Path) -> None:
        wrong = await self.take(path, "")
        if wrong is None:
            self.dismiss(path)
        elif wrong[0] == "unit":
            self._ask_unit(path)
        else:
            self.say(wrong[1])

    def _ask_unit(self, path: Path) -> None:
        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            wrong = await self.take(path, values["unit"])
            return ("unit", wrong[1]) if wrong else None

        def done(values: dict[str, Any] | None) -> None:
            if values is not None:
                self.dismiss(path)

        question = _("{name} 是哪个单位的回执", name=path.name)
        self.desk.push_screen(Ask(question, [Field("unit", N_("单位"))], act=act), done)
