"""Markdown, CSV, JUnit, SARIF and JSON of one judged case: each whole, valid, and safe whatever the documents say."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_checking import DAY

from circular.checking import Checked, check
from circular.cli import program
from circular.faults import Fault
from circular.language import Language
from circular.remedies import remedied
from circular.reports.check_csv import HEADING, check_csv, neutral
from circular.reports.check_junit import check_junit
from circular.reports.check_md import check_md
from circular.reports.check_sarif import check_sarif
from circular.reports.markdown import literal
from circular.reports.rows import ordered
from circular.rulebook.model import WaiverUse

pytestmark = pytest.mark.usefixtures("documents_read_here")

LANGUAGES: tuple[Language, Language] = ("da", "en")
EVIL = "[x](javascript:1) <script>alert(1)</script> | =HYPERLINK(1) \x00\u202e`"


@pytest.fixture(scope="module")
def case(root: Path) -> Checked:
    found = check(root / "examples" / "udbud-skole", as_of=DAY)[0]
    assert found.report is not None
    return replace(found, report=remedied(found.report))


@pytest.fixture(scope="module")
def broken(case: Checked) -> Checked:
    return replace(case, name=EVIL, report=None, tender=None, documents=(), fault=Fault("a.docx", "", ("filen er tom", "the file is empty"), ("send den igen", "send it again")))  # fmt: skip


@pytest.fixture(scope="module")
def waived(case: Checked) -> Checked:
    assert case.report is not None
    use = WaiverUse(reason="besluttet af udvalget", by="fagchef", until=None, expired=False)
    findings = tuple(f.model_copy(update={"waiver": use}) if f.code == "CIRC-105" else f for f in case.report.findings)
    return replace(case, report=case.report.model_copy(update={"findings": findings}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_holds_a_row_a_finding(case: Checked, broken: Checked, language: Language) -> None:
    rows = list(csv.reader(io.StringIO(check_csv([case, broken], language)), delimiter=";" if language == "da" else ","))  # fmt: skip
    assert tuple(rows[0]) == HEADING[language]
    assert {len(row) for row in rows} == {len(HEADING[language])}
    assert [row[1] for row in rows[1:-1]] == [f.code for f in ordered(case)]
    assert rows[-1][8].startswith("a.docx: filen er tom" if language == "da" else "a.docx: the file is empty")


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    said = neutral(text)
    assert not said.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_tells_every_finding_under_its_heading(case: Checked, waived: Checked, language: Language) -> None:
    text = check_md([case], language)
    assert case.report is not None
    for finding in case.report.findings:
        if finding.verdict in ("fail", "unknown"):
            assert f"`{finding.code}` {finding.name}" in text
            if finding.remedy and finding.remedy.text:
                assert literal(finding.remedy.text[language].splitlines()[0]) in text
    assert "besluttet af udvalget (fagchef)" in check_md([waived], language)


def test_markdown_reads_nothing_in_what_documents_say(broken: Checked) -> None:
    text = check_md([broken], "da")
    assert "<script" not in text.replace("\\<script", "") and "](" not in text.replace("\\](", "")
    assert "\x00" not in text and "\u202e" not in text


@given(st.text())
def test_a_literal_is_one_line_without_live_markup(text: str) -> None:
    said = literal(text)
    assert "\n" not in said
    assert not re.search(r"(?<!\\)[<>\[\]`|*]", said.replace("\\\\", ""))
    assert not re.match(r"(#|[-+=>]|\d+[.)](\s|$))", said)


def test_a_table_of_clauses_keeps_its_columns(case: Checked) -> None:
    lines = [line for line in check_md([case], "da").splitlines() if line.startswith("| ")]
    assert len(lines) > 50
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {6}


@pytest.mark.parametrize(("severities", "failing"), [(("must",), {"must"}), (("must", "should"), {"must", "should"})])
def test_junit_fails_where_the_exit_code_would(case: Checked, broken: Checked, severities: tuple[str, ...], failing: set[str]) -> None:  # fmt: skip
    root = etree.fromstring(check_junit([case, broken], "da", severities).encode())
    assert case.report is not None
    expected = [f for f in case.report.findings if f.severity in failing and f.verdict in ("fail", "unknown")]
    assert len(root.findall(".//failure")) == len(expected) == int(root.get("failures", ""))
    assert len(root[0]) == len(case.report.findings) == int(root[0].get("tests", ""))
    assert root[1].find(".//error").get("message") == "filen er tom"
    assert int(root.get("errors", "")) == 1


def test_junit_shows_a_waived_rule_as_skipped_with_its_reason(waived: Checked) -> None:
    root = etree.fromstring(check_junit([waived], "da").encode())
    (test,) = [one for one in root.iter("testcase") if one.get("name", "").startswith("CIRC-105")]
    assert test.find("skipped").get("message") == "fraveget: besluttet af udvalget"


SARIF_SUBSET: dict[str, Any] = {
    "type": "object", "required": ["version", "runs"], "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "minItems": 0, "items": {"$ref": "#/definitions/run"}},
    },
    "definitions": {
        "message": {"type": "object", "properties": {"text": {"type": "string", "minLength": 1}}, "anyOf": [{"required": ["text"]}, {"required": ["id"]}]},
        "location": {
            "type": "object",
            "properties": {
                "message": {"$ref": "#/definitions/message"},
                "physicalLocation": {
                    "type": "object", "anyOf": [{"required": ["artifactLocation"]}, {"required": ["address"]}],
                    "properties": {
                        "artifactLocation": {"type": "object", "properties": {"uri": {"type": "string", "pattern": "^[^ /\\\\][^ \\\\]*$"}, "uriBaseId": {"type": "string"}}},
                        "region": {"type": "object", "anyOf": [{"required": ["startLine"]}, {"required": ["charOffset"]}, {"required": ["byteOffset"]}], "properties": {"startLine": {"type": "integer", "minimum": 1}}},
                    },
                },
            },
        },
        "run": {
            "type": "object", "required": ["tool"],
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {"type": "object", "required": ["name"], "properties": {"rules": {"type": "array", "uniqueItems": True, "items": {"type": "object", "required": ["id"]}}}}}},
                "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {
                    "type": "object", "required": ["message"],
                    "properties": {
                        "message": {"$ref": "#/definitions/message"},
                        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
                        "level": {"enum": ["none", "note", "warning", "error"]},
                        "ruleIndex": {"type": "integer", "minimum": -1},
                        "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
                        "suppressions": {"type": "array", "items": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}}},
                    },
                }},
            },
        },
    },
}  # fmt: skip
"""What the SARIF 2.1.0 schema requires of the parts that are written here; the whole of it is held in pydantic-sarif."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_keeps_the_schema_and_what_the_standard_adds(case: Checked, waived: Checked, broken: Checked, language: Language) -> None:  # fmt: skip
    log = check_sarif([case, waived, broken], language, "0.1.0")
    jsonschema.validate(log, SARIF_SUBSET, format_checker=jsonschema.FormatChecker())
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["kind"] == "fail" or result["level"] == "none"
            assert result["locations"]
            for location in result["locations"]:
                assert location["physicalLocation"]["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
    assert [run["invocations"][0]["executionSuccessful"] for run in log["runs"]] == [True, True, False]
    assert any(result.get("suppressions") for result in log["runs"][1]["results"])


def test_sarif_is_read_by_a_model_of_the_whole_schema(case: Checked, waived: Checked, broken: Checked) -> None:
    model = pytest.importorskip("pydantic_sarif.model")
    log = check_sarif([case, waived, broken], "da", "0.1.0")
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(json.dumps(log))
    wrong = json.loads(json.dumps(log))
    wrong["runs"][0]["results"][0]["kind"] = "perhaps"
    with pytest.raises(ValueError, match="kind"):
        model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(wrong)


def test_sarif_shows_the_line_of_a_text_and_the_same_print_in_a_later_run(tmp_path: Path) -> None:
    file = tmp_path / "krav.md"
    text = "# Krav\n\nKommunen udbyder renovering af skolen.\n\nDer bør bruges genbrugte sten.\n"
    file.write_text(text, encoding="utf-8")
    first = check_sarif(check(file, as_of=DAY, categories=["renovation"]), "da", "0.1.0")
    file.write_text("\n\n" + text, encoding="utf-8")
    second = check_sarif(check(file, as_of=DAY, categories=["renovation"]), "da", "0.1.0")

    def soft(log: dict[str, Any]) -> dict[str, Any]:
        return next(result for result in log["runs"][0]["results"] if result["ruleId"] == "DRAFT-108")

    assert soft(first)["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    assert soft(second)["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert soft(first)["partialFingerprints"] == soft(second)["partialFingerprints"]


def test_several_formats_come_out_of_one_run(root: Path, tmp_path: Path) -> None:
    names = {"json": "a.json", "jsonl": "a.jsonl", "md": "a.md", "csv": "a.csv", "junit": "a.xml", "sarif": "a.sarif", "html": "a.html", "xlsx": "a.xlsx", "text": "a.txt"}  # fmt: skip
    asked = [word for name, file in names.items() for word in ("--format", f"{name}={tmp_path / file}")]
    done = CliRunner().invoke(program, ["check", str(root / "examples" / "udbud-skole"), "--as-of", "2026-11-24", *asked], standalone_mode=False)  # fmt: skip
    assert done.return_value == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(names.values())
    assert done.stdout == ""
    schema = json.loads((root / "docs" / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    whole = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    jsonschema.validate(whole, schema, format_checker=jsonschema.FormatChecker())
    (line,) = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == whole["cases"][0]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfSag;")


def test_every_line_of_a_stream_is_a_case_of_the_schema(root: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"sag{number}.md").write_text(f"# Krav {number}\n\nKommunen udbyder renovering. Sten skal genbruges.\n", encoding="utf-8")  # fmt: skip
    (tmp_path / "tom.md").write_text("", encoding="utf-8")
    done = CliRunner().invoke(program, ["check", "--each", str(tmp_path), "--format", "jsonl"], standalone_mode=False)
    schema = json.loads((root / "docs" / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 4 and done.return_value == 2
    jsonschema.validate({"schema": "circular/check/1", "cases": lines}, schema, format_checker=jsonschema.FormatChecker())  # fmt: skip
    assert [line["error"] is None for line in lines] == [True, True, True, False]


def lca(*arguments: str, root: Path) -> str:
    done = CliRunner().invoke(program, ["lca", *(str(root / "examples" / one) if one.endswith(".yaml") else one for one in arguments), "--as-of", "2026-11-24"], standalone_mode=False)  # fmt: skip
    assert done.exception is None, done.output
    return done.stdout


def test_a_footprint_as_csv_sums_to_its_modules(root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(lca("nybyg.yaml", "--format", "csv", root=root))))
    whole = json.loads(lca("nybyg.yaml", "--format", "json", root=root))["cases"][0]
    assert len(rows) == len(whole["elements"])
    for module in ("A1-A3", "B4", "C3", "C4"):
        summed = sum(float(row[f"{module}_kg_co2e"]) for row in rows if row["status"] != "removed")
        assert summed == pytest.approx(whole["total_kg_co2e"][module])


@pytest.mark.parametrize(("language", "figure"), [("da", "1\\.212.182|1.212.182"), ("en", "1,212,182")])
def test_a_footprint_as_markdown_writes_numbers_as_the_language_does(language: str, figure: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("CIRCULAR_LANG", language)
    text = lca("skole.yaml", "--format", "md", root=root)
    assert re.search(figure, text)
    tables = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(tables) > 15 and text.startswith("# Søndermarkskolen")


def test_a_project_that_cannot_be_computed_is_a_line_or_a_sentence(root: Path, tmp_path: Path) -> None:
    from circular.reports.lca_csv import HEAD, lca_csv
    from circular.reports.lca_md import lca_md
    from circular.reports.lca_view import LcaView

    view = LcaView(name=EVIL, judged_on=DAY, fault=Fault("a.yaml", "3", ("ukendt nøgle", "unknown key")))
    (heading, line) = list(csv.reader(io.StringIO(lca_csv([view]))))
    assert tuple(heading) == HEAD and line[-1] == "a.yaml:3: unknown key"
    assert "**Kunne ikke beregnes:** ukendt nøgle" in lca_md([view], "da")


def test_a_quiet_footprint_is_its_verdict_alone(root: Path) -> None:
    (line,) = lca("nybyg.yaml", "--quiet", root=root).splitlines()
    assert line.startswith("Børnehuset Engblommen: Klimaaftrykket er 6,62 kg CO₂e/m²/år.")


@pytest.mark.parametrize(("file", "heading"), [("skole.yaml", "| Bygningsdel | Valg |"), ("portefoelje.yaml", "| År | Bygning | Pakke |")])  # fmt: skip
def test_a_plan_as_markdown_tells_every_choice(file: str, heading: str, root: Path) -> None:
    def run(form: str) -> str:
        words = ["optimise", str(root / "examples" / file), "--profile", str(root / "examples" / "circular.toml"), "--format", form]  # fmt: skip
        done = CliRunner().invoke(program, words, standalone_mode=False)
        assert done.exception is None, done.output
        return done.stdout

    text, plan = run("md"), json.loads(run("json"))
    assert heading in text and "**bevist bedst**" in text
    for choice in plan["choices"]:
        assert literal(choice["option"] or choice["package"]) in text
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("|")} <= {4, 5, 6, 7}
