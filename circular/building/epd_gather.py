"""Gathers what a declaration says, whatever its format, and makes one product of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from circular.building.epd import A1, A2, PRODUCTION, ModuleValue, Product, words
from circular.building.foreign import number_of
from circular.faults import Fault

UNDATED = 1990
"""Publication dates before this year stand for 'none'."""
PART_SHARE = Decimal("0.01")


@cache
def _by_name(names: tuple[str, ...]) -> dict[str, str] | None:
    """The indicator that one of the names tells."""
    for row in words()["indicator_names"]:
        if any(word in name.lower() for name in names for word in row["words"]):
            return {"gwp": row["gwp"], "standard": row["standard"]}
    return None


@dataclass
class Gathered:
    """One declaration under way; figures are as published, for the whole reference amount."""

    file: str
    place: str
    id: str
    name: str = ""
    unit: Any = None
    amount: Decimal = Decimal(1)
    per_flow: Decimal = Decimal(1)
    """How often the reference flow is taken: other quantities of the flow are for one of it."""
    other: dict[str, Decimal] = field(default_factory=dict)
    density: Decimal | None = None
    area_weight: Decimal | None = None
    figures: dict[tuple[str, str], list[ModuleValue]] = field(default_factory=dict)
    """Published figures by (standard, part of GWP)."""
    absent: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    issued: date | None = None
    owner: str = ""
    registration: str = ""
    life: Decimal | None = None
    data_type: Any = "epd"
    _valid: date | None = None
    _year_only: bool = False
    _standard: str | None = None
    _notes: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, da: str, en: str) -> None:
        if (da, en) not in self._notes:
            self._notes.append((da, en))

    def declared(self, unit: Any, amount: Decimal) -> None:
        """The declared unit, and how many of it the figures are for."""
        if unit is None:
            self.tell("den deklarerede enhed kendes ikke", "the declared unit is not known")
            return
        if amount <= 0:
            raise Fault(self.file, self.place, (f"referencemængden er {amount}", f"the reference amount is {amount}"))
        self.unit, self.amount = unit, amount

    def converts(self, unit: str, value: Decimal) -> None:
        """Another quantity of one reference flow."""
        self.other[unit] = value

    def property(self, name: str, unit: str, value: Decimal) -> None:
        """A property of the material: density or weight by area."""
        key = unit.strip().lower()
        if key in words()["densities"]:
            self.density = value * Decimal(words()["densities"][key])
        elif key in words()["area_weights"]:
            self.area_weight = value * Decimal(words()["area_weights"][key])

    def figure(
        self, indicator: str, names: Iterable[str], module: str, text: Any, scenario: str | None = None, default: bool = False
    ) -> None:  # fmt: skip
        """One figure of an indicator, known by its id or its names; anything but a number means: not declared."""
        known = words()["indicators"].get(indicator) or _by_name(tuple(names))
        if known is not None:
            self.add(known["standard"], known["gwp"], module, text, scenario, default)

    def add(
        self, standard: str, part: str, module: str, text: Any, scenario: str | None = None, default: bool = False
    ) -> None:
        name = words()["modules"].get(module.strip())
        if name is None:
            self.tell(f"modulet '{module}' kendes ikke", f"the module '{module}' is not known")
            return
        value = number_of(text)
        if value is None:
            if str(text or "").strip().lower() not in ("", *words()["absent"]):
                self.tell(f"'{text}' i {name} er ikke et tal og læses som ikke deklareret", f"'{text}' in {name} is no number and is read as not declared")  # fmt: skip
            self.absent.setdefault((standard, part), []).append(name)
            return
        self.figures.setdefault((standard, part), []).append(
            ModuleValue(module=name, scenario=scenario, default=default, value=value)
        )

    def valid_year(self, year: Any) -> None:
        number = number_of(year)
        if number is not None and number == number.to_integral_value() and UNDATED <= number <= 2200:
            self._valid, self._year_only = date(int(number), 12, 31), True

    def valid_day(self, day: date | None) -> None:
        if day is not None and day.year >= UNDATED:
            self._valid, self._year_only = day, False

    def subtype(self, word: str) -> None:
        self.data_type = words()["subtypes"].get(word.strip().lower(), "epd")

    def named_standard(self, standard: str | None) -> None:
        self._standard = standard

    def product(self) -> Product:
        """The product; raises Fault for a declaration without any climate figure."""
        standard, part = self._chosen()
        published = self.figures.get((standard, part), [])
        values = tuple(value.model_copy(update={"value": value.value / self.amount}) for value in published)
        self._check_parts(standard, part)
        if self._standard and standard and standard != self._standard:
            self.tell(f"EPD'en siger {self._standard}, men tallene er {standard}", f"the EPD says {self._standard}, but its figures are {standard}")  # fmt: skip
        told = {value.module for value in values}
        missing = [module for module in dict.fromkeys(self.absent.get((standard, part), [])) if module not in told]
        if "A1-A3" not in told and not set(PRODUCTION) <= told:
            self.tell("A1-A3 er ikke deklareret", "A1-A3 is not declared")
        identifier = self.id.lstrip("#").strip() or self.registration or self.name
        return Product(
            id=identifier,
            name=self.name or identifier,
            declared_unit=self.unit,
            reference_amount=self.amount,
            kg_per_unit=self._mass(),
            density_kg_m3=self.density or self._from("m3"),
            kg_per_m2=self.area_weight or self._from("m2"),
            modules=values,
            not_declared=tuple(missing),
            standard=standard or self._standard,
            biogenic="excluded"
            if part == "ghg"
            else "included"
            if (standard or self._standard) == A2
            else "as_declared",
            biogenic_a1_a3=self._biogenic(standard),
            data_type=self.data_type,
            issued=self.issued if self.issued and self.issued.year >= UNDATED else None,
            valid_until=self._valid,
            valid_until_year_only=self._year_only,
            owner=self.owner or None,
            registration=self.registration or None,
            service_life_years=self.life,
            file=self.file,
            place=self.place,
            warnings=tuple(da for da, _ in self._notes),
            warnings_en=tuple(en for _, en in self._notes),
        )

    def _chosen(self) -> tuple[str, str]:
        """The set of figures that is used: GWP-total of +A2, else GWP of +A1, else GWP-GHG; never two mixed."""
        known = [key for key in ((A2, "total"), (A1, "total"), ("", "total"), (A2, "ghg")) if self.figures.get(key)]
        if not known:
            raise Fault(
                self.file,
                self.place,
                (f"'{self.name or self.id}' har ingen tal for klimapåvirkning (GWP)", f"'{self.name or self.id}' has no climate figures (GWP)"),
                ("er det en EPD efter EN 15804?", "is it an EPD after EN 15804?"),
            )  # fmt: skip
        if (A2, "total") in known and (A1, "total") in known:
            self.tell(f"både {A1} og {A2} er deklareret; {A2} bruges", f"both {A1} and {A2} are declared; {A2} is used")
        return known[0]

    def _mass(self) -> Decimal | None:
        """kg per declared unit."""
        if self.unit == "kg":
            return Decimal(1)
        if "kg" in self.other:
            return self.other["kg"] * self.per_flow / self.amount
        if self.unit == "m3" and self.density:
            return self.density
        if self.unit == "m2" and self.area_weight:
            return self.area_weight
        return None

    def _from(self, unit: str) -> Decimal | None:
        """kg per m³ or m² of a product that is declared by weight or by that unit."""
        if self.unit == "kg" and self.other.get(unit):
            return self.amount / (self.other[unit] * self.per_flow)
        return self._mass() if self.unit == unit else None

    def _biogenic(self, standard: str) -> Decimal | None:
        found = {
            value.module: value.value for value in self.figures.get((standard, "biogenic"), []) if not value.scenario
        }
        if "A1-A3" in found:
            return found["A1-A3"] / self.amount
        if set(PRODUCTION) <= set(found):
            return sum((found[module] for module in PRODUCTION), Decimal(0)) / self.amount
        return None

    def _check_parts(self, standard: str, part: str) -> None:
        """GWP-total is the sum of fossil, biogenic and land use; where it is not, a reader must know."""
        if part != "total":
            return
        totals = {(value.module, value.scenario): value.value for value in self.figures.get((standard, "total"), [])}
        parts = [
            {(value.module, value.scenario): value.value for value in self.figures.get((standard, name), [])}
            for name in ("fossil", "biogenic", "luluc")
        ]
        off = []
        for key, total in totals.items():
            if all(key in one for one in parts):
                whole = sum((one[key] for one in parts), Decimal(0))
                if abs(whole - total) > PART_SHARE * max(abs(whole), abs(total)):
                    off.append(f"{key[0]}: {total:.4g} / {whole:.4g}")
        if off:
            self.tell(
                f"GWP-total er ikke summen af sine dele ({'; '.join(off)}); GWP-total bruges",
                f"GWP-total is not the sum of its parts ({'; '.join(off)}); GWP-total is used",
            )
