"""The tables of the store, as named migrations, and the guards that no program may take away.

Tables in LOCAL belong to this machine and are not built from the journal; every other table is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

MIGRATION_SET = "oatui"
APPLICATION_ID = 0x4F415455  # "OATU"

LOCAL = frozenset({"local", "_sqlite_migrations"})

GUARDS = {
    # one look-up: the last link of the origin, or none before the first
    "event_chain": """CREATE TRIGGER event_chain before insert on event begin
        select raise(abort, 'event: seq or prev does not follow the chain')
        where case new.seq
            when 1 then new.prev is not zeroblob(32)
                or exists(select 1 from event where origin = new.origin)
            else (new.seq, new.prev) is not (select seq + 1, hash from event where origin = new.origin
                                             order by seq desc limit 1) end; end""",
    "event_no_delete": """CREATE TRIGGER event_no_delete before delete on event begin
        select raise(abort, 'event: append only'); end""",
    # private data may be erased once, as a recorded act; nothing else of an event ever changes
    "event_fixed": """CREATE TRIGGER event_fixed before update on event
        when new.private is not null or new.salt is not null
          or new.origin is not old.origin or new.seq is not old.seq or new.at is not old.at
          or new.recorded_at is not old.recorded_at or new.actor is not old.actor
          or new.kind is not old.kind or new.body is not old.body
          or new.private_digest is not old.private_digest or new.prev is not old.prev
          or new.hash is not old.hash
        begin select raise(abort, 'event: append only'); end""",
    "number_no_delete": """CREATE TRIGGER number_no_delete before delete on number begin
        select raise(abort, 'number: void it, never delete it'); end""",
    "number_fixed": """CREATE TRIGGER number_fixed before update of series, year, sequence, request_id on number
        begin select raise(abort, 'number: given for ever'); end""",
}


def _0001_first_desk(db: Any) -> None:
    """The journal, the meeting desk, the document desk and the OA routine."""
    for statement in _FIRST_DESK.split(";\n"):
        db.execute(statement)


def _0002_seats(db: Any) -> None:
    """The plan of a venue, who sits where, the head table's list, and what undo needs."""
    for statement in _SEATS.split(";\n"):
        db.execute(statement)


def _0003_leave(db: Any) -> None:
    """How a meeting concerns us, leave and substitutes, and what everyone came to at closing."""
    for statement in _LEAVE.split(";\n"):
        db.execute(statement)


def _0004_identity(db: Any) -> None:
    """逐人核对 as an option of a meeting."""
    db.execute("alter table meeting add column confirm integer not null default 0")


def _0005_notices(db: Any) -> None:
    """Who was told of a meeting, what they replied, and whom a venue needs."""
    for statement in _NOTICES.split(";\n"):
        db.execute(statement)


MIGRATIONS: tuple[tuple[str, Callable[[Any], None]], ...] = (
    ("0001_first_desk", _0001_first_desk),
    ("0002_seats", _0002_seats),
    ("0003_leave", _0003_leave),
    ("0004_identity", _0004_identity),
    ("0005_notices", _0005_notices),
)

_FIRST_DESK = """
create table event(
    origin text not null, seq integer not null check(seq > 0),
    at text not null, recorded_at text not null, actor text not null, kind text not null,
    body text not null, private text, salt blob, private_digest blob,
    prev blob not null, hash blob not null,
    primary key(origin, seq)) strict;
create table local(key text primary key, value text not null) strict;
create table setting(
    key text primary key, value text not null, actor text not null, at text not null) strict;
create table meeting(
    id integer primary key, title text not null, start text not null, end text not null,
    place text not null, mode text not null, chair text not null,
    opens_minutes integer not null, closes_minutes integer not null,
    added_at text not null, added_by text not null) strict;
create index meeting_start on meeting(start);
create table venue(
    id integer primary key, meeting integer not null references meeting(id),
    name text not null, kind text not null check(kind in ('main', 'sub')), capacity integer,
    unique(meeting, name)) strict;
create table attendee(
    id integer primary key, meeting integer not null references meeting(id),
    venue integer not null references venue(id), position integer not null,
    name text not null, plain text not null, keys text not null, pinyin text not null,
    unit text not null, post text not null, phone text not null, serial text not null, seat text,
    code text not null unique) strict;
create index attendee_venue on attendee(meeting, venue);
create index attendee_order on attendee(meeting, position);
create table revoked_code(
    code text primary key, attendee integer not null references attendee(id), at text not null) strict;
create table arrival_fact(
    meeting integer not null, origin text not null, seq integer not null, attendee integer,
    venue integer, at text not null, recorded_at text not null, kind text not null, status text,
    way text not null, actor text not null, reason text not null, approver text not null,
    target_origin text, target_seq integer,
    primary key(meeting, origin, seq)) strict, without rowid;
create table arrival(
    attendee integer primary key, status text, at text, venue integer, way text,
    origin text, seq integer) strict;
create table rejudged(
    origin text not null, seq integer not null, status text not null, verdict text not null,
    primary key(origin, seq)) strict, without rowid;
create table document(
    id integer primary key, title text not null, kind text not null, series text not null,
    section text not null, drafted_by text not null, drafted_at text not null, recorded_at text not null,
    step text not null, number text, returned integer not null default 0) strict;
create index document_recent on document(recorded_at);
create table document_fact(
    origin text not null, seq integer not null, document integer not null references document(id),
    kind text not null, step text not null, person text not null, at text not null,
    recorded_at text not null, reason text not null, actor text not null, verdicts text not null,
    primary key(origin, seq)) strict, without rowid;
create index document_fact_document on document_fact(document, seq);
create table number(
    series text not null, year integer not null, sequence integer not null check(sequence > 0),
    document integer not null references document(id), request_id text not null unique,
    given_at text not null, given_by text not null,
    primary key(series, year, sequence)) strict, without rowid;
create table oa_login(
    origin text not null, seq integer not null, which text not null, day text not null,
    at text not null, recorded_at text not null, operator text not null, reason text not null,
    verdict text not null,
    primary key(origin, seq)) strict, without rowid;
create index oa_login_day on oa_login(day);
create table calendar_year(
    year integer primary key, source text not null, days text not null, at text not null) strict"""

