"""The register's cases and one case's judgements, as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from circular.language import Language, day
from circular.reports.check_words import WORDS
from circular.reports.plain import clean, table, wrapped
from circular.reports.report_words import TOLD, TOOLS

if TYPE_CHECKING:
    from circular.register.exchange import CaseLine

KINDS = {
    "tender": ("udbud", "tender"), "building": ("byggeri", "building"), "portfolio": ("portefølje", "portfolio"),
    "owner_strategy": ("ejerstrategi", "owner strategy"),
}  # fmt: skip
FACTS = {
    "demand": ("bindende cirkulært krav", "binding circular demand"),
    "renovation_lca": ("LCA af de væsentlige materialer", "LCA of the essential materials"),
    "class": ("den frivillige CO₂-klasse", "the voluntary CO₂ class"),
}
VERSIONS = {
    "program": ("program", "software"), "rulebook": ("regelsæt", "rulebook"), "material_data": ("materialedata", "material data"),
    "energy_series": ("energifaktorer", "energy factors"),
}  # fmt: skip


def cases_text(found: Sequence[CaseLine], language: Language) -> str:
    """A line a case: number, name, department, year, kind, categories, verdict, how often it was judged."""
    side = 0 if language == "da" else 1
    head = [
        ("Sag", "Case")[side], ("Navn", "Name")[side], ("Fagcenter", "Department")[side], ("År", "Year")[side], ("Slags", "Kind")[side],
        ("Kategori", "Category")[side], ("Dom", "Verdict")[side], ("Domme", "Judgements")[side],
    ]  # fmt: skip
    rows = [
        [
            f"#{one.id}", clean(one.name), clean(one.department or "–"), str(one.year), _kind(one.kind, side),
            ", ".join(_category(name, language) for name in one.categories) or "–", _verdict(one.verdict, language), str(one.judgements),
        ]
        for one in found
    ]  # fmt: skip
    return "\n".join(table([head, *rows], right=(7,)))


def judgements_text(number: int, judgements: Sequence[Any], language: Language) -> str:
    """One case: each judgement with its tool and verdict, what does not hold, and what it says of the goals."""
    side = 0 if language == "da" else 1
    words = WORDS[language]
    lines = [f"#{number} {clean(judgements[-1].name)}" if judgements else f"#{number}"]
    for one in judgements:
        versions = ", ".join(f"{VERSIONS[name][side] if name in VERSIONS else clean(name)} {clean(version)}" for name, version in one.versions.items())  # fmt: skip
        head = [_day(str(one.judged_on), language), TOOLS[language].get(one.tool, one.tool), _verdict(one.verdict, language), one.uid[:8], versions]  # fmt: skip
        lines += ["", *wrapped(" · ".join(part for part in head if part), rest="    ")]
        for f in one.findings:
            if f["verdict"] in ("fail", "unknown"):
                lines += wrapped(f"{f['code']} {f['name']} [{words.get(f['severity'], f['severity'])}] {words[f['verdict']]}", first="    ", rest="      ")  # fmt: skip
        for name, fact in sorted(one.facts.items()):
            lines += wrapped(
                f"{_fact(name, side)}: {TOLD[language].get(fact.told, fact.told)}", first="    ", rest="      "
            )
    return "\n".join(lines)


def _kind(kind: str, side: int) -> str:
    return KINDS[kind][side] if kind in KINDS else clean(kind)


def _verdict(verdict: str | None, language: Language) -> str:
    return "–" if verdict is None else WORDS[language].get(verdict, verdict)


def _category(name: str, language: Language) -> str:
    from circular.rulebook import value_name

    return value_name("category", name, language)


def _fact(name: str, side: int) -> str:
    goal = name.removeprefix("goal:")
    if goal != name:
        return f"{('mål', 'goal')[side]} {goal}"
    return FACTS[name][side] if name in FACTS else clean(name)


def _day(told: str, language: Language) -> str:
    try:
        return day(date.fromisoformat(told), language)
    except ValueError:
        return clean(told)
