"""Award criteria that stand in sentences or lists under one heading: 'Pris vægter 40 %', 'Kvalitet (60 %)'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from circular.clauses.model import Clause
from circular.documents.model import Block, Document
from circular.tender.award import Spot, is_award_heading, lot_of, spot, total_of
from circular.tender.model import AwardTable, Criterion
from circular.tender.text import decimal, sentences
from circular.tender.words import tender_words

_WEIGHT = r"(?P<weight>\d{1,3}(?:,\d+)?)\s*(?P<unit>%|pct\.?|procent|point)"
_UNIT = re.compile(r"\d\s*(?:%|pct|procent|point)", re.IGNORECASE)
_NAME = r"(?P<name>[A-ZÆØÅa-zæøå\"”“'][^.;:()|%]{2,70}?)"


def award_sentences(document: Document, clauses: Iterable[Clause], lots: dict[str, str]) -> list[AwardTable]:
    """The criteria that sentences or items weigh, one AwardTable a heading; two criteria at least."""
    circular = {spot(c.place) for c in clauses if c.strategy is not None and not c.struck and not c.barrier}
    found: list[AwardTable] = []
    running = [b for b in document.blocks if b.table is None and not b.struck and not b.toc and b.kind != "heading"]
    for path, group in groupby(running, key=lambda block: block.heading_path):
        blocks = list(group)
        if not is_award_heading(path) and not any(b.lead_in and is_award_heading((b.lead_in,)) for b in blocks):
            continue
        criteria, units = _criteria(blocks, circular)
        if len(criteria) >= 2:
            unit = "points" if units and all(one == "point" for one in units) else "percent"
            found.append(AwardTable(
                place=criteria[0].place, lot=lot_of(path, lots), unit=unit,  # type: ignore[arg-type]
                criteria=tuple(criteria), total=total_of(criteria, unit),
            ))  # fmt: skip
        elif (ordered := _ordered(blocks, circular)) is not None:
            found.append(ordered.model_copy(update={"lot": lot_of(path, lots)}))
    return found


def _criteria(blocks: list[Block], circular: set[Spot]) -> tuple[list[Criterion], list[str]]:
    criteria: list[Criterion] = []
    units: list[str] = []
    patterns = _patterns()
    for block in blocks:
        for start, sentence in sentences(block.text) if _UNIT.search(block.text) else ():
            for found in patterns.finditer(sentence):
                name = _named(found.group("name"))
                bare = found.group("link").isspace()
                if not name or not _sounds_like_criterion(name) or (bare and not _short(sentence, found)):
                    continue
                place = block.place.model_copy(update={"start": start + found.start(), "end": start + found.end()})
                weight = decimal(found.group("weight"))
                criteria.append(
                    Criterion(name=name, weight=weight, circular=spot(block.place) in circular, place=place)
                )
                units.append(found.group("unit").casefold())
    names = [criterion.name.casefold() for criterion in criteria]
    kept = [index for index, name in enumerate(names) if name not in names[:index]]
    return [criteria[index] for index in kept], [units[index] for index in kept]


def _patterns() -> re.Pattern[str]:
    weighs = tender_words()["award.weighs"].pattern
    openings = tender_words()["award.name_openings"].pattern
    return re.compile(
        rf"(?:(?:{openings})\s+)*{_NAME}(?P<link>\s+(?:{weighs})(?:\s+med)?\s+|\s*[:–-]\s+|\s*\(\s*|\s+){_WEIGHT}\s*\)?", re.IGNORECASE
    )  # fmt: skip


def _short(sentence: str, found: re.Match[str]) -> bool:
    """Whether 'Økonomi 40 %' is all that a line says; within a sentence a number needs a verb, colon or bracket."""
    rest = len(sentence) - len(found.group())
    return found.group("unit").casefold() != "point" and rest < 12 and len(sentence) < 70


def _named(text: str) -> str:
    text = re.sub(rf"(?:{tender_words()['award.name_openings'].pattern})\s+", "", text.strip(" ,\"”“'–-"), count=1, flags=re.IGNORECASE)  # fmt: skip
    text = re.sub(r"\s+(?:vægter|vægtes|indgår|tæller|udgør|har)\b.*\Z", "", text, flags=re.IGNORECASE)
    return re.split(r",\s", text)[-1].strip(" ,\"”“'–-")


def _sounds_like_criterion(name: str) -> bool:
    """Not 'mindst', 'senest', 'op til': a criterion is a name of a few words."""
    words = name.split()
    return 1 <= len(words) <= 8 and words[-1].casefold() not in (
        "mindst", "højst", "til", "på", "minimum", "maksimalt", "over", "under", "med", "end", "af", "ca.", "er",
    ) and words[0][:1].isalpha()  # fmt: skip


def _ordered(blocks: list[Block], circular: set[Spot]) -> AwardTable | None:
    """Criteria listed 'i prioriteret rækkefølge', without weights."""
    words = tender_words()
    opening = next((b for b in blocks if words["award.order_text"].search(b.text)), None)
    items = [b for b in blocks if b.kind == "list_item"]
    if opening is None or len(items) < 2:
        return None
    criteria = [
        Criterion(name=b.text.strip(" .;,"), weight=None, circular=spot(b.place) in circular, place=b.place)
        for b in items
    ]
    return AwardTable(place=opening.place, unit="order", criteria=tuple(criteria))
