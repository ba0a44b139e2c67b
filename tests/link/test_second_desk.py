"""A second machine of the office draws its numbers from the one book: asked twice the same, without the line none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from oatui.app import DeskApp
from oatui.link import book, joining, uplink
from oatui.link.keyring import Keyring
from oatui.link.main_desk import MainDesk
from oatui.link.site_client import Address, SiteClient
from oatui.link_way import LinkWay
from oatui.screens.document import DocumentPage
from oatui.screens.machines import MachinesPage
from oatui.session import Session
from oatui.store import (
    backup,
    doctor,
    documents,
    drawn,
    ledger,
    main_line,
    number_book,
    number_lines,
    numbers,
    sites,
    unheard,
)
from oatui.store.database import Store, open_store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.link.doors import CuttingLine, served
from tests.on_screen import opened, settled, text
from tests.store.refusals import refusal
from tests.store.test_number_book import signed


class Two(NamedTuple):
    """The desk with the book, a relay before it, and a second desk that was paired over it."""

    first: Store
    second: Store
    ring: Keyring
    relay: CuttingLine
    site: sites.Site

    def draw(self, document: int) -> str | None:
        return book.draw(self.second, self.ring, document, self.second.clock).number


@pytest.fixture
def two(store: Store, open_at: Callable[..., Store], tmp_path: Path, clock: FixedClock) -> Iterator[Two]:
    with two_desks(store, open_at("second.db", "王某某"), tmp_path, clock) as made:
        yield made


@contextmanager
def two_desks(store: Store, second: Store, folder: Path, clock: FixedClock) -> Iterator[Two]:
    desk = MainDesk(lambda: open_store(store.path, clock, "刘某某"), Keyring(folder / "book"))
    with served(desk, folder / "book", desk.heard, clock) as behind:
        relay = CuttingLine(behind.port)
        way = LinkWay(lambda: store, clock, folder / "book")
        site = sites.invite(store, sites.DESK, sites.DESK, "二楼的机器")
        code = way.code(store, site).code
        ring = Keyring(folder / "second")
        found, _told = joining.prove(f"127.0.0.1:{relay.port}", code)
        joining.join_book(second, found, ring)
        yield Two(store, second, ring, relay, site)
        relay.close()


def test_one_book_for_both_desks(two: Two) -> None:
    papers = [signed(two.second), signed(two.second)]
    assert numbers.give_number(two.first, signed(two.first)).number == "嘉商务字〔2026〕1号"
    assert two.draw(papers[0]) == "嘉商务字〔2026〕2号"
    assert numbers.give_number(two.first, signed(two.first)).number == "嘉商务字〔2026〕3号"
    # the answer is lost after the number was given: asked again it is the same, and none is skipped
    way = uplink.book_of(two.second, two.ring)
    asked = drawn.request(two.second, papers[1])
    assert way and asked
    client = SiteClient(Address(way.address), way.site, way.secret, two.second.clock)
    client.allocate(way.site, asked)
    client.close()
    assert documents.get(two.second, papers[1]).number is None
    assert number_lines.find(two.first, "嘉商务字", 2026, 4)
    assert two.draw(papers[1]) == two.draw(papers[1]) == "嘉商务字〔2026〕4号"
    assert number_lines.gaps(two.first, 2026) == number_lines.gaps(two.second, 2026) == []
    assert number_lines.next_sequence(two.first, "嘉商务字", 2026) == 5
    assert doctor.examine(two.first).ok and doctor.examine(two.second).ok


def test_nothing_is_entered_in_a_book_that_is_elsewhere(two: Two) -> None:
    paper = signed(two.second)
    assert refusal(lambda: numbers.give_number(two.second, paper)) == ("12-1", "link.book_elsewhere")
    acts: list[Callable[[], object]] = [
        lambda: number_book.reserve(two.second, "嘉商务字", "会议", "王某某"),
        lambda: number_book.void(two.second, 1, "作废", "李某某"),
        lambda: ledger.import_ledger(two.second, [], "台账.xlsx"),
    ]
    two.draw(paper)
    for act in acts:
        assert refusal(act)[1] == "link.book_elsewhere"
    # a letter without a number takes none from anywhere
    letter = signed(two.second, series="", kind="函")
    two.relay.cut = True
    assert two.draw(letter) == "不编号"


def test_a_desk_with_numbers_of_its_own_keeps_its_book(two: Two, open_at: Callable[..., Store]) -> None:
    third = open_at("third.db", "陈某某")
    numbers.give_number(third, signed(third))
    way = uplink.book_of(two.second, two.ring)
    assert way
    assert refusal(lambda: joining.join_book(third, way, two.ring))[1] == "link.book_begun"
    assert (
        refusal(lambda: joining.join_book(third, way._replace(meeting=1), two.ring))[1]
        == "link.code_of_venue"
    )


def test_a_second_desk_from_a_backup_takes_no_other_papers_number(
    two: Two, tmp_path: Path, clock: FixedClock
) -> None:
    """The papers made after a backup have other names than those that were lost with the machine."""
    copy = backup.back_up(two.second, tmp_path).path
    lost = signed(two.second, title="丢失的")
    assert two.draw(lost) == "嘉商务字〔2026〕1号"
    backup.restore(copy, tmp_path / "new.db", clock, "王某某")
    again = open_store(tmp_path / "new.db", clock, "王某某")
    other = signed(again, title="另一件")
    assert other == lost
    assert book.draw(again, two.ring, other, clock).number == "嘉商务字〔2026〕2号"
    again.close()


def test_a_book_from_a_backup_waits_for_no_invitation_that_nobody_took(
    two: Two, tmp_path: Path, clock: FixedClock
) -> None:
    """Who was paired after the backup is waited for, although it does not know of that."""
    way = LinkWay(lambda: two.first, clock, tmp_path / "book")
    nobody = sites.invite(two.first, sites.DESK, sites.DESK, "三楼的机器")
    way.code(two.first, nobody)
    copy = backup.back_up(two.first, tmp_path).path
    two.draw(signed(two.second))
    for _again in "12":  # a new code does not undo what was drawn
        way.code(two.first, sites.all_of(two.first, sites.DESK)[0])
        assert way.ring.never_spoke() == [nobody.id]
    backup.restore(copy, two.first.path, clock, "刘某某", way.ring.machines_of_desk(), way.ring.never_spoke())
    again = open_store(two.first.path, clock, "刘某某")
    assert unheard.names(again) == ["二楼的机器"]
    again.close()


def test_an_older_file_in_the_place_of_the_book_is_noticed(
    two: Two, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody restored it by oatui: what the other machine was given since the copy is on its papers."""
    monkeypatch.setattr("oatui.places.link_folder", lambda: tmp_path / "book")
    papers = [signed(two.second), signed(two.second)]
    assert two.draw(papers[0]) == "嘉商务字〔2026〕1号"
    older = tmp_path / "older.db"
    two.first.conn.execute("vacuum into ?", (str(older),))
    assert two.draw(papers[1]) == "嘉商务字〔2026〕2号"
    for _start in range(2):
        session = Session(older, clock, "刘某某")
        session.open()
        session.close()
        desk = open_store(older, clock, "刘某某")
        paper = signed(desk)
        assert refusal(lambda: numbers.give_number(desk, paper)) == ("12-1", "book.set_back")  # noqa: B023
        desk.close()
    Session(two.first.path, clock, "刘某某").open()
    assert numbers.give_number(two.first, signed(two.first)).number == "嘉商务字〔2026〕3号"


