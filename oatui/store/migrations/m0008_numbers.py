"""The number book: every number with what stands for it, the register's other lines, and the closed years."""

TABLES = """
alter table number rename to number_before;
create table number(
    id integer primary key, series text not null, year integer not null,
    sequence integer not null check(sequence > 0), way text not null, state text not null,
    document integer references document(id), request_id text not null unique,
    given_at text not null, given_by text not null,
    title text not null, kind text not null, section text not null, dated text not null,
    person text not null, signer text not null, purpose text not null, expires text,
    reason text not null, ended_by text not null, ended_at text, more text not null,
    unique(year, series, sequence)) strict;
insert into number select row_number() over (order by e.place), n.series, n.year, n.sequence, 'automatic', 'given',
    n.document, n.request_id, n.given_at, n.given_by, '', '', '', '', '', '', '', null, '', '', null, '{}'
    from (select rowid as place, json_extract(body, '$.request_id') as request from event
          where kind = 'number_given') e join number_before n on n.request_id = e.request;
drop table number_before;
create index number_document on number(document);
create table register_line(
    id integer primary key, year integer not null, way text not null,
    document integer unique references document(id),
    number text not null, title text not null, kind text not null, section text not null,
    dated text not null, person text not null, signer text not null, given_at text not null,
    given_by text not null, state text not null, reason text not null, ended_by text not null, ended_at text,
    more text not null) strict;
create index register_line_year on register_line(year);
create table book_closing(
    year integer primary key, closed integer not null, approver text not null, at text not null,
    actor text not null, note text not null) strict"""
