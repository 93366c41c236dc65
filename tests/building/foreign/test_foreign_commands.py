"""The commands on foreign files: what is printed, what is written, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from foreign_epd import TOTAL_A1, TOTAL_A2, saved, soda
from foreign_excel import Export, Made, save
from foreign_lcabyg import edge, project, result, written
from jsonschema import Draft202012Validator

from circular.building import read_building
from circular.cli import program
from circular.cli.guard import run
from circular.cli.speak import tongue

MESH = Made("Armeringsnet", 120.0, "kg", 60, 0.683355, c4=0.00068207, d=-0.393, declared=("a1_3", "c4", "d"))
EPD = Made("Ruder fra fabrikken", 30.0, "m²", 25, 41.5, c3=1.5, c4=0.25)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CIRCULAR_LANG", "en")
    tongue.cache_clear()
    yield
    tongue.cache_clear()


def test_audit_says_that_all_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(Export([MESH, EPD]), tmp_path / "eksport.xlsx")
    assert run(program, ["lca", str(path), "--audit"]) == 0
    assert "Every row and total comes out as the file states" in capsys.readouterr().out


def test_audit_ends_in_1_where_a_figure_deviates_and_in_2_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    wrong = save(Export([MESH], wrong=("total", "Facade", "c4", 1.0)), tmp_path / "eksport.xlsx")
    assert run(program, ["lca", str(wrong), "--audit", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["deviations"][0]["row"] == "Facade"
    schema = json.loads((root / "docs/schemas/audit.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(told)
    assert run(program, ["lca", str(written(project(), tmp_path)), "--audit"]) == 2
    assert capsys.readouterr().err.splitlines()[0].endswith("not a result of LCAbyg")


def test_lca_of_a_result_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(result(), tmp_path, "resultat.json")
    assert run(program, ["lca", str(path), "--as-of", "2026-11-25"]) in (0, 1)
    assert "kg CO₂e/m²/year" in capsys.readouterr().out


def test_a_project_with_an_unknown_construction_is_1_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = edge("ElementToConstruction", "væg", "ukendt-1", {"id": "e2", "amount": 3.0, "enabled": True})
    path = written(project(lost), tmp_path)
    assert run(program, ["lca", str(path), "--as-of", "2026-11-25", "--verbose"]) == 1
    assert "ukendt-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("afbrudt.json", json.dumps(project())[:500].encode()),
        ("dyb.json", b"[" * 50_000),
        ("falsk.xlsx", b"PK\x03\x04" + b"x" * 100),
        ("model.ifc", b"ISO-10303-21;\nHEADER;"),
        ("tekst.ifc", b"hello"),
        ("andet.json", b'{"hello": "there"}'),
        ("liste.csv", b"a;b\n1;2\n"),
    ],
)
def test_bad_input_is_two_lines_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert run(program, ["new", "project", "--from", str(path), "--out", str(tmp_path / "ud.yaml")]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) <= 2
    assert told[0].startswith(str(path))
    assert not (tmp_path / "ud.yaml").exists()


def test_new_project_writes_the_library_and_says_what_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = save(Export([MESH, EPD]), tmp_path / "eksport.xlsx")
    out = tmp_path / "sag" / "skole.yaml"
    assert run(program, ["new", "project", "--from", str(path), "--out", str(out)]) == 0
    told = capsys.readouterr().err
    assert "not carried over: Resultater (Normaliseret)" in told
    assert "materials.yaml" in told
    assert [part.material for part in read_building(out).components] == ["#G0148", "Ruder fra fabrikken"]
    book = tmp_path / "andet" / "skole.xlsx"
    assert run(program, ["new", "project", "--from", str(out), "--out", str(book)]) == 0
    assert (book.parent / "materials.yaml").read_bytes() == (out.parent / "materials.yaml").read_bytes()
    assert len(read_building(book).components) == 2


def test_imported_epds_can_be_used_by_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(soda({TOTAL_A2: {"A1-A3": 200, "C3@a": 5, "C3@b": 7, "C4": 0, "D": -1}}), tmp_path, "epd.json")
    old = saved(soda({TOTAL_A1: {"A1-A3": 100}}, uuid="epd-2"), tmp_path, "gammel.json")
    assert run(program, ["materials", "import", str(path), str(old), "--project", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    for words in ("the scenario 'a' is used; also 'b'", "the library mixes EN 15804+A1 and EN 15804+A2", "neither C3 nor C4 is declared"):  # fmt: skip
        assert words in told, words
    (tmp_path / "skole.yaml").write_text(
        "circular: building/1\nworks: new\nbuilding_type: office\nreference_area_m2: 100\ncompleted: 2026\n"
        "components: [{element: floor_slab, name: Dæk, material: epd-1/b, amount: 2, unit: m3, service_life_years: 60}]\n",
        encoding="utf-8",
    )
    from datetime import date

    from circular.lca import assess

    modules = assess(read_building(tmp_path / "skole.yaml"), as_of=date(2026, 11, 25)).elements[0].modules
    assert (modules["A1-A3"], modules["C3"]) == (400, 14)
    assert run(program, ["materials", "import", str(path), "--project", str(tmp_path), "--scenario", "ukendt"]) == 2
    assert "scenarios: a, b" in capsys.readouterr().err


def test_check_judges_an_excel_export_as_a_building(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(Export([MESH, EPD]), tmp_path / "eksport.xlsx")
    assert run(program, ["check", str(path), "--as-of", "2026-11-25", "--format", "json"]) in (0, 1)
    (case,) = json.loads(capsys.readouterr().out)["cases"]
    assert (case["kind"], case["lca"] is not None) == ("building", True)


def test_ids_that_the_user_filled_in_are_learned_and_used_by_the_next_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Beskrivelse;Materiale;Mængde;Enhed\nMur;Gule sten;10;m3\nLoft;Uld;5;m3\n", encoding="utf-8")
    out = tmp_path / "skole.yaml"
    assert run(program, ["new", "project", "--from", str(path), "--out", str(out)]) == 0
    out.write_text(
        out.read_text(encoding="utf-8")
        .replace("material: Gule sten", 'material: "#G0116"')
        .replace("m2: 0 ", "m2: 9 "),
        encoding="utf-8",
    )
    path.write_text("Beskrivelse;Materiale;Mængde;Enhed\nNy mur;Gule sten;12;m3\n", encoding="utf-8")
    again = tmp_path / "skole2.yaml"
    source = tmp_path / "gammel.csv"
    source.write_text("Beskrivelse;Materiale;Mængde;Enhed\nMur;Gule sten;10;m3\nLoft;Uld;5;m3\n", encoding="utf-8")
    assert run(program, ["new", "project", "--from", str(source), "--learn", str(out), "--out", str(again)]) == 0
    assert "Gule sten" in (tmp_path / "gammel.mapping.yaml").read_text(encoding="utf-8")
    (tmp_path / "gammel.mapping.yaml").rename(tmp_path / "materialer.mapping.yaml")
    (tmp_path / "liste.mapping.yaml").unlink()
    assert run(program, ["new", "project", "--from", str(path), "--out", str(again)]) == 0
    assert 'material: "#G0116"' in again.read_text(encoding="utf-8")
