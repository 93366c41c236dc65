"""Whole tender documents marked by hand: every demand, wish, barrier and withdrawal in them, and nothing else.

Beside each document stands its marking: the words of the sentence, list item or row, the strategies required in it
(`also`: those that may be found there too), strength, barrier and struck. What is found in words that are not marked is
a false find. The documents were written and marked without sight of the detector; figures of the first runs stand in
docs/clauses.md.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from circular import find_clauses
from circular.clauses.model import Clause

HERE = Path(__file__).parent / "packages"
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))
DOCUMENTS = sorted(HERE.glob("*.md"))


def plain(text: str) -> str:
    """Words and numbers alone, so that marks of Markdown and cells do not tell two texts apart."""
    return re.sub(r"[^\w%]+", " ", text.lower()).strip()


def same(quote: str, clause: str) -> bool:
    """Whether a clause was found in the marked words: the one holds the other, or a sentence of it."""
    marked, found = plain(quote), plain(clause)
    sentences = [plain(each) for each in re.split(r"(?<=[.;:])\s", quote)]
    return found in marked or marked in found or any(len(each) > 15 and each in found for each in sentences)


@cache
def counts_of(language: str) -> Counter[str]:
    """How often each thing is right or wrong in the documents of a language."""
    counts: Counter[str] = Counter()
    for path in DOCUMENTS:
        if not path.name.startswith(language):
            continue
        marks = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        clauses = find_clauses(path.read_text(encoding="utf-8"))
        owned: list[list[Clause]] = [[] for _ in marks]
        for clause in clauses:
            at = next((at for at, mark in enumerate(marks) if same(mark["quote"], clause.text)), None)
            if at is not None:
                owned[at].append(clause)
            elif clause.live or clause.barrier:
                counts["extra"] += 1
        for mark, found in zip(marks, owned, strict=True):
            counts += _judged(mark, found)
    return counts


def _judged(mark: dict[str, Any], clauses: list[Clause]) -> Counter[str]:
    live = {str(clause.strategy) for clause in clauses if clause.live}
    wanted = set(mark["strategies"])
    right = Counter(right=len(live & wanted), extra=len(live - wanted - set(mark["also"])), missed=len(wanted - live))
    for name in live & wanted:
        strengths = {clause.strength for clause in clauses if clause.live and clause.strategy == name}
        right["strengths"] += strengths == {mark["strength"]}
    if mark["barrier"]:
        right.update(barriers=1, barriers_found=any(clause.barrier for clause in clauses))
    if mark["struck"]:
        right.update(struck=1, struck_found=any(clause.struck for clause in clauses))
    return right


@pytest.mark.parametrize("language", FLOORS)
def test_whole_documents_are_read_as_well_as_promised(language: str) -> None:
    floors, counts = FLOORS[language], counts_of(language)
    assert counts["right"] / (counts["right"] + counts["extra"]) >= floors["precision"]
    assert counts["right"] / (counts["right"] + counts["missed"]) >= floors["recall"]
    assert counts["strengths"] >= floors["strength"] * counts["right"]
    assert counts["barriers_found"] >= floors["barriers"] * counts["barriers"]
    assert counts["struck_found"] >= floors["struck"] * counts["struck"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_every_mark_stands_in_its_document_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for mark in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
        assert text.count(mark["quote"]) == 1, mark["quote"]
