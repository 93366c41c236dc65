"""Which role each document plays: told by its file name, its title and what its text speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circular.documents.model import Document
from circular.tender.model import DocumentRole
from circular.tender.words import RoleWords, role_words, tender_words

_FILE, _TITLE, _CONTENT = 6.0, 5.0, 1.0
_OPENING = 8
_SCANNED = 400
_SHEETS = ("xlsx", "ods", "csv")


def roles_of(documents: Sequence[Document]) -> dict[str, DocumentRole]:
    """File -> role; 'bilag' for an annex of unknown content, 'other' when nothing tells."""
    return {document.file: role_of(document) for document in documents}


def role_of(document: Document) -> DocumentRole:
    """The role with most signs; ties go to the role that stands first in rules/document_roles.yaml."""
    if document.kind in ("building", "portfolio"):
        return "building"
    if document.kind == "notice":
        return "notice"
    name = _name(document.file)
    titles = _titles(document)
    best: DocumentRole = "other"
    most = 2.9
    for role in role_words():
        points = _points(role, document, name, titles)
        if points > most:
            best, most = role.id, points
    if best == "other" and tender_words()["references.annex"].search(name):
        return "bilag"
    return best


def _points(role: RoleWords, document: Document, name: str, titles: list[str]) -> float:
    points = 0.0
    if role.file.search(name):
        points += _FILE
    for order, title in enumerate(titles):
        if role.title.search(title):
            points += _TITLE - 0.5 * min(order, 6)
            break
    if document.kind in _SHEETS and role.id == "kravmatrix" and _is_matrix(document):
        points += 4.0
    if document.kind in _SHEETS and role.id == "tilbudsliste" and _is_price_list(document):
        points += 4.0
    if points or role.id in ("loesningsbeskrivelse", "kontrakt", "tilbudsliste", "rettelsesblad", "udbudsbetingelser"):
        text = [block.text for block in document.blocks[:_SCANNED]]
        hits = [sum(1 for line in text if pattern.search(line)) for pattern in role.content]
        points += sum(min(count, 3) * _CONTENT / 3 for count in hits)
        if role.id == "loesningsbeskrivelse" and sum(hits) >= 5 and not points > 4:
            points += 2.0
    return points


def _is_matrix(document: Document) -> bool:
    """Whether a sheet's header row has a demand column beside a type or number column."""
    for block in document.blocks:
        if block.kind == "table_header":
            headers = [cell.text for cell in block.cells if cell.text]
            return len(headers) >= 3 and any(map(tender_words()["price_lists.demand_headers"].search, headers))
    return False


def _is_price_list(document: Document) -> bool:
    """Whether the first header row of a sheet has columns of prices and quantities, and none of demands."""
    words = tender_words()
    for block in document.blocks:
        if block.kind == "table_header":
            headers = [cell.text for cell in block.cells if cell.text]
            if any(map(words["price_lists.demand_headers"].search, headers)):
                return False
            return all(any(words[f"price_lists.{name}"].search(text) for text in headers) for name in ("price_headers", "quantity_headers"))  # fmt: skip
    return False


def _titles(document: Document) -> list[str]:
    """The first lines, headers of pages after them: where a document says what it is."""
    lines = [b.text for b in document.blocks[:_OPENING] if len(b.text) <= 160 and not b.toc]
    margins = [b.text for b in document.blocks if b.place.part in ("header", "footer")][:2]
    return [*lines, *margins]


def _name(file: str) -> str:
    """A file name with its separators as blanks: 'Bilag_02-Kravspec.docx' -> 'bilag 02 kravspec.docx'."""
    return re.sub(r"[_\-+ ]+|(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", file.rsplit("/", 1)[-1]).casefold().strip()


def voice_of(role: DocumentRole) -> str:
    """Whose document a role is: 'buyer', 'tenderer' or 'both'; annexes and unknown documents are the buyer's."""
    return next((words.voice for words in role_words() if words.id == role), "buyer")
