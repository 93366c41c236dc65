"""What each measure of a target says now: its value, its years, and what it is split into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from circular.language import Words
from circular.register.cube import Cell, Counted, Cube, Tally, tallies, tally
from circular.register.model import Figure
from circular.register.policy_model import Measure, Target
from circular.register.projection import Point


@dataclass(frozen=True)
class YearValue:
    """One year of a measure; counts only where it counts cases."""

    year: int
    value: float | None
    tally: Tally | None = None
    figure: Figure | None = None


@dataclass(frozen=True)
class Split:
    """One part of a measure's year: a department or a category."""

    name: str
    value: float | None
    tally: Tally


@dataclass(frozen=True)
class Measured:
    """One measure of one target."""

    measure: Measure
    fact: str | None
    decides: bool
    years: tuple[YearValue, ...] = ()
    now: YearValue | None = None
    """The newest year with data, not after the year of the report."""
    by_department: tuple[Split, ...] = ()
    by_category: tuple[Split, ...] = ()
    cells: tuple[int, ...] = ()
    """Cells of the year's cases: the way to the evidence."""
    silent: tuple[str, ...] = ()
    """Departments of the profile without a case that counts."""
    not_known: tuple[Words, ...] = field(default=())

    def points(self) -> list[Point]:
        """The years for a projection."""
        counted = self.measure.kind in ("share", "departments")
        return [
            Point(y.year, y.value, y.tally.total if y.tally and counted else None, y.tally.met if y.tally and counted else None)
            for y in self.years
            if y.value is not None
        ]  # fmt: skip


@dataclass(frozen=True)
class View:
    """What a report looks at."""

    cube: Cube
    year: int
    department: str | None
    relevant: frozenset[str]
    departments: tuple[str, ...] = ()
    figures: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    plans: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


def measured(measure: Measure, target: Target, view: View, *, decides: bool) -> Measured:
    """The measure as it stands for a target."""
    if measure.kind == "figure":
        return _figures(measure, view.figures.get(target.id, ()), view, decides)
    if measure.kind == "plan":
        years = tuple(YearValue(year, value) for year, value in sorted(view.plans.get(measure.fact or "", {}).items()))
        return Measured(measure, measure.fact, decides, years, next((y for y in years if y.year == view.year), None))
    fact = f"goal:{target.id}" if measure.fact == "goal" else str(measure.fact)
    rows = view.cube.rows(fact, _keep(measure, view))
    if measure.kind == "departments":
        return _departments(measure, fact, rows, view, decides)
    value = _mean if measure.kind == "mean" else _share
    by_year = tallies(rows, lambda cell: (cell.year,))
    years = tuple(YearValue(int(year), value(t), t) for year, t in sorted(by_year.items()) if t.total)
    now = _newest(years, view.year)
    rows_now = [row for row in rows if now and row.cell.year == now.year]
    return Measured(
        measure, fact, decides, years, now,
        by_department=_splits(rows_now, lambda cell: (cell.department,), value),
        by_category=_splits(rows_now, lambda cell: cell.categories or ("",), value),
        cells=tuple(sorted({row.cell.id for row in rows_now})),
        not_known=tuple(_unknowns(measure, fact, now, view)),
    )  # fmt: skip


def few(measure: Measure, now: YearValue) -> bool:
    """Whether a year rests on so few cases that its share says little."""
    return now.tally is not None and 0 < now.tally.total < measure.few_cases


def _keep(measure: Measure, view: View) -> Callable[[Cell], bool]:
    kinds, wanted = frozenset(measure.kinds), frozenset(measure.categories)

    def keep(cell: Cell) -> bool:
        return (
            (not kinds or cell.kind in kinds)
            and (not wanted or not wanted.isdisjoint(cell.categories))
            and (not measure.relevant_only or not view.relevant.isdisjoint(cell.categories))
            and (view.department is None or cell.department == view.department)
        )

    return keep


