"""The smallest material swap of a project without choices is tried: it keeps the limit, and no smaller one does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.building import read_building
from circular.building.model import Building, Component
from circular.lca import assess, context_of, row_footprint
from circular.lca.materials import shipped_sets
from circular.remedies import remedied
from circular.remedies.comparable import functions, replacements_for
from circular.remedies.material_swaps import Compared, compared, material_words, with_swap
from circular.rulebook import case_of, judge, load_rules
from circular.rulebook.model import Finding
from circular.rulebook.rounding import round_half_up

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def nursery(root: Path) -> Building:
    return read_building(root / "examples" / "nybyg.yaml")


def finding(building: Building, code: str) -> Finding:
    case = case_of(building.name, kind="building", building=building, assessment=assess(building, as_of=DAY))
    return next(one for one in judge(case, load_rules(), as_of=DAY).findings if one.code == code)


def with_class(building: Building, limit: str) -> Building:
    return building.model_copy(update={"limits": building.limits.model_copy(update={"low_emission_class": D(limit)})})


def test_the_list_names_materials_that_there_are_and_can_be_built_in() -> None:
    from circular.building.elements import elements

    for function in functions():
        rows = shipped_sets()[function.set_name].rows
        assert set(function.elements) <= set(elements()) and function.confidence in ("read", "inference", "memory")
        for name in {*function.before, *function.after}:
            row = rows[name]
            assert not row.suspect and not row.end_of_life_only, (function.id, name)
        if function.keeps == "factor":
            assert all("factor" in figures for figures in function.after.values())
        if function.keeps == "r_value":
            for name, figures in {**function.before, **function.after}.items():
                assert rows[name].unit == "m2_r1" or "lambda" in figures or rows[name].lambda_w_mk, (function.id, name)


def test_every_swap_is_worth_what_the_whole_project_says(nursery: Building) -> None:
    seen = compared(nursery, as_of=DAY)
    assert len(seen.swaps) > 10 and seen.tried > len(seen.swaps)
    for swap in seen.swaps:
        true = assess(with_swap(nursery, swap), as_of=DAY)
        value = seen.value_with(swap)
        assert value is not None and true.limit_value is not None
        assert abs(true.limit_value - value) < D("1e-20")
        share = seen.reused_share_with(swap)
        assert share is None or abs(share - (true.circularity.reused_mass_share or D(0))) < D("1e-20")


@pytest.mark.parametrize("limit", ["6.5", "6.4", "6.3", "6.2", "6.1", "5.9", "5.0"])
def test_the_smallest_that_is_enough_is_named_or_that_none_is(nursery: Building, limit: str) -> None:
    building = with_class(nursery, limit)
    seen = compared(building, as_of=DAY)
    words = material_words(finding(building, "CO2-211"), seen)
    values = [(one, assess(with_swap(building, one), as_of=DAY).limit_value) for one in seen.swaps]
    enough = [one for one, value in values if value is not None and round_half_up(value, 1) <= D(limit)]
    assert words is not None
    if not enough:
        assert words.da.startswith("Intet bytte") and "No swap" in words.en
        return
    least = min(one.mass_kg for one in enough if one.mass_kg is not None)
    named = [one for one in enough if one.mass_kg == least]
    assert words.da.startswith("Mindste bytte") and "smallest swap" in words.en
    assert any(f"“{one.old.name}”" in words.da for one in named)
    assert "Skal efterses:" in words.da and "To be checked:" in words.en


def test_r_area_mass_and_volume_are_kept(nursery: Building, root: Path) -> None:
    context = context_of(nursery, as_of=DAY)
    seen = set()
    for part in nursery.components:
        for one in replacements_for(part, context):
            old, new = (row_footprint(line, part.element, context) for line in (part, one.new))
            assert new.partial is None, (one.function.id, new.partial)
            seen.add(one.function.keeps)
            assert one.new.element == part.element and one.new.status == "new"
            if one.function.keeps == "r_value" and old.unit == new.unit == "m2_r1":
                assert old.declared is not None and new.declared is not None
                assert abs(old.declared - new.declared) < D("1e-15")
            if one.function.keeps == "area" and part.unit == one.new.unit == "m2":
                assert part.amount == one.new.amount
            if one.function.keeps == "same":
                assert all(not kg for kg in new.modules.values()) and new.mass_kg == old.mass_kg
    assert seen >= {"r_value", "area", "same", "factor"}


def test_roof_tiles_by_weight_become_square_metres_by_the_table_s_own_weight() -> None:
    part = Component(element="roof_covering", material="#D1497", amount=D("5.25"), unit="t")
    building = project(part)
    lines = {one.new.material: one.new for one in replacements_for(part, context_of(building, as_of=DAY))}
    assert (lines["#D1500"].amount, lines["#D1500"].unit) == (D(100), "m2")
    assert (lines["#D1498"].amount, lines["#D1498"].unit) == (D("5.25"), "t")


def project(*parts: Component, **changes: object) -> Building:
    told = {
        "name": "p", "works": "new", "building_type": "institution", "reference_area_m2": D(100), "heated": False,
        "material_data": "br18-2025", "permit_applied": date(2025, 7, 1), "components": parts,
    }  # fmt: skip
    return Building.model_validate({**told, **changes})


@settings(max_examples=60, deadline=None)
@given(st.integers(20, 400), st.sampled_from(["#D1532", "#D1534", "#D1535", "#D1540"]), st.integers(10, 900))
def test_a_swap_of_insulation_never_changes_r(thickness: int, material: str, area: int) -> None:
    part = Component(element="outer_wall", material=material, amount=D(area), unit="m2", thickness_mm=D(thickness))
    context = context_of(project(part), as_of=DAY)
    before = row_footprint(part, "outer_wall", context).declared
    for one in replacements_for(part, context):
        if one.new.reused:
            continue
        after = row_footprint(one.new, "outer_wall", context).declared
        assert before is not None and after is not None and abs(after - before) < D("1e-15") * area


def test_what_is_kept_removed_reused_or_cannot_be_computed_is_never_swapped() -> None:
    brick = {"element": "outer_wall", "material": "#D1508", "amount": D(9), "unit": "t"}
    for changes in ({"status": "kept"}, {"status": "removed"}, {"reused": True}, {"unit": "pcs"}, {"material": "#D9"}):
        part = Component(**{**brick, **changes})  # type: ignore[arg-type]
        assert not list(replacements_for(part, context_of(project(part), as_of=DAY)))
    assert list(replacements_for(Component(**brick), context_of(project(), as_of=DAY)))  # type: ignore[arg-type]


def test_nothing_comparable_says_so() -> None:
    building = project(Component(element="other", material="#D1594", amount=D(9), unit="t", service_life_years=D(100)))
    building = with_class(building, "0.1")
    words = material_words(finding(building, "CO2-211"), compared(building, as_of=DAY))
    assert words is not None and words.da == "Intet bytte af ét materiale hjælper (0 sammenlignelige er prøvet)."


def test_a_demanded_share_of_reuse_is_cured_by_reuse(nursery: Building) -> None:
    limits = nursery.limits.model_copy(update={"min_reused_mass_share": D("0.05")})
    building = nursery.model_copy(update={"limits": limits})
    report = judge(
        case_of("n", kind="building", building=building, assessment=assess(building, as_of=DAY)),
        load_rules(),
        as_of=DAY,
    )
    cured = next(one for one in remedied(report, building).findings if one.code == "CIRC-921")
    assert "samme vare, genbrugt" in cured.because.da and "the same product, reused" in cured.because.en
    seen = compared(building, as_of=DAY)
    shares = {one.old.name: seen.reused_share_with(one) for one in seen.swaps if one.new.reused}
    named = next(name for name in shares if f"“{name}”" in cured.because.da)
    assert (shares[named] or D(0)) >= D("0.05")


def test_a_process_limit_is_not_cured_by_a_material(nursery: Building) -> None:
    from circular.building.model import ConstructionProcess

    process = ConstructionProcess(a4_kg_co2e=D(40000), a5_kg_co2e=D(40000), source="x")
    building = nursery.model_copy(update={"construction_process": process})
    broken = finding(building, "CO2-102")
    assert broken.verdict == "fail" and material_words(broken, compared(building, as_of=DAY)) is None


def test_the_report_says_the_swap_once_and_counts_as_before(nursery: Building) -> None:
    case = case_of("n", kind="building", building=nursery, assessment=assess(nursery, as_of=DAY))
    before = judge(case, load_rules(), as_of=DAY)
    after = remedied(before, nursery)
    assert after.totals == before.totals and after.verdict == before.verdict
    said = next(one for one in after.findings if one.code == "CO2-201").because
    assert said.da.count("bytte af ét materiale") == 1 and said.en.count("swap of one material") == 1


def test_an_old_contract_of_values_needs_no_assessment() -> None:
    empty = project()
    seen = compared(empty, as_of=DAY)
    assert isinstance(seen, Compared) and seen.swaps == ()
