"""LCAbyg projects: the graph walked safely, each trap of the format, and LCAbyg's own figures reproduced."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from foreign_lcabyg import BRICK, CONCRETE, OUTER_WALLS, edge, node, project, stage, use, written
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.building import read_building
from circular.building.importers import import_project
from circular.building.lcabyg_words import stages
from circular.building.model import Building, Component
from circular.faults import Fault
from circular.lca import assess

DAY = date(2026, 11, 25)


def built(tmp_path: Path, *more: dict[str, Any], **building: Any) -> Building:
    found = import_project(written(project(*more, **building), tmp_path))
    assert found is not None
    return found


def says(building: Building, words: str) -> bool:
    return any(words in line for line in building.warnings_en)


def part(building: Building, material: str) -> Component:
    (found,) = [component for component in building.components if component.material == material]
    return found


def test_a_library_product_known_only_by_its_id_is_a_row_of_tabel_7(tmp_path: Path) -> None:
    building = built(tmp_path)
    (wall,) = building.components
    assert (wall.element, wall.label, wall.name, wall.material) == ("outer_wall", "Facade", "Teglmur", "#G0116")
    assert (wall.amount, wall.unit, wall.service_life_years) == (Decimal("1.00"), "m3", Decimal(120))
    assert (building.name, building.works, building.building_type) == ("Hus", "new", "office")
    assert (building.reference_area_m2, building.heated_area_m2, building.completed) == (100, 90, 2025)
    assert building.energy is not None
    assert (building.energy.electricity_kwh_m2_year, building.energy.heating_kwh_m2_year) == (5, 20)
    assert building.energy.heating == "district_heating"
    assert (building.material_data, building.energy_series) == ("br18-2023", "lcabyg-5.4")
    assert says(building, "not carried over: address")


def test_a_folder_of_split_files_reads_as_the_one_file(tmp_path: Path) -> None:
    whole = project()
    folder = tmp_path / "projekt"
    (folder / "User").mkdir(parents=True)
    written(whole[:9], folder / "User", "Project.json")
    written(whole[9:], folder, "Others.json")
    written({"noget": "andet"}, folder, "noter.json")
    building = read_building(folder)
    assert [part.material for part in building.components] == ["#G0116"]
    assert says(building, "noter.json is no part of the LCAbyg project")


@pytest.mark.parametrize("name", [{"Danish": "", "English": "Wall"}, "Wall", {"German": "Wall"}])
def test_names_are_texts_or_a_text_a_language(tmp_path: Path, name: Any) -> None:
    data = project()
    for item in data:
        if "Construction" in item.get("Node", {}):
            item["Node"]["Construction"]["name"] = name
    found = import_project(written(data, tmp_path))
    assert found is not None
    assert found.components[0].name == "Wall"


def test_what_stands_on_an_edge_may_be_a_bare_id(tmp_path: Path) -> None:
    data = project()
    for item in data:
        if "Edge" in item and isinstance(item["Edge"][0], dict) and "CategoryToElement" in item["Edge"][0]:
            item["Edge"][0] = "CategoryToElement"
    found = import_project(written(data, tmp_path))
    assert found is not None
    assert found.components[0].element == "outer_wall"


def test_what_is_switched_off_does_not_count_and_is_named(tmp_path: Path) -> None:
    building = built(
        tmp_path,
        use("mur", CONCRETE, enabled=False),
        node("Element", id="af", name="Slukket", enabled=False),
        edge("CategoryToElement", OUTER_WALLS, "af"),
        edge("ElementToConstruction", "af", "mur", {"id": "e2", "amount": 99.0, "enabled": True}),
        node("Element", id="andet", name="Andet scenarie", enabled=True, excluded_scenarios=["Original bygningsmodel"]),
        edge("ElementToConstruction", "andet", "mur", {"id": "e3", "amount": 99.0, "enabled": True}),
        edge("ElementToConstruction", "væg", "mur", {"id": "e4", "amount": 99.0, "enabled": False}),
    )
    assert [component.amount for component in building.components] == [Decimal("1.00")]
    assert says(building, "'Slukket' is switched off")
    assert says(building, "'Andet scenarie' is switched off")
    assert says(building, "a product in the construction 'Teglmur' is switched off")
    assert says(building, "the construction 'Teglmur' in 'Facade' is switched off")


def test_constructions_that_nothing_uses_do_not_count(tmp_path: Path) -> None:
    building = built(
        tmp_path, node("Construction", id="løs", name="Løs", unit="M2"), use("løs", CONCRETE, lifespan=0, amount=1000)
    )
    assert [component.material for component in building.components] == ["#G0116"]
    assert not says(building, "service life")


def test_the_same_edge_twice_counts_once_and_two_uses_of_one_product_count_twice(tmp_path: Path) -> None:
    again = use("mur", CONCRETE, "a")
    building = built(tmp_path, again, again, use("mur", CONCRETE, "b"))
    assert [component.material for component in building.components] == ["#G0116", "#B1433", "#B1433"]


def test_a_lifespan_of_0_makes_the_row_partial(tmp_path: Path) -> None:
    building = built(tmp_path, use("mur", CONCRETE, lifespan=0))
    assert says(building, "the service life is 0")
    assessed = assess(building, as_of=DAY)
    assert [row.partial for row in assessed.elements] == [False, True]
    assert assessed.total_kg_co2e["building"] is None


def test_cycles_and_missing_ends_end(tmp_path: Path) -> None:
    building = built(
        tmp_path,
        edge("ParentTo", "a", "b"),
        edge("ParentTo", "b", "a"),
        node("Element", id="rundt", name="Rundt", enabled=True),
        edge("CategoryToElement", "a", "rundt"),
        edge("ElementToConstruction", "rundt", "rundt", {"id": "e2", "amount": 1.0, "enabled": True}),
        edge("ConstructionToProduct", "mur", "mur", {"id": "u2", "amount": 1.0, "unit": "M2", "lifespan": 50}),
        edge("ElementToConstruction", "ingen", "mur", {"id": "e9", "amount": 7.0, "enabled": True}),
        edge("HemmeligKant", "x", "y"),
    )
    assert says(building, "the category of the element 'Rundt' is not known")
    assert says(building, "begins at ingen, which is no Element in the file")
    assert says(building, "1 edge(s) of the kind HemmeligKant are not known")
    unknown = [component.material for component in building.components if component.material.startswith("lcabyg-")]
    assert unknown == ["lcabyg-byggevare mur", "lcabyg-konstruktion rundt", "lcabyg-bygningsdel ingen"]
    assert assess(building, as_of=DAY).total_kg_co2e["building"] is None


def test_library_constructions_that_no_table_holds_are_told_one_by_one_and_are_never_a_pass(tmp_path: Path) -> None:
    building = built(
        tmp_path,
        edge("ElementToConstruction", "væg", "ukendt-1", {"id": "e2", "amount": 3.0, "enabled": True}),
        edge("ElementToConstruction", "væg", "ukendt-2", {"id": "e3", "amount": 3.0, "enabled": True}),
        use("mur", "ukendt-byggevare"),
    )
    for unknown in ("ukendt-1", "ukendt-2", "ukendt-byggevare"):
        assert says(building, unknown)
    assert says(building, "export the results (JSON or Excel) from LCAbyg")
    assessed = assess(building, as_of=DAY)
    assert sum(row.partial for row in assessed.elements) == 3
    assert assessed.per_m2_year["building"] is None


def test_a_product_of_the_file_is_computed_with_its_own_figures(tmp_path: Path) -> None:
    building = built(
        tmp_path,
        node("Product", id="p", name={"Danish": "Egen beton"}, uncertainty_factor=1.0),
        edge("ProductToStage", "p", "s1", {"id": "x1", "enabled": True}),
        edge("ProductToStage", "p", "s2", {"id": "x2", "enabled": True}),
        stage("s1", "A1to3", 200.0),
        stage("s2", "C4", 0.005, stage_unit="KG", indicator_unit="KG", mass_factor=1.0),
        use("mur", "p", amount=400.0, unit="KG", lifespan=25),
    )
    (product,) = building.library
    assert (product.id, product.unit, product.a1a3, product.c4, product.d) == ("Egen beton", "m3", 200, 10, None)
    assert (product.mass_kg, product.standard, product.valid_until) == (2000, "EN 15804+A2", date(2030, 1, 1))
    row = next(row for row in assess(building, as_of=DAY).elements if row.material == "Egen beton")
    assert row.modules["A1-A3"] == Decimal(400), "4000 kg are 2 m³ at 200 kg CO2e"
    assert row.modules["C4"] == Decimal(20)
    assert row.modules["B4"] == Decimal(420), "replaced once in 50 years"


def test_an_indicator_unit_of_another_kind_leaves_the_figure_per_stage_unit(tmp_path: Path) -> None:
    building = built(
        tmp_path,
        node("Product", id="p", name="Isolering"),
        edge("ProductToStage", "p", "s1", {"id": "x1", "enabled": True}),
        stage("s1", "A1to3", 2.5, stage_unit="M2", indicator_unit="M3", mass_factor=15.0),
        use("mur", "p", amount=1.0, unit="M2"),
    )
    assert (building.library[0].unit, building.library[0].a1a3, building.library[0].mass_kg) == (
        "m2",
        Decimal("2.5"),
        15,
    )


def test_stages_switched_off_count_0_and_factors_are_told(tmp_path: Path) -> None:
    building = built(
        tmp_path,
        node("Product", id="p", name="Genbrugt tegl", uncertainty_factor=1.2),
        edge("ProductToStage", "p", "s1", {"id": "x1", "enabled": False}),
        edge("ProductToStage", "p", "s2", {"id": "x2", "enabled": True}),
        edge("ProductToStage", "p", "s3", {"id": "x3", "enabled": True}),
        stage("s1", "A1to3", 500.0),
        stage("s2", "C3", 10.0, scale_factor=0.5, indicator_factor=2.0),
        stage("s3", "B1", 10.0),
        use("mur", "p"),
    )
    (product,) = building.library
    assert (product.a1a3, product.c3, product.c4) == (0, Decimal("3.00"), None)
    for words in ("switched off and counts as 0", "uncertainty factor 1.2", "scale_factor 0.5", "indicator_factor 2.0", "the stage B1"):  # fmt: skip
        assert says(building, words), words


def test_a_stage_of_the_library_is_known_by_its_id_and_an_unknown_one_makes_the_product_unknown(tmp_path: Path) -> None:
    c4 = next(uuid for uuid, known in stages().items() if known["name"] == "Stålprofil, Genanvendelse (C4)")
    steel = [
        node("Product", id="p", name="Eget stål"),
        edge("ProductToStage", "p", "s1", {"id": "x1", "enabled": True}),
        stage("s1", "A1to3", 1.5, stage_unit="KG", indicator_unit="KG", mass_factor=1.0),
        use("mur", "p", amount=10.0, unit="KG"),
    ]
    known = built(tmp_path, *steel, edge("ProductToStage", "p", c4, {"id": "x2", "enabled": True}))
    assert (known.library[0].a1a3, known.library[0].c4) == (Decimal("1.5"), Decimal("0.00068207"))
    unknown = built(tmp_path, *steel, edge("ProductToStage", "p", "ukendt-fase", {"id": "x2", "enabled": True}))
    assert unknown.library == ()
    assert says(unknown, "ends at ukendt-fase, which is no Stage")
    assert assess(unknown, as_of=DAY).total_kg_co2e["building"] is None


def test_two_products_of_one_name_are_told_apart(tmp_path: Path) -> None:
    more = []
    for identifier in ("aaaaaaaa-1", "bbbbbbbb-2"):
        more += [
            node("Product", id=identifier, name="Plade"),
            edge("ProductToStage", identifier, f"s{identifier}", {"id": f"x{identifier}", "enabled": True}),
            stage(f"s{identifier}", "A1to3", 1.0),
            use("mur", identifier),
        ]
    assert [product.id for product in built(tmp_path, *more).library] == ["Plade (aaaaaaaa)", "Plade (bbbbbbbb)"]


def test_kept_and_removed_parts_make_it_a_renovation(tmp_path: Path) -> None:
    building = built(
        tmp_path, use("mur", CONCRETE, demolition=True), use("mur", BRICK, "senere", delayed_start=30), project_type=""
    )
    assert building.works == "renovation"
    assert part(building, "#B1433").status == "removed"
    kept = next(component for component in building.components if component.status == "kept")
    assert kept.remaining_life_years == 30
    assert says(building, "demolition")
    assert says(building, "delayed_start")


def test_several_operations_and_other_scenarios_are_told(tmp_path: Path) -> None:
    data = project(node("Building", id="b2", scenario_name="Variant", gross_area=50.0), calculation_timespan=80)
    for item in data:
        said = item.get("Node", {}).get("Operation", {})
        if said.get("id") == "byggeplads":
            said["electricity_usage"] = 3.0
        if said.get("id") == "drift":
            said["electricity_production"] = 2.0
    found = import_project(written(data, tmp_path))
    assert found is not None
    for words in ("byggeplads belongs to the construction process", "the scenario 'Variant'", "the study period is 80 years", "exported electricity"):  # fmt: skip
        assert says(found, words), words
    assert found.energy is not None
    assert found.energy.electricity_kwh_m2_year == 5


def test_a_fixed_factor_of_district_heating_is_used(tmp_path: Path) -> None:
    data = project()
    for item in data:
        if "Edge" in item and "HeatingSource" in item["Edge"][0]:
            item["Edge"][2] = "d92c95dc-0000-0000-0000-000000000000"
    found = import_project(written(data, tmp_path))
    assert found is not None
    assert found.energy is not None
    assert found.energy.heating_factor_kg_kwh == Decimal("0.1314")


def test_electricity_of_2020_keeps_its_factor(tmp_path: Path) -> None:
    data = project()
    for item in data:
        if "Edge" in item and "ElectricitySource" in item["Edge"][0]:
            item["Edge"][2] = "84ddd0e5-85a1-48cb-ab90-aa19b3359458"
    found = import_project(written(data, tmp_path))
    assert found is not None
    assert found.energy_series == "lcabyg-5.4-el-2020"
    electricity = Decimal(50) * 5 * 90 * Decimal("0.264")
    projected = found.model_copy(update={"energy_series": "lcabyg-5.4"})
    assert found.energy is not None
    bare = found.model_copy(update={"energy": found.energy.model_copy(update={"heating_kwh_m2_year": Decimal(0)})})
    assert assess(bare, as_of=DAY).total_kg_co2e["B6"] == electricity
    assert assess(projected, as_of=DAY).total_kg_co2e["B6"] < assess(found, as_of=DAY).total_kg_co2e["B6"]  # type: ignore[operator]


def test_an_unknown_source_of_electricity_is_told(tmp_path: Path) -> None:
    data = [item for item in project() if "ElectricitySource" not in str(item.get("Edge", ""))]
    found = import_project(written(data, tmp_path))
    assert found is not None
    assert says(found, "the electricity source of the file is not known")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b'[{"Node": {"Project": {"id": "x", "name": "y"}}}, {"Edge": [', "breaks off"),
        (b'[{"Node": {"Building": {"id": "b", "gross_area": NaN}}}]', "numbers that are none"),
        (b'[{"Node": {"Building": {"id": "b", "gross_area": 0}}}]', "gross_area"),
        (b'[{"Node": {"Project": {"id": "x"}}}]', "no building"),
        (b"[" * 100_000, "nested too deep"),
        (b'[{"Node": {"Building": {"id": "b", "gross_area": 1e999999999}}}]', "gross_area"),
        (b'[{"Node": {"Building": {"id": "b", "gross_area": ' + b"9" * 5000 + b"}}}]", "numbers that are none"),
    ],
)
def test_broken_files_end_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "projekt.json"
    path.write_bytes(content)
    with pytest.raises(Fault) as caught:
        import_project(path)
    assert words in caught.value.told("en").splitlines()[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "projekt.json"
    path.write_bytes(json.dumps(project(), ensure_ascii=False).encode(encoding))
    found = import_project(path)
    assert found is not None
    assert found.components[0].label == "Facade"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_graph_with_anything_taken_out_or_exchanged_ends_in_a_building_or_a_fault(data: st.DataObject) -> None:
    from circular.building.foreign import Notes
    from circular.building.lcabyg import building_from
    from circular.building.lcabyg_graph import graph_of

    items = json.loads(json.dumps(project()))
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(items) - 1))
        what = data.draw(st.sampled_from(["drop", "null", "text", "swap", "strip"]))
        if what == "drop":
            items.pop(index)
        elif what in ("null", "text"):
            items[index] = None if what == "null" else "x"
        elif what == "swap" and isinstance(items[index], dict) and "Edge" in items[index]:
            items[index]["Edge"].reverse()
        elif isinstance(items[index], dict) and "Node" in items[index]:
            (said,) = items[index]["Node"].values()
            key = data.draw(st.sampled_from(sorted(said)))
            said[key] = data.draw(st.sampled_from([None, [], {}, "", -1, 1e30, True]))
    try:
        graph = graph_of([("x.json", items)], "x.json", Notes("x.json"))
        found = None if graph is None else building_from(graph, Notes("x.json"))
    except Fault:
        return
    assert found is None or found.reference_area_m2 > 0


def test_lcabyg_s_own_example_house_comes_out_to_the_last_digit(shared: Path) -> None:
    building = import_project(shared / "samples/lcabyg/lcabyg_example_project.json")
    assert building is not None
    total = assess(building, as_of=DAY).total_kg_co2e
    assert total["building"] == pytest.approx(Decimal("76300.73199657902"), rel=Decimal("1e-12"))
    assert total["D"] == pytest.approx(Decimal("-13117.836273311834"), rel=Decimal("1e-12"))


def test_the_example_with_an_error_is_never_a_number(shared: Path) -> None:
    building = import_project(shared / "samples/lcabyg/webapi_single_with_error")
    assert building is not None
    assert says(building, "which is no Element in the file")
    assert assess(building, as_of=DAY).total_kg_co2e["building"] is None


@pytest.mark.parametrize(
    ("name", "components", "library", "unknown"),
    [
        ("dtu-science-park-kt-02.json", 184, 1, 30),
        ("lcabyg_project.json", 1, 1, 0),
        ("webapi_reno", 43, 0, 43),
        ("webapi_single", 59, 0, 0),
    ],
)
def test_real_projects(shared: Path, name: str, components: int, library: int, unknown: int) -> None:
    building = import_project(shared / "samples/lcabyg" / name)
    assert building is not None
    assert (len(building.components), len(building.library)) == (components, library)
    missing = [part for part in building.components if part.material.startswith("lcabyg-")]
    assert len(missing) == unknown
    assert all(says(building, part.material.split(" ", 1)[1]) for part in missing)
