"""Base quantities of an IFC element in metres and kilograms, shared among its layers and constituents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from circular.building.classification import words
from circular.building.foreign import number_of, printable

UNITS = ("m3", "m2", "m", "kg")
ONE = Decimal(1)


@dataclass(frozen=True)
class Scales:
    """What one unit of the file is in ours: lengths, areas, volumes, masses."""

    m: Decimal
    m2: Decimal
    m3: Decimal
    kg: Decimal


@dataclass(frozen=True)
class Measures:
    """Quantities by our unit, and by their names in the file."""

    by_unit: Mapping[str, Decimal] = field(default_factory=dict)
    by_name: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    """(name, unit) -> amount."""
    parts: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Quantities told for one layer or constituent: its name -> unit -> amount."""

    @property
    def told(self) -> bool:
        """Whether the element has any quantity at all."""
        return bool(self.by_name) or bool(self.parts)

    @property
    def usable(self) -> bool:
        """Whether a quantity of it is one that an amount can be made of."""
        return bool(self.by_unit) or bool(self.parts)

    def named(self, names: list[str], unit: str) -> Decimal | None:
        """The first of the names that is told."""
        return next((self.by_name[(name, unit)] for name in names if (name, unit) in self.by_name), None)

    def best(self, wanted: str | None) -> tuple[Decimal | None, Any]:
        """The amount in the unit that is wanted, else in the first that tells most: volume, area, length, weight."""
        if wanted == "pcs":
            return ONE, "pcs"
        if wanted is not None and wanted in self.by_unit:
            return self.by_unit[wanted], wanted
        for unit in UNITS:
            if unit in self.by_unit:
                return self.by_unit[unit], unit
        return None, None

    def share(self, part: Decimal, whole: Decimal = ONE) -> Measures:
        """The same area and length, and a share of volume and weight: one layer of several."""
        return Measures(
            {unit: value * part / whole if unit in ("m3", "kg") else value for unit, value in self.by_unit.items()}
        )


@dataclass(frozen=True)
class Layer:
    """One material of an element."""

    name: str
    measures: Measures
    thickness_m: Decimal | None = None


def scales_of(file: Any) -> Scales:
    """The scales of a model; metres and kilograms where it tells none."""
    import ifcopenshell.util.unit as units

    def scale(kind: str) -> Decimal:
        try:
            value = units.calculate_unit_scale(file, kind)
        except Exception:
            return ONE
        return number_of(float(value)) or ONE

    grams = scale("MASSUNIT")
    return Scales(scale("LENGTHUNIT"), scale("AREAUNIT"), scale("VOLUMEUNIT"), grams)


def measures_of(element: Any, scales: Scales) -> Measures:
    """The base quantities of an element, its type's where it has none of its own."""
    import ifcopenshell.util.element as tools

    by_name: dict[tuple[str, str], Decimal] = {}
    parts: dict[str, dict[str, Decimal]] = {}
    for relation in _quantity_sets(element, tools):
        for quantity in relation.Quantities or ():
            if quantity.is_a("IfcPhysicalComplexQuantity"):
                inner = parts.setdefault(str(quantity.Name), {})
                for part in quantity.HasQuantities or ():
                    unit, value = _value(part, scales)
                    if unit and value:
                        inner.setdefault(unit, value)
                        if str(part.Name).lower() in ("width", "thickness"):
                            inner["thickness"] = value
                continue
            unit, value = _value(quantity, scales)
            if unit and value:
                by_name.setdefault((str(quantity.Name), unit), value)
    by_unit = {}
    for unit in UNITS:
        names = words()["quantities"][unit]
        found = next((by_name[(name, unit)] for name in names if (name, unit) in by_name), None)
        if found is not None:
            by_unit[unit] = found
    return Measures(by_unit, by_name, {name: inner for name, inner in parts.items() if inner})


