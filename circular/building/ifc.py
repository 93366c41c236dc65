"""Reads IFC models (extra `[ifc]`): building elements with their materials, layers and base quantities."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.classification import element_of_class, element_of_code, words
from circular.building.foreign import Notes, content_of, members_of, package_of, printable
from circular.building.ifc_quantities import Measures, Scales, layers_of, measures_of, scales_of
from circular.building.mapping import MaterialNames, mapping_for, told
from circular.building.model import Building, Component, Source
from circular.faults import Fault

MOST_BYTES = 500_000_000
MAGIC = b"ISO-10303-21"


@dataclass
class Model:
    """What was found in a model."""

    elements: int = 0
    """Building elements: walls, slabs, windows …"""
    with_quantities: int = 0
    with_material: int = 0
    others: int = 0
    """Reinforcement, fasteners, installations: carried over, and counted apart."""
    components: list[Component] = field(default_factory=list)
    no_quantities: list[str] = field(default_factory=list)
    no_material: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Elements whose own lines in the file are damaged."""
    no_shares: list[str] = field(default_factory=list)
    """Elements of several materials whose shares the model does not tell."""
    left_out: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    floor_area: Decimal | None = None
    name: str = ""
    schema: str = ""


def is_ifc(path: Path) -> bool:
    """Whether a file is, or says it is, an IFC model."""
    if path.is_dir():
        return False
    if path.suffix.lower() in (".ifc", ".ifczip"):
        return True
    try:
        with path.open("rb") as file:
            return MAGIC in file.read(200)
    except OSError:
        return False


def read_ifc(path: Path) -> Building | None:
    """The model as a Building; None where the file is no IFC; raises Fault for a broken one or without the extra."""
    if not is_ifc(path):
        return None
    mapping = mapping_for(path)
    notes = Notes(str(path))
    model = read_model(path, mapping, notes)
    if not model.components:
        raise Fault(str(path), "", ("modellen har ingen bygningsdele", "the model has no building elements"), ("eksportér hele modellen som IFC4 med mængder (base quantities)", "export the whole model as IFC4 with base quantities"))  # fmt: skip
    _tell(model, mapping, path, notes)
    return Building(
        name=model.name or path.stem,
        works="new",
        building_type="other",
        reference_area_m2=model.floor_area or Decimal(0),
        floor_area_m2=model.floor_area,
        material_data=mapping.set_name,
        components=tuple(model.components),
        file=str(path),
        warnings=notes.da,
        warnings_en=notes.en,
    )


def read_model(path: Path, mapping: MaterialNames, notes: Notes) -> Model:
    """The elements of a model, counted and made components of."""
    file = _open(path)
    scales = scales_of(file)
    model = Model(schema=str(file.schema))
    mapping.choose(printable(str(material.Name)) for material in file.by_type("IfcMaterial"))
    for project in file.by_type("IfcProject"):
        model.name = printable(str(project.LongName or project.Name or ""))
    model.floor_area = _floor_area(file, scales)
    for element in sorted(file.by_type("IfcElement"), key=lambda element: element.id()):
        try:
            _element(element, model, scales, mapping, path)
        except (AttributeError, TypeError, ValueError, RuntimeError, IndexError):
            where = f"#{element.id()}"
            model.broken.append(where)
            model.components.append(
                Component(element="other", name=where, material="", source=Source(file=str(path), place=where))
            )
    return model


def _open(path: Path) -> Any:
    content = content_of(path, MOST_BYTES)
    if content[:2] == b"PK":
        inner = next(iter(members_of(package_of(content, str(path)), str(path), ".ifc", MOST_BYTES)), None)
        if inner is None:
            raise Fault(str(path), "", ("zip-filen rummer ingen IFC-model", "the zip holds no IFC model"))
        content = inner[1]
    if MAGIC not in content[:2000]:
        raise Fault(str(path), "", ("er ikke en IFC-model (ISO-10303-21)", "is no IFC model (ISO-10303-21)"), ("eksportér modellen som IFC4 (.ifc)", "export the model as IFC4 (.ifc)"))  # fmt: skip
    if b"END-ISO-10303-21" not in content[-2000:]:
        raise Fault(str(path), "", ("IFC-modellen er afbrudt", "the IFC model breaks off"), ("eksportér den igen", "export it again"))  # fmt: skip
    try:
        import ifcopenshell
    except ImportError:
        raise Fault(
            str(path),
            "",
            ("IFC-modeller kræver tilvalget ifc", "IFC models need the extra ifc"),
            ('pip install "circular-procurement[ifc]"', 'pip install "circular-procurement[ifc]"'),
        ) from None
    with tempfile.NamedTemporaryFile(suffix=".ifc") as copy:
        copy.write(content)
        copy.flush()
        try:
            file = ifcopenshell.open(copy.name)
            schema = str(file.schema)
        except Exception:
            raise Fault(str(path), "", ("IFC-modellen kan ikke læses", "the IFC model cannot be read"), ("eksportér den som IFC4", "export it as IFC4")) from None  # fmt: skip
    if not schema.upper().startswith("IFC"):
        raise Fault(str(path), "", (f"skemaet {schema} er ikke IFC", f"the schema {schema} is not IFC"))
    return file


