"""Made-up rosters, names, codes, numbers, days, attachments, requests and commands: each is read or refused in one sentence.

A door takes dice and gives what it does with one bad thing. Whatever comes of it: no error of our own, and nothing
written. The dice of a failing one are printed: `python -m tests.faults.bad_input DOOR SEED` does it again.
"""

from __future__ import annotations

import asyncio
import io
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import time
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from oatui.rules.verdict import Refused
from oatui.store import arrivals, documents, incoming, number_lines, people, search
from oatui.store.database import Store, StoreTrouble, open_store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, do

DATA = Path(__file__).parents[1] / "data"
PIECES = [
    "[bold]王[/]", "[/x]", "[link=file:///etc/passwd]", "=cmd|'/C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\t=1", "<script>",
    "<b>", "&lt;", "'; drop table event; --", '"', "%s", "{name}", "{0.__class__}", "\\", "/../", "\u202e王敏", "\u200f", "\u2066",
    "𠮷", "𰻞", "㐱", "\ue000", "é", "e\u0301", "👩‍👩‍👧", "ﾊ", "１２３", "〔2026〕", "[2026]", "(2026)", "第", "号", "嘉商务字", "嘉商务函",
    "王", "敏", "阿依古丽·买买提", "", " ", "\u3000", "\n", "\r\n", "\0", "\x1b[31m", "\x7f", "\ufeff", "\ufffd", "\ud800", "明天", "上周五",
    "2026-02-30", "25:61", "9999", "-0", "1e9", "０９：００", "+5g", "１", "Ω", "ß", "İ", "x" * 400, "会" * 3000,
]  # fmt: skip


def text(dice: random.Random) -> str:
    return "".join(dice.choice(PIECES) for _n in range(dice.choice((1, 1, 2, 3, 5))))


def changed(content: bytes, dice: random.Random) -> bytes:
    """A file with some bytes changed, cut off, doubled or put in."""
    made = bytearray(content)
    for _turn in range(dice.choice((1, 2, 8))):
        at = dice.randrange(len(made) + 1)
        match dice.randrange(5):
            case 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del made[at:]
            case 2:
                del made[at : at + dice.randrange(1, 200)]
            case 3:
                made[at:at] = made[: dice.randrange(1, 500)]
            case 4:
                made[at:at] = dice.randbytes(dice.randrange(1, 64))
        made = made or bytearray(b"x")
    return bytes(made)


def changed_inside(content: bytes, dice: random.Random) -> bytes:
    """A zip whose check sums hold, with one of its parts changed, left out, or full of odd text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                how = dice.randrange(3)
                if how == 0:
                    continue
                part = changed(part, dice) if how == 1 else _odd_values(part, dice)
            new.writestr(name, part)
    return out.getvalue()


def _odd_values(part: bytes, dice: random.Random) -> bytes:
    odd = text(dice).encode(errors="replace").replace(b"<", b"&lt;").replace(b"&", b"&amp;")
    pieces = part.split(b"</t>")
    at = dice.randrange(len(pieces))
    pieces[at] += odd
    return b"</t>".join(pieces)


@cache
def _word() -> bytes:
    import docx

    paper = docx.Document()
    paper.add_paragraph("关于做好工作的通知")
    paper.add_paragraph("各科室：")
    table = paper.add_table(2, 3)
    for cell, words in zip(table._cells, ["姓名", "单位", "是否参加", "王敏", "县财政局", "是"], strict=True):
        cell.text = words
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


class Desk:
    """A store that nothing may be written to, and a place for files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FixedClock()
        self.store: Store = open_store(folder / "desk.db", self.clock, "刘某某", create=True)
        a_meeting(self.store, 8)
        for act in [("draft", 0, 0), *[("sign", 0, n) for n in range(4)], ("number", 0, 0)]:
            do(self.store, act)
        search.catch_up(self.store)
        self.before = self.state()

    def state(self) -> tuple[int, int]:
        return self.store.conn.total_changes, int(self.store.value("pragma data_version"))

    def file(self, content: bytes, name: str) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    @cached_property
    def site(self) -> Any:
        from oatui.web.site import Site
        from tests.web.desks import FakeDesk

        fake = FakeDesk()
        return fake, Site(fake)


