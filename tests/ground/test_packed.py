"""The same content is the same file, whatever the time of day."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from circular.building.workbook_out import workbook_bytes
from circular.optimise import portfolio_workbook
from circular.packed import reproducible, sheets_packed


def book() -> Workbook:
    made = Workbook()
    made.active.append(["Tegl", 2.5])  # type: ignore[union-attr]
    return made


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    calls = iter(range(10_000))
    monkeypatch.setattr(time, "time", lambda: now() + 3600 * next(calls))


@pytest.mark.usefixtures("an_hour_later")
@pytest.mark.parametrize("make", [lambda: sheets_packed(book()), workbook_bytes, portfolio_workbook.workbook_bytes])
def test_a_workbook_does_not_tell_the_time(make: object) -> None:
    assert callable(make)
    first, second = make(), make()
    assert first == second
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert load_workbook(io.BytesIO(first)).properties.modified == load_workbook(io.BytesIO(first)).properties.created


def test_what_is_packed_again_holds_the_same_in_the_order_word_expects() -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for name in ("word/document.xml", "[Content_Types].xml", "_rels/.rels"):
            archive.writestr(name, name * 40)
    with zipfile.ZipFile(io.BytesIO(reproducible(plain.getvalue()))) as packed:
        assert packed.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert all(packed.read(name).decode() == name * 40 for name in packed.namelist())
