"""A clause: one sentence, list item or table row that speaks of a circular strategy, and what it demands."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.place import Place

Strength = Literal["binding", "soft", "mention", "none"]
Role = Literal[
    "minimum_requirement", "award_criterion", "contract_term", "selection_criterion", "documentation",
    "market_dialogue", "policy_goal", "law", "guidance", "none",
]  # fmt: skip
Comparator = Literal[">=", "<=", "=", ">", "<"]


class Quantity(BaseModel):
    """A number that the clause sets: `>= 20 percent_mass of 'materialerne'`."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    comparator: Comparator
    value: Decimal
    unit: str
    """Canonical unit id from rules/lexicon/units.yaml."""
    of: str | None = None
    """What it is a share or number of, as written."""


class Evidence(BaseModel):
    """One word or circumstance that decided."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    term: str
    kind: Literal["term", "modality", "role", "context", "negation"]


class Clause(BaseModel):
    """A demand, wish or mention of one strategy, with its place and the words that decided."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    strategy: str | None
    """One of the 37 strategy codes; None for a concept outside them (climate_adaptation, solar_power …)."""
    concepts: tuple[str, ...] = ()
    """The lexicon entries that fired: low_emission_class, fbk, dgnb, nordic_swan, fsc …"""
    role: Role
    strength: Strength
    barrier: bool = False
    struck: bool = False
    condition: str | None = None
    exception: str | None = None
    quantities: tuple[Quantity, ...] = ()
    weight: Decimal | None = None
    """Share of its award table's total, percent."""
    weight_raw: str | None = None
    text: str
    """The sentence, item or table row as written."""
    language: str = "da"
    because: str = ""
    """One sentence in Danish: why it has this strategy, strength and role."""
    evidence: tuple[Evidence, ...] = ()
    place: Place
    document: str = ""
    """File it stands in; equals place.file."""

    @property
    def live(self) -> bool:
        """Whether it demands something of somebody: binding or soft, neither struck nor a barrier."""
        return self.strength in ("binding", "soft") and not self.struck and not self.barrier
