"""The rules that forbid a whole course of a building: labels, U-values, class, protection, closed years, pins, bans, history.

Each rule answers with how far a course is from it: None where it holds, else a `Miss`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from circular.optimise.demands import study_period
from circular.optimise.emission import Emission
from circular.optimise.energy_label import LABELS, label_of
from circular.optimise.portfolio_model import FOSSIL, Package, Pinned, Portfolio, StockBuilding, Use

if TYPE_CHECKING:
    from circular.optimise.trajectories import Step

CLASS_DECIMALS = 1
"""A class is judged at this precision, rounded half up, as the check does."""


@dataclass(frozen=True)
class Miss:
    """A rule that a course breaks, and by how much."""

    rule: str
    by: Decimal
    """Distance to the rule; whole numbers where it has no measure."""
    value: str
    """What the course has."""
    limit: str
    """What the rule asks."""


def misses(portfolio: Portfolio, building: StockBuilding, steps: Sequence[Step], emission: Emission) -> list[Miss]:
    """Every rule that the course breaks."""
    course = Course(portfolio, building, tuple(steps), emission)
    return [miss for rule in RULES if (miss := rule(course)) is not None]


@dataclass(frozen=True)
class Course:
    """One course of one building, with what the rules ask of it."""

    portfolio: Portfolio
    building: StockBuilding
    steps: tuple[Step, ...]
    emission: Emission

    @cached_property
    def states(self) -> list[tuple[int, Use, str]]:
        """(year from whose end it stands, use, carrier) after each step; the first one is today's."""
        found: list[tuple[int, Use, str]] = [
            (self.portfolio.years[0] - 1, self.building.now, self.building.now.heating)
        ]
        for index, step in enumerate(self.steps):
            use: Use = step.package if index == 0 else step.package.after[self.steps[index - 1].package.name]
            found.append((step.year, use, step.package.heating))
        return found

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """What is not history: rules on works bind only these."""
        since = self.portfolio.settled_before
        return self.steps if since is None else tuple(step for step in self.steps if step.year >= since)

    def label_after(self, index: int) -> str | None:
        """Label once `index` steps are done; None where nobody has told us."""
        return label_of_state(self.portfolio, self.building, [step.package for step in self.steps[:index]])


def label_of_state(portfolio: Portfolio, building: StockBuilding, packages: Sequence[Package]) -> str | None:
    """The energy label with the packages built: the file's, else by the scale where the file asks for it, else unknown."""
    if not packages:
        told, use, carrier = building.now.label, building.now, building.now.heating
        state: Use = use
    else:
        last = packages[-1]
        carrier = last.heating
        if len(packages) == 1:
            told, state = last.label_after, last
        else:
            after = last.after[packages[0].name]
            told, state = after.label_after, after
    if told is not None or portfolio.label_scale is None:
        return told
    return label_of(state, carrier, building.heated_area_m2, building.building_type)


def fossil(course: Course) -> Miss | None:
    """Off gas and oil by the deadline, and never back."""
    deadline = course.portfolio.fossil_heating_out_by
    if deadline is None or deadline > course.portfolio.years[-1]:
        return None
    for index, (_, _, carrier) in enumerate(course.states):
        ends = course.states[index + 1][0] if index + 1 < len(course.states) else None
        if carrier in FOSSIL and (ends is None or ends > deadline):
            late = Decimal(ends - deadline) if ends is not None else Decimal(1000)
            return Miss("fossil_heating_out_by", late, f"{carrier} {ends or ''}".strip(), str(deadline))
    return None


def label(course: Course) -> Miss | None:
    """The demanded label from the end of the deadline's year on; an unknown label is none."""
    asked = course.portfolio.label_by
    if asked is None or asked.year > course.portfolio.years[-1]:
        return None
    need = LABELS.index(asked.label)
    worst: Miss | None = None
    for index in range(len(course.states)):
        ends = course.states[index + 1][0] if index + 1 < len(course.states) else None
        if ends is not None and (ends <= asked.year or ends == course.states[index][0]):
            continue
        has = course.label_after(index)
        by = Decimal(len(LABELS)) if has is None else Decimal(LABELS.index(has) - need)
        if by > 0 and (worst is None or by > worst.by):
            worst = Miss("label_by", by, has or "?", asked.label)
    return worst


