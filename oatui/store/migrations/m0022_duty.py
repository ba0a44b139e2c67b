"""值班: who is on which shift, test calls, and what was handed over."""

TABLES = """
create table duty(
    day text not null, shift text not null, starts text not null, ends text not null,
    leader text not null, leader_phone text not null, persons text not null, source text not null,
    reached integer, called_at text, called_by text not null, at text not null, actor text not null,
    primary key(day, shift)) strict, without rowid;
create index duty_starts on duty(starts);
create table duty_handover(
    origin text not null, seq integer not null, day text not null, shift text not null, giver text not null,
    taker text not null, matters text not null, at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create index duty_handover_at on duty_handover(at);
"""
