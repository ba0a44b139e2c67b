"""What is read from a file, and the one sentence for each file that is no table."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import openpyxl.styles
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from oatui.files.workbook_in import column_letter, read_workbook
from oatui.rules.verdict import Refused

DATA = Path(__file__).parent.parent / "data"
OFFICE = DATA / "roster-office.xlsx"


def xlsx_bytes(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zip_bytes(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def ole_bytes(*streams: str) -> bytes:
    """An OLE file of a header, one FAT sector and one directory sector holding the names."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    table = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" + b"\xff\xff\xff\xff" * 126
    directory = b""
    for stream in ("Root Entry", *streams):
        name = stream.encode("utf-16-le")
        directory += name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + b"\x02" + bytes(61)
    return bytes(header) + table + directory.ljust(512, b"\0")


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    assert caught.value.verdict.rule is None
    message = str(caught.value)
    assert "{" not in message
    return caught.value.verdict.key


def test_numbers_dates_and_text_read_as_excel_shows_them(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["B2"] = 13800000000
        sheet["C2"] = 0.5
        sheet["D2"] = date(2026, 11, 24)
        sheet["E2"] = datetime(2026, 11, 24, 8, 30)  # noqa: DTZ001  a cell has no zone
        sheet["F2"] = time(8, 30)
        sheet["G2"] = True
        sheet["H2"] = "\u3000张　三\u00a0"
        sheet["I2"] = 1e20

    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(fill))
    (sheet,) = read_workbook(path)
    assert sheet.rows == [
        [""] * 9,
        [
            "",
            "13800000000",
            "0.5",
            "2026-11-24",
            "2026-11-24 08:30",
            "08:30",
            "TRUE",
            "张　三",
            "1" + "0" * 20,
        ],
    ]


