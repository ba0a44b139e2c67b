"""Whether a store is of this version of the program, and how it becomes so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from oatui.store import part_kinds
from oatui.store.database import Store, StoreTrouble
from oatui.store.migrations import MIGRATIONS, PARTS
from oatui.store.schema import APPLICATION_ID, GUARDS, MIGRATION_SET


def number() -> int:
    """Of this program, for two desks to tell each other: it grows with each table and each kind of event they exchange."""
    return len(MIGRATIONS) + len(part_kinds.PART | part_kinds.OWN)


def known() -> set[str]:
    """The names of the migrations that this program has."""
    return {name for name, _migrate in MIGRATIONS}


def applied(store: Store) -> set[str]:
    """The names of the migrations that a store has had."""
    if not store.value("select 1 from sqlite_master where name = '_sqlite_migrations'"):
        return set()
    found = store.rows("select name from _sqlite_migrations where migration_set = ?", MIGRATION_SET)
    return {row["name"] for row in found}


def trouble(store: Store) -> StoreTrouble | None:
    """What a store lacks of this version, if anything: a table, an index or a guard."""
    return _missing_parts(store) or missing_guards(store)


def _missing_parts(store: Store) -> StoreTrouble | None:
    missing = sorted(PARTS - {row["name"] for row in store.rows("select name from sqlite_master")})
    return StoreTrouble("store.parts", names="、".join(missing)) if missing else None


def missing_guards(store: Store) -> StoreTrouble | None:
    """The trouble of a store whose triggers are not exactly the ones the program set."""
    found = dict(store.conn.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall())
    wrong = sorted(name for name in found.keys() | GUARDS.keys() if found.get(name) != GUARDS.get(name))
    return StoreTrouble("store.guards", names="、".join(wrong)) if wrong else None


def migrate(store: Store, migrations: Sequence[tuple[str, Any]] = MIGRATIONS) -> list[str]:
    """Apply the named migrations that are missing, all or none; the file is copied aside first."""
    from sqlite_utils import Migrations

    named = Migrations(MIGRATION_SET)
    for name, function in migrations:
        named(name=name)(function)
    done = applied(store)
    waiting = [name for name, _function in migrations if name not in done]
    if done and waiting:
        stamp = store.clock.now().strftime("%Y%m%d-%H%M%S")
        copy = store.path.with_name(f"{store.path.name}.before-{waiting[0]}-{stamp}-{os.getpid()}")
        store.conn.execute("vacuum into ?", (str(copy),))
    # off before BEGIN: a migration may have to rebuild a table that others refer to
    store.conn.execute("pragma foreign_keys=off")
    try:
        with store.write():
            waiting = [name for name, _function in migrations if name not in applied(store)]
            named.apply(store.db)
            # a rebuilt table loses its triggers without a word
            present = {
                row["name"] for row in store.rows("select name from sqlite_master where type = 'trigger'")
            }
            for name, sql in GUARDS.items():
                if name not in present:
                    store.conn.execute(sql)
            if store.rows("pragma foreign_key_check"):
                raise StoreTrouble("store.migration", names="、".join(waiting))
            store.conn.execute(f"pragma application_id={APPLICATION_ID}")
            store.conn.execute("insert or ignore into local values ('origin', ?)", (new_origin(),))
    except Exception as error:
        # full disk or another's lock have their own sentence; whatever else, the migration is at fault
        if isinstance(error, StoreTrouble) and error.verdict.key != "store.engine":
            raise
        raise StoreTrouble("store.migration", names="、".join(waiting)) from error
    finally:
        store.conn.execute("pragma foreign_keys=on")
    return waiting


def new_origin() -> str:
    """A name for the chain that this file continues; never used twice."""
    return f"desk-{os.urandom(6).hex()}"
