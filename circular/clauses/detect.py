"""Finds the circular clauses of a document: normalise, segment, match terms, read the frame, role, quantities, Clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circular.clauses.hits import Hit, hits_in, hits_of, in_company
from circular.clauses.language import language_of, language_of_texts
from circular.clauses.lexicon import Tongue, tongues
from circular.clauses.model import Clause
from circular.clauses.normalise import Folded, fold
from circular.clauses.pages import joined
from circular.clauses.roles import Headed, headed
from circular.clauses.rows import Row, proof_spans, read_row, weights_of
from circular.clauses.segment import LONGEST, Piece, sentences
from circular.clauses.sentence import Saying, clauses_of
from circular.clauses.strength import Setting
from circular.collection import no_collection
from circular.documents.model import Block, Document

_LABEL = 32
_DIGIT = re.compile(r"\d")


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
    for block in blocks:
        if block.toc or block.kind == "table_header" or not block.text:
            continue
        folded = fold(block.text)
        spoken = language or language_of(_context(folded, block), usual)
        found += _block(block, folded, tongues()[spoken], weights, concepts)
    return found


def _context(folded: Folded, block: Block) -> str:
    return folded.lower if len(folded.lower) > 60 else f"{folded.lower} {(block.lead_in or '').lower()}"


def _block(block: Block, folded: Folded, tongue: Tongue, weights: dict[int, Row], concepts: bool) -> list[Clause]:
    label = _label(folded.text)
    path = (*block.heading_path, label) if label else block.heading_path
    around = [text.lower() for text in (*block.heading_path, *(cell.header for cell in block.cells))]
    if block.lead_in:
        around.append(fold(block.lead_in).lower)
    if block.kind == "table_row" and block.cells and len(folded.lower) <= 4 * LONGEST:
        hits = hits_of(folded.lower, around, tongue)
        if not hits:
            return []
        cells = weights.get(id(block)) or read_row(block, tongue)
        return _row(block, cells, folded, hits, tongue, headed(path, tongue.language), concepts)
    heading = block.heading_path[-1].lower() if block.heading_path else ""
    found: list[Clause] = []
    pieces = _whole(folded.lower, sentences(folded.text), tongue)
    weighed: set[int] | None = None
    looks = tongue.cue("looks_back")
    row: str | None = None
    for order, piece in enumerate(pieces):
        said = folded.lower[piece.start : piece.end]
        lead = " ".join(part for part in (block.lead_in, piece.lead_in) if part)
        lead = f"{fold(lead).lower} " if lead else ""
        back = ""
        if order and looks.match(lead + said):
            back = folded.lower[pieces[order - 1].start : piece.start]
        inside = hits_of(said, (*around, lead, back), tongue)
        if not inside:
            continue
        lower = lead + _as_one(folded.lower, piece)
        moved = [Hit(hit.entry, hit.start + len(lead), hit.end + len(lead)) for hit in inside]
        moved = in_company(moved, lower, f"{lower} {heading} {back}")
        if not moved:
            continue
        start, end = folded.original(piece.start), folded.original(piece.end)
        if row is None or weighed is None:
            row = "must" if tongue.spots("inline_must", folded.lower) else ""
            weighed = _weighed(folded.lower, pieces, tongue)
        above = headed(path, tongue.language)
        struck = block.struck or _denied(folded.lower, piece, tongue)
        setting = Setting(row=row, heading="struck" if struck else _heading_kind(block, above), weight=order in weighed)
        place = block.place.model_copy(update={"start": start, "end": end})
        found += clauses_of(
            Saying(lower, block.text[start:end].strip(), place, tongue, setting, above), moved, concepts
        )
    return found


def _label(text: str) -> str:
    """The word before a colon at the head of a block, which says like a heading what follows: "Contract term: …"."""
    head, colon, _ = text[:_LABEL].partition(":")
    return head if colon and head.count(" ") <= 1 and head.replace(" ", "").isalpha() else ""


def _whole(lower: str, pieces: list[Piece], tongue: Tongue) -> list[Piece]:
    """Pieces with those joined to the one before that only go on about it: "The share must be at least 60 %."."""
    carries, yes = tongue.cue("carries_on"), tongue.cue("answer_yes")
    found: list[Piece] = []
    spoken: list[int] | None = None
    for piece in pieces:
        before = found[-1] if found else None
        if before is not None and before.lead_in == piece.lead_in and piece.start - before.end <= 1:
            answers = lower[before.start : before.end].rstrip().endswith("?") and yes.match(lower, piece.start)
            goes_on = carries.match(lower, piece.start) and _DIGIT.search(lower, piece.start, piece.end)
            if goes_on and spoken is None:
                spoken = [hit.start for hit in hits_in(lower, tongue)]
            if answers or (goes_on and not any(piece.start <= start < piece.end for start in spoken or ())):
                found[-1] = Piece(before.start, piece.end, before.lead_in, (*before.joints, before.end))
                continue
        found.append(piece)
    return found


def _as_one(lower: str, piece: Piece) -> str:
    """The words of a piece; joined sentences are parts of one, and a question answered with a yes is a statement."""
    text, at = "", piece.start
    for joint in piece.joints:
        text += lower[at : joint - 1] + (" " if lower[joint - 1] == "?" else ";")
        at = joint
    return text + lower[at : piece.end]


def _weighed(lower: str, pieces: list[Piece], tongue: Tongue) -> set[int]:
    """Which sentences of a block describe a criterion that another sentence of it weighs."""
    if len(pieces) < 2:
        return set()
    weights = [start for start, _ in tongue.spots("award_weight", lower)]
    backs = [start for start, _ in tongue.spots("award_back", lower)]
    found: set[int] = set()
    for order, piece in enumerate(pieces):
        weighs = any(piece.start <= start < piece.end for start in weights)
        if weighs:
            found.update(range(order + 1, len(pieces)))
        opens = any(piece.start <= start < piece.start + 3 for start in backs)
        if order and (opens or (weighs and any(piece.start <= start < piece.end for start in backs))):
            found.add(order - 1)
    return found


def _denied(lower: str, piece: Piece, tongue: Tongue) -> bool:
    """Whether a question is answered with a no that takes the demand out."""
    following = lower[piece.end : piece.end + 120]
    return "?" in lower[piece.start : piece.end] and tongue.cue("answer_no").match(following.lstrip()) is not None


def _heading_kind(block: Block, above: Headed) -> str:
    return "title" if block.kind == "heading" else above.kind


def _row(
    block: Block, row: Row, folded: Folded, hits: list[Hit], tongue: Tongue, above: Headed, concepts: bool
) -> list[Clause]:
    lower = folded.lower
    around = f"{lower} {' '.join(cell.header for cell in block.cells).lower()} {above.said.lower()}"
    kept = in_company(hits, lower, around)
    spans = proof_spans(block, tongue)
    demanded = [hit for hit in kept if not any(start <= folded.original(hit.start) < end for start, end in spans)]
    kept = demanded or kept
    if not kept:
        return []
    kind = "struck" if block.struck else ("award" if row.award else above.kind)
    setting = Setting(row=row.kind, heading=kind, weight=row.award and row.weight_raw is not None)
    place = block.place.model_copy(update={"start": 0, "end": len(block.text)})
    saying = Saying(lower, block.text, place, tongue, setting, above, row.weight, row.weight_raw, row.award)
    return clauses_of(saying, kept, concepts)
