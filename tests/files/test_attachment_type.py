"""True types by the bytes: what a renamed, damaged, encrypted or foreign file is known as."""

from __future__ import annotations

import io
import itertools
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from oatui.files.at_hand import ANY, offered, typed_paths
from oatui.files.attachment_type import examine, true_type
from oatui.rules.verdict import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Pages/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def package(main: str, part: str = "word/document.xml", content: str = "", **more: str) -> bytes:
    """A small Office package with one main part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>'
        )
        archive.writestr(part, content)
        for name, text in more.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def zipped(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_x", ".xml"), text)
    return file.getvalue()


def ole(stream: str) -> bytes:
    """An OLE file whose main stream has this name: a real .xls with its directory entry renamed."""
    book = xlwt.Workbook()
    book.add_sheet("表")
    file = io.BytesIO()
    book.save(file)
    content = bytearray(file.getvalue())
    place = content.find("Workbook".encode("utf-16-le"))
    name = stream.encode("utf-16-le")
    content[place : place + 64] = name.ljust(64, b"\x00")
    content[place + 64 : place + 66] = (len(name) + 2).to_bytes(2, "little")
    return bytes(content)


def real_xlsx() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (package(WORD), "docx"),
        (real_xlsx(), "xlsx"),
        (package(SHEET, "xl/workbook.xml"), "xlsx"),
        (package(MACRO), "macro"),
        (package(WORD, **{"word/vbaProject.bin": "x"}), "macro"),
        (package("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"), "slides"),
        (zipped(照片1_jpg="x"), "archive"),
        # a part of the name of Word's does not make a Word file
        (zipped(word__document_x="<w:document/>", 照片="x"), "archive"),
        (zipped(OFD_x="<ofd/>"), "ofd"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", content_x=""), "odf"),
        (package(WORD)[:-30], "cut_off"),
        (ole("Workbook"), "xls"),
        (ole("WordDocument"), "doc"),
        (ole("EncryptedPackage"), "locked"),
        (ole("WordDocument") + "_VBA_PROJECT".encode("utf-16-le"), "macro"),
        (b"{\\rtf1 x}", "rtf"),
        (PDF, "pdf"),
        (b"\x00\x00 junk " + PDF, "pdf"),
        (PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "locked_pdf"),
        (PDF[:-7], "cut_off"),
        (PDF.replace(b"/Count 1", b"/Count 0"), "empty"),
        (b"\xff\xd8\xff\xe0 jpeg", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"II*\x00 tiff", "picture"),
        (b"RIFF\x00\x00\x00\x00WEBP", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"<html><table>", "web_page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web_page"),
        ("姓名,单位".encode("gbk"), "text"),
        (b"", "empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "unknown"),
    ],
    ids=itertools.count(),  # a zip holds its own time: its bytes are another id in each process
)  # fmt: skip
def test_the_bytes_tell(content: bytes, kind: str) -> None:
    assert true_type(content, ".docx")[0] == kind


@pytest.mark.parametrize(
    ("content", "ending"), [(package(WORD), ".wps"), (ole("Workbook"), ".et")], ids=["wps", "et"]
)
def test_wps_own_endings_are_named(content: bytes, ending: str) -> None:
    assert true_type(content, ending)[0] == "wps"


def test_a_classification_inside_a_word_file_is_found_though_runs_cut_it(tmp_path: Path) -> None:
    body = "<w:document><w:body><w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★1年</w:t></w:r></w:p></w:body></w:document>"
    (tmp_path / "通知.docx").write_bytes(package(WORD, content=body))
    assert examine(tmp_path / "通知.docx").file.mark == "机密★"
    alone = body.replace("密★1年", "密").replace(
        "</w:p>", "</w:p><w:p><w:r><w:t>嘉祥县商务局文件</w:t></w:r></w:p>"
    )
    (tmp_path / "无期限.docx").write_bytes(package(WORD, content=alone))
    assert examine(tmp_path / "无期限.docx").file.mark == "机密"
    later = body.replace("<w:p>", "<w:p>" + "字" * 300)
    (tmp_path / "规定.docx").write_bytes(package(WORD, content=later))
    assert examine(tmp_path / "规定.docx").file.mark == ""


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "大.pdf").touch()
    os.truncate(tmp_path / "大.pdf", 200_000_001)
    for path, key in (
        (tmp_path / "无.docx", "not_there"), (tmp_path, "is_folder"), (tmp_path / "大.pdf", "too_large"),
        (Path("a\x00b"), "unreadable"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            examine(path)
        assert no.value.verdict.key == f"attachment.{key}" and no.value.verdict.message


def test_dropped_files_come_as_they_come(tmp_path: Path) -> None:
    spaced, plain = tmp_path / "甲 表.docx", tmp_path / "乙.pdf"
    spaced.touch()
    plain.touch()
    both = [spaced, plain]
    assert typed_paths(f"'{spaced}' '{plain}'") == both
    assert typed_paths(f'"{spaced}"  {plain}') == both
    escaped = str(spaced).replace(" ", "\\ ")
    assert typed_paths(f"{escaped} {plain} ") == both
    assert typed_paths(f"{spaced.as_uri()}\r\n{plain.as_uri()}\n") == both
    # a path with a plain space is one path where there is such a file
    assert typed_paths(str(spaced)) == [spaced]
    assert typed_paths(f"{plain}\n{plain}\n\n") == [plain]
    assert {one.path for one in offered(f"{tmp_path}/", ANY)} == set(both)
    assert offered(f"{tmp_path}/") == []


def test_a_word_file_of_many_megabytes_is_known() -> None:
    # its directory lies behind what the 109 places of the head lead to
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(240):
        sheet.write(row, 0, f"{row:05d}" * 6500)
    file = io.BytesIO()
    book.save(file)
    content = file.getvalue()
    assert len(content) > 109 * 128 * 512
    assert true_type(content, ".xls")[0] == "xls"


@pytest.mark.parametrize("place", [30, 48, 68, 76, 80])
@pytest.mark.parametrize(
    "value", [b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x09\x00\x00\x00", b"\x01\x00\x00\x80"]
)
def test_a_damaged_head_is_a_damaged_file(place: int, value: bytes) -> None:
    content = bytearray(ole("WordDocument"))
    content[place : place + 4] = value
    assert true_type(bytes(content), ".doc")[0] in {"cut_off", "doc", "unknown"}


def test_a_head_without_anything_behind_is_cut_off() -> None:
    assert true_type(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2600), ".doc")[0] == "cut_off"
