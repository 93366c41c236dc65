"""Checks the docs: every command in README and docs runs, every link leads somewhere, no machine is named.

Run as `python -m tests.docs_check`; prints each fault and ends with 1 when there is one.
Commands are the lines that begin with `circular ` in fenced blocks marked `console`; they run in order, each page in a
folder of its own that holds the shipped examples, and must end with 0 or 1 (2 only where the line says `# exit 2`).
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|tmp|home|farm|Users)/")


def pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(page: Path) -> list[tuple[str, int]]:
    """Each command of a page with the largest exit code it may end with."""
    found = []
    for block in FENCE.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            line = line.removeprefix("$ ").strip()
            if line.startswith("circular "):
                found.append((line.split("  #")[0], 2 if "# exit 2" in line else 1))
    return found


def faults_of(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(ROOT)
    faults = [f"{name}: names a machine's path: {match}" for match in MACHINE.findall(text)]
    for target in LINK.findall(text):
        path = target.split("#")[0]
        if path and not re.match(r"[a-z]+:", path) and not (page.parent / path).exists():
            faults.append(f"{name}: the link {target} leads nowhere")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
        for command, worst in commands(page):
            run = subprocess.run(
                [sys.executable, "-m", "circular", *shlex.split(command)[1:]],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode > worst or "Traceback" in run.stderr:
                faults.append(
                    f"{name}: `{command}` ended with {run.returncode}: {run.stderr.strip().splitlines()[-1:]}"
                )
    return faults


def main() -> int:
    checked = [(page, faults_of(page)) for page in pages()]
    faults = [fault for _, found in checked for fault in found]
    for fault in faults:
        print(fault)
    total = sum(len(commands(page)) for page, _ in checked)
    print(f"docs: {len(checked)} pages, {total} commands run, {len(faults)} faults")
    return 1 if faults or not total else 0


if __name__ == "__main__":
    sys.exit(main())
