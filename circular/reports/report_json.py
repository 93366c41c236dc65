"""The report JSON (circular/report/1): the road to 2030 as it stands, its texts in the language of the run."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from circular.language import Language
from circular.register.cube import Tally
from circular.register.measured import Measured, Split, YearValue
from circular.register.roadmap import Road, Shown, TargetRoad, VersionRoad
from circular.register.status import Judged
from circular.reports.report_words import METHOD

SCHEMA = "circular/report/1"


def report_json(road: Road, language: Language) -> dict[str, Any]:
    """The whole answer of `circular report --format json`."""
    policy = road.policy
    return {
        "schema": SCHEMA,
        "policy": {"name": policy.name, "title": policy.title[language], "municipality": policy.municipality},
        "as_of": road.as_of.isoformat(),
        "year": road.year,
        "department": road.department,
        "register": {"cases": road.cases, "judgements": road.judgements, "first_year": road.first_year, "last_year": road.last_year},
        "method": METHOD[language],
        "not_known": [text[language] for text in road.not_known],
        "versions": [_version(version, language) for version in road.versions],
        "missing_demands": [
            {"code": d.code, "title": _title(road, d.code, language), "cases": d.cases, "must": d.must, "clause": d.clause}
            for d in road.gaps.demands
        ],
        "one_clause": {
            "total": road.gaps.one_clause_total,
            "tenders": road.gaps.tenders,
            "cases": [{**asdict(case), "title": _title(road, case.code, language)} for case in road.gaps.one_clause],
        },
        "targets": [_target(target, language) for target in road.targets],
    }  # fmt: skip


def _title(road: Road, code: str, language: Language) -> str | None:
    return road.titles[code][language] if code in road.titles else None


def _target(road: TargetRoad, language: Language) -> dict[str, Any]:
    target = road.target
    return {
        "id": target.id,
        "theme": target.theme,
        "text": target.text[language],
        "scope": target.scope,
        "when": target.when,
        "year": target.year,
        "comparator": target.comparator,
        "value": None if target.value is None else float(target.value),
        "unit": target.unit,
        "version": target.version,
        "source": target.source,
        "confidence": target.confidence,
        "reason": target.reason[language] if target.reason else None,
        "counts_as_evidence": target.evidence[language],
        "rules": list(road.rules),
        **_judged(road.judged, language),
        "measures": [_measure(shown, language) for shown in road.measures],
    }


def _judged(judged: Judged, language: Language) -> dict[str, Any]:
    return {
        "status": judged.status,
        "because": judged.because[language],
        "trend_per_year": _round(judged.trend_per_year),
        "needed_per_year": _round(judged.needed_per_year),
        "projection": None
        if judged.projection is None
        else {
            "year": judged.projection.year,
            "value": _round(judged.projection.value),
            "low": _round(judged.projection.low),
            "high": _round(judged.projection.high),
            "confidence": judged.projection.confidence,
            "years": list(judged.projection.years),
        },
    }


def _measure(shown: Shown, language: Language) -> dict[str, Any]:
    one: Measured = shown.measured
    return {
        "id": one.measure.id,
        "kind": one.measure.kind,
        "unit": one.measure.unit,
        "name": one.measure.name[language],
        "definition": one.measure.definition[language],
        "decides": one.decides,
        "now": _year(one.now) if one.now else None,
        "by_year": [_year(year) for year in one.years],
        "by_department": [_split(split) for split in one.by_department],
        "by_category": [_split(split) for split in one.by_category],
        "departments_without_cases": list(one.silent),
        "evidence": [{**asdict(case), "codes": list(case.codes)} for case in shown.evidence],
        "evidence_total": shown.evidence_total,
        "not_known": [text[language] for text in one.not_known],
    }


def _year(year: YearValue) -> dict[str, Any]:
    figure = year.figure
    return {
        "year": year.year,
        "value": _round(year.value),
        "counts": _tally(year.tally) if year.tally else None,
        "figure": None
        if figure is None
        else {"source": figure.source, "entered_on": figure.entered_on.isoformat(), "note": figure.note},
    }


def _split(split: Split) -> dict[str, Any]:
    return {"name": split.name or None, "value": _round(split.value), "counts": _tally(split.tally)}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "met": tally.met, "not_met": tally.not_met, "unknown": tally.unknown, "waived": tally.waived, "total": tally.total,
        "dkk_met": tally.dkk_met, "dkk_total": tally.dkk_total, "share_by_value": _round(tally.share_by_value),
        "without_value": tally.without_value,
    }  # fmt: skip


def _version(road: VersionRoad, language: Language) -> dict[str, Any]:
    version = road.version
    return {
        "id": version.id,
        "title": version.title[language],
        "valid_from": version.valid_from.isoformat() if version.valid_from else None,
        "cut_percent": float(version.cut_percent),
        "cut_year": version.cut_year,
        "base_year": version.base_year,
        "neutral_year": version.neutral_year,
        "source": version.source,
        "confidence": version.confidence,
        "note": version.note[language] if version.note else None,
        "now": {"year": road.now[0], "value": _round(road.now[1])} if road.now else None,
        **_judged(road.judged, language),
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6) + 0.0
