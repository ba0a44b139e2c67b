"""Who was taken off a roster: their number is not given again, and their code is known for what it was."""

TABLES = """
create table off_roster(
    id integer primary key, meeting integer not null references meeting(id),
    venue integer not null references venue(id), name text not null, unit text not null, post text not null,
    code text not null unique, reason text not null, at text not null, actor text not null) strict"""
