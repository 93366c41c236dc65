"""The contradictions that the program finds are those that plain XPath counts, lot by lot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from circular.checking import check_case
from circular.rulebook import load_rules
from tests.notices.made_notices import lot, notice
from tests.notices.recount import contradictions

COUNTED = ("NOT-101", "NOT-102", "NOT-103", "NOT-104", "NOT-105", "NOT-106")
ENV, CIRC, GPP = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ"), ("gpp-criteria", "eu")
NONE, SOCIAL = ("strategic-procurement", "none"), ("strategic-procurement", "soc-obj")
OTHER, HIDDEN = ("environmental-impact", "other"), ("strategic-procurement", "unpublished")


def found(path: Path) -> list[tuple[str, str]]:
    """(rule, lot) of every contradiction the program finds."""
    case = check_case(path.stem, [path], load_rules(), as_of=date(2026, 11, 24))
    assert case.report is not None, case.fault
    return sorted(
        (finding.code, str(place.heading).split(" ")[0])
        for finding in case.report.findings
        if finding.code in COUNTED and finding.verdict == "fail"
        for place in finding.places
    )


def test_real_notices_are_counted_the_same_twice(shared: Path) -> None:
    total = 0
    for path in sorted((shared / "samples" / "notices").glob("*.xml")):
        if b"<TED_EXPORT" in path.read_bytes():
            continue
        counted = sorted(contradictions(path))
        assert found(path) == counted, path.name
        total += len(counted)
    assert total == 112


def made(at: int) -> bytes:
    """A notice whose lots have every combination of the tags that matter."""
    aims = ([], [ENV], [NONE], [SOCIAL], [ENV, SOCIAL], [NONE, ENV], [HIDDEN])
    impacts = (
        [],
        [CIRC],
        [OTHER],
        [CIRC, OTHER],
        [("environmental-impact", "none")],
        [("environmental-impact", "unpublished")],
    )
    claims = ([], [GPP], [("gpp-criteria", "none")], [("gpp-criteria", " national\n  ")])
    criteria = (
        [], [("price", "100", "per-exa")], [("price", "60", "per-exa"), ("quality", "40", "per-exa")],
        [("price", "60", "per-exa"), ("cost", "39.9", "per-exa")], [("price", "0", "per-exa"), ("quality", "0", "per-exa")],
        [("price", "1", "per-exa"), ("quality", "1", "per-exa")], [("price", "-1", "per-exa"), ("quality", "-1", "per-exa")],
        [("price", "60", "per-exa"), ("quality", "-1", "unpublished")], [("price", "1", "ord-imp"), ("price", "2", "ord-imp")],
        [("price", "60", "poi-exa"), ("quality", "20", "poi-exa")], [("price", "33.33", "per-exa"), ("quality", "66.67", "per-exa")],
    )  # fmt: skip
    lots = [
        lot(tags=[*aim, *impact, *claim], criteria=criteria[(n + at) % len(criteria)], name=f"LOT-{n:04}", scheme="Lot" if n % 23 else "LotsGroup")
        for n, (aim, impact, claim) in enumerate(
            ((aim, impact, claim) for aim in aims for impact in impacts for claim in claims), 1
        )
    ]  # fmt: skip
    return notice(*lots, subtype=("16", "4", "29", "E3", "CEI")[at % 5])


@pytest.mark.parametrize("at", range(11))
def test_hundreds_of_lots_with_every_combination_are_counted_the_same_twice(tmp_path: Path, at: int) -> None:
    path = tmp_path / "n.xml"
    path.write_bytes(made(at))
    counted = sorted(contradictions(path))
    assert found(path) == counted
    assert {"NOT-101", "NOT-104", "NOT-105", "NOT-106"} <= {code for code, _ in counted}
    assert ("NOT-102" in {code for code, _ in counted}) == (at % 5 not in (1, 4))
