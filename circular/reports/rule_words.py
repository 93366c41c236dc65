"""Conditions and checks of rules as sentences."""

from __future__ import annotations

from typing import Any

from circular.language import Language, listing
from circular.rulebook.checks import Check
from circular.rulebook.conditions import Ask, Condition, Join, Test
from circular.rulebook.rule import Rule
from circular.rulebook.say import said
from circular.rulebook.vocabulary import fact_name, value_name, vocabulary

OPERATORS = {
    "equals": ("er", "is"), "in": ("er", "is"), "at_least": ("er mindst", "is at least"), "at_most": ("er højst", "is at most"),
    "before": ("er før", "is before"), "not_before": ("er tidligst", "is not before"),
}  # fmt: skip
NEGATED = {
    "equals": ("er ikke", "is not"), "in": ("er ikke", "is not"), "at_least": ("er under", "is below"), "at_most": ("er over", "is above"),
    "before": ("er tidligst", "is not before"), "not_before": ("er før", "is before"),
}  # fmt: skip
LIMITS = {
    "at_most": ("er højst", "is at most"),
    "at_least": ("er mindst", "is at least"),
    "before": ("er før", "is before"),
}


def value_words(value: Any, rule: Rule, language: Language, *, fact: str | None = None, unit: str | None = None) -> str:
    """A value, a parameter with its name, or another fact."""
    if isinstance(value, Ask):
        if not value.parameter:
            return fact_name(value.name, language)
        parameter = rule.parameters[value.name]
        only = (
            parameter.rows[0].value
            if len(parameter.rows) == 1 and not isinstance(parameter.rows[0].value, dict)
            else None
        )
        shown = said(only, language, unit=parameter.unit, fact=fact) if only is not None else ""
        table = "værdien i tabellen nedenfor" if language == "da" else "the value of the table below"
        return shown if shown else f"{table} ({value.name})"
    return said(value, language, unit=unit, fact=fact)


def condition_words(condition: Condition, rule: Rule, language: Language, *, negated: bool = False) -> str:
    """`arbejdets art er nybyggeri eller tilbygning og klimapligt er …`."""
    side = 0 if language == "da" else 1
    if isinstance(condition, Join):
        if condition.how == "not":
            return condition_words(condition.parts[0], rule, language, negated=not negated)
        how = condition.how if not negated else ("any" if condition.how == "all" else "all")
        parts = [condition_words(part, rule, language, negated=negated) for part in condition.parts]
        join = {"all": ((" og ", " and ")), "any": ((" eller ", " or "))}[how][side]
        return join.join(f"({part})" if isinstance(one, Join) and one.how != "not" else part for part, one in zip(parts, condition.parts, strict=True))  # fmt: skip
    return _test_words(condition, rule, language, negated)


def _test_words(test: Test, rule: Rule, language: Language, negated: bool) -> str:
    side = 0 if language == "da" else 1
    name, unit = fact_name(test.fact, language), test.fact_value.unit
    if test.operator == "known":
        told = bool(test.value) is not negated
        return f"{name} {(('er oplyst', 'is told') if told else ('er ikke oplyst', 'is not told'))[side]}"
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    words = [value_words(one, rule, language, fact=test.fact, unit=unit) for one in values]
    if test.operator == "between":
        verb = ("ligger ikke mellem", "is not between") if negated else ("ligger mellem", "is between")
        return f"{name} {verb[side]} {words[0]} {'og' if language == 'da' else 'and'} {words[1]}"
    if test.fact_value.type == "yes_no":
        told = bool(test.value) is not negated
        sentence = test.fact_value.so if told else test.fact_value.not_so
        if sentence is not None:
            return f"{sentence[language][:1].lower()}{sentence[language][1:].rstrip('.')}"
        return f"{name}: {said(told, language)}"
    verb = (NEGATED if negated else OPERATORS)[test.operator]
    return f"{name} {verb[side]} {listing(words, language, 'or')}"


def check_words(check: Check, rule: Rule, language: Language, depth: int = 0) -> list[str]:
    """One line a check, parts of a joined check indented below it."""
    side = 0 if language == "da" else 1
    indent = "  " * depth
    heads = {
        "all_of": ("alle disse:", "all of these:"), "any_of": ("mindst én af disse:", "at least one of these:"),
        "none_of": ("ingen af disse:", "none of these:"),
    }  # fmt: skip
    if check.kind in heads:
        lines = [f"{indent}{heads[check.kind][side]}"]
        return lines + [line for one in check.below for line in check_words(one, rule, language, depth + 1)]
    if check.kind == "each":
        where = check.arguments["where"]
        of = fact_name(check.arguments["fact"].name, language)
        head = f"{'for hver af' if language == 'da' else 'for each of the'} {of}"
        head += (
            f", {'hvor' if language == 'da' else 'where'} {condition_words(where, rule, language)}"
            if where is not None
            else ""
        )
        return [f"{indent}{head}:", *check_words(check.below[0], rule, language, depth + 1)]
    return [f"{indent}{_leaf_words(check, rule, language)}"]


