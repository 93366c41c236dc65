"""The categories of procurement, and which of them a tender package speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

from circular.documents.model import Block, Document
from circular.faults import Fault, nearest
from circular.language import Words
from circular.place import Place
from circular.shelf import shelf
from circular.strict_yaml import Lines, load
from circular.tender.expression import Expression, Sieve
from circular.tender.model import CategoryGuess, DocumentRole

FILE = "rules/categories.yaml"
_KEYS = {"name", "cpv", "works", "old", "relevant_for_2030", "cues"}
_WORKS = (None, "new", "extension", "renovation", "demolition")
_CPV = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?!\d)")
_SUBJECT_WEIGHT = 5.0
_TITLE_WEIGHT = 6.0
_CPV_WEIGHT = 12.0
_OPENING_BLOCKS = 12
_MOST_BLOCKS = 1_500


@dataclass(frozen=True)
class Cue:
    """A word pattern and how strongly it points to the category."""

    word: Expression
    weight: int


@dataclass(frozen=True)
class Category:
    """One category of procurement."""

    id: str
    name: Words
    cpv: tuple[str, ...]
    works: str | None
    """The building works that it implies: new, renovation, demolition; None for what is no building."""
    old: tuple[str, ...]
    relevant_for_2030: bool
    reason: Words
    cues: tuple[Cue, ...]
    may_hold: Callable[[str], bool]
    """Whether a text may hold any of the cues."""


@dataclass(frozen=True)
class Winner:
    """When one category is settled: its share of the points, how many times the next one's, and the least points."""

    share: float
    times_next: float
    points: float


@cache
def categories() -> dict[str, Category]:
    """The categories by id, in the order of rules/categories.yaml; raises Fault with file, line and hint."""
    return read_categories((shelf("rules") / "categories.yaml").read_bytes(), FILE)[0]


@cache
def subject_and_winner() -> tuple[Expression, Winner]:
    """The phrases that say what is bought, and when a category is settled."""
    _, subject, winner = read_categories((shelf("rules") / "categories.yaml").read_bytes(), FILE)
    return subject, winner


