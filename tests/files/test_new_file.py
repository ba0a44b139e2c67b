"""A file is new and whole, or it is not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from oatui.files.new_file import named, unused, write_new
from oatui.rules.verdict import Refused


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = write_new(tmp_path / "签到表.xlsx", b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["file", "folder", "link to nothing"])
def test_a_name_that_is_taken_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "签到表.xlsx"
    if kind == "file":
        path.write_bytes(b"old")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused, match="已有同名文件，不覆盖"):
        write_new(path, b"new")
    assert list(tmp_path.iterdir()) == [path]
    assert kind != "file" or path.read_bytes() == b"old"


def test_a_name_taken_while_the_file_is_written_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sync = tmp_path / "签到表.xlsx", os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_bytes(b"another")
        sync(descriptor)

    monkeypatch.setattr("os.fsync", meanwhile)
    with pytest.raises(Refused, match="已有同名文件"):
        write_new(path, b"new")
    assert path.read_bytes() == b"another" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("taken", [False, True])
def test_where_there_are_no_links_the_name_is_held_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    path = tmp_path / "签到表.xlsx"

    def no_links(_source: Path, _target: Path) -> None:
        if taken:
            path.write_bytes(b"another")
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("os.link", no_links)
    if taken:
        with pytest.raises(Refused, match="已有同名文件"):
            write_new(path, b"new")
    else:
        write_new(path, b"new")
    assert path.read_bytes() == (b"another" if taken else b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_without_the_folder_or_the_room_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="没有这个文件夹"):
        write_new(tmp_path / "没有" / "签到表.xlsx", b"new")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused, match="磁盘已满"):
        write_new(tmp_path / "签到表.xlsx", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "made"), [("卡.pdf", "卡.pdf"), ("卡.PDF", "卡.PDF"), ("卡", "卡.pdf"), ("卡.v2", "卡.v2.pdf")]
)
def test_the_ending_of_the_format_is_added_where_it_is_missing(typed: str, made: str) -> None:
    assert named(Path(typed), ".pdf").name == made


def test_a_name_to_propose_is_free(tmp_path: Path) -> None:
    wanted = tmp_path / "到会上报.txt"
    assert unused(wanted) == wanted
    for name in ("到会上报-2.txt", "到会上报-3.txt"):
        wanted.touch()
        assert unused(wanted) == tmp_path / name
        (tmp_path / name).touch()
