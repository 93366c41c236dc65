"""EPDs of every format: amounts divided out, scenarios kept, absence apart from 0, +A1 apart from +A2."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from foreign_epd import (
    AREA,
    BIOGENIC,
    FOSSIL,
    GHG,
    LULUC,
    MASS,
    TOTAL_A1,
    TOTAL_A2,
    VOLUME,
    flow_xml,
    oekobaudat,
    process_xml,
    saved,
    soda,
    zipped,
)  # fmt: skip
from hypothesis import given
from hypothesis import strategies as st

from circular.building.epd import Product, library_yaml, read_epds
from circular.building.epd_library import into_library
from circular.building.model import LibraryProduct
from circular.faults import Fault
from circular.lca.library import read_library

D = Decimal
DAY = date(2026, 11, 25)
OPENEPD = {
    "doctype": "openEPD", "id": "ec3-1", "product_name": "Beton", "declared_unit": {"qty": 2, "unit": "m3"},
    "kg_per_declared_unit": {"qty": 4.6, "unit": "t"}, "valid_until": "2029-05-01T00:00:00Z", "manufacturer": {"name": "Værket"},
    "impacts": {
        "TRACI 2.1": {"gwp": {"A1A2A3": {"mean": 1, "unit": "kgCO2e"}}},
        "EF 3.0": {"gwp": {"A1": {"mean": 0.2, "unit": "tCO2e"}, "A2": {"mean": 30, "unit": "kgCO2e"}, "A3": {"mean": 10, "unit": "kgCO2e"}, "C3": None,
                           "C_scenarios": [{"name": "deponi", "C4": {"mean": 8, "unit": "kgCO2e"}}, {"name": "knusning", "C4": {"mean": 2, "unit": "kgCO2e"}}]}},
    },
}  # fmt: skip


def one(tmp_path: Path, content: Any, name: str = "epd.json") -> Product:
    (product,) = read_epds(saved(content, tmp_path, name))
    return product


def test_a_reference_of_1000_kg_is_divided_out_wherever_it_stands(tmp_path: Path) -> None:
    for mean, value in ((1.0, 1000.0), (1000.0, 1.0), (10.0, 100.0)):
        product = one(
            tmp_path, soda({TOTAL_A2: {"A1-A3": 1895.7, "C4": 0}}, unit="kg", quantity=MASS, mean=mean, value=value)
        )
        assert (product.declared_unit, product.reference_amount) == ("kg", 1000)
        assert (product.value("A1-A3"), product.value("C4"), product.kg_per_unit) == (D("1.8957"), 0, 1)


def test_mass_for_conversion_is_for_one_declared_unit(tmp_path: Path) -> None:
    product = one(tmp_path, soda({TOTAL_A2: {"A1-A3": 20}}, value=2.0, other=((MASS, 900.0),)))
    assert (product.kg_per_unit, product.density_kg_m3) == (450, 450)
    by_weight = one(
        tmp_path,
        soda({TOTAL_A2: {"A1-A3": 20}}, unit="kg", quantity=MASS, properties=(("gross density", "2700", "kg/m^3"),)),
    )
    assert by_weight.density_kg_m3 == 2700
    by_area = one(
        tmp_path,
        soda({TOTAL_A2: {"A1-A3": 20}}, unit="qm", quantity=AREA, properties=(("grammage", "12.5", "kg/m^2"),)),
    )
    assert (by_area.declared_unit, by_area.kg_per_unit, by_area.kg_per_m2) == ("m2", D("12.5"), D("12.5"))


def test_a1_a2_and_a3_are_summed_only_when_all_three_are_there(tmp_path: Path) -> None:
    three = one(tmp_path, soda({TOTAL_A2: {"A1": 539.5, "A2": 40.4, "A3": 106.7}}))
    assert three.value("A1-A3") == D("686.6")
    assert "summen af A1, A2 og A3" in three.note()
    two = one(tmp_path, soda({TOTAL_A2: {"A1": 539.5, "A2": 40.4, "A3": "MND"}}))
    assert two.value("A1-A3") is None
    assert "A1-A3 is not declared" in two.warnings_en
    both = one(tmp_path, soda({TOTAL_A2: {"A1": 1, "A2": 1, "A3": 1, "A1-A3": 3.5}}))
    assert both.value("A1-A3") == D("3.5")


@pytest.mark.parametrize("absent", ["ND", "MND", "", None, "-", "INR"])
def test_not_declared_is_kept_apart_from_0(tmp_path: Path, absent: Any) -> None:
    product = one(tmp_path, soda({TOTAL_A2: {"A1-A3": 5, "C3": 0, "C4": absent}}))
    assert (product.value("C3"), product.value("C4"), product.not_declared) == (0, None, ("C4",))
    line = product.line()
    assert (line.c3, line.c4) == (0, None)
    assert "c4" not in library_yaml([product])


def test_scenarios_are_kept_and_one_is_chosen_by_name(tmp_path: Path) -> None:
    figures = {
        TOTAL_A2: {
            "A1-A3": 5,
            "C3@genanvendelse": 11.88,
            "C3@forbrænding": 11.76,
            "D@genanvendelse": -4.877,
            "D@forbrænding": -0.2187,
            "C4": 1,
        }
    }
    product = one(tmp_path, soda(figures))
    assert product.scenarios() == {"C3": ("genanvendelse", "forbrænding"), "D": ("genanvendelse", "forbrænding")}
    assert (product.value("C3"), product.value("D", "Forbrænding"), product.value("C4", "forbrænding")) == (
        D("11.88"),
        D("-0.2187"),
        1,
    )
    imported = into_library([product], None, "materials.yaml", as_of=DAY)
    assert "epd-1/forbrænding" in imported.text
    assert any("'genanvendelse' is used; also 'forbrænding'" in en for _, en in imported.lines)
    chosen = into_library([product], None, "materials.yaml", scenario="forbrænding", as_of=DAY)
    assert "11.76" in chosen.text
    assert "11.88" not in chosen.text
    with pytest.raises(Fault, match="no EPD has the scenario 'eksport'"):
        into_library([product], None, "materials.yaml", scenario="eksport")


def test_the_scenario_that_the_declaration_names_is_the_default(tmp_path: Path) -> None:
    content = zipped(
        {
            "ILCD/processes/p.xml": process_xml({TOTAL_A2: {"A1-A3": 5, "D@a": -1, "D@b": -2}}, defaults=("b",)),
            "ILCD/flows/f.xml": flow_xml(),
        }
    )
    assert one(tmp_path, content, "epd.zip").value("D") == -2


def test_a1_and_a2_are_never_mixed(tmp_path: Path) -> None:
    both = one(tmp_path, soda({TOTAL_A1: {"A1-A3": 4, "C3": 9}, TOTAL_A2: {"A1-A3": 5}}))
    assert (both.standard, both.value("A1-A3"), both.value("C3")) == ("EN 15804+A2", 5, None)
    assert any("both EN 15804+A1 and EN 15804+A2" in line for line in both.warnings_en)
    old = one(tmp_path, soda({TOTAL_A1: {"A1-A3": 4, "C3": 9}}, uuid="epd-2"))
    assert (old.standard, old.biogenic) == ("EN 15804+A1", "as_declared")
    lines = [en for _, en in into_library([both, old], None, "materials.yaml", as_of=DAY).lines]
    assert any("the library mixes EN 15804+A1 and EN 15804+A2" in line for line in lines)
    assert any("tabel 7 of 2023 is EN 15804+A1" in line for line in lines)


def test_the_biogenic_convention_is_carried(tmp_path: Path) -> None:
    parts = {
        TOTAL_A2: {"A1-A3": -647, "C3": 810},
        FOSSIL: {"A1-A3": 93, "C3": 1},
        BIOGENIC: {"A1-A3": -740.5, "C3": 809},
        LULUC: {"A1-A3": 0.5, "C3": 0},
    }
    wood = one(tmp_path, soda(parts))
    assert (wood.biogenic, wood.biogenic_a1_a3, wood.warnings) == ("included", D("-740.5"), ())
    assert "biogent kulstof er med" in wood.note()
    without = one(tmp_path, soda({GHG: {"A1-A3": 93}}))
    assert (without.biogenic, without.value("A1-A3")) == ("excluded", 93)
    odd = one(tmp_path, soda({**parts, TOTAL_A2: {"A1-A3": 20}}))
    assert any("GWP-total is not the sum of its parts" in line for line in odd.warnings_en)


def test_validity_by_day_by_year_and_not_at_all(tmp_path: Path) -> None:
    def told(time: dict[str, Any]) -> tuple[date | None, bool, list[str]]:
        product = one(tmp_path, soda({TOTAL_A2: {"A1-A3": 5, "C4": 0}}, time=time))
        lines = [en for _, en in into_library([product], None, "m.yaml", as_of=DAY).lines]
        return product.valid_until, product.valid_until_year_only, lines

    year, only, lines = told({"dataSetValidUntil": 2026})
    assert (year, only) == (date(2026, 12, 31), True)
    assert any("valid until 2026, without a day" in line for line in lines)
    day, only, lines = told(
        {"dataSetValidUntil": 2031, "other": {"anies": [{"name": "expirationDateOfEPD", "value": 1735689600000}]}}
    )
    assert (day, only) == (date(2025, 1, 1), False)
    assert any("expired 2025-01-01" in line for line in lines)
    assert told({"dataSetValidUntil": 1900})[0] is None


def test_xml_in_a_zip_with_its_flow_and_alone(tmp_path: Path) -> None:
    process = process_xml({TOTAL_A1: {"A1-A3": 300, "B1": None, "C4": 0}}, mean=1.0)
    product = one(
        tmp_path,
        zipped(
            {
                "ILCD/processes/p.xml": process,
                "ILCD/flows/f.xml": flow_xml(quantity=MASS, value=1000, other=((VOLUME, 0.5),)),
            }
        ),
        "epd.zip",
    )
    assert (product.declared_unit, product.value("A1-A3"), product.density_kg_m3) == ("kg", D("0.3"), 2000)
    assert (product.not_declared, product.value("B1"), product.place) == (("B1",), None, "ILCD/processes/p.xml")
    alone = one(tmp_path, process, "epd.xml")
    assert alone.declared_unit is None
    with pytest.raises(Fault, match="the declared unit of 'Plade' is not told"):
        library_yaml([alone])
    folder = tmp_path / "ILCD"
    (folder / "processes").mkdir(parents=True)
    (folder / "flows").mkdir()
    saved(process, folder / "processes", "p.xml")
    saved(flow_xml(), folder / "flows", "flow-1_00.xml")
    (unpacked,) = read_epds(folder)
    assert (unpacked.declared_unit, unpacked.value("A1-A3")) == ("m3", 300)


@pytest.mark.parametrize(
    ("name", "standard", "biogenic"),
    [
        ("Global Warming Potential total (GWP-total)", "EN 15804+A2", "included"),
        ("Globales Erwärmungspotenzial (GWP)", None, "as_declared"),
        ("Global warming potential except emissions and uptake of biogenic carbon (GWP-IOBC/GHG)", "EN 15804+A2", "excluded"),
    ],
)  # fmt: skip
def test_an_indicator_of_another_id_is_told_by_its_name(
    tmp_path: Path, name: str, standard: str | None, biogenic: str
) -> None:
    data = soda({"egen-id": {"A1-A3": 7}})
    data["LCIAResults"]["LCIAResult"][0]["referenceToLCIAMethodDataSet"]["shortDescription"] = [
        {"lang": "en", "value": name}
    ]
    product = one(tmp_path, data)
    assert (product.value("A1-A3"), product.standard, product.biogenic) == (7, standard, biogenic)


def test_a_quantity_of_another_id_is_told_by_its_name(tmp_path: Path) -> None:
    flow = flow_xml(quantity="egen-id").replace(
        b'refObjectId="egen-id"/>', b'refObjectId="egen-id"><c:shortDescription xml:lang="de">St\xc3\xbcckzahl</c:shortDescription></referenceToFlowPropertyDataSet>'
    )  # fmt: skip
    content = zipped({"ILCD/processes/p.xml": process_xml({TOTAL_A1: {"A1-A3": 30}}), "ILCD/flows/f.xml": flow})
    assert one(tmp_path, content, "epd.zip").declared_unit == "pcs"


def test_openepd_takes_one_method_and_divides_by_the_declared_amount(tmp_path: Path) -> None:
    product = one(tmp_path, OPENEPD)
    assert (product.standard, product.value("A1-A3"), product.value("C3")) == ("EN 15804+A2", 120, None)
    assert (product.value("C4"), product.value("C4", "knusning"), product.kg_per_unit) == (4, 1, 2300)
    assert (product.valid_until, product.owner) == (date(2029, 5, 1), "Værket")
    other = one(tmp_path, {**OPENEPD, "impacts": {"TRACI 2.1": {"gwp": {"A1A2A3": {"mean": 123, "unit": "kgCO2e"}}}}})
    assert other.standard is None
    assert "not EN 15804" in other.warnings_en[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_oekobaudat_rows_are_modules(tmp_path: Path, encoding: str) -> None:
    row = {
        "UUID": "u1",
        "Name (de)": "Dämmung",
        "Typ": "average dataset",
        "Gueltig bis": "2027",
        "Bezugsgroesse": "1000",
        "Bezugseinheit": "kg",
        "Rohdichte (kg/m3)": "1.200,5",
    }
    rows = [
        {**row, "Modul": "A1-A3", "GWPtotal (A2)": "1.250,5"},
        {**row, "Modul": "C3", "Szenario": "Recycling", "GWPtotal (A2)": "3,0E1"},
        {**row, "Modul": "C3", "Szenario": "Deponie", "GWPtotal (A2)": "40"},
        {**row, "UUID": "u2", "Name (de)": "Ohne", "Modul": "A1-A3"},
        {**row, "UUID": "u3", "Name (de)": "Alt", "Bezugsgroesse": "1", "Bezugseinheit": "Stück", "Stueckgewicht (kg)": "7,5", "Modul": "A1-A3", "GWP": "12"},
    ]  # fmt: skip
    path = saved(oekobaudat(rows, encoding), tmp_path, "OBD.csv")
    first, third = read_epds(path)
    assert (first.name, first.value("A1-A3"), first.value("C3", "deponie")) == ("Dämmung", D("1.2505"), D("0.04"))
    assert (first.value("C3"), first.density_kg_m3, first.data_type) == (D("0.03"), D("1200.5"), "industry")
    assert (third.standard, third.declared_unit, third.kg_per_unit) == ("EN 15804+A1", "pcs", D("7.5"))


def test_a_library_is_continued_and_read_back(tmp_path: Path) -> None:
    first = one(tmp_path, soda({TOTAL_A2: {"A1-A3": 5, "C4": 0.5, "D": -1}}, other=((MASS, 450.0),)))
    second = one(tmp_path, soda({TOTAL_A2: {"A1-A3": 6, "C3": 1}}, uuid="epd-2"))
    text = into_library([first], None, "materials.yaml", as_of=DAY).text.replace("  - {id", "  # min egen\n  - {id")

    def library(written: str | bytes) -> dict[str, LibraryProduct]:
        path = saved(written.encode() if isinstance(written, str) else written, tmp_path, "materials.yaml")
        return {product.id: product for product in read_library(path)}

    more = into_library([second], text.encode(), "materials.yaml", as_of=DAY)
    assert "# min egen" in more.text
    assert (library(more.text)["epd-1"].a1a3, library(more.text)["epd-1"].c3, library(more.text)["epd-1"].mass_kg) == (
        5,
        None,
        450,
    )
    assert library(more.text)["epd-2"].c3 == 1
    newer = one(tmp_path, soda({TOTAL_A2: {"A1-A3": 7, "C3": 1}}, uuid="epd-1"))
    again = into_library([newer], more.text.encode(), "materials.yaml", as_of=DAY)
    assert [product.id for product in again.replaced] == ["epd-1"]
    assert {name: product.a1a3 for name, product in library(again.text).items()} == {"epd-1": 7, "epd-2": 6}
    flowing = b"circular: materials/1\nmaterials: [{id: egen, unit: m3, a1a3: 3}]\n"
    assert set(library(into_library([second], flowing, "m", as_of=DAY).text)) == {"egen", "epd-2"}
    with pytest.raises(Fault, match="is no material library"):
        into_library([second], b"circular: building/1\n", "m.yaml")


@given(
    st.dictionaries(st.sampled_from(["A1-A3", "C3", "C4", "D"]), st.decimals(-1000, 1000, places=4), min_size=1),
    st.sampled_from([1, 10, 1000]),
)
def test_every_module_is_the_published_figure_over_the_reference(figures: dict[str, Decimal], amount: int) -> None:
    from circular.building.epd_ilcd_json import product_of_ilcd_json

    product = product_of_ilcd_json(soda({TOTAL_A1: dict(figures)}, mean=float(amount)), "x.json", "")
    for module in ("A1-A3", "C3", "C4", "D"):
        value = product.value(module)
        assert (value is None) == (module not in figures)
        assert value is None or value * amount == figures[module]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (process_xml({TOTAL_A1: {"A1-A3": 1}}, head=BOMB.decode()), "a.xml", "DTD"),
        (process_xml({TOTAL_A1: {"A1-A3": 1}})[:400], "b.xml", "not valid XML"),
        (process_xml({}), "c.xml", "no climate figures"),
        (b"<html></html>", "d.xml", "no EPD that can be read"),
        (b'{"hello": 1}', "e.json", "no EPD that can be read"),
        (b"UUID;Bezugseinheit;Modul;Name (de);GWP\n", "f.csv", "the column 'Bezugsgroesse' is missing"),
        (b"PK\x03\x04broken", "g.zip", "cut short or broken"),
        (zipped({"x.txt": b"hello"}), "h.zip", "no EPD that can be read"),
        (zipped({"bomb.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "i.zip", "packed abnormally hard"),
        (b'{"declared_unit": {"qty": 1, "unit": "alen"}, "impacts": {}}', "j.json", "declared_unit"),
        (b"", "k.json", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_epd_is_one_line(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    with pytest.raises(Fault) as caught:
        read_epds(saved(content, tmp_path, name))
    assert words in caught.value.told("en").splitlines()[0]


def test_a_negative_reference_amount_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="the reference amount is -1"):
        read_epds(saved(soda({TOTAL_A1: {"A1-A3": 1}}, value=-1.0), tmp_path, "epd.json"))


REAL: dict[str, dict[str, Any]] = {
    "epd/f63ac879-fa7d-4f91-813e-e816cbdf1927.json": {"unit": "m3", "kg": "510.45", "A1-A3": "-647.4201", "C3": "810.1162", "D@stofflich": "-11.1256", "C4": None},
    "epd/335241f9-db84-486c-9a19-cd5ebb791903.json": {"unit": "m3", "kg": "2297", "A1-A3": "146.7536", "A4": "3.276", "A5": "2.002", "C1": "8.64", "C2": "9.4751", "C3": "3.8124", "C4": "0", "D": "-9.4866"},
    "epd/0aa8b645-02d9-41b4-8aa3-70335af2a9e7.json": {"unit": "m3", "kg": "2265", "A1-A3": "268.5945", "A4": "3.9136", "C3": None},
    "epd/459392b1-18ad-4429-721e-08da598ce856.json": {"unit": "kg", "kg": "1", "A1-A3": "1.8957", "A4": "0.2012", "A5": None, "C4": "0.0375", "D": "0.5888"},
    "epd/c23b2987-776d-4d55-91c7-5f2a0f2c50f1.json": {"unit": "kg", "kg": "1", "A1-A3": "10.68", "C3": "0.0023", "D": "-5.507", "C4": None},
    "epd/oekobau_with_dependencies.zip": {"unit": "m2", "kg": "13.17", "A1-A3": "30.1", "A4": "1.32", "A5": "7.63", "B4": "18.95", "C3": "0.0548", "C4": "0.11", "D": "-20.59"},
    "epd/epditaly_with_dependencies.zip": {"unit": "m3", "kg": "17.5", "A1-A3": "343", "C3": "0.335", "C3@100% incenerimento": "2.08", "D": "-1.06"},
    "openepd/epd.json": {"unit": "m3", "kg": "12500", "A1-A3": "123", "C3": None},
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_declarations(shared: Path, name: str) -> None:
    (product,) = read_epds(shared / "samples" / name)
    expected = dict(REAL[name])
    assert product.declared_unit == expected.pop("unit")
    assert product.kg_per_unit == D(expected.pop("kg"))
    for key, figure in expected.items():
        module, _, scenario = key.partition("@")
        value = product.value(module, scenario or None)
        assert (None if value is None else round(value, 4)) == (None if figure is None else D(figure)), key


def test_the_example_of_format_1_3_keeps_its_scenarios(shared: Path) -> None:
    (product,) = read_epds(shared / "samples/epd/epd-v1.3-example.xml")
    assert product.scenarios()["D"] == ("100% recycling", "100% incineration")
    assert product.scenarios()["A4"] == ("Transport to Gdansk", "Transport to Berlin")
    assert (product.valid_until, product.registration, product.service_life_years) == (
        date(2024, 5, 8),
        "EPD042812-01",
        100,
    )
