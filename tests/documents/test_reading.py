"""Reading files and folders: order, names, litter, wrong extensions, broken files, worker limits and crashes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx_files import docx, p
from in_process import processor_seconds
from openpyxl import Workbook
from pdf_files import PdfPage, pdf

from circular.documents import Document, read
from circular.documents.isolation import File, read_apart
from circular.faults import Fault


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "udbud"
    (folder / "bilag").mkdir(parents=True)
    (folder / "Udbud.docx").write_bytes(docx(p("Mursten skal genbruges.")))
    (folder / "bilag" / "Bilag 1.pdf").write_bytes(pdf(PdfPage().lines(70, 700, "Træ skal være FSC.")))
    (folder / "bilag" / "noter.txt").write_text("Noter om udbuddet.", encoding="cp1252")
    for litter in (".DS_Store", "~$Udbud.docx", "Thumbs.db", ".~lock.Udbud.docx#", "._Udbud.docx"):
        (folder / litter).write_bytes(b"litter")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "x.docx").write_bytes(b"litter")
    return folder


def by_name(documents: list[Document]) -> dict[str, Document]:
    return {document.file: document for document in documents}


def test_a_folder_is_read_in_order_with_names_relative_to_it(package: Path) -> None:
    documents = read([package])
    assert [(d.file, d.kind, d.status) for d in documents] == [
        ("Udbud.docx", "docx", "read"), ("bilag/Bilag 1.pdf", "pdf", "read"), ("bilag/noter.txt", "text", "read"),
    ]  # fmt: skip
    assert {block.place.file for d in documents for block in d.blocks} == {d.file for d in documents}
    assert documents[0].sha256 is not None


def test_isolated_and_direct_reading_give_the_same(package: Path) -> None:
    assert read([package]) == read([package], isolate=False)


def test_a_file_has_the_name_the_user_gave(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(package)
    assert [d.file for d in read([Path("bilag/noter.txt")], isolate=False)] == ["bilag/noter.txt"]
    assert [d.file for d in read([package / "Udbud.docx"], isolate=False)] == ["Udbud.docx"]
    assert [d.file for d in read([Path("Udbud.docx"), package / "Udbud.docx"], isolate=False)] == ["Udbud.docx"]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "krav.txt").write_text(f"Krav {name}")
    assert [d.file for d in read([tmp_path / "a" / "krav.txt", tmp_path / "b" / "krav.txt"], isolate=False)] == [
        "a/krav.txt",
        "b/krav.txt",
    ]


def test_missing_paths_and_empty_folders_are_faults(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="does not exist"):
        read([tmp_path / "nej"])
    with pytest.raises(Fault, match="folder is empty") as caught:
        read([tmp_path])
    assert caught.value.hint


def broken() -> dict[str, tuple[bytes, str, str]]:
    """Name -> content, status, and a word of the reason."""
    whole = docx(p("Mursten skal genbruges."))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * 60_000_000)
        bomb.writestr("[Content_Types].xml", b"")
    old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    return {
        "tom.docx": (b"", "unreadable", "tom"),
        "nuller.pdf": (b"\0" * 5000, "unreadable", "tom"),
        "halv.docx": (whole[: len(whole) // 2], "unreadable", "afbrudt"),
        "ikke-zip.docx": (b"PK\x03\x04" + b"\xff" * 400, "unreadable", "zip"),
        "bombe.docx": (out.getvalue(), "unreadable", "sikkerheden"),
        "laast.pdf": (pdf(PdfPage().text(70, 700, "x"), encrypted=True), "unreadable", "adgangskode"),
        "laast.docx": (old_office + "EncryptedPackage".encode("utf-16-le"), "unreadable", "adgangskode"),
        "gammel.doc": (old_office + "WordDocument".encode("utf-16-le"), "unsupported", ".docx"),
        "mail.msg": (old_office + "__substg1.0_001A".encode("utf-16-le"), "unreadable", "mailen"),
        "program.docx": (b"MZ" + b"\x90" * 300, "unsupported", "program"),
        "billede.pdf": (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "unsupported", "billede"),
        "ukendt.bin": (bytes(range(256)) * 4, "unsupported", "kendes ikke"),
        "brev.rtf": (b"{\\rtf1 Krav}", "unsupported", "RTF"),
        "tekst.xml": (b"<?xml version='1.0'?><a/>", "unsupported", "XML"),
    }


@pytest.mark.parametrize("isolate", [True, False])
def test_every_broken_file_gets_one_clear_line_and_stops_nothing(tmp_path: Path, isolate: bool) -> None:
    wanted = broken()
    for name, (content, _, _) in wanted.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "god.txt").write_text("Mursten skal genbruges.")
    found = by_name(read([tmp_path], isolate=isolate))
    for name, (_, status, word) in wanted.items():
        document = found[name]
        assert (document.status, document.blocks) == (status, ()), name
        assert document.why is not None, name
        assert word in document.why, name
        assert document.why_en and "\n" not in document.why, name
    assert found["god.txt"].status == "read"


def test_content_tells_the_kind_not_the_extension(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(docx(p("Jeg er Word.")))
    (tmp_path / "b.docx").write_bytes(pdf(PdfPage().lines(70, 700, "Jeg er PDF.")))
    (tmp_path / "c.log").write_text("Jeg er tekst.")
    book = Workbook()
    assert book.active is not None
    book.active.append(["Jeg er et ark."])
    book.save(tmp_path / "d.xlsx")
    (tmp_path / "d.xlsx").rename(tmp_path / "d.doc")
    assert [(d.kind, d.blocks[0].text) for d in read([tmp_path], isolate=False)] == [
        ("docx", "Jeg er Word."), ("pdf", "Jeg er PDF."), ("text", "Jeg er tekst."), ("xlsx", "Jeg er et ark."),
    ]  # fmt: skip


def test_projects_are_told_and_not_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# et projekt\n---\ncircular: building/1\nname: Skole\n")
    (tmp_path / "b.yml").write_text('circular: "portfolio/1"\n')
    (tmp_path / "c.yaml").write_text("name: x\ncircular: building/1\n")
    (tmp_path / "d.yaml").write_text("name: x\nnote: |\n  circular: building/1\n")
    assert [(d.kind, d.status, d.blocks) for d in read([tmp_path], isolate=False)] == [
        ("building", "read", ()), ("portfolio", "read", ()), ("building", "read", ()), ("other", "unsupported", ()),
    ]  # fmt: skip


def test_the_tables_of_a_portfolio_are_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text("circular: portfolio/1\n")
    for name in ("buildings.csv", "packages.csv", "andet.csv"):
        (tmp_path / name).write_text("id,navn\n1,Skole\n")
    found = by_name(read([tmp_path], isolate=False))
    assert {name: document.kind for name, document in found.items()} == {
        "andet.csv": "csv", "buildings.csv": "portfolio", "packages.csv": "portfolio", "portfolio.yaml": "portfolio",
    }  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_pipes_devices_and_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "udbud"
    folder.mkdir()
    (tmp_path / "hemmelig.txt").write_text("uden for mappen")
    os.mkfifo(folder / "roer.txt")
    (folder / "link.txt").symlink_to(tmp_path / "hemmelig.txt")
    (folder / "god.txt").write_text("Krav.")
    found = by_name(read([folder]))
    assert sorted(found) == ["god.txt", "link.txt", "roer.txt"]
    assert (found["roer.txt"].status, found["link.txt"].status) == ("unsupported", "unsupported")
    assert found["link.txt"].blocks == ()
    assert "fører ud af mappen" in str(found["link.txt"].why)


def slow_sitecustomize(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a `circular.documents.csv_table` in the worker's way that misbehaves."""
    folder = tmp_path / "evil"
    folder.mkdir()
    (folder / "evil_reader.py").write_text(code)
    monkeypatch.syspath_prepend(str(folder))