async def test_on_the_screen_it_is_joined_and_the_paper_waits_for_the_line(
    two: Two, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("oatui.places.link_folder", lambda: two.ring._folder)
    paper = signed(two.second)
    app = DeskApp(two.second.path, clock, "王某某")

    async def press(*keys: str) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    code = LinkWay(lambda: two.first, clock, tmp_path / "book").code(two.first, two.site).code
    main_line.name_book(two.second, "")
    async with opened(app, MachinesPage()) as pilot:
        assert "号簿在本机" in text(app)
        await press("f5")
        form = app.screen.query_one(Form)
        form.fill("address", f"127.0.0.1:{two.relay.port} {code[:-1]}")
        await press("f5")
        assert "不是配对码" in text(app)
        # a scanner types both at one go, in capitals
        form.fill("address", f"127.0.0.1:{two.relay.port} {code}".upper())
        await press("f5")
        assert "公文编号向另一台机器取" in text(app)
        assert isinstance(app.session._sender, book.BookSender)
        two.relay.cut = True
        two.relay.break_now()
        app.push_screen(DocumentPage(paper))
        await press("f7")
        assert "号簿在另一台机器上" in text(app)
        await press("enter")
        assert "没有编号；公文等着" in text(app)
        two.relay.cut = False
        await press("f7", "enter")
        for _turn in range(20):  # the answer comes over the line, not from a worker of the page
            if "嘉商务字〔2026〕1号" in text(app):
                break
            await settled(pilot)
        assert "嘉商务字〔2026〕1号" in text(app)
        await press("f3", "8")
        assert "不再向别的机器取号？" in text(app)
        await press("enter")
        for _turn in range(20):  # on a thread: what is asked for is fetched first
            if "已不再向别的机器取号" in text(app):
                break
            await settled(pilot)
        assert "号簿在本机" in text(app) and "请重新配对取号" in text(app)
        await press("9")
        form = app.screen.query_one(Form)
        form.fill("approver", "李主任")
        form.fill("reason", "号簿今后在本机，已补登")
        await press("f5")
        assert "嘉商务字〔2026〕1号" in text(app) and "两件公文同号" in text(app)
        form.fill("entered", "yes")
        await press("f5")
        assert "已不再等，接着给号" in text(app) and "请重新配对取号" not in text(app)
    nobody = sites.invite(two.first, sites.DESK, sites.DESK, "三楼的机器")
    monkeypatch.setattr("oatui.places.link_folder", lambda: tmp_path / "book")
    way = LinkWay(lambda: two.first, clock, tmp_path / "book")
    way.code(two.first, nobody)
    app = DeskApp(two.first.path, clock, "刘某某")
    async with opened(app, MachinesPage()) as pilot:
        assert "二楼的机器" in text(app) and "最近 11月24日 周二 08:20" in text(app)
        # an invitation is waited for as long as its code is good, and is taken off by a key
        await press("down")
        assert "等配对" in text(app) and "要换一个码按 F4" in text(app)
        clock.pass_time(minutes=11)
        app._tick()
        assert "等配对" not in text(app) and "码已用掉或过了 10 分钟；按 F4" in text(app)
        await press("f7", "enter")
        assert "已收回 三楼的机器 的邀请" in text(app) and text(app).count("三楼的机器") == 1
        assert sites.get(two.first, nobody.id).shut_out_at and way.ring.secret(way._name(nobody)) is None
