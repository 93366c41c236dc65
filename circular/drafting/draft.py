"""Fills one clause: its numbers in the language's own writing, what nobody has told as a placeholder in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from circular.drafting.model import LEVELS, ROLE_WORDS, ClauseRole, ClauseTemplate, Level, Parameter
from circular.faults import Fault
from circular.language import Language, Words, number

MARK = re.compile(r"\{([a-z_0-9]+)\}")
Value = Decimal | str


@dataclass(frozen=True)
class DraftedClause:
    """A clause filled for one role, level and language."""

    template: ClauseTemplate
    role: ClauseRole
    level: Level
    language: Language
    demand: str
    """The text that carries the demand."""
    documentation: str | None
    follow_up: str | None
    criterion: str | None
    evaluation: str | None
    weight: int | None
    values: Mapping[str, Value | None]
    """Each parameter's value; None where it became a placeholder."""

    @property
    def open(self) -> tuple[str, ...]:
        """Parameters that nobody has told."""
        return tuple(name for name, value in self.values.items() if value is None)

    def text(self) -> str:
        """Paragraphs to paste, each opening with its role."""
        return "\n\n".join(f"{ROLE_WORDS[role][self.language]}: {text}" for role, text in self.paragraphs())

    def paragraphs(self) -> list[tuple[ClauseRole, str]]:
        """The demand, what documents it, and what follows when it is not met, each with its role."""
        demand = self.demand
        if self.role == "award_criterion":
            weight = f"{self.criterion} ({'vægt' if self.language == 'da' else 'weight'} {self.weight} %)"
            demand = f"{weight}: {self.demand} {self.evaluation}"
        said: list[tuple[ClauseRole, str]] = [(self.role, demand)]
        if self.documentation and self.role != "documentation":
            said.append(("documentation", self.documentation))
        if self.follow_up and self.role in ("minimum_requirement", "contract_term", "documentation"):
            said.append(("contract_term", self.follow_up))
        return said


def draft(
    template: ClauseTemplate,
    *,
    language: Language,
    role: ClauseRole | None = None,
    level: Level | None = None,
    values: Mapping[str, Value] | None = None,
    weight: int | None = None,
) -> DraftedClause:
    """The clause in one role and level; `values` stand above the defaults. Raises Fault for a role or level without text."""
    role = role or template.role
    level = _level(template, role, level)
    filled = {name: _value(parameter, level, values or {}) for name, parameter in template.parameters.items()}

    def written(words: Words | None) -> str | None:
        return None if words is None else fill(words[language], template.parameters, filled, language)

    award = template.award if role == "award_criterion" else None
    demand = written(award.text if award else template.texts[role][level])
    return DraftedClause(
        template=template,
        role=role,
        level=level,
        language=language,
        demand=demand or "",
        documentation=written(template.documentation),
        follow_up=written(template.follow_up),
        criterion=award.criterion[language] if award else None,
        evaluation=written(award.evaluation) if award else None,
        weight=weight if weight is not None else award.weight[level] if award else None,
        values=filled,
    )


def fill(text: str, parameters: Mapping[str, Parameter], values: Mapping[str, Value | None], language: Language) -> str:
    """The text with each `{parameter}` written out."""

    def one(found: re.Match[str]) -> str:
        parameter, value = parameters[found[1]], values.get(found[1])
        if value is None:
            return parameter.placeholder(language)
        if isinstance(value, str):
            return parameter.choices[value][language]
        return number(value, language)

    return MARK.sub(one, text)


def _level(template: ClauseTemplate, role: ClauseRole, level: Level | None) -> Level:
    if role not in template.roles:
        allowed = ", ".join(template.roles)
        raise Fault(
            template.name, "",
            (f"klausulen har ingen tekst som {role}", f"the clause has no text as {role}"),
            (f"vælg mellem {allowed}", f"choose from {allowed}"),
        )  # fmt: skip
    levels = [each for each in LEVELS if template.has_text(role, each)]
    if level is None:
        return levels[0]
    if level not in levels:
        allowed = ", ".join(levels)
        raise Fault(
            template.name, "",
            (f"klausulen har ingen tekst på niveauet {level}", f"the clause has no text at the level {level}"),
            (f"vælg mellem {allowed}", f"choose from {allowed}"),
        )  # fmt: skip
    return level


def _value(parameter: Parameter, level: Level, values: Mapping[str, Value]) -> Value | None:
    if parameter.name in values:
        return checked(parameter, values[parameter.name])
    return parameter.defaults.get(level)


def checked(parameter: Parameter, value: Value) -> Value:
    """The value as the parameter takes it; raises Fault with the allowed values."""
    if parameter.choices:
        if str(value) in parameter.choices:
            return str(value)
        known = ", ".join(parameter.choices)
        raise Fault(
            f"--set {parameter.name}", "",
            (f"'{value}' er ikke et af ordene", f"'{value}' is none of the words"),
            (f"vælg mellem {known}", f"choose from {known}"),
        )  # fmt: skip
    exact = value if isinstance(value, Decimal) else _decimal(parameter, value)
    least, most = parameter.least, parameter.most
    if (
        not exact.is_finite()
        or (least is not None and exact < least)
        or (most is not None and exact > most)
        or exact != round(exact, parameter.decimals)
    ):
        raise Fault(
            f"--set {parameter.name}", "",
            (f"{value} er uden for det tilladte", f"{value} is outside what is allowed"),
            allowed_range(parameter),
        )  # fmt: skip
    return exact


def allowed_range(parameter: Parameter) -> tuple[str, str]:
    """The allowed values as a hint in both languages."""
    if parameter.choices:
        known = ", ".join(parameter.choices)
        return (f"tilladt: {known}", f"allowed: {known}")
    low, high = (
        (number(side, "da"), number(side, "en")) if side is not None else ("…", "…")
        for side in (parameter.least, parameter.most)
    )
    fine = (
        (" (hele tal)", " (whole numbers)")
        if parameter.decimals == 0
        else (f" (højst {parameter.decimals} decimaler)", f" (at most {parameter.decimals} decimals)")
    )
    return (f"tilladt: {low[0]} til {high[0]}{fine[0]}", f"allowed: {low[1]} to {high[1]}{fine[1]}")


def _decimal(parameter: Parameter, value: str) -> Decimal:
    try:
        return Decimal(value.strip().replace(",", "."))
    except InvalidOperation:
        raise Fault(
            f"--set {parameter.name}", "",
            (f"'{value}' er ikke et tal", f"'{value}' is not a number"),
            allowed_range(parameter),
        ) from None  # fmt: skip
