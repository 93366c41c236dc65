"""Tells a clause to a reader: its summary in one line, and the decision step by step."""

from __future__ import annotations

from circular.clauses.because import evidence_said
from circular.clauses.model import Clause, Quantity
from circular.clauses.names import word
from circular.clauses.strategies import unit_name
from circular.language import Language, number

KINDS = {
    "term": ("ord", "words"), "modality": ("udsagnsmåde", "modality"), "role": ("rolle", "role"),
    "context": ("sammenhæng", "context"), "negation": ("benægtelse", "negation"),
}  # fmt: skip
SIGNS = {">=": "≥ ", "<=": "≤ ", "=": "", ">": "> ", "<": "< "}


def quantity_text(quantity: Quantity, language: Language) -> str:
    """`≥ 20 % af materialerne`."""
    of = {"da": "af", "en": "of"}[language]
    rest = f" {of} {quantity.of}" if quantity.of else ""
    unit = unit_name(quantity.unit, language)
    return f"{SIGNS[quantity.comparator]}{number(quantity.value, language)} {unit}{rest}"


def summary(clause: Clause, language: Language) -> str:
    """`direkte genbrug: bindende, mindstekrav, ≥ 10 %`."""
    da = language == "da"
    about = word("strategy", clause.strategy, language) if clause.strategy else "–"
    if clause.concepts:
        about += " (" + ", ".join(_named(each, language) for each in clause.concepts) + ")"
    said = [
        word("mark", "struck", language) if clause.struck else
        word("mark", "barrier", language) if clause.barrier else word("strength", clause.strength, language),
        word("role", clause.role, language),
    ]  # fmt: skip
    said += [quantity_text(each, language) for each in clause.quantities]
    if clause.weight is not None or clause.weight_raw:
        weight = f"{number(clause.weight, language)} %" if clause.weight is not None else clause.weight_raw
        said.append(f"{'vægt' if da else 'weight'} {weight}")
    return f"{about}: {', '.join(said)}"


def _named(concept: str, language: Language) -> str:
    kind = "strategy" if word("strategy", concept, language) != concept.replace("_", " ") else "concept"
    return word(kind, concept, language)


def steps(clause: Clause, language: Language) -> list[str]:
    """The decision step by step: the words, what they do, the role, numbers, condition and exception."""
    da = language == "da"
    told = [f"{KINDS[each.kind][0 if da else 1]}: {evidence_said(each, language)}" for each in clause.evidence]
    if da and clause.because:
        told.append(clause.because)
    if clause.condition:
        told.append(f"{'betingelse' if da else 'condition'}: “{clause.condition}”")
    if clause.exception:
        told.append(f"{'undtagelse' if da else 'exception'}: “{clause.exception}”")
    told.append(f"{'sprog' if da else 'language'}: {clause.language}")
    return told
