"""A substitute who was taken back, because the first person came after all or another was meant: who, when and why."""

TABLES = """
create table substitute_back(
    substitute integer primary key references attendee(id), attendee integer not null references attendee(id),
    leave integer not null references leave(id), at text not null, actor text not null, reason text not null) strict;
create index substitute_back_leave on substitute_back(leave)"""
