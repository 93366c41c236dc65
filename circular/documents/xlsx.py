"""Workbooks (.xlsx, .xlsm) as blocks, read from the XML: every sheet, hidden ones marked, formulas without values named."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from circular import strict_yaml
from circular.documents.failure import damaged
from circular.documents.model import Block, Document
from circular.documents.outline import Outline
from circular.documents.package import Package, whole
from circular.documents.plain import clean
from circular.documents.sheet import LONG, Budget, SheetRow, tell_sheet
from circular.documents.xlsx_cells import (
    Looks,
    S,
    column_number,
    column_of,
    letters,
    read_looks,
    read_strings,
    shown,
    string_of,
)
from circular.place import Place
from circular.shelf import shelf

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIGITS = "0123456789"
NONE: frozenset[int] = frozenset()
V, T = f"{S}v", f"{S}t"
_MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col [^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_PROJECT = re.compile(r"(building|portfolio)/1\Z")
_INLINE_PROJECT = re.compile(rb"<(?:\w+:)?t[^>]*>(building|portfolio)/1</")
_MOST_MERGED = 20_000
_clean = lru_cache(4096)(clean)
"""Cells repeat themselves: units, names of columns, yes and no."""


def read_xlsx(content: bytes, file: str) -> Document:
    """A workbook as blocks; one made by `circular new project` is told as building or portfolio and not read as text."""
    package = Package(content)
    book = _Book(package)
    kind = book.project()
    if kind is not None:
        return Document(file=file, kind="building" if kind == "building" else "portfolio")
    outline = Outline(file)
    comments: list[Block] = []
    for sheet in book.sheets:
        book.tell(outline, *sheet)
        comments += book.comments(file, sheet[0], sheet[1])
    why = book.unread()
    return Document(
        file=file,
        kind="xlsx",
        status="partly_read" if why else "read",
        why=why[0] if why else None,
        why_en=why[1] if why else None,
        pages=len(book.sheets) or None,
        blocks=outline.blocks(),
        comments=tuple(comments),
    )


@cache
def _lcabyg_sheets() -> frozenset[str]:
    """The sheets that every Excel export of LCAbyg's results has."""
    data, _ = strict_yaml.load((shelf("lca_data") / "lcabyg" / "lcabyg.yaml").read_bytes(), "lcabyg/lcabyg.yaml")
    return frozenset(data["export"]["sheets"][key] for key in ("amounts", "total", "inputs"))


