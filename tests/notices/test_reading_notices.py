"""Notices are read exactly, and whatever is no notice is refused in one line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from circular.documents import read
from circular.documents.notice import notice_of
from circular.rulebook.facts_of_notice import price_only, strategic_of, weights_of
from tests.notices.made import lot, notice

HALVES = (("price", "33.3", "per-exa"), ("quality", "66.7", "per-exa"))


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


@pytest.mark.parametrize(
    "content",
    [
        notice(lot())[:900],
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><ContractNotice>&b;</ContractNotice>',
        b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    ],
    ids=["cut off", "entities", "other UBL"],
)
def test_what_is_no_notice_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "n.xml"
    path.write_bytes(content)
    (document,) = read([path])
    assert document.status in ("unreadable", "unsupported")
    assert document.why and document.why_en and "\n" not in document.why


def test_every_real_notice_is_read(shared: Path) -> None:
    for path in sorted((shared / "samples" / "notices").glob("*.xml")):
        (document,) = read([path])
        assert (document.status, document.notice is not None) == ("read", True), path.name
