"""Makes an empty database a register, and brings an older register to today's schema, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import Connection, bindparam, inspect, select, update

from circular.faults import Fault
from circular.register.tables import META, METADATA, SCHEMA_VERSION

_BATCH = 1_000


def _to_2(connection: Connection) -> None:
    """Gaps, and the verdict and the one clause of each case; filled from the judgements that are there."""
    from circular.register.keeping import restand
    from circular.register.standing import gaps_of
    from circular.register.tables import CASE, GAP, JUDGEMENT

    for statement in (
        "ALTER TABLE judgement ADD COLUMN gaps TEXT DEFAULT '[]' NOT NULL",
        "ALTER TABLE register_case ADD COLUMN verdict VARCHAR(16)",
        "ALTER TABLE register_case ADD COLUMN one_clause VARCHAR(60)",
        "CREATE INDEX case_of_one_clause ON register_case (one_clause)",
    ):
        connection.exec_driver_sql(statement)
    GAP.create(connection)
    last = 0
    while rows := connection.execute(select(JUDGEMENT.c.id, JUDGEMENT.c.body).where(JUDGEMENT.c.id > last).order_by(JUDGEMENT.c.id).limit(_BATCH)).all():  # fmt: skip
        changes = [{"row_id": row.id, "new": json.dumps(gaps_of(json.loads(row.body)["findings"]))} for row in rows]
        connection.execute(update(JUDGEMENT).where(JUDGEMENT.c.id == bindparam("row_id")).values(gaps=bindparam("new")), changes)  # fmt: skip
        last = rows[-1].id
    last = 0
    while ids := list(connection.scalars(select(CASE.c.id).where(CASE.c.id > last).order_by(CASE.c.id).limit(_BATCH))):
        restand(connection, ids)
        last = ids[-1]


STEPS: dict[int, Callable[[Connection], None]] = {1: _to_2}
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
