"""Makes small OpenDocument files part by part, so that a test holds just the XML that it is about."""

from __future__ import annotations

import io
import zipfile

_NAMES = {
    "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "fo": "xsl-fo-compatible",
}  # fmt: skip
NS = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _NAMES.items())
STYLES = (
    '<style:style style:name="Gone" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="GoneP" style:family="paragraph"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Hid" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="GoneC" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="2" style:num-format="i" style:num-suffix="."/></text:list-style>'
)
OUTLINE = (
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def odf(kind: str, body: str, *, styles: str = STYLES, master: str = "", encrypted: bool = False) -> bytes:
    """The bytes of a 'text' or 'spreadsheet' with this body."""
    content = f'<office:document-content {NS}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>'  # fmt: skip
    other = f'<office:document-styles {NS}><office:styles>{OUTLINE}</office:styles><office:master-styles><style:master-page style:name="S">{master}</style:master-page></office:master-styles></office:document-styles>'  # fmt: skip
    lock = "<manifest:encryption-data/>" if encrypted else ""
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">{lock}</manifest:file-entry></manifest:manifest>'  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("styles.xml", other)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def odt(*parts: str, **more: object) -> bytes:
    return odf("text", "".join(parts), **more)  # type: ignore[arg-type]


def ods(*sheets: str, **more: object) -> bytes:
    return odf("spreadsheet", "".join(sheets), **more)  # type: ignore[arg-type]


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(*entries: str) -> str:
    """A list with letters; an entry is XML."""
    return f'<text:list text:style-name="L1">{"".join(f"<text:list-item>{entry}</text:list-item>" for entry in entries)}</text:list>'


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text) if text else ''}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    """A row; a cell is text or XML of a whole cell."""
    made = (one if one.startswith("<table:") else cell(one) for one in cells)
    return f"<table:table-row {more}>{''.join(made)}</table:table-row>"


def table(*rows: str, name: str = "Ark", style: str = "", before: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{before}{"".join(rows)}</table:table>'
