"""Clauses as text: one to paste, the notes that go with it, and the list of all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from circular.drafting.choose import level_named, role_named, told_values
from circular.drafting.draft import allowed_range, draft
from circular.drafting.model import LEVEL_WORDS, ClauseTemplate, Parameter
from circular.language import Language, number

CONFIDENCE = {
    "read": ("læst i kilden", "read in the source"),
    "secondary": ("sekundær kilde", "secondary source"),
    "memory": ("ikke slået efter i kilden", "not checked against the source"),
    "inference": ("udledt", "inferred"),
}


def clause_text(
    template: ClauseTemplate,
    language: Language,
    *,
    role: str | None = None,
    level: str | None = None,
    settings: Mapping[str, str] | None = None,
    day: date | None = None,
) -> str:
    """The paragraphs to paste; with the role market_dialogue the questions to ask before the tender."""
    if role == "market_dialogue":
        return "\n".join(f"- {question[language]}" for question in template.questions)
    filled = draft(
        template,
        language=language,
        role=role_named(role, template),
        level=level_named(level),
        values=told_values((template,), settings or {}, day=day, level=level_named(level)),
    )
    return filled.text()


def clause_notes(template: ClauseTemplate, language: Language) -> str:
    """What the buyer should know: the law, the numbers that may be set, where they come from. No part of the tender."""
    da = language == "da"
    lines = [f"{template.name}: {template.title[language]}"]
    lines += [f"  {note[language]}" for note in template.legal]
    for parameter in template.parameters.values():
        lines.append("  " + _parameter(parameter, language))
    for source in template.sources:
        said = "; ".join(f"{name}: {value}" for name, value in source.values.items())
        mark = CONFIDENCE[source.confidence][0 if da else 1]
        lines.append(f"  {'Kilde' if da else 'Source'}: {source.ref}{f' ({said})' if said else ''} – {mark}")
    return "\n".join(lines)


def _parameter(parameter: Parameter, language: Language) -> str:
    defaults = []
    for level, value in parameter.defaults.items():
        shown = parameter.choices[value][language] if isinstance(value, str) else number(value, language)
        defaults.append(f"{LEVEL_WORDS[level][language]} {shown}")
    said = f"--set {parameter.name}=…  {parameter.title[language]}; {allowed_range(parameter)[0 if language == 'da' else 1]}"
    if defaults:
        said += f"; {'forslag' if language == 'da' else 'proposal'}: {', '.join(defaults)}"
    if parameter.from_rule:
        goal = parameter.from_rule.goal is not None
        da, en = ("fra delmål", "from sub-goal") if goal else ("fra reglen", "from the rule")
        said += f"; {da if language == 'da' else en} {parameter.from_rule}"
    return said


def clause_list(library: Mapping[str, ClauseTemplate], language: Language, category: str | None = None) -> str:
    """One line a clause: its name, what it is called, what it demands and for which categories it is written."""
    from circular.clauses.names import word
    from circular.tender.categories import category as known

    if category is not None:
        category = known(category).id
    shown = [each for each in library.values() if category is None or category in each.categories]
    wide = max((len(each.name) for each in shown), default=0)
    return "\n".join(
        f"{each.name:<{wide}}  {each.title[language]} ({word('role', each.role, language)})" for each in shown
    )
