"""A judgement from the JSON of `circular check` or `circular lca`: codes, verdicts and places, no text of documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular import __version__
from circular.register.circular_demand import demand
from circular.register.model import Fact, Judgement

FINDING_KEYS = ("code", "name", "severity", "basis", "goal", "verdict", "title", "provisional", "missing")
CLAUSE_KEYS = ("strategy", "concepts", "role", "strength", "barrier", "struck", "weight", "quantities")
PLACE_KEYS = ("file", "part", "page", "paragraph", "cell", "xpath")
MOST_HASHED_FILES = 20_000
_RENOVATION = "renovation"


def judgement_of_case(
    case: dict[str, Any],
    *,
    department: str | None = None,
    value_dkk: int | None = None,
    works: str | None = None,
    dates: dict[str, str] | None = None,
    files: Sequence[dict[str, Any]] = (),
) -> Judgement:
    """The judgement in one CASE of circular/check/1; `works` tells a building's category, `files` the hashes."""
    categories = tuple(case["categories"]) or categories_of_works(works)
    findings = tuple(_finding(finding) for finding in case["findings"])
    facts = goal_facts(findings)
    if case["kind"] in ("tender", "mixed", "notice"):
        facts["demand"] = demand(case["clauses"], case["documents"])
    lca = case.get("lca")
    if lca:
        facts |= class_facts(lca)
    if _RENOVATION in categories and "goal:CE-1" in facts:
        facts["renovation_lca"] = facts["goal:CE-1"]
    versions = {"program": __version__, "rulebook": case["rulebook_version"]}
    if lca:
        versions |= _data_versions(lca)
    statuses = {document["file"]: document["status"] for document in case["documents"]}
    return Judgement(
        name=case["name"],
        kind=case["kind"],
        tool="notice" if case["kind"] == "notice" else "check",
        judged_on=date.fromisoformat(case["judged_on"]),
        verdict=case["verdict"],
        department=department,
        value_dkk=value_dkk if value_dkk is not None else _notice_value(case.get("notice")),
        categories=categories,
        dates={**case["dates"], **(dates or {})},
        versions=versions,
        files=tuple({**file, "status": statuses.get(file["file"])} for file in files)
        or tuple({"file": file, "sha256": None, "status": status} for file, status in statuses.items()),
        findings=findings,
        clauses=tuple(_clause(clause) for clause in case["clauses"]),
        figures=_lca_figures(lca) if lca else {},
        facts=facts,
    )


def judgement_of_lca(
    case: dict[str, Any],
    *,
    judged_on: date | None = None,
    department: str | None = None,
    works: str | None = None,
    dates: dict[str, str] | None = None,
    files: Sequence[dict[str, Any]] = (),
) -> Judgement:
    """The judgement in one case of circular/lca/1; `works` (new, renovation …) tells the category."""
    categories = categories_of_works(works)
    facts = class_facts(case)
    if _RENOVATION in categories:
        facts["renovation_lca"] = _coverage_fact(case["coverage"])
    return Judgement(
        name=case["name"],
        kind="building",
        tool="lca",
        judged_on=judged_on or date.today(),
        verdict=_limit_verdict(case["limits"]),
        department=department,
        categories=categories,
        dates=dict(dates or {}),
        versions={"program": __version__, **_data_versions(case)},
        files=tuple(files),
        figures=_lca_figures(case),
        facts=facts,
    )


def categories_of_works(works: str | None) -> tuple[str, ...]:
    """The categories that a building's works stand for, by rules/categories.yaml; an extension is a new build."""
    if works is None:
        return ()
    from circular.tender.categories import categories

    wanted = "new" if works == "extension" else works
    return tuple(entry.id for entry in categories().values() if entry.works == wanted)[:1]


