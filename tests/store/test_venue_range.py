"""The range of a sub-venue in the store: posts, person in charge, and who fills it (17-9)."""

from __future__ import annotations

import pytest

from oatui.files.circular_out import report_line
from oatui.papers import meeting_papers
from oatui.rules.venue_range import Post
from oatui.rules.verdict import Refused
from oatui.store import doctor, leave, meetings, people, venue_range
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting

TOWN = "示例一镇"


def row(name: str, unit: str, post: str) -> dict[str, str]:
    return {"name": name, "unit": unit, "post": post, "phone": "", "serial": ""}


@pytest.fixture
def hall(store: Store) -> meetings.Venue:
    """A sub-venue with three people of a town and one of elsewhere."""
    meeting = a_meeting(store, 2)
    hall = meetings.add_venue(store, meeting.id, "一镇分会场")
    people.import_roster(
        store, meeting.id,
        [(hall.name, row(*one)) for one in (
            ("甲某", TOWN, "党委副书记、镇长"), ("乙某", TOWN, "副镇长"), ("丙某", TOWN, "科员"),
            ("丁某", "县财政局", "局长"),
        )], "名册.xlsx",
    )  # fmt: skip
    return hall


def test_a_range_is_set_and_checked(store: Store, hall: meetings.Venue) -> None:
    assert venue_range.get(store, 1, hall.id).posts == ()
    posts = [Post(TOWN, "镇长"), Post(TOWN, "书记"), Post(TOWN, "分管负责人")]
    found = venue_range.set_range(store, 1, hall.id, posts=posts, charge=" 王某 ", phone="0537-1")
    assert (found.posts, found.charge, found.phone) == (tuple(posts), "王某", "0537-1")
    filled = venue_range.check(store, 1, hall.id)
    assert [one.name if one else None for _post, one in filled.posts] == ["甲某", None, "乙某"]
    assert ([one.name for one in filled.strangers], [one.name for one in filled.beyond]) == (
        ["丁某"],
        ["丙某"],
    )
    # a part that is not given stays
    venue_range.set_range(store, 1, hall.id, phone="0537-2")
    venue_range.set_range(store, 1, hall.id, posts=posts[:1])
    found = venue_range.get(store, 1, hall.id)
    assert (found.posts, found.charge, found.phone) == (tuple(posts[:1]), "王某", "0537-2")
    assert doctor.examine(store).ok


def test_a_venue_of_this_meeting(store: Store, hall: meetings.Venue) -> None:
    with pytest.raises(Refused) as no:
        venue_range.set_range(store, 1, 99, charge="王某")
    assert no.value.verdict.key == "venue.unknown"


def test_a_substitute_fills_the_post(store: Store, hall: meetings.Venue) -> None:
    venue_range.set_range(store, 1, hall.id, posts=[Post(TOWN, "镇长")])
    mayor = people.search(store, 1, "甲某")[0]
    asked = leave.request(store, mayor.id, "sick", "住院").leave
    leave.approve(store, asked.id, "李主任")
    assert venue_range.check(store, 1, hall.id).empty == []
    leave.substitute(store, asked.id, "替会某", post="办公室主任")
    filled = venue_range.check(store, 1, hall.id)
    assert [one.name if one else None for _post, one in filled.posts] == ["替会某"]
    assert "甲某" not in [one.name for one in (*filled.beyond, *filled.strangers)]


def test_the_line_upward_names_who_is_in_charge(
    store: Store, clock: FixedClock, hall: meetings.Venue
) -> None:
    venue_range.set_range(store, 1, hall.id, charge="王某", phone="0537-6820000")
    meeting = meetings.get(store, 1)
    line = report_line(meeting_papers.venue_reports(store, meeting, clock.now(), hall.name)[0])
    assert line.startswith("一镇分会场：应到4人，实到0人")
    assert "会场负责人王某，电话0537-6820000；报送时间2026年11月24日08:20" in line
    # what is given for this once goes before what is kept
    once = meeting_papers.venue_reports(store, meeting, clock.now(), hall.name, "李某", "1")[0]
    assert (once.charge, once.phone) == ("李某", "1")
    assert meeting_papers.venue_reports(store, meeting, clock.now())[0].charge == ""
