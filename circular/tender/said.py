"""What a package says of its own drafting: reasons for not dividing it, how costs are counted, words without measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from circular.tender.award import spot
from circular.tender.roles import voice_of
from circular.tender.text import sentences
from circular.tender.words import tender_words

if TYPE_CHECKING:
    from circular.documents.model import Block
    from circular.tender.model import Tender

_MOST = 50
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def said_of(tender: Tender) -> dict[str, Any]:
    """What is said of lots, of life-cycle costs and of transport, and the list `vague`."""
    words = tender_words()
    spoken = [
        (block, start, sentence) for block in _blocks(tender) for start, sentence in sentences(block.text) if sentence
    ]
    measured = {
        spot(clause.place)
        for clause in tender.clauses
        if clause.strategy not in (None, "circular_economy") or clause.quantities
    }
    vague = [
        {"text": sentence.strip(), "_place": block.place}
        for block, _, sentence in spoken
        if block.kind != "heading"
        and words["drafting.vague"].search(sentence)
        and words["drafting.demand"].search(sentence)
        and not words["drafting.measure"].search(sentence)
        and spot(block.place) not in measured
    ]
    return {
        "lots_reason_given": any(words["drafting.lots_reason"].search(sentence) for _, _, sentence in spoken),
        "cost_method_given": any(words["drafting.cost_method"].search(sentence) for _, _, sentence in spoken),
        "co2_price_given": any(one.kind == "co2_price" for one in tender.prices),
        "co2_price_sourced": any(_sourced(sentence) for _, _, sentence in spoken),
        "climate_in_costs": any(
            words["drafting.costs"].search(sentence) and words["drafting.climate_cost"].search(sentence)
            for _, _, sentence in spoken
        ),
        "transport_involved": any(
            words["drafting.transport"].search(sentence) and words["drafting.demand"].search(sentence)
            for block, _, sentence in spoken
            if block.kind != "heading"
        ),
        "buses_involved": any(words["drafting.buses"].search(sentence) for _, _, sentence in spoken),
        "timber_involved": any(words["drafting.timber"].search(sentence) for _, _, sentence in spoken),
        "waste_involved": any(words["drafting.waste"].search(sentence) for _, _, sentence in spoken),
        "vague": vague[:_MOST],
    }


def _sourced(sentence: str) -> bool:
    """Whether a sentence gives a price of CO₂ with its year and who says so."""
    words = tender_words()
    return bool(
        words["prices.co2_price"].search(sentence.replace("₂", "2"))
        and words["drafting.price_source"].search(sentence)
        and _YEAR.search(sentence)
    )


def _blocks(tender: Tender) -> Iterator[Block]:
    """The blocks in force of the buyer's documents."""
    for document in tender.documents:
        if voice_of(tender.roles.get(document.file, "other")) == "buyer":
            yield from (block for block in document.blocks if not block.struck and not block.toc)
