"""What waits after its number is asked for each time today is shown: told by what is numbered and what is closed."""

TABLES = """
create index document_numbered on document(recorded_at, id, returned) where step = 'chief_sign' and number is not null;
create index issuing_closed on issuing(document, rounds) where closed_at is not null"""
