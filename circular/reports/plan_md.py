"""A plan as Markdown: what it saves and costs, how sure it is, what to do, year by year, and what would make it possible."""

from __future__ import annotations

from collections.abc import Iterator

from circular.language import Language, number
from circular.optimise.model import Plan
from circular.reports.markdown import literal, table
from circular.reports.plan_text import STATUS
from circular.reports.plan_words import element_words, is_stock, no_gap, percent_gap, tonnes


def plan_md(plan: Plan, language: Language) -> str:
    """The document of one plan."""
    return "\n".join(_plan(plan, language)).rstrip() + "\n"


def _plan(plan: Plan, language: Language) -> Iterator[str]:
    da, side = language == "da", 0 if language == "da" else 1
    yield from (f"# {literal(plan.name)}", "", f"**{literal(STATUS[plan.status][side])}**", "")
    if plan.illustration:
        yield from ("*ILLUSTRATION – priserne har ingen kilde*" if da else "*ILLUSTRATION – the prices name no source*", "")  # fmt: skip
    if plan.kg_co2e is not None:
        yield from _figures(plan, language)
        yield from _choices(plan, language)
        yield from _years(plan, language)
    for title, told in (
        ("Hvad der skal til" if da else "What it would take", [one.text for one in plan.infeasible.explanations]),
        ("Bemærk" if da else "Note", list(plan.notes)),
    ):
        if told:
            yield from (f"## {title}", "", *(f"- {literal(one)}" for one in told), "")


def _figures(plan: Plan, language: Language) -> Iterator[str]:
    da = language == "da"
    rows = []
    if plan.kg_co2e_now is not None:
        rows.append(["i dag" if da else "today", tonnes(plan.kg_co2e_now, language), "t CO₂e"])
    if plan.kg_co2e is not None:
        rows.append(["planen" if da else "the plan", tonnes(plan.kg_co2e, language), "t CO₂e"])
    if plan.kg_co2e_now is not None and plan.kg_co2e is not None:
        rows.append(["sparet" if da else "saved", tonnes(plan.kg_co2e_now - plan.kg_co2e, language), "t CO₂e"])
    if plan.cost_dkk is not None:
        rows.append(["pris" if da else "cost", number(plan.cost_dkk, language, 0), "kr." if da else "DKK"])
    if plan.bound_kg_co2e is not None:
        rows.append(["bevist nedre grænse" if da else "proven lower bound", tonnes(plan.bound_kg_co2e, language), "t CO₂e"])  # fmt: skip
    if plan.gap is not None and not no_gap(plan):
        rows.append(["højst over det bedst mulige" if da else "at most above the best possible", percent_gap(plan.gap, language).removesuffix(" %"), "%"])  # fmt: skip
    yield from (*table(["", "", ""], rows, right=(1,)), "")


def _choices(plan: Plan, language: Language) -> Iterator[str]:
    da = language == "da"
    yield from (f"## {'Hvad der skal gøres' if da else 'What to do'}", "")
    if not plan.choices:
        yield from ("Planen er at lade alt stå." if da else "The plan is to leave everything as it is.", "")
        return
    staged = is_stock(plan)
    head = (["År", "Bygning", "Pakke"] if da else ["Year", "Building", "Package"]) if staged else (["Bygningsdel", "Valg"] if da else ["Element", "Option"])  # fmt: skip
    rows = []
    for choice in sorted(plan.choices, key=lambda one: one.year or 0):
        what = [str(choice.year or ""), choice.building or "", choice.package or ""] if staged else [element_words(choice.element, language), choice.option or ""]  # fmt: skip
        rows.append([*what, number(choice.cost_dkk, language, 0), tonnes(choice.kg_co2e, language), choice.why or ""])
    figures = (len(head), len(head) + 1)
    heading = [*head, "kr." if da else "DKK", "t CO₂e", "hvorfor" if da else "why"]
    yield from (*table(heading, rows, right=figures), "")


def _years(plan: Plan, language: Language) -> Iterator[str]:
    if not plan.by_year:
        return
    da = language == "da"
    rows = [[str(one.year), *(number(value, language, 0) for value in (one.cost_dkk, one.carried_dkk, one.label_dkk))] for one in plan.by_year]  # fmt: skip
    heading = ["År", "Brugt, kr.", "Overført, kr.", "Energimærke, kr."] if da else ["Year", "Spent, DKK", "Carried, DKK", "Label, DKK"]  # fmt: skip
    yield from (f"## {'År for år' if da else 'Year by year'}", "", *table(heading, rows, right=(1, 2, 3)), "")
