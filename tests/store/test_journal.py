"""The journal: a chain that can be proved, guards that refuse, and tables that follow from it alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oatui.store.rooms  # noqa: F401  (all kinds of events)
from oatui.rules.verdict import Refused
from oatui.store import arrivals, chain, doctor, journal, meetings, people
from oatui.store.database import DatabaseError, Store, another, memory
from oatui.store.schema import LOCAL
from tests.conftest import FixedClock
from tests.store.acts import ACTS, Act, a_meeting, acts, content, do, fresh_store, pull
from tests.store.whole_day import WHOLE_DAY

slice_ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
proof = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in content(store).items() if name not in LOCAL | {"event"}}


# ------------------------------------------------------------------ the chain


def test_every_event_links_to_the_one_before(store: Store) -> None:
    a_meeting(store)
    rows = store.rows("select seq, prev, hash from event order by seq")
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["prev"] == chain.GENESIS
    assert [row["prev"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    assert len({row["hash"] for row in rows}) == len(rows)
    assert chain.broken_at(store) is None


@pytest.mark.parametrize("field", ["title", "place", "chair"])
@pytest.mark.parametrize("typed", ["机密★1年 会议", "关于某事的会（秘密）"])
def test_nothing_classified_is_kept_whatever_field_it_is_typed_in(
    store: Store, field: str, typed: str
) -> None:
    now, before = store.clock.now(), content(store)
    said: dict[str, Any] = {"title": "局务会", field: typed}
    with pytest.raises(Refused) as no:
        meetings.add(store, **said, start=now, end=now + timedelta(hours=1))
    assert (no.value.verdict.rule, no.value.verdict.key) == ("13-4", "incoming.classified_mark")
    assert content(store) == before
    meetings.add(store, "★保守国家秘密工作会议★", now, now + timedelta(hours=1))  # a star and a subject
    # what the store has already may be repeated with its mark, but takes no piece out of what is typed
    marked = "机密★1年 会议"
    with pytest.raises(Refused), store.write():
        journal.record(store, "day_cleared", {"v": 1, "why": typed}, known=["密", marked.replace("年", "月")])


@given(
    st.lists(
        st.tuples(
            *[st.integers()] * 3, *[st.text('张三"\\\n\x1f\u2028,[]', max_size=3) | st.text(max_size=5)] * 2
        ),
        min_size=1,
        max_size=5,
    )
)
def test_thousands_of_rows_are_written_as_the_encoder_writes_them(rows: list[tuple[Any, ...]]) -> None:
    body = {"v": 1, "source": '"people":[]'}
    assert journal.with_rows(body, "people", rows) == journal.as_json({**body, "people": rows})


def test_the_hash_covers_every_field(store: Store) -> None:
    meeting = a_meeting(store)
    arrivals.sign_in(store, meeting.id, "不是码")
    store.conn.execute("drop trigger event_fixed")
    last = store.value("select max(seq) from event")
    for column, value in {
        "at": "2026-11-24T08:20:01+08:00",
        "recorded_at": "2026-11-24T08:20:01.000+08:00",
        "actor": "另一人",
        "kind": "signed_in",
        "body": "{}",
        "private": '{"scan":"另一码"}',
        "private_digest": bytes(32),
        "salt": bytes(16),
        "prev": bytes(32),
        "hash": bytes(32),
    }.items():
        before = store.value(f"select {column} from event where seq = ?", last)
        assert before is not None, column
        store.conn.execute(f"update event set {column} = ? where seq = ?", (value, last))
        assert chain.broken_at(store) == (store.origin, last), column
        store.conn.execute(f"update event set {column} = ? where seq = ?", (before, last))
    assert chain.broken_at(store) is None


def test_fields_cannot_be_shifted_into_one_another(store: Store) -> None:
    """Text moved over the border of two fields is another event."""
    args = (bytes(32), "desk-1", 1, "2026", "2027")
    assert chain.link(*args, "刘", "某a", "{}", b"") != chain.link(*args, "刘某", "a", "{}", b"")


def test_an_event_and_its_effect_are_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = a_meeting(store)
    one = people.listed(store, meeting.id)[0]
    before = content(store)

    def fail(_conn: object, _event: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(journal._appliers, "signed_in", fail)
    with pytest.raises(ZeroDivisionError):
        arrivals.sign_in(store, meeting.id, one.code)
    assert content(store) == before
    monkeypatch.undo()
    assert arrivals.sign_in(store, meeting.id, one.code).outcome == "ok"


def test_a_chain_goes_on_whoever_else_wrote_and_whatever_was_undone(store: Store) -> None:
    """The head is remembered from one write to the next: the guard finds where it is not the last row any more."""
    meeting = a_meeting(store)
    other = another(store)
    for step, writer in enumerate([store] * 3 + [other] * 3 + [store, other, store, store, store, other]):
        arrivals.sign_in(writer, meeting.id, "不是码")
        if step in {1, 4, 9}:
            with pytest.raises(ZeroDivisionError), writer.write():
                arrivals.judge_and_record(writer, meeting.id, "不是码")
                raise ZeroDivisionError
    asked: list[str] = []
    store.conn.set_trace_callback(asked.append)
    for _turn in range(4):
        arrivals.sign_in(store, meeting.id, "不是码")
    store.conn.set_trace_callback(None)
    assert sum("order by seq desc" in one for one in asked) == 2  # by then nobody else has written
    other.close()
    seqs = [row[0] for row in store.rows("select seq from event order by rowid")]
    assert seqs == list(range(1, len(seqs) + 1))
    assert doctor.examine(store).ok


# ------------------------------------------------------------------ what the guards refuse


@pytest.mark.parametrize(
    "attack",
    [
        "update event set body = '{}' where seq = 1",
        "update event set actor = 'x'",
        "update event set private = 'x' where kind = 'scan_refused'",
        "update event set private = null, salt = null, hash = zeroblob(32) where kind = 'scan_refused'",
        "update event set rowid = rowid + 100, origin = 'desk-x'",
        "update or replace event set seq = 2 where seq = 1",
        "delete from event where seq = 1",
        "delete from event",
        "insert or replace into event select * from event where seq = 1",
        "replace into event select origin, seq, at, recorded_at, actor, kind, '{}', private, salt, "
        "private_digest, prev, hash from event where seq = 2",
        "insert into event select origin, seq + 1, at, recorded_at, actor, kind, body, private, salt, "
        "private_digest, hash, zeroblob(32) from event where seq = 1",
        "insert into event select origin, seq + 2, at, recorded_at, actor, kind, body, private, salt, "
        "private_digest, hash, zeroblob(32) from event order by seq desc limit 1",
        "insert into event select origin, seq + 1, at, recorded_at, actor, kind, body, private, salt, "
        "private_digest, zeroblob(32), zeroblob(32) from event order by seq desc limit 1",
        "insert into event select 'desk-x', 2, at, recorded_at, actor, kind, body, private, salt, "
        "private_digest, prev, hash from event where seq = 2",
        "insert into event select 'desk-x', 1, at, recorded_at, actor, kind, body, private, salt, "
        "private_digest, hash, hash from event where seq = 1",
        "delete from number",
        "update number set sequence = 9",
        "update number set series = '嘉商务函'",
        "replace into number(series, year, sequence, way, state, document, request_id, given_at, given_by, title, kind, "
        "section, dated, person, signer, purpose, reason, ended_by, more) select series, year, sequence, way, state, "
        "document, 'x', given_at, given_by, '', '', '', '', '', '', '', '', '', '{}' from number",
    ],
)
@pytest.mark.parametrize("recursive", ["on", "off"])  # other tools leave recursive_triggers off
def test_the_guards_refuse(store: Store, attack: str, recursive: str) -> None:
    meeting = a_meeting(store, 2)
    arrivals.sign_in(store, meeting.id, "不是码")
    for act in [("draft", 0, 0), *[("sign", 0, n) for n in range(4)], ("number", 0, 0)]:
        do(store, act)
    assert store.value("select count(*) from number") == 1
    before = content(store)
    if recursive == "off" and attack.startswith(("replace into number", "update or replace")):
        pytest.skip("only recursive triggers see what REPLACE removes; doctor finds it afterwards")
    store.conn.execute(f"pragma recursive_triggers={recursive}")
    with pytest.raises(DatabaseError):
        store.conn.execute(attack)
    assert content(store) == before


def test_a_chain_of_another_origin_begins_at_one(store: Store) -> None:
    a_meeting(store, 1)
    row = list(store.rows("select * from event where seq = 1")[0])
    store.conn.execute(f"insert into event values ({','.join('?' * 12)})", ["desk-x", *row[1:]])
    assert store.value("select count(*) from event where origin = 'desk-x'") == 1


# ------------------------------------------------------------------ private parts


def test_private_parts_are_erased_as_a_recorded_act_and_the_chain_still_holds(
    store: Store, clock: FixedClock
) -> None:
    meeting = a_meeting(store)
    arrivals.sign_in(store, meeting.id, "私人网址")
    clock.pass_time(minutes=5)
    arrivals.sign_in(store, meeting.id, "晚到的网址")
    before = content(store)
    border = (clock.now() - timedelta(minutes=1)).isoformat(timespec="milliseconds")
    assert journal.erase_private(store, border, ("scan_refused",)) == 1
    assert chain.broken_at(store) is None
    assert doctor.examine(store).ok
    # what is gone is not erased, and not counted, again
    digests = store.rows("select private_digest from event where kind = 'scan_refused'")
    assert all(row[0] for row in digests)
    assert journal.erase_private(store, border, ("scan_refused",)) == 0
    kept = [row["private"] for row in store.rows("select private from event where kind = 'scan_refused'")]
    assert kept == [None, '{"scan":"晚到的网址"}']
    last = store.row("select * from event order by seq desc limit 1")
    assert last and (last["kind"], journal.read(last).body["events"]) == ("private_erased", 0)
    assert derived(store).keys() == {name for name in before if name not in LOCAL | {"event"}}
    assert {name: before[name] for name in derived(store)} == derived(store)
    # nothing of it is left in the file
    path = store.path
    store.close()
    assert "私人网址".encode() not in path.read_bytes()
    assert "晚到的网址".encode() in path.read_bytes()


def test_an_erased_part_cannot_be_put_back(store: Store, clock: FixedClock) -> None:
    meeting = a_meeting(store)
    arrivals.sign_in(store, meeting.id, "私人网址")
    clock.pass_time(minutes=5)
    journal.erase_private(store, clock.now().isoformat(timespec="milliseconds"), ("scan_refused",))
    with pytest.raises(DatabaseError):
        store.conn.execute("update event set private = 'x', salt = zeroblob(16) where kind = 'scan_refused'")


# ------------------------------------------------------------------ rebuilding


def test_every_kind_of_act_leaves_its_event(store: Store) -> None:
    """The property above is worth nothing if the acts are all refused."""
    a_meeting(store)
    assert {name for name, _a, _b in WHOLE_DAY} == set(ACTS)
    for act in WHOLE_DAY:
        do(store, act)
    seen = {row[0] for row in store.rows("select distinct kind from event")}
    # made by a restore, and behind one
    assert seen == set(journal._appliers) - {"restored", "numbering_resumed"}


# ------------------------------------------------------------------ several origins


def _two_desks(
    day: list[Act], sub_day: list[tuple[int, int]]
) -> tuple[list[journal.Event], list[journal.Event]]:
    """The events of the main desk, and those of a sub-venue that knows its roster."""
    clock = FixedClock()
    with fresh_store(clock) as main, fresh_store(FixedClock()) as sub:
        a_meeting(main, 4)
        pull(sub, main.rows("select * from event order by seq"))
        sub.origin = "desk-sub"
        for who, what in sub_day:
            do(sub, (["scan", "scan", "annul", "wait", "hand"][what % 5], who, what))
        facts = sub.rows("select * from event where origin = 'desk-sub' order by seq")
        # the main desk has these facts before it goes on: it may annul them, or move their meeting
        pull(main, facts)
        for act in day:
            do(main, act)
        events = main.rows("select * from event where origin = ? order by seq", main.origin)
        return [journal.read(row) for row in events], [journal.read(row) for row in facts]


def _applied(order: list[journal.Event]) -> dict[str, list[tuple[object, ...]]]:
    store = memory(FixedClock())
    store.conn.execute("begin")
    for event in order:
        journal.apply(store.conn, event)
    tables = derived(store)
    store.close()
    return tables


def _in_any_order(day: list[Act], sub_day: list[tuple[int, int]], data: st.DataObject) -> None:
    main, sub = _two_desks(day, sub_day)
    expected = _applied([*main, *sub])
    # the main desk's in their order, the sub-venue's facts wherever they come
    places = data.draw(st.lists(st.integers(0, len(main)), min_size=len(sub), max_size=len(sub)))
    order: list[journal.Event] = list(main)
    for event, place in zip(data.draw(st.permutations(sub)), places, strict=True):
        order.insert(place, event)
    assert _applied(order) == expected


MOVES = acts(12, ["scan", "annul", "move", "move", "hand", "wait", "import", "reissue"])
SUB_DAY = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20)), min_size=1, max_size=12)


@slice_
@given(MOVES, SUB_DAY, st.data())
def test_the_events_of_two_desks_give_the_same_tables_in_any_order(
    day: list[Act], sub_day: list[tuple[int, int]], data: st.DataObject
) -> None:
    _in_any_order(day, sub_day, data)


@pytest.mark.proof
@proof
@given(MOVES, SUB_DAY, st.data())
def test_the_events_of_two_desks_give_the_same_tables_in_any_order_long(
    day: list[Act], sub_day: list[tuple[int, int]], data: st.DataObject
) -> None:
    _in_any_order(day, sub_day, data)


def test_the_earliest_arrival_counts_whichever_desk_tells_it_first() -> None:
    clock = FixedClock()
    with fresh_store(clock) as main, fresh_store(clock) as other:
        meeting = a_meeting(main, 1)
        one = people.listed(main, meeting.id)[0]
        pull(other, main.rows("select * from event order by seq"))
        other.origin = "desk-sub"
        clock.at(8, 50)
        arrivals.sign_in(main, meeting.id, one.code)
        clock.at(8, 40)
        arrivals.sign_in(other, meeting.id, one.code)
        pull(main, other.rows("select * from event where origin = 'desk-sub'"))
        line = people.get(main, one.id)
        assert (line.status, line.arrived_at) == ("on_time", "2026-11-24T08:40:00+08:00")
        assert arrivals.attendance(main, meeting.id)[0].present == 1
        assert arrivals.standing(main, one.id) == ("desk-sub", 1)


# ------------------------------------------------------------------ the head and the clock


def test_the_head_changes_with_every_event_and_with_a_cut_tail(store: Store) -> None:
    heads = [chain.head(store)]
    meeting = a_meeting(store, 2)
    heads.append(chain.head(store))
    for one in people.listed(store, meeting.id):
        arrivals.sign_in(store, meeting.id, one.code)
        heads.append(chain.head(store))
    assert len(set(heads)) == len(heads)
    # a tail cut off together with its effects leaves a sound, shorter store: only the head outside tells
    store.conn.execute("drop trigger event_no_delete")
    store.conn.execute("delete from event where seq = (select max(seq) from event)")
    assert chain.broken_at(store) is None
    assert chain.head(store) == heads[-2]


def test_a_clock_that_goes_back_is_recorded_and_refuses_nothing(store: Store, clock: FixedClock) -> None:
    meeting = a_meeting(store, 2)
    first, second = people.listed(store, meeting.id)
    clock.at(8, 40)
    assert arrivals.sign_in(store, meeting.id, first.code).outcome == "ok"
    clock.at(8, 30)
    assert arrivals.sign_in(store, meeting.id, second.code).outcome == "ok"
    times = [row[0][11:16] for row in store.rows("select at from event order by seq desc limit 2")]
    assert times == ["08:30", "08:40"]
    assert doctor.examine(store).ok
    store.close()


def test_the_whole_chain_is_walked_once_a_day(store: Store, clock: FixedClock) -> None:
    a_meeting(store)
    assert chain.daily_trouble(store) is None
    store.conn.execute("drop trigger event_fixed")
    store.conn.execute("update event set body = '{}' where seq = 1")
    assert chain.daily_trouble(store) is None  # today it was walked
    clock.pass_time(days=1)
    trouble = chain.daily_trouble(store)
    assert trouble is not None
    assert trouble.verdict.values["seq"] == 1


def test_meetings_are_read_back_as_they_were_written(store: Store) -> None:
    meeting = a_meeting(store)
    assert meetings.get(store, meeting.id) == meeting
