"""The words a reader has to know, from rules/reading.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from circular.shelf import shelf
from circular.strict_yaml import load


@dataclass(frozen=True)
class ReadingWords:
    """Word lists and compiled patterns that every reader shares."""

    struck_alone: re.Pattern[str]
    """Matches a whole paragraph or cell that withdraws what it stands at: 'Udgår.', 'Punktet bortfalder'.

    Its group `number` is what it names: 'Krav K-8 udgår' withdraws K-8, wherever that stands.
    """
    struck_ending: re.Pattern[str]
    """Matches the end of a heading or line: '… – UDGÅR', '… (bortfalder)'."""
    heading_styles: tuple[str, ...]
    title_styles: tuple[str, ...]
    numbered_heading: re.Pattern[str]
    """A line such as 'Bilag 3 – Tilbudsliste'."""
    contents_titles: frozenset[str]
    contents_styles: tuple[str, ...]
    suspended: frozenset[str]
    table_headers: frozenset[str]
    placeholders: re.Pattern[str]
    placeholder_hints: tuple[str, ...]
    """Small letters that every placeholder holds: looked for first, because that is much quicker."""
    struck_hints: tuple[str, ...]
    """The words of withdrawal in small letters."""


@cache
def reading_words() -> ReadingWords:
    """The words of rules/reading.yaml, read once a process."""
    said, _ = load((shelf("rules") / "reading.yaml").read_bytes(), "rules/reading.yaml")
    words = _either(said["struck"]["words"])
    subjects = _either(said["struck"]["subjects"])
    number = r"(?:\s+(?P<number>[\w.\-]{1,12}))?"
    return ReadingWords(
        struck_alone=re.compile(rf"\W*(?:(?:{subjects}){number}\s+)?(?:{words})\W*", re.IGNORECASE),
        struck_ending=re.compile(rf".*[-–—:(\[*]\s*(?:{words})\W*", re.IGNORECASE | re.DOTALL),
        heading_styles=tuple(said["headings"]["styles"]),
        title_styles=tuple(said["headings"]["title_styles"]),
        numbered_heading=re.compile(
            rf"(?:{_either(said['headings']['numbered_words'])})\s+(?:\d+(?:\.\d+)*|[A-Z])(?:\b|\.)", re.IGNORECASE
        ),
        contents_titles=frozenset(said["contents"]["titles"]),
        contents_styles=tuple(said["contents"]["styles"]),
        suspended=frozenset(said["hyphens"]["suspended"]),
        table_headers=frozenset(word.casefold() for word in said["tables"]["headers"]),
        placeholder_hints=tuple(_shortest(said["placeholders"]["hints"])),
        struck_hints=tuple(_shortest(said["struck"]["words"])),
        placeholders=re.compile("|".join(f"(?:{pattern})" for pattern in said["placeholders"]["patterns"])),
    )


def holds_one(small: str, words: tuple[str, ...]) -> bool:
    """Whether a text in small letters holds one of the words; a plain loop, the quickest way there is."""
    for word in words:  # noqa: SIM110
        if word in small:
            return True
    return False


def _shortest(words: list[str]) -> list[str]:
    """The words that hold no other one of them."""
    return [word for word in words if not any(other != word and other in word for other in words)]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
