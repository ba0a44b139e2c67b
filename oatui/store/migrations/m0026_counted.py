"""How many numbers of a series went out in a year is told before each further one: counted by an index of its own."""

TABLES = """
create index number_counted on number(series, year) where state = 'given'"""
