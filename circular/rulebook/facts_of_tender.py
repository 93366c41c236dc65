"""The facts of a tender package by the names of rules/facts/tender.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.tender.model import AwardTable, Tender

CONTESTED = "_contested"
Several = dict[str, tuple[tuple[Any, ...], str]]


def tender_facts(tender: Tender) -> tuple[dict[str, Any], Several]:
    """The facts that are told, and those that the documents tell in several ways."""
    from circular.rulebook.vocabulary import vocabulary
    from circular.tender.said import said_of

    known = vocabulary().subjects["tender"]
    facts: dict[str, Any] = {"category": tender.categories or None, "lots": tender.lots}
    ways: dict[str, list[Any]] = {}
    for fact in tender.facts:
        name = fact.name.removesuffix(CONTESTED)
        if name not in known:
            continue
        if fact.name.endswith(CONTESTED):
            ways.setdefault(name, []).append(fact.value)
        elif known[name].type == "words":
            facts[name] = (*facts.get(name, ()), str(fact.value))
        else:
            facts[name] = fact.value
    facts["roles"] = tuple(dict.fromkeys(tender.roles.values()))
    facts["notice_only"] = bool(tender.documents) and set(tender.roles.values()) == {"notice"}
    facts["divided_into_lots"] = bool(tender.lots)
    facts |= said_of(tender)
    facts |= _lists(tender)
    return facts, {name: (tuple(dict.fromkeys(values)), "contested") for name, values in ways.items()}


def _lists(tender: Tender) -> dict[str, Any]:
    """The lists that `each`, `no_pair` and `weights_sum_to` walk through."""
    return {
        "documents": [
            {"file": d.file, "role": tender.roles.get(d.file, "other"), "status": d.status} for d in tender.documents
        ],
        "clauses": _clauses(tender),
        "conflicts": _conflicts(tender),
        "award_tables": [_table(table) for table in tender.award_tables],
        "criteria": [item for table in tender.award_tables for item in _table(table)["criteria"]],
        "placeholders": [{"text": one.text, "_place": one.place} for one in tender.placeholders],
        "references": [
            {"target": one.target, "resolved": one.resolved is not None, "carries_demands": one.carries_demands, "_place": one.place}
            for one in tender.references
        ],
        "labels": [
            {
                "name": one.name, "kind": one.kind, "or_equivalent": one.or_equivalent, "other_evidence": one.other_evidence,
                "strength": one.strength, "_place": one.place,
            }
            for one in tender.labels
        ],
        "prices": [{"kind": one.kind, "dkk": one.dkk, "text": one.text, "_place": one.place} for one in tender.prices],
        "struck_clauses": Decimal(sum(1 for one in tender.clauses if one.struck and one.strategy)),
        "circular_demands": Decimal(sum(1 for one in tender.clauses if one.live and one.strategy and one.strength == "binding")),
    }  # fmt: skip


def _of_buyer(tender: Tender) -> list[Clause]:
    from circular.tender.roles import voice_of

    return [one for one in tender.clauses if voice_of(tender.roles.get(one.place.file, "other")) == "buyer"]


def _clauses(tender: Tender) -> list[dict[str, Any]]:
    """The buyer's clauses; the first binding demand of each strategy tells whether proof and a sanction stand behind it."""
    from circular.clauses.cross import without_documentation, without_sanction

    clauses = _of_buyer(tender)
    unproved = {id(one) for one in without_documentation(clauses)}
    unbacked = {id(one) for one in without_sanction(clauses)}
    return [
        {**clause_item(one), "documented": id(one) not in unproved, "followed_up": id(one) not in unbacked}
        for one in clauses
    ]


def _conflicts(tender: Tender) -> list[dict[str, Any]]:
    """Demands of one strategy whose numbers exclude each other, quoted together."""
    from circular.clauses.cross import conflicting_numbers

    found = conflicting_numbers(_of_buyer(tender), tender.documents)
    return [{"text": f"{one.first.text} / {one.second.text}", "_place": one.second.place} for one in found]


def clause_item(clause: Clause) -> dict[str, Any]:
    """A clause as an item of the list `clauses`."""
    amounts = " ".join(f"{one.comparator} {one.value} {one.unit}" for one in clause.quantities)
    return {
        "strategy": clause.strategy, "concepts": clause.concepts, "role": clause.role, "strength": clause.strength,
        "barrier": clause.barrier, "struck": clause.struck, "live": clause.live, "has_number": bool(clause.quantities),
        "file": clause.place.file, "text": clause.text, "weight": clause.weight, "quantity": amounts or None,
        "_place": clause.place,
    }  # fmt: skip


def _table(table: AwardTable) -> dict[str, Any]:
    criteria = [
        {"name": one.name, "weight": one.weight, "parent": one.parent, "circular": one.circular, "_place": one.place}
        for one in table.criteria
    ]
    return {"unit": table.unit, "lot": table.lot, "total": table.total, "criteria": criteria, "_place": table.place}


def made_up(items: Mapping[str, Any]) -> dict[str, Any]:
    """The lists an example spells out, beside the empty ones of a package that has none."""
    empty = (
        "documents", "clauses", "award_tables", "criteria", "placeholders", "references", "labels", "prices", "vague",
        "conflicts",
    )  # fmt: skip
    return {**{name: [] for name in empty}, **items}
