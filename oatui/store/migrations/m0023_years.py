"""What ten years make long and today asks for: of papers and numbers the few that still wait, and the last given."""

TABLES = """
create index document_waits on document(recorded_at, id) where number is null or step <> 'chief_sign';
create index number_given on number(given_at desc, series, sequence desc) where document is not null;
create index number_reserved on number(year, series, sequence) where state = 'reserved'"""
