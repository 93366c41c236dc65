"""Reads the language of circular clauses from rules/lexicon: entries (what is said) and grammar (how it is demanded)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, get_args

from circular.clauses.model import Role
from circular.clauses.pattern import Pattern, PatternError, compile_pattern, union
from circular.faults import Fault, nearest
from circular.shelf import shelf, walk
from circular.strict_yaml import Lines, load

LANGUAGES = ("da", "en", "sv", "no")
ROLES: tuple[str, ...] = get_args(Role)
STANCES = ("good", "virgin", "barrier")
ENTRY_KEYS = (
    "id", "strategy", "concept", "kind", "stance", "terms", "except", "with", "without", "needs", "role", "covers",
    "fires", "silent",
)  # fmt: skip
WRITE_PATTERN = ("se mønstrenes sprog i docs/clauses.md", "see the language of patterns in docs/clauses.md")


@dataclass(frozen=True)
class Entry:
    """One way of speaking of one strategy or concept, with the company its words need."""

    id: str
    language: str
    strategy: str | None
    concept: str | None
    kind: str | None
    stance: str
    """good: the words speak for the strategy; virgin: for its opposite (new, landfill); barrier: they forbid it."""
    terms: tuple[Pattern, ...]
    excepted: tuple[Pattern, ...]
    with_: tuple[Pattern, ...]
    without: tuple[Pattern, ...]
    needs: tuple[tuple[str, float], ...]
    """Unit and the value that a quantity of the sentence must exceed."""
    role: str | None
    covers: tuple[str, ...]
    """Strategies whose hits inside this entry's hit do not count."""
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    file: str
    line: int

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return union(list(self.terms))

    @cached_property
    def except_regex(self) -> re.Pattern[str] | None:
        return union(list(self.excepted)) if self.excepted else None

    @cached_property
    def with_regex(self) -> re.Pattern[str] | None:
        return union(list(self.with_)) if self.with_ else None

    @cached_property
    def without_regex(self) -> re.Pattern[str] | None:
        return union(list(self.without)) if self.without else None


class Cues(Mapping[str, re.Pattern[str]]):
    """Named groups of patterns of one language: `cues["binding"]`; a group that the language lacks finds nothing."""

    def __init__(self, groups: dict[str, list[Pattern]]) -> None:
        self._groups = groups
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        if name not in self._compiled:
            self._compiled[name] = union(self._groups.get(name, []))
        return self._compiled[name]

    def __iter__(self) -> Any:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)


