"""The plan of a venue, who sits where, the head table's list, and what undo needs."""

TABLES = """
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
