"""Which lots of a notice a clause concerns: those it stands in, those its heading, document or sentence names, or all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from circular.clauses.model import Clause
from circular.documents.model import Block, Document
from circular.documents.notice_model import NoticeLot
from circular.tender.award import Spot, spot
from circular.tender.words import tender_words

_LOT = "/cac:ProcurementProjectLot["
_TITLE = 8
"""A lot's title of so many letters names it where it stands as a heading."""


def clauses_of_lots(
    listed: Sequence[NoticeLot], file: str, documents: Sequence[Document], clauses: Sequence[Clause]
) -> dict[str, list[Clause]]:
    """XPath of each lot of scheme Lot -> the clauses that concern it, of the notice in `file` and of the documents beside it.

    What is asked of a group of lots is asked of each of its lots.
    """
    lots = [lot for lot in listed if lot.scheme == "Lot"]
    ids = {lot.id: lot.xpath for lot in lots}
    holders = {lot.xpath: [lot.xpath] for lot in lots}
    holders |= {
        one.xpath: [ids[name] for name in one.lots if name in ids] for one in listed if one.scheme == "LotsGroup"
    }
    numbers = _numbers(lots)
    notices = {document.file for document in documents if document.notice is not None}
    told: dict[str, Mapping[Spot, frozenset[str]]] = {}
    by_file = {document.file: document for document in documents}
    found: dict[str, list[Clause]] = {lot.xpath: [] for lot in lots}
    for clause in clauses:
        where = clause.place.file
        if where in notices:
            if where == file:
                for xpath in _inside(clause, holders, found):
                    found[xpath].append(clause)
            continue
        named = frozenset(numbers[one] for one in named_lots(clause.text, numbers)) if len(lots) > 1 else frozenset()
        if not named and len(lots) > 1:
            if where not in told:
                told[where] = _sections(by_file[where], lots, numbers) if where in by_file else {}
            named = told[where].get(spot(clause.place), frozenset())
        for xpath in named or found:
            found[xpath].append(clause)
    return found


def _inside(clause: Clause, holders: Mapping[str, list[str]], lots: Mapping[str, object]) -> list[str]:
    """The lot of the notice that a clause stands in, or the lots of its group; all for one that stands in none; none for a part."""
    xpath = clause.place.xpath or ""
    if _LOT not in xpath:
        return list(lots)
    start = xpath.index(_LOT)
    return holders.get(xpath[: xpath.index("]", start) + 1], [])


def _numbers(lots: Sequence[NoticeLot]) -> dict[str, str]:
    """'1' and 'A' -> XPath of the first lot, and so on: by the digits of its id, else by its order."""
    found: dict[str, str] = {}
    for at, lot in enumerate(lots, 1):
        digits = re.search(r"(\d+)\D*\Z", lot.id)
        number = int(digits.group(1)) if digits else at
        found.setdefault(str(number), lot.xpath)
        if number <= 26:
            found.setdefault(chr(64 + number), lot.xpath)
    return found


@cache
def _named() -> re.Pattern[str]:
    one = r"(?:\d{1,3}|[A-H])\b"
    return re.compile(rf"\b{tender_words().lot}(?:er|erne|s)? ?(?:nr\.? ?)?({one}(?:\s*(?:,|\+|&|-|–|og|and|til|to)\s*{one})*)", re.IGNORECASE)  # fmt: skip


def named_lots(text: str, known: Mapping[str, str]) -> list[str]:
    """The numbers of lots that a text names: 'delaftale 1, 2 og 4', 'lots 1-3'."""
    found: list[str] = []
    for match in _named().finditer(text):
        parts = re.findall(r"\d+|\b[A-H]\b|-|–|til|to", match.group(1))
        for at, part in enumerate(parts):
            before = parts[at - 2] if at > 1 and parts[at - 1] in ("-", "–", "til", "to") else None
            if before is not None and before.isdigit() and part.isdigit():
                found += [str(number) for number in range(int(before) + 1, min(int(part), 999))]
            found.append(str(int(part)) if part.isdigit() else part)
    return list(dict.fromkeys(one for one in found if one in known))


def _sections(
    document: Document, lots: Sequence[NoticeLot], numbers: Mapping[str, str]
) -> Mapping[Spot, frozenset[str]]:
    """Each block of a document -> the lots that its nearest heading that names any, or the file's name, is about."""
    titles = {lot.title.casefold(): lot.xpath for lot in lots if len(lot.title) >= _TITLE}
    whole = frozenset(numbers[one] for one in named_lots(re.sub(r"[_\-]+", " ", document.file), numbers))
    found: dict[Spot, frozenset[str]] = {}
    for block in document.blocks:
        about = next((named for line in _above(block) if (named := _about(line, titles, numbers))), whole)
        if about:
            found[spot(block.place)] = about
    return found


def _above(block: Block) -> list[str]:
    own = [block.text] if block.kind == "heading" else []
    return [*own, *reversed(block.heading_path)]


def _about(line: str, titles: Mapping[str, str], numbers: Mapping[str, str]) -> frozenset[str]:
    named = frozenset(numbers[one] for one in named_lots(line, numbers))
    if named:
        return named
    lower = line.casefold()
    return frozenset(xpath for title, xpath in titles.items() if title in lower)
