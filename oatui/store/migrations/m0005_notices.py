"""Who was told of a meeting, what they replied, and whom a venue needs."""

TABLES = """
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
