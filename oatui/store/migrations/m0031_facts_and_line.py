"""A person's facts lie together, and the one that counts is marked: a sign-in writes one row where it wrote three.

`attendee` is 0 where nobody of the roster was named; `stands` is 1 for the arrival that counts.
"""

TABLES = """
alter table arrival_fact rename to arrival_fact_before;
create table arrival_fact(
    meeting integer not null, attendee integer not null, origin text not null, seq integer not null,
    venue integer, at text not null, recorded_at text not null, kind text not null, status text,
    way text not null, actor text not null, reason text not null, approver text not null,
    target_origin text, target_seq integer, stands integer not null,
    primary key(meeting, attendee, origin, seq)) strict, without rowid;
insert into arrival_fact select meeting, coalesce(attendee, 0), origin, seq, venue, at, recorded_at, kind, status,
    way, actor, reason, approver, target_origin, target_seq,
    exists (select 1 from arrival r where r.attendee = f.attendee and r.origin = f.origin and r.seq = f.seq)
    from arrival_fact_before f order by 1, 2, 3, 4;
drop table arrival_fact_before;
drop table arrival"""
