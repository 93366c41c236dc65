"""Notices as badly written as real ones: their contradictions are those that plain XPath counts, lot by lot."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from circular.documents.notice import notice_of
from tests.notices.made_notices import notice
from tests.notices.recount import contradictions
from tests.notices.test_recount import found

SUBTYPES = ("1", "4", "7", "10", "16", "17", "19", "20", "23", "29", "32", "36", "38", "40", "CEI", "E1", "E2", "E3", "E4", "E5", "T01", "T02", " 16\n ", "")  # fmt: skip
TAGS = {
    "strategic-procurement": ("env-imp", "none", "soc-obj", "inn-pur", "unpublished"),
    "environmental-impact": ("circ-econ", "clim-mitig", "other", "pollu-prev", "none", "unpublished"),
    "gpp-criteria": ("eu", "national", "other", "none", "unpublished"),
    "social-procurement": ("et-eq",), "social-objective": ("acc-all",), "innovative-acquisition": ("fp-requ", "buy-eff"),
}  # fmt: skip
SHARES = (["60", "40"], ["100"], ["33.33", "33.33", "33.34"], ["33.3", "33.3", "33.3"], ["0", "0"], ["1", "1", "1"], ["1"], ["-1", "-1"], ["50", "-1"], ["70", "20"], ["0", "100"], ["60.0", "40.00"], ["99.999", "0.001"], ["110", "-10"])  # fmt: skip
_EXTENDED = "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{}</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"


def padded(draw: random.Random, code: str) -> str:
    return draw.choice(("", "", "\n      ", "\t")) + code + draw.choice(("", "", " ", "\n   "))


def parameter(listed: str, code: str, amount: str | None) -> str:
    numeric = f"<efbc:ParameterNumeric>{amount}</efbc:ParameterNumeric>" if amount is not None else ""
    return f'<efac:AwardCriterionParameter><efbc:ParameterCode listName="{listed}">{code}</efbc:ParameterCode>{numeric}</efac:AwardCriterionParameter>'  # fmt: skip


def criterion(draw: random.Random, kind: str, unit: str, amount: str | None) -> str:
    parts = [parameter("number-weight", padded(draw, unit), amount)] if unit else []
    if draw.random() < 0.3:
        parts.insert(draw.randrange(len(parts) + 1), parameter("number-threshold", "min-score", "45"))
    if draw.random() < 0.2:
        parts.insert(draw.randrange(len(parts) + 1), parameter("number-fixed", "fix-tot", "7"))
    typed = f'<cbc:AwardingCriterionTypeCode listName="award-criterion-type">{padded(draw, kind)}</cbc:AwardingCriterionTypeCode>' if kind else ""  # fmt: skip
    formula = "<cbc:CalculationExpression languageID=\"ENG\">P = 60 %</cbc:CalculationExpression>" if draw.random() < 0.2 else ""  # fmt: skip
    extended = _EXTENDED.format("".join(parts)) if parts else ""
    return f"<cac:SubordinateAwardingCriterion>{extended}{typed}{formula}<cbc:Description>A</cbc:Description></cac:SubordinateAwardingCriterion>"  # fmt: skip


def criteria(draw: random.Random) -> str:
    """No, one or two groups of criteria: percentages, points, an order, or nothing to weigh by."""
    shares = draw.choice(SHARES)
    unit = draw.choice(("per-exa", "per-exa", "per-exa", "poi-exa", "ord-imp", "per-mid", "dec-exa", "unpublished", ""))
    only = draw.random() < 0.5
    made = [
        criterion(draw, "price" if only else draw.choice(("price", "quality", "cost", "unpublished", "")), unit, None if draw.random() < 0.05 else share)
        for share in shares
    ]  # fmt: skip
    cut = draw.randrange(len(made) + 1)
    return "".join(f"<cac:AwardingCriterion>{''.join(part)}</cac:AwardingCriterion>" for part in (made[:cut], made[cut:]) if part)  # fmt: skip


def odd_lot(draw: random.Random, number: int) -> str:
    tags = "".join(
        f'<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="{name}">{padded(draw, draw.choice(codes))}</cbc:ProcurementTypeCode><cbc:ProcurementType languageID="FRA">Voir le cahier</cbc:ProcurementType></cac:ProcurementAdditionalType>'
        for name, codes in draw.choices(list(TAGS.items()), k=draw.randrange(5))
    )  # fmt: skip
    terms = f"<cac:TenderingTerms><cac:AwardingTerms>{criteria(draw)}</cac:AwardingTerms></cac:TenderingTerms>" if draw.random() < 0.9 else ""  # fmt: skip
    scheme = draw.choice(("Lot", "Lot", "Lot", "Lot", "Part", "LotsGroup"))
    project = f'<cac:ProcurementProject><cbc:Name languageID="FRA">Lot {number}</cbc:Name>{tags}<cbc:ProcurementTypeCode listName="eforms-contract-nature">works</cbc:ProcurementTypeCode></cac:ProcurementProject>'  # fmt: skip
    parts = [terms, project]
    draw.shuffle(parts)
    return f'<cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">{padded(draw, f"LOT-{number:04}")}</cbc:ID>{"".join(parts)}</cac:ProcurementProjectLot>'  # fmt: skip


@pytest.mark.parametrize("seed", range(len(SUBTYPES)))
def test_odd_notices_are_counted_the_same_twice(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    path = tmp_path / "n.xml"
    path.write_bytes(notice(*(odd_lot(draw, number) for number in range(1, 90)), subtype=SUBTYPES[seed]))
    counted = sorted(contradictions(path))
    assert found(path) == counted
    assert "NOT-105" in {code for code, _ in counted}


def test_env_imp_beside_a_withheld_code_is_env_imp(tmp_path: Path) -> None:
    draw = random.Random(0)
    tags = "".join(f'<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="strategic-procurement">{code}</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>' for code in ("unpublished", "env-imp"))  # fmt: skip
    made = f'<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID><cac:TenderingTerms><cac:AwardingTerms><cac:AwardingCriterion>{criterion(draw, "price", "per-exa", "100")}</cac:AwardingCriterion></cac:AwardingTerms></cac:TenderingTerms><cac:ProcurementProject>{tags}</cac:ProcurementProject></cac:ProcurementProjectLot>'  # fmt: skip
    path = tmp_path / "n.xml"
    path.write_bytes(notice(made))
    assert found(path) == sorted(contradictions(path)) == [("NOT-104", "LOT-0001")]


@pytest.mark.parametrize("root", ["PriorInformationNotice", "ContractNotice", "ContractAwardNotice"])
def test_every_root_is_counted_the_same_twice(tmp_path: Path, root: str) -> None:
    draw = random.Random(77)
    content = notice(*(odd_lot(draw, number) for number in range(1, 40))).replace(b"ContractNotice", root.encode())
    path = tmp_path / "n.xml"
    path.write_bytes(content)
    assert found(path) == sorted(contradictions(path)) != []
    assert notice_of(content, "n.xml")[0].root == root
