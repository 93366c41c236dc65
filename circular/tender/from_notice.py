"""What a notice tells of a tender without any guessing: category, lots, award criteria, dates, value, buyer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from circular.clauses.model import Clause
from circular.documents.model import Document
from circular.documents.notice_model import Notice, NoticeLot
from circular.place import Place
from circular.tender.categories import of_cpv
from circular.tender.model import AwardTable, Criterion, DatedFact, Tender

_UNITS = {"per-exa": "percent", "per-mid": "percent", "dec-exa": "points", "dec-mid": "points", "poi-exa": "points", "poi-mid": "points", "free": "points", "ord-imp": "order"}  # fmt: skip


def all_notices(documents: Sequence[Document]) -> bool:
    """Whether there is nothing but notices."""
    return bool(documents) and all(document.notice is not None for document in documents)


def tender_of_notices(documents: Sequence[Document], clauses: Sequence[Clause], told: Sequence[str]) -> Tender:
    """The tender that notices alone describe."""
    named = list(
        dict.fromkeys(one for d in documents if d.notice for code in d.notice.cpv[:1] if (one := of_cpv(code)))
    )
    several = [
        f"{lot.id} {lot.title}".strip() for d in documents if d.notice for lot in d.notice.lots if lot.scheme == "Lot"
    ]
    circular = {
        clause.place.xpath for clause in clauses if clause.strategy and not clause.struck and not clause.barrier
    }
    return Tender(
        documents=tuple(documents), roles={document.file: "notice" for document in documents}, clauses=tuple(clauses),
        award_tables=tuple(
            table for d in documents if d.notice for lot in d.notice.lots if (table := _table(lot, d.file, circular))
        ),
        facts=tuple(fact for d in documents if d.notice for fact in _facts(d.notice, d.file)),
        categories=tuple(told) or tuple(named), lots=tuple(several) if len(several) > 1 else (),
    )  # fmt: skip


def _facts(notice: Notice, file: str) -> list[DatedFact]:
    place = Place(file=file, xpath=f"/{notice.root}" if notice.form == "eforms" else "/TED_EXPORT")
    deadline = next((lot.deadline for lot in notice.lots if lot.deadline), None)
    value = notice.value if notice.currency == "DKK" else None
    told = {"published": notice.published, "deadline": deadline, "value_dkk": value, "title": notice.title or None, "buyer": notice.buyer}  # fmt: skip
    found = [DatedFact(name=name, value=said, place=place) for name, said in told.items() if said is not None]
    return [*found, *(DatedFact(name="cpv", value=code, place=place) for code in notice.cpv)]


def _table(lot: NoticeLot, file: str, circular: set[str | None]) -> AwardTable | None:
    if not lot.criteria:
        return None
    unit = next((_UNITS[one.unit] for one in lot.criteria if one.unit in _UNITS), "percent")
    criteria = tuple(
        Criterion(
            name=one.name or one.description or one.kind or "", weight=None if unit == "order" else one.weight,
            circular=one.xpath in circular, place=Place(file=file, xpath=one.xpath),
        )
        for one in lot.criteria
    )  # fmt: skip
    weights = [one.weight for one in criteria if one.weight is not None]
    total = sum(weights, Decimal(0)) if len(weights) == len(criteria) else None
    return AwardTable.model_validate(
        {"place": Place(file=file, xpath=lot.xpath), "lot": lot.id, "unit": unit, "criteria": criteria, "total": total}
    )
