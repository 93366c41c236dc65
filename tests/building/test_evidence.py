"""What a project tells of demolition, FBK and the taxonomy: read, refused, written back, and judged yes, no or not told."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_project_yaml import HEAD, plain, read

from circular.building import building_yaml, read_building
from circular.building.evidence import Demolition, SustainabilityClass, documented
from circular.building.workbook_out import project_workbook
from circular.faults import Fault
from circular.lca import assess
from circular.rulebook import case_of, judge, load_rules
from circular.rulebook.model import Finding
from circular.shelf import shelf
from circular.strict_yaml import load

DAY = date(2026, 11, 24)
RENOVATION = HEAD.replace("works: new", "works: renovation") + "permit_applied: 2026-03-01\n"
DUTIES = "coordinator: true, authorised_company: true, demolition_plan: true, resource_responsible: true"
FBK = "lca: true, site_resources: true, life_cycle_cost: true, operation_plan: true, hazardous_substances: true, indoor_emissions: true, daylight: true"


def found(tmp_path: Path, text: str, code: str) -> Finding:
    building = read(tmp_path, text)
    case = case_of("sag", kind="building", building=building, assessment=assess(building, as_of=DAY))
    return next(one for one in judge(case, load_rules(), as_of=DAY).findings if one.code == code)


def test_the_words_are_those_of_the_rules() -> None:
    data, _ = load((shelf("rules") / "evidence.yaml").read_bytes(), "rules/evidence.yaml")
    assert list(data["fbk"]) == list(SustainabilityClass.model_fields)
    assert list(data["demolition"]) == [n for n in Demolition.model_fields if n not in ("waste_t", "old_glazing")]


@pytest.mark.parametrize("language", ["da", "en"])
def test_evidence_survives_yaml_and_workbook(tmp_path: Path, language: str) -> None:
    text = (
        RENOVATION
        + f"demolition: {{waste_t: 12.5, old_glazing: false, {DUTIES}, screening: false}}\n"
        + "fbk: {lca: true, daylight: false}\ntaxonomy: {waste_recovered_share: 0.72, primary_brick: 0.4}\n"
    )
    project = read(tmp_path, text)
    assert project.demolition is not None and project.demolition.screening is False
    assert project.demolition.sorting is None and project.demolition.waste_t == D("12.5")
    assert plain(read(tmp_path, building_yaml(project))) == plain(project)
    project_workbook(tmp_path / "p.xlsx", language, project)
    assert plain(read_building(tmp_path / "p.xlsx")) == plain(project)


@given(st.dictionaries(st.sampled_from(list(SustainabilityClass.model_fields)), st.booleans()))
def test_yes_no_and_untold_never_mix(flags: dict[str, bool]) -> None:
    yes, no = documented(SustainabilityClass(**flags))
    assert (yes is None) is (not flags)
    assert set(yes or ()) | set(no) == set(flags) and not set(yes or ()) & set(no)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("fbk: {daylght: true}", "daylght"),
        ("fbk: {daylight: 1}", "daylight"),
        ("demolition: {waste_t: -1}", "waste_t"),
        ("taxonomy: {waste_recovered_share: 72}", "waste_recovered_share"),
        ("demolition: [coordinator]", "demolition"),
    ],
)
def test_wrong_evidence_is_refused_with_line_and_hint(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(Fault) as refused:
        read(tmp_path, HEAD + line + "\n")
    said = refused.value.parts("da")
    assert fault in said["fault"] and said["place"] == "6" and said["hint"]


def test_an_empty_table_tells_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + "fbk: {}\ndemolition: {notification: null}\n").fbk is None


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ("", "not_applicable"),
        ("removed_floor_area_m2: 0\n", "not_applicable"),
        ("removed_floor_area_m2: 249\n", "not_applicable"),
        ("removed_floor_area_m2: 250\n", "unknown"),
        (f"removed_floor_area_m2: 250\ndemolition: {{{DUTIES}}}\n", "pass"),
        (f"removed_floor_area_m2: 250\ndemolition: {{{DUTIES.replace('plan: true', 'plan: false')}}}\n", "fail"),
        ("removed_floor_area_m2: 250\ndemolition: {coordinator: true}\n", "unknown"),
        ("components: [{element: floor_slab, material: '#B1433', amount: 9, unit: m3, status: removed}]\n", "unknown"),
        ("components: [{element: ceiling, material: '#D1522', amount: 9, unit: m2, status: removed}]\n", "not_applicable"),
    ],
)  # fmt: skip
def test_selective_demolition_is_asked_where_demolition_is_at_hand(tmp_path: Path, lines: str, verdict: str) -> None:
    assert found(tmp_path, RENOVATION + lines, "DEM-101").verdict == verdict


def test_a_demolition_without_an_area_is_asked_for_it(tmp_path: Path) -> None:
    finding = found(tmp_path, RENOVATION.replace("renovation", "demolition"), "DEM-101")
    assert (finding.verdict, finding.missing) == ("unknown", ("removed_floor_area_m2",))


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ("", "unknown"),
        ("demolition: {waste_t: 1}\n", "not_applicable"),
        ("demolition: {waste_t: 1.1}\n", "unknown"),
        ("demolition: {waste_t: 1.1, notification: true, screening: true, sorting: true}\n", "pass"),
        ("demolition: {waste_t: 1.1, notification: true, screening: false, sorting: true}\n", "fail"),
        ("demolition: {waste_t: 0.2, old_glazing: true, notification: false}\n", "fail"),
        ("components: [{element: ceiling, material: '#D1507', amount: 2, unit: t, status: removed}]\n", "unknown"),
        ("components: [{element: ceiling, material: '#D1507', amount: 0.5, unit: t, status: removed}]\n", "not_applicable"),
    ],
)  # fmt: skip
def test_waste_is_notified_above_one_tonne(tmp_path: Path, lines: str, verdict: str) -> None:
    assert found(tmp_path, RENOVATION + lines, "DEM-102").verdict == verdict


@pytest.mark.parametrize(
    ("kind", "more", "verdict"),
    [
        ("institution", "", "pass"),
        ("institution", ", ventilation_noise: false", "pass"),
        ("apartments", "", "unknown"),
        ("apartments", ", ventilation_noise: true, room_acoustics: true", "pass"),
        ("apartments", ", ventilation_noise: true, room_acoustics: false", "fail"),
    ],
)
def test_fbk_has_seven_requirements_and_nine_for_dwellings(tmp_path: Path, kind: str, more: str, verdict: str) -> None:
    text = HEAD.replace("institution", kind) + f"permit_applied: 2026-03-01\nfbk: {{{FBK}{more}}}\n"
    assert found(tmp_path, text, "FBK-101").verdict == verdict


@pytest.mark.parametrize(
    ("works", "lines", "waste", "primary"),
    [
        ("new", "taxonomy: {waste_recovered_share: 0.90, primary_concrete: 0.70}\n", "pass", "pass"),
        ("new", "taxonomy: {waste_recovered_share: 0.899, primary_concrete: 0.71}\n", "fail", "fail"),
        ("renovation", "removed_floor_area_m2: 1200\ntaxonomy: {waste_recovered_share: 0.70}\n", "pass", "unknown"),
        ("renovation", "removed_floor_area_m2: 1201\ntaxonomy: {waste_recovered_share: 0.70}\n", "fail", "unknown"),
        ("renovation", "removed_floor_area_m2: 1201\ntaxonomy: {waste_recovered_share: 0.7, retained_area_share: 0.5}\n", "pass", "unknown"),
        ("renovation", "taxonomy: {waste_recovered_share: 0.70}\n", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_taxonomy_shares(tmp_path: Path, works: str, lines: str, waste: str, primary: str) -> None:
    text = RENOVATION.replace("renovation", works) + lines
    assert found(tmp_path, text, "TAX-102").verdict == waste
    assert found(tmp_path, text, "TAX-101").verdict == primary


def test_the_schema_is_the_one_the_model_gives_and_the_examples_keep_it(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_project_schema", root / "docs" / "make_project_schema.py")
    assert spec is not None and spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    schema = json.loads(maker.TARGET.read_text(encoding="utf-8"))
    assert schema == maker.project_schema(), "run python docs/make_project_schema.py"
    for name in ("skole", "nybyg"):
        text = (root / "examples" / f"{name}.yaml").read_bytes()
        data = json.loads(json.dumps(load(text, name)[0], default=lambda v: float(v) if isinstance(v, D) else str(v)))
        jsonschema.validate(data, schema)
        data["fbk"] = {"daylght": True}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, schema)
