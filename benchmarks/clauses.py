"""How fast clauses are found: megabytes of Danish text a second on one core, whole pipeline, and whether it is linear.

Three texts, as tests/clauses keeps them: sentences of whole ordinary contracts with one circular demand in twelve, the
same with sentences that come near a demand on purpose in place of the contracts', and nothing but demands.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import PROCESSOR, Figure, ratio, side_by_side, timed
from circular.clauses import detect
from circular.clauses.lexicon import tongues
from circular.clauses.normalise import fold
from circular.clauses.segment import sentences as split
from circular.documents.model import Document
from circular.documents.text import document_from_text

TITLE = "Finding clauses"
LINES = Path(__file__).resolve().parent.parent / "tests" / "clauses"


def sentences(name: str) -> list[str]:
    """The sentences of one of the test files."""
    lines = (LINES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|")[2] if "|" in line else line for line in lines if line and not line.startswith("#")]


def contracts() -> list[str]:
    """The sentences of whole ordinary service contracts, without headings."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((LINES / "contracts").glob("*.md"))]
    blocks = [block for text in texts for block in document_from_text(text, "kontrakt.md").blocks]
    return [
        block.text[piece.start : piece.end]
        for block in blocks
        if block.kind != "heading"
        for piece in split(block.text)
    ]


def tender(characters: int, circular_share: float = 1 / 12, *, tempting: bool = False) -> Document:
    """A document of about so many characters, the same every time; `tempting`: what demands nothing comes near it."""
    chance = random.Random(1)
    ordinary = sentences("ordinary.txt") if tempting else contracts()
    circular = sentences("phrasings.txt")
    paragraphs, size = [], 0
    while size < characters:
        said = [
            chance.choice(circular if chance.random() < circular_share else ordinary)
            for _ in range(chance.randint(2, 5))
        ]
        paragraphs.append(" ".join(said))
        size += len(paragraphs[-1]) + 2
    return document_from_text("\n\n".join(paragraphs), "udbud.md")


def hostile(characters: int) -> Document:
    """What patterns with gaps and repeated parts like least: one word over and over, without an end."""
    return document_from_text("genbrug skal mindst genanvendes " * (characters // 32), "udbud.md")


def figures(quick: bool) -> Iterator[Figure]:
    sizes = (50_000, 100_000, 200_000) if quick else (250_000, 500_000, 1_000_000)
    detect(tender(20_000))
    rates = []
    for characters in sizes:
        document = tender(characters)
        size = sum(len(block.text) for block in document.blocks) / 1e6
        fold.cache_clear()
        took = timed(lambda document=document: _fresh(document), warm=False)  # type: ignore[misc]
        rates.append(took.rate(size))
        yield Figure(f"{size:.2f} MB of Danish contract text", rates[-1], "MB/s", goal=1.0, runs=took.rates(size))
    yield Figure(f"speed at {sizes[-1]:,} characters against {sizes[0]:,}", rates[-1] / rates[0], "x", goal=0.8, guard=0.6, note="1 is linear in the length")  # fmt: skip
    for name, document in (
        ("sentences that come near a demand, one demand in twelve", tender(sizes[0], tempting=True)),
        ("nothing but demands", tender(sizes[0], 1.0)),
    ):
        size = sum(len(block.text) for block in document.blocks) / 1e6
        took = timed(lambda document=document: _fresh(document), warm=False)  # type: ignore[misc]
        yield Figure(f"{size:.2f} MB of {name}", took.rate(size), "MB/s", runs=took.rates(size))
    runs = [_new_process() for _ in range(3 if quick else 5)]
    loading, first = zip(*runs, strict=True)
    yield Figure("loading the lexicon in a new process", median(loading), "s", "lower", runs=loading)
    yield Figure("the first 0.05 MB of contract text after it, which compiles the expressions", median(first), "s", "lower", runs=first)  # fmt: skip
    short, long = hostile(20_000 if quick else 100_000), hostile(80_000 if quick else 400_000)
    little, much = side_by_side(lambda: _fresh(short), lambda: _fresh(long), runs=3)
    times = ratio(much, little)
    yield Figure("hostile text of four times the length", median(times), "x the time", "lower", 6, 8, times)


def _new_process() -> tuple[float, float]:
    """Seconds that a new process takes to load the lexicon, and then to find the clauses of a first short text."""
    program = "from benchmarks.clauses import loaded_and_first; print(*loaded_and_first())"
    root = Path(__file__).resolve().parent.parent
    said = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True).stdout
    loading, first = map(float, said.split())
    return loading, first


def loaded_and_first() -> tuple[float, float]:
    """Processor seconds of the lexicon and of a first text, in a process that has done neither before."""
    begun = PROCESSOR()
    tongues()
    loading = PROCESSOR() - begun
    document = tender(50_000)
    begun = PROCESSOR()
    detect(document)
    return loading, PROCESSOR() - begun


def _fresh(document: Document) -> None:
    fold.cache_clear()
    detect(document)
