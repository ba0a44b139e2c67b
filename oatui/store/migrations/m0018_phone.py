"""The phone way: when it stood open, what came by it, and who was looked at."""

TABLES = """
create table phone_way(
    meeting integer not null references meeting(id), venue integer not null references venue(id),
    opened_at text not null, address text not null, actor text not null, closed_at text,
    primary key(meeting, venue)) strict, without rowid;
create table phone_try(
    meeting integer not null, origin text not null, seq integer not null, device text not null,
    ticket text not null, attendee integer, venue integer, outcome text not null, rule text not null,
    at text not null,
    primary key(meeting, origin, seq)) strict, without rowid;
create index phone_try_device on phone_try(meeting, device);
create index phone_try_attendee on phone_try(attendee) where attendee is not null;
create table phone_trace(
    meeting integer not null, origin text not null, seq integer not null, trace text not null,
    recorded_at text not null,
    primary key(meeting, origin, seq)) strict, without rowid;
create table phone_look(
    origin text not null, seq integer not null, meeting integer not null, attendee integer not null,
    at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create index phone_look_attendee on phone_look(attendee);
create table head_count(
    origin text not null, seq integer not null, meeting integer not null, venue integer not null,
    block text not null, counted integer not null, seated integer not null, at text not null,
    actor text not null,
    primary key(origin, seq)) strict, without rowid;
create index head_count_meeting on head_count(meeting, venue)"""
