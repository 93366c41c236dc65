"""Puts the ready clause text into a finding's remedy, and says which commands cure it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from circular.building.model import Building
from circular.drafting.choose import told_values
from circular.drafting.draft import draft
from circular.drafting.library import load_clauses
from circular.drafting.model import LEVELS, ClauseTemplate
from circular.language import Language, Words
from circular.rulebook.model import Finding, Report
from circular.stages import stage

if TYPE_CHECKING:
    from circular.remedies.material_swaps import Compared
    from circular.rulebook.profile import Profile

SHORT = ("fail", "unknown")


@stage("cures")
def remedied(report: Report, building: Building | None = None, profile: Profile | None = None) -> Report:
    """The report with the clause's text, in both languages, in every remedy that names one and is needed.

    A broken limit of a building says the smallest swap that cures it: of the project's own options, else of one material
    for a comparable one.
    """
    if building is not None and any(_wants_swap(finding) for finding in report.findings):
        swaps = Swaps(building, report.judged_on, profile)
        report = report.model_copy(update={"findings": tuple(swaps.added_to(finding) for finding in report.findings)})
    if not any(_wants_text(finding) for finding in report.findings):
        return report
    library = load_clauses()
    return report.model_copy(
        update={"findings": tuple(_with_text(finding, library, report.judged_on) for finding in report.findings)}
    )


def _wants_swap(finding: Finding) -> bool:
    return finding.verdict == "fail" and finding.remedy is not None and finding.remedy.optimise


class Swaps:
    """The smallest swap for each broken limit of one project; the materials are compared once."""

    def __init__(self, building: Building, day: date, profile: Profile | None = None) -> None:
        self.building, self.day = building, day
        self.reuse_convention = profile.reuse_convention if profile is not None else "zero"
        self._compared: Compared | None = None

    def words(self, finding: Finding) -> Words | None:
        """What cures the finding; None where it is no broken limit of a kind that a swap cures."""
        from circular.remedies.material_swaps import compared, material_words
        from circular.remedies.swaps import swap_words

        if not _wants_swap(finding):
            return None
        words = swap_words(finding, self.building, as_of=self.day) if self.building.choices else None
        if words is None and self.building.components:
            if self._compared is None:
                self._compared = compared(self.building, as_of=self.day, reuse_convention=self.reuse_convention)
            words = material_words(finding, self._compared)
        return words

    def added_to(self, finding: Finding) -> Finding:
        """The finding with its cure in `because`."""
        words = self.words(finding)
        if words is None:
            return finding
        said = Words(da=f"{finding.because.da} {words.da}", en=f"{finding.because.en} {words.en}")
        return finding.model_copy(update={"because": said})


def _wants_text(finding: Finding) -> bool:
    remedy = finding.remedy
    return remedy is not None and remedy.clause is not None and remedy.text is None and finding.verdict in SHORT


def _with_text(finding: Finding, library: dict[str, ClauseTemplate], day: date) -> Finding:
    remedy = finding.remedy
    template = library.get(remedy.clause or "") if remedy is not None and _wants_text(finding) else None
    if remedy is None or template is None:
        return finding
    text = clause_text_on(template, finding.since or day)
    return finding.model_copy(update={"remedy": remedy.model_copy(update={"text": text})})


def clause_text_on(template: ClauseTemplate, day: date) -> Words:
    """The clause's default text, with the numbers that the rules hold on the day."""
    level = next(level for level in LEVELS if template.has_text(template.role, level))
    values = told_values((template,), {}, day=day)
    texts = {
        language: draft(template, language=language, level=level, values=values).text()
        for language in ("da", "en")
    }  # fmt: skip
    return Words(da=texts["da"], en=texts["en"])


def plan_file(building: Building | None) -> str | None:
    """The project file that `circular optimise` can be pointed at: one that has something to choose."""
    return building.file if building is not None and building.choices else None


def cures(finding: Finding, *, project: str | None, language: Language) -> list[str]:
    """Commands that cure a finding which does not hold, in the order of trying."""
    if finding.verdict not in SHORT or finding.remedy is None:
        return []
    commands = []
    if finding.remedy.optimise and project:
        commands.append(f"circular optimise {project}")
    if finding.remedy.clause:
        commands.append(f"circular new clause {finding.remedy.clause}" + (" --lang en" if language == "en" else ""))
    return commands
