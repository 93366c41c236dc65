"""Text as a reader sees it: NFC, no soft hyphens, one blank between words, lines joined into sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from circular.documents.words import holds_one, reading_words

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_PLAIN_DANISH = re.compile("[\t-~æøåÆØÅéÉüöä§²³–’”“•½°·₂]*")
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:%|[a-zæøå]{2})")
_LABEL = 32
"""How long a label before a lead-in may be."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def clean(text: str) -> str:
    """One line of text: NFC, without soft hyphens, ligatures and control characters, blanks folded."""
    if not text.isascii() and not _PLAIN_DANISH.fullmatch(text):
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.translate(_LIGATURES)))
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    return " ".join(text.split())


def join_lines(lines: Iterable[str]) -> str:
    """Wrapped lines as one text; a hyphen at a line's end goes only between two lower-case letters."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        text = join(text, line)
    return text


def join(before: str, after: str) -> str:
    """Two lines of one paragraph as one: 'materia-' + 'ler' -> 'materialer', 'EU-' + 'Blomsten' -> 'EU-Blomsten'."""
    if not before or not after:
        return before or after
    soft = before[-1] in "\u0002\ufffe\u00ad"
    if soft:
        before = before[:-1]
        if _suspends(after):
            return f"{before}- {after}"
        if before and before[-1].islower() and after[0].islower():
            return before + after
        return before + "-" + after
    if len(before) > 1 and before[-1] in "-\u2010" and before[-2].isalnum():
        if _suspends(after):
            return f"{before} {after}"
        if before[-2].islower() and after[0].islower():
            return before[:-1] + after
        if after[0].isalnum():
            return before + after
    return f"{before} {after}"


def _suspends(after: str) -> bool:
    """Whether what follows a hyphen shows it to stand for a word: 'genbrugs- og genanvendelsesmaterialer'."""
    return re.split(r"[\s,.;:]", after, maxsplit=1)[0].casefold() in reading_words().suspended


def goes_on(text: str) -> bool:
    """Whether a line begins as the middle of a sentence does: with a small letter, or a number and a small letter."""
    return text[:1].islower() or _AMOUNT.match(text) is not None


def last_sentence(text: str) -> str:
    """The sentence that ends a text, with a short label before it that has a number: what leads into a list.

    "Kvalitet (40 %). Ved vurderingen lægges vægt på:" is one lead-in.
    """
    start = max((match.end() for match in _SENTENCE_END.finditer(text)), default=0)
    labelled = start <= _LABEL and any(map(str.isdigit, text[:start]))
    return text if labelled else text[start:]


def placeholders_in(text: str) -> tuple[str, ...]:
    """Unfilled placeholders, as written and in order, each once."""
    words = reading_words()
    if not holds_one(text.casefold(), words.placeholder_hints):
        return ()
    return tuple(dict.fromkeys(match.group().strip() for match in words.placeholders.finditer(text)))
