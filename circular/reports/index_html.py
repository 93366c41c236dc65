"""The page over many judged cases: how they stand together, which demands are missed most often, and a row for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from circular.checking import Checked
from circular.language import Language, Words
from circular.reports.check_words import WORDS
from circular.reports.page import page

MOST_MISSED = 10
VERDICTS = {
    "da": {"error": "kunne ikke bedømmes", "not_applicable": "har ingen skal-regler"},
    "en": {"error": "could not be judged", "not_applicable": "no must rule applies"},
}


@dataclass(frozen=True)
class Row:
    """One case and where its page lies."""

    case: Checked
    page: str
    categories: str
    unread: int
    binding: int

    @property
    def verdict(self) -> str:
        return self.case.report.verdict if self.case.report else "error"


def index_html(cases: Sequence[Checked], pages: Sequence[str], language: Language) -> str:
    """The page; `pages` are the addresses of the cases' own pages, relative to this one."""
    rows = [_row(case, target, language) for case, target in zip(cases, pages, strict=True)]
    return page(
        "index.html",
        language,
        rows=rows,
        words=WORDS[language] | VERDICTS[language],
        counts=Counter(row.verdict for row in rows),
        missed=_missed(cases),
        judged=sorted({case.judged_on for case in cases}),
        versions=sorted({case.rulebook_version for case in cases if case.rulebook_version}),
        faults=[(row.page, row.case.name, row.case.fault.parts(language)) for row in rows if row.case.fault],
    )


def _row(case: Checked, target: str, language: Language) -> Row:
    names = []
    if case.tender is not None and case.tender.categories:
        from circular.tender import category

        names = [category(identifier).name[language] for identifier in case.tender.categories]
    clauses = case.tender.clauses if case.tender else ()
    binding = sum(1 for clause in clauses if clause.live and clause.strategy and clause.strength == "binding")
    return Row(case, target, ", ".join(names), sum(document.status != "read" for document in case.documents), binding)


def _missed(cases: Sequence[Checked]) -> list[tuple[str, Words, str, int, int]]:
    """(code, title, severity, fails, can't be told) of the rules most cases fall short of, a case counted once."""
    fails: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    rules: dict[str, tuple[Words, str]] = {}
    for case in cases:
        seen: dict[str, set[str]] = {}
        for finding in case.report.findings if case.report else ():
            if finding.counts and finding.verdict in ("fail", "unknown") and finding.severity != "note":
                seen.setdefault(finding.code, set()).add(finding.verdict)
                if rules.get(finding.code, (None, ""))[1] != "must":
                    rules[finding.code] = (finding.title, finding.severity)
        for code, verdicts in seen.items():
            (fails if "fail" in verdicts else unknown)[code] += 1
    order = sorted(rules, key=lambda code: (rules[code][1] != "must", -fails[code], -unknown[code], code))
    return [(code, *rules[code], fails[code], unknown[code]) for code in order[:MOST_MISSED]]
