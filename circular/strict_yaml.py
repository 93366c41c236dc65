"""YAML without surprises: line numbers for every key, and refusals instead of silent guesses.

Refused with file, line, fault and hint: duplicate keys, anchors and aliases, tags, NaN and infinity, more than one
document, nesting deeper than 50, files over 5 MB, text that is not UTF-8. Kept as written: `no`, `yes`, `on`, `off`
are words, not booleans; `1.10` stays 1.10 (numbers are Decimal, whole numbers int); `012` and `1:30` are words;
only `true` and `false` are booleans; `2026-01-01` is a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import yaml

from circular.faults import Fault

MOST_BYTES = 5_000_000
MOST_DEPTH = 50

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]+)?[eE][-+]?[0-9]{1,3})\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(nan|inf)\Z", re.IGNORECASE)

_TOO_DEEP = (f"dybere end {MOST_DEPTH} niveauer", f"nested deeper than {MOST_DEPTH} levels")
_FLATTEN = ("gør filen fladere", "flatten the file")
_ANCHORS = ("ankre og henvisninger er ikke tilladt", "anchors and aliases are not allowed")
_WRITE_OUT = ("skriv værdien ud hvert sted", "write the value out at each place")
_TWO_DOCUMENTS = (
    ("filen rummer mere end ét YAML-dokument", "the file holds more than one YAML document"),
    ("behold ét dokument i filen", "keep one document in a file"),
)
_FORBIDDEN_CHARACTERS = (
    (
        "YAML kan ikke læses: filen rummer tegn, som YAML ikke tillader",
        "the YAML cannot be read: it holds characters YAML does not allow",
    ),
    ("er det en tekstfil?", "is it a text file?"),
)
_LOOK_AROUND = (
    "se på indrykning og anførselstegn omkring linjen",
    "check the indentation and the quotes around this line",
)

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Lines:
    """The line of every key and item of a document, asked by its path: `lines[("building", "budget_dkk")]`."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str | int, ...], int] = {}

    def __setitem__(self, path: tuple[str | int, ...], line: int) -> None:
        self._lines[path] = line

    def __getitem__(self, path: tuple[str | int, ...]) -> int:
        """The line of the path, or of the nearest part above it that stands in the file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def __iter__(self) -> Iterator[tuple[str | int, ...]]:
        return iter(self._lines)


def load(text: str | bytes, file: str) -> tuple[Any, Lines]:
    """The document as plain data, and the line of each part; raises Fault when anything in it is doubtful."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise Fault(
                file,
                str(line),
                ("filen er ikke UTF-8-tekst", "the file is not UTF-8 text"),
                ("gem den som UTF-8", "save it as UTF-8"),
            ) from None
    if len(text) > MOST_BYTES:
        raise Fault(
            file,
            "",
            (
                f"filen er større end {MOST_BYTES // 1_000_000} MB",
                f"the file is larger than {MOST_BYTES // 1_000_000} MB",
            ),
            ("del den i flere filer", "split it into several files"),
        )
    loader = None
    try:
        loader = _LOADER(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "the YAML cannot be read").strip()
        if "alias" in problem or "anchor" in problem:
            raise Fault(file, str(mark.line + 1 if mark else 1), _ANCHORS, _WRITE_OUT) from None
        if "expected a single document" in f"{error.context}":
            raise Fault(file, str(mark.line + 1 if mark else 1), *_TWO_DOCUMENTS) from None
        said = (f"YAML kan ikke læses: {problem}", f"the YAML cannot be read: {problem}")
        raise Fault(file, str(mark.line + 1 if mark else 1), said, _LOOK_AROUND) from None
    except yaml.YAMLError:
        raise Fault(file, "", *_FORBIDDEN_CHARACTERS) from None
    except RecursionError:
        raise Fault(file, "", _TOO_DEEP, _FLATTEN) from None
    finally:
        if loader is not None:
            loader.dispose()
    _no_anchors(text, file)
    lines = Lines()
    return (None if node is None else _value(node, (), file, lines, 0)), lines


def _no_anchors(text: str, file: str) -> None:
    if "&" not in text and "*" not in text and "!" not in text:
        return
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            where = str(event.start_mark.line + 1) if event.start_mark else ""
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Fault(file, where, _ANCHORS, _WRITE_OUT)
            if getattr(event, "tag", None):
                raise Fault(
                    file,
                    where,
                    ("mærker (tags) er ikke tilladt", "tags are not allowed"),
                    ("udelad ordet, der begynder med '!'", "leave out the word that begins with '!'"),
                )
    except yaml.YAMLError:  # already told by the caller
        return


def _value(node: Any, path: tuple[str | int, ...], file: str, lines: Lines, depth: int) -> Any:
    line = node.start_mark.line + 1
    lines[path] = min(lines._lines.get(path, line), line)
    if depth > MOST_DEPTH:
        raise Fault(file, str(line), _TOO_DEEP, _FLATTEN)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, file, line)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), file, lines, depth + 1) for index, item in enumerate(node.value)]
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        at = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise Fault(
                file,
                str(at),
                ("en nøgle skal være ét ord", "a key must be one word"),
                ("skriv `nøgle: værdi`", "write `key: value`"),
            )
        key = _key(key_node)
        if key in found:
            raise Fault(
                file,
                str(at),
                (f"nøglen '{key}' står to gange", f"the key '{key}' stands twice"),
                (
                    f"den stod først i linje {lines[(*path, key)]}; behold den ene",
                    f"it stood first in line {lines[(*path, key)]}; keep one of them",
                ),
            )
        lines[(*path, key)] = at
        found[key] = _value(value_node, (*path, key), file, lines, depth + 1)
    return found


def _key(node: Any) -> str | int:
    """A word; a whole number when it is written bare, or when it is a year in quotes (JSON has no other keys)."""
    text: str = node.value
    return int(text) if _WHOLE.match(text) and (len(text) == 4 if node.style else len(text) <= 40) else text


def _scalar(node: Any, file: str, line: int) -> Any:
    text: str = node.value
    if node.style:
        return text
    if text in ("", "~", "null"):
        return None
    if text == "true":
        return True
    if text == "false":
        return False
    if _WHOLE.match(text):
        return int(text) if len(text) <= 40 else text
    if _DECIMAL.match(text):
        return Decimal(text)
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Fault(
                file,
                str(line),
                (f"'{text}' er ikke en dag i kalenderen", f"'{text}' is not a day of the calendar"),
                ("skriv år-måned-dag, fx 2025-07-01", "write year-month-day, such as 2025-07-01"),
            ) from None
    if _NOT_A_NUMBER.match(text):
        raise Fault(
            file,
            str(line),
            (f"'{text}' er ikke et tal", f"'{text}' is not a number"),
            ("udelad værdien, når ingen kender den", "leave the value out when nobody knows it"),
        )
    return text


def iso_day(value: Any) -> date | None:
    """The day a value tells: a date, a moment, or `2026-03-01` in quotes, as programs write it; None for all else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None