def u_values(course: Course) -> Miss | None:
    """Changed elements keep to the demanded U-values; a package that does not tell what it changes is not let through."""
    demanded, worst = course.portfolio.u_values, None
    if not demanded:
        return None
    for step in course.open_steps:
        package = step.package
        if package.u_exempt:
            continue
        if package.touches is None:
            return Miss("u_values", Decimal(1000), f"{package.name}: ?", "touches")
        for element in package.touches:
            if element not in demanded:
                continue
            value = package.u_values.get(element)
            by = Decimal(1000) if value is None else value - demanded[element]
            if by > 0 and (worst is None or by > worst.by):
                worst = Miss("u_values", by, f"{package.name}: {element} {'?' if value is None else value}", str(demanded[element]))  # fmt: skip
    return worst


def low_emission_class(course: Course) -> Miss | None:
    """(embodied)/(50 A_ref) + (energy of the 50 years after the last package)/(50 A_heat), rounded as the check does."""
    asked = course.portfolio.low_emission_class
    if asked is None or not course.open_steps or course.steps[-1].year < asked.since:
        return None
    from circular.rulebook.rounding import round_half_up

    value = round_half_up(class_value(course), CLASS_DECIMALS)
    return (
        None if value <= asked.limit else Miss("low_emission_class", value - asked.limit, str(value), str(asked.limit))
    )


def class_value(course: Course) -> Decimal:
    """kg CO2e per m² and year of the course's renovation over the study period from the year after its last package."""
    years, building = study_period(), course.building
    year, use, carrier = course.states[-1]
    energy = use.electricity_kwh_year * course.emission.long("electricity", year + 1, years)
    if use.heat_kwh_year:
        energy += use.heat_kwh_year * course.emission.long(carrier, year + 1, years)  # type: ignore[arg-type]
    embodied = sum((step.package.embodied_kg_co2e for step in course.steps), Decimal(0))
    return embodied / (years * (building.reference_area_m2 or building.heated_area_m2)) + energy / (
        years * building.heated_area_m2
    )


def protected(course: Course) -> Miss | None:
    """What is protected stays; a package that does not tell what it changes is not let through."""
    kept = course.building.protected
    for step in course.open_steps if kept else ():
        touched = [name for name in kept if step.package.touches is None or name in step.package.touches]
        if touched:
            said = "?" if step.package.touches is None else ", ".join(touched)
            return Miss("protected", Decimal(len(touched)), f"{step.package.name}: {said}", ", ".join(kept))
    return None


def closed_years(course: Course) -> Miss | None:
    """No work in a closed year."""
    shut = [str(step.year) for step in course.open_steps if step.year in course.building.closed_years]
    return Miss("closed_years", Decimal(len(shut)), ", ".join(shut), ", ".join(map(str, course.building.closed_years))) if shut else None  # fmt: skip


def pin(course: Course) -> Miss | None:
    """What is pinned to the building or one of its copies is built, in its year where one is named."""
    for one in course.portfolio.pin.get(course.building.id, ()):
        if not any(meets(one, step.package.name, step.year) for step in course.steps):
            return Miss("pin", Decimal(1), "–", told(one))
    return None


def ban(course: Course) -> Miss | None:
    """What is banned is not built."""
    for step in course.open_steps:
        for name in course.portfolio.ban:
            if name in (course.building.id, f"{course.building.id}/{step.package.name}"):
                return Miss("ban", Decimal(1), step.package.name, name)
    return None


def history(course: Course) -> Miss | None:
    """In the years that are over, exactly what was built."""
    since = course.portfolio.settled_before
    if since is None:
        return None
    was = sorted((one.year or 0, one.package or "") for one in course.portfolio.settled.get(course.building.id, ()))
    has = sorted((step.year, step.package.name) for step in course.steps if step.year < since)
    return None if was == has else Miss("executed", Decimal(1), str(has), str(was))


def meets(one: Pinned, package: str, year: int) -> bool:
    return (one.package is None or one.package == package) and (one.year is None or one.year == year)


def told(one: Pinned) -> str:
    """'Facade 2028', as far as it is said."""
    return " ".join(str(part) for part in (one.package, one.year) if part is not None)


RULES: tuple[Callable[[Course], Miss | None], ...] = (
    history, pin, ban, fossil, label, u_values, low_emission_class, protected, closed_years,
)  # fmt: skip
