"""The CSV of ÖKOBAUDAT: one row for each module and scenario of a data set, decimal comma, semicolons."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from circular.building.epd import A1, A2, MOST_PRODUCTS, Product, unit_of, words
from circular.building.epd_gather import Gathered
from circular.building.foreign import number_of
from circular.building.tables import Cell, csv_table
from circular.documents.encoding import decode
from circular.faults import Fault

Columns = dict[str, int]
TYPES = {"specific dataset": "epd", "average dataset": "industry", "representative dataset": "industry"}


def is_oekobaudat(content: bytes) -> bool:
    """Whether the first line names the columns of ÖKOBAUDAT."""
    text, _ = decode(content[:20_000])
    head = text.splitlines()[0] if text.strip() else ""
    columns = words()["oekobaudat"]
    return all(name in head for name in (columns["id"], columns["unit"], columns["module"]))


def products_of_csv(content: bytes, file: str) -> list[Product]:
    """Every data set that has climate figures; raises Fault where a needed column is missing."""
    table = csv_table(content, file)
    columns = _columns(table[0], file)
    found: dict[str, Gathered] = {}
    for line, row in enumerate(table[1:], 2):
        identifier = _text(row, columns, "id")
        if not identifier:
            continue
        gathered = found.get(identifier)
        if gathered is None:
            if len(found) >= MOST_PRODUCTS:
                raise Fault(
                    file, str(line), (f"mere end {MOST_PRODUCTS} datasæt", f"more than {MOST_PRODUCTS} data sets")
                )
            gathered = found[identifier] = _begin(row, columns, file, line, identifier)
        module = _text(row, columns, "module")
        scenario = _text(row, columns, "scenario") or None
        for key, standard, part in (
            ("total_a2", A2, "total"), ("total_a1", A1, "total"), ("biogenic", A2, "biogenic"), ("fossil", A2, "fossil"), ("luluc", A2, "luluc"),
        ):  # fmt: skip
            figure = _cell(row, columns, key)
            if figure is not None and module:
                gathered.add(standard, part, module, figure, scenario)
    return [gathered.product() for gathered in found.values() if any(part == "total" for _, part in gathered.figures)]


def _columns(head: list[Cell], file: str) -> Columns:
    names = {str(cell or "").strip(): index for index, cell in enumerate(head)}
    found: Columns = {}
    for key, said in words()["oekobaudat"].items():
        for name in said if isinstance(said, list) else [said]:
            if name in names and key not in found:
                found[key] = names[name]
    for key in ("id", "name", "amount", "unit", "module"):
        if key not in found:
            said = words()["oekobaudat"][key]
            name = said[0] if isinstance(said, list) else said
            raise Fault(file, "1", (f"kolonnen '{name}' mangler", f"the column '{name}' is missing"))
    if "total_a2" not in found and "total_a1" not in found:
        raise Fault(file, "1", ("ingen kolonne med GWP", "no column of GWP"))
    return found


def _begin(row: list[Cell], columns: Columns, file: str, line: int, identifier: str) -> Gathered:
    gathered = Gathered(file, f"A{line}", identifier, _text(row, columns, "name"))
    unit = unit_of(_cell(row, columns, "unit"))
    amount = number_of(_cell(row, columns, "amount"))
    gathered.declared(unit[0] if unit else None, (amount or Decimal(1)) * (unit[1] if unit else 1))
    gathered.data_type = TYPES.get(_text(row, columns, "type").lower(), "generic")
    gathered.owner = _text(row, columns, "owner")
    gathered.registration = _text(row, columns, "registration")
    valid = _text(row, columns, "valid")
    gathered.valid_year(valid)
    gathered.valid_day(_day(valid))
    gathered.density = number_of(_cell(row, columns, "density"))
    gathered.area_weight = number_of(_cell(row, columns, "area_weight"))
    for key, declared in (("length_weight", "m"), ("piece_weight", "pcs")):
        weight = number_of(_cell(row, columns, key))
        if weight and gathered.unit == declared:
            gathered.converts("kg", weight * gathered.amount)
    return gathered


def _cell(row: list[Cell], columns: Columns, key: str) -> Cell:
    return row[columns[key]] if key in columns and columns[key] < len(row) else None


def _text(row: list[Cell], columns: Columns, key: str) -> str:
    return str(_cell(row, columns, key) or "").strip()


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text[:10], form).date()
        except ValueError:
            continue
    return None
