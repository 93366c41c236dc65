"""A run that can be broken off: each case's answer is written to a journal as soon as it is there (`--resume RUN`).

The journal is lines of JSON. Its first line says what the run is made of; a run of other rules, options or cases is not
gone on with. A case whose files have changed since is judged again. What a sudden end left half written is taken away.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from circular.cache import key_of, sources
from circular.cli.streaming import Line, Setup
from circular.faults import Fault

MARK = "circular-run/1"
_SYNC_S = 5.0
Case = tuple[str, list[Path]]
_ROW = {"case", "of", "line", "code", "fault", "judgement"}
_PARTS = {
    "program": ("en anden udgave af programmet", "another version of the program"),
    "rules": ("andre regler", "other rules"),
    "waivers": ("andre fravigelser", "other waivers"),
    "profile": ("en anden profil", "another profile"),
    "options": ("andre tilvalg (fx kategori, dato eller sprog)", "other options (category, date or language, say)"),
    "cases": ("andre sager", "other cases"),
}


def day_of(run: Path) -> date | None:
    """The day that a run begun earlier judges on; None where there is no such run."""
    head = _head(run)
    try:
        return None if head is None else date.fromisoformat(str(head.get("judged_on")))
    except ValueError:
        return None


def gone_on(run: Path | None, cases: Sequence[Case], setup: Setup, judged: Callable[[list[Case]], Iterator[Line]]) -> Iterator[Line]:  # fmt: skip
    """Every case's answer in order: from the journal where it stands there, else by `judged`, and then written there.

    Without a run every case is judged. Raises Fault for a file that is no journal, is another run's, is in use, or can't be
    written.
    """
    if run is None:
        yield from judged(list(cases))
        return
    with Journal(run, cases, setup) as journal:
        stamps = [stamp(files) for _, files in cases]
        known = {index: answer for index, (of, answer) in journal.known.items() if index < len(cases) and of == stamps[index]}  # fmt: skip
        fresh = judged([case for index, case in enumerate(cases) if index not in known])
        for index in range(len(cases)):
            if index in known:
                yield known[index]
                continue
            answer = next(fresh)
            journal.write(index, stamps[index], answer)
            yield answer


def stamp(files: Sequence[Path]) -> str:
    """What tells whether the files of a case are still the same: their names, sizes and times."""
    told: list[str] = []
    for path in files:
        if path.is_dir():
            for where, folders, names in os.walk(path):
                folders.sort()
                told += [_told(Path(where) / name) for name in sorted(names)]
        else:
            told.append(_told(path))
    return key_of(*told)


def _told(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return f"{path.as_posix()} –"
    return f"{path.as_posix()} {found.st_size} {found.st_mtime_ns}"


class Journal:
    """The journal of one run, open for writing; `known` holds the answers that stand in it."""

    def __init__(self, run: Path, cases: Sequence[Case], setup: Setup) -> None:
        self.known: dict[int, tuple[str, Line]] = {}
        self._run = run
        self._synced = time.monotonic()
        ours = made_of(cases, setup)
        head = _head(run)
        if head is not None:
            _compare(run, head, ours)
        try:
            run.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(run, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise _unwritable(run, error) from None
        _alone(run, self._file)
        if head is None:
            self._put({"circular": MARK, "judged_on": setup.as_of.isoformat(), **ours})
        else:
            self._read()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, index: int, of: str, answer: Line) -> None:
        """Add the answer to a case."""
        kept = _judgements().dump_python(answer.judgement, mode="json")
        self._put({"case": index, "of": of, "line": answer.text, "code": answer.code, "fault": answer.fault, "judgement": kept})  # fmt: skip

    def _put(self, row: dict[str, Any]) -> None:
        try:
            self._file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            self._file.flush()
            if time.monotonic() - self._synced > _SYNC_S:
                os.fsync(self._file.fileno())
                self._synced = time.monotonic()
        except OSError as error:
            raise _unwritable(self._run, error) from None

    def _read(self) -> None:
        """Take in the answers; what stands after the last whole line is cut off."""
        whole = 0
        for order, line in enumerate(self._file):
            row = _row(line)
            if row is None:
                break
            whole += len(line)
            if order:
                judgement = _judgements().validate_python(row["judgement"], strict=False)
                self.known[int(row["case"])] = (str(row["of"]), Line(str(row["line"]), int(row["code"]), row["fault"], judgement))  # fmt: skip
        self._file.seek(whole)
        self._file.truncate()


@cache
def _judgements() -> Any:
    """Turns what goes into the register to JSON and back."""
    from pydantic import TypeAdapter

    from circular.register import Judgement

    return TypeAdapter(Judgement | None)


def made_of(cases: Sequence[Case], setup: Setup) -> dict[str, str]:
    """Digests of everything that the answers hang on besides the files of the cases."""
    from circular.rulebook import load_rules

    own = [file for folder in setup.rules for file in sorted(folder.rglob("*")) if file.is_file()]
    told = (setup.told, setup.as_of, setup.language, setup.severities, setup.stored, setup.department)
    return {
        "program": sources("."),
        "rules": key_of(load_rules(()).version, *(part for file in own for part in (file.name, file.read_bytes()))),
        "waivers": key_of(*(waiver.model_dump_json() for waiver in setup.waivers)),
        "profile": key_of(setup.profile.read_bytes() if setup.profile else b""),
        "options": key_of(repr(told)),
        "cases": key_of(*(part for name, files in cases for part in (name, *(file.as_posix() for file in files)))),
    }


def _compare(run: Path, head: dict[str, Any], ours: dict[str, str]) -> None:
    for name, (da, en) in _PARTS.items():
        if head.get(name) != ours[name]:
            raise Fault(str(run), "", (f"kørslen blev begyndt med {da}", f"the run was begun with {en}"), ("begynd forfra med en ny fil, eller slet den gamle", "begin again with a new file, or delete the old one"))  # fmt: skip


def _head(run: Path) -> dict[str, Any] | None:
    """The first line of a journal; None where there is no file yet, or an empty one."""
    try:
        with run.open("rb") as content:
            line = content.readline(1_000_000)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritable(run, error) from None
    if not line:
        return None
    row = _row(line)
    if row is None or row.get("circular") != MARK:
        raise Fault(str(run), "1", ("filen er ikke en kørsels journal", "the file is no journal of a run"), ("nævn en ny fil", "name a new file"))  # fmt: skip
    return row


def _row(line: bytes) -> dict[str, Any] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        row = json.loads(line)
    except ValueError:
        return None
    if not isinstance(row, dict) or ("circular" not in row and not set(row) >= _ROW):
        return None
    return row


def _unwritable(run: Path, error: OSError) -> Fault:
    return Fault(str(run), "", (f"journalen kan ikke skrives: {error.strerror}", f"the journal cannot be written: {error.strerror}"), ("se efter plads og rettigheder", "check space and permissions"))  # fmt: skip


def _alone(run: Path, file: Any) -> None:
    """Hold the journal for this process; raises Fault when another run writes it."""
    try:
        if os.name == "nt":
            import msvcrt

            locking: Any = msvcrt
            file.seek(0x7FFFFFF0)
            locking.locking(file.fileno(), locking.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise Fault(str(run), "", ("en anden kørsel skriver den", "another run is writing it"), ("vent, til den er færdig, eller nævn en ny fil", "wait until it is done, or name a new file")) from None  # fmt: skip
