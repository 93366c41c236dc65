"""What can go wrong with a database, each told in one line: busy, damaged, full, cut off, no access."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from circular.faults import Fault, Said

_NOTHING_LOST = (
    "intet er gemt halvt; prøv igen, når årsagen er væk",
    "nothing was stored by halves; try again when the cause is gone",
)
_KNOWN: tuple[tuple[tuple[str, ...], Said, Said], ...] = (
    (
        ("database is locked", "database table is locked", "lock timeout", "could not obtain lock", "canceling statement due to lock"),
        ("registret er i brug af et andet program", "the register is in use by another program"),
        ("vent, og prøv igen; intet er gemt halvt", "wait and try again; nothing was stored by halves"),
    ),
    (
        ("database or disk is full", "no space left", "disk full", "disk i/o error", "could not extend file"),
        ("der er ikke mere plads på disken, eller disken svarer ikke", "the disk is full or does not answer"),
        _NOTHING_LOST,
    ),
    (
        ("file is not a database", "malformed", "file is encrypted", "invalid page", "missing or corrupt"),
        ("filen er ikke et register, eller registret er beskadiget", "the file is no register, or the register is damaged"),
        ("gem filen, og hent en sikkerhedskopi frem: circular register merge --from KOPI", "keep the file, and fetch a backup: circular register merge --from COPY"),
    ),
    (
        ("readonly database", "read-only", "permission denied", "unable to open database file", "could not open file"),
        ("registret kan ikke åbnes til skrivning", "the register cannot be opened for writing"),
        ("se efter rettigheder og stien", "check permissions and the path"),
    ),
    (
        ("server closed the connection", "connection refused", "terminating connection", "connection is lost", "connection was closed",
         "could not translate host name", "could not connect", "connection failed", "connection is closed", "ssl syscall",
         "consuming input failed", "the database system is", "connection timeout", "admin shutdown", "failed to resolve host"),
        ("forbindelsen til registret mangler eller blev afbrudt", "the connection to the register is missing or was cut off"),
        _NOTHING_LOST,
    ),
    (
        ("password authentication failed", "no password supplied", "role", "database \""),
        ("databasen vil ikke lukke os ind", "the database does not let us in"),
        ("se efter bruger, adgangskode og databasens navn", "check user, password and the name of the database"),
    ),
)  # fmt: skip


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Turn every error of the database into a Fault that names the register as `shown`, which has no password in it."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        raise fault_of(error, shown) from None


def fault_of(error: Exception, shown: str) -> Fault:
    """The fault for an error of the database."""
    said = str(getattr(error, "orig", None) or error)
    lower = said.lower()
    for words, what, hint in _KNOWN:
        if any(word in lower for word in words):
            return Fault(shown, "", what, hint)
    first = said.strip().splitlines()[0] if said.strip() else type(error).__name__
    return Fault(shown, "", (f"databasen svarer: {first}", f"the database says: {first}"), _NOTHING_LOST)
