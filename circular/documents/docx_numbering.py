"""Computes the numbers that Word shows before headings and list items, from numbering.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from circular.documents.package import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LETTERED = 3999
_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass
class Level:
    """How one level of a list is counted and shown."""

    start: int = 1
    form: str = "decimal"
    shown: str = ""
    style: str | None = None
    legal: bool = False
    restart: int | None = None
    """The level whose step restarts this one, counted from 1; 0 never restarts; None any higher level."""


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    """Abstract list -> level -> how it counts."""
    uses: dict[str, str] = field(default_factory=dict)
    """numId -> abstract list."""
    overrides: dict[str, dict[int, Level | int]] = field(default_factory=dict)
    """numId -> level -> another level definition, or another start."""
    links: dict[str, str] = field(default_factory=dict)
    """Abstract list -> name of the numbering style that holds its levels."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level that a paragraph style has in a list; 0 when the list names no style."""
        levels = self.lists.get(self.uses.get(number_id, ""), {})
        return next((level for level, how in sorted(levels.items()) if how.style == style), 0)

    def next(self, number_id: str, level: int) -> str | None:
        """Count one step; the number as shown ('4.2', 'a)'), None for bullets and unknown lists."""
        abstract = self.uses.get(number_id)
        if abstract is None:
            return None
        counts = self._counts.setdefault(abstract, {})
        override = self.overrides.get(number_id, {}).get(level)
        how = self._how(number_id, abstract, level)
        if isinstance(override, int) and (number_id, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else how.start
        self._begun.add((number_id, level))
        for deeper in [known for known in counts if known > level]:
            restart = self._how(number_id, abstract, deeper).restart
            if restart is None or (restart != 0 and level < restart):
                del counts[deeper]
        return self._shown(number_id, abstract, level, counts)

    def _how(self, number_id: str, abstract: str, level: int) -> Level:
        override = self.overrides.get(number_id, {}).get(level)
        return override if isinstance(override, Level) else self.lists.get(abstract, {}).get(level, Level(form="none"))

    def _shown(self, number_id: str, abstract: str, level: int, counts: dict[int, int]) -> str | None:
        how = self._how(number_id, abstract, level)
        if how.form in ("bullet", "none") or not how.shown:
            return None

        def count(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            other = self._how(number_id, abstract, at)
            return written(counts.get(at, other.start), "decimal" if how.legal else other.form)

        return _LEVEL.sub(count, how.shown).strip().rstrip(".") or None


def written(count: int, form: str) -> str:
    """A count in a number format of Word: 3 -> '3', 'c', 'III', '03'."""
    if count > _MOST_LETTERED:
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else "0"
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        said, rest = "", max(0, count)
        for value, sign in _ROMAN:
            said, rest = said + sign * (rest // value), rest % value
        return said if form == "lowerRoman" else said.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form in ("none", "bullet") else str(count)


def read_numbering(root: Any | None) -> Numbering:
    """The lists of numbering.xml; an empty Numbering when the document has none."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        numbering.lists[name] = {
            whole(level.get(f"{W}ilvl")): _level(level) for level in abstract.iterchildren(f"{W}lvl")
        }
        link = abstract.find(f"{W}numStyleLink")
        if link is not None:
            numbering.links[name] = link.get(f"{W}val", "")
    for num in root.iter(f"{W}num"):
        number_id = num.get(f"{W}numId", "")
        target = num.find(f"{W}abstractNumId")
        if target is None:
            continue
        numbering.uses[number_id] = target.get(f"{W}val", "")
        for override in num.iterchildren(f"{W}lvlOverride"):
            level = whole(override.get(f"{W}ilvl"))
            redefined, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if redefined is not None:
                numbering.overrides.setdefault(number_id, {})[level] = _level(redefined)
            elif start is not None:
                numbering.overrides.setdefault(number_id, {})[level] = whole(start.get(f"{W}val"), 1)
    return numbering


def _level(element: Any) -> Level:
    def value(name: str) -> str | None:
        child = element.find(f"{W}{name}")
        return None if child is None else child.get(f"{W}val")

    restart = value("lvlRestart")
    return Level(
        start=whole(value("start"), 1),
        form=value("numFmt") or "decimal",
        shown=value("lvlText") or "",
        style=value("pStyle"),
        legal=element.find(f"{W}isLgl") is not None,
        restart=None if restart is None else whole(restart),
    )
