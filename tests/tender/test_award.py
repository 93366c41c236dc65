"""Award criteria: siblings beside each other, percent, points, shares and order, in tables and in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tender_cases import clause, document, tender

from circular.tender import AwardTable, build_tender
from circular.tender.award import _columns


def only(text: str) -> AwardTable:
    found = tender(Udbud=text).award_tables
    assert len(found) == 1, found
    return found[0]


def said(table: AwardTable) -> list[tuple[str, Decimal | None, str | None]]:
    return [(c.name, c.weight, c.parent) for c in table.criteria]


def test_siblings_in_one_table_are_not_nested() -> None:
    table = only("# Udbud\n\n## 7 Tildeling\n\n| Underkriterium | Vægt |\n|---|---|\n| Pris | 60 % |\n| Cirkulær økonomi | 30 % |\n| Organisation | 10 pct. |\n| I alt | 100 % |\n")  # fmt: skip
    assert said(table) == [("Pris", 60, None), ("Cirkulær økonomi", 30, None), ("Organisation", 10, None)]
    assert (table.unit, table.total) == ("percent", 100)
    assert table.place.heading == "7 Tildeling"
    assert table.criteria[1].place.cell == "tabel 1, række 3"


def test_two_columns_of_names_are_groups_and_their_parts() -> None:
    table = only(
        "# Tildeling\n\n| Kriterium | Underkriterium | Vægt |\n|---|---|---|\n| Kvalitet | Genbrug | 20 % |\n| | Levetid | 30 % |\n| Pris | | 50 % |\n"
    )
    assert said(table) == [
        ("Kvalitet", 50, None),
        ("Genbrug", 20, "Kvalitet"),
        ("Levetid", 30, "Kvalitet"),
        ("Pris", 50, None),
    ]
    assert table.total == 100


def test_numbered_parts_hang_under_their_number_only() -> None:
    table = only(
        "# Tildeling\n\n| Kriterium | Vægt |\n|---|---|\n| 1 Pris | 40 % |\n| 2 Kvalitet | 60 % |\n| 2.1 Genbrug | 35 % |\n| 2.2 Levetid | 25 % |\n"
    )
    assert [c.parent for c in table.criteria] == [None, None, "2 Kvalitet", "2 Kvalitet"]
    assert table.total == 100


@pytest.mark.parametrize(
    ("header", "cells", "unit", "weights"),
    [
        ("Vægt i %", ("60", "40"), "percent", [60, 40]),
        ("Vægt", ("0,6", "0,4"), "percent", [60, 40]),
        ("Maks. point", ("30", "20"), "points", [30, 20]),
        ("Vægt", ("600", "400"), "points", [600, 400]),
        ("Vægt", ("12,5 %", "87,5 %"), "percent", [Decimal("12.5"), Decimal("87.5")]),
        ("Prioritet", ("1", "2"), "order", [1, 2]),
    ],
)  # fmt: skip
def test_units(header: str, cells: tuple[str, str], unit: str, weights: list[Decimal]) -> None:
    table = only(
        f"# Tildeling\n\n| Kriterium | {header} |\n|---|---|\n| Pris | {cells[0]} |\n| Genbrug | {cells[1]} |\n"
    )
    assert (table.unit, [c.weight for c in table.criteria]) == (unit, weights)


def test_an_unfilled_weight_is_none_and_leaves_no_total() -> None:
    table = only("# Tildeling\n\n| Kriterium | Vægt |\n|---|---|\n| Pris | [X] % |\n| Genbrug | 30-40 % |\n")
    assert [c.weight for c in table.criteria] == [None, None]
    assert table.total is None


@pytest.mark.parametrize(
    "text",
    [
        "# Evaluering\n\n| Point | Beskrivelse |\n|---|---|\n| 10 | Fremragende |\n| 5 | Middel |\n",
        "# Krav\n\n| Bygningsdel | U-værdi |\n|---|---|\n| Tag | 0,12 |\n| Væg | 0,18 |\n",
        "# Pris\n\n| Ydelse | Pris |\n|---|---|\n| Stol | 500 |\n| Bord | 900 |\n",
        "# Tildeling\n\nTilbuddet med laveste pris får 10 point, og et tilbud, der er 50 % dyrere, får 0 point.\n",
        "# Krav\n\nMindst 20 % af murstenene skal genbruges. Højst 5 % spild. Genbrug: 20 %.\n",
    ],
)
def test_scales_demands_and_prices_are_no_award_criteria(text: str) -> None:
    assert tender(Udbud=text).award_tables == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pris vægter 40 %. Genbrug vægter 60 %.",
        "Underkriteriet Pris indgår med 40 %, og underkriteriet Genbrug indgår med 60 %.",
        "Følgende indgår:\n\n- Pris (40 %)\n- Genbrug (60 %)",
        "Følgende indgår:\n\n- Pris: 40 %\n- Genbrug: 60 %",
        "Følgende indgår:\n\n- Pris 40 %\n- Genbrug 60 %",
        "- Pris – vægt 40 pct.\n- Genbrug – vægt 60 pct.",
    ],
)
def test_sentences_and_lists_with_weights(text: str) -> None:
    table = only(f"# Udbud\n\n## 7 Tildelingskriterium\n\n{text}\n")
    assert said(table) == [("Pris", 40, None), ("Genbrug", 60, None)]
    assert table.total == 100


def test_an_order_without_weights_is_an_order() -> None:
    table = only("# Tildeling\n\nKriterierne er i prioriteret rækkefølge:\n\n1. Pris\n2. Genbrug\n")
    assert (table.unit, said(table), table.total) == ("order", [("Pris", None, None), ("Genbrug", None, None)], None)


def test_each_lot_has_its_table() -> None:
    text = "# Tildeling\n\n## Delaftale 1 – Stole\n\n| Kriterium | Vægt |\n|---|---|\n| Pris | 70 % |\n| Genbrug | 30 % |\n\n## Delaftale 2 – Borde\n\n| Kriterium | Vægt |\n|---|---|\n| Pris | 60 % |\n| Genbrug | 40 % |\n"
    assert [table.lot for table in tender(Udbud=text).award_tables] == ["1", "2"]


def test_a_criterion_is_circular_when_a_clause_stands_in_its_row() -> None:
    made = [
        document(
            "Udbud.md", "# Tildeling\n\n| Kriterium | Vægt |\n|---|---|\n| Pris | 70 % |\n| Cirkulær økonomi | 30 % |\n"
        )
    ]
    found = clause(made, "Cirkulær", strategy="circular_economy", role="award_criterion")
    (table,) = build_tender(made, [found]).award_tables
    assert [c.circular for c in table.criteria] == [False, True]


def test_a_struck_table_counts_for_nothing() -> None:
    assert (
        tender(
            Udbud="# Tildeling\n\nUdgår.\n\n| Kriterium | Vægt |\n|---|---|\n| Pris | 60 % |\n| Miljø | 40 % |\n"
        ).award_tables
        == ()
    )


@settings(max_examples=40, deadline=None)
@given(some.lists(some.integers(1, 60), min_size=2, max_size=8))
def test_the_total_is_the_sum_and_no_criterion_is_lost(weights: list[int]) -> None:
    rows = "".join(f"| Kriterium {chr(65 + i)} | {weight} % |\n" for i, weight in enumerate(weights))
    table = only(f"# Tildeling\n\n| Underkriterium | Vægt |\n|---|---|\n{rows}")
    assert [c.weight for c in table.criteria] == weights
    assert table.total == sum(weights)


def test_a_row_without_cells_does_not_stop_the_table() -> None:
    """A damaged Word table may hold a row of nothing, last or in the middle."""
    read = document("Udbud.md", "# Tildelingskriterier\n\n| Pris | 60 % |\n|---|---|\n| Kvalitet | 30 % |\n| Miljø | 10 % |\n")  # fmt: skip
    rows = [block.model_copy(update={"kind": "table_row"}) for block in read.blocks if block.kind.startswith("table_")]
    assert len(rows) == 3 and _columns(rows) == ([0], [1])
    for place in range(4):
        bare = rows[0].model_copy(update={"cells": ()})
        assert _columns([*rows[:place], bare, *rows[place:]]) == ([0], [1])
