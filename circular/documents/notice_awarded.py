"""What an eForms result notice was awarded for: the notice's value (BT-161) and each lot's winning tenders (BT-720)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from circular.documents.notice_xml import code, number, path, withheld

_TOTAL = path("cbc:TotalAmount")
_TENDERS = path("efac:LotTender")
_ID, _LOT = path("cbc:ID"), path("efac:TenderLot/cbc:ID")
_AMOUNT = path("cac:LegalMonetaryTotal/cbc:PayableAmount")
_CONTRACTED = path("efac:SettledContract/efac:LotTender/cbc:ID")
_WON = path("efac:LotResult[normalize-space(cbc:TenderResultCode)='selec-w']")
_NAMED = path("efac:LotTender/cbc:ID")
_FRAMEWORK = path("efac:LotResult[efac:FrameworkAgreementValues]/efac:TenderLot/cbc:ID")


class Amount(NamedTuple):
    """A sum and its currency."""

    value: Decimal
    currency: str | None
    tenders: int = 1
    """So many it is the sum of."""


class Awarded(NamedTuple):
    """What the notice as a whole and each lot, by its id, were awarded for."""

    whole: Amount | None
    lots: dict[str, Amount]


def awarded_of(result: Any) -> Awarded:
    """The values of an efac:NoticeResult; a value that is withheld or not told is left out, never guessed."""
    lots: dict[str, dict[str, Amount | None]] = {}
    for tender in _TENDERS(result):
        lot, name = _one(_LOT(tender)), _one(_ID(tender))
        if lot and name:
            lots.setdefault(lot, {})[name] = _amount(_AMOUNT(tender))
    contracted = {code(one) for one in _CONTRACTED(result)}
    won: dict[str, set[str | None]] = {}
    for one in _WON(result):
        if lot := _one(_LOT(one)):
            won.setdefault(lot, set()).update(code(name) for name in _NAMED(one))
    frameworks = {code(one) for one in _FRAMEWORK(result)}
    found = {}
    for lot, tenders in lots.items():
        winning = _winning(tenders, contracted, won.get(lot, set()))
        if lot in frameworks and len(winning) > 1:
            continue  # each of them may be called upon for all of it
        if (total := _sum(winning)) is not None:
            found[lot] = total
    return Awarded(_amount(_TOTAL(result)), found)


def _winning(
    tenders: dict[str, Amount | None], contracted: set[str | None], won: set[str | None]
) -> list[Amount | None]:
    """The tenders of a lot that have a contract; where none has, the only one that its result names."""
    signed = [amount for name, amount in tenders.items() if name in contracted]
    named = [amount for name, amount in tenders.items() if name in won]
    return signed or (named if len(named) == 1 else [])


def _sum(amounts: list[Amount | None]) -> Amount | None:
    """The amounts together; None where one is not told or they are in several currencies."""
    told = [one for one in amounts if one is not None]
    if not told or len(told) < len(amounts) or len({one.currency for one in told}) > 1:
        return None
    return Amount(sum((one.value for one in told), Decimal(0)), told[0].currency, len(told))


def _one(found: list[Any]) -> str | None:
    return code(found[0]) if found else None


def _amount(found: list[Any]) -> Amount | None:
    if not found or withheld(found[0].text):
        return None
    value = number(found[0].text)
    return None if value is None else Amount(value, found[0].get("currencyID"))
