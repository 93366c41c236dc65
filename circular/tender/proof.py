"""Which demands the package has proved, and what follows when they are not met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from circular.tender.award import spot
from circular.tender.expression import Expression
from circular.tender.roles import voice_of
from circular.tender.text import sentences
from circular.tender.words import tender_words

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.documents.model import Block
    from circular.tender.model import Tender

_NEAR = 3
"""So many blocks after a demand, under the same heading, still speak of it."""
_NUMBER = re.compile(r"[A-ZÆØÅ]{1,4}[-. ]?\d+(?:[.-]\d+)*\b|\d+(?:\.\d+)+\b")
Told = tuple[frozenset[int], frozenset[int]]


def stand_behind(tender: Tender, clauses: Sequence[Clause]) -> Told:
    """The ids of the clauses that must be documented, and of those with a consequence behind them.

    A demand is documented when its own sentence, the column for proof in its row, the lines after it, a section on
    documentation that names its number, or a sentence on all demands asks for proof; a consequence likewise.
    """
    words = tender_words()
    blocks = [block for _, block in _spoken(tender)]
    where = {spot(block.place): index for index, block in enumerate(blocks)}
    asked = _strategies(clauses, words["drafting.proof"], roles=("documentation",))
    followed = _strategies(clauses, words["drafting.consequence"])
    spoken = [sentence for block in blocks for _, sentence in sentences(block.text)]
    about_all = [
        sentence
        for sentence in spoken
        if words["drafting.all_demands"].search(sentence) and not words["drafting.not_the_demands"].search(sentence)
    ]
    all_proved = any(words["drafting.proof"].search(one) for one in about_all)
    all_backed = any(words["drafting.consequence"].search(one) for one in about_all)
    named = {number for block in blocks if _on_proof(block) for number in _NUMBER.findall(block.text)}
    first_rows: dict[tuple[str, int], Block] = {}
    for row in blocks:
        if row.table is not None:
            first_rows.setdefault((row.place.file, row.table), row)
    proved, backed = set[int](), set[int]()
    for clause in clauses:
        index = where.get(spot(clause.place))
        block = blocks[index] if index is not None else None
        near = _around(blocks, index) if index is not None else ()
        if (
            all_proved
            or clause.strategy in asked
            or (block is not None and (_proved_in_row(block, first_rows) or _number_of(block) in named))
            or _any(words["drafting.proof"], (clause.text, *near))
        ):
            proved.add(id(clause))
        if all_backed or clause.strategy in followed or _any(words["drafting.consequence"], (clause.text, *near)):
            backed.add(id(clause))
    return frozenset(proved), frozenset(backed)


def _strategies(clauses: Sequence[Clause], words: Expression, roles: tuple[str, ...] = ()) -> set[str]:
    """The strategies of which some clause in force says these words, or has one of these roles."""
    return {
        one.strategy for one in clauses if one.live and one.strategy and (one.role in roles or words.search(one.text))
    }


def _spoken(tender: Tender) -> Iterator[tuple[str, Block]]:
    for document in tender.documents:
        if voice_of(tender.roles.get(document.file, "other")) == "buyer":
            yield from ((document.file, block) for block in document.blocks if not (block.struck or block.toc))


def _around(blocks: Sequence[Block], index: int) -> tuple[str, ...]:
    """The paragraph itself and those that follow under the same heading, as far as the next heading or table."""
    first = blocks[index]
    if first.cells:
        return ()
    found = [first.text]
    for block in blocks[index + 1 : index + 1 + _NEAR]:
        if block.kind in ("heading", "table_row", "table_header") or block.heading_path != first.heading_path:
            break
        found.append(block.text)
    return tuple(found)


def _proved_in_row(block: Block, first_rows: Mapping[tuple[str, int], Block]) -> bool:
    """Whether a cell of its row stands under a header for proof (or under a first row that reads like one) and says something."""
    words = tender_words()
    top = first_rows.get((block.place.file, block.table)) if block.table is not None else None
    heads = [cell.text for cell in top.cells] if top is not None and top is not block else []
    for column, cell in enumerate(block.cells):
        head = cell.header or (heads[column] if len(heads) == len(block.cells) else "")
        if words["drafting.proof_headers"].search(head) and not words["drafting.proof_nothing"].search(cell.text):
            return True
    return False


def _number_of(block: Block) -> str | None:
    """The number of a demand: 'MK-03', 'K 7', '4.2.1'."""
    first = block.cells[0].text if block.cells else block.number or block.text
    found = _NUMBER.match(first.strip())
    return found.group() if found else None


def _on_proof(block: Block) -> bool:
    """Whether a block stands under a heading on documentation, or asks for proof itself."""
    words = tender_words()
    return any(words["drafting.proof_headers"].search(one) for one in block.heading_path[-2:]) or (
        not block.cells and words["drafting.proof"].search(block.text) is not None
    )


def _any(words: Expression, texts: Iterable[str]) -> bool:
    return any(words.search(text) for text in texts)
