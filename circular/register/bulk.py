"""Many rows at once: COPY and arrays on PostgreSQL, where a statement a row or a parameter a value costs most of the time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, bindparam, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError

FEW = 20
"""Up to so many rows a plain statement is as fast as COPY."""


def add_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    if connection.dialect.name != "postgresql" or len(rows) <= FEW:
        connection.execute(insert(table), rows)
        return
    names = tuple(rows[0])
    columns = ", ".join(f'"{table.c[name].name}"' for name in names)
    statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
    cursor: Any = connection.connection.cursor()
    driver: Any = connection.dialect.dbapi
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except driver.Error as error:
        raise DBAPIError(statement, None, error) from error


def change_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Set in each row with the given id the columns that stand beside it; all have the same columns."""
    if not rows:
        return
    names = tuple(name for name in rows[0] if name != "id")
    if connection.dialect.name != "postgresql":
        changed = update(table).where(table.c.id == bindparam("row_id"))
        each = [{"row_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in rows]
        connection.execute(changed.values({name: bindparam(f"new_{name}") for name in names}), each)
        return
    columns = [table.c[name] for name in ("id", *names)]
    given = [bindparam(f"new_{column.name}", [row[column.name] for row in rows], ARRAY(column.type)) for column in columns]  # fmt: skip
    told = (
        func.unnest(*given)
        .table_valued(*(Column(column.name, column.type) for column in columns))
        .render_derived("told")
    )
    wanted = update(table).where(table.c.id == told.c.id)
    connection.execute(wanted.values({name: told.c[name] for name in names}))


def new_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Ids for so many new rows of a table; the caller is the only one who writes."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return [int(found) for found in connection.scalars(asked, {"table": table.name, "count": count})]
    last = int(connection.scalar(select(func.max(table.c.id))) or 0)
    return list(range(last + 1, last + 1 + count))


def among(connection: Connection, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether a column has one of many values: one parameter on PostgreSQL, not one a value."""
    if connection.dialect.name == "postgresql":
        return column == func.any(bindparam(None, list(values), ARRAY(column.type)))
    return column.in_(values)
