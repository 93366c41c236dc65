"""Makes the pictures of README and docs from the shipped examples: `python docs/make_pictures.py [NAME…]`.

Needs Chromium and the extra `dev` (playwright). The Word copy and the checklist need LibreOffice and pdftoppm as well, and are left out with a word where those are absent.
The register behind the road to 2030 is made up (docs/example_register.py).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from example_register import make
from word_picture import in_margin

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = ROOT / "examples"
DAY = ("--as-of", "2026-11-24")
PAGES: dict[str, tuple[tuple[str, ...], str, int]] = {
    "check": (("check", "udbud-skole", *DAY), "", 1500),
    "lca": (("lca", "nybyg.yaml", *DAY), "", 1420),
    "plan": (("optimise", "skole.yaml", "--front", "8", "--profile", "circular.toml", *DAY), "", 1500),
    "plan-stock": (("optimise", "portefoelje.yaml", "--front", "8", *DAY), "", 1640),
    "road-2030": (("report", "--profile", "circular.toml", *DAY), "", 1060),
    "road-2030-target": (("report", "--profile", "circular.toml", *DAY), "CE-4", 860),
}
"""Name -> command, what the picture begins with (the top of the page where nothing is said), height."""
OFFICE = ("word", "checklist")
WIDTH = 1100
VARIANTS = ("-god", "-bloed", "-fejl", "-ingen")


def circular(*words: str) -> None:
    """Run a command on the examples; a case that falls short is no failure."""
    done = subprocess.run([sys.executable, "-m", "circular", *words], cwd=EXAMPLES, capture_output=True, text=True, check=False, env=_environment())  # fmt: skip
    if done.returncode not in (0, 1):
        sys.exit(f"circular {' '.join(words)}\n{done.stderr}")


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "CIRCULAR_LANG": "da"}


def picture(page: Path, target: Path, *, height: int, begin: str = "") -> None:
    """A screenshot of a page on this machine."""
    from playwright.sync_api import sync_playwright

    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    chromium = next((path for path in found if path), None)
    if chromium is None:
        sys.exit("Chromium is needed to make the pictures")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": WIDTH, "height": height}, reduced_motion="reduce")
        opened = context.new_page()
        opened.goto(page.as_uri())
        if begin:
            opened.evaluate("id => scrollTo(0, document.getElementById(id).getBoundingClientRect().top - 24)", begin)
        opened.screenshot(path=str(target))
        browser.close()


def on_paper(file: Path, target: Path, page: int) -> None:
    """A page of an office file as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "office"
        office = f"-env:UserInstallation={profile.as_uri()}"
        subprocess.run(["soffice", "--headless", office, "--convert-to", "pdf", "--outdir", folder, str(file)], check=True, capture_output=True, timeout=180)  # fmt: skip
        made = Path(folder) / f"{file.stem}.pdf"
        subprocess.run(["pdftoppm", "-png", "-r", "110", "-f", str(page), "-l", str(page), "-singlefile", str(made), str(target.with_suffix(""))], check=True)  # fmt: skip


def office(folder: Path, wanted: set[str]) -> None:
    """The pictures that need LibreOffice."""
    if not all(shutil.which(name) for name in ("soffice", "pdftoppm")):
        print("no LibreOffice or pdftoppm here: the Word copy and the checklist are left out")
        return
    if "word" in wanted:
        circular("check", "udbud-skole", *DAY, "--format", f"word={folder / 'kopi'}")
        in_margin(folder / "kopi" / "Udbudsbetingelser.docx", PICTURES / "word.png", 11)
    if "checklist" in wanted:
        circular("check", "udbud-skole", *DAY, "--format", f"xlsx={folder / 'tjekliste.xlsx'}")
        on_paper(folder / "tjekliste.xlsx", PICTURES / "checklist.png", 1)


def main() -> None:
    wanted = set(sys.argv[1:]) or {*PAGES, "index", *OFFICE}
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if any(name.startswith("road") for name in wanted):
            make(folder / "register.sqlite")
        for title, (words, begin, height) in PAGES.items():
            if title not in wanted:
                continue
            more = ("--register", str(folder / "register.sqlite")) if words[0] == "report" else ()
            page = folder / f"{title}.html"
            circular(*words, *more, "--format", f"html={page}")
            picture(page, PICTURES / f"{title}.png", height=height, begin=begin)
        if "index" in wanted:
            folders = sorted(path for path in (EXAMPLES / "udbud").iterdir() if path.name.endswith(VARIANTS))
            packages = [path.relative_to(EXAMPLES).as_posix() for path in folders]
            circular("check", *packages, *DAY, "--format", f"html={folder / 'alle'}")
            picture(folder / "alle" / "index.html", PICTURES / "index.png", height=1100)
        office(folder, wanted)


if __name__ == "__main__":
    main()
