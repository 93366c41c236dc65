"""Reads a large portfolio from a folder: portfolio.yaml, buildings.csv, packages.csv (formats.md §4, CSV twin)."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circular import strict_yaml
from circular.faults import Fault, nearest
from circular.optimise.energy_label import lifts
from circular.optimise.fields import Fields
from circular.optimise.portfolio_model import Package, Portfolio, StockBuilding
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.stock_reader import building_of, package_of

if TYPE_CHECKING:
    from circular.optimise.stock_arrays import StockArrays

BUILDING_COLUMNS = (
    "id", "heated_area_m2", "reference_area_m2", "building_type", "weight", "now_heating", "now_heat_kwh_year", "now_electricity_kwh_year",
    "now_label", "protected", "closed_years", "year_built",
)  # fmt: skip
PACKAGE_COLUMNS = (
    "building", "name", "cost_dkk", "embodied_kg_co2e", "heating", "heat_kwh_year", "electricity_kwh_year", "lifts_label", "label_share_of_cost",
    "label_after", "pv_kwh_year", "touches", "u_values", "u_exempt", "uses", "price_source", "price_year", "price_vat",
)  # fmt: skip
TEXTS = {
    "id", "building", "name", "building_type", "now_heating", "now_label", "heating", "label_after", "u_exempt", "price_source", "price_vat",
}  # fmt: skip
LISTS = {"touches", "protected", "closed_years"}
"""Words or years with blanks between them."""
TABLES = {"u_values", "uses"}
"""`name=number` with blanks between them."""
OPTIONAL = {
    "reference_area_m2", "weight", "now_label", "lifts_label", "label_share_of_cost", "year_built", *PACKAGE_COLUMNS[9:], *LISTS, *TABLES,
}  # fmt: skip


class Row:
    """Stands in for the lines of a YAML file: everything in it stands in one row of a table."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __getitem__(self, _: Any) -> int:
        return self.number


def read_stock_folder(folder: Path) -> Portfolio | StockArrays:
    """The portfolio of a folder, as arrays where its tables are large; a fault names file, row and field."""
    from circular.optimise.stock_folder import is_large, read_large

    head = folder / "portfolio.yaml"
    if head.is_file() and is_large(folder):
        data, lines = strict_yaml.load(head.read_bytes(), str(head))
        settled = portfolio_of(data, Fields(str(head), lines), name=folder.resolve().name, buildings=())
        stock = read_large(folder, settled)
        if stock is not None:
            return stock
    return read_folder(folder)


