"""Reads the language of circular clauses from rules/lexicon: entries (what is said) and cues (how it is demanded)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, get_args

from circular.clauses.company import Company, headed
from circular.clauses.gate import Gate
from circular.clauses.matcher import Matcher
from circular.clauses.model import Role
from circular.clauses.pattern import Pattern, PatternError, compile_pattern
from circular.clauses.strategies import strategies
from circular.collection import no_collection
from circular.faults import Fault, nearest
from circular.shelf import shelf, walk
from circular.strict_yaml import Lines, load

LANGUAGES = ("da", "en", "sv", "no")
ROLES: tuple[str, ...] = get_args(Role)
STANCES = ("good", "neutral", "virgin", "barrier")
FILE_KEYS = ("lists", "cues", "words", "numbers", "entries")
ENTRY_KEYS = (
    "id", "strategy", "concept", "kind", "stance", "terms", "except", "with", "and", "without", "despite", "needs",
    "role", "covers", "modality", "fires", "silent",
)  # fmt: skip
APART = ("h_", "not_h_", "cmp_", "row_", "page_", "answer_", "asks_", "taken_", "not_taken_", "not_asks_", "softened_", "precedence", "carries_on", "looks_back", "elsewhere")  # fmt: skip
"""Groups that are asked by name, of headings, cells and numbers, and never sought in sentences."""
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
    """good: forbidding it is a barrier; neutral: forbidding it is a demand; virgin: the opposite, so that forbidding
    it is the demand and demanding it the barrier; barrier: the words themselves stand in its way."""
    terms: tuple[Pattern, ...]
    excepted: tuple[Pattern, ...]
    with_: tuple[Pattern, ...]
    and_: tuple[Pattern, ...]
    """A second company: one of these must stand there too."""
    without: tuple[Pattern, ...]
    despite: tuple[Pattern, ...]
    """What makes the words count although one of `without` stands beside them."""
    needs: tuple[tuple[str, float], ...]
    """Unit and the value that a quantity of the sentence must exceed; one of several is enough."""
    role: str | None
    covers: tuple[str, ...]
    """Strategies whose hits inside this entry's hit do not count; '*' covers all others."""
    modality: str | None
    """binding, soft or mention where the words themselves say it; None where the sentence does."""
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    file: str
    line: int

    @cached_property
    def means_nothing_about(self) -> tuple[str, ...]:
        """The groups of cues beside which its words are about something else: its strategy's, and all where they stand alone."""
        if self.strategy is None:
            return ()
        own = f"elsewhere_{self.strategy}"
        return (own,) if self.with_ or self.and_ else (own, "elsewhere")

    @cached_property
    def company(self) -> tuple[Company | None, ...]:
        """Those of except, with, and, without and despite; None where there are none."""
        groups = (self.excepted, self.with_, self.and_, self.without, self.despite)
        return tuple(Company(group) if group else None for group in groups)


def union(patterns: tuple[Pattern, ...]) -> re.Pattern[str] | None:
    """One expression that finds any of the patterns as whole words; None when there are none."""
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{headed(pattern)})" for pattern in patterns))


