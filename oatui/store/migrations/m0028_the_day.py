"""What the day asks of tables that only grow: what waits for a calendar, leaves undecided, shifts not handed over."""

TABLES = """
create index deadline_waits on deadline(id) where state = 'open' and due is null;
create index leave_requested on leave(meeting) where state = 'requested';
create index duty_handover_shift on duty_handover(day, shift)"""
