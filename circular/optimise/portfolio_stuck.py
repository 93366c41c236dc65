"""Why no course fits a building: each rule with how many courses it removed and the nearest miss, and the rules that suffice together."""

from __future__ import annotations

from itertools import combinations

from circular.language import Language, listing
from circular.optimise.emission import Emission
from circular.optimise.model import Explanation, Needs
from circular.optimise.portfolio_conflicts import rule_name
from circular.optimise.portfolio_masks import Miss, misses
from circular.optimise.portfolio_model import FOSSIL, Portfolio
from circular.optimise.trajectories import Lives, sequences

UNITS = {
    "fossil_heating_out_by": "year", "label_by": "label", "u_values": "w_m2k", "low_emission_class": "kg_co2e_m2_year",
}  # fmt: skip
NO_MEASURE = 1000
"""Distance of a miss that has no number: nobody has told the value."""


def stuck(portfolio: Portfolio, life: Lives, emission: Emission, language: Language) -> list[Explanation]:
    """One explanation a rule, the one with the nearest miss first; last the smallest set of rules that removes everything."""
    order = sorted(
        life.removed, key=lambda rule: (rule not in life.nearest, -life.removed[rule], rule)
    )  # a rule that is missed alone is the one to look at
    found = [_rule(portfolio, life, rule, language) for rule in order]
    if len(order) > 1:
        found.append(_together(portfolio, life, emission, language))
    return found


def _rule(portfolio: Portfolio, life: Lives, rule: str, language: Language) -> Explanation:
    side, english = life.building.id, language == "en"
    count, near = life.removed[rule], life.nearest.get(rule)
    text = (
        f"{side}: {rule_name(portfolio, rule, 'da')} fjernede {count} forløb",
        f"{side}: {rule_name(portfolio, rule, 'en')} removed {count} courses",
    )[english]
    ways = [package for package in life.building.packages if package.heating not in FOSSIL]
    if rule == "fossil_heating_out_by" and not ways:
        carrier = life.building.now.heating
        text += (f"; ingen pakke får bygningen af {carrier} senest {portfolio.fossil_heating_out_by}.", f"; no package takes the building off {carrier} by {portfolio.fossil_heating_out_by}.")[english]  # fmt: skip
        needs = Needs(what="package_without_fossil_heating", value=None, unit="package")
    elif near is None:
        text += (" og altid sammen med en anden regel.", ", always together with another rule.")[english]
        needs = Needs(what=rule, value=None, unit=UNITS.get(rule, "course"))
    else:
        text += _near(near, english)
        measured = near.by < NO_MEASURE and near.value != "?"
        needs = Needs(what=rule, value=float(near.by) if measured else None, unit=UNITS.get(rule, "course"))
    return Explanation(level="building", building=life.building.id, rule=rule, text=text, needs=needs)


def _near(near: Miss, english: bool) -> str:
    if near.rule == "fossil_heating_out_by":
        if near.by >= NO_MEASURE:
            return (f"; nærmest: bygningen bliver på {near.value}, fristen er {near.limit}.", f"; nearest: the building stays on {near.value}, the deadline is {near.limit}.")[english]  # fmt: skip
        return (f"; nærmest: {near.by} år for sent ({near.value}, fristen er {near.limit}).", f"; nearest: {near.by} years late ({near.value}, the deadline is {near.limit}).")[english]  # fmt: skip
    if near.rule == "label_by" and near.value == "?":
        return ("; pakkerne fortæller ikke mærket bagefter (label_after).", "; the packages do not tell the label afterwards (label_after).")[english]  # fmt: skip
    if near.by >= NO_MEASURE:
        name = near.value.partition(":")[0]
        return (f"; “{name}” fortæller ikke, hvad den ændrer, eller U-værdien.", f"; “{name}” does not tell what it changes, or the U-value.")[english]  # fmt: skip
    return (f"; nærmest: {near.value}, kravet er {near.limit}.", f"; nearest: {near.value}, the demand is {near.limit}.")[english]  # fmt: skip


def _together(portfolio: Portfolio, life: Lives, emission: Emission, language: Language) -> Explanation:
    """The smallest set of rules of which every course breaks at least one."""
    broken = [
        {miss.rule for miss in misses(portfolio, life.building, steps, emission)}
        for steps in sequences(portfolio, life.building)
    ]
    rules = sorted(life.removed)
    smallest = next(
        (
            kept
            for count in range(1, len(rules) + 1)
            for kept in combinations(rules, count)
            if all(set(kept) & one for one in broken)
        ),
        tuple(rules),
    )
    names = [rule_name(portfolio, rule, language) for rule in smallest]
    if len(names) == 1:
        text = (f"{life.building.id}: alene {names[0]} er nok til, at intet passer.", f"{life.building.id}: {names[0]} alone leaves nothing that fits.")  # fmt: skip
    else:
        text = (f"{life.building.id}: {listing(names, 'da')} kan ikke holdes på én gang.", f"{life.building.id}: {listing(names, 'en')} cannot all be kept.")  # fmt: skip
    return Explanation(level="set", building=life.building.id, rule=" + ".join(smallest), text=text[language == "en"])
