"""What makes a file our store, and the guards that no program may take away (the tables: `migrations/`).

Tables in LOCAL belong to this machine and are not built from the journal; every other table is.
"""

from __future__ import annotations

MIGRATION_SET = "oatui"
APPLICATION_ID = 0x4F415455  # "OATU"

LOCAL = (
    frozenset({"local", "_sqlite_migrations", "search_line", "search_text"})
    | {f"search_text_{part}" for part in ("data", "idx", "content", "config")}
    # of the line to other desks: what is held in part, what they hold, when they were heard
    | {"partial_origin", "line_acked", "site_heard", "rows_came"}
)

# of these: tables whose rows say everything a second time in their column `twice`
TWICE = {
    "local": "key || ' ' || value",
    "partial_origin": "origin || ''",
    "line_acked": "origin || ' ' || seq",
    "site_heard": "site || ' ' || at || ' ' || difference",
    "rows_came": "origin || ' ' || seq || ' ' || at || ' ' || difference",
}

GUARDS = {
    # one look-up: the last link of the origin, or none before the first; of a chain held in part seq rises
    "event_chain": """CREATE TRIGGER event_chain before insert on event begin
        select raise(abort, 'event: seq or prev does not follow the chain')
        where case
            when exists(select 1 from partial_origin where origin = new.origin)
                then new.seq <= (select coalesce(max(seq), 0) from event where origin = new.origin)
            when new.seq = 1 then new.prev is not zeroblob(32)
                or exists(select 1 from event where origin = new.origin)
            else (new.seq, new.prev) is not (select seq + 1, hash from event where origin = new.origin
                                             order by seq desc limit 1) end; end""",
    "event_no_delete": """CREATE TRIGGER event_no_delete before delete on event begin
        select raise(abort, 'event: append only'); end""",
    # private data may be erased once, as a recorded act; nothing else of an event ever changes
    "event_fixed": """CREATE TRIGGER event_fixed before update on event
        when new.private is not null or new.salt is not null
          or new.origin is not old.origin or new.seq is not old.seq or new.at is not old.at
          or new.recorded_at is not old.recorded_at or new.actor is not old.actor
          or new.kind is not old.kind or new.body is not old.body
          or new.private_digest is not old.private_digest or new.prev is not old.prev
          or new.hash is not old.hash
        begin select raise(abort, 'event: append only'); end""",
    "number_no_delete": """CREATE TRIGGER number_no_delete before delete on number begin
        select raise(abort, 'number: void it, never delete it'); end""",
    "number_fixed": """CREATE TRIGGER number_fixed before update of series, year, sequence, request_id on number
        begin select raise(abort, 'number: given for ever'); end""",
}
