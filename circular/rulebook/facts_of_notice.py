"""The facts of a notice, lot by lot, by the names of rules/facts/notice.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circular.place import Place
from circular.rulebook.notice_codes import notice_codes

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.documents.notice_model import Notice, NoticeLot
    from circular.tender.model import Tender


def notice_facts(tender: Tender) -> dict[str, Any]:
    """`notice_lots` and where the documents are, of the notices of a package; nothing where there is none."""
    notices = [(document.notice, document.file) for document in tender.documents if document.notice is not None]
    if not notices:
        return {}
    demands = demands_of(tender)
    open_ends = not wholly_read(tender)
    url = next((notice.documents_url for notice, _ in notices if notice.documents_url), None)
    items = [item for notice, file in notices for item in _lots(notice, file, tender, demands, open_ends)]
    return {"notice_lots": items, "documents_url": url or "–"}


def demands_of(tender: Tender) -> list[Clause]:
    """What the buyer asks for itself: live, in a role that counts, and no pointer to demands elsewhere."""
    from circular.rulebook.clause_search import search_words
    from circular.tender.roles import voice_of

    roles = search_words().roles
    return [
        one for one in tender.clauses
        if one.live and one.strategy and one.strategy != "by_reference" and one.role in roles
        and voice_of(tender.roles.get(one.place.file, "other")) in ("buyer", "both")
    ]  # fmt: skip


def wholly_read(tender: Tender) -> bool:
    """Whether a demand that was not found is not there: the documents are at hand and were read."""
    from circular.rulebook.clause_search import incomplete

    return not incomplete(tender, ("circular_economy",), ())[1]


def _lots(
    notice: Notice, file: str, tender: Tender, demands: Sequence[Clause], open_ends: bool
) -> list[dict[str, Any]]:
    from circular.tender.notice_lots import clauses_of_lots

    lots = [lot for lot in notice.lots if lot.scheme == "Lot"] if notice.form == "eforms" else []
    said = clauses_of_lots(notice.lots, file, tender.documents, demands) if demands else {}
    return [lot_item(notice, lot, file, said.get(lot.xpath, ()), open_ends=open_ends) for lot in lots]


def lot_item(
    notice: Notice, lot: NoticeLot, file: str, demands: Sequence[Clause], *, open_ends: bool
) -> dict[str, Any]:
    """One lot as an item of the list `notice_lots`; `open_ends`: whether more demands may stand where nobody has read."""
    codes = notice_codes()
    impact = [one for one in lot.impact if one not in codes.says_nothing]
    state, total = weights_of(lot)
    return {
        "name": lot.id,
        "tag_allowed": notice.subtype not in codes.tagless,
        "strategic": None if (told := strategic_of(lot)) != "env_imp" and codes.withheld in lot.strategic else told,
        "environmental_code": bool(impact),
        "gpp_claimed": any(one not in codes.says_nothing for one in lot.gpp),
        "price_only": price_only(lot),
        "has_criteria": bool(lot.criteria),
        "weights": state,
        "weight_sum": total,
        "circular_tag": codes.circular in impact,
        "borne_out": True if demands else None if open_ends else False,
        "circular_demand": any(one.strength == "binding" for one in demands),
        "documents_url": lot.documents_url,
        "_place": Place(file=file, xpath=lot.xpath, heading=f"{lot.id} {lot.title}".strip()),
    }


def strategic_of(lot: NoticeLot) -> str:
    """What BT-06 says: env-imp, other aims, none, or that it is absent."""
    if notice_codes().environmental in lot.strategic:
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
    if any(one.withheld and one.weight is None for one in lot.criteria) or len(weights) < len(exact):
        return "withheld", None
    total = sum(weights, Decimal(0))
    if all(weight == 0 for weight in weights):
        return "all_zero", total
    if all(weight == 1 for weight in weights):
        return "all_one", total
    return "told", total
