"""Rows of formats §3: replacements, status, reuse, units, and what cannot be computed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lca_projects import building, footprint, modules, part

from circular.lca import assess, context_of, row_footprint
from circular.lca.service_lives import replacements, replacements_of_kept, table_life


@pytest.mark.parametrize(
    ("life", "times"),
    [("1", 49), ("10", 4), ("12.5", 3), ("15", 3), ("16.666666666666667", 2), ("20", 2), ("24.9", 2), ("25", 1), ("49", 1), ("49.999", 1), ("50", 0), ("51", 0), ("120", 0)],
)  # fmt: skip
def test_replacements_within_fifty_years(life: str, times: int) -> None:
    assert replacements(50, D(life)) == times


@pytest.mark.parametrize(("remaining", "life", "times"), [(50, 25, 0), (49, 25, 1), (20, 25, 2), (0, 25, 2), (0, 50, 1), (25, 25, 1), (60, 25, 0)])  # fmt: skip
def test_replacements_of_what_is_kept(remaining: int, life: int, times: int) -> None:
    assert replacements_of_kept(50, D(remaining), D(life)) == times


def test_b4_and_d_follow_the_number_of_replacements() -> None:
    found = modules(part("#B1433", 2, service_life_years=20))
    assert found == {"A1-A3": D(482), "C3": D("13.46"), "C4": D("9.94"), "B4": 2 * D("505.4"), "D": 3 * D("-9.2")}


def test_kept_counts_only_what_will_be_replaced() -> None:
    assert set(modules(part(status="kept")).values()) == {D(0)}
    assert set(modules(part(status="kept", remaining_life_years=50, service_life_years=20)).values()) == {D(0)}
    found = modules(part(status="kept", remaining_life_years=10, service_life_years=40))
    assert found["B4"] == D("252.70") and found["D"] == D("-4.6") and found["A1-A3"] == found["C3"] == 0


def test_kept_with_remaining_life_but_no_service_life_is_partial() -> None:
    (row,) = footprint(part(status="kept", remaining_life_years=10, element="other")).elements
    assert row.partial and set(row.modules.values()) == {None}


def test_removed_is_reported_apart_and_needs_neither_a_life_nor_a1_a3() -> None:
    found = footprint(
        part("#G0122", 100, "kg", element="other", status="removed"), part(amount=0, service_life_years=60)
    )
    assert found.elements[0].partial is False
    assert found.total_kg_co2e["removed"] == found.elements[0].modules["C4"] > 0
    assert found.total_kg_co2e["building"] == 0


def test_a_partial_removal_leaves_the_building_known() -> None:
    found = footprint(part("#G9999", status="removed"), part(service_life_years=60))
    assert found.total_kg_co2e["removed"] is None
    assert found.total_kg_co2e["building"] is not None


def test_reused_is_zero_in_every_module_since_2024_and_its_mass_counts() -> None:
    reused = part(reused=True, service_life_years=20)
    found = footprint(reused, part())
    assert set(found.elements[0].modules.values()) == {D(0)}
    assert found.circularity.reused_mass_share == D("0.5")
    assert set(modules(reused, permit_applied=None).values()) == {D(0)}, "without a permit the day of judgement decides"


def test_reused_before_2024_only_spares_the_first_installation() -> None:
    new = modules(part(service_life_years=20), permit_applied=date(2023, 12, 31))
    reused = modules(part(service_life_years=20, reused=True), permit_applied=date(2023, 12, 31))
    assert reused == {**new, "A1-A3": D(0)}
    assert set(modules(part(reused=True), permit_applied=date(2024, 1, 1)).values()) == {D(0)}


def test_other_conventions_of_reuse() -> None:
    line = part(service_life_years=20, reused=True)
    kept_end = modules(line, reuse="eol_kept")
    assert kept_end["A1-A3"] == 0 and kept_end["C3"] == D("6.73") and kept_end["B4"] == 2 * D("11.70")
    replaced = modules(line, reuse="replacements_new")
    assert replaced["C3"] == 0 and replaced["B4"] == 2 * D("252.70") and replaced["D"] == 2 * D("-4.6")


UNITS_2023 = [  # id, amount, unit, thickness, declared amount
    ("#B1433", "2", "m3", None, "2"), ("#B1433", "4492", "kg", None, "2"), ("#B1433", "4.492", "t", None, "2"), ("#B1433", "20", "m2", "100", "2"),
    ("#G1100", "50", "m2", None, "50"), ("#G1100", "0.5", "t", None, "50"), ("#G0086", "2", "t", None, "2000"), ("#G0148", "3", "kg", None, "3"),
]  # fmt: skip
UNITS_2025 = [
    ("#D1507", "1.8", "t", None, "1.8"), ("#D1507", "1800", "kg", None, "1.8"), ("#D1507", "1", "m3", None, "1.8"), ("#D1507", "10", "m2", "100", "1.8"),
    ("#D1497", "100", "m2", None, "5.25"), ("#D1623", "1", "m3", None, "43.75"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "material", "amount", "unit", "thickness", "declared"), [("br18-2023", *row) for row in UNITS_2023] + [("br18-2025", *row) for row in UNITS_2025])  # fmt: skip
def test_units_are_converted(
    data: str, material: str, amount: str, unit: str, thickness: str | None, declared: str
) -> None:
    project = building(material_data=data)
    line = part(material, D(amount), unit, thickness_mm=thickness and D(thickness), service_life_years=60)
    row = row_footprint(line, "outer_wall", context_of(project, as_of=date(2026, 1, 1)))
    assert row.partial is None and row.declared == D(declared)


@pytest.mark.parametrize(
    ("material", "unit", "field"),
    [("#B1433", "pcs", "unit"), ("#B1433", "m", "unit"), ("#B1433", "m2", "thickness_mm"), ("#G1100", "m3", "unit"), ("#G0148", "m3", "unit"), ("#G0134", "m2", "unit")],
)  # fmt: skip
def test_a_unit_without_conversion_makes_the_row_partial(material: str, unit: str, field: str) -> None:
    found = footprint(part(material, 5, unit, service_life_years=60, name="rækken"))
    (row,) = found.elements
    assert row.partial and f"“rækken”, {field}: " in str(row.why_partial) and "“rækken”" in str(row.why_partial_en)
    assert found.total_kg_co2e["building"] is None and found.limit_value is None


R1 = "#D1534"  # lambda 0.034 of 'kl. 34', 27.75 kg/m³, 0.78177 + 0.039468 per m² at R = 1


@pytest.mark.parametrize(
    ("amount", "unit", "more", "declared", "mass"),
    [
        ("100", "m2", {"thickness_mm": D(340)}, "1000", "943.5"),
        ("34", "m3", {}, "1000", "943.5"),
        ("100", "m2", {"r_value": D(10)}, "1000", "943.5"),
        ("100", "m2", {"thickness_mm": D(340), "lambda_w_mk": D("0.068")}, "500", "943.5"),
        ("1000", "m2_r1", {}, "1000", "943.5"),
    ],
)
def test_insulation_per_r_1(amount: str, unit: str, more: dict[str, D], declared: str, mass: str) -> None:
    project = building(material_data="br18-2025")
    context = context_of(project, as_of=date(2026, 1, 1))
    row = row_footprint(part(R1, D(amount), unit, service_life_years=60, **more), "outer_wall", context)
    assert row.declared == D(declared) and row.mass_kg == D(mass)
    assert row.modules["A1-A3"] == D(declared) * D("0.78177")


def test_insulation_without_lambda_has_a_footprint_but_no_mass_from_its_r_value() -> None:
    context = context_of(building(material_data="br18-2025"), as_of=date(2026, 1, 1))
    unclassed = next(row for row in context.data if row.unit == "m2_r1" and row.lambda_w_mk is None)
    line = part(unclassed.id, D(10), "m2", service_life_years=60)
    by_r = row_footprint(line.model_copy(update={"r_value": D(3)}), "outer_wall", context)
    assert by_r.partial is None and by_r.declared == 30 and by_r.mass_kg is None
    by_thickness = row_footprint(line.model_copy(update={"thickness_mm": D(100)}), "outer_wall", context)
    assert by_thickness.reason is not None and by_thickness.reason.field == "lambda"


def test_standard_values_of_installations_count_fifty_years_and_no_replacement() -> None:
    found = footprint(part("#S0010", 1000, "m2_year", element="water_drainage"), material_data="br18-2025")
    assert found.elements[0].modules == {"A1-A3": D(2350), "C3": D(2650), "C4": D(0), "B4": D(0), "D": D(-1400)}
    assert any("B4" in warning for warning in found.warnings)
    assert modules(part("#S0010", 1000, "m2", element="water_drainage"), material_data="br18-2025")["A1-A3"] == 2350
    wrong = footprint(part("#S0010", 900, "m2_year", element="water_drainage"), material_data="br18-2025")
    assert any("#S0010" in warning and "1.000 m²" in warning for warning in wrong.warnings)


def test_an_unknown_material_is_never_looked_up_in_another_set_and_names_the_nearest() -> None:
    found = footprint(part("#G1229", 5, "m3", name="Isolering"), material_data="br18-2025")
    (row,) = found.elements
    assert row.partial and "#G1229" in str(row.why_partial) and "br18-2023" in str(row.why_partial)
    assert str(row.why_partial).count("“") == 4, "the row's own name and three materials"
    assert "Mineraluld" in str(row.why_partial)


def test_a_row_may_name_another_set_itself_and_is_warned_of() -> None:
    found = footprint(part("br18-2023:#G1229", 5, "m3", service_life_years=60), material_data="br18-2025")
    assert found.elements[0].modules["A1-A3"] == 5 * D("70.3915")
    assert not found.material_data_fits and any("br18-2023" in warning for warning in found.warnings)


@pytest.mark.parametrize("line", [part(amount=None), part(unit=None), part(material=""), part(amount=-1), part(service_life_years=D("0.5")), part("#G0122", 1, "kg", service_life_years=50)])  # fmt: skip
def test_what_is_missing_or_senseless_makes_the_row_partial(line: object) -> None:
    found = footprint(line)  # type: ignore[arg-type]
    assert found.elements[0].partial and set(found.elements[0].modules.values()) == {None}
    assert found.partial is not None and found.total_kg_co2e["A1-A3"] is None


def test_life_of_the_table_is_used_where_none_is_given() -> None:
    brick, gypsum = table_life("facade_cladding", "g2"), table_life("inner_wall", "f7")
    assert brick is not None and brick.years == 80 and gypsum is not None and gypsum.years == 80
    index = table_life("outer_wall", None)
    assert index is not None and (index.years, index.material) == (120, "index")
    assert table_life("other", "g2") is None
    (row,) = footprint(part("#G0116", element="facade_cladding")).elements
    assert row.service_life_years == 80 and row.service_life_source == "build-2022-11 (41)3 g2"


def test_a_given_life_that_differs_is_kept_and_warned_of() -> None:
    found = footprint(part("#G0116", element="facade_cladding", service_life_years=40, name="Skalmur"))
    assert found.elements[0].service_life_years == 40 and found.elements[0].service_life_source == "given"
    assert any("Skalmur" in warning and "80" in warning and "1 i stedet for 0" in warning for warning in found.warnings)
    same = footprint(part("#G0116", element="facade_cladding", service_life_years=80))
    assert not any("levetid" in warning for warning in same.warnings)


def test_a_negative_row_is_computed_with_a_warning_and_spoils_every_pass() -> None:
    found = footprint(part("#G1297", service_life_years=60))
    assert found.elements[0].modules["A1-A3"] < 0 and found.suspect
    assert any("under 0" in warning for warning in found.warnings)
    assert not footprint(part("#G1297", reused=True)).suspect
    assert not footprint(part("#G1292", service_life_years=60)).suspect, "corrected by its mass"


def test_no_component_is_a_project_of_energy_alone() -> None:
    found = footprint()
    assert found.total_kg_co2e["building"] == 0 and found.coverage.essential == ()
    assert found.circularity.reused_mass_share is None


amounts = st.decimals(min_value=0, max_value=100_000, places=3, allow_nan=False)
MATERIALS = st.sampled_from(["#B1433", "#G0116", "#B1339", "#G0516", "#G1297"])
lives = st.one_of(st.none(), st.integers(1, 130))


@st.composite
def lines(draw: st.DrawFn) -> object:
    return part(draw(MATERIALS), draw(amounts), "m3", service_life_years=draw(lives), reused=draw(st.booleans()), status=draw(st.sampled_from(["new", "kept", "removed"])))  # fmt: skip


@given(line=lines(), times=st.integers(2, 1000))
@settings(max_examples=80, deadline=None)
def test_rows_are_linear_in_their_amount(line: object, times: int) -> None:
    more = line.model_copy(update={"amount": line.amount * times})  # type: ignore[attr-defined]
    once, often = modules(line), modules(more)  # type: ignore[arg-type]
    assert all(abs(often[name] - times * once[name]) <= D("1e-20") * (1 + abs(often[name])) for name in once)


@given(parts=st.lists(lines(), max_size=8), seed=st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter_and_sums_equal_their_parts(parts: list[object], seed: object) -> None:
    shuffled = parts[:]
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = footprint(*parts), footprint(*shuffled)  # type: ignore[arg-type]
    assert first.total_kg_co2e == second.total_kg_co2e and first.circularity == second.circularity
    total = first.total_kg_co2e
    for name in ("A1-A3", "B4", "C3", "C4", "D"):
        rows = sum((row.modules[name] for row in first.elements if row.status != "removed"), D(0))
        assert abs(rows - total[name]) <= D("1e-18") * (1 + abs(rows))
    assert abs(total["building"] - sum(total[name] for name in ("A1-A3", "B4", "B6", "C3", "C4"))) < D("1e-15")


@given(split=st.decimals(min_value="0.001", max_value=99, places=3))
@settings(max_examples=50, deadline=None)
def test_a_row_split_in_two_is_the_same_project(split: D) -> None:
    whole = footprint(part(amount=100, service_life_years=30))
    halves = footprint(part(amount=split, service_life_years=30), part(amount=100 - split, service_life_years=30))
    assert whole.total_kg_co2e == halves.total_kg_co2e


def test_exact_values_stay_exact_through_divisions_that_do_not_end() -> None:
    # 1000 kg, 1246 kg and 4492 kg of concrete at 2246 kg/m³ are three m³; over 3 m² and 50 years that is 241 / 50.
    parts = [part("#B1433", kg, "kg", service_life_years=60) for kg in (1000, 1246, 4492)]
    found = assess(building(*parts, reference_area_m2=D(3), heated_area_m2=D(7)), as_of=date(2026, 1, 1))
    assert found.total_kg_co2e["A1-A3"] == 723
    assert found.per_m2_year["A1-A3"] == D("4.82")


@given(volume=st.decimals(min_value="0.001", max_value=5000, places=3), thickness=st.integers(1, 900))
@settings(max_examples=60, deadline=None)
def test_one_body_has_one_footprint_in_whatever_unit_it_is_told(volume: D, thickness: int) -> None:
    kg, area = volume * 1800, volume * 1000 / thickness
    ways = [(volume, "m3"), (kg, "kg"), (kg / 1000, "t"), (area, "m2")]
    found = [
        footprint(part("#D1507", amount, unit, thickness_mm=D(thickness), service_life_years=60), material_data="br18-2025")
        for amount, unit in ways
    ]  # fmt: skip
    first = found[0]
    for other in found[1:]:
        assert abs(other.total_kg_co2e["A1-A3"] - first.total_kg_co2e["A1-A3"]) < D("1e-15") * (1 + volume)
        assert abs(other.elements[0].mass_kg - kg) < D("1e-15") * (1 + kg)


@given(area=st.integers(1, 5000), thickness=st.integers(10, 600), conductivity=st.integers(20, 60))
@settings(max_examples=60, deadline=None)
def test_insulation_is_the_same_by_thickness_by_r_value_and_by_volume(area: int, thickness: int, conductivity: int) -> None:  # fmt: skip
    lam, metres = D(conductivity) / 1000, D(thickness) / 1000
    ways = [
        part(R1, area, "m2", thickness_mm=D(thickness), lambda_w_mk=lam, service_life_years=60),
        part(R1, area, "m2", r_value=metres / lam, lambda_w_mk=lam, service_life_years=60),
        part(R1, area * metres, "m3", lambda_w_mk=lam, service_life_years=60),
    ]
    found = [footprint(way, material_data="br18-2025") for way in ways]
    kg = area * metres / lam * D("0.78177")
    for one in found:
        assert abs(one.total_kg_co2e["A1-A3"] - kg) < D("1e-15") * (1 + kg)
        assert abs(one.elements[0].mass_kg - area * metres * D("27.75")) < D("1e-12")
