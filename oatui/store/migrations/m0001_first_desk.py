"""The journal, the meeting desk, the document desk and the OA routine."""

TABLES = """
create table event(
    origin text not null, seq integer not null check(seq > 0),
    at text not null, recorded_at text not null, actor text not null, kind text not null,
    body text not null, private text, salt blob, private_digest blob,
    prev blob not null, hash blob not null,
    primary key(origin, seq)) strict;
create table local(key text primary key, value text not null) strict;
create table setting(
    key text primary key, value text not null, actor text not null, at text not null) strict;
create table meeting(
    id integer primary key, title text not null, start text not null, end text not null,
    place text not null, mode text not null, chair text not null,
    opens_minutes integer not null, closes_minutes integer not null,
    added_at text not null, added_by text not null) strict;
create index meeting_start on meeting(start);
create table venue(
    id integer primary key, meeting integer not null references meeting(id),
    name text not null, kind text not null check(kind in ('main', 'sub')), capacity integer,
    unique(meeting, name)) strict;
create table attendee(
    id integer primary key, meeting integer not null references meeting(id),
    venue integer not null references venue(id), position integer not null,
    name text not null, plain text not null, keys text not null, pinyin text not null,
    unit text not null, post text not null, phone text not null, serial text not null, seat text,
    code text not null unique) strict;
create index attendee_venue on attendee(meeting, venue);
create index attendee_order on attendee(meeting, position);
create table revoked_code(
    code text primary key, attendee integer not null references attendee(id), at text not null) strict;
create table arrival_fact(
    meeting integer not null, origin text not null, seq integer not null, attendee integer,
    venue integer, at text not null, recorded_at text not null, kind text not null, status text,
    way text not null, actor text not null, reason text not null, approver text not null,
    target_origin text, target_seq integer,
    primary key(meeting, origin, seq)) strict, without rowid;
create table arrival(
    attendee integer primary key, status text, at text, venue integer, way text,
    origin text, seq integer) strict;
create table rejudged(
    origin text not null, seq integer not null, status text not null, verdict text not null,
    primary key(origin, seq)) strict, without rowid;
create table document(
    id integer primary key, title text not null, kind text not null, series text not null,
    section text not null, drafted_by text not null, drafted_at text not null, recorded_at text not null,
    step text not null, number text, returned integer not null default 0) strict;
create index document_recent on document(recorded_at);
create table document_fact(
    origin text not null, seq integer not null, document integer not null references document(id),
    kind text not null, step text not null, person text not null, at text not null,
    recorded_at text not null, reason text not null, actor text not null, verdicts text not null,
    primary key(origin, seq)) strict, without rowid;
create index document_fact_document on document_fact(document, seq);
create table number(
    series text not null, year integer not null, sequence integer not null check(sequence > 0),
    document integer not null references document(id), request_id text not null unique,
    given_at text not null, given_by text not null,
    primary key(series, year, sequence)) strict, without rowid;
create table oa_login(
    origin text not null, seq integer not null, which text not null, day text not null,
    at text not null, recorded_at text not null, operator text not null, reason text not null,
    verdict text not null,
    primary key(origin, seq)) strict, without rowid;
create index oa_login_day on oa_login(day);
create table calendar_year(
    year integer primary key, source text not null, days text not null, at text not null) strict"""
