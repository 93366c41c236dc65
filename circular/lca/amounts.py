"""Amounts in the declared unit of a material, and their mass."""

from __future__ import annotations

from decimal import Decimal

from circular.building.model import MaterialUse, Removal
from circular.lca.materials import Material

THOUSAND = Decimal(1000)
WEIGHTS = {"kg": Decimal(1), "t": THOUSAND}
"""kg per unit of weight."""


class NoConversion(Exception):
    """Why an amount cannot be given in the declared unit: the field that lacks, Danish, English."""

    def __init__(self, field: str, da: str, en: str) -> None:
        super().__init__(en)
        self.field, self.da, self.en = field, da, en


def declared_amount(use: MaterialUse | Removal, material: Material) -> Decimal:
    """The amount in the declared unit; raises NoConversion where units, mass or thickness do not tell it."""
    amount, unit, declared = use.amount, use.unit, material.unit
    if amount is None:
        raise NoConversion("amount", "mængden mangler", "the amount is missing")
    if amount < 0:
        raise NoConversion("amount", f"mængden er negativ ({amount})", f"the amount is negative ({amount})")
    if unit is None:
        raise NoConversion("unit", f"enheden mangler; {material.id} er deklareret i {declared}", f"the unit is missing; {material.id} is declared in {declared}")  # fmt: skip
    if unit == declared or (unit, declared) == ("m2", "m2_year"):
        return amount
    if declared in WEIGHTS:
        kg = _kg(use, amount, unit, material)
        if kg is not None:
            return kg / WEIGHTS[declared]
    elif declared == "m2_r1":
        found = _at_r1(use, amount, unit, material)
        if found is not None:
            return found
    elif unit in WEIGHTS:
        per_unit = material.mass_kg or (material.density_kg_m3 if declared == "m3" else None)
        if per_unit:
            return amount * WEIGHTS[unit] / per_unit
    elif (unit, declared) == ("m2", "m3"):
        if use.thickness_mm is not None:
            return amount * use.thickness_mm / THOUSAND
        raise NoConversion("thickness_mm", "thickness_mm mangler (m2 til m3)", "thickness_mm is missing (m2 to m3)")
    raise NoConversion(
        "unit",
        f"{unit} kan ikke omregnes til {declared} for {material.id}",
        f"{unit} cannot be converted to {declared} for {material.id}",
    )


def _kg(use: MaterialUse | Removal, amount: Decimal, unit: str, material: Material) -> Decimal | None:
    """An amount of a material that is declared by weight, in kg."""
    if unit in WEIGHTS:
        return amount * WEIGHTS[unit]
    if unit == "m3" and material.density_kg_m3:
        return amount * material.density_kg_m3
    if unit == "m2" and material.kg_per_m2:
        return amount * material.kg_per_m2
    if unit == "m2" and material.density_kg_m3:
        if use.thickness_mm is not None:
            return amount * use.thickness_mm / THOUSAND * material.density_kg_m3
        raise NoConversion("thickness_mm", "thickness_mm mangler (m2 til kg)", "thickness_mm is missing (m2 to kg)")
    return None


def _at_r1(use: MaterialUse | Removal, amount: Decimal, unit: str, material: Material) -> Decimal | None:
    """m² of insulation at R = 1 m²K/W: area x R, R = thickness / lambda; or volume / lambda."""
    conductivity = lambda_of(use, material)
    if unit == "m2":
        r_value = getattr(use, "r_value", None)
        if r_value is not None:
            return Decimal(amount * r_value)
        if use.thickness_mm is None:
            raise NoConversion("thickness_mm", "thickness_mm eller r_value mangler (isolering pr. R = 1)", "thickness_mm or r_value is missing (insulation per R = 1)")  # fmt: skip
        if conductivity is None:
            raise NoConversion("lambda", "lambda mangler (isolering pr. R = 1)", "lambda is missing (insulation per R = 1)")  # fmt: skip
        return amount * use.thickness_mm / THOUSAND / conductivity
    if unit == "m3":
        if conductivity is None:
            raise NoConversion("lambda", "lambda mangler (isolering pr. R = 1)", "lambda is missing (insulation per R = 1)")  # fmt: skip
        return amount / conductivity
    return None


def lambda_of(use: MaterialUse | Removal, material: Material) -> Decimal | None:
    """W/mK of the line, else of the row."""
    own: Decimal | None = getattr(use, "lambda_w_mk", None)
    return own if own is not None else material.lambda_w_mk


def mass_of(use: MaterialUse | Removal, material: Material, declared: Decimal) -> Decimal | None:
    """kg of an amount; None where the data do not tell."""
    amount, unit = use.amount, use.unit
    if amount is not None and unit in WEIGHTS:
        return amount * WEIGHTS[unit]
    if material.unit in WEIGHTS:
        return declared * WEIGHTS[material.unit]
    if material.unit == "m2_r1":
        volume = _volume(use, material, declared)
        return None if volume is None or material.density_kg_m3 is None else volume * material.density_kg_m3
    if material.mass_kg is not None:
        return declared * material.mass_kg
    if material.unit == "m2" and material.density_kg_m3 is not None and use.thickness_mm is not None:
        return declared * use.thickness_mm / THOUSAND * material.density_kg_m3
    return None


def _volume(use: MaterialUse | Removal, material: Material, declared: Decimal) -> Decimal | None:
    """m³ of insulation that is declared per m² at R = 1."""
    if use.unit == "m3":
        return use.amount
    if use.unit == "m2" and use.thickness_mm is not None and use.amount is not None:
        return use.amount * use.thickness_mm / THOUSAND
    conductivity = lambda_of(use, material)
    return None if conductivity is None else declared * conductivity
