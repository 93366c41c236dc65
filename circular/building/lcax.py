"""Reads LCAx projects: the format of 0.1 (emission parts), of 2 (assemblies by id) and of 3 (assemblies as a list)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from circular import strict_yaml
from circular.building.classification import element_of_code
from circular.building.foreign import Notes, content_of, json_of, number_of, text_of
from circular.building.lcabyg_words import categories
from circular.building.lcax_products import Impacts
from circular.building.model import Building, Component, Energy, Source
from circular.faults import Fault
from circular.shelf import shelf

STUDY_PERIOD = 50
READ = {
    "id", "name", "assemblies", "emissionParts", "projectInfo", "formatVersion", "referenceStudyPeriod", "lifeCycleStages",
    "lifeCycleModules", "impactCategories", "classificationSystem", "classificationSystems", "lciaMethod", "softwareInfo", "metaData",
}  # fmt: skip


@cache
def words() -> Mapping[str, Any]:
    """The tables of lca_data/lcax/lcax.yaml."""
    data: Mapping[str, Any]
    data, _ = strict_yaml.load((shelf("lca_data") / "lcax" / "lcax.yaml").read_bytes(), "lcax/lcax.yaml")
    return data


def read_lcax(path: Path) -> Building | None:
    """The project as a Building; None where the file is no LCAx; raises Fault for one that is broken."""
    if path.is_dir() or path.suffix.lower() != ".json":
        return None
    data = json_of(content_of(path), str(path))
    return building_of(camel(data), str(path)) if is_lcax(data) else None


def is_lcax(data: Any) -> bool:
    """Whether JSON is an LCAx project of any version."""
    return (
        isinstance(data, dict)
        and ("formatVersion" in data or "format_version" in data)
        and any(isinstance(data.get(key), dict | list) for key in ("assemblies", "emission_parts", "emissionParts"))
    )


def camel(data: Any) -> Any:
    """Keys of 0.1 (snake case) as those of later versions."""
    if isinstance(data, list):
        return [camel(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {_camelled(key): camel(item) for key, item in data.items()}


def _camelled(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest) if rest and key.islower() else key


def building_of(data: Mapping[str, Any], file: str) -> Building:
    """The Building of an LCAx project whose keys are those of version 2 and later."""
    notes = Notes(file)
    version = text_of(data.get("formatVersion"))
    info = _info(data)
    area = _area(info, "grossFloorArea")
    impacts = Impacts(data, notes, words())
    energy: list[Energy] = []
    components = list(_components(data, file, impacts, energy, notes))
    left = sorted(key for key, value in data.items() if key not in READ and value not in (None, "", [], {}))
    if left:
        notes(f"ikke overført: {', '.join(left)}", f"not carried over: {', '.join(left)}")
    period = number_of(data.get("referenceStudyPeriod"))
    if period is not None and period != STUDY_PERIOD:
        notes(f"betragtningsperioden er {period} år; her regnes med {STUDY_PERIOD}", f"the study period is {period} years; {STUDY_PERIOD} are used here")  # fmt: skip
    if not components:
        raise Fault(file, "assemblies", (f"LCAx-projektet (version {version}) har ingen produkter", f"the LCAx project (version {version}) has no products"))  # fmt: skip
    if area is None:
        notes("etagearealet mangler; giv reference_area_m2", "the floor area is missing; give reference_area_m2")
    year = number_of(info.get("buildingCompletionYear"))
    return Building(
        name=text_of(data.get("name")) or Path(file).stem,
        works=_works(info, notes),
        building_type=_type(info, notes),
        reference_area_m2=area or Decimal(0),
        floor_area_m2=area,
        heated_area_m2=_area(info, "heatedFloorArea"),
        completed=int(year) if year is not None and 1900 <= year <= 2200 else None,
        energy=energy[0] if energy else None,
        components=tuple(components),
        library=impacts.used(),
        file=file,
        warnings=notes.da,
        warnings_en=notes.en,
    )


def _info(data: Mapping[str, Any]) -> Mapping[str, Any]:
    said = data.get("projectInfo")
    if not isinstance(said, dict):
        return {}
    inner = next((said[key] for key in ("buildingInfo", "BuildingInfo", "0") if isinstance(said.get(key), dict)), said)
    return inner if isinstance(inner, dict) else {}


def _area(info: Mapping[str, Any], key: str) -> Decimal | None:
    said = info.get(key)
    value = number_of(said.get("value") if isinstance(said, dict) else said)
    return value if value is not None and value > 0 else None


def _works(info: Mapping[str, Any], notes: Notes) -> Any:
    told = text_of(info.get("buildingType")).lower()
    found = words()["works"].get(told)
    if found is None:
        notes(
            f"arten '{told}' kendes ikke; works er sat til new", f"the kind '{told}' is not known; works is set to new"
        )
    return found or "new"


def _type(info: Mapping[str, Any], notes: Notes) -> Any:
    said = info.get("buildingTypology")
    told = [text_of(item).lower() for item in (said if isinstance(said, list) else [said])]
    found = {words()["typologies"].get(item) for item in told} - {None}
    if len(found) != 1:
        notes(f"bygningstypen {', '.join(filter(None, told)) or '–'} er ikke entydig; building_type er sat til other", f"the building type {', '.join(filter(None, told)) or '–'} is not clear; building_type is set to other")  # fmt: skip
        return "other"
    return found.pop()


def items_of(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and table of each item of a list, or of a table by id."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        if isinstance(item, dict):
            yield str(item.get("id") or key), item


def _components(
    data: Mapping[str, Any], file: str, impacts: Impacts, energy: list[Energy], notes: Notes
) -> Iterator[Component]:
    for identifier, assembly in items_of(data.get("assemblies") or data.get("emissionParts")):
        name = text_of(assembly.get("name")) or identifier
        if str(assembly.get("type")).lower() == "reference":
            notes(f"'{name}' henviser til {assembly.get('uri')} og er ikke overført", f"'{name}' refers to {assembly.get('uri')} and was not carried over")  # fmt: skip
            yield Component(element="other", name=name, material=f"lcax-reference {assembly.get('uri')}", source=Source(file=file, place=identifier))  # fmt: skip
            continue
        quantity = number_of(assembly.get("quantity"))
        element, code = _element(assembly, name, notes)
        parts = list(items_of(assembly.get("products") or assembly.get("parts")))
        if code == words()["operation"] or (parts and all(_unit_word(part) == "kwh" for _, part in parts)):
            _energy(parts, name, energy, notes)
            continue
        for part_id, part in parts:
            yield from _part(part, element, name, quantity, Source(file=file, place=part_id), impacts, notes)


def _part(
    part: Mapping[str, Any], element: str, assembly: str, quantity: Decimal | None, source: Source, impacts: Impacts, notes: Notes
) -> Iterator[Component]:  # fmt: skip
    name = text_of(part.get("name")) or source.place
    each = number_of(part.get("quantity", part.get("partQuantity")))
    word = _unit_word(part)
    unit = words()["units"].get(word)
    amount = None if quantity is None or each is None else quantity * each
    if word == "l" and amount is not None:
        unit, amount = "m3", amount / words()["litres_per_m3"]
    if unit is None:
        notes(f"enheden '{word}' af '{name}' kendes ikke", f"the unit '{word}' of '{name}' is not known", source.place)
    if part.get("transport"):
        notes(f"transporten af '{name}' (A4) er ikke overført", f"the transport of '{name}' (A4) was not carried over")
    life = number_of(part.get("referenceServiceLife"))
    if not life or life < 1:
        notes(f"levetiden af '{name}' er {life if life is not None else 'ikke oplyst'}; rækken kan ikke beregnes", f"the service life of '{name}' is {life if life is not None else 'not given'}; the row cannot be computed", source.place)  # fmt: skip
    for material in impacts.materials_of(part, name):
        yield Component(
            element=element,
            label=assembly,
            name=name,
            material=material,
            amount=amount,
            unit=unit,
            service_life_years=life if life is not None else Decimal(0),
            source=source,
        )


def _unit_word(part: Mapping[str, Any]) -> str:
    return text_of(part.get("unit") or part.get("partUnit")).lower()


def _element(assembly: Mapping[str, Any], name: str, notes: Notes) -> tuple[str, str]:
    """Our element, and the code, of the first classification that we know."""
    said = assembly.get("classification")
    codes = [item for item in (said if isinstance(said, list) else [said]) if isinstance(item, dict)]
    by_name = {category.name.casefold(): category.element for category in categories().values()}
    for item in codes:
        code = text_of(item.get("code"))
        known = categories().get(code)
        if known is not None:
            return known.element, code
        if code == words()["operation"]:
            return "other", code
        found = by_name.get(text_of(item.get("name")).casefold()) or element_of_code(text_of(item.get("system")), code)
        if found is not None:
            return found, code
    told = ", ".join(f"{text_of(item.get('code'))} {text_of(item.get('name'))}".strip() for item in codes)
    notes(f"'{name}' er klassificeret som '{told or '–'}'; element er sat til other", f"'{name}' is classified as '{told or '–'}'; element is set to other")  # fmt: skip
    return "other", ""


def _energy(parts: list[tuple[str, Mapping[str, Any]]], name: str, energy: list[Energy], notes: Notes) -> None:
    """Energy by carrier: kWh per m² heated area and year; only the first operation of the building counts."""
    used = [(text_of(part.get("name")), number_of(part.get("quantity")) or Decimal(0), part) for _, part in parts]
    if energy:
        if any(value for _, value, _ in used):
            notes(f"flere driftsforbrug; '{name}' nr. {len(energy) + 1} er ikke overført", f"several operations; '{name}' no. {len(energy) + 1} was not carried over")  # fmt: skip
        return
    electricity = heat = Decimal(0)
    carrier = None
    for title, value, part in used:
        heating = any(word in title.lower() for word in words()["heating"])
        if heating:
            heat += value
            carrier = _carrier(part)
            if carrier is None and value:
                notes(f"varmekilden '{title}' kendes ikke; giv energy.heating", f"the heat source '{title}' is not known; give energy.heating")  # fmt: skip
        else:
            electricity += value
    energy.append(Energy(electricity_kwh_m2_year=electricity, heating_kwh_m2_year=heat, heating=carrier))


def _carrier(part: Mapping[str, Any]) -> Any:
    names = [text_of(item.get("name")).lower() for _, item in items_of(part.get("impactData"))]
    return next(
        (row["carrier"] for name in [*names, text_of(part.get("name")).lower()] for row in words()["carriers"] if row["word"] in name.split()),
        None,
    )  # fmt: skip