class _Book:
    def __init__(self, package: Package) -> None:
        self.package = package
        main = package.main_part("xl/workbook.xml")
        root = package.xml(main)
        relations = package.relations(main)
        self.strings = read_strings(self._part(relations, "sharedStrings"))
        self.looks: Looks = read_looks(self._part(relations, "styles"))
        properties = root.find(f"{S}workbookPr")
        self.looks.date_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.sheets: list[tuple[str, str, bool]] = []
        """Name, part and whether it is hidden, of each sheet in order."""
        for sheet in root.iter(f"{S}sheet"):
            kind, part = relations.get(sheet.get(f"{R}id", ""), ("", ""))
            if kind == "worksheet" and part in package:
                self.sheets.append((sheet.get("name", ""), part, sheet.get("state", "visible") != "visible"))
        if not self.sheets:
            raise damaged("projektmappen har ingen ark", "the workbook has no sheets")
        self.empty_formulas: list[str] = []
        self.budget = Budget()

    def _part(self, relations: dict[str, tuple[str, str]], kind: str) -> Any | None:
        part = next((part for name, part in relations.values() if name == kind and part in self.package), None)
        return None if part is None else self.package.xml(part)

    def project(self) -> str | None:
        """'building' or 'portfolio' when the workbook is an input file of ours, or the results of LCAbyg."""
        if _lcabyg_sheets() <= {name.strip() for name, _, _ in self.sheets}:
            return "building"
        for text, _ in self.strings[:40]:
            found = _PROJECT.match(text)
            if found:
                return found.group(1)
        inline = _INLINE_PROJECT.search(self.package.read(self.sheets[0][1])[:20_000])
        return inline.group(1).decode() if inline else None

    def tell(self, outline: Outline, name: str, part: str, hidden: bool) -> None:
        """The rows of one sheet, and the text boxes on it."""
        content = self.package.read(part)
        labels = _merged_labels(content)
        rows = self._rows(content, name, part, labels)
        tell_sheet(outline, name, rows, budget=self.budget, hidden=hidden, hidden_columns=_hidden_columns(content))
        for kind, target in self.package.relations(part).values():
            if kind == "drawing" and target in self.package:
                for paragraph in self.package.xml(target).iter(f"{A}p"):
                    text = clean("".join(piece.text or "" for piece in paragraph.iter(f"{A}t")))
                    if text:
                        outline.paragraph(text, at={"part": name}, hidden=hidden)

    def _rows(self, content: bytes, name: str, part: str, labels: dict[int, dict[int, int]]) -> Iterator[SheetRow]:
        if b"<!DOCTYPE" in content[:4096]:
            raise damaged(f"delen {part} rummer en DTD", f"the part {part} holds a DTD")
        texts_above: dict[tuple[int, int], str] = {}
        expected = 0
        try:
            for _, row in etree.iterparse(
                io.BytesIO(content), tag=f"{S}row", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ):  # fmt: skip
                number = row.get("r", "")
                expected = whole(number, expected + 1)
                if self.budget.left <= 0 and not self._says_new(row):
                    _forget(row)  # quicker than to read it and have it refused
                    continue
                if self.budget.cut:
                    return
                read = self._row(row, expected, name)
                _forget(row)
                if expected in labels:
                    _carry(read, labels[expected], texts_above)
                if read.texts or read.struck:
                    yield read
        except (etree.XMLSyntaxError, ValueError):
            raise damaged(f"arket {name} er ikke gyldig XML", f"the sheet {name} is not valid XML") from None

    def _row(self, row: Any, number: int, name: str) -> SheetRow:
        texts: dict[int, str] = {}
        struck: dict[int, str] = {}
        numeric: list[int] = []
        bold = True
        column = 0
        strings, looks = self.strings, self.looks
        usual, plain = looks.bold(0), looks.form(0)
        for cell in row:
            get = cell.get
            address = get("r")
            column = column_number(address.rstrip(DIGITS)) if address else column + 1
            look = get("s")
            kind = get("t")
            inner = cell[0] if len(cell) == 1 else None
            if inner is None:
                text, gone, is_number = self._cell(cell, whole(look), name)
            elif kind == "s" and inner.tag == V and (at := whole(inner.text, -1)) >= 0:
                text, gone = strings[at] if at < len(strings) else ("", "")
                is_number = False
            elif kind == "inlineStr" and len(inner) == 1 and inner[0].tag == T:
                text, gone, is_number = _clean(inner[0].text or ""), "", False
            elif (kind == "n" or kind is None) and inner.tag == V and (value := inner.text):
                form = looks.form(whole(look)) if look else plain
                text, gone, is_number = shown(value, form, looks.date_1904), "", True
            else:
                text, gone, is_number = self._cell(cell, whole(look), name)
            if not text and not gone:
                continue
            if look is not None and look != "0":
                style = whole(look)
                if looks.strike(style):
                    struck[column] = " ".join(part for part in (text, gone) if part)
                    continue
                bold = bold and (not text or looks.bold(style))
            elif text:
                bold = bold and usual
            if text:
                texts[column] = text
            if gone:
                struck[column] = gone
            if is_number:
                numeric.append(column)
        return SheetRow(
            number=number, texts=texts, struck=struck, numeric=frozenset(numeric) if numeric else NONE,
            bold=bold and bool(texts), hidden=row.get("hidden") in ("1", "true"),
        )  # fmt: skip

    def _says_new(self, row: Any) -> bool:
        """Whether a row holds a long text that no row before it holds."""
        for cell in row:
            kind = cell.get("t")
            if kind == "s":
                at = whole(cell.findtext(V), -1)
                text = self.strings[at][0] or self.strings[at][1] if 0 <= at < len(self.strings) else ""
            elif kind == "inlineStr":
                text = "".join(cell.itertext())
            else:
                text = (cell.findtext(V) or "") if kind == "str" else ""
            if len(text) >= LONG and text not in self.budget.said and clean(text) not in self.budget.said:
                return True
        return False

    def _cell(self, cell: Any, look: int, sheet: str) -> tuple[str, str, bool]:
        """(text, struck text, is a number) of one cell."""
        kind = cell.get("t", "n")
        value = inline = None
        formula = False
        for child in cell:
            tag = child.tag
            if tag == f"{S}v":
                value = child.text
            elif tag == f"{S}f":
                formula = True
            elif tag == f"{S}is":
                inline = child
        if inline is not None:
            return (*string_of(inline), False)
        if value is None or value == "":
            if formula:
                self.empty_formulas.append(f"{sheet}!{cell.get('r', '?')}")
            return "", "", False
        if kind == "s":
            index = whole(value, -1)
            return (*self.strings[index], False) if 0 <= index < len(self.strings) else ("", "", False)
        if kind == "b":
            return ("SAND" if value == "1" else "FALSK"), "", False
        if kind in ("str", "e", "d"):
            return clean(value), "", False
        return shown(value, self.looks.form(look), self.looks.date_1904), "", True

    def comments(self, file: str, name: str, part: str) -> list[Block]:
        """The comments on a sheet, threaded ones too, each at its cell."""
        found: dict[tuple[int, int], list[str]] = {}
        for kind, target in sorted(self.package.relations(part).values()):
            if kind not in ("comments", "threadedComment") or target not in self.package:
                continue
            for comment in self.package.xml(target).iter():
                address = comment.get("ref") if isinstance(comment.tag, str) else None
                if address:
                    pieces = (piece.text or "" for piece in comment.iter() if str(piece.tag).rsplit("}", 1)[-1] in ("t", "text"))  # fmt: skip
                    text = clean(" ".join(pieces))
                    if text and not text.startswith("[Threaded comment]"):
                        found.setdefault(column_of(address)[::-1], []).append(text)
        return [
            Block(text=text, place=Place(file=file, part=name, cell=f"{letters(column)}{row}"))
            for (row, column), texts in sorted(found.items())
            for text in texts
        ]

    def unread(self) -> tuple[str, str] | None:
        """What could not be read, in Danish and English."""
        if why := self.budget.why():
            return why
        if self.empty_formulas:
            some = ", ".join(self.empty_formulas[:3])
            count = len(self.empty_formulas)
            return (
                f"{count} formler har ingen gemt værdi ({some}); åbn filen i Excel og gem den",
                f"{count} formulas have no stored value ({some}); open the file in Excel and save it",
            )
        return None


