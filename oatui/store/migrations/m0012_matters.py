"""The matters of article 7 with their reviews and events; what is made public, and by when."""

TABLES = """
create table matter(
    id integer primary key, matter text not null, category text not null, basis text not null,
    responsible text not null, listed_at text not null, actor text not null,
    dropped_at text, dropped_because text not null default '') strict;
create table matter_review(
    origin text not null, seq integer not null, day text not null, by_name text not null,
    note text not null, entries integer not null, recorded_at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create table matter_event(
    id integer primary key, title text not null, category text not null, day text,
    responsible text not null, tagged_at text not null, actor text not null,
    document integer references document(id), outside text not null default '', linked_at text,
    linked_by text not null default '', dropped_at text, dropped_because text not null default '') strict;
create table publication(
    id integer primary key, document integer references document(id), title text not null,
    information text not null, channel text not null, responsible text not null, days integer not null,
    due text, opened_at text not null, actor text not null,
    published_at text, checked_by text not null default '', verdicts text not null default '[]',
    ended_at text, ended_by text not null default '', ended_because text not null default '') strict;
create index publication_document on publication(document);
create index publication_open on publication(due) where published_at is null and ended_at is null;
create index paper_particulars_public on paper_particulars(document)
    where instr(fields, '"disclosure":"public"') > 0"""
