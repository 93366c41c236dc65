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
    return Tender(
        documents=tuple(documents), roles={document.file: "notice" for document in documents}, clauses=tuple(clauses),
        award_tables=tables_of_notices(documents, clauses), facts=facts_of_notices(documents),
        categories=tuple(told) or categories_of_notices(documents), lots=lots_of_notices(documents),
    )  # fmt: skip


def categories_of_notices(documents: Sequence[Document]) -> tuple[str, ...]:
    """The categories of the main CPV codes: of the procurement first, then of its lots."""
    listed = [cpv for d in documents if d.notice for cpv in (d.notice.cpv, *(lot.cpv for lot in d.notice.lots if lot.scheme == "Lot"))]  # fmt: skip
    codes = [code for cpv in listed for code in cpv[:1]]
    return tuple(dict.fromkeys(found for code in dict.fromkeys(codes) if (found := of_cpv(code))))


def lots_of_notices(documents: Sequence[Document]) -> tuple[str, ...]:
    """Id and title of each lot; nothing where there is only one."""
    lots = [lot for d in documents if d.notice for lot in d.notice.lots if lot.scheme == "Lot"]
    return tuple(f"{lot.id} {lot.title}".strip() for lot in lots) if len(lots) > 1 else ()


def tables_of_notices(documents: Sequence[Document], clauses: Sequence[Clause]) -> tuple[AwardTable, ...]:
    """The award criteria of each lot as a table."""
    circular = {one.place.xpath for one in clauses if one.strategy and not one.struck and not one.barrier}
    return tuple(
        table for d in documents if d.notice for lot in d.notice.lots if (table := _table(lot, d.file, circular))
    )


def facts_of_notices(documents: Sequence[Document]) -> tuple[DatedFact, ...]:
    """Dates, value, title, buyer and CPV codes."""
    return tuple(fact for d in documents if d.notice for fact in _facts(d.notice, d.file))


def with_notice(facts: Sequence[DatedFact], documents: Sequence[Document]) -> tuple[DatedFact, ...]:
    """The facts of documents, the day of publication from the notice beside them, and what only the notice tells."""
    noticed = facts_of_notices(documents)
    published = any(one.name == "published" for one in noticed)
    kept = [one for one in facts if not (published and one.name.startswith("published"))]
    told = {"cpv", *(one.name.removesuffix("_contested") for one in kept)}
    return (*kept, *(one for one in noticed if one.name not in told))


def _facts(notice: Notice, file: str) -> list[DatedFact]:
    place = Place(file=file, xpath=f"/{notice.root}" if notice.form == "eforms" else "/TED_EXPORT")
    deadline = next((lot.deadline for lot in notice.lots if lot.deadline), None)
    awarded = notice.awarded if notice.awarded_currency == "DKK" else None
    value = notice.value if notice.currency == "DKK" else awarded
    told = {
        "published": notice.published, "deadline": deadline, "value_dkk": value,
        "title": notice.title or None, "buyer": notice.buyer,
    }  # fmt: skip
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
