"""Import of the official workbooks, and of EPDs, from the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lca_projects import building, part
from openpyxl import Workbook

from circular.building.model import Energy
from circular.cli.materials import command
from circular.faults import Fault
from circular.lca import assess
from circular.lca.materials import material_sets
from circular.lca.official import read_official

HEAD_2025 = ["Sorterings ID", "Data type", "Navn DE/ENG", "Navn DK", "Global Opvarmning, modul A1-A3", "Global Opvarmning, modul C3", "Global Opvarmning, modul C4", "Global Opvarmning, modul D", "Deklareret faktor (FU)", "Deklareret enhed (FU)", "Masse faktor", "Masse enhed", "Url (link)", "Kommentar"]  # fmt: skip
ROWS = [
    ["#D1", "Dansk generisk data", "brick", "Tegl, rød", 200.5, 3.4, 0.17, -2.4, 1, "ton", 1800, "kg/m³", "http://x", ""],
    ["#G2", "Generisk data", "steel", "Stål", "#D1", 1.5, None, -400, 1000, "kg", 1000, "kg/kg", "", ""],
    ["#G3", "Generisk data", "wool", "Mineraluld, kl. 34", 0.7, 0, 0.03, 0, 1, "m² with R=1 m²K/W", 27.75, "kg/m³", "", ""],
]  # fmt: skip


def workbook(path: Path, rows: list[list[Any]], title: str = "Tabel 7") -> Path:
    book: Any = Workbook()
    book.active.title = title
    for row in [["Bilag 2"], [], *rows]:
        book.active.append(row)
    book.save(path)
    return path


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(command, [str(word) for word in words], standalone_mode=False, catch_exceptions=False)
    return result.output


def test_tabel_7_becomes_a_set_beside_the_project(tmp_path: Path) -> None:
    path = workbook(tmp_path / "tabel7.xlsx", [HEAD_2025, *ROWS])
    said = run("import", path, "--name", "br18-2027", "--regime-from", "2027-01-01", "--project", tmp_path)
    assert "br18-2027" in said and "3" in said
    rows = material_sets(tmp_path)["br18-2027"].rows
    assert (rows["#D1"].unit, rows["#D1"].density_kg_m3, rows["#D1"].mass_kg, rows["#D1"].c4) == ("t", 1800, 1000, D("0.17"))  # fmt: skip
    assert rows["#G2"].a1a3 == D("0.2005"), "the figure of the row it refers to, divided by its own declared factor"
    assert rows["#G2"].c4 == 0 and rows["#G3"].lambda_w_mk == D("0.034")
    (tmp_path / "p.yaml").write_text("")
    project = building(part("#D1", 2, "t", service_life_years=60), material_data=None, permit_applied=date(2027, 3, 1), file=str(tmp_path / "p.yaml"))  # fmt: skip
    found = assess(project, as_of=date(2027, 5, 1))
    assert found.material_data == "br18-2027" and found.total_kg_co2e["A1-A3"] == 401


@pytest.mark.parametrize("turned", [False, True])
def test_tabel_8_becomes_a_series_that_its_regime_uses(tmp_path: Path, turned: bool) -> None:
    table = [["År", "El", "Fjernvarme", "Ledningsgas"], [2025, 0.1, 0.08, 0.2], [2030, 0.05, 0.06, "0,1"], [2040, 0.04, 0.05, 0.1]]  # fmt: skip
    path = workbook(tmp_path / "t8.xlsx", [list(row) for row in zip(*table, strict=True)] if turned else table)
    run("import", path, "--name", "br18-2025-tabel8", "--regime-from", "2025-07-01", "--project", tmp_path)
    energy = Energy(heating_kwh_m2_year=D(10), heating="gas")
    project = building(energy=energy, permit_applied=date(2026, 1, 1), material_data=None, completed=2030, file=str(tmp_path / "p.yaml"))  # fmt: skip
    found = assess(project, as_of=date(2026, 5, 1))
    assert found.energy_series == "br18-2025-tabel8" and found.energy_series_fits
    assert found.per_m2_year["B6"] == D(1)
    assert not any("energifaktorer" in warning for warning in found.warnings)


def test_broken_tables_are_told_with_sheet_and_row(tmp_path: Path) -> None:
    for change, place in ((("4", "x"), "Tabel 7!4"), (("9", "liter"), "Tabel 7!4"), (("4", "#nej"), "Tabel 7!4")):
        rows = [list(row) for row in ROWS]
        rows[0][int(change[0])] = change[1]
        with pytest.raises(Fault) as raised:
            read_official(workbook(tmp_path / "t.xlsx", [HEAD_2025, *rows]))
        assert raised.value.place == place
    headless = [[name for name in HEAD_2025 if "C3" not in name], *ROWS]
    with pytest.raises(Fault, match="c3"):
        read_official(workbook(tmp_path / "t.xlsx", headless))
    assert read_official(workbook(tmp_path / "t.xlsx", [["a", "b"], [1, 2]])) is None


def test_a_shipped_name_is_not_overridden_and_a_table_needs_its_date(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [HEAD_2025, *ROWS])
    for words in (("--name", "br18-2025", "--regime-from", "2025-07-01"), ("--name", "../x", "--regime-from", "2025-07-01"), ()):  # fmt: skip
        with pytest.raises(Fault):
            run("import", path, "--project", tmp_path, *words)
    assert not (tmp_path / "lca_data").exists()


@pytest.mark.shared
def test_an_epd_becomes_a_product_that_a_row_can_name(shared: Path, tmp_path: Path) -> None:
    epd = shared / "samples" / "epd" / "335241f9-db84-486c-9a19-cd5ebb791903.json"
    said = run("import", epd, "--project", tmp_path)
    assert "A1-A3" in said
    run("import", epd, "--project", tmp_path)
    assert (tmp_path / "materials.yaml").read_text().count("- {id") == 1, "the same product again is replaced"
    line = part("335241f9-db84-486c-9a19-cd5ebb791903", 4594, "kg", service_life_years=100)
    found = assess(building(line, file=str(tmp_path / "p.yaml")), as_of=date(2026, 1, 1))
    assert float(found.total_kg_co2e["A1-A3"] or 0) == pytest.approx(2 * 146.7536, abs=1e-3)
    assert found.elements[0].data.standard == "EN 15804+A2"


def test_look_ups_from_the_command_line(tmp_path: Path) -> None:
    beside = ("--project", tmp_path)
    assert "#D1534" in run("search", "mineraluld", "kl. 34", *beside)
    for word in ("mursten", "brick"):
        assert "Teglsten" in run("search", word, "--most", "3", *beside)
    assert run("list", "--set", "br18-2023", *beside).count("\n") == 451
    assert "1,802" in run("show", "#G1292", "--set", "br18-2023", *beside)
    assert "br18-2023" in run("compare", "#G1292", *beside)
    assert "#G0768" in run("lint", "--set", "br18-2023", *beside)
    assert '"id": "#B1318"' in run("show", "#B1318", "--format", "json", *beside)
    for wrong in (("show", "#D150"), ("list", "--set", "br18-2024")):
        with pytest.raises(Fault):
            run(*wrong, *beside)
