"""The facts of a notice, lot by lot, by the names of rules/facts/notice.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circular.place import Place

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.documents.notice_model import Notice, NoticeLot
    from circular.tender.model import Tender

NOTHING = ("none", "unpublished")
TAGLESS = frozenset({"1", "2", "3", "4", "5", "6", "CEI", "E1", "E2", "T01", "T02", "X01", "X02"})
"""Subtypes in which BT-06 may not stand (eForms SDK, fields.json)."""


def notice_facts(tender: Tender) -> dict[str, Any]:
    """`notice_lots` of the notices of a package; nothing where there is none."""
    notices = [document for document in tender.documents if document.notice is not None]
    items = [
        item
        for document in notices
        if document.notice is not None
        for item in _lots(document.notice, document.file, tender)
    ]
    return {"notice_lots": items} if notices else {}


def _lots(notice: Notice, file: str, tender: Tender) -> list[dict[str, Any]]:
    if notice.form != "eforms":
        return []
    alone = all(role == "notice" for role in tender.roles.values())
    lots = [lot for lot in notice.lots if lot.scheme == "Lot"]
    clauses = [c for c in tender.clauses if c.strategy and not c.struck and not c.barrier and c.strength != "none"]
    return [lot_item(notice, lot, file, _said_of(lot, clauses, file), alone=alone) for lot in lots]


def _said_of(lot: NoticeLot, clauses: Sequence[Clause], file: str) -> list[Clause]:
    """The clauses that concern a lot: its own, those of the whole procedure, and those of the documents."""
    other = "/cac:ProcurementProjectLot["
    return [
        clause
        for clause in clauses
        if clause.place.file != file
        or (clause.place.xpath or "").startswith(f"{lot.xpath}/")
        or other not in (clause.place.xpath or "")
    ]


def lot_item(notice: Notice, lot: NoticeLot, file: str, clauses: Sequence[Clause], *, alone: bool) -> dict[str, Any]:
    """One lot as an item of the list `notice_lots`."""
    hidden = "unpublished" in lot.strategic
    impact = [one for one in lot.impact if one not in NOTHING]
    binding = [one for one in clauses if one.strength == "binding"]
    state, total = weights_of(lot)
    return {
        "name": lot.id,
        "tag_allowed": notice.subtype not in TAGLESS,
        "strategic": None if hidden else strategic_of(lot),
        "environmental_code": bool(impact),
        "gpp_claimed": any(one not in NOTHING for one in lot.gpp),
        "price_only": price_only(lot),
        "has_criteria": bool(lot.criteria),
        "weights": state,
        "weight_sum": total,
        "circular_tag": "circ-econ" in impact,
        "borne_out": True if clauses else None if alone else False,
        "circular_demand": bool(binding),
        "documents_url": lot.documents_url,
        "_place": Place(file=file, xpath=lot.xpath, heading=f"{lot.id} {lot.title}".strip()),
    }


def strategic_of(lot: NoticeLot) -> str:
    """What BT-06 says: env-imp, other aims, none, or that it is absent."""
    if "env-imp" in lot.strategic:
        return "env_imp"
    if not lot.strategic:
        return "absent"
    return "none" if "none" in lot.strategic else "other_aims"


def price_only(lot: NoticeLot) -> bool | None:
    """Whether every award criterion is price; None when there is none or a kind is not told."""
    kinds = {one.kind for one in lot.criteria}
    if kinds - {"price", None}:
        return False
    return None if not kinds or None in kinds else True


def weights_of(lot: NoticeLot) -> tuple[str, Decimal | None]:
    """How exact percentages of a lot stand, and their sum: told, withheld, all_zero, all_one; none where there are none."""
    exact = [one for one in lot.criteria if one.unit == "per-exa"]
    if not exact:
        return "none", None
    weights = [one.weight for one in exact if one.weight is not None]
    if any(one.withheld for one in exact) or not weights:
        return "withheld", None
    total = sum(weights, Decimal(0))
    if all(weight == 0 for weight in weights):
        return "all_zero", total
    if all(weight == 1 for weight in weights):
        return "all_one", total
    return "told", total
