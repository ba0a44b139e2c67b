"""How a meeting concerns us, leave and substitutes, and what everyone came to at closing."""

TABLES = """
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
