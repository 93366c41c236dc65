"""What an addendum withdraws or replaces: blocks named by requirement id, section number, heading or annex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from circular.documents.model import Block, Document
from circular.tender.model import DocumentRole
from circular.tender.roles import voice_of
from circular.tender.text import sentences
from circular.tender.words import role_words, tender_words

_ID = re.compile(r"(?<![\w.-])([A-ZÆØÅ]{1,6}[-. ]?\d{1,4}(?:\.\d{1,3})*[a-z]?)(?![\w-])")
_QUOTED = re.compile(r"[\"”“»']([^\"”“«»']{3,100})[\"”“«»']")
_SECTION = r"(\d{1,3}(?:\.\d{1,3})*)"


def superseded_blocks(documents: Sequence[Document], roles: dict[str, DocumentRole]) -> list[Block]:
    """The blocks of other documents that addenda strike or replace, in reading order."""
    others = [d for d in documents if roles.get(d.file) != "rettelsesblad" and voice_of(roles.get(d.file, "other")) == "buyer"]  # fmt: skip
    found: dict[int, Block] = {}
    for addendum in (d for d in documents if roles.get(d.file) == "rettelsesblad"):
        for block, sentence in _verdicts(addendum):
            for hit in _named(sentence, block, others, roles):
                found[id(hit)] = hit
    return [block for document in others for block in document.blocks if id(block) in found]


def _verdicts(addendum: Document) -> Iterator[tuple[Block, str]]:
    """The sentences, items and rows of an addendum that withdraw or replace something.

    'Udgår' marks itself struck when it stands alone in a row, so struck rows are read here too.
    """
    words = tender_words()
    for block in addendum.blocks:
        if block.kind in ("heading", "table_header"):
            continue
        texts = [block.text] if block.cells else [sentence for _, sentence in sentences(block.text)]
        lead = block.lead_in or ""
        for text in texts:
            if any(words[f"addenda.{kind}"].search(f"{lead} {text}") for kind in ("gone", "replaced")):
                yield block, text


def _named(sentence: str, block: Block, others: Sequence[Document], roles: dict[str, DocumentRole]) -> Iterator[Block]:
    words = tender_words()
    told = _before_replacement(sentence)
    within = _document_named(f"{block.heading_path[-1] if block.heading_path else ''} {told}", others, roles)
    documents = within or list(others)
    ids = _ID.findall(told)
    for name in ids:
        yield from _by_id(name, documents)
    named = re.findall(rf"({words['addenda.number_words'].pattern}) {_SECTION}(?![\w-])", told, re.IGNORECASE)
    numbers = [(word, number) for word, number in named if not words["references.annex"].match(word)]
    for word, number in numbers:
        yield from _numbered(word, number, within, documents)
    for quoted in _QUOTED.findall(told):
        folded = _fold(quoted)
        yield from _section(documents, lambda b, folded=folded: _fold(_unnumbered(b)) == folded)
        yield from (
            b
            for d in documents
            for b in d.blocks
            if b.kind != "heading" and len(folded) > 25 and folded in _fold(b.text)
        )
    if re.search(r"\bbilag(?:et)? \d+\b", told, re.IGNORECASE) and within and not ids and not numbers:
        whole = re.match(r"\W*(?:kontrakt)?bilag \w+(?:[ ,–-]+[\w –-]{0,60})? (?:udgår|bortfalder|slettes)", told, re.IGNORECASE)  # fmt: skip
        if whole:
            yield from (b for d in within for b in d.blocks)


def _numbered(word: str, number: str, within: list[Document], documents: Sequence[Document]) -> Iterator[Block]:
    """What carries a number; when no document is named and several have it, nobody can tell which is meant: none."""
    is_demand = tender_words()["addenda.demand_words"].match(word) is not None
    found = []
    for document in documents:
        hits = list(_section([document], lambda block: block.number == number))
        if "." in number or is_demand:
            hits += [block for block in document.blocks if _begins(block, number) and block not in hits]
        if hits:
            found.append(hits)
    if len(found) == 1 or within:
        for hits in found:
            yield from hits


def _begins(block: Block, number: str) -> bool:
    """Whether an item, paragraph or row carries this number: as its own, typed before its text, or in its first cell."""
    if block.kind in ("heading", "table_header") or block.toc:
        return False
    if block.number is not None and block.number.strip("().") == number:
        return True
    if block.cells:
        return _bare(block.cells[0].text) == _bare(number) and block.cells[0].text.strip() != ""
    return re.match(rf"{re.escape(number)}(?!\.?\d)[.)]?\s", block.text) is not None


def _before_replacement(sentence: str) -> str:
    """The part that names what is replaced, not the new text after the colon or 'erstattes af'."""
    found = tender_words()["addenda.replaced"].search(sentence)
    return sentence[: found.end()] if found else sentence


def _document_named(sentence: str, others: Sequence[Document], roles: dict[str, DocumentRole]) -> list[Document]:
    """The documents that a sentence of an addendum speaks of by name or annex number; empty when it names none."""
    found = [
        document
        for document in others
        for role in role_words()
        if role.id == roles.get(document.file) and role.names.search(sentence)
    ]
    for number in re.findall(r"\bbilag(?:et)? (\d+)\b", sentence, re.IGNORECASE):
        own = re.compile(rf"bilag[ _.\-]*0*{number}(?!\d)", re.IGNORECASE)
        found += [
            d for d in others if own.search(d.file.replace("_", " ")) or any(own.match(b.text) for b in d.blocks[:4])
        ]
    return list({id(document): document for document in found}.values())


def _by_id(name: str, documents: Sequence[Document]) -> Iterator[Block]:
    """Rows whose first cells are the id, and paragraphs that begin with it."""
    wanted = _fold(name).replace(" ", "").replace("-", "").replace(".", "")
    for document in documents:
        for block in document.blocks:
            if block.kind == "table_row":
                if any(_bare(cell.text) == wanted for cell in block.cells[:3]):
                    yield block
            elif _bare(re.split(r"[:\s–]", block.text, maxsplit=1)[0]) == wanted or _bare(block.number or "") == wanted:
                if block.kind == "heading":
                    yield from _section([document], lambda b, block=block: b is block)
                else:
                    yield block


def _bare(text: str) -> str:
    return re.sub(r"[\s.\-:]", "", text).casefold()


def _section(documents: Sequence[Document], is_head: object) -> Iterator[Block]:
    """A heading and everything below it."""
    assert callable(is_head)
    for document in documents:
        level: int | None = None
        for block in document.blocks:
            if block.kind == "heading":
                if level is not None and (block.level or 1) <= level:
                    level = None
                if level is None and not block.toc and is_head(block):
                    level = block.level or 1
            if level is not None and block.place.part not in ("header", "footer"):
                yield block


def _unnumbered(block: Block) -> str:
    return block.text.removeprefix(block.number or "").lstrip(" .")


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .:").casefold()
