"""Files broken by seeded mutation of bytes, zip parts and XML: each ends in a result or a clear status, none in a stop."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from pathlib import Path

import pytest
from docx_files import control, docx, p, t, table, textbox
from openpyxl import Workbook

from circular.documents.one import read_one

VALUES = ["", "-1", "99999999999", "x", "æ", "0", "1e9", "NaN", "½"]


def sources(root: Path) -> dict[str, bytes]:
    book = Workbook()
    assert book.active is not None
    for row in (["ID", "Krav", "Vægt"], ["K-1", "Tegl skal genbruges", 0.4], ["K-2", None, "=1+1"]):
        book.active.append(row)
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
    }


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
            if name.endswith(".xml") and chance.random() < 0.5:
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
    for number in range(50):
        name = chance.choice(sorted(whole))
        packed = name.endswith(("docx", "xlsx")) and chance.random() < 0.7
        content = (broken_package if packed else broken_bytes)(whole[name], chance)
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(content)
        begun = time.monotonic()
        document = read_one(path, name)
        assert time.monotonic() - begun < 10
        assert "gik i stå" not in (document.why or ""), (name, document.why)
        assert (document.status == "read") == (document.why is None)
        assert (document.why is None) == (document.why_en is None)
        ended[document.status] = ended.get(document.status, 0) + 1
    assert ended.get("read", 0) > 5, "mutations that break nothing are among them"
    assert ended.get("unreadable", 0) > 5, "mutations that break the file are among them"
