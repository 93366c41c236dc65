"""The facts of a tender package by the names of rules/facts/tender.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.tender.model import AwardTable, Tender

CONTESTED = "_contested"
JUDGED_ABSENT = (
    "divided_into_lots", "lots_reason_given", "cost_method_given", "co2_price_given", "co2_price_sourced",
    "climate_in_costs", "transport_involved", "buses_involved", "timber_involved", "waste_involved", "vague", "placeholders",
    "conflicts",
)  # fmt: skip
"""Nobody has told these when they were not found and not everything was read."""
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
    if unread(tender):
        facts |= {name: None for name in JUDGED_ABSENT if not facts.get(name)}
        facts["clauses"] = [_open(item) for item in facts["clauses"]]
    return facts, {name: (tuple(dict.fromkeys(values)), "contested") for name, values in ways.items()}


def unread(tender: Tender) -> bool:
    """Whether a document that usually carries demands was not wholly read, or is referred to and absent."""
    from circular.rulebook.clause_search import incomplete

    return bool(incomplete(tender, (), ())[1])


def _open(item: dict[str, Any]) -> dict[str, Any]:
    """A clause whose proof and sanction may stand in what was not read."""
    return {**item, **{name: item[name] or None for name in ("documented", "followed_up")}}


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
    """The buyer's clauses, each with whether proof is asked for and a consequence stands behind it."""
    from circular.tender.proof import stand_behind

    clauses = _of_buyer(tender)
    proved, backed = stand_behind(tender, clauses)
    return [{**clause_item(one), "documented": id(one) in proved, "followed_up": id(one) in backed} for one in clauses]


def _conflicts(tender: Tender) -> list[dict[str, Any]]:
    """Demands of one thing whose numbers exclude each other, quoted with the clause on precedence where there is one."""
    from circular.tender.agreement import disagreements

    found = []
    for one in disagreements(tender, _of_buyer(tender)):
        said = [(one.first.place.file, one.first.text), (one.second.place.file, one.second.text)]
        said += [(block.place.file, block.text) for block in one.precedence[:1]]
        text = " · ".join(f"{file}: “{' '.join(words.split())}”" for file, words in said)
        found.append({"text": text, "_whole": True, "_places": (one.first.place, one.second.place)})
    return found


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
