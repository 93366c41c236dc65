"""What clauses say of each other: the same demand twice, demands without proof or sanction, numbers that conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations

from circular.clauses.lexicon import LANGUAGES, tongues
from circular.clauses.matcher import Matcher
from circular.clauses.model import Clause, Quantity
from circular.clauses.normalise import fold
from circular.documents.model import Block, Document

DEMANDING = ("minimum_requirement", "award_criterion", "contract_term", "selection_criterion", "documentation")


@dataclass(frozen=True)
class Twice:
    """The same strategy as a minimum requirement and as an award criterion."""

    strategy: str
    minimum: Clause
    award: Clause


@dataclass(frozen=True)
class Conflict:
    """Two binding clauses of one strategy with different numbers, and the clause on precedence where there is one."""

    strategy: str
    first: Clause
    second: Clause
    numbers: tuple[Quantity, Quantity]
    precedence: tuple[Block, ...]
    """The blocks that say which document goes before which, as they stand; empty when none does."""


def demands(clauses: Iterable[Clause], roles: Sequence[str] = DEMANDING) -> list[Clause]:
    """The live clauses of a strategy in a role that demands something of the tenderer."""
    return [clause for clause in clauses if clause.live and clause.strategy and clause.role in roles]


def same_demand_twice(clauses: Iterable[Clause]) -> list[Twice]:
    """Strategies demanded both as a minimum and as an award criterion with the same number, or with none in either."""
    found: list[Twice] = []
    minimums = demands(clauses, ("minimum_requirement",))
    for award in demands(clauses, ("award_criterion",)):
        for minimum in minimums:
            if minimum.strength == "binding" and minimum.strategy == award.strategy and _alike(minimum, award):
                found.append(Twice(str(award.strategy), minimum, award))
                break
    return found


def _alike(minimum: Clause, award: Clause) -> bool:
    numbers, others = set(_numbers(minimum)), set(_numbers(award))
    return bool(numbers & others) or not (numbers and others)


def _numbers(clause: Clause) -> list[tuple[str, str, Decimal]]:
    return [(each.comparator, each.unit, each.value) for each in clause.quantities if each.unit != "point"]


def without_documentation(clauses: Iterable[Clause]) -> list[Clause]:
    """The first binding demand of each strategy for which no clause asks for proof."""
    return _without(clauses, "documentation")


def without_sanction(clauses: Iterable[Clause]) -> list[Clause]:
    """The first binding demand of each strategy that no sanction or bonus stands behind."""
    return _without(clauses, "sanction")


def _without(clauses: Iterable[Clause], what: str) -> list[Clause]:
    listed = list(clauses)
    backed = {clause.strategy for clause in listed if clause.live and _backs(clause, what)}
    missing: dict[str, Clause] = {}
    for clause in demands(listed, ("minimum_requirement", "contract_term")):
        if clause.strength == "binding" and clause.strategy not in backed and clause.strategy not in missing:
            missing[str(clause.strategy)] = clause
    return list(missing.values())


def _backs(clause: Clause, what: str) -> bool:
    if what == "documentation" and clause.role == "documentation":
        return True
    tongue = tongues()[clause.language if clause.language in LANGUAGES else "da"]
    return bool(tongue.spots(what, fold(clause.text).lower))


def conflicting_numbers(clauses: Iterable[Clause], documents: Iterable[Document] = ()) -> list[Conflict]:
    """Binding clauses of one strategy and unit in two documents whose numbers exclude each other.

    The precedence clauses of the documents are quoted, so that a reader can see which number holds.
    """
    listed = [
        clause for clause in demands(clauses, ("minimum_requirement", "contract_term")) if clause.strength == "binding"
    ]
    pairs = [
        (first, second, numbers)
        for first, second in combinations(listed, 2)
        if first.strategy == second.strategy and first.place.file != second.place.file
        if (numbers := _clash(first, second)) is not None
    ]
    if not pairs:
        return []
    precedence = tuple(precedence_clauses(documents))
    return [Conflict(str(first.strategy), first, second, numbers, precedence) for first, second, numbers in pairs]


def _clash(first: Clause, second: Clause) -> tuple[Quantity, Quantity] | None:
    """Two numbers of the same unit, comparator and object that differ; None when every number agrees."""
    for one in first.quantities:
        same = [other for other in second.quantities if other.unit == one.unit and other.comparator == one.comparator]
        near = [other for other in same if not (other.of and one.of and other.of != one.of)]
        if near and all(other.value != one.value for other in near):
            return one, near[0]
    return None


def precedence_clauses(documents: Iterable[Document]) -> list[Block]:
    """The blocks that say which of the documents goes before which when they conflict."""
    words = _precedence()
    found: list[Block] = []
    for document in documents:
        for block in document.blocks:
            if block.struck or block.toc or block.kind == "heading":
                continue
            lower = fold(block.text).lower
            if words.may_hold(lower) and words.find(lower):
                found.append(block)
    return found


@cache
def _precedence() -> Matcher:
    """The words of precedence of every language."""
    return Matcher(pattern for language in LANGUAGES for pattern in tongues()[language].cues.get("precedence", ()))
