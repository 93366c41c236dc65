"""A rule as frozen data, and the rulebook that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from circular.faults import Fault, nearest
from circular.language import Words
from circular.rulebook.checks import Check
from circular.rulebook.conditions import Condition, asks_fact, dates_of
from circular.rulebook.dated import Dated, Source
from circular.rulebook.model import Basis, Remedy
from circular.rulebook.reading import Part

Example = Part


@dataclass(frozen=True, eq=False)
class Doubt:
    """A circumstance under which the answer is provisional, or a pass is not to be trusted."""

    when: Condition
    mark: str
    why: Words
    blocks_pass: bool


@dataclass(frozen=True, eq=False)
class Rule:
    """One demand: what is asked, of whom, since when, by which source, and what cures it."""

    code: str
    name: str
    title: Words
    why: Words
    subject: str
    severity: Dated
    basis: Basis
    dated_by: tuple[str, ...]
    check: Check
    goal: str | None = None
    applies_when: Condition | None = None
    parameters: Mapping[str, Dated] = field(default_factory=dict)
    message: Words | None = None
    holds: Words | None = None
    untold: Words | None = None
    remedy: Remedy | None = None
    clause_of: Mapping[str, str] = field(default_factory=dict)
    """Category -> the clause that cures it there, where the remedy's own clause is not written for it."""
    doubts: tuple[Doubt, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    feeds: str | None = None
    """The figure of `circular lca` that shows it: building, construction_process or low_emission_class."""
    read_examples: Callable[[], tuple[Example, ...]] = tuple
    """Reads the examples of the file, which only the tests and the rule's page need."""
    file: str = ""

    def days(self) -> Iterator[date]:
        """Every day on which its answer may change."""
        yield from self.severity.days()
        for parameter in self.parameters.values():
            yield from parameter.days()
        yield from dates_of(self.applies_when)
        yield from self.check.days()

    def asks(self) -> set[str]:
        """Every fact it asks, derived ones too."""
        from circular.rulebook.conditions import tests_of

        conditions = [self.applies_when, *(doubt.when for doubt in self.doubts)]
        conditions += [row.when for parameter in self.parameters.values() for row in parameter.rows]
        asked = {test.fact for condition in conditions for test in tests_of(condition)} | self.check.facts()
        return asked | {parameter.by for parameter in self.parameters.values() if parameter.by}

    def cure(self, categories: Iterable[str]) -> Remedy | None:
        """The remedy with the clause written for what is bought."""
        own = next((self.clause_of[name] for name in categories if name in self.clause_of), None)
        return self.remedy.model_copy(update={"clause": own}) if self.remedy is not None and own else self.remedy

    @property
    def by_category(self) -> bool:
        """Whether it hangs on what is bought."""
        return asks_fact(self.applies_when, "category")


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All rules, by code, with a version that changes when a file does."""

    rules: tuple[Rule, ...]
    version: str

    def rule(self, word: str) -> Rule:
        """The rule of a code or name; raises Fault naming the nearest."""
        for rule in self.rules:
            if word.casefold() in (rule.code.casefold(), rule.name.casefold()):
                return rule
        known = [name for rule in self.rules for name in (rule.code, rule.name)]
        close = nearest(word, known)
        hint = (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?") if close else ("se `circular rules list`", "see `circular rules list`")  # fmt: skip
        raise Fault("", "", (f"ukendt regel '{word}'", f"unknown rule '{word}'"), hint)

    def knows(self, word: str) -> bool:
        return any(word.casefold() in (rule.code.casefold(), rule.name.casefold()) for rule in self.rules)
