"""An incoming paper that answers one of ours: the 批复 to a 请示, an opinion on a 函."""

TABLES = """
create table incoming_belongs(
    incoming integer primary key references incoming(id), document integer not null references document(id)) strict;
create index incoming_belongs_document on incoming_belongs(document)"""
