"""The door: a substitute on the spot, the line at the deadline, and who sits at the head table without a list."""

TABLES = """
alter table meeting add column head_counts integer not null default 1;
alter table leave add column spot_approver text;
create table head_guest(
    attendee integer primary key references attendee(id),
    meeting integer not null references meeting(id)) strict;
create table queue_cut(
    origin text not null, seq integer not null, meeting integer not null references meeting(id),
    venue integer not null references venue(id), at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create index queue_cut_meeting on queue_cut(meeting, venue);
create table queue_settlement(
    origin text not null, seq integer not null, meeting integer not null references meeting(id),
    venue integer not null references venue(id), by_name text not null, reason text not null, people integer not null,
    at text not null, actor text not null, undone_at text, undone_by text, undo_reason text,
    primary key(origin, seq)) strict, without rowid;
create index queue_settlement_meeting on queue_settlement(meeting, venue)"""
