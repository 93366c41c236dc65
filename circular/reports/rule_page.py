"""A rule as a page a lawyer can read: what it asks, why, when it applies, values by date with sources, examples, cure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from circular.language import Language, day, listing
from circular.reports.plain import wrapped
from circular.reports.rule_words import check_words, condition_words
from circular.rulebook.dated import Contested, Dated, Row
from circular.rulebook.examples import name_of
from circular.rulebook.rule import Rule
from circular.rulebook.say import MARKS, said
from circular.rulebook.vocabulary import fact_name, value_name, vocabulary

BASIS = {"law": ("lov", "law"), "policy": ("kommunens politik", "municipal policy"), "guidance": ("vejledning", "guidance"), "good_practice": ("god praksis", "good practice")}  # fmt: skip
SEVERITY = {"must": ("skal", "must"), "should": ("bør", "should"), "note": ("bemærk", "note")}
SUBJECT = {
    "tender": ("udbud", "tenders"), "notice": ("udbudsbekendtgørelser", "notices"), "building": ("byggeprojekter", "building projects"),
    "portfolio": ("bygningsporteføljer", "building stocks"), "owner_strategy": ("ejerstrategier", "owner strategies"),
}  # fmt: skip
VERDICT = {"pass": ("holder", "holds"), "fail": ("holder ikke", "falls short"), "unknown": ("kan ikke afgøres", "can't be told"), "not_applicable": ("gælder ikke", "doesn't apply")}  # fmt: skip


def rule_line(rule: Rule, language: Language, on: date) -> str:
    """One line of the list: code, name, severity today, title."""
    side = 0 if language == "da" else 1
    return f"{rule.code:<10} {rule.name:<34} {SEVERITY[severity_on(rule, on)][side]:<7} {rule.title[language]}"


def severity_on(rule: Rule, on: date) -> str:
    """The severity of a day; before its first day the first one."""
    begun = [row for row in rule.severity.rows if row.latest <= on]
    row = max(begun, key=lambda one: one.latest) if begun else min(rule.severity.rows, key=lambda one: one.earliest)
    return str(row.value)


def rule_page(rule: Rule, language: Language) -> str:
    """The whole page of a rule."""
    da, side = language == "da", 0 if language == "da" else 1
    lines = [f"{rule.code} {rule.name}", *wrapped(rule.title[language]), ""]
    lines += wrapped(rule.why[language])
    lines += ["", *_facts(rule, language)]
    lines += ["", ("Reglen spørger, om" if da else "The rule asks whether")]
    lines += [line for text in check_words(rule.check, rule, language) for line in wrapped(text.strip(), first=f"  {' ' * (len(text) - len(text.lstrip()))}", rest=f"    {' ' * (len(text) - len(text.lstrip()))}")]  # fmt: skip
    for doubt in rule.doubts:
        head = ("Forbehold: " if da else "Reservation: ") + condition_words(doubt.when, rule, language)
        lines += wrapped(f"{head}. {doubt.why[language]}", first="  ", rest="  ")
    for parameter in rule.parameters.values():
        lines += ["", *_parameter(parameter, language)]
    lines += ["", "Eksempler" if da else "Examples"]
    for part in rule.read_examples():
        lines += wrapped(f"{name_of(part)[language]}: {VERDICT[part.data['expect']][side]}", first="  ", rest="    ")
    lines += _cure(rule, language)
    lines += ["", "Kilder" if da else "Sources"]
    for source in rule.sources.values():
        read = f" ({'læst' if da else 'read'} {day(source.read_on, language)})" if source.read_on else ""
        lines += wrapped(f"{source.key}: {source.said(language)}{read}", first="  ", rest="    ")
        lines += [f"    {source.url}"] if source.url else []
    return "\n".join([*lines, "", f"{'Fil' if da else 'File'}: {rule.file}"])


def _facts(rule: Rule, language: Language) -> list[str]:
    da, side = language == "da", 0 if language == "da" else 1
    rows = [("Gælder" if da else "Concerns", SUBJECT[rule.subject][side])]
    words = []
    for row in rule.severity.rows:
        since = f" {'fra' if da else 'from'} {day(row.earliest, language)}" if row.earliest > date.min else ""
        words.append(f"{SEVERITY[row.value][side]}{since}")
    rows.append(("Grad" if da else "Severity", listing(words, language)))
    goal = f", {'delmål' if da else 'sub-goal'} {rule.goal}" if rule.goal else ""
    rows.append(("Grundlag" if da else "Basis", BASIS[rule.basis][side] + goal))
    if rule.applies_when is not None:
        rows.append(("Når" if da else "When", condition_words(rule.applies_when, rule, language)))
    order = (", ellers ", ", else ")[side].join(fact_name(name, language) for name in rule.dated_by)
    rows.append(("Afgøres på" if da else "Dated by", order))
    return [line for head, text in rows for line in wrapped(text, first=f"{head + ':':<13} ", rest=" " * 14)]


def _parameter(parameter: Dated, language: Language) -> list[str]:
    da = language == "da"
    unit = vocabulary().unit(parameter.unit, language)
    lines = [f"{'Værdi' if da else 'Value'} {parameter.name}" + (f" ({unit})" if unit else "")]
    for row in parameter.rows:
        lines += wrapped(_since(row, language), first="  ", rest="  ")
        for text in _values(parameter, row, language):
            lines += wrapped(text, first="    ", rest="      ")
    return lines


def _since(row: Row, language: Language) -> str:
    da, side = language == "da", 0 if language == "da" else 1
    if row.latest == date.min:
        since = "altid" if da else "always"
    elif row.latest == row.earliest:
        since = f"{'fra' if da else 'from'} {day(row.earliest, language)}"
    else:
        since = f"{'fra en dag mellem' if da else 'from a day between'} {day(row.earliest, language)} {'og' if da else 'and'} {day(row.latest, language)}"  # fmt: skip
    sure = [MARKS[mark][side] for mark in row.marks] or (["læst i kilden"] if da else ["read in the source"])
    source = f" – {row.source.key}, {', '.join(sure)}" if row.source else f" – {', '.join(MARKS[mark][side] for mark in row.marks)}" if row.marks else ""  # fmt: skip
    regime = f" ({row.regime})" if row.regime else ""
    return f"{since}{regime}{source}"


def _values(parameter: Dated, row: Row, language: Language) -> list[str]:
    """The value, or the table with equal values together."""
    when = ""
    if row.when is not None:
        from circular.reports.rule_words import condition_words as words

        when = f"{'når' if language == 'da' else 'when'} {words(row.when, _NOBODY, language)}: "  # type: ignore[arg-type]
    if not isinstance(row.value, dict):
        return [f"{when}{_shown(row.value, parameter, language)}"]
    groups: dict[str, list[str]] = {}
    for key, value in row.value.items():
        groups.setdefault(_shown(value, parameter, language), []).append(value_name(str(parameter.by), key, language))
    return [f"{when}{value}: {listing(names, language)}" for value, names in groups.items()]


class _Nobody:
    parameters: dict[str, Any] = {}  # noqa: RUF012


_NOBODY = _Nobody()


def _shown(value: Any, parameter: Dated, language: Language) -> str:
    if isinstance(value, Contested):
        either = listing([_shown(one, parameter, language) for one in value.values], language, "or")
        return f"{'omstridt' if language == 'da' else 'contested'}: {either}"
    return said(value, language, unit="share" if parameter.unit == "share" else None)


def _cure(rule: Rule, language: Language) -> Sequence[str]:
    if rule.remedy is None:
        return []
    da = language == "da"
    lines = ["", "Afhjælpning" if da else "Cure"]
    if rule.remedy.text is not None:
        lines += wrapped(rule.remedy.text[language], first="  ", rest="  ")
    if rule.remedy.clause:
        lines.append(f"  circular new clause {rule.remedy.clause}")
    for category, clause in rule.clause_of.items():
        lines.append(f"  circular new clause {clause} ({value_name('category', category, language)})")
    if rule.remedy.optimise:
        lines.append("  circular optimise PROJEKT" if da else "  circular optimise PROJECT")
    return lines
