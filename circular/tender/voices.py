"""Whose words stand where: a bidder's question and a tenderer's answer are no demands; an addendum's new text is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from circular.documents.model import Block, Cell, Document
from circular.tender.model import DocumentRole
from circular.tender.roles import roles_of
from circular.tender.words import tender_words


def in_the_buyers_words(documents: Sequence[Document]) -> list[Document]:
    """The documents without bidders' questions and without what tenderers have filled in, for finding demands in them.

    Places stay as they are; a row keeps its empty cells.
    """
    roles = roles_of(documents)
    return [_of_buyer(document, roles[document.file]) for document in documents]


def _of_buyer(document: Document, role: DocumentRole) -> Document:
    if role == "spoergsmaal_svar":
        blocks = tuple(_answers(document.blocks))
    elif role == "rettelsesblad":
        blocks = tuple(_new_text(block) for block in document.blocks)
    else:
        blocks = tuple(_without(block, "voices.tenderer_headers") for block in document.blocks)
    if all(one is two for one, two in zip(blocks, document.blocks, strict=False)) and len(blocks) == len(
        document.blocks
    ):
        return document
    return document.model_copy(update={"blocks": blocks})


def _new_text(block: Block) -> Block:
    """Of 'Punkt 4.1 erstattes af: Mindst 10 % …' the new text alone, which is in force while the old one is not."""
    words = tender_words()
    replaced = words["addenda.replaced"].search(block.text)
    if replaced is None or block.cells or words["addenda.gone"].search(block.text):
        return block
    colon = block.text.find(":", replaced.start())
    text = block.text[colon + 1 :].strip() if colon >= 0 else ""
    return block.model_copy(update={"text": text}) if len(text.split()) >= 3 else block


def _answers(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks that are not questions: after 'Spørgsmål 3' everything is one until 'Svar'."""
    words = tender_words()
    asking = False
    for block in blocks:
        if block.cells:
            yield _without(block, "voices.question_headers")
            continue
        question = words["voices.question"].match(block.text)
        answer = words["voices.answer"].search(block.text)
        if question is not None:
            asking = answer is None
        elif (answer is not None and answer.start() < 3) or block.kind == "heading":
            asking = False
        if question is not None and answer is not None:
            yield block.model_copy(update={"text": block.text[answer.start() :]})
        elif not asking:
            yield block


def _without(block: Block, headers: str) -> Block:
    """A row without the words of the columns whose header is one of these."""
    if block.kind != "table_row" or not block.cells:
        return block
    named = tender_words()[headers]
    cells = tuple(
        Cell(text="", header=cell.header, name=cell.name)
        if cell.text and cell.header and named.match(cell.header)
        else cell
        for cell in block.cells
    )
    if cells == block.cells:
        return block
    text = " | ".join(cell.text for cell in cells if cell.text)
    return block.model_copy(update={"cells": cells, "text": text})
