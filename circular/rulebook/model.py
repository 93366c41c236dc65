"""What judging gives: findings and the report of a case. Counts and the verdict are derived, never kept beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.language import Words
from circular.place import Place

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

Verdict = Literal["pass", "fail", "unknown", "not_applicable"]
Severity = Literal["must", "should", "note"]
Basis = Literal["law", "policy", "guidance", "good_practice"]
SEVERITIES: tuple[Severity, ...] = ("must", "should", "note")
VERDICTS: tuple[Verdict, ...] = ("pass", "fail", "unknown", "not_applicable")


class Part(BaseModel):
    """One number held against one limit."""

    model_config = _CONFIG
    value: Decimal | str | bool | None
    limit: Decimal | str | bool | None
    unit: str | None
    verdict: Verdict


class Remedy(BaseModel):
    model_config = _CONFIG
    clause: str | None = None
    """Name of a clause in tender_templates that cures the rule."""
    optimise: bool = False
    text: Words | None = None


class WaiverUse(BaseModel):
    model_config = _CONFIG
    reason: str
    by: str
    until: date | None
    expired: bool


class Finding(BaseModel):
    """One rule's judgement of one case (or of one offender in it)."""

    model_config = _CONFIG
    code: str
    name: str
    severity: Severity
    basis: Basis
    goal: str | None = None
    verdict: Verdict
    title: Words
    because: Words
    parts: tuple[Part, ...] = ()
    since: date | None = None
    """The day from which the deciding value holds."""
    source: str | None = None
    """Key and text of the deciding source; how sure it is stands in `provisional`."""
    source_en: str | None = None
    """The same with the text in English, where it has one."""
    provisional: str | None = None
    """The marks that make it provisional: secondary, memory, inference, contested, agreed, 'date assumed' …

    `marks_in_words` says them in either language.
    """
    missing: tuple[str, ...] = ()
    """Names of facts (or documents) that nobody has told."""
    places: tuple[Place, ...] = ()
    searched: tuple[str, ...] = ()
    """Documents searched, for a finding about something absent."""
    belongs: Place | None = None
    """Where an absent demand belongs: the nearest heading of requirements or award criteria."""
    remedy: Remedy | None = None
    waiver: WaiverUse | None = None

    @property
    def counts(self) -> bool:
        """Whether it decides the case: not waived by a waiver that is still in force."""
        return self.waiver is None or self.waiver.expired


class Report(BaseModel):
    """All findings of one case."""

    model_config = _CONFIG
    case: str
    rulebook_version: str
    judged_on: date
    findings: tuple[Finding, ...]

    def verdict_over(self, severities: tuple[Severity, ...]) -> Verdict:
        """Verdict over the unwaived findings of these severities: fail, else unknown, else pass, else not_applicable."""
        seen = {f.verdict for f in self.findings if f.severity in severities and f.counts}
        for verdict in ("fail", "unknown", "pass"):
            if verdict in seen:
                return verdict
        return "not_applicable"

    @property
    def verdict(self) -> Verdict:
        return self.verdict_over(("must",))

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        counted: Counter[tuple[str, str]] = Counter(
            (f.severity, f.verdict if f.counts else "waived") for f in self.findings
        )
        return {
            severity: {verdict: counted[(severity, verdict)] for verdict in (*VERDICTS, "waived")}
            for severity in ("must", "should", "note")
        }

    def exit_code_on(self, severities: tuple[Severity, ...]) -> int:
        return 1 if self.verdict_over(severities) in ("fail", "unknown") else 0

    @property
    def exit_code(self) -> int:
        return self.exit_code_on(("must",))
