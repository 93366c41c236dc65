"""Small tender packages around a clause, and what each rule says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from circular.clauses import detect
from circular.documents import document_from_text
from circular.drafting import load_clauses
from circular.drafting.draft import DraftedClause
from circular.drafting.model import ClauseTemplate
from circular.rulebook import load_rules
from circular.rulebook.case import Case, case_of
from circular.rulebook.conditions import tests_of
from circular.rulebook.examples import examples_of
from circular.rulebook.judging import finding_of
from circular.rulebook.model import Finding
from circular.rulebook.rule import Rule
from circular.tender import build_tender
from circular.tender.model import Tender

TENDERS = ("tender", "owner_strategy")
SILENT = {
    "da": "# Kravspecifikation\n\n## 1 Opgaven\n\nKommunen udbyder opgaven, som den er beskrevet i tilbudslisten.\n",
    "en": "# Requirements specification\n\n## 1 The task\n\nThe municipality tenders the task as the price schedule describes.\n",
}
SOFTER = {
    "da": [
        (r"\bskal\b", "bør"), (r"\bSkal\b", "Bør"), (r"\bmå (højst|kun|ikke)\b", r"bør \1"), (r"\bmindst\b", "gerne"),
        (r"lægger vægt på", "ser gerne"), (r" \(vægt \d+ %\)", ""), (r"\b(får|giver) flest point\b", "er velkommen"),
    ],
    "en": [
        (r"\bmust\b", "should"), (r"\bmay only\b", "should only"), (r"\bat least\b", "preferably"),
        (r"attaches weight to", "would welcome"), (r" \(weight \d+ %\)", ""), (r"\bearns? most points\b", "is welcome"),
    ],
}  # fmt: skip


def cured_rules() -> list[Rule]:
    """The rules on tenders that name a clause as their cure."""
    return [rule for rule in load_rules().rules if rule.subject in TENDERS and rule.remedy and rule.remedy.clause]


def template_of(rule: Rule, category: str | None) -> ClauseTemplate:
    """The clause that cures the rule in a purchase of the category."""
    remedy = rule.cure((category,) if category else ())
    assert remedy is not None
    return load_clauses()[str(remedy.clause)]


def categories_of(rule: Rule) -> tuple[str | None, ...]:
    """The categories the rule may concern; `(None,)` for a rule that hangs on none."""
    asked = [test.value for test in tests_of(rule.applies_when) if test.fact == "category"]
    return tuple(dict.fromkeys(name for value in asked for name in value)) or (None,)


@cache
def circumstances(code: str, category: str | None = None) -> tuple[Mapping[str, Any], date] | None:
    """Facts under which the rule asks for its demand: those of its first example that falls short for want of it,
    of the category where there is one, else with the category put in."""
    rule = load_rules().rule(code)
    silent = [e for e in examples_of(rule) if e.expect == "fail" and not e.clauses and not e.several]
    silent.sort(key=lambda e: (category is not None and e.given.get("category") != (category,), e.text is not None))
    if not silent:
        return None
    given = silent[0].given if category is None else {**silent[0].given, "category": (category,)}
    return given, silent[0].judged_on


@lru_cache(maxsize=256)
def package(files: tuple[tuple[str, str], ...], categories: tuple[str, ...]) -> Tender:
    """What is read in a package of Markdown files."""
    documents = [document_from_text(text, file=name) for name, text in files]
    clauses = [clause for document in documents for clause in detect(document, concepts=True)]
    return build_tender(documents, clauses, categories=categories)


def case_with(files: Mapping[str, str], given: Mapping[str, Any], kind: str = "tender") -> Case:
    """A package of Markdown files with told facts."""
    tender = package(tuple(files.items()), tuple(given.get("category") or ()))
    return case_of("case", kind=kind, tender=tender, overrides=given)


def verdicts(case: Case, day: date, rules: Iterable[Rule] | None = None) -> dict[str, Finding]:
    """What every tender rule says, or each of these, by code."""
    asked = load_rules().rules if rules is None else rules
    return {rule.code: finding_of(rule, case, day) for rule in asked if rule.subject in case.subjects}


def softened(text: str, language: str) -> str:
    """The same text as a wish."""
    for pattern, soft in SOFTER[language]:
        text = re.sub(pattern, soft, text)
    return text


def struck(text: str) -> str:
    """Every paragraph struck through."""
    return "\n\n".join(f"~~{paragraph}~~" for paragraph in text.split("\n\n"))


def without_demand(drafted: DraftedClause) -> str:
    """What is left when the paragraph that carries the demand is taken out."""
    return "\n\n".join(text for _, text in drafted.paragraphs()[1:]) or "Se i øvrigt tilbudslisten."
