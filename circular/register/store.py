"""Opens a register: an SQLite file, or a PostgreSQL database for many users."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from circular.faults import Fault
from circular.register.faulty import told
from circular.register.migrations import settle, version_of
from circular.register.tables import META, SCHEMA_VERSION

WAIT_SECONDS = 30
"""How long a writer waits for another one."""
_WRITERS_LOCK = 0x63697263
"""Key of the advisory lock that writers to PostgreSQL take in turn."""


class Register:
    """An open register; `with open_register(url) as register`."""

    def __init__(self, engine: Engine, shown: str) -> None:
        self.engine = engine
        self.shown = shown
        """How the register is named to people: without a password."""

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the register."""
        with told(self.shown), self.engine.connect() as connection:
            if self.postgres:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone among writers; committed at the end or undone by any error."""
        with told(self.shown), self.engine.connect() as connection:
            if self.postgres:
                with connection.begin():
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
                    yield connection
            else:
                with connection.execution_options(circular_write=True).begin():
                    yield connection

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_register(url: str, *, create: bool = True) -> Register:
    """The register at a path or database address, made or migrated when need be; raises Fault for every obstacle."""
    address, shown = address_of(url)
    if address.get_backend_name() == "sqlite" and not create and not Path(address.database or "").is_file():
        raise Fault(
            shown, "",
            ("registret findes ikke", "the register does not exist"),
            ("circular check … --register FIL laver et; circular register import henter historik", "circular check … --register FILE makes one; circular register import fetches history"),
        )  # fmt: skip
    with told(shown):
        engine = _engine(address, shown)
    register = Register(engine, shown)
    try:
        if _version(register) != SCHEMA_VERSION:
            with register.writing() as connection:
                settle(connection, shown)
    except BaseException:
        register.close()
        raise
    return register


def address_of(url: str) -> tuple[URL, str]:
    """The database address and how it is shown; a plain path is an SQLite file."""
    if "://" not in url:
        path = Path(url)
        if path.is_dir():
            raise Fault(url, "", ("er en mappe", "is a folder"), ("skriv navnet på en .sqlite-fil", "write the name of an .sqlite file"))  # fmt: skip
        return URL.create("sqlite", database=str(path)), url
    try:
        address = make_url(url)
    except ArgumentError:
        raise Fault("--register", "", ("databaseadressen kan ikke læses", "the database address cannot be read"), ("skriv fx postgresql://bruger@vært/navn", "write e.g. postgresql://user@host/name")) from None  # fmt: skip
    shown = address.render_as_string(hide_password=True)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise Fault(shown, "", (f"'{address.drivername}' kendes ikke", f"'{address.drivername}' is not known"), ("brug en .sqlite-fil eller postgresql://", "use an .sqlite file or postgresql://"))  # fmt: skip
    return address, str(
        Path(address.database)
    ) if address.get_backend_name() == "sqlite" and address.database else shown


def _engine(address: URL, shown: str) -> Engine:
    if address.get_backend_name() == "postgresql":
        try:
            return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "circular"})  # fmt: skip
        except (ImportError, NoSuchModuleError):
            raise Fault(shown, "", ("PostgreSQL-driveren er ikke installeret", "the PostgreSQL driver is not installed"), ("pip install 'circular-procurement[postgres]'", "pip install 'circular-procurement[postgres]'")) from None  # fmt: skip
    if address.database:
        try:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Fault(shown, "", (f"mappen kan ikke laves: {error.strerror}", f"the folder cannot be made: {error.strerror}")) from None  # fmt: skip
        _begun(Path(address.database))
    engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begun(file: Path) -> None:
    """Make a new register as a file that only its owner can read; one that is there keeps its permissions."""
    with contextlib.suppress(OSError):  # what is wrong with the place is told when it is opened
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-32768")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("circular_write") else "BEGIN")  # fmt: skip


def _version(register: Register) -> int | None:
    with register.reading() as connection:
        return version_of(connection)


def described(register: Register) -> dict[str, Any]:
    """Kind of database and schema, for `register list` and the report."""
    with register.reading() as connection:
        schema = connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar_one()
    return {"database": register.engine.dialect.name, "schema": int(schema)}
