"""The PDF: made without system fonts, the same every time, and what a document says is never read as markup."""

from __future__ import annotations

import builtins
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from word_checking import DAY

from circular.checking import Checked, check
from circular.faults import Fault
from circular.language import Language
from circular.reports.check_pdf import check_pdf

pytestmark = pytest.mark.usefixtures("documents_read_here")

pytest.importorskip("typst")


@pytest.fixture(scope="module")
def case(root: Path) -> Checked:
    return check(root / "examples" / "udbud-skole", as_of=DAY)[0]


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.mark.parametrize(("language", "said"), [("da", "holder ikke"), ("en", "falls short")])
def test_every_finding_to_look_at_is_in_it(case: Checked, language: Language, said: str) -> None:
    text = words(check_pdf([case], language))
    assert case.report is not None and said in text
    for finding in case.report.findings:
        if finding.verdict in ("fail", "unknown"):
            assert f"{finding.code} {finding.name}" in text


def test_it_is_the_same_every_time_and_tells_screen_readers_its_language(case: Checked) -> None:
    first, second = check_pdf([case], "da"), check_pdf([case], "da")
    assert first == second
    assert b"/Lang (da" in first or b"/Lang(da" in first
    assert b"/MarkInfo" in first


@pytest.mark.parametrize(
    "name", ["#panic()", "*x* _y_ $z$", "]#let a = 1[", "= overskrift", '"; \\u{0041}', "a\x00\u202eb"]
)
def test_markup_in_a_name_is_text(case: Checked, name: str) -> None:
    text = words(check_pdf([replace(case, name=name, documents=(), tender=None)], "da"))
    assert name.replace("\x00\u202e", "��").split()[0] in text


def test_a_case_that_could_not_be_judged_says_why(case: Checked) -> None:
    broken = replace(case, report=None, fault=Fault("a.docx", "", ("filen er tom", "the file is empty")))
    assert "a.docx: filen er tom" in words(check_pdf([broken], "da"))


def test_without_typst_the_extra_is_named(case: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Fault) as told:
        check_pdf([case], "da")
    assert "[pdf]" in told.value.told("da")
