"""Writes the example packages from their texts: `python tools/make_example_packages.py [FOLDER]`.

Each file of examples/udbud/tekster/ holds the packages of one category: one that asks rightly, one that only wishes, one with faults,
one that asks for nothing. A text is written as Markdown and becomes a Word document or a sheet; the same text gives
the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).resolve().parent.parent / "examples" / "udbud"
TEXTS = TARGET / "tekster"
_RULER = re.compile(r"\|?[\s:|-]+\|?")
_LEFT_OUT = ("thumbnail.jpeg", "stylesWithEffects.xml")
_STILL = (2026, 1, 1, 0, 0, 0)


def packages() -> dict[str, dict[str, Any]]:
    """Folder name -> the package: its category, what is expected of it, and its files."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(TEXTS.glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind, package in said["packages"].items():
            found[f"{path.stem}-{kind}"] = {"category": said["category"], **package}
    return found


def write(folder: Path, package: dict[str, Any]) -> None:
    """The files of one package."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in package["files"].items():
        data = sheet(text) if name.endswith(".xlsx") else document(text, name.removesuffix(".docx"))
        (folder / name).write_bytes(data)


def parts(text: str) -> list[tuple[str, Any]]:
    """(kind, content) in reading order: headings with their level, paragraphs, items, struck lines, tables as rows."""
    found: list[tuple[str, Any]] = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip("|").split("|")]
            if _RULER.fullmatch(line):
                continue
            if found and found[-1][0] == "table":
                found[-1][1].append(row)
            else:
                found.append(("table", [row]))
        elif line.startswith("#"):
            marks, title = line.split(" ", 1)
            found.append((f"heading {len(marks)}", title))
        elif line.startswith("- "):
            found.append(("item", line[2:]))
        elif line.startswith("~~"):
            found.append(("struck", line.strip("~")))
        else:
            found.append(("paragraph", line))
    return found


def document(text: str, name: str) -> bytes:
    """A Word document with headings, tables, a header with the municipality's name and nothing else."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    word = Document()
    word.sections[0].header.paragraphs[0].text = f"Nordby Kommune · {name}"
    for kind, content in parts(text):
        if kind == "heading 1":
            word.add_heading(content, 0)
        elif kind.startswith("heading"):
            word.add_heading(content, int(kind[-1]) - 1)
        elif kind == "item":
            word.add_paragraph(content, "List Bullet")
        elif kind == "struck":
            word.add_paragraph().add_run(content).font.strike = True
        elif kind == "table":
            table = word.add_table(0, len(content[0]), "Table Grid")
            for row in content:
                for cell, said in zip(table.add_row().cells, row, strict=True):
                    cell.text = said
        else:
            word.add_paragraph(content)
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.element.getparent().remove(style.element)
    core = word.core_properties
    core.author, core.title = "Nordby Kommune", name
    out = io.BytesIO()
    word.save(out)
    return _still(out.getvalue())


def sheet(text: str) -> bytes:
    """A workbook whose sheets are the headings and the tables under them."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.active)
    for kind, content in parts(text):
        if kind.startswith("heading"):
            book.create_sheet(content)
            continue
        for row in content:
            book.worksheets[-1].append(row)
    for page in book.worksheets:
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.column_dimensions["B"].width = 70
        for cells in page.iter_rows(min_row=2):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return _still(out.getvalue())


def _still(data: bytes) -> bytes:
    """The same archive without a clock, and without what Word's template carries beside: a preview and old styles."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = old.read(name)
            if name.endswith(_LEFT_OUT):
                continue
            if name.endswith(".rels"):
                content = re.sub(rb"<Relationship [^>]*(?:thumbnail|stylesWithEffects)[^>]*/>", b"", content)
            if name == "[Content_Types].xml":
                content = re.sub(rb"<Override [^>]*stylesWithEffects[^>]*/>", b"", content)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _STILL), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    for name, package in packages().items():
        write(target / name, package)


if __name__ == "__main__":
    main()
