"""A notice as it says things itself: procedure, lots, award criteria with weights, strategic tags, where the documents are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from circular.documents.unchecked import unchecked

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
WITHHELD = "unpublished"


class NoticeCriterion(BaseModel):
    """One award criterion of a lot."""

    model_config = _CONFIG

    kind: str | None = None
    """price, cost, quality; None when it is not told or withheld."""
    name: str = ""
    description: str = ""
    weight: Decimal | None = None
    """As written; None when none is told or it is withheld."""
    unit: str | None = None
    """per-exa, per-mid, dec-exa, dec-mid, poi-exa, poi-mid, ord-imp, or `free` for a weight in words (TED)."""
    share: Decimal | None = None
    """Its part of the lot's weights in percent; None for an order of importance or when a weight is not told."""
    withheld: bool = False
    xpath: str = ""


class NoticeLot(BaseModel):
    """One lot, with what is tagged and asked in it."""

    model_config = _CONFIG

    id: str
    scheme: str = "Lot"
    """Lot, Part or LotsGroup."""
    title: str = ""
    description: str = ""
    cpv: tuple[str, ...] = ()
    """The main code first."""
    nature: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    awarded: Decimal | None = None
    """BT-720: what the winning tenders of the lot come to; None where none is told or several currencies are."""
    awarded_currency: str | None = None
    lots: tuple[str, ...] = ()
    """BT-1375: of a LotsGroup the ids of its lots."""
    strategic: tuple[str, ...] = ()
    """BT-06."""
    impact: tuple[str, ...] = ()
    """BT-774."""
    gpp: tuple[str, ...] = ()
    """BT-805."""
    described: str = ""
    """BT-777: what is strategic about it, in words."""
    social: tuple[str, ...] = ()
    innovative: tuple[str, ...] = ()
    criteria: tuple[NoticeCriterion, ...] = ()
    terms: tuple[str, ...] = ()
    documents_url: str | None = None
    deadline: date | None = None
    """Last day for tenders; where there is none for requests to take part, else for expressions of interest."""
    nuts: str | None = None
    country: str | None = None
    xpath: str = ""


class Notice(BaseModel):
    """An eForms or TED notice."""

    model_config = _CONFIG

    form: str
    """`eforms` or `ted`."""
    root: str
    """ContractNotice, PriorInformationNotice, ContractAwardNotice …, or the TED form (F02_2014)."""
    publication_id: str | None = None
    notice_id: str | None = None
    version: str | None = None
    """SDK version, or the TED schema."""
    subtype: str | None = None
    kind: str | None = None
    """BT-02: the notice type."""
    procedure: str | None = None
    """BT-105: open, restricted, neg-w-call, neg-wo-call, comp-dial, innovation …"""
    legal_basis: str | None = None
    language: str | None = None
    """The language its texts are taken in, three letters (DAN, ENG …)."""
    languages: tuple[str, ...] = ()
    buyer: str | None = None
    buyer_id: str | None = None
    country: str | None = None
    published: date | None = None
    title: str = ""
    description: str = ""
    cpv: tuple[str, ...] = ()
    nature: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    awarded: Decimal | None = None
    """BT-161: what the contracts of a result notice come to."""
    awarded_currency: str | None = None
    lots: tuple[NoticeLot, ...] = ()

    @property
    def documents_url(self) -> str | None:
        """Where the tender documents are."""
        return next((lot.documents_url for lot in self.lots if lot.documents_url), None)


_criterion = unchecked(NoticeCriterion)
_NOTHING, _CENT = Decimal(0), Decimal("0.01")


def with_shares(criteria: list[NoticeCriterion]) -> tuple[NoticeCriterion, ...]:
    """The criteria with the share of each, where all have a weight that can be added."""
    if not criteria:
        return ()
    weighed = [one for one in criteria if one.weight is not None]
    total = sum((one.weight for one in weighed if one.weight is not None), Decimal(0))
    if len(weighed) != len(criteria) or total <= 0 or any(one.unit in (None, "ord-imp") for one in criteria):
        return tuple(criteria)
    if len({one.unit for one in criteria}) > 1:
        return tuple(criteria)
    return tuple(
        _criterion({**one.__dict__, "share": ((one.weight or _NOTHING) * 100 / total).quantize(_CENT)})
        for one in criteria
    )
