"""Builds the Tender that the rules ask: roles, criteria, references, labels, facts, categories, what addenda strike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circular.clauses.model import Clause
from circular.documents.model import Block, Document
from circular.tender.addenda import superseded_blocks
from circular.tender.award import award_tables, spot
from circular.tender.award_text import award_sentences
from circular.tender.categories import Guessed, categories, category, guess
from circular.tender.copies import copies_of
from circular.tender.facts import facts_of
from circular.tender.from_notice import (
    all_notices,
    categories_of_notices,
    lots_of_notices,
    tables_of_notices,
    tender_of_notices,
    with_notice,
)
from circular.tender.labels import labels_of
from circular.tender.model import AwardTable, DatedFact, DocumentRole, Placeholder, Tender
from circular.tender.prices import prices_of
from circular.tender.references import references_of
from circular.tender.roles import roles_of, voice_of
from circular.tender.words import tender_words


def build_tender(documents: Sequence[Document], clauses: Sequence[Clause], *, categories: Sequence[str] = ()) -> Tender:
    """A tender package as facts with places.

    `categories` are those the user told; without them they are settled only when the package leaves no doubt. Blocks
    and clauses that an addendum strikes are marked struck in the documents and clauses of the Tender, and listed in
    `superseded`. Raises Fault for a category that does not exist.
    """
    told = tuple(category(name).id for name in categories)
    if all_notices(documents):
        return tender_of_notices(documents, clauses, told)
    copies = copies_of(documents)
    roles = roles_of(documents)
    everything = documents
    documents = [document for document in documents if document.file not in copies]
    clauses = [clause for clause in clauses if clause.place.file not in copies]
    struck = superseded_blocks(documents, roles)
    documents, clauses = _without(documents, clauses, struck)
    lots = lots_of(documents)
    prices = prices_of(documents, roles)
    guessed = guess(documents, roles, lots)
    settled = told or guessed.settled or categories_of_notices(documents)
    return Tender(
        documents=tuple(_with_copies(everything, documents, copies)),
        roles=roles,
        clauses=tuple(clauses),
        award_tables=tuple(_award(documents, roles, clauses, lots)) or tables_of_notices(documents, clauses),
        placeholders=tuple(_placeholders(documents, roles)),
        references=references_of(documents, roles),
        copies=copies,
        labels=labels_of(documents, clauses),
        prices=prices,
        facts=(
            *with_notice(facts_of(documents, roles, prices), documents),
            *_works(settled, guessed, documents),
            *_cpv(guessed),
            *_named(settled, guessed, lots, documents),
        ),
        categories=settled,
        category_guesses=guessed.guesses,
        lots=tuple(f"{number} {title}".strip() for number, title in lots.items()) or lots_of_notices(documents),
        superseded=tuple(dict.fromkeys(str(block.place) for block in struck)),
    )


def _with_copies(everything: Sequence[Document], kept: Sequence[Document], copies: dict[str, str]) -> list[Document]:
    """All documents in their order; a copy has no blocks, for they stand in the one it is a copy of."""
    by_file = {document.file: document for document in kept}
    return [by_file.get(one.file) or one.model_copy(update={"blocks": (), "comments": ()}) for one in everything]


def _named(
    settled: Sequence[str], guessed: Guessed, lots: dict[str, str], documents: Sequence[Document]
) -> list[DatedFact]:
    """Where the settled categories and the lots are named."""
    found = [DatedFact(name="named_category", value=name, place=guessed.places.get(name)) for name in settled]
    for number, title in lots.items():
        named = re.compile(rf"\b{tender_words().lot} ?(?:nr\.? ?)?{number}\b", re.IGNORECASE)
        block = next((b for d in documents for b in d.blocks if not b.toc and not b.struck and named.search(b.text)), None)  # fmt: skip
        found.append(DatedFact(name="named_lot", value=f"{number} {title}".strip(), place=block.place if block else None))  # fmt: skip
    return found


def _without(
    documents: Sequence[Document], clauses: Sequence[Clause], struck: Sequence[Block]
) -> tuple[list[Document], list[Clause]]:
    """Documents and clauses with the superseded blocks marked struck."""
    if not struck:
        return list(documents), list(clauses)
    gone = {id(block) for block in struck}
    spots = {spot(block.place) for block in struck}
    changed = [
        document.model_copy(
            update={
                "blocks": tuple(
                    block.model_copy(update={"struck": True}) if id(block) in gone else block
                    for block in document.blocks
                )
            }
        )
        if any(id(block) in gone for block in document.blocks)
        else document
        for document in documents
    ]
    kept = [clause.model_copy(update={"struck": True}) if spot(clause.place) in spots else clause for clause in clauses]
    return changed, kept


def lots_of(documents: Sequence[Document]) -> dict[str, str]:
    """Number -> title of each lot that a heading, row or item names."""
    word = tender_words().lot
    named = re.compile(
        rf"\b{word} ?(?:nr\.? ?)?(\d{{1,2}}|[A-H])\b\s*(?:[-–—:|.,]|\s)\s*([^|.;]{{0,80}})", re.IGNORECASE
    )
    found: dict[str, str] = {}
    for document in documents:
        for block in document.blocks:
            if block.struck or block.toc or block.kind not in ("heading", "table_row", "list_item"):
                continue
            match = named.search(block.text)
            if match and not (match.group(1).isalpha() and not match.group(1).isupper()):
                title = match.group(2).strip(" –-:")
                if not found.get(match.group(1)):
                    found[match.group(1)] = title
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0]))) if len(found) > 1 else {}


def _award(
    documents: Sequence[Document], roles: dict[str, DocumentRole], clauses: Sequence[Clause], lots: dict[str, str]
) -> list[AwardTable]:
    found: list[AwardTable] = []
    for document in documents:
        if voice_of(roles[document.file]) != "buyer":
            continue
        tables = award_tables(document, clauses, lots)
        sections = {table.place.heading for table in tables}
        found += tables
        found += [t for t in award_sentences(document, clauses, lots) if t.place.heading not in sections]
    return found


def _placeholders(documents: Sequence[Document], roles: dict[str, DocumentRole]) -> list[Placeholder]:
    """What the buyer has not filled in; fields that the tenderer fills are left out."""
    fills = tender_words()["tenderer_fills.headers"]
    found: list[Placeholder] = []
    for document in documents:
        if roles[document.file] in ("tilbudsliste", "loesningsbeskrivelse", "espd"):
            continue
        for block in document.blocks:
            if block.struck or block.toc:
                continue
            for text in block.placeholders:
                cells = [cell for cell in block.cells if text in cell.text]
                if cells and all(fills.search(cell.header) for cell in cells):
                    continue
                start = block.text.find(text)
                place = block.place if start < 0 else block.place.model_copy(update={"start": start, "end": start + len(text)})  # fmt: skip
                found.append(Placeholder(text=text, place=place))
    return found


def _works(settled: Sequence[str], guessed: Guessed, documents: Sequence[Document]) -> list[DatedFact]:
    """The building works that the settled category implies; an extension when the title says so."""
    implied = [(name, works) for name in settled if (works := categories()[name].works)]
    kinds = sorted({works for _, works in implied}, key=lambda works: works == "demolition")
    if not kinds or len([works for works in kinds if works != "demolition"]) > 1:
        return []
    name = next(name for name, works in implied if works == kinds[0])
    value, place = kinds[0], guessed.places.get(name)
    if value in ("new", "renovation"):
        for document in documents:
            for block in document.blocks[:6]:
                if not block.struck and tender_words()["facts.works.extension"].search(block.text):
                    value, place = "extension", block.place
    return [DatedFact(name="works", value=value, place=place)]


def _cpv(guessed: Guessed) -> list[DatedFact]:
    return [DatedFact(name="cpv", value=code, place=place) for code, place in dict(guessed.cpv).items()]
