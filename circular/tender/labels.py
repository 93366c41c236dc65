"""Ecolabels and certificates that demands name, and whether equals and other evidence are let in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from circular.clauses.model import Clause
from circular.documents.model import Block, Document
from circular.tender.award import Spot, spot
from circular.tender.model import Label
from circular.tender.text import sentences
from circular.tender.words import LabelWords, tender_words

_BY_WORDS = frozenset({"ecolabel", "certified_timber", "building_certification", "organic_food"})


def labels_of(documents: Sequence[Document], clauses: Iterable[Clause]) -> tuple[Label, ...]:
    """The labels named in clauses that are not struck, each once a place."""
    blocks = {spot(block.place): block for document in documents for block in document.blocks}
    general = {document.file: _general(document) for document in documents}
    found: dict[tuple[str, Spot], Label] = {}
    for clause in clauses:
        if clause.struck:
            continue
        for words in _named(clause):
            key = (words.name, spot(clause.place))
            block = blocks.get(spot(clause.place))
            equal, other = _openings(clause, words, block)
            everywhere = general.get(clause.place.file, (False, False))
            label = Label(
                name=words.name, kind=words.kind, or_equivalent=equal or everywhere[0],
                other_evidence=other or everywhere[1], strength=clause.strength, place=clause.place,
            )  # fmt: skip
            known = found.get(key)
            if known is None or (known.strength != "binding" and label.strength == "binding"):
                found[key] = label
    return tuple(found.values())


def _named(clause: Clause) -> list[LabelWords]:
    """The labels of a clause: by its concepts, and by its words when its strategy is one of labels."""
    return [
        words
        for words in tender_words().labels
        if (words.concepts & set(clause.concepts)) or (clause.strategy in _BY_WORDS and words.words.search(clause.text))
    ]


def _openings(clause: Clause, label: LabelWords, block: Block | None) -> tuple[bool, bool]:
    """(or equivalent, other evidence): said in the clause, or in the sentences around it in the same paragraph or row."""
    words = tender_words()
    around = f"{clause.text} {block.text if block is not None else ''}"
    own = block is None or not _other_labels(block.text, label)
    near = around if own else f"{clause.text} {_same_and_next(block.text if block else '', clause.text)}"
    return (
        words["labels.or_equivalent"].search(near) is not None,
        words["labels.other_evidence"].search(near) is not None,
    )


def _other_labels(text: str, label: LabelWords) -> bool:
    """Whether a text of several sentences names another kind of label, whose opening must not count for this one."""
    kinds = {words.kind for words in tender_words().labels if words.words.search(text)}
    return bool(kinds - {label.kind})


def _same_and_next(text: str, clause: str) -> str:
    said = [sentence for _, sentence in sentences(text)]
    for index, sentence in enumerate(said):
        if clause.strip()[:60] in sentence or sentence.strip()[:60] in clause:
            return " ".join(said[index : index + 2])
    return clause


def _general(document: Document) -> tuple[bool, bool]:
    """Whether a sentence of the document lets in equals, and other evidence, for all labels it names."""
    words = tender_words()
    equal = other = False
    for block in document.blocks:
        if block.struck:
            continue
        text = block.text
        if not words["labels.general"].search(text) or not words["labels.general_scope"].search(text):
            continue
        for _, sentence in sentences(text):
            if not _speaks_for_all(sentence, text):
                continue
            equal = equal or words["labels.or_equivalent"].search(sentence) is not None or _accepts_equals(sentence)
            other = other or words["labels.other_evidence"].search(sentence) is not None
    return equal, other


def _speaks_for_all(sentence: str, text: str) -> bool:
    """A sentence of general scope, or one that follows it, and that names no single label itself."""
    words = tender_words()
    if any(label.words.search(sentence) for label in words.labels):
        return False
    scoped = words["labels.general_scope"].search(sentence)
    before = text[: text.find(sentence)]
    return scoped is not None or words["labels.general_scope"].search(before) is not None


def _accepts_equals(sentence: str) -> bool:
    return re.search(r"tilsvarende|ækvivalente?|equivalent", sentence, re.IGNORECASE) is not None and (
        tender_words()["labels.general"].search(sentence) is not None
    )
