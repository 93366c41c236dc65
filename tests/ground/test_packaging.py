"""Wheel, sdist, editable install and a bare checkout find the same data and say the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import circular
from circular.shelf import SHELVES, shelf, walk

ALLOWED = {".yaml", ".csv", ".md", ".txt", ".toml", ".docx", ".pdf", ".xlsx", ".xml"}
LISTING = (
    "import json;from circular.shelf import SHELVES,shelf,walk;"
    "print(json.dumps({k:[(n,len(f.read_bytes())) for n,f in walk(shelf(k),'')] for k in SHELVES}))"
)


def test_version_and_lock_file_agree_with_the_project(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == circular.__version__
    locked = set(
        re.findall(r"^([a-z0-9._-]+)==", (root / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[\[<>=~! ]", requirement)[0].lower().replace("_", "-") for requirement in wanted} - {
        project["name"]
    }
    assert names <= locked, f"not in requirements.lock: {sorted(names - locked)}"


def test_only_known_kinds_of_files_lie_on_the_shelves() -> None:
    found = {Path(name).suffix for kind in SHELVES for name, _ in walk(shelf(kind), "")}
    assert found, "the shelves are empty"
    assert found <= ALLOWED


def test_an_unknown_shelf_is_refused() -> None:
    with pytest.raises(ValueError, match="no shelf named"):
        shelf("secrets")


def listing(python_path: Path, elsewhere: Path) -> dict[str, list[list[object]]]:
    environment = {**os.environ, "PYTHONPATH": str(python_path)}
    shown = subprocess.run(
        [sys.executable, "-c", LISTING], cwd=elsewhere, env=environment, capture_output=True, text=True, check=True
    )  # fmt: skip
    found: dict[str, list[list[object]]] = json.loads(shown.stdout)
    return found


@pytest.mark.slow
def test_wheel_sdist_and_checkout_find_the_same_data(root: Path, tmp_path: Path) -> None:
    built = tmp_path / "built"
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(built), str(root)],
        check=True,
        capture_output=True,
    )
    (wheel,), (sdist,) = built.glob("*.whl"), built.glob("*.tar.gz")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (unpacked,) = (tmp_path / "sdist").iterdir()
    top_level = {path.name for path in (tmp_path / "wheel").iterdir() if not path.name.endswith(".dist-info")}
    assert top_level == {"circular"}, "rules, lca_data and cli never become top-level names"
    checkout = listing(root, elsewhere)
    assert all(checkout[kind] for kind in SHELVES)
    assert listing(tmp_path / "wheel", elsewhere) == checkout
    assert listing(unpacked, elsewhere) == checkout
    for command in (
        [sys.executable, str(root / "cli.py")],
        [sys.executable, "-m", "circular"],
        [sys.executable, str(unpacked / "cli.py")],
    ):
        shown = subprocess.run([*command, "--version"], cwd=elsewhere, capture_output=True, text=True, check=True)
        assert circular.__version__ in shown.stdout
