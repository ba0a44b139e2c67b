"""Events of article 7 by their day: today asks for those ahead."""

TABLES = """
create index matter_event_day on matter_event(day)"""