def read_folder(folder: Path) -> Portfolio:
    """The portfolio of a folder; a fault names file, row and field."""
    head = folder / "portfolio.yaml"
    for name in ("portfolio.yaml", "buildings.csv", "packages.csv"):
        if not (folder / name).is_file():
            raise Fault(
                str(folder / name),
                "",
                ("filen mangler", "the file is missing"),
                (
                    "mappen skal rumme portfolio.yaml, buildings.csv og packages.csv",
                    "the folder must hold portfolio.yaml, buildings.csv and packages.csv",
                ),
            )
    data, lines = strict_yaml.load(head.read_bytes(), str(head))
    stages = data.get("stages", 1) if isinstance(data, dict) else 1
    scale = data.get("label_scale") if isinstance(data, dict) else None
    if stages != 1:
        raise Fault(
            str(head),
            str(lines[("stages",)]),
            ("to trin kan ikke skrives i csv", "two stages cannot be written as csv"),
            ("brug portfolio/1 som YAML", "use portfolio/1 as YAML"),
        )
    notes: list[tuple[str, str]] = []
    found: dict[str, StockBuilding] = {}
    packages: dict[str, list[Package]] = {}
    for number, row in table(folder / "buildings.csv", BUILDING_COLUMNS):
        fields = Fields(str(folder / "buildings.csv"), Row(number))
        now = {key.removeprefix("now_"): row.pop(key) for key in list(row) if key.startswith("now_")}
        building = building_of({**row, "now": now}, (), fields, stages=1, scale=scale, notes=notes)
        if building.id in found:
            fields.refuse(
                ("id",),
                (f"bygningen '{building.id}' står to gange", f"the building '{building.id}' stands twice"),
                ("giv den et andet id", "give it another id"),
            )
        found[building.id] = building
        packages[building.id] = []
    seen: set[tuple[str, str]] = set()
    for number, row in table(folder / "packages.csv", PACKAGE_COLUMNS):
        fields = Fields(str(folder / "packages.csv"), Row(number))
        owner = str(row.pop("building"))
        if owner not in found:
            near = nearest(owner, list(found)[:5000], 1)
            fields.refuse(
                ("building",),
                (f"'{owner}' er ikke en bygning", f"'{owner}' is not a building"),
                (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else "",
            )
        package = package_of(row, (), fields, 1)
        if (owner, package.name) in seen:
            fields.refuse(
                ("name",),
                (f"pakken '{package.name}' står to gange", f"the package '{package.name}' stands twice"),
                ("giv pakkerne hver sit navn", "give each package its own name"),
            )
        seen.add((owner, package.name))
        building = found[owner]
        packages[owner].append(
            lifts(
                package,
                row.get("lifts_label"),
                building.now,
                building.heated_area_m2,
                building.building_type,
                scale,
                owner,
                notes,
            )
        )
    if not found:
        raise Fault(
            str(folder / "buildings.csv"),
            "",
            ("der er ingen bygninger", "there are no buildings"),
            ("tilføj mindst én", "add at least one"),
        )
    buildings = tuple(
        building.model_copy(update={"packages": tuple(packages[name])}) for name, building in found.items()
    )
    portfolio = portfolio_of(data, Fields(str(head), lines), name=folder.resolve().name, buildings=buildings)
    return portfolio.model_copy(update={"notes": (*portfolio.notes, *notes)})


def table(file: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a csv file with their line numbers; numbers are decimals, empty optional cells are left out."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(
            str(file),
            "",
            ("filen er ikke UTF-8-tekst", "the file is not UTF-8 text"),
            ("gem den som CSV UTF-8", "save it as CSV UTF-8"),
        ) from None
    reader = csv.reader(text.splitlines())
    head = next(reader, None) or []
    for name in head:
        if name not in columns:
            near = nearest(name, list(columns), 1)
            raise Fault(
                str(file),
                "1",
                (f"ukendt kolonne '{name}'", f"unknown column '{name}'"),
                (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else f"{', '.join(columns)}",
            )
    if len(set(head)) < len(head) or (
        missing := [name for name in columns if name not in head and name not in OPTIONAL]
    ):
        what = "en kolonne står to gange" if len(set(head)) < len(head) else f"kolonnen '{missing[0]}' mangler"
        said = "a column stands twice" if len(set(head)) < len(head) else f"the column '{missing[0]}' is missing"
        raise Fault(str(file), "1", (what, said), f"{', '.join(columns)}")
    rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        line = reader.line_num
        if len(cells) != len(head):
            raise Fault(
                str(file),
                str(line),
                (
                    f"rækken har {len(cells)} felter, ikke {len(head)}",
                    f"the row has {len(cells)} fields, not {len(head)}",
                ),
                ("sæt tekst med komma i anførselstegn", "put text with commas in quotes"),
            )
        rows.append(
            (
                line,
                {
                    name: value
                    for name, cell in zip(head, cells, strict=True)
                    if (value := _cell(name, cell.strip())) is not None or name not in OPTIONAL
                },
            )
        )
    return rows


def _cell(name: str, text: str) -> Any:
    if text == "":
        return None
    if name in TEXTS:
        return text
    if name == "lifts_label" or (name == "protected" and text.lower() in ("true", "false")):
        return {"true": True, "false": False}.get(text.lower(), text)
    if name in LISTS:
        return [_number(word) for word in text.split()]
    if name in TABLES:
        parts = [word.rpartition("=") for word in text.split()]
        return {key: _number(value) for key, _, value in parts} if all(key for key, _, _ in parts) else text
    return _number(text)


def _number(text: str) -> Any:
    """The number, or the text where it is none; the reader of the field refuses what it cannot take."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text
