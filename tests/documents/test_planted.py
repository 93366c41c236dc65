"""Demands planted all over generated packages: each is found, once, at the place where it was put."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx_files import control, docx, t, table, textbox
from docx_files import p as word
from odf_files import cell, h, items, ods, odt, row
from odf_files import p as para
from odf_files import table as odf_table
from openpyxl import Workbook
from pdf_files import PdfPage, pdf

from circular.documents import read

NOUNS = ["mursten", "spær", "døre", "vinduer", "møbler", "tagsten", "fliser", "kabler", "lamper", "gulve"]
FILLER = "Arbejdet udføres efter gældende regler og i dialog med bygherrens tilsyn på pladsen."
BY = "w:id='1' w:author='NN' w:date='2026-01-01T00:00:00Z'"


@dataclass
class Garden:
    """Where what was planted."""

    chance: random.Random
    planted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def plant(self, file: str, **where: Any) -> str:
        """A demand that stands nowhere else; `where` are fields of the place it must be found at."""
        number = len(self.planted) + 1
        text = f"Mindst {10 + self.chance.randrange(80)} af kommunens {self.chance.choice(NOUNS)} nummer {number} skal genbruges direkte"
        self.planted.append((text, {"file": file, **where}))
        return text


def fillers(chance: random.Random) -> str:
    return "".join(word(FILLER) for _ in range(chance.randint(1, 6)))


def a_word_file(garden: Garden, file: str) -> bytes:
    def plant(**where: Any) -> str:
        return garden.plant(file, **where)

    chance = garden.chance
    split = plant(heading="1.1 Materialer")
    middle = chance.randrange(10, len(split) - 10)
    rows = [["ID", "Krav", "Type"], *([f"K-{n}", FILLER, "MK"] for n in range(1, 38))]
    at = chance.randrange(5, 36)
    rows[at][1] = plant(heading="1.2 Bilag 4", cell=f"tabel 1, række {at + 1}")
    inner = table([plant(cell="tabel 3, række 1"), "indlejret"])
    deleted = f"<w:del {BY}><w:r><w:delText>bør </w:delText></w:r></w:del>"
    foot, end = plant(part="footnote", heading="1.1 Materialer"), plant(part="endnote", heading="1.1 Materialer")
    return docx(
        word("Krav", style="Overskrift1"), word("Materialer", style="Overskrift2"), fillers(chance),
        word(t(split[:middle]), t(split[middle:], "<w:b/>")),
        word(FILLER, '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="3"/></w:r>'),
        word("Leverandøren skal:"), word(plant(heading="1.1 Materialer"), num=(2, 0)), word(plant(), num=(2, 1)),
        word(f"<w:ins {BY}>{t(plant(heading='1.1 Materialer'))}</w:ins>", deleted),
        word(FILLER, textbox(plant(part="textbox"))), word("Andel: ", control(plant())),
        f"<w:sdt><w:sdtContent>{word(plant())}</w:sdtContent></w:sdt>",
        word("Bilag 4", style="Overskrift2"), fillers(chance), table(*rows, header=True),
        table(["Emne", "Tekst"], ["x", f"<w:tc>{word('Se tabellen:')}{inner}</w:tc>"]),
        word(f"<w:hyperlink>{t(plant(heading='1.2 Bilag 4'))}</w:hyperlink>"),
        word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', t(plant()), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        footnotes={2: word(foot)}, endnotes={3: word(end)}, header=word(plant(part="header")), footer=word(plant(part="footer")),
    )  # fmt: skip


def a_pdf_file(garden: Garden, file: str) -> bytes:
    def plant(**where: Any) -> str:
        return garden.plant(file, **where)

    pages = []
    for number in range(1, 4):
        made = PdfPage().text(70, 800, "Nordby Kommune · Udbud", 9).text(280, 30, f"Side {number} af 3", 9)
        made.text(70, 760, f"{number} Krav", 14, bold=True).lines(70, 735, FILLER)
        made.lines(70, 700, plant(page=number, heading=f"{number} Krav"))
        first, second = plant(page=number).rsplit(" ", 3)[0], garden.planted[-1][0].rsplit(" ", 3)[1:]
        made.lines(70, 660, first, " ".join(second) + ".")
        grid = [600, 570, 540, 510]
        made.grid([70, 120, 480, 520], grid)
        cells = [("ID", "Krav", "Type"), ("K-1", FILLER[:50], "MK"), ("K-2", plant(page=number), "MK")]
        for top, line in zip(grid, cells, strict=False):
            for x, text in zip((75, 125, 485), line, strict=True):
                made.text(x, top - 18, text, 9)
        made.lines(70, 460, "Leverandøren skal:").text(80, 440, "- " + plant(page=number))
        made.text(70, 70, "1 " + plant(page=number, part="footnote"), 7)
        pages.append(made)
    return pdf(*pages)


def a_workbook(garden: Garden, file: str) -> bytes:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name in ("Krav", "Bilag", "Skjult"):
        sheet = book.create_sheet(name)
        sheet.append(["ID", "Emne", "Krav", "Type", "Vægt"])
        for number in range(1, 40):
            sheet.append([f"K-{number}", "Genbrug", FILLER, "MK", number])
        for place in garden.chance.sample(range(5, 41), 7):
            sheet[f"C{place}"] = garden.plant(file, part=name, cell=f"C{place}")
        sheet.row_dimensions[37].hidden = True
        sheet["C37"] = garden.plant(file, part=name, cell="C37") if sheet["C37"].value == FILLER else sheet["C37"].value
    book["Skjult"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_documents(garden: Garden) -> dict[str, bytes]:
    def text(**where: Any) -> str:
        return garden.plant("Krav.odt", **where)

    def sheet(**where: Any) -> str:
        return garden.plant("Krav.ods", **where)

    note = f'<text:note text:note-class="footnote"><text:note-body>{para(text(part="footnote"))}</text:note-body></text:note>'
    return {
        "Krav.odt": odt(
            h("Krav"), h("Materialer", 2), para(text(heading="1.1 Materialer")), items(para(text())), para(FILLER + note),
            odf_table(row("ID", "Krav"), row("K-1", text(cell="tabel 1, række 2"))), para(f"<draw:frame><draw:text-box>{para(text(part='textbox'))}</draw:text-box></draw:frame>"),
        ),
        "Krav.ods": ods(odf_table(row("ID", "Krav"), *[row(f"K-{n}", FILLER) for n in range(30)], row("K-31", cell(sheet(part="Ark", cell="B32"))))),
    }  # fmt: skip


def others(garden: Garden) -> dict[str, bytes]:
    page = f"<html><body><h1>Krav</h1><p>{garden.plant('side.html', heading='Krav')}</p><table><tr><th>ID<th>Krav</tr><tr><td>K-1<td>{garden.plant('side.html', cell='tabel 1, række 2')}</table></body></html>"
    mail = EmailMessage()
    mail["Subject"], mail["Message-ID"] = "Rettelse", "<1@kommune.example>"
    mail.set_content(garden.plant("brev.eml") + ".\n")
    mail.add_attachment(
        docx(word(garden.plant("brev.eml/Bilag.docx"))),
        maintype="application",
        subtype="octet-stream",
        filename="Bilag.docx",
    )
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("krav.txt", garden.plant("pakke.zip/indre.zip/krav.txt", paragraph=1))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as package:
        package.writestr("indre.zip", inner.getvalue())
        package.writestr(
            "liste.csv", f"ID;Krav\nK-1;{garden.plant('pakke.zip/liste.csv', cell='B2')}\n".encode("cp1252")
        )
    return {"side.html": page.encode(), "brev.eml": mail.as_bytes(), "pakke.zip": outer.getvalue()}


@pytest.mark.parametrize("seed", range(4))
def test_every_planted_demand_is_found_once_at_its_place(seed: int, tmp_path: Path) -> None:
    garden = Garden(random.Random(seed))
    package = {
        "Kravspecifikation.docx": a_word_file(garden, "Kravspecifikation.docx"), "Bilag 4.pdf": a_pdf_file(garden, "Bilag 4.pdf"),
        "Kravmatrix.xlsx": a_workbook(garden, "Kravmatrix.xlsx"), **open_documents(garden), **others(garden),
    }  # fmt: skip
    for name, content in package.items():
        (tmp_path / name).write_bytes(content)
    documents = read([tmp_path])
    assert {document.status for document in documents} == {"read"}
    assert len(garden.planted) >= 60
    for text, where in garden.planted:
        hits = [block for document in documents for block in document.blocks if text in block.text]
        assert len(hits) == 1, (text, where, [block.text for block in hits])
        assert {key: getattr(hits[0].place, key) for key in where} == where, text
        assert not hits[0].struck
