"""Products that an LCAbyg project defines itself, as products of the project's own library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from circular.building.foreign import Notes, number_of, text_of
from circular.building.lcabyg_graph import Graph
from circular.building.lcabyg_words import stages, unit_of, words
from circular.building.model import LibraryProduct

ONE = Decimal(1)


class OwnProducts:
    """The products of a graph; a product is made when something that counts asks for it."""

    def __init__(self, graph: Graph, notes: Notes, scenario: set[str]) -> None:
        self._graph = graph
        self._scenario = scenario
        self._notes = notes
        self._names = _names(graph)
        self._made: dict[str, LibraryProduct | None] = {}

    def id_of(self, identifier: str) -> str | None:
        """The id in our library of the product with this id in LCAbyg; None where the file does not define it."""
        said = self._graph.node(identifier, "Product")
        if said is None:
            return None
        if identifier not in self._made:
            self._made[identifier] = self._product(identifier, said)
        product = self._made[identifier]
        return None if product is None else product.id

    def used(self) -> tuple[LibraryProduct, ...]:
        """The products that something asked for."""
        return tuple(product for product in self._made.values() if product is not None)

    def _product(self, identifier: str, said: Mapping[str, Any]) -> LibraryProduct | None:
        name = self._names[identifier]
        found = self._stages(identifier, name)
        if not found:
            self._notes(
                f"byggevaren '{name}' har ingen faser i filen", f"the product '{name}' has no stages in the file"
            )
            return None
        first = next((stage for stage in found if _module(stage) == "a1a3"), found[0])
        unit = unit_of(first.get("stage_unit"))
        if unit is None:
            self._notes(f"enheden '{first.get('stage_unit')}' af byggevaren '{name}' kendes ikke", f"the unit '{first.get('stage_unit')}' of the product '{name}' is not known")  # fmt: skip
            return None
        mass = number_of(first.get("mass_factor"))
        figures = self._figures(found, name, unit, mass, self._scale(said, name))
        texts = {text_of(stage.get(key)) for stage in found for key in ("external_id", "external_url")} - {""}
        return LibraryProduct(
            id=name,
            name=name,
            unit=unit,  # type: ignore[arg-type]
            mass_kg=mass if mass and mass > 0 else None,
            standard=self._standard(found, name),
            data_type=words()["data_types"].get(text_of(first.get("data_type")).lower(), "epd"),
            valid_until=min(filter(None, (_day(stage.get("valid_to")) for stage in found)), default=None),
            source=f"LCAbyg {identifier}" + (f"; {'; '.join(sorted(texts))}" if texts else ""),
            owner=text_of(first.get("external_source")) or None,
            note=text_of(said.get("comment")),
            **figures,  # type: ignore[arg-type]
        )

    def _stages(self, identifier: str, name: str) -> list[Mapping[str, Any]]:
        found = []
        for edge in self._graph.out(identifier, "ProductToStage"):
            stage = self._graph.node(edge.end, "Stage") or stages().get(edge.end)
            if stage is None:
                return []
            excluded = edge.said.get("excluded_scenarios")
            off = isinstance(excluded, list) and any(
                item in self._scenario for item in excluded if isinstance(item, str)
            )
            if not edge.enabled or off:
                self._notes(
                    f"fasen {stage.get('stage')} af byggevaren '{name}' er slået fra og tæller som 0",
                    f"the stage {stage.get('stage')} of the product '{name}' is switched off and counts as 0",
                )
                stage = {**stage, "indicators": {"GWP": 0}}
            if _module(stage) is None:
                self._notes(
                    f"fasen {stage.get('stage')} af byggevaren '{name}' er ikke overført",
                    f"the stage {stage.get('stage')} of the product '{name}' was not carried over",
                )
                continue
            found.append(stage)
        return found

    def _scale(self, said: Mapping[str, Any], name: str) -> Decimal:
        factor = number_of(said.get("uncertainty_factor"))
        if factor is None or factor == ONE:
            return ONE
        self._notes(f"byggevaren '{name}' ganges med sin usikkerhedsfaktor {factor}", f"the product '{name}' is multiplied by its uncertainty factor {factor}")  # fmt: skip
        return factor

    def _figures(
        self, declared_stages: list[Mapping[str, Any]], name: str, unit: str, mass: Decimal | None, scale: Decimal
    ) -> dict[str, Decimal]:
        """kg CO2e per declared unit by module; several stages of one module add up."""
        found: dict[str, Decimal] = {}
        for stage in declared_stages:
            module = _module(stage) or ""
            indicators = stage.get("indicators")
            value = number_of(indicators.get("GWP")) if isinstance(indicators, dict) else None
            if value is None:
                self._notes(f"fasen {stage.get('stage')} af byggevaren '{name}' har ingen GWP", f"the stage {stage.get('stage')} of the product '{name}' has no GWP")  # fmt: skip
                continue
            value *= scale * self._factor(stage, "scale_factor", name)
            declared = self._factor(stage, "indicator_factor", name)
            per_unit = self._per(value / declared, stage, unit, mass)
            if per_unit is None:
                self._notes(
                    f"fasen {stage.get('stage')} af byggevaren '{name}' står pr. {stage.get('stage_unit')} og kan ikke omregnes til pr. {unit}",
                    f"the stage {stage.get('stage')} of the product '{name}' is per {stage.get('stage_unit')} and cannot be converted to per {unit}",
                )
                continue
            found[module] = found.get(module, Decimal(0)) + per_unit
        return found

    def _factor(self, stage: Mapping[str, Any], key: str, name: str) -> Decimal:
        factor = number_of(stage.get(key))
        if factor is None or factor == ONE or factor <= 0:
            return ONE
        how = ("ganget med", "multiplied by") if key == "scale_factor" else ("delt med", "divided by")
        self._notes(
            f"{stage.get('stage')} af byggevaren '{name}' er {how[0]} {key} {factor}; se efter, at det passer",
            f"{stage.get('stage')} of the product '{name}' is {how[1]} {key} {factor}; check that this is right",
        )
        return factor

    @staticmethod
    def _per(value: Decimal, stage: Mapping[str, Any], unit: str, mass: Decimal | None) -> Decimal | None:
        """A figure per `stage_unit` as a figure per declared unit; the indicator's own unit only names the source's."""
        own = unit_of(stage.get("stage_unit"))
        if own == unit:
            return value
        if own == "kg" and mass and mass > 0:
            return value * mass
        own_mass = number_of(stage.get("mass_factor"))
        if unit == "kg" and own_mass and own_mass > 0:
            return value / own_mass
        return None

    def _standard(self, declared: list[Mapping[str, Any]], name: str) -> str | None:
        found = sorted(
            {words()["compliance"].get(text_of(stage.get("compliance")).lower(), "") for stage in declared} - {""}
        )
        if len(found) > 1:
            self._notes(f"byggevaren '{name}' blander {' og '.join(found)}", f"the product '{name}' mixes {' and '.join(found)}")  # fmt: skip
        return found[0] if len(found) == 1 else None


def _module(stage: Mapping[str, Any]) -> str | None:
    return words()["stages"].get(text_of(stage.get("stage")).lower())  # type: ignore[no-any-return]


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _names(graph: Graph) -> dict[str, str]:
    """A readable id for each product: its name, with the beginning of its id where two share a name."""
    named = {identifier: text_of(said.get("name")).lstrip("#").strip() for identifier, said in graph.all("Product")}
    shared = [name for name in named.values() if list(named.values()).count(name) > 1 or not name]
    return {
        identifier: f"{name} ({identifier[:8]})".strip() if name in shared else name
        for identifier, name in named.items()
    }
