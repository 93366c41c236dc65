"""What `circular check` hands to the register: a judgement a case, stored in bulk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

    from circular.checking import Checked, Told
    from circular.cli.streaming import Line
    from circular.register import Judgement, Register

BATCH = 500
"""So many judgements are stored in one transaction."""


def judgement_of(
    checked: Checked, said: dict[str, Any], files: Sequence[Path], told: Told, department: str | None
) -> Judgement | None:
    """The judgement of a case, of which `said` is the JSON; None for one that could not be judged."""
    from circular.register import judgement_of_case
    from circular.register.judged import hashes

    if checked.fault is not None:
        return None
    dates = {"published": told.published, "permit_applied": told.permit_applied}
    return judgement_of_case(
        {**said, "name": _name(said)},
        department=department,
        value_dkk=told.value_dkk,
        works=checked.building.works if checked.building is not None else None,
        dates={name: day.isoformat() for name, day in dates.items() if day is not None},
        files=hashes(files),
    )


def _name(said: dict[str, Any]) -> str:
    """The name of the case; the number of a notice ('150631-2022') written so that it does not look like a person's number."""
    name = str(said["name"])
    if said["kind"] != "notice":
        return name
    return re.sub(r"(?<!\d)(\d{6})-(\d{4})(?!\d)", r"\1/\2", name)


class Storing:
    """Stores judgements in bulk as they come; the last ones when it ends, however it ends."""

    def __init__(self, url: str) -> None:
        from circular.register import open_register

        self._register: Register = open_register(url)
        self._waiting: list[Judgement] = []

    def __enter__(self) -> Storing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:  # fmt: skip
        try:
            self._store()
        finally:
            self._register.close()

    def add(self, judgement: Judgement | None) -> None:
        """Take a judgement; a full batch is stored at once."""
        if judgement is not None:
            self._waiting.append(judgement)
        if len(self._waiting) >= BATCH:
            self._store()

    def add_line(self, line: Line, files: Sequence[Path], run: Path | None) -> None:
        """Take what became of a case; one that a resumed run knows from its journal is not stored twice."""
        judgement = line.judgement
        if judgement is not None and run is not None:
            said = "\n".join((str(run.resolve()), *map(str, files), line.text))
            judgement = replace(judgement, uid=hashlib.sha256(said.encode()).hexdigest()[:32])
        self.add(judgement)

    def _store(self) -> None:
        from circular.register import store_many

        waiting, self._waiting = self._waiting, []
        if waiting:
            store_many(self._register, waiting, BATCH)
