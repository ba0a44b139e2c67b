"""What was entered by mistake and taken back, with who, when and why."""

TABLES = """
create table taken_back(
    origin text not null, seq integer not null, kind text not null, entry text not null, line text not null,
    reason text not null, at text not null, actor text not null,
    primary key(origin, seq)) strict, without rowid;
create index taken_back_entry on taken_back(kind, entry);
alter table telegram add column void text not null default '';
alter table secret_visit add column void text not null default '';
"""
