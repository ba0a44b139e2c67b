"""A paper's facts lie together without an index, and what is counted of a series are its few exceptions: giving a
number wrote sixteen pages.
"""

TABLES = """
alter table document_fact rename to document_fact_before;
create table document_fact(
    document integer not null references document(id), origin text not null, seq integer not null,
    kind text not null, step text not null, person text not null, at text not null,
    recorded_at text not null, reason text not null, actor text not null, verdicts text not null,
    primary key(document, origin, seq)) strict, without rowid;
insert into document_fact select document, origin, seq, kind, step, person, at, recorded_at, reason, actor, verdicts
    from document_fact_before order by 1, 2, 3;
drop table document_fact_before;
create index document_fact_signed on document_fact(step, recorded_at) where kind = 'signed';
drop index number_counted;
create index number_exception on number(year, series) where state <> 'given'"""
