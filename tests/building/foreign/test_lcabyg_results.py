"""LCAbyg results: every row and total recomputed, what deviates found, and a project made of them that says the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from foreign_excel import Export, Made, save
from foreign_lcabyg import result, written
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.building.importers import import_project
from circular.building.lcabyg_json import export_of
from circular.faults import Fault
from circular.lca import assess
from circular.lca.audit import audit, audit_of
from circular.reports.audit_text import audit_report

pytestmark = pytest.mark.usefixtures("workbooks_read_here")

DAY = date(2026, 11, 25)
MESH = Made("Armeringsnet", 120.0, "kg", 60, 0.683355, c4=0.00068207, d=-0.393, declared=("a1_3", "c4", "d"))
EPD = Made("Ruder fra fabrikken", 30.0, "m²", 25, 41.5, c3=1.5, c4=0.25, d=-2.0, origin="EPDDenmark")


def test_an_excel_export_comes_out_row_by_row(tmp_path: Path) -> None:
    found = audit(save(Export([MESH, EPD]), tmp_path / "eksport.xlsx"))
    assert found.agrees, found.deviations[:3]
    assert (found.rows, found.products) == (16, 2)
    assert found.figures == 16 * 3 * 9, "sum and eight modules of every row on three sheets"
    assert (found.in_table, found.equal_to_table, found.not_in_table) == (1, 1, ("Ruder fra fabrikken",))
    assert found.not_checked == ("Resultater (Normaliseret)",)
    assert found.kwh == {"electricity": 5, "heating": 40}


def test_two_areas_divide_materials_and_energy_apart(tmp_path: Path) -> None:
    path = save(Export([EPD], reference=200.0, heated=100.0), tmp_path / "eksport.xlsx")
    totals = {(section, module): computed for section, module, _, computed in audit(path).totals}
    materials = sum(totals[("total", module)] for module in ("a1a3", "b4", "c3", "c4"))
    assert totals[("per_m2_year", "sum")] == materials / 200 / 50 + totals[("total", "b6")] / 100 / 50


@pytest.mark.parametrize(
    ("section", "row", "stage"),
    [("total", "Armeringsnet", "b4"), ("total", "Facade", "c4"), ("per_m2", "Building", "sum"), ("per_m2_year", "El (Fremskrivning)", "b6"), ("total", "Ruder fra fabrikken", "sum")],
)  # fmt: skip
def test_one_figure_that_is_off_by_a_ten_thousandth_is_found(
    tmp_path: Path, section: str, row: str, stage: str
) -> None:
    path = save(Export([MESH, EPD], wrong=(section, row, stage, 0.0001)), tmp_path / "eksport.xlsx")
    found = audit(path)
    assert {(each.row, each.what) for each in found.deviations} == {(row, f"{section} {stage}")}
    assert "!" in found.deviations[0].place, "the cell's row is named"
    assert f"{len(found.deviations)} tal afviger" in audit_report(path, "da")


def test_a_figure_of_tabel_7_that_differs_is_listed(tmp_path: Path) -> None:
    other = Made("Armeringsnet", 120.0, "kg", 60, 0.7, c4=0.00068207, d=-0.393, declared=("a1_3", "c4", "d"))
    path = save(Export([other]), tmp_path / "eksport.xlsx")
    (difference,) = audit(path).differences
    assert (difference.material, difference.module, difference.table) == ("#G0148", "a1a3", Decimal("0.683355"))
    assert "2,44 %" in audit_report(path, "da")
    told = json.loads(audit_report(path, "en", "json"))
    assert told["agrees"] is True
    assert told["tabel_7"]["differences"][0]["stated"] == pytest.approx(0.7)


def test_a_life_that_does_not_give_the_replacements_is_a_deviation(tmp_path: Path) -> None:
    odd = Made("Solafskærmning", 10.0, "m²", 30, 5.0)
    path = save(Export([odd]), tmp_path / "eksport.xlsx")
    from openpyxl import load_workbook

    book = load_workbook(path)
    for row in book["Indtastninger"].iter_rows(min_row=2):
        if row[0].value == "Byggevare":
            row[6].value = 15
    book.save(path)
    deviations = audit(path).deviations
    assert ("Solafskærmning", "replacements") in [(each.row, each.what) for each in deviations]


def test_a_product_that_begins_later_is_told_and_its_totals_hold(tmp_path: Path) -> None:
    shade = Made("Solafskærmning", 10.0, "m²", 30, 5.0, c4=0.5)
    path = save(Export([shade], late=("Solafskærmning",)), tmp_path / "eksport.xlsx")
    found = audit(path)
    assert found.agrees, found.deviations[:3]
    assert found.later == ["Solafskærmning"]
    assert "Begins later than the building" in audit_report(path, "en")
    building = import_project(path)
    assert building is not None
    assert any("begins later than the building" in line for line in building.warnings_en)


def test_energy_without_projection_keeps_the_factor_of_2020(tmp_path: Path) -> None:
    path = save(Export([EPD], heat_source="Fjernvarme"), tmp_path / "eksport.xlsx")
    assert audit(path).agrees
    building = import_project(path)
    assert building is not None
    assert building.energy is not None
    assert building.energy.heating_factor_kg_kwh == Decimal("0.1314")


def test_a_project_of_an_export_says_what_the_export_says(tmp_path: Path) -> None:
    path = save(Export([MESH, EPD]), tmp_path / "eksport.xlsx")
    building = import_project(path)
    assert building is not None
    assert [(part.element, part.label, part.name, part.material) for part in building.components] == [
        ("outer_wall", "Facade", "Mur", "#G0148"), ("outer_wall", "Facade", "Mur", "Ruder fra fabrikken"),
    ]  # fmt: skip
    assert building.building_type == "office"
    (own,) = building.library
    assert (own.unit, own.a1a3, own.c3, own.d, own.data_type) == ("m2", Decimal("41.5"), Decimal("1.5"), -2, "epd")
    stated = next(
        total for section, module, total, _ in audit(path).totals if (section, module) == ("per_m2_year", "sum")
    )
    assert assess(building, as_of=DAY).per_m2_year["building"] == pytest.approx(stated, abs=Decimal("1e-9"))


def test_one_name_with_two_sets_of_figures_is_two_products(tmp_path: Path) -> None:
    other = Made("Ruder fra fabrikken", 30.0, "m²", 25, 50.0)
    building = import_project(save(Export([EPD, other, EPD]), tmp_path / "eksport.xlsx"))
    assert building is not None
    assert [part.material for part in building.components] == [
        "Ruder fra fabrikken",
        "Ruder fra fabrikken (2)",
        "Ruder fra fabrikken",
    ]


def test_modules_that_no_stage_declares_are_not_0(tmp_path: Path) -> None:
    bare = Made("Kun produktion", 30.0, "m²", 60, 41.5, declared=("a1_3",))
    path = save(Export([bare]), tmp_path / "eksport.xlsx")
    building = import_project(path)
    assert building is not None
    assert (building.library[0].c3, building.library[0].c4, building.library[0].d) == (None, None, None)
    assert audit(path).undeclared == ("Kun produktion",)
    assert "Neither C3 nor C4" in audit_report(path, "en")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"leave_out": ("Indtastninger",)}, "the sheet 'Indtastninger' is missing"),
        ({"leave_out": ("Bygning",)}, "the sheet 'Bygning' is missing"),
        ({"products": []}, "no rows of products"),
        ({"period": 80.0}, "the study period is 80"),
    ],
)
def test_an_export_of_another_version_is_one_line(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    path = save(Export(**{"products": [MESH], **changes}), tmp_path / "eksport.xlsx")
    with pytest.raises(Fault) as caught:
        audit(path)
    assert words in caught.value.told("en").splitlines()[0]


@pytest.mark.parametrize(("sheet", "cell", "words"), [("Resultater (Total)", "D1", "the column GWP sum"), ("Indtastninger", "G1", "'Levetid'"), ("Bygning", "A7", "'Referenceareal'"), ("Resultater (Pr. m2)", "B7", "does not match")])  # fmt: skip
def test_edited_exports_are_refused_with_their_place(tmp_path: Path, sheet: str, cell: str, words: str) -> None:
    from openpyxl import load_workbook

    path = save(Export([MESH]), tmp_path / "eksport.xlsx")
    book = load_workbook(path)
    book[sheet][cell] = "noget andet"
    book.save(path)
    with pytest.raises(Fault, match=words):
        audit(path)


def test_other_workbooks_are_no_results(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Noget", "andet"])
    book.save(tmp_path / "ark.xlsx")
    with pytest.raises(Fault, match="not a result of LCAbyg"):
        audit(tmp_path / "ark.xlsx")
    (tmp_path / "falsk.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 300)
    with pytest.raises(Fault, match="cut short or broken"):
        audit(tmp_path / "falsk.xlsx")


@settings(max_examples=25, deadline=None)
@given(life=st.integers(1, 120), year=st.integers(2015, 2035))
def test_a_result_json_comes_out_for_every_life_and_year(life: int, year: int) -> None:
    found = audit_of(
        export_of(json.loads(json.dumps(result(life=life, first_year=year)), parse_float=Decimal), "x.json")
    )
    assert found.agrees, found.deviations[:3]
    assert found.equal_to_table == found.products == 1
    assert float(found.kwh["electricity"]) == pytest.approx(10)


def test_a_wrong_b4_is_found_in_a_result_json(tmp_path: Path) -> None:
    path = written(result(wrong=0.001), tmp_path, "resultat.json")
    assert {"total b4", "years b4"} <= {each.what for each in audit(path).deviations}


def test_a_result_json_becomes_a_project_with_its_energy(tmp_path: Path) -> None:
    path = written(result(), tmp_path, "resultat.json")
    building = import_project(path)
    assert building is not None
    assert building.energy is not None
    assert float(building.energy.electricity_kwh_m2_year) == pytest.approx(10)
    (mesh,) = building.components
    assert (mesh.material, mesh.element, mesh.amount) == ("#G0148", "outer_wall", 100)
    stated = next(total for section, module, total, _ in audit(path).totals if (section, module) == ("total", "sum"))
    assert assess(building, as_of=DAY).total_kg_co2e["building"] == pytest.approx(stated, rel=Decimal("1e-9"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["model"].append({"id": "løs", "node_type": "ElementInstance", "parent": "ingen"}), "do not belong to the building"),
        (lambda data: data["model"].append({"id": "b2", "node_type": "Building", "parent": None}), "2 buildings"),
        (lambda data: data["results"]["Mur"]["A1to3"].update({"9999": {"AP": 1}}), "GWP is missing"),
        (lambda data: data["model"][0].update(gross_area=0), "no reference area"),
    ],
)  # fmt: skip
def test_broken_results_are_one_line(tmp_path: Path, change: Any, words: str) -> None:
    data = result()
    change(data)
    with pytest.raises(Fault) as caught:
        audit(written(data, tmp_path, "resultat.json"))
    assert words in caught.value.told("en").splitlines()[0]


def test_a_real_excel_export_every_row_and_total_to_four_decimals(shared: Path) -> None:
    path = shared / "samples/lcabyg/RH-02_Markhaven.xlsx"
    found = audit(path)
    assert found.agrees
    assert (found.rows, found.products, found.figures) == (187, 100, 5049)
    totals = {(section, module): (stated, computed) for section, module, stated, computed in found.totals}
    assert [round(figure, 4) for figure in totals[("per_m2_year", "sum")]] == [Decimal("8.5616")] * 2
    assert found.equal_to_table == found.in_table >= 70
    building = import_project(path)
    assert building is not None
    assert round(assess(building, as_of=DAY).per_m2_year["building"] or 0, 4) == Decimal("8.5616")


def test_a_real_result_json_every_product_from_our_table(shared: Path) -> None:
    found = audit(shared / "samples/lcabyg/lcabyg_example_results_old.json")
    assert found.agrees
    assert (found.products, found.in_table, found.equal_to_table) == (59, 59, 59)
    assert found.differences == []
    assert found.not_in_table == ()


@pytest.mark.slow
def test_an_export_saved_again_by_libreoffice_comes_out_too(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    path = save(Export([MESH, EPD]), tmp_path / "eksport.xlsx")
    (tmp_path / "ud").mkdir()
    for kind in ("xlsx", "csv"):
        subprocess.run(
            [office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "ud"), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    found = audit(tmp_path / "ud" / "eksport.xlsx")
    assert found.agrees, found.deviations[:3]
    assert found.figures == audit(path).figures
    with pytest.raises(Fault, match="not a result of LCAbyg"):
        audit(tmp_path / "ud" / "eksport.csv")
