"""One project as `circular lca` shows it: what was read, computed and judged, gathered for every format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from circular.building.model import Building
from circular.faults import Fault
from circular.language import Words
from circular.lca.model import Assessment
from circular.lca.sensitivity import Influence

Verdict = Literal["pass", "fail", "unknown", "not_applicable"]
NAMES = ("building", "construction_process")
BUILT = ("A1-A3", "B4", "C3", "C4")


@dataclass(frozen=True)
class LcaView:
    """A case, or the fault that kept it from being one."""

    name: str
    judged_on: date
    building: Building | None = None
    assessment: Assessment | None = None
    limits: tuple[Any, ...] = ()
    """One entry for each regime, name and possible value; the case's own regime first."""
    low_emission_class: Any = None
    municipal: tuple[Any, ...] = ()
    """Findings of the municipality's own limits."""
    exempt: tuple[Any, ...] = ()
    """Findings of the law's limits that do not apply, with the reason."""
    verdict: Verdict = "not_applicable"
    """Over the limits that decide: the law's and the municipality's own."""
    influences: tuple[Influence, ...] = ()
    swap: Words | None = None
    """The smallest swap that cures the first broken limit, or that none does."""
    price_dkk_per_tonne: Decimal | None = None
    price_source: str | None = None
    profile: bool = False
    fault: Fault | None = None

    @property
    def own_limits(self) -> list[Any]:
        """The limits of the regime that decides the case."""
        return [limit for limit in self.limits if is_own(limit)]

    @property
    def next_limits(self) -> list[Any]:
        """What comes later, for information."""
        return [limit for limit in self.limits if not is_own(limit)]


def by_element(assessment: Assessment) -> dict[str, dict[str, Decimal | None]]:
    """kg of each module by element, what is removed left out, the heaviest element first; None where a row is not told."""
    sums: dict[str, dict[str, Decimal | None]] = {}
    for row in assessment.elements:
        if row.status == "removed":
            continue
        into = sums.setdefault(row.element, dict.fromkeys(BUILT, Decimal(0)))
        for name in BUILT:
            before, more = into[name], row.modules.get(name)
            into[name] = None if before is None or more is None else before + more
    weight = {name: sum((kg for kg in parts.values() if kg is not None), Decimal(0)) for name, parts in sums.items()}
    return {name: sums[name] for name in sorted(sums, key=lambda name: -weight[name])}


def is_own(limit: Any) -> bool:
    return bool(getattr(limit, "decides", True))


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict where several values are possible: one in all of them; pass beside not_applicable is pass; else unknown."""
    seen = set(verdicts)
    if len(seen) == 1:
        return seen.pop()
    if not seen:
        return "not_applicable"
    return "pass" if seen == {"pass", "not_applicable"} else "unknown"


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Any fail is fail, any unknown unknown, else pass; what does not apply is left out."""
    seen = set(verdicts)
    for verdict in ("fail", "unknown", "pass"):
        if verdict in seen:
            return verdict
    return "not_applicable"
