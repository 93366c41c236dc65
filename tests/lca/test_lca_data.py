"""The tables of lca_data: derived again row by row from the published forms, and what their marks mean."""

from __future__ import annotations

import csv
import re
from decimal import Decimal as D
from pathlib import Path

import pytest

from circular.building.elements import elements, groups
from circular.lca.energy import shipped_series
from circular.lca.lint import lint
from circular.lca.materials import Material, shipped_sets
from circular.lca.shifted import shifted

SOURCE = {"br18-2023": "br18_tabel7_2023.csv", "br18-2025": "br18_tabel7_2025.csv"}
UNITS = {"KG": "kg", "M2": "m2", "M3": "m3", "STK": "pcs", "M": "m", "kg": "kg", "m": "m", "stk": "pcs", "m²": "m2", "m³": "m3", "ton": "t", "m² with R=1 m²K/W": "m2_r1", "": "m2_year"}  # fmt: skip
TIMES = {"kg/m³": 1, "g/cm³": 1000, "ton/m³": 1000, "kg/dm³": 1000}
CORRECTED = {"br18-2023": {"#G1292", "#G0092", "#G1061", "#G0768", "#G0785"}, "br18-2025": set()}


def published(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / SOURCE[name]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def near(ours: D | None, theirs: str, factor: D) -> bool:
    """Equal to the fifteen digits of a workbook."""
    if theirs.strip() in ("-", ""):
        return not ours
    value = D(theirs) / factor
    return ours is not None and abs(ours - value) <= abs(value) * D("1e-14")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["br18-2023", "br18-2025"])
def test_every_row_follows_from_the_published_table(shared: Path, name: str) -> None:
    table, ours = published(shared, name), shipped_sets()[name].rows
    assert len(table) == {"br18-2023": 450, "br18-2025": 507}[name]
    assert list(dict.fromkeys(row["Sorterings ID"] for row in table)) == list(ours)
    for row in table:
        material = ours[row["Sorterings ID"]]
        raw = row["Deklareret enhed (FU)"]
        assert material.unit == ("pcs" if raw.startswith("stk") else "m" if raw.startswith("m (") else UNITS[raw])
        factor = D(row["Deklareret faktor (FU)"] or 1)
        factor = D(1) if abs(factor - 1) < D("1e-9") else factor
        if material.id not in CORRECTED[name]:
            for key, module in (("a1a3", "A1-A3"), ("c3", "C3"), ("c4", "C4"), ("d", "D")):
                assert near(getattr(material, key), row[f"Global Opvarmning, modul {module}"], factor), material.id
        _mass(material, row, name)


def _mass(material: Material, row: dict[str, str], name: str) -> None:
    if material.unit in ("kg", "t"):
        assert material.mass_kg == {"kg": 1, "t": 1000}[material.unit]
    if not row["Masse faktor"].strip("- "):
        return
    mass = D(row["Masse faktor"])
    if name == "br18-2023":
        assert material.unit == "kg" or material.id in CORRECTED[name] or abs(material.mass_kg - mass) < D("1e-9")  # type: ignore[operator]
        return
    unit = row["Masse enhed"].strip()
    if unit in TIMES:
        assert material.density_kg_m3 == pytest.approx(mass * TIMES[unit])
    elif unit == "kg/m²" and material.unit in ("kg", "t"):
        assert material.kg_per_m2 == pytest.approx(mass)
    elif material.mass_kg is not None and material.unit not in ("kg", "t"):
        assert material.mass_kg == pytest.approx(mass)


@pytest.mark.shared
def test_every_service_life_follows_from_the_published_table(shared: Path, root: Path) -> None:
    with (shared / "data" / "build_levetidstabel_nov2022.csv").open(encoding="utf-8-sig", newline="") as file:
        theirs = [(row["group"], row["part_code"], row["material_code"] or "index", row["years"]) for row in csv.DictReader(file)]  # fmt: skip
    with (root / "lca_data" / "service_lives" / "build-2022-11.csv").open(encoding="utf-8", newline="") as file:
        ours = [(row["group"], row["part"], row["material"], row["years"]) for row in csv.DictReader(file)]
    assert ours == theirs and len(ours) == 854


def test_the_corrections_stand_beside_the_published_figures() -> None:
    rows = shipped_sets()["br18-2023"].rows
    osb = rows["#G1292"]
    assert dict(osb.published)["c3"] == D("1.80183") and osb.c3 == 600 * D("1.80183") and osb.d == 600 * D("-0.523199")
    assert {row.id for row in rows.values() if row.mark == "corrected"} == CORRECTED["br18-2023"]
    assert all(row.note for row in rows.values() if row.mark == "corrected")


def test_suspect_rows_and_rows_of_disposal_are_marked() -> None:
    old, new = shipped_sets()["br18-2023"].rows, shipped_sets()["br18-2025"].rows
    assert {row.id for row in old.values() if row.suspect} == {"#G1294", "#G1295", "#G1296", "#G1297"}
    assert {row.id for row in new.values() if row.suspect} == {"#D1624", "#D1625"}
    assert sum(row.end_of_life_only for row in old.values()) == 19
    assert not any(row.end_of_life_only for row in new.values())
    for row in [*old.values(), *new.values()]:
        assert (row.mark == "suspect") == row.suspect and (row.mark == "end_of_life") == row.end_of_life_only


def test_rows_with_one_id_are_one_row_with_two_names() -> None:
    rows = shipped_sets()["br18-2025"].rows
    assert {row.id for row in rows.values() if row.other_names} == {"#G0164", "#G0771", "#G0923"}
    assert len(rows) == 504


