"""Fields of real notices as a person read them in the XML, not as any program did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circular.documents.notice import notice_of


@dataclass(frozen=True)
class Read:
    """What a person read in one file; of the lots the first."""

    root: str
    country: str
    language: str
    published: date
    procedure: str | None
    nature: str
    cpv: str
    """The main code."""
    codes: int
    lots: int
    lot: str
    criteria: tuple[tuple[str | None, str | None, str | None], ...] = ()
    """(kind, weight, unit) of the criteria of the first lot."""
    value: str | None = None
    currency: str | None = None
    deadline: date | None = None
    url: str | None = None
    strategic: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    gpp: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    subtype: str | None = None
    version: str | None = None
    more: dict[str, object] = field(default_factory=dict)


CN = "ContractNotice"
READ = {
    "607462-2024": Read(
        CN, "PRT", "POR", date(2024, 10, 7), "open", "supplies", "34121000", 1, 1, "LOT-0001", (("price", "1", "poi-exa"),),
        value="278000", currency="EUR", deadline=date(2024, 11, 1), url="https://www.vortal.biz/", strategic=("none",),
        impact=("other",), gpp=("none",), social=("other",), subtype="16", version="eforms-sdk-1.7",
    ),
    "649907-2023": Read(
        CN, "DNK", "DAN", date(2023, 10, 23), "open", "services", "72000000", 10, 1, "LOT-0000",
        (("price", "20", "per-exa"), ("quality", "70", "per-exa"), ("quality", "10", "per-exa")), deadline=date(2023, 11, 22),
        url="https://permalink.mercell.com/214897080.aspx", subtype="23", version="eforms-sdk-1.7",
        more={"title": "Service Management System"},
    ),
    "646927-2024": Read(
        CN, "DNK", "DAN", date(2024, 10, 23), "neg-w-call", "services", "90500000", 6, 1, "LOT-0000",
        (("price", "40", "poi-exa"), ("quality", "60", "poi-exa")), value="14000000", currency="DKK", deadline=date(2024, 11, 5),
        url="https://eu.eu-supply.com/app/rfq/rwlentrance_s.asp?PID=415036&B=", subtype="11", version="eforms-sdk-1.10",
        more={"title": "Rammeaftale vedr. Affaldshåndtering"},
    ),
    "215378-2024": Read(
        "ContractAwardNotice", "DNK", "DAN", date(2024, 4, 9), "restricted", "services", "77000000", 6, 1, "LOT-0000",
        (("price", None, None),), subtype="29", version="eforms-sdk-1.7",
    ),
    "453076-2024": Read(
        CN, "FRA", "FRA", date(2024, 7, 26), "open", "supplies", "15893000", 1, 1, "LOT-0001",
        (("price", "1.00", "ord-imp"), ("quality", None, None)), value="15588823", currency="EUR", deadline=date(2024, 9, 27),
        url="http://klekoon.com", impact=("other",), subtype="16", version="eforms-sdk-1.10",
    ),
    "188538-2024": Read(
        CN, "SVN", "SLV", date(2024, 3, 28), "open", "supplies", "30125100", 3, 1, "LOT-0000",
        (("price", "50.0000", "poi-exa"), ("quality", "50.0000", "poi-exa")), deadline=date(2024, 4, 8), impact=("other",),
        url="https://www.enarocanje.si/api/datoteka/get?id=Mjc0ODE4O1JhenBpc25hX2Rva3VtZW50YWNpamFf",
        social=("other",), subtype="16", version="eforms-sdk-1.6", more={"title": "Nabava potrošnega materiala za tiskanje"},
    ),
    "428003-2024": Read(
        CN, "BEL", "NLD", date(2024, 7, 15), "neg-w-call", "services", "72212180", 1, 1, "LOT-0001",
        (("cost", None, None), ("quality", None, None)), deadline=date(2024, 8, 19), subtype="20", version="eforms-sdk-1.8",
    ),
    "471892-2021": Read(
        "F05_2014", "EST", "EST", date(2021, 9, 17), "restricted", "supplies", "44921200", 1, 1, "1", (("price", None, None),),
        deadline=date(2021, 10, 19), url="https://riigihanked.riik.ee/rhr-web/#/procurement/3652156/general-info",
        more={"title": "Kustutamata lubja ostmine", "buyer": "Enefit Power AS", "buyer_id": "10579981"},
    ),
    "088525-2021": Read(
        "F05_2014", "FRA", "FRA", date(2021, 2, 19), "restricted", "services", "71240000", 4, 1, "1",
        (("quality", "40", "free"), ("quality", "30", "free"), ("cost", "30", "free")), deadline=date(2021, 3, 15),
        url="http://tisseo.marches-publics.info/",
        more={"buyer": "Société de la mobilité de l'agglomération toulousaine", "legal_basis": "32014L0025"},
    ),
    "518437-2019": Read(
        "F21_2014", "DNK", "DAN", date(2019, 10, 31), None, "services", "79713000", 1, 2, "1", value="16000000.00", currency="DKK",
        deadline=date(2019, 12, 2), url="http://eu.eu-supply.com/app/rfq/rwlentrance_s.asp?PID=253906&B=REGIONNORD",
        more={"title": "Udbud af vægter", "buyer": "Region Nordjylland"},
    ),
    "150631-2022": Read(
        "F22_2014", "DNK", "ENG", date(2022, 3, 22), "oth-mult", "services", "79100000", 2, 3, "1", value="21500000.00", currency="EUR",
        deadline=date(2022, 4, 25), url="https://www.orstedprocurement.com/web/login.html",
        more={"title": "Tender for German Legal Services to Ørsted", "buyer": "Ørsted Services A/S"},
    ),
    "049838-2022": Read(
        "F15_2014", "DNK", "DAN", date(2022, 1, 28), "neg-wo-call", "services", "98390000", 2, 1, "1",
        (("quality", "60", "free"), ("price", "40", "free")), value="1500000.00", currency="DKK", more={"buyer": "Energistyrelsen"},
    ),
    "204847-2021": Read(
        "F01_2014", "DEU", "DEU", date(2021, 4, 26), "neg-w-call", "works", "45210000", 1, 2, "1", deadline=date(2021, 5, 31),
        more={"buyer": "Städtisches Klinikum Brandenburg GmbH"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_notice_says_what_a_person_reads(shared: Path, name: str) -> None:
    found, _ = notice_of((shared / "samples" / "notices" / f"{name}.xml").read_bytes(), name)
    read = READ[name]
    lots = [one for one in found.lots if one.scheme == "Lot"]
    first = lots[0]
    assert (found.root, found.country, found.language, found.published) == (read.root, read.country, read.language, read.published)  # fmt: skip
    assert (found.procedure, found.nature) == (read.procedure, read.nature)
    assert (found.cpv[0], len(found.cpv)) == (read.cpv, read.codes)
    assert (found.value, found.currency) == (Decimal(read.value) if read.value else None, read.currency)
    assert (len(lots), first.id, first.deadline) == (read.lots, read.lot, read.deadline)
    assert (first.documents_url or "").startswith(read.url or "") and bool(first.documents_url) == bool(read.url)
    told = tuple((one.kind, str(one.weight) if one.weight is not None else None, one.unit) for one in first.criteria)
    assert told == read.criteria
    assert (first.strategic, first.impact, first.gpp, first.social) == (read.strategic, read.impact, read.gpp, read.social)  # fmt: skip
    if found.form == "eforms":
        assert (found.subtype, found.version, found.publication_id) == (read.subtype, read.version, f"00{name}")
    for key, value in read.more.items():
        assert getattr(found, key) == value


def test_at_least_twelve_were_read() -> None:
    assert len(READ) >= 12
