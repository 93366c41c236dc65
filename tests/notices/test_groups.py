"""What is asked of a group of lots is asked of each lot in it, and of no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from circular.checking import check_case
from circular.documents.notice import notice_of
from circular.rulebook import load_rules
from tests.notices.made_notices import lot, notice

ENV, CIRC = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ")
DEMAND = "Bordene skal bestå af mindst 50 % genanvendt træ."


def grouped(group: str, *names: str) -> str:
    listed = "".join(f'<cac:ProcurementProjectLotReference><cbc:ID schemeName="Lot">\n{one} </cbc:ID></cac:ProcurementProjectLotReference>' for one in names)  # fmt: skip
    return f"<cac:LotsGroup><cbc:LotsGroupID>{group}</cbc:LotsGroupID>{listed}</cac:LotsGroup>"


def content(tags: bool, *groups: str, demands: tuple[str, ...] = ("GLO-0001",)) -> bytes:
    lots = [lot(name=f"LOT-000{n}", text="Møbler.", tags=[ENV, CIRC] if tags else [], title=f"Del {n}") for n in (1, 2, 3)]  # fmt: skip
    told = [lot(name=one, scheme="LotsGroup", text=DEMAND, title="Samlet") for one in demands]
    terms = f"<cac:TenderingTerms><cac:LotDistribution>{''.join(groups)}</cac:LotDistribution></cac:TenderingTerms>"
    return notice(*lots, *told).decode().replace("<cac:ProcurementProject>", f"{terms}<cac:ProcurementProject>", 1).encode()  # fmt: skip


def lots(folder: Path, made: bytes, code: str, verdict: str) -> list[str]:
    path = folder / "n.xml"
    path.write_bytes(made)
    case = check_case("n", [path], load_rules(), as_of=date(2026, 11, 24))
    assert case.report is not None
    finding = next(one for one in case.report.findings if one.code == code)
    if finding.verdict != verdict:
        return []
    return [str(place.heading).split(" ")[0] for place in finding.places]


def test_a_group_knows_its_lots() -> None:
    found, _ = notice_of(content(False, grouped("GLO-0001", "LOT-0001", "LOT-0003", "LOT-0001"), grouped("GLO-0002", "LOT-0002")), "n.xml")  # fmt: skip
    assert [(one.id, one.lots) for one in found.lots] == [
        ("LOT-0001", ()), ("LOT-0002", ()), ("LOT-0003", ()), ("GLO-0001", ("LOT-0001", "LOT-0003")),
    ]  # fmt: skip


def test_a_demand_of_the_group_is_one_of_its_lots_and_of_no_other(tmp_path: Path) -> None:
    made = content(False, grouped("GLO-0001", "LOT-0001", "LOT-0003"))
    assert lots(tmp_path, made, "NOT-108", "fail") == ["LOT-0001", "LOT-0003"]


def test_a_demand_of_the_group_bears_out_the_tags_of_its_lots_alone(tmp_path: Path) -> None:
    made = content(True, grouped("GLO-0001", "LOT-0002"))
    assert lots(tmp_path, made, "NOT-107", "unknown") == ["LOT-0001", "LOT-0003"]


@pytest.mark.parametrize("groups", [(), (grouped("GLO-0009", "LOT-0001"),), (grouped("GLO-0001", "LOT-0077"),)])
def test_a_group_that_is_not_told_or_names_no_known_lot_passes_nothing_on(tmp_path: Path, groups: tuple[str, ...]) -> None:  # fmt: skip
    assert lots(tmp_path, content(False, *groups), "NOT-108", "fail") == []


def test_two_groups_each_pass_on_their_own(tmp_path: Path) -> None:
    made = content(False, grouped("GLO-0001", "LOT-0001"), grouped("GLO-0002", "LOT-0001", "LOT-0002"), demands=("GLO-0001", "GLO-0002"))  # fmt: skip
    assert lots(tmp_path, made, "NOT-108", "fail") == ["LOT-0001", "LOT-0002"]
