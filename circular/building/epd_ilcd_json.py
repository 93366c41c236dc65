"""ILCD+EPD as the JSON of soda4LCA (ÖKOBAUDAT, ECO Portal, EPD Norge, EPD Danmark)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from circular.building.epd import A1, A2, Product, quantity_of, unit_of
from circular.building.epd_gather import Gathered
from circular.building.foreign import number_of
from circular.faults import Fault

LANGUAGES = ("da", "en", "de")
MILLISECONDS = 1000


def is_ilcd_json(data: Any) -> bool:
    """Whether JSON is one process data set."""
    return isinstance(data, dict) and isinstance(data.get("processInformation"), dict)


def product_of_ilcd_json(data: dict[str, Any], file: str, place: str) -> Product:
    """One process data set as a product."""
    information = _table(data.get("processInformation"))
    about = _table(information.get("dataSetInformation"))
    gathered = Gathered(file, place, str(about.get("UUID") or ""), _text(_table(about.get("name")).get("baseName")))
    _reference(data, information, gathered)
    defaults = _defaults(about)
    for result in _list(_table(data.get("LCIAResults")).get("LCIAResult")):
        method = _table(_table(result).get("referenceToLCIAMethodDataSet"))
        names = [str(_table(name).get("value") or "") for name in _list(method.get("shortDescription"))]
        for entry in _anies(_table(result).get("other")):
            if "module" in entry:
                scenario = str(entry.get("scenario") or "").strip() or None
                gathered.figure(str(method.get("refObjectId")), names, str(entry["module"]), entry.get("value"), scenario, scenario in defaults)  # fmt: skip
    _times(_table(information.get("time")), gathered)
    _standing(data, gathered)
    return gathered.product()


def _reference(data: dict[str, Any], information: dict[str, Any], gathered: Gathered) -> None:
    numbers = _list(_table(information.get("quantitativeReference")).get("referenceToReferenceFlow"))
    exchanges = [_table(exchange) for exchange in _list(_table(data.get("exchanges")).get("exchange"))]
    found = next((one for one in exchanges if one.get("referenceFlow") is True), None) or next(
        (one for one in exchanges if one.get("dataSetInternalID") in numbers), None
    )
    if found is None:
        raise Fault(gathered.file, gathered.place, ("EPD'en har intet referenceflow", "the EPD has no reference flow"))
    if not gathered.name:
        gathered.name = _text(_table(found.get("referenceToFlowDataSet")).get("shortDescription"))
    mean = number_of(found.get("meanAmount")) or number_of(found.get("resultingAmount")) or Decimal(1)
    gathered.per_flow = mean
    for quantity in map(_table, _list(found.get("flowProperties"))):
        value = number_of(quantity.get("meanValue"))
        unit, factor = _unit(quantity)
        if quantity.get("referenceFlowProperty") is True:
            gathered.declared(unit, mean * (value or Decimal(1)) * factor)
        elif unit is not None and value:
            gathered.converts(unit, value * factor)
    for entry in map(_table, _list(found.get("materialProperties"))):
        figure = number_of(entry.get("value"))
        if figure:
            gathered.property(str(entry.get("name") or ""), str(entry.get("unit") or ""), figure)
    if gathered.unit is None:
        gathered.tell("den deklarerede enhed fremgår ikke", "the declared unit is not told")


def _unit(quantity: dict[str, Any]) -> tuple[Any, Decimal]:
    """The unit of a quantity, and how many of ours one of it is."""
    word = quantity.get("referenceUnit")
    told = unit_of(word) if word else None
    if told is not None:
        return told
    names = [str(_table(entry).get("value") or "") for entry in _list(quantity.get("name"))]
    return quantity_of(str(quantity.get("uuid")), names), Decimal(1)


def _defaults(about: dict[str, Any]) -> set[str]:
    found = set()
    for entry in _anies(about.get("other")):
        for scenario in _list(entry.get("value") if entry.get("name") == "scenarios" else None):
            if isinstance(scenario, dict) and str(scenario.get("default")).lower() == "true":
                found.add(str(scenario.get("name")))
    return found


def _times(time: dict[str, Any], gathered: Gathered) -> None:
    gathered.valid_year(time.get("dataSetValidUntil"))
    for entry in _anies(time.get("other")):
        if entry.get("name") == "publicationDateOfEPD":
            gathered.issued = _day(entry.get("value"))
        if entry.get("name") == "expirationDateOfEPD":
            gathered.valid_day(_day(entry.get("value")))


def _standing(data: dict[str, Any], gathered: Gathered) -> None:
    modelling = _table(data.get("modellingAndValidation"))
    method = _table(modelling.get("LCIMethodAndAllocation"))
    for entry in _anies(method.get("other")):
        if entry.get("name") == "subType":
            gathered.subtype(str(entry.get("value") or ""))
    declarations = _list(_table(modelling.get("complianceDeclarations")).get("compliance"))
    said = " ".join(
        _text(_table(_table(entry).get("referenceToComplianceSystem")).get("shortDescription"))
        for entry in declarations
    ).replace(" ", "")
    gathered.named_standard(A2 if "A2" in said else A1 if "A1" in said else None)
    publication = _table(_table(data.get("administrativeInformation")).get("publicationAndOwnership"))
    gathered.owner = _text(_table(publication.get("referenceToOwnershipOfDataSet")).get("shortDescription"))
    gathered.registration = str(publication.get("registrationNumber") or "").strip()


def _day(value: Any) -> date | None:
    """A day as milliseconds since 1970, or as a date."""
    number = number_of(value)
    try:
        if number is not None:
            return datetime.fromtimestamp(float(number) / MILLISECONDS, UTC).date()
        return date.fromisoformat(str(value)[:10])
    except (ValueError, OverflowError, OSError):
        return None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _anies(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in _list(_table(value).get("anies")) if isinstance(entry, dict)]


def _text(value: Any) -> str:
    """The text in the first language we read that is not blank."""
    texts = {str(entry.get("lang") or ""): str(entry.get("value") or "").strip() for entry in map(_table, _list(value))}
    told = {language: text for language, text in texts.items() if text}
    return next((told[language] for language in LANGUAGES if language in told), next(iter(told.values()), ""))
