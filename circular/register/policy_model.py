"""A municipality's policy as data: targets, how each is told, and which version of the policy sets them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.language import Words

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

When = Literal["from_year", "by_year", "every_year", "no_year"]
"""Whether a target holds from its year on, is to be reached by it, holds for every year by itself, or has no year."""
Scope = Literal["judged", "figure", "out_of_scope"]
MeasureKind = Literal["share", "departments", "mean", "plan", "figure"]
Unit = Literal["percent", "percent_change", "percent_point_per_year", "dkk", "buildings", "done"]


class PolicySource(BaseModel):
    model_config = _CONFIG
    ref: str
    url: str | None = None
    read_on: date | None = None


class PolicyVersion(BaseModel):
    """One version of the municipality's overall climate goal."""

    model_config = _CONFIG
    id: str
    title: Words
    valid_from: date | None
    """None where the day could not be found (`not_found` in the file)."""
    cut_percent: Decimal
    cut_year: int
    base_year: int
    neutral_year: int
    source: str
    confidence: str
    note: Words | None = None


class Measure(BaseModel):
    """How a target is told: which cases count, and which fact of them decides."""

    model_config = _CONFIG
    id: str
    kind: MeasureKind
    unit: str
    name: Words
    definition: Words
    fact: str | None = None
    """Key of the fact that decides; `goal` stands for the verdict over the target's own rules."""
    kinds: tuple[str, ...] = ()
    """Kinds of case that count; empty counts all."""
    categories: tuple[str, ...] = ()
    """Only cases with one of these categories count; empty counts all."""
    relevant_only: bool = False
    """Only cases with a category that is relevant for the 2030 goal count (rules/categories.yaml)."""
    few_cases: int = 0
    """With fewer cases in a year the share says little, and the report says so."""


class Target(BaseModel):
    """One sub-goal of the policy."""

    model_config = _CONFIG
    id: str
    theme: str
    text: Words
    when: When
    year: int | None
    scope: Scope
    measure: str | None
    """The measure that decides its status; None for what is out of scope."""
    also: tuple[str, ...] = ()
    """Measures shown beside it that do not decide."""
    comparator: Literal[">=", "<="] | None
    value: Decimal | None
    """None where the policy sets no number."""
    unit: Unit
    reason: Words | None
    """Why it is out of scope."""
    evidence: Words
    rules: tuple[str, ...] = ()
    """Codes of rules that serve it besides those that name it as their `goal`."""
    version: str
    source: str
    confidence: str


class Theme(BaseModel):
    model_config = _CONFIG
    id: str
    name: Words


class Policy(BaseModel):
    """All targets of one policy."""

    model_config = _CONFIG
    name: str
    title: Words
    municipality: str
    first_year: int
    evaluated_by: int
    last_year: int
    versions: tuple[PolicyVersion, ...]
    sources: dict[str, PolicySource]
    themes: tuple[Theme, ...]
    measures: dict[str, Measure]
    targets: tuple[Target, ...]

    def target(self, target_id: str) -> Target | None:
        """The target of that id, or None."""
        return next((target for target in self.targets if target.id == target_id), None)
