"""Other desks: the machines of a meeting's venues, whose chain is whose, and what stands between two judgements."""

TABLES = """
create table site(
    id integer primary key, meeting integer not null, venue integer not null, name text not null,
    invited_at text not null, actor text not null, shut_out_at text, shut_out_by text not null,
    reason text not null) strict;
create index site_meeting on site(meeting);
create table site_origin(
    origin text primary key, site integer not null references site(id)) strict, without rowid;
create index site_origin_site on site_origin(site);
create table walk_in(
    origin text not null, seq integer not null, meeting integer not null, venue integer not null,
    instead_of integer, name text not null, unit text not null, post text not null, approver text not null,
    reason text not null, at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create index walk_in_meeting on walk_in(meeting, at);
create table walk_in_answer(
    origin text not null, seq integer not null, accepted integer not null, attendee integer,
    reason text not null, at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create table rejudgement(
    origin text not null, seq integer not null, by_origin text not null, by_seq integer not null,
    at text not null, status text not null, verdict text not null,
    primary key(origin, seq, by_origin)) strict, without rowid;
insert or replace into rejudgement select json_extract(a.value, '$[0]'), json_extract(a.value, '$[1]'),
    e.origin, e.seq, e.at, json_extract(a.value, '$[2]'), json_extract(a.value, '$[3]')
    from event e, json_each(e.body, '$.arrivals') a
    where e.kind in ('meeting_changed', 'queue_settled', 'queue_settlement_undone') order by e.origin, e.seq;
create table face_look(
    origin text not null, seq integer not null, confirmed integer not null,
    primary key(origin, seq)) strict, without rowid;
insert into face_look select json_extract(body, '$.target[0]'), json_extract(body, '$.target[1]'),
    max(kind = 'identity_confirmed') from event where kind in ('identity_confirmed', 'identity_refused')
    group by 1, 2;
create table partial_origin(origin text primary key) strict, without rowid;
create table line_acked(origin text primary key, seq integer not null) strict, without rowid;
create table site_heard(
    site integer primary key, at text not null, difference integer not null) strict;
create table rows_came(
    origin text not null, seq integer not null, at text not null, difference integer not null,
    primary key(origin, seq)) strict, without rowid;
drop trigger if exists event_chain"""
