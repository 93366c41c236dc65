"""Reads an LCAbyg project (5.x and 2023): one JSON file, or a folder of split files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.foreign import Notes, number_of, text_of
from circular.building.lcabyg_graph import Edge, Graph, read_graph
from circular.building.lcabyg_products import OwnProducts
from circular.building.lcabyg_words import categories, constructions, products, unit_of, utility_of, words
from circular.building.model import Building, Component, Energy, Source
from circular.faults import Fault, Said

HINT: Said = (
    "eksportér resultaterne (JSON eller Excel) fra LCAbyg, eller eksportér projektet med sine konstruktioner og byggevarer",
    "export the results (JSON or Excel) from LCAbyg, or export the project with its constructions and products",
)
STUDY_PERIOD = 50
LEFT_OUT = ("address", "owner", "lca_advisor", "building_regulation_version")


def read_lcabyg(path: Path) -> Building | None:
    """The project as a Building; None where the file is not LCAbyg's; raises Fault for one that is broken."""
    notes = Notes(str(path))
    graph = read_graph(path, notes)
    return None if graph is None else building_from(graph, notes)


def building_from(graph: Graph, notes: Notes) -> Building:
    """The Building of a graph."""
    project = next(graph.all("Project"), None)
    identifier, said = _building(graph, project, notes)
    area = number_of(said.get("gross_area"))
    heated = number_of(said.get("heated_floor_area"))
    if not area or area <= 0:
        raise Fault(
            graph.file,
            "Building",
            ("etagearealet (gross_area) mangler", "the floor area (gross_area) is missing"),
            ("udfyld det i LCAbyg, og eksportér igen", "fill it in in LCAbyg and export again"),
        )
    scenario = {identifier, text_of(said.get("scenario_name"))}
    own = OwnProducts(graph, notes, scenario)
    components = tuple(_components(graph, scenario, own, notes))
    statuses = {part.status for part in components}
    name = text_of(project[1].get("name")) if project else ""
    _tell(project, said, notes)
    return Building(
        name=name or Path(graph.file).stem,
        works=_works(said, bool(statuses & {"kept", "removed"}), notes),
        building_type=_type(said, notes),
        reference_area_m2=area,
        floor_area_m2=area,
        heated_area_m2=heated if heated and heated > 0 else None,
        completed=_year(said, notes),
        material_data=words()["material_data"],
        energy_series=_series(graph, identifier),
        energy=_energy(graph, identifier, notes),
        components=components,
        library=own.used(),
        file=graph.file,
        warnings=notes.da,
        warnings_en=notes.en,
    )


def _building(
    graph: Graph, project: tuple[str, Mapping[str, Any]] | None, notes: Notes
) -> tuple[str, Mapping[str, Any]]:
    known = dict(graph.all("Building"))
    main = [edge.end for edge in graph.out(project[0], "MainBuilding")] if project else []
    chosen = next((identifier for identifier in main if identifier in known), next(iter(known), None))
    if chosen is None:
        raise Fault(
            graph.file,
            "",
            ("LCAbyg-filen har ingen bygning (Building)", "the LCAbyg file has no building (Building)"),
            ("eksportér hele projektet, alle de delte filer", "export the whole project, all of the split files"),
        )
    for identifier, said in known.items():
        if identifier != chosen:
            scenario = text_of(said.get("scenario_name")) or identifier
            notes(f"scenariet '{scenario}' er ikke overført", f"the scenario '{scenario}' was not carried over")
    return chosen, known[chosen]


def _tell(project: tuple[str, Mapping[str, Any]] | None, said: Mapping[str, Any], notes: Notes) -> None:
    told = [key for key in LEFT_OUT if project and text_of(project[1].get(key))]
    told += [key for key in LEFT_OUT if key not in told and text_of(said.get(key))]
    if told:
        notes(f"ikke overført: {', '.join(told)}", f"not carried over: {', '.join(told)}")
    for key in ("integrated_garage", "external_area"):
        area = number_of(said.get(key))
        if area:
            notes(
                f"{key} er {area} m² og indgår ikke i reference_area_m2; ret arealet efter BR18 § 297",
                f"{key} is {area} m² and is no part of reference_area_m2; correct the area after BR18 § 297",
            )
    period = number_of(said.get("calculation_timespan"))
    if period is not None and period != STUDY_PERIOD:
        notes(f"betragtningsperioden er {period} år; her regnes med {STUDY_PERIOD}", f"the study period is {period} years; {STUDY_PERIOD} are used here")  # fmt: skip


def _works(said: Mapping[str, Any], existing: bool, notes: Notes) -> Any:
    told = text_of(said.get("project_type"))
    found = words()["works"].get(told.lower().replace(" ", ""))
    if existing:
        return found if found in ("renovation", "extension") else "renovation"
    if found is None:
        because = (f"projekttypen '{told}' kendes ikke", f"the project type '{told}' is not known") if told else ("filen siger ikke, om det er nybyggeri", "the file does not say whether it is a new building")  # fmt: skip
        notes(f"{because[0]}; works er sat til new, ret det, hvis det er en renovering", f"{because[1]}; works is set to new, correct it if it is a renovation")  # fmt: skip
    return found or "new"


