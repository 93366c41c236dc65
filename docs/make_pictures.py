"""Makes the pictures of README and docs from the shipped example: `python docs/make_pictures.py` (needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb",
)  # fmt: skip


def picture(page: Path, target: Path, *, width: int, height: int) -> None:
    """A screenshot of a page on this machine, at twice the pixels."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed to make the pictures")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [chromium, *FLAGS, f"--user-data-dir={folder}", f"--window-size={width},{height}", f"--screenshot={target}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "udbud.html"
        subprocess.run(
            [sys.executable, "-m", "circular", "check", str(ROOT / "examples" / "udbud-skole"), "--as-of", "2026-11-24",
             "--format", f"html={page}"],
            check=False,
        )  # fmt: skip
        picture(page, ROOT / "docs" / "pictures" / "check.png", width=1000, height=1250)


if __name__ == "__main__":
    main()