@dataclass(frozen=True)
class Tongue:
    """Everything that is known of one language."""

    language: str
    entries: tuple[Entry, ...]
    cues: Cues
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Plain word lists: function words, abbreviations, number words."""
    numbers: dict[str, str] = field(default_factory=dict)


@cache
def tongues() -> dict[str, Tongue]:
    """Every language of the lexicon by its code; raises Fault when a file of it is wrong."""
    raw: dict[str, list[tuple[str, Any, Lines]]] = {language: [] for language in LANGUAGES}
    folder = shelf("rules") / "lexicon"
    for name, entry in walk(folder, ".yaml"):
        language = name.split("/", 1)[0].removesuffix(".yaml")
        if language in raw:
            file = f"rules/lexicon/{name}"
            document, lines = load(entry.read_bytes(), file)
            raw[language].append((file, document, lines))
    return {language: read_tongue(language, files) for language, files in raw.items()}


def read_tongue(language: str, files: list[tuple[str, Any, Lines]]) -> Tongue:
    """One language from its parsed files; raises Fault with file, line and hint."""
    entries: list[Entry] = []
    groups: dict[str, list[Pattern]] = {}
    words: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, str] = {}
    for file, document, lines in files:
        _only(document, ("cues", "words", "numbers", "entries"), file, lines, ())
        for name, sources in (document.get("cues") or {}).items():
            found = _patterns(sources, file, lines, ("cues", name))
            groups.setdefault(name, []).extend(found)
        for name, listed in (document.get("words") or {}).items():
            words[name] = (*words.get(name, ()), *(str(word) for word in listed))
        numbers.update({str(word): str(value) for word, value in (document.get("numbers") or {}).items()})
        for index, item in enumerate(document.get("entries") or []):
            entries.append(_entry(item, language, file, lines, ("entries", index)))
    seen: dict[str, Entry] = {}
    for each in entries:
        if each.id in seen:
            first = seen[each.id]
            raise Fault(
                each.file, str(each.line),
                (f"opslaget '{each.id}' står to gange", f"the entry '{each.id}' stands twice"),
                (f"det står også i {first.file}:{first.line}", f"it also stands in {first.file}:{first.line}"),
            )  # fmt: skip
        seen[each.id] = each
    return Tongue(language, tuple(entries), Cues(groups), words, numbers)


def _only(document: Any, known: tuple[str, ...], file: str, lines: Lines, path: tuple[str | int, ...]) -> None:
    if not isinstance(document, dict):
        raise Fault(file, str(lines[path]), ("her skal stå nøgler og værdier", "keys and values are expected here"))
    for key in document:
        if key not in known:
            near = nearest(str(key), list(known), 1)
            hint = (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else ("", "")
            raise Fault(file, str(lines[(*path, key)]), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), hint)


def _patterns(sources: Any, file: str, lines: Lines, path: tuple[str | int, ...]) -> list[Pattern]:
    if not isinstance(sources, list):
        raise Fault(file, str(lines[path]), ("her skal stå en liste", "a list is expected here"), WRITE_PATTERN)
    found = []
    for index, source in enumerate(sources):
        try:
            found.append(compile_pattern(str(source)))
        except PatternError as error:
            said = (f"mønstret '{source}' kan ikke læses: {error}", f"the pattern '{source}' cannot be read: {error}")
            raise Fault(file, str(lines[(*path, index)]), said, WRITE_PATTERN) from None
    return found


def _entry(item: Any, language: str, file: str, lines: Lines, path: tuple[str | int, ...]) -> Entry:
    _only(item, ENTRY_KEYS, file, lines, path)
    line = lines[path]
    for key in ("id", "terms", "fires", "silent"):
        if not item.get(key):
            raise Fault(
                file, str(line),
                (f"opslaget mangler '{key}'", f"the entry lacks '{key}'"),
                ("hvert opslag har id, terms, fires og silent", "every entry has id, terms, fires and silent"),
            )  # fmt: skip
    strategy, stance, role = item.get("strategy"), item.get("stance", "good"), item.get("role")
    known = list(strategies())
    for value, allowed, what in ((strategy, known, "strategy"), (stance, list(STANCES), "stance"), (role, list(ROLES), "role")):  # fmt: skip
        if value is not None and value not in allowed:
            near = nearest(str(value), allowed)
            raise Fault(
                file, str(lines[(*path, what)]),
                (f"ukendt værdi '{value}' af '{what}'", f"unknown value '{value}' of '{what}'"),
                (f"mente du {', '.join(near)}?", f"did you mean {', '.join(near)}?") if near else ("", ""),
            )  # fmt: skip
    needs = item.get("needs") or {}

    def patterns(key: str) -> tuple[Pattern, ...]:
        return tuple(_patterns(item.get(key) or [], file, lines, (*path, key)))

    return Entry(
        id=str(item["id"]), language=language, strategy=strategy, concept=item.get("concept"), kind=item.get("kind"),
        stance=stance, terms=patterns("terms"), excepted=patterns("except"), with_=patterns("with"),
        without=patterns("without"), needs=tuple((str(unit), float(value)) for unit, value in sorted(needs.items())),
        role=role, covers=tuple(item.get("covers") or ()), fires=tuple(map(str, item["fires"])),
        silent=tuple(map(str, item["silent"])), file=file, line=line,
    )  # fmt: skip


@dataclass(frozen=True)
class Strategy:
    """What is known of a strategy in every language: the role its demands have when nothing else tells."""

    id: str
    role: str
    comparators: dict[str, str]
    """Comparator of a number written without one, by unit."""


@cache
def strategies() -> dict[str, Strategy]:
    """The 37 strategies by id, from rules/lexicon/strategies.yaml."""
    file = "rules/lexicon/strategies.yaml"
    document, lines = load((shelf("rules") / "lexicon" / "strategies.yaml").read_bytes(), file)
    found = {}
    for name, about in document["strategies"].items():
        _only(about, ("role", "comparators"), file, lines, ("strategies", name))
        found[name] = Strategy(name, about.get("role", "minimum_requirement"), dict(about.get("comparators") or {}))
    return found


@cache
def concept_kinds() -> dict[str, str]:
    """The kind of each concept: label, class, scheme, fuel, theme …"""
    return {
        entry.concept: entry.kind
        for tongue in tongues().values()
        for entry in tongue.entries
        if entry.concept and entry.kind
    }
