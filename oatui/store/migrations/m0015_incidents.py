"""Incidents with their calls, parts and written reports."""

TABLES = """
create table incident(
    id integer primary key, occurred text not null, heard text not null, what text not null, place text not null,
    first text not null, deputy text not null, direct text not null, major integer not null,
    made_at text not null, made_by text not null, known text not null, state text not null default 'open',
    ended_at text, ended_by text not null default '', result text not null default '') strict;
create index incident_open on incident(occurred) where state = 'open';
create table incident_call(
    incident integer not null references incident(id), office text not null, at text not null, reached text not null,
    phone text not null, actor text not null,
    primary key(incident, office)) strict, without rowid;
create table incident_part(
    incident integer not null references incident(id), part text not null, words text not null, at text not null,
    actor text not null,
    primary key(incident, part)) strict, without rowid;
create table incident_report(
    incident integer not null references incident(id), number integer not null, kind text not null, at text not null,
    signer text not null, words text not null, void text not null default '',
    primary key(incident, number)) strict, without rowid;
create table incident_fact(
    origin text not null, seq integer not null, incident integer not null references incident(id),
    primary key(origin, seq)) strict, without rowid;
create index incident_fact_incident on incident_fact(incident)"""
