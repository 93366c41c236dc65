"""Counts the contradictions of eForms notices anew, by plain XPath and without any code of the program."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

_ABSENT_ALLOWED = ("1", "2", "3", "4", "5", "6", "CEI", "E1", "E2", "T01", "T02", "X01", "X02")
_SAYS_NOTHING = {"none", "unpublished"}


def said(node: Any, where: str) -> list[str]:
    """The texts of elements or attributes, by local names ('A/B/C'), stripped."""
    steps = "/".join(f"*[local-name()='{step}']" for step in where.split("/"))
    return [text for one in node.xpath(steps) if (text := (one.text or "").strip())]


def coded(lot: Any, listed: str) -> list[str]:
    """The codes of a lot whose listName is `listed`."""
    return [
        (one.text or "").strip()
        for one in lot.xpath(
            "*[local-name()='ProcurementProject']/*[local-name()='ProcurementAdditionalType']/*[local-name()='ProcurementTypeCode']"
        )
        if (one.get("listName") or "").strip() == listed and (one.text or "").strip()
    ]


def weights(lot: Any) -> list[Decimal] | None:
    """The exact percentages of a lot; None where one is withheld or no number."""
    found = []
    for one in lot.xpath(".//*[local-name()='AwardCriterionParameter'][*[local-name()='ParameterCode'][normalize-space()='per-exa' or @listName='number-weight' and normalize-space()='unpublished']]"):  # fmt: skip
        numbers = said(one, "ParameterNumeric")
        if said(one, "ParameterCode") != ["per-exa"] or numbers in ([], ["-1"], ["unpublished"]):
            return None
        found.append(Decimal(numbers[0]))
    return found


def contradictions(path: Path) -> Iterator[tuple[str, str]]:
    """(rule, lot) of every contradiction that tags and weights alone show."""
    root = etree.parse(str(path)).getroot()
    subtype = "".join(root.xpath(".//*[local-name()='NoticeSubType']/*[local-name()='SubTypeCode']/text()")).strip()
    may_be_tagged = subtype not in _ABSENT_ALLOWED
    for lot in root.xpath("*[local-name()='ProcurementProjectLot'][*[local-name()='ID'][@schemeName='Lot']]"):
        name = said(lot, "ID")[0]
        aims, impact = set(coded(lot, "strategic-procurement")), set(coded(lot, "environmental-impact"))
        claimed = set(coded(lot, "gpp-criteria"))
        green = "env-imp" in aims
        if impact - _SAYS_NOTHING and not green:
            if aims and "unpublished" not in aims:
                yield "NOT-101", name
            if not aims and may_be_tagged:
                yield "NOT-102", name
        if claimed - _SAYS_NOTHING and not green and "unpublished" not in aims and may_be_tagged:
            yield "NOT-103", name
        where = "*[local-name()='TenderingTerms']/*[local-name()='AwardingTerms']/*[local-name()='AwardingCriterion']/*[local-name()='SubordinateAwardingCriterion']"  # fmt: skip
        kinds = [said(one, "AwardingCriterionTypeCode") for one in lot.xpath(where)]
        if green and kinds and all(kind == ["price"] for kind in kinds):
            yield "NOT-104", name
        shares = weights(lot)
        if shares:
            if set(shares) in ({Decimal(0)}, {Decimal(1)}):
                yield "NOT-106", name
            elif sum(shares) != 100:
                yield "NOT-105", name
