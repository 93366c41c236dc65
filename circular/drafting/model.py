"""A clause of the library: one demand, its texts by role in both languages, its numbers and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from circular.language import Language, Words

Level = Literal["basis", "ambitious", "front_runner"]
LEVELS: tuple[Level, ...] = get_args(Level)
ClauseRole = Literal[
    "minimum_requirement", "award_criterion", "contract_term", "selection_criterion", "documentation", "policy_goal"
]
ROLES: tuple[ClauseRole, ...] = get_args(ClauseRole)

LEVEL_WORDS: dict[Level, Words] = {
    "basis": Words(da="basis", en="basis"),
    "ambitious": Words(da="ambitiøs", en="ambitious"),
    "front_runner": Words(da="frontløber", en="front-runner"),
}
ROLE_WORDS: dict[ClauseRole, Words] = {
    "minimum_requirement": Words(da="Mindstekrav", en="Minimum requirement"),
    "award_criterion": Words(da="Tildelingskriterium", en="Award criterion"),
    "contract_term": Words(da="Kontraktvilkår", en="Contract term"),
    "selection_criterion": Words(da="Egnethedskrav", en="Selection criterion"),
    "documentation": Words(da="Dokumentation", en="Documentation"),
    "policy_goal": Words(da="Mål", en="Goal"),
}

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(BaseModel):
    """Where a threshold or a demand was read."""

    model_config = _CONFIG

    key: str
    ref: str
    """The work, as a person would cite it, with the place in it."""
    url: str | None = None
    confidence: Literal["read", "secondary", "memory", "inference"]
    values: Mapping[str, str] = {}
    """What the source says of each parameter, as written there."""


class RuleValue(BaseModel):
    """The dated rule parameter, or the policy goal, that a clause's number is filled from.

    Where the clause has numbers of its own, it is their floor: a level may ask for more, never for less.
    """

    model_config = _CONFIG

    rule: str | None = None
    parameter: str | None = None
    goal: str | None = None
    """Id of a target in rules/policy."""

    def __str__(self) -> str:
        return self.goal or f"{self.rule} {self.parameter}"


class Parameter(BaseModel):
    """A number (or one of a few words) that the buyer may set."""

    model_config = _CONFIG

    name: str
    title: Words
    unit: str
    """Id of the unit in common.yaml, as the clause detector names it; 'word' for a choice among words."""
    defaults: Mapping[Level, Decimal | str]
    """Empty where the buyer, or a rule, must say it."""
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    """Most decimals a value may have."""
    choices: Mapping[str, Words] = {}
    from_rule: RuleValue | None = None

    def placeholder(self, language: Language) -> str:
        """What stands in the text where nobody has told the value."""
        return f"[{self.title[language]}]"


class Award(BaseModel):
    """A demand as a criterion that tenders compete on."""

    model_config = _CONFIG

    criterion: Words
    """Its name in the table of weights."""
    text: Words
    """What earns points."""
    evaluation: Words
    """How the points are given."""
    weight: Mapping[Level, int]
    """Percent, by level."""


class ClauseTemplate(BaseModel):
    """One demand of the library; `drafting.draft` fills it."""

    model_config = _CONFIG

    name: str
    file: str
    title: Words
    strategy: str | None
    """One of the 37 strategies; None for a concept outside them, or a clause that repairs other clauses."""
    also: tuple[str, ...] = ()
    """Further strategies that the same text demands."""
    concepts: tuple[str, ...] = ()
    categories: tuple[str, ...]
    """Categories it is written for; empty when it belongs to no tender (an owner strategy)."""
    role: ClauseRole
    """The role of its default text."""
    levels: Mapping[Level, ClauseRole]
    """The levels at which a whole tender document uses it, and in which role."""
    parameters: Mapping[str, Parameter] = {}
    texts: Mapping[ClauseRole, Mapping[Level, Words]]
    """Text by role and level, without the award criterion."""
    award: Award | None = None
    documentation: Words | None = None
    """What the tenderer or supplier hands in; speaks of 'kravet', so that it demands nothing on its own."""
    follow_up: Words | None = None
    """What happens when the demand is not met."""
    questions: tuple[Words, ...] = ()
    """Questions for the market dialogue before the tender."""
    legal: tuple[Words, ...] = ()
    """Notes for the buyer; no part of the tender text."""
    sources: tuple[Source, ...] = ()

    @property
    def roles(self) -> tuple[ClauseRole, ...]:
        """The roles it has a text for, the main one first."""
        found = [role for role in ROLES if role in self.texts or (role == "award_criterion" and self.award)]
        return tuple(sorted(found, key=lambda role: role != self.role))

    def has_text(self, role: ClauseRole, level: Level) -> bool:
        return self.award is not None if role == "award_criterion" else level in self.texts.get(role, {})

    def default_text(self) -> Words:
        """The text to paste, in its main role at its lowest level, in both languages."""
        from circular.drafting.draft import draft

        level = next(level for level in LEVELS if self.has_text(self.role, level))
        return Words(
            da=draft(self, level=level, language="da").text(), en=draft(self, level=level, language="en").text()
        )
