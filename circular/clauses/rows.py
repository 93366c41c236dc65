"""Table rows: what their type cell says, and what they weigh in their table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from circular.clauses.lexicon import Tongue, tongues
from circular.clauses.normalise import fold
from circular.clauses.quantities import measures, number
from circular.documents.model import Block

_SHORT = 40
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Row:
    """What the cells beside the demand say."""

    kind: str = ""
    """must, compete, info, struck or ''."""
    award: bool = False
    weight: Decimal | None = None
    weight_raw: str | None = None


def proof_spans(block: Block, tongue: Tongue) -> list[tuple[int, int]]:
    """Where in the text of a row the cells of a documentation column stand."""
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in block.cells:
        if not cell.text:
            continue
        at = block.text.find(cell.text, at)
        if at < 0:
            return spans
        if cell.header and tongue.cue("h_documentation").search(cell.header.lower()):
            spans.append((at, at + len(cell.text)))
        at += len(cell.text)
    return spans


def with_headers(block: Block, lower: str, tongue: Tongue) -> str:
    """The folded text of a row, each number under a header that limits it moved behind with its header's words.

    "Concrete | 95 %" under "Recycled, min." is read as "Concrete |     ; recycled, min. 95 %": what stood before
    stands where it stood.
    """
    limits = tongue.cue("h_limit")
    moved, at = "", 0
    for cell in block.cells:
        small = fold(cell.text).lower.strip()
        at = max(lower.find(small, at), at) if small else at
        header = fold(cell.header).lower
        number = lower.startswith(small, at) and len(small) <= _SHORT and _DIGIT.search(small)
        if number and limits.search(header):
            lower = lower[:at] + " " * len(small) + lower[at + len(small) :]
            moved += f"; {header} {small}"
        at += len(small)
    return lower + moved


def read_row(block: Block, tongue: Tongue) -> Row:
    """What the type cell of a row says; a row that explains a word demands nothing."""
    headers = " | ".join(cell.header.lower() for cell in block.cells)
    if headers and tongue.cue("row_definition_header").search(headers):
        return Row("info")
    for cell in block.cells:
        small = fold(cell.text).lower.strip(" .:*")
        if not small or len(small) > _SHORT:
            continue
        header = cell.header.lower()
        for kind in ("struck", "info", "compete", "must"):
            if tongue.cue(f"row_{kind}").fullmatch(small):
                return Row(kind)
            if (
                header
                and tongue.cue("row_type_header").search(header)
                and tongue.cue(f"row_{kind}_word").fullmatch(small)
            ):
                return Row(kind)
    if headers and tongue.cue("row_demand_header").search(headers):
        return Row("must")
    return Row()


def weights_of(blocks: Sequence[Block], language: str) -> dict[int, Row]:
    """id of a row of an award table -> what it weighs, as a share of its table."""
    tongue = tongues()[language]
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        if block.table is not None and block.kind == "table_row":
            tables.setdefault(block.table, []).append(block)
    found: dict[int, Row] = {}
    for rows in tables.values():
        column = next(
            (
                at
                for at, cell in enumerate(rows[0].cells)
                if cell.header and tongue.cue("h_weight").search(cell.header.lower())
            ),
            None,
        )
        if column is not None:
            found.update(_weighed(rows, column, tongue))
    return found


def _weighed(rows: list[Block], column: int, tongue: Tongue) -> dict[int, Row]:
    raw: list[tuple[Block, Decimal, str]] = []
    total_words = tongue.cue("h_total")
    for block in rows:
        if column >= len(block.cells):
            continue
        text = block.cells[column].text.strip()
        if total_words.match(block.cells[0].text.lower()):
            continue
        value = _value(text, tongue)
        if value is not None:
            raw.append((block, value, text))
    highest = min((_depth(block) for block, _, _ in raw), default=1)
    tops = [each for each in raw if _depth(each[0]) == highest]
    first = {id(block) for block, _, _ in tops}
    total = sum((value for _, value, _ in tops), Decimal(0))
    found: dict[int, Row] = {}
    parent: tuple[Decimal, list[Decimal]] | None = None
    for block, value, text in raw:
        if id(block) in first or not total:
            share = value * 100 / total if total else value
            parent = (share, list(_children(raw, block)))
        else:
            share = parent[0] * value / sum(parent[1]) if parent and sum(parent[1]) else value
        found[id(block)] = Row(award=True, weight=_tidy(share), weight_raw=text)
    return found


def _depth(block: Block) -> int:
    """How deep the number of a row is: 1 for '2', 2 for '2.1'; rows without numbers are siblings."""
    first = block.cells[0].text.strip().split(" ", 1)[0].rstrip(".") if block.cells else ""
    return first.count(".") + 1 if first.replace(".", "").isdigit() else 1


def _children(raw: list[tuple[Block, Decimal, str]], parent: Block) -> list[Decimal]:
    found: list[Decimal] = []
    after = False
    for block, value, _ in raw:
        if block is parent:
            after = True
        elif after and _depth(block) <= _depth(parent):
            break
        elif after:
            found.append(value)
    return found


def _value(text: str, tongue: Tongue) -> Decimal | None:
    small = fold(text).lower
    for measure in measures(small, tongue):
        if measure.unit in ("percent", "point"):
            return measure.values[0]
    bare = small.strip(" %")
    return number(bare, tongue.language) if bare.replace(",", "").replace(".", "").isdigit() else None


def _tidy(value: Decimal) -> Decimal:
    rounded = value.quantize(Decimal("0.01"))
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()
