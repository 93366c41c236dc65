"""The examples have teeth: no number of a rule can change by one unit of its last digit, no day by one, unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from circular.rulebook import load_rules
from circular.rulebook.conditions import OneOf
from circular.rulebook.derived import derived_facts
from circular.rulebook.derived_examples import run_examples
from circular.rulebook.examples import Example, examples_of, run_example
from circular.rulebook.read_rule import read_rule
from circular.rulebook.reading import Part
from circular.rulebook.rule import Rule
from circular.shelf import shelf
from circular.strict_yaml import load
from tests.rulebook.mutate import mutations

RULES = load_rules().rules


def contents(file: str) -> tuple[Any, Any]:
    folder = shelf("rules")
    for step in file.split("/")[1:]:
        folder = folder / step
    return load(folder.read_bytes(), file)


def quick(rule: Rule) -> tuple[Example, ...]:
    """The examples that need no reading of texts, which are slow and change nothing here."""
    return tuple(example for example in examples_of(rule) if example.text is None)


@cache
def said(code: str) -> tuple[tuple[str, str], ...]:
    rule = next(rule for rule in RULES if rule.code == code)
    return tuple(verdicts(rule, quick(rule)))


def verdicts(rule: Rule, examples: tuple[Example, ...]) -> Iterator[tuple[str, str]]:
    for example in examples:
        run = run_example(rule, example)
        yield run.got, run.severity


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_number_and_day_is_pinned_by_an_example(rule: Rule) -> None:
    data, lines = contents(rule.file)
    examples, before = quick(rule), said(rule.code)
    for path, other, changed in mutations(data):
        mutant = read_rule(Part(changed, lines, rule.file), rule.read_examples)
        noticed = any(now != then for now, then in zip(verdicts(mutant, examples), before, strict=True))
        assert noticed, f"{rule.file}: no example notices {'.'.join(map(str, path))} = {other}"


@pytest.mark.parametrize("name", sorted(derived_facts()))
def test_every_number_and_day_of_a_derived_fact_is_pinned(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from circular.rulebook import derived as module

    file = derived_facts()[name].file
    data, lines = contents(file)
    for path, other, changed in mutations(data, ("rows",)):
        monkeypatch.setattr(module, "load", lambda *_, changed=changed: (changed, lines))
        mutant = module.read_derived(shelf("rules") / file.split("/")[-1], file)
        problems = [problem for _, problem in run_examples(mutant) if problem]
        assert problems, f"{file}: no example notices {'.'.join(map(str, path))} = {other}"


def test_a_derived_fact_that_may_be_several_things_says_so() -> None:
    assert isinstance(OneOf(("a", "b"), ("x",)).values, tuple)
    assert date(2025, 7, 1) in set(derived_facts()["climate_duty"].days())
