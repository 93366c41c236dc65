"""An option that a command takes changes its answer or the files it writes, or is told not to count."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from ground.keys import of_commands, of_portfolio, of_profile
from ground.keys.of_building import PROJECT
from ground.keys.of_commands import Run
from ground.keys.table import DROPPED, Answer, changed, written
from in_process import circular

pytestmark = pytest.mark.slow
TENDER = """# Kravspecifikation: møbler til skole
## 1 Mindstekrav
Stolene skal bestå af mindst 30 % genanvendt plast. Leverandøren bør tage emballagen retur.
Der skal være solceller på taget.
## 2 Tildeling
Tilbud vurderes på pris (60 %) og miljø (30 %).
"""
HISTORY = "Navn;Fagcenter;År;Krav\nSkole;Teknik;2024;ja\nHal;Skole;2025;nej\n"
COLUMNS = "columns: {name: Fagcenter, published: År, demand: Krav}\n"
RULE = """code: OWN-902
name: own-limit
title: {da: Egen grænse, en: Own limit}
why: {da: prøve, en: trial}
subject: building
severity: should
basis: policy
goal: CE-3
feeds: building
dated_by: [permit_applied]
parameters: {most: {unit: kg_co2e_m2_year, values: [{from: 2020-01-01, value: 3.0, source: own}]}}
check: {at_most: {fact: lca.limit_value, limit: $most, decimals: 1, rounding: half_up}}
sources: {own: {ref: prøve}}
examples:
  - {name: over, given: {permit_applied: 2024-01-01, lca: {limit_value: 9}}, expect: fail}
"""
UNDATED = changed(PROJECT, {"works": "renovation", "permit_applied": DROPPED, "material_data": DROPPED})
EPD = """UUID;Name (en);Typ;Bezugsgroesse;Bezugseinheit;Modul;Szenario;GWPtotal (A2)
0e1;Brick;specific dataset;1;kg;A1-A3;;0,2
0e1;Brick;specific dataset;1;kg;C3;Recycling;0,3
0e1;Brick;specific dataset;1;kg;C3;Landfill;0,1
0e1;Brick;specific dataset;1;kg;C4;Recycling;0,0
0e1;Brick;specific dataset;1;kg;C4;Landfill;0,05
"""
OWN = """circular: materials/1
materials:
  - {id: own-brick, name: Own brick, unit: kg, a1a3: 0.2, c3: 0, c4: 0.01, source: test}
