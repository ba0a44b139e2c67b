"""What is looked for as one types: belongs to this machine (LOCAL), made from the other tables and made anew at will."""

TEXT = """create virtual table search_text using fts5(
    kind, words, sounds, heads, columnsize=0, prefix='1 2 3', tokenize='ascii')"""

TABLES = f"""
create table search_line(
    place integer primary key, kind text not null, item integer not null, key text not null,
    unique(kind, key)) strict;
create index search_line_item on search_line(kind, item);
{TEXT}"""
