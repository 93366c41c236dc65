"""Archives, mails, web pages: what is in them, under which names, and what means harm."""

from __future__ import annotations

import io
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from compound_files import attached_mail, attachment, msg
from docx_files import docx, p
from hypothesis import given
from hypothesis import strategies as some
from in_process import processor_seconds
from pdf_files import PdfPage, pdf

from circular.documents import Document, read, unpacked
from circular.documents import archive as archives
from circular.documents.archive import safe_name
from circular.faults import Fault

TEXT = b"Mursten skal genbruges."


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as package:
        for name, content in entries:
            package.writestr(name, content)
    return out.getvalue()


def told(path: Path, name: str, content: bytes) -> dict[str, Document]:
    (path / name).write_bytes(content)
    return {document.file: document for document in read([path / name], isolate=False)}


def test_an_archive_is_its_files_in_order_litter_left_out(tmp_path: Path) -> None:
    content = zipped(
        ("udbud/Krav.docx", docx(p("Tegl skal genbruges."))), ("udbud/bilag/Bilag 1.pdf", pdf(PdfPage().lines(70, 700, "Alt træ skal være FSC."))),
        ("udbud/.DS_Store", b"x"), ("__MACOSX/udbud/._Krav.docx", b"x"), ("udbud/~$Krav.docx", b"x"), ("Thumbs.db", b"x"),
    )  # fmt: skip
    (tmp_path / "pakke.zip").write_bytes(content)
    found = read([tmp_path / "pakke.zip"])
    assert [(d.file, d.kind, d.status, d.blocks[0].text) for d in found] == [
        ("pakke.zip/udbud/Krav.docx", "docx", "read", "Tegl skal genbruges."), ("pakke.zip/udbud/bilag/Bilag 1.pdf", "pdf", "read", "Alt træ skal være FSC."),
    ]  # fmt: skip
    assert found[0].blocks[0].place.file == "pakke.zip/udbud/Krav.docx"
    assert found == read([tmp_path / "pakke.zip"], isolate=False)


def test_archives_are_opened_to_the_third_within_each_other(tmp_path: Path) -> None:
    content = TEXT
    for depth in range(4, 0, -1):
        content = zipped((f"krav{depth}.txt", TEXT), ("indre.zip" if depth < 4 else "dybt.txt", content))
    found = told(tmp_path, "a.zip", content)
    assert [file for file, d in found.items() if d.status == "read"] == ["a.zip/indre.zip/indre.zip/krav3.txt", "a.zip/indre.zip/krav2.txt", "a.zip/krav1.txt"]  # fmt: skip
    deepest = found["a.zip/indre.zip/indre.zip/indre.zip"]
    assert (deepest.status, deepest.blocks) == ("unreadable", ())
    assert "inde i 3 andre" in str(deepest.why)


