"""What the lock file brings: pinned by hash, licences listed, none that the core may not have, a valid bill of materials."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
BILL = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
LOCKED = {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", LOCK)}  # fmt: skip


def rows() -> list[list[str]]:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ") and "| version |" not in line]  # fmt: skip


def test_every_package_is_pinned_by_hash() -> None:
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", LOCK)[1:]
    assert len(blocks) == len(LOCKED) > 20
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lists_are_of_today_s_lock_file() -> None:
    assert {(row[0], row[1]) for row in rows()} == LOCKED
    assert {(one["name"], one["version"]) for one in BILL["components"]} == LOCKED
    hashes = {digest["content"] for one in BILL["components"] for digest in one["externalReferences"][0]["hashes"]}
    assert hashes == set(re.findall(r"sha256:([0-9a-f]{64})", LOCK))


def test_every_licence_is_known_and_the_core_has_no_gpl() -> None:
    for name, _, licence, used, *_ in rows():
        assert licence and licence not in ("not stated", "not installed here", "UNKNOWN"), name
        if used == "core":
            assert not re.search(r"\bA?GPL", licence), f"{name}: {licence}"


def test_the_bill_of_materials_is_valid_and_whole() -> None:
    references = {one["bom-ref"] for one in BILL["components"]} | {BILL["metadata"]["component"]["bom-ref"]}
    assert {one["ref"] for one in BILL["dependencies"]} == references
    assert all(set(one["dependsOn"]) <= references for one in BILL["dependencies"])
    schema = pytest.importorskip("cyclonedx.validation.json")
    from cyclonedx.schema import SchemaVersion

    text = (ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8")
    assert schema.JsonStrictValidator(SchemaVersion.V1_5).validate_str(text) is None
