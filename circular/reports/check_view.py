"""One judged case as its page shows it: findings with quotes and anchors, and what the filters can choose among."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from circular.checking import Checked
from circular.clauses.model import Clause
from circular.clauses.names import word
from circular.language import Language
from circular.place import Place
from circular.remedies import cures, plan_file
from circular.reports.check_words import ORDER
from circular.reports.quotes import Quotes
from circular.reports.rows import measured
from circular.rulebook.model import Finding

AROUND = 140
"""Characters shown before and after the words a finding points at."""
LONGEST = 480
"""Characters of a quote that is a whole block."""
QUOTED = 3
"""Places quoted openly; the rest stand folded."""
LISTED = 24
"""Most places shown for one finding."""
Spot = tuple[str, str, int | None, str | None]


@dataclass(frozen=True)
class Quoted:
    """A place, and the words there within what stands around them."""

    place: Place
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A finding with what the page needs beside it."""

    finding: Finding
    anchor: str
    quotes: tuple[Quoted, ...]
    folded: tuple[Quoted, ...]
    left_out: int
    documents: tuple[str, ...]
    strategies: tuple[str, ...]
    numbers: tuple[str, ...]
    commands: tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """Findings that can't be told for want of the same facts; alone, a finding has no `missing` here."""

    missing: tuple[str, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class Block:
    """What to act on of one severity."""

    severity: str
    entries: tuple[Together, ...]

    @property
    def count(self) -> int:
        return sum(len(entry.shown) for entry in self.entries)


class CaseView:
    """A judged case, arranged; nothing is computed that the report does not hold."""

    def __init__(self, case: Checked, language: Language) -> None:
        self.case, self.language = case, language
        self.report = case.report
        self.clauses: list[Clause] = [
            clause
            for clause in (case.tender.clauses if case.tender else ())
            if (clause.live or clause.barrier or clause.struck) and clause.strategy
        ]
        self._quotes = Quotes(case)
        self._strategy_at: dict[Spot, set[str]] = {}
        for clause in self.clauses:
            self._strategy_at.setdefault(_spot(clause.place), set()).add(clause.strategy or "")
        self._remedy_strategies = _strategies_of_remedies(self.report.findings if self.report else ())
        self._anchors: Counter[str] = Counter()
        findings = list(self.report.findings) if self.report else []
        self.blocks = [block for severity in ("must", "should", "note") if (block := self._block(severity, findings)).entries]  # fmt: skip
        self.waived = [self._shown(one) for one in findings if not one.counts]
        self.holds = [self._shown(one) for one in findings if one.verdict == "pass" and one.counts]
        self.silent = self._silent([one for one in findings if one.verdict == "not_applicable" and one.counts])

    @property
    def to_do(self) -> int:
        return sum(block.count for block in self.blocks)

    @property
    def not_read(self) -> list[object]:
        return [document for document in self.case.documents if document.status != "read"]

    @property
    def absent(self) -> list[tuple[str, Place]]:
        """Documents that are referred to, carry demands, and are not in the package."""
        found: dict[str, tuple[str, Place]] = {}
        for reference in self.case.tender.references if self.case.tender else ():
            if reference.resolved is None and reference.carries_demands:
                found.setdefault(reference.target.lower(), (reference.target, reference.place))
        return list(found.values())

    @property
    def files(self) -> list[str]:
        return [document.file for document in self.case.documents]

    def document_key(self, file: str) -> str:
        """What the filter calls a document."""
        return f"d{self.files.index(file)}" if file in self.files else ""

    def by_strategy(self) -> list[tuple[str, int, int]]:
        """(name, binding, soft) for each strategy of the live clauses, most binding first."""
        live: Counter[tuple[str, str]] = Counter((c.strategy or "", c.strength) for c in self.clauses if c.live)
        rows = [(word("strategy", name, self.language), live[name, "binding"], live[name, "soft"]) for name in dict.fromkeys(name for name, _ in live)]  # fmt: skip
        return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))

    def strategies_acted_on(self) -> list[tuple[str, str]]:
        """(id, name) of the strategies that some finding to act on concerns."""
        seen = {s for block in self.blocks for entry in block.entries for one in entry.shown for s in one.strategies}
        return sorted(((name, word("strategy", name, self.language)) for name in seen), key=lambda pair: pair[1])

    def documents_acted_on(self) -> list[tuple[str, str]]:
        seen = {d for block in self.blocks for entry in block.entries for one in entry.shown for d in one.documents}
        return [(self.document_key(file), file) for file in self.files if self.document_key(file) in seen]

    def _block(self, severity: str, findings: list[Finding]) -> Block:
        entries: list[Together] = []
        for level, verdict in ORDER:
            if level != severity:
                continue
            chosen = [f for f in findings if (f.severity, f.verdict) == (severity, verdict) and f.counts]
            done: set[tuple[str, ...]] = set()
            for finding in chosen:
                alike = [f for f in chosen if f.missing == finding.missing and not f.places] if verdict == "unknown" and finding.missing and not finding.places else []  # fmt: skip
                if len(alike) < 2:
                    entries.append(Together((), (self._shown(finding),)))
                elif finding.missing not in done:
                    done.add(finding.missing)
                    entries.append(Together(finding.missing, tuple(self._shown(one) for one in alike)))
        return Block(severity, tuple(entries))

    def _silent(self, findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
        """Rules that do not apply, by the reason they share, the reason of most rules first."""
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(finding.because[self.language], []).append(finding)
        return sorted(found.items(), key=lambda pair: -len(pair[1]))

    def _shown(self, finding: Finding) -> Shown:
        self._anchors[finding.code] += 1
        number = self._anchors[finding.code]
        places = {(place.text(self.language), self._quotes.words(place)): place for place in reversed(finding.places)}
        spots = list(reversed(places.values()))
        quotes = [self._quoted(place) for place in spots[:LISTED]]
        project = plan_file(self.case.building)
        touched = [place.file for place in finding.places] or list(finding.searched) + ([finding.belongs.file] if finding.belongs else [])  # fmt: skip
        strategies = {s for place in finding.places for s in self._strategy_at.get(_spot(place), ())}
        strategies |= self._remedy_strategies.get(finding.remedy.clause or "" if finding.remedy else "", set())
        return Shown(
            finding=finding,
            anchor=finding.code if number == 1 else f"{finding.code}-{number}",
            quotes=tuple(quotes[:QUOTED]),
            folded=tuple(quotes[QUOTED:]),
            left_out=max(0, len(spots) - LISTED),
            documents=tuple(dict.fromkeys(key for file in touched if (key := self.document_key(file)))),
            strategies=tuple(sorted(strategies)),
            numbers=tuple(measured(finding, self.language).splitlines()),
            commands=tuple(cures(finding, project=project, language=self.language)),
        )

    def _quoted(self, place: Place) -> Quoted:
        before, words, after = self._quotes.context(place)
        if len(words) > LONGEST:
            words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
        if len(before) > AROUND:
            before = "… " + before[-AROUND:].split(" ", 1)[-1]
        if len(after) > AROUND:
            after = after[:AROUND].rsplit(" ", 1)[0] + " …"
        return Quoted(place, before, words, after)


def _spot(place: Place) -> Spot:
    return place.file, place.part, place.paragraph, place.cell


def _strategies_of_remedies(findings: Iterable[Finding]) -> dict[str, set[str]]:
    """The strategy that each clause named as a remedy is written for."""
    names = {finding.remedy.clause for finding in findings if finding.remedy and finding.remedy.clause}
    if not names:
        return {}
    from circular.drafting.library import load_clauses

    library = load_clauses()
    return {name: {library[name].strategy} - {None} for name in names if name in library}  # type: ignore[misc]
