"""Puts clauses together to a tender, or to the annex that cures one: numbered, weighted, every demand in its chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from circular.drafting.choose import told_values, values_of
from circular.drafting.draft import DraftedClause, draft
from circular.drafting.frame import Frame, frame
from circular.drafting.library import clauses_for
from circular.drafting.model import ClauseRole, ClauseTemplate, Level
from circular.faults import Fault
from circular.language import Language

MARKS: dict[ClauseRole, str] = {
    "minimum_requirement": "MK", "award_criterion": "KK", "contract_term": "KV", "documentation": "DK",
    "selection_criterion": "EK", "policy_goal": "MÅL",
}  # fmt: skip
CASE_FACTS = ("area", "building_type")


@dataclass(frozen=True)
class Entry:
    """A clause with its number in the document."""

    id: str
    clause: DraftedClause


@dataclass(frozen=True)
class Criterion:
    """A row of the table of weights; `clause` is None for price and quality."""

    id: str
    name: str
    weight: int
    text: str
    evaluation: str
    clause: DraftedClause | None = None


@dataclass(frozen=True)
class TenderDraft:
    """A whole document before any file format."""

    language: Language
    title: str
    about: tuple[str, ...]
    entries: tuple[Entry, ...]
    criteria: tuple[Criterion, ...]
    annex: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)

    def of(self, role: ClauseRole) -> list[Entry]:
        return [entry for entry in self.entries if entry.clause.role == role]

    @property
    def open(self) -> tuple[str, ...]:
        """`clause.parameter` that nobody has told."""
        return tuple(f"{entry.clause.template.name}.{name}" for entry in self.entries for name in entry.clause.open)


def compose_tender(
    category: str,
    level: Level,
    library: Mapping[str, ClauseTemplate],
    *,
    language: Language,
    settings: Mapping[str, str] | None = None,
    published: date | None = None,
    permit_applied: date | None = None,
    as_of: date | None = None,
) -> TenderDraft:
    """The whole document of a category at a level; raises Fault for a category without clauses, or a wrong setting."""
    from circular.tender.categories import category as known

    about = known(category)
    chosen = in_order([each for each in clauses_for(about.id, dict(library)) if level in each.levels], about.id)
    if not chosen:
        raise _nothing(about.id)
    told = dict(settings or {})
    facts = case_facts(told, about.works, published, permit_applied)
    values = told_values(
        chosen,
        told,
        day=permit_applied or published or as_of,
        facts=facts,
        level=level,
        also_known=(*frame().fields, *CASE_FACTS),
    )
    drafted = [
        draft(each, language=language, role=each.levels[level], level=level, values=values_of(each, values))
        for each in chosen
    ]
    shape = frame()
    if about.works is not None or about.id == "civil_works":
        drafted = [_in_works(each, shape.works_words[language]) for each in drafted]
    fields = {name: told[name] for name in shape.fields if name in told}
    return TenderDraft(
        language=language,
        title=f"{shape.headings['title'][language]}: {about.name[language]}",
        about=_about(shape, about.id, language, fields, told, published, permit_applied),
        entries=numbered(drafted, len(shape.other_criteria)),
        criteria=_weights(shape, [each for each in drafted if each.role == "award_criterion"], language),
        told=facts,
    )


def compose_annex(
    templates: Sequence[ClauseTemplate],
    level: Level | None,
    *,
    language: Language,
    settings: Mapping[str, str] | None = None,
    day: date | None = None,
) -> TenderDraft:
    """The annex with these clauses, each in its main role."""
    told = dict(settings or {})
    facts = case_facts(told, None, None, None)
    values = told_values(templates, told, day=day, facts=facts, level=level, also_known=CASE_FACTS)
    if len(templates) == 1:
        values = {f"{templates[0].name}.{key}": value for key, value in values.items()}
    drafted = [
        draft(
            each,
            language=language,
            level=level if level is not None and each.has_text(each.role, level) else None,
            values=values_of(each, values),
        )
        for each in templates
    ]
    shape = frame()
    awards = [each for each in drafted if each.role == "award_criterion"]
    return TenderDraft(
        language=language,
        title=shape.headings["annex"][language],
        about=(shape.texts["annex"][language],),
        entries=numbered(drafted, len(shape.other_criteria)),
        criteria=_weights(shape, awards, language) if awards else (),
        annex=True,
        told=facts,
    )


def in_order(chosen: Sequence[ClauseTemplate], category: str) -> list[ClauseTemplate]:
    """What law and policy must have first, then what rules ask for by their codes, then the rest as the library has it."""
    from circular.rulebook import load_rules

    places: dict[str, tuple[int, str]] = {}
    for rule in load_rules().rules:
        remedy = rule.cure((category,))
        if rule.subject == "tender" and remedy is not None and remedy.clause is not None:
            musts = {row.value for row in rule.severity.rows}
            place = (0 if "must" in musts else 1 if rule.basis == "policy" else 2, rule.code)
            places[remedy.clause] = min(place, places.get(remedy.clause, place))
    return sorted(chosen, key=lambda each: places.get(each.name, (3, "")))


def numbered(drafted: Sequence[DraftedClause], other_criteria: int) -> tuple[Entry, ...]:
    """MK-01, MK-02 …, each role counted by itself; the circular criteria come after the others (KK-03 …)."""
    counts: dict[ClauseRole, int] = {"award_criterion": other_criteria}
    entries = []
    for each in drafted:
        counts[each.role] = counts.get(each.role, 0) + 1
        entries.append(Entry(f"{MARKS[each.role]}-{counts[each.role]:02}", each))
    return tuple(entries)


def case_facts(
    told: Mapping[str, str], works: str | None, published: date | None, permit_applied: date | None
) -> dict[str, Any]:
    """The facts that decide dated numbers, from `--set area=… building_type=…` and the dates."""
    from circular.building.build import TYPES

    facts: dict[str, Any] = {"works": works, "published": published, "permit_applied": permit_applied}
    if "area" in told:
        area = told["area"].replace(",", ".")
        if not area.replace(".", "", 1).isdigit() or not 0 < Decimal(area) < 10_000_000:
            raise Fault(
                "--set area", "",
                (f"'{told['area']}' er ikke et areal", f"'{told['area']}' is not an area"),
                ("skriv et tal i m², fx area=1200", "write a number in m², e.g. area=1200"),
            )  # fmt: skip
        facts |= dict.fromkeys(("heated_area_m2", "floor_area_m2", "reference_area_m2"), Decimal(area))
    if "building_type" in told:
        if told["building_type"] not in TYPES:
            raise Fault(
                "--set building_type", "",
                (f"ukendt bygningstype '{told['building_type']}'", f"unknown building type '{told['building_type']}'"),
                (f"vælg mellem {', '.join(TYPES)}", f"choose from {', '.join(TYPES)}"),
            )  # fmt: skip
        facts |= {"building_type": told["building_type"], "heated": True, "temporary": False}
    return {name: value for name, value in facts.items() if value is not None}


def _in_works(drafted: DraftedClause, words: Sequence[tuple[str, str]]) -> DraftedClause:
    """The clause with the words of a works contract: the contractor, not the supplier."""

    def said(text: str | None) -> str | None:
        for one, other in words if text else ():
            text = (text or "").replace(one, other)
        return text

    return replace(
        drafted,
        demand=said(drafted.demand) or "",
        documentation=said(drafted.documentation),
        follow_up=said(drafted.follow_up),
        evaluation=said(drafted.evaluation),
    )


def _about(
    shape: Frame,
    category: str,
    language: Language,
    fields: Mapping[str, str],
    told: Mapping[str, str],
    published: date | None,
    permit_applied: date | None,
) -> tuple[str, ...]:
    from circular.language import day, number

    subject = shape.say(shape.categories[category], language, fields)
    said = [shape.say(shape.texts["buyer"], language, {**fields, "subject": subject})]
    for key, when in (("published", published), ("permit_applied", permit_applied)):
        if when is not None:
            said.append(shape.say(shape.texts[key], language, {"day": day(when, language)}))
    if "area" in told:
        area = number(Decimal(told["area"].replace(",", ".")), language)
        said.append(shape.say(shape.texts["area"], language, {"area": area}))
    said.append(shape.say(shape.texts["lots"], language, fields))
    return tuple(said)


def _weights(shape: Frame, awards: Sequence[DraftedClause], language: Language) -> tuple[Criterion, ...]:
    """Price and the others share what the circular criteria leave; the whole is 100."""
    circular = sum(each.weight or 0 for each in awards)
    left = 100 - circular
    if left < 10:
        raise Fault(
            "--level", "",
            (f"de cirkulære kriterier vægter {circular} %", f"the circular criteria weigh {circular} %"),
            ("vælg færre, eller et lavere niveau", "choose fewer, or a lower level"),
        )  # fmt: skip
    whole = sum(each.part for each in shape.other_criteria)
    parts = [left * each.part // whole for each in shape.other_criteria]
    parts[0] += left - sum(parts)
    rows = [
        (other.name[language], weight, other.text[language], "", None)
        for other, weight in zip(shape.other_criteria, parts, strict=True)
    ]
    for each in awards:
        rows.append((each.criterion or "", each.weight or 0, each.demand, each.evaluation or "", each))  # type: ignore[arg-type]
    return tuple(
        Criterion(f"KK-{index:02}", name, weight, text, evaluation, clause)
        for index, (name, weight, text, evaluation, clause) in enumerate(rows, 1)
    )


def _nothing(category: str) -> Fault:
    return Fault(
        f"--category {category}", "",
        ("biblioteket har ingen klausuler til kategorien på det niveau", "the library has no clauses for the category at that level"),
        ("se klausulerne med: circular new clause", "see the clauses with: circular new clause"),
    )  # fmt: skip
