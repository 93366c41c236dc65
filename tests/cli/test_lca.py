"""`circular lca` as a user meets it: exit codes, formats, comparison, case note, and bad input told in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from circular.cli import program
from circular.cli.guard import run

HEAD = """circular: building/1
name: {name}
works: {works}
building_type: {kind}
permit_applied: {permit}
completed: 2027
reference_area_m2: {area}
heated_area_m2: {heated}
energy: {{electricity_kwh_m2_year: {kwh}, heating_kwh_m2_year: 0}}
construction_process: {{a4_kg_co2e: {a4}, a5_kg_co2e: 0}}
"""
ROW = 'components:\n  - {element: foundation, name: Fundament, material: "#B1433", amount: 20, unit: m3}\n'


def project(tmp_path: Path, rows: str = ROW, file: str = "p.yaml", **more: Any) -> Path:
    told = {
        "name": "Prøve",
        "works": "new",
        "kind": "office",
        "permit": "2025-09-01",
        "area": 2000,
        "heated": 2000,
        "kwh": 5,
        "a4": 1000,
    }
    path = tmp_path / file
    path.write_text(HEAD.format(**{**told, **more}) + rows, encoding="utf-8")
    return path


def lca(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = run(program, ["lca", *(str(word) for word in words), "--as-of", "2026-11-25"])
    out = capsys.readouterr()
    assert "Traceback" not in out.err and "Uventet" not in out.err
    return code, out.out, out.err


def test_a_footprint_reads_verdict_first(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = lca(capsys, project(tmp_path))
    assert code == 0
    order = [
        "Prøve",
        "Klimaaftrykket er",
        "Grænserne holder",
        "bygning",
        "byggeproces",
        "A1-A3",
        "Fundament",
        "Dækning",
        "Vær opmærksom på",
    ]
    places = [out.index(word) for word in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("change", "code", "verdict"),
    [
        ({}, 0, "Grænserne holder"),
        ({"a4": 151000}, 0, "Grænserne holder"),  # 1.51 is judged as 1.5
        ({"a4": 155000}, 1, "holder ikke"),  # 1.55 is judged as 1.6
        ({"kwh": 200}, 1, "holder ikke"),
        ({"permit": "2022-12-31", "kwh": 500}, 0, "ingen grænse"),
        ({"permit": "2024-01-01", "kwh": 500}, 1, "holder ikke"),
        ({"permit": "2024-01-01", "heated": 1000, "kwh": 500}, 0, "ingen grænse"),
        ({"permit": "2024-01-01", "heated": 1001, "kwh": 500}, 1, "holder ikke"),
        ({"kind": "hospital", "kwh": 500}, 0, "ingen grænse"),
        ({"kind": "retail", "kwh": 178}, 1, "kan ikke afgøres"),  # between the contested 7.5 and 8.0
        ({"works": "renovation"}, 1, "kan ikke afgøres"),
        ({"works": "demolition"}, 0, "ingen grænse"),
    ],
)
def test_exit_codes_follow_the_limits(capsys: pytest.CaptureFixture[str], tmp_path: Path, change: dict[str, Any], code: int, verdict: str) -> None:  # fmt: skip
    got, out, _ = lca(capsys, project(tmp_path, **change))
    assert verdict in out, out
    assert got == code


def test_a_row_that_cannot_be_computed_is_told_in_one_line_and_never_passes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:  # fmt: skip
    path = project(tmp_path, ROW + '  - {element: roof, name: Tag, material: "#G0171", amount: 5, unit: m2}\n')
    code, out, _ = lca(capsys, path)
    assert code == 1 and "kan ikke afgøres" in out and "#G0171" in out and f"{path}:13" in "".join(out.split())
    code, out, _ = lca(capsys, path, "--format", "json")
    (case,) = json.loads(out)["cases"]
    assert code == 1 and case["per_m2_year"]["building"] is None and case["partial"]["A1-A3"] == 4820
    assert {limit["verdict"] for limit in case["limits"] if limit["name"] == "building"} == {"unknown"}
    assert case["coverage"]["missing"][0]["name"] == "Tag"
    unknown = ROW + '  - {element: roof, name: Tag, material: "#D9999", amount: 5, unit: m2}\n'
    assert lca(capsys, project(tmp_path, unknown, permit="2022-01-01"))[0] == 1, "even where no limit applies"


def test_a_suspect_row_is_never_a_pass(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = (
        ROW
        + '  - {element: inner_wall, name: Plade, material: "#G1297", amount: 1, unit: m3}\nmaterial_data: br18-2023\n'
    )
    code, out, _ = lca(capsys, project(tmp_path, rows, permit="2024-01-01"))
    assert code == 1 and "kan ikke afgøres" in out and "under 0" in out


@pytest.mark.parametrize("language", ["da", "en"])
def test_json_holds_the_schema(capsys: pytest.CaptureFixture[str], root: Path, language: str) -> None:
    files = [root / "examples" / "nybyg.yaml", root / "examples" / "skole.yaml"]
    _, out, _ = lca(capsys, *files, "--format", "json", "--lang", language)
    schema = json.loads((root / "docs" / "schemas" / "lca.schema.json").read_text(encoding="utf-8"))
    told = json.loads(out)
    jsonschema.validate(told, schema)
    assert [case["name"] for case in told["cases"]] == ["Børnehuset Engblommen", "Søndermarkskolen, fløj B og C"]


def test_unreadable_projects_do_not_hide_the_others(capsys: pytest.CaptureFixture[str], root: Path, tmp_path: Path) -> None:  # fmt: skip
    code, out, err = lca(capsys, tmp_path / "nothing.yaml", project(tmp_path))
    assert code == 2 and "findes ikke" in err and "Grænserne holder" in out
    code, out, err = lca(capsys, tmp_path / "nothing.yaml", "--format", "json")
    assert code == 2 and "findes ikke" in err
    told = json.loads(out)
    jsonschema.validate(told, json.loads((root / "docs" / "schemas" / "lca.schema.json").read_text(encoding="utf-8")))
    assert told["cases"][0]["error"]["fault"] == "findes ikke"
    assert lca(capsys)[0] == 2


def test_compare_shows_what_differs(capsys: pytest.CaptureFixture[str], root: Path, tmp_path: Path) -> None:
    a = project(tmp_path, file="a.yaml", name="Før")
    b = project(tmp_path, ROW.replace("20", "30"), file="b.yaml", name="Efter")
    code, out, _ = lca(capsys, "--compare", a, b)
    assert code == 0 and "A udleder mindst" in out and "20,0 m3" in out and "30,0 m3" in out
    _, out, _ = lca(capsys, "--compare", a, b, "--format", "json")
    jsonschema.validate(
        json.loads(out), json.loads((root / "docs" / "schemas" / "lca.schema.json").read_text(encoding="utf-8"))
    )
    told = json.loads(out)["comparison"]
    assert told["elements"] == [{"element": "foundation", "a": 5054.0, "b": 7581.0, "delta": 2527.0}]
    assert told["rows"][0]["changed"] == ["amount"]
    assert "equal" in lca(capsys, "--compare", a, a)[1] or "ens" in lca(capsys, "--compare", a, a)[1]


def test_the_case_note_needs_a_price_for_kroner(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = project(tmp_path)
    _, out, _ = lca(capsys, path, "--case-note")
    assert out.startswith("Klimanotat: Prøve") and "kun i kg" in out and "kr. pr. ton" not in out
    profile = tmp_path / "circular.toml"
    profile.write_text('[shadow_price]\ndkk_per_tonne = {2026 = 1500, 2030 = 2000}\nsource = "budget 2026"\n')
    _, out, _ = lca(capsys, path, "--case-note", "--profile", profile)
    assert "1.500 kr. pr. ton" in out and "budget 2026" in out


def test_the_workbook_holds_numbers_and_no_formulas(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = project(tmp_path, ROW.replace("Fundament", "=1+1"))
    code, _, _ = lca(capsys, path, "--format", f"xlsx={tmp_path / 'aftryk.xlsx'}")
    assert code == 0
    book = load_workbook(tmp_path / "aftryk.xlsx")
    assert book.sheetnames == [
        "Resultat",
        "Grænser",
        "Aftryk pr. bygningsdel",
        "Bygningsdele",
        "Dækning",
        "Følsomhed",
        "Advarsler",
    ]
    assert len(book["Aftryk pr. bygningsdel"]._charts) == 1
    row = [cell.value for cell in book["Bygningsdele"][2]]
    assert row[3] == "=1+1" and book["Bygningsdele"]["D2"].data_type == "s" and row[10] == 4820
    assert lca(capsys, path, "--format", "xlsx")[0] == 2


def test_english_is_complete(capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from circular.cli import speak

    monkeypatch.setenv("CIRCULAR_LANG", "en")
    speak.tongue.cache_clear()
    try:
        _, out, _ = lca(capsys, root / "examples" / "nybyg.yaml", "--verbose")
        _, note, _ = lca(capsys, root / "examples" / "nybyg.yaml", "--case-note")
        _, both, _ = lca(capsys, "--compare", root / "examples" / "nybyg.yaml", root / "examples" / "skole.yaml")
    finally:
        speak.tongue.cache_clear()
    assert "The footprint is 6.62" in out and "Climate note" in note and "emits least" in both
    for word in ("klimaaftryk", "levetid", "grænse", "udskiftning", "Dækning", "væsentlig", "forskellig"):
        assert word not in out + note + both, word
