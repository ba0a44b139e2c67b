"""The clear-desk review: what was answered of each open thing, and the days that were cleared."""

TABLES = """
create table review_answer(
    origin text not null, seq integer not null, day text not null, kind text not null, item integer not null,
    title text not null, way text not null, taker text not null, until text, reason text not null,
    words text not null, at text not null, actor text not null, taken_back_at text,
    primary key(origin, seq)) strict, without rowid;
create index review_answer_item on review_answer(kind, item);
create index review_answer_day on review_answer(day);
create table cleared_day(
    origin text not null, seq integer not null, day text not null, at text not null, actor text not null,
    lines text not null, not_due integer not null,
    primary key(origin, seq)) strict, without rowid;
create index cleared_day_day on cleared_day(day)"""