def _type(said: Mapping[str, Any], notes: Notes) -> Any:
    told = text_of(said.get("building_type"))
    found = words()["building_types"].get(told.lower())
    if found is None:
        notes(f"bygningstypen '{told}' kendes ikke; building_type er sat til other", f"the building type '{told}' is not known; building_type is set to other")  # fmt: skip
    return found or "other"


def _year(said: Mapping[str, Any], notes: Notes) -> int | None:
    year = number_of(said.get("initial_year"))
    if year is None or year != year.to_integral_value() or not 1900 <= year <= 2200:
        notes("året for ibrugtagning (initial_year) mangler", "the first year of operation (initial_year) is missing")
        return None
    return int(year)


def _energy(graph: Graph, building: str, notes: Notes) -> Energy | None:
    operations = dict(graph.all("Operation"))
    own = [edge.end for edge in graph.out(building, "BuildingToOperation") if edge.end in operations]
    for identifier, said in operations.items():
        use = [number_of(said.get(key)) for key in ("electricity_usage", "heat_usage")]
        if identifier not in own and any(use) and not any(graph.into(identifier, "BuildingToOperation")):
            notes(
                f"driftsforbruget {identifier} hører til byggeprocessen og er ikke overført; giv A5 i construction_process",
                f"the operation {identifier} belongs to the construction process and was not carried over; give A5 in construction_process",
            )
    if not own:
        notes("filen har intet driftsforbrug", "the file has no operational energy use")
        return None
    said = operations[own[0]]
    exported = number_of(said.get("electricity_production"))
    if exported:
        notes(f"eksporteret el ({exported} kWh/m²/år) er ikke overført; den godskrives ikke", f"exported electricity ({exported} kWh/m²/year) was not carried over; it is not credited")  # fmt: skip
    electricity = _utility(graph, own[0], "ElectricitySource")
    if electricity is None or electricity["carrier"] != "electricity":
        notes(
            "elforsyningen i filen kendes ikke; der regnes med fremskrevet el",
            "the electricity source of the file is not known; projected electricity is used",
        )
    heat = _utility(graph, own[0], "HeatingSource")
    usage = number_of(said.get("heat_usage")) or Decimal(0)
    if heat is None and usage:
        notes("varmekilden kendes ikke; giv energy.heating", "the heat source is not known; give energy.heating")
    given: dict[str, Any] = {}
    if heat and heat.get("year"):
        factor = words()["fixed_factors"][heat["carrier"]]
        given = {"heating_factor_kg_kwh": Decimal(factor), "heating_factor_source": f"LCAbyg, {heat['year']}"}
    return Energy(
        electricity_kwh_m2_year=number_of(said.get("electricity_usage")) or Decimal(0),
        heating_kwh_m2_year=usage,
        heating=heat["carrier"] if heat else None,
        **given,
    )


def _series(graph: Graph, building: str) -> str:
    """LCAbyg's energy series: projected, or with the electricity of 2020 where the project keeps it."""
    for edge in graph.out(building, "BuildingToOperation"):
        source = _utility(graph, edge.end, "ElectricitySource")
        if source and source.get("year"):
            return str(words()["energy_series_fixed"])
    return str(words()["energy_series"])


def _utility(graph: Graph, operation: str, kind: str) -> Mapping[str, Any] | None:
    return next((utility_of(edge.end) for edge in graph.out(operation, kind)), None)


def _components(graph: Graph, scenario: set[str], own: OwnProducts, notes: Notes) -> Iterator[Component]:
    for identifier, said in graph.all("Element"):
        name = text_of(said.get("name")) or identifier
        if said.get("enabled") is False or _excluded(said, scenario):
            notes(f"bygningsdelen '{name}' er slået fra og tæller ikke med", f"the element '{name}' is switched off and does not count")  # fmt: skip
            continue
        element = _element(graph, identifier, name, notes)
        for edge in graph.out(identifier, "ElementToConstruction"):
            yield from _construction(graph, edge, element, name, scenario, own, notes)
    for edge in graph.edges:
        if edge.kind == "ElementToConstruction" and edge.enabled and graph.node(edge.start, "Element") is None:
            yield Component(
                element="other",
                name=f"? {edge.start}",
                material=f"lcabyg-bygningsdel {edge.start}",
                amount=number_of(edge.said.get("amount")),
                source=Source(file=graph.file, place=edge.place),
            )


def _element(graph: Graph, identifier: str, name: str, notes: Notes) -> str:
    """Our element for the category of an element, or for the nearest category above it that we know."""
    todo = [edge.start for edge in graph.into(identifier, "CategoryToElement")]
    if not todo:
        notes(f"bygningsdelen '{name}' står ikke i nogen kategori; element er sat til other", f"the element '{name}' stands in no category; element is set to other")  # fmt: skip
    seen: set[str] = set()
    while todo:
        category = todo.pop(0)
        if category in categories():
            return categories()[category].element
        if category not in seen:
            seen.add(category)
            todo += [edge.start for edge in graph.into(category, "ParentTo")]
    if seen:
        notes(f"kategorien af bygningsdelen '{name}' kendes ikke; element er sat til other", f"the category of the element '{name}' is not known; element is set to other")  # fmt: skip
    return "other"


