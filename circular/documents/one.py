"""Reads one file in the process at hand; whatever goes wrong becomes the document's status."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from circular.documents.encoding import decode
from circular.documents.failure import Unreadable, encrypted
from circular.documents.model import Document, Kind
from circular.documents.sniff import sniff

MOST_BYTES = 400_000_000

_UNSUPPORTED: dict[str, tuple[str, str]] = {
    "doc": ("gamle Word-filer (.doc) læses ikke; gem den som .docx", "old Word files (.doc) are not read; save it as .docx"),
    "rtf": ("RTF-filer læses ikke; gem den som .docx", "RTF files are not read; save it as .docx"),
    "odt": ("OpenDocument-tekst (.odt) læses ikke endnu; gem den som .docx", "OpenDocument text (.odt) is not read yet; save it as .docx"),
    "ods": ("OpenDocument-regneark (.ods) læses ikke endnu; gem det som .xlsx", "OpenDocument sheets (.ods) are not read yet; save it as .xlsx"),
    "msg": ("Outlook-mails (.msg) læses ikke; gem teksten som .docx eller .txt", "Outlook mails (.msg) are not read; save the text as .docx or .txt"),
    "mail": ("mails (.eml) læses ikke endnu; gem teksten som .txt", "mails (.eml) are not read yet; save the text as .txt"),
    "html": ("websider (.html) læses ikke endnu; gem den som .docx eller .pdf", "web pages (.html) are not read yet; save it as .docx or .pdf"),
    "xml": ("XML-filer læses ikke som udbudstekst", "XML files are not read as tender text"),
    "json": ("JSON-filer læses ikke som udbudstekst", "JSON files are not read as tender text"),
    "yaml": ("YAML-filer uden `circular: building/1` læses ikke", "YAML files without `circular: building/1` are not read"),
    "settings": ("indstillinger (.toml) læses ikke som udbudstekst", "settings (.toml) are not read as tender text"),
    "ifc": ("bygningsmodeller (.ifc) læses ikke som udbudstekst", "building models (.ifc) are not read as tender text"),
    "zip": ("pakkede filer læses ikke endnu; pak den ud først", "packed files are not read yet; unpack it first"),
    "slides": ("præsentationer læses ikke; gem den som .pdf", "presentations are not read; save it as .pdf"),
    "picture": ("billeder læses ikke; tekst i et billede skal sendes som tekst", "pictures are not read; hand in their text as text"),
    "program": ("filen er et program og læses ikke", "the file is a program and is not read"),
    "other": ("filtypen kendes ikke", "the file type is not known"),
}  # fmt: skip
_KINDS: dict[str, Kind] = {"docx": "docx", "pdf": "pdf", "xlsx": "xlsx", "xlsb": "xlsx", "xls": "xlsx", "csv": "csv", "markdown": "markdown", "text": "text", "odt": "odt", "ods": "ods", "html": "html", "mail": "mail"}  # fmt: skip


def read_one(path: Path, file: str) -> Document:
    """One file as a Document; never raises for what the file holds."""
    kind = "other"
    digest = None
    try:
        content = _content(path)
        digest = hashlib.sha256(content).hexdigest()
        kind = sniff(content, path.name)
        document = _reader(kind)(content, file)
        return document.model_copy(update={"sha256": digest})
    except Unreadable as failure:
        said = (failure.da, failure.en, failure.status)
    except MemoryError:
        said = ("der er for lidt hukommelse til filen", "there is too little memory for the file", "unreadable")
    except RecursionError:
        said = ("filen er indlejret for dybt", "the file is nested too deep", "unreadable")
    except Exception as error:  # a bug in a reader must not take the other documents with it
        name = type(error).__name__
        said = (f"læseren gik i stå ({name})", f"the reader stopped ({name})", "unreadable")
    da, en, status = said
    return Document(
        file=file, kind=_KINDS.get(kind, "other"), status=status, why=da, why_en=en, sha256=digest
    )  # fmt: skip


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("er ikke en almindelig fil", "is not an ordinary file", "unsupported")
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(
                f"filen er større end {MOST_BYTES // 1_000_000} MB",
                f"the file is larger than {MOST_BYTES // 1_000_000} MB",
            )
        return path.read_bytes()
    except PermissionError:
        raise Unreadable("der er ikke adgang til filen", "access to the file is denied") from None
    except OSError:
        raise Unreadable("filen kan ikke åbnes", "the file cannot be opened") from None


def _reader(kind: str) -> Callable[[bytes, str], Document]:
    """The reader of a kind; imported only when it is needed."""
    if kind == "docx":
        from circular.documents.docx import read_docx

        return read_docx
    if kind == "pdf":
        from circular.documents.pdf import read_pdf

        return read_pdf
    if kind == "xlsx":
        from circular.documents.xlsx import read_xlsx

        return read_xlsx
    if kind in ("xls", "xlsb"):
        from circular.documents.old_sheets import read_old_sheets

        return read_old_sheets
    if kind == "csv":
        from circular.documents.csv_table import read_csv

        return read_csv
    if kind in ("text", "markdown"):
        return _read_markdown if kind == "markdown" else _read_text
    if kind == "building":
        return lambda _, file: Document(file=file, kind="building")
    if kind == "portfolio":
        return lambda _, file: Document(file=file, kind="portfolio")
    if kind == "empty":
        raise Unreadable("filen er tom", "the file is empty")
    if kind == "encrypted":
        raise encrypted()
    raise Unreadable(*_UNSUPPORTED.get(kind, _UNSUPPORTED["other"]), status="unsupported")


def _read_text(content: bytes, file: str, markdown: bool = False) -> Document:
    from circular.documents.text import document_from_text

    text, replaced = decode(content)
    document = document_from_text(text, file, markdown=markdown)
    if not replaced:
        return document
    why = {"why": "nogle tegn kunne ikke læses", "why_en": "some characters could not be read"}
    return document.model_copy(update={"status": "partly_read", **why})


def _read_markdown(content: bytes, file: str) -> Document:
    return _read_text(content, file, markdown=True)
