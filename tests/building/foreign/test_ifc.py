"""IFC models: elements with and without quantities and material, layers, units, classification, a mapping that is kept."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from foreign_epd import zipped
from foreign_ifc import Model

from circular.building.foreign import Notes
from circular.building.importers import import_project, project_from
from circular.building.mapping import mapping_for, mapping_yaml, read_mapping
from circular.building.model import Building
from circular.building.new_project import new_project
from circular.faults import Fault


def needs_ifc() -> None:
    pytest.importorskip("ifcopenshell", reason="the extra ifc is not installed")


def read(path: Path) -> Building:
    needs_ifc()
    found = project_from(path)
    assert found is not None
    return found


def says(building: Building, words: str) -> bool:
    return any(words in line for line in building.warnings_en)


def rows(building: Building) -> list[tuple[str, str, Decimal | None, str | None]]:
    return [(part.element, part.material, part.amount, part.unit) for part in building.components]


def test_quantities_material_and_what_lacks_them(tmp_path: Path) -> None:
    model = Model()
    whole, bare, nameless = (model.element("IFCCOLUMN", name) for name in ("Søjle".replace("ø", "oe"), "Bar", "Uden"))
    model.quantities(whole, NetVolume=2.5, Length=3.0)
    model.made_of(whole, model.material("Beton"))
    model.made_of(bare, model.material("Beton"))
    model.quantities(nameless, NetVolume=1.0)
    model.element("IFCOPENINGELEMENT", "Hul")
    model.element("IFCFURNITURE", "Stol")
    building = read(model.save(tmp_path))
    assert rows(building) == [("column_beam", "Beton", Decimal("2.5"), "m3"), ("column_beam", "Beton", None, None), ("column_beam", "", 1, "m3")]  # fmt: skip
    assert says(building, "3 elements, 2 with quantities, 2 with material")
    assert says(building, "Bar: without quantities")
    assert says(building, "Uden: without material")
    assert says(building, "1 IfcFurniture are no building elements")
    assert not says(building, "IfcOpeningElement")
    assert building.name == "Skole"


def test_layers_share_volume_by_thickness_and_the_file_may_be_in_millimetres(tmp_path: Path) -> None:
    model = Model(length=".MILLI.")
    wall = model.element("IFCWALL", "Mur")
    model.external(wall, True)
    model.quantities(wall, NetVolume=3.0, NetSideArea=10.0, Length=4000.0)
    model.made_of(wall, model.layers(("Teglsten, formur", 108.0), ("Mineraluld, alm.", 192.0)))
    building = read(model.save(tmp_path))
    brick, wool = building.components
    assert (brick.element, brick.material, brick.amount, brick.unit, brick.thickness_mm) == (
        "outer_wall",
        "#G0116",
        Decimal("1.08"),
        "m3",
        108,
    )
    assert (wool.material, wool.amount) == ("#G1226", Decimal("1.92"))


def test_layers_get_a_volume_of_area_and_thickness(tmp_path: Path) -> None:
    model = Model()
    wall = model.element("IFCWALL", "Mur")
    model.external(wall, False)
    model.quantities(wall, NetSideArea=10.0)
    model.made_of(wall, model.layers(("Teglsten, formur", 0.108), ("Luft", 0.05)))
    building = read(model.save(tmp_path))
    assert rows(building)[0] == ("inner_wall", "#G0116", Decimal("1.08"), "m3")


def test_constituents_without_shares_give_no_amount_and_are_listed(tmp_path: Path) -> None:
    model = Model()
    told, silent = model.element("IFCROOF", "Tag A", ",.FLAT_ROOF."), model.element("IFCROOF", "Tag B", ",.FLAT_ROOF.")
    for roof in (told, silent):
        model.quantities(roof, NetVolume=4.0)
    model.made_of(told, model.constituents(("Beton", 0.75), ("EPS", 0.25)))
    model.made_of(silent, model.constituents(("Beton", None), ("EPS", None)))
    building = read(model.save(tmp_path))
    assert [amount for _, _, amount, _ in rows(building)] == [3, 1, None, None]
    assert says(building, "Tag B: several materials without thickness or share")


def test_parts_count_and_not_the_whole(tmp_path: Path) -> None:
    model = Model()
    stair, flight = model.element("IFCSTAIR", "Trappe"), model.element("IFCSTAIRFLIGHT", "Lob", ",$,$,$,$,$")
    model.quantities(stair, NetVolume=9.0)
    model.quantities(flight, NetVolume=2.0)
    model.made_of(flight, model.material("Beton"))
    model.parts(stair, flight)
    assert rows(read(model.save(tmp_path))) == [("stairs", "Beton", 2, "m3")]


def test_classes_types_and_codes_give_the_element(tmp_path: Path) -> None:
    model = Model()
    slabs = [model.element("IFCSLAB", kind, f",.{kind}.") for kind in ("FLOOR", "ROOF", "BASESLAB")]
    coded = model.element("IFCBUILDINGELEMENTPROXY", "Proxy")
    for element in (*slabs, coded):
        model.quantities(element, NetVolume=1.0)
        model.made_of(element, model.material("Beton"))
    model.classified(coded, "BIM7AA", "311.01")
    assert [row[0] for row in rows(read(model.save(tmp_path)))] == ["floor_slab", "roof", "ground_floor", "window"]


def test_a_mapping_is_written_filled_in_and_used_again(tmp_path: Path) -> None:
    needs_ifc()
    model = Model()
    wall = model.element("IFCWALL", "Mur")
    model.quantities(wall, NetVolume=3.0, NetSideArea=20.0)
    model.made_of(wall, model.material("Ziegel"))
    path = model.save(tmp_path)
    made = new_project(path, tmp_path / "projekt.yaml")
    mapping = tmp_path / "model.mapping.yaml"
    assert set(made.files) == {tmp_path / "projekt.yaml", mapping}
    assert read_mapping_text(made.files[mapping], tmp_path) == {"Ziegel": ""}
    assert any("1 material names have no id: 'Ziegel'" in en for _, en in made.lines)
    mapping.write_text('circular: mapping/1\nmaterials: {Ziegel: "#G0577", Holz: "#B1489"}\n', encoding="utf-8")
    (part,) = read(path).components
    assert (part.material, part.amount, part.unit) == ("#G0577", 20, "m2"), "roof tiles are declared per m²"
    again = new_project(path, tmp_path / "andet" / "projekt.yaml").files[mapping]
    assert read_mapping_text(again, tmp_path) == {"Ziegel": "#G0577", "Holz": "#B1489"}


def read_mapping_text(content: bytes, folder: Path) -> dict[str, str]:
    path = folder / "x.mapping.yaml"
    path.write_bytes(content)
    return read_mapping(path)[0]


def test_mappings_suggest_and_are_strict(tmp_path: Path) -> None:
    assert "#G0116" in mapping_yaml({"Teglsten formur, gul": ""}, set_name="br18-2023")
    assert "#D1507" in mapping_yaml({"Teglsten, røde (formur)": ""})
    path = tmp_path / "model.mapping.yaml"
    path.write_text("circular: mapping/1\nmateriales: {a: b}\n", encoding="utf-8")
    with pytest.raises(Fault, match="unknown key 'materiales'"):
        mapping_for(tmp_path / "model.ifc")


def test_a_floor_area_of_the_storeys_is_the_area_else_one_line(tmp_path: Path) -> None:
    needs_ifc()
    model = Model()
    wall = model.element("IFCWALL", "Mur")
    model.quantities(wall, NetVolume=1.0)
    path = model.save(tmp_path, "uden.ifc")
    with pytest.raises(Fault, match="does not say how large the building is"):
        import_project(path)
    storey = model.add(f"IFCBUILDINGSTOREY('{model.guid()}',$,'Stue',$,$,$,$,$,.ELEMENT.,0.)")
    model.quantities(storey, GrossFloorArea=120.0)
    found = import_project(model.save(tmp_path, "med.ifc"))
    assert found is not None
    assert found.reference_area_m2 == 120


def test_what_only_has_a_perimeter_has_quantities_and_no_amount(tmp_path: Path) -> None:
    model = Model()
    slab, bar = (
        model.element("IFCSLAB", "Plade", ",.FLOOR."),
        model.element("IFCREINFORCINGBAR", "Jern", ",$,$,$,$,$,$"),
    )
    model.quantities(slab, Perimeter=12.0)
    model.made_of(slab, model.material("Beton"))
    model.made_of(bar, model.material("Stål".replace("å", "aa")))
    building = read(model.save(tmp_path))
    assert says(building, "1 elements, 1 with quantities, 1 with material; and 1 components and installations")
    assert says(building, "Plade: without quantities")
    assert [part.amount for part in building.components] == [None, None]


def test_a_zipped_model_is_read(tmp_path: Path) -> None:
    model = Model()
    model.quantities(model.element("IFCWALL", "Mur"), NetVolume=1.0)
    path = tmp_path / "model.ifczip"
    path.write_bytes(zipped({"model.ifc": model.text().encode()}))
    assert len(read(path).components) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"hello", "is no IFC model"),
        (Model().text().encode()[:300], "breaks off"),
        (Model().text().replace("IFC4", "STEP9").encode(), "cannot be read"),
        (Model().text().encode(), "has no building elements"),
    ],
)
def test_what_is_no_model_is_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    needs_ifc()
    path = tmp_path / "model.ifc"
    path.write_bytes(content)
    with pytest.raises(Fault) as caught:
        import_project(path)
    assert words in caught.value.told("en").splitlines()[0]


def test_without_the_extra_the_hint_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ifcopenshell", None)
    with pytest.raises(Fault) as caught:
        project_from(Model().save(tmp_path))
    assert 'pip install "circular-procurement[ifc]"' in caught.value.told("da")


@pytest.mark.parametrize(
    ("name", "elements", "quantities", "materials", "components"),
    [("hygros_Test-Modell.ifc", 29, 27, 27, 52), ("hygros_test-2026.ifc", 89, 0, 66, 90)],
)
def test_real_models_and_their_counts(
    shared: Path, name: str, elements: int, quantities: int, materials: int, components: int
) -> None:
    needs_ifc()
    from circular.building.ifc import read_model

    path = shared / "samples/ifc" / name
    model = read_model(path, mapping_for(path), Notes(str(path)))
    assert (model.elements, model.with_quantities, model.with_material) == (elements, quantities, materials)
    assert len(model.components) == components
