"""What becomes of a paper after its number: printed, sealed, kept, sent; and the seal register."""

TABLES = """
create table issuing(
    document integer primary key references document(id), run text not null, rounds integer not null,
    copies integer not null, cc text not null, print_date text not null, printed_at text not null, printed_by text not null,
    closed_at text, closed_by text not null default '') strict;
create table archive_item(
    document integer not null references document(id), run text not null, item text not null,
    person text not null, at text not null, recorded_at text not null, actor text not null,
    primary key(document, run, item)) strict, without rowid;
create table delivery(
    id integer primary key, document integer not null references document(id), run text not null,
    recipient text not null, way text not null, by_name text not null, carrier text not null,
    sent_at text not null, arrived_at text, parts text not null, recorded_at text not null,
    actor text not null, signed_by text not null default '', signed_at text,
    voided_at text, void_reason text not null default '') strict;
create index delivery_document on delivery(document);
create table delivery_explanation(
    origin text not null, seq integer not null, document integer not null references document(id),
    words text not null, by_name text not null, at text not null,
    primary key(origin, seq)) strict, without rowid;
create index delivery_explanation_document on delivery_explanation(document);
create table seal_use(
    id integer primary key, year integer not null, serial integer not null, at text not null,
    recorded_at text not null, actor text not null, seal text not null, section text not null,
    handler text not null, document integer references document(id), run text, title text not null,
    number text not null, purpose text not null, copies integer not null, approver text not null,
    sealed_by text not null, note text not null, verdicts text not null,
    voided_at text, voided_by text not null default '', void_reason text not null default '',
    unique(year, serial)) strict;
create index seal_use_document on seal_use(document)"""
