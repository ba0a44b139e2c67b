"""Memory: the only code that knows SQLite. One function is one transaction is one event.

A room is imported where it is used, so that the first frame waits for no other; `rooms` names them all.
"""
