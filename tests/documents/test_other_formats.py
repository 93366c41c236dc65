"""What is not read is named as what it is, with what to do; an archive with a folder `word` is an archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx_files import docx, p

from circular.documents import read

DEMAND = "Mindst 30 af kommunens mursten skal genbruges"


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
NOT_READ = {
    "a.odg": (package({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<a/>"}), "drawings"),
    "a.epub": (package({"mimetype": "application/epub+zip", "META-INF/container.xml": "<a/>"}), "e-books"),
    "a.vsdx": (package({"[Content_Types].xml": "<a/>", "visio/document.xml": "<a/>"}), "drawings"),
    "a.pages": (package({"Index/Document.iwa": b"\x00\x01", "preview.jpg": b"\xff\xd8"}), "Apple"),
    "a.pptx": (package({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "presentations"),
    "a.odp": (package({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "presentations"),
    "a.rtf": (b"{\\rtf1 Mindst 30}", "RTF"),
    "a.fodt": (f'<?xml version="1.0"?><office:document xmlns:office="{OFFICE}" office:mimetype="application/vnd.oasis.opendocument.text"/>'.encode(), ".odt"),
    "flat.xml": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', ".docx"),
    "w2003.xml": (b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', ".docx"),
    "x2003.xml": (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', ".xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_READ)
def test_it_is_named_once_with_what_to_do(name: str, tmp_path: Path) -> None:
    content, word = NOT_READ[name]
    (tmp_path / name).write_bytes(content)
    (document,) = read([tmp_path], isolate=False)
    assert document.status == "unsupported"
    assert word in (document.why_en or "") and document.why != document.why_en


@pytest.mark.parametrize("folder", ["word", "xl", "ppt", "Index"])
def test_an_archive_with_a_folder_of_that_name_is_an_archive(folder: str, tmp_path: Path) -> None:
    (tmp_path / "udbud.zip").write_bytes(package({f"{folder}/krav.docx": docx(p(DEMAND)), f"{folder}/a.txt": "Hej."}))
    documents = {document.file: document for document in read([tmp_path], isolate=False)}
    (found,) = [document for name, document in documents.items() if name.endswith("krav.docx")]
    assert DEMAND in found.blocks[0].text
