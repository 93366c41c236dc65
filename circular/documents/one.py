"""Reads one file in the process at hand; whatever goes wrong becomes the document's status."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from circular.collection import no_collection
from circular.documents.encoding import decode
from circular.documents.failure import Unreadable, encrypted
from circular.documents.model import Document, Kind
from circular.documents.sniff import sniff

MOST_BYTES = 400_000_000

_UNSUPPORTED: dict[str, tuple[str, str]] = {
    "doc": ("gamle Word-filer (.doc) læses kun med --convert (LibreOffice); brug det, eller gem den som .docx", "old Word files (.doc) are only read with --convert (LibreOffice); use it, or save it as .docx"),
    "rtf": ("RTF-filer læses kun med --convert (LibreOffice); brug det, eller gem den som .docx", "RTF files are only read with --convert (LibreOffice); use it, or save it as .docx"),
    "epd": ("miljøvaredeklarationer læses ikke som udbudstekst; circular materials import henter dem ind", "product declarations are not read as tender text; circular materials import takes them in"),
    "error_page": ("filen er en fejlside (HTML), ikke en bekendtgørelse; hent den igen", "the file is an error page (HTML), not a notice; fetch it again"),
    "json": ("JSON-filer læses ikke som udbudstekst", "JSON files are not read as tender text"),
    "yaml": ("YAML-filer uden `circular: building/1` læses ikke", "YAML files without `circular: building/1` are not read"),
    "settings": ("indstillinger (.toml) læses ikke som udbudstekst", "settings (.toml) are not read as tender text"),
    "ifc": ("filen er ikke en IFC-model, selv om den hedder .ifc", "the file is no IFC model, though it is called .ifc"),
    "slides": ("præsentationer læses ikke; gem den som .pdf", "presentations are not read; save it as .pdf"),
    "foreign": ("tegninger, e-bøger og filer fra Apples programmer læses ikke; gem den som .pdf eller .docx", "drawings, e-books and files of Apple's programs are not read; save it as .pdf or .docx"),
    "picture": ("billeder læses ikke; tekst i et billede skal sendes som tekst", "pictures are not read; hand in their text as text"),
    "program": ("filen er et program og læses ikke", "the file is a program and is not read"),
    "packed": ("arkiver af typen 7z, rar, tar og gz læses ikke; pak det ud, eller brug zip", "7z, rar, tar and gz archives are not read; unpack it, or use zip"),
    "other": ("filtypen kendes ikke", "the file type is not known"),
}  # fmt: skip
_KINDS: dict[str, Kind] = {"docx": "docx", "pdf": "pdf", "xlsx": "xlsx", "xlsb": "xlsx", "xls": "xlsx", "csv": "csv", "markdown": "markdown", "text": "text", "odt": "odt", "ods": "ods", "html": "html", "mail": "mail", "msg": "mail", "zip": "archive", "packed": "archive", "notice": "notice", "doc": "doc", "rtf": "rtf"}  # fmt: skip


def read_one(path: Path, file: str, keys: Sequence[str] = ()) -> Document:
    """One file as a Document; never raises for what the file holds.

    `keys` lead from the file at `path` to a file within it; `file` is the name it is known by.
    """
    kind = "other"
    digest = None
    try:
        content = _content(path)
        if keys:
            from circular.documents.within import open_within

            content = open_within(content, keys)
        digest = hashlib.sha256(content).hexdigest()
        kind = sniff(content, file.rsplit("/", 1)[-1])
        with no_collection():
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
    if kind == "odt":
        from circular.documents.odt import read_odt

        return read_odt
    if kind == "ods":
        from circular.documents.ods import read_ods

        return read_ods
    if kind == "html":
        from circular.documents.web_page import read_html

        return read_html
    if kind == "mail":
        from circular.documents.mail import read_mail

        return read_mail
    if kind == "msg":
        from circular.documents.outlook import read_msg

        return read_msg
    if kind == "zip":
        from circular.documents.archive import read_archive

        return read_archive
    if kind == "notice":
        from circular.documents.notice import read_notice

        return read_notice
    if kind == "xml":
        from circular.documents.other_xml import refuse

        return refuse
    if kind in ("text", "markdown"):
        return _read_markdown if kind == "markdown" else _read_text
    if kind in ("building", "building_part", "portfolio"):
        return lambda _, file: Document(file=file, kind=cast("Kind", kind))
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
