"""A municipality's own Word template is filled in a sandbox, and may not ask for what there is not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from circular.drafting import load_clauses
from circular.drafting.compose import TenderDraft, compose_tender
from circular.drafting.own_template import fill_template
from circular.faults import Fault

pytest.importorskip("docxtpl")


def tender() -> TenderDraft:
    return compose_tender("it", "basis", load_clauses(), language="da")


def template(tmp_path: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(tmp_path / "skabelon.docx"))
    return tmp_path / "skabelon.docx"


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_demands_and_criteria_are_filled_in(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "{{ title }}",
        "{% for demand in minimum_requirements %}{{ demand.id }} {{ demand.text }}; {% endfor %}",
        "{% for one in criteria %}{{ one.name }} {{ one.weight }}; {% endfor %}",
    )
    said = text_of(fill_template(path, tender()))
    assert "it-udstyr" in said and "MK-01 " in said and "Cirkulær økonomi 10; " in said and "{{" not in said


@pytest.mark.parametrize(
    "attack",
    [
        "{{ nothing }}",
        "{{ minimum_requirements[0].nothing }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{% import 'os' as os %}",
        "{% for x in %}",
    ],
)
def test_what_is_unknown_or_unsafe_is_refused(tmp_path: Path, attack: str) -> None:
    with pytest.raises(Fault, match=r"cannot be filled|is not a Word template"):
        fill_template(template(tmp_path, attack), tender())


def test_the_names_that_may_be_used_are_told(tmp_path: Path) -> None:
    with pytest.raises(Fault) as told:
        fill_template(template(tmp_path, "{{ nothing }}"), tender())
    assert "minimum_requirements" in told.value.hint


def test_what_is_no_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"not a zip")
    with pytest.raises(Fault, match="is not a Word template"):
        fill_template(tmp_path / "x.docx", tender())
    with pytest.raises(Fault, match="does not exist"):
        fill_template(tmp_path / "y.docx", tender())


def test_marks_of_xml_in_a_text_stay_text(tmp_path: Path) -> None:
    told = {"buyer": "Nord & Syd <w:p/>"}
    drafted = compose_tender("it", "basis", load_clauses(), language="da", settings=told)
    assert "Nord & Syd <w:p/> udbyder" in text_of(fill_template(template(tmp_path, "{{ about[0] }}"), drafted))
