"""Attachments on screen: dropped, ticked, kept out with what to do, removed with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from oatui.app import DeskApp
from oatui.screens.attachments import AttachmentsPage, size_words
from oatui.screens.file_choice import FilesChoicePage
from oatui.store import attachments, documents
from oatui.store.database import Store
from tests.files.test_attachment_type import PDF, WORD, package, zipped
from tests.on_screen import opened, settled, text
from tests.screens.test_incoming import below, send


@pytest.fixture
def paper(store: Store) -> int:
    return documents.draft(store, "关于某事的通知", "通知", "嘉商务字", "业务股", "刘某某").id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "附 件"
    place.mkdir()
    for name, content in {
        "[x]表.docx": package(WORD), "甲.pdf": PDF, "乙.pdf": PDF, "照片.docx": zipped(甲_jpg="x"),
    }.items():  # fmt: skip
        (place / name).write_bytes(content)
    return place


async def test_dropped_files_are_judged_one_by_one(
    desk_app: DeskApp, store: Store, paper: int, folder: Path
) -> None:
    async with opened(desk_app, AttachmentsPage(paper)) as pilot:
        assert "把文件拖进窗口" in text(desk_app)
        dropped = " ".join(f"'{folder / name}'" for name in ("[x]表.docx", "照片.docx", "甲.pdf", "无.pdf"))
        desk_app.screen.post_message(events.Paste(dropped))
        await settled(pilot)
        shown = text(desk_app)
        assert "已附 2 个：[x]表.docx、甲.pdf" in shown
        assert "没有收下的：" in shown and "“照片.docx”是压缩包" in shown and "没有这个文件：无.pdf" in shown
        assert "统一用 Word、Excel，或合并成一个 PDF" in shown  # both together are a warning
        # one after the other: the second does not take the first one's place
        for name in ("乙.pdf", "没有.pdf"):
            desk_app.screen.post_message(events.Paste(f"'{folder / name}'"))
        await settled(pilot)
        shown = text(desk_app)
        assert "有 2 个 PDF" in shown and "没有这个文件：没有.pdf" in shown and "照片" not in shown
        await pilot.press("down")
        await send(pilot, "f6", because=" ")
        assert "写明原因" in below(desk_app, "because")
        await pilot.press("escape")
        await send(pilot, "f6", because="换成 Word")
        assert "已移去“甲.pdf”" in text(desk_app)
        assert "都是 Word、Excel，符合要求" in text(desk_app)
    assert [one.file.name for one in attachments.listed(store, paper)] == ["[x]表.docx"]


async def test_ticked_in_the_list(desk_app: DeskApp, store: Store, paper: int, folder: Path) -> None:
    async with opened(desk_app, AttachmentsPage(paper), (120, 36)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        page = desk_app.screen
        assert isinstance(page, FilesChoicePage)
        page.input_line.value = f"{folder}/"
        await settled(pilot)
        names = [page.listing.item(place).path.name for place in range(4)]  # type: ignore[union-attr]
        await pilot.press("down", "home", *["down"] * names.index("[x]表.docx"), "enter")
        await settled(pilot)
        assert "选了 1 个；F5 确定" in text(desk_app)
        await pilot.press("enter", "enter", "f5")
        await settled(pilot)
        assert "已附 1 个：[x]表.docx" in text(desk_app)


async def test_typed_paths(desk_app: DeskApp, paper: int, folder: Path) -> None:
    async with opened(desk_app, AttachmentsPage(paper)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        page = desk_app.screen
        assert isinstance(page, FilesChoicePage)
        page.input_line.value = str(folder / "无.docx")
        await pilot.press("f5")
        await settled(pilot)
        assert "找不到文件“无.docx”" in text(desk_app)
        page.input_line.value = str(folder / "甲.pdf")
        await pilot.press("enter")
        await settled(pilot)
        assert "附件是一个 PDF，符合要求" in text(desk_app)


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 KB"), (1, "1 KB"), (37_710, "37 KB"), (3_400_000, "3.4 MB")]
)
def test_sizes_as_people_say_them(size: int, words: str) -> None:
    assert size_words(size) == words
