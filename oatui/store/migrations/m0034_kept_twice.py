"""What no event holds is kept twice, so that a changed byte in it is named too."""

# the guard of the chain names a table that is made anew; it is set again after the migration
TABLES = """
drop trigger if exists event_chain;
create temp table old_local as select * from local;
drop table local;
create table local(key text primary key, value text not null,
    twice text generated always as (key || ' ' || value) stored) strict;
insert into local(key, value) select key, value from old_local;
drop table old_local;
create temp table old_partial_origin as select * from partial_origin;
drop table partial_origin;
create table partial_origin(origin text primary key,
    twice text generated always as (origin || '') stored) strict, without rowid;
insert into partial_origin(origin) select origin from old_partial_origin;
drop table old_partial_origin;
create temp table old_line_acked as select * from line_acked;
drop table line_acked;
create table line_acked(origin text primary key, seq integer not null,
    twice text generated always as (origin || ' ' || seq) stored) strict, without rowid;
insert into line_acked(origin, seq) select origin, seq from old_line_acked;
drop table old_line_acked;
create temp table old_site_heard as select * from site_heard;
drop table site_heard;
create table site_heard(site integer primary key, at text not null, difference integer not null,
    twice text generated always as (site || ' ' || at || ' ' || difference) stored) strict;
insert into site_heard(site, at, difference) select site, at, difference from old_site_heard;
drop table old_site_heard;
create temp table old_rows_came as select * from rows_came;
drop table rows_came;
create table rows_came(
    origin text not null, seq integer not null, at text not null, difference integer not null,
    twice text generated always as (origin || ' ' || seq || ' ' || at || ' ' || difference) stored,
    primary key(origin, seq)) strict, without rowid;
insert into rows_came(origin, seq, at, difference) select origin, seq, at, difference from old_rows_came;
drop table old_rows_came"""
