"""A page of a commented Word copy as it looks in Word: the page as LibreOffice prints it, its comments beside it.

`python docs/word_picture.py COPY.docx PICTURE.png PAGE`. LibreOffice without a window prints no comments in the margin, so
the words and their comments are read from the copy and drawn beside the page.
"""

from __future__ import annotations

import base64
import html
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SCALE = 1.5
CARD = 400
STYLE = """
body { margin: 0; background: #e9e9e6; font: 12.5px/1.38 'Segoe UI', 'Liberation Sans', Arial, sans-serif; color: #222; }
#sheet { position: relative; }
#page { position: absolute; left: 0; top: 0; background: #fff; box-shadow: 0 0 6px #0003; }
.mark { position: absolute; mix-blend-mode: multiply; }
.finding.mark { background: #f7c9c4; } .clause.mark { background: #cfe6d4; }
.card { position: absolute; background: #fff; border-left: 4px solid; border-radius: 3px; padding: 6px 9px; box-shadow: 0 1px 3px #0003; box-sizing: border-box; }
.card.finding { border-color: #b3261e; } .card.clause { border-color: #1c6b3a; }
.card p { margin: 0 0 3px; } .who { font-size: 11px; color: #555; } .card b { font-weight: 600; }
"""
LAY = """
let under = 8;
for (const card of document.querySelectorAll('.card')) {
  const top = Math.max(under, +card.dataset.top - 6);
  card.style.top = top + 'px';
  under = top + card.offsetHeight + 7;
}
document.getElementById('sheet').style.height = Math.max(+document.getElementById('page').height, under + 8) + 'px';
"""


@dataclass(frozen=True)
class Comment:
    """A comment with the words that it encloses."""

    author: str
    lines: tuple[tuple[str, bool], ...]
    words: str

    @property
    def kind(self) -> str:
        return "clause" if "krav" in self.author or "demands" in self.author else "finding"


def comments_of(content: bytes) -> list[Comment]:
    """The comments in the order of their words."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = etree.fromstring(package.read("word/document.xml"))
        said = {one.get(f"{W}id"): one for one in etree.fromstring(package.read("word/comments.xml"))}
    found: dict[str, list[str]] = {}
    open_ones: set[str] = set()
    for element in text.iter():
        if element.tag == f"{W}commentRangeStart":
            open_ones.add(element.get(f"{W}id"))
            found[element.get(f"{W}id")] = []
        elif element.tag == f"{W}commentRangeEnd":
            open_ones.discard(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            for one in open_ones:
                found[one].append(element.text or "")
    return [Comment(said[key].get(f"{W}author"), _lines(said[key]), "".join(words)) for key, words in found.items()]


def _lines(comment: Any) -> tuple[tuple[str, bool], ...]:
    return tuple(
        ("".join(paragraph.itertext()), next(paragraph.iter(f"{W}b"), None) is not None)
        for paragraph in comment.iter(f"{W}p")
    )


def printed(file: Path, folder: Path) -> Path:
    """The document as a PDF without its comments."""
    profile = folder / "office"
    options = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", options, "--outdir", str(folder), str(file)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.pdf"


def boxes(page: Any, words: str) -> list[tuple[float, float, float, float]]:
    """Where the words stand on the page, a box a line: left, top, width, height in pixels; empty where they do not."""
    text = page.get_textpage()
    letters = [(index, char) for index, char in enumerate(text.get_text_range()) if char > " "]
    wanted = "".join(words.split())
    at = "".join(char for _, char in letters).find(wanted) if wanted else -1
    lines: list[list[float]] = []
    for index, _ in letters[at : at + len(wanted)] if at >= 0 else ():
        left, bottom, right, top = text.get_charbox(index, loose=True)
        if lines and abs(lines[-1][1] - bottom) < 3:
            lines[-1][2], lines[-1][3] = right, max(lines[-1][3], top)
        else:
            lines.append([left, bottom, right, top])
    height = page.get_height()
    return [(x * SCALE, (height - top) * SCALE, (right - x) * SCALE, (top - y) * SCALE) for x, y, right, top in lines]


def on_page(document: Any, comments: list[Comment], number: int) -> list[Comment]:
    """The comments whose words stand on a page (counted from 1): each on the first page at or after the one before it."""
    found, now = [], 0
    for comment in comments:
        page = next((one for one in range(now, len(document)) if boxes(document[one], comment.words)), None)
        if page is not None:
            now = page
            found += [comment] if page == number - 1 else []
    return found


def page_html(page: Any, picture: bytes, comments: list[Comment]) -> str:
    """The page and the cards of the comments whose words stand on it."""
    width, height = page.get_width() * SCALE, page.get_height() * SCALE
    marks, cards = [], []
    for comment in comments:
        found = boxes(page, comment.words)
        marks += [f'<div class="mark {comment.kind}" style="left:{x:.0f}px;top:{y:.0f}px;width:{w:.0f}px;height:{h:.0f}px"></div>' for x, y, w, h in found]  # fmt: skip
        if found:
            said = "".join(f"<p>{f'<b>{html.escape(line)}</b>' if bold else html.escape(line)}</p>" for line, bold in comment.lines)  # fmt: skip
            cards.append(f'<div class="card {comment.kind}" data-top="{found[0][1]:.0f}" style="left:{width + 14:.0f}px;width:{CARD}px"><p class="who">{html.escape(comment.author)}</p>{said}</div>')  # fmt: skip
    image = f'<img id="page" width="{width:.0f}" height="{height:.0f}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'  # fmt: skip
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><div id="sheet" style="width:{width + CARD + 28:.0f}px">{image}{"".join(marks)}{"".join(cards)}</div><script>{LAY}</script>'  # fmt: skip


def in_margin(file: Path, target: Path, number: int) -> None:
    """Draw a page of the copy (counted from 1) with its comments."""
    from playwright.sync_api import sync_playwright

    chromium = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)  # fmt: skip
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        pdf, shown, drawn = printed(file, Path(name)), Path(name) / "page", Path(name) / "page.html"
        document = pypdfium2.PdfDocument(pdf)
        page, comments = document[number - 1], on_page(document, comments_of(file.read_bytes()), number)
        dots, only = str(round(72 * SCALE)), ("-f", str(number), "-l", str(number), "-singlefile")
        subprocess.run(["pdftoppm", "-png", "-r", dots, *only, str(pdf), str(shown)], check=True)
        picture = shown.with_suffix(".png").read_bytes()
        drawn.write_text(page_html(page, picture, comments), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": round(page.get_width() * SCALE) + CARD + 28, "height": 1000})
        opened.goto(drawn.as_uri())
        opened.screenshot(path=str(target), full_page=True)
        browser.close()


if __name__ == "__main__":
    in_margin(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
