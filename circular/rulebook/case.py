"""A case as the rules see it: facts with names, what may be several things at once, and the tender behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.building.model import Building
    from circular.lca.model import Assessment
    from circular.tender.model import Tender

SUBJECTS_OF = {
    "tender": ("tender",),
    "notice": ("tender", "notice"),
    "building": ("building",),
    "mixed": ("tender", "building"),
    "owner_strategy": ("owner_strategy",),
    "portfolio": ("portfolio",),
}


@dataclass(frozen=True)
class Case:
    """What is judged."""

    name: str
    kind: str
    facts: Mapping[str, Any]
    several: Mapping[str, tuple[tuple[Any, ...], str]] = field(default_factory=dict)
    """Facts that may be any of several values, with the mark that says why ('contested', 'mixed use')."""
    tender: Tender | None = None
    building: Building | None = None
    assessment: Assessment | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects whose rules are judged."""
        subjects = SUBJECTS_OF.get(self.kind, (self.kind,))
        return (*subjects, "notice") if "notice_lots" in self.facts and "notice" not in subjects else subjects


def case_of(
    name: str,
    *,
    kind: str,
    tender: Tender | None = None,
    building: Building | None = None,
    assessment: Assessment | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Case:
    """A case from what was read; `overrides` are facts that the user told and outweigh the documents."""
    facts: dict[str, Any] = {"name": name}
    several: dict[str, tuple[tuple[Any, ...], str]] = {}
    if tender is not None:
        from circular.rulebook.facts_of_tender import tender_facts

        told, open_facts = tender_facts(tender)
        from circular.rulebook.facts_of_notice import notice_facts

        facts |= told
        facts |= notice_facts(tender)
        several |= open_facts
    if building is not None:
        from circular.rulebook.facts_of_building import building_facts, demanded_facts

        told = building_facts(building, assessment)
        facts |= {fact: value for fact, value in told.items() if value is not None or fact not in facts}
        several = {fact: ways for fact, ways in several.items() if told.get(fact) is None}
        if isinstance(building.building_type, dict):
            several["building_type"] = (tuple(building.building_type), "mixed use")
        if tender is not None:
            facts |= demanded_facts(tender)
    for fact, value in (overrides or {}).items():
        facts[fact] = value
        several.pop(fact, None)
    return Case(name, kind, facts, several, tender, building, assessment)