# ------------------------------------------------------------------ the doors


def roster(desk: Desk, dice: random.Random) -> None:
    from oatui.files.roster_in import read_rosters

    name = dice.choice(["roster-plain.xlsx", "roster-office.xlsx", "roster-gbk.csv"])
    content = (DATA / name).read_bytes()
    inside = name.endswith("xlsx") and dice.random() < 0.7
    path = desk.file((changed_inside if inside else changed)(content, dice), name)
    read_rosters(path)


def reply(desk: Desk, dice: random.Random) -> None:
    from oatui.files.reply_in import paste_reply, read_reply

    if dice.random() < 0.5:
        paste_reply("\n".join(text(dice) for _n in range(3)))
    else:
        read_reply(desk.file(changed_inside(_word(), dice), "回执.docx"))


def word_file(desk: Desk, dice: random.Random) -> None:
    from oatui.files.body_in import read_body
    from oatui.files.notice_in import read_notice_file

    way = changed if dice.random() < 0.2 else changed_inside
    (read_body if dice.random() < 0.7 else read_notice_file)(desk.file(way(_word(), dice), "正文.docx"))


def other_table(desk: Desk, dice: random.Random) -> None:
    from oatui.files.calendar_in import read_calendar
    from oatui.files.duty_in import read_duty
    from oatui.files.ledger_in import read_ledgers

    if dice.random() < 0.3:
        read_calendar(desk.file(changed((DATA / "workdays.json").read_bytes(), dice), "2027.json"))
    elif dice.random() < 0.5:
        path = desk.file(changed_inside((DATA / "ledger-2025.xlsx").read_bytes(), dice), "台账.xlsx")
        read_ledgers(path, documents.known_series(desk.store))
    else:
        path = desk.file(changed_inside((DATA / "duty-month.xlsx").read_bytes(), dice), "值班.xlsx")
        read_duty(path, desk.clock.now().date())


def attachment(desk: Desk, dice: random.Random) -> None:
    from oatui.files.attachment_type import examine

    start = dice.choice(
        [
            b"PK\x03\x04",
            b"%PDF-1.4\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xff\xd8\xff",
            b"GIF89a",
            b"",
            b"\x89PNG\r\n",
        ]
    )
    ending = dice.choice(["docx", "xlsx", "pdf", "jpg", "exe", "txt", ""])
    content = start + (
        changed(_word(), dice) if dice.random() < 0.3 else dice.randbytes(dice.randrange(2000))
    )
    examine(desk.file(content, f"附件.{ending}"))


def name(desk: Desk, dice: random.Random) -> None:
    from oatui.rules import names

    typed = text(dice).encode(errors="replace").decode()  # every face hands over text that can be stored
    names.name_keys(typed)
    names.plain(typed)
    people.search(desk.store, 1, typed)
    search.shown(desk.store, search.find(desk.store, typed).places[:5])
    documents.listed(desk.store, typed, 5)
    incoming.listed(desk.store, typed, 5)


def code(desk: Desk, dice: random.Random) -> None:
    typed = dice.choice(
        [text(dice), "".join(dice.choice("0123456789") for _n in range(dice.choice((8, 24, 25, 26))))]
    )
    made = arrivals.sign_in(desk.store, 1, typed, dry_run=True)
    assert made.outcome == "refused" and made.verdict.message


def number(desk: Desk, dice: random.Random) -> None:
    from oatui.rules.numbering import check_number

    typed = "".join((text(dice), dice.choice(["", "〔2026〕", "[2026]014号"]), text(dice)))
    check_number(typed, documents.known_series(desk.store))
    number_lines.written(desk.store, typed.encode(errors="replace").decode())