def _floor_area(file: Any, scales: Scales) -> Decimal | None:
    """The building's own floor area, else the sum of its storeys'."""
    for kind in ("IfcBuilding", "IfcBuildingStorey", "IfcSpace"):
        try:
            areas = [measures_of(item, scales).named(words()["floor_area"], "m2") for item in file.by_type(kind)]
        except (AttributeError, TypeError, RuntimeError):
            continue
        found = [area for area in areas if area]
        if found:
            return sum(found, Decimal(0))
    return None


def _element(element: Any, model: Model, scales: Scales, mapping: MaterialNames, path: Path) -> None:
    import ifcopenshell.util.element as tools

    kind = str(element.is_a())
    if kind in words()["left_out"]:
        if kind not in words()["silent"]:
            model.left_out[kind] += 1
        return
    measures = measures_of(element, scales)
    material = tools.get_material(element, should_skip_usage=True)
    if element.is_a("IfcBuildingElement") or element.is_a("IfcBuiltElement"):
        model.elements += 1
        model.with_quantities += measures.told
        model.with_material += material is not None
    else:
        model.others += 1
    if any(tools.get_parts(element)):
        model.classes[f"{kind} (samling)"] += 1
        return
    name = printable(str(element.Name or element.GlobalId))
    predefined = tools.get_predefined_type(element)
    ours = _coded(element) or element_of_class(kind, str(predefined or ""), _external(element, tools))
    if ours is None:
        ours = "other"
    model.classes[kind] += 1
    where = f"#{element.id()} {kind} {name}"
    source = Source(file=str(path), place=f"#{element.id()}")
    at: dict[str, Any] = {"element": ours, "label": _type_name(element, tools), "source": source}
    if material is None:
        model.no_material.append(where)
        if not measures.usable:
            model.no_quantities.append(where)
        amount, unit = measures.best(None)
        model.components.append(Component(name=name, material="", amount=amount, unit=unit, **at))
        return
    if not measures.usable:
        model.no_quantities.append(where)
    lines = list(_lines(material, measures, scales, mapping))
    if measures.usable and any(line[2] is None for line in lines):
        model.no_shares.append(where)
    for line in lines:
        model.components.append(Component(name=f"{name}: {line[0]}", material=line[1], amount=line[2], unit=line[3], thickness_mm=line[4], **at))  # fmt: skip


def _lines(
    material: Any, measures: Measures, scales: Scales, mapping: MaterialNames
) -> Iterator[tuple[str, str, Decimal | None, Any, Decimal | None]]:
    """Name, id, amount, unit and thickness of each material of an element."""
    layers = layers_of(material, measures, scales)
    for layer in layers:
        identifier = mapping.id_of(layer.name)
        amount, unit = layer.measures.best(mapping.unit_wanted(identifier))
        thickness = layer.thickness_m * 1000 if layer.thickness_m else None
        yield layer.name, identifier or layer.name, amount, unit, thickness


def _external(element: Any, tools: Any) -> bool | None:
    for name, properties in tools.get_psets(element, psets_only=True).items():
        if name.startswith("Pset_") and isinstance(properties.get(words()["external"]), bool):
            return bool(properties[words()["external"]])
    return None


def _coded(element: Any) -> str | None:
    """The element of a classification code that we know."""
    for relation in getattr(element, "HasAssociations", ()) or ():
        if relation.is_a("IfcRelAssociatesClassification"):
            reference = relation.RelatingClassification
            code = getattr(reference, "Identification", None) or getattr(reference, "ItemReference", None) or ""
            source = getattr(reference, "ReferencedSource", None)
            found = element_of_code(str(getattr(source, "Name", "") or ""), str(code))
            if found is not None:
                return found
    return None


def _type_name(element: Any, tools: Any) -> str | None:
    kind = tools.get_type(element)
    name = getattr(kind, "Name", None) or getattr(element, "ObjectType", None)
    return printable(str(name)) if name else None


def _tell(model: Model, mapping: MaterialNames, path: Path, notes: Notes) -> None:
    others = (f"; desuden {model.others} komponenter og installationer", f"; and {model.others} components and installations") if model.others else ("", "")  # fmt: skip
    notes(
        f"{model.schema}: {model.elements} bygningsdele, {model.with_quantities} med mængder, {model.with_material} med materiale{others[0]}",
        f"{model.schema}: {model.elements} elements, {model.with_quantities} with quantities, {model.with_material} with material{others[1]}",
    )
    for lines, da, en in (
        (model.no_quantities, "uden mængder", "without quantities"),
        (model.broken, "beskadiget i modellen", "damaged in the model"),
        (model.no_material, "uden materiale", "without material"),
        (model.no_shares, "flere materialer uden tykkelse eller andel", "several materials without thickness or share"),
    ):
        for line in lines:
            notes(f"{line}: {da}; rækken kan ikke beregnes", f"{line}: {en}; the row cannot be computed")
    for kind, count in sorted(model.left_out.items()):
        notes(f"{count} {kind} er ikke bygningsdele efter BR18 og er ikke overført", f"{count} {kind} are no building elements by BR18 and were not carried over")  # fmt: skip
    if mapping.unknown:
        notes(*told(mapping.unknown, path))
    notes(
        "en model siger ikke, om det er nybyggeri, hvad bygningen bruges til, dens energi og levetider; udfyld projektet",
        "a model does not say whether it is a new building, its use, its energy and service lives; fill in the project",
    )
    if model.floor_area is None:
        notes("etagearealet mangler; giv reference_area_m2", "the floor area is missing; give reference_area_m2")
