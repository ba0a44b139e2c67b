"""What a paper's kind asks for beside its title, and its text as it was read from the Word file."""

TABLES = """
create table paper_particulars(
    document integer primary key references document(id), fields text not null,
    at text not null, actor text not null) strict;
create table paper_body(
    document integer primary key references document(id), file text not null, sha256 text not null,
    characters integer not null, paragraphs text not null, at text not null, actor text not null) strict;
create index document_title on document(title)"""
