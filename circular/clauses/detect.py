"""Finds the circular clauses of a document: normalise, segment, match terms, read the frame, role, quantities, Clause.

Each step is taken for many blocks before the next: what it looks words up in is then at hand for the processor, which
takes a third less time than going through all the steps with one sentence after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from circular.clauses.hits import Hit, hits_of, in_company
from circular.clauses.language import language_of, language_of_texts
from circular.clauses.lexicon import tongues
from circular.clauses.model import Clause
from circular.clauses.normalise import Folded, fold
from circular.clauses.pages import joined
from circular.clauses.reading import Passage, Reading
from circular.clauses.rows import Row, proof_spans, read_row, weights_of
from circular.clauses.sentence import Saying, clauses_of
from circular.clauses.strength import Setting
from circular.collection import no_collection
from circular.documents.model import Block, Document

_TOGETHER = 2048
"""Blocks that take each step together: enough to be fast, few enough to hold in memory."""


def detect(document: Document, concepts: bool = False) -> list[Clause]:
    """The clauses of a document in reading order; with `concepts` also those outside the 37 strategies."""
    with no_collection():
        blocks = joined(document.blocks)
        language = language_of_texts(block.text for block in blocks[:60] if len(block.text) > 40)
        return detect_blocks(blocks, language, None, concepts=concepts)


def detect_blocks(blocks: Sequence[Block], usual: str, language: str | None, *, concepts: bool) -> list[Clause]:
    """The clauses of blocks; `language` forces one language, `usual` is what a block is in when it does not tell."""
    weights = weights_of(blocks, language or usual)
    found: list[Clause] = []
    for first in range(0, len(blocks), _TOGETHER):
        readings = list(_readings(blocks[first : first + _TOGETHER], usual, language))
        passages = [passage for reading in readings for passage in reading.passages()]
        spoken = [(each, hits) for each in passages if (hits := hits_of(each.said, each.around, each.reading.tongue))]
        held = [(each, kept) for each, hits in spoken if (kept := _held(each, hits))]
        found += [clause for each, kept in held for clause in _clauses(each, kept, weights, concepts)]
    return found


def _readings(blocks: Sequence[Block], usual: str, language: str | None) -> Iterator[Reading]:
    for block in blocks:
        if block.toc or block.kind == "table_header" or not block.text:
            continue
        folded = fold(block.text)
        spoken = language or language_of(_context(folded, block), usual)
        yield Reading(block, folded, tongues()[spoken])


def _context(folded: Folded, block: Block) -> str:
    return folded.lower if len(folded.lower) > 60 else f"{folded.lower} {(block.lead_in or '').lower()}"


def _held(passage: Passage, hits: list[Hit]) -> list[Hit]:
    """The hits that stand in the company they need, at their place behind the lead-in."""
    if passage.lead:
        ahead = len(passage.lead)
        hits = [Hit(hit.entry, hit.start + ahead, hit.end + ahead) for hit in hits]
    return in_company(hits, passage.lower, passage.beside, passage.reading.tongue)


def _clauses(passage: Passage, hits: list[Hit], weights: dict[int, Row], concepts: bool) -> list[Clause]:
    if passage.reading.is_row:
        return _row(passage, hits, weights, concepts)
    reading, block = passage.reading, passage.reading.block
    kind = "struck" if passage.struck else "title" if block.kind == "heading" else reading.above.kind
    setting = Setting(
        row="must" if reading.inline_must else "",
        heading=kind,
        near=reading.above.near,
        weight=passage.order in reading.weighed,
        softened=passage.is_followed_by("softened_back"),
        answer=passage.answer,
    )
    start, end = passage.span
    place = block.place.model_copy(update={"start": start, "end": end})
    quote = block.text[start:end].strip()
    return clauses_of(Saying(passage.lower, quote, place, reading.tongue, setting, reading.above), hits, concepts)


def _row(passage: Passage, hits: list[Hit], weights: dict[int, Row], concepts: bool) -> list[Clause]:
    reading, block, tongue = passage.reading, passage.reading.block, passage.reading.tongue
    row = weights.get(id(block)) or read_row(block, tongue)
    spans = proof_spans(block, tongue)
    original, own = reading.folded.original, len(reading.folded.lower)
    demanded = [
        hit for hit in hits if hit.start >= own or not any(start <= original(hit.start) < end for start, end in spans)
    ]
    kind = "struck" if passage.struck else ("award" if row.award else reading.above.kind)
    setting = Setting(
        row=row.kind, heading=kind, near=reading.above.near, weight=row.award and row.weight_raw is not None
    )
    start, end = passage.span
    place = block.place.model_copy(update={"start": start, "end": end})
    saying = Saying(
        passage.lower, block.text, place, tongue, setting, reading.above, row.weight, row.weight_raw, row.award
    )
    return clauses_of(saying, demanded or hits, concepts)