def _excluded(said: Mapping[str, Any], scenario: set[str]) -> bool:
    excluded = said.get("excluded_scenarios")
    return isinstance(excluded, list) and bool(scenario & {item for item in excluded if isinstance(item, str)})


def _construction(
    graph: Graph, edge: Edge, element: str, label: str, scenario: set[str], own: OwnProducts, notes: Notes
) -> Iterator[Component]:
    said = graph.node(edge.end, "Construction")
    library = constructions().get(edge.end) if said is None else None
    name = text_of(said.get("name")) if said else library.name if library else edge.end
    if not edge.enabled or _excluded(edge.said, scenario):
        notes(f"konstruktionen '{name}' i '{label}' er slået fra og tæller ikke med", f"the construction '{name}' in '{label}' is switched off and does not count")  # fmt: skip
        return
    amount = number_of(edge.said.get("amount"))
    if edge.said.get("special_conditions") is True:
        notes(
            f"konstruktionen '{name}' er mærket som særlige forhold; fradraget er ikke overført, giv deductions",
            f"the construction '{name}' is marked as special conditions; the deduction was not carried over, give deductions",
        )
    at = {"element": element, "label": label, "source": Source(file=graph.file, place=edge.place)}
    if library is not None:
        for layer in library.layers:
            total = None if amount is None else amount * layer.amount
            yield Component(name=name, material=layer.material, amount=total, unit=layer.unit, service_life_years=layer.service_life_years, **at)  # type: ignore[arg-type]  # fmt: skip
        return
    if said is None:
        notes(
            f"konstruktionen {edge.end} i '{label}' er fra LCAbygs bibliotek og kendes ikke; {HINT[0]}",
            f"the construction {edge.end} in '{label}' is of LCAbyg's library and is not known; {HINT[1]}",
        )
        yield Component(name=f"{label}: {edge.end}", material=f"lcabyg-konstruktion {edge.end}", amount=amount, **at)  # type: ignore[arg-type]
        return
    for use in graph.out(edge.end, "ConstructionToProduct"):
        if not use.enabled or _excluded(use.said, scenario):
            notes(f"en byggevare i konstruktionen '{name}' er slået fra og tæller ikke med", f"a product in the construction '{name}' is switched off and does not count", use.place)  # fmt: skip
            continue
        yield _product(graph, use, amount, name, at, own, notes)


def _product(
    graph: Graph, use: Edge, amount: Decimal | None, name: str, at: dict[str, Any], own: OwnProducts, notes: Notes
) -> Component:
    each = number_of(use.said.get("amount"))
    material = own.id_of(use.end) or products().get(use.end)
    if material is None:
        notes(
            f"byggevaren {use.end} i konstruktionen '{name}' kendes ikke; {HINT[0]}",
            f"the product {use.end} in the construction '{name}' is not known; {HINT[1]}",
        )
        material = f"lcabyg-byggevare {use.end}"
    life = number_of(use.said.get("lifespan"))
    if not life or life < 1:
        notes(
            f"levetiden er {life if life is not None else 'ikke oplyst'} for en byggevare i konstruktionen '{name}'; rækken kan ikke beregnes",
            f"the service life is {life if life is not None else 'not given'} of a product in the construction '{name}'; the row cannot be computed",
            use.place,
        )
    status, remaining = _standing(use, name, notes)
    unit = unit_of(use.said.get("unit"))
    if unit is None:
        notes(f"enheden '{use.said.get('unit')}' kendes ikke", f"the unit '{use.said.get('unit')}' is not known", use.place)  # fmt: skip
    return Component(
        **{**at, "source": Source(file=graph.file, place=use.place)},
        name=name,
        material=material,
        amount=None if amount is None or each is None else amount * each,
        unit=unit,  # type: ignore[arg-type]
        service_life_years=life if life is not None else Decimal(0),
        status=status,
        remaining_life_years=remaining,
    )


def _standing(use: Edge, name: str, notes: Notes) -> tuple[Any, Decimal | None]:
    """New, kept with the years until it is replaced (`delayed_start`), or removed at once (`demolition`)."""
    if use.said.get("demolition") is True:
        notes(f"en byggevare i '{name}' er mærket nedrivning (demolition) og læses som fjernet", f"a product in '{name}' is marked demolition and is read as removed", use.place)  # fmt: skip
        return "removed", None
    delay = number_of(use.said.get("delayed_start"))
    if delay and delay > 0:
        notes(
            f"en byggevare i '{name}' begynder først efter {delay} år (delayed_start) og læses som bestående med {delay} års restlevetid",
            f"a product in '{name}' begins after {delay} years (delayed_start) and is read as kept with {delay} years left",
            use.place,
        )
        return "kept", delay
    return "new", None
