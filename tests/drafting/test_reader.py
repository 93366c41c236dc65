"""A clause file that is wrong is refused with file, line, fault and hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.drafting import load_clauses
from circular.faults import Fault

GOOD = """name: own-clause
title: {da: Egen klausul, en: A clause of our own}
strategy: spare_parts
categories: [furniture]
role: minimum_requirement
levels: {basis: minimum_requirement}
parameters:
  years:
    title: {da: antal år, en: number of years}
    unit: year
    range: [2, 10]
    default: 4
texts:
  minimum_requirement: {da: "Reservedele skal kunne købes i {years} år.", en: "Spare parts must be available for {years} years."}
award:
  criterion: {da: Reservedele, en: Spare parts}
  text: {da: Ordregiver lægger vægt på reservedele., en: The authority attaches weight to spare parts.}
  evaluation: {da: Flest år er bedst., en: Most years is best.}
  weight: 5
documentation: product_data
follow_up: defect
legal: [subject_matter]
sources: [{work: OWN, confidence: inference}]
"""

BROKEN = [
    ("title: {da", "titel: {da", 2, "unknown key 'titel'", "did you mean 'title'?"),
    ("name: own-clause", "name: other-clause", 1, "is not the file's name", "small letters"),
    ("spare_parts\n", "spare_part\n", 3, "unknown strategy 'spare_part'", "did you mean 'spare_parts'?"),
    ("[furniture]", "[furnitures]", 4, "unknown category 'furnitures'", "did you mean 'furniture'?"),
    ("role: minimum_requirement", "role: documentation", 5, "there is no text as documentation", ""),
    ("{basis: minimum_requirement}", "{basic: minimum_requirement}", 6, "unknown key 'basic'", "did you mean 'basis'?"),
    ("{basis: minimum_requirement}", "{basis: documentation}", 6, "there is no text as documentation at basis", ""),
    ("unit: year", "unit: years", 10, "unknown unit 'years'", "did you mean 'year'?"),
    ("range: [2, 10]", "range: [2]", 11, "'range' is missing or not two numbers", "range: [least, most]"),
    ("default: 4", "default: 11", 12, "the default 11 is outside 2-10", ""),
    ("default: 4", "default: true", 12, "the default True is outside 2-10", ""),
    ("{years} år", "{year} år", 14, "different parameters", ""),
    ("for {years} years", "for {years} {years2}", 14, "different parameters", ""),
    ("weight: 5", "weight: 0", 19, "'0' is no weight", "from 1 to 60"),
    ("weight: 5", "weight: {basis: 5}", 19, "the weight is missing for ambitious, front_runner", ""),
    ("product_data", "product_dat", 20, "unknown shared text 'product_dat'", "did you mean 'product_data'?"),
    ("work: OWN", "work: OWNN", 23, "unknown work 'OWNN'", "did you mean 'OWN'?"),
    ("confidence: inference", "confidence: xyz", 23, "unknown confidence 'xyz'", "choose from read"),
    ("en: A clause of our own}", "en: ''}", 2, "the text is missing", ""),
    ("strategy: spare_parts\n", "", 1, "the clause lacks 'strategy'", ""),
    ("title: {da", "name: x\ntitle: {da", 2, "the key 'name' stands twice", "it stood first in line 1"),
    ("unit: year", "unit: word", 10, "'word' and 'choices' belong together", ""),
]  # fmt: skip


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "own-clause.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_clause_of_ones_own_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    library = load_clauses((folder_with(tmp_path, GOOD),))
    assert library["own-clause"].parameters["years"].defaults["ambitious"] == 4
    assert set(load_clauses()) < set(library)
    assert "i 4 år" in library["own-clause"].default_text().da


@pytest.mark.parametrize(("good", "bad", "line", "fault", "hint"), BROKEN, ids=[row[3][:40] for row in BROKEN])
def test_a_broken_file_is_told_by_line(tmp_path: Path, good: str, bad: str, line: int, fault: str, hint: str) -> None:
    assert good in GOOD
    folder = folder_with(tmp_path, GOOD.replace(good, bad, 1))
    with pytest.raises(Fault) as told:
        load_clauses((folder,))
    assert told.value.file.endswith("own-clause.yaml")
    assert (told.value.place, fault in told.value.fault, hint in told.value.hint) == (str(line), True, True), str(
        told.value
    )
    assert told.value.told("da") != told.value.told("en")


def test_a_name_that_exists_already_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "oekologi.yaml").write_text(GOOD.replace("own-clause", "oekologi"), encoding="utf-8")
    with pytest.raises(Fault, match="exists already") as told:
        load_clauses((tmp_path,))
    assert "tender_templates/foedevarer/oekologi.yaml" in told.value.hint


def test_a_parameter_that_no_text_uses_is_refused(tmp_path: Path) -> None:
    more = GOOD.replace(
        "texts:", "  months:\n    title: {da: måneder, en: months}\n    unit: month\n    range: [1, 2]\ntexts:"
    )
    with pytest.raises(Fault, match="no text uses 'months'"):
        load_clauses((folder_with(tmp_path, more),))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="holds no clauses"):
        load_clauses((tmp_path,))
