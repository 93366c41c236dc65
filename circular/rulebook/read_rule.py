"""Reads one rule file: every key known, every word in its list, every number with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.language import Words
from circular.rulebook.checks import Scope, read_check
from circular.rulebook.conditions import read_condition, read_fact
from circular.rulebook.dated import Dated, Row, Source, read_dated, read_from
from circular.rulebook.model import Basis, Remedy
from circular.rulebook.reading import Part
from circular.rulebook.rule import Doubt, Rule
from circular.rulebook.sources import read_sources
from circular.rulebook.vocabulary import SUBJECTS, Fact, vocabulary

CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}-[0-9]{3,4}\Z")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
BASES: tuple[Basis, ...] = ("law", "policy", "guidance", "good_practice")
SEVERITIES = ("must", "should", "note")
NEEDED = ("code", "name", "title", "why", "subject", "severity", "basis", "dated_by", "check", "sources", "examples")
ALLOWED = ("goal", "applies_when", "parameters", "message", "holds", "untold", "remedy", "doubts", "feeds")
FEEDS = ("building", "construction_process", "low_emission_class")
FILLED = re.compile(r"\{([a-z0-9_.]+)\}")
WORDS_FILLED = ("value", "limit", "unit", "margin", "count")


def read_rule(part: Part, read_examples: Any) -> Rule:
    """A rule from the data of its file; raises Fault with file, line, fault and hint."""
    part.keys(NEEDED, ALLOWED)
    known = vocabulary()
    subject = part.sub("subject").word(SUBJECTS, "emne", "subject")
    facts = known.subjects[subject]
    sources = read_sources(part.sub("sources"))
    basis: Any = part.sub("basis").word(BASES, "grundlag", "basis")
    parameters: dict[str, Dated] = {}
    if "parameters" in part.data:
        for name in part.sub("parameters").keys((), part.data["parameters"]).data:
            parameters[name] = read_dated(part.sub("parameters").sub(name), name, facts, sources, known.units)
    scope = Scope(facts, parameters, known.items)
    applies = part.get("applies_when")
    rule = Rule(
        code=_matching(part.sub("code"), CODE, "CO2-201"),
        name=_matching(part.sub("name"), NAME, "low-emission-class"),
        title=part.sub("title").words(),
        why=part.sub("why").words(),
        subject=subject,
        severity=_severity(part.sub("severity"), basis, sources),
        basis=basis,
        dated_by=_dated_by(part.sub("dated_by"), basis, facts),
        check=read_check(part.sub("check"), scope),
        goal=part.sub("goal").text() if "goal" in part.data else None,
        applies_when=read_condition(applies, facts, parameters) if applies else None,
        parameters=parameters,
        message=_message(part.get("message"), facts, parameters),
        holds=_message(part.get("holds"), facts, parameters),
        untold=_message(part.get("untold"), facts, parameters),
        remedy=_remedy(part.get("remedy")),
        clause_of=_clause_of(part.get("remedy"), facts),
        doubts=tuple(_doubt(one, scope) for one in part.sub("doubts").items()) if "doubts" in part.data else (),
        sources=sources,
        feeds=part.sub("feeds").word(FEEDS, "figur", "figure") if "feeds" in part.data else None,
        read_examples=read_examples,
        file=part.file,
    )
    _all_used(part, rule)
    return rule


def _matching(part: Part, pattern: re.Pattern[str], example: str) -> str:
    if not pattern.match(part.text()):
        raise part.fault(f"'{part.data}' har ikke den rette form", f"'{part.data}' is not of the right form", (f"skriv fx {example}", f"write e.g. {example}"))  # fmt: skip
    return part.text()


def _severity(part: Part, basis: str, sources: Mapping[str, Source]) -> Dated:
    """A word that always holds, or words by date."""
    if isinstance(part.data, str):
        word = part.word(SEVERITIES, "grad", "severity")
        rows: tuple[Row, ...] = (Row(date.min, date.min, word, None, None, "read", "enacted", None, part.line),)
    else:
        listed = []
        for index, one in enumerate(part.items()):
            one.keys(("is",) if index == 0 else ("from", "is"), ("from", "source"))
            earliest, latest = read_from(one.sub("from")) if "from" in one.data else (date.min, date.min)
            source = one.get("source")
            listed.append(
                Row(
                    earliest, latest, one.sub("is").word(SEVERITIES, "grad", "severity"), None,
                    sources[source.word(sources, "kilde", "source")] if source else None, "read", "enacted", None, one.line,
                )
            )  # fmt: skip
        rows = tuple(listed)
    if any(row.value == "must" for row in rows) and basis not in ("law", "policy"):
        raise part.fault("kun en regel efter lov eller politik kan være must", "only a rule of law or policy can be a must", ("skriv should, eller ret basis", "write should, or correct basis"))  # fmt: skip
    return Dated("severity", None, None, rows)


def _dated_by(part: Part, basis: str, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    names = tuple(read_fact(one, facts, ("date",)).name for one in part.items())
    if "judged_on" in names and basis not in ("guidance", "good_practice"):
        raise part.fault("judged_on afgør kun regler efter vejledning eller god praksis", "judged_on dates only rules of guidance or good practice", ("skriv sagens egen dato, fx permit_applied eller published", "write a date of the case, such as permit_applied or published"))  # fmt: skip
    return names


def _message(part: Part | None, facts: Mapping[str, Fact], parameters: Mapping[str, Dated]) -> Words | None:
    """A text whose `{…}` all name something that is known."""
    if part is None:
        return None
    words = part.words()
    for language in ("da", "en"):
        for name in FILLED.findall(words[language]):
            if name not in WORDS_FILLED and name not in facts and name not in parameters:
                raise part.sub(language).unknown("udfyldning", "field", name, (*WORDS_FILLED, *facts, *parameters))
    return words


def _remedy(part: Part | None) -> Remedy | None:
    if part is None:
        return None
    part.keys((), ("clause", "clause_of", "optimise", "text"))
    text = part.get("text")
    return Remedy(
        clause=part.sub("clause").text() if "clause" in part.data else None,
        optimise="optimise" in part.data and part.sub("optimise").flag(),
        text=text.words() if text else None,
    )


def _clause_of(part: Part | None, facts: Mapping[str, Fact]) -> dict[str, str]:
    """The clauses by category; raises Fault for a category that does not exist."""
    listed = part.get("clause_of") if part is not None else None
    if listed is None:
        return {}
    listed.keys((), facts["category"].values)
    return {str(name): listed.sub(name).text() for name in listed.data}


def _doubt(part: Part, scope: Scope) -> Doubt:
    part.keys(("when", "mark", "why"), ("blocks_pass",))
    return Doubt(
        when=read_condition(part.sub("when"), scope.facts, scope.parameters),
        mark=part.sub("mark").text(),
        why=part.sub("why").words(),
        blocks_pass="blocks_pass" in part.data and part.sub("blocks_pass").flag(),
    )


def _all_used(part: Part, rule: Rule) -> None:
    """A parameter or source that nothing uses is a slip of the pen."""
    from circular.rulebook.conditions import Ask, tests_of

    used = rule.check.parameters()
    for test in tests_of(rule.applies_when):
        values = test.value if isinstance(test.value, tuple) else (test.value,)
        used |= {one.name for one in values if isinstance(one, Ask) and one.parameter}
    for words in (rule.message, rule.holds, rule.untold):
        used |= {name for name in FILLED.findall(words.da) if name in rule.parameters} if words else set()
    for name in rule.parameters:
        if name not in used:
            raise part.sub("parameters").fault(f"parameteren '{name}' bruges ikke", f"the parameter '{name}' is not used", ("nævn den som $" + name, "name it as $" + name), at=(name,))  # fmt: skip
