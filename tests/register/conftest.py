"""A register on SQLite and, where its server is installed, on a real PostgreSQL started for the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a server on a unix socket, which runs as `postgres` when the tests run as root."""
    pytest.importorskip("psycopg")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    home = Path(tempfile.mkdtemp(prefix="pg"))
    home.chmod(0o755)
    root = os.geteuid() == 0
    if root:
        shutil.chown(home, "postgres", "postgres")
    as_user = ["runuser", "-u", "postgres", "--"] if root else []

    def run(*words: str) -> None:
        subprocess.run([*as_user, *words], check=True, capture_output=True, cwd="/", timeout=120)

    data = str(home / "data")
    run(str(binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-k {home} -c listen_addresses= -c shared_buffers=32MB"
    run(str(binaries / "pg_ctl"), "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start")
    try:
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "register.sqlite")
    import psycopg

    address: str = request.getfixturevalue("postgres")
    name = f"r{os.urandom(6).hex()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.replace("/postgres?", f"/{name}?")
