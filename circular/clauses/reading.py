"""A block as it is read: folded, in its language, and cut into the passages each of which may hold demands of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from circular.clauses.hits import hits_in
from circular.clauses.lexicon import Tongue
from circular.clauses.normalise import Folded, fold
from circular.clauses.roles import Headed, headed
from circular.clauses.rows import with_headers
from circular.clauses.segment import LONGEST, Piece, sentences
from circular.documents.model import Block

_LABEL = 32
_NEXT = 200
"""Signs of what follows that may take a demand back or soften it."""
_DIGIT = re.compile(r"\d")
_PARAGRAPH = re.compile(r"§? ?\d{1,3}(?:\.\d{1,3}){1,4}\.? (?=[A-ZÆØÅÄÖ])")
"""The number of a paragraph at its head: "4.2 Varer leveres …", which counts nothing."""


class Reading:
    """One block: its folded text, its language, and what is the same for all of its passages."""

    def __init__(self, block: Block, folded: Folded, tongue: Tongue) -> None:
        self.block = block
        self.folded = folded
        self.tongue = tongue

    @property
    def is_row(self) -> bool:
        """Whether it is a table row, which is one passage however many sentences it has."""
        return self.block.kind == "table_row" and bool(self.block.cells) and len(self.folded.lower) <= 4 * LONGEST

    @cached_property
    def pieces(self) -> list[Piece]:
        """Its sentences and list items."""
        return _whole(self.folded.lower, sentences(self.folded.text), self.tongue)

    @cached_property
    def above(self) -> Headed:
        """What the headings say, and a word before a colon at the head of the block."""
        label = _label(self.folded.text)
        path = (*self.block.heading_path, label) if label else self.block.heading_path
        return headed(path, self.tongue.language)

    @cached_property
    def heading(self) -> str:
        """The nearest heading."""
        return self.block.heading_path[-1].lower() if self.block.heading_path else ""

    @cached_property
    def inline_must(self) -> bool:
        """Whether the block marks itself as a demand in its running text: "(MK)"."""
        return bool(self.tongue.spots("inline_must", self.folded.lower))

    @cached_property
    def weighed(self) -> set[int]:
        """Which of its sentences describe a criterion that another of them weighs."""
        return _weighed(self.folded.lower, self.pieces, self.tongue)

    def passages(self) -> Iterator[Passage]:
        """What is judged by itself: the whole row, or each sentence and list item."""
        block, lower = self.block, self.folded.lower
        around = tuple(text.lower() for text in (*block.heading_path, *(cell.header for cell in block.cells)))
        if block.lead_in:
            around = (*around, fold(block.lead_in).lower)
        if self.is_row:
            yield Passage(self, Piece(0, len(lower)), 0, "", "", with_headers(block, lower, self.tongue), around)
            return
        looks = self.tongue.cue("looks_back")
        for order, piece in enumerate(self.pieces):
            said = _as_one(lower, piece) if piece.joints else lower[piece.start : piece.end]
            if not piece.start and (numbered := _PARAGRAPH.match(self.folded.text)):
                said = " " * numbered.end() + said[numbered.end() :]
            lead = self._lead(piece)
            back = ""
            if order and looks.match(lead + said):
                back = lower[self.pieces[order - 1].start : piece.start]
            beside = (*around, lead, back) if lead or back else around
            yield Passage(self, piece, order, lead, back, said, beside)

    def _lead(self, piece: Piece) -> str:
        """What leads to a piece, folded, with a blank at its end: the lead-in of the block and its own."""
        above = self.block.lead_in
        if not above and not piece.lead_in:
            return ""
        return f"{fold(' '.join(part for part in (above, piece.lead_in) if part)).lower} "


class Passage(NamedTuple):
    """A sentence, list item or table row with what stands around it, all folded."""

    reading: Reading
    piece: Piece
    order: int
    """Its place among the pieces of its block."""
    lead: str
    """The lead-in that governs it, with a blank at its end."""
    back: str
    """The sentence before, where it looks back to that."""
    said: str
    """Its own words; what was put together from sentences, or asked and answered, is one statement."""
    around: tuple[str, ...]
    """Every text outside it that may give its words the company they need."""

    @property
    def lower(self) -> str:
        """The lead-in and its own words."""
        return self.lead + self.said

    @property
    def beside(self) -> str:
        """The text in which its words need their company."""
        reading = self.reading
        if reading.is_row:
            headers = " ".join(cell.header for cell in reading.block.cells).lower()
            return f"{self.said} {headers} {reading.above.said.lower()}"
        return f"{self.lower} {reading.heading} {self.back}"

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text of the block as written."""
        folded = self.reading.folded
        if self.reading.is_row:
            return 0, len(self.reading.block.text)
        return folded.original(self.piece.start), folded.original(self.piece.end)

    @property
    def struck(self) -> bool:
        """Whether it is struck through, taken back by what follows, or a question whose answer takes the demand out."""
        return self.reading.block.struck or self.is_followed_by("taken_back") or self.answer == "struck"

    @property
    def answer(self) -> str:
        """What the answer does to a question about the demands; '' where it is none or has no answer.

        A no holds who asks to be let off to the demand (`upheld`), denies leave (`refused`), or says that nothing is
        demanded (`struck`). A yes lets off (`excused`) or gives leave (`granted`); to any other question it is a demand.
        """
        tongue, lower, piece = self.reading.tongue, self.reading.folded.lower, self.piece
        agreed = bool(piece.joints) and lower[piece.joints[0] - 1] == "?"
        if not agreed and not ("?" in lower[piece.start : piece.end] and self.is_followed_by("answer_no")):
            return ""
        if tongue.spots("asks_relief", self.said):
            return "excused" if agreed else "upheld"
        if tongue.spots("asks_leave", self.said) and not tongue.spots("not_asks_leave", self.said):
            return "granted" if agreed else "refused"
        return "" if agreed else "struck"

    def is_followed_by(self, name: str) -> bool:
        """Whether what follows begins with one of a group of cues, and with none of those that veto it."""
        following = self.reading.folded.lower[self.piece.end : self.piece.end + _NEXT].lstrip()
        tongue = self.reading.tongue
        return bool(tongue.cue(name).match(following) and not tongue.cue(f"not_{name}").match(following))


def _label(text: str) -> str:
    """The word before a colon at the head of a block, which says like a heading what follows: "Contract term: …"."""
    head, colon, _ = text[:_LABEL].partition(":")
    return head if colon and head.count(" ") <= 1 and head.replace(" ", "").isalpha() else ""


def _whole(lower: str, pieces: list[Piece], tongue: Tongue) -> list[Piece]:
    """Pieces with those joined to the one before that only go on about it: "The share must be at least 60 %."."""
    carries, yes, taken = tongue.cue("carries_on"), tongue.cue("answer_yes"), tongue.cue("taken_back")
    found: list[Piece] = []
    spoken: list[int] | None = None
    for piece in pieces:
        before = found[-1] if found else None
        if before is not None and before.lead_in == piece.lead_in and piece.start - before.end <= 1:
            answers = lower[before.start : before.end].rstrip().endswith("?") and yes.match(lower, piece.start)
            goes_on = carries.match(lower, piece.start) and not taken.match(lower, piece.start)
            goes_on = goes_on and _DIGIT.search(lower, piece.start, piece.end) is not None
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
    if len(pieces) < 2:
        return set()
    weighing = tongue.spots("award_weight", lower)
    shares = tongue.spots("not_award_weight", lower) if weighing else []
    weights = [start for start, end in weighing if not any(first <= start and end <= last for first, last in shares)]
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