def goal_facts(findings: Iterable[dict[str, Any]]) -> dict[str, Fact]:
    """For each goal that a finding serves: yes when all that apply hold, no when one falls short, else unknown."""
    by_goal: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        if finding["goal"] and finding["verdict"] != "not_applicable":
            by_goal.setdefault(f"goal:{finding['goal']}", []).append(finding)
    facts = {}
    for goal, group in by_goal.items():
        short = [finding for finding in group if finding["verdict"] != "pass"]
        fails = [finding for finding in short if finding["verdict"] == "fail"]
        facts[goal] = Fact(
            "no" if fails else "unknown" if short else "yes",
            waived=bool(short) and all(finding.get("waived") for finding in short),
        )
    return facts


def class_facts(lca: dict[str, Any]) -> dict[str, Fact]:
    """Whether the project keeps the low-emission class, with the margin of the building's limit as its number."""
    judged = lca.get("low_emission_class")
    if not judged or judged["verdict"] == "not_applicable":
        return {}
    told = {"pass": "yes", "fail": "no"}.get(judged["verdict"], "unknown")
    value, limit = judged["building"]["value"], judged["building"]["limit"]
    margin = None if value is None or limit is None else round(limit - value, 6)
    return {"class": Fact(told, margin)}  # type: ignore[arg-type]


def hashes(paths: Sequence[Path]) -> tuple[dict[str, Any], ...]:
    """file (relative to what the user named) and sha256 of each file of the paths."""
    found: list[dict[str, Any]] = []
    for path in paths:
        inside = sorted(entry for entry in path.rglob("*") if entry.is_file()) if path.is_dir() else [path]
        for entry in inside[:MOST_HASHED_FILES]:
            name = entry.relative_to(path).as_posix() if path.is_dir() else entry.name
            try:
                with entry.open("rb") as opened:
                    found.append({"file": name, "sha256": hashlib.file_digest(opened, "sha256").hexdigest()})
            except OSError:
                found.append({"file": name, "sha256": None})
    return tuple(found)


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    waiver, remedy = finding.get("waiver"), finding.get("remedy")
    return {
        **{key: finding.get(key) for key in FINDING_KEYS},
        "places": [_place(place) for place in finding["places"]],
        "clause": remedy["clause"] if remedy else None,
        "waived": bool(waiver) and not (waiver or {}).get("expired"),
        "waiver": {"by": waiver["by"], "until": waiver["until"]} if waiver else None,
    }


def _clause(clause: dict[str, Any]) -> dict[str, Any]:
    return {**{key: clause.get(key) for key in CLAUSE_KEYS}, "place": _place(clause["place"])}


def _place(place: dict[str, Any]) -> dict[str, Any]:
    return {key: place[key] for key in PLACE_KEYS if place.get(key) is not None}


def _coverage_fact(coverage: dict[str, Any]) -> Fact:
    share = coverage["element_share"]
    if share is None:
        return Fact("unknown")
    return Fact("yes" if share >= 1 and not coverage["missing"] else "no", share)


def _limit_verdict(limits: Sequence[dict[str, Any]]) -> str:
    verdicts = {limit["verdict"] for limit in limits}
    return next((word for word in ("fail", "unknown", "pass") if word in verdicts), "not_applicable")


def _data_versions(lca: dict[str, Any]) -> dict[str, str]:
    return {"material_data": lca["material_data"], "energy_series": lca["energy_series"]}


def _lca_figures(lca: dict[str, Any]) -> dict[str, Any]:
    coverage = lca["coverage"]
    return {
        "per_m2_year": lca["per_m2_year"],
        "total_kg_co2e": lca["total_kg_co2e"],
        "coverage": {key: coverage[key] for key in ("mass_share", "element_share", "cost_share")},
        "missing_elements": len(coverage["missing"]),
        "limits": lca["limits"],
        "low_emission_class": lca["low_emission_class"],
        "circularity": lca["circularity"],
    }


def _notice_value(notice: dict[str, Any] | None) -> int | None:
    """What a notice says that the whole is worth, in kroner: estimated, else what it was awarded for."""
    for amount, currency in (("value", "currency"), ("awarded", "awarded_currency")):
        told = (notice or {}).get(amount)
        if told is not None and (notice or {}).get(currency) == "DKK":
            return round(Decimal(str(told)))
    return None
