"""What a result notice was awarded for is read with its currency, for the whole and for each lot; nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circular.checking import check_case
from circular.documents.notice import notice_of
from circular.documents.notice_model import Notice
from circular.register import judgement_of_case
from circular.reports.check_json import case_json
from circular.rulebook import load_rules
from tests.notices.made_notices import lot, notice
from tests.notices.made_ted import export, form_2014


def tender(name: str, of: str, amount: str | None, currency: str = "DKK") -> str:
    value = f'<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="{currency}">{amount}</cbc:PayableAmount></cac:LegalMonetaryTotal>' if amount else ""  # fmt: skip
    return f'<efac:LotTender><cbc:ID schemeName="tender">{name}</cbc:ID>{value}<efac:TenderLot><cbc:ID>{of}</cbc:ID></efac:TenderLot></efac:LotTender>'  # fmt: skip


def won(of: str, *tenders: str, framework: bool = False, code: str = "selec-w") -> str:
    named = "".join(f"<efac:LotTender><cbc:ID>{one}</cbc:ID></efac:LotTender>" for one in tenders)
    frame = '<efac:FrameworkAgreementValues><cbc:MaximumValueAmount currencyID="DKK">9</cbc:MaximumValueAmount></efac:FrameworkAgreementValues>' if framework else ""  # fmt: skip
    return f"<efac:LotResult><cbc:TenderResultCode>\n {code}\n</cbc:TenderResultCode>{frame}{named}<efac:TenderLot><cbc:ID>{of}</cbc:ID></efac:TenderLot></efac:LotResult>"  # fmt: skip


def signed(*tenders: str) -> str:
    named = "".join(f"<efac:LotTender><cbc:ID> {one} </cbc:ID></efac:LotTender>" for one in tenders)
    return f"<efac:SettledContract>{named}</efac:SettledContract>"


def content(*parts: str, total: str | None = None, currency: str = "DKK") -> bytes:
    whole = f'<cbc:TotalAmount currencyID="{currency}">{total}</cbc:TotalAmount>' if total else ""
    plain = notice(lot(), lot(name="LOT-0002"), subtype="29").decode()
    result = f"<efac:NoticeResult>{whole}{''.join(parts)}</efac:NoticeResult>"
    return plain.replace("<efac:NoticeSubType>", f"{result}<efac:NoticeSubType>", 1).encode()


def read(*parts: str, total: str | None = None, currency: str = "DKK") -> Notice:
    return notice_of(content(*parts, total=total, currency=currency), "n.xml")[0]


def of_lots(found: Notice) -> list[tuple[Decimal | None, str | None]]:
    return [(one.awarded, one.awarded_currency) for one in found.lots]


def test_whole_and_lots_with_their_currency() -> None:
    found = read(
        tender("TEN-1", "LOT-0001", "100.50"), tender("TEN-2", "LOT-0002", "40", "EUR"), tender("TEN-3", "LOT-0001", "7"),
        won("LOT-0001", "TEN-1", "TEN-3"), won("LOT-0002", "TEN-2"), signed("TEN-1"), signed("TEN-2"), total="140.5000",
    )  # fmt: skip
    assert (found.awarded, found.awarded_currency, found.subtype) == (Decimal("140.5000"), "DKK", "29")
    assert of_lots(found) == [(Decimal("100.50"), "DKK"), (Decimal("40"), "EUR")], "a tender without a contract won nothing"  # fmt: skip


def test_several_contracts_of_a_lot_are_added_but_not_those_of_a_framework_or_of_two_currencies() -> None:
    two = (tender("T1", "LOT-0001", "1.5"), tender("T2", "LOT-0001", "2.5"), signed("T1", "T2"))
    assert of_lots(read(*two))[0] == (Decimal("4.0"), "DKK")
    assert of_lots(read(*two, won("LOT-0001", "T1", "T2", framework=True)))[0] == (None, None)
    shared_out = content(*two).decode().replace("<cac:TenderingTerms>", '<cac:TenderingProcess><cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="framework-agreement">fa-w-rc</cbc:ContractingSystemTypeCode></cac:ContractingSystem></cac:TenderingProcess><cac:TenderingTerms>')  # fmt: skip
    assert of_lots(notice_of(shared_out.encode(), "n.xml")[0])[0] == (None, None)
    assert of_lots(notice_of(shared_out.replace("fa-w-rc", "none").encode(), "n.xml")[0])[0] == (Decimal("4.0"), "DKK")
    mixed = (tender("T1", "LOT-0001", "1"), tender("T2", "LOT-0001", "2", "EUR"), signed("T1"), signed("T2"))
    assert of_lots(read(*mixed))[0] == (None, None)


@pytest.mark.parametrize("amount", ["-1", "unpublished", "mange penge", None])
def test_a_value_that_is_withheld_or_no_number_is_unknown(amount: str | None) -> None:
    found = read(tender("T1", "LOT-0001", amount), signed("T1"), total=amount)
    assert (found.awarded, found.awarded_currency, of_lots(found)[0]) == (None, None, (None, None))


def test_without_a_contract_the_only_tender_that_won_counts_and_a_cancelled_lot_has_none() -> None:
    found = read(tender("T1", "LOT-0001", "5"), tender("T2", "LOT-0002", "6"), won("LOT-0001", "T1"), won("LOT-0002", "T2", code="clos-nw"))  # fmt: skip
    assert of_lots(found) == [(Decimal(5), "DKK"), (None, None)]
    assert of_lots(read(tender("T1", "LOT-0001", "5"), tender("T2", "LOT-0001", "6"), won("LOT-0001", "T1", "T2")))[0] == (None, None)  # fmt: skip


@pytest.mark.parametrize(("currency", "wanted"), [("DKK", 2_500_001), ("EUR", None)])
def test_the_register_and_the_rules_take_the_value_where_it_is_in_kroner(tmp_path: Path, currency: str, wanted: int | None) -> None:  # fmt: skip
    path = tmp_path / "n.xml"
    path.write_bytes(content(total="2500000.75", currency=currency))
    case = check_case("n", [path], load_rules(), as_of=date(2026, 11, 24))
    assert case.tender is not None
    facts = {fact.name: fact.value for fact in case.tender.facts}
    assert facts.get("value_dkk") == (None if wanted is None else Decimal("2500000.75"))
    said = case_json(case, "da")
    assert (said["notice"]["awarded"], said["notice"]["awarded_currency"]) == ("2500000.75", currency)
    assert judgement_of_case(said).value_dkk == wanted


def test_an_estimate_in_kroner_comes_before_what_was_awarded() -> None:
    case = {"value": "1000.4", "currency": "DKK", "awarded": "900", "awarded_currency": "DKK"}
    from circular.register.judged import _notice_value

    assert [_notice_value(one) for one in (case, {**case, "currency": "SEK"}, {**case, "value": None}, None)] == [1000, 900, 900, None]  # fmt: skip


def test_real_result_notices(shared: Path) -> None:
    wanted = {"215267-2024": ("3155764.0000", "EUR"), "215338-2024": ("7239987", "CZK"), "215378-2024": ("574.275", "DKK"), "646399-2024": ("1699983.00", "PLN"), "215519-2024": (None, None)}  # fmt: skip
    for name, (amount, currency) in wanted.items():
        found, _ = notice_of((shared / "samples" / "notices" / f"{name}.xml").read_bytes(), name)
        assert (found.awarded, found.awarded_currency) == (Decimal(amount) if amount else None, currency)
    found, _ = notice_of((shared / "samples" / "notices" / "616514-2024.xml").read_bytes(), "x")
    group = next(one for one in found.lots if one.scheme == "LotsGroup")
    assert (group.awarded, group.lots) == (Decimal(70080), ("LOT-0001", "LOT-0002"))


@pytest.mark.parametrize(("estimated", "wanted"), [(True, Decimal(4000001)), (False, Decimal("3900000.25"))])
def test_the_value_a_ted_notice_was_awarded_for_is_told_beside_the_estimate(estimated: bool, wanted: Decimal) -> None:
    form = form_2014("F03_2014")
    total = "<VAL_TOTAL CURRENCY='DKK'>3900000.25</VAL_TOTAL>"
    guess = "<VAL_ESTIMATED_TOTAL CURRENCY='DKK'>4000001</VAL_ESTIMATED_TOTAL>"
    single = "<AWARD_CONTRACT><AWARDED_CONTRACT><VALUES><VAL_TOTAL CURRENCY='EUR'>7</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>"  # fmt: skip
    form = form.replace(guess, (guess if estimated else "") + total).replace("<LEFTI>", f"{single}<LEFTI>")
    found, _ = notice_of(export(form), "n.xml")
    assert (found.value, found.currency) == (wanted, "DKK")
    assert (found.awarded, found.awarded_currency) == (Decimal("3900000.25"), "DKK")
    assert notice_of(export(form_2014("F02_2014")), "n.xml")[0].awarded is None