def moment(desk: Desk, dice: random.Random) -> None:
    from oatui.rules import deadlines, entry, incoming, moment, particular_entry
    from oatui.rules.coming_moment import coming_moment
    from oatui.rules.notice_text import read_notice
    from oatui.rules.particular_fields import SPECS

    typed, now = text(dice), desk.clock.now()
    if dice.random() < 0.5:
        typed = dice.choice("+0123456789明后周月日.-:g") + typed
    doors: list[Callable[[], object]] = [
        lambda: entry.parse_date(typed, now.date()), lambda: entry.parse_time(typed),
        lambda: coming_moment(typed, now, time(17, 30)), lambda: moment.past_moment(typed, now),
        lambda: moment.past_day(typed, now.date()), lambda: deadlines.read_own(typed, now.date()),
        lambda: deadlines.read_leads(typed), lambda: incoming.stated(typed, now.date()),
        lambda: particular_entry.read(dice.choice(SPECS), typed, now), lambda: read_notice(typed, now.date()),
    ]  # fmt: skip
    dice.choice(doors)()


def request(desk: Desk, dice: random.Random) -> None:
    from tests.web.desks import phone

    fake, site = desk.site
    path = dice.choice(["/", "/A/", "/A/" + fake.code(), "/S", "/S.CSS", "/WALL", "/J", "/../../etc/passwd"])
    path += dice.choice(
        ["", "", "/" + text(dice)[:40].encode(errors="replace").hex(), "%00", "%ff", "?t=" + "%3C" * 20]
    )

    async def ask() -> int:
        async with phone(fake, site=site) as browser:
            form = {
                key: text(dice).encode(errors="replace").decode()
                for key in ("t", "name", "digits", text(dice)[:5].encode(errors="replace").decode())
            }
            heads = {
                "content-type": dice.choice(
                    [
                        "application/json",
                        "multipart/form-data",
                        "text/plain; charset=x",
                        "application/x-www-form-urlencoded",
                    ]
                )
            }
            how = dice.choice(["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"])
            if how == "POST" and dice.random() < 0.7:
                sent = await browser.post(path, data=form)
            else:
                sent = await browser.request(
                    how, path, content=dice.randbytes(dice.randrange(3000)), headers=heads
                )
            return sent.status_code

    status = asyncio.run(ask())
    assert status < 500, status
    assert fake.forms == [] or "\x00" not in fake.forms[-1].name


def command(desk: Desk, dice: random.Random) -> None:
    from oatui.cli import main

    typed = [text(dice).replace("\0", "") for _n in range(2)]
    bad = desk.file(changed((DATA / "roster-plain.xlsx").read_bytes(), dice), "坏.xlsx")
    words: list[object] = dice.choice(
        [
            ["check", "number", typed[0]], ["search", typed[0]], ["roster", "search", "1", typed[0]], ["rules", typed[0]],
            ["due", "--from", typed[0], "--working-days", typed[1]], ["roster", "import", "1", bad, "--dry-run"],
            ["calendar", "import", bad], ["events", "import", bad], ["number", "import", bad], ["document", "number", typed[0]],
            ["sign-in", "1", typed[0], "--dry-run"], ["meeting", "show", typed[0]], ["doctor", "--head", typed[0]],
            ["seats", "head-table", typed[0]], [typed[0], typed[1]], ["config", "set", typed[0], typed[1]],
        ]
    )  # fmt: skip
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(
            ["--db", str(desk.store.path), *map(str, words), *(["--json"] if dice.random() < 0.5 else [])],
            desk.clock,
        )
    assert status in (0, 1, 2, 3), (status, words)
    assert "Traceback" not in out.getvalue() + err.getvalue()


DOORS: dict[str, Callable[[Desk, random.Random], None]] = {
    one.__name__: one
    for one in (
        roster,
        reply,
        word_file,
        other_table,
        attachment,
        name,
        code,
        number,
        moment,
        request,
        command,
    )
}


def knock(desk: Desk, door: str, seed: int) -> bool:
    """One bad thing at one door; whether it was refused. Raises what is our own fault."""
    try:
        DOORS[door](desk, random.Random(seed))
        refused = False
    except (Refused, StoreTrouble) as no:
        refused = True
        message = no.verdict.message
        assert message and len(message) < 700, message
    except BaseException as error:
        error.add_note(f"to do it again: python -m tests.faults.bad_input {door} {seed}")
        raise
    assert desk.state() == desk.before, f"{door} {seed} wrote something"
    return refused


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print("refused" if knock(Desk(Path(folder)), sys.argv[1], int(sys.argv[2])) else "read")


if __name__ == "__main__":
    main()