@pytest.mark.parametrize(
    ("encoding", "flagged"), [("cp865", False), ("cp850", False), ("utf-8", False), ("utf-8", True), ("cp1252", False)]
)
def test_danish_names_are_read_whatever_program_packed_them(tmp_path: Path, encoding: str, flagged: bool) -> None:
    wanted = "Ændringer/Spørgsmål på øen Å.txt"
    if flagged:
        content = zipped((wanted, TEXT))
    else:
        raw = wanted.encode(encoding)
        plain = "x" * len(raw)
        content = zipped((plain, TEXT)).replace(plain.encode(), raw)
    assert list(told(tmp_path, "a.zip", content)) == [f"a.zip/{wanted}"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("C:\\Windows\\x.txt", "Windows/x.txt"), ("a/./b//c.txt", "a/b/c.txt"),
        ("krav\u202etxt.exe", "kravtxt.exe"), ("krav\x1b[31m.txt", "krav[31m.txt"), ("..", ""),
    ],
)  # fmt: skip
def test_names_lead_nowhere_else(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(some.text(max_size=60))
def test_a_safe_name_never_climbs(name: str) -> None:
    parts = safe_name(name).split("/")
    assert not {".", ".."} & set(parts)
    assert "\\" not in safe_name(name)
    assert safe_name(safe_name(name)) == safe_name(name) or ":" in name


def test_nothing_is_written_where_a_name_points_and_links_are_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("genvej.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = zipped(("../ude.txt", TEXT), (link, b"/etc/passwd"))
    found = told(tmp_path, "a.zip", content)
    assert found["a.zip/ude.txt"].blocks[0].text == TEXT.decode()
    assert found["a.zip"].status == "partly_read"
    assert "genvej.txt" in str(found["a.zip"].why)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_bombs_are_refused_by_ratio_size_and_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed_hard = zipped(("stor.txt", b"0" * 60_000_000))
    found = told(tmp_path, "haard.zip", packed_hard)
    assert "sikkerhed" in str(found["haard.zip/stor.txt"].why)
    monkeypatch.setattr(archives, "RATIO_FROM_BYTES", 100_000)
    found = told(tmp_path, "hel.zip", packed_hard)
    assert ("sikkerhed" in str(found["hel.zip"].why), len(found)) == (True, 1)
    monkeypatch.setattr(archives, "MOST_ENTRIES", 10)
    found = told(tmp_path, "mange.zip", zipped(*[(f"{n}.txt", TEXT) for n in range(11)]))
    assert "11 filer" in str(found["mange.zip"].why)
    monkeypatch.setattr(archives, "MOST_ENTRY_BYTES", 10)
    found = told(tmp_path, "enkelt.zip", zipped(("a.txt", TEXT)))
    assert "sikkerhed" in str(found["enkelt.zip/a.txt"].why)


def test_an_entry_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.txt", TEXT * 50), how=zipfile.ZIP_STORED))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (5).to_bytes(4, "little")
    (document,) = told(tmp_path, "a.zip", bytes(content)).values()
    assert document.status == "unreadable"


def test_a_broken_entry_costs_only_itself(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.txt", TEXT), ("b.docx", docx(p("Tegl skal genbruges."))), ("c.txt", TEXT)))
    at = content.find(b"b.docx")
    content[at + 30 : at + 400] = b"\xff" * 370
    found = told(tmp_path, "a.zip", bytes(content))
    assert {file: d.status for file, d in found.items()} == {"a.zip/a.txt": "read", "a.zip/b.docx": "unreadable", "a.zip/c.txt": "read"}  # fmt: skip
    (empty,) = told(tmp_path, "tom.zip", zipped()).values()
    assert (empty.status, "tomt" in str(empty.why)) == ("unreadable", True)


def test_two_entries_of_one_name_are_both_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped(("a.txt", TEXT), ("a.txt", b"Tegl."))
    assert {file: d.blocks[0].text for file, d in told(tmp_path, "a.zip", content).items()} == {"a.zip/a.txt": TEXT.decode(), "a.zip/a.txt (2)": "Tegl."}  # fmt: skip


def test_a_locked_entry_says_so(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.txt", TEXT)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    (document,) = told(tmp_path, "a.zip", bytes(content)).values()
    assert "adgangskode" in str(document.why)


def eml(body: str, *attached: tuple[str, bytes], html: str = "", subject: str = "Rettelse til udbud på øen") -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "ordregiver@kommune.example", "alle@firma.example"
    mail["Message-ID"] = "<1@kommune.example>"
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attached:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_a_mail_is_its_subject_body_and_attachments(tmp_path: Path) -> None:
    content = eml("Krav 4 udgår.\n\nTegl skal genbruges.\n", ("Bilag på øen.docx", docx(p("Alt træ skal være FSC."))), ("pakke.zip", zipped(("a.txt", TEXT))))  # fmt: skip
    (tmp_path / "mail.eml").write_bytes(content)
    found = {document.file: document for document in read([tmp_path / "mail.eml"])}
    mail = found["mail.eml"]
    assert (mail.kind, mail.status, mail.blocks[0].text, mail.blocks[0].kind) == ("mail", "read", "Rettelse til udbud på øen", "heading")  # fmt: skip
    assert "Tegl skal genbruges." in [block.text for block in mail.blocks]
    assert found["mail.eml/Bilag på øen.docx"].blocks[0].text == "Alt træ skal være FSC."
    assert found["mail.eml/pakke.zip/a.txt"].blocks[0].text == TEXT.decode()


def test_a_mail_is_told_by_its_content_and_its_page_read_when_there_is_no_plain_text(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Krav", "a@b.example"
    mail.set_content("<p>Tegl <b>skal</b> genbruges.</p><del>Plast.</del>", subtype="html")
    found = told(tmp_path, "uden-endelse", mail.as_bytes())
    assert [(b.text, b.struck) for b in found["uden-endelse"].blocks][2:] == [("Tegl skal genbruges.", False), ("Plast.", True)]  # fmt: skip
    note = told(tmp_path, "note.txt", b"From: os alle\nTo: jer\nKrav: tegl skal genbruges.\n")
    assert note["note.txt"].kind == "text"


def test_a_mail_within_a_mail_is_read_and_broken_mails_end_in_a_status(tmp_path: Path) -> None:
    from email import message_from_bytes, policy

    outer = EmailMessage()
    outer["Subject"], outer["Message-ID"] = "Ydre", "<2@b.example>"
    outer.set_content("Se vedhæftet.")
    outer.add_attachment(message_from_bytes(eml("Indre krav om tegl.", ("a.txt", TEXT), subject="Indre"), policy=policy.default))  # type: ignore[arg-type]  # fmt: skip
    found = told(tmp_path, "a.eml", outer.as_bytes())
    assert sorted(found) == ["a.eml", "a.eml/Indre.eml", "a.eml/Indre.eml/a.txt"]
    assert "Indre krav om tegl." in [block.text for block in found["a.eml/Indre.eml"].blocks]
    broken = told(tmp_path, "b.eml", b"Subject: =?utf-8?b?////?=\nContent-Type: multipart/mixed; boundary=\nMIME-Version: 1.0\n\nx")  # fmt: skip
    assert broken["b.eml"].status in ("read", "unreadable")
    assert "gik i stå" not in str(broken["b.eml"].why)


def test_an_outlook_mail_is_read_with_its_attachments_and_the_mails_in_it(tmp_path: Path) -> None:
    big = docx(p("Alt træ skal være FSC."), extra={"fyld.bin": bytes(range(256)) * 40})
    content = msg("Rettelse på øen", "Krav 4 udgår.\r\n\r\nTegl skal genbruges.", attachment("Bilag.docx", big), attached_mail("Svar", "Spær skal genbruges.", attachment("note.txt", (TEXT + b"\n\n") * 200)))  # fmt: skip
    (tmp_path / "a.msg").write_bytes(content)
    found = {document.file: document for document in read([tmp_path / "a.msg"])}
    assert [block.text for block in found["a.msg"].blocks] == [
        "Rettelse på øen", "From: Ordregiver", "Krav 4 udgår.", "Tegl skal genbruges.", "Svar", "From: Ordregiver", "Spær skal genbruges.",
    ]  # fmt: skip
    assert found["a.msg/Bilag.docx"].status == "read", found["a.msg/Bilag.docx"].why
    assert found["a.msg/note.txt"].blocks[0].text == TEXT.decode()
    page = told(tmp_path, "b.msg", msg("Krav", "", html="<p>Alt træ på øen mærkes.</p>".encode()))
    assert page["b.msg"].blocks[-1].text == "Alt træ på øen mærkes."


PAGE = """<!doctype html><html><head><title>x</title><style>p{color:red}</style></head><body><script>Tegl();</script>
<!-- Skjult kommentar --><h1>Krav</h1><h2>1.2 Materialer</h2><p>Tegl <b>skal</b>&nbsp;genbruges<sup><a href="#n1">1</a></sup>.<br>Altid.</p>
<p>Tilbudsgiver skal:</p><ol><li>tage møbler retur<ul><li>hver uge</li></ul></li><li>levere reservedele</li></ol>
<p style="display:none">Skjult krav.</p><p>Behold <del>slet</del> dette.</p>
<table><tr><th>ID</th><th>Krav</th></tr><tr><td rowspan=2>K-1</td><td>Mindst 20&nbsp;%</td></tr><tr><td>efter vægt</td></tr><tr><td>K-2</td><td><s>Plast</s></td></tr></table></body></html>"""


def test_a_web_page_is_read_with_headings_lists_tables_and_marks(tmp_path: Path) -> None:
    (page,) = told(tmp_path, "krav.html", PAGE.encode()).values()
    found = [(b.kind, b.text, b.number, b.struck, b.hidden) for b in page.blocks]
    assert found == [
        ("heading", "Krav", None, False, False), ("heading", "1.2 Materialer", "1.2", False, False), ("paragraph", "Tegl skal genbruges. Altid.", None, False, False),
        ("paragraph", "Tilbudsgiver skal:", None, False, False), ("list_item", "tage møbler retur", "1.", False, False),
        ("list_item", "hver uge", None, False, False), ("list_item", "levere reservedele", "2.", False, False),
        ("paragraph", "Skjult krav.", None, False, True), ("paragraph", "Behold dette.", None, False, False), ("paragraph", "slet", None, True, False),
        ("table_header", "ID | Krav", None, False, False), ("table_row", "K-1 | Mindst 20 %", None, False, False),
        ("table_row", "K-1 | efter vægt", None, False, False), ("table_row", "K-2", None, False, False), ("table_row", "Plast", None, True, False),
    ]  # fmt: skip
    assert page.blocks[4].lead_in == "Tilbudsgiver skal:"
    assert page.blocks[2].place.heading == "1.2 Materialer"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_a_web_page_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Træ på øen skal mærkes.</p></body></html>'
    (document,) = told(tmp_path, "a.html", page.encode(encoding)).values()
    assert document.blocks[0].text == "Træ på øen skal mærkes."


def test_a_page_nested_without_end_ends_in_a_status(tmp_path: Path) -> None:
    begun = processor_seconds()
    (document,) = told(tmp_path, "a.html", b"<html><body>" + b"<div>" * 200_000 + TEXT).values()
    assert processor_seconds() - begun < 10
    assert document.status in ("read", "unreadable")
    assert "gik i stå" not in str(document.why)


def test_a_file_is_put_out_of_its_archive_for_readers_that_need_a_path(tmp_path: Path) -> None:
    inner = zipped(("projekt/Project.json", b'[{"Node": {"Project": {}}}]'), ("projekt/Building.json", b'[{"Node": {"Building": {}}}]'), ("x.txt", TEXT))  # fmt: skip
    (tmp_path / "a.zip").write_bytes(zipped(("b.zip", inner)))
    found = {d.file: d.kind for d in read([tmp_path / "a.zip"], isolate=False)}
    assert found == {"a.zip/b.zip/projekt/Building.json": "building_part", "a.zip/b.zip/projekt/Project.json": "building", "a.zip/b.zip/x.txt": "text"}  # fmt: skip
    with unpacked("a.zip/b.zip/x.txt", None, [tmp_path / "a.zip"]) as path:
        assert path.read_bytes() == TEXT
    with unpacked("a.zip/b.zip/projekt/Project.json", "a.zip/b.zip/projekt", [tmp_path / "a.zip"]) as path:
        assert sorted(entry.name for entry in path.iterdir()) == ["Building.json", "Project.json"]
    assert not path.exists()
    with pytest.raises(Fault, match="no longer"), unpacked("a.zip/nej.txt", None, [tmp_path / "a.zip"]):
        pass
