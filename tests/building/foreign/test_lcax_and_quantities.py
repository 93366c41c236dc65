"""LCAx of old and new versions, bills of quantities, and a project made of any of them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from foreign_excel import Export, Made, save
from foreign_lcabyg import edge, node, project, stage, use, written

from circular.building import read_building
from circular.building.importers import import_project, project_from
from circular.building.model import Building
from circular.building.new_project import new_project
from circular.building.quantities import columns_of
from circular.faults import Fault
from circular.lca import assess

DAY = date(2026, 11, 25)
EPD = {
    "type": "EPD", "id": "epd-1", "name": "Beton", "declaredUnit": "m3", "standard": "en15804a2", "subtype": "specific", "validUntil": "2029-01-01",
    "conversions": [{"value": 2300.0, "to": "kg", "metaData": None}], "source": {"name": "EPD Danmark", "url": "https://epd.dk/1"},
    "impacts": {"gwp": {"a1": 100.0, "a2": 50.0, "a3": 50.0, "c3": 5.0, "c4": 1.0, "d": -3.0}, "ap": {"a1a3": 9}},
}  # fmt: skip


def product(**changes: Any) -> dict[str, Any]:
    said = {
        "type": "product",
        "id": "p1",
        "name": "Betondæk",
        "referenceServiceLife": 60,
        "quantity": 0.2,
        "unit": "m3",
        "impactData": [EPD],
        "transport": None,
    }
    return {**said, **changes}


def lcax(*products: dict[str, Any], **changes: Any) -> dict[str, Any]:
    floor = {"type": "assembly", "id": "a1", "name": "Etagedæk", "quantity": 10.0, "unit": "m2", "products": list(products) or [product()],
             "classification": [{"system": "LCAByg", "code": "x", "name": "Etagedæk"}]}  # fmt: skip
    operation = {"type": "assembly", "id": "d1", "name": "Drift", "quantity": 90.0, "unit": "m2", "classification": [{"system": "LCAByg", "code": "drift", "name": "Drift"}],
                 "products": [{"name": "Electricity", "quantity": 7.0, "unit": "kwh", "impactData": []}, {"name": "Heating", "quantity": 30.0, "unit": "kwh", "impactData": [{"name": "District heating 2025"}]}]}  # fmt: skip
    info = {
        "buildingType": "new_construction_works",
        "buildingTypology": ["office"],
        "grossFloorArea": {"value": 100.0},
        "heatedFloorArea": {"value": 90.0},
        "buildingCompletionYear": 2026,
    }
    return {"id": "x", "name": "Kontor", "formatVersion": "3.8.0", "assemblies": [floor, operation, {**operation, "id": "d2"}], "projectInfo": info, "referenceStudyPeriod": 50, "owner": "Kommunen", **changes}  # fmt: skip


def read(tmp_path: Path, data: Any) -> Building:
    found = project_from(written(data, tmp_path, "lcax.json"))
    assert found is not None
    return found


def says(building: Building, words: str) -> bool:
    return any(words in line for line in building.warnings_en)


def test_lcax_of_today(tmp_path: Path) -> None:
    building = read(tmp_path, lcax())
    (floor,) = building.components
    assert (floor.element, floor.label, floor.material, floor.amount, floor.unit) == (
        "floor_slab",
        "Etagedæk",
        "epd-1",
        Decimal("2.00"),
        "m3",
    )
    (own,) = building.library
    assert (own.a1a3, own.c3, own.d, own.mass_kg, own.standard, own.valid_until) == (
        200,
        5,
        -3,
        2300,
        "EN 15804+A2",
        date(2029, 1, 1),
    )
    assert (building.works, building.building_type, building.reference_area_m2, building.completed) == (
        "new",
        "office",
        100,
        2026,
    )
    assert building.energy is not None
    assert (building.energy.electricity_kwh_m2_year, building.energy.heating_kwh_m2_year, building.energy.heating) == (
        7,
        30,
        "district_heating",
    )
    assert says(building, "not carried over: owner")
    assert says(building, "several operations")
    modules = assess(building, as_of=DAY).elements[0].modules
    assert (modules["A1-A3"], modules["C3"], modules["C4"]) == (400, 10, 2)


def test_lcax_of_version_2_keeps_its_assemblies_by_id(tmp_path: Path) -> None:
    data = lcax()
    for assembly in data["assemblies"]:
        assembly["products"] = {
            str(index): {**one, "impactData": (one["impactData"] or [{}])[0]}
            for index, one in enumerate(assembly["products"])
        }
    data["assemblies"] = {assembly["id"]: assembly for assembly in data["assemblies"]}
    data["projectInfo"] = {"type": "buildingInfo", **data["projectInfo"], "buildingTypology": "office"}
    building = read(tmp_path, {**data, "formatVersion": "2.2.4"})
    assert [(part.material, part.amount) for part in building.components] == [("epd-1", Decimal("2.00"))]
    assert building.building_type == "office"


def test_lcax_of_version_0_follows_data_that_stand_elsewhere_in_the_file(tmp_path: Path) -> None:
    figures = {
        "id": "epd-0",
        "name": "Træ",
        "declared_unit": "M3",
        "standard": "EN15804A1",
        "gwp": {"a1a3": -600.0, "c3": 700.0, "c4": None},
    }
    parts = {
        "w1": {
            "id": "w1",
            "name": "Plade",
            "epd_source": {"EPD": figures},
            "part_quantity": 0.5,
            "part_unit": "M2",
            "reference_service_life": 20,
        }
    }
    path = "emission_parts/a1/parts/w1"
    data = {
        "name": "Gammel", "format_version": "0.1.4",
        "emission_parts": {
            "a1": {"id": "a1", "name": "Væg 1", "quantity": 10, "unit": "M2", "parts": parts, "classification": [{"system": "BIM7AA", "code": "211"}]},
            "a2": {"id": "a2", "name": "Væg 2", "quantity": 10, "unit": "M2", "classification": [], "parts": {
                "i": {"name": "Samme", "epd_source": {"InternalEPD": {"path": path}}, "part_quantity": 1, "part_unit": "M3", "reference_service_life": 20},
                "e": {"name": "På nettet", "epd_source": {"ExternalEPD": {"url": "https://epd.dk/2", "format": "ILCD"}}, "part_quantity": 1, "part_unit": "M3", "reference_service_life": 20},
                "m": {"name": "Ingen", "epd_source": {"InternalEPD": {"path": "emission_parts/zz"}}, "part_quantity": 1, "part_unit": "M3", "reference_service_life": 0}}},
        },
    }  # fmt: skip
    building = read(tmp_path, data)
    assert [part.material for part in building.components] == ["epd-0", "epd-0", "lcax: På nettet", "lcax: Ingen"]
    assert building.components[0].element == "outer_wall"
    assert (building.library[0].c3, building.library[0].c4) == (700, None)
    for words in ("stand at https://epd.dk/2 and were not fetched", "refers to emission_parts/zz", "the service life of 'Ingen' is 0", "the floor area is missing"):  # fmt: skip
        assert says(building, words), words
    with pytest.raises(Fault, match="does not say how large the building is"):
        import_project(tmp_path / "lcax.json")


def test_several_data_sets_of_one_product(tmp_path: Path) -> None:
    production = {**EPD, "impacts": {"gwp": {"a1a3": 200.0}}}
    end = {**EPD, "id": "epd-2", "impacts": {"gwp": {"c3": 5.0, "c4": 1.0}}}
    merged = read(tmp_path, lcax(product(impactData=[production, end])))
    assert [(one.a1a3, one.c3) for one in merged.library] == [(200, 5)]
    both = read(tmp_path, lcax(product(impactData=[EPD, {**EPD, "id": "epd-3"}])))
    assert [part.material for part in both.components] == ["epd-1", "epd-3"]
    assert says(both, "2 data sets for the same modules")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lcax(assemblies=[]), "has no products"),
        (lcax(product(unit="alen")), "the unit 'alen'"),
        (lcax(product(impactData=[{**EPD, "declaredUnit": "UNKNOWN"}])), "the declared unit 'unknown'"),
        (lcax(product(transport={"distance": 5})), "the transport of 'Betondæk' (A4)"),
        (lcax(assemblies=[{"type": "reference", "uri": "fil.json"}, *lcax()["assemblies"]]), "refers to fil.json"),
        (lcax(referenceStudyPeriod=60), "the study period is 60"),
        (lcax(projectInfo={"grossFloorArea": {"value": 5}}), "the building type – is not clear"),
    ],
)
def test_what_lcax_lacks_is_told(tmp_path: Path, data: Any, words: str) -> None:
    try:
        assert says(read(tmp_path, data), words)
    except Fault as fault:
        assert words in fault.told("en")


def test_real_lcax_files(shared: Path) -> None:
    new = project_from(shared / "samples/lcax/calc_project_a.json")
    old = project_from(shared / "samples/lcax/basic_project_v1.json")
    assert new is not None
    assert old is not None
    assert [(part.element, part.amount, part.unit) for part in new.components] == [("inner_wall", 25, "kg")]
    assert (new.library[0].a1a3, new.library[0].mass_kg, new.library[0].c3) == (818, 7850, None)
    assert len(old.components) == 3
    assert says(old, "the declared unit 'unknown'")


BILL = """Sag 17: Skolen;;;;;;
Nr.;Bygningsdel;Beskrivelse;Materiale;Mængde;Enhed;Levetid (år);Leverandør
;Ydervæg;;;;;;
21.1;;Formur;Teglsten, formur;1.200,5;m³;120;Randers
;Vindue;Vinduer mod vest;Ukendt rude;4,00;stk.;;
;;Fuge;;;lbm;;
;;I alt;;1.204,5;;;
;Noget andet;Diverse;Sand;ti;tons;;
"""


def bill(tmp_path: Path, content: bytes, name: str = "maengder.csv") -> Building:
    path = tmp_path / name
    path.write_bytes(content)
    found = project_from(path)
    assert found is not None
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_danish_bill_of_quantities(tmp_path: Path, encoding: str) -> None:
    building = bill(tmp_path, BILL.encode(encoding))
    first, second, third = building.components
    assert (first.element, first.name, first.material, first.amount, first.unit) == (
        "outer_wall",
        "Formur",
        "#G0116",
        Decimal("1200.5"),
        "m3",
    )
    assert (first.service_life_years, first.source.place if first.source else "") == (120, "E4")
    assert (second.element, second.material, second.amount, second.unit) == (
        "window",
        "Ukendt rude",
        Decimal("4.00"),
        "pcs",
    )
    assert (third.element, third.amount, third.unit) == ("other", None, "t")
    for words in ("columns not carried over: Leverandør", "'Fuge' has no amount", "'ti' is no amount", "material names have no id: 'Ukendt rude'", "the element of 'Diverse'"):  # fmt: skip
        assert says(building, words), words


def test_an_english_bill_in_a_workbook_with_its_own_headers(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Item description", "Building element", "Qty", "UoM", "Thickness (mm)", "Total cost", "Ryddet navn"])
    sheet.append(["Brickwork", "Outer wall", 12.5, "m3", 108, 25000, "Teglsten, formur"])
    book.save(tmp_path / "bill.xlsx")
    (tmp_path / "bill.mapping.yaml").write_text(
        "circular: mapping/1\ncolumns: {material: Ryddet navn}\n", encoding="utf-8"
    )
    building = project_from(tmp_path / "bill.xlsx")
    assert building is not None
    (part,) = building.components
    assert (part.element, part.name, part.material, part.amount) == (
        "outer_wall",
        "Brickwork",
        "#G0116",
        Decimal("12.5"),
    )
    assert (part.thickness_mm, part.cost_dkk) == (108, 25000)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (["Mængde", "Enhed", "Tekst"], {"amount": 0, "unit": 1, "name": 2}),
        (["MÆNGDE [m³]", "enh.", "Betegnelse"], {"amount": 0, "unit": 1, "name": 2}),
        (["Description", "Quantity", "Unit", "Material"], {"name": 0, "amount": 1, "unit": 2, "material": 3}),
        (["Dato", "Beløb"], {"cost": 1}),
    ],
)
def test_headers_in_danish_and_english(head: list[str], found: dict[str, int]) -> None:
    assert columns_of(list(head)) == found


@pytest.mark.parametrize(
    ("column", "amounts"),
    [
        (["1.250", "12,5"], ["1250", "12.5"]),
        (["1,250", "12.5"], ["1250", "12.5"]),
        (["1.250,75", "3"], ["1250.75", "3"]),
        (["1.250.000", "3.500"], ["1250000", "3500"]),
        (["1.250", "3"], [None, "3"]),
        (["1,250", "3.500"], [None, None]),
        (["0,125", "7,25"], ["0.125", "7.25"]),
    ],
)
def test_thousands_and_decimals_are_told_by_the_column_or_not_at_all(
    tmp_path: Path, column: list[str], amounts: list[str | None]
) -> None:
    rows = "".join(f"Mur;Teglsten, formur;{amount};m3\n" for amount in column)
    building = bill(tmp_path, f"Beskrivelse;Materiale;Mængde;Enhed\n{rows}".encode())
    expected = [None if amount is None else Decimal(amount) for amount in amounts]
    assert [part.amount for part in building.components] == expected
    assert says(building, "may be two different numbers") == (None in amounts)


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"\x00\x01\x02\x03" * 20])
def test_tables_that_are_no_bills(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Fault):
        read_building(path)


def test_every_format_becomes_a_project_that_reads_back_the_same(tmp_path: Path) -> None:
    own = [
        node("Product", id="p", name="Egen beton"),
        edge("ProductToStage", "p", "s1", {"id": "x1", "enabled": True}),
        edge("ProductToStage", "p", "s2", {"id": "x2", "enabled": True}),
        stage("s1", "A1to3", 200.0),
        stage("s2", "C4", 3.0),
        use("mur", "p"),
    ]
    sources = [
        written(project(*own), tmp_path, "lcabyg.json"),
        written(lcax(), tmp_path, "lcax.json"),
        save(Export([Made("Ruder fra fabrikken", 30.0, "m²", 25, 41.5, c3=1.5)]), tmp_path / "eksport.xlsx"),
    ]
    for source in sources:
        original = project_from(source)
        assert original is not None
        for name in ("projekt.yaml", "projekt.xlsx"):
            folder = tmp_path / f"{source.stem}-{name}"
            folder.mkdir()
            made = new_project(source, folder / name)
            for path, content in made.files.items():
                path.write_bytes(content)
            again = read_building(folder / name)
            assert assess(again, as_of=DAY).total_kg_co2e == assess(original, as_of=DAY).total_kg_co2e
            assert [(part.name, part.element) for part in again.components] == [(part.name, part.element) for part in original.components]  # fmt: skip
            with pytest.raises(Fault, match="the library exists already"):
                new_project(source, folder / name)
    text = tmp_path / "lcabyg-projekt.yaml" / "projekt.yaml"
    assert "# ikke overført: address" in text.read_text(encoding="utf-8")


def test_a_project_of_nothing_we_know_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "noter.json"
    path.write_text(json.dumps({"hello": "there"}), encoding="utf-8")
    with pytest.raises(Fault, match="not a project that can be read"):
        new_project(path, tmp_path / "ud.yaml")
    assert import_project(path) is None
    (tmp_path / "tom").mkdir()
    assert import_project(tmp_path / "tom") is None
