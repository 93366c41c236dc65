"""What the register holds: judgements, the facts they tell, and figures entered with their source."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Told = Literal["yes", "no", "unknown"]
Tool = Literal["check", "lca", "plan", "notice", "history"]
Subject = Literal["tender", "building", "portfolio", "owner_strategy"]

SUBJECT_OF_KIND: dict[str, Subject] = {
    "tender": "tender", "notice": "tender", "mixed": "tender", "building": "building", "portfolio": "portfolio",
    "owner_strategy": "owner_strategy",
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One thing a judgement tells that a measure counts: whether it holds, and a number where there is one."""

    told: Told
    number: float | None = None
    waived: bool = False
    """A waiver covers what falls short; it is counted as falling short, and shown as waived."""


@dataclass(frozen=True)
class Judgement:
    """One judgement of one case. It holds no text from the documents and no person's name, only codes and places."""

    name: str
    kind: str
    tool: Tool
    judged_on: date
    verdict: str | None = None
    department: str | None = None
    value_dkk: int | None = None
    categories: tuple[str, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    """Of the program, the rulebook, the material data and the energy series."""
    files: tuple[dict[str, Any], ...] = ()
    """file, sha256, status of each file that was read."""
    findings: tuple[dict[str, Any], ...] = ()
    clauses: tuple[dict[str, Any], ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)
    """Figures of the LCA or the plan."""
    facts: dict[str, Fact] = field(default_factory=dict)
    source: str | None = None
    """Where a judgement that was not made here comes from."""
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)
    stored_at: str = ""
    """UTC, set when it is stored; later for the same case is newer, whatever the clock did."""

    @property
    def subject(self) -> Subject:
        return SUBJECT_OF_KIND[self.kind]

    @property
    def fingerprint(self) -> str | None:
        """One hash over the hashes of all files; None where no file was hashed."""
        import hashlib

        hashes = sorted(str(file["sha256"]) for file in self.files if file.get("sha256"))
        return hashlib.sha256("\n".join(hashes).encode()).hexdigest() if hashes else None

    @property
    def dated(self) -> date:
        """The day that places the case in a year: published or permit applied, else the day of judgement."""
        for name in ("published", "permit_applied", "completed"):
            if self.dates.get(name):
                return date.fromisoformat(self.dates[name][:10])
        return self.judged_on


@dataclass(frozen=True)
class Figure:
    """A figure for one target and year that somebody entered, with where it comes from."""

    target: str
    year: int
    value: Decimal
    source: str
    entered_on: date
    note: str | None = None
    stored_at: str = ""

    @property
    def uid(self) -> str:
        """The same figure entered twice is one."""
        import hashlib

        said = f"{self.target}|{self.year}|{self.value.normalize():f}|{self.source}|{self.entered_on}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]
