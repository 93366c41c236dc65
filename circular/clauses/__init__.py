"""Finds circular clauses in the language of tenders: what is demanded, how strongly, by whom, and why it says so."""

from __future__ import annotations

from circular.clauses.detect import detect, detect_blocks
from circular.clauses.language import language_of_texts
from circular.clauses.model import Clause, Evidence, Quantity
from circular.clauses.pages import joined, without_page_lines

__all__ = ["Clause", "Evidence", "Quantity", "check_lexicon", "detect", "find_clauses"]


def find_clauses(text: str, language: str | None = None, *, concepts: bool = False) -> list[Clause]:
    """The clauses of plain text or Markdown; `language` (da, en, sv, no) is found from the text when not given.

    Clauses of concepts outside the 37 strategies are left out unless `concepts` is true.
    """
    from circular.documents.text import document_from_text

    blocks = joined(document_from_text(without_page_lines(text), "tekst.md").blocks)
    usual = language or language_of_texts([text])
    return detect_blocks(blocks, usual, language, concepts=concepts)


def check_lexicon() -> list[str]:
    """What the lexicon's own examples get wrong, one line each; empty when every entry fires and is silent as it says."""
    from circular.clauses.checks import check_lexicon as check

    return check()
