"""What became of a case since it was judged before, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from circular.clauses.names import word
from circular.comparing import Change, Comparison, Demand
from circular.language import Language
from circular.place import Place
from circular.reports.plain import clean, short, wrapped

Paint = Callable[[str, str], str]
_VERDICTS = {
    "pass": ("holder", "holds"), "fail": ("holder ikke", "falls short"), "unknown": ("kan ikke afgøres", "can't be told"),
    "not_applicable": ("gælder ikke", "doesn't apply"), None: ("ikke bedømt", "not judged"),
}  # fmt: skip


def against_json(comparison: Comparison, language: Language) -> dict[str, Any]:
    """One case's changes."""
    side = 0 if language == "da" else 1

    def changed(one: Change) -> dict[str, Any]:
        return {
            "strategy": one.old.strategy,
            "old": _demand_json(one.old),
            "new": _demand_json(one.new),
            "weaker": [said[side] for said in one.weaker],
            "stronger": [said[side] for said in one.stronger],
        }

    return {
        "name": comparison.name,
        "old_judged_on": comparison.old_judged_on,
        "rulebook_version": dict(zip(("old", "new"), comparison.rulebooks, strict=True)),
        "verdict": {"old": comparison.old_verdict, "new": comparison.new_verdict},
        "gone": [_demand_json(demand) for demand in comparison.gone],
        "new": [_demand_json(demand) for demand in comparison.new],
        "weakened": [changed(one) for one in comparison.weakened],
        "strengthened": [changed(one) for one in comparison.strengthened],
        "verdicts": [
            {"code": one.code, "name": one.name, "old": one.old, "new": one.new} for one in comparison.verdicts
        ],
    }


def _demand_json(demand: Demand) -> dict[str, Any]:
    return {
        "strategy": demand.strategy, "role": demand.role, "strength": demand.strength, "text": demand.text, "place": demand.place,
    }  # fmt: skip


def against_text(comparison: Comparison, language: Language, paint: Paint = lambda text, _: text) -> str:
    """The changes as a person reads them: what is gone and weaker first."""
    da = language == "da"
    side = 0 if da else 1
    head = f"Ændret siden {comparison.old_judged_on}" if da else f"Changed since {comparison.old_judged_on}"
    lines = ["", paint(clean(head), "strong")]
    old_rules, new_rules = comparison.rulebooks
    if old_rules != new_rules:
        said = f"regelbogen er en anden ({old_rules} → {new_rules}), og forskelle kan skyldes det" if da else f"the rulebook is another one ({old_rules} → {new_rules}), and differences may be due to that"  # fmt: skip
        lines += [paint(line, "unknown") for line in wrapped(said, first="! ")]
    if comparison.same:
        return "\n".join(
            [*lines, "Ingen krav eller domme er ændret." if da else "No demand and no verdict has changed."]
        )
    lines += _listed("Krav, der er væk" if da else "Demands gone", comparison.gone, "-", language, paint, "fail")
    lines += _changed("Svækkede krav" if da else "Demands weakened", comparison.weakened, language, paint, "fail")
    lines += _listed("Nye krav" if da else "New demands", comparison.new, "+", language, paint, "pass")
    lines += _changed(
        "Skærpede krav" if da else "Demands strengthened", comparison.strengthened, language, paint, "pass"
    )
    if comparison.verdicts:
        lines.append(paint("Ændrede domme" if da else "Verdicts changed", "strong"))
        for one in comparison.verdicts:
            said = f"{one.code} {one.name}: {_VERDICTS[one.old][side]} → {_VERDICTS[one.new][side]}"
            lines += [paint(line, one.new or "quiet") for line in wrapped(said, first="  ")]
    return "\n".join(lines)


def _listed(
    title: str, demands: Sequence[Demand], sign: str, language: Language, paint: Paint, meaning: str
) -> list[str]:  # fmt: skip
    if not demands:
        return []
    lines = [paint(title, "strong")]
    for demand in demands:
        said = f"{word('strategy', demand.strategy, language)}: “{short(demand.text)}”"
        lines += [paint(line, meaning) for line in wrapped(said, first=f"  {sign} ", rest="    ")]
        lines += wrapped(_where(demand, language), first="    ")
    return lines


def _changed(title: str, changes: Sequence[Change], language: Language, paint: Paint, meaning: str) -> list[str]:
    if not changes:
        return []
    side = 0 if language == "da" else 1
    lines = [paint(title, "strong")]
    for one in changes:
        why = "; ".join(said[side] for said in (*one.weaker, *one.stronger))
        said = f"{word('strategy', one.old.strategy, language)}: {why}"
        lines += [paint(line, meaning) for line in wrapped(said, first="  ~ ", rest="    ")]
        lines += wrapped(f"{'før' if language == 'da' else 'before'}: “{short(one.old.text)}”", first="    ")
        lines += wrapped(f"{'nu' if language == 'da' else 'now'}: “{short(one.new.text)}”", first="    ")
        lines += wrapped(_where(one.new, language), first="    ")
    return lines


def _where(demand: Demand, language: Language) -> str:
    known = {key: value for key, value in demand.place.items() if key in Place.model_fields and value is not None}
    try:
        return Place(**known).text(language)
    except ValueError:
        return str(demand.place.get("file", ""))
