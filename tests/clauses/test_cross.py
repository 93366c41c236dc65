"""What clauses say of each other."""

from __future__ import annotations

from circular.clauses import Clause, detect
from circular.clauses.cross import (
    conflicting_numbers,
    precedence_clauses,
    same_demand_twice,
    without_documentation,
    without_sanction,
)
from circular.documents.model import Document
from circular.documents.text import document_from_text


def documents(**texts: str) -> tuple[list[Document], list[Clause]]:
    made = [document_from_text(text, f"{name}.md") for name, text in texts.items()]
    return made, [clause for document in made for clause in detect(document)]


def test_the_same_demand_as_minimum_and_as_award_criterion() -> None:
    _, clauses = documents(
        spec="## Mindstekrav\n\nMindst 20 % af møblerne skal være brugte.",
        award="## Tildelingskriterier\n\nUnderkriteriet brugte møbler vægter 30 %.",
    )
    (twice,) = same_demand_twice(clauses)
    assert twice.strategy == "reuse"
    assert (twice.minimum.place.file, twice.award.place.file) == ("spec.md", "award.md")


def test_a_floor_and_points_above_it_are_not_the_same_demand() -> None:
    _, clauses = documents(
        spec="## Mindstekrav\n\nMindst 20 % af møblerne skal være brugte.",
        award="## Tildelingskriterier\n\nDer gives 10 point, hvis over 40 % af møblerne er brugte møbler.",
    )
    assert same_demand_twice(clauses) == []


def test_a_demand_without_proof_or_sanction() -> None:
    _, bare = documents(spec="Leverandøren skal tage udtjente møbler retur.")
    assert [clause.strategy for clause in without_documentation(bare)] == ["take_back"]
    assert [clause.strategy for clause in without_sanction(bare)] == ["take_back"]
    _, backed = documents(
        spec="Leverandøren skal tage udtjente møbler retur. Leverandøren skal dokumentere tilbagetagning af møbler. "
        "Ved manglende tilbagetagning betales en bod på 5.000 kr."
    )
    assert without_documentation(backed) == [] and without_sanction(backed) == []


def test_numbers_that_conflict_come_with_the_clause_on_precedence() -> None:
    made, clauses = documents(
        spec="Plasten skal indeholde mindst 30 % genanvendt plast.",
        contract="Plasten skal indeholde mindst 50 % genanvendt plast.\n\nVed modstrid har kontrakten forrang for bilagene.",
    )
    (conflict,) = conflicting_numbers(clauses, made)
    assert {int(each.value) for each in conflict.numbers} == {30, 50}
    assert [block.place.file for block in conflict.precedence] == ["contract.md"]
    assert precedence_clauses(made) == list(conflict.precedence)


def test_equal_numbers_do_not_conflict() -> None:
    made, clauses = documents(
        spec="Plasten skal indeholde mindst 30 % genanvendt plast.", other="Mindst 30 % genanvendt plast kræves."
    )
    assert conflicting_numbers(clauses, made) == []
