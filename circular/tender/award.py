"""Award criteria that stand in tables: siblings beside each other, weights in percent, points or order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Literal

from circular.clauses.model import Clause
from circular.documents.model import Block, Document
from circular.place import Place
from circular.tender.model import AwardTable, Criterion
from circular.tender.text import NUMBER, decimal
from circular.tender.words import tender_words

Unit = Literal["percent", "points", "order"]
Spot = tuple[str, str, int | None, int | None, str | None]
_PERCENT = re.compile(r"%|\bpct\.?|procent", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints?\b|\bp\.", re.IGNORECASE)
_CELL = re.compile(r", kolonne \d+\Z")
_CHILD = re.compile(r"(?:heraf\b|[-–•]\s|\d+\.\d+|[a-z]\))\s*", re.IGNORECASE)


def award_tables(document: Document, clauses: Iterable[Clause], lots: dict[str, str]) -> list[AwardTable]:
    """The tables of award criteria in a document, in reading order."""
    circular = {
        spot(clause.place)
        for clause in clauses
        if clause.strategy is not None and not clause.struck and not clause.barrier
    }
    rows = [block for block in document.blocks if block.table is not None and not block.struck]
    found: list[AwardTable] = []
    for _, group in groupby(rows, key=lambda block: (block.place.part, block.table)):
        table = _table(list(group), circular, lots)
        if table is not None:
            found.append(table)
    return found


def spot(place: Place) -> Spot:
    """What tells one block from another: the place without columns and positions in the text."""
    return place.file, place.part, place.page, place.paragraph, _CELL.sub("", place.cell) if place.cell else None


def is_award_heading(path: Sequence[str]) -> bool:
    """Whether the nearest two headings speak of award criteria."""
    return any(tender_words()["award.headings"].search(heading) for heading in path[-2:])


def lot_of(path: Sequence[str], lots: dict[str, str]) -> str | None:
    """The lot under whose heading something stands."""
    word = tender_words().lot
    for heading in reversed(path):
        found = re.search(rf"\b{word} ?(\d+|[A-Z])\b", heading, re.IGNORECASE)
        if found and found.group(1) in lots:
            return found.group(1)
    return None


def _table(rows: list[Block], circular: set[Spot], lots: dict[str, str]) -> AwardTable | None:
    columns = _columns(rows)
    if columns is None:
        return None
    names, weights = columns
    header = [cell.text for cell in rows[0].cells] if rows[0].kind == "table_header" else []
    body = [row for row in rows if row.kind == "table_row" and not row.hidden]
    criteria: list[Criterion] = []
    parent: str | None = None
    parents_weight_column = weights[0]
    for row in body:
        texts = [cell.text.strip() for cell in row.cells]
        texts += [""] * (max((*names, *weights)) + 1 - len(texts))
        if _is_total(texts[names[0]] or texts[names[-1]]):
            continue
        on = spot(row.place) in circular
        place = row.place
        if len(names) == 2:
            outer, inner = texts[names[0]], texts[names[1]]
            if outer and outer != parent:
                parent = outer
                own = _weight(texts[parents_weight_column]) if len(weights) == 2 or not inner else None
                criteria.append(Criterion(name=outer, weight=own, circular=on and not inner, place=place))
            if inner and not _is_total(inner):
                weight = _weight(texts[weights[-1]])
                criteria.append(Criterion(name=inner, weight=weight, parent=parent, circular=on, place=place))
            continue
        name = texts[names[0]]
        if not name:
            continue
        above = _parent_by_number(name, criteria)
        criteria.append(Criterion(name=name, weight=_weight(texts[weights[0]]), parent=above, circular=on, place=place))
    criteria = _without_double_count(criteria, len(names))
    weighted = [criterion for criterion in criteria if criterion.weight is not None]
    blank = any(row.placeholders for row in body)
    if len(criteria) < 2 or (not weighted and not blank):
        return None
    unit = _unit(header, body, weights, criteria)
    signed = any(_PERCENT.search(row.cells[c].text) for row in body for c in weights if c < len(row.cells))
    if unit == "percent" and not signed:
        criteria = _as_percent(criteria)
    return AwardTable(
        place=rows[0].place, lot=lot_of(rows[0].heading_path, lots), unit=unit, criteria=tuple(criteria), total=total_of(criteria, unit)
    )  # fmt: skip


def _columns(rows: list[Block]) -> tuple[list[int], list[int]] | None:
    """(columns of names, columns of weights); None when the table holds no award criteria."""
    words = tender_words()
    body = [row for row in rows if row.kind == "table_row"]
    if not body:
        return None
    header = [cell.text.strip() for cell in rows[0].cells] if rows[0].kind == "table_header" else []
    award = is_award_heading(rows[0].heading_path)
    weights = [column for column, text in enumerate(header) if words["award.weight_headers"].search(text)]
    names = [column for column, text in enumerate(header) if words["award.criterion_headers"].search(text) and column not in weights]  # fmt: skip
    if header and words["award.scale_headers"].search(header[0]) and not names:
        return None
    if not header and award:
        last = max(len(row.cells) for row in body) - 1
        if last >= 1 and all(_PERCENT.search(row.cells[-1].text) for row in body if row.cells and row.cells[-1].text):
            return [0], [last]
        return None
    if not weights or not (names or award):
        return None
    if not names:
        texts = [column for column in range(len(header)) if column not in weights and header[column]]
        names = [next((c for c in texts if any(_is_name(row, c) for row in body)), texts[0] if texts else 0)]
    children = [column for column in names if words["award.child_headers"].search(header[column])]
    if len(names) > 1 and children and children[0] != names[0]:
        names = [names[0], children[0]]
    else:
        names = names[:1]
    return names, weights if len(names) == 2 else weights[:1]


def _is_name(row: Block, column: int) -> bool:
    text = row.cells[column].text if column < len(row.cells) else ""
    return sum(letter.isalpha() for letter in text) >= 3


def _is_total(name: str) -> bool:
    return tender_words()["award.totals"].fullmatch(name.strip(" .:").casefold()) is not None


def _weight(text: str) -> Decimal | None:
    """The number of a weight cell; None for a blank, a placeholder or a range."""
    numbers = NUMBER.findall(text.replace("\u00a0", " "))
    return decimal(numbers[0]) if len(numbers) == 1 else None


def _parent_by_number(name: str, criteria: list[Criterion]) -> str | None:
    """The criterion '2' for '2.1 …', or the one above for 'heraf …'; siblings are never each other's parents."""
    number = re.match(r"(\d+)\.\d+", name)
    if number:
        return next((c.name for c in criteria if re.match(rf"{number.group(1)}[.)]?\s", c.name)), None)
    if name.casefold().startswith("heraf"):
        return next((c.name for c in reversed(criteria) if c.parent is None), None)
    return None


