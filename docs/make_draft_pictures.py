"""Makes the pictures of docs/drafting.md: `python docs/make_draft_pictures.py` (needs LibreOffice and pdftoppm)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TENDER = (
    "new", "tender", "--category", "renovation", "--level", "ambitious", "--set", "area=1200",
    "--set", "building_type=institution", "--set", "buyer=Nordby Kommune", "--published", "2026-09-01", "--permit-applied", "2026-08-01",
)  # fmt: skip
PAGES = {1: "tender-requirements.png", 4: "tender-award.png"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "udbud.docx"
        subprocess.run([sys.executable, "-m", "circular", *TENDER, "--out", str(draft)], check=True, cwd=ROOT)
        office = f"-env:UserInstallation={(Path(folder) / 'office').as_uri()}"
        subprocess.run(["soffice", "--headless", office, "--convert-to", "pdf", "--outdir", folder, str(draft)], check=True, capture_output=True)  # fmt: skip
        (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
        for page, name in PAGES.items():
            target = ROOT / "docs" / "pictures" / name
            subprocess.run(
                ["pdftoppm", "-png", "-gray", "-r", "80", "-f", str(page), "-l", str(page), "-singlefile",
                 str(draft.with_suffix(".pdf")), str(target.with_suffix(""))],
                check=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
