"""What hangs on a PDF beside its pages' text: notes, stamps, struck lines, form fields and attached files."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from circular.documents.archive import safe_name
from circular.documents.failure import damaged
from circular.documents.model import Inside
from circular.documents.plain import clean

_MOST_NOTES = 2_000
_MOST_ATTACHED = 500
_MARKS = frozenset({pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_INK})  # fmt: skip
_SHOWN = frozenset({pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP})
_TICKED = ("ja", "afkrydset")


@dataclass
class Extras:
    """What hangs on one page."""

    comments: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    """Texts written upon the page: typed boxes and stamps."""
    fields: list[str] = field(default_factory=list)
    """'Name: value' of each form field that is filled in."""
    struck: list[tuple[float, float, float]] = field(default_factory=list)
    """(left, right, height) of each line that a strike-out mark draws through the text."""
    files: int = 0
    """Files pinned to the page, which no list of attachments names."""


def extras_of(page: Any, form: Any | None) -> Extras:
    """The notes, stamps, marks and fields of a page; `form` is pdfium's form of the document, if it has one."""
    extras = Extras()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            _read(note, extras, form)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return extras


def _read(note: Any, extras: Extras, form: Any | None) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        if form is not None:
            _field(note, extras, form)
        return
    if pdfium.FPDFAnnot_GetFlags(note) & pdfium.FPDF_ANNOT_FLAG_HIDDEN:
        return
    if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
        extras.files += 1
    if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
        extras.struck += _quads(note)
    if kind in _MARKS or kind in _SHOWN:
        text = clean(_wide(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)))
        if text:
            (extras.boxes if kind in _SHOWN else extras.comments).append(text)


def _quads(note: Any) -> list[tuple[float, float, float]]:
    found = []
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(note), 500)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, index, quad):
            across = [quad.x1, quad.x2, quad.x3, quad.x4]
            up = [quad.y1, quad.y2, quad.y3, quad.y4]
            found.append((min(across), max(across), (min(up) + max(up)) / 2))
    return found


def _field(note: Any, extras: Extras, form: Any) -> None:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if kind in (pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_UNKNOWN, pdfium.FPDF_FORMFIELD_SIGNATURE):
        return
    name = clean(
        _wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldAlternateName(form, note, buffer, size))
        or _wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldName(form, note, buffer, size))
    )
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        if pdfium.FPDFAnnot_IsChecked(form, note):
            extras.fields.append(f"{name}: {_TICKED[0]}" if name else _TICKED[1])
        return
    value = clean(_wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size)))
    if value:
        extras.fields.append(f"{name}: {value}" if name else value)


def _wide(ask: Any) -> str:
    """A text that pdfium writes into a buffer as UTF-16."""
    size = ask(None, 0)
    if size <= 2 or size > 2_000_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def form_of(document: Any) -> tuple[Any | None, bool]:
    """(pdfium's form, whether it is one that only Adobe can show) of a document."""
    import pypdfium2

    kind = document.get_formtype()
    if kind == pdfium.FORMTYPE_NONE:
        return None, False
    try:
        document.init_forms()
    except (pypdfium2.PdfiumError, RuntimeError):
        return None, kind == pdfium.FORMTYPE_XFA_FULL
    form = document.formenv
    return (None if form is None else form.raw), kind == pdfium.FORMTYPE_XFA_FULL


def attached_to(document: Any) -> tuple[Inside, ...]:
    """The files attached to a document."""
    found = []
    for index in range(min(document.count_attachments(), _MOST_ATTACHED)):
        name = safe_name(document.get_attachment(index).get_name()).replace("/", "_")
        found.append(Inside(key=f"pdf:{index}", name=name or f"{index + 1}"))
    return tuple(found)


def attachment_of_pdf(content: bytes, index: int) -> bytes:
    """The bytes of an attached file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        try:
            return bytes(document.get_attachment(index).get_data())
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError):
        raise damaged("den vedhæftede fil kan ikke læses", "the attached file cannot be read") from None
