"""The named migrations, in order: each file holds its statements and is never changed once it is out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

_FILES = tuple(
    import_module(f"{__name__}.{name}")
    for name in (
        "m0001_first_desk",
        "m0002_seats",
        "m0003_leave",
        "m0004_identity",
        "m0005_notices",
        "m0006_door",
        "m0007_convening",
        "m0008_numbers",
        "m0009_papers",
        "m0010_issuing",
        "m0011_incoming",
        "m0012_matters",
        "m0013_search",
        "m0014_deadlines",
        "m0015_incidents",
        "m0016_routines",
        "m0017_reviews",
        "m0018_phone",
        "m0020_sites",
        "m0021_documents",
        "m0022_duty",
        "m0023_years",
        "m0024_duty_changes",
        "m0025_taken_back",
        "m0026_counted",
        "m0027_belongs",
        "m0028_the_day",
        "m0029_after_number",
        "m0030_facts_of_a_person",
        "m0031_facts_and_line",
        "m0032_days_of_events",
        "m0033_facts_of_a_paper",
        "m0034_kept_twice",
        "m0035_substitute_back",
        "m0036_off_roster",
        "m0037_date_of_a_paper",
    )
)


def _name(file: ModuleType) -> str:
    return file.__name__.rpartition(".m")[2]


def _apply(tables: str, db: Any) -> None:
    for statement in tables.split(";\n"):
        db.execute(statement)


MIGRATIONS: tuple[tuple[str, Callable[[Any], None]], ...] = tuple(
    (_name(file), partial(_apply, file.TABLES)) for file in _FILES
)

# the tables and indexes that a store of this version has
PARTS = frozenset(
    part
    for file in _FILES
    for part in re.findall(r"^create (?:table|index) (\w+)", file.TABLES, re.MULTILINE)
) - {"arrival", "arrival_fact_person", "document_fact_document", "number_counted"}  # gone since then
