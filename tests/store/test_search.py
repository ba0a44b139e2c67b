"""The index of the store: it follows every act, is made anew at will, and shows things as they now are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from oatui.rules.verdict import Refused
from oatui.store import (
    documents,
    incoming,
    incoming_course,
    incoming_passing,
    ledger,
    meetings,
    number_lines,
    numbers,
    people,
    search,
)
from oatui.store.database import Store, StoreTrouble
from oatui.store.search_lines import Found
from tests.conftest import FixedClock
from tests.store.acts import Act, a_meeting, acts, do, fresh_store


def titles(store: Store, typed: str, kind: str = "") -> list[str]:
    search.catch_up(store)
    return [one.title for one in search.search(store, typed, kind)[0]]


def draft(store: Store, title: str, section: str = "业务股") -> documents.Document:
    return documents.draft(store, title, "通知", "嘉商务字", section, "刘某某")


def index(store: Store) -> list[tuple[object, ...]]:
    """What the index holds, without the places of a day."""
    rows = store.rows(
        f"select l.kind, l.item, l.key, l.place / {search.A_DAY}, t.kind, t.words, t.sounds, t.heads "
        "from search_line l left join search_text t on t.rowid = l.place order by 1, 2"
    )
    assert store.value("select count(*) from search_text") == len(rows)
    return [tuple(row) for row in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts())
def test_what_follows_the_acts_is_what_is_made_anew(day: list[Act]) -> None:
    with fresh_store() as store:
        a_meeting(store, 4)
        for number, act in enumerate(day):
            do(store, act)
            if number % 3 == 0:
                search.catch_up(store)
        assert search.catch_up(store) == 0
        followed = index(store)
        search.rebuild(store)
        search.catch_up(store)
        assert index(store) == followed


def test_every_kind_is_found(store: Store) -> None:
    meeting = a_meeting(store)
    paper = draft(store, "关于印发消费券方案的通知")
    for by in ("科长", "主任", "副局长", "局长"):
        documents.sign(store, paper.id, by)
    do(store, ("number", 0, 0))
    incoming.register_paper(store, "市商务局", "关于报送外贸数据的通知", number="市商务〔2026〕9号")
    rows: list[dict[str, Any]] = [
        {
            "series": "嘉商务字", "year": 2019, "sequence": sequence, "title": "关于老字号的通报", "kind": "通报",
            "section": "市场股", "dated": "2019-03-01", "person": "", "signer": "", "reason": "", "state": "given",
            "more": {},
        }
        for sequence in (7, None)
    ]  # fmt: skip
    ledger.import_ledger(store, rows, "台账.xlsx")
    search.catch_up(store)
    found = {one.kind: one for one in search.search(store, "的")[0]}
    assert found["document"] == Found(
        "document", 1, "关于印发消费券方案的通知", "嘉商务字〔2026〕1号", "业务股", "2026-11-24", 1
    )
    assert (found["number"].number, found["number"].date) == ("嘉商务字〔2019〕7号", "2019-03-01")
    assert (found["line"].number, found["line"].more) == ("不编号", 2019)
    assert found["incoming"].number == "市商务〔2026〕9号"
    assert titles(store, "商务工作", "meeting") == [meeting.title]
    # somebody of one name and unit once, two units twice
    assert titles(store, "wangmin") == ["王敏", "王敏"]
    assert titles(store, "王敏 财政局", "person") == ["王敏"]
    assert titles(store, "2019-7") == ["关于老字号的通报"]
    assert titles(store, "wmsj") == ["关于报送外贸数据的通知"]
    assert titles(store, "wmzz") == []
    assert titles(store, "waimaoshuju 市商务局") == ["关于报送外贸数据的通知"]


def test_newest_first_and_counted(store: Store, clock: FixedClock) -> None:
    for number in (1, 2, 3):
        draft(store, f"第{number}批名单的通知")
        clock.pass_time(days=1)
    search.catch_up(store)
    found, hits = search.search(store, "名单", limit=2)
    assert [one.title for one in found] == ["第3批名单的通知", "第2批名单的通知"]
    assert (len(hits.places), hits.more) == (3, False)


def test_more_than_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 2)
    for number in (1, 2, 3):
        draft(store, f"{number}的通知")
    search.catch_up(store)
    assert search.find(store, "通知").more
    assert len(search.find(store, "通知").places) == 2


def test_a_change_is_found_by_its_new_words_alone(store: Store) -> None:
    meeting = a_meeting(store)
    search.catch_up(store)
    meetings.change(store, meeting.id, title="电商博览会筹备会")
    assert titles(store, "博览会", "meeting") == ["电商博览会筹备会"]
    assert titles(store, "全县商务", "meeting") == []
    one = people.listed(store, meeting.id)[2]
    people.change(store, one.id, name="单雄义")
    assert titles(store, "单雄信") == []
    assert titles(store, "shanxiongyi") == ["单雄义"]


def test_a_corrected_name_uncovers_the_earlier_one(store: Store) -> None:
    first, second = a_meeting(store, 1), a_meeting(store, 1)
    one, again = people.listed(store, first.id)[0], people.listed(store, second.id)[0]
    search.catch_up(store)
    assert [found.id for found in search.search(store, one.name, "person")[0]] == [again.id]
    people.change(store, again.id, name="王敏敏")
    search.catch_up(store)
    found = {found.title: found.id for found in search.search(store, one.name, "person")[0]}
    assert found == {"王敏敏": again.id, one.name: one.id}


def test_a_few_at_a_time(store: Store) -> None:
    for number in range(search.STEP + 10):
        draft(store, f"{number}的通知")
    before = search.behind(store)
    left = search.catch_up(store, 1)
    assert 0 < left < before
    assert search.behind(store) == left
    assert search.catch_up(store) == 0 == search.behind(store)


def test_a_new_version_or_another_journal_is_made_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    draft(store, "关于老版本的通知")
    search.catch_up(store)
    store.conn.execute("delete from search_text")
    assert titles(store, "老版本") == []
    monkeypatch.setattr(search, "VERSION", 99)
    assert titles(store, "老版本") == ["关于老版本的通知"]


def test_a_store_that_may_not_be_written_keeps_its_index(store: Store, open_at: Callable[..., Store]) -> None:
    draft(store, "关于旧事的通知")
    search.catch_up(store)
    draft(store, "关于新事的通知")
    other = open_at(create=False)
    other.trouble = StoreTrouble("store.read_only")
    assert titles(other, "通知") == ["关于旧事的通知"]
    assert search.behind(other) > 0


def test_an_unknown_kind_is_refused(store: Store) -> None:
    with pytest.raises(Refused) as no:
        search.search(store, "通知", "传真")
    assert no.value.verdict.key == "search.kind_unknown"


def test_a_reserved_number_is_found_by_its_purpose_until_a_paper_takes_it(store: Store) -> None:
    do(store, ("reserve", 7, 0))
    assert titles(store, "yongtu") == ["用途7"]
    draft(store, "关于取号的通知")
    for number in range(4):
        do(store, ("sign", 0, number))
    numbers.give_number(store, 1, reserved=number_lines.lines(store, 2026)[0].id)
    assert titles(store, "用途7") == []
    assert titles(store, "2026-1") == ["关于取号的通知"]


def test_the_papers_page_is_answered_by_the_index(store: Store) -> None:
    first = documents.draft(store, "关于促消费活动的通知", "通知", "嘉商务字", "业务股", "刘某某")
    second = documents.draft(store, "关于消费券的报告", "报告", "嘉商务字", "办公室", "刘某某")
    assert (
        search.items(store, "消费", "document") is None
    )  # the index is behind: the page goes through the papers itself
    search.catch_up(store)
    for typed, wanted in (
        ("消费", [second.id, first.id]),
        ("cxf", [first.id]),
        ("业务股", [first.id]),
        ("没有", []),
    ):
        found = search.items(store, typed, "document")
        assert found == wanted, typed
        assert [one.id for one in search.papers_of(store, found)] == wanted
    assert search.items(store, "《》", "document") is None


def test_the_page_of_incoming_papers_is_answered_by_the_index(store: Store) -> None:
    names = ("关于报送数据的函", "关于数据核对的通知", "关于数据上报的通知")
    first, urgent, last = (
        incoming.register_paper(store, "县统计局", name, number=f"嘉统〔2026〕{n}号", urgency="urgent" if n == 1 else "")
        .paper.id for n, name in enumerate(names)
    )  # fmt: skip
    incoming_course.end(store, last, "已报")
    search.catch_up(store)
    # what is open first, as the list itself has it
    for typed in ("数据", "shuju", "统计局", "嘉统"):
        found = search.items(store, typed, "incoming")
        assert found is not None
        ids = incoming.in_order(store, found)
        assert ids == [one.id for one in incoming.listed(store)] == [urgent, first, last]
        assert incoming.of_ids(store, ids[1:]) == incoming.listed(store)[1:]
    # who holds it is found, too
    incoming_passing.direct(store, first, handler="业务股 李某", instruction="请办", instructed_by="王局长")
    search.catch_up(store)
    assert search.items(store, "李某", "incoming") == [first]
