"""Makes an empty database a register, and brings an older register to today's schema, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select

from circular.faults import Fault
from circular.register.tables import META, METADATA, SCHEMA_VERSION

STEPS: dict[int, Callable[[Connection], None]] = {}
"""From each older schema the step to the next one; `STEPS[1]` makes schema 2 of schema 1."""


def version_of(connection: Connection) -> int | None:
    """The schema of the register; None for an empty database."""
    if not inspect(connection).has_table(META.name):
        return None
    found = connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar_one_or_none()
    return None if found is None else int(found)


def settle(connection: Connection, shown: str) -> None:
    """Create or migrate within the caller's transaction; raises Fault for a newer register or a foreign database."""
    version = version_of(connection)
    if version is None:
        names = set(inspect(connection).get_table_names())
        strange = sorted(names & {table.name for table in METADATA.sorted_tables})
        if strange:
            raise Fault(
                shown, strange[0],
                ("databasen har tabeller med registrets navne, men er intet register", "the database has tables of the register's names but is no register"),
                ("brug en tom database", "use an empty database"),
            )  # fmt: skip
        METADATA.create_all(connection)
        connection.execute(META.insert().values(key="schema", value=str(SCHEMA_VERSION)))
        return
    if version > SCHEMA_VERSION:
        raise Fault(
            shown, "",
            (f"registret er skrevet af en nyere udgave (skema {version}; denne udgave kender {SCHEMA_VERSION})",
             f"the register was written by a newer version (schema {version}; this version knows {SCHEMA_VERSION})"),
            ("opdater circular; registret er ikke rørt", "update circular; the register was not touched"),
        )  # fmt: skip
    while version < SCHEMA_VERSION:
        STEPS[version](connection)
        version += 1
        connection.execute(META.update().where(META.c.key == "schema").values(value=str(version)))
