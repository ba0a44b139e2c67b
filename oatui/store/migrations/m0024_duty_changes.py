"""值班: what was changed of a shift and why, and what was open when one was handed over."""

TABLES = """
create table duty_change(
    origin text not null, seq integer not null, place integer not null, day text not null, shift text not null,
    kind text not null, was text not null, becomes text not null, reason text not null, agreed text not null,
    at text not null, actor text not null, primary key(origin, seq, place)) strict, without rowid;
create index duty_change_day on duty_change(day, shift);
alter table duty_handover add column items text not null default '[]'
"""
