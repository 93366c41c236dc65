"""Lists what the lock file brings: docs/licences.md, and docs/sbom.cdx.json (CycloneDX 1.5).

    python tools/sbom.py            writes both
    python tools/sbom.py --check    exit code 1 when they are not of today's lock file

Licences are those that the installed packages state of themselves. The same lock file gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
LICENCES = ROOT / "docs" / "licences.md"
SBOM = ROOT / "docs" / "sbom.cdx.json"
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_CLASSIFIER = "License :: OSI Approved :: "
_ELSEWHERE = {"colorama": "BSD-3-Clause"}
"""Licences of packages that are installed on other systems only."""
_SHORT = {
    "MIT License": "MIT", "MIT": "MIT", "BSD License": "BSD", "BSD": "BSD", "Apache Software License": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0", "Python Software Foundation License": "PSF-2.0", "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "The Unlicense (Unlicense)": "Unlicense",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only", "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
}  # fmt: skip


@dataclass(frozen=True)
class Package:
    """One package of the lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str
    summary: str
    needs: tuple[str, ...]
    used: str
    """core, or the extra that brings it."""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[tuple[str, str], tuple[str, ...]]:
    """Name and version -> hashes; a package may stand in two versions, for older and newer Pythons."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    key = ("", "")
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        told = _REQUIREMENT.match(line)
        if told:
            key = (canonical(told.group(1)), told.group(2))
        found[key] = (*found.get(key, ()), *_HASH.findall(line))
    found.pop(("", ""), None)
    return found


def packages() -> list[Package]:
    """The packages of the lock file, with what is known of them here."""
    lock = locked()
    names = {name for name, _ in lock}
    parts = _parts(names)
    made = []
    for (name, version), hashes in sorted(lock.items()):
        try:
            one: Distribution | None = distribution(name)
        except PackageNotFoundError:
            one = None
        summary = (
            re.sub(r" ?\(?https?://\S+|\(\S+\.org\)", "", (one.metadata["Summary"] or "")) if one is not None else ""
        )
        made.append(Package(name, version, tuple(sorted(hashes)), _licence(name, one), summary, _needs(one, names), parts.get(name, "other")))  # fmt: skip
    return made


def _licence(name: str, one: Distribution | None) -> str:
    if one is None:
        return _ELSEWHERE.get(name, "not installed here")
    said = one.metadata.get("License-Expression") or ""
    if said:
        return str(said)
    classified = [line[len(_CLASSIFIER) :] for line in one.metadata.get_all("Classifier") or () if line.startswith(_CLASSIFIER)]  # fmt: skip
    short = (one.metadata.get("License") or "").strip()
    if short and short != "UNKNOWN" and len(short) < 60 and "\n" not in short:
        return _SHORT.get(short, short)
    if classified:
        return " AND ".join(sorted({_SHORT.get(name, name) for name in classified}))
    return "not stated"


def _needs(one: Distribution | None, known: set[str]) -> tuple[str, ...]:
    if one is None:
        return ()
    named = {canonical(re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0]) for line in one.requires or () if "extra ==" not in line}  # fmt: skip
    return tuple(sorted(named & known))


def _parts(known: set[str]) -> dict[str, str]:
    """Name -> core, or the first extra that needs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"core": project["dependencies"], **project["optional-dependencies"]}
    found: dict[str, str] = {}
    for part, lines in groups.items():
        waiting = [name for line in lines for name in _asked(line, known)]
        while waiting:
            name = waiting.pop()
            if name in found or name not in known:
                continue
            found[name] = part
            try:
                waiting += _needs(distribution(name), known)
            except PackageNotFoundError:
                continue
    return found


def _asked(line: str, known: set[str]) -> list[str]:
    """The package of a requirement, and what its extras bring: 'psycopg[binary]>=3.1'."""
    told = re.match(r"([\w.-]+)(?:\[([\w, -]+)\])?", line)
    if told is None:
        return []
    name, extras = canonical(told.group(1)), {part.strip() for part in (told.group(2) or "").split(",")} - {""}
    try:
        more = distribution(name).requires or [] if extras else []
    except PackageNotFoundError:
        more = []
    brought = [canonical(re.split(r"[\s;<>=!~\[(]", one, maxsplit=1)[0]) for one in more if any(re.search(rf"extra == ['\"]{extra}['\"]", one) for extra in extras)]  # fmt: skip
    return [name, *(one for one in brought if one in known)]


def licences(found: list[Package]) -> str:
    """The page."""
    lines = [
        "# Licences", "",
        "Written by `python tools/sbom.py` from requirements.lock; each licence is the one that the package states of itself. The program itself is under EUPL-1.2.",
        "No package of the core is under the GPL or AGPL. The same list for machines: [sbom.cdx.json](sbom.cdx.json) (CycloneDX).", "",
        "| package | version | licence | used by | what it is |", "|---|---|---|---|---|",
    ]  # fmt: skip
    order = {"core": 0, "dev": 2}
    for one in sorted(found, key=lambda one: (order.get(one.used, 1), one.used, one.name)):
        lines.append(
            f"| {one.name} | {one.version} | {one.licence} | {one.used} | {one.summary.replace('|', '/')[:90]} |"
        )
    return "\n".join(lines) + "\n"


def sbom(found: list[Package]) -> dict[str, Any]:
    """The bill of materials, CycloneDX 1.5."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    references = {
        name: [f"pkg:pypi/{one.name}@{one.version}" for one in found if one.name == name]
        for name in {one.name for one in found}
    }
    core = [_reference(one) for one in found if one.name in {canonical(re.split(r'[\s;<>=!~\[(]', line, maxsplit=1)[0]) for line in project["dependencies"]}]  # fmt: skip
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, LOCK.read_text(encoding='utf-8'))}",
        "metadata": {"component": {"type": "application", "bom-ref": own, "name": project["name"], "version": project["version"], "purl": own, "licenses": [{"license": {"id": project["license"]}}]}},
        "components": [_component(one, _reference(one)) for one in found],
        "dependencies": [{"ref": own, "dependsOn": core}, *({"ref": _reference(one), "dependsOn": [each for name in one.needs for each in references[name]]} for one in found)],
    }  # fmt: skip


def _reference(one: Package) -> str:
    return f"pkg:pypi/{one.name}@{one.version}"


def _component(one: Package, reference: str) -> dict[str, Any]:
    return {
        "type": "library", "bom-ref": reference, "name": one.name, "version": one.version, "purl": reference,
        "scope": "required" if one.used == "core" else "optional", "licenses": [{"license": {"name": one.licence}}],
        "externalReferences": [{"type": "distribution", "url": reference, "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.hashes]}],
    }  # fmt: skip


def main() -> int:
    found = packages()
    made = {LICENCES: licences(found), SBOM: json.dumps(sbom(found), ensure_ascii=False, indent=1) + "\n"}
    if "--check" in sys.argv:
        old = [
            path.name for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text
        ]
        print(f"not of today's lock file: {', '.join(old)}" if old else "both are of today's lock file")
        return 1 if old else 0
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
