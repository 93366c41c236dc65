"""openEPD JSON: one declaration with impacts by method and module."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from circular.building.epd import Product, unit_of, words
from circular.building.epd_gather import Gathered
from circular.building.foreign import number_of
from circular.faults import Fault

PARTS = {"gwp": "total", "gwp-fossil": "fossil", "gwp-biogenic": "biogenic", "gwp-luluc": "luluc"}
DOCTYPES = ("openepd", "openindustryepd", "opengenericestimate")
TONNES = {"tco2e": Decimal(1000), "kgco2e": Decimal(1), "gco2e": Decimal("0.001")}


def is_openepd(data: Any) -> bool:
    """Whether JSON is an openEPD declaration."""
    return isinstance(data, dict) and (str(data.get("doctype")).lower() in DOCTYPES or {"declared_unit", "impacts"} <= set(data))  # fmt: skip


def product_of_openepd(data: dict[str, Any], file: str, place: str) -> Product:
    """One declaration as a product."""
    name = str(data.get("product_name") or data.get("product_description") or "").strip()
    gathered = Gathered(file, place, str(data.get("id") or data.get("program_operator_doc_id") or name), name)
    unit, amount = _quantity(data.get("declared_unit"))
    if unit is None or amount is None:
        raise Fault(
            file,
            place,
            ("den deklarerede enhed (declared_unit) mangler", "the declared unit (declared_unit) is missing"),
        )
    gathered.declared(unit, amount)
    mass_unit, mass = _quantity(data.get("kg_per_declared_unit"))
    if mass and mass_unit in ("kg", "t"):
        gathered.converts("kg", mass * (1000 if mass_unit == "t" else 1))
    gathered.valid_day(_day(data.get("valid_until")))
    gathered.issued = _day(data.get("date_of_issue"))
    manufacturer = data.get("manufacturer")
    if isinstance(manufacturer, dict):
        gathered.owner = str(manufacturer.get("name") or manufacturer.get("web_domain") or "")
    gathered.registration = str(data.get("program_operator_doc_id") or data.get("declaration_url") or "")
    gathered.life = number_of(data.get("product_service_life_years"))
    _impacts(data.get("impacts"), gathered)
    return gathered.product()


def _impacts(impacts: Any, gathered: Gathered) -> None:
    sets = impacts if isinstance(impacts, dict) else {}
    ranked = [row["name"] for row in words()["methods"]]
    standards = {row["name"]: row["standard"] for row in words()["methods"]}
    chosen = min(sets, key=lambda name: ranked.index(name) if name in ranked else len(ranked), default=None)
    if chosen is None:
        return
    standard = standards.get(chosen, "")
    if not standard:
        gathered.tell(
            f"tallene er efter {chosen}, ikke EN 15804; de må ikke blandes med tabel 7 uden videre",
            f"the figures are after {chosen}, not EN 15804; they must not be mixed with tabel 7 as they are",
        )
    if len(sets) > 1:
        gathered.tell(f"flere metoder; {chosen} bruges", f"several methods; {chosen} is used")
    for key, part in PARTS.items():
        scopes = sets[chosen].get(key) if isinstance(sets[chosen], dict) else None
        for module, said in scopes.items() if isinstance(scopes, dict) else ():
            if module.endswith("_scenarios"):
                _scenarios(said, standard, part, gathered)
            elif module in words()["modules"]:
                gathered.add(standard, part, module, _mean(said))


def _scenarios(said: Any, standard: str, part: str, gathered: Gathered) -> None:
    """Ends of life told as a list of scenarios, each with its modules."""
    for index, scenario in enumerate(said if isinstance(said, list) else [], 1):
        if isinstance(scenario, dict):
            name = str(scenario.get("name") or f"scenario {index}")
            for module, figure in scenario.items():
                if module in words()["modules"]:
                    gathered.add(standard, part, module, _mean(figure), name, scenario.get("default") is True)


def _mean(said: Any) -> Any:
    """The figure in kg CO2e."""
    if not isinstance(said, dict):
        return said
    value = number_of(said.get("mean"))
    factor = TONNES.get(str(said.get("unit") or "kgCO2e").replace(" ", "").lower(), Decimal(1))
    return None if value is None else value * factor


def _quantity(said: Any) -> tuple[Any, Decimal | None]:
    if not isinstance(said, dict):
        return None, None
    value = number_of(said.get("qty"))
    known = unit_of(said.get("unit"))
    return (None, value) if known is None or value is None else (known[0], value * known[1])


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
