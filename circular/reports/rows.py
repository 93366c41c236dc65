"""A case's findings as rows that every table format shares: spreadsheet, CSV, Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from circular.checking import Checked
from circular.language import Language
from circular.place import Place
from circular.remedies import cures, plan_file
from circular.reports.check_text import ORDER
from circular.rulebook.model import Finding, Part


def ordered(case: Checked) -> list[Finding]:
    """Every finding: what to act on first, then what holds, what does not apply, and what is waived."""
    if case.report is None:
        return []
    rank = {pair: index for index, pair in enumerate(ORDER)}
    last = {"pass": len(rank), "not_applicable": len(rank) + 1}

    def key(finding: Finding) -> int:
        if not finding.counts:
            return len(rank) + 2
        return rank.get((finding.severity, finding.verdict), last.get(finding.verdict, 0))

    return sorted(case.report.findings, key=key)


def measured(finding: Finding, language: Language) -> str:
    """The numbers against their thresholds, a line each: `95 / 100 %`; '' where the rule compares none."""
    return "\n".join(
        _held(part, language)
        for part in finding.parts
        if isinstance(part.value, Decimal) or isinstance(part.limit, Decimal)
    )


def _held(part: Part, language: Language) -> str:
    """One number against its threshold, the unit said once."""
    value, limit = (_figure(one, part.unit, language) for one in (part.value, part.limit))
    unit = next((text.split(" ", 1)[1] for text in (value, limit) if " " in text), "")
    bare = [text.split(" ", 1)[0] for text in (value, limit)]
    return f"{bare[0]} / {bare[1]} {unit}".strip()


def _figure(value: object, unit: str | None, language: Language) -> str:
    from circular.rulebook.say import said

    return said(value, language, unit=unit) if isinstance(value, Decimal) else "–"


def to_do(finding: Finding, case: Checked, language: Language) -> str:
    """What would cure it: the commands, then the clause to paste."""
    if finding.verdict not in ("fail", "unknown"):
        return ""
    said = cures(finding, project=plan_file(case.building), language=language)
    text = finding.remedy.text[language] if finding.remedy and finding.remedy.text else ""
    return "\n".join([*said, *([text] if text else [])])


def link(place: Place, files: Mapping[str, str]) -> str:
    """Where a click on the place leads; '' for a file that does not lie open on the disk."""
    target = files.get(place.file)
    if not target:
        return ""
    if place.page:
        return f"{target}#page={place.page}"
    if place.cell and place.part not in ("body", "attachment") and place.file.lower().endswith((".xlsx", ".xlsm")):
        return f"{target}#{quote(repr(place.part))}!{place.cell}"
    return target


def files_on_disk(case: Checked, paths: list[Path]) -> dict[str, Path]:
    """The case's documents that lie open on the disk, by the name the report gives them."""
    found: dict[str, Path] = {}
    for document in case.documents:
        for path in paths:
            spot = path / document.file if path.is_dir() else path
            if spot.is_file() and (path.is_dir() or document.file in (str(path), path.name)):
                found.setdefault(document.file, spot)
    return found
