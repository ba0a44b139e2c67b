"""What is asked when a meeting is called: who is invited, its notes and checklist, standing lists of people, who is sent."""

TABLES = """
alter table meeting add column ticks integer not null default 0;
alter table meeting add column people_list integer;
create index meeting_people_list on meeting(people_list) where people_list is not null;
create table meeting_invitation(
    meeting integer primary key references meeting(id), fields text not null,
    at text not null, actor text not null) strict;
create table meeting_note(
    meeting integer not null references meeting(id), key text not null, words text not null,
    at text not null, actor text not null,
    primary key(meeting, key)) strict, without rowid;
create table checklist_item(
    id integer primary key, meeting integer not null references meeting(id), position integer not null,
    title text not null, owner text not null, done_at text, done_by text not null,
    dropped integer not null default 0) strict;
create index checklist_item_meeting on checklist_item(meeting, position);
create table people_list(
    id integer primary key, name text not null, removed integer not null default 0,
    at text not null, actor text not null) strict;
create table people_list_member(
    list integer not null references people_list(id), place integer not null,
    name text not null, unit text not null, post text not null, phone text not null,
    primary key(list, place)) strict, without rowid;
create table sending(
    attendee integer primary key references attendee(id), approver text not null,
    at text not null, actor text not null) strict;
create table our_reply(
    meeting integer primary key references meeting(id), at text not null, actor text not null) strict;
create table notice_paper(
    meeting integer not null references meeting(id), document integer not null references document(id),
    at text not null, actor text not null,
    primary key(meeting, document)) strict, without rowid"""
