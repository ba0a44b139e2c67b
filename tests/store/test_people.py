"""The roster: brought in whole or not at all, people of one name kept apart, found however a clerk types."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from oatui.rules import personal_code
from oatui.rules.verdict import Refused
from oatui.store import arrivals, doctor, journal, meetings, people, personal_codes
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from tests.store.acts import a_meeting, content, person


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return a_meeting(store, 0)


def bring(store: Store, meeting: Meeting, *names: str, unit: str = "县商务局") -> list[people.Attendee]:
    rows = [("", person(number, unit) | {"name": name}) for number, name in enumerate(names, 1)]
    people.import_roster(store, meeting.id, rows, "名册.xlsx")
    return people.listed(store, meeting.id)


# ------------------------------------------------------------------ import


def test_an_import_is_one_event_in_the_order_of_the_file(store: Store, meeting: Meeting) -> None:
    before = journal.count(store)
    roster = bring(store, meeting, "王敏", "刘洋", "单雄信")
    assert journal.count(store) == before + 1
    assert [one.name for one in roster] == ["王敏", "刘洋", "单雄信"]
    assert [one.position for one in roster] == [1, 2, 3]
    assert {one.venue for one in roster} == {"主会场"}
    assert all(personal_code.read(one.code).kind == "code" for one in roster)
    assert len({one.code for one in roster}) == 3


def test_an_import_that_fails_leaves_nothing(
    store: Store, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(store)
    # the third person gets the code of the first: the store refuses it in the middle of the rows
    code = personal_codes.draw_one()
    monkeypatch.setattr(personal_codes, "draw", lambda count: [code] * count)
    rows = [("新会场", person(n)) for n in range(3)]
    with pytest.raises(Exception, match="UNIQUE"):
        people.import_roster(store, meeting.id, rows, "名册.xlsx")
    assert content(store) == before
    with pytest.raises(Refused):
        people.import_roster(store, 999, rows, "名册.xlsx")
    assert content(store) == before


def test_an_import_again_brings_only_who_is_new(store: Store, meeting: Meeting) -> None:
    rows = [("", person(n)) for n in range(1, 4)]
    assert people.import_roster(store, meeting.id, rows, "名册.xlsx").added == 3
    before = content(store)
    again = people.import_roster(store, meeting.id, rows, "名册.xlsx")
    assert (again.added, [one.serial for one in again.already]) == (0, ["1", "2", "3"])
    assert content(store) == before
    more = people.import_roster(store, meeting.id, [*rows, ("", person(9))], "名册2.xlsx")
    assert (more.added, len(more.already)) == (1, 3)
    assert [one.position for one in people.listed(store, meeting.id)] == [1, 2, 3, 4]
    # any other field makes another person
    changed = [("", person(1) | {"post": "局长"})]
    assert people.import_roster(store, meeting.id, changed, "名册3.xlsx").added == 1


def test_people_of_one_name_stay_apart(store: Store, meeting: Meeting) -> None:
    roster = bring(store, meeting, "王敏", "刘洋", "王敏", "王 敏")
    count, groups = people.same_name(store, meeting.id)
    assert count == 1
    assert [[one.id for one in group] for group in groups] == [[roster[0].id, roster[2].id, roster[3].id]]
    assert roster[3].name == "王 敏"
    arrivals.sign_in(store, meeting.id, roster[2].code)
    assert [one.status for one in people.listed(store, meeting.id)] == [None, None, "on_time", None]


def test_venues_are_made_where_the_roster_names_them(store: Store, meeting: Meeting) -> None:
    meetings.add_venue(store, meeting.id, "一镇")
    rows = [
        ("一镇", person(1)),
        ("二镇", person(2)),
        ("", person(3)),
        ("主会场", person(4)),
        ("二镇", person(5)),
    ]
    people.import_roster(store, meeting.id, rows, "名册.xlsx")
    assert [one.venue for one in people.listed(store, meeting.id)] == [
        "一镇",
        "二镇",
        "主会场",
        "主会场",
        "二镇",
    ]
    assert [venue.name for venue in meetings.venues(store, meeting.id)] == ["主会场", "一镇", "二镇"]


def test_text_of_a_roster_is_only_text(store: Store, meeting: Meeting) -> None:
    odd = ["'; drop table attendee; --", "[red]王[/]", "=1+1", "<b>王</b>", "%_", "𠀀𪚥", "a\nb"]
    roster = bring(store, meeting, *odd)
    assert [one.name for one in roster] == odd
    for name in odd:
        people.search(store, meeting.id, name)
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王", ["王敏", "王思"]),
        ("敏", ["王敏"]),
        ("wangmin", ["王敏"]),
        ("WangMin", ["王敏"]),
        ("wm", ["王敏"]),
        ("wangm", ["王敏"]),
        ("sxx", ["单雄信"]),
        ("shanxiongxin", ["单雄信"]),
        ("dxx", ["单雄信"]),
        ("danxiong", ["单雄信"]),
        ("lvbu", ["吕布"]),
        ("lubu", ["吕布"]),
        ("lb", ["吕布"]),
        ("oynn", ["欧阳娜娜"]),
        ("ouyang", ["欧阳娜娜"]),
        ("商务", ["王敏", "王思", "单雄信", "吕布", "欧阳娜娜", "曾乐"]),
        ("ｗｍ", ["王敏"]),
        ("w m", ["王敏"]),
        ("没有", []),
        ("zzz", []),
        ("%", []),
        ("'", []),
    ],
)
def test_search(store: Store, meeting: Meeting, typed: str, found: list[str]) -> None:
    bring(store, meeting, "王敏", "王思", "单雄信", "吕布", "欧阳娜娜", "曾乐")
    assert [one.name for one in people.search(store, meeting.id, typed)] == found


def test_the_likeliest_reading_comes_first(store: Store, meeting: Meeting) -> None:
    # 曾乐 is read Zeng Le by the surname, Ceng Yue only as other readings; 岑乐 is Cen Le
    bring(store, meeting, "曾乐", "岑立", "曾立")
    assert [one.name for one in people.search(store, meeting.id, "cl")] == ["岑立", "曾乐", "曾立"]
    assert [one.name for one in people.search(store, meeting.id, "zl")] == ["曾乐", "曾立"]


def test_a_name_comes_before_a_unit_and_an_earlier_place_before_a_later(
    store: Store, meeting: Meeting
) -> None:
    rows = [
        ("", person(1, "王庄镇") | {"name": "李一"}),
        ("", person(2) | {"name": "小王"}),
        ("", person(3) | {"name": "王二"}),
    ]
    people.import_roster(store, meeting.id, rows, "名册.xlsx")
    assert [one.name for one in people.search(store, meeting.id, "王")] == ["王二", "小王", "李一"]
    assert [one.name for one in people.search(store, meeting.id, "王", limit=1)] == ["王二"]


def test_search_keeps_to_its_meeting(store: Store, meeting: Meeting) -> None:
    bring(store, meeting, "王敏")
    other = a_meeting(store, 0, title="另一会议")
    assert people.search(store, other.id, "wm") == []
    assert people.search(store, other.id, "王") == []
    assert [one.name for one in people.search(store, meeting.id, "  ")] == ["王敏"]


# ------------------------------------------------------------------ corrections


def test_a_corrected_name_is_found_by_the_new_one(store: Store, meeting: Meeting) -> None:
    one = bring(store, meeting, "王敏")[0]
    changed = people.change(store, one.id, name=" 李娜 ", post="局长", code="1", status="late")
    assert (changed.name, changed.post, changed.code, changed.status) == ("李娜", "局长", one.code, None)
    assert [found.name for found in people.search(store, meeting.id, "ln")] == ["李娜"]
    assert people.search(store, meeting.id, "wm") == []
    before, written = content(store), journal.count(store)
    as_it_stands: list[dict[str, Any]] = [
        {}, {"name": "李娜 ", "post": "局长"}, {"pinyin": changed.pinyin}, {"venue": changed.venue},
    ]  # fmt: skip
    for nothing_new in as_it_stands:
        assert people.change(store, one.id, by="某", because="", **nothing_new) == changed
    assert journal.count(store) == written
    with pytest.raises(Refused):
        people.change(store, one.id, name="  ")
    with pytest.raises(Refused):
        people.change(store, 999, name="王")
    assert content(store) == before


def test_a_typed_pinyin_comes_first_and_stays(store: Store, meeting: Meeting) -> None:
    one = bring(store, meeting, "盖某")[0]
    assert people.change(store, one.id, pinyin="Ge mou").pinyin == "Ge mou"
    assert people.search(store, meeting.id, "gemou")[0].id == one.id
    people.change(store, one.id, post="局长")
    assert people.search(store, meeting.id, "gemou")[0].id == one.id


def test_a_new_code_revokes_the_old_one(store: Store, meeting: Meeting) -> None:
    one = bring(store, meeting, "王敏")[0]
    with pytest.raises(Refused):
        people.reissue_code(store, one.id, "  ")
    second = people.reissue_code(store, one.id, "卡片丢失")
    third = people.reissue_code(store, one.id, "又丢失")
    assert len({one.code, second.code, third.code}) == 3
    for old in (one.code, second.code):
        assert arrivals.sign_in(store, meeting.id, old).verdict.key == "signin.revoked_code"
    assert arrivals.sign_in(store, meeting.id, third.code).outcome == "ok"


def test_neighbours_follow_the_roster(store: Store, meeting: Meeting) -> None:
    first, second, third = bring(store, meeting, "王敏", "刘洋", "吕布")
    assert people.neighbour(store, first, 1) == second
    assert people.neighbour(store, third, -1) == second
    assert people.neighbour(store, first, -1) is None
    assert people.neighbour(store, third, 1) is None


def test_pages_of_a_roster(store: Store, meeting: Meeting) -> None:
    roster = bring(store, meeting, *[f"王{n}" for n in range(7)])
    assert people.count(store, meeting.id) == 7
    assert people.listed(store, meeting.id, limit=3, offset=2) == roster[2:5]


# ------------------------------------------------------------------ what is kept for the search


def found(store: Store, meeting: Meeting, text: str) -> list[str]:
    return [one.name for one in people.search(store, meeting.id, text)]


def test_the_search_knows_what_happened_since(
    open_at: Callable[..., Store], store: Store, meeting: Meeting
) -> None:
    other = open_at(create=False)
    people.import_roster(store, meeting.id, [("", person(1)), ("", person(3))], "名册.xlsx")
    assert found(other, meeting, "单") == ["单雄信"]
    one = people.search(store, meeting.id, "单雄信")[0]
    # another's sign-in changes nothing that is kept, another's correction does
    arrivals.sign_in(store, meeting.id, one.code)
    assert people.search(other, meeting.id, "单")[0].status == "on_time"
    people.change(store, one.id, name="解雄信")
    assert (found(other, meeting, "单"), found(other, meeting, "xxx")) == ([], ["解雄信"])
    people.import_roster(store, meeting.id, [("", person(5))], "增补.xlsx")
    assert found(other, meeting, "zengle") == found(store, meeting, "zengle") == ["曾乐"]
    # another meeting has its own
    second = a_meeting(store, 2)
    assert found(other, second, "zengle") == []
    assert found(other, meeting, "zengle") == ["曾乐"]


def test_what_was_rolled_back_is_not_kept(store: Store, meeting: Meeting) -> None:
    people.import_roster(store, meeting.id, [("", person(1))], "名册.xlsx")
    with suppress(RuntimeError), store.write():
        store.conn.execute("update attendee set plain = '别人', keys = ' bieren br'")
        assert found(store, meeting, "bieren") == ["王敏"]
        raise RuntimeError
    assert found(store, meeting, "bieren") == []


def test_the_likeliest_reading_and_the_earlier_character_come_first(store: Store, meeting: Meeting) -> None:
    rows = [person(1) | {"name": name} for name in ("李单", "单雄信", "善示", "王示善")]
    people.import_roster(store, meeting.id, [("", row) for row in rows], "名册.xlsx")
    # 单 the surname is Shan, in a given name Dan; both are found by either
    assert found(store, meeting, "shan")[:2] == ["单雄信", "善示"]
    assert found(store, meeting, "单") == ["单雄信", "李单"]
    assert found(store, meeting, "示") == ["善示", "王示善"]
    assert [one.name for one in people.search(store, meeting.id, "s", 1)] == ["单雄信"]


def test_groups_of_one_name_are_counted_and_some_shown(store: Store, meeting: Meeting) -> None:
    rows = [("", person(number) | {"serial": str(number), "phone": str(number)}) for number in range(16)]
    people.import_roster(store, meeting.id, rows, "名册.xlsx")
    count, groups = people.same_name(store, meeting.id)
    assert count == len(groups) == 7
    assert people.same_name(store, meeting.id, 3) == (7, groups[:3])
    assert people.same_name(store, meeting.id, 0) == (7, [])


def test_the_codes_of_a_list_begin_alike_and_cannot_be_guessed_from_one_another() -> None:
    first, second = personal_codes.draw(2000), personal_codes.draw(1)
    assert {len(code) for code in first} == {personal_code.LENGTH}
    assert all(personal_code.read(code).kind == "code" for code in first[:50])
    assert len({code[:6] for code in first}) == 1 and len({code[6:24] for code in first}) == 2000
    # no place of the eighteen is the same digit for all
    assert all(len({code[place] for code in first}) == 10 for place in range(6, 24))
    assert personal_codes.draw(0) == [] and second[0] not in first
