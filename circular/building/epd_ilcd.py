"""ILCD+EPD as XML: a process data set alone, in its folder, or in a zip with the data sets it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.epd import A1, A2, Product, quantity_of
from circular.building.epd_gather import Gathered
from circular.building.foreign import members_of, number_of, xml_of
from circular.documents.package import Package
from circular.faults import Fault

Resolve = Callable[[str], Any | None]
"""The flow data set of an id, or None."""
LANGUAGES = ("da", "en", "de")


def name_of(element: Any) -> str:
    """The tag of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def within(element: Any, *path: str) -> Iterator[Any]:
    """Elements below, followed by local names, in whatever namespace."""
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from within(child, *path[1:])


def first(element: Any, *path: str) -> Any | None:
    return next(within(element, *path), None) if element is not None else None


def said(element: Any | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value).strip()
    return ""


def in_language(elements: Iterator[Any]) -> str:
    """The text in the first language we read that is not blank."""
    texts = {attribute(element, "lang"): said(element) for element in elements if said(element)}
    return next((texts[language] for language in LANGUAGES if language in texts), next(iter(texts.values()), ""))


def is_process(root: Any) -> bool:
    return name_of(root) == "processDataSet"


def products_of_zip(package: Package, file: str) -> list[Product]:
    """Every process in a zip; flows are found within it."""
    parts = dict(members_of(package, file, ".xml"))
    roots = {name: xml_of(content, f"{file}:{name}") for name, content in parts.items()}
    flows = {uuid_of(root): root for root in roots.values() if name_of(root) == "flowDataSet"}
    return [
        _product(root, file, name, flows.get)
        for name, root in sorted(roots.items())
        if is_process(root)
    ]  # fmt: skip


def product_of_xml(root: Any, file: str, folder: Path) -> Product:
    """One process; its flow is looked for in the folder `flows` beside its own."""

    def resolve(identifier: str) -> Any | None:
        for place in (folder.parent / "flows", folder / "flows"):
            if place.is_dir() and identifier:
                for candidate in sorted(place.glob(f"*{identifier}*.xml")):
                    return xml_of(candidate.read_bytes()[:5_000_000], str(candidate))
        return None

    return _product(root, file, "", resolve)


def uuid_of(root: Any) -> str:
    """The id of a data set."""
    return next((said(element) for element in root.iter() if name_of(element) == "UUID"), "")


def _product(root: Any, file: str, place: str, resolve: Resolve) -> Product:
    information = first(root, "processInformation")
    data = first(information, "dataSetInformation")
    if data is None:
        raise Fault(file, place, ("datasættet har ingen dataSetInformation", "the data set has no dataSetInformation"))
    gathered = Gathered(file, place, uuid_of(root), in_language(within(data, "name", "baseName")))
    _reference(root, gathered, resolve)
    defaults = {
        attribute(scenario, "name")
        for scenario in within(data, "other", "scenarios", "scenario")
        if attribute(scenario, "default").lower() == "true"
    }
    for result in within(root, "LCIAResults", "LCIAResult"):
        _result(result, gathered, defaults)
    _life(data, gathered)
    time = first(information, "time")
    gathered.valid_year(said(first(time, "dataSetValidUntil")))
    gathered.valid_day(_day(said(first(time, "other", "expirationDateOfEPD"))))
    gathered.issued = _day(said(first(time, "other", "publicationDateOfEPD")))
    method = first(root, "modellingAndValidation", "LCIMethodAndAllocation")
    gathered.subtype(said(first(method, "other", "subType")) if method is not None else "")
    compliance = " ".join(
        said(text)
        for text in root.iter()
        if name_of(text) == "shortDescription" and name_of(text.getparent()) in ("referenceToComplianceSystem", "referenceToLCAMethodDetails")
    )  # fmt: skip
    gathered.named_standard(
        A2 if "A2" in compliance.replace(" ", "") else A1 if "A1" in compliance.replace(" ", "") else None
    )
    publication = first(root, "administrativeInformation", "publicationAndOwnership")
    if publication is not None:
        gathered.owner = in_language(within(publication, "referenceToOwnershipOfDataSet", "shortDescription"))
        gathered.registration = said(first(publication, "registrationNumber"))
    return gathered.product()


def _life(data: Any, gathered: Gathered) -> None:
    other = first(data, "other")
    reference = first(other, "referenceServiceLife") if other is not None else None
    if reference is not None:
        gathered.life = number_of(attribute(reference, "years"))
    elif other is not None:
        gathered.life = number_of(said(first(other, "serviceLife", "years")))


def _reference(root: Any, gathered: Gathered, resolve: Resolve) -> None:
    """Declared unit, the amount the figures are for, and what converts it."""
    number = said(first(root, "processInformation", "quantitativeReference", "referenceToReferenceFlow"))
    for exchange in within(root, "exchanges", "exchange"):
        if attribute(exchange, "dataSetInternalID") != number:
            continue
        mean = number_of(said(first(exchange, "meanAmount"))) or number_of(said(first(exchange, "resultingAmount")))
        reference = first(exchange, "referenceToFlowDataSet")
        if not gathered.name and reference is not None:
            gathered.name = in_language(within(reference, "shortDescription"))
        flow = resolve(attribute(reference, "refObjectId")) if reference is not None else None
        if flow is None:
            gathered.tell(
                "den deklarerede enhed står i et flow-datasæt, som ikke er med",
                "the declared unit stands in a flow data set that is not here",
            )
            return
        _flow(flow, mean or Decimal(1), gathered)
        return


def _flow(flow: Any, mean: Decimal, gathered: Gathered) -> None:
    number = said(first(flow, "flowInformation", "quantitativeReference", "referenceToReferenceFlowProperty")) or "0"
    for quantity in within(flow, "flowProperties", "flowProperty"):
        reference = first(quantity, "referenceToFlowPropertyDataSet")
        identifier = attribute(reference, "refObjectId") if reference is not None else ""
        names = within(reference, "shortDescription") if reference is not None else ()
        unit = quantity_of(identifier, [said(name) for name in names])
        value = number_of(said(first(quantity, "meanValue")))
        if attribute(quantity, "dataSetInternalID") == number:
            gathered.declared(unit, mean * (value or Decimal(1)))
            gathered.per_flow = mean
        elif unit is not None and value:
            gathered.converts(unit, value)
    for details in flow.iter():
        if name_of(details) == "BulkDetails":
            _properties(flow, details, gathered)


def _properties(flow: Any, details: Any, gathered: Gathered) -> None:
    """Material properties in MatML: name and unit stand in the metadata, figures in the details."""
    units: dict[str, tuple[str, str]] = {}
    for about in flow.iter():
        if name_of(about) == "PropertyDetails":
            unit = first(about, "Units")
            units[attribute(about, "id")] = (
                said(first(about, "Name")),
                attribute(unit, "name") if unit is not None else "",
            )
    for entry in within(details, "PropertyData"):
        name, unit_name = units.get(attribute(entry, "property"), ("", ""))
        value = number_of(said(first(entry, "Data")))
        if value:
            gathered.property(name, unit_name, value)


def _result(result: Any, gathered: Gathered, defaults: set[str]) -> None:
    method = first(result, "referenceToLCIAMethodDataSet")
    identifier = attribute(method, "refObjectId") if method is not None else ""
    names = [said(name) for name in within(method, "shortDescription")] if method is not None else []
    for amount in within(result, "other", "amount"):
        scenario = attribute(amount, "scenario") or None
        gathered.figure(identifier, names, attribute(amount, "module"), said(amount), scenario, scenario in defaults)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
