"""Attachments of a document; incoming papers with their course, and what each became."""

TABLES = """
create table attachment(
    id integer primary key, document integer not null references document(id), name text not null,
    type text not null, size integer not null, sha256 text not null, at text not null, actor text not null,
    removed_at text, removed_by text, removed_because text) strict;
create index attachment_document on attachment(document);
create table incoming(
    id integer primary key, year integer not null, sequence integer not null check(sequence > 0),
    received_at text not null, received_by text not null, recorded_at text not null,
    sender text not null, sender_number text not null, same_key text not null, title text not null,
    attachments text not null, copies integer not null, urgency text not null,
    proposal text not null default '', instruction text not null default '',
    unit text not null default '', handler text not null default '',
    due text, due_rule text not null default '', due_days integer not null default 0,
    due_from text, due_rest integer not null default 0,
    kind text not null default '', channel text not null default '',
    meeting integer references meeting(id), reply integer references document(id),
    holder text not null, held_since text not null, unsigned integer not null default 0,
    signed_by text not null default '', chased integer not null default 0, chased_at text,
    state text not null default 'open', ended_at text, result text not null default '',
    reply_number text not null default '', late_because text not null default '',
    filed_at text, volume text not null default '',
    unique(year, sequence)) strict;
create index incoming_open on incoming(due) where state = 'open';
create index incoming_same on incoming(same_key);
create table incoming_fact(
    origin text not null, seq integer not null, incoming integer not null references incoming(id),
    primary key(origin, seq)) strict, without rowid;
create index incoming_fact_incoming on incoming_fact(incoming);
create table incoming_pass(
    origin text not null, seq integer not null, place integer not null,
    incoming integer not null references incoming(id), giver text not null, taker text not null,
    role text not null, at text not null, signed_at text,
    primary key(origin, seq, place)) strict, without rowid;
create index incoming_pass_incoming on incoming_pass(incoming);
create table incoming_step(
    incoming integer not null references incoming(id), step text not null, person text not null,
    at text not null,
    primary key(incoming, step)) strict, without rowid;
create table incoming_item(
    id integer primary key, incoming integer not null references incoming(id), words text not null,
    asked_at text not null, supplied_at text, supplied_by text not null default '') strict;
create index incoming_item_incoming on incoming_item(incoming)"""
