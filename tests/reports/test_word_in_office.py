"""LibreOffice opens the Word copy, sees every comment at the same words, and writes it out again as Word and PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from word_checking import DAY, enclosed

from circular.checking import check
from circular.documents import read
from circular.documents.docx import read_docx
from circular.remedies import remedied
from circular.reports.check_word import commented

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
NAME = "Udbudsbetingelser.docx"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = check(root / "examples" / "udbud-skole", as_of=DAY)[0]
    assert case.report is not None
    case = replace(case, report=remedied(case.report))
    file = tmp_path_factory.mktemp("word") / NAME
    file.write_bytes(commented((root / "examples" / "udbud-skole" / NAME).read_bytes(), NAME, case, "da"))
    return file


def converted(file: Path, kind: str) -> Path:
    profile = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    target = file.parent / "converted"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(target), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target / f"{file.stem}.{kind}"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def annotated(odt: Path) -> Iterator[str]:
    """The words that each comment of an OpenDocument text encloses, in the order of their beginnings."""
    with zipfile.ZipFile(odt) as package:
        root = etree.fromstring(package.read("content.xml"))
    open_ones: dict[str, list[str]] = {}
    order: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.get(f"{OFFICE}name", "")
        if event == "start" and element.tag == f"{OFFICE}annotation":
            order.append(name)
            open_ones[name] = []
        elif event == "start" and element.tag == f"{OFFICE}annotation-end":
            open_ones[name].append("\0")
        inside = next(element.iterancestors(f"{OFFICE}annotation"), None) is not None
        text = element.text if event == "start" and not inside and element.tag != f"{OFFICE}annotation" else element.tail if event == "end" and not inside else None  # fmt: skip
        for said in open_ones.values():
            if text and "\0" not in said:
                said.append(text)
    return ("".join(open_ones[name]).rstrip("\0") for name in order)


def test_every_comment_is_at_the_same_words(copy: Path) -> None:
    content = copy.read_bytes()
    comments = read_docx(content, NAME).comments
    ours = sorted(squeezed(enclosed(content, number)) for number in range(len(comments)))
    theirs = sorted(squeezed(said) for said in annotated(converted(copy, "odt")))
    assert theirs == ours


def test_it_reads_the_same_after_a_round_trip(copy: Path) -> None:
    again = read_docx(converted(copy, "docx").read_bytes(), NAME)
    before = read_docx(copy.read_bytes(), NAME)
    assert [block.text for block in again.blocks if block.place.part == "body"] == [block.text for block in before.blocks if block.place.part == "body"]  # fmt: skip
    assert sorted(squeezed(block.text) for block in again.comments) == sorted(squeezed(block.text) for block in before.comments)  # fmt: skip


def test_it_prints(copy: Path) -> None:
    (document,) = read([converted(copy, "pdf")])
    assert document.status == "read" and (document.pages or 0) >= 10
