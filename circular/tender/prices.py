"""Amounts of money in the text, and whether they are the contract's value, a price of CO₂ or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

from circular.documents.model import Document
from circular.tender.model import DocumentRole, Price
from circular.tender.text import decimal, sentences
from circular.tender.words import tender_words

_NUMBER = r"(?:\d{1,3}(?:[. ]\d{3}){1,5}(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?)"
_AMOUNT = re.compile(
    rf"(?:(?:kr\.?|dkk)\s?(?P<n1>{_NUMBER})(?:\s?(?P<m1>mio|mia|million\w*|tusind|t\.?kr)\.?)?"
    rf"|(?<!\d)(?P<n2>{_NUMBER})\s?(?P<m2>mio\.?|mia\.?|million\w*|tusind)?\s?(?:kr\b\.?|kroner|dkk)|(?<!\d)(?P<n3>{_NUMBER})\s?(?P<m3>t\.?kr\.?|mio\.?)(?=\s|$|,|\.))",
    re.IGNORECASE,
)
_TIMES = {"mio": 1_000_000, "mia": 1_000_000_000, "mil": 1_000_000, "tus": 1_000, "tkr": 1_000}
_MOST = 500


def prices_of(documents: Sequence[Document], roles: dict[str, DocumentRole]) -> tuple[Price, ...]:
    """The amounts in running text and tables, price schedules left out, each at its place."""
    found: list[Price] = []
    for document in documents:
        if roles.get(document.file) in ("tilbudsliste", "loesningsbeskrivelse", "espd"):
            continue
        for block in document.blocks:
            if block.struck or block.toc:
                continue
            for start, sentence in sentences(block.text):
                for match in _AMOUNT.finditer(sentence):
                    place = block.place.model_copy(update={"start": start + match.start(), "end": start + match.end()})
                    found.append(Price(text=match.group().strip(), dkk=_dkk(match), kind=_kind(sentence), place=place))
                    if len(found) >= _MOST:
                        return tuple(found)
    return tuple(found)


def _dkk(match: re.Match[str]) -> Decimal | None:
    part = match.groupdict()
    number = part["n1"] or part["n2"] or part["n3"]
    times = (part["m1"] or part["m2"] or part["m3"] or "").casefold().replace(".", "")
    try:
        return decimal(number) * _TIMES.get(times[:3], 1)
    except InvalidOperation:
        return None


def _kind(sentence: str) -> Literal["contract_value", "co2_price", "other"]:
    words = tender_words()
    folded = sentence.replace("₂", "2")
    if words["prices.co2_price"].search(folded):
        return "co2_price"
    own = words["prices.contract_value"].search(folded) and not words["prices.not_contract_value"].search(folded)
    return "contract_value" if own else "other"