def test_vertical_merges_are_filled_down_and_a_title_is_read_once(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for row in (
            ["会议名单"],
            ["单位", "姓名"],
            ["甲局", "张三"],
            [None, "李四"],
            [None, "王五"],
            ["乙局", "赵六"],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A3:A5")

    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(fill))
    (sheet,) = read_workbook(path)
    assert [row[0] for row in sheet.rows] == ["会议名单", "单位", "甲局", "甲局", "甲局", "乙局"]
    assert sheet.rows[0][1] == ""
    assert sheet.covered == {(3, 0), (4, 0)}


def test_merges_of_an_old_xls_are_filled_too_and_its_rows_keep_their_numbers(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    sheet.write_merge(2, 3, 0, 0, "甲局")
    sheet.write(2, 1, "张三")
    sheet.write(3, 1, 13800000000)
    path = tmp_path / "a.xls"
    book.save(str(path))
    (read,) = read_workbook(path)
    assert read.rows == [["", ""], ["", ""], ["甲局", "张三"], ["甲局", "13800000000"]]


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.docx", "名册", "a.et"])
def test_a_workbook_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OFFICE.read_bytes())
    assert len(read_workbook(path)[0].rows) == 60


def test_hidden_sheets_and_charts_are_not_read_and_empty_sheets_are_empty(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.title = "名单"
        book.active["A1"] = "姓名"
        book.create_sheet("旧").sheet_state = "hidden"
        book.create_sheet("更旧").sheet_state = "veryHidden"
        book.create_sheet("空")
        book.create_chartsheet("图")

    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(fill))
    assert [(sheet.name, sheet.rows) for sheet in read_workbook(path)] == [("名单", [["姓名"]]), ("空", [])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_every_encoding_and_with_every_separator(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(f'姓名{mark}单位\r\n张三{mark}"甲局\n一科"\r\n\r\n㐂四{mark}=""0537""'.encode(encoding))
    (sheet,) = read_workbook(path)
    assert sheet.name == "名册"
    assert sheet.rows[:3] == [["姓名", "单位"], ["张三", "甲局\n一科"], []]
    assert sheet.rows[3][0] == "㐂四"


def test_csv_text_wrapped_for_excel_reads_as_what_excel_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,手机\n张三,="13800000000"\n李四,"\t13800000001"\n', encoding="utf-8")
    assert [row[1] for row in read_workbook(path)[0].rows] == ["手机", "13800000000", "13800000001"]


PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
FILES = {
    "empty.xlsx": (b"", "roster.empty"),
    "photos.xlsx": (zip_bytes(a_png=PNG, b_jpg=PNG), "roster.archive"),
    "cut.xlsx": (OFFICE.read_bytes()[:4000], "roster.cut_off"),
    "locked.xlsx": (ole_bytes("EncryptionInfo", "EncryptedPackage"), "roster.encrypted"),
    "word.xlsx": (zip_bytes(word__document_xml=b"<w/>"), "roster.word"),
    "slides.xlsx": (zip_bytes(ppt__presentation_xml=b"<p/>"), "roster.slides"),
    "binary.xlsx": (zip_bytes(xl__workbook_bin=b"x"), "roster.other_table"),
    "open.xlsx": (
        zip_bytes(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "roster.other_table",
    ),
    "page.ofd": (zip_bytes(OFD_xml=b"<o/>"), "roster.ofd"),
    "a.et": (ole_bytes("Workbook"), "roster.wps"),
    "a.wps": (ole_bytes("WordDocument"), "roster.wps"),
    "old.xls": (ole_bytes("WordDocument"), "roster.old_word"),
    "rich.doc": (b"{\\rtf1 x}", "roster.old_word"),
    "strange.xls": (ole_bytes("Contents"), "roster.not_table"),
    "cut.xls": (ole_bytes("Workbook")[:700], "roster.cut_off"),
    "hollow.xls": (ole_bytes("Workbook"), "roster.cut_off"),
    "photo.xlsx": (PNG, "roster.picture"),
    "photo.csv": (b"\xff\xd8\xff\xe0" + bytes(60), "roster.picture"),
    "scan.xls": (b"\n%PDF-1.7\n", "roster.pdf"),
    "oa.xls": (b"\xef\xbb\xbf\r\n<HTML><table>", "roster.web_page"),
    "oa2.xls": ("<html><td>姓名".encode("utf-16"), "roster.web_page"),
    "xml2003.xls": (b'<?xml version="1.0"?><Workbook>', "roster.web_page"),
    "saved.xls": (b"MIME-Version: 1.0\r\n", "roster.web_page"),
    "a.rar": (b"Rar!\x1a\x07\x00", "roster.archive"),
    "excel4.xls": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "roster.other_table"),
    "program.csv": (b"MZ\x90\x00\x03\x00", "roster.not_table"),
    "latin.csv": (b"\xff\xff\xff,\xff", "roster.undecodable"),
    "cut16.csv": ("姓名".encode("utf-16") + b"\x00", "roster.undecodable"),
    "cut8.csv": ("姓名,单位\n张三,嘉祥县商务局办公室\n李四,嘉祥县".encode()[:-1], "roster.text_damaged"),
    "quote.csv": ('姓名,单位\n张三,"甲局\n李四,乙局\n'.encode(), "roster.quote"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_that_is_no_table_has_its_own_sentence(tmp_path: Path, name: str) -> None:
    content, key = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == key


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.xlsx") == "roster.missing"
    assert refusal(tmp_path) == "roster.folder"
    assert refusal(tmp_path / ("长" * 300)) == "roster.unreadable"


def test_the_row_of_a_damaged_text_and_of_a_lone_quote_is_named(tmp_path: Path) -> None:
    for name, row in (("cut8.csv", 3), ("quote.csv", 2)):
        path = tmp_path / name
        path.write_bytes(FILES[name][0])
        with pytest.raises(Refused) as caught:
            read_workbook(path)
        assert caught.value.verdict.values["row"] == row


def test_limits(tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(50_000_001)
    assert refusal(large) == "roster.too_large"
    long = tmp_path / "long.csv"
    long.write_text("张三\n" * 100_001, encoding="utf-8")
    assert refusal(long) == "roster.too_many_rows"
    long.write_text("张三\n" * 100_000, encoding="utf-8")
    assert len(read_workbook(long)[0].rows) == 100_000


@pytest.mark.parametrize("cell", ["A100001", "ZZ90000", "XFD1048576"])
def test_a_stray_cell_far_away_is_a_sentence(tmp_path: Path, cell: str) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "姓名"
        book.active[cell] = " 1"

    content = xlsx_bytes(fill)
    path = tmp_path / "far.xlsx"
    for declared in (True, False):
        path.write_bytes(content if declared else without_dimension(content))
        assert refusal(path) == "roster.too_many_rows"


def without_dimension(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<dimension[^>]*>", b"", old.read(name)))
    return buffer.getvalue()


def test_borders_drawn_to_the_last_line_of_excel_are_no_rows(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "姓名"
        book.active["F1048576"].font = openpyxl.styles.Font(bold=True)

    path = tmp_path / "styled.xlsx"
    path.write_bytes(xlsx_bytes(fill))
    assert read_workbook(path)[0].rows == [["姓名"]]


def test_a_workbook_cut_off_anywhere_is_a_sentence(tmp_path: Path) -> None:
    content = OFFICE.read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in range(4, len(content), 97):
        path.write_bytes(content[:length])
        refusal(path)


def test_a_damaged_xls_that_asks_for_all_memory_is_a_sentence(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(2):
        sheet.write(row, 0, 0.1234567)
    buffer = io.BytesIO()
    book.save(buffer)
    content = bytearray(buffer.getvalue())
    number = content.rindex(b"\x03\x02\x0e\x00")
    content[number + 4 : number + 8] = b"\xff\xff\xff\xff"
    path = tmp_path / "wild.xls"
    path.write_bytes(content)
    assert refusal(path) == "roster.cut_off"


def test_the_limits_hold_for_an_old_xls_and_its_sentence_names_the_sheet(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("远")
    sheet.write(0, 0, "姓名")
    sheet.write(65535, 255, "x")
    path = tmp_path / "far.xls"
    book.save(str(path))
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    assert caught.value.verdict.key == "roster.too_many_rows"
    assert "远" in str(caught.value)


def test_a_reader_that_panics_is_a_sentence_and_an_interrupt_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):  # noqa: N818  the name that pyo3 gives it
        pass

    class Reader:
        error: type[BaseException] = PanicException

        @classmethod
        def from_filelike(cls, _file: object) -> None:
            raise cls.error

    monkeypatch.setattr("python_calamine.CalamineWorkbook", Reader)
    assert refusal(OFFICE) == "roster.cut_off"
    Reader.error = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        read_workbook(OFFICE)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_workbook_reads_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "姓名")
    buffer = io.BytesIO()
    book.save(buffer)
    content = bytearray(data.draw(st.sampled_from([OFFICE.read_bytes(), buffer.getvalue()])))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(content)
    try:
        read_workbook(path)
    except Refused as refused:
        assert str(refused)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_read_or_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        read_workbook(path)
    except Refused as refused:
        assert str(refused)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, letters: str) -> None:
    assert column_letter(index) == letters