_SEATS = """
create table seat_plan(
    venue integer primary key references venue(id), rows integer not null, columns integer not null,
    aisles text not null) strict;
create table head_list(
    venue integer primary key references venue(id), even text not null, front integer,
    confirmed_by text not null, at text not null, names text not null) strict;
create table seat(
    venue integer not null references venue(id), label text not null,
    attendee integer unique references attendee(id),
    mark text, unit text not null,
    primary key(venue, label)) strict, without rowid;
create table seat_step(
    venue integer not null, step integer not null, origin text not null, seq integer not null,
    kind text not null, at text not null, actor text not null, plan text, head text,
    primary key(venue, step)) strict, without rowid;
create table seat_before(
    venue integer not null, step integer not null, label text not null,
    attendee integer, mark text, unit text not null,
    primary key(venue, step, label)) strict, without rowid;
create index seat_before_attendee on seat_before(attendee)"""

_LEAVE = """
alter table meeting add column role text not null default 'host';
alter table meeting add column level text not null default 'bureau';
alter table meeting add column urgent integer not null default 0;
alter table attendee add column substitute_for integer references attendee(id);
create index attendee_substitute on attendee(substitute_for) where substitute_for is not null;
create table convening_fact(
    origin text not null, seq integer not null, meeting integer not null references meeting(id),
    at text not null, actor text not null, verdicts text not null, because text not null,
    primary key(origin, seq)) strict, without rowid;
create index convening_fact_meeting on convening_fact(meeting);
create table leave(
    id integer primary key, meeting integer not null references meeting(id),
    attendee integer not null references attendee(id), kind text not null, reason text not null,
    chair_consent text not null, state text not null, after_start integer not null,
    asked_at text not null, recorded_at text not null,
    approver text, approved_at text, approval_recorded_at text, refusal text,
    substitute integer references attendee(id), substitute_at text) strict;
create index leave_attendee on leave(attendee);
create index leave_meeting on leave(meeting);
create table leave_delivery(
    leave integer not null references leave(id), place text not null, at text not null,
    recorded_at text not null, actor text not null,
    primary key(leave, place)) strict, without rowid;
create table settlement_mark(
    attendee integer primary key, meeting integer not null, mark text not null, approver text not null,
    reason text not null, at text not null) strict;
create index settlement_mark_meeting on settlement_mark(meeting);
create table closing(
    meeting integer primary key references meeting(id), at text not null, actor text not null,
    reason text not null, left_open text not null) strict;
create table settled(
    attendee integer primary key, meeting integer not null, state text not null, marks text not null,
    verdict text) strict;
create index settled_meeting on settled(meeting)"""

_NOTICES = """
create table notice_recipient(
    meeting integer not null references meeting(id), unit text not null, place integer not null,
    contact text not null, phone text not null,
    primary key(meeting, unit)) strict, without rowid;
create table notice(
    origin text not null, seq integer not null, place integer not null,
    meeting integer not null references meeting(id), unit text not null, channel text not null,
    at text not null, actor text not null, in_name_of text not null, consent_by text not null, consent_at text,
    primary key(origin, seq, place)) strict, without rowid;
create index notice_meeting on notice(meeting);
create table notice_receipt(
    meeting integer not null references meeting(id), unit text not null, by_name text not null,
    at text not null, recorded_at text not null, actor text not null,
    primary key(meeting, unit)) strict, without rowid;
create table reply_deadline(
    meeting integer primary key references meeting(id), until text not null, actor text not null,
    at text not null) strict;
create table reply_unit(
    meeting integer not null references meeting(id), unit text not null, source text not null,
    at text not null, actor text not null,
    primary key(meeting, unit)) strict, without rowid;
create table roster_fact(
    origin text not null, seq integer not null, place integer not null,
    meeting integer not null references meeting(id), kind text not null, unit text not null,
    name text not null, what text not null, at text not null, late integer, by_name text not null,
    because text not null, actor text not null,
    primary key(origin, seq, place)) strict, without rowid;
create index roster_fact_meeting on roster_fact(meeting, at);
create table venue_range(
    venue integer primary key references venue(id), charge text not null, phone text not null) strict;
create table venue_post(
    venue integer not null references venue(id), place integer not null, unit text not null,
    post text not null,
    primary key(venue, place)) strict, without rowid"""

# the tables and indexes that a store of this version has
PARTS = frozenset(
    re.findall(r"^create (?:table|index) (\w+)", _FIRST_DESK + _SEATS + _LEAVE + _NOTICES, re.MULTILINE)
)