def test_some_figures_as_the_regulation_prints_them() -> None:
    rows = shipped_sets()["br18-2025"].rows
    assert (rows["#D1507"].a1a3, rows["#D1507"].unit, rows["#D1507"].density_kg_m3) == (D("217.525"), "t", 1800)
    assert (rows["#D1497"].kg_per_m2, rows["#D1590"].d) == (D("52.5"), D("110.7"))
    assert (rows["#D1534"].unit, rows["#D1534"].lambda_w_mk, rows["#D1534"].density_kg_m3) == ("m2_r1", D("0.034"), D("27.75"))  # fmt: skip
    assert shipped_sets()["br18-2023"].rows["#G0086"].a1a3 == D("1.125")
    for kind, whole in (("Enfamiliehuse", "0.660"), ("Rækkehuse", "0.628"), ("Etageboliger", "0.655"), ("Kontor", "0.998"), ("Øvrige", "1.297")):  # fmt: skip
        three = [row for row in rows.values() if row.unit == "m2_year" and row.name.startswith(kind)]
        assert len(three) == 3 and sum(row.a1a3 + row.c3 + row.c4 for row in three) == D(whole)  # type: ignore[operator]


def test_the_lint_finds_the_known_rows_by_itself() -> None:
    found = lint(shipped_sets()["br18-2023"])
    per_kg = {(one.material.id, one.module) for one in found if one.kind == "per_kg"}
    assert {("#G1292", "c3"), ("#G0768", "c4"), ("#G1294", "c3"), ("#G1295", "c3"), ("#G1296", "c3"), ("#G1297", "c3")} <= per_kg  # fmt: skip
    osb = next(one for one in found if one.material.id == "#G1292" and one.module == "c3")
    assert osb.expected == pytest.approx(D("1081.098"))
    assert {"#G1294", "#G1295", "#G1296", "#G1297"} <= {one.material.id for one in found if one.kind == "negative"}
    assert {"#G0785", "#G0768"} <= {one.material.id for one in found if one.kind in ("per_kg", "mass")}
    assert len({one.material.id for one in found if one.kind in ("per_kg", "mass")}) <= 20, "few enough to look at"
    newer = lint(shipped_sets()["br18-2025"])
    assert {one.material.id for one in newer if one.kind == "negative"} == {"#D1624", "#D1625"}
    assert "#D1590" in {one.material.id for one in newer if one.kind == "positive_d"}
    assert "#D1616" in {one.material.id for one in newer if one.kind == "negative_disposal"}


def test_rows_that_changed_places_are_found_by_the_other_edition() -> None:
    sets = shipped_sets()
    found = {
        one.material.id: one
        for one in lint(sets["br18-2023"], {"br18-2025": sets["br18-2025"].rows})
        if one.kind == "shifted"
    }
    assert set(found) == {"#G0092", "#G1061", "#G1018", "#G0324", "#G0563", "#G0224", "#G0620"}
    assert (found["#G0092"].value, found["#G1061"].value) == (D("2.10646"), D("1.48132"))
    assert "#G1061" in found["#G0092"].da and "#G1018" in found["#G1061"].en
    assert not [one for one in lint(sets["br18-2023"], {"same": sets["br18-2023"].rows}) if one.kind == "shifted" and one.material.mark != "corrected"]  # fmt: skip


def test_two_rows_made_to_change_places_are_found_and_a_revised_one_is_not() -> None:
    from dataclasses import replace

    sets = shipped_sets()
    other, rows = sets["br18-2025"].rows, dict(sets["br18-2025"].rows)
    emulsion, lime = rows["#G0877"], rows["#G0606"]
    rows["#G0877"], rows["#G0606"] = replace(emulsion, a1a3=lime.a1a3), replace(lime, a1a3=emulsion.a1a3)
    silicone = rows["#G0581"]
    rows["#G0581"] = replace(silicone, a1a3=silicone.a1a3 * 3)  # type: ignore[operator]
    assert set(shifted(rows.values(), other)) == {"#G0877", "#G0606"}


def test_the_lint_finds_a_row_that_is_made_wrong() -> None:
    rows = list(shipped_sets()["br18-2025"])
    from dataclasses import replace

    clt = next(row for row in rows if row.id == "#B1318")
    broken = replace(clt, c3=clt.c3 / clt.mass_kg)  # type: ignore[operator]
    found = lint([broken if row.id == clt.id else row for row in rows])
    assert ("#B1318", "c3", "per_kg") in {(one.material.id, one.module, one.kind) for one in found}
    assert ("#B1318", "c3", "per_kg") not in {(one.material.id, one.module, one.kind) for one in lint(rows)}


def test_every_element_has_its_group_and_a_life_of_the_table() -> None:
    from circular.lca.service_lives import table_life

    for name, element in elements().items():
        assert element.name.da and element.name.en
        assert element.group in groups() or name in ("fixed_furniture", "site", "other")
        assert (table_life(name, None) is not None) == (name != "other"), name


def test_tables_name_their_source_date_and_licence(root: Path) -> None:
    for path in sorted((root / "lca_data").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^\s*(\w*source\w*|sources):", text, re.MULTILINE) or path.name == "epd.yaml", path
    for data in shipped_sets().values():
        assert data.source and data.edition and data.licence and data.regime_from and data.title.da and data.title.en
    for series in shipped_series().values():
        assert series.source and series.regime_from