def _quantity_sets(element: Any, tools: Any) -> list[Any]:
    found = [
        relation.RelatingPropertyDefinition
        for relation in getattr(element, "IsDefinedBy", ()) or ()
        if relation.is_a("IfcRelDefinesByProperties") and relation.RelatingPropertyDefinition.is_a("IfcElementQuantity")
    ]
    if not found and element.is_a("IfcElement"):
        kind = tools.get_type(element)
        found = [one for one in getattr(kind, "HasPropertySets", None) or () if one.is_a("IfcElementQuantity")]
    return found


def _value(quantity: Any, scales: Scales) -> tuple[str | None, Decimal | None]:
    for kind, attribute, unit, scale in (
        ("IfcQuantityVolume", "VolumeValue", "m3", scales.m3),
        ("IfcQuantityArea", "AreaValue", "m2", scales.m2),
        ("IfcQuantityLength", "LengthValue", "m", scales.m),
        ("IfcQuantityWeight", "WeightValue", "kg", scales.kg),
    ):
        if quantity.is_a(kind):
            value = number_of(float(getattr(quantity, attribute)))
            return unit, None if value is None else value * scale
    return None, None


def layers_of(material: Any, measures: Measures, scales: Scales) -> list[Layer]:
    """The materials of an element with their share of its quantities; a share nobody told gives no quantity."""
    kind = material.is_a()
    if kind == "IfcMaterial":
        return [Layer(printable(str(material.Name)), measures)]
    if kind == "IfcMaterialLayer":
        material, kind = material.ToMaterialLayerSet, "IfcMaterialLayerSet"
    if kind == "IfcMaterialLayerSet":
        return _layer_set(material, measures, scales)
    if kind == "IfcMaterialConstituentSet":
        return _constituents(material, measures)
    if kind == "IfcMaterialProfileSet":
        profiles = list(material.MaterialProfiles or ())
        names = [printable(str(profile.Material.Name)) for profile in profiles if profile.Material is not None]
        return [Layer(name, measures if len(names) == 1 else Measures()) for name in names] or [Layer("", measures)]
    if kind == "IfcMaterialList":
        names = [printable(str(one.Name)) for one in material.Materials or ()]
        return [Layer(name, measures if len(names) == 1 else Measures()) for name in names]
    return [Layer(str(getattr(material, "Name", "") or ""), measures)]


def _layer_set(material: Any, measures: Measures, scales: Scales) -> list[Layer]:
    layers = [(layer, number_of(float(layer.LayerThickness)) or Decimal(0)) for layer in material.MaterialLayers or ()]
    whole = sum((thickness for _, thickness in layers), Decimal(0))
    found = []
    for layer, thickness in layers:
        if thickness <= 0 or layer.Material is None:
            continue
        metres = thickness * scales.m
        shared = measures.share(thickness, whole)
        by_unit = dict(shared.by_unit)
        if "m2" in by_unit and "m3" not in by_unit:
            by_unit["m3"] = by_unit["m2"] * metres
        found.append(Layer(printable(str(layer.Material.Name)), Measures(by_unit), metres))
    return found or [Layer("", measures)]


def _constituents(material: Any, measures: Measures) -> list[Layer]:
    parts = list(material.MaterialConstituents or ())
    found = []
    widths = [measures.parts.get(str(part.Name), {}).get("thickness") for part in parts]
    whole = sum((width for width in widths if width), Decimal(0))
    for part, width in zip(parts, widths, strict=True):
        name = printable(str(part.Material.Name)) if part.Material is not None else ""
        own = {
            unit: value for unit, value in measures.parts.get(str(part.Name), {}).items() if unit in ("m3", "m2", "kg")
        }
        fraction = number_of(float(part.Fraction)) if part.Fraction is not None else None
        if own:
            found.append(Layer(name, Measures(own), width))
        elif fraction:
            found.append(Layer(name, measures.share(fraction), width))
        elif width and whole and None not in widths:
            found.append(Layer(name, measures.share(width, whole), width))
        else:
            found.append(Layer(name, measures if len(parts) == 1 else Measures()))
    return found