@dataclass(frozen=True)
class Tongue:
    """Everything that is known of one language."""

    language: str
    entries: tuple[Entry, ...]
    cues: dict[str, tuple[Pattern, ...]]
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Plain word lists: function words, abbreviations, number words."""
    numbers: dict[str, str] = field(default_factory=dict)

    @cached_property
    def term_owners(self) -> tuple[int, ...]:
        """Which entry each term of the gate belongs to."""
        return tuple(index for index, entry in enumerate(self.entries) for _ in entry.terms)

    def theme(self, name: str) -> Company:
        """A group of cues by which a sentence is about something else."""
        found = self._themes.get(name)
        if found is None:
            found = self._themes[name] = Company(self.cues.get(name, ()))
        return found

    @cached_property
    def _themes(self) -> dict[str, Company]:
        return {}

    @cached_property
    def gate(self) -> Gate:
        """The terms of all entries, with what each of them needs."""
        return Gate([(entry.terms, (entry.with_, entry.and_)) for entry in self.entries])

    @cached_property
    def cue_names(self) -> tuple[str, ...]:
        """Which group each pattern of `signs` belongs to."""
        return tuple(name for name, patterns in self.cues.items() if not name.startswith(APART) for _ in patterns)

    @cached_property
    def signs(self) -> Matcher:
        return Matcher(
            pattern for name, patterns in self.cues.items() if not name.startswith(APART) for pattern in patterns
        )

    def spots(self, name: str, lower: str) -> list[tuple[int, int]]:
        """Where the cues of a group stand in a folded text."""
        return [(start, end) for _, start, end in _group(self.language, name).find(lower)]

    def cue(self, name: str) -> re.Pattern[str]:
        """One expression for a group of cues; one that finds nothing when the language lacks the group."""
        return _cue(self.language, name)


@cache
def _group(language: str, name: str) -> Matcher:
    return Matcher(tongues()[language].cues.get(name, ()))


@cache
def _cue(language: str, name: str) -> re.Pattern[str]:
    return union(tongues()[language].cues.get(name, ())) or re.compile(r"(?!)")


_LISTED = re.compile(r"<(\w{1,40})>")


class Lists(dict[str, str]):
    """The lists of a language by name, its commonest words, and the patterns that were read with them."""

    def __init__(self) -> None:
        super().__init__()
        self.common: frozenset[str] = frozenset()
        self.read: dict[tuple[str, bool], Pattern] = {}

    def pattern(self, source: str, sought: bool) -> Pattern:
        """The pattern, one for all places where it stands; raises PatternError."""
        found = self.read.get((source, sought))
        if found is None:
            found = self.read[source, sought] = compile_pattern(source, self, sought=sought, common=self.common)
        return found


@cache
def tongues() -> dict[str, Tongue]:
    """Every language of the lexicon by its code; raises Fault when a file of it is wrong."""
    with no_collection():
        return _read()


def _read() -> dict[str, Tongue]:
    raw: dict[str, list[tuple[str, Any, Lines]]] = {language: [] for language in LANGUAGES}
    folder = shelf("rules") / "lexicon"
    for name, entry in walk(folder, ".yaml"):
        language = name.split("/", 1)[0].removesuffix(".yaml").split("_")[0]
        if language in raw:
            file = f"rules/lexicon/{name}"
            document, lines = load(entry.read_bytes(), file)
            raw[language].append((file, document or {}, lines))
    return {language: read_tongue(language, files) for language, files in raw.items()}


def _unfold(name: str, raw: dict[str, list[tuple[str, str, str]]], lists: Lists, within: tuple[str, ...]) -> str:
    """The words of a list as one of several, those of the lists it names in their place, whichever file holds them."""
    if name in lists:
        return lists[name]
    words = []
    for text, file, line in raw[name]:
        for inner in _LISTED.findall(text):
            if inner not in raw:
                raise Fault(file, line, (f"listen '{inner}' findes ikke", f"there is no list '{inner}'"), WRITE_PATTERN)
            if inner in (*within, name):
                raise Fault(file, line, (f"listen '{inner}' nævner sig selv", f"the list '{inner}' names itself"), WRITE_PATTERN)  # fmt: skip
        words.append(_LISTED.sub(lambda match: f"({_unfold(match.group(1), raw, lists, (*within, name))})", text))
    lists[name] = "|".join(words)
    return lists[name]


def read_tongue(language: str, files: list[tuple[str, Any, Lines]]) -> Tongue:
    """One language from its parsed files; raises Fault with file, line and hint."""
    entries: list[Entry] = []
    cues: dict[str, tuple[Pattern, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, str] = {}
    lists = Lists()
    raw: dict[str, list[tuple[str, str, str]]] = {}
    for file, document, lines in files:
        _only(document, FILE_KEYS, file, lines, ())
        lists.common |= frozenset(str(word) for word in (document.get("words") or {}).get("common", ()))
        for name, listed in (document.get("lists") or {}).items():
            raw.setdefault(name, []).extend((str(each), file, str(lines[("lists", name)])) for each in listed)
    for name in raw:
        _unfold(name, raw, lists, ())
    for file, document, lines in files:
        for name, sources in (document.get("cues") or {}).items():
            found = _patterns(sources, lists, file, lines, ("cues", name))
            cues[name] = (*cues.get(name, ()), *found)
        for name, listed in (document.get("words") or {}).items():
            words[name] = (*words.get(name, ()), *(str(word) for word in listed))
        numbers.update({str(word): str(value) for word, value in (document.get("numbers") or {}).items()})
        for index, item in enumerate(document.get("entries") or []):
            entries.append(_entry(item, language, lists, file, lines, ("entries", index)))
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
    return Tongue(language, tuple(entries), cues, words, numbers)


def _only(document: Any, known: tuple[str, ...], file: str, lines: Lines, path: tuple[str | int, ...]) -> None:
    if not isinstance(document, dict):
        raise Fault(file, str(lines[path]), ("her skal stå nøgler og værdier", "keys and values are expected here"))
    for key in document:
        if key not in known:
            near = nearest(str(key), list(known), 1)
            hint = (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else ("", "")
            raise Fault(file, str(lines[(*path, key)]), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), hint)


def _patterns(sources: Any, lists: Lists, file: str, lines: Lines, path: tuple[str | int, ...]) -> list[Pattern]:
    if not isinstance(sources, list):
        raise Fault(file, str(lines[path]), ("her skal stå en liste", "a list is expected here"), WRITE_PATTERN)
    found = []
    for index, source in enumerate(sources):
        try:
            sought = not str(path[1]).startswith(APART)
            found.append(lists.pattern(str(source), sought))
        except PatternError as error:
            said = (f"mønstret '{source}' kan ikke læses: {error}", f"the pattern '{source}' cannot be read: {error}")
            raise Fault(file, str(lines[(*path, index)]), said, WRITE_PATTERN) from None
    return found


def _entry(item: Any, language: str, lists: Lists, file: str, lines: Lines, path: tuple[str | int, ...]) -> Entry:
    _only(item, ENTRY_KEYS, file, lines, path)
    line = lines[path]
    for key in ("id", "terms", "fires", "silent"):
        if not item.get(key):
            raise Fault(
                file, str(line),
                (f"opslaget mangler '{key}'", f"the entry lacks '{key}'"),
                ("hvert opslag har id, terms, fires og silent", "every entry has id, terms, fires and silent"),
            )  # fmt: skip
    allowed = {
        "strategy": list(strategies()), "stance": list(STANCES), "role": list(ROLES),
        "modality": ["binding", "soft", "mention"],
    }  # fmt: skip
    for what, known in allowed.items():
        value = item.get(what)
        if value is not None and value not in known:
            near = nearest(str(value), known)
            raise Fault(
                file, str(lines[(*path, what)]),
                (f"ukendt værdi '{value}' af '{what}'", f"unknown value '{value}' of '{what}'"),
                (f"mente du {', '.join(near)}?", f"did you mean {', '.join(near)}?") if near else ("", ""),
            )  # fmt: skip

    def patterns(key: str) -> tuple[Pattern, ...]:
        return tuple(_patterns(item.get(key) or [], lists, file, lines, (*path, key)))

    return Entry(
        id=str(item["id"]), language=language, strategy=item.get("strategy"), concept=item.get("concept"),
        kind=item.get("kind"), stance=item.get("stance", "good"), terms=patterns("terms"), excepted=patterns("except"),
        with_=patterns("with"), and_=patterns("and"), without=patterns("without"), despite=patterns("despite"),
        needs=tuple((str(unit), float(value)) for unit, value in sorted((item.get("needs") or {}).items())),
        role=item.get("role"), covers=tuple(item.get("covers") or ()), modality=item.get("modality"),
        fires=tuple(map(str, item["fires"])), silent=tuple(map(str, item["silent"])), file=file, line=line,
    )  # fmt: skip


@cache
def concept_kinds() -> dict[str, str]:
    """The kind of each concept: label, class, scheme, fuel, theme …"""
    return {
        entry.concept: entry.kind
        for tongue in tongues().values()
        for entry in tongue.entries
        if entry.concept and entry.kind
    }
