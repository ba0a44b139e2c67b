"""Deadlines, what was done about each, and the reports that belong to them."""

TABLES = """
create table deadline(
    id integer primary key, kind text not null, title text not null, owner text not null, note text not null,
    asked text not null, due text, do_by text, first_due text, counted text not null,
    made_at text not null, made_by text not null, channel text not null default '',
    state text not null default 'open', ended_at text, ended_by text not null default '',
    result text not null default '', explained text not null default '',
    extended integer not null default 0, complete integer not null default 0) strict;
create index deadline_open on deadline(do_by) where state = 'open';
create index deadline_ended on deadline(ended_at) where state <> 'open';
create table deadline_fact(
    origin text not null, seq integer not null, deadline integer not null references deadline(id),
    primary key(origin, seq)) strict, without rowid;
create index deadline_fact_deadline on deadline_fact(deadline);
create table deadline_step(
    deadline integer not null references deadline(id), step text not null, person text not null, at text not null,
    primary key(deadline, step)) strict, without rowid;
create table information_report(
    deadline integer not null references deadline(id), round integer not null, place text not null,
    person text not null, at text not null,
    primary key(deadline, round, place)) strict, without rowid;
create table supervision_report(
    source text not null, item integer not null, part text not null, words text not null, person text not null,
    at text not null,
    primary key(source, item, part)) strict, without rowid"""
