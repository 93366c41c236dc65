"""Notices are read exactly, and whatever is no notice is refused in one line."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.documents import read
from circular.documents.notice import notice_of
from circular.rulebook.facts_of_notice import price_only, strategic_of, weights_of
from tests.notices.made_notices import lot, notice

HALVES = (("price", "33.3", "per-exa"), ("quality", "66.7", "per-exa"))
FULL = notice(lot(criteria=HALVES, tags=[("strategic-procurement", "env-imp")]))


def test_a_notice_is_told_with_its_lots() -> None:
    found, texts = notice_of(notice(lot(criteria=HALVES, tags=[("strategic-procurement", " env-imp\n")])), "n.xml")
    assert (found.subtype, found.version, str(found.published)) == ("16", "eforms-sdk-1.10", "2026-03-01")
    (one,) = found.lots
    assert (one.title, one.cpv, one.nature, one.strategic) == ("Borde", ("39120000",), "supplies", ("env-imp",))
    assert [(c.kind, c.weight, c.share) for c in one.criteria] == [("price", Decimal("33.3"), Decimal("33.30")), ("quality", Decimal("66.7"), Decimal("66.70"))]  # fmt: skip
    assert any("Nye borde." in block.text and "[1]" in (block.place.xpath or "") for block in texts.blocks)


@pytest.mark.parametrize(
    ("weights", "state", "total"),
    [
        (HALVES, "told", Decimal("100.0")),
        ((("price", "40", "per-exa"), ("quality", "40", "per-exa")), "told", Decimal(80)),
        ((("price", "-1", "per-exa"), ("quality", "-1", "unpublished")), "withheld", None),
        ((("price", "0", "per-exa"), ("quality", "0", "per-exa")), "all_zero", Decimal(0)),
        ((("price", "1", "per-exa"), ("quality", "1", "per-exa")), "all_one", Decimal(2)),
        ((("price", "60", "poi-exa"), ("quality", "20", "poi-exa")), "none", None),
    ],
)
def test_weights_stand_as_they_are(
    weights: tuple[tuple[str, str, str], ...], state: str, total: Decimal | None
) -> None:
    (one,) = notice_of(notice(lot(criteria=weights)), "n.xml")[0].lots
    assert weights_of(one) == (state, total)


def test_absent_and_none_are_told_apart() -> None:
    found, _ = notice_of(notice(lot(), lot(tags=[("strategic-procurement", "none")])), "n.xml")
    assert [strategic_of(one) for one in found.lots] == ["absent", "none"]
    assert [price_only(one) for one in found.lots] == [None, None]


UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CBC = f'xmlns:cbc="{UBL}CommonBasicComponents-2"'
BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
HTML = b"<html><head><title>404</title></head><body>Not found</body></html>"


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (notice(lot())[:900], "unreadable", "broken or cut off"),
        (notice(lot())[:-3], "unreadable", "broken or cut off"),
        (notice(lot())[:160], "unreadable", "broken or cut off"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><ContractNotice>&b;</ContractNotice>', "unreadable", "document type"),
        (f'<?xml version="1.0"?><!-- <a> --><!DOCTYPE a [<!ENTITY b0 "x">{BOMB}]><ContractNotice a="&b11;">&b11;</ContractNotice>'.encode(), "unreadable", "document type"),
        (b'<!DOCTYPE ContractNotice SYSTEM "http://127.0.0.1:9/a.dtd"><ContractNotice/>', "unreadable", "document type"),
        (f'<?xml version="1.0"?><Invoice xmlns="{UBL}Invoice-2"/>'.encode(), "unsupported", "UBL (Invoice)"),
        (f'<?xml version="1.0"?><x:Order xmlns:x="{UBL}Order-2" {CBC}><cbc:ID>1</cbc:ID></x:Order>'.encode(), "unsupported", "UBL (Order)"),
        (f'<?xml version="1.0"?><CallForTenders xmlns="{UBL}CallForTenders-2" {CBC}><cbc:CustomizationID>urn:fdc:peppol.eu:prac:trns:t005:1.1</cbc:CustomizationID></CallForTenders>'.encode(), "unsupported", "Peppol (CallForTenders)"),
        (f'<?xml version="1.0"?><ContractNotice xmlns="{UBL}ContractNotice-2" {CBC}><cbc:CustomizationID>urn:fdc:peppol.eu:prac:trns:t014:1.1</cbc:CustomizationID></ContractNotice>'.encode(), "unsupported", "Peppol (ContractNotice)"),
        (f'<?xml version="1.0"?><QualificationApplicationRequest xmlns="{UBL}QualificationApplicationRequest-2"/>'.encode(), "unsupported", "ESPD (QualificationApplicationRequest)"),
        (b'<?xml version="1.0"?><ns:ESPDResponse xmlns:ns="urn:grow:names:specification:ubl:schema:xsd:ESPDResponse-1"/>', "unsupported", "ESPD (ESPDResponse)"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "unsupported", "XML (rss)"),
        (HTML, "unsupported", "an error page (HTML), not a notice"),
        (b"<!DOCTYPE html>\n" + HTML, "unsupported", "an error page (HTML), not a notice"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">' + HTML, "unsupported", "an error page (HTML), not a notice"),
        (b"\xef\xbb\xbf\r\n<HTML><BODY>502 Bad Gateway</BODY></HTML>", "unsupported", "an error page (HTML), not a notice"),
        (b"<body><h1>503</h1></body>", "unsupported", "an error page (HTML), not a notice"),
        (b"", "unreadable", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_notice_is_refused_in_one_line(tmp_path: Path, content: bytes, status: str, words: str) -> None:
    path = tmp_path / "n.xml"
    path.write_bytes(content)
    (document,) = read([path])
    assert document.status == status
    assert document.why and document.why_en and "\n" not in document.why and "\n" not in document.why_en
    assert words in document.why_en
    assert not document.blocks and document.notice is None


def test_a_web_page_that_is_called_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "n.html").write_bytes(HTML)
    (document,) = read([tmp_path / "n.html"])
    assert (document.status, document.kind) == ("read", "html")


@given(st.integers(1, len(FULL) - 1))
def test_a_notice_cut_off_anywhere_is_refused_and_never_half_read(at: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.xml"
        path.write_bytes(FULL[:at])
        (document,) = read([path])
    assert document.status in ("unreadable", "unsupported")
    assert document.why and "\n" not in document.why


@given(st.integers(0, len(FULL) - 1), st.binary(max_size=3))
def test_a_damaged_notice_never_stops_the_reader(at: int, put: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.xml"
        path.write_bytes(FULL[:at] + put + FULL[at + 1 :])
        (document,) = read([path])
    assert "gik i stå" not in (document.why or "")


def test_every_real_notice_is_read(shared: Path) -> None:
    for path in sorted((shared / "samples" / "notices").glob("*.xml")):
        (document,) = read([path])
        assert (document.status, document.notice is not None) == ("read", True), path.name


def test_the_title_of_a_notice_gives_its_text_no_role() -> None:
    sentence = "Såfremt kommunen modtager flere egnede ansøgninger, vil kommunen begrænse antallet ud fra kriterierne."
    _, texts = notice_of(notice(lot(text=sentence, title="Rammeaftale: kontrakt og krav om møbler")), "n.xml")
    (block,) = [block for block in texts.blocks if block.text == sentence]
    assert block.heading_path == ()
    assert block.place.heading == "LOT-0001 Rammeaftale: kontrakt og krav om møbler"
    from circular.clauses import detect
    from circular.documents.model import Document

    assert not detect(Document(file="n.xml", kind="notice", blocks=tuple(texts.blocks)))


@pytest.mark.parametrize(
    ("field", "role"), [("term", "contract_term"), ("selection", "selection_criterion"), ("award", "award_criterion")]
)
def test_each_field_gives_its_text_its_role(field: str, role: str) -> None:
    from circular.clauses import detect
    from circular.documents.model import Document
    from circular.documents.notice_text import Texts

    texts = Texts("n.xml")
    texts.language = "DAN"
    getattr(texts, field)("/ContractNotice/x", "Emballagen skal tages retur af leverandøren og genbruges.")
    found = detect(Document(file="n.xml", kind="notice", blocks=tuple(texts.blocks)))
    assert {clause.role for clause in found} == {role}
    assert {clause.place.xpath for clause in found} == {"/ContractNotice/x"}


@pytest.mark.slow
def test_findings_are_the_same_with_one_process_and_with_two(shared: Path) -> None:
    from datetime import date

    from circular.checking import Told, cases_of
    from circular.cli.streaming import Setup, lines

    cases = cases_of([shared / "samples" / "notices"], each=True)
    setup = Setup((), (), None, Told(), date(2026, 11, 24), "da", ("must",))
    alone = list(lines(cases, setup, 1))
    assert alone == list(lines(cases, setup, 2))
    assert len(alone) == len(cases) > 60


@pytest.mark.parametrize(
    "root", ["ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice"]
)
@pytest.mark.parametrize("version", ["eforms-sdk-1.3", "eforms-sdk-1.7", "eforms-sdk-1.16", "eforms-sdk-1.10#extended"])
def test_every_root_of_eforms_is_read(tmp_path: Path, root: str, version: str) -> None:
    content = notice(lot(criteria=HALVES), lot(scheme="Part", name="PAR-0001")).decode()
    path = tmp_path / "n.xml"
    path.write_text(content.replace("ContractNotice", root).replace("eforms-sdk-1.10", version), encoding="utf-8")
    (document,) = read([path])
    assert document.notice is not None
    assert (document.notice.root, document.notice.version) == (root, version)
    assert [(one.id, one.scheme) for one in document.notice.lots] == [("LOT-0001", "Lot"), ("PAR-0001", "Part")]
