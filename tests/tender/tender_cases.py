"""Small packages of text, and clauses made by hand, for tests of how a tender is understood."""

from __future__ import annotations

from typing import Any

from circular.clauses.model import Clause
from circular.documents import Document, document_from_text
from circular.tender import Tender, build_tender


def document(file: str, text: str) -> Document:
    """A Markdown text under a file name."""
    return document_from_text(text, file)


def clause(documents: list[Document], beginning: str, **said: Any) -> Clause:
    """A clause at the block whose text begins so."""
    block = next(b for d in documents for b in d.blocks if b.text.startswith(beginning))
    fields: dict[str, Any] = {
        "strategy": "ecolabel",
        "role": "minimum_requirement",
        "strength": "binding",
        "struck": block.struck,
        **said,
    }
    return Clause(text=block.text, place=block.place, document=block.place.file, **fields)


def tender(clauses: list[Clause] | None = None, categories: tuple[str, ...] = (), **texts: str) -> Tender:
    """A package of one document a keyword: `Udbud="…"` is Udbud.md."""
    documents = [document(f"{name}.md", text) for name, text in texts.items()]
    return build_tender(documents, clauses or [], categories=categories)
