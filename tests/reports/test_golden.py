"""One golden file a schema: the JSON of a small tender, a small project and a small stock, whole and unchanged.

After a change that is meant, write them anew with `CIRCULAR_WRITE_GOLDEN=1 python -m pytest tests/reports/test_golden.py`
and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from in_process import circular

pytestmark = pytest.mark.usefixtures("documents_read_here")

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
DAY = ("--as-of", "2026-11-24")
RUNS = {
    "check": ("check", "tender.md", *DAY),
    "lca": ("lca", "project.yaml", *DAY),
    "plan": ("optimise", "project.yaml", *DAY),
    "plan-portfolio": ("optimise", "stock.yaml", *DAY),
}


@pytest.mark.parametrize("name", RUNS)
def test_the_json_is_the_golden_one_and_fits_its_schema(name: str, root: Path) -> None:
    done = circular(*RUNS[name], "--format", "json", cwd=GOLDEN)
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    schema = json.loads((root / "docs" / "schemas" / f"{name.split('-')[0]}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema, format_checker=jsonschema.FormatChecker())
    for case in answer.get("cases", ()):
        if "rulebook_version" in case:
            case["rulebook_version"] = "…"
    target = GOLDEN / f"{name}.json"
    if os.environ.get("CIRCULAR_WRITE_GOLDEN"):
        target.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert rounded(answer) == rounded(json.loads(target.read_text(encoding="utf-8")))


def test_the_report_of_a_register_is_the_golden_one_and_fits_its_schema(tmp_path: Path, root: Path) -> None:
    register = ("--register", str(tmp_path / "register.sqlite"))
    called("register", "import", "register.jsonl", *register)
    answer = json.loads(called("report", "--as-of", "2026-11-24", "--both-versions", "--format", "json", *register))
    schema = json.loads((root / "docs" / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema, format_checker=jsonschema.FormatChecker())
    for target in answer["targets"]:
        target["rules"] = bool(target["rules"])
    target_file = GOLDEN / "report.json"
    if os.environ.get("CIRCULAR_WRITE_GOLDEN"):
        target_file.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert rounded(answer) == rounded(json.loads(target_file.read_text(encoding="utf-8")))


def called(*words: str) -> str:
    """What a command prints; it must end well."""
    done = circular(*words, cwd=GOLDEN)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rounded(value: object) -> object:
    """Floats to nine significant digits: solvers differ in the last bits from machine to machine."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return value
