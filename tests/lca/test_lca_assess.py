"""Energy, dates, data sets, deductions and coverage of a whole project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from lca_projects import building, footprint, part

from circular.building.model import ConstructionProcess, Deductions, Energy
from circular.faults import Fault
from circular.lca import assess, context_of, factors
from circular.lca.compare import compare
from circular.lca.sensitivity import sensitivity

HEAT = Energy(electricity_kwh_m2_year=D(10), heating_kwh_m2_year=D(50), heating="district_heating")


def test_factors_are_linear_between_anchors_and_constant_after_the_last() -> None:
    assert factors("br18-2023-tabel8", "electricity", 2023, 4) == [D("0.187"), D("0.161"), D("0.135"), D("0.1174")]
    assert factors("br18-2023-tabel8", "gas", 2040, 3) == [D("0.105")] * 3
    assert factors("lcabyg-5.4", "electricity", 2019, 2) == [D("0.264")] * 2
    for name, carrier, year in (("br18-2023-tabel8", "gas", 2022), ("br18-2023-tabel8", "oil", 2026), ("lcabyg-5.4", "gas", 2026), ("nothing", "gas", 2026)):  # fmt: skip
        with pytest.raises(Fault):
            factors(name, carrier, year, 50)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"completed": None}, "completed"), ({"completed": 2022}, "2022"), ({"heated_area_m2": None}, "heated_area_m2"), ({"energy": None}, "energy"),
     ({"energy": HEAT.model_copy(update={"heating": "oil"})}, "heating_factor_kg_kwh"), ({"energy": HEAT.model_copy(update={"heating": None})}, "heating")],
)  # fmt: skip
def test_b6_is_unknown_and_says_why(change: dict[str, object], word: str) -> None:
    found = footprint(part(service_life_years=60), **{"energy": HEAT, **change})
    assert found.total_kg_co2e["B6"] is None and found.total_kg_co2e["building"] is None
    assert found.limit_value is None and found.total_kg_co2e["A1-A3"] == 241
    assert any(word in warning for warning in found.warnings) and found.partial is not None


def test_an_unheated_building_has_no_b6_and_divides_by_nothing() -> None:
    found = footprint(part(service_life_years=60), heated=False, heated_area_m2=None, energy=None, completed=None)
    assert found.total_kg_co2e["B6"] == 0 and found.per_m2_year["B6"] == 0 and found.limit_value is not None


def test_own_factors_and_heat_pumps() -> None:
    oil = HEAT.model_copy(update={"heating": "oil", "heating_factor_kg_kwh": D("0.3"), "heating_factor_source": "x"})
    found = footprint(energy=oil, completed=2040)
    assert found.total_kg_co2e["B6"] == 1000 * 50 * (10 * D("0.0403") + 50 * D("0.3"))
    pump = footprint(energy=HEAT.model_copy(update={"heating": "heat_pump"}), completed=2040)
    assert pump.total_kg_co2e["B6"] == 1000 * 50 * 60 * D("0.0403")


def test_construction_process_is_unknown_until_told() -> None:
    silent = footprint(part(service_life_years=60))
    assert silent.total_kg_co2e["A4"] is None and silent.total_kg_co2e["total"] is None
    assert silent.total_kg_co2e["building"] is not None and silent.partial is None
    half = footprint(construction_process=ConstructionProcess(a4_kg_co2e=D(10)))
    assert half.total_kg_co2e["A4"] == 10 and half.total_kg_co2e["construction_process"] is None
    told = footprint(construction_process=ConstructionProcess(a4_kg_co2e=D(10), a5_kg_co2e=D(5)))
    assert told.total_kg_co2e["construction_process"] == 15 == told.total_kg_co2e["total"]


def test_deductions_touch_only_the_value_that_is_compared() -> None:
    deductions = Deductions(special_conditions_kg_co2e=D(5000), energy_supplement_kwh_m2_year=D(2), reason="fundering")
    found = footprint(energy=HEAT, completed=2040, deductions=deductions)
    plain = footprint(energy=HEAT, completed=2040)
    assert found.per_m2_year == plain.per_m2_year
    assert found.limit_value == plain.limit_value - D(5000) / 50_000 - 2 * D("0.068")
    assert any("fundering" in warning for warning in found.warnings)


SETS = [  # works, permit, as_of, expected set
    ("new", date(2023, 1, 1), date(2026, 1, 1), "br18-2023"), ("new", date(2025, 6, 30), date(2026, 1, 1), "br18-2023"), ("new", date(2025, 7, 1), date(2026, 1, 1), "br18-2025"),
    ("new", None, date(2025, 6, 30), "br18-2023"), ("new", None, date(2025, 7, 1), "br18-2025"), ("renovation", date(2024, 1, 1), date(2026, 1, 1), "br18-2025"),
    ("renovation", date(2026, 1, 1), date(2025, 1, 1), "br18-2023"), ("extension", date(2024, 1, 1), date(2026, 1, 1), "br18-2023"), ("new", date(2022, 1, 1), date(2026, 1, 1), "br18-2023"),
]  # fmt: skip


@pytest.mark.parametrize(("works", "permit", "as_of", "expected"), SETS)
def test_the_material_set_follows_the_dates(works: str, permit: date | None, as_of: date, expected: str) -> None:
    project = building(works=works, permit_applied=permit, material_data=None)
    assert context_of(project, as_of=as_of).data.name == expected
    other = {"br18-2023": "br18-2025", "br18-2025": "br18-2023"}[expected]
    found = assess(project.model_copy(update={"material_data": other}), as_of=as_of)
    assert not found.material_data_fits and any("data_version" in warning for warning in found.warnings)


def test_an_unknown_set_or_series_is_refused() -> None:
    with pytest.raises(Fault, match="br18-2024"):
        footprint(material_data="br18-2024")
    with pytest.raises(Fault, match="lcabyg"):
        footprint(energy_series="lcabyg-6")


def test_the_energy_series_of_the_2025_regime_is_not_at_hand() -> None:
    found = footprint(energy=HEAT, permit_applied=date(2025, 7, 1), material_data="br18-2025")
    assert not found.energy_series_fits
    assert any("energifaktorer fra 2023" in warning for warning in found.warnings)
    assert any("energy factors of 2023" in warning for warning in found.warnings_en)
    assert footprint(energy=HEAT).energy_series_fits


def test_essential_by_mass_footprint_group_and_word_of_the_file() -> None:
    heavy = part("#B1433", 100, name="beton", element="foundation", service_life_years=100, cost_dkk=10)
    light = [part("#G1229", "0.1", name=f"uld {n}", service_life_years=60) for n in range(3)]
    lino = part("#G1154", 1, "m2", name="gulv", element="floor_covering", service_life_years=30)
    found = footprint(heavy, *light, lino).coverage
    assert found.essential == ("beton", "uld 0", "gulv"), "the heaviest of each group of tabel 6, file order at ties"
    assert found.cost_share is None, "a row without a cost"
    told = footprint(heavy, *(one.model_copy(update={"essential": True}) for one in light), lino.model_copy(update={"essential": False}))  # fmt: skip
    assert told.coverage.essential == ("beton", "uld 0", "uld 1", "uld 2")


def test_coverage_of_partial_rows() -> None:
    good = part("#B1433", 10, name="beton", element="foundation", service_life_years=100, cost_dkk=300)
    bad = part("#G9999", 24000, "kg", name="ukendt", element="roof", cost_dkk=100)
    found = footprint(good, bad).coverage
    assert found.mass_share == D(22460) / (22460 + 24000)
    assert found.element_share == D("0.5") and found.cost_share == D("0.75")
    (gap,) = found.missing
    assert gap.name == "ukendt" and gap.element == "roof" and gap.modules == ("A1-A3", "B4", "C3", "C4", "D")
    assert gap.suggestion and gap.suggestion.startswith("#")
    unknown = footprint(good, part("#G9999", 5, "m3", name="uden masse", element="roof")).coverage
    assert unknown.mass_share is None and "uden masse" in unknown.essential
    weightless = part("#D1522", 5, "m2", name="loft", element="ceiling", service_life_years=40)
    whole = footprint(weightless, material_data="br18-2025")
    assert whole.elements[0].mass_kg is None and whole.coverage.mass_share == 1 and not whole.coverage.missing


def test_sensitivity_names_the_strongest_inputs_with_their_true_effect() -> None:
    project = building(part("#B1433", 100, name="beton", service_life_years=50), energy=HEAT, completed=2040)
    as_of = date(2026, 1, 1)
    found = sensitivity(project, assess(project, as_of=as_of), context_of(project, as_of=as_of))
    assert [abs(one.delta) for one in found] == sorted((abs(one.delta) for one in found), reverse=True)
    by_kind = {one.kind: one for one in found}
    assert by_kind["heating"].delta == D("0.1") * 50 * D("0.068")
    assert by_kind["amount"].delta == D("0.1") * 100 * D("252.70") / 50_000
    life = by_kind["service_life"]
    again = assess(project.model_copy(update={"components": (project.components[0].model_copy(update={"service_life_years": 50 * (1 + life.change)}),)}), as_of=as_of)  # fmt: skip
    assert life.delta == again.per_m2_year["building"] - assess(project, as_of=as_of).per_m2_year["building"]


def test_comparison_tells_added_lost_and_changed_rows() -> None:
    same = part("#B1433", 10, name="beton", service_life_years=100)
    a = footprint(same, part("#G0116", 5, name="mur", service_life_years=100), part("#G1229", 1, name="kun a", service_life_years=60))  # fmt: skip
    b = footprint(same, part("#G0516", 5, name="mur", service_life_years=100), part("#G1229", 2, name="kun b", service_life_years=60))  # fmt: skip
    found = compare(a, b)
    assert {row.name: (row.a is None, row.b is None, row.changed) for row in found.rows} == {
        "mur": (False, False, ("material",)), "kun a": (False, True, ()), "kun b": (True, False, ()),
    }  # fmt: skip
    delta = found.per_m2_year["building"].delta
    assert delta == b.per_m2_year["building"] - a.per_m2_year["building"]
    assert sum(pair.delta for pair in found.elements.values()) == found.total_kg_co2e["building"].delta


def test_a_heating_factor_counts_only_with_its_source() -> None:
    oil = HEAT.model_copy(update={"heating": "oil", "heating_factor_kg_kwh": D("0.3")})
    found = footprint(part(service_life_years=60), energy=oil, completed=2040)
    assert found.total_kg_co2e["B6"] is None and any("heating_factor_source" in said for said in found.warnings)
    own = HEAT.model_copy(update={"heating_factor_kg_kwh": D(0), "heating_factor_source": "x"})
    assert any("i stedet for faktorerne" in said for said in footprint(energy=own, completed=2040).warnings)


def test_the_next_best_of_an_unknown_name_is_like_the_name_of_the_material() -> None:
    (gap,) = footprint(part("Letklinkerblok", 1, name="u1"), material_data="br18-2025").coverage.missing
    assert gap.suggestion is not None and "Letklinkerblok" in gap.suggestion
