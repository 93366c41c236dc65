"""The workbook of a project: the same object as the YAML, in both languages, also after LibreOffice has saved it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from test_project_yaml import plain

from circular.building import Building, read_building
from circular.building.workbook_out import project_workbook
from circular.building.workbook_spec import TABLES, building_fields, table_columns, text_of
from circular.faults import Fault


def example(root: Path, name: str = "skole") -> Building:
    return read_building(root / "examples" / f"{name}.yaml")


def written(path: Path, project: Building, language: str = "da") -> Path:
    project_workbook(path, language, project)
    return path


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", ["skole", "nybyg"])
def test_the_workbook_gives_the_same_project_as_the_yaml(root: Path, tmp_path: Path, name: str, language: str) -> None:
    project = example(root, name)
    again = read_building(written(tmp_path / "p.xlsx", project, language))
    assert plain(again) == plain(project)
    sheet = text_of("sheets", "components")[language]
    assert again.components[0].source is not None
    assert again.components[0].source.place == f"{sheet}!4"


def test_every_kind_of_field_survives(root: Path, tmp_path: Path) -> None:
    project = example(root).model_copy(
        update={
            "building_type": {"office": D("0.6"), "retail": D("0.4")},
            "heated": False,
            "temporary": True,
            "conflicts": (("outer_wall/Behold", "heating/Fjernvarme"),),
            "requires": (("a/b", "c/d"),),
            "pin": {"outer_wall": "Behold"},
            "name": "=HYPERLINK(1)",
            "heated_basement_m2": D("12.5"),
        }
    )
    path = written(tmp_path / "p.xlsx", project)
    assert plain(read_building(path)) == plain(project)
    assert load_workbook(path)["Bygning"]["C5"].data_type == "s", "a name is never a formula"


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_new_workbook_has_drop_downs_units_help_and_examples_that_are_not_read(tmp_path: Path, language: str) -> None:
    path = tmp_path / "ny.xlsx"
    project_workbook(path, language)
    book = load_workbook(path)
    assert book.sheetnames[:3] == [text_of("sheets", name)[language] for name in ("building", "uses", "components")]
    for table in TABLES:
        sheet = book[text_of("sheets", table)[language]]
        assert [sheet.cell(3, index).value for index in range(2, 2 + len(table_columns(table)))] == [column.key for column in table_columns(table)]  # fmt: skip
    components = book[text_of("sheets", "components")[language]]
    lists = [check for check in components.data_validations.dataValidation if check.type == "list"]
    assert len(lists) == 5 and all("!$" in check.formula1 for check in lists)
    assert any(check.prompt for check in components.data_validations.dataValidation)
    assert str(components["A4"].value).startswith(("eksempel", "example"))
    with pytest.raises(Fault, match="works") as raised:
        read_building(path)
    assert raised.value.place == f"{text_of('sheets', 'building')[language]}!C6"
    building = book[text_of("sheets", "building")[language]]
    for row, value in ((5, "Skole"), (6, "renovering" if language == "da" else "renovation"), (7, "office")):
        building.cell(row, 3).value = value
    area = next(row for row in range(4, 60) if building.cell(row, 5).value == "reference_area_m2")
    building.cell(area, 3).value = 1200.1
    book.save(path)
    project = read_building(path)
    assert (project.works, project.building_type, project.reference_area_m2) == ("renovation", "office", D("1200.1"))
    assert project.components == () and project.choices == ()


def test_every_field_of_the_sheet_has_both_languages() -> None:
    for one in [*building_fields(), *(column for table in TABLES for column in table_columns(table))]:
        words = [one] if not hasattr(one, "name") else [one.name, *([one.unit] if one.unit else [])]
        assert all(word.da and word.en for word in words)


def edited(root: Path, tmp_path: Path, sheet: str, cell: str, value: Any) -> Path:
    path = written(tmp_path / "p.xlsx", example(root))
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


WRONG = [
    ("Bygning", "C15", "1.200,5", "reference_area_m2", "1200.5"), ("Bygning", "C15", "NaN", "reference_area_m2", ""), ("Bygning", "C15", -5, "reference_area_m2", ""),
    ("Bygning", "C16", "=1/0*A1", "heated_area_m2", ""), ("Bygning", "C6", "renovring", "works", "renovering"), ("Bygning", "C8", "i morgen", "permit_applied", "2025-07-01"),
    ("Bygning", "E9", "name", "name", "C5"), ("Bygning", "E9", "navn", "navn", ""), ("Bygningsdele", "B7", "ydermur", "element", ""), ("Bygningsdele", "G7", "12 stk", "amount", ""),
    ("Bygningsdele", "H7", "liter", "unit", ""), ("Bygningsdele", "G3", "unit", "unit", ""), ("Bygningsdele", "O7", 20, "recycled_share", ""), ("Muligheder", "B5", "Elevator", "lift", "Valg"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "cell", "value", "field", "hint"), WRONG)
def test_a_wrong_cell_is_told_with_sheet_cell_and_field(
    root: Path, tmp_path: Path, sheet: str, cell: str, value: Any, field: str, hint: str
) -> None:
    with pytest.raises(Fault) as raised:
        read_building(edited(root, tmp_path, sheet, cell, value))
    told = raised.value.parts("da")
    assert told["place"].startswith(f"{sheet}!") and field in told["fault"] and hint in told["hint"]


def test_a_macro_workbook_and_a_locked_one_are_refused_by_name(root: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "p.xlsx", example(root))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(Fault, match="macros"):
        read_building(path)
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Fault, match="password"):
        read_building(locked)


def test_a_damaged_workbook_ends_in_a_fault(root: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "p.xlsx", example(root))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Fault):
        read_building(path)


@pytest.mark.slow
def test_libreoffice_opens_it_and_what_it_saves_reads_the_same(root: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    project = example(root)
    path = written(tmp_path / "p.xlsx", project)
    home, out = (tmp_path / "home").as_uri(), tmp_path / "out"
    subprocess.run(
        [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = read_building(out / "p.xlsx")
    assert plain(again) == plain(project)
    saved = load_workbook(out / "p.xlsx")
    assert any(check.type == "list" for check in saved["Bygningsdele"].data_validations.dataValidation)


def test_names_that_a_cell_cannot_hold_are_cleaned_and_formulas_stay_texts(tmp_path: Path) -> None:
    project = Building(name="a\x07b", works="new", building_type="office", reference_area_m2=D(1), ban=("=cmd|' /C calc'!A0", "@x", " +1"))  # fmt: skip
    again = read_building(written(tmp_path / "p.xlsx", project))
    assert again.name == "a�b" and again.ban == ("=cmd|' /C calc'!A0", "@x", "+1")


def test_the_workbook_is_known_as_a_project_among_documents(root: Path, tmp_path: Path) -> None:
    from circular.documents.sniff import sniff

    path = written(tmp_path / "p.xlsx", example(root))
    assert sniff(path.read_bytes(), "p.xlsx") == "building"
    book = load_workbook(path)
    book["Bygning"]["A1"] = "noget andet"
    book.save(path)
    assert sniff(path.read_bytes(), "p.xlsx") == "xlsx"
