"""Incidents with their calls, parts and written reports; duty shifts and how they were handed over."""

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
create index incident_fact_incident on incident_fact(incident);
create table duty_shift(
    id integer primary key, starts text not null, ends text not null, leader text not null, leader_phone text not null,
    people text not null, phone text not null, source text not null, removed integer not null default 0,
    changed integer not null default 0, tested_at text, tested_by text not null default '',
    test_words text not null default '') strict;
create index duty_shift_time on duty_shift(ends, starts) where removed = 0;
create table duty_fact(
    origin text not null, seq integer not null, shift integer not null references duty_shift(id),
    primary key(origin, seq, shift)) strict, without rowid;
create index duty_fact_shift on duty_fact(shift);
create table duty_hand_over(
    origin text not null, seq integer not null, at text not null, giver text not null, taker text not null,
    words text not null, open text not null,
    primary key(origin, seq)) strict, without rowid;
create index duty_hand_over_at on duty_hand_over(at)"""
