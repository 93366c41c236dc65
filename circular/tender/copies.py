"""Finds documents that are another one once more, as Word and as PDF, so that each counts once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circular.documents.model import Block, Document

_KINDS = ("docx", "odt", "xlsx", "ods", "html", "markdown", "text", "csv", "pdf", "mail")
"""Which of two copies is kept: the one whose kind stands first."""
_MISSING = 0.04
"""Share of the passages that may be told otherwise: a page break in a row, a picture's caption."""
_FEWEST = 3
_WORDS = 4
_LETTERS = re.compile(r"[^\w%]+")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class _Text:
    """What a document says, in a form that is the same whatever the file format."""

    stream: str
    passages: tuple[str, ...]
    numbers: Counter[str]


def copies_of(documents: Sequence[Document]) -> dict[str, str]:
    """File -> the file it is a copy of; a document that differs in a number or a passage is none."""
    ranked = sorted(
        (d for d in documents if d.kind in _KINDS and d.status == "read" and d.blocks),
        key=lambda d: _KINDS.index(d.kind),
    )
    texts: dict[str, _Text] = {}
    found: dict[str, str] = {}
    for index, document in enumerate(ranked):
        for known in ranked[:index]:
            if known.file in found:
                continue
            if (known.sha256 is not None and known.sha256 == document.sha256) or (
                known.kind != document.kind
                and _near(known, document)
                and _same(_text(known, texts), _text(document, texts))
            ):
                found[document.file] = known.file
            if document.file in found:
                break
    return {document.file: found[document.file] for document in documents if document.file in found}


def _near(one: Document, two: Document) -> bool:
    sizes = [sum(len(block.text) for block in _body(document)) for document in (one, two)]
    return min(sizes) > 0.75 * max(sizes)


def _body(document: Document) -> Iterator[Block]:
    return (b for b in document.blocks if b.place.part not in ("header", "footer") and not b.toc and not b.struck)


def _text(document: Document, known: dict[str, _Text]) -> _Text:
    if document.file not in known:
        said: list[str] = []
        passages: list[str] = []
        numbers: Counter[str] = Counter()
        for block in _body(document):
            for part in [cell.text for cell in block.cells] or [block.text]:
                folded = _LETTERS.sub("", part.casefold())
                said.append(folded)
                if len(part.split()) >= _WORDS:
                    passages.append(folded)
                    numbers.update(_NUMBERS.findall(part))
        known[document.file] = _Text("".join(said), tuple(passages), numbers)
    return known[document.file]


def _same(one: _Text, two: _Text) -> bool:
    """Whether each holds the passages of the other, and the passages hold the same numbers."""
    if min(len(one.passages), len(two.passages)) < _FEWEST:
        return one.stream == two.stream and len(one.stream) > 40
    if one.numbers != two.numbers and sum(((one.numbers - two.numbers) + (two.numbers - one.numbers)).values()) > _odd(one, two):  # fmt: skip
        return False
    return all(
        sum(passage not in other.stream for passage in text.passages) <= _MISSING * len(text.passages)
        for text, other in ((one, two), (two, one))
    )


def _odd(one: _Text, two: _Text) -> int:
    """Numbers that may be counted otherwise: those in passages that the other format breaks into short ones."""
    return sum(
        len(_NUMBERS.findall(passage))
        for text, other in ((one, two), (two, one))
        for passage in text.passages
        if passage in other.stream and passage not in other.passages
    )
