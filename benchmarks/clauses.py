"""How fast clauses are found: megabytes of Danish text a second on one core, whole pipeline, and whether it is linear.

    python benchmarks/clauses.py [MEGABYTES]

The text is made of ordinary contract sentences with one circular demand in twelve, as tests/clauses keeps them.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from circular.clauses import detect
from circular.documents.model import Document
from circular.documents.text import document_from_text

LINES = Path(__file__).resolve().parent.parent / "tests" / "clauses"


def sentences(name: str) -> list[str]:
    """The sentences of one of the test files."""
    lines = (LINES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|")[2] if "|" in line else line for line in lines if line and not line.startswith("#")]


def tender(characters: int, circular_share: float = 1 / 12) -> Document:
    """A document of about so many characters, the same every time."""
    chance = random.Random(1)
    ordinary, circular = sentences("ordinary.txt"), sentences("phrasings.txt")
    paragraphs, size = [], 0
    while size < characters:
        said = [
            chance.choice(circular if chance.random() < circular_share else ordinary)
            for _ in range(chance.randint(2, 5))
        ]
        paragraphs.append(" ".join(said))
        size += len(paragraphs[-1]) + 2
    return document_from_text("\n\n".join(paragraphs), "udbud.md")


def measured(document: Document) -> tuple[float, int]:
    """Seconds for one document, best of three, and the clauses found."""
    best, found = float("inf"), 0
    for _ in range(3):
        started = time.process_time()
        found = len(detect(document))
        best = min(best, time.process_time() - started)
    return best, found


def main() -> None:
    wanted = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    measured(tender(20_000))
    for share in (wanted / 4, wanted / 2, wanted):
        document = tender(int(share * 1_000_000))
        size = sum(len(block.text) for block in document.blocks)
        seconds, found = measured(document)
        print(f"{size / 1e6:5.2f} MB  {seconds:6.2f} s  {size / 1e6 / seconds:5.2f} MB/s  {found} clauses")


if __name__ == "__main__":
    main()
