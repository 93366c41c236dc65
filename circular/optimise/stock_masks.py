"""The rules that forbid courses of a large stock, each as one mark a course."""

from __future__ import annotations

import numpy as np

from circular.optimise.demands import study_period
from circular.optimise.emission import Emission
from circular.optimise.energy_label import LABELS
from circular.optimise.portfolio_masks import CLASS_DECIMALS, meets
from circular.optimise.portfolio_model import ELECTRIC
from circular.optimise.stock_arrays import BARS, CARRIERS, FOSSIL_CODES, Floats, Marks, StockArrays, Whole


def barred_by(stock: StockArrays, package: Whole, year: Whole, group: Whole, emission: Emission) -> dict[str, Marks]:
    """Rule -> (N,) the courses it forbids; only rules that are asked for."""
    head = stock.head
    found: dict[str, Marks] = {}
    built = package >= 0
    when = np.array([*head.years, head.years[0] - 1])[year]
    if head.settled_before is not None:
        found["executed"] = _history(stock, package, when, group, head.settled_before)
    if head.pin:
        found["pin"] = _unpinned(stock, package, when, group)
    deadline = head.fossil_heating_out_by
    if deadline is not None and deadline <= head.years[-1]:
        now, then = np.isin(stock.now_carrier, FOSSIL_CODES)[group], np.isin(stock.carrier, FOSSIL_CODES)
        found["fossil_heating_out_by"] = _too_late(built, when, deadline, now, _of(then, package, now))
    if head.label_by is not None and head.label_by.year <= head.years[-1]:
        need = LABELS.index(head.label_by.label)
        short = _short(stock.now_label, stock.buildings, need)[group]
        after = _short(stock.label_after, stock.packages, need)
        found["label_by"] = _too_late(built, when, head.label_by.year, short, _of(after, package, short))
    if stock.barred is not None:
        bar = np.where(built, stock.barred[package] if stock.packages else 0, 0)
        found.update({name: bar == code for code, name in enumerate(BARS) if code and (stock.barred == code).any()})
    if head.low_emission_class is not None:
        found["low_emission_class"] = _above_class(stock, package, year, group, emission)
    if stock.closed is not None:
        found["closed_years"] = built & stock.closed[group, year]
    if head.settled_before is not None:
        over = built & (when < head.settled_before)
        for name in (*BARS[1:], "low_emission_class", "closed_years"):
            if name in found:
                found[name] = found[name] & ~over
    return found


def _of(marks: Marks, package: Whole, other: Marks) -> Marks:
    """(N,) the package's mark, or the other where nothing is built."""
    return np.where(package >= 0, marks[package], other) if len(marks) else other


def _too_late(built: Marks, when: Whole, deadline: int, now: Marks, then: Marks) -> Marks:
    """What stands at the end of the deadline's year or later is not allowed; `now` stands until something is built."""
    late = when > deadline
    return np.asarray(np.where(built, then | (late & now), now))


def _short(rank: Whole | None, count: int, need: int) -> Marks:
    return np.ones(count, dtype=bool) if rank is None else (rank < 0) | (rank > need)


def _above_class(stock: StockArrays, package: Whole, year: Whole, group: Whole, emission: Emission) -> Marks:
    """Courses whose value, rounded half up, is above the class, where they are built in or after its first year."""
    asked, head, study = stock.head.low_emission_class, stock.head, study_period()
    assert asked is not None and stock.heated_area is not None and stock.reference_area is not None
    forbidden = np.zeros(len(package), dtype=bool)
    step = 10.0**-CLASS_DECIMALS
    limit = np.floor(float(asked.limit) / step + 1e-9) * step + step / 2
    owner = stock.owner
    for t, when in enumerate(head.years):
        if when < asked.since:
            continue
        sums = np.zeros(len(CARRIERS))
        for code in np.unique(stock.carrier[stock.heat > 0]):
            carrier = CARRIERS[code]
            sums[code] = float(emission.long("electricity" if carrier in ELECTRIC else carrier, when + 1, study))
        energy = stock.heat * sums[stock.carrier] + stock.electricity * float(emission.long("electricity", when + 1, study))  # fmt: skip
        value = _per_m2(stock.embodied, stock.reference_area[owner], study) + _per_m2(energy, stock.heated_area[owner], study)  # fmt: skip
        at = np.flatnonzero(year == t)
        forbidden[at] = value[package[at]] > limit * (1 - 1e-12)
    return forbidden


def _per_m2(kg: Floats, area: Floats, study: int) -> Floats:
    return kg / (study * area)


def _unpinned(stock: StockArrays, package: Whole, when: Whole, group: Whole) -> Marks:
    """Courses of a pinned building that are not what is pinned."""
    forbidden = np.zeros(len(package), dtype=bool)
    where = {name: b for b, name in enumerate(stock.ids) if name in stock.head.pin}
    for name, pins in stock.head.pin.items():
        at = np.arange(*np.searchsorted(group, [where[name], where[name] + 1])) if name in where else np.arange(0)
        for j in at.tolist():
            p = int(package[j])
            if any(p < 0 or not meets(one, stock.names[p], int(when[j])) for one in pins):
                forbidden[j] = True
    return forbidden


def _history(stock: StockArrays, package: Whole, when: Whole, group: Whole, since: int) -> Marks:
    """In the years that are over, exactly what was built."""
    forbidden = (package >= 0) & (when < since)
    settled = stock.head.settled
    for b, name in enumerate(stock.ids):
        if not settled.get(name):
            continue
        for j in np.arange(*np.searchsorted(group, [b, b + 1])).tolist():
            p = int(package[j])
            same = p >= 0 and [(one.year, one.package) for one in settled[name]] == [(int(when[j]), stock.names[p])]
            forbidden[j] = not same
    return forbidden
