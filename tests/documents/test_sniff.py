"""What kind of file it is, told by its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.documents.sniff import sniff

ISO = b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('x'),'2;1');\n"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"circular: building/1\nname: x\n", "projekt.txt", "building"),
        (b'# note\n"circular": portfolio/1\n', "p.yaml", "portfolio"),
        (b"circular: 'portfolio/1'\n", "p.yaml", "portfolio"),
        (b'[\n {"Node": {"Project": {"id": "1"}}}]', "x.json", "building"),
        (b'[{"Edge": [{"A": "b"}, "c"]}, {"Node": {"Building": {}}}]', "x.txt", "building_part"),
        (b'{"id": "1", "formatVersion": "3", "lciaMethod": "en15804", "assemblies": {}}', "x.json", "building"),
        (b'{"id": "1", "declaredUnit": "m3", "name": "Beton"}', "x.json", "epd"),
        (b'{"a": 1}', "x.json", "json"),
        (ISO, "model.ifc", "building"),
        (ISO, "model.txt", "building"),
        (b"not a model", "model.ifc", "ifc"),
        (b'<?xml version="1.0"?>\n<!-- x --><TED_EXPORT xmlns="a"><x/></TED_EXPORT>', "a.xml", "notice"),
        (b'<?xml version="1.0"?><cn:ContractNotice xmlns:cn="a"/>', "a.txt", "notice"),
        (b'<ContractAwardNotice xmlns="a"/>', "a.xml", "notice"),
        (b'<?xml version="1.0"?><epd:processDataSet xmlns:epd="a"/>', "a.xml", "epd"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "a.xhtml", "html"),
        (b"<!DOCTYPE HTML><p>x", "a.docx", "html"),
        (b"<p>Tegl skal genbruges</p>", "a.htm", "html"),
        (b"<noter> om tegl", "a.txt", "text"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "a.zip", "packed"),
        (b"\x1f\x8b\x08\0" + b"\1" * 40, "a.tar.gz", "packed"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"MIME-Version: 1.0\r\nSubject: x\r\n\r\nkrop", "a.txt", "mail"),
        (b"Subject: kun en overskrift\n\nTegl", "a.txt", "text"),
        (b"x", "a.eml", "mail"),
        (b"not a zip", "krav.docx", "docx"),
        (b"not a zip", "pakke.zip", "zip"),
        (b"Navn;Krav", "gammel.xls", "text"),
    ],
)  # fmt: skip
def test_kinds(content: bytes, name: str, kind: str) -> None:
    assert sniff(content, name) == kind


def test_real_projects_and_notices_are_handed_over(shared: Path) -> None:
    found = {
        path: sniff(path.read_bytes(), path.name) for path in sorted((shared / "samples").rglob("*")) if path.is_file()
    }
    kinds = {str(path.relative_to(shared / "samples")): kind for path, kind in found.items()}
    assert {kind for path, kind in kinds.items() if path.startswith("notices/") and path.endswith(".xml")} == {"notice"}
    assert {kind for path, kind in kinds.items() if path.startswith(("lcax/", "ifc/"))} == {"building"}
    assert kinds["lcabyg/dtu-science-park-kt-02.json"] == kinds["lcabyg/webapi_reno/Project.json"] == "building"
    assert kinds["lcabyg/webapi_reno/Building.json"] == kinds["lcabyg/webapi_reno/Secrets.json"] == "building_part"
    assert {kinds[path] for path in kinds if path.startswith("epd/") and path.endswith((".json", ".xml"))} == {"epd"}
