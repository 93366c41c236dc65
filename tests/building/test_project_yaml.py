"""building/1 as YAML: what is read, what is refused with file, line, fault and hint, and what only makes a row partial."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circular.building import Building, building_yaml, read_building
from circular.building.model import Component
from circular.faults import Fault
from circular.lca import assess

HEAD = "circular: building/1\nname: Skole\nworks: new\nbuilding_type: institution\nreference_area_m2: 1200\n"
LINE = "components:\n  - {element: outer_wall, name: Mur, material: '#G0116', amount: 2, unit: m3"


def read(tmp_path: Path, text: str) -> Building:
    path = tmp_path / "skole.yaml"
    path.write_text(text, encoding="utf-8")
    return read_building(path)


def plain(building: Building) -> object:
    """The project without where it was read."""

    def strip(value: object) -> object:
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items() if key not in ("source", "file")}
        return [strip(item) for item in value] if isinstance(value, list | tuple) else value

    return strip(building.model_dump())


@pytest.mark.parametrize("name", ["skole", "nybyg"])
def test_the_examples_read_and_write_back_the_same(root: Path, tmp_path: Path, name: str) -> None:
    project = read_building(root / "examples" / f"{name}.yaml")
    again = read(tmp_path, building_yaml(project))
    assert plain(again) == plain(project)
    assert project.components[0].source is not None and project.components[0].source.place.isdigit()


def test_what_nobody_told_is_none_and_defaults_are_those_of_the_contract(tmp_path: Path) -> None:
    project = read(tmp_path, HEAD + LINE + "}\n")
    assert project.heated is True and project.temporary is False and project.permit_applied is None
    assert project.floor_area_m2 is None and project.energy is None and project.construction_process is None
    (row,) = project.components
    assert (row.status, row.reused, row.recycled_share, row.essential) == ("new", False, 0, None)
    assert row.amount == D(2) and row.service_life_years is None


def test_numbers_are_exact(tmp_path: Path) -> None:
    project = read(tmp_path, HEAD.replace("1200", "1200.10") + LINE.replace("2,", "0.1,") + "}\n")
    assert str(project.reference_area_m2) == "1200.10" and str(project.components[0].amount) == "0.1"


REFUSED = [  # change of the file, line, words of the fault, words of the hint
    ("reference_area_m2: 1200", "reference_area_m2: '1.200,5'", 5, "1.200,5", "1200.5"),
    ("reference_area_m2: 1200", "reference_area_m2: 1.200,5", 5, "1.200,5", "1200.5"),
    ("reference_area_m2: 1200", "reference_area_m2: .nan", 5, "nan", "leave"),
    ("reference_area_m2: 1200", "reference_area_m2: -3", 5, "above 0", ""),
    ("reference_area_m2: 1200", "reference_area_m2: 0", 5, "above 0", ""),
    ("reference_area_m2: 1200", "reference_area_m2: 1200 m2", 5, "1200 m2", "unit"),
    ("reference_area_m2: 1200\n", "", 1, "reference_area_m2", "add"),
    ("works: new\n", "", 1, "works", "add"),
    ("works: new", "works: nybyg", 3, "nybyg", "renovation"),
    ("building_type: institution", "building_type: skole", 4, "skole", "institution"),
    ("name: Skole", "name: Skole\nheated_aera_m2: 3", 3, "heated_aera_m2", "heated_area_m2"),
    ("name: Skole", "name: Skole\nname: To", 3, "twice", "line 2"),
    ("name: Skole", "name: Skole\nheated: yes", 3, "true or false", ""),
    ("name: Skole", "name: Skole\npermit_applied: 1. maj 2026", 3, "date", "2025-07-01"),
    ("name: Skole", "name: Skole\npermit_applied: '2026-02-30'", 3, "date", "2025-07-01"),
    ("name: Skole", "name: Skole\nheated_area_m2: -1", 3, "below 0", ""),
    ("name: Skole", "name: Skole\nenergy: {heating: fjernvarme}", 3, "fjernvarme", "district_heating"),
    ("name: Skole", "name: Skole\ncompleted: 2027.5", 3, "whole", ""),
    ("circular: building/1", "circular: portfolio/1", 1, "portfolio/1", "optimise"),
    ("circular: building/1\n", "", 1, "circular", "building/1"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "fault", "hint"), REFUSED, ids=lambda value: str(value)[:30])
def test_a_file_that_is_not_building_1_is_refused_in_one_line(
    tmp_path: Path, old: str, new: str, line: int, fault: str, hint: str
) -> None:
    with pytest.raises(Fault) as raised:
        read(tmp_path, HEAD.replace(old, new, 1))
    assert raised.value.place == str(line)
    assert fault in raised.value.fault and hint in raised.value.hint
    assert raised.value.file.endswith("skole.yaml")


def test_a_day_in_quotes_is_a_day(tmp_path: Path) -> None:
    """As programs write it: JSON has no dates."""
    told = read(tmp_path, HEAD + 'permit_applied: "2026-03-01"\n')
    assert (
        told.permit_applied == read(tmp_path, HEAD + "permit_applied: 2026-03-01\n").permit_applied == date(2026, 3, 1)
    )


ROWS = [
    (", element: taget}", "stands twice"), ("}\n  - {element: taget, material: x, amount: 1, unit: m3}", "taget"), (", unit: liter}", "stands twice"),
    (", recycled_share: 20}", "above 1"), (", status: revet}", "revet"), (", thickness_mm: 0}", "above 0"), (", lamda: 0.03}", "lamda"), (", amount2: 3}", "amount2"),
]  # fmt: skip


@pytest.mark.parametrize(("end", "fault"), ROWS)
def test_a_word_or_key_outside_the_lists_is_refused(tmp_path: Path, end: str, fault: str) -> None:
    with pytest.raises(Fault, match=fault):
        read(tmp_path, HEAD + LINE + end)


PARTIAL = [
    ("components:\n  - {element: roof, name: Tag, material: #G0116, amount: 2, unit: m3}\n", "material"),
    ("components:\n  - {element: roof, name: Tag, material: '#G0116', unit: m3}\n", "amount"),
    ("components:\n  - {element: roof, name: Tag, material: '#G0116', amount: 2}\n", "unit"),
    ("components:\n  - {element: roof, name: Tag, material: mursten, amount: 2, unit: m3}\n", "material"),
    ("components:\n  - {element: roof, name: Tag, material: '#G0116', amount: -2, unit: m3}\n", "amount"),
    ("components:\n  - {element: roof, name: Tag, material: '#G0116', amount: 2, unit: m3, service_life_years: 0}\n", "service_life_years"),
    ("components:\n  - {element: other, name: Tag, material: '#G0116', amount: 2, unit: m3}\n", "service_life_years"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field"), PARTIAL[1:])
def test_a_missing_fact_of_a_row_is_no_error_of_the_file(tmp_path: Path, text: str, field: str) -> None:
    project = read(tmp_path, HEAD + "material_data: br18-2023\n" + text)
    found = assess(project, as_of=date(2026, 1, 1))
    (row,) = found.elements
    assert row.partial and "skole.yaml:8: “Tag”, " in str(row.why_partial) and f", {field}: " in str(row.why_partial)
    assert found.warnings.count(row.why_partial) == 1


def test_an_id_that_yaml_takes_for_a_comment_ends_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        read(tmp_path, HEAD + PARTIAL[0][0])


def test_an_id_without_quotes_on_a_line_of_its_own_says_so(tmp_path: Path) -> None:
    project = read(
        tmp_path, HEAD + "components:\n  - element: roof\n    material: #G0116\n    amount: 2\n    unit: m3\n"
    )
    (row,) = assess(project, as_of=date(2026, 1, 1)).elements
    assert "anførselstegn" in str(row.why_partial)


def test_entries_and_options_are_told_apart(tmp_path: Path) -> None:
    option = "    options: [{name: A, keep: true}, {name: B, cost_dkk: 5}]\n"
    twice = HEAD + f"choices:\n  - element: roof\n{option}  - element: roof\n{option}"
    with pytest.raises(Fault, match="roof"):
        read(tmp_path, twice)
    labelled = twice.replace("  - element: roof\n", "  - element: roof\n    label: nord\n", 1)
    assert [choice.key for choice in read(tmp_path, labelled).choices] == ["roof[nord]", "roof"]
    for wrong, fault in (("name: B, cost_dkk: 5", "name: A"), ("cost_dkk: 5", "cost_dkk: 5, cost_dkk_per_m2: 5"), ("name: B", "name: B, keep: true")):  # fmt: skip
        with pytest.raises(Fault):
            read(tmp_path, HEAD + f"choices:\n  - element: roof\n{option.replace(wrong, fault)}")


@pytest.mark.parametrize(
    ("written", "said"), [('"1200"', "uden anførselstegn"), ("1.200,5", "mente du 1200.5"), ("1200 m2", "uden enhed")]
)
def test_a_number_written_as_text_says_how_it_is_written(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(Fault) as caught:
        read(tmp_path, HEAD.replace("reference_area_m2: 1200", f"reference_area_m2: {written}"))
    assert said in caught.value.told("da")


def test_mixed_use_is_kept_and_its_shares_are_checked(tmp_path: Path) -> None:
    mixed = HEAD.replace("building_type: institution", "building_type: {office: 0.66, retail: 0.33}")
    project = read(tmp_path, mixed)
    assert project.building_type == {"office": D("0.66"), "retail": D("0.33")}
    assert any("0.99" in warning for warning in project.warnings)
    with pytest.raises(Fault, match=r"0\.96"):
        read(tmp_path, mixed.replace("0.33", "0.3"))
    with pytest.raises(Fault, match="kontor"):
        read(tmp_path, mixed.replace("office", "kontor"))


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xff\xfe\x00", b"just text", b"- a\n- b\n", b"circular: [1"])
def test_what_is_no_project_at_all_ends_in_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "skole.yaml"
    path.write_bytes(content)
    with pytest.raises(Fault):
        read_building(path)
    with pytest.raises(Fault, match="exist"):
        read_building(tmp_path / "nothing.yaml")


def test_products_beside_the_project_are_used(tmp_path: Path) -> None:
    (tmp_path / "materials.yaml").write_text(
        "circular: materials/1\nmaterials:\n"
        "  - {id: sten, name: Genbrugssten, unit: t, a1a3: 30, c3: 2, c4: 0, d: -1, density_kg_m3: 1800, standard: EN 15804+A2, valid_until: 2025-01-01}\n"
        "  - {id: halv, unit: kg, a1a3: 3}\n"
    )
    text = HEAD + "components:\n  - {element: roof, material: sten, amount: 2, unit: m3, service_life_years: 60}\n"
    found = assess(read(tmp_path, text), as_of=date(2026, 1, 1))
    (row,) = found.elements
    assert row.modules["A1-A3"] == D("108") and row.mass_kg == 3600
    assert row.data.type == "epd" and row.data.valid is False and any("udløbet" in one for one in found.warnings)
    undeclared = assess(read(tmp_path, text.replace("material: sten", "material: halv").replace("unit: m3", "unit: kg")), as_of=date(2026, 1, 1))  # fmt: skip
    assert "hverken C3 eller C4" in str(undeclared.elements[0].why_partial)


def test_a_broken_library_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "materials.yaml").write_text(
        "circular: materials/1\nmaterials:\n  - {id: '#G1', unit: kg, a1a3: 1, c3: 0}\n"
    )
    with pytest.raises(Fault, match="#") as raised:
        assess(read(tmp_path, HEAD), as_of=date(2026, 1, 1))
    assert raised.value.place == "3"


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=30).map(str.strip)
numbers = st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=6)


@given(name=texts, label=texts, ban=st.lists(texts, max_size=3), amount=numbers, share=st.decimals(0, 1, places=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_project_is_written_and_read_back_the_same(
    tmp_path: Path, name: str, label: str, ban: list[str], amount: D, share: D
) -> None:
    row = Component(element="roof", label=label or None, name=name, material=label, reused=True, amount=amount, unit="m3", recycled_share=share, thickness_mm=amount + 1)  # fmt: skip
    project = Building(
        name=name or "x", works="new", building_type={"office": D("0.5"), "retail": D("0.5")}, reference_area_m2=amount + 1,
        components=(row,), ban=tuple(text for text in ban if text), stock={f"reused:{label}": amount}, pin={label: name} if name else {},
    )  # fmt: skip
    assert plain(read(tmp_path, building_yaml(project))) == plain(project)


def test_an_amount_that_cannot_be_right_is_refused_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(Fault) as refused:
        read(tmp_path, HEAD + LINE.replace("amount: 2", "amount: 1e400") + "}\n")
    assert "amount" in str(refused.value) and refused.value.place == "7"
