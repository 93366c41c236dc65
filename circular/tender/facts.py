"""Facts of the case that the documents state: dates, areas, works, title and buyer, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from circular.documents.model import Block, Document
from circular.tender.model import DatedFact, DocumentRole, Price
from circular.tender.roles import voice_of
from circular.tender.text import NUMBER, days, decimal, sentences
from circular.tender.words import tender_words

_AREA = re.compile(rf"({NUMBER.pattern})\s?(?:m²|m2|kvm|kvadratmeter)(?![\w/])", re.IGNORECASE)
_ORDER: tuple[DocumentRole, ...] = ("rettelsesblad", "notice", "udbudsbetingelser", "udbudsbrev")
_SPAN = 120
"""A date belongs to a cue at most this many characters from it."""
Value = date | Decimal | str


def facts_of(
    documents: Sequence[Document], roles: dict[str, DocumentRole], prices: Sequence[Price]
) -> tuple[DatedFact, ...]:
    """The facts that documents of the buyer state.

    A fact that is stated with different values gets no value: each statement is listed as `<name>_contested`. An
    addendum and the newest addendum of several outweighs the other documents.
    """
    ordered = sorted(
        (d for d in documents if voice_of(roles.get(d.file, "other")) == "buyer"),
        key=lambda d: _ORDER.index(roles[d.file]) if roles.get(d.file) in _ORDER else len(_ORDER),
    )
    found: list[DatedFact] = []
    for name in ("published", "deadline", "permit_applied"):
        found += _settle(name, [hit for d in ordered for hit in _dates(name, d)], roles)
    found += _settle("removed_floor_area_m2", _of_all(ordered, _removed), roles)
    found += _settle("heated_area_m2", _of_all(ordered, _area("facts.heated_area")), roles)
    found += _settle("floor_area_m2", _of_all(ordered, _area("facts.floor_area", but="facts.heated_area")), roles)
    value = [(price.dkk, price.place.file, price) for price in prices if price.kind == "contract_value" and price.dkk]
    if len({dkk for dkk, _, _ in value}) == 1:
        found.append(DatedFact(name="value_dkk", value=value[0][0] or Decimal(0), place=value[0][2].place))
    found += [fact for fact in (_title(ordered, roles), _buyer(ordered)) if fact is not None]
    return tuple(found)


Hit = tuple[Value, Block, int, int]


def _of_all(documents: Sequence[Document], ask: Callable[[Block], Iterator[Hit]]) -> list[Hit]:
    return [hit for d in documents for block in _live(d) for hit in ask(block)]


def _live(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if not (block.struck or block.toc or block.hidden))


def _settle(name: str, hits: list[Hit], roles: dict[str, DocumentRole]) -> list[DatedFact]:
    """One fact when all say the same; when an addendum says it, its word stands; else each as contested."""
    amended = [hit for hit in hits if roles.get(hit[1].place.file) == "rettelsesblad"]
    if amended and isinstance(amended[0][0], date):
        hits = amended[-1:]
    values = {hit[0] for hit in hits}
    if not values:
        return []
    if len(values) == 1:
        return [_fact(name, hits[0])]
    first = {value: next(hit for hit in hits if hit[0] == value) for value in values}
    return [_fact(f"{name}_contested", hit) for hit in sorted(first.values(), key=lambda hit: str(hit[0]))]


def _fact(name: str, hit: Hit) -> DatedFact:
    value, block, start, end = hit
    return DatedFact(name=name, value=value, place=block.place.model_copy(update={"start": start, "end": end}))


def _dates(name: str, document: Document) -> Iterator[Hit]:
    """The days that stand nearest to a cue in its sentence or row."""
    words = tender_words()
    for block in _live(document):
        if not words[f"facts.{name}"].search(block.text):
            continue
        for start, sentence in sentences(block.text):
            cue = words[f"facts.{name}"].search(sentence)
            if cue is None or (name == "permit_applied" and words["facts.not_permit_applied"].search(sentence)):
                continue
            near = [
                (0 if position >= cue.start() else 1, abs(position - cue.end()), position, day)
                for position, day in days(sentence)
                if min(abs(position - cue.end()), abs(position - cue.start())) <= _SPAN
            ]
            if near:
                _, _, position, day = min(near)
                yield day, block, start + position, start + min(position + 18, len(sentence))


def _areas(sentence: str) -> list[tuple[int, int, Decimal]]:
    return [(m.start(), m.end(), decimal(m.group(1))) for m in _AREA.finditer(sentence)]


def _removed(block: Block) -> Iterator[Hit]:
    """The floor area of a building that is torn down; areas of walls, floors and paving are not meant."""
    words = tender_words()
    if not words["facts.removed"].search(block.text):
        return
    about = False
    for start, sentence in sentences(block.text):
        torn = words["facts.removed"].search(sentence) is not None
        floor = words["facts.floor_area"].search(sentence)
        whole = words["facts.removed_building"].search(sentence) and not words["facts.removed_parts"].search(sentence)
        if (torn and (floor or whole)) or (about and floor):
            areas = _areas(sentence)
            if floor:
                areas = [area for area in areas if area[0] >= floor.start()] or areas
            if len(areas) == 1:
                yield areas[0][2], block, start + areas[0][0], start + areas[0][1]
        about = torn and words["facts.removed_building"].search(sentence) is not None


def _area(cue: str, but: str | None = None) -> Callable[[Block], Iterator[Hit]]:
    def ask(block: Block) -> Iterator[Hit]:
        words = tender_words()
        if not words[cue].search(block.text) or words["facts.removed"].search(block.text):
            return
        for start, sentence in sentences(block.text):
            found = words[cue].search(sentence)
            if found is None or (but is not None and words[but].search(sentence)):
                continue
            areas = _areas(sentence)
            if len(areas) == 1 and (areas[0][0] - found.end() < 60):
                yield areas[0][2], block, start + areas[0][0], start + areas[0][1]

    return ask


def _title(documents: Sequence[Document], roles: dict[str, DocumentRole]) -> DatedFact | None:
    """What the purchase is called: the first title that says more than what kind of document it stands on."""
    opening = tender_words()["facts.title_openings"]
    for document in sorted(documents, key=lambda d: roles.get(d.file) != "udbudsbetingelser"):
        lines = [b for b in _live(document) if b.place.part not in ("header", "footer") and b.cells == ()][:4]
        for block in lines:
            text = opening.sub("", block.text).strip(" –-:")
            if (
                8 <= len(text) <= 160
                and " " in text
                and not text.endswith(".")
                and block.kind in ("heading", "paragraph")
            ):
                return DatedFact(name="title", value=text, place=block.place)
    return None


def _buyer(documents: Sequence[Document]) -> DatedFact | None:
    """The authority named where the documents speak of the buyer; else the one they name most often."""
    words = tender_words()
    counts: dict[str, int] = {}
    first: dict[str, Block] = {}
    for document in documents:
        previous = ""
        for block in _live(document):
            for match in words.buyer_names.finditer(block.text):
                name = re.sub(r"^(?:I|Den|Hos|For|Af|Ved|Og) ", "", match.group()).removesuffix("s") if match.group().endswith("Kommunes") else match.group()  # fmt: skip
                said = words["facts.buyer_words"].search(block.text[: match.start()]) or words["facts.buyer_words"].search(previous[-60:])  # fmt: skip
                counts[name] = counts.get(name, 0) + (5 if said else 1)
                first.setdefault(name, block)
            previous = block.text
    if not counts:
        return None
    name = max(sorted(counts), key=lambda one: counts[one])
    return DatedFact(name="buyer", value=name, place=first[name].place)
