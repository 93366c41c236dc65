"""Files broken by seeded mutation of bytes, zip parts and XML: each ends in a result or a clear status, none in a stop."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from compound_files import attached_mail, attachment, msg
from docx_files import control, docx, p, t, table, textbox
from odf_files import cell, h, items, ods, odt, row
from odf_files import p as o
from odf_files import table as sheet
from openpyxl import Workbook
from pdf_files import PdfPage, pdf, scanned
from test_pdf_extras import FORM

from circular.documents import read
from circular.documents.one import read_one

VALUES = ["", "-1", "99999999999", "x", "æ", "0", "1e9", "NaN", "½"]


def sources(root: Path) -> dict[str, bytes]:
    book = Workbook()
    assert book.active is not None
    for line in (["ID", "Krav", "Vægt"], ["K-1", "Tegl skal genbruges", 0.4], ["K-2", None, "=1+1"]):
        book.active.append(line)
    book.active.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    word = docx(
        p("Krav", style="Overskrift1"), p("Tegl ", control("20 %"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p("renses", num=(2, 0)), p("vejes", num=(3, 1)), table(["ID", "Krav", "Type"], ["K-1", "Træ", "MK"], header=True),
        p(t("Slettet", "<w:strike/>"), textbox("I boksen")), footnotes={2: p("Efter vægt.")}, header=p("Hoved"), comments={0: p("Note")},
    )  # fmt: skip
    example = root / "examples" / "udbud-skole"
    return {
        "a.docx": word,
        "a.xlsx": out.getvalue(),
        "b.xlsx": (example / "Kravmatrix.xlsx").read_bytes(),
        "a.pdf": (example / "Kravspecifikation.pdf").read_bytes(),
        "a.md": (root / "tests" / "golden" / "tender.md").read_bytes(),
        "a.odt": odt(
            h("Krav"), o("Tegl", "GoneP"), items(o("renses")), sheet(row("ID", "Krav"), row("K-1", cell("Træ", 'table:number-rows-spanned="2"')), row("K-2"))
        ),
        "a.ods": ods(sheet(row("ID", "Krav", "Vægt"), row("K-1", "Tegl", "40 %", more='table:number-rows-repeated="3"'))),
        "a.html": "<html><body><h1>Krav</h1><ul><li>Tegl<li>Spær</ul><table><tr><th>ID<th>Krav<tr><td rowspan=2>K-1<td>Træ</table><del>x</del>".encode(),
        "a.eml": eml(), "a.msg": msg("Krav", "Tegl skal genbruges.", attachment("a.txt", "Træ".encode()), attached_mail("Svar", "Spær.")),
        "a.zip": zipped(word), "a.csv": "ID;Krav;Vægt\nK-1;Tegl på øen;40 %\n".encode("cp1252"), "b.pdf": scanned(pdf(PdfPage().text(70, 700, "Tegl")), 40),
        "c.pdf": FORM, "b.docx": changed(),
    }  # fmt: skip


def changed() -> bytes:
    by = "w:id='1' w:author='NN'"
    return docx(p("Tegl ", f"<w:ins {by}>{t('bør')}</w:ins><w:del {by}><w:r><w:delText>skal</w:delText></w:r></w:del>", t(" renses.")), p("x", properties=f"<w:rPr><w:ins {by}/></w:rPr>"))  # fmt: skip


def eml() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["MIME-Version"] = "Rettelse på øen", "a@b.example", "1.0"
    mail.set_content("Krav 4 udgår.")
    mail.add_alternative("<p>Krav 4 udgår.</p>", subtype="html")
    mail.add_attachment(b"Tegl", maintype="application", subtype="octet-stream", filename="a.txt")
    return mail.as_bytes()


def zipped(word: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("krav på øen.docx", word)
        package.writestr("a.txt", "Tegl skal genbruges.")
    return out.getvalue()


PACKED = ("docx", "xlsx", "odt", "ods", "zip")


def broken_bytes(content: bytes, chance: random.Random) -> bytes:
    said = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        at, kind = chance.randrange(len(said) or 1), chance.random()
        if kind < 0.5 and said:
            said[at] = chance.randrange(256)
        elif kind < 0.7:
            del said[at : at + chance.randint(1, 50)]
        elif kind < 0.9:
            said[at:at] = chance.randbytes(chance.randint(1, 20))
        else:
            said = said[:at]
    return bytes(said)


def broken_xml(text: str, chance: random.Random) -> str:
    pattern = chance.choice([r'="([^"]*)"', r">([^<>]+)<", r"(<(?:\w+:)?\w+[^<>]*/>)"])
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    hit = chance.choice(found)
    value = "" if pattern.startswith("(") else chance.choice(VALUES)
    return text[: hit.start(1)] + value + text[hit.end(1) :]


def broken_package(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith((".xml", ".rels")) and chance.random() < 0.5:
                text = data.decode()
                for _ in range(chance.randint(1, 8)):
                    text = broken_xml(text, chance)
                data = text.encode()
            if chance.random() > 0.03:
                target.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(n, marks=pytest.mark.slow) for n in range(4, 14))])
def test_fifty_broken_files_end_in_a_result_or_a_clear_status(seed: int, root: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    whole = sources(root)
    ended: dict[str, int] = {}
    order = sorted(whole)
    chance.shuffle(order)
    for number in range(50):
        name = order[number % len(order)]
        packed = name.endswith(PACKED) and chance.random() < 0.7
        content = (broken_package if packed else broken_bytes)(whole[name], chance)
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(content)
        begun = time.process_time()
        document = read_one(path, name)
        read = [document, *(read_one(path, f"{name}/{one.name}", (one.key,)) for one in document.inside[:20])]
        assert time.process_time() - begun < 10
        for one in read:
            assert "gik i stå" not in (one.why or ""), (name, seed, number, one.why)
            assert (one.status == "read") == (one.why is None)
            assert (one.why is None) == (one.why_en is None)
        ended[document.status] = ended.get(document.status, 0) + 1
    assert ended.get("read", 0) > 5, "mutations that break nothing are among them"
    assert ended.get("unreadable", 0) > 5, "mutations that break the file are among them"


@pytest.mark.slow
def test_broken_files_stay_within_a_gigabyte_and_ten_seconds(root: Path, tmp_path: Path) -> None:
    """Sixty broken files in worker processes of 1 GB: each gives one document, none takes the others with it."""
    chance = random.Random(99)
    whole = sources(root)
    order = sorted(whole)
    for number in range(60):
        name = order[number % len(order)]
        packed = name.endswith(PACKED) and chance.random() < 0.7
        (tmp_path / f"{number:02}-{name}").write_bytes(
            (broken_package if packed else broken_bytes)(whole[name], chance)
        )
    found = read([tmp_path], timeout_s=10, memory_mb=1000)
    assert len({document.file.split("/")[0] for document in found}) >= 58, "all but archives that opened well"
    assert not [d.why for d in found if "gik i stå" in (d.why or "") or "afbrudt (signal" in (d.why or "") or "standset" in (d.why or "")]  # fmt: skip
