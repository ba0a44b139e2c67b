"""The first start asks one thing: who is at the desk. Everything else is preset and can be changed later."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from oatui import places
from oatui.i18n import N_, _, why
from oatui.rules.verdict import refuse
from oatui.screens.dialog import Dialog
from oatui.widgets.form import Field, Form
from oatui.widgets.key_line import KeyLine


def read_name(text: str) -> str:
    """The name of whoever sits at the desk. Raises Refused."""
    name = " ".join(text.split())
    if not name:
        raise refuse("desk.no_operator")
    if len(name) > 30 or not name.isprintable():
        raise refuse("desk.operator_unlike", name=name[:30])
    return name


class FirstStart(Dialog[str | None]):
    """Answers with the name, or None where the clerk leaves."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,escape", "leave", N_("退出"), id="leave", tooltip=N_("退出，什么也不建")),
        Binding(
            "f4",
            "join",
            N_("作分会场"),
            id="join",
            tooltip=N_("这台机器只管一个分会场的签到：用主会场给的配对码加入"),
        ),
        Binding("f5", "send", N_("开始"), id="send", tooltip=N_("打开桌面")),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(_("第一次打开：坐在这里的是谁？"), id="question", markup=False)
            yield Static(
                _(
                    "单位名称、三种代字、办公时间已按规则预设，以后都可以在“设置”里改。\n数据放在 {path}"
                    "\n这台机器只给别的单位当分会场的，按 F4 用配对码加入。",
                    path=str(self.path),
                ),
                id="note",
                markup=False,
            )
            yield Form([Field("name", N_("姓名"), hint=N_("经办人姓名，回车开始"), read=read_name)])
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Form).begin()

    @on(Form.Sent)
    def _sent(self, event: Form.Sent) -> None:
        values: dict[str, Any] = event.values
        try:
            places.name_operator(values["name"])
        except OSError as error:
            self.query_one(Form).show_error("name", _("姓名存不下：{error:words}", error=why(error)))
            return
        self.dismiss(values["name"])

    def action_join(self) -> None:
        from oatui.screens.join_form import join_first

        join_first(self, self.path)

    def action_send(self) -> None:
        self.query_one(Form).send()
