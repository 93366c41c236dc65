"""Names that Windows cannot store are changed, all others are left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.cli.check_pages import page_names
from circular.documents.storable import storable

DEVICES = ("con", "NUL", "aux.docx", "Com1.txt", "lpt9", "PRN.tar.gz")


@pytest.mark.parametrize("name", DEVICES)
def test_a_device_is_never_a_file(name: str) -> None:
    assert storable(name) == f"_{name}"


@pytest.mark.parametrize(
    "name", ["Bilag 4 – krav & priser (æøå).docx", "konto.md", "console.txt", ".htaccess", "com10"]
)
def test_other_names_are_left_alone(name: str) -> None:
    assert storable(name) == name


@given(st.text(max_size=40))
def test_any_name_can_be_stored(name: str) -> None:
    said = storable(name)
    assert said and said == storable(said)
    assert not re.search(r'[<>:"|?*\x00-\x1f]', said) and said[-1] not in ". "


@pytest.mark.parametrize("name", [name.partition(".")[0] for name in DEVICES])
def test_no_page_is_called_as_a_device(name: str) -> None:
    (page,) = page_names([name])
    assert storable(page) == page
