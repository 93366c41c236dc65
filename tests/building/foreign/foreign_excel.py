"""Makes the Excel export of an LCAbyg result, with figures by the rules of EN 15978 as LCAbyg applies them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from circular.lca.energy import series_named

STAGES = ("sum", "a1_3", "a4", "a5", "b4", "b6", "c3", "c4", "d", "ex_c3", "ex_c4", "ex_d")
SHEETS = {"total": "Resultater (Total)", "per_m2": "Resultater (Pr. m2)", "per_m2_year": "Resultater (Pr. m2 pr. år)"}


@dataclass
class Made:
    """A product of the export: kg CO2e per unit, amount, life."""

    name: str
    amount: float
    unit: str
    life: float
    a1_3: float
    c3: float = 0.0
    c4: float = 0.0
    d: float = 0.0
    declared: tuple[str, ...] = ("a1_3", "c3", "c4", "d")
    origin: str = "GenDK"

    @property
    def n(self) -> int:
        return max(0, -(-50 // int(self.life)) - 1)

    def figures(self, late: bool = False) -> dict[str, float]:
        """kg CO2e by stage; `late` leaves out the first installation."""
        once = {key: getattr(self, key) * self.amount for key in ("a1_3", "c3", "c4")}
        b4 = self.n * sum(once.values())
        if late:
            once["a1_3"] = 0.0
        return {**once, "b4": b4, "d": (self.n + 1) * self.d * self.amount, "sum": sum(once.values()) + b4}


@dataclass
class Export:
    """The whole export; `wrong` adds to one figure of one sheet: (section, row name, stage, how much)."""

    products: list[Made]
    reference: float = 200.0
    heated: float = 160.0
    year: int = 2024
    electricity: float = 5.0
    heating: float = 40.0
    heat_source: str = "Fjernvarme (Fremskrivning)"
    period: float = 50.0
    wrong: tuple[str, str, str, float] | None = None
    leave_out: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    rename: dict[str, str] = field(default_factory=dict)

    def b6(self, kwh: float, carrier: str, fixed: bool = False) -> float:
        series = series_named("lcabyg-5.4")
        factors = [float(series.factor(carrier, 2020 if fixed else self.year + step) or 0) for step in range(50)]
        return kwh * self.heated * sum(factors)


def save(export: Export, path: Path) -> Path:
    """The workbook on disk."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets(export).items():
        if title in export.leave_out:
            continue
        sheet = book.create_sheet(export.rename.get(title, title))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def sheets(export: Export) -> dict[str, list[list[Any]]]:
    rows = _results(export)
    found: dict[str, list[list[Any]]] = {"Bygning": _building(export), "Mængde": _amounts(export)}
    for section, title in SHEETS.items():
        found[title] = [
            ["Beskrivelse", "Navn", "Udskiftninger", *["GWP"] * len(STAGES), "ODP"],
            ["", "", "", *STAGES, "sum"],
            ["", "", "", *["kg CO₂-eq."] * len(STAGES), "kg"],
            *[_row(export, section, row) for row in rows],
        ]
    found["Resultater (Normaliseret)"] = [["Beskrivelse"]]
    found["Indtastninger"] = _inputs(export)
    return found


def _building(export: Export) -> list[list[Any]]:
    return [
        ["Projekttitel", "Prøvehuset"], ["Bygningstype", "Kontor"], ["Opvarmet areal", export.heated],
        ["Etageareal", export.reference], ["Integreret garage", 0.0], ["Yderligere areal", 0.0],
        ["Referenceareal", export.reference], ["År for ibrugtagning", export.year], ["Betragtningsperiode", export.period],
        ["Beregningstype", "Normal"], ["", ""], ["Driftsforbrug el", export.electricity],
        ["Driftsforbrug varme", export.heating], ["Eksporteret el", 0.0],
    ]  # fmt: skip


def _results(export: Export) -> list[tuple[str, str, Any, dict[str, float], float]]:
    """Kind, name, replacements, materials, B6 of each row."""
    heat = export.b6(export.heating, "district_heating", "Fremskrivning" not in export.heat_source)
    power = export.b6(export.electricity, "electricity")
    whole: dict[str, float] = {}
    for product in export.products:
        for key, value in product.figures(product.name in export.late).items():
            whole[key] = whole.get(key, 0.0) + value
    rows: list[tuple[str, str, Any, dict[str, float], float]] = [
        ("Sum", "Building", "", whole, heat + power), ("Sum", "Drift", "", {}, heat + power),
        ("Driftsforbrug el", "El (Fremskrivning)", "", {}, power), ("Driftsforbrug varme", export.heat_source, "", {}, heat),
        ("Byggeproces", "", "", {}, 0.0), ("Opførelse / montering", "", "", {}, 0.0), ("Sum", "Drift", "", {}, 0.0),
        ("Driftsforbrug varme", "El (Fremskrivning)", "", {}, 0.0), ("Bygge- og anlægsmaskiner", "", "", {}, 0.0),
        ("Sum", "Bygningsdel", "", whole, 0.0), ("Gruppe", "Ydervægge", "", whole, 0.0),
        ("Undergruppe", "Ydervægge", "", whole, 0.0), ("Bygningsdel", "Facade", "", whole, 0.0),
        ("Konstruktion", "Mur", "", whole, 0.0),
    ]  # fmt: skip
    return rows + [
        ("Byggevare", product.name, float(product.n), product.figures(product.name in export.late), 0.0)
        for product in export.products
    ]


def _row(export: Export, section: str, row: tuple[str, str, Any, dict[str, float], float]) -> list[Any]:
    kind, name, turns, materials, b6 = row
    area, heated = (1.0, 1.0) if section == "total" else (export.reference, export.heated)
    years = 50.0 if section == "per_m2_year" else 1.0
    figures = {key: value / area / years for key, value in materials.items()}
    figures["b6"] = b6 / heated / years
    figures["sum"] = figures.get("sum", 0.0) + figures["b6"]
    if export.wrong is not None and export.wrong[:2] == (section, name):
        figures[export.wrong[2]] = figures.get(export.wrong[2], 0.0) + export.wrong[3]
    return [kind, name, turns, *[figures.get(stage, 0.0) for stage in STAGES], 0.0]


def _amounts(export: Export) -> list[list[Any]]:
    rows: list[list[Any]] = [["Beskrivelse", "Navn", "Indtastet mængde", "", "Beregnet mængde", "", "Vægt", ""]]
    rows += [["Bygningsdel", "Facade"], ["Konstruktion", "Mur", 10.0, "m²"]]
    for product in export.products:
        rows.append(["Byggevare", product.name, product.amount / 10, f"{product.unit}/m²", product.amount, product.unit, product.amount * 2.0, "kg"])  # fmt: skip
    return rows


def _inputs(export: Export) -> list[list[Any]]:
    head = ["Beskrivelse", "Navn", "Kilde", "Medregnet", "Mængde", "Enhed", "Levetid", "Standard", "Fase", "Fase Enhed", "Indikatorenhed", "Indikator Faktor", "Enhedsfaktor", "Massefaktor", "Enhed"]  # fmt: skip
    rows: list[list[Any]] = [head, ["Bygningsdel", "Facade", "User", True], ["Konstruktion", "Mur", "User", True, 10.0]]
    for product in export.products:
        rows.append(["Byggevare", product.name, product.origin, True, product.amount / 10, product.unit, product.life])
        rows += [["Fase", f"{product.name} ({stage})", product.origin, True, "", "", "", "EN15804+A1", stage] for stage in product.declared]  # fmt: skip
    return rows