def _forget(row: Any) -> None:
    """Free the memory of a row and of those before it."""
    row.clear()
    while row.getprevious() is not None:
        del row.getparent()[0]


def _carry(row: SheetRow, labels: dict[int, int], above: dict[tuple[int, int], str]) -> None:
    """Give a row the label of a cell that is merged downwards over it."""
    carried: list[int] = []
    for column, first in labels.items():
        if first == row.number:
            above[(first, column)] = row.texts.get(column, "")
        elif column not in row.texts and 0 < len(above.get((first, column), "")) <= 80 and row.texts:
            row.texts[column] = above[(first, column)]
            carried.append(column)
    row.label_columns = frozenset(carried)


def _merged_labels(content: bytes) -> dict[int, dict[int, int]]:
    """Row -> column -> first row of the merged cell that covers it, for cells merged downwards."""
    found: dict[int, dict[int, int]] = {}
    for index, match in enumerate(_MERGED.finditer(content)):
        column, first = column_of(match.group(1).decode())
        last = column_of(match.group(2).decode())[1]
        if index >= _MOST_MERGED or last <= first or last - first > 5000:
            continue
        for row in range(first, last + 1):
            found.setdefault(row, {})[column] = first
    return found


def _hidden_columns(content: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    head = content[: content.find(b"sheetData")]
    for match in _COLUMN.finditer(head):
        said = dict(_ATTRIBUTE.findall(match.group()))
        if said.get(b"hidden") in (b"1", b"true"):
            first, last = whole(said.get(b"min"), 1), whole(said.get(b"max"), 1)
            hidden |= set(range(first, min(last, first + 16_384) + 1))
    return frozenset(hidden)
