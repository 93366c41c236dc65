"""Many notices held against each other: by country, CPV division, year and category, in constant memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from circular.rulebook.clause_search import search_words
from circular.rulebook.notice_codes import notice_codes

DIMENSIONS = ("country", "division", "year", "category")
RULES = "NOT-"
MOST_UNREAD = 20
"""So many of the cases that could not be judged are named; all are counted."""


@dataclass
class Tally:
    """What is counted of a group of notices."""

    notices: int = 0
    lots: int = 0
    demanding: int = 0
    """Notices with a binding circular demand in them."""
    tagged: int = 0
    """Notices with a lot tagged circ-econ."""
    weighed: int = 0
    """Lots that tell the weights of all their award criteria."""
    green: float = 0.0
    """Sum over these lots of the percent that green criteria weigh."""
    contradicted: int = 0
    """Notices with a contradiction."""
    contradictions: int = 0
    """Lots that contradict themselves, counted once a rule."""
    by_rule: Counter[str] = field(default_factory=Counter)
    """Rule -> lots in which it fails, notes too."""

    @property
    def demand_share(self) -> float | None:
        """Notices with a demand, percent of all."""
        return 100 * self.demanding / self.notices if self.notices else None

    @property
    def green_weight(self) -> float | None:
        """What green criteria weigh on average, percent, over the lots that tell their weights."""
        return self.green / self.weighed if self.weighed else None


@dataclass
class Summary:
    """What many notices say together."""

    total: Tally = field(default_factory=Tally)
    groups: dict[str, dict[str, Tally]] = field(default_factory=lambda: {name: {} for name in DIMENSIONS})
    """Dimension -> value ('' where it is not told) -> tally. A notice of two categories counts in both."""
    titles: dict[str, str] = field(default_factory=dict)
    """Rule -> what holds when it does."""
    unread: int = 0
    unread_named: list[tuple[str, str]] = field(default_factory=list)
    """(case, why) of the first ones."""
    others: int = 0
    """Cases that hold no notice."""

    def add(self, case: Mapping[str, Any]) -> None:
        """Count one CASE of circular/check/1."""
        if case.get("error"):
            self.unread += 1
            if len(self.unread_named) < MOST_UNREAD:
                self.unread_named.append((str(case["name"]), str(case["error"].get("fault", ""))))
            return
        notice = case.get("notice")
        if not notice:
            self.others += 1
            return
        counted = tally_of(case)
        for finding in case["findings"]:
            if finding["code"].startswith(RULES):
                self.titles.setdefault(finding["code"], finding["title"])
        _into(self.total, counted)
        for name, values in _keys(case, notice).items():
            for value in values:
                _into(self.groups[name].setdefault(value, Tally()), counted)

    def rows(self, dimension: str) -> list[tuple[str, Tally]]:
        """The groups of a dimension: years in order, the others by number."""
        items = self.groups[dimension].items()
        return sorted(items, key=lambda item: item[0] if dimension == "year" else (-item[1].notices, item[0]))


def summary_of(cases: Iterable[Mapping[str, Any]]) -> Summary:
    """The summary of cases that are looked at one by one and not kept."""
    found = Summary()
    for case in cases:
        found.add(case)
    return found


def tally_of(case: Mapping[str, Any]) -> Tally:
    """What one case counts."""
    notice = case["notice"]
    lots = [lot for lot in notice["lots"] if lot["scheme"] == "Lot"]
    failing = [one for one in case["findings"] if one["code"].startswith(RULES) and one["verdict"] == "fail"]
    by_rule = Counter({one["code"]: len(one["places"]) for one in failing})
    against = sum(len(one["places"]) for one in failing if one["severity"] != "note")
    circular = {clause["place"]["xpath"] for clause in case["clauses"] if clause["strategy"] and not clause["struck"] and not clause["barrier"]}  # fmt: skip
    shares = [share for lot in lots if (share := green_share(lot, circular)) is not None]
    return Tally(
        notices=1, lots=len(lots), demanding=int(any(_demands(clause) for clause in case["clauses"])),
        tagged=int(any(notice_codes().circular in lot["impact"] for lot in lots)), weighed=len(shares), green=sum(shares),
        contradicted=int(against > 0), contradictions=against, by_rule=by_rule,
    )  # fmt: skip


def green_share(lot: Mapping[str, Any], circular: set[str | None]) -> float | None:
    """The percent that the green criteria of a lot weigh; None where not all weights are told."""
    criteria = lot["criteria"]
    if not criteria or any(one["share"] is None for one in criteria):
        return None
    green = notice_codes().green_criteria
    return sum(
        float(one["share"])
        for one in criteria
        if one["xpath"] in circular or green.search(f"{one['name']} {one['description']}")
    )


def _demands(clause: Mapping[str, Any]) -> bool:
    return (
        clause["strength"] == "binding" and bool(clause["strategy"]) and clause["strategy"] != "by_reference"
        and not clause["struck"] and not clause["barrier"] and clause["role"] in search_words().roles
    )  # fmt: skip


def _keys(case: Mapping[str, Any], notice: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    codes = notice["cpv"] or next((lot["cpv"] for lot in notice["lots"] if lot["cpv"]), ())
    return {
        "country": (notice["country"] or "",), "division": (codes[0][:2] if codes else "",),
        "year": ((notice["published"] or "")[:4],), "category": tuple(case["categories"]) or ("",),
    }  # fmt: skip


def _into(whole: Tally, part: Tally) -> None:
    whole.notices += part.notices
    whole.lots += part.lots
    whole.demanding += part.demanding
    whole.tagged += part.tagged
    whole.weighed += part.weighed
    whole.green += part.green
    whole.contradicted += part.contradicted
    whole.contradictions += part.contradictions
    whole.by_rule.update(part.by_rule)