"""


@pytest.fixture(scope="module")
def shelf_of_inputs(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with one input of each kind."""
    folder = tmp_path_factory.mktemp("inputs")
    texts = {
        "tender.md": TENDER, "both/a.md": TENDER, "both/b.md": TENDER.replace("30", "40"), "old.rtf": "{\\rtf1 Stolene skal kunne repareres.}",
        "project.yaml": written(PROJECT), "new.yaml": written(of_profile.NEW), "stock.yaml": written(of_portfolio.STOCK), "undated.yaml": written(UNDATED), "epd.csv": EPD, "en.toml": 'lang = "en"\n',
        "waivers.yaml": written([of_profile.WAIVER | {"case": "new"}]), "history.csv": HISTORY, "columns.yaml": COLUMNS, "own/materials.yaml": OWN,
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(root / "examples" / "bekendtgoerelser", folder / "notices")
    shutil.copy(root / "examples" / "bekendtgoerelse-med-krav" / "bekendtgoerelse.xml", folder / "notice.xml")
    shutil.copy(root / "examples" / "skole.yaml", folder / "school.yaml")
    shutil.copy(root / "examples" / "bygningsliste.csv", folder / "list.csv")
    shutil.copy(root / "examples" / "maengdeliste.csv", folder / "bill.csv")
    made = [
        ("new rule --out rules/own.yaml --lang en", ""), ("check tender.md --category furniture --as-of 2026-11-01 --format json=old.json", ""),
        ("optimise stock.yaml --as-of 2026-11-01 --format json=plan.json", ""), ("check project.yaml --as-of 2026-11-01 --register kept.sqlite --department Teknik", ""),
        ("check tender.md --as-of 2026-11-01 --register kept.sqlite --department Teknik", ""), ("check new.yaml --as-of 2025-11-01 --register kept.sqlite --department Skole", ""),
        ("new project --from bill.csv --out learned.yaml", ""),
    ]  # fmt: skip
    (folder / "rules").mkdir()
    for line, _ in made:
        told = circular(*line.split(), cwd=folder)
        assert told.returncode in (0, 1), (line, told.stderr)
    (folder / "rules" / "building.yaml").write_text(RULE, encoding="utf-8")
    return folder


def answer(inputs: Path, folder: Path, run: Run, *more: str) -> tuple[Answer, dict[str, bytes]]:
    """What the run says, and the files that it wrote or changed."""
    shutil.copytree(inputs, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(""))
        told = circular(*run.command.split(), *run.base, *more, cwd=folder)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    changed = {str(path.relative_to(folder)): content for path, content in after.items() if before.get(path) != content}
    return Answer(told.returncode, told.stdout, told.stderr), changed


@pytest.mark.parametrize("run", of_commands.RUNS, ids=lambda run: run.name)
def test_an_option_counts(run: Run, shelf_of_inputs: Path, tmp_path: Path) -> None:
    without = answer(shelf_of_inputs, tmp_path / "a", run)
    with_it = answer(shelf_of_inputs, tmp_path / "b", run, *run.more)
    for told, _ in (without, with_it):
        assert "Unexpected" not in told.err and "Uventet" not in told.err, told.err
    assert "No such option" not in with_it[0].err and with_it != without, f"{run.name} is read and changes nothing"


def test_every_option_has_a_row() -> None:
    rows = {run.name for run in of_commands.RUNS} | {*of_commands.ALONE}
    assert {one for one in of_commands.known() if one.split()[-1] not in of_commands.SAME} == rows


@pytest.mark.parametrize(
    "line",
    [
        "check both --each --package",
        "check new.yaml --department Teknik",
        "check new.yaml --insecure-engine",
        "check new.yaml --against old.json --format csv",
        "lca --compare new.yaml project.yaml --case-note",
        "lca --compare new.yaml project.yaml --format csv",
        "lca new.yaml --case-note --format json",
        "lca new.yaml --audit --profile en.toml",
        "lca new.yaml --audit --format md",
        "optimise project.yaml --gap 0.1",
        "optimise stock.yaml --why",
        "clauses tender.md --explain --format json",
        "notice summary cases.jsonl --as-of 2019-01-01",
        "register import all.jsonl --mapping columns.yaml",
        "new tender --from old.json --published 2026-01-01",
        "new tender --category furniture --market-dialogue --as-of 2026-01-01",
        "new clause --role award_criterion",
        "new clause genbrug-materialer --category furniture",
        "materials import epd.csv --name br18-2027",
    ],
)
def test_an_option_that_does_not_count_is_told(line: str, shelf_of_inputs: Path) -> None:
    told = circular(*line.split(), "--lang", "en", cwd=shelf_of_inputs)
    options = [word for word in line.split() if word.startswith("--")]
    assert "Traceback" not in told.stderr
    assert any(said.startswith(option) for said in told.stderr.splitlines() for option in options), told.stderr


@pytest.mark.parametrize(
    "line",
    [
        "lca --compare new.yaml project.yaml school.yaml",
        "new project a.yaml --out b.yaml",
        "new project --learn learned.yaml",
    ],
)
def test_what_contradicts_itself_is_refused(line: str, shelf_of_inputs: Path) -> None:
    told = circular(*line.split(), "--lang", "en", cwd=shelf_of_inputs)
    assert told.returncode == 2 and told.stdout == "" and "--" in told.stderr and "Traceback" not in told.stderr
