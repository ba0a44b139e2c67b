"""Which earlier meeting a new one is a copy of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.screens.numbered_choice import NumberedChoice
from oatui.store.meetings import Meeting
from oatui.widgets.paged_list import Column

Line = tuple[Meeting, str, int]  # the meeting, its start in words, how many people


class CopyFrom(NumberedChoice):
    """Answers with a Meeting, False for no copy, None where the clerk goes back."""

    HELP_WORDS: ClassVar[str] = N_(
        "按前面的数字，或上下箭头选了按回车，就照那一次填好名称、地点、名册和座次，再改日期。按 0 填一张空白的，Esc 返回。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0,f4", "none", N_("不复制"), id="none", tooltip=N_("填一张空白的")),
    ]
    COLUMNS = (Column(N_("开始"), 20), Column(N_("名称")), Column(N_("应到"), 5, right=True))

    def __init__(self, lines: Sequence[Line]) -> None:
        rows = [(meeting, (start, meeting.title, str(people))) for meeting, start, people in lines]
        super().__init__(_("复制哪一次会议？按数字，或移到那一行按回车"), rows)
