"""Building lists of others: columns and words understood or told, gaps filled and marked, nothing guessed in silence."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from circular.faults import Fault
from circular.optimise import read_portfolio
from circular.optimise.portfolio_import import Imported, import_list
from circular.optimise.portfolio_out import portfolio_yaml
from circular.optimise.portfolio_workbook import portfolio_workbook
from circular.optimise.portfolio_workbook_in import read_portfolio_workbook

pytestmark = pytest.mark.usefixtures("workbooks_read_here")

BBR = """Udtræk af BBR 2026;;;;;;;;
Bygning;Anvendelse;Opførelsesår;Samlet areal;Varmeinstallation;Opvarmningsmiddel;Varmeforbrug kWh;Elforbrug kWh;Energimærke
Skolen;420;1965;6.800;1;;830.000;190000;E
Rådhuset;Kontor;1972;5200;2;Naturgas;;265000;D
Børnehuset;440;1980;1150;5;;0;61000;C
"""


def listed(folder: Path, text: str = BBR, *maps: str) -> Imported:
    (folder / "liste.csv").write_text(text, encoding="utf-8")
    return import_list(folder / "liste.csv", maps)


def test_a_bbr_export_is_understood(tmp_path: Path) -> None:
    made = listed(tmp_path)
    school, hall, nursery = made.buildings
    assert school["now"] == {"heating": "district_heating", "heat_kwh_year": Decimal(830000), "electricity_kwh_year": Decimal(190000), "label": "E"}  # fmt: skip
    assert (hall["now"]["heating"], nursery["now"]["heating"]) == ("gas", "heat_pump")
    assert hall["now"]["heat_kwh_year"] == 5200 * 82 and "Assens" in hall["assumed"]["now.heat_kwh_year"]
    assert school["u_values_now"]["outer_wall"] == Decimal("0.77") and "TABULA" in school["assumed"]["u_values_now"]
    assert "now.heat_kwh_year" not in school["assumed"]
    assert made.filled["now.heat_kwh_year"] == 1 and made.assumed_share == pytest.approx(4 / 12)


def test_yaml_and_workbook_read_back_alike_and_say_what_is_assumed(tmp_path: Path) -> None:
    made = listed(tmp_path)
    (tmp_path / "p.yaml").write_text(portfolio_yaml(made, "liste.csv", 2026, "en"), encoding="utf-8")
    portfolio_workbook(tmp_path / "p.xlsx", "da", made.buildings, 2026)
    one, other = read_portfolio(tmp_path / "p.yaml"), read_portfolio_workbook(tmp_path / "p.xlsx")
    for a, b in zip(one.buildings, other.buildings, strict=True):
        assert a.model_dump(exclude={"source"}) == b.model_dump(exclude={"source"})
        assert a.assumed["heated_area_m2"] == "reference_area_m2"


def test_headers_and_words_can_be_told(tmp_path: Path) -> None:
    text = "Hus,Størrelse,Brug,Varme,V,E\n1,900,Klub,9a,90000,20000\n"
    with pytest.raises(Fault, match="looks like the headers"):
        listed(tmp_path, text)
    columns = ("id=Hus", "heated_area_m2=Størrelse", "building_type=Brug", "heating=Varme", "heat_kwh_year=V", "electricity_kwh_year=E")  # fmt: skip
    with pytest.raises(Fault, match="'Klub' is not a known word of 'building_type'"):
        listed(tmp_path, text, *columns)
    made = listed(tmp_path, text, *columns, "building_type:Klub=institution", "heating:9a=oil")
    assert made.buildings[0]["id"] == "1" and made.buildings[0]["now"]["heating"] == "oil"
    assert 'id: "1"' in portfolio_yaml(made, "x", 2026, "da")


@pytest.mark.parametrize(
    ("old", "new", "place", "fault"),
    [
        ("830.000", "mange", "G3", "must be a number, not 'mange'"),
        ("190000", "-5", "H3", "cannot be -5"),
        ("Rådhuset;", "Skolen;", "A4", "stands twice"),
        ("Kontor", "Hytte", "B4", "not a known word"),
        ("2;Naturgas", "2;", "E4", "its fuel is missing"),
        ("Naturgas", "7", "F4", "not a known fuel"),
        (";E\n", ";H\n", "I3", "no energy label"),
        ("Børnehuset", "", "A5", "has no name"),
        ("1965", "1965.5", "C3", "cannot be"),
    ],
)
def test_what_cannot_be_understood_is_named(tmp_path: Path, old: str, new: str, place: str, fault: str) -> None:
    with pytest.raises(Fault) as refused:
        listed(tmp_path, BBR.replace(old, new, 1))
    assert refused.value.place == place and fault in refused.value.fault


def test_what_lacks_still_is_told_and_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    made = listed(tmp_path, BBR.replace("190000", "", 1))
    assert made.lacking == {"now.electricity_kwh_year": ["Skolen"]}
    (tmp_path / "p.yaml").write_text(portfolio_yaml(made, "liste.csv", 2026, "da"), encoding="utf-8")
    with pytest.raises(Fault, match="'electricity_kwh_year' is missing"):
        read_portfolio(tmp_path / "p.yaml")


def test_a_wrong_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="not field=column"):
        listed(tmp_path, BBR, "areal")
    with pytest.raises(Fault, match="no column 'Kvadratmeter'"):
        listed(tmp_path, BBR, "heated_area_m2=Kvadratmeter")


def test_the_command_writes_the_file_and_prints_the_share(tmp_path: Path) -> None:
    book = Workbook()
    for line in BBR.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in line.split(";")])
    book.save(tmp_path / "liste.xlsx")
    out = tmp_path / "p.yaml"
    run = subprocess.run(
        [sys.executable, "-m", "circular", "new", "portfolio", "--from", str(tmp_path / "liste.xlsx"), "--out", str(out), "--lang", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0 and "share of assumed figures (area and energy): 33.3 %" in run.stderr
    assert len(read_portfolio(out).buildings) == 3


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_text("Bygning;Areal;Anvendelse\n" + text, encoding="utf-8", errors="replace")
        try:
            import_list(path)
        except Fault as fault:
            assert fault.told("da")
