"""Recomputes the plan of a large stock from its raw arrays, year by year and in exact numbers; shares nothing with the model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from circular.optimise.emission import Emission, Factors
from circular.optimise.energy_label import LABELS
from circular.optimise.portfolio_certify import Certified, money
from circular.optimise.portfolio_model import ELECTRIC, FOSSIL
from circular.optimise.stock_arrays import BARS, CARRIERS, StockArrays, Whole
from circular.stages import stage

Built = Sequence[tuple[int, int, int, int]]
"""(building, package, year, copies) for everything that is built."""


@stage("certify")
def certify_arrays(stock: StockArrays, built: Built, factors: Factors | None = None) -> Certified:
    """Value, spending and broken rules of a plan: every krone a whole number, every kWh and kg a decimal."""
    head, broken = stock.head, list[str]()
    cost, label = dict.fromkeys(head.years, 0), dict.fromkeys(head.years, 0)
    sites, embodied = dict.fromkeys(head.years, 0), dict.fromkeys(head.years, Decimal(0))
    left = {b: int(weight) for b, weight in enumerate(stock.weight.tolist())}
    energy: dict[tuple[str, int, int], Decimal] = defaultdict(Decimal)
    first, end = head.years[0], head.years[0] + head.horizon_years
    emission = Emission(head, factors)
    recount = Recount(stock, emission)

    def buys(carrier: str, heat: float, electricity: float, since: int, until: int, copies: int) -> None:
        if heat:
            energy["electricity" if carrier in ELECTRIC else carrier, since, until] += _exact(heat) * copies
        energy["electricity", since, until] += _exact(electricity) * copies

    for b, p, year, copies in built:
        if not stock.first[b] <= p < stock.first[b + 1] or year not in cost or copies < 1:
            broken.append(f"{stock.ids[b]}: package {p} in {year} is none of its courses")
            continue
        left[b] -= copies
        cost[year] += int(stock.cost[p]) * copies
        label[year] += int(stock.label[p]) * copies
        sites[year] += copies
        embodied[year] += _exact(float(stock.embodied[p])) * copies
        now, then = CARRIERS[stock.now_carrier[b]], CARRIERS[stock.carrier[p]]
        buys(now, float(stock.now_heat[b]), float(stock.now_electricity[b]), first, year + 1, copies)
        buys(then, float(stock.heat[p]), float(stock.electricity[p]), year + 1, end, copies)
        if (out := head.fossil_heating_out_by) is not None and out <= head.years[-1]:
            carriers = (now, then) if year > out else (then,)
            if any(carrier in FOSSIL for carrier in carriers):
                broken.append(f"{stock.ids[b]}: still gas or oil after {out}")
        broken += recount.built(b, p, year, copies)
    for b, copies in left.items():
        if copies < 0:
            broken.append(f"{stock.ids[b]} gets more than one package")
        if copies <= 0:
            continue
        now = CARRIERS[stock.now_carrier[b]]
        buys(now, float(stock.now_heat[b]), float(stock.now_electricity[b]), first, end, copies)
        if (out := head.fossil_heating_out_by) is not None and out <= head.years[-1] and now in FOSSIL:
            broken.append(f"{stock.ids[b]}: still gas or oil after {out}")
        broken += recount.left_alone(b, copies)
    by_carrier: dict[str, dict[int, Decimal]] = {}
    for carrier in sorted({key[0] for key in energy}):
        yearly = emission.yearly(carrier)  # type: ignore[arg-type]
        kwh = dict.fromkeys(range(first, end + 1), Decimal(0))
        for (of, since, until), amount in energy.items():
            if of == carrier:
                kwh[since] += amount
                kwh[until] -= amount
        running, by_carrier[carrier] = Decimal(0), {}
        for year in range(first, end):
            running += kwh[year]
            by_carrier[carrier][year] = running * yearly[year - first]
    kg = sum((kg for of in by_carrier.values() for kg in of.values()), Decimal(0)) + sum(embodied.values(), Decimal(0))
    carried = money(head, cost, broken)
    for year, floor in sorted(head.label_spend_floor_dkk.items()):
        if label[year] < floor:
            broken.append(f"label spending {label[year]} in {year} is below the floor {floor}")
    broken += recount.rows({year: sum((of[year] for of in by_carrier.values()), Decimal(0)) for year in range(first, end)}, sites)  # fmt: skip
    before = sum((amount for (_, since, _), amount in energy.items() if since == first), Decimal(0))
    after = sum((amount for (_, _, until), amount in energy.items() if until == end), Decimal(0))
    return Certified(
        kg, sum(cost.values()), cost, carried, label, tuple(broken), by_carrier, embodied, recount.labels(built), (before, after), sites
    )  # fmt: skip


class Recount:
    """Counts the demands beyond money and fossil heat from the arrays, one building at a time."""

    def __init__(self, stock: StockArrays, emission: Emission) -> None:
        self.stock, self.emission = stock, emission
        self.used = dict.fromkeys(stock.head.stock, Decimal(0))
        self.pv = dict.fromkeys(stock.head.years, Decimal(0))

    def built(self, b: int, p: int, year: int, copies: int) -> list[str]:
        stock, head, name = self.stock, self.stock.head, f"{self.stock.ids[b]}: {self.stock.names[p]} in {year}"
        said = []
        over = year < (head.settled_before or 0)
        if stock.uses is not None:
            for k, key in enumerate(head.stock):
                self.used[key] += _exact(float(stock.uses[k, p])) * copies
        if stock.pv is not None:
            self.pv[year] += _exact(float(stock.pv[p])) * copies
        if stock.barred is not None and stock.barred[p] and not over:
            said.append(f"{name}: forbidden by {BARS[stock.barred[p]]}")
        if stock.closed is not None and stock.closed[b, head.years.index(year)] and not over:
            said.append(f"{name}: the building is closed that year")
        asked = head.label_by
        if asked is not None and asked.year <= head.years[-1]:
            has = [self._label(stock.label_after, p)] + ([self._label(stock.now_label, b)] if year > asked.year else [])
            if any(label is None or LABELS.index(label) > LABELS.index(asked.label) for label in has):
                said.append(f"{name}: label below {asked.label} after {asked.year}")
        if (limit := head.low_emission_class) is not None and year >= limit.since and not over and self._class(b, p, year) > limit.limit:  # fmt: skip
            said.append(f"{name}: above the class {limit.limit}")
        for one in head.pin.get(stock.ids[b], ()):
            if one.package not in (None, stock.names[p]) or one.year not in (None, year):
                said.append(f"{name}: is not what is pinned")
        if head.settled_before is not None:
            past = [(one.year, one.package) for one in head.settled.get(stock.ids[b], ())]
            if (past or year < head.settled_before) and past != [(year, stock.names[p])]:
                said.append(f"{name}: the past is not what was executed")
        return said

    def left_alone(self, b: int, copies: int) -> list[str]:
        head, said = self.stock.head, []
        if head.pin.get(self.stock.ids[b]) or head.settled.get(self.stock.ids[b]):
            said.append(f"{self.stock.ids[b]}: what is pinned or executed is missing")
        asked = head.label_by
        if asked is not None and asked.year <= head.years[-1]:
            has = self._label(self.stock.now_label, b)
            if has is None or LABELS.index(has) > LABELS.index(asked.label):
                said.append(f"{self.stock.ids[b]}: label below {asked.label} after {asked.year}")
        return said

    def _label(self, ranks: Whole | None, at: int) -> str | None:
        return None if ranks is None or ranks[at] < 0 else LABELS[ranks[at]]

    def _class(self, b: int, p: int, year: int) -> Decimal:
        stock, study = self.stock, 50
        assert stock.heated_area is not None and stock.reference_area is not None
        carrier = CARRIERS[stock.carrier[p]]
        kg = Decimal(0)
        for when in range(year + 1, year + 1 + study):
            if stock.heat[p]:
                kg += _exact(float(stock.heat[p])) * self.emission.long(carrier, when, 1)
            kg += _exact(float(stock.electricity[p])) * self.emission.long("electricity", when, 1)
        value = _exact(float(stock.embodied[p])) / (study * _exact(float(stock.reference_area[b])))
        value += kg / (study * _exact(float(stock.heated_area[b])))
        return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    def rows(self, kg: dict[int, Decimal], sites: dict[int, int]) -> list[str]:
        head = self.stock.head
        said = [f"{kg[y]} kg in {y} is above the cap {cap}" for y, cap in head.max_kg_co2e.items() if kg[y] > cap]
        said += [f"{sites[y]} buildings at once in {y}, more than {n}" for y, n in head.max_buildings_at_once.items() if sites[y] > n]  # fmt: skip
        said += [f"{self.used[key]} of {key}, more than {most}" for key, most in head.stock.items() if self.used[key] > most]  # fmt: skip
        for year, least in head.min_pv_kwh_year.items():
            has = sum((amount for when, amount in self.pv.items() if when <= year), Decimal(0))
            if has < least:
                said.append(f"{has} kWh of solar electricity by {year}, less than {least}")
        return said

    def labels(self, built: Built) -> tuple[dict[str, int], dict[str, int]]:
        """Buildings by label before and after; empty when the stock was read without labels."""
        stock = self.stock
        if stock.now_label is None or stock.label_after is None:
            return {}, {}
        before, after = Counter[str](), Counter[str]()
        for b, weight in enumerate(stock.weight.tolist()):
            before[self._label(stock.now_label, b) or "?"] += weight
            after[self._label(stock.now_label, b) or "?"] += weight
        for b, p, _, copies in built:
            after[self._label(stock.now_label, b) or "?"] -= copies
            after[self._label(stock.label_after, p) or "?"] += copies
        return dict(before), {name: count for name, count in after.items() if count}


def _exact(value: float) -> Decimal:
    """The decimal that was written, from its nearest float."""
    return Decimal(repr(float(value)))
