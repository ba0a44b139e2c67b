"""The papers of a meeting on the command line, from a roster to files that are opened again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from oatui.rules.paper_text import main_text
from oatui.rules.seating import Seat
from oatui.store import arrivals, closing, documents, leave, meetings, paper_bodies, people, presence, seats
from oatui.store.database import open_store
from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock
from tests.files.printed import codes, needs_chinese_font, pages, text

# every export, with what it needs beside the meeting and the file, and what it answers beside the path
EXPORTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cards": (".pdf", "", ("pages", "font", "cards", "without_seat", "without_card")),
    "invitations": (".pdf", "", ("pages", "font", "slips")),
    "sign-in-sheet": (".xlsx", "", ("rows", "font", "form")),
    "attendance": (".xlsx", "", ("rows", "font", "columns")),
    "circular": (".docx", "", ("rows", "font", "open")),
    "report": (".txt", "", ("rows", "font", "lines")),
    "seat-map": (".pdf", "", ("pages", "font", "venue")),
    "leave-slip": (".docx", "--person 1", ("pages", "font", "name")),
    "reply-form": (".xlsx", "", ("rows", "font", "deadline")),
}
PDF = {"cards", "invitations", "seat-map"}


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """120 people at a main venue, nine of them seated in three rows."""
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init", "--office", "示例县商务局")
    line(
        "meeting", "add", "--title", "全县商务工作会议", "--start", "2026-11-25 09:00", "--end", "11:00",
        "--venue", "县会议中心", "--chair", "示例县长",
    )  # fmt: skip
    line("roster", "import", 1, DATA / "roster-plain.xlsx")
    store = open_store(line.db, clock, "刘某某")
    seats.set_plan(store, 1, 3, 4, (2,))
    for number, person in enumerate(people.listed(store, 1, limit=9)):
        seats.move(store, person.id, Seat(number // 3 + 1, number % 3 + 1))
    store.close()
    return line


def out(desk: CommandLine, name: str) -> Path:
    return desk.db.parent / name


def export(desk: CommandLine, kind: str, name: str, *words: object) -> dict[str, Any]:
    made: dict[str, Any] = desk.json("export", kind, 1, "--out", out(desk, name), *words)
    assert made["path"] == str(out(desk, name)) and out(desk, name).stat().st_size
    return made


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=needs_chinese_font if k in PDF else ()) for k in EXPORTS]
)
def test_every_export_makes_a_file_and_says_what_it_is(desk: CommandLine, kind: str) -> None:
    ending, words, keys = EXPORTS[kind]
    made = export(desk, kind, f"文件{ending}", *words.split())
    assert {"path", *keys} <= set(made)
    spoken = desk("export", kind, 1, "--out", out(desk, f"另{ending}"), *words.split())
    assert (spoken.code, spoken.err) == (0, "") and "已存" in spoken.out
    assert out(desk, f"另{ending}").read_bytes() == out(desk, f"文件{ending}").read_bytes()


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=needs_chinese_font if k in PDF else ()) for k in EXPORTS]
)
def test_no_export_writes_over_a_file(desk: CommandLine, kind: str) -> None:
    ending, words, _keys = EXPORTS[kind]
    path = out(desk, f"旧{ending}")
    path.write_bytes(b"old")
    said = desk("export", kind, 1, "--out", path, *words.split(), "--json")
    assert said.code == 1 and "已有同名文件" in said.error["message"]
    assert path.read_bytes() == b"old"
    said = desk("export", kind, 7, "--out", out(desk, f"新{ending}"), *words.split(), "--json")
    assert said.code == 1 and "没有编号为 7 的会议" in said.error["message"]
    assert not out(desk, f"新{ending}").exists()


@needs_chinese_font
def test_cards_are_held_against_the_seats(desk: CommandLine) -> None:
    made = export(desk, "cards", "席签.pdf", "--code", "--seat")
    assert (made["pages"], made["cards"]) == (120, 120) == (pages(Path(made["path"])), 120)
    assert len(made["without_seat"]) == 111 and made["without_card"] == [] and made["shared"] == []
    first = desk.json("roster", "list", 1)[0]
    assert [found.text for found in codes(Path(made["path"]))] == [first["code"]]
    assert "1排1座" in text(Path(made["path"]))
    few = export(desk, "cards", "两张.pdf", "--person", 2, "--person", 1, "--width", 90, "--height", 50)
    assert (few["cards"], few["pages"], few["without_seat"], few["without_card"]) == (2, 1, [], [])
    said = desk("export", "cards", 1, "--out", out(desk, "三.pdf")).out
    assert "没有座位的席签 111 张" in said and "等" in said


@needs_chinese_font
def test_a_guest_at_the_head_table_has_a_card_though_not_on_the_roster(
    desk: CommandLine, clock: FixedClock
) -> None:
    store = open_store(desk.db, clock, "刘某某")
    seats.confirm_head(store, 1, ["示例书记", "示例县长"], "办公室主任")
    store.close()
    made = export(desk, "cards", "席签.pdf", "--seat")
    assert made["cards"] == 122 and made["without_card"] == []
    assert "示例书记" in text(Path(made["path"])) and "主席台" in text(Path(made["path"]))
    assert export(desk, "invitations", "邀请.pdf")["slips"] == 120
    said = text(Path(export(desk, "seat-map", "图.pdf")["path"]))
    assert said.count("示例书记") == said.count("示例县长") == 2


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("cards", "--width", "900"), "印不下"),
        (("cards", "--venue", "没有"), "主会场"),
        (("cards", "--person", "9999"), "9999"),
        (("cards", "--font", "没有这种字体"), "没有这种字体"),
        (("attendance", "--columns", "name,age"), "age"),
        (("leave-slip", "--person", "9999"), "9999"),
        (("seat-map", "--venue", "没有"), "主会场"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(desk: CommandLine, words: tuple[str, ...], part: str) -> None:
    said = desk("export", words[0], 1, "--out", out(desk, "文件"), *words[1:], "--json")
    assert said.code == 1 and part in said.error["message"]
    assert not list(desk.db.parent.glob("文件*"))


def test_without_a_chinese_font_a_pdf_is_refused_and_a_sheet_is_not(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oatui.files.fonts.families", lambda: ["DejaVu Sans"])
    for kind in PDF:
        said = desk("export", kind, 1, "--out", out(desk, "文件.pdf"), "--json")
        assert said.code == 1 and "fonts-noto-cjk" in said.error["message"]
        english = desk("--lang", "en", "export", kind, 1, "--out", out(desk, "文件.pdf"))
        assert english.code == 1 and "install fonts-noto-cjk" in english.err
    assert export(desk, "attendance", "表.xlsx")["rows"] == 120


def test_the_sheet_is_blank_until_the_meeting_starts(desk: CommandLine, clock: FixedClock) -> None:
    assert export(desk, "sign-in-sheet", "一.xlsx")["form"] == "blank"
    clock.moment = clock.moment.replace(day=25)
    person = desk.json("roster", "list", 1)[0]
    clock.at(8, 40)
    desk.json("sign-in", 1, person["code"])
    clock.at(8, 59, 59)
    assert export(desk, "sign-in-sheet", "二.xlsx")["form"] == "blank"
    assert export(desk, "sign-in-sheet", "三.xlsx", "--form", "filled")["form"] == "filled"
    clock.at(9)
    made = export(desk, "sign-in-sheet", "四.xlsx")
    assert made["form"] == "filled" and made["rows"] == 120
    sheet = openpyxl.load_workbook(made["path"]).worksheets[0]
    assert [sheet.cell(8, column).value for column in (5, 6)] == ["√", "08:40:00"]
    assert export(desk, "sign-in-sheet", "五.xlsx", "--form", "blank")["form"] == "blank"


def test_phones_are_in_no_file_that_did_not_ask_for_them(desk: CommandLine) -> None:
    phone = desk.json("roster", "list", 1)[0]["phone"]
    assert phone
    for kind, (ending, words, _keys) in EXPORTS.items():
        if kind in PDF:
            continue
        path = Path(export(desk, kind, f"{kind}{ending}", *words.split())["path"])
        assert phone not in _text(path), kind
    made = export(desk, "attendance", "带电话.xlsx", "--columns", "name,phone")
    assert made["columns"] == ["name", "phone"] and phone in _text(Path(made["path"]))
    assert phone in _text(Path(export(desk, "sign-in-sheet", "带电话2.xlsx", "--phones")["path"]))


def _text(path: Path) -> str:
    if path.suffix == ".xlsx":
        cells = (c for sheet in openpyxl.load_workbook(path) for row in sheet.values for c in row)
        return "\n".join(str(cell) for cell in cells)
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells_in = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells_in])
    return path.read_text(encoding="utf-8-sig")


def test_who_came_after_the_start_is_named_and_who_came_before_it_is_not(
    desk: CommandLine, clock: FixedClock
) -> None:
    everyone = desk.json("roster", "list", 1)
    clock.moment = clock.moment.replace(day=25)
    for person, moment in zip(everyone, ((8, 45, 0), (8, 45, 1), (9, 0, 0), (9, 0, 1)), strict=False):
        clock.at(*moment)
        desk.json("sign-in", 1, person["code"])
    made = export(desk, "circular", "通报.docx", "--explain-by", "2026-11-27")
    assert (made["rows"], made["open"]) == (1, 116)
    said = _text(Path(made["path"]))
    assert said.startswith("关于全县商务工作会议会风会纪情况的通报")
    assert "应到120人，实到4人，请假0人，缺席0人，未到116人" in said
    assert "按时签到1人，晚签到（开会前15分钟以内到场）2人，迟到1人" in said
    assert everyone[3]["name"] in said and everyone[1]["name"] not in said and everyone[2]["name"] not in said
    assert "2026年11月27日前" in said
    county = _text(Path(export(desk, "circular", "情况.docx", "--county")["path"]))
    assert "县委督查室、县政府督查室" in county and "通报" not in county
    line = export(desk, "report", "上报.txt", "--charge", "王某某", "--phone", "0537-1")["lines"][0]
    assert line == (
        "主会场：应到120人，实到4人，请假0人，未到116人，替会0人；会场负责人王某某，电话0537-1；"
        "报送时间2026年11月25日09:00"
    )


def test_each_venue_reports_its_own_line(desk: CommandLine) -> None:
    desk("venue", "add", 1, "一镇分会场")
    made = export(desk, "report", "上报.txt")
    assert [line.split("：")[0] for line in made["lines"]] == ["主会场", "一镇分会场"]
    assert "应到0人" in export(desk, "report", "一镇.txt", "--venue", "一镇分会场")["lines"][0]


def test_the_slip_and_the_reply_are_filled_from_the_meeting(desk: CommandLine) -> None:
    person = desk.json("roster", "list", 1)[0]
    words = ("--person", person["id"], "--reason", "省里开会", "--substitute", "李某某")
    said = _text(Path(export(desk, "leave-slip", "请假单.docx", *words)["path"]))
    for part in (person["name"], person["unit"], "全县商务工作会议", "示例县长", "省里开会", "李某某"):
        assert part in said
    # a meeting of the bureau itself knows no duty rooms
    assert "值班室" not in said
    reply = export(desk, "reply-form", "回执.xlsx", "--rows", 3)
    # 25 November is a Wednesday: the working day before is the 24th
    assert (reply["rows"], reply["deadline"]) == (3, "2026-11-24T17:00:00+08:00")
    typed = export(desk, "reply-form", "回执2.xlsx", "--deadline", "明天 8点")
    assert typed["deadline"] == "2026-11-25T08:00:00+08:00"


PEOPLE = ("按时", "晚签", "迟到", "早退", "请假", "缺席", "漏签", "代会", "未批", "首人")


@pytest.fixture
def county(desk: CommandLine, clock: FixedClock) -> CommandLine:
    """A county meeting, number 2, of one person for each thing that can become of them, after its end."""
    store = open_store(desk.db, clock, "刘某某")
    start = clock.moment.replace(day=25, hour=9, minute=0)
    held = meetings.add(
        store, "全县工作会议", start, start + timedelta(hours=2), place="县会议中心", chair="示例县长", level="county",
        because="示例",
    )  # fmt: skip
    rows = [
        ("", {"name": f"示{name}", "unit": f"{name}镇", "post": "镇长", "phone": "13800000001", "serial": ""})
        for name in PEOPLE
    ]
    people.import_roster(store, held.id, rows, "名册.xlsx")
    who = {person.name[1:]: person for person in people.listed(store, held.id)}
    leave.approve(store, leave.request(store, who["请假"].id, "sick", "住院").leave.id, "县长甲")
    leave.request(store, who["未批"].id, "other", "家事")
    away = leave.request(store, who["首人"].id, "duty_trip").leave.id
    leave.approve(store, away, "县长甲")
    clock.pass_time(minutes=10)
    leave.substitute(store, away, "替人", unit="首人镇", post="副镇长")
    leave.deliver(store, away, "committee_duty")
    clock.moment = start
    for name, moment in {"按时": (8, 45), "晚签": (8, 45, 1), "早退": (8, 30), "替人": (8, 40)}.items():
        person = who.get(name) or next(
            one for one in people.listed(store, held.id) if one.name.endswith(name)
        )
        clock.at(*moment)
        arrivals.sign_in(store, held.id, person.code)
    clock.at(9, 2, 5)
    arrivals.sign_in(store, held.id, who["迟到"].code)
    clock.at(10, 10)
    presence.leave_early(store, who["早退"].id, "")
    closing.mark(store, who["漏签"].id, "missed_sign_in", "主任", "到会未扫码")
    closing.mark(store, who["代会"].id, "unapproved_substitute", "主任", "由科员代会")
    clock.at(11, 1)
    store.close()
    return desk


def close(desk: CommandLine, clock: FixedClock) -> None:
    store = open_store(desk.db, clock, "刘某某")
    closing.close(store, 2, "请假单随后送达")
    store.close()


def test_before_the_closing_nobody_is_called_absent(county: CommandLine) -> None:
    made = county.json("export", "circular", 2, "--out", out(county, "情况.docx"))
    said = _text(Path(made["path"]))
    assert made["open"] == 2 and "示缺席" not in said and "示未批" not in said
    assert "未到2人" in said and "示迟到" in said
    line = county.json("export", "report", 2, "--out", out(county, "上报.txt"))["lines"][0]
    assert line.startswith(
        "主会场：应到10人，实到6人，请假1人（示请假、镇长、住院、县长甲），未到3人，替会1人；"
    )


def test_a_closed_county_meeting_on_its_papers(county: CommandLine, clock: FixedClock) -> None:
    close(county, clock)
    made = county.json("export", "circular", 2, "--out", out(county, "情况.docx"))
    said = _text(Path(made["path"]))
    assert (made["open"], made["rows"]) == (0, 6)
    # for both offices, and no circular: the meeting is the county's
    assert said.startswith("全县工作会议会风会纪情况\n\n县委督查室、县政府督查室：") and "通报" not in said
    assert "应到10人，实到6人（其中替会1人），请假1人，缺席3人（其中代会1人）。" in said
    document = docx.Document(made["path"])
    named = [[cell.text for cell in row.cells][1:] for table in document.tables for row in table.rows[1:]]
    assert named == [
        ["缺席镇", "示缺席", "镇长", "未到会", ""],
        ["未批镇", "示未批", "镇长", "请假未批，未到会", ""],
        ["迟到镇", "示迟到", "镇长", "晚于开会2分5秒", "09:02"],
        ["早退镇", "示早退", "镇长", "早退", "10:10"],
        ["代会镇", "示代会", "镇长", "由科员代会", ""],
        ["漏签镇", "示漏签", "镇长", "未签到（到会未扫码）", ""],
    ]
    assert "示晚签" not in said and "晚签到（开会前15分钟以内到场）1人" in said
    assert county("export", "circular", 2, "--out", out(county, "不起草.docx"), "--draft").code == 2
    assert not out(county, "不起草.docx").exists()
    own = county.json("export", "circular", 2, "--out", out(county, "通报.docx"), "--own", "--draft")
    assert _text(Path(own["path"])).startswith("关于全县工作会议会风会纪情况的通报")
    # our own is a paper of the document desk, with its text and to be signed; organ and date print from there
    drafted = open_store(county.db, county.clock, "刘某某")
    paper = documents.get(drafted, own["document"])
    assert (paper.title, paper.kind, paper.waiting_for) == (
        "关于全县工作会议会风会纪情况的通报",
        "通报",
        "section_check",
    )
    body = paper_bodies.get(drafted, paper.id)
    assert body and main_text(body.paragraphs)[-1].text.startswith("请上述人员所在单位核实情况")
    drafted.close()
    line = county.json("export", "report", 2, "--out", out(county, "上报.txt"))["lines"][0]
    assert "请假1人（示请假、镇长、住院、县长甲），缺席3人，替会1人" in line


def test_a_closed_meeting_on_its_sheets(county: CommandLine, clock: FixedClock) -> None:
    close(county, clock)
    made = county.json(
        "export", "attendance", 2, "--out", out(county, "表.xlsx"), "--columns", "name,status,at,left,替会,remark"
    )  # fmt: skip
    rows = list(openpyxl.load_workbook(made["path"]).worksheets[0].iter_rows(min_row=5, values_only=True))
    assert [row[:2] for row in rows] == [
        ("示按时", "按时"), ("示晚签", "晚签到"), ("示迟到", "迟到"), ("示早退", "按时"), ("示请假", "请假"),
        ("示缺席", "缺席"), ("示漏签", "漏签"), ("示代会", "代会"), ("示未批", "缺席"), ("示首人", "已替会"), ("替人", "按时"),
    ]  # fmt: skip
    assert rows[3][2:] == ("08:30:00", "10:10:00", None, "早退10:10")
    assert rows[6][2:] == (None, None, None, "主任批准")
    assert rows[8][5] == "请假未批"
    assert rows[9][4] == "由替人替会" and rows[10][4] == "替示首人参会"
    sheet = county.json("export", "sign-in-sheet", 2, "--out", out(county, "签到.xlsx"))
    assert (sheet["form"], sheet["rows"]) == ("filled", 11)
    head = [
        row[0] for row in openpyxl.load_workbook(sheet["path"]).worksheets[0].iter_rows(values_only=True)
    ][5]
    assert head == "应到 10 人，实到 6 人，请假 1 人，缺席 3 人"


def test_the_slip_says_what_is_recorded_of_the_leave(county: CommandLine) -> None:
    person = next(row for row in county.json("roster", "list", 2) if row["name"] == "示首人")
    made = county.json("export", "leave-slip", 2, "--person", person["id"], "--out", out(county, "单.docx"))
    said = _text(Path(made["path"]))
    for part in ("公务外出", "替人", "副镇长", "县长甲、同意", "2026年11月24日 08:20"):
        assert part in said
    assert "县委总值班室：11月24日 08:30" in said and "县政府值班室：\u3000\u3000月" in said


def test_the_papers_are_chinese_in_every_language(desk: CommandLine) -> None:
    said = desk("--lang", "en", "export", "circular", 1, "--out", out(desk, "circular.docx"))
    assert said.out.startswith("Saved: ") and "120 people are not settled yet" in said.out
    assert "关于全县商务工作会议会风会纪情况的通报" in _text(out(desk, "circular.docx"))
