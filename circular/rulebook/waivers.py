"""Exceptions that somebody decided: which rule, which case, why, who, until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from circular.faults import Fault
from circular.rulebook.case import Case
from circular.rulebook.model import Finding, WaiverUse
from circular.rulebook.reading import Part
from circular.rulebook.rule import Rulebook
from circular.strict_yaml import load


@dataclass(frozen=True)
class Waiver:
    """One decided exception."""

    rule: str
    case: str
    """The case's name, or a pattern with * and ?."""
    reason: str
    by: str
    """The role that decided."""
    until: date
    quote: str | None = None
    """Only findings that quote this."""
    file: str = ""
    line: int = 1

    def fits(self, finding: Finding, case: Case) -> bool:
        named = self.rule.casefold() in (finding.code.casefold(), finding.name.casefold())
        return named and self.concerns(case) and (self.quote is None or self.quote in finding.because.da)

    def concerns(self, case: Case) -> bool:
        return fnmatchcase(case.name.casefold(), self.case.casefold())


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file; raises Fault with file, line and hint."""
    if not path.is_file():
        raise Fault(str(path), "", ("findes ikke", "does not exist"), ("circular new waivers laver en", "circular new waivers makes one"))  # fmt: skip
    data, lines = load(path.read_bytes(), str(path))
    if data is None:
        return ()
    found = []
    for part in Part(data, lines, str(path)).items():
        part.keys(("rule", "case", "reason", "by", "until"), ("quote",))
        found.append(
            Waiver(
                rule=part.sub("rule").text(), case=part.sub("case").text(), reason=part.sub("reason").text(),
                by=part.sub("by").text(), until=part.sub("until").day(),
                quote=part.sub("quote").text() if "quote" in part.data else None, file=str(path), line=part.line,
            )
        )  # fmt: skip
    return tuple(found)


def waived(
    findings: Sequence[Finding], case: Case, rulebook: Rulebook, waivers: Sequence[Waiver], as_of: date
) -> Iterator[Finding]:
    """The findings with their waivers, then one finding for each expired and each unused waiver of this case."""
    from circular.rulebook.case_findings import expired_waiver, unused_waiver

    for waiver in waivers:
        if not rulebook.knows(waiver.rule) and waiver.rule not in {finding.code for finding in findings}:
            try:
                rulebook.rule(waiver.rule)
            except Fault as fault:
                said = fault.parts("da"), fault.parts("en")
                raise Fault(waiver.file, str(waiver.line), (said[0]["fault"], said[1]["fault"]), (said[0]["hint"], said[1]["hint"])) from None  # fmt: skip
    used: set[int] = set()
    for finding in findings:
        chosen = None
        for index, waiver in enumerate(waivers):
            if finding.verdict in ("fail", "unknown") and waiver.fits(finding, case):
                used.add(index)
                if chosen is None or waiver.until > chosen.until:
                    chosen = waiver
        if chosen is None:
            yield finding
            continue
        use = WaiverUse(reason=chosen.reason, by=chosen.by, until=chosen.until, expired=chosen.until < as_of)
        yield finding.model_copy(update={"waiver": use})
        if use.expired:
            yield expired_waiver(chosen, finding)
    for index, waiver in enumerate(waivers):
        if index not in used and waiver.concerns(case):
            yield unused_waiver(waiver)
