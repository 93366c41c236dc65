"""`circular rules` as a person uses it: list, show, test, schema, in both languages, and quick."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import Told, circular

RULE = """code: MINE-001
name: small-footprint
title: {da: Lille aftryk, en: Small footprint}
why: {da: Fordi., en: Because.}
subject: building
severity: should
basis: guidance
dated_by: [judged_on]
check: {at_most: {fact: lca.limit_value, limit: 8.0}}
sources: {own: {ref: own}}
examples:
  - {name: below, given: {lca: {limit_value: 7}}, expect: VERDICT}
"""


def run(*arguments: str, cwd: Path) -> Told:
    return circular("rules", *arguments, cwd=cwd, COLUMNS="100")


def run_alone(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "CIRCULAR_LANG"}
    return subprocess.run(
        [sys.executable, "-m", "circular", "rules", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env={**environment, "COLUMNS": "100"}, timeout=120, check=False,
    )  # fmt: skip


def test_the_list_is_quick_and_in_both_languages(tmp_path: Path) -> None:
    spent = 0.0 if sys.platform == "win32" else sum(os.times()[2:4])
    done = run_alone("list", cwd=tmp_path)
    assert done.returncode == 0 and "CO2-201" in done.stdout and "lavemissionsklassen" in done.stdout
    if sys.platform != "win32":
        assert sum(os.times()[2:4]) - spent < 2.0, "processor time of the process, some 0.4 s"
    assert "low-emission class" in run("list", "--lang", "en", cwd=tmp_path).stdout
    told = json.loads(run("list", "--goal", "CE-3", "--format", "json", cwd=tmp_path).stdout)
    assert {rule["code"] for rule in told["rules"]} >= {"CO2-201", "CO2-202"}


@pytest.mark.parametrize("word", ["CO2-201", "co2-201", "low-emission-class"])
def test_a_rule_is_shown_by_code_and_by_name(word: str, tmp_path: Path) -> None:
    done = run("show", word, cwd=tmp_path)
    assert done.returncode == 0
    for text in ("CO2-201 low-emission-class", "fra 1. juli 2025", "sekundær kilde", "omstridt", "Kilder"):
        assert text in done.stdout


def test_an_unknown_rule_names_the_nearest(tmp_path: Path) -> None:
    done = run("show", "low-emision-class", cwd=tmp_path)
    assert done.returncode == 2
    assert "hint: mente du low-emission-class" in done.stderr


def test_the_examples_of_a_folder_of_one_s_own(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.yaml").write_text(RULE.replace("VERDICT", "pass"), encoding="utf-8")
    good = run("test", "MINE-001", "--rules", "mine", cwd=tmp_path)
    assert (good.returncode, good.stdout) == (0, "1 eksempler i 1 regler, 0 fejler\n")
    (folder / "a.yaml").write_text(RULE.replace("VERDICT", "fail"), encoding="utf-8")
    bad = run("test", "MINE-001", "--rules", "mine", "--lang", "en", cwd=tmp_path)
    assert bad.returncode == 1
    assert "FAILS MINE-001 mine/a.yaml:12 below" in bad.stdout
    assert "expected fail, got pass" in bad.stdout


def test_a_broken_rule_is_one_line_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RULE.replace("severity", "severty"), encoding="utf-8")
    done = run("list", "--rules", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["a.yaml:6: ukendt nøgle 'severty'", "hint: mente du 'severity'?"]


def test_the_schema_is_json_schema(tmp_path: Path) -> None:
    schema = json.loads(run("schema", cwd=tmp_path).stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert "has_clause" in schema["$defs"]["check"]["properties"]
