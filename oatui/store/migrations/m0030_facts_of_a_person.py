"""A person's facts are found without reading the whole meeting's: each correction reads them all again."""

TABLES = """
create index arrival_fact_person on arrival_fact(attendee);
"""