def _departments(measure: Measure, fact: str, rows: list[Counted], view: View, decides: bool) -> Measured:
    named = [row for row in rows if row.cell.department]
    years = []
    for year in sorted({row.cell.year for row in named}):
        told = tallies((row for row in named if row.cell.year <= year), lambda cell: (cell.department,))
        begun = sum(t.met > 0 for t in told.values())
        undecided = sum(t.met == 0 and t.unknown > 0 for t in told.values())
        everyone = {*told, *view.departments} if view.department is None else set(told)
        counted = Tally(met=begun, unknown=undecided, not_met=len(everyone) - begun - undecided)
        years.append(YearValue(year, counted.share, counted))
    now = _newest(years, view.year)
    upto = [row for row in named if now and row.cell.year <= now.year]
    without = sum(row.cases for row in rows if not row.cell.department)
    seen = {row.cell.department for row in upto}
    unknown = []
    if without:
        unknown.append(Words(da=f"{without} sager har intet fagcenter", en=f"{without} cases have no department"))
    if not view.departments:
        unknown.append(
            Words(
                da="profilen nævner ingen fagcentre ([departments]), så kun dem i registret tæller",
                en="the profile names no departments ([departments]), so only those in the register count",
            )
        )
    return Measured(
        measure, fact, decides, tuple(years), now,
        by_department=_splits(upto, lambda cell: (cell.department,), _share),
        cells=tuple(sorted({row.cell.id for row in upto})),
        silent=tuple(sorted(set(view.departments) - seen)) if view.department is None else (),
        not_known=tuple(unknown),
    )  # fmt: skip


def _figures(measure: Measure, figures: Sequence[Figure], view: View, decides: bool) -> Measured:
    newest: dict[int, Figure] = {}
    for figure in sorted(figures, key=lambda f: f.stored_at):
        newest[figure.year] = figure
    years = tuple(YearValue(year, float(figure.value), None, figure) for year, figure in sorted(newest.items()))
    unknown: list[Words] = []
    corrected = len(figures) - len(newest)
    if corrected:
        unknown.append(Words(da=f"{corrected} tidligere tal er afløst af nyere", en=f"{corrected} earlier figures were replaced by newer ones"))  # fmt: skip
    return Measured(measure, None, decides, years, _newest(years, view.year), not_known=tuple(unknown))


def _newest(years: Iterable[YearValue], upto: int) -> YearValue | None:
    return max((y for y in years if y.year <= upto and y.value is not None), key=lambda y: y.year, default=None)


def _splits(
    rows: list[Counted], key: Callable[[Cell], Iterable[str | int]], value: Callable[[Tally], float | None]
) -> tuple[Split, ...]:
    return tuple(Split(str(name), value(t), t) for name, t in sorted(tallies(rows, key).items(), key=lambda kv: str(kv[0])))  # fmt: skip


def _share(counted: Tally) -> float | None:
    return counted.share


def _mean(counted: Tally) -> float | None:
    return counted.mean


def _unknowns(measure: Measure, fact: str, now: YearValue | None, view: View) -> list[Words]:
    found = []
    if now is not None and now.tally is not None:
        t = now.tally
        if few(measure, now):
            found.append(Words(da=f"kun {t.total} {'sag' if t.total == 1 else 'sager'} i {now.year}: én sag flytter andelen {100 / t.total:.0f} point", en=f"only {t.total} {'case' if t.total == 1 else 'cases'} in {now.year}: one case moves the share by {100 / t.total:.0f} points"))  # fmt: skip
        if t.unknown:
            found.append(Words(da=f"{t.unknown} af {t.total} {'sag' if t.total == 1 else 'sager'} kan ikke afgøres og tæller som ikke opfyldt", en=f"{t.unknown} of {t.total} {'case' if t.total == 1 else 'cases'} can't be told and {'counts' if t.unknown == 1 else 'count'} as not met"))  # fmt: skip
        if t.waived:
            found.append(Words(da=f"{t.waived} af {t.total} er fraveget og tæller som ikke opfyldt", en=f"{t.waived} of {t.total} {'is waived and counts' if t.waived == 1 else 'are waived and count'} as not met"))  # fmt: skip
        if 0 < t.without_value < t.total and measure.kind == "share":
            found.append(Words(da=f"{t.without_value} af {t.total} har ingen værdi og er ikke med i andelen efter værdi", en=f"{t.without_value} of {t.total} {'has no value and is' if t.without_value == 1 else 'have no value and are'} not in the share by value"))  # fmt: skip
        if now.year < view.year:
            found.append(Words(da=f"ingen sager i {view.year}; tallet er fra {now.year}", en=f"no cases in {view.year}; the figure is of {now.year}"))  # fmt: skip
    if measure.relevant_only or measure.categories:
        kinds = frozenset(measure.kinds)
        lost = tally(
            row for row in view.cube.facts.get(fact, ())
            if not row.cell.categories and (not kinds or row.cell.kind in kinds) and (view.department is None or row.cell.department == view.department)
        ).total  # fmt: skip
        if lost:
            found.append(Words(da=f"{lost} sager har ingen kategori og kan ikke tælles", en=f"{lost} cases have no category and cannot be counted"))  # fmt: skip
    return found