def category(category_id: str) -> Category:
    """One category; raises Fault naming the nearest ids when there is none of that name."""
    known = categories()
    if category_id not in known:
        close = nearest(category_id, list(known)) or sorted(known)
        raise Fault(
            "--category",
            "",
            (f"ukendt kategori '{category_id}'", f"unknown category '{category_id}'"),
            (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"),
        )
    return known[category_id]


def known_categories(names: list[str]) -> tuple[str, ...]:
    """The ids of the categories that a user named, each once; raises Fault naming the nearest for one that is none."""
    said = [name.strip().casefold().replace("-", "_").replace(" ", "_") for name in names]
    return tuple(dict.fromkeys(category(name).id for name in said if name))


def read_categories(content: bytes, file: str) -> tuple[dict[str, Category], Expression, Winner]:
    """The categories of a YAML text, checked: keys, CPV prefixes, weights, patterns, reasons in both languages."""
    said, lines = load(content, file)
    sieve = Sieve()
    found: dict[str, Category] = {}
    for name, row in said["categories"].items():
        at = ("categories", name)
        if not isinstance(row, dict) or set(row) != _KEYS:
            odd = sorted(set(row if isinstance(row, dict) else ()) ^ _KEYS)[0]
            close = nearest(odd, sorted(_KEYS)) or sorted(_KEYS)
            raise _fault(file, lines, (*at, odd), f"nøglen '{odd}' mangler eller er ukendt i '{name}'", f"the key '{odd}' is missing or unknown in '{name}'", f"nøglerne er {', '.join(close)}", f"the keys are {', '.join(close)}")  # fmt: skip
        for index, prefix in enumerate(row["cpv"]):
            if not re.fullmatch(r"[0-9]{2,8}", str(prefix)):
                raise _fault(file, lines, (*at, "cpv", index), f"'{prefix}' er ikke begyndelsen på en CPV-kode", f"'{prefix}' is not the beginning of a CPV code", "skriv 2 til 8 cifre i anførselstegn", "write 2 to 8 digits in quotes")  # fmt: skip
        if row["works"] not in _WORKS:
            raise _fault(file, lines, (*at, "works"), f"ukendt 'works': {row['works']}", f"unknown 'works': {row['works']}", "new, extension, renovation, demolition eller null", "new, extension, renovation, demolition or null")  # fmt: skip
        relevant = row["relevant_for_2030"]
        if not isinstance(relevant.get("value"), bool) or set(relevant.get("reason") or ()) != {"da", "en"}:
            raise _fault(file, lines, (*at, "relevant_for_2030"), "skal være {value, reason: {da, en}}", "must be {value, reason: {da, en}}", "giv en grund på begge sprog", "give a reason in both languages")  # fmt: skip
        cues = tuple(_cue(cue, sieve, file, lines, (*at, "cues", index)) for index, cue in enumerate(row["cues"]))
        found[name] = Category(
            id=name, name=Words(**row["name"]), cpv=tuple(map(str, row["cpv"])), works=row["works"],
            old=tuple(row["old"]), relevant_for_2030=relevant["value"], reason=Words(**relevant["reason"]), cues=cues,
            may_hold=cues[0].word.among(cue.word for cue in cues) if cues else lambda text: False,
        )  # fmt: skip
    prefixes = [prefix for one in found.values() for prefix in one.cpv]
    twice = sorted({prefix for prefix in prefixes if prefixes.count(prefix) > 1})
    if twice:
        raise _fault(file, lines, ("categories",), f"CPV-begyndelsen {twice[0]} står i to kategorier", f"the CPV prefix {twice[0]} stands in two categories", "behold den i én", "keep it in one")  # fmt: skip
    subject = sieve.expression("|".join(rf"\b{phrase}" for phrase in said["subject"]["phrases"]))
    winner = Winner(**{key: float(value) for key, value in said["winner"].items()})
    return found, subject, winner


def _cue(row: Any, sieve: Sieve, file: str, lines: Lines, at: tuple[str | int, ...]) -> Cue:
    if not isinstance(row, dict) or set(row) != {"word", "weight"} or row["weight"] not in (1, 2, 3):
        raise _fault(file, lines, at, "et kendeord er {word, weight: 1, 2 eller 3}", "a cue is {word, weight: 1, 2 or 3}", "se de andre linjer", "see the other lines")  # fmt: skip
    try:
        return Cue(sieve.expression(rf"(?<![\w-])(?:{row['word']})(?!\w)"), row["weight"])
    except re.error as error:
        raise _fault(file, lines, at, f"mønstret kan ikke læses: {error}", f"the pattern cannot be read: {error}", "ret det regulære udtryk", "mend the regular expression") from None  # fmt: skip


def _fault(file: str, lines: Lines, at: tuple[str | int, ...], da: str, en: str, hint_da: str, hint_en: str) -> Fault:
    return Fault(file, str(lines[at]), (da, en), (hint_da, hint_en))


@dataclass(frozen=True)
class Guessed:
    """What the package says of its category."""

    guesses: tuple[CategoryGuess, ...]
    settled: tuple[str, ...]
    places: dict[str, Place]
    """Where each category was named most clearly."""
    cpv: tuple[tuple[str, Place], ...]


def guess(documents: Sequence[Document], roles: dict[str, DocumentRole], lots: dict[str, str]) -> Guessed:
    """The likeliest categories of a package, and those that are settled: one clear winner, or one for each lot."""
    points, said, places, cpv, titled = _points(documents, roles)
    total = sum(points.values())
    ranked = sorted(points, key=lambda name: (-points[name], name))
    guesses = tuple(
        CategoryGuess(category=name, score=round(points[name] / total, 3), because=", ".join(dict.fromkeys(said[name])))
        for name in ranked
    )
    settled = _of_lots(lots) or _winner(ranked, points, total) or _of_title(ranked, points, total, titled)
    return Guessed(guesses, settled, places, tuple(cpv))


def _winner(ranked: list[str], points: dict[str, float], total: float) -> tuple[str, ...]:
    winner = subject_and_winner()[1]
    if not ranked or points[ranked[0]] < winner.points or points[ranked[0]] < winner.share * total:
        return ()
    if len(ranked) > 1 and points[ranked[0]] < winner.times_next * points[ranked[1]]:
        return ()
    return (ranked[0],)


def _of_title(ranked: list[str], points: dict[str, float], total: float, titled: set[str]) -> tuple[str, ...]:
    """The building works that a title names side by side ("renovering af … og nedrivning af …"), when little else is said."""
    named = [n for n in ranked if n in titled and categories()[n].works and points[n] >= 0.2 * total]
    enough = sum(points[name] for name in named) >= 0.7 * total and total >= subject_and_winner()[1].points
    return tuple(named) if enough else ()


def _of_lots(lots: dict[str, str]) -> tuple[str, ...]:
    """The categories of the lots, when every lot names exactly one; else nothing is settled by them."""
    found: list[str] = []
    for title in lots.values():
        hits = [
            name for name, one in categories().items() if any(c.weight >= 2 and c.word.search(title) for c in one.cues)
        ]
        if len(hits) != 1:
            return ()
        found.append(hits[0])
    return tuple(sorted(set(found), key=list(categories()).index))


def _points(
    documents: Sequence[Document], roles: dict[str, DocumentRole]
) -> tuple[dict[str, float], dict[str, list[str]], dict[str, Place], list[tuple[str, Place]], set[str]]:
    points: dict[str, float] = {}
    said: dict[str, list[str]] = {}
    best: dict[str, tuple[float, Place]] = {}
    cpv: list[tuple[str, Place]] = []
    titled: set[str] = set()

    def add(name: str, amount: float, word: str, place: Place) -> None:
        points[name] = points.get(name, 0.0) + amount
        if len(said.setdefault(name, [])) < 12:
            said[name].append(word.strip().casefold())
        if amount > best.get(name, (0.0, place))[0]:
            best[name] = (amount, place)

    ordinary: dict[str, dict[str, list[Place]]] = {}
    for document in documents:
        if roles.get(document.file) in ("loesningsbeskrivelse", "espd"):
            continue
        for index, block in enumerate(document.blocks[:_MOST_BLOCKS]):
            if block.struck or block.toc:
                continue
            for code in _codes(block):
                cpv.append((code, block.place))
                owner = of_cpv(code)
                if owner:
                    add(owner, _CPV_WEIGHT, f"CPV {code}", block.place)
            weight = _zone(block, index)
            for name, one in categories().items():
                for cue in one.cues if one.may_hold(block.text) else ():
                    found = cue.word.search(block.text)
                    if found is None:
                        continue
                    if weight == _TITLE_WEIGHT and cue.weight == 3:
                        titled.add(name)
                    if weight > 1:
                        add(name, weight * cue.weight / 3, found.group(), block.place)
                    else:
                        ordinary.setdefault(name, {}).setdefault(found.group().casefold(), []).append(block.place)
    for name, words in ordinary.items():
        for word, where in words.items():
            cue_weight = max(cue.weight for cue in categories()[name].cues if cue.word.fullmatch(word) or cue.word.search(word))  # fmt: skip
            add(name, cue_weight / 3 * sqrt(min(len(where), 16)) / 2, word, where[0])
    return points, said, {name: place for name, (_, place) in best.items()}, cpv, titled


def _zone(block: Block, index: int) -> float:
    """How much a block counts: the title, a sentence that says what is bought, or ordinary text."""
    if index < 3 and block.kind in ("heading", "paragraph") and len(block.text) < 160:
        return _TITLE_WEIGHT
    subject = subject_and_winner()[0]
    if index < 80 and block.kind in ("paragraph", "heading", "table_row") and subject.search(block.text):
        return _SUBJECT_WEIGHT if index < _OPENING_BLOCKS * 2 else _SUBJECT_WEIGHT / 2
    return 1.0


def _codes(block: Block) -> list[str]:
    if "cpv" not in block.text.casefold() and not re.search(r"\d{8}-\d", block.text):
        return []
    return [found for found in _CPV.findall(block.text) if of_cpv(found)]


def of_cpv(code: str) -> str | None:
    """The category of a CPV code: the one with the longest prefix."""
    hits = [(len(prefix), name) for name, one in categories().items() for prefix in one.cpv if code.startswith(prefix)]
    return max(hits)[1] if hits else None
