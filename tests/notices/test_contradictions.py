"""What contradicts itself in a notice is found lot by lot, with the place of each lot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from circular.checking import check_case
from circular.rulebook import load_rules
from tests.notices.made_notices import lot, notice

pytestmark = pytest.mark.usefixtures("documents_read_here")

ENV, CIRC, GPP = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ"), ("gpp-criteria", "eu")
NONE = ("strategic-procurement", "none")
PRICE = (("price", "100", "per-exa"),)


def verdicts(folder: Path, content: bytes) -> dict[str, tuple[str, int]]:
    path = folder / "n.xml"
    path.write_bytes(content)
    case = check_case("n", [path], load_rules(), as_of=date(2026, 11, 24))
    assert case.fault is None and case.report is not None and case.kind == "notice"
    return {one.code: (one.verdict, len(one.places)) for one in case.report.findings if one.code.startswith("NOT-")}


@pytest.mark.parametrize(
    ("lots", "code", "wanted"),
    [
        ([lot(tags=[NONE, CIRC]), lot(tags=[NONE, CIRC], name="LOT-0002")], "NOT-101", ("fail", 2)),
        ([lot(tags=[CIRC])], "NOT-101", ("not_applicable", 0)),
        ([lot(tags=[CIRC])], "NOT-102", ("fail", 1)),
        ([lot(tags=[NONE, CIRC])], "NOT-102", ("not_applicable", 0)),
        ([lot(tags=[GPP])], "NOT-103", ("fail", 1)),
        ([lot(tags=[ENV], criteria=PRICE)], "NOT-104", ("fail", 1)),
        ([lot(tags=[ENV])], "NOT-104", ("not_applicable", 0)),
        ([lot(criteria=[("price", "90", "per-exa")])], "NOT-105", ("fail", 1)),
        ([lot(criteria=[("price", "90", "per-exa")], scheme="LotsGroup")], "NOT-105", ("not_applicable", 0)),
        ([lot(criteria=[("price", "-1", "per-exa")])], "NOT-105", ("not_applicable", 0)),
        ([lot(criteria=[("price", "0", "per-exa")])], "NOT-106", ("fail", 1)),
        ([lot(tags=[ENV, CIRC], text="Bordene skal bestå af mindst 50 % genanvendt træ.")], "NOT-107", ("pass", 1)),
        ([lot(text="Bordene skal bestå af mindst 50 % genanvendt træ.")], "NOT-108", ("fail", 1)),
    ],
)
def test_contradictions(tmp_path: Path, lots: list[str], code: str, wanted: tuple[str, int]) -> None:
    verdict, places = verdicts(tmp_path, notice(*lots))[code]
    assert verdict == wanted[0]
    assert verdict != "fail" or places == wanted[1]


def test_a_tag_alone_with_only_the_notice_can_not_be_told(tmp_path: Path) -> None:
    assert verdicts(tmp_path, notice(lot(tags=[ENV, CIRC])))["NOT-107"][0] == "unknown"


def test_no_tag_is_asked_for_where_it_may_not_stand(tmp_path: Path) -> None:
    found = verdicts(tmp_path, notice(lot(tags=[CIRC]), subtype="4"))
    assert found["NOT-102"][0] == "not_applicable"


def test_a_folder_is_judged_in_order_by_one_or_two_processes_and_a_bad_file_ends_nothing(tmp_path: Path) -> None:
    import json

    from circular.checking import Told
    from circular.cli.streaming import Setup, lines

    for name, content in (("a", notice(lot())), ("b", b"<?xml version='1.0'?><ContractNotice>"), ("c", notice(lot(tags=[GPP])))):  # fmt: skip
        (tmp_path / f"{name}.xml").write_bytes(content)
    cases = [(name, [tmp_path / f"{name}.xml"]) for name in "abc"]
    setup = Setup((), (), None, Told(), date(2026, 11, 24), "da", ("must",))
    alone, together = list(lines(cases, setup, 1)), list(lines(cases, setup, 2))
    assert alone == together
    assert [json.loads(one.text)["name"] for one in alone] == ["a", "b", "c"]
    assert [one.fault is None for one in alone] == [True, False, True]
