"""A drafted tender as blocks: chapters, tables of demands, the table of weights, contract terms."""

from __future__ import annotations

from circular.drafting.blocks import Block, Heading, Paragraph, Table
from circular.drafting.compose import Entry, TenderDraft
from circular.drafting.frame import frame
from circular.drafting.model import ClauseRole

_NUMBER_CM, _DEMAND_CM, _PROOF_CM = 1.9, 8.3, 6.2


def blocks_of(tender: TenderDraft) -> list[Block]:
    """The document in reading order; headings carry no number, the file format gives it."""
    shape, language = frame(), tender.language
    found: list[Block] = [Heading(1, shape.headings["about"][language])]
    found += [Paragraph(text) for text in tender.about]
    for role, heading in (("selection_criterion", "selection"), ("minimum_requirement", "requirements")):
        found += _demands(tender, role, heading)  # type: ignore[arg-type]
    found += _award(tender)
    found += _terms(tender)
    found += _demands(tender, "documentation", "documentation", "deliverable")
    goals = tender.of("policy_goal")
    found += [Paragraph(f"{entry.id}: {entry.clause.demand}") for entry in goals]
    return found


def _demands(tender: TenderDraft, role: ClauseRole, heading: str, what: str = "requirement") -> list[Block]:
    """A chapter whose demands stand in a table with numbers and what documents each."""
    entries = tender.of(role)
    if not entries:
        return []
    shape, language = frame(), tender.language
    columns = [shape.columns[key][language] for key in ("id", what, "documentation")]
    rows = tuple((entry.id, entry.clause.demand, entry.clause.documentation or "") for entry in entries)
    opening = shape.texts.get(heading)
    return [
        Heading(1, shape.headings[heading][language]),
        *([Paragraph(opening[language])] if opening else []),
        Table(tuple(columns), rows, (_NUMBER_CM, _DEMAND_CM, _PROOF_CM)),
    ]


def _award(tender: TenderDraft) -> list[Block]:
    if not tender.criteria:
        return []
    shape, language = frame(), tender.language
    head = tuple(shape.columns[key][language] for key in ("id", "criterion", "weight"))
    rows = tuple((each.id, each.name, f"{each.weight} %") for each in tender.criteria)
    total = ("", shape.columns["total"][language], f"{sum(each.weight for each in tender.criteria)} %")
    found: list[Block] = [
        Heading(1, shape.headings["award"][language]),
        Paragraph(shape.texts["award"][language]),
        Table(head, (*rows, total), (_NUMBER_CM, 11.5, 3.0)),
    ]
    for each in tender.criteria:
        found.append(Heading(2, f"{each.name} ({each.weight} %)"))
        found.append(Paragraph(f"{each.text} {each.evaluation}".strip()))
        if each.clause is not None and each.clause.documentation:
            found.append(Paragraph(each.clause.documentation))
    return found


def _terms(tender: TenderDraft) -> list[Block]:
    """Contract terms, what the supplier hands in for them, and what follows when a demand is not met."""
    entries = tender.of("contract_term")
    followed: dict[str, list[Entry]] = {}
    for entry in tender.entries:
        if entry.clause.follow_up and entry.clause.role in ("minimum_requirement", "contract_term", "documentation"):
            followed.setdefault(entry.clause.follow_up, []).append(entry)
    if not entries and not followed:
        return []
    shape, language = frame(), tender.language
    found: list[Block] = [
        Heading(1, shape.headings["terms"][language]),
        Paragraph(shape.texts["terms"][language]),
    ]
    if entries:
        columns = tuple(shape.columns[key][language] for key in ("id", "term", "documentation"))
        rows = tuple((entry.id, entry.clause.demand, entry.clause.documentation or "") for entry in entries)
        found.append(Table(columns, rows, (_NUMBER_CM, _DEMAND_CM, _PROOF_CM)))
    for text, which in followed.items():
        found.append(Paragraph(f"{', '.join(entry.id for entry in which)}: {text}"))
    return found