EVIL = """
import sys
from circular.documents import worker
from circular.documents.worker import main
import circular.documents.one as one
honest = one.read_one
def read_one(path, file):
    if path.name.startswith("haeng"):
        import time; time.sleep(3600)
    if path.name.startswith("styrt"):
        import os, signal; os.kill(os.getpid(), signal.SIGSEGV)
    if path.name.startswith("slut"):
        import os; os._exit(3)
    if path.name.startswith("spis"):
        waste = [bytes(50_000_000) for _ in range(1000)]
    return honest(path, file)
one.read_one = read_one
main()
"""


def test_a_hang_a_crash_an_exit_and_hunger_become_that_documents_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from circular.documents import isolation

    slow_sitecustomize(tmp_path, EVIL, monkeypatch)
    monkeypatch.setattr(isolation, "_BOOT", "import sys; sys.path[:] = sys.argv[2:]; import evil_reader")
    names = ["a.txt", "haeng.txt", "m.txt", "slut.txt", "spis.txt", "styrt.txt", "z.txt"]
    files = []
    for name in names:
        (tmp_path / name).write_text("Mursten skal genbruges.")
        files.append(File(tmp_path / name, name))
    patient = isolation.Worker.ask

    def ask(worker: isolation.Worker, path: Path, file: str, keys: Sequence[str], _: float) -> Document:
        return patient(
            worker, path, file, keys, 2 if file == "haeng.txt" else 300
        )  # a busy machine may be slow with the others

    monkeypatch.setattr(isolation.Worker, "ask", ask)
    found = by_name(read_apart(files, timeout_s=2, memory_mb=600))
    assert [name for name in names if found[name].status == "read"] == ["a.txt", "m.txt", "z.txt"]
    assert "2 sekunder" in str(found["haeng.txt"].why)
    assert "signal 11" in str(found["styrt.txt"].why)
    assert "kode" in str(found["slut.txt"].why)
    assert found["spis.txt"].status == "unreadable"


def test_the_worker_imports_nothing_heavy(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys; import circular.documents.worker, circular.documents.one; from pathlib import Path; one = sys.modules['circular.documents.one']; one.read_one(Path(sys.argv[1]), 'a'); print(sorted({'pandas','pyomo','openpyxl','docx','sqlalchemy','highspy','numpy','rich'} & set(sys.modules)))"
    (tmp_path / "a.docx").write_bytes(docx(p("Krav")))
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.docx")], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_three_files_are_read_quickly_with_worker_start(package: Path) -> None:
    begun = processor_seconds()
    read([package])
    assert processor_seconds() - begun < 4, "a generous bound; about 0.4 s"


def test_progress_is_told_for_each_document(package: Path) -> None:
    told: list[str] = []
    read([package], progress=told.append)
    assert sorted(told) == ["Udbud.docx", "bilag/Bilag 1.pdf", "bilag/noter.txt"]