def _leaf_words(check: Check, rule: Rule, language: Language) -> str:
    side, asked = (0 if language == "da" else 1), check.arguments
    fact: Any = asked.get("fact")
    name = fact_name(fact.name, language) if fact is not None else ""
    if check.kind in LIMITS:
        limit = value_words(asked["limit"], rule, language, unit=fact.unit)
        rounded = ""
        if asked.get("decimals") is not None:
            rounded = (f" (afrundet til {asked['decimals']} decimal)", f" (rounded to {asked['decimals']} decimal)")[
                side
            ]
        return f"{name} {LIMITS[check.kind][side]} {limit}{rounded}"
    if check.kind == "between":
        low, high = (value_words(asked[key], rule, language, unit=fact.unit) for key in ("low", "high"))
        return f"{name} {('ligger mellem', 'is between')[side]} {low} {('og', 'and')[side]} {high}"
    if check.kind in ("equals", "one_of"):
        words = [value_words(one, rule, language, fact=fact.name, unit=fact.unit) for one in asked["values"]]
        return f"{name} {('er', 'is')[side]} {listing(words, language, 'or')}"
    if check.kind == "covers":
        words = [value_words(one, rule, language, fact=fact.name) for one in asked["values"]]
        return f"{name} {('rummer', 'holds')[side]}: {listing(words, language)}"
    if check.kind == "present":
        where = asked.get("where")
        more = f", {('hvor', 'where')[side]} {condition_words(where, rule, language)}" if where is not None else ""
        return f"{('der er', 'there are')[side]} {name}{more}"
    if check.kind == "known":
        return f"{name} {('er oplyst', 'is told')[side]}"
    if check.kind == "consistent":
        return f"{listing([fact_name(one.name, language) for one in asked['facts']], language)} {('siger det samme', 'say the same')[side]}"
    if check.kind == "share_at_least":
        share = value_words(asked["limit"], rule, language, unit="share")
        return f"{('mindst', 'at least')[side]} {share} {('af', 'of')[side]} {name}: {condition_words(asked['where'], rule, language)}"
    if check.kind == "weights_sum_to":
        total, slack = (value_words(asked[key], rule, language, unit="percent") for key in ("total", "tolerance"))
        return (
            f"vægtene i hver tabel summer til {total} (± {slack})",
            f"the weights of each table sum to {total} (± {slack})",
        )[side]
    if check.kind == "no_pair":
        a, b = (condition_words(asked[key], rule, language) for key in ("a", "b"))
        same = listing([fact_name(one, language) for one in asked["same"]], language)
        return (
            f"ingen to {name} har samme {same}, hvor den ene opfylder ({a}) og den anden ({b})",
            f"no two {name} have the same {same} where one meets ({a}) and the other ({b})",
        )[side]
    return _clause_words(check, rule, language)


def _clause_words(check: Check, rule: Rule, language: Language) -> str:
    side, asked = (0 if language == "da" else 1), check.arguments
    facts = vocabulary().items["clause"]
    what = [value_name("strategy", one, language) for one in asked["strategy"]]
    concepts = [value_name("concepts", one, language) for one in asked["concept"]]
    subject = listing(what, language, "or")
    if concepts:
        named = listing(concepts, language, "or")
        subject = f"{subject} ({named})" if subject else named
    if asked["barrier"]:
        kind = ("en hindring for genbrug", "a barrier to reuse")
    elif asked["struck"]:
        kind = ("et udgået krav", "a struck demand")
    elif asked["strength"] == "soft":
        kind = ("et krav eller ønske", "a demand or wish")
    else:
        kind = ("et bindende krav", "a binding demand")
    verb = {"has_clause": ("materialet stiller", "the package makes"), "lacks_clause": ("materialet har ikke", "the package does not make")}  # fmt: skip
    text = f"{verb[check.kind][side]} {kind[side]}"
    text += f" {('om', 'for')[side]} {subject}" if subject else ""
    if asked.get("amount") is not None:
        bound = {"at_least": ("på mindst", "of at least"), "at_most": ("på højst", "of at most")}[asked["comparator"]][
            side
        ]
        unit = asked["units"][0]
        amount = value_words(asked["amount"], rule, language, unit="percent" if unit.startswith("percent") else unit)
        text += f" {bound} {amount}"
        text += (", hvis det har et tal" if side == 0 else ", if it has a number") if asked.get("if_stated") else ""
    if asked["role"]:
        text += f" ({('som', 'as')[side]} {listing([facts['role'].values[one][language] for one in asked['role']], language, 'or')})"
    return text
