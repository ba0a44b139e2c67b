"""The door: each edge to the second, one record for one person, and counts that always add up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from oatui.rules.signin import PRESENT
from oatui.rules.verdict import Level, Refused
from oatui.store import arrivals, closing, doctor, head_table, journal, meetings, people, personal_codes
from oatui.store.arrivals import Arrival, Counts, Hand
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from oatui.store.people import Attendee
from tests.conftest import FixedClock
from tests.store.acts import Act, a_meeting, acts, content, do, fresh_store, person


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """09:00, so the deadline is 08:45 and the desk is open from 08:00 to 09:30."""
    return a_meeting(store)


@pytest.fixture
def roster(store: Store, meeting: Meeting) -> list[Attendee]:
    return people.listed(store, meeting.id)


def events(store: Store) -> list[str]:
    return [row[0] for row in store.rows("select kind from event order by seq")]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-24T{text}+08:00")


# ------------------------------------------------------------------ the fifteen minutes, to the second


@pytest.mark.parametrize(
    ("at", "status", "key"),
    [
        ("08:00:00", "on_time", "signin.on_time"),
        ("08:44:59", "on_time", "signin.on_time"),
        ("08:45:00", "on_time", "signin.exactly"),
        ("08:45:01", "after_deadline", "signin.after_deadline"),
        ("08:59:59", "after_deadline", "signin.after_deadline"),
        ("09:00:00", "after_deadline", "signin.after_deadline"),
        ("09:00:01", "late", "signin.late"),
        ("09:30:00", "late", "signin.late"),
    ],
)
def test_the_edges_of_17_5(
    store: Store, meeting: Meeting, roster: list[Attendee], at: str, status: str, key: str
) -> None:
    made = arrivals.sign_in(store, meeting.id, roster[0].code, at=moment(at))
    assert (made.outcome, made.status, made.verdict.key, made.rule) == ("ok", status, key, "17-5")
    assert made.at == f"2026-11-24T{at}+08:00"
    assert (made.name, made.unit, made.post) == (roster[0].name, roster[0].unit, roster[0].post)
    line = people.get(store, roster[0].id)
    assert (line.status, line.arrived_at) == (status, made.at)
    assert made.fact == arrivals.standing(store, roster[0].id)
    # its body is written without the encoder, in the encoder's form
    written = store.value("select body from event where kind = 'signed_in'")
    assert written == journal.as_json({**json.loads(written), "status": status, "way": "scan"})
    assert journal.verdict_of(written) == made.verdict


@pytest.mark.parametrize(("at", "key"), [("07:59:59", "signin.too_early"), ("09:30:01", "signin.closed")])
def test_outside_the_hours_is_refused_and_recorded(
    store: Store, meeting: Meeting, roster: list[Attendee], at: str, key: str
) -> None:
    made = arrivals.sign_in(store, meeting.id, roster[0].code, at=moment(at))
    assert (made.outcome, made.verdict.key, made.status, made.name) == ("refused", key, None, roster[0].name)
    assert events(store)[-1] == "scan_refused"
    assert people.get(store, roster[0].id).status is None
    # the same card within the hours is taken
    assert arrivals.sign_in(store, meeting.id, roster[0].code, at=moment("08:30:00")).outcome == "ok"


def test_a_part_of_a_second_never_makes_late(store: Store, meeting: Meeting, roster: list[Attendee]) -> None:
    made = arrivals.sign_in(store, meeting.id, roster[0].code, at=moment("08:45:00.999999"))
    assert (made.status, made.at) == ("on_time", "2026-11-24T08:45:00+08:00")


def test_the_time_is_the_scan_s_and_not_the_commit_s(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    scanned = clock.at(8, 45)
    clock.at(8, 46)  # others' writes were waited for
    assert arrivals.sign_in(store, meeting.id, roster[0].code, at=scanned).status == "on_time"
    row = store.row("select at, recorded_at from event order by seq desc limit 1")
    assert row and (row["at"][11:16], row["recorded_at"][11:16]) == ("08:45", "08:46")


def test_a_scan_s_time_in_another_zone_is_the_same_moment(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = arrivals.sign_in(
        store, meeting.id, roster[0].code, at=datetime.fromisoformat("2026-11-24T00:45:00Z")
    )
    assert (made.status, made.at) == ("on_time", "2026-11-24T08:45:00+08:00")


# ------------------------------------------------------------------ one person, one record


def test_already_gives_the_first_time_and_one_event(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    clock.at(8, 30)
    first = arrivals.sign_in(store, meeting.id, roster[0].code)
    clock.at(8, 50)
    again = arrivals.sign_in(store, meeting.id, roster[0].code)
    assert (again.outcome, again.at, again.status) == ("already", first.at, "on_time")
    assert again.verdict.level is Level.NOTE
    assert events(store)[-2:] == ["signed_in", "scan_repeated"]
    assert arrivals.attendance(store, meeting.id)[0].present == 1


@pytest.mark.parametrize(("seconds", "written"), [(0, False), (1, False), (2, False), (3, True), (4, True)])
def test_a_scanner_s_bounce_writes_nothing(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee], seconds: int, written: bool
) -> None:
    arrivals.sign_in(store, meeting.id, roster[0].code)
    before = len(events(store))
    clock.pass_time(seconds=seconds)
    assert arrivals.sign_in(store, meeting.id, roster[0].code).outcome == "already"
    assert len(events(store)) - before == written
    # counted from the last scan of it, so a card left under the scanner stays silent
    clock.pass_time(seconds=2)
    arrivals.sign_in(store, meeting.id, roster[0].code)
    assert len(events(store)) - before == (1 if written or seconds + 2 >= 3 else 0)


def test_the_same_code_at_another_door_is_no_bounce(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    other = meetings.add_venue(store, meeting.id, "分会场")
    arrivals.sign_in(store, meeting.id, roster[0].code)
    clock.pass_time(seconds=1)
    arrivals.sign_in(store, meeting.id, roster[0].code, venue=other.id)
    assert events(store)[-1] == "scan_repeated"


def test_another_person_between_two_scans_is_no_bounce_of_theirs(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, roster[0].code)
    clock.pass_time(seconds=1)
    assert arrivals.sign_in(store, meeting.id, roster[1].code).outcome == "ok"
    clock.pass_time(seconds=1)
    assert arrivals.sign_in(store, meeting.id, roster[0].code).outcome == "already"
    assert events(store)[-1] == "signed_in"


# ------------------------------------------------------------------ taking back


def test_annul_then_sign_in_again(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    clock.at(8, 30)
    first = arrivals.sign_in(store, meeting.id, roster[0].code)
    assert first.fact
    made = arrivals.annul(store, first.fact, " 不是本人 ")
    assert (made.outcome, made.verdict.key, made.name) == ("annulled", "signin.annulled", roster[0].name)
    line = people.get(store, roster[0].id)
    assert (line.status, line.arrived_at, arrivals.standing(store, line.id)) == (None, None, None)
    assert arrivals.attendance(store, meeting.id)[0].present == 0
    clock.at(8, 50)
    again = arrivals.sign_in(store, meeting.id, roster[0].code)
    assert (again.outcome, again.status) == ("ok", "after_deadline")
    assert arrivals.attendance(store, meeting.id)[0].present == 1
    facts = arrivals.recent(store, meeting.id)
    assert [(fact.kind, fact.annulled) for fact in facts] == [
        ("signed_in", False), ("annulled", False), ("signed_in", True),
    ]  # fmt: skip
    assert facts[1].reason == "不是本人"


def test_annul_twice_and_annul_what_is_no_sign_in(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    fact = arrivals.sign_in(store, meeting.id, roster[0].code).fact
    assert fact
    clock.pass_time(minutes=1)
    repeated = arrivals.sign_in(store, meeting.id, roster[0].code).fact
    assert repeated
    before = content(store)
    for target, reason, key in [
        (fact, "  ", "signin.annul_reason"),
        (repeated, "误扫", "signin.nothing_to_annul"),
        ((fact[0], 999), "误扫", "signin.nothing_to_annul"),
        (("desk-x", fact[1]), "误扫", "signin.nothing_to_annul"),
    ]:
        with pytest.raises(Refused) as no:
            arrivals.annul(store, target, reason)
        assert no.value.verdict.key == key
    assert content(store) == before
    arrivals.annul(store, fact, "误扫")
    with pytest.raises(Refused) as no:
        arrivals.annul(store, fact, "误扫")
    assert no.value.verdict.key == "signin.annulled_before"
    assert events(store).count("sign_in_annulled") == 1


# ------------------------------------------------------------------ by hand


def test_by_hand_needs_a_reason(store: Store, meeting: Meeting, roster: list[Attendee]) -> None:
    before = content(store)
    with pytest.raises(Refused) as no:
        arrivals.sign_in(store, meeting.id, Hand(roster[0].id, "  "))
    assert no.value.verdict.key == "signin.reason_needed"
    assert content(store) == before
    made = arrivals.sign_in(store, meeting.id, Hand(roster[0].id, " 未带签到码 "))
    assert (made.outcome, made.status) == ("ok", "on_time")
    row = store.row("select way, reason, approver from arrival_fact")
    assert row and tuple(row) == ("hand", "未带签到码", "")


@pytest.mark.parametrize(
    ("at", "approver", "outcome"),
    [
        ("09:30:00", "", "ok"),
        ("09:30:01", "", "refused"),
        ("09:30:01", "   ", "refused"),
        ("09:30:01", "李主任", "ok"),
        ("07:59:59", "李主任", "ok"),
    ],
)
def test_after_closing_somebody_named_allows_it(
    store: Store, meeting: Meeting, roster: list[Attendee], at: str, approver: str, outcome: str
) -> None:
    made = arrivals.sign_in(store, meeting.id, Hand(roster[0].id, "迟到补签", approver), at=moment(at))
    assert made.outcome == outcome
    assert (people.get(store, roster[0].id).status is not None) == (outcome == "ok")
    if outcome == "ok":
        assert store.value("select approver from arrival_fact") == approver.strip()


def test_a_person_of_another_meeting_cannot_be_signed_in_by_hand(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    other = a_meeting(store, 1, title="另一会议")
    before = content(store)
    for attendee in (roster[0].id, 999):
        with pytest.raises(Refused) as no:
            arrivals.sign_in(store, other.id, Hand(attendee, "未带"))
        assert (no.value.verdict.key, no.value.verdict.rule) == ("signin.not_on_roster", "17-8")
    for scan in (Hand(roster[0].id, "未带"), roster[0].code, "不是码"):
        with pytest.raises(Refused) as no:
            arrivals.sign_in(store, 999, scan)
        assert no.value.verdict.key == "meeting.unknown"
    assert content(store) == before


# ------------------------------------------------------------------ what is no code of this meeting


def _refused(store: Store, made: Arrival, key: str) -> None:
    assert (made.outcome, made.verdict.key, made.status) == ("refused", key, None)
    assert made.verdict.refused
    assert events(store)[-1] == "scan_refused"
    assert made.verdict.message


def test_codes_that_are_refused(store: Store, meeting: Meeting, roster: list[Attendee]) -> None:
    one = roster[0]
    other = a_meeting(store, 1, title="另一会议")
    foreign = people.listed(store, other.id)[0]
    wrong = "0" if one.code[3] != "0" else "1"
    cases = [
        ("https://example.invalid/x", "signin.not_a_code"),
        ("", "signin.not_a_code"),
        ("12345", "signin.not_a_code"),
        (one.code[:-1], "signin.damaged_code"),
        (one.code[:3] + wrong + one.code[4:], "signin.damaged_code"),
        (one.code[1] + one.code[0] + one.code[2:], "signin.damaged_code"),
        (personal_codes.draw_one(), "signin.unknown_code"),
        (foreign.code, "signin.foreign_code"),
    ]
    if one.code[0] == one.code[1]:
        cases.pop(5)
    for scan, key in cases:
        _refused(store, arrivals.sign_in(store, meeting.id, scan), key)
    assert "另一会议" in arrivals.recent(store, meeting.id)[0].verdict.message
    people.reissue_code(store, one.id, "卡片丢失")
    _refused(store, arrivals.sign_in(store, meeting.id, one.code), "signin.revoked_code")
    assert arrivals.attendance(store, meeting.id)[0].present == 0
    assert arrivals.sign_in(store, meeting.id, people.get(store, one.id).code).outcome == "ok"
    assert doctor.examine(store).ok


@pytest.mark.parametrize("dress", ["{}\n", " {} ", "\ufeff{}", "\u200b{}"])
def test_a_code_in_the_dress_of_an_input_method(
    store: Store, meeting: Meeting, roster: list[Attendee], dress: str
) -> None:
    wide = roster[1].code.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert arrivals.sign_in(store, meeting.id, dress.format(roster[0].code)).outcome == "ok"
    assert arrivals.sign_in(store, meeting.id, dress.format(wide)).outcome == "ok"


def test_what_was_scanned_is_private_and_no_more_than_a_line(store: Store, meeting: Meeting) -> None:
    for scan in ("长" * 500, "\udcff\udcfe坏字节", "'; drop table event; --", "[red]x[/]"):
        arrivals.sign_in(store, meeting.id, scan)
    rows = store.rows("select body, private from event where kind = 'scan_refused'")
    assert len(rows) == 4
    assert all("scan" not in row["body"] for row in rows)
    assert max(len(row["private"]) for row in rows) <= 80 + len('{"scan":""}')
    assert store.rows("select * from event")


# ------------------------------------------------------------------ venues, dry runs


def test_what_a_scan_costs_the_engine(open_at: Callable[..., Store], tmp_path: Path) -> None:
    """Five statements and some four pages: what a quick disk leaves of a sign-in (benchmarks/signin.py)."""
    store = open_at()
    meeting = a_meeting(store, 400)
    codes = [one.code for one in people.listed(store, meeting.id, limit=-1)]
    Random(1).shuffle(codes)
    for code in codes[:2]:
        arrivals.sign_in(store, meeting.id, code)
    asked: list[str] = []
    store.conn.set_trace_callback(asked.append)
    arrivals.sign_in(store, meeting.id, codes[2])
    store.conn.set_trace_callback(None)
    assert len(set(asked)) == 5, asked  # what a trigger asks is told under its own statement
    store.conn.execute("pragma wal_checkpoint(truncate)")
    for code in codes[3:203]:
        assert arrivals.sign_in(store, meeting.id, code).outcome == "ok"
    pages = (tmp_path / "desk.db-wal").stat().st_size / 4120
    assert pages / 200 < 4.0


def test_a_person_at_another_venue_is_let_in_and_noted(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    other = meetings.add_venue(store, meeting.id, "分会场")
    made = arrivals.sign_in(store, meeting.id, roster[0].code, venue=other.id)
    assert (made.outcome, [(note.rule, note.key) for note in made.notes]) == (
        "ok", [("17-9", "signin.wrong_venue")],
    )  # fmt: skip
    whole, places = arrivals.attendance(store, meeting.id)
    # counted where the roster has the person, and once
    assert whole.present == 1
    assert [(venue.name, counts.present) for venue, counts in places] == [("主会场", 1), ("分会场", 0)]
    assert not arrivals.sign_in(store, meeting.id, roster[1].code, venue=roster[1].venue_id).notes


def test_a_dry_run_answers_the_same_and_writes_nothing(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    before = content(store)
    for scan in (roster[0].code, "不是码", Hand(roster[1].id, "未带")):
        dry = arrivals.sign_in(store, meeting.id, scan, dry_run=True)
        assert content(store) == before
        assert dry.fact is None
    dry = arrivals.sign_in(store, meeting.id, roster[0].code, dry_run=True)
    real = arrivals.sign_in(store, meeting.id, roster[0].code)
    assert (dry.outcome, dry.status, dry.verdict) == (real.outcome, real.status, real.verdict)


# ------------------------------------------------------------------ a meeting that is moved


def test_a_moved_meeting_judges_its_arrivals_anew_by_a_recorded_event(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    times = [(8, 40), (8, 50), (9, 5)]
    for one, (hour, minute) in zip(roster, times, strict=False):
        clock.at(hour, minute)
        arrivals.sign_in(store, meeting.id, one.code)
    gone = arrivals.sign_in(store, meeting.id, roster[3].code).fact
    assert gone
    arrivals.annul(store, gone, "不是本人")
    assert _statuses(store, meeting) == ["on_time", "after_deadline", "late", None]
    written = len(events(store))
    half_past_nine = meeting.start + timedelta(minutes=30)
    meetings.change(store, meeting.id, start=half_past_nine)
    assert _statuses(store, meeting) == ["on_time", "on_time", "on_time", None]
    assert events(store)[written:] == ["meeting_changed"]
    told = {fact.attendee: fact for fact in arrivals.recent(store, meeting.id) if fact.kind == "signed_in"}
    assert told[roster[2].id].verdict.values["start"] == "2026-11-24T09:30:00+08:00"
    assert told[roster[2].id].status == "on_time"
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.on_time, counts.after_deadline, counts.late) == (3, 0, 0)
    # and back again: the verdict of now is the one that counts
    meetings.change(store, meeting.id, start=meeting.start)
    assert _statuses(store, meeting) == ["on_time", "after_deadline", "late", None]
    # a change without a move judges nothing
    meetings.change(store, meeting.id, title="改名")
    assert store.value("select body from event order by seq desc limit 1").endswith('"arrivals":[]}')
    assert doctor.examine(store).ok


def test_a_moved_meeting_judges_the_earlier_of_two_arrivals(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    """The line keeps the status of the fact that stands, not of another one."""
    clock.at(8, 50)
    first = arrivals.sign_in(store, meeting.id, roster[0].code).fact
    assert first
    arrivals.annul(store, first, "误扫")
    clock.at(9, 10)
    arrivals.sign_in(store, meeting.id, roster[0].code)
    meetings.change(store, meeting.id, start=meeting.start + timedelta(minutes=7))
    # 08:50 would be on time now, but it was annulled; 09:10 is after 09:07
    assert _statuses(store, meeting)[0] == "late"


def _statuses(store: Store, meeting: Meeting) -> list[str | None]:
    return [one.status for one in people.listed(store, meeting.id, limit=4)]


# ------------------------------------------------------------------ the counts


def test_the_counts_of_an_empty_meeting(store: Store) -> None:
    meeting = a_meeting(store, 0)
    whole, places = arrivals.attendance(store, meeting.id)
    assert whole.as_dict() == Counts().as_dict()
    assert [counts.as_dict() for _venue, counts in places] == [Counts().as_dict()]
    assert arrivals.figures(store, [meeting.id, 999]) == {meeting.id: (0, 0), 999: (0, 0)}


def _counted(store: Store, meeting: int) -> dict[int, str]:
    """How each person counts, told one by one: what was settled, else replaced, here, on leave or absent."""
    settled = {}
    if closing.closed(store, meeting):
        settled = {line.attendee: line.settled.state for line in closing.lines(store, meeting)}
    return {
        one.id: settled.get(one.id)
        or (
            "replaced"
            if one.replaced_by
            else one.status or ("leave" if one.leave == "approved" else "absent")
        )
        for one in people.listed(store, meeting, limit=-1)
    }


def _identity(store: Store) -> None:
    """应到 = 实到 + 请假 + 未到 against people counted one by one, for every meeting, venue and in all."""
    for meeting in meetings.listed(store):
        on_roster = people.listed(store, meeting.id, limit=-1)
        # the head table is left out of every figure where the meeting says so
        aside: set[int] = set()
        if not head_table.counted(store, meeting.id):
            aside = {one.attendee for one in head_table.listed(store, meeting.id) if one.attendee}
            # with those for whom they came: a substitute stands behind them in the roster
            for one in reversed(on_roster):
                if one.replaced_by in aside:
                    aside.add(one.id)
        everyone = [one for one in on_roster if one.id not in aside]
        state = _counted(store, meeting.id)
        whole, places = arrivals.attendance(store, meeting.id)
        for counts, group in [
            (whole, everyone),
            *((counts, [one for one in everyone if one.venue_id == venue.id]) for venue, counts in places),
        ]:
            told = Counter(state[one.id] for one in group if state[one.id] != "replaced")
            assert counts.expected == told.total()
            assert counts.absent == told["absent"] + told["unapproved_substitute"]
            for name in ("on_time", "after_deadline", "late", "missed_sign_in", "leave"):
                assert getattr(counts, name) == told[name]
            here = [one for one in group if state[one.id] in PRESENT]
            assert counts.present == len(here)
            assert counts.substitute == sum(one.substitute_for is not None for one in here)
            assert counts.expected == counts.present + counts.leave + counts.absent
        # a post is never two: every chain of substitutes counts once
        assert whole.expected == sum(one.substitute_for is None for one in everyone)
        missing = [name for _unit, names in arrivals.missing_by_unit(store, meeting.id) for name in names]
        assert len(missing) == whole.absent
        arrived = sum(n for _minute, n in arrivals.by_minute(store, meeting.id))
        assert arrived == sum(one.status is not None for one in on_roster)
        assert arrivals.figures(store, [meeting.id]) == {meeting.id: (whole.expected, whole.present)}
        # a person stands by one arrival that was not annulled, and it is the earliest
        for one in everyone:
            standing = store.rows(
                "select at, origin, seq from arrival_fact f where meeting = ?1 and attendee = ?2 "
                "and kind = 'signed_in' and not exists (select 1 from arrival_fact where meeting = ?1 "
                "and kind = 'annulled' and target_origin = f.origin and target_seq = f.seq) "
                "order by at, origin, seq",
                meeting.id,
                one.id,
            )
            assert (one.arrived_at is not None) == bool(standing)
            if standing:
                assert (one.arrived_at, arrivals.standing(store, one.id)) == (
                    standing[0]["at"], (standing[0]["origin"], standing[0]["seq"]),
                )  # fmt: skip


DOOR = acts(
    25,
    ["scan"] * 4
    + ["hand", "misread", "annul", "move", "import", "venue", "reissue", "wait", "copy"]
    + ["leave", "approve", "stand in"] * 3
    + ["stand back"] * 2
    + ["turn down", "withdraw", "hand in", "say", "recall", "close", "close", "reopen"]
    + [
        "cut",
        "walk in",
        "walk in",
        "line",
        "unline",
        "spot",
        "spot",
        "sheet",
        "guest",
        "tick",
        "count guests",
    ]
    + ["head", "pass door", "why left", "stranger"],
)


def _day_adds_up(day: list[Act]) -> None:
    with fresh_store() as store:
        a_meeting(store, 5)
        _identity(store)
        for act in day:
            do(store, act)
            _identity(store)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOOR)
def test_the_counts_add_up_after_every_act(day: list[Act]) -> None:
    _day_adds_up(day)


@pytest.mark.proof
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(DOOR)
def test_the_counts_add_up_after_every_act_long(day: list[Act]) -> None:
    _day_adds_up(day)


def test_who_is_missing_by_unit_in_roster_order(store: Store) -> None:
    meeting = a_meeting(store, 0)
    rows = [("", person(1, "乙单位")), ("分会场", person(2, "甲单位")), ("", person(3, "乙单位"))]
    people.import_roster(store, meeting.id, rows, "名册.xlsx")
    first, second, third = people.listed(store, meeting.id)
    assert arrivals.missing_by_unit(store, meeting.id) == [
        ("乙单位", [first.name, third.name]), ("甲单位", [second.name]),
    ]  # fmt: skip
    assert arrivals.missing_by_unit(store, meeting.id, second.venue_id) == [("甲单位", [second.name])]
    arrivals.sign_in(store, meeting.id, first.code)
    assert arrivals.missing_by_unit(store, meeting.id, first.venue_id) == [("乙单位", [third.name])]


def test_arrivals_by_the_minute(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    for one, second in zip(roster, (0, 59, 60), strict=False):
        clock.at(8, 30)
        clock.pass_time(seconds=second)
        arrivals.sign_in(store, meeting.id, one.code)
    assert arrivals.by_minute(store, meeting.id) == [("2026-11-24T08:30", 2), ("2026-11-24T08:31", 1)]


def test_the_last_facts_of_the_door_newest_first(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    for one in roster[:5]:
        clock.pass_time(seconds=10)
        arrivals.sign_in(store, meeting.id, one.code)
    arrivals.sign_in(store, meeting.id, "不是码")
    facts = arrivals.recent(store, meeting.id, limit=3)
    assert [(fact.kind, fact.name) for fact in facts] == [
        ("refused", ""), ("signed_in", roster[4].name), ("signed_in", roster[3].name),
    ]  # fmt: skip
    assert facts[1].verdict.key == "signin.on_time"
    assert facts[1].actor == "刘某某"
    assert arrivals.recent(store, 999) == []
    elsewhere = meetings.add_venue(store, meeting.id, "示例一镇").id
    arrivals.sign_in(store, meeting.id, roster[5].code, venue=elsewhere)
    assert [one.name for one in arrivals.recent(store, meeting.id, 3, elsewhere)] == [roster[5].name, ""]