def _without_double_count(criteria: list[Criterion], name_columns: int) -> list[Criterion]:
    """A group without a weight of its own gets the sum of its parts, so that the top level adds up."""
    if name_columns == 1:
        return criteria
    found: list[Criterion] = []
    for criterion in criteria:
        parts = [c.weight for c in criteria if c.parent == criterion.name and c.weight is not None]
        if criterion.parent is None and criterion.weight is None and parts:
            criterion = criterion.model_copy(update={"weight": sum(parts, Decimal(0))})
        found.append(criterion)
    return found


def _unit(header: list[str], body: list[Block], weights: list[int], criteria: list[Criterion]) -> Unit:
    words = tender_words()
    titles = " ".join(header[column] for column in weights if column < len(header))
    cells = " ".join(row.cells[column].text for row in body for column in weights if column < len(row.cells))
    if _PERCENT.search(titles) or _PERCENT.search(cells):
        return "percent"
    if words["award.order_headers"].search(titles):
        return "order"
    if words["award.points_headers"].search(titles) or _POINTS.search(cells):
        return "points"
    total = total_of(criteria, "points")
    return "percent" if total is not None and (90 <= total <= 110 or Decimal("0.9") <= total <= Decimal("1.1")) else "points"  # fmt: skip


def _as_percent(criteria: list[Criterion]) -> list[Criterion]:
    """Shares written as 0,4 as the 40 percent they mean."""
    said = [criterion.weight for criterion in criteria if criterion.weight is not None]
    if not said or any(weight > 1 for weight in said) or sum(said) < Decimal("0.9"):
        return criteria
    return [
        c if c.weight is None else c.model_copy(update={"weight": (c.weight * 100).normalize() + 0}) for c in criteria
    ]


def total_of(criteria: Sequence[Criterion], unit: str) -> Decimal | None:
    """The sum of the weights at the top level; None for an order, or when a weight is missing."""
    top = [criterion.weight for criterion in criteria if criterion.parent is None]
    if unit == "order" or not top or any(weight is None for weight in top):
        return None
    return sum((weight for weight in top if weight is not None), Decimal(0))
